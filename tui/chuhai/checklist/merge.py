"""Taking a copy of a list in: item by item, field by field, against what the copy began from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chuhai.checklist.difference import (
    TOGETHER,
    UNITS,
    Arrival,
    Difference,
    Incoming,
    Kind,
    Side,
    alike,
    unit_value,
)
from chuhai.checklist.edits import Circle, EditError, circle, new_id
from chuhai.checklist.item import (
    Book,
    Checklist,
    Item,
    Origin,
    item_from_json,
    list_from_json,
    to_json,
)
from chuhai.checklist.operation import LAYER, WHOLE, Change, apply
from chuhai.checklist.trail import LIST_FIELDS, Known, Touch, Trail, is_mark


@dataclass(frozen=True)
class Merge:
    """What would happen if a copy were taken in."""

    book: Book
    differences: tuple[Difference, ...]
    unchanged: Mapping[str, int]
    """By list, how many items the copy has as we have them."""
    seen: Mapping[str, Known]

    def of(self, *kinds: Kind) -> list[Difference]:
        """The differences of some kinds."""
        return [one for one in self.differences if one.kind in kinds]

    @property
    def is_empty(self) -> bool:
        """Whether taking the copy in would change nothing and ask nothing."""
        return not self.of(Kind.NEW, Kind.CHANGED, Kind.CONFLICT)

    def changes(
        self, sides: Mapping[str, Side], *, remove_missing: bool = False
    ) -> tuple[Change, ...]:
        """The changes that take the copy in, conflicts decided by their keys.

        Raises `EditError` when a conflict is undecided or items would wait for one another.
        """
        made: list[Change] = []
        for one in self.differences:
            side = Side.THEIRS
            if one.kind is Kind.CONFLICT:
                if one.key not in sides:
                    raise EditError("refused.undecided")
                side = sides[one.key]
            elif one.kind is Kind.MISSING:
                side = Side.THEIRS if remove_missing else Side.OURS
            elif one.kind is Kind.KEPT:
                side = Side.OURS
            if side is Side.THEIRS:
                made += _changes(self.book, one)
        lists = [one.list for one in made if one.field == WHOLE and not one.item]
        if lists:
            made.append(Change("", "", "active", self.book.active, lists[0]))
        after = apply(self.book, made)
        for name in {one.list for one in self.differences}:
            before = self.book.lists.get(name)
            if before is not None and circle(before):
                continue
            if name in after.lists and (path := circle(after.lists[name])):
                raise Circle([after.lists[name].items[item] for item in path])
        return tuple(made)


def _changes(book: Book, one: Difference) -> Iterator[Change]:
    """What makes our side as the copy says."""
    if not one.item and one.field == WHOLE:
        yield Change(one.list, "", WHOLE, None, one.new)
        return
    if not one.item and one.field.startswith(LAYER):
        yield Change(one.list, "", one.field, one.old, one.new)
        return
    owner = book.lists[one.list]
    if one.field == WHOLE:
        place = list(owner.items).index(one.item) if one.item in owner.items else -1
        yield Change(one.list, one.item, WHOLE, one.old, one.new, place)
        return
    parts = TOGETHER.get(one.field) if one.item else None
    source = owner.items[one.item] if one.item else owner
    for number, part in enumerate(parts or (one.field,)):
        old = to_json(getattr(source, part))
        new = one.new[number] if parts else one.new
        if old != new:
            yield Change(one.list, one.item, part, old, new)


class _Judge:
    """Compares one list of a copy with ours."""

    def __init__(self, owner: Checklist, trail: Trail, copy: Incoming, *, trusting: bool) -> None:
        self.owner, self.trail, self.copy, self.trusting = owner, trail, copy, trusting
        self.taken = copy.exact and trail.has_taken(owner.id, copy.known)
        self.taken = self.taken or any(
            name in trail.seen.get(owner.id, {}) for name in copy.known if is_mark(name)
        )

    def field(
        self, item: str, unit: str, ours: Any, theirs: Any, touch: Touch
    ) -> Difference | None:
        """What the copy says of one field; nothing when it says what we have."""
        if alike(unit, ours, theirs, exact=self.copy.exact):
            return None
        name, trail = self.owner.id, self.trail
        parts = TOGETHER.get(unit, (unit,)) if item else (unit,)
        last = trail.last((name, item, parts[0]))
        mine = last.touch if last else Touch()
        kind = self._kind(item, unit, parts, ours, theirs, touch)
        return Difference(kind, name, item, unit, ours, theirs, mine, touch)

    def _kind(
        self, item: str, unit: str, parts: Sequence[str], ours: Any, theirs: Any, touch: Touch
    ) -> Kind:
        if self.taken:
            return Kind.KEPT
        found = [self.trail.base((self.owner.id, item, part), self.copy.known) for part in parts]
        values = [one.value for one in found if one is not None]
        if unit.startswith(LAYER) and not values and self._knew_list():
            values = [None]
        if len(values) < len(parts):
            return Kind.CHANGED if self.trusting else Kind.CONFLICT
        base = tuple(values) if len(parts) > 1 else values[0]
        if alike(unit, theirs, base, exact=self.copy.exact) or self._decided(touch):
            return Kind.KEPT
        same = alike(unit, ours, base, exact=self.copy.exact)
        return Kind.CHANGED if same else Kind.CONFLICT

    def _knew_list(self) -> bool:
        """Whether the copy began from our list, as it was at some time."""
        return self.trail.base((self.owner.id, "", "name"), self.copy.known) is not None

    def _decided(self, touch: Touch) -> bool:
        """Whether their value was before us when an earlier copy was taken in."""
        if not touch.log or not touch.step or touch.log == self.trail.log:
            return False
        return self.trail.has_taken(self.owner.id, {touch.log: touch.step})

    def list_fields(self) -> Iterator[Difference]:
        """What the copy says of the list itself and of one's own marks on the matrix."""
        mine, theirs = to_json(replace(self.owner, items={})), self.copy.values
        pairs = [(name, mine[name], theirs[name]) for name in LIST_FIELDS if name in theirs]
        if "layer" in theirs:
            cells = dict.fromkeys((*mine["layer"], *theirs["layer"]))
            pairs += [
                (LAYER + cell, mine["layer"].get(cell), theirs["layer"].get(cell)) for cell in cells
            ]
        for name, ours, new in pairs:
            found = self.field("", name, ours, new, self.copy.touch)
            if found is not None:
                yield found

    def items(self) -> Iterator[Difference]:
        """What the copy says of the items, in its order; then what it has no longer."""
        here = self.owner.items
        for arrival in self.copy.items:
            if arrival.item in here:
                yield from self._item(here[arrival.item], arrival)
            else:
                yield self._absent_here(arrival)
        there = {arrival.item for arrival in self.copy.items} | self.copy.beside
        if not self.copy.whole or not there & set(here):
            return
        says = not all(map(is_mark, self.copy.known))
        for item in reversed(list(here.values())):
            known = self.trail.base((self.owner.id, item.id, WHOLE), self.copy.known)
            if item.id not in there and (known or not says):
                yield Difference(Kind.MISSING, self.owner.id, item.id, WHOLE, to_json(item), None)

    def _item(self, ours: Item, arrival: Arrival) -> Iterator[Difference]:
        mine = to_json(ours)
        for unit in UNITS:
            if unit not in arrival.values:
                continue
            touch = arrival.touched.get(unit, self.copy.touch)
            both = {**mine, **arrival.values}
            found = self.field(ours.id, unit, unit_value(mine, unit), unit_value(both, unit), touch)
            if found is not None:
                yield found

    def _absent_here(self, arrival: Arrival) -> Difference:
        """An item that is new to us, or that we removed while the copy was away."""
        name, item = self.owner.id, arrival.item
        new = to_json(item_from_json({"id": item, **arrival.values}))
        last = self.trail.last((name, item, WHOLE))
        if last is None:
            kind = Kind.KEPT if self.taken else Kind.NEW
            return Difference(kind, name, item, WHOLE, None, new, theirs=self.copy.touch)
        changed = not self.taken and any(
            self._changed_there(item, unit, arrival) for unit in UNITS if unit in arrival.values
        )
        kind = Kind.CONFLICT if changed else Kind.KEPT
        return Difference(kind, name, item, WHOLE, None, new, last.touch, self.copy.touch)

    def _changed_there(self, item: str, unit: str, arrival: Arrival) -> bool:
        parts = TOGETHER.get(unit, (unit,))
        found = [self.trail.base((self.owner.id, item, part), self.copy.known) for part in parts]
        if any(one is None for one in found):
            return True
        base = {part: one.value for part, one in zip(parts, found, strict=True) if one}
        theirs = unit_value({**base, **arrival.values}, unit)
        return not alike(unit, theirs, unit_value(base, unit), exact=self.copy.exact)


