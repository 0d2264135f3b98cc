"""What can be done to the book: pure functions from a book to the changes that do it."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from chuhai.checklist.item import (
    Anchor,
    Book,
    Checklist,
    Item,
    Mark,
    Status,
    to_json,
)
from chuhai.checklist.operation import LAYER, WHOLE, Change
from chuhai.i18n import Lang
from chuhai.strings import Refusal, t
from chuhai.values import replace

Changes = tuple[Change, ...]
_LETTERS = "abcdefghjkmnpqrstvwxyz23456789"
TEXT = 2_000
PLACES = ("", "origin", "market")
_EVERY = re.compile(r"([1-9]\d{0,2}[dwm])?")


class EditError(Refusal):
    """A change that is refused, with a sentence that says why."""


class AlreadyThere(EditError):
    """Nothing was added because the list has it already; `item` is the one it has."""

    def __init__(self, item: str) -> None:
        super().__init__("refused.there")
        self.item = item


class Circle(EditError):
    """Items would wait for one another; `path` has them in order, the first one twice."""

    def __init__(self, path: Sequence[Item]) -> None:
        self.path = tuple(path)
        super().__init__("refused.circle")

    def said(self, lang: Lang) -> str:
        """The sentence with the items by name."""
        names = " → ".join(item.text.in_lang(lang).rstrip(".。") for item in self.path)
        return t(self.key, lang, path=names)


def new_id() -> str:
    """A short id that nobody else has."""
    return "".join(secrets.choice(_LETTERS) for _ in range(8))


def _owner(book: Book, name: str) -> Checklist:
    if name not in book.lists:
        raise EditError("refused.no-list", name=name)
    return book.lists[name]


def _item(book: Book, name: str, item: str) -> Item:
    owner = _owner(book, name)
    if item not in owner.items:
        raise EditError("refused.no-item", name=item)
    return owner.items[item]


# ---------------------------------------------------------------- lists


def new_list(
    book: Book,
    name: str,
    markets: Sequence[str],
    anchor: Anchor,
    *,
    preset: str = "",
    content_version: str = "",
    make_id: Callable[[], str] = new_id,
) -> Changes:
    """Make a list and put it in use; without a name it is called by its market and anchor."""
    made = Checklist(make_id(), name.strip(), tuple(markets), anchor, preset, content_version)
    return (
        Change(made.id, "", WHOLE, None, to_json(made)),
        Change("", "", "active", book.active, made.id),
    )


def set_list_field(book: Book, name: str, field: str, value: object) -> Changes:
    """Give a list another name, other markets or another anchor."""
    owner = _owner(book, name)
    if isinstance(value, str):
        value = value.strip()
        _check_length(value)
    if getattr(owner, field) == value:
        return ()
    return (Change(name, "", field, to_json(getattr(owner, field)), to_json(value)),)


def set_mark(book: Book, name: str, cell: str, mark: Mark) -> Changes:
    """Note something on a cell of the matrix, or take the note away with an empty mark.

    Raises `EditError` for a score that is not 0 to 5.
    """
    if mark.score not in range(6):
        raise EditError("refused.score", value=mark.score)
    old = _owner(book, name).layer.get(cell)
    before, after = to_json(old), to_json(mark) if mark else None
    return (Change(name, "", LAYER + cell, before, after),) if before != after else ()


def remove_list(book: Book, name: str) -> Changes:
    """Remove a list with its items; undo brings all of it back."""
    owner = _owner(book, name)
    place = list(book.lists).index(name)
    gone = Change(name, "", WHOLE, to_json(owner), None, place)
    active = Change("", "", "active", book.active, "")
    return (gone, active) if book.active == name else (gone,)


def set_active(book: Book, name: str) -> Changes:
    """Put a list in use."""
    _owner(book, name)
    return (Change("", "", "active", book.active, name),) if book.active != name else ()


def duplicate(
    book: Book,
    name: str,
    market: str,
    anchor: Anchor,
    *,
    later: int = 0,
    title: str = "",
    content_version: str = "",
    make_id: Callable[[], str] = new_id,
) -> Changes:
    """Copy a list to another market and anchor, with everything still to do.

    Offsets count from the new anchor, dates of their own move by `later` days. Dropped items
    stay behind; owners, notes, priorities and the order come along.
    """
    owner = _owner(book, name)
    kept = [item for item in owner.items.values() if item.status != Status.DROPPED]
    ids = {item.id: make_id() for item in kept}
    copies = {}
    for item in kept:
        origin = replace(item.origin, market=market) if item.origin else None
        copy = replace(
            item,
            id=ids[item.id],
            origin=origin,
            market=market,
            due=item.due + dt.timedelta(days=later) if item.due else None,
            needs=tuple(ids[need] for need in item.needs if need in ids),
            **_progress_cleared(),
        )
        copies[copy.id] = copy
    made = Checklist(
        make_id(), title.strip(), (market,), anchor, owner.preset, content_version, copies
    )
    return (
        Change(made.id, "", WHOLE, None, to_json(made)),
        Change("", "", "active", book.active, made.id),
    )


def _progress_cleared() -> dict[str, Any]:
    return {
        "status": Status.TODO, "waiting_on": "", "done_on": None, "dropped_why": "",
        "begun": None, "expected": None,
    }  # fmt: skip


# ---------------------------------------------------------------- items


def add_items(
    book: Book,
    name: str,
    items: Iterable[Item],
    *,
    partly: bool = False,
    make_id: Callable[[], str] = new_id,
) -> Changes:
    """Add items; their `needs` may name one another by the ids that they bring.

    The same card, step and market twice is refused with `AlreadyThere`; with `partly`,
    only when nothing new is left.
    """
    owner = _owner(book, name)
    there = {item.origin: item.id for item in owner.items.values() if item.origin}
    ids: dict[str, str] = {}
    fresh: list[Item] = []
    for item in items:
        known = there.get(item.origin) if item.origin else None
        if known and not partly:
            raise AlreadyThere(known)
        ids[item.id] = known or make_id()
        if not known:
            fresh.append(item)
    if not fresh:
        raise AlreadyThere(next(iter(ids.values()), ""))
    changes = []
    for item in fresh:
        needs = tuple(dict.fromkeys(ids.get(need, need) for need in item.needs))
        made = replace(item, id=ids[item.id], needs=needs)
        changes.append(Change(name, made.id, WHOLE, None, to_json(made)))
    return tuple(changes)


def put_item(book: Book, name: str, item: Item, make_id: Callable[[], str] = new_id) -> Changes:
    """Add one item as it is under a new id, even when its step is on the list already."""
    _owner(book, name)
    made = replace(item, id=make_id())
    return (Change(name, made.id, WHOLE, None, to_json(made)),)


def remove_items(book: Book, name: str, items: Sequence[str]) -> Changes:
    """Remove items; undo brings them back where they were."""
    places = {item: place for place, item in enumerate(_owner(book, name).items)}
    return tuple(
        Change(name, item, WHOLE, to_json(_item(book, name, item)), None, places[item])
        for item in sorted(items, key=lambda i: places.get(i, 0), reverse=True)
    )


def set_fields(book: Book, name: str, item: str, values: Mapping[str, object]) -> Changes:
    """Give fields of an item other values; what stays the same is no change.

    Raises `EditError` with a sentence for a value that is not accepted.
    """
    return set_each(book, name, {item: values})


def set_each(book: Book, name: str, wanted: Mapping[str, Mapping[str, object]]) -> Changes:
    """Give fields of several items of a list other values, all of them or none.

    Raises `EditError` with a sentence for a value that is not accepted.
    """
    changes = []
    waits: dict[str, tuple[str, ...]] = {}
    for item, values in wanted.items():
        old = _item(book, name, item)
        for field, value in values.items():
            check(field, value)
            if getattr(old, field) != value:
                change = Change(name, item, field, to_json(getattr(old, field)), to_json(value))
                changes.append(change)
        if "needs" in values:
            waits[item] = _known_needs(book, name, values["needs"])
    if waits:
        _refuse_circle(book.lists[name], waits)
    return tuple(changes)


def _known_needs(book: Book, name: str, needs: Any) -> tuple[str, ...]:
    return tuple(_item(book, name, need).id for need in needs)


def check(field: str, value: Any) -> None:
    """Refuse a value that a field cannot have, with an `EditError` that says what it can."""
    if field == "priority" and value not in (1, 2, 3):
        raise EditError("refused.priority", value=value)
    if field == "days" and not (isinstance(value, int) and 0 <= value <= 1_000):
        raise EditError("refused.days", value=value)
    if field == "offset" and value is not None and not -1_000 <= int(value) <= 1_000:
        raise EditError("refused.offset", value=value)
    if field == "text" and not value:
        raise EditError("refused.empty")
    if field == "place" and value not in PLACES:
        raise EditError("refused.where", value=value)
    if field == "every" and not _EVERY.fullmatch(str(value)):
        raise EditError("refused.every", value=value)
    if field == "status" and value not in list(Status):
        raise EditError("refused.status", value=value, known=", ".join(Status))
    if isinstance(value, str):
        _check_length(value)


def circle(owner: Checklist) -> tuple[str, ...]:
    """Items of a list that wait for one another, in order; empty when there are none."""
    state: dict[str, bool] = {}
    for first in owner.items:
        path: list[str] = []
        pending = [first]
        while pending:
            at = pending[-1]
            if at not in state:
                state[at] = True
                path.append(at)
                needs = owner.items[at].needs if at in owner.items else ()
                if found := next((need for need in needs if state.get(need)), None):
                    return (*path[path.index(found) :], found)
                pending += [need for need in needs if need not in state]
            else:
                pending.pop()
                if path and path[-1] == at:
                    state[path.pop()] = False
    return ()


def _check_length(value: str) -> None:
    if len(value) > TEXT * 10:
        raise EditError("refused.long", n=len(value), most=TEXT * 10)


def _refuse_circle(owner: Checklist, changed: Mapping[str, tuple[str, ...]]) -> None:
    """Raise `Circle` when an item whose needs changed would wait for itself."""
    waits = {item.id: item.needs for item in owner.items.values()} | dict(changed)
    for item in changed:
        reached: dict[str, str] = {}
        pending = [(need, item) for need in waits[item]]
        while pending:
            at, after = pending.pop()
            if at in reached:
                continue
            reached[at] = after
            if at == item:
                path = [at]
                while reached[path[-1]] != item:
                    path.append(reached[path[-1]])
                circle = [item, *reversed(path)]
                raise Circle([owner.items[name] for name in circle])
            pending += [(need, at) for need in waits.get(at, ())]


def numbered(owner: Checklist, numbers: Iterable[int]) -> list[str]:
    """The ids of items by their numbers on a list; raises `EditError` for one that is not there."""
    ids = list(owner.items)
    for number in numbers:
        if not 0 < number <= len(ids):
            raise EditError("refused.number", n=number, most=len(ids))
    return [ids[number - 1] for number in numbers]


# ---------------------------------------------------------------- progress


def progress(
    item: Item, status: Status, today: dt.date, *, whom: str = "", why: str = ""
) -> dict[str, object]:
    """The fields that change when an item takes a status on a day.

    Work begins on the day it is first said to be under way; done items keep the day they were
    done, dropped ones the reason, waiting ones on whom.
    """
    values: dict[str, object] = {
        "status": status,
        "waiting_on": whom.strip() if status is Status.WAITING else "",
        "done_on": (item.done_on or today) if status is Status.DONE else None,
        "dropped_why": why.strip() if status is Status.DROPPED else "",
    }
    if status is Status.DOING:
        values["begun"] = item.begun or today
    elif status is Status.TODO and item.is_open:
        values["begun"] = None
    if status is Status.DONE:
        values["expected"] = None
    return values


def tick(book: Book, name: str, item: str, today: dt.date) -> Changes:
    """Mark an item as done today, or a closed one as still to do."""
    found = _item(book, name, item)
    if found.is_open:
        return set_fields(book, name, item, progress(found, Status.DONE, today))
    return restore(book, name, item)


def restore(book: Book, name: str, item: str) -> Changes:
    """Open a done or dropped item again."""
    values = {"status": Status.TODO, "done_on": None, "dropped_why": ""}
    return set_fields(book, name, item, values)


def drop(book: Book, name: str, item: str, why: str) -> Changes:
    """Give an item up, with the reason."""
    values = {"status": Status.DROPPED, "dropped_why": why.strip(), "done_on": None}
    return set_fields(book, name, item, values)
