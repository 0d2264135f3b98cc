"""The words of the index as searches ask for them."""

from __future__ import annotations

import json
import sqlite3

from chuhai.library.postings import rows_of, search

_TOP = "\U0010ffff"
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
        return tuple(json.loads(found[0])) if found else ()

    def _lookup(self, term: str, prefix: bool) -> tuple[int, int]:
        if prefix:
            rows = self._database.execute(
                "SELECT body, lead FROM terms WHERE term >= ? AND term < ?", (term, term + _TOP)
            )
        else:
            rows = self._database.execute("SELECT body, lead FROM terms WHERE term = ?", (term,))
        body = lead = 0
        for found, named in rows:
            body |= int.from_bytes(found, "little")
            lead |= int.from_bytes(named, "little")
        return body, lead

    def _verify(self, bits: int, run: str) -> int:
        """Of the rows that hold all pairs of a run of characters, those that hold the run."""
        kept = 0
        for row in rows_of(bits):
            query = "SELECT instr(body, ?) FROM entries WHERE row = ?"
            if self._database.execute(query, (run, row)).fetchone()[0]:
                kept |= 1 << row
        return kept
