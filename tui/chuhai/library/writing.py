"""The tables of the index, and what fills them: everything that the interface needs."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from chuhai.calendar import editions
from chuhai.library.claims import ailments, claim_records, conflict_rows, first_stale, plain
from chuhai.library.facts import encode as encode_fact
from chuhai.library.fold import fold
from chuhai.library.load import Loaded
from chuhai.library.pack import SOURCES, State
from chuhai.library.page import Evidence, Page, encode
from chuhai.library.pages import cards, facts, tables
from chuhai.library.pages.shelf import Shelf, Shown
from chuhai.library.pages.writer import record
from chuhai.library.postings import PostingsBuilder, bits_of
from chuhai.library.records import entry_json
from chuhai.model.common import Card, Source
from chuhai.model.festival import Festival
from chuhai.model.kinds import KINDS
from chuhai.model.market import Market
from chuhai.model.place import GROUPS, OTHER_PLACES, Region
from chuhai.model.platform import Platform
from chuhai.model.record import ArticleClaim, Event, Link, Term
from chuhai.model.trend import Trend

YEARS_BEFORE, YEARS_AFTER = 1, 4
"""For which years around today festival dates are computed."""

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE entries (row INTEGER PRIMARY KEY, kind TEXT, id TEXT, entry TEXT, page TEXT,
                      card TEXT, steps TEXT, shown TEXT, cites TEXT, sort TEXT, path TEXT);
CREATE INDEX entry_path ON entries (path);
CREATE TABLE bodies (row INTEGER PRIMARY KEY, body TEXT);
CREATE UNIQUE INDEX entry_id ON entries (kind, id);
CREATE TABLE former (kind TEXT, old TEXT, id TEXT, PRIMARY KEY (kind, old)) WITHOUT ROWID;
CREATE TABLE facets (facet TEXT, value TEXT, bits BLOB, PRIMARY KEY (facet, value)) WITHOUT ROWID;
CREATE TABLE pairs (market TEXT, level TEXT, bits BLOB, PRIMARY KEY (market, level)) WITHOUT ROWID;
CREATE TABLE terms (term TEXT PRIMARY KEY, body BLOB, lead BLOB) WITHOUT ROWID;
CREATE TABLE aliases (folded TEXT PRIMARY KEY, forms TEXT) WITHOUT ROWID;
CREATE TABLE claims (row INTEGER, conflict TEXT, claim TEXT);
CREATE INDEX claims_of_a_row ON claims (row);
CREATE INDEX claims_of_a_conflict ON claims (conflict);
CREATE TABLE conflicts (id TEXT PRIMARY KEY, kind TEXT, card TEXT, en TEXT, zh TEXT,
                        settled_en TEXT, settled_zh TEXT) WITHOUT ROWID;
CREATE TABLE sources (id TEXT PRIMARY KEY, source TEXT, given TEXT, path TEXT) WITHOUT ROWID;
CREATE INDEX source_path ON sources (path);
CREATE TABLE editions (festival TEXT, market TEXT, year INTEGER, start TEXT, end TEXT,
                       sell_from TEXT, sell_to TEXT, prepare_from TEXT, certainty TEXT,
                       tolerance INTEGER);
CREATE INDEX edition_of ON editions (festival, market);
CREATE INDEX edition_start ON editions (start, festival);
CREATE TABLE places (code TEXT PRIMARY KEY, en TEXT, zh TEXT, region TEXT, market INTEGER)
    WITHOUT ROWID;
CREATE TABLE facts (market TEXT, place INTEGER, fact TEXT, PRIMARY KEY (market, place))
    WITHOUT ROWID;
CREATE TABLE terms_of (platform TEXT PRIMARY KEY, terms TEXT) WITHOUT ROWID;
CREATE TABLE problems (problem TEXT);
CREATE TABLE files (path TEXT PRIMARY KEY, size INTEGER, changed INTEGER) WITHOUT ROWID;
"""

