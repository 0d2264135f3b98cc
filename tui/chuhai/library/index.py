"""The library as it is read: one immutable view over the index."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from chuhai.i18n import Words
from chuhai.library.facets import Facets
from chuhai.library.filter import EVIDENCE, FACETS, MOVES, STANCES, Filter, parse
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
from chuhai.library.texts import row_of
from chuhai.library.wordindex import WordIndex, by_name
from chuhai.model.place import ALIASES, Region

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from chuhai.library.facts import Fact, Terms
    from chuhai.library.page import Page

_RANKS = {
    "verdict": ("confirmed", "right", "mixed", "imprecise", "failed", "wrong", "open"),
    "status": ("active", "limited", "thrives", "niche", "open", "closed"),
}
"""What follows from best to worst; other facets are in the order of the alphabet."""


def _ranked(facet: str, values: Iterable[str]) -> tuple[str, ...]:
    ranks = _RANKS.get(facet, ())
    last = len(ranks)
    return tuple(sorted(values, key=lambda v: (ranks.index(v) if v in ranks else last, v)))


class Library:
    """All cards, ready for questions; nothing in it changes.

    `today` is the day by which evidence counts as stale.
    """

    def __init__(self, database: sqlite3.Connection, today: dt.date) -> None:
        self._database = database
        self._today = today
        self._entries: dict[int, Entry] = {}
        self._words = WordIndex(database)
        self._ids: dict[tuple[str, str], Entry | None] = {}
        self._values: dict[tuple[str, str], frozenset[str]] = {}
        self._scopes: dict[tuple[frozenset[str], frozenset[str]], tuple[str, ...]] = {}
        self._dated: dict[tuple[str, str], list[EditionRecord]] = {}

    # ------------------------------------------------------------ what is there

    @cached_property
    def meta(self) -> Mapping[str, str]:
        """The pack's id and version, the number of problems, the mark of its state."""
        return dict(self._database.execute("SELECT key, value FROM meta"))

    @property
    def is_large(self) -> bool:
        """Whether the pack has so many files that it is opened before it is checked."""
        from chuhai.library.opening import MANY

        return int(self.meta["mark"].partition("-")[0]) >= MANY

    @property
    def version(self) -> str:
        """The version of the content."""
        return self.meta["version"]

    def problems(self) -> list[dict[str, Any]]:
        """What `chuhai check` says of single files, as JSON objects."""
        rows = self._database.execute("SELECT problem FROM problems")
        return [json.loads(problem) for (problem,) in rows]

    @cached_property
    def _facets(self) -> Facets:
        return Facets(
            self._database, self._today, self._markets_in, lambda words: self._words.find(words)[0]
        )

    def kind_bits(self, kind: str) -> int:
        """The set of all rows of a kind."""
        return self._facets.kind(kind)

    @cached_property
    def places(self) -> Mapping[str, PlaceRecord]:
        """Markets, other countries and groups of countries, by code."""
        rows = self._database.execute("SELECT code, en, zh, region, market FROM places")
        return {c: PlaceRecord(c, Words(en, zh), r, bool(m)) for c, en, zh, r, m in rows}

    @cached_property
    def markets(self) -> tuple[str, ...]:
        """The codes of the markets, in order of display."""
        query = "SELECT id FROM entries WHERE kind = 'markets' ORDER BY row"
        return tuple(name for (name,) in self._database.execute(query))

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
        if (kind, card) not in self._ids:
            self._ids[kind, card] = self._find(kind, card)
        return self._ids[kind, card]

    def _find(self, kind: str, card: str) -> Entry | None:
        row = row_of(self._database, kind, card)
        return self.entry(row) if row else None

    def page(self, entry: Entry) -> Page:
        """All that is known of a card, as blocks."""
        from chuhai.library.page import decode

        query = "SELECT page FROM entries WHERE row = ?"
        data = json.loads(self._database.execute(query, (entry.row,)).fetchone()[0])
        sources = self.cited(data["sources"])
        return decode(data, sources)

    def cited(self, ids: Iterable[str]) -> Mapping[str, SourceRecord]:
        """The sources with these ids, leaving out what is not there."""
        wanted = tuple(ids)
        query = f"SELECT id, source FROM sources WHERE id IN ({','.join('?' * len(wanted))})"
        rows = self._database.execute(query, wanted)
        return {name: SourceRecord(**json.loads(data)) for name, data in rows}

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
        query = "SELECT claim FROM claims WHERE conflict = ? ORDER BY row, rowid"
        return tuple(claim_of(data) for (data,) in self._database.execute(query, (name,)))

    def source(self, name: str) -> SourceRecord | None:
        """The source with an id."""
        return self.cited((name,)).get(name) if name else None

    # ------------------------------------------------------------ markets and platforms

    def facts(self, market: str) -> tuple[Fact, ...]:
        """What is known of a market, row by row, and what holds there for its region."""
        from chuhai.library.facts import read_facts

        return read_facts(self._database, market)

    @cached_property
    def terms(self) -> Mapping[str, Terms]:
        """On what terms each platform takes sellers, by platform, in order of display."""
        from chuhai.library.facts import read_terms

        return read_terms(self._database)

    # ------------------------------------------------------------ dates

    def editions(self, festival: str = "", market: str = "") -> list[EditionRecord]:
        """The editions of one festival or of all, by start; for a market its own dates win."""
        key = (festival, market)
        if key not in self._dated:
            self._dated[key] = self._chosen(festival, market)
        return self._dated[key]

    def _chosen(self, festival: str, market: str) -> list[EditionRecord]:
        if not festival:
            found = [edition for group in self._all_editions.values() for edition in group]
        elif "_all_editions" in vars(self):
            found = self._all_editions.get(festival, [])
        else:
            query = "SELECT * FROM editions WHERE festival = ?"
            found = [edition_of(row) for row in self._database.execute(query, (festival,))]
        own = {(e.festival, e.year) for e in found if market and e.market == market}
        kept = [
            e
            for e in found
            if e.market == market or (not e.market and (e.festival, e.year) not in own)
        ]
        return sorted(kept, key=lambda e: (e.start, e.festival))

    def read_festivals(self) -> None:
        """Read all festivals with their editions, before many are asked for one by one."""
        if "_all_editions" in vars(self):
            return
        query = "SELECT row, entry FROM entries WHERE kind = 'festivals'"
        for row, entry in self._database.execute(query):
            self._entries.setdefault(row, entry_of(entry))
        self._all_editions  # noqa: B018

    @cached_property
    def _all_editions(self) -> Mapping[str, list[EditionRecord]]:
        found: dict[str, list[EditionRecord]] = {}
        for row in self._database.execute("SELECT * FROM editions"):
            edition = edition_of(row)
            found.setdefault(edition.festival, []).append(edition)
        return found

    def edition(self, festival: str, year: int, market: str = "") -> EditionRecord | None:
        """The edition of a festival in a year; nothing when it has no date."""
        found = [e for e in self.editions(festival, market) if e.year == year]
        return found[0] if found else None

    def next_edition(self, festival: str, today: dt.date, market: str = "") -> EditionRecord | None:
        """The first edition that has not ended."""
        return next((e for e in self.editions(festival, market) if e.end >= today), None)

    def upcoming(self, today: dt.date) -> Iterator[EditionRecord]:
        """Every edition that begins today or later, by its first day, read one by one."""
        query = "SELECT * FROM editions WHERE start >= ? ORDER BY start, festival"
        for row in self._database.execute(query, (today.isoformat(),)):
            yield edition_of(row)

    # ------------------------------------------------------------ filters

    @cached_property
    def facet_values(self) -> Mapping[str, tuple[str, ...]]:
        """The known values of each facet, in order of display."""
        regions = self._facets.bits.get("region", {})
        values = {facet: _ranked(facet, self._facets.bits.get(facet, {})) for facet in FACETS}
        extra = [code for code in values["market"] if code not in self.markets]
        return {
            **values,
            "market": (*self.markets, *extra),
            "region": tuple(region.value for region in Region if region in regions),
            "stance": STANCES,
            "move": MOVES,
            "evidence": EVIDENCE,
        }

    def scope(self, wanted: Filter) -> tuple[str, ...]:
        """The markets that a filter asks for, in order of display; all when it asks for none."""
        markets, regions = wanted.choice("market").wanted, wanted.choice("region").wanted
        if (markets, regions) not in self._scopes:
            places = self.places
            self._scopes[markets, regions] = tuple(
                code
                for code in self.markets
                if (not markets or code in markets)
                and (not regions or places[code].region in regions)
            )
        return self._scopes[markets, regions]

    def parse(self, line: str) -> Filter:
        """The filter that a line means; raises `FilterError` when it cannot be read."""
        return parse(line, self.facet_values, ALIASES) if line.strip() else Filter()

    def _markets_in(self, region: str) -> list[str]:
        return [code for code, place in self.places.items() if place.region == region]

    def select(self, wanted: Filter, kind: str) -> Sequence[int]:
        """The rows of a kind that pass a filter: those found by name first, then the rest."""
        passed = self._facets.select(wanted) & self.kind_bits(kind)
        return by_name(passed, self._words.find(wanted.words)[1] if wanted.words.strip() else 0)

    def counts(self, wanted: Filter) -> dict[str, int]:
        """How many cards of each kind pass a filter."""
        return self._facets.counts(wanted)

    def passes(self, entry: Entry, wanted: Filter) -> bool:
        """Whether a card passes a filter."""
        return bool(self._facets.select(wanted) >> entry.row & 1)

    def carries(self, kind: str, facet: str) -> bool:
        """Whether cards of a kind have a facet at all."""
        return self._facets.carries(kind, facet)

    def facet_counts(self, wanted: Filter, kind: str, facet: str) -> list[tuple[str, int]]:
        """How many cards of a kind would pass if just this value of the facet were wanted."""
        values = self.facet_values[facet]
        return self._facets.facet_counts(wanted, kind, facet, values)

    def values_of(self, kind: str, facet: str) -> frozenset[str]:
        """The values of a facet that cards of a kind have."""
        key = (kind, facet)
        if key not in self._values:
            counted = self.facet_counts(Filter(), kind, facet)
            self._values[key] = frozenset(value for value, count in counted if count)
        return self._values[key]
