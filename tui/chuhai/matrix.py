"""Cards against markets: which stance holds where, in rows and columns that can be sorted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from chuhai.checklist.item import Checklist, Mark
from chuhai.library.filter import STANCES, Filter
from chuhai.library.index import Library
from chuhai.library.page import Judgement
from chuhai.library.records import Entry
from chuhai.model.place import Region

KINDS = ("tactics", "trends")
"""The kinds whose cards have stances."""
NO_DATA = "no-data"
_ORDER = {level: place for place, level in enumerate(STANCES)}


class Sort(NamedTuple):
    """By which market the cards, and by which card the markets are sorted; nothing: as they are."""

    market: str = ""
    card: str = ""


class Gap(StrEnum):
    """What a cell may lack."""

    NONE = ""
    NO_DATA = "no-data"
    """There is no stance."""
    NO_EVIDENCE = "no-evidence"
    """There is a stance, but it is our own judgement and rests on no source."""
    UNDECIDED = "undecided"
    """There is a stance, but one noted neither a score nor `not for us` oneself."""


@dataclass(frozen=True)
class Matrix:
    """A table of stances, each cell being that of one card in one market."""

    cards: Sequence[Entry]
    markets: Sequence[str]
    regions: Mapping[str, str]
    """The region of each market."""
    layer: Mapping[str, Mark]
    """One's own marks, by `mark_key`."""
    gap: Gap = Gap.NONE
    """Which gap the table was cut down to."""
    grounds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The markets in which a card's stance rests on a source, where that was asked for."""

    def level(self, card: Entry, market: str) -> str:
        """The newest stance, or `no-data`."""
        return card.stances.get(market, NO_DATA)

    def mark(self, card: Entry, market: str) -> Mark | None:
        """What one noted on a cell oneself."""
        return self.layer.get(mark_key(card, market))

    def is_gap(self, card: Entry, market: str) -> bool:
        """Whether a cell has the gap that was asked for."""
        level = self.level(card, market)
        if self.gap is Gap.NO_DATA:
            return level == NO_DATA
        if self.gap is Gap.NO_EVIDENCE:
            return level != NO_DATA and market not in self.grounds.get(card.id, ())
        mark = self.mark(card, market)
        decided = mark is not None and (mark.score or mark.out)
        return self.gap is Gap.UNDECIDED and level != NO_DATA and not decided

    def gaps_only(self) -> Matrix:
        """The rows and columns in which some cell has the gap."""
        cards = [c for c in self.cards if any(self.is_gap(c, m) for m in self.markets)]
        markets = [m for m in self.markets if any(self.is_gap(c, m) for c in self.cards)]
        return replace(self, cards=cards, markets=markets)

    @cached_property
    def gaps(self) -> int:
        """How many cells have the gap."""
        return sum(self.is_gap(card, market) for card in self.cards for market in self.markets)

    @cached_property
    def totals(self) -> Mapping[str, Counter[str]]:
        """How many cards have each stance, by market."""
        return {m: Counter(self.level(card, m) for card in self.cards) for m in self.markets}

    def row_total(self, card: Entry) -> Counter[str]:
        """In how many markets a card has each stance."""
        return Counter(self.level(card, market) for market in self.markets)

    @cached_property
    def unknown(self) -> int:
        """How many cells have no stance."""
        return sum(counts[NO_DATA] for counts in self.totals.values())


def mark_key(card: Entry, market: str) -> str:
    """The name of a cell in a layer."""
    return f"{card.kind}/{card.id}@{market}"


UNSORTED = Sort()
"""The order of the library."""


def matrix(
    library: Library,
    wanted: Filter,
    kind: str,
    *,
    sort: Sort = UNSORTED,
    owner: Checklist | None = None,
    gap: Gap = Gap.NONE,
) -> Matrix:
    """The cards of a kind and the markets that a filter asks for, with the layer of a list.

    With a `gap`, only rows and columns in which some cell has it.
    """
    cards = [library.entry(row) for row in library.select(wanted, kind)]
    places, order = library.places, list(Region)
    markets = list(library.scope(wanted))
    markets.sort(key=lambda code: order.index(Region(places[code].region)))
    if sort.market:
        cards.sort(key=lambda card: _ORDER[card.stances.get(sort.market, NO_DATA)])
    chosen = next((card for card in cards if card.id == sort.card), None)
    if chosen is not None:
        markets.sort(key=lambda code: _ORDER[chosen.stances.get(code, NO_DATA)])
    layer = owner.layer if owner is not None else {}
    grounds = _grounds(library, cards) if gap is Gap.NO_EVIDENCE else {}
    whole = Matrix(
        cards, markets, {code: places[code].region for code in markets}, layer, gap, grounds
    )
    return whole.gaps_only() if gap else whole


def _grounds(library: Library, cards: Sequence[Entry]) -> dict[str, frozenset[str]]:
    """The markets in which the stance of a card rests on a source, by card."""
    return {
        card.id: frozenset(
            block.market
            for block in library.page(card).blocks
            if isinstance(block, Judgement) and block.refs
        )
        for card in cards
    }