def _same_origin(owner: Checklist, copy: Incoming) -> Incoming:
    """The copy with an item that both sides took from the same step under our id for it."""
    ours = {item.origin: item.id for item in owner.items.values() if item.origin}
    there = {arrival.item for arrival in copy.items}
    names: dict[str, str] = {}
    for arrival in copy.items:
        origin = arrival.values.get("origin")
        found = ours.get(Origin(**origin)) if origin else None
        if arrival.item not in owner.items and found and found not in there:
            names[arrival.item] = found
    if not names:
        return copy
    items = []
    for arrival in copy.items:
        values = dict(arrival.values)
        if "needs" in values:
            values["needs"] = [names.get(need, need) for need in values["needs"]]
        items.append(replace(arrival, item=names.get(arrival.item, arrival.item), values=values))
    return replace(copy, items=items)


def _new_list(copy: Incoming) -> Difference:
    items = [{"id": arrival.item, **arrival.values} for arrival in copy.items]
    made = list_from_json({"id": copy.list or new_id(), **copy.values, "items": items})
    return Difference(Kind.NEW, made.id, "", WHOLE, None, to_json(made), theirs=copy.touch)


def merge(book: Book, trail: Trail, copies: Iterable[Incoming], *, trusting: bool) -> Merge:
    """Compare a copy with the book.

    A field that only the copy changed is taken, one that only we changed is kept, one that both
    changed is a conflict. Where nobody knows what the copy began from, a different value is a
    change when `trusting`, else a conflict.
    """
    found: list[Difference] = []
    unchanged: dict[str, int] = {}
    seen: dict[str, Known] = {}
    for copy in copies:
        owner = book.lists.get(copy.list)
        if owner is None:
            made = _new_list(copy)
            found.append(made)
            seen[made.list] = copy.known
            continue
        copy = _same_origin(owner, copy)
        judge = _Judge(owner, trail, copy, trusting=trusting)
        found += judge.list_fields()
        items = list(judge.items())
        found += items
        touched = {one.item for one in items}
        unchanged[owner.id] = unchanged.get(owner.id, 0) + sum(
            arrival.item in owner.items and arrival.item not in touched for arrival in copy.items
        )
        seen[owner.id] = {**seen.get(owner.id, {}), **copy.known}
    return Merge(book, tuple(found), unchanged, seen)
