"""How stances moved: every card as dated series, and how the predictions of 2022 came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from chuhai.i18n import Words
from chuhai.library.filter import Filter
from chuhai.library.index import Library
from chuhai.library.records import Entry
from chuhai.library.stances import move

THESIS = "2022"
"""When the predictions were made that the trends are graded by."""
VERDICTS = {
    "article": ("right", "imprecise", "wrong", "not-checkable"),
    "trends": ("confirmed", "mixed", "failed", "open"),
}
"""The verdicts of each kind, from came true to cannot be said yet."""


class Point(NamedTuple):
    """A stance at a date."""

    since: str
    level: str
    reason: Words
    sources: tuple[str, ...]


class Track(NamedTuple):
    """The stances of a card in one market, oldest first."""

    market: str
    points: Sequence[Point]

    @property
    def now(self) -> Point:
        """The stance that counts."""
        return self.points[-1]

    @property
    def move(self) -> str:
        """`new` when there is one stance, else how the last one compares with that before."""
        return move([point.level for point in self.points])


class Movement(NamedTuple):
    """A trend or a tactic over the years."""

    entry: Entry
    foreseen: bool | None
    """Whether the lists of 2022 named it; nothing for what was not predicted."""
    thesis: Words
    reasoning: Words
    tracks: Sequence[Track]

    @property
    def moves(self) -> Counter[str]:
        """In how many markets the stance went up, went down, stayed, is new."""
        return Counter(track.move for track in self.tracks)

    def stances_at(self, date: str) -> Counter[str]:
        """In how many markets each stance held at a date; dates compare as text."""
        held = ([point for point in track.points if point.since <= date] for track in self.tracks)
        return Counter(points[-1].level for points in held if points)

    @property
    def dates(self) -> Sequence[str]:
        """The dates on which a stance was taken, oldest first."""
        return sorted({point.since for track in self.tracks for point in track.points})


def _words(data: Any) -> Words:
    return Words(data.get("en", ""), data.get("zh", "")) if data else Words("")


def tracks_of(card: Mapping[str, Any], markets: Sequence[str]) -> list[Track]:
    """The series of a card as its file has it, in the order of `markets`."""
    found: dict[str, list[Point]] = {}
    for stance in card.get("stances", ()):
        reason, sources = _words(stance["reason"]), tuple(stance.get("sources", ()))
        point = Point(stance["since"], stance["stance"], reason, sources)
        found.setdefault(stance["market"], []).append(point)
    known = [market for market in markets if market in found]
    return [Track(m, tuple(sorted(found[m], key=lambda point: point.since))) for m in known]


def movement(library: Library, entry: Entry, markets: Sequence[str]) -> Movement:
    """A card over the years, in these markets."""
    card = library.card_json(entry)
    return Movement(
        entry,
        card.get("foreseen") if entry.kind == "trends" else None,
        _words(card.get("thesis")),
        _words(card.get("reasoning")),
        tracks_of(card, markets),
    )


class Tally(NamedTuple):
    """How many cards of a kind have each verdict, and which."""

    kind: str
    cards: Mapping[str, Sequence[Entry]]
    """The cards by verdict, every verdict of the kind being there."""

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(map(len, self.cards.values()))


class Record(NamedTuple):
    """The track record: the article's claims, the trends of 2022, and what nobody listed."""

    claims: Tally
    foreseen: Tally
    unforeseen: Tally
    regions: Mapping[str, Counter[str]]
    """Where the trends of 2022 hold today: how many stances of each level, by region."""


def _tally(kind: str, entries: Sequence[Entry]) -> Tally:
    cards = {v: [e for e in entries if e.mark == v] for v in VERDICTS[kind]}
    return Tally(kind, cards)


def record(library: Library, wanted: Filter) -> Record:
    """The track record of what a filter asks for."""

    def entries(kind: str) -> list[Entry]:
        return [library.entry(row) for row in library.select(wanted, kind)]

    trends = entries("trends")
    foreseen = [entry for entry in trends if entry.tag == "foreseen"]
    regions: dict[str, Counter[str]] = {}
    for market in library.scope(wanted):
        region = library.places[market].region
        levels = (e.stances[market] for e in foreseen if market in e.stances)
        regions.setdefault(region, Counter()).update(levels)
    return Record(
        _tally("article", entries("article")),
        _tally("trends", foreseen),
        _tally("trends", [entry for entry in trends if entry.tag != "foreseen"]),
        {region: counts for region, counts in regions.items() if counts},
    )
