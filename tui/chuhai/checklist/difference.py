"""A copy of a list as it came in, and what can be different between it and ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from chuhai.checklist.trail import DEFAULTS, ITEM_FIELDS, NOBODY, Known, Touch

TOGETHER = {"due": ("due", "offset"), "status": ("status", "done_on")}
"""Fields that make one value, by the first of them."""
_PARTS = {part for parts in TOGETHER.values() for part in parts[1:]}
UNITS = tuple(name for name in ITEM_FIELDS if name not in _PARTS)


class Kind(StrEnum):
    """What a copy means for an item, or for one field of it."""

    NEW = "new"
    CHANGED = "changed"
    CONFLICT = "conflict"
    KEPT = "kept"
    """Ours is newer: the copy did not change it."""
    MISSING = "missing"
    """The copy has the item no longer."""


class Side(StrEnum):
    """Whose value a conflict is decided for."""

    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One item of a copy: its fields in their JSON form, as far as the copy has them."""

    item: str
    values: Mapping[str, Any]
    touched: Mapping[str, Touch] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One list of a copy."""

    list: str
    values: Mapping[str, Any]
    items: Sequence[Arrival]
    known: Known = field(default_factory=dict)
    """What the copy knew of each log; empty when it does not say."""
    exact: bool = False
    """Whether it is as chuhai wrote it, so that `known` tells all about it."""
    whole: bool = True
    """Whether an item that is not in it is missing from it; not so for one owner's part."""
    beside: frozenset[str] = frozenset()
    """Items that the copy has too, but that are not among `items`."""
    touch: Touch = NOBODY
    """Who made the copy and when, for fields that do not say."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a copy says of one item or one field; without a field, of the whole item or list."""

    kind: Kind
    list: str
    item: str
    field: str
    old: Any = None
    new: Any = None
    ours: Touch = NOBODY
    theirs: Touch = NOBODY

    @property
    def key(self) -> str:
        """What names the difference among those of a merge."""
        return f"{self.list}/{self.item}/{self.field}"


def unit_value(values: Mapping[str, Any], unit: str) -> Any:
    """The value of a unit from the JSON form of an item; parts that go together as a tuple."""
    parts = TOGETHER.get(unit)
    if parts is None:
        return values.get(unit, DEFAULTS[unit])
    return tuple(values.get(part, DEFAULTS[part]) for part in parts)


def _plain(value: Any) -> Any:
    """A value as it is compared: as every format can hold it."""
    if isinstance(value, str):
        lines = value.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        kept = ("".join(c if c.isprintable() else " " for c in line) for line in lines)
        return "\n".join(" ".join(line.split()) for line in kept).strip()
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_plain(part) for part in value)
    return value


def alike(unit: str, one: Any, other: Any, *, exact: bool = False) -> bool:
    """Whether two values of a unit mean the same.

    Unless `exact`, blanks and control characters do not count: not every format holds them.
    """
    if unit == "text":
        one, other = _both(one), _both(other)
    return bool(one == other) or (not exact and bool(_plain(one) == _plain(other)))


def _both(text: Any) -> tuple[str, str]:
    en, zh = (text, text) if isinstance(text, str) else (text["en"], text["zh"])
    return en or zh, zh or en
