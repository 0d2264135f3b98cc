"""Lineage as a clock: which model was copied where, after how many years, to what end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple

from chuhai.i18n import Words
from chuhai.library.filter import Filter
from chuhai.library.index import Library
from chuhai.library.records import Entry

_ARRIVING = ("launch", "market-entry", "clone")
OUTCOMES = ("thrives", "niche", "open", "closed")
"""What became of a copy, from the best end to the worst."""


class Copy(NamedTuple):
    """One lineage link: a model, its copy, the years between them and what became of it."""

    entry: Entry
    model: Words
    model_year: int
    name: Words
    year: int
    outcome: str
    outcome_year: int | None
    markets: tuple[str, ...]
    months: int | None
    """The lag by the dates of the events, where both ends are dated to the month."""
    arrivals: Mapping[str, int]
    """The years in which events tell that the copy reached single markets."""

    @property
    def lag(self) -> int:
        """Years from the model to the copy; negative where the copy came first."""
        return self.year - self.model_year

    def arrived(self, market: str) -> int:
        """The year in which the copy reached a market, else the year of the copy."""
        return self.arrivals.get(market, self.year)


class Model(NamedTuple):
    """A model with all its copies, the earliest first."""

    name: Words
    year: int
    copies: Sequence[Copy]

    @property
    def median(self) -> float:
        """The median lag of its copies in years."""
        return median([copy.lag for copy in self.copies])


@dataclass(frozen=True, slots=True)
class Clock:
    """How long copies took, and how they ended: of one market, or of one outcome."""

    key: str
    count: int
    median: float
    shortest: int
    longest: int
    ends: Counter[str]


class Step(NamedTuple):
    """A model on the path of two markets: when each of them got a copy, and which."""

    model: Model
    here: Sequence[tuple[int, Copy]]
    there: Sequence[tuple[int, Copy]]
    """The copies with the years in which they arrived, the earliest first."""
    dated: bool
    """False where one copy reached both, and nothing tells in which year it reached either."""

    @property
    def gap(self) -> int | None:
        """Years by which the first copy here came after the first one there, where known."""
        if not self.here or not self.there or not self.dated:
            return None
        return self.here[0][0] - self.there[0][0]


class Path(NamedTuple):
    """Where a market is on the path that another one walked."""

    here: str
    there: str
    steps: Sequence[Step]
    """The models that reached either, in the order in which they reached the other market."""

    @property
    def reached(self) -> Sequence[Step]:
        """The models that reached both."""
        return [step for step in self.steps if step.here and step.there]

    @property
    def ahead(self) -> Sequence[Step]:
        """The models that only the other market has had so far."""
        return [step for step in self.steps if not step.here]

    @property
    def alone(self) -> Sequence[Step]:
        """The models that only this market has had."""
        return [step for step in self.steps if not step.there]

    @property
    def median(self) -> float | None:
        """The median gap in years, positive where this market came later."""
        gaps = [step.gap for step in self.reached if step.gap is not None]
        return median(gaps) if gaps else None


def _words(data: Any) -> Words:
    return Words(data.get("en", ""), data.get("zh", "")) if data else Words("")


def _month(date: str) -> int | None:
    return int(date[:4]) * 12 + int(date[5:7]) if len(date) >= 7 else None


def _months(events: Sequence[Entry], model_year: int, year: int) -> int | None:
    """The months between the first event of the model's year and the first of the copy's."""
    ends = []
    for wanted in (model_year, year):
        months = [m for event in events if event.year == wanted and (m := _month(event.date))]
        ends.append(min(months, default=None))
    first, last = ends
    return last - first if first is not None and last is not None and first != last else None


def _arrivals(events: Sequence[Entry], year: int) -> dict[str, int]:
    """The first year from the copy's on in which an event tells of it in each market."""
    found: dict[str, int] = {}
    for event in events:
        if event.year >= year and event.mark in _ARRIVING:
            for market in event.markets:
                found[market] = min(event.year, found.get(market, event.year))
    return found


def copy_of(library: Library, entry: Entry) -> Copy:
    """A lineage link as its file has it."""
    card = library.card_json(entry)
    model_year, year = card["origin_year"], card["copy_year"]
    told = (library.find(*n.split("/")) for n in entry.related if n.startswith("events/"))
    events = [event for event in told if event is not None]
    return Copy(
        entry,
        _words(card["origin"]),
        model_year,
        _words(card["copy_name"]),
        year,
        card["outcome"],
        card.get("outcome_year"),
        tuple(card.get("markets", ())),
        _months(events, model_year, year),
        _arrivals(events, year),
    )


def copies(library: Library, wanted: Filter) -> list[Copy]:
    """The lineage links that a filter asks for."""
    rows = library.select(wanted, "lineage")
    return [copy_of(library, library.entry(row)) for row in rows]


def _bare(name: Words) -> Words:
    """A model's name without what is added in brackets, so that its copies come together."""
    return Words(name.en.split(" (")[0], name.zh.split("（")[0])


def models(found: Iterable[Copy]) -> list[Model]:
    """Copies under their models, the oldest model first."""
    groups: dict[str, list[Copy]] = {}
    for copy in found:
        bare = _bare(copy.model)
        groups.setdefault(bare.en or bare.zh, []).append(copy)
    made = []
    for group in groups.values():
        group.sort(key=lambda copy: (copy.year, copy.entry.id))
        year = min(copy.model_year for copy in group)
        made.append(Model(_bare(group[0].model), year, tuple(group)))
    return sorted(made, key=lambda model: (model.year, model.name.en))


def _clock(key: str, found: Sequence[Copy], market: str = "") -> Clock:
    lags = [copy.arrived(market) - copy.model_year for copy in found]
    ends = Counter(copy.outcome for copy in found)
    return Clock(key, len(found), median(lags), min(lags), max(lags), ends)


def by_market(found: Iterable[Copy], markets: Sequence[str]) -> list[Clock]:
    """The clock of each market that got a copy, those with the most copies first."""
    groups: dict[str, list[Copy]] = {market: [] for market in markets}
    for copy in found:
        for market in copy.markets:
            if market in groups:
                groups[market].append(copy)
    clocks = [_clock(market, group, market) for market, group in groups.items() if group]
    return sorted(clocks, key=lambda clock: -clock.count)


def by_outcome(found: Iterable[Copy]) -> list[Clock]:
    """The clock of each outcome, from the best end to the worst."""
    known = list(found)
    groups: Mapping[str, list[Copy]] = {
        outcome: [copy for copy in known if copy.outcome == outcome] for outcome in OUTCOMES
    }
    return [_clock(outcome, group) for outcome, group in groups.items() if group]


def _arrived(model: Model, market: str) -> list[tuple[int, Copy]]:
    found = [(copy.arrived(market), copy) for copy in model.copies if market in copy.markets]
    return sorted(found, key=lambda pair: (pair[0], pair[1].entry.id))


def path(found: Iterable[Copy], here: str, there: str) -> Path:
    """Where `here` is on the path that `there` walked, model by model."""
    steps = []
    for model in models(found):
        ours, theirs = _arrived(model, here), _arrived(model, there)
        if ours and theirs:
            same = ours[0][1] is theirs[0][1]
            told = {here, there} & set(ours[0][1].arrivals)
            steps.append(Step(model, ours, theirs, not same or bool(told)))
        elif ours or theirs:
            steps.append(Step(model, ours, theirs, True))
    return Path(here, there, sorted(steps, key=lambda s: (not s.there, (s.there or s.here)[0][0])))
