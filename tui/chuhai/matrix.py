"""Cards against markets: which stance holds where, in rows and columns that can be sorted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from chuhai.checklist.item import Checklist, Mark
from chuhai.library.filter import STANCES, Filter
from chuhai.library.index import Library
from chuhai.library.records import Entry
from chuhai.model.place import Region

KINDS = ("tactics", "trends")
"""The kinds whose cards have stances."""
NO_DATA = "no-data"
_ORDER = {level: place for place, level in enumerate(STANCES)}


@dataclass(frozen=True, slots=True)
class Sort:
    """By which market the cards, and by which card the markets are sorted; nothing: as they are."""

    market: str = ""
    card: str = ""


@dataclass(frozen=True)
class Matrix:
    """A table of stances, each cell being that of one card in one market."""

    cards: Sequence[Entry]
    markets: Sequence[str]
    regions: Mapping[str, str]
    """The region of each market."""
    layer: Mapping[str, Mark]
    """One's own marks, by `mark_key`."""

    def level(self, card: Entry, market: str) -> str:
        """The newest stance, or `no-data`."""
        return card.stances.get(market, NO_DATA)

    def mark(self, card: Entry, market: str) -> Mark | None:
        """What one noted on a cell oneself."""
        return self.layer.get(mark_key(card, market))

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


def matrix(
    library: Library,
    wanted: Filter,
    kind: str,
    *,
    sort: Sort = Sort(),
    owner: Checklist | None = None,
) -> Matrix:
    """The cards of a kind and the markets that a filter asks for, with the layer of a list."""
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
    return Matrix(cards, markets, {code: places[code].region for code in markets}, layer)
