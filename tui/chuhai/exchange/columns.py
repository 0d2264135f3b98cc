"""The columns of a sheet: what an item looks like in a row, and what a row says of an item."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chuhai.agenda import Agenda, anchor_name
from chuhai.checklist.item import Anchor, Item, Origin
from chuhai.checklist.trail import Trail
from chuhai.exchange import values
from chuhai.exchange.copy import (
    FAULTS,
    ROWS,
    Copy,
    CopyList,
    Dates,
    Fault,
    Notice,
    Row,
    Stamp,
    Unreadable,
    Where,
)
from chuhai.exchange.guard import printable, unguarded
from chuhai.exchange.values import Refused
from chuhai.exchange.wording import joined
from chuhai.i18n import Lang, Words
from chuhai.library.index import Library
from chuhai.strings import strings

Cell = str | int | dt.date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, its width in a sheet, and whether it is read back."""

    key: str
    width: int
    read: bool = True
    hidden: bool = False

    @property
    def title(self) -> str:
        """The heading in both languages."""
        words = strings()[f"col.{self.key}"]
        return f"{words.zh} {words.en}"


COLUMNS = (
    Column("task_zh", 34),
    Column("task_en", 34),
    Column("status", 13),
    Column("due", 12),
    Column("start", 12, read=False),
    Column("days", 7),
    Column("rule", 12),
    Column("owner", 12),
    Column("priority", 10),
    Column("waiting_on", 14),
    Column("note", 40),
    Column("waits_for", 28, read=False),
    Column("tags", 14),
    Column("place", 18),
    Column("market", 8),
    Column("done_on", 12),
    Column("dropped_why", 18),
    Column("card", 24, read=False),
    Column("sources", 40, read=False),
    Column("list", 24, read=False),
    Column("id", 20),
    Column("needs", 18, hidden=True),
    Column("origin", 24, hidden=True),
    Column("markets", 10, hidden=True),
    Column("anchor", 18, hidden=True),
    Column("sent", 24, hidden=True),
)
_ALSO = {
    "task": ("task", "title", "item", "name", "text", "任务", "事项", "内容", "待办"),
    "due": ("deadline", "date", "due date", "日期", "截止日期", "到期"),
    "owner": ("assignee", "who", "负责"),
    "note": ("notes", "comment", "comments", "说明"),
    "needs": ("depends", "depends on"),
}
"""Other headings that people give their own sheets."""


