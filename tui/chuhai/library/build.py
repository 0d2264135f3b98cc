"""Write the index: everything that the interface needs, ready to be read without pydantic."""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from chuhai.calendar import editions
from chuhai.library.claims import ailments, claim_records, conflict_rows, first_stale, plain
from chuhai.library.facts import encode as encode_fact
from chuhai.library.fold import fold
from chuhai.library.load import Loaded, load
from chuhai.library.pack import FORMAT, State, mark_of
from chuhai.library.page import Evidence, Page, encode
from chuhai.library.pages import cards, facts, tables
from chuhai.library.pages.shelf import Shelf, Shown
from chuhai.library.pages.writer import record
from chuhai.library.postings import PostingsBuilder, bits_of
from chuhai.library.records import Entry
from chuhai.model.common import Card
from chuhai.model.festival import Festival
from chuhai.model.kinds import KINDS
from chuhai.model.market import Market
from chuhai.model.place import GROUPS, OTHER_PLACES, Region
from chuhai.model.platform import Platform
from chuhai.model.record import ArticleClaim, Event, Link, Term
from chuhai.model.trend import Trend

YEARS_BEFORE, YEARS_AFTER = 1, 4
"""For which years around today festival dates are computed."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE entries (row INTEGER PRIMARY KEY, kind TEXT, id TEXT, entry TEXT, page TEXT,
                      card TEXT, steps TEXT, shown TEXT, cites TEXT);
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
CREATE TABLE sources (id TEXT PRIMARY KEY, source TEXT) WITHOUT ROWID;
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


def _order(card: Card) -> tuple[Any, ...]:
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
        for name in block.__slots__:
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


class _Writer:
    """Fills the tables of one index."""

    def __init__(self, database: sqlite3.Connection, loaded: Loaded) -> None:
        self.database = database
        self.loaded = loaded
        self.shelf = Shelf(loaded)
        self.postings = PostingsBuilder()
        self.facets: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self.pairs: defaultdict[tuple[str, str], list[int]] = defaultdict(list)

    def many(self, table: str, rows: Iterator[tuple[Any, ...]], width: int) -> None:
        marks = ",".join("?" * width)
        self.database.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", rows)

    def entries(self) -> None:
        """The cards of every kind, in order of display."""
        row = 0
        for kind in KINDS:
            for card in sorted(self.loaded.cards[kind].values(), key=_order):
                row += 1
                self.entry(kind, card, row)

    def entry(self, kind: str, card: Card, row: int) -> None:
        """One card: its row, page, steps, facets and terms."""
        shown = _SHOW[kind](card, row, self.shelf)
        body = self.postings.add(row, filter(None, shown.lead), filter(None, _texts(shown.page)))
        entry = asdict(shown.entry)
        for name in ("name", "line"):
            entry[name] = [entry[name]["en"], entry[name]["zh"]]
        steps = [{**asdict(s), "text": [s.text.en, s.text.zh]} for s in shown.steps]
        self.database.execute(
            "INSERT INTO entries VALUES (?,?,?,?,?,?,?,?,?)",
            (
                row,
                kind,
                card.id,
                _json(entry),
                _json(encode(shown.page)),
                card.model_dump_json(exclude_defaults=True),
                _json(steps),
                _shown(shown.entry),
                " ".join(source.id for source in shown.page.sources),
            ),
        )
        self.database.execute("INSERT INTO bodies VALUES (?,?)", (row, body))
        self.facets["", kind].append(row)
        for facet, values in shown.facets.items():
            for value in dict.fromkeys(values):
                self.facets[facet, value].append(row)
        for pair in shown.pairs:
            self.pairs[pair].append(row)
        self.claims(kind, card, row)
        former = ((kind, old, card.id) for old in card.formerly)
        self.many("former", former, 3)

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

    def rest(self, today: dt.date) -> None:
        """Facets, terms, aliases, sources, dates, places, problems."""
        self.many("facets", ((f, v, _blob(bits_of(r))) for (f, v), r in self.facets.items()), 3)
        self.many("pairs", ((m, s, _blob(bits_of(r))) for (m, s), r in self.pairs.items()), 3)
        self.many("terms", self.postings.rows(), 3)
        aliases = ((n, _json(forms)) for n, forms in _alias_groups(self.loaded).items())
        self.many("aliases", aliases, 2)
        self.many("conflicts", conflict_rows(self.shelf), 7)
        sources = ((s.id, _json(asdict(record(s)))) for s in self.loaded.sources.values())
        self.many("sources", sources, 2)
        self.many("places", _places(self.shelf), 5)
        self.many("problems", ((_json(p.to_json()),) for p in self.loaded.problems), 1)
        years = range(today.year - YEARS_BEFORE, today.year + YEARS_AFTER + 1)
        festivals = self.shelf.festivals
        dates = (
            (
                e.festival,
                e.market,
                e.year,
                str(e.start),
                str(e.end),
                str(e.sell_from),
                str(e.sell_to),
                str(e.prepare_from),
                e.certainty,
                e.tolerance,
            )
            for festival in festivals.values()
            for e in editions(festival, festivals, years)
        )
        self.many("editions", dates, 10)


def _shown(entry: Entry) -> str:
    """A card as `--json` lists it: both languages, nothing that is empty."""
    data = {key: value for key, value in asdict(entry).items() if value not in ("", 0, (), {})}
    data["recalled"] = entry.recalled
    del data["row"]
    return json.dumps(data, ensure_ascii=False)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _blob(bits: int) -> bytes:
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def write_index(database: sqlite3.Connection, root: Path, state: State, today: dt.date) -> Loaded:
    """Load the pack in `root` and write all of it into an empty database."""
    loaded = load(root)
    database.executescript(_TABLES)
    writer = _Writer(database, loaded)
    writer.entries()
    writer.compared()
    writer.rest(today)
    meta = {
        "format": str(FORMAT),
        "mark": mark_of(state),
        "year": str(today.year),
        "pack": loaded.pack.id,
        "version": loaded.pack.version,
        "problems": str(len(loaded.problems)),
    }
    writer.many("meta", iter(meta.items()), 2)
    database.commit()
    return loaded


def _build_file(target: Path, root: Path, state: State, today: dt.date) -> None:
    """Build an index beside `target` and put it in place in one move.

    Two builders do not disturb each other: each writes a file of its own, the last one stays.
    Raises `OSError` or `sqlite3.OperationalError` when the folder cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    beside.unlink(missing_ok=True)
    database = sqlite3.connect(beside)
    try:
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
        write_index(database, root, state, today)
        database.close()
        beside.replace(target)
    finally:
        database.close()
        beside.unlink(missing_ok=True)


def build(path: str, folder: str, state: State, today: dt.date) -> sqlite3.Connection:
    """Build the index of the content in a folder; in memory where `path` cannot be written."""
    from chuhai.library.opening import fitting

    root = Path(folder)
    database = None
    try:
        _build_file(Path(path), root, state, today)
        database = fitting(path, mark_of(state), today.year)
    except (OSError, sqlite3.OperationalError):
        pass
    if database is None:
        database = sqlite3.connect(":memory:")
        write_index(database, root, state, today)
    return database
