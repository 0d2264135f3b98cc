"""Who changed what and when, and what a copy of a list that went out or came in knows of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from chuhai.checklist.item import Checklist, Item, to_json
from chuhai.checklist.operation import LAYER, WHOLE, Change, Step
from chuhai.i18n import Words

Known = Mapping[str, str]
"""By log, the last step of it that a copy holds."""
Key = tuple[str, str, str]
"""List, item (empty for the list itself) and field."""
ITEM_FIELDS = tuple(f.name for f in fields(Item) if f.name != "id")
LIST_FIELDS = tuple(f.name for f in fields(Checklist) if f.name not in ("id", "items", "layer"))
DEFAULTS: Mapping[str, Any] = {
    **to_json(Checklist("")),
    **to_json(Item("", Words(""))),
}
"""The JSON form of a field that a step of an older version does not name."""


@dataclass(frozen=True, slots=True)
class Touch:
    """Who wrote a value, when, and by which step of which log; empty where nobody knows."""

    who: str = ""
    when: str = ""
    log: str = ""
    step: str = ""


NOBODY = Touch()


@dataclass(frozen=True, slots=True)
class Write:
    """One value that a field was given, in its JSON form, and the place of the step in the log."""

    value: Any
    place: int
    touch: Touch
    seen: Known | None = None
    """What the copy knew that brought the value; nothing for an edit of our own."""


def sequence(step: str) -> int:
    """The number of a step in its log, which its id begins with; -1 for any other text."""
    number = step.partition("-")[0]
    return int(number) if number.isdecimal() else -1


def holds(known: Known, other: Known) -> bool:
    """Whether a copy that knows `known` holds everything that one with `other` holds."""
    return all(
        log in known and sequence(known[log]) >= sequence(step) for log, step in other.items()
    )


@dataclass(frozen=True)
class Trail:
    """What the log tells about each field, and which copies were taken in."""

    log: str = ""
    """The name of this log; two people never have the same one."""
    places: Mapping[str, int] = field(default_factory=dict)
    writes: Mapping[Key, Sequence[Write]] = field(default_factory=dict)
    seen: Mapping[str, Known] = field(default_factory=dict)
    """By list, what all copies together knew that were taken in and not taken back."""
    head: str = ""

    def known(self, name: str) -> dict[str, str]:
        """What a copy of a list knows that goes out now."""
        own = {self.log: self.head} if self.log else {}
        return {k: v for k, v in self.seen.get(name, {}).items() if not is_mark(k)} | own

    def last(self, key: Key) -> Write | None:
        """The write that a field's value comes from."""
        found = self.writes.get(key, ())
        return found[-1] if found else None

    def base(self, key: Key, known: Known) -> Write | None:
        """The newest write of a field that a copy holds; the copy began from its value."""
        reach = self.places.get(known.get(self.log, ""), -1)
        for write in reversed(self.writes.get(key, ())):
            if write.place <= reach or (write.seen and holds(known, write.seen)):
                return write
        return None

    def has_taken(self, name: str, known: Known) -> bool:
        """Whether a copy of a list tells nothing that is not here already."""
        own = known.get(self.log)
        if not known or (own is not None and own not in self.places):
            return False
        return holds(dict(self.seen.get(name, {})) | self.known(name), known)


NO_TRAIL = Trail()
"""For a copy that nobody will send back."""


def mark(data: bytes) -> str:
    """The name under which a file edited in another program is remembered once taken in."""
    return "file:" + hashlib.blake2b(data, digest_size=8).hexdigest()


def is_mark(log: str) -> bool:
    """Whether a name among those of logs is that of a file."""
    return log.startswith("file:")


def _reversed(changes: Sequence[Change]) -> tuple[Change, ...]:
    return tuple(change.reversed for change in reversed(changes))


@dataclass(frozen=True, slots=True)
class _Event:
    place: int
    step: Step
    changes: tuple[Change, ...]
    seen: Mapping[str, Known]


def _events(steps: Sequence[Step]) -> Iterator[_Event]:
    """What counts: an own step and its undo both, a copy taken in and taken back neither."""
    known = {step.id: step for step in steps}
    events: dict[int, _Event] = {}
    taken: dict[str, int] = {}
    for place, step in enumerate(steps):
        of = known.get(step.of)
        if step.what == "undo" and of is not None:
            if of.seen:
                events.pop(taken.pop(of.id, -1), None)
            else:
                events[place] = _Event(place, step, _reversed(of.changes), {})
            continue
        source = of if step.what == "redo" and of is not None else step
        events[place] = _Event(place, step, source.changes, source.seen)
        if source.seen:
            taken[source.id] = place
    yield from events.values()


def _written(change: Change) -> Iterator[tuple[Key, Any]]:
    """The fields that a change writes; making a whole list or item writes all of them."""
    if change.field != WHOLE:
        yield (change.list, change.item, change.field), change.new
        return
    yield (change.list, change.item, WHOLE), change.new
    if change.new is None:
        return
    names = ITEM_FIELDS if change.item else LIST_FIELDS
    for name in names:
        yield (change.list, change.item, name), change.new.get(name, DEFAULTS[name])
    if not change.item:
        for cell, mark in change.new.get("layer", {}).items():
            yield (change.list, "", LAYER + cell), mark
        for item in change.new.get("items", ()):
            yield from _written(Change(change.list, item["id"], WHOLE, None, item))


def trail_of(steps: Sequence[Step]) -> Trail:
    """The trail of a log's steps, undos and redos included."""
    if not steps:
        return Trail()
    log = hashlib.blake2b(steps[0].id.encode(), digest_size=5).hexdigest()
    writes: dict[Key, list[Write]] = {}
    seen: dict[str, dict[str, str]] = {}
    for event in _events(steps):
        touch = Touch(event.step.who, event.step.time, log, event.step.id)
        for change in event.changes:
            if not change.list:
                continue
            taken = event.seen.get(change.list)
            for key, value in _written(change):
                writes.setdefault(key, []).append(Write(value, event.place, touch, taken))
        for name, known in event.seen.items():
            mine = seen.setdefault(name, {})
            for other, step in known.items():
                if other != log and sequence(step) >= sequence(mine.get(other, "")):
                    mine[other] = step
    places = {step.id: place for place, step in enumerate(steps)}
    return Trail(log, places, writes, seen, steps[-1].id)