def _has_han(text: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" for char in text)


def _texts(text: Words) -> tuple[str, str]:
    """Chinese and English; a text of one language leaves the other cell empty to be filled."""
    if text.en == text.zh:
        return (text.zh, "") if _has_han(text.zh) else ("", text.en)
    return text.zh, text.en


def _both(prefix: str, code: str) -> str:
    words = strings()[f"{prefix}.{code}"] if code else None
    return f"{words.zh} {words.en}" if words else ""


def _origin(origin: Origin | None) -> str:
    if origin is None:
        return ""
    step = f"#{origin.step}" if origin.step else ""
    return f"{origin.kind}/{origin.card}{step}" + (f"@{origin.market}" if origin.market else "")


def read_origin(text: str) -> dict[str, str] | None:
    """Where an item came from, in JSON form, as the sheet has it: `kind/card#step@market`."""
    if not text:
        return None
    front, _, market = text.partition("@")
    card, _, step = front.partition("#")
    kind, slash, name = card.partition("/")
    if not (slash and kind and name):
        raise Refused("accepted.origin")
    return {"kind": kind, "card": name, "step": step, "market": market}


def _anchor(anchor: Anchor) -> str:
    if anchor.festival:
        return f"{anchor.festival} {anchor.year}"
    return anchor.date.isoformat() if anchor.date else ""


def read_anchor(text: str) -> dict[str, Any]:
    """An anchor in JSON form, as the sheet has it: `festival year` or a date."""
    festival, _, year = text.strip().rpartition(" ")
    if festival and year.isdecimal():
        return {"festival": festival, "year": int(year), "date": None}
    date = values.day(text)
    return {"festival": "", "year": 0, "date": date.isoformat() if date else None}


class Sources:
    """The card of each item and the sources of its page, looked up once per card."""

    def __init__(self, library: Library, lang: Lang) -> None:
        self.library, self.lang = library, lang
        self._known: dict[tuple[str, str], tuple[str, str]] = {}

    def of(self, origin: Origin | None) -> tuple[str, str]:
        """The card's name and its sources, one a line; both empty for a typed item."""
        if origin is None:
            return "", ""
        key = (origin.kind, origin.card)
        if key not in self._known:
            self._known[key] = self._look(*key)
        return self._known[key]

    def _look(self, kind: str, card: str) -> tuple[str, str]:
        entry = self.library.find(kind, card)
        if entry is None:
            return f"{kind}/{card}", ""
        lines = [
            ", ".join(filter(None, (one.publisher, one.title, one.published, one.url)))
            for one in self.library.page(entry).sources
        ]
        return entry.name.in_lang(self.lang), "\n".join(lines)


def cells(one: Agenda, item: Item, sources: Sources, trail: Trail) -> dict[str, Cell]:
    """The row of an item, by column."""
    slot, owner = one.slot(item), one.checklist
    zh, en = _texts(item.text)
    card, cited = sources.of(item.origin)
    names = [owner.items[need].text for need in item.needs if need in owner.items]
    stamp = Stamp(slot.due, (item.due, item.offset), trail.known(owner.id))
    return {
        "list": one.title.in_lang(sources.lang),
        "task_zh": zh,
        "task_en": en,
        "status": _both("item", item.status),
        "due": slot.due,
        "start": slot.start,
        "days": item.days,
        "rule": values.rule_text((item.due, item.offset)),
        "owner": item.owner,
        "priority": item.priority,
        "waiting_on": item.waiting_on,
        "waits_for": joined(names, sources.lang),
        "note": item.note,
        "tags": " ".join(item.tags),
        "place": _both("place", item.place),
        "market": item.market,
        "done_on": item.done_on,
        "dropped_why": item.dropped_why,
        "card": card,
        "sources": cited,
        "id": f"{owner.id}/{item.id}",
        "needs": " ".join(item.needs),
        "origin": _origin(item.origin),
        "markets": " ".join(owner.markets),
        "anchor": _anchor(owner.anchor),
        "sent": values.stamp_text(stamp),
    }


def target_line(one: Agenda, library: Library) -> str:
    """What a list is planned backward from, in both languages, with its date."""
    name = anchor_name(one.checklist.anchor, library)
    both = name.zh if name.zh == name.en else f"{name.zh} {name.en}"
    date = one.anchor.isoformat() if one.anchor else ""
    return " ".join(filter(None, (both, date if date not in both else "")))


# ---------------------------------------------------------------- reading


def _folded(title: str) -> str:
    return " ".join(printable(title).split()).casefold()


def _titles() -> dict[str, str]:
    known: dict[str, str] = {}
    for key, names in _ALSO.items():
        known |= dict.fromkeys(names, key)
    for column in COLUMNS:
        words = strings()[f"col.{column.key}"]
        both = (f"{words.zh} {words.en}", f"{words.en} {words.zh}")
        known |= {_folded(name): column.key for name in (column.key, words.en, words.zh, *both)}
    return known


@dataclass
class _Reading:
    """What is gathered while a sheet is read."""

    sheet: str
    where: Mapping[str, str]
    """The heading of each column as the file has it, by key."""
    faults: list[Fault] = field(default_factory=list)
    row: int = 0

    def refuse(self, key: str, text: str, refusal: Refused) -> None:
        place = Where(self.sheet, self.row, self.where.get(key, ""))
        self.faults.append(Fault(place, text, refusal.key, refusal.about))

    def take(self, key: str, text: str, parse: Callable[[str], Any]) -> Any:
        try:
            return parse(text)
        except Refused as refusal:
            self.refuse(key, text, refusal)
            return None


def _json_day(text: str) -> str | None:
    found = values.day(text)
    return found.isoformat() if found else None


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(text.split()))


_PLAIN: Mapping[str, Callable[[str], Any]] = {
    "status": values.status,
    "days": lambda text: values.number(text, 0, 1_000, 1),
    "priority": lambda text: values.number(text, 1, 3, 2),
    "owner": lambda text: values.long_enough(text, "owner"),
    "waiting_on": lambda text: values.long_enough(text, "waiting_on"),
    "note": lambda text: values.long_enough(text, "note"),
    "tags": _words,
    "place": values.place,
    "market": lambda text: values.long_enough(text, "market"),
    "done_on": _json_day,
    "dropped_why": lambda text: values.long_enough(text, "dropped_why"),
    "needs": values.ids,
    "origin": read_origin,
}
"""How the cells are read that are a field of the item by themselves, into its JSON form."""


