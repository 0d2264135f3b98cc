"""What falls on which day: festivals, when to prepare for them, closures, and what is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from chuhai.agenda import Agenda
from chuhai.closures import HOME, closures
from chuhai.i18n import Words
from chuhai.library.filter import Filter
from chuhai.library.index import Library
from chuhai.library.records import EditionRecord, Entry

KINDS = ("anchor", "festival", "closure", "prepare", "due", "done")
"""The kinds of marks, in the order in which they matter on a day."""
SEASON = 10
"""Days beyond which a festival is a season."""
EVERY_TIER = 3
LARGE_TIER = 1
"""Up to this tier festivals count where nothing is asked for."""
OWN_TIER = 2
"""Up to this tier they count in the markets of one's lists."""


class Mark(NamedTuple):
    """Something on a day or a stretch of days."""

    kind: str
    day: dt.date
    end: dt.date
    name: Words
    certainty: str = ""
    tolerance: int = 0
    """By how many days an expected date may move."""
    tier: int = 0
    festival: str = ""
    year: int = 0
    markets: tuple[str, ...] = ()
    """Where it is, when that is not everywhere where the festival is known."""
    start: dt.date | None = None
    """For a day from which to prepare, the festival's own first day."""
    list: str = ""
    item: str = ""
    late: bool = False

    @property
    def is_season(self) -> bool:
        """Whether it lasts so long that it is no event of a day."""
        return (self.end - self.day).days > SEASON

    def covers(self, day: dt.date) -> bool:
        """Whether a day falls into it."""
        return self.day <= day <= self.end


def _order(mark: Mark) -> tuple[dt.date, int, int, str]:
    return (mark.day, KINDS.index(mark.kind), mark.tier, mark.name.en)


def festival_marks(
    library: Library,
    wanted: Filter,
    markets: Sequence[str],
    tiers: int = EVERY_TIER,
    kept: Collection[str] = (),
) -> list[Mark]:
    """The festivals that pass a filter, on the days that they have in some markets.

    Each demand festival brings a second mark on the day on which its lead time begins. The same
    days in several markets are one mark; `markets` are those that the filter asks for, and only
    festivals of the `kept` ones are taken, if there are any.
    """
    found: list[Mark] = []
    library.read_festivals()
    for row in library.select(wanted, "festivals"):
        entry = library.entry(row)
        if entry.tier > tiers or (kept and not set(entry.markets) & set(kept)):
            continue
        for edition, places in _editions(library, entry, markets):
            found += _of_edition(entry, edition, places)
    return sorted(found, key=_order)


def _editions(
    library: Library, entry: Entry, markets: Sequence[str]
) -> Iterable[tuple[EditionRecord, tuple[str, ...]]]:
    """The editions with the markets that keep them on days of their own."""
    inside = [code for code in markets if code in entry.markets]
    own: dict[EditionRecord, list[str]] = {}
    for code in inside or entry.markets:
        for edition in library.editions(entry.id, code):
            own.setdefault(edition, []).append(code)
    for edition, places in own.items():
        yield edition, tuple(places) if edition.market else ()


def _of_edition(entry: Entry, edition: EditionRecord, places: tuple[str, ...]) -> list[Mark]:
    closure = entry.tag == "closure"
    mark = Mark(
        "closure" if closure else "festival",
        edition.start,
        edition.end,
        entry.name,
        edition.certainty,
        edition.tolerance,
        entry.tier,
        entry.id,
        edition.year,
        entry.markets if closure else places,
    )
    if closure or edition.prepare_from >= edition.start:
        return [mark]
    lead = Mark(
        "prepare", edition.prepare_from, edition.prepare_from, entry.name, tier=entry.tier,
        festival=entry.id, year=edition.year, markets=places, start=edition.start,
    )  # fmt: skip
    return [mark, lead]


def closure_marks(
    library: Library, places: Iterable[str], first: dt.date, last: dt.date
) -> list[Mark]:
    """The closures of some countries, whatever the filter says: they bind the lists."""
    return [
        Mark(
            "closure", c.start, c.end, c.name, c.certainty, festival=c.festival,
            year=c.start.year, markets=(c.place,),
        )
        for c in closures(library, places, first, last)
    ]  # fmt: skip


def list_marks(agendas: Mapping[str, Agenda]) -> list[Mark]:
    """The anchors of all lists, and their items on the days on which they are due or were done."""
    found = []
    for name, one in agendas.items():
        if one.anchor:
            anchor = one.checklist.anchor
            mark = Mark("anchor", one.anchor, one.anchor, one.title, list=name,
                        festival=anchor.festival, year=anchor.year)  # fmt: skip
            found.append(mark)
        for item in one.checklist.items.values():
            day = one.slot(item).due
            if day is None:
                continue
            kind = "due" if item.is_open else "done"
            late = one.is_late(item)
            found.append(Mark(kind, day, day, item.text, list=name, item=item.id, late=late))
    return sorted(found, key=_order)


def diary(
    library: Library,
    agendas: Mapping[str, Agenda],
    wanted: Filter,
    markets: Sequence[str],
    first: dt.date,
    last: dt.date,
    *,
    home: str = HOME,
    tiers: int = EVERY_TIER,
) -> list[Mark]:
    """Everything that touches the days from `first` to `last`, in order."""
    own = dict.fromkeys(code for one in agendas.values() for code in one.checklist.markets)
    places = [home, *own]
    festivals = festival_marks(library, wanted, markets, tiers)
    if tiers < OWN_TIER and own:
        there = {(mark.festival, mark.day, mark.kind) for mark in festivals}
        festivals += [
            mark
            for mark in festival_marks(library, wanted, tuple(own), OWN_TIER, kept=own)
            if (mark.festival, mark.day, mark.kind) not in there
        ]
    known = {(mark.festival, mark.day) for mark in festivals}
    stops = closure_marks(library, places, first, last)
    marks = [
        *festivals,
        *(mark for mark in stops if (mark.festival, mark.day) not in known),
        *list_marks(agendas),
    ]
    return sorted((m for m in marks if m.day <= last and m.end >= first), key=_order)
