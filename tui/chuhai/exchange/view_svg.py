"""Tables as a picture: SVG with Chinese on the grid, readable without colour, no outside parts."""

from __future__ import annotations

from collections.abc import Iterator

from chuhai.exchange.cells import fit, width, wrap
from chuhai.exchange.svg_sheet import CELL, INK, LINE, MARGIN, QUIET, SIZE, Sheet
from chuhai.exchange.view_table import GLYPHS, Table, TableCell
from chuhai.i18n import Lang

_COLOURS = {
    "go": ("#14602a", "#cfddd0"), "open": ("#14602a", "#cfddd0"),
    "test": ("#1b4f9c", "#d0dae6"), "cost": ("#1b4f9c", "#d0dae6"),
    "watch": ("#704800", "#e1d9c8"), "unknown": ("#704800", "#e1d9c8"),
    "avoid": ("#9c1f31", "#e9d0d1"), "blocked": ("#9c1f31", "#e9d0d1"),
}  # fmt: skip
"""Ink and ground of every mark."""


def write(table: Table, lang: Lang) -> bytes:
    """The table as one picture."""
    sheet = Sheet()
    sheet.text(MARGIN, MARGIN + SIZE, table.title, bold=True)
    if table.sourced:
        bottom = _rows(sheet, table, MARGIN + 2.5 * LINE)
    else:
        bottom = _grid(sheet, table, MARGIN + 2.5 * LINE)
    for number, note in enumerate(_wrapped(table.notes)):
        sheet.text(MARGIN, bottom + (number + 2) * LINE, note, QUIET)
    return sheet.picture(table.title).encode()


def _wrapped(notes: tuple[str, ...]) -> Iterator[str]:
    for note in notes:
        yield from wrap(note, 110)


def _grid(sheet: Sheet, table: Table, top: float) -> float:
    labels = [row.label for row in (*table.rows, *table.foot)]
    names = [name for label in labels for name in label.split("\n")]
    first = MARGIN + (max(map(width, names), default=8) + 2) * CELL
    step, gap = 4 * CELL, CELL
    places, x, before = [], first, None
    for _, _, group in table.columns:
        if before is not None and group != before:
            x += gap
        places.append(x)
        x, before = x + step, group
    y = _legend(sheet, table, top)
    groups = [group for _, _, group in table.columns]
    deep = max((group.count("\n") for group in groups), default=0) + 1
    for number, (place, (code, _, group)) in enumerate(zip(places, table.columns, strict=True)):
        if number == 0 or group != groups[number - 1]:
            size = 4 * groups.count(group) - 1
            for line, said in enumerate(group.split("\n")):
                name = fit(said, size).rstrip()
                sheet.text(place, y + line * LINE, name, QUIET, bold=not line)
        sheet.text(place + CELL * 0.8, y + deep * LINE, code, INK)
    y += (deep + 0.4) * LINE
    for row in table.rows:
        name, *second = row.label.split("\n")
        sheet.text(MARGIN, y + SIZE, name)
        for line, said in enumerate(second, 1):
            sheet.text(MARGIN, y + SIZE + line * LINE, said, QUIET)
        for place, cell in zip(places, row.cells, strict=True):
            _mark(sheet, place, y - 2, step - 2, cell)
        y += LINE * (1 + len(second))
    sheet.rule(y + 2, MARGIN, x)
    y += 6
    for row in table.foot:
        sheet.text(MARGIN, y + SIZE, row.label.replace("\n", " "), QUIET)
        for place, cell in zip(places, row.cells, strict=True):
            sheet.text(place + CELL * (3 - width(cell.text)), y + SIZE, cell.text, QUIET)
        y += LINE
    return y


def _legend(sheet: Sheet, table: Table, y: float) -> float:
    x = float(MARGIN)
    for mark, name in table.legend:
        ink = _COLOURS.get(mark, (QUIET, ""))[0]
        sheet.text(x, y, f"{GLYPHS[mark]} {name}", ink, bold=True)
        x += (width(name) + 5) * CELL
    return y + 1.8 * LINE


def _mark(sheet: Sheet, x: float, y: float, wide: float, cell: TableCell) -> None:
    ink, ground = _COLOURS.get(cell.mark, (QUIET, ""))
    if ground:
        sheet.block(x, y, wide, LINE - 2, ground)
    own = "*" if cell.note else ""
    sheet.text(x + CELL, y + SIZE + 1, GLYPHS.get(cell.mark, cell.text) + own, ink, bold=True)


def _rows(sheet: Sheet, table: Table, top: float) -> float:
    first, column = 22, 44
    places = [MARGIN + (first + 1 + i * (column + 3)) * CELL for i in range(len(table.columns))]
    end = places[-1] + column * CELL if places else MARGIN + first * CELL
    y = top
    for place, (code, name, _) in zip(places, table.columns, strict=True):
        sheet.text(place, y, f"{name.replace(chr(10), ' ')}  {code}", bold=True)
    y += 0.6 * LINE
    group = ""
    for row in table.rows:
        if row.group != group:
            group = row.group
            y += LINE
            sheet.text(MARGIN, y + SIZE - 4, group.replace("\n", "  "), "#08626a", bold=True)
            y += LINE * 0.8
        sheet.rule(y, MARGIN, end)
        deepest = y
        for fill, words in _lines(row.label, first, INK):
            deepest += LINE
            sheet.text(MARGIN, deepest - 4, words, fill, bold=fill == INK)
        for place, cell in zip(places, row.cells, strict=True):
            deepest = max(deepest, _cell(sheet, place, y, column, cell))
        y = deepest + 6
    sheet.rule(y, MARGIN, end)
    for row in table.foot:
        sheet.text(MARGIN, y + LINE - 2, row.label.replace("\n", " "), bold=True)
        for place, cell in zip(places, row.cells, strict=True):
            sheet.text(place, y + LINE - 2, cell.text, bold=True)
        y += LINE
    return y


def _cell(sheet: Sheet, x: float, y: float, column: int, cell: TableCell) -> float:
    ink = _COLOURS.get(cell.mark, (INK, ""))[0] if cell.mark != "no-data" else QUIET
    glyph = f"{GLYPHS[cell.mark]} " if cell.mark in GLYPHS else ""
    about = " · ".join(filter(None, (cell.source.partition(",")[0], cell.date, cell.confidence)))
    for words, fill in ((glyph + cell.text, ink), (cell.note, ink), (about, QUIET)):
        for shade, line in _lines(words, column, fill) if words else ():
            sheet.text(x, y + LINE - 4, line, shade)
            y += LINE
    return y


def _lines(text: str, column: int, fill: str) -> Iterator[tuple[str, str]]:
    """A text in lines with their ink; what stands in the second language is quiet."""
    for number, said in enumerate(text.split("\n")):
        for line in wrap(said, column):
            yield QUIET if number else fill, line
