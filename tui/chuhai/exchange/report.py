"""What a file would change, in lines for people and as a document for scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from chuhai.agenda import Agenda, anchor_name, list_title
from chuhai.checklist.difference import TOGETHER, Difference, Kind, Side
from chuhai.checklist.edits import EditError
from chuhai.checklist.item import Checklist, field_from_json, list_from_json
from chuhai.checklist.operation import LAYER, WHOLE, apply
from chuhai.checklist.trail import Touch
from chuhai.exchange.guard import one_line
from chuhai.exchange.intake import Intake
from chuhai.exchange.values import rule_text
from chuhai.i18n import Lang, Words
from chuhai.strings import named, t

LONG = 60
"""The most characters of a value in a line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a preview."""

    kind: str
    """A `Kind`, or `list`, `count`, `fault`, `notice`, `held`."""
    title: str
    """The list, the item, or the whole sentence."""
    item: str = ""
    field: str = ""
    old: str = ""
    new: str = ""
    ours: str = ""
    """Who wrote our value and when."""
    theirs: str = ""
    key: str = ""
    """The key of the conflict that the line stands for."""


def _short(text: str) -> str:
    plain = one_line(text)
    return plain if len(plain) <= LONG else plain[: LONG - 1] + "…"


def by(touch: Touch) -> str:
    """Who and when, as far as it is known."""
    when = touch.when[:16].replace("T", " ")
    return ", ".join(filter(None, (touch.who, when)))


def _field_name(field: str, lang: Lang) -> str:
    cell = field.removeprefix(LAYER)
    return t("merge.mark", lang, cell=cell) if cell != field else t(f"col.{field}", lang)


def _mark(value: Any, lang: Lang) -> str:
    """One's own mark on a cell of the matrix."""
    if value is None:
        return t("merge.empty", lang)
    parts = (
        str(value["score"] or ""),
        t("merge.not-for-us", lang) if value["out"] else "",
        value["note"],
    )
    return _short(" · ".join(filter(None, parts)))


class _Reader:
    """Puts the values of one list into words."""

    def __init__(self, intake: Intake, name: str, lang: Lang) -> None:
        self.intake, self.lang = intake, lang
        home = intake.home
        self.owner: Checklist | None = home.book.lists.get(name)
        self.plan: Agenda | None = None
        if self.owner:
            self.plan = home.plan(self.owner)

    def item_title(self, one: Difference) -> str:
        """The text of an item, as we have it or as the file has it."""
        if self.owner and one.item in self.owner.items:
            return self.owner.items[one.item].text.in_lang(self.lang)
        whole = one.new if isinstance(one.new, Mapping) else one.old
        return self._words((whole or {}).get("text", ""))

    def _words(self, value: Any) -> str:
        text: Words = field_from_json("text", value)
        return text.in_lang(self.lang)

    def value(self, one: Difference, value: Any, *, ours: bool) -> str:
        """A value in words."""
        lang, field = self.lang, one.field
        if field == WHOLE:
            return t("merge.gone", lang) if value is None else self._words(value["text"])
        if field == "due" and one.item:
            return self._due(one, value, ours=ours)
        if field == "status" and one.item:
            return " ".join(filter(None, (t(f"item.{value[0]}", lang), value[1])))
        if field == "text":
            sides = (value,) if isinstance(value, str) else (value["zh"], value["en"])
            return _short(" / ".join(filter(None, sides)))
        if field == "place" and value:
            return named("place", value, lang)
        if field == "needs":
            items = self.owner.items if self.owner else {}
            names = [items[n].text.in_lang(lang) if n in items else n for n in value]
            return _short("; ".join(names)) or t("merge.empty", lang)
        if field.startswith(LAYER):
            return _mark(value, lang)
        if field == "anchor":
            return anchor_name(field_from_json("anchor", value), self.intake.home.library).in_lang(
                lang
            )
        if isinstance(value, Mapping):
            value = "/".join(map(str, filter(None, value.values())))
        if isinstance(value, list | tuple):
            value = " ".join(map(str, value))
        return _short("" if value is None else str(value)) or t("merge.empty", lang)

    def _due(self, one: Difference, value: Any, *, ours: bool) -> str:
        day, offset = value
        rule = rule_text((field_from_json("due", day), offset))
        shown = None
        if self.plan:
            from datetime import timedelta

            anchor = self.plan.anchor
            if ours:
                shown = self.plan.slot(self.plan.checklist.items[one.item]).due
            elif anchor and offset is not None:
                shown = anchor - timedelta(days=offset)
        if shown is None or shown.isoformat() == day:
            return rule or t("item.no-date", self.lang)
        return f"{shown.isoformat()} ({rule})" if rule else shown.isoformat()


