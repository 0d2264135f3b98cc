"""Which rows have what, as sets of bits: filters and counts are a few operations on integers."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from chuhai.library.filter import FACETS, Filter
from chuhai.library.pack import CLAIM_KINDS

_TOGETHER = ("market", "region", "stance", "move")
"""Facets that change each other's meaning: a stance counts in the markets that are asked for."""


class Facets:
    """The rows of every kind, facet value and stance; answers what a filter leaves of them."""

    def __init__(
        self,
        database: sqlite3.Connection,
        today: dt.date,
        markets_in: Callable[[str], list[str]],
        found: Callable[[str], int],
    ) -> None:
        self._database = database
        self._today = today.isoformat()
        self._markets_in = markets_in
        self._found = found
        self._stances: dict[tuple[str, frozenset[str]], int] = {}

    @cached_property
    def bits(self) -> Mapping[str, Mapping[str, int]]:
        """The rows of each value of each facet; the kinds stand under the empty name."""
        found: dict[str, dict[str, int]] = {}
        for facet, value, blob in self._database.execute("SELECT facet, value, bits FROM facets"):
            found.setdefault(facet, {})[value] = int.from_bytes(blob, "little")
        stale = found.pop("stale-from", {}).items()
        found.setdefault("evidence", {})["stale"] = _union(
            bits for day, bits in stale if day <= self._today
        )
        return found

    @cached_property
    def pairs(self) -> Mapping[str, Mapping[str, int]]:
        """The rows that have a stance, by market and stance."""
        found: dict[str, dict[str, int]] = {}
        for market, level, blob in self._database.execute("SELECT market, level, bits FROM pairs"):
            found.setdefault(market, {})[level] = int.from_bytes(blob, "little")
        return found

    def kind(self, kind: str) -> int:
        """All rows of a kind."""
        return self.bits.get("", {}).get(kind, 0)

    @cached_property
    def everything(self) -> int:
        """All rows."""
        return _union(self.bits.get("", {}).values())

    @cached_property
    def _with_stances(self) -> int:
        return self.kind("trends") | self.kind("tactics")

    @cached_property
    def _carriers(self) -> Mapping[str, int]:
        """For each facet, the rows of the kinds that carry it."""
        carriers = {"stance": self._with_stances, "move": self._with_stances}
        kinds = self.bits.get("", {}).values()
        for facet, values in self.bits.items():
            some = _union(values.values())
            carriers[facet] = _union(kind for kind in kinds if kind & some)
        carriers["evidence"] |= _union(map(self.kind, CLAIM_KINDS))
        return carriers

    def carries(self, kind: str, facet: str) -> bool:
        """Whether cards of a kind have a facet at all."""
        return bool(self.kind(kind) & self._carriers.get(facet, 0))

    # ------------------------------------------------------------ one value

    def _value(self, facet: str, value: str, wanted: Filter) -> int:
        """The rows that have a value; a stance in the wanted markets only, and the reverse."""
        if facet == "stance":
            return self._stance(value, self._scope(wanted))
        if facet == "move":
            return self._stance(f"move-{value}", self._scope(wanted))
        bits = self.bits.get(facet, {}).get(value, 0)
        levels = wanted.choice("stance").wanted
        if levels and facet in ("market", "region"):
            markets = frozenset([value] if facet == "market" else self._markets_in(value))
            held = _union(self._stance(level, markets) for level in levels)
            bits = (bits & ~self._with_stances) | held
        return bits

    def _scope(self, wanted: Filter) -> frozenset[str]:
        """The markets in which a stance counts: those asked for, or all."""
        markets = wanted.choice("market").wanted
        regions = wanted.choice("region").wanted
        if not regions:
            return markets or frozenset(self.pairs)
        inside = frozenset(code for region in regions for code in self._markets_in(region))
        return markets & inside if markets else inside

    def _stance(self, level: str, markets: frozenset[str]) -> int:
        key = (level, markets)
        if key not in self._stances:
            if len(self._stances) > 1_024:
                self._stances.clear()
            held = [self.pairs.get(market, {}) for market in markets]
            if level == "no-data":
                missing = (self._with_stances & ~_union(levels.values()) for levels in held)
                self._stances[key] = _union(missing)
            else:
                self._stances[key] = _union(levels.get(level, 0) for levels in held)
        return self._stances[key]

    def _facet(self, facet: str, wanted: Filter) -> int:
        """The rows that pass one facet; kinds that do not carry it pass as they are."""
        choice = wanted.choice(facet)
        if not choice:
            return -1
        passed = -1
        if choice.wanted:
            passed = _union(self._value(facet, value, wanted) for value in choice.wanted)
        for value in choice.unwanted:
            passed &= ~self._value(facet, value, wanted)
        return passed | ~self._carriers.get(facet, 0)

    # ------------------------------------------------------------ a filter

    def select(self, wanted: Filter, without: Iterable[str] = ()) -> int:
        """The rows that pass a filter, or that would without some of its facets."""
        passed = self.everything & self._found(wanted.words)
        for facet in FACETS:
            if facet not in without:
                passed &= self._facet(facet, wanted)
        return passed

    def counts(self, wanted: Filter) -> dict[str, int]:
        """How many cards of each kind pass a filter."""
        passed = self.select(wanted)
        return {kind: (passed & bits).bit_count() for kind, bits in self.bits.get("", {}).items()}

    def facet_counts(
        self, wanted: Filter, kind: str, facet: str, values: Iterable[str]
    ) -> list[tuple[str, int]]:
        """How many cards of a kind would pass if just this value of the facet were wanted.

        What the other facets leave is found once; only where facets change each other's
        meaning are those looked at anew for each value.
        """
        others = [name for name in _TOGETHER if name != facet and wanted.choice(name)]
        moving = others if facet in _TOGETHER else []
        rest = self.select(wanted, (facet, *moving)) & self.kind(kind)
        free = rest & ~self._carriers.get(facet, 0)
        counted = []
        for value in values:
            changed = wanted.only(facet, value) if facet in _TOGETHER else wanted
            passed = (rest & self._value(facet, value, changed)) | free
            for name in moving:
                passed &= self._facet(name, changed)
            counted.append((value, passed.bit_count()))
        return counted


def _union(sets: Iterable[int]) -> int:
    whole = 0
    for bits in sets:
        whole |= bits
    return whole
