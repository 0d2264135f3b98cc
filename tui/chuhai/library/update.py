"""Bring an index up to date: what changed is parsed, what may depend on it is written anew.

Cards know of one another only through ids: of cards, places, conflicts and sources. So what may
depend on a changed card are the cards that have one of its ids somewhere, and those whose ids it
has somewhere itself. What is unusual (problems, ids in two files, a large part of the pack changed)
is left to a whole build.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chuhai.library.load import Loaded, load_files
from chuhai.library.pack import SOURCES, State, glance_of, mark_of
from chuhai.library.pages.shelf import Shelf
from chuhai.library.postings import pack, rows_in, terms_of
from chuhai.library.writing import Row, Writer, order_of
from chuhai.model.common import Card, Source
from chuhai.model.kinds import KINDS

MOST = 0.2
"""The share of the files that may have changed; beyond it a whole build is as fast."""

Name = tuple[str, str]
"""A card as (kind, id)."""


class Kept(Mapping[str, Any]):
    """Cards or sources of an index, validated again only when somebody asks for them."""

    def __init__(
        self, texts: Callable[[str], str], kept: Iterable[str], fresh: Mapping[str, Any], model: Any
    ) -> None:
        self._texts, self._model = texts, model
        self._made: dict[str, Any] = dict(fresh)
        self._ids = sorted({*kept, *fresh})

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            if name not in self:
                raise KeyError(name)
            self._made[name] = self._model.model_validate_json(self._texts(name))
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._made or name in self._known

    @property
    def _known(self) -> frozenset[str]:
        if not hasattr(self, "_set"):
            self._set = frozenset(self._ids)
        return self._set

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


@dataclass(frozen=True)
class Change:
    """What changed: files, the cards that were in them, what is in them now."""

    paths: frozenset[str]
    before: Mapping[Name, tuple[int, str]]
    """Row and JSON of each card that stood in a changed or removed file."""
    fresh: Loaded
    keys: frozenset[str]
    """The ids through which other cards may know of what changed."""
    mentioned: frozenset[str]
    """Every text in the changed cards; some of them are ids."""


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def find_change(database: sqlite3.Connection, root: Path, state: State) -> Change | None:
    """What is different from the index; nothing when a whole build is called for."""
    known = {p: (s, m) for p, s, m in database.execute("SELECT path, size, changed FROM files")}
    now = {path: (size, changed) for path, size, changed in state}
    changed = [path for path in now if known.get(path) != now[path]]
    paths = frozenset((*changed, *(known.keys() - now.keys())))
    if "pack.toml" in paths or len(paths) > max(5, MOST * len(now)) or _problems(database):
        return None
    fresh = load_files(root, changed)
    before: dict[Name, tuple[int, str]] = {}
    sources = {name for (name,) in _of_paths(database, "id", "sources", paths)}
    for row, kind, name, card in _of_paths(database, "row, kind, id, card", "entries", paths):
        before[kind, name] = (row, card)
    if fresh.problems or _in_two_files(database, fresh, before, sources):
        return None
    texts = [card for _, card in before.values()]
    texts += [card.model_dump_json() for kept in fresh.cards.values() for card in kept.values()]
    mentioned = frozenset(text for card in texts for text in _strings(json.loads(card)))
    conflicts = {name for (name,) in database.execute("SELECT id FROM conflicts")}
    conflicts |= {c.id for kept in fresh.cards.values() for card in kept.values()
                  for c in card.conflict}  # fmt: skip
    keys = {name for _, name in before} | {n for kept in fresh.cards.values() for n in kept}
    keys |= sources | set(fresh.sources) | (conflicts & mentioned)
    return Change(paths, before, fresh, frozenset(keys), mentioned)


def _problems(database: sqlite3.Connection) -> bool:
    (count,) = database.execute("SELECT count(*) FROM problems").fetchone()
    return bool(count)


def _of_paths(
    database: sqlite3.Connection, columns: str, table: str, paths: Iterable[str]
) -> Iterator[tuple[Any, ...]]:
    for path in paths:
        yield from database.execute(f"SELECT {columns} FROM {table} WHERE path = ?", (path,))


def _in_two_files(
    database: sqlite3.Connection, fresh: Loaded, before: Mapping[Name, Any], sources: set[str]
) -> bool:
    for kind, kept in fresh.cards.items():
        for name in kept:
            query = "SELECT 1 FROM entries WHERE kind = ? AND id = ?"
            if (kind, name) not in before and database.execute(query, (kind, name)).fetchone():
                return True
    query = "SELECT 1 FROM sources WHERE id = ?"
    return any(
        name not in sources and database.execute(query, (name,)).fetchone()
        for name in fresh.sources
    )


class Update:
    """Writes a change into the copy of an index."""

    def __init__(self, database: sqlite3.Connection, root: Path, change: Change) -> None:
        self.database, self.root, self.change = database, root, change
        self.rows: dict[Name, tuple[int, str, str]] = {}
        """Row, sort key and path of every kept card."""
        query = "SELECT kind, id, row, sort, path FROM entries"
        for kind, name, row, sort, path in database.execute(query):
            if path not in change.paths:
                self.rows[kind, name] = (row, sort, path)
        self.touched = self._touched()
        self.loaded = self._loaded()

    def _touched(self) -> set[Name]:
        """The kept cards that may depend on what changed."""
        change = self.change
        pattern = re.compile("|".join(f'"{re.escape(key)}"' for key in change.keys) or "(?!)")
        found = {name for name in self.rows if name[1] in change.mentioned}
        self.by_key: set[Name] = set()
        for kind, name, card in self.database.execute("SELECT kind, id, card FROM entries"):
            if (kind, name) in self.rows and pattern.search(card):
                self.by_key.add((kind, name))
        return found | self.by_key

    def _card(self, kind: str) -> Callable[[str], str]:
        def text(name: str) -> str:
            query = "SELECT card FROM entries WHERE kind = ? AND id = ?"
            card: str = self.database.execute(query, (kind, name)).fetchone()[0]
            return card

        return text

    def _source(self, name: str) -> str:
        query = "SELECT given FROM sources WHERE id = ?"
        given: str = self.database.execute(query, (name,)).fetchone()[0]
        return given

    def _loaded(self) -> Loaded:
        """The pack as a whole build would have it, made as far as somebody asks."""
        fresh, paths = self.change.fresh, self.change.paths
        cards = {
            kind: Kept(
                self._card(kind),
                [name for known, name in self.rows if known == kind],
                fresh.cards.get(kind, {}),
                KINDS[kind].model,
            )
            for kind in KINDS
        }
        kept = [
            name
            for name, path in self.database.execute("SELECT id, path FROM sources")
            if path not in paths
        ]
        sources = Kept(self._source, kept, fresh.sources, Source)
        return Loaded(fresh.pack, cards, sources, fresh.paths, (), fresh.lines)

    @property
    def whole(self) -> bool:
        """Whether so much is touched that a whole build is as fast."""
        return len(self.touched) > max(50, len(self.rows) // 2)

    # ------------------------------------------------------------ writing

    def write(self, state: State, today: dt.date) -> None:
        """Write everything; the database is then as a whole build would have made it."""
        fresh: dict[Name, Card] = {
            (kind, name): card
            for kind, kept in self.change.fresh.cards.items()
            for name, card in kept.items()
        }
        fresh |= {name: self.loaded.cards[name[0]][name[1]] for name in self.touched}
        paths = {name: self.change.fresh.paths[name][0] for name in fresh if name[1]
                 in self.change.fresh.cards.get(name[0], {})}  # fmt: skip
        paths |= {name: self.rows[name][2] for name in self.touched}
        shelf = _ConflictShelf(self.loaded, self._conflicting())
        gone = {row for row, _ in self.change.before.values()}
        gone |= {self.rows[name][0] for name in self.touched}
        old_terms = self._terms_of(gone)
        places = self._places(fresh)
        moved = self._moves(gone, places)
        writer = Writer(self.database, self.loaded, shelf)
        self._forget(gone)
        self._renumber(moved)
        for name in sorted(fresh, key=places.__getitem__):
            writer.entry(Row(name[0], fresh[name], places[name], paths[name]))
        self._sets(writer, gone, moved)
        self._words(writer, gone, moved, old_terms)
        self._rest(writer, state, today)

    def _conflicting(self) -> set[Name]:
        """The cards that take part in a conflict."""
        found = set(self.database.execute("SELECT kind, card FROM conflicts"))
        query = (
            "SELECT DISTINCT kind, id FROM entries WHERE row IN "
            "(SELECT row FROM claims WHERE conflict <> '')"
        )
        found |= set(self.database.execute(query))
        return found | {(kind, n) for kind, kept in self.change.fresh.cards.items() for n in kept}

    def _places(self, fresh: Mapping[Name, Card]) -> dict[Name, int]:
        """The row of every card in the order of display."""
        sorts = {name: json.loads(sort) for name, (_, sort, _) in self.rows.items()}
        sorts |= {name: list(order_of(card)) for name, card in fresh.items()}
        kinds = list(KINDS)
        ordered = sorted(sorts, key=lambda name: (kinds.index(name[0]), sorts[name]))
        return {name: row for row, name in enumerate(ordered, 1)}

    def _moves(self, gone: set[int], places: Mapping[Name, int]) -> dict[int, int]:
        """Which kept rows get another number: old to new."""
        return {
            row: places[name]
            for name, (row, _, _) in self.rows.items()
            if row not in gone and row != places[name]
        }

    def _renumber(self, moved: Mapping[int, int]) -> None:
        for old, new in moved.items():
            for table in ("entries", "bodies", "claims"):
                self.database.execute(f"UPDATE {table} SET row = ? WHERE row = ?", (-new, old))
        if moved:
            for table in ("entries", "bodies", "claims"):
                self.database.execute(f"UPDATE {table} SET row = -row WHERE row < 0")
            query = "UPDATE entries SET entry = json_set(entry, '$.row', row)"
            self.database.execute(query)

    def _forget(self, gone: set[int]) -> None:
        """Take out what is written anew or gone."""
        names = self.database.execute(
            f"SELECT kind, id FROM entries WHERE row IN ({_marks(gone)})", tuple(gone)
        ).fetchall()
        for kind, name in names:
            self.database.execute("DELETE FROM former WHERE kind = ? AND id = ?", (kind, name))
            self.database.execute("DELETE FROM conflicts WHERE kind = ? AND card = ?", (kind, name))
        for table in ("entries", "bodies", "claims"):
            self.database.execute(f"DELETE FROM {table} WHERE row IN ({_marks(gone)})", tuple(gone))

    def _sets(self, writer: Writer, gone: set[int], moved: Mapping[int, int]) -> None:
        """The sets of facets and stances."""
        for table, fresh in (("facets", writer.facets), ("pairs", writer.pairs)):
            known = {(a, b): bits for a, b, bits in self.database.execute(f"SELECT * FROM {table}")}
            self.database.execute(f"DELETE FROM {table}")
            for name in {*known, *fresh}:
                kept = _kept(rows_in(b"b" + known.get(name, b"")), gone, moved)
                rows = sorted({*kept, *fresh.get(name, ())})
                if rows:
                    writer.set(table, name, rows)

    def _terms_of(self, rows: Iterable[int]) -> set[str]:
        found: set[str] = set()
        for row in rows:
            query = "SELECT body FROM bodies WHERE row = ?"
            body = self.database.execute(query, (row,)).fetchone()
            found |= terms_of(body[0].split("\n")) if body else set()
        return found

    def _words(
        self, writer: Writer, gone: set[int], moved: Mapping[int, int], old: set[str]
    ) -> None:
        """Take the old rows out of the search terms, put the new ones in."""
        fresh = {term: (body, lead) for term, body, lead in writer.postings.rows()}
        if moved:
            known = self.database.execute("SELECT term, body, lead FROM terms").fetchall()
        else:
            query = "SELECT term, body, lead FROM terms WHERE term = ?"
            wanted = (self.database.execute(query, (t,)).fetchone() for t in {*old, *fresh})
            known = [row for row in wanted if row]
        for term, *packed in known:
            new = fresh.pop(term, (b"r", b"r"))
            sets = [
                pack(sorted({*_kept(rows_in(was), gone, moved), *rows_in(now)}))
                for was, now in zip(packed, new, strict=True)
            ]
            if sets[0] == b"r":
                self.database.execute("DELETE FROM terms WHERE term = ?", (term,))
            else:
                query = "UPDATE terms SET body = ?, lead = ? WHERE term = ?"
                self.database.execute(query, (*sets, term))
        writer.many("terms", ((term, *sets) for term, sets in fresh.items()), 3)

    def _rest(self, writer: Writer, state: State, today: dt.date) -> None:
        change = self.change
        kinds = {kind for kind, _ in (*change.before, *self.by_key)}
        kinds |= {kind for kind, kept in change.fresh.cards.items() if kept}
        for path in change.paths:
            self.database.execute("DELETE FROM sources WHERE path = ?", (path,))
        writer.sources(
            (source, change.fresh.paths[SOURCES, name][0])
            for name, source in change.fresh.sources.items()
        )
        if kinds & {"markets", "platforms", "regions"} or change.fresh.sources:
            for table in ("facts", "terms_of", "places"):
                self.database.execute(f"DELETE FROM {table}")
            writer.compared()
            writer.places()
        if "glossary" in kinds:
            self.database.execute("DELETE FROM aliases")
            writer.aliases()
        if "festivals" in kinds:
            self.database.execute("DELETE FROM editions")
            writer.editions(today)
        writer.files(state)
        meta = {"mark": mark_of(state), "glance": glance_of(str(self.root))}
        writer.many("meta", iter(meta.items()), 2)


class _ConflictShelf(Shelf):
    """A shelf that looks for conflicts only where the index says that there are some."""

    def __init__(self, loaded: Loaded, names: Iterable[Name]) -> None:
        super().__init__(loaded)
        object.__setattr__(self, "_names", sorted(names))

    def _cards(self) -> Iterator[Card]:
        kinds = list(KINDS)
        for kind, name in sorted(self._names, key=lambda n: (kinds.index(n[0]), n[1])):  # type: ignore[attr-defined]
            if name in self.loaded.cards[kind]:
                yield self.loaded.cards[kind][name]


def _marks(values: Iterable[object]) -> str:
    return ",".join("?" for _ in values)


def _kept(rows: Iterable[int], gone: set[int], moved: Mapping[int, int]) -> list[int]:
    return [moved.get(row, row) for row in rows if row not in gone]


def update(
    database: sqlite3.Connection,
    root: Path,
    state: State,
    today: dt.date,
    report: Callable[[float], None],
) -> bool:
    """Write what changed into a copy of an index; says whether it could be done."""
    change = find_change(database, root, state)
    if change is None:
        return False
    report(0.2)
    made = Update(database, root, change)
    if made.whole:
        return False
    report(0.4)
    made.write(state, today)
    database.commit()
    report(1.0)
    return True
