"""The library as it is read: one immutable view over the index."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from chuhai.i18n import Words
from chuhai.library.facts import Fact, Terms, read_facts, read_terms
from chuhai.library.filter import EVIDENCE, FACETS, MOVES, STANCES, Filter, parse
from chuhai.library.pack import CLAIM_KINDS
from chuhai.library.page import Page, decode
from chuhai.library.postings import rows_of
from chuhai.library.records import (
    ClaimRecord,
    ConflictRecord,
    EditionRecord,
    Entry,
    PlaceRecord,
    SourceRecord,
    StepRecord,
)
from chuhai.library.rows import claim_of, conflict_of, edition_of, entry_of
from chuhai.library.wordindex import WordIndex
from chuhai.model.place import ALIASES, Region


class Library:
    """All cards, ready for questions; nothing in it changes.

    `today` is the day by which evidence counts as stale.
    """

    def __init__(self, database: sqlite3.Connection, today: dt.date) -> None:
        self._database = database
        self._today = today
        self._entries: dict[int, Entry] = {}
        self._words = WordIndex(database)

    # ------------------------------------------------------------ what is there

    @cached_property
    def meta(self) -> Mapping[str, str]:
        """The pack's id and version, the number of problems, the fingerprint."""
        return dict(self._database.execute("SELECT key, value FROM meta"))

    @property
    def version(self) -> str:
        """The version of the content."""
        return self.meta["version"]

    def problems(self) -> list[dict[str, Any]]:
        """What `chuhai check` says of single files, as JSON objects."""
        rows = self._database.execute("SELECT problem FROM problems")
        return [json.loads(problem) for (problem,) in rows]

    @cached_property
    def _bits(self) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for facet, value, blob in self._database.execute("SELECT facet, value, bits FROM facets"):
            found.setdefault(facet, {})[value] = int.from_bytes(blob, "little")
        stale = 0
        for day, bits in found.pop("stale-from", {}).items():
            stale |= bits if day <= self._today.isoformat() else 0
        found.setdefault("evidence", {})["stale"] = stale
        return found

    @cached_property
    def _pairs(self) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for market, level, blob in self._database.execute("SELECT market, level, bits FROM pairs"):
            found.setdefault(market, {})[level] = int.from_bytes(blob, "little")
        return found

    def kind_bits(self, kind: str) -> int:
        """The set of all rows of a kind."""
        return self._bits.get("", {}).get(kind, 0)

    @cached_property
    def _all(self) -> int:
        whole = 0
        for bits in self._bits.get("", {}).values():
            whole |= bits
        return whole

    @cached_property
    def _with_stances(self) -> int:
        return self.kind_bits("trends") | self.kind_bits("tactics")

    @cached_property
    def _carriers(self) -> dict[str, int]:
        """For each facet, the rows of the kinds that carry it."""
        carriers = {"stance": self._with_stances, "move": self._with_stances}
        kinds = self._bits.get("", {}).values()
        for facet, values in self._bits.items():
            some = 0
            for bits in values.values():
                some |= bits
            carriers[facet] = sum(kind for kind in kinds if kind & some)
        for kind in CLAIM_KINDS:
            carriers["evidence"] |= self.kind_bits(kind)
        return carriers

    @cached_property
    def places(self) -> Mapping[str, PlaceRecord]:
        """Markets, other countries and groups of countries, by code."""
        rows = self._database.execute("SELECT code, en, zh, region, market FROM places")
        return {c: PlaceRecord(c, Words(en, zh), r, bool(m)) for c, en, zh, r, m in rows}

    @cached_property
    def markets(self) -> tuple[str, ...]:
        """The codes of the markets, in order of display."""
        rows = rows_of(self.kind_bits("markets"))
        return tuple(self.entry(row).id for row in rows)

    def scope(self, wanted: Filter) -> tuple[str, ...]:
        """The markets that a filter asks for, in order of display."""
        markets, regions = wanted.choice("market").wanted, wanted.choice("region").wanted
        return tuple(
            code
            for code in self.markets
            if (not markets or code in markets)
            and (not regions or self.places[code].region in regions)
        )

    def place_name(self, code: str) -> Words:
        """The name of a place; its code when it is unknown."""
        place = self.places.get(code)
        return place.name if place else Words(code, code)

    @cached_property
    def sources(self) -> Mapping[str, SourceRecord]:
        """All sources by id."""
        rows = self._database.execute("SELECT id, source FROM sources")
        return {name: SourceRecord(**json.loads(data)) for name, data in rows}

    # ------------------------------------------------------------ one card

    def entry(self, row: int) -> Entry:
        """The card in a row of the order of display."""
        if row not in self._entries:
            query = "SELECT entry FROM entries WHERE row = ?"
            self._entries[row] = entry_of(self._database.execute(query, (row,)).fetchone()[0])
        return self._entries[row]

    def find(self, kind: str, card: str) -> Entry | None:
        """The card with an id, or that had it before; nothing when there is none."""
        query = "SELECT row FROM entries WHERE kind = ? AND id = ?"
        found = self._database.execute(query, (kind, card)).fetchone()
        if found is None:
            now = self._database.execute(
                "SELECT id FROM former WHERE kind = ? AND old = ?", (kind, card)
            ).fetchone()
            found = now and self._database.execute(query, (kind, now[0])).fetchone()
        return self.entry(found[0]) if found else None

    def page(self, entry: Entry) -> Page:
        """All that is known of a card, as blocks."""
        query = "SELECT page FROM entries WHERE row = ?"
        data = json.loads(self._database.execute(query, (entry.row,)).fetchone()[0])
        sources = self.cited(data["sources"])
        return decode(data, sources)

    def cited(self, ids: Iterable[str]) -> Mapping[str, SourceRecord]:
        """The sources with these ids, leaving out what is not there."""
        found = {}
        for name in ids:
            row = self._database.execute(
                "SELECT source FROM sources WHERE id = ?", (name,)
            ).fetchone()
            if row:
                found[name] = SourceRecord(**json.loads(row[0]))
        return found

    def card_json(self, entry: Entry) -> dict[str, Any]:
        """The card as its file has it."""
        query = "SELECT card FROM entries WHERE row = ?"
        card: dict[str, Any] = json.loads(self._database.execute(query, (entry.row,)).fetchone()[0])
        return card

    def steps(self, entry: Entry) -> tuple[StepRecord, ...]:
        """The steps of a tactic, guide or preset."""
        query = "SELECT steps FROM entries WHERE row = ?"
        data = json.loads(self._database.execute(query, (entry.row,)).fetchone()[0])
        return tuple(
            StepRecord(**{**step, "text": Words(*step["text"]), "needs": tuple(step["needs"])})
            for step in data
        )

    # ------------------------------------------------------------ evidence

    def claims(self, entry: Entry) -> tuple[ClaimRecord, ...]:
        """The claims that stand on a card, in the order of its page."""
        query = "SELECT claim FROM claims WHERE row = ? ORDER BY rowid"
        return tuple(claim_of(data) for (data,) in self._database.execute(query, (entry.row,)))

    def conflict(self, name: str) -> ConflictRecord | None:
        """A question on which claims differ; nothing when there is none with this id."""
        query = "SELECT * FROM conflicts WHERE id = ?"
        row = self._database.execute(query, (name,)).fetchone()
        return conflict_of(row) if row else None

    def conflicts(self) -> tuple[str, ...]:
        """The ids of all conflicts."""
        return tuple(name for (name,) in self._database.execute("SELECT id FROM conflicts"))

    def conflict_claims(self, name: str) -> tuple[ClaimRecord, ...]:
        """All sides of a conflict, whichever card they stand on."""
        query = "SELECT claim FROM claims WHERE conflict = ? ORDER BY rowid"
        return tuple(claim_of(data) for (data,) in self._database.execute(query, (name,)))

    def source(self, name: str) -> SourceRecord | None:
        """The source with an id."""
        return self.cited((name,)).get(name) if name else None

    # ------------------------------------------------------------ markets and platforms

    def facts(self, market: str) -> tuple[Fact, ...]:
        """What is known of a market, row by row, and what holds there for its region."""
        return read_facts(self._database, market)

    @cached_property
    def terms(self) -> Mapping[str, Terms]:
        """On what terms each platform takes sellers, by platform, in order of display."""
        return read_terms(self._database)

    # ------------------------------------------------------------ dates

    @cached_property
    def _all_editions(self) -> tuple[EditionRecord, ...]:
        rows = self._database.execute("SELECT edition FROM editions")
        return tuple(edition_of(data) for (data,) in rows)

    @cached_property
    def _editions(self) -> Mapping[str, list[EditionRecord]]:
        found: dict[str, list[EditionRecord]] = {}
        for edition in self._all_editions:
            found.setdefault(edition.festival, []).append(edition)
        return found

    def editions(self, festival: str = "", market: str = "") -> list[EditionRecord]:
        """The editions of one festival or of all, by start; for a market its own dates win."""
        found = self._editions.get(festival, ()) if festival else self._all_editions
        own = {(e.festival, e.year) for e in found if market and e.market == market}
        kept = [
            e
            for e in found
            if e.market == market or (not e.market and (e.festival, e.year) not in own)
        ]
        return sorted(kept, key=lambda e: (e.start, e.festival))

    def edition(self, festival: str, year: int, market: str = "") -> EditionRecord | None:
        """The edition of a festival in a year; nothing when it has no date."""
        found = [e for e in self.editions(festival, market) if e.year == year]
        return found[0] if found else None

    def next_edition(self, festival: str, today: dt.date, market: str = "") -> EditionRecord | None:
        """The first edition that has not ended."""
        return next((e for e in self.editions(festival, market) if e.end >= today), None)

    def upcoming(self, today: dt.date) -> Iterator[EditionRecord]:
        """Every edition that begins today or later, by its first day, read one by one."""
        query = "SELECT edition FROM editions WHERE first >= ? ORDER BY first, festival"
        for (data,) in self._database.execute(query, (today.isoformat(),)):
            yield edition_of(data)

    # ------------------------------------------------------------ filters

    @cached_property
    def facet_values(self) -> Mapping[str, tuple[str, ...]]:
        """The known values of each facet, in order of display."""
        regions = self._bits.get("region", {})
        values = {facet: tuple(sorted(self._bits.get(facet, {}))) for facet in FACETS}
        extra = [code for code in values["market"] if code not in self.markets]
        return {
            **values,
            "market": (*self.markets, *extra),
            "region": tuple(region.value for region in Region if region in regions),
            "stance": STANCES,
            "move": MOVES,
            "evidence": EVIDENCE,
        }

    def parse(self, line: str) -> Filter:
        """The filter that a line means; raises `FilterError` when it cannot be read."""
        return parse(line, self.facet_values, ALIASES)

    def _value_bits(self, facet: str, value: str, wanted: Filter) -> int:
        """The rows that have a value; a stance in the wanted markets only, and the reverse."""
        if facet == "stance":
            return self._stance_bits(value, self._scope(wanted))
        if facet == "move":
            return self._stance_bits(f"move-{value}", self._scope(wanted))
        bits = self._bits.get(facet, {}).get(value, 0)
        levels = wanted.choice("stance").wanted
        if levels and facet in ("market", "region"):
            markets = [value] if facet == "market" else self._markets_in(value)
            held = 0
            for level in levels:
                held |= self._stance_bits(level, markets)
            bits = (bits & ~self._with_stances) | held
        return bits

    def _markets_in(self, region: str) -> list[str]:
        return [code for code, place in self.places.items() if place.region == region]

    def _scope(self, wanted: Filter) -> Iterable[str]:
        """The markets in which a stance counts: those asked for, or all."""
        markets = wanted.choice("market").wanted
        regions = wanted.choice("region").wanted
        if not regions:
            return markets or self._pairs
        inside = {code for region in regions for code in self._markets_in(region)}
        return markets & inside if markets else inside

    def _stance_bits(self, level: str, markets: Iterable[str]) -> int:
        found = 0
        for market in markets:
            levels = self._pairs.get(market, {})
            if level == "no-data":
                held = 0
                for bits in levels.values():
                    held |= bits
                found |= self._with_stances & ~held
            else:
                found |= levels.get(level, 0)
        return found

    def _facet(self, facet: str, wanted: Filter) -> int:
        """The rows that pass one facet; kinds that do not carry it pass as they are."""
        choice = wanted.choice(facet)
        passed = -1
        if choice.wanted:
            passed = 0
            for value in choice.wanted:
                passed |= self._value_bits(facet, value, wanted)
        for value in choice.unwanted:
            passed &= ~self._value_bits(facet, value, wanted)
        return passed | ~self._carriers.get(facet, 0) if choice else -1

    def _select(self, wanted: Filter, without: str = "") -> int:
        passed = self._all & self._words.find(wanted.words)[0]
        for facet in FACETS:
            if facet != without and wanted.choice(facet):
                passed &= self._facet(facet, wanted)
        return passed

    def select(self, wanted: Filter, kind: str) -> list[int]:
        """The rows of a kind that pass a filter: those found by name first, then the rest."""
        passed = self._select(wanted) & self.kind_bits(kind)
        named = passed & self._words.find(wanted.words)[1] if wanted.words.strip() else 0
        return rows_of(named) + rows_of(passed & ~named)

    def counts(self, wanted: Filter) -> dict[str, int]:
        """How many cards of each kind pass a filter."""
        passed = self._select(wanted)
        return {k: (passed & bits).bit_count() for k, bits in self._bits.get("", {}).items()}

    def carries(self, kind: str, facet: str) -> bool:
        """Whether cards of a kind have a facet at all."""
        return bool(self.kind_bits(kind) & self._carriers.get(facet, 0))

    def facet_counts(self, wanted: Filter, kind: str, facet: str) -> list[tuple[str, int]]:
        """How many cards of a kind would pass if just this value of the facet were wanted."""
        counted = []
        for value in self.facet_values[facet]:
            changed = wanted.only(facet, value)
            passed = self._select(changed) & self.kind_bits(kind)
            counted.append((value, passed.bit_count()))
        return counted
