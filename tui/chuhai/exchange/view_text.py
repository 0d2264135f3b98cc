"""Tables as plain text: a grid of glyphs for the matrix, row after row for a comparison."""

from __future__ import annotations

from chuhai.exchange.cells import fit, width
from chuhai.exchange.view_table import GLYPHS, Table, TableCell
from chuhai.i18n import Lang

NAME = 40
"""The most cells that the names of rows take."""


def write(table: Table, lang: Lang) -> bytes:
    """The table in UTF-8."""
    lines = [table.title, ""]
    lines += _rows(table) if table.sourced else _grid(table)
    lines += ["", *table.notes]
    return ("\n".join(line.rstrip() for line in lines) + "\n").encode()


def _grid(table: Table) -> list[str]:
    names = [row.label for row in (*table.rows, *table.foot)]
    first = min(NAME, max(map(width, (*names, table.corner)), default=1))
    size = 4
    lines = ["  ".join(f"{GLYPHS[mark]} {name}" for mark, name in table.legend), ""]
    head = fit(table.corner, first) + " "
    head += "".join(fit(code, size) for code, _, _ in table.columns)
    lines += [_groups(table, first, size), head]
    notes = []
    for row in table.rows:
        cells = "".join(fit(_glyph(cell), size) for cell in row.cells)
        lines.append(f"{fit(row.label, first)} {cells}")
        for (code, _, _), cell in zip(table.columns, row.cells, strict=True):
            if cell.note:
                notes.append(f"{row.label} × {code}: {cell.note}")
    lines.append("")
    for row in table.foot:
        lines.append(fit(row.label, first) + " " + "".join(fit(c.text, size) for c in row.cells))
    return [*lines, *(["", *notes] if notes else [])]


def _groups(table: Table, first: int, size: int) -> str:
    """The line above the heads: each region over its columns, cut to their width."""
    line = " " * (first + 1)
    place = 0
    while place < len(table.columns):
        group = table.columns[place][2]
        end = place
        while end < len(table.columns) and table.columns[end][2] == group:
            end += 1
        line += fit(group, size * (end - place) - 1) + " "
        place = end
    return line


def _glyph(cell: TableCell) -> str:
    return GLYPHS.get(cell.mark, cell.text) + ("*" if cell.note else "")


def _rows(table: Table) -> list[str]:
    lines: list[str] = []
    group = ""
    for row in table.rows:
        if row.group != group:
            group = row.group
            lines += ["", group]
        lines.append(row.label)
        for (code, _, _), cell in zip(table.columns, row.cells, strict=True):
            lines.append(f"  {code}  {_cell(cell)}")
    lines.append("")
    for row in table.foot:
        said = ", ".join(
            f"{code} {cell.text}"
            for (code, _, _), cell in zip(table.columns, row.cells, strict=True)
        )
        lines.append(f"{row.label}: {said}")
    return lines


def _cell(cell: TableCell) -> str:
    glyph = f"{GLYPHS[cell.mark]} " if cell.mark in GLYPHS else ""
    note = f" [{cell.note}]" if cell.note else ""
    about = "; ".join(filter(None, (cell.source, cell.date, cell.confidence)))
    return f"{glyph}{cell.text}{note}" + (f" ({about})" if about else "")
