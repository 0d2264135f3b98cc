"""Items, lists and the book that holds them all: frozen values and their JSON form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from chuhai.i18n import Words
from chuhai.values import dataclass, field, fields


class Status(StrEnum):
    """How far an item is."""

    TODO = "todo"
    DOING = "doing"
    WAITING = "waiting"
    DONE = "done"
    DROPPED = "dropped"


CLOSED = (Status.DONE, Status.DROPPED)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an item came from: a card, a step of it, and the market it was added for."""

    kind: str
    card: str
    step: str = ""
    market: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What dates are planned backward from: a festival in a year, or a plain date."""

    festival: str = ""
    year: int = 0
    date: dt.date | None = None

    def __bool__(self) -> bool:
        return bool(self.festival or self.date)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do."""

    id: str
    text: Words
    status: Status = Status.TODO
    origin: Origin | None = None
    waiting_on: str = ""
    done_on: dt.date | None = None
    dropped_why: str = ""
    owner: str = ""
    priority: int = 2
    note: str = ""
    tags: tuple[str, ...] = ()
    days: int = 1
    due: dt.date | None = None
    offset: int | None = None
    """Days before the anchor on which it is due."""
    needs: tuple[str, ...] = ()
    place: str = ""
    market: str = ""
    begun: dt.date | None = None
    """When the work was begun; a forecast counts from then."""
    expected: dt.date | None = None
    """When it will be finished, as those who do it say."""
    every: str = ""
    """How often it comes back once it is done, such as `1w` or `1m`; empty for once."""

    @property
    def is_open(self) -> bool:
        """Whether there is still work in it."""
        return self.status not in CLOSED


@dataclass(frozen=True, slots=True)
class Mark:
    """What one noted oneself on a card in a market, apart from the content."""

    score: int = 0
    """1 to 5, or 0 for none."""
    note: str = ""
    out: bool = False
    """Not for us, whatever the content says."""

    def __bool__(self) -> bool:
        return bool(self.score or self.note or self.out)


@dataclass(frozen=True, slots=True)
class Checklist:
    """A list: one market entry, say."""

    id: str
    name: str = ""
    """A name that the user gave; without one the list is called by its market and anchor."""
    markets: tuple[str, ...] = ()
    anchor: Anchor = field(default_factory=Anchor)
    preset: str = ""
    content_version: str = ""
    items: Mapping[str, Item] = field(default_factory=dict)
    layer: Mapping[str, Mark] = field(default_factory=dict)
    """One's own marks on cells of the matrix, by `kind/card@market`."""


@dataclass(frozen=True, slots=True)
class Book:
    """All lists, and which of them is in use."""

    lists: Mapping[str, Checklist] = field(default_factory=dict)
    active: str = ""

    @property
    def current(self) -> Checklist | None:
        """The list in use; the first one when none was chosen."""
        return self.lists.get(self.active) or next(iter(self.lists.values()), None)


def to_json(value: object) -> Any:
    """A value of this module, or a part of one, as JSON can hold it."""
    if isinstance(value, Words):
        return {"en": value.en, "zh": value.zh} if value.zh != value.en else value.en
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Checklist):
        plain = {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
        layer = {key: to_json(mark) for key, mark in value.layer.items()}
        return {**plain, "items": [to_json(item) for item in value.items.values()], "layer": layer}
    if isinstance(value, Item | Origin | Anchor | Mark):
        return {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
    return value


def field_from_json(name: str, value: Any) -> Any:
    """The value of a field of an item or a list from its JSON form.

    Raises `ValueError`, `TypeError` or `KeyError` when it does not fit.
    """
    if name in ("due", "done_on", "date", "begun", "expected") and value is not None:
        return dt.date.fromisoformat(value)
    if name == "text":
        return Words(value, value) if isinstance(value, str) else Words(value["en"], value["zh"])
    if name == "status":
        return Status(value)
    if name in ("needs", "tags", "markets"):
        return tuple(str(part) for part in value)
    if name == "origin" and value is not None:
        return Origin(**value)
    if name == "layer":
        return {str(key): Mark(**mark) for key, mark in value.items()}
    if name == "anchor":
        return Anchor(**{k: field_from_json(k, v) for k, v in value.items()})
    return value


def item_from_json(data: Mapping[str, Any]) -> Item:
    """An item from its JSON form; raises as `field_from_json` does."""
    known = {f.name for f in fields(Item)}
    return Item(**{k: field_from_json(k, v) for k, v in data.items() if k in known})


def list_from_json(data: Mapping[str, Any]) -> Checklist:
    """A list from its JSON form; raises as `field_from_json` does."""
    known = {f.name for f in fields(Checklist)} - {"items"}
    plain = {k: field_from_json(k, v) for k, v in data.items() if k in known}
    items = [item_from_json(item) for item in data.get("items", ())]
    return Checklist(**plain, items={item.id: item for item in items})