_SHOW: dict[str, Callable[[Any, int, Shelf], Shown]] = {
    "trends": cards.trend,
    "events": tables.event,
    "lineage": tables.link,
    "platforms": cards.platform,
    "markets": cards.market,
    "regions": cards.region,
    "article": tables.claim,
    "tactics": cards.tactic,
    "festivals": tables.festival,
    "guides": tables.guide,
    "presets": tables.preset,
    "glossary": tables.term,
}


_REGIONS = list(Region)
_GOALS = ("reach", "conversion", "retention", "operations", "compliance")
_STATUS = ("active", "limited", "closed", "historical")


def order_of(card: Card) -> tuple[Any, ...]:
    """Where a card stands among those of its kind."""
    if isinstance(card, Trend):
        return (not card.foreseen, -len([s for s in card.stances if s.stance == "go"]), card.id)
    if isinstance(card, Event):
        return (card.date, card.id)
    if isinstance(card, Link):
        return (card.origin_year, card.origin.en, card.copy_year, card.id)
    if isinstance(card, Platform):
        return (_STATUS.index(card.status), -len(card.markets), card.id)
    if isinstance(card, Market):
        return (_REGIONS.index(card.region), card.id)
    if isinstance(card, ArticleClaim):
        return (card.order, card.id)
    if isinstance(card, Festival):
        return (card.tier, card.id)
    if isinstance(card, Term):
        return (fold(card.term.en), card.id)
    goal = getattr(card, "goal", None)
    return (_GOALS.index(goal) if goal else 0, card.id)


def _texts(page: Page) -> Iterator[str]:
    for block in page.blocks:
        for name in block._fields:
            value = getattr(block, name)
            if hasattr(value, "zh"):
                yield value.en
                if value.zh != value.en:
                    yield value.zh
        if isinstance(block, Evidence) and block.topic:
            yield block.topic


