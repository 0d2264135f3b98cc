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
    names = [line for name in (*names, table.corner) for line in name.split("\n")]
    first = min(NAME, max(map(width, names), default=1))
    size = 4
    lines = ["  ".join(f"{GLYPHS[mark]} {name}" for mark, name in table.legend), ""]
    corner, *second = table.corner.split("\n")
    head = fit(corner, first) + " " + "".join(fit(code, size) for code, _, _ in table.columns)
    lines += [*_groups(table, first, size), head, *second]
    notes = []
    for row in table.rows:
        cells = "".join(fit(_glyph(cell), size) for cell in row.cells)
        label, *second = row.label.split("\n")
        lines += [f"{fit(label, first)} {cells}", *(fit(name, first) for name in second)]
        for (code, _, _), cell in zip(table.columns, row.cells, strict=True):
            if cell.note:
                notes += [f"{name} × {code}: {note}" for name, note in _each(row.label, cell.note)]
    lines.append("")
    for row in table.foot:
        label, *second = row.label.split("\n")
        lines.append(fit(label, first) + " " + "".join(fit(c.text, size) for c in row.cells))
        lines += second
    return [*lines, *(["", *notes] if notes else [])]


def _each(label: str, note: str) -> list[tuple[str, str]]:
    """The name of a row with its note, in each language."""
    labels, notes = label.split("\n"), note.split("\n")
    count = max(len(labels), len(notes))
    return [(labels[min(n, len(labels) - 1)], notes[min(n, len(notes) - 1)]) for n in range(count)]


def _groups(table: Table, first: int, size: int) -> list[str]:
    """The lines above the heads: each region over its columns, cut to their width."""
    count = max((group.count("\n") for _, _, group in table.columns), default=0) + 1
    return [_groups_line(table, first, size, number) for number in range(count)]


def _groups_line(table: Table, first: int, size: int, number: int) -> str:
    line = " " * (first + 1)
    place = 0
    while place < len(table.columns):
        group = table.columns[place][2]
        end = place
        while end < len(table.columns) and table.columns[end][2] == group:
            end += 1
        said = [*group.split("\n"), *[""] * number][number]
        line += fit(said, size * (end - place) - 1) + " "
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
            lines += ["", group.replace("\n", "  ")]
        lines += row.label.split("\n")
        for (code, _, _), cell in zip(table.columns, row.cells, strict=True):
            said, *second = _cell(cell)
            lead = " " * (len(code) + 4)
            lines += [f"  {code}  {said}", *(f"{lead}{words}" for words in second)]
    lines.append("")
    for row in table.foot:
        said = ", ".join(
            f"{code} {cell.text}"
            for (code, _, _), cell in zip(table.columns, row.cells, strict=True)
        )
        lines += [f"{label}: {said}" for label in row.label.split("\n")]
    return lines


def _cell(cell: TableCell) -> list[str]:
    """What is known, what it means for us and who says so; then the same in the other language."""
    glyph = f"{GLYPHS[cell.mark]} " if cell.mark in GLYPHS else ""
    about = "; ".join(filter(None, (cell.source, cell.date, cell.confidence)))
    lines = [f"{said} [{note}]" if note else said for said, note in _each(cell.text, cell.note)]
    return [f"{glyph}{lines[0]}" + (f" ({about})" if about else ""), *lines[1:]]
