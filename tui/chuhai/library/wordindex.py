"""The words of the index as searches ask for them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from chuhai.library.pack import KIND_NAMES
from chuhai.library.postings import START, bits_of, rows_of, search, short, unite

_TOP = "\U0010ffff"
_CHUNK = 500
"""How many rows one question to the database names."""
KEPT = 256
"""How many searches are remembered."""


class WordIndex:
    """Finds rows by words; what was found is remembered, because filters ask again and again."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._known: dict[str, tuple[int, int]] = {}

    def find(self, words: str) -> tuple[int, int]:
        """The rows that hold all words, and those among them whose names do; -1 for all rows."""
        if not words or words.isspace():
            return -1, -1
        if words not in self._known:
            if len(self._known) > KEPT:
                self._known.clear()
            self._known[words] = search(words, self._lookup, self._aliases, self._verify)
        return self._known[words]

    def _aliases(self, name: str) -> tuple[str, ...]:
        """The other names of what a folded word or line is a name of."""
        query = "SELECT forms FROM aliases WHERE folded = ?"
        found = self._database.execute(query, (name,)).fetchone()
        return tuple(found[0].split("\n")) if found else ()

    def _lookup(self, term: str, prefix: bool) -> tuple[int, int]:
        query = "SELECT body, lead FROM terms WHERE term = ?"
        wanted: tuple[str, ...] = (term,)
        if prefix and term in short(term, marked=False):
            wanted = (START + term,)
        elif prefix:
            query = "SELECT body, lead FROM terms WHERE term >= ? AND term < ?"
            wanted = (term, term + _TOP)
        found = self._database.execute(query, wanted).fetchall()
        return unite(body for body, _ in found), unite(lead for _, lead in found)

    def _verify(self, bits: int, run: str) -> int:
        """Of the rows that hold all pairs of a run of characters, those that hold the run."""
        rows = rows_of(bits)
        kept: list[int] = []
        for start in range(0, len(rows), _CHUNK):
            some = rows[start : start + _CHUNK]
            marks = ",".join("?" * len(some))
            query = f"SELECT row FROM bodies WHERE row IN ({marks}) AND instr(body, ?)"
            kept += (row for (row,) in self._database.execute(query, (*some, run)))
        return bits_of(kept)


def found_by(words: str, database: sqlite3.Connection) -> Mapping[str, Sequence[int]]:
    """The rows of each kind that hold all words: those found by name first, then the rest."""
    body, lead = WordIndex(database).find(words)
    kinds = database.execute("SELECT value, bits FROM facets WHERE facet = ''")
    held = {kind: int.from_bytes(bits, "little") for kind, bits in kinds}
    return {kind: by_name(held.get(kind, 0) & body, lead) for kind in KIND_NAMES}


def by_name(passed: int, lead: int) -> Sequence[int]:
    """The rows of a set: those whose names were found first, then the rest."""
    named = passed & lead
    return rows_of(named) + rows_of(passed & ~named)
