"""From what a file says to what the book can be compared with: dates, texts, ids made whole."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chuhai.agenda import Agenda, agenda, anchor_date
from chuhai.checklist.difference import Arrival, Incoming
from chuhai.checklist.item import Anchor, Book, Checklist, Item, Status, field_from_json, to_json
from chuhai.checklist.trail import Known, Touch, Trail
from chuhai.exchange.copy import Copy, CopyList, Dates, Fault, Row, Rule, Stamp, Where
from chuhai.exchange.guard import one_line
from chuhai.library.index import Library
from chuhai.plan import EVERY_DAY, Week
from chuhai.strings import strings


def made_id(*parts: str) -> str:
    """An id for something that came without one; the same whenever it comes again."""
    return "x" + hashlib.blake2b("\0".join(parts).encode(), digest_size=5).hexdigest()


@dataclass(frozen=True, slots=True)
class Home:
    """What is here: the book, its trail, the content, the date."""

    book: Book
    trail: Trail
    library: Library
    today: dt.date
    week: Week = EVERY_DAY

    def plan(self, owner: Checklist) -> Agenda:
        """A list with its dates."""
        return agenda(owner, self.library, self.today, self.week)


@dataclass(frozen=True, slots=True)
class Received:
    """A file made ready to be compared."""

    lists: tuple[Incoming, ...]
    faults: tuple[Fault, ...]


class _Target:
    """The list that rows belong to: one of ours, or one that is to be made."""

    def __init__(self, home: Home, name: str, values: Mapping[str, Any]) -> None:
        self.home, self.name = home, name
        self.owner = home.book.lists.get(name)
        if self.owner:
            anchor, markets = self.owner.anchor, self.owner.markets
        else:
            anchor = field_from_json("anchor", values["anchor"]) if "anchor" in values else Anchor()
            markets = tuple(values.get("markets", ()))
        self.anchor = anchor_date(anchor, markets, home.library)
        self._due: dict[str, dt.date | None] | None = None

    def item(self, name: str) -> Item | None:
        """The item that we have by this id."""
        return self.owner.items.get(name) if self.owner else None

    def due(self, item: Item) -> dt.date | None:
        """The due date that our plan computes for an item."""
        if self._due is None:
            assert self.owner is not None
            plan = self.home.plan(self.owner)
            self._due = {one.id: plan.slot(one).due for one in self.owner.items.values()}
        return self._due.get(item.id)


def _on(day: dt.date | None, old: Rule, anchor: dt.date | None) -> Rule:
    """The rule for a due date that somebody typed: it stays tied to the anchor if it was."""
    if day is None:
        return None, None
    if anchor is None or old[0] is not None:
        return day, None
    return None, (anchor - day).days


def _rule(dates: Dates, stamp: Stamp | None, item: Item | None, target: _Target) -> Rule | None:
    """What a row wants for the dates; nothing when it leaves them as they are.

    Raises `ValueError` when the date and the rule of a row were both changed and disagree.
    """
    if stamp is None:
        if item is None:
            own = dates.rule if dates.rule and any(p is not None for p in dates.rule) else None
            return own or (dates.shown, None)
        if dates.rule is not None and dates.rule != (item.due, item.offset) and any(dates.rule):
            return dates.rule
        if not dates.has_shown or dates.shown == target.due(item):
            return None
        return _on(dates.shown, (item.due, item.offset), target.anchor)
    moved = dates.has_shown and dates.shown != stamp.due
    ruled = dates.rule is not None and dates.rule != stamp.rule
    if not moved:
        return dates.rule if ruled and dates.rule is not None else stamp.rule
    wanted = _on(dates.shown, stamp.rule, target.anchor)
    if ruled and dates.rule != wanted:
        raise ValueError(dates.shown)
    return wanted


def _text(row: Row, item: Item | None, target: _Target) -> Any:
    """The text in both languages of a row that has it in one; nothing when it did not change."""
    if item is None or row.text is None:
        return row.text
    known = row.stamp.known if row.stamp else {}
    base = target.home.trail.base((target.name, item.id, "text"), known)
    old = base.value if base else to_json(item.text)
    plain = one_line(row.text)
    if isinstance(old, str):
        return None if one_line(old) == plain else row.text
    if plain in (one_line(old["en"]), one_line(old["zh"])):
        return None
    side = "zh" if any("\u3400" <= char <= "\u9fff" for char in row.text) else "en"
    return {**old, side: row.text}


def _progress(row: Row, values: dict[str, Any], item: Item | None, today: dt.date) -> None:
    """Give a done item its day and one just begun the day of that, as ticking here does."""
    if "status" not in values:
        return
    changed = item.status != values["status"] if item else row.stamp is None
    if changed and values["status"] == Status.DOING and not values.get("begun"):
        begun = item.begun if item else None
        values["begun"] = (begun or today).isoformat()
    if values["status"] != Status.DONE:
        values["done_on"] = None
        return
    if changed:
        values["expected"] = None
    if not values.get("done_on"):
        day = today if changed or item is None else item.done_on
        values["done_on"] = day.isoformat() if day else None


def _arrival(row: Row, target: _Target, name: str, *, whole: bool) -> Arrival:
    """One row made comparable; a `whole` one has every field as it is meant."""
    item = target.item(name)
    values = dict(row.values)
    text = _text(row, item, target)
    if text is not None:
        values["text"] = text
    if not whole:
        _progress(row, values, item, target.home.today)
    if row.dates is not None:
        rule = _rule(row.dates, row.stamp, item, target)
        if rule is not None:
            values["due"], values["offset"] = to_json(rule[0]), rule[1]
    return Arrival(name, values, row.touched)


def _named(rows: Sequence[Row], target: str) -> Iterator[tuple[Row, str]]:
    """Rows with their ids; one without gets an id from its text, so that it is known again."""
    counted: dict[str, int] = {}
    for row in rows:
        if row.item:
            yield row, row.item
            continue
        text = str(row.text or row.values.get("text"))
        counted[text] = counted.get(text, 0) + 1
        yield row, made_id(target, text, str(counted[text]))


def _title(where: Where, column: str) -> Where:
    words = strings()[f"col.{column}"]
    return replace(where, column=where.column or f"{words.zh} {words.en}")


def _list(
    one: CopyList, home: Home, fallback: str, file: str, stem: str, touch: Touch
) -> Iterator[Incoming | Fault]:
    name = one.list or fallback or made_id("list", stem)
    target = _Target(home, name, one.values)
    owner = target.owner
    values = one.values if owner is None or one.compares else {}
    if owner is None and not values.get("name") and not one.compares:
        values = {**values, "name": stem}
    pairs = list(_named(one.rows, name))
    there = {item for _, item in pairs} | set(owner.items if owner else ())
    groups: dict[tuple[tuple[str, str], ...], list[Arrival]] = {}
    for row, item in pairs:
        strange = [need for need in row.values.get("needs", ()) if need not in there]
        if strange and not one.exact:
            yield Fault(_title(row.where, "needs"), " ".join(strange), "accepted.needs")
            continue
        try:
            made = _arrival(row, target, item, whole=one.compares)
        except ValueError as error:
            yield Fault(_title(row.where, "due"), str(error), "accepted.agreeing")
            continue
        known: Known = row.stamp.known if row.stamp else one.known
        groups.setdefault(tuple(known.items()), []).append(made)
    beside = frozenset(item for _, item in pairs) | one.refused
    whole = one.whole and not any(row.stamp and row.stamp.part for row in one.rows)
    for pairs_, items in sorted(groups.items(), reverse=True) or [((), [])]:
        known = dict(pairs_ or one.known.items())
        if not one.exact:
            known[file] = "1-"
        yield Incoming(name, values, items, known, one.exact, whole, beside, touch)
        values, whole = values if owner is None else {}, False


def receive(copy: Copy, home: Home, *, target: str, file: str, stem: str) -> Received:
    """Make a file ready; rows without a list go to `target`, or to a new list called `stem`.

    `file` is the mark under which the file is remembered.
    """
    lists: list[Incoming] = []
    faults = list(copy.faults)
    touch = Touch(copy.who, copy.when)
    for one in copy.lists:
        for made in _list(one, home, target, file, stem, touch):
            if isinstance(made, Fault):
                faults.append(made)
            else:
                lists.append(made)
    return Received(_joined(lists, home.book), tuple(faults))


def _joined(lists: Sequence[Incoming], book: Book) -> tuple[Incoming, ...]:
    """Parts of a list that is new here as one list; parts of ours stay apart by what they knew."""
    found: dict[str, Incoming] = {}
    apart: list[Incoming] = []
    for one in lists:
        if one.list in book.lists:
            apart.append(one)
        elif before := found.get(one.list):
            found[one.list] = replace(before, items=(*before.items, *one.items))
        else:
            found[one.list] = one
    return (*found.values(), *apart)
