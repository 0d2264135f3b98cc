"""What the index holds as finished JSON, handed on without being read: for `--json`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence


def row_of(index: sqlite3.Connection, kind: str, card: str) -> int:
    """The row of a card with an id, or that had it before; 0 when there is none."""
    query = "SELECT row FROM entries WHERE kind = ? AND id = ?"
    found = index.execute(query, (kind, card)).fetchone()
    if found is None:
        former = "SELECT id FROM former WHERE kind = ? AND old = ?"
        now = index.execute(former, (kind, card)).fetchone()
        found = now and index.execute(query, (kind, now[0])).fetchone()
    return int(found[0]) if found else 0


def of_kind(index: sqlite3.Connection, kind: str) -> list[str]:
    """The cards of a kind as a list shows them, in order of display."""
    query = "SELECT shown FROM entries WHERE kind = ? ORDER BY row"
    return [text for (text,) in index.execute(query, (kind,))]


def of_rows(index: sqlite3.Connection, rows: Sequence[int]) -> list[str]:
    """Some cards as a list shows them, in the order given."""
    query = "SELECT shown FROM entries WHERE row = ?"
    return [index.execute(query, (row,)).fetchone()[0] for row in rows]


def _quoted(text: str) -> str:
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    import json

    return json.dumps(text, ensure_ascii=False)


def _listed(texts: Iterable[str], indent: str = "  ") -> str:
    inside = f",\n{indent}  ".join(texts)
    return f"[\n{indent}  {inside}\n{indent}]" if inside else "[]"


def cards(line: str, texts: Iterable[str]) -> str:
    """A filter and the cards that pass it, one a line."""
    return f'{{\n  "filter": {_quoted(line)},\n  "cards": {_listed(texts)}\n}}'


def search(line: str, found: Mapping[str, Sequence[int]], index: sqlite3.Connection) -> str:
    """A filter, how many cards of each kind pass it, and those cards."""
    counts = ", ".join(f'"{kind}": {len(rows)}' for kind, rows in found.items())
    parts = ",\n    ".join(
        f'"{kind}": {_listed(of_rows(index, rows), "    ")}' for kind, rows in found.items() if rows
    )
    held = f"{{\n    {parts}\n  }}" if parts else "{}"
    return f'{{\n  "filter": {_quoted(line)},\n  "counts": {{{counts}}},\n  "cards": {held}\n}}'


def whole(index: sqlite3.Connection, row: int) -> str:
    """A card as a list shows it, as its file has it, and the sources that its page cites."""
    query = "SELECT shown, card, cites FROM entries WHERE row = ?"
    shown, card, cites = index.execute(query, (row,)).fetchone()
    source = "SELECT source FROM sources WHERE id = ?"
    sources = [index.execute(source, (name,)).fetchone()[0] for name in cites.split()]
    return f'{{\n  "entry": {shown},\n  "card": {card},\n  "sources": {_listed(sources)}\n}}'