def _alias_groups(loaded: Loaded) -> dict[str, list[str]]:
    """Every name of a glossary term, with all the names that mean the same."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for card in loaded.cards["glossary"].values():
        if isinstance(card, Term):
            names = {fold(n) for n in (card.term.en, card.term.zh, *card.aliases) if n}
            for name in names:
                groups[name] |= names
    return {name: sorted(forms - {name}) for name, forms in groups.items()}


def _places(shelf: Shelf) -> Iterator[tuple[str, str, str, str, int]]:
    for code in dict.fromkeys((*shelf.markets, *OTHER_PLACES, *GROUPS)):
        name = shelf.place_name(code)
        yield code, name.en, name.zh, shelf.region(code), int(code in shelf.markets)


@dataclass(frozen=True, slots=True)
class Row:
    """A card with the row that it gets and the file that it stands in."""

    kind: str
    card: Card
    row: int
    path: str


class Writer:
    """Fills the tables of one index."""

    def __init__(
        self, database: sqlite3.Connection, loaded: Loaded, shelf: Shelf | None = None
    ) -> None:
        self.database = database
        self.loaded = loaded
        self.shelf = shelf or Shelf(loaded)
        self.postings = PostingsBuilder()
        self.facets: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self.pairs: defaultdict[tuple[str, str], list[int]] = defaultdict(list)

    def many(self, table: str, rows: Iterator[tuple[Any, ...]], width: int) -> None:
        marks = ",".join("?" * width)
        self.database.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", rows)

    def entries(self, report: Callable[[float], None]) -> None:
        """The cards of every kind, in order of display; says how far it is."""
        row, cards = 0, self.loaded.cards
        whole = max(1, sum(map(len, cards.values())))
        for kind in KINDS:
            for card in sorted(cards[kind].values(), key=order_of):
                row += 1
                self.entry(Row(kind, card, row, self.loaded.paths[kind, card.id][0]))
                if not row % 64:
                    report(row / whole)

    def entry(self, one: Row) -> None:
        """One card: its row, page, steps, facets and terms."""
        kind, card, row = one.kind, one.card, one.row
        shown = _SHOW[kind](card, row, self.shelf)
        body = self.postings.add(row, filter(None, shown.lead), filter(None, _texts(shown.page)))
        entry = shown.entry._asdict()
        steps = [step._asdict() for step in shown.steps]
        values = (
            row,
            kind,
            card.id,
            _json(entry),
            _json(encode(shown.page)),
            card.model_dump_json(exclude_defaults=True),
            _json(steps),
            json.dumps(entry_json(shown.entry), ensure_ascii=False),
            " ".join(source.id for source in shown.page.sources),
            _json(order_of(card)),
            one.path,
        )
        self.many("entries", iter([values]), len(values))
        self.database.execute("INSERT INTO bodies VALUES (?,?)", (row, body))
        self.facets["", kind].append(row)
        for facet, values_of in shown.facets.items():
            for value in dict.fromkeys(values_of):
                self.facets[facet, value].append(row)
        for pair in shown.pairs:
            self.pairs[pair].append(row)
        self.claims(kind, card, row)
        self.many("former", ((kind, old, card.id) for old in card.formerly), 3)
        self.many("conflicts", conflict_rows(kind, card), 7)

    def claims(self, kind: str, card: Card, row: int) -> None:
        """The claims of a card, and whether its evidence is in doubt or will be stale."""
        claims = tuple(claim_records(kind, card))
        self.many("claims", ((row, c.conflict, _json(plain(c))) for c in claims), 3)
        for ailment in ailments(card, claims):
            self.facets["evidence", ailment].append(row)
        if day := first_stale(claims):
            self.facets["stale-from", day.isoformat()].append(row)

    def compared(self) -> None:
        """What markets are compared by, and what a company is checked against."""
        markets = (
            (market.id, place, _json(encode_fact(fact)))
            for market in self.shelf.markets.values()
            for place, fact in enumerate(facts.market_facts(market, self.shelf))
        )
        self.many("facts", markets, 3)
        terms = (facts.platform_terms(card, self.shelf) for card in self.shelf.platforms.values())
        self.many("terms_of", ((t.platform, _json(encode_fact(t))) for t in terms), 2)

    def set(self, table: str, name: tuple[str, str], rows: list[int]) -> None:
        """The rows of a facet value or of a stance in a market."""
        self.many(table, iter([(*name, _blob(bits_of(rows)))]), 3)

    def aliases(self) -> None:
        """The names of terms that mean the same."""
        groups = _alias_groups(self.loaded).items()
        self.many("aliases", ((name, "\n".join(forms)) for name, forms in groups), 2)

    def sources(self, found: Iterable[tuple[Source, str]]) -> None:
        """Sources, each with the file that it stands in."""
        rows = (
            (s.id, _json(record(s)._asdict()), s.model_dump_json(exclude_defaults=True), path)
            for s, path in found
        )
        self.many("sources", rows, 4)

    def places(self) -> None:
        """The names of markets, other countries and groups of countries."""
        self.many("places", _places(self.shelf), 5)

    def files(self, state: State) -> None:
        """From which state of which files the index is made."""
        self.database.execute("DELETE FROM files")
        self.many("files", iter(state), 3)

    def editions(self, today: dt.date) -> None:
        """The dates of all festivals in the years around today."""
        years = range(today.year - YEARS_BEFORE, today.year + YEARS_AFTER + 1)
        festivals = self.shelf.festivals
        dates = (
            (
                e.festival, e.market, e.year, str(e.start), str(e.end), str(e.sell_from),
                str(e.sell_to), str(e.prepare_from), e.certainty, e.tolerance,
            )
            for festival in festivals.values()
            for e in editions(festival, festivals, years)
        )  # fmt: skip
        self.many("editions", dates, 10)

    def rest(self, state: State, today: dt.date) -> None:
        """Facets, terms, aliases, sources, dates, places, files, problems."""
        for table, sets in (("facets", self.facets), ("pairs", self.pairs)):
            for name, rows in sets.items():
                self.set(table, name, rows)
        self.many("terms", self.postings.rows(), 3)
        self.aliases()
        paths = self.loaded.paths
        self.sources((s, paths[SOURCES, s.id][0]) for s in self.loaded.sources.values())
        self.compared()
        self.places()
        self.editions(today)
        self.files(state)
        self.many("problems", ((_json(p.to_json()),) for p in self.loaded.problems), 1)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _blob(bits: int) -> bytes:
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")
