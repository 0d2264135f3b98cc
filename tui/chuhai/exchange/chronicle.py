"""The timeline in words, as every format writes it: events, or years and decades with counts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chuhai import __version__
from chuhai.exchange.guard import one_line
from chuhai.i18n import Lang, Words, same
from chuhai.library.filter import Filter
from chuhai.library.index import Library
from chuhai.strings import both, names, strings
from chuhai.timeline import Moment, Span, Timeline

TOLD = 6
"""The most headlines that stand beside the counts of a year or a decade."""
_PRECISION = {4: "year", 7: "month", 10: "day"}
"""How exact a date is, by its length."""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event."""

    id: str
    date: str
    """A year, a month or a day."""
    precision: str
    lanes: tuple[str, ...]
    title: Words
    kind: Words
    actors: Words
    """The firms and offices that acted."""
    markets: tuple[str, ...]
    in_article: bool
    recalled: bool
    lag: float | None
    """Years since the model that is copied here."""
    sources: str
    """Publisher, title and address of each, one after another."""

    @property
    def year(self) -> str:
        """The year of the event."""
        return self.date[:4]


@dataclass(frozen=True, slots=True)
class Period:
    """A year or a decade."""

    first: int
    last: int
    name: Words
    counts: tuple[int, ...]
    """How many events each lane has."""
    total: int
    titles: tuple[Words, ...]
    """The headlines, those of the article first."""


@dataclass(frozen=True, slots=True)
class Chronicle:
    """What a format writes: lanes, and the events or periods in them."""

    title: Words
    mode: str
    lanes: tuple[tuple[str, Words], ...]
    happenings: tuple[Happening, ...]
    periods: tuple[Period, ...]
    """The years or decades where those are shown; then there are no single events."""
    years: range
    counts: Mapping[str, Counter[int]]
    """How many events each lane has by year."""
    every: Counter[int]
    """How many events there are by year."""
    notes: tuple[Words, ...]
    langs: tuple[Lang, ...]
    """The languages of the words, the first one leading."""

    def said(self, words: Words) -> list[str]:
        """A text in the languages that are wanted; once where they say the same."""
        return list(dict.fromkeys(one_line(words.in_lang(lang)) for lang in self.langs))

    def lane(self, key: str) -> Words:
        """What a lane is called."""
        return next(name for lane, name in self.lanes if lane == key)


def chronicle(
    shown: Timeline,
    zoom: str,
    library: Library,
    langs: Sequence[Lang],
    today: dt.date,
    wanted: Filter,
) -> Chronicle:
    """The timeline as it is shown: its lanes, as close as `zoom` looks."""
    periods = () if zoom == "month" else tuple(_period(s, shown) for s in shown.spans(zoom))
    happenings = () if periods else tuple(_happening(m, library) for m in shown.moments)
    notes = [both("export.lanes", lanes=both(f"timeline.{shown.mode}"), n=len(shown.moments))]
    if wanted:
        facets = both("key.facets")
        line = one_line(str(wanted))
        notes.append(Words(f"{facets.en}: {line}", f"{facets.zh}：{line}"))
    written = both(
        "export.written", version=__version__, content=library.version, date=today.isoformat()
    )
    return Chronicle(
        both("view.timeline"),
        shown.mode,
        tuple((lane, _lane(lane, shown.mode)) for lane in shown.lanes),
        happenings,
        periods,
        shown.years,
        shown.counts,
        Counter(moment.year for moment in shown.moments),
        (*notes, written),
        tuple(langs),
    )


def _lane(lane: str, mode: str) -> Words:
    if f"lane.{lane}" in strings():
        return names("lane", lane)
    return names("region", lane) if mode == "regions" else same(lane)


def _happening(moment: Moment, library: Library) -> Happening:
    entry = moment.entry
    sources = library.page(entry).sources
    cited = (", ".join(filter(None, (s.publisher, s.title, s.url))) for s in sources)
    return Happening(
        entry.id,
        entry.date,
        _PRECISION[len(entry.date)],
        moment.lanes,
        entry.name,
        names("kind", entry.mark),
        entry.line,
        tuple(entry.markets),
        entry.in_article,
        entry.recalled,
        moment.lag,
        one_line("; ".join(cited)),
    )


def _period(span: Span, shown: Timeline) -> Period:
    single = span.first == span.last
    told = sorted(span.moments, key=lambda moment: not moment.entry.in_article)
    return Period(
        span.first,
        span.last,
        same(str(span.first)) if single else both("span.decade", n=span.first),
        tuple(span.count(lane) for lane in shown.lanes),
        len(span.moments),
        tuple(moment.entry.name for moment in told),
    )


def lag_words(lag: float | None) -> Words:
    """Years since the model with their sign; nothing where nothing is copied."""
    return Words("") if lag is None else both("clock.years", n=f"{lag:+g}")