def _text(said: Mapping[str, str]) -> tuple[dict[str, Any], str | None]:
    """The text of an item: both languages, or one of which it is not known which."""
    if "task_zh" in said and "task_en" in said:
        zh, en = said["task_zh"], said["task_en"]
        if zh or en:
            return {"text": {"en": en, "zh": zh} if zh and en else en or zh}, None
    one = said.get("task") or said.get("task_zh") or said.get("task_en") or ""
    if not one:
        raise Refused("accepted.task")
    return {}, one


def _row(said: Mapping[str, str], reading: _Reading) -> Row | None:
    """One row; nothing when something in it is refused."""
    before = len(reading.faults)
    own, item = "", ""
    if name := said.get("id", ""):
        own, slash, item = name.rpartition("/")
        if not values.ID.fullmatch(item) or (slash and not values.ID.fullmatch(own)):
            reading.refuse("id", name, Refused("accepted.id"))
    found: dict[str, Any] = {
        key: reading.take(key, said[key], parse) for key, parse in _PLAIN.items() if key in said
    }
    stamp = reading.take("sent", said["sent"], values.stamp) if said.get("sent") else None
    dates = None
    if "due" in said or "rule" in said:
        dates = Dates(
            reading.take("due", said.get("due", ""), values.day),
            "due" in said,
            reading.take("rule", said["rule"], values.rule) if "rule" in said else None,
            Where(reading.sheet, reading.row, reading.where.get("due", "")),
        )
    text = None
    try:
        words, text = _text(said)
        found |= words
    except Refused as refusal:
        task = next((key for key in ("task", "task_zh", "task_en") if key in said), "")
        reading.refuse(task, "", refusal)
    if len(reading.faults) > before:
        return None
    place = Where(reading.sheet, reading.row)
    return Row(own, item, found, place, text, dates, stamp)


def _list_values(said: Mapping[str, str], reading: _Reading) -> dict[str, Any]:
    anchor = reading.take("anchor", said.get("anchor", ""), read_anchor)
    return {
        "name": said.get("list", ""),
        "markets": said.get("markets", "").split(),
        "anchor": anchor or read_anchor(""),
    }


def read_table(sheet: str, table: Iterable[tuple[int, Sequence[str]]]) -> Copy:
    """What a table says whose first row that is not empty holds the headings.

    Rows come with the number under which a spreadsheet shows them.
    """
    rows = iter(table)
    number, heads = next(((n, row) for n, row in rows if any(row)), (0, ()))
    known = _titles()
    keys = [known.get(_folded(head), "") for head in heads]
    if not {"task", "task_zh", "task_en"} & set(keys):
        raise Unreadable("unreadable.heads", name=sheet or "CSV", row=number or 1)
    where = {key: f"{_letter(n)} ({heads[n].strip()})" for n, key in enumerate(keys) if key}
    reading = _Reading(sheet, where)
    found: dict[str, list[Row]] = {}
    about: dict[str, dict[str, Any]] = {}
    there: set[tuple[str, str]] = set()
    for reading.row, row in rows:
        said = {
            key: unguarded(text).strip("\r\n ") for key, text in zip(keys, row, strict=False) if key
        }
        if not any(said.values()):
            continue
        made = _row({**dict.fromkeys(filter(None, keys), ""), **said}, reading)
        if len(reading.faults) > FAULTS or sum(map(len, found.values())) > ROWS:
            raise Unreadable("unreadable.too-many", rows=ROWS, faults=FAULTS)
        if made is None:
            continue
        if made.item and (made.list, made.item) in there:
            reading.refuse("id", said["id"], Refused("accepted.once"))
            continue
        there.add((made.list, made.item))
        found.setdefault(made.list, []).append(made)
        about.setdefault(made.list, _list_values(said, reading))
    lists = [CopyList(name, about[name], rows) for name, rows in found.items()]
    ignored = [head.strip() for head, key in zip(heads, keys, strict=True) if head and not key]
    notices = [Notice("notice.columns", {"names": ", ".join(ignored)})] if ignored else []
    return Copy(lists, reading.faults, notices)


def _letter(number: int) -> str:
    """The name of a column, counted from 0, as spreadsheets have it."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
