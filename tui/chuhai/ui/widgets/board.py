"""A page in two columns: tiles side by side where there is room, else one below another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from textual.content import Content
from textual.message import Message
from textual.strip import Strip

from chuhai.ui import commands
from chuhai.ui.render.text import MEASURE, line, text
from chuhai.ui.widgets.lines import Lines

LEFT, RIGHT, WHOLE = 0, 1, -1
GAP = 3
EDGE = 2
"""The cells in which the bar of the cursor stands before a row of a table."""


class Tile(NamedTuple):
    """One block of a board: how it is drawn at a width, where it stands, what it stands for."""

    draw: Callable[[int, bool], Sequence[Content]]
    column: int = WHOLE
    key: str = ""
    """What tells the tile from others across rebuilds; tiles without a key are not selectable."""
    data: object = None
    spacer: int = 0
    """How many lines at the end are empty and never coloured."""


class _Box(NamedTuple):
    """Where a tile stands: its column as laid out, its first cell and line, its size."""

    column: int
    x: int
    y: int
    width: int
    height: int


def table_tiles(
    draw: Callable[[int], Sequence[Content]], data: Sequence[object] = ()
) -> list[Tile]:
    """A table, or several with an empty line between them, as tiles of one line each.

    The cursor walks over the rows; heads and empty lines are not selectable. `data` is what the
    rows stand for, in their order.
    """
    known: dict[int, Sequence[Content]] = {}

    def part(number: int, width: int, selected: bool) -> Sequence[Content]:
        if width not in known:
            known[width] = draw(max(1, width - EDGE))
        edge = text("▌ " if selected else "  ", "$primary")
        return [line(edge, one) for one in known[width][number : number + 1]]

    lines = draw(MEASURE)
    tiles: list[Tile] = []
    row = 0
    for number, drawn in enumerate(lines):
        head = not drawn.plain.strip() or number == 0 or not lines[number - 1].plain.strip()
        stands_for = data[row] if not head and row < len(data) else None
        key = "" if head else f"row/{row}"
        row += not head
        tiles.append(Tile(partial(part, number), key=key, data=stands_for))
    return tiles


class Board(Lines):
    """Tiles with a cursor that walks along a column and across to the other one."""

    BINDINGS = commands.bindings(commands.BOARD)

    class Chosen(Message):
        """A tile was opened."""

        def __init__(self, sender: Board, tile: Tile) -> None:
            super().__init__()
            self.sender, self.tile = sender, tile

        @property
        def control(self) -> Board:
            """The board that the tile is on."""
            return self.sender

    def __init__(self, *, classes: str | None = None, split: int = 88) -> None:
        super().__init__(classes=classes)
        self.tiles: Sequence[Tile] = ()
        self.split = split
        """From how many cells on two columns stand side by side."""
        self._boxes: list[_Box] = []
        self._lines: list[Sequence[Content]] = []
        self._chosen: dict[int, Sequence[Content]] = {}
        self._on_line: list[list[int]] = []
        self._ends = [0, 0]
        """The first free line of each column."""
        self._lane = LEFT

    def show(self, tiles: Sequence[Tile], *, key: str = "", top: bool = False) -> None:
        """Take new tiles; the cursor goes to the tile with `key`, else to the first one."""
        self.tiles = tiles
        self.resized()
        keys = [tile.key for tile in tiles]
        at = keys.index(key) if key and key in keys else self._first_row()
        self.set_reactive(Board.cursor, at)
        self.set_reactive(Board.hover, -1)
        if top:
            self.top = 0
        self.rebuilt()
        self.reveal()

    @property
    def current(self) -> Tile | None:
        """The tile under the cursor."""
        return self.tiles[self.cursor] if 0 <= self.cursor < len(self.tiles) else None

    @property
    def side_by_side(self) -> bool:
        """Whether there is room for two columns."""
        return self.text_width >= self.split

    # ------------------------------------------------------------ layout

    def resized(self) -> None:
        """Place the tiles for another width, as far as they come into sight."""
        self._chosen.clear()
        self._boxes, self._lines, self._on_line = [], [], []
        self._ends = [0, 0]

    def _lay(self, *, row: int = -1, line: int = -1) -> None:
        """Place tiles until a tile, or all that stand on a line, have their place."""
        while len(self._boxes) < len(self.tiles) and (
            len(self._boxes) <= row or min(self._ends) <= line
        ):
            self._place(len(self._boxes))

    def _place(self, row: int) -> None:
        tile, whole = self.tiles[row], self.text_width
        half = max(1, min(MEASURE, (whole - GAP - 1) // 2))
        column = tile.column if self.side_by_side else WHOLE
        width = max(1, half if column != WHOLE else min(whole - 1, 2 * half + GAP))
        lines = tile.draw(width, False)
        y = max(self._ends) if column == WHOLE else self._ends[column]
        x = (half + GAP) * (column == RIGHT)
        for side in (LEFT, RIGHT) if column == WHOLE else (column,):
            self._ends[side] = y + len(lines)
        self._boxes.append(_Box(column, x, y, width, len(lines)))
        self._lines.append(lines)
        self._on_line += [[] for _ in range(y + len(lines) - len(self._on_line))]
        for rows in self._on_line[y : y + len(lines)]:
            rows.append(row)
            rows.sort(key=lambda row: self._boxes[row].x)

    def row_count(self) -> int:
        return len(self.tiles)

    def line_count(self) -> int:
        self._lay(row=len(self.tiles))
        return len(self._on_line)

    def has_line(self, line: int) -> bool:
        self._lay(line=line)
        return line < len(self._on_line)

    def estimated_lines(self) -> int:
        known = max(1, len(self._boxes))
        return len(self._on_line) * max(known, len(self.tiles)) // known

    def span(self, row: int) -> tuple[int, int]:
        self._lay(row=row)
        return self._boxes[row].y, self._boxes[row].height

    def row_at(self, line: int) -> tuple[int, int]:
        self._lay(line=line)
        row = self._at(line, self._boxes[self._on_line[line][0]].x) if self._on_line[line] else 0
        return row, line - self._boxes[row].y

    def _at(self, line: int, x: int) -> int:
        for row in self._on_line[line]:
            box = self._boxes[row]
            if box.x <= x < box.x + box.width:
                return row
        return -1

    def selectable(self, row: int) -> bool:
        return bool(self.tiles[row].key)

    def marked(self, row: int, part: int) -> bool:
        return part < self._boxes[row].height - self.tiles[row].spacer

    def draw(self, row: int, part: int, selected: bool) -> Content:
        lines = self._lines[row]
        if selected:
            if row not in self._chosen:
                self._chosen[row] = self.tiles[row].draw(self._boxes[row].width, True)
            lines = self._chosen[row]
        return lines[part] if part < len(lines) else Content("")

    def render_line(self, y: int) -> Strip:
        """One line of the window: the tiles that stand on it, from left to right."""
        if self._extent < 0 or self._outer != self.outer_size:
            self._take_extent()
        number, ground = y + self.top, self.visual_style.rich_style
        self._lay(line=number)
        parts: list[Strip] = []
        x = 0
        for row in self._on_line[number] if number < len(self._on_line) else ():
            box = self._boxes[row]
            if box.x > x:
                parts.append(Strip.blank(box.x - x, ground))
            parts.append(self._row_strip(row, number - box.y, box.width))
            x = box.x + box.width
        parts.append(Strip.blank(max(0, self.text_width - x), ground))
        return Strip.join([*parts, self._edge(self._beside_thumb(y))])

    # ------------------------------------------------------------ cursor

    def action_move(self, step: int) -> None:
        """Along the column, and across a tile that takes the whole width."""
        if not 0 <= self.cursor < len(self.tiles):
            self.scroll_lines_to(self.top + step)
            return
        if self._scrolled_inside(step):
            return
        first, count = self.span(self.cursor)
        self._lay(line=first + count + self.size.height)
        nearest = self._nearest(step)
        if nearest < 0:
            self._lay(row=len(self.tiles))
            nearest = self._nearest(step)
        if nearest >= 0:
            self.cursor = nearest
        else:
            self.scroll_lines_to(0 if step < 0 else self.line_count())

    def _nearest(self, step: int) -> int:
        """The next tile in a direction among those that have their place; -1 for none."""
        here = self._boxes[self.cursor]
        lane = here.column if here.column != WHOLE else self._lane
        ahead = [
            row
            for row, box in enumerate(self._boxes)
            if self.selectable(row) and (box.y - here.y) * step > 0
        ]
        own = [row for row in ahead if self._boxes[row].column in (lane, WHOLE)]
        return min(own or ahead, key=lambda row: abs(self._boxes[row].y - here.y), default=-1)

    def action_aside(self, step: int) -> None:
        """Across to the tile beside."""
        if not 0 <= self.cursor < len(self.tiles):
            return
        self._lay(line=self.span(self.cursor)[0] + self.size.height)
        here = self._boxes[self.cursor]
        wanted = LEFT if step < 0 else RIGHT
        there = [
            row
            for row, box in enumerate(self._boxes)
            if self.selectable(row) and box.column == wanted and here.column not in (wanted, WHOLE)
        ]
        if there:
            self.cursor = min(there, key=lambda row: abs(self._boxes[row].y - here.y))

    def watch_cursor(self, old: int, new: int) -> None:
        """Remember the column, to come back to it from below."""
        if 0 <= new < len(self.tiles):
            self._lay(row=new)
            column = self._boxes[new].column
            self._lane = column if column != WHOLE else self._lane
        super().watch_cursor(old, new)

    # ------------------------------------------------------------ mouse

    def _row_under(self, y: int, x: int = 0) -> int:
        number = y + self.top
        return self._at(number, x) if number >= 0 and self.has_line(number) else -1

    def choose(self) -> None:
        if self.current is not None:
            self.post_message(self.Chosen(self, self.current))