def _held(intake: Intake, name: str) -> dict[str, str]:
    """The due dates that the plan keeps although the file asks for later ones, by item."""
    merge, home = intake.merge, intake.home
    sides = {one.key: Side.OURS for one in merge.of(Kind.CONFLICT)}
    try:
        book = apply(home.book, merge.changes(sides))
    except EditError:
        return {}
    plan = home.plan(book.lists[name])
    held = {}
    for one in merge.of(Kind.CHANGED):
        if (one.list, one.field) != (name, "due") or one.new == (None, None):
            continue
        item = plan.checklist.items[one.item]
        alone = replace(plan.checklist, items={item.id: replace(item, needs=())})
        wanted = home.plan(alone).slot(item).due
        due = plan.slot(item).due
        if due and wanted and due < wanted:
            held[one.item] = due.isoformat()
    return held


def _of_list(intake: Intake, name: str, lang: Lang) -> Iterator[Line]:
    merge = intake.merge
    reader = _Reader(intake, name, lang)
    mine = [one for one in merge.differences if one.list == name]
    new = next((one for one in mine if not one.item and one.field == WHOLE), None)
    if new is not None:
        made = list_from_json(new.new)
        title = list_title(made, intake.home.library).in_lang(lang)
        yield Line("list", title, new=t("merge.new-list", lang, n=len(made.items)))
        for item in made.items.values():
            yield Line(Kind.NEW, item.text.in_lang(lang), item.id)
        return
    assert reader.owner is not None
    yield Line("list", list_title(reader.owner, intake.home.library).in_lang(lang))
    held = _held(intake, name)
    for one in mine:
        if one.kind is Kind.KEPT:
            continue
        whole = one.field == WHOLE
        field = "" if whole else _field_name(one.field, lang)
        title = reader.item_title(one) if one.item else t("col.list", lang)
        yield Line(
            one.kind,
            title,
            one.item,
            field,
            ""
            if whole and one.kind is not Kind.CONFLICT
            else reader.value(one, one.old, ours=True),
            ""
            if whole and one.kind is not Kind.CONFLICT
            else reader.value(one, one.new, ours=False),
            by(one.ours),
            by(one.theirs),
            one.key if one.kind is Kind.CONFLICT else "",
        )
        if one.kind is Kind.CHANGED and one.field == "due" and one.item in held:
            yield Line("held", t("merge.held", lang, date=held[one.item]), one.item)
    kept = sum(one.kind is Kind.KEPT for one in mine)
    if kept:
        yield Line("count", t("merge.kept", lang, n=kept))
    if same := merge.unchanged.get(name, 0):
        yield Line("count", t("merge.unchanged", lang, n=same))


def lines(intake: Intake, lang: Lang) -> list[Line]:
    """The preview: refused rows first, then list by list what is new, changed, in conflict."""
    found = [Line("notice", notice.in_lang(lang)) for notice in intake.copy.notices]
    if intake.faults:
        found.append(Line("fault", t("merge.faults", lang, n=len(intake.faults))))
        found += [Line("fault", fault.in_lang(lang)) for fault in intake.faults]
    names = dict.fromkeys(one.list for one in intake.lists)
    for name in names:
        found += _of_list(intake, name, lang)
    return found


def counts(intake: Intake) -> dict[str, int]:
    """How many items are new, fields changed or in conflict, items missing and unchanged."""
    merge = intake.merge
    new = 0
    for one in merge.of(Kind.NEW):
        new += len(one.new["items"]) if not one.item else 1
    return {
        "new": new,
        "changed": len(merge.of(Kind.CHANGED)),
        "conflicts": len(merge.of(Kind.CONFLICT)),
        "missing": len(merge.of(Kind.MISSING)),
        "unchanged": sum(merge.unchanged.values()),
    }


def _plain(field: str, value: Any) -> Any:
    parts = TOGETHER.get(field)
    return dict(zip(parts, value, strict=True)) if parts and isinstance(value, tuple) else value


def document(intake: Intake, *, written: bool) -> dict[str, Any]:
    """The preview for scripts, in English where it is words."""
    found: list[dict[str, Any]] = []
    for one in intake.merge.differences:
        entry: dict[str, Any] = {
            "kind": str(one.kind),
            "list": one.list,
            "item": one.item or None,
            "field": None if one.field == WHOLE else one.field,
        }
        if one.kind is not Kind.MISSING:
            entry |= {"old": _plain(one.field, one.old), "new": _plain(one.field, one.new)}
        if one.kind is Kind.CONFLICT:
            entry["ours"] = {"who": one.ours.who, "when": one.ours.when}
            entry["theirs"] = {"who": one.theirs.who, "when": one.theirs.when}
        found.append(entry)
    return {
        "file": intake.name,
        "written": written,
        **counts(intake),
        "differences": found,
        "refused": [
            {
                "sheet": fault.where.sheet or None,
                "row": fault.where.row or None,
                "column": fault.where.column or None,
                "value": fault.value,
                "accepted": t(fault.key, Lang.EN, **fault.about),
            }
            for fault in intake.faults
        ],
        "notices": [notice.in_lang(Lang.EN) for notice in intake.copy.notices],
    }
