"""What the library hands out: plain frozen values, read from the index without pydantic."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from chuhai.i18n import Words

NOTHING = Words("")


class Entry(NamedTuple):
    """A card as a list shows it."""

    row: int
    """The card's place among all cards, in the order of display."""
    kind: str
    id: str
    name: Words
    line: Words = NOTHING
    """The second line: what tells cards of the kind apart."""
    mark: str = ""
    """The card's verdict, status, goal or outcome, as its code."""
    tag: str = ""
    """The card's sub-kind, as its code."""
    date: str = ""
    year: int = 0
    """For a lineage link the year of the copy, for a platform that of its launch."""
    tier: int = 0
    markets: tuple[str, ...] = ()
    stances: Mapping[str, str] = {}
    """The newest stance by market, for the kinds that have stances."""
    related: tuple[str, ...] = ()
    """Other cards that belong to this one, as `kind/id`."""
    recalled: bool = False
    in_article: bool = False


def entry_json(entry: Entry) -> dict[str, object]:
    """A card as `--json` lists it: both languages, nothing that is empty."""
    data = {
        key: value._asdict() if isinstance(value, Words) else value
        for key, value in entry._asdict().items()
        if value not in ("", 0, (), {})
    }
    data["recalled"] = entry.recalled
    del data["row"]
    return data


class SourceRecord(NamedTuple):
    """A source as pages cite it."""

    id: str
    title: str
    publisher: str
    published: str
    url: str
    kind: str


class ClaimRecord(NamedTuple):
    """A claim with the card it stands on and all that it takes to weigh it."""

    kind: str
    card: str
    """The card that the claim stands on: its kind and its id."""
    part: str
    """The part of the card's page, as the key of a heading."""
    text: Words
    figure: Words
    """The value with its unit and base as it is shown; nothing when there is no value."""
    value: float | None
    value_to: float | None
    """The upper end where the value is a range."""
    unit: Words
    base: Words
    places: tuple[str, ...]
    topic: str
    as_of: str
    effective: str
    source: str
    """The id of the source; nothing when the claim is recalled."""
    confidence: str
    side: str
    age: str
    conflict: str
    series: str


class ConflictRecord(NamedTuple):
    """A question on which claims differ, the card that explains it, what would settle it."""

    id: str
    kind: str
    card: str
    question: Words
    settled_by: Words


class StepRecord(NamedTuple):
    """A step that can be put on a checklist, from a tactic, a guide or a preset."""

    id: str
    text: Words
    who: str = ""
    days: int = 1
    offset: int | None = None
    """Days before the anchor on which it is due."""
    place: str = ""
    needs: tuple[str, ...] = ()
    origin: str = ""
    """The card that the step was taken from, as `kind/id` or `kind/id#step`, if another one."""
    owner: str = ""
    priority: int = 2
    note: str = ""
    every: str = ""


class EditionRecord(NamedTuple):
    """One festival in one year, with its dates and how sure they are."""

    festival: str
    market: str
    year: int
    start: dt.date
    end: dt.date
    sell_from: dt.date
    sell_to: dt.date
    prepare_from: dt.date
    certainty: str
    tolerance: int


class PlaceRecord(NamedTuple):
    """A market, another country or a group of countries: its name and its region."""

    code: str
    name: Words
    region: str
    is_market: bool
