"""What can be done to the book: pure functions from a book to the changes that do it."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
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

Changes = tuple[Change, ...]
_LETTERS = "abcdefghjkmnpqrstvwxyz23456789"
TEXT = 2_000


class EditError(ValueError):
    """A change that is refused, with a sentence that says why."""


class AlreadyThere(EditError):
    """Nothing was added because the list has it already; `item` is the one it has."""

    def __init__(self, item: str) -> None:
        super().__init__("the list has this already")
        self.item = item


def new_id() -> str:
    """A short id that nobody else has."""
    return "".join(secrets.choice(_LETTERS) for _ in range(8))


def _owner(book: Book, name: str) -> Checklist:
    if name not in book.lists:
        raise EditError(f"there is no list {name!r}")
    return book.lists[name]


def _item(book: Book, name: str, item: str) -> Item:
    owner = _owner(book, name)
    if item not in owner.items:
        raise EditError(f"there is no item {item!r} on the list {owner.name!r}")
    return owner.items[item]


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
    return (Change(name, "", field, to_json(getattr(owner, field)), to_json(value)),)


def set_mark(book: Book, name: str, cell: str, mark: Mark) -> Changes:
    """Note something on a cell of the matrix, or take the note away with an empty mark.

    Raises `EditError` for a score that is not 0 to 5.
    """
    if mark.score not in range(6):
        raise EditError(f"score {mark.score!r} is not accepted; 1 to 5 are, and 0 for none")
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
    old = _item(book, name, item)
    for field, value in values.items():
        check(field, value)
    changes = tuple(
        Change(name, item, field, to_json(getattr(old, field)), to_json(value))
        for field, value in values.items()
        if getattr(old, field) != value
    )
    if "needs" in values:
        _refuse_cycle(book, name, item, values["needs"])
    return changes


def check(field: str, value: Any) -> None:
    """Refuse a value that a field cannot have, with an `EditError` that says what it can."""
    if field == "priority" and value not in (1, 2, 3):
        raise EditError(f"priority {value!r} is not accepted; 1, 2 and 3 are")
    if field == "days" and not (isinstance(value, int) and 0 <= value <= 1_000):
        raise EditError(f"{value!r} days are not accepted; 0 to 1000 are")
    if field == "offset" and value is not None and not -1_000 <= int(value) <= 1_000:
        raise EditError(f"{value!r} days before the anchor are not accepted; -1000 to 1000 are")
    if field == "text" and not value:
        raise EditError("an item needs a text")
    if isinstance(value, str) and len(value) > TEXT * 10:
        raise EditError(f"{len(value)} characters are too many; {TEXT * 10} are accepted")
    if field == "status":
        Status(value)


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


def _refuse_cycle(book: Book, name: str, item: str, needs: Any) -> None:
    waits = {key: value.needs for key, value in book.lists[name].items.items()}
    reached: dict[str, str] = {}
    pending = [(need, item) for need in needs]
    while pending:
        at, after = pending.pop()
        if at in reached:
            continue
        reached[at] = after
        if at == item:
            path = [at]
            while (step := reached[path[-1]]) != item:
                path.append(step)
            circle = (item, *reversed(path))
            raise EditError("these would wait for one another: " + " → ".join(circle))
        pending += [(need, at) for need in waits.get(at, ())]


def tick(book: Book, name: str, item: str, today: dt.date) -> Changes:
    """Mark an item as done today, or a closed one as still to do."""
    if _item(book, name, item).is_open:
        return set_fields(book, name, item, {"status": Status.DONE, "done_on": today})
    return restore(book, name, item)


def restore(book: Book, name: str, item: str) -> Changes:
    """Open a done or dropped item again."""
    values = {"status": Status.TODO, "done_on": None, "dropped_why": ""}
    return set_fields(book, name, item, values)


def drop(book: Book, name: str, item: str, why: str) -> Changes:
    """Give an item up, with the reason."""
    return set_fields(book, name, item, {"status": Status.DROPPED, "dropped_why": why.strip()})
