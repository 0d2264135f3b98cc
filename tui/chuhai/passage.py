"""The gates of a list: whether the platforms that it is about take one's company in its market.

Nothing of it is stored: a list that is copied to another market is looked at anew there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from chuhai.checklist.item import Checklist, Item
from chuhai.compare.entry import family
from chuhai.compare.verdicts import verdict_words
from chuhai.gates import BLOCKED, STANDINGS, Standing, Verdict
from chuhai.i18n import Words
from chuhai.library.filter import Filter
from chuhai.library.index import Library
from chuhai.library.pack import KIND_NAMES
from chuhai.strings import both

ABSENT = "absent"
"""None of the platforms that a card speaks of sells in the market."""


class Gate(NamedTuple):
    """How an item stands in its market: by the best of the platforms that it is about."""

    market: str
    verdict: Verdict | None
    """Nothing where none of the platforms sells there."""

    @property
    def standing(self) -> str:
        """Open, open at a cost, blocked, unknown, or absent."""
        return self.verdict.standing if self.verdict is not None else ABSENT

    @property
    def stops(self) -> bool:
        """Whether the item cannot be done as things are."""
        return self.standing in (BLOCKED, ABSENT)

    def said(self, library: Library) -> Words:
        """The platform with its standing and the reasons, in both languages."""
        if self.verdict is None:
            return both("gate.absent", place=library.place_name(self.market))
        words = verdict_words(self.verdict, library)
        return both("row.named", name=self.verdict.terms.name, what=words)


class Families:
    """The platforms that cards are about, by the name that they share; looked up once a kind."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._known: dict[str, dict[str, set[str]]] = {}

    def of(self, item: Item) -> frozenset[str]:
        """The families of an item's card; none for a typed item or one that names no platform."""
        if item.origin is None:
            return frozenset()
        kind, card = item.origin.kind, item.origin.card
        if kind == "platforms":
            return frozenset((family(card),))
        if kind not in self._known:
            self._known[kind] = self._named(kind)
        return frozenset(self._known[kind].get(card, ()))

    def _named(self, kind: str) -> dict[str, set[str]]:
        """The families of every card of a kind that names platforms."""
        found: dict[str, set[str]] = {}
        library = self.library
        if kind not in KIND_NAMES or not library.carries(kind, "platform"):
            return found
        for platform, count in library.facet_counts(Filter(), kind, "platform"):
            for row in library.select(Filter().only("platform", platform), kind) if count else ():
                found.setdefault(library.entry(row).id, set()).add(family(platform))
        return found


@dataclass(frozen=True)
class Passage:
    """The gates of a list and of its items."""

    owner: Checklist
    standing: Standing
    families: Families

    @cached_property
    def common(self) -> frozenset[str]:
        """What all cards that name platforms have in common: what the list is about."""
        sets = [found for item in self.owner.items.values() if (found := self.families.of(item))]
        return frozenset.intersection(*sets) if sets else frozenset()

    @cached_property
    def gates(self) -> Mapping[str, Gate]:
        """The gate of every item that is about platforms, by item; closed items have none."""
        found = {}
        for item in self.owner.items.values():
            about = self.families.of(item)
            market = item.market or next(iter(self.owner.markets), "")
            if item.is_open and about and market:
                found[item.id] = Gate(market, self._best(market, self.common & about or about))
        return found

    def _best(self, market: str, about: frozenset[str]) -> Verdict | None:
        here = [v for v in self.standing.verdicts(market) if family(v.terms.platform) in about]
        return min(here, key=lambda v: STANDINGS.index(v.standing), default=None)

    @cached_property
    def summary(self) -> tuple[Gate, ...]:
        """The different gates of the list, those that stop it first."""
        kinds = {(g.market, g.verdict.terms.platform if g.verdict else ""): g
                 for g in self.gates.values()}  # fmt: skip
        return tuple(sorted(kinds.values(), key=lambda gate: not gate.stops))

    def stopped(self) -> list[Item]:
        """The open items that cannot be done as things are."""
        return [self.owner.items[name] for name, gate in self.gates.items() if gate.stops]


def passage_of(
    owner: Checklist, standing: Standing | None, known: dict[str, Passage]
) -> Passage | None:
    """The gates of a list, made once for its state and kept in `known` by list.

    Nothing while no company is known, or no question about it is answered.
    """
    if standing is None or not standing.profile.answered:
        return None
    found = known.get(owner.id)
    if found is None or found.owner is not owner or found.standing is not standing:
        families = found.families if found is not None else Families(standing.library)
        found = known[owner.id] = Passage(owner, standing, families)
    return found
