"""Changes, steps of changes, and the history that undo and redo walk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from chuhai.checklist.item import (
    Book,
    Checklist,
    Item,
    Mark,
    field_from_json,
    item_from_json,
    list_from_json,
)
from chuhai.values import dataclass, field, replace

T = TypeVar("T")
WHOLE = "*"
"""The field name of a change that makes or removes a whole item or list."""
LAYER = "layer:"
"""How the field name of a change to one cell of a list's layer begins."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value before and after, in its JSON form; an empty item means the list itself."""

    list: str
    item: str
    field: str
    old: Any
    new: Any
    place: int = -1
    """Where a removed item or list stood among its neighbours."""

    @property
    def reversed(self) -> Change:
        """The change that takes this one back."""
        return replace(self, old=self.new, new=self.old)


@dataclass(frozen=True, slots=True)
class Step:
    """What the user did at once: one or more changes, or the undo or redo of a step."""

    id: str
    time: str
    who: str
    what: str
    """A short word such as `add-items`; `undo` and `redo` act on the step `of`."""
    changes: tuple[Change, ...] = ()
    of: str = ""
    seen: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For a step that took a copy in: by list, the last step that the copy knew of each log."""


def _inserted(mapping: Mapping[str, T], key: str, value: T, place: int) -> dict[str, T]:
    pairs = [(k, v) for k, v in mapping.items() if k != key]
    at = len(pairs) if place < 0 else place
    return dict([*pairs[:at], (key, value), *pairs[at:]])


def _without(mapping: Mapping[str, T], key: str) -> dict[str, T]:
    return {k: v for k, v in mapping.items() if k != key}


def _on_list(lists: dict[str, Checklist], change: Change) -> dict[str, Checklist]:
    if change.field == WHOLE:
        if change.new is None:
            return _without(lists, change.list)
        made = list_from_json(change.new)
        return _inserted(lists, made.id, made, change.place)
    owner = lists.get(change.list)
    if owner is None:
        return lists
    if change.field.startswith(LAYER):
        cell = change.field.removeprefix(LAYER)
        layer = {key: mark for key, mark in owner.layer.items() if key != cell}
        if change.new is not None:
            layer[cell] = Mark(**change.new)
        lists[owner.id] = replace(owner, layer=layer)
    else:
        value = field_from_json(change.field, change.new)
        lists[owner.id] = replace(owner, **{change.field: value})
    return lists


def _on_items(items: dict[str, Item], change: Change) -> dict[str, Item]:
    if change.field == WHOLE:
        if change.new is None:
            items.pop(change.item, None)
            return items
        made = item_from_json(change.new)
        if change.place >= 0:
            return _inserted(items, made.id, made, change.place)
        items.pop(made.id, None)
        items[made.id] = made
        return items
    item = items.get(change.item)
    if item is not None:
        value = field_from_json(change.field, change.new)
        items[item.id] = replace(item, **{change.field: value})
    return items


def apply(book: Book, changes: Iterable[Change]) -> Book:
    """The book after some changes; what concerns lists or items that are gone is passed over.

    Lists that no change concerns stay the same objects, so that what was computed of them
    can be kept.
    """
    lists, active = dict(book.lists), book.active
    touched: dict[str, dict[str, Item]] = {}

    def settle(name: str) -> None:
        if name in touched:
            lists[name] = replace(lists[name], items=touched.pop(name))

    for change in changes:
        if not change.list:
            active = change.new or ""
        elif not change.item:
            settle(change.list)
            lists = _on_list(lists, change)
        elif owner := lists.get(change.list):
            items = touched.get(owner.id)
            touched[owner.id] = _on_items(dict(owner.items) if items is None else items, change)
    for name in list(touched):
        settle(name)
    return Book(lists, active)


def _back(book: Book, changes: Iterable[Change]) -> Book:
    return apply(book, [change.reversed for change in reversed(tuple(changes))])


@dataclass(frozen=True, slots=True)
class History:
    """The book, the steps that undo can take back, and those that redo can do again."""

    book: Book = field(default_factory=Book)
    past: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    damage: tuple[int, ...] = ()
    """The lines of the file that could not be read."""

    def after(self, step: Step) -> History:
        """The history with one more step, which may be an undo or a redo."""
        if step.what == "undo":
            done = next((s for s in reversed(self.past) if s.id == step.of), None)
            if done is None:
                return self
            past = tuple(s for s in self.past if s is not done)
            book = _back(self.book, done.changes)
            return replace(self, book=book, past=past, undone=(*self.undone, done))
        if step.what == "redo":
            again = next((s for s in reversed(self.undone) if s.id == step.of), None)
            if again is None:
                return self
            undone = tuple(s for s in self.undone if s is not again)
            book = apply(self.book, again.changes)
            return replace(self, book=book, past=(*self.past, again), undone=undone)
        book = apply(self.book, step.changes)
        return replace(self, book=book, past=(*self.past, step), undone=())
