"""Changes, steps of changes, and the history that undo and redo walk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from chuhai.checklist.item import (
    Book,
    Checklist,
    Mark,
    field_from_json,
    item_from_json,
    list_from_json,
)

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


def _inserted(mapping: Mapping[str, Any], key: str, value: Any, place: int) -> dict[str, Any]:
    pairs = [(k, v) for k, v in mapping.items() if k != key]
    at = len(pairs) if place < 0 else place
    return dict([*pairs[:at], (key, value), *pairs[at:]])


def _without(mapping: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {k: v for k, v in mapping.items() if k != key}


def _on_list(book: Book, change: Change) -> Book:
    if change.field == WHOLE:
        if change.new is None:
            return replace(book, lists=_without(book.lists, change.list))
        made = list_from_json(change.new)
        return replace(book, lists=_inserted(book.lists, made.id, made, change.place))
    owner = book.lists.get(change.list)
    if owner is None:
        return book
    if change.field.startswith(LAYER):
        cell = change.field.removeprefix(LAYER)
        layer = {key: mark for key, mark in owner.layer.items() if key != cell}
        if change.new is not None:
            layer[cell] = Mark(**change.new)
        changed = replace(owner, layer=layer)
    else:
        changed = replace(owner, **{change.field: field_from_json(change.field, change.new)})
    return replace(book, lists={**book.lists, owner.id: changed})


def _on_item(owner: Checklist, change: Change) -> Checklist:
    if change.field == WHOLE:
        if change.new is None:
            return replace(owner, items=_without(owner.items, change.item))
        made = item_from_json(change.new)
        return replace(owner, items=_inserted(owner.items, made.id, made, change.place))
    item = owner.items.get(change.item)
    if item is None:
        return owner
    value = field_from_json(change.field, change.new)
    return replace(owner, items={**owner.items, item.id: replace(item, **{change.field: value})})


def apply(book: Book, changes: Iterable[Change]) -> Book:
    """The book after some changes; what concerns lists or items that are gone is passed over."""
    for change in changes:
        if not change.list:
            book = replace(book, active=change.new or "")
        elif not change.item:
            book = _on_list(book, change)
        elif owner := book.lists.get(change.list):
            book = replace(book, lists={**book.lists, owner.id: _on_item(owner, change)})
    return book


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
