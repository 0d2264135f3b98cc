"""Tables as CSV that Excel and WPS open right: UTF-8 with a byte-order mark, no formulas."""

from __future__ import annotations

from collections.abc import Iterator

from chuhai.exchange.csv_lines import csv_bytes
from chuhai.exchange.guard import guarded
from chuhai.exchange.view_table import Table, TableCell, TableRow
from chuhai.i18n import Lang
from chuhai.strings import t

_OWN = ("mark.score", "mark.out", "mark.note")
"""The columns of one's own marks, behind the stance of a market."""


def _marked(table: Table) -> list[bool]:
    """Of each column, whether any of its cells has a mark of one's own."""
    return [any(row.cells[n].own for row in table.rows) for n in range(len(table.columns))]


def _parts(table: Table, cell: TableCell, marked: bool) -> list[str]:
    if table.sourced:
        return [cell.text, cell.note, cell.source, cell.date, cell.confidence]
    return [cell.text, *(cell.own or ("", "", ""))] if marked else [cell.text]


def _heads(table: Table, lang: Lang) -> Iterator[str]:
    for (code, name, _), marked in zip(table.columns, _marked(table), strict=True):
        yield _plain(f"{code} {name}")
        if table.sourced:
            for key in ("note", "source", "date", "confidence"):
                yield f"{code} {t(f'export.{key}', lang)}"
        elif marked:
            for key in _OWN:
                yield f"{code} {t(key, lang)}"


def _plain(text: str) -> str:
    """A text in one line, both languages behind one another; no spreadsheet runs it."""
    return guarded(text.replace("\n", " / "))


def write(table: Table, lang: Lang) -> bytes:
    """One line of heads, a line for every row; the first columns are the row's key and name."""
    corner = table.corner or t("export.row", lang)
    first = ["id", t("export.group", lang)] if table.sourced else ["id"]
    heads = [*first, _plain(corner), *_heads(table, lang)]

    def line(row: TableRow) -> list[str]:
        lead = [row.key, row.group, row.label] if table.sourced else [row.key, row.label]
        pairs = zip(row.cells, _marked(table), strict=True)
        cells = [part for cell, marked in pairs for part in _parts(table, cell, marked)]
        return [_plain(part) for part in (*lead, *cells)]

    notes = (["", guarded(note)] for note in table.notes)
    return csv_bytes([heads, *map(line, (*table.rows, *table.foot)), *notes])
