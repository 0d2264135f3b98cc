"""Where the cells of the matrix stand: columns grouped by region, behind a frozen first column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from chuhai.matrix import Matrix
from chuhai.ui.render.context import Context
from chuhai.ui.render.text import cells

GAP = 1
LABEL_MOST = 4
"""By how many cells the name of a region may make its columns wider."""
LEAD = 3
"""The cells around the name of a card."""
NAME_LEAST, NAME_MOST = 16, 40


class Column(NamedTuple):
    """One market: its cells begin at `x`, counted from the first column when all are in sight."""

    market: str
    x: int


class Grid(NamedTuple):
    """The places of all columns for a width."""

    name_width: int
    cell: int
    """How many cells of the terminal a column takes."""
    columns: Sequence[Column]
    groups: Sequence[tuple[str, int, int]]
    """Regions as (region, first cell, number of cells), in the order of the columns."""
    width: int
    """What is left for columns at once."""

    @property
    def whole(self) -> int:
        """How wide all columns are together."""
        return self.columns[-1].x + self.cell if self.columns else 0

    def first_for(self, column: int, first: int) -> int:
        """The least change of the first column in sight that brings a column into sight."""
        if column < first:
            return column
        end = self.columns[column].x + self.cell
        while first < column and end - self.columns[first].x > self.width:
            first += 1
        return first

    def at(self, x: int, first: int) -> int:
        """The column under a cell of the window; -1 for none."""
        if not self.columns or x < self.name_width:
            return -1
        wanted = x - self.name_width + self.columns[first].x
        for place, column in enumerate(self.columns):
            if column.x <= wanted < column.x + self.cell:
                return place
        return -1


def region_label(region: str, context: Context) -> str:
    """The name of a region as it stands above its columns."""
    return context.name("region", region).replace(" · ", "·")


def grid(table: Matrix, context: Context, width: int) -> Grid:
    """Lay the columns of a matrix out for a width: roomy cells where all of it fits even so."""
    known = (cells(card.name.in_lang(lang)) for card in table.cards for lang in context.langs)
    names = sorted(known) or [8]
    roomy = _laid(table, context, width, 4, names)
    whole = roomy.whole <= roomy.width and roomy.name_width >= names[-1] + LEAD
    return roomy if whole else _laid(table, context, width, 3, names)


def _laid(table: Matrix, context: Context, width: int, cell: int, names: Sequence[int]) -> Grid:
    """The columns at one width of the cells; `names` are the widths of the names, sorted."""
    columns: list[Column] = []
    groups: list[tuple[str, int, int]] = []
    x = 0
    previous = ""
    lasts = set({table.regions[market]: market for market in table.markets}.values())
    for market in table.markets:
        region = table.regions[market]
        if region != previous:
            x += GAP if columns else 0
            groups.append((region, x, 0))
            previous = region
        columns.append(Column(market, x))
        x += cell
        region, start, _ = groups[-1]
        groups[-1] = (region, start, x - start)
        if market in lasts:
            named = min(cells(region_label(region, context)) + 1, x - start + LABEL_MOST)
            x = max(x, start + named)
            groups[-1] = (region, start, x - start)
    most = min(NAME_MOST, max(NAME_LEAST, width * 36 // 100))
    usual = min(max(8, names[len(names) * 9 // 10]) + LEAD, most)
    longest = max(8, names[-1]) + LEAD
    name_width = max(usual, min(longest, width - x - 1))
    left = width - name_width - 1
    ends = [column.x + cell for column in columns if column.x + cell <= left]
    if ends and name_width < longest:
        region, start, _ = next(group for group in reversed(groups) if group[1] < ends[-1])
        used = max(ends[-1], start + cells(region_label(region, context)))
        name_width += max(0, min(longest - name_width, left - used))
    return Grid(name_width, cell, columns, groups, max(cell, width - name_width - 1))
