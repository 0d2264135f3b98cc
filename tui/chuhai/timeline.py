"""The history as moments in lanes: China and overseas, regions, or companies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from chuhai.lag import copy_of
from chuhai.library.filter import Filter
from chuhai.library.index import Library
from chuhai.library.records import Entry
from chuhai.model.place import Region

MODES = ("sides", "regions", "companies")
"""What the lanes stand for."""
ZOOMS = ("decade", "year", "month")
"""What a row stands for, from the widest to the closest; the closest shows single events."""
SIDES = ("china", "overseas")
COMPANIES = 6
"""How many companies have a lane of their own."""
OTHERS = "others"
WORLD = "world"


class Moment(NamedTuple):
    """An event with its lanes, and its place in the lineage."""

    entry: Entry
    lanes: tuple[str, ...]
    links: tuple[str, ...]
    """The lineage links that it tells of."""
    lag: float | None
    """Years since the model that is copied here; nothing where nothing is copied."""

    @property
    def year(self) -> int:
        """The year of the event."""
        return self.entry.year


@dataclass(frozen=True, slots=True)
class Span:
    """The moments of a decade or of a year."""

    first: int
    last: int
    moments: Sequence[Moment]

    def count(self, lane: str) -> int:
        """How many of them lie in a lane."""
        return sum(lane in moment.lanes for moment in self.moments)


class Timeline(NamedTuple):
    """All moments, oldest first, with their lanes."""

    mode: str
    lanes: Sequence[str]
    moments: Sequence[Moment]
    counts: Mapping[str, Counter[int]]
    """How many moments each lane has by year."""

    @property
    def years(self) -> range:
        """From the first year with an event to the last."""
        if not self.moments:
            return range(0)
        return range(self.moments[0].year, self.moments[-1].year + 1)

    def spans(self, zoom: str) -> list[Span]:
        """The decades or the years that have moments."""
        size = 10 if zoom == "decade" else 1
        groups: dict[int, list[Moment]] = {}
        for moment in self.moments:
            groups.setdefault(moment.year // size * size, []).append(moment)
        return [Span(first, first + size - 1, group) for first, group in groups.items()]


def actors(entry: Entry) -> list[str]:
    """The firms and offices that acted in an event."""
    return [name for name in entry.line.en.split(", ") if name]


def _lag(library: Library, entry: Entry, links: Sequence[str]) -> float | None:
    """The shortest lag of the copies that the event begins, in years."""
    lags = []
    for name in links:
        link = library.find("lineage", name)
        if link is not None and link.year == entry.year:
            copy = copy_of(library, link)
            lags.append(copy.lag if copy.months is None else round(copy.months / 12, 1))
    return min(lags, default=None)


def timeline(library: Library, wanted: Filter, mode: str = "sides") -> Timeline:
    """The events that a filter asks for, in lanes."""
    entries = [library.entry(row) for row in library.select(wanted, "events")]
    entries.sort(key=lambda entry: (entry.date, entry.row))
    tally = Counter(name for entry in entries for name in actors(entry))
    leading = [name for name, _ in tally.most_common(COMPANIES)]
    places = library.places

    def lanes(entry: Entry) -> tuple[str, ...]:
        if mode == "sides":
            return (entry.tag,)
        if mode == "companies":
            known = tuple(name for name in leading if name in actors(entry))
            return known or (OTHERS,)
        regions = {places[code].region for code in entry.markets if code in places}
        return tuple(region.value for region in Region if region in regions) or (WORLD,)

    moments = []
    for entry in entries:
        links = tuple(n.split("/")[1] for n in entry.related if n.startswith("lineage/"))
        lag = _lag(library, entry, links)
        moments.append(Moment(entry, lanes(entry), links, lag))
    counts: dict[str, Counter[int]] = {}
    for moment in moments:
        for lane in moment.lanes:
            counts.setdefault(lane, Counter())[moment.year] += 1
    orders = {
        "sides": SIDES,
        "companies": (*leading, OTHERS),
        "regions": (*(region.value for region in Region), WORLD),
    }
    present = [lane for lane in orders[mode] if lane in counts or mode == "sides"]
    return Timeline(mode, present, moments, counts)
