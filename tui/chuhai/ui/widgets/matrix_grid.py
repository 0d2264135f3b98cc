"""The table of the matrix: frozen heads, a crosshair, cells drawn on demand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.color import Color
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from chuhai.checklist.item import Mark
from chuhai.library.records import Entry
from chuhai.matrix import NO_DATA, Gap, Matrix
from chuhai.ui import commands
from chuhai.ui.render.context import Context
from chuhai.ui.render.grid import Grid, grid, region_label
from chuhai.ui.render.marks import STANCE_GLYPHS
from chuhai.ui.render.text import cut, fit, line, right, text
from chuhai.ui.widgets.fitted import FittedGrid
from chuhai.ui.widgets.plain import strip_of

HEAD, FOOT = 2, 2
NARROW = 3
"""Up to how many cells a column begins with its code, so that code, sign and count align."""
WHEEL = 3
_LEVELS = ("go", "test", "watch", "avoid")


class MatrixGrid(FittedGrid):
    """Cards in rows, markets in columns; the first column and the heads never scroll away."""

    BINDINGS = commands.bindings(commands.MATRIX)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"matrix--cursor", "matrix--cursor-blur"}

    place: reactive[tuple[int, int]] = reactive((0, 0), repaint=False)
    """Row and column of the cursor."""

    class Asked(Message):
        """Something is wanted of the cell under the cursor, or a sorting by its row or column."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self.table = Matrix((), (), {}, {})
        self.context: Context | None = None
        self.kind = ""
        self.top = self.first = 0
        self._grid: Grid | None = None
        self._styles: Mapping[tuple[str, str], RichStyle] = {}

    def show(self, table: Matrix, context: Context, kind: str, card: str, market: str) -> None:
        """Take another table; the cursor goes to a card and a market where they are there."""
        self.table, self.context, self.kind = table, context, kind
        self._grid = None
        self.styles.max_height = HEAD + FOOT + self.tall * len(table.cards)
        rows = [known.id for known in table.cards]
        row = rows.index(card) if card in rows else 0
        markets = list(table.markets)
        column = markets.index(market) if market in markets else 0
        self.set_reactive(MatrixGrid.place, (row, column))
        self._reveal()
        self.refresh()

    @property
    def current(self) -> tuple[Entry, str] | None:
        """The card and the market under the cursor."""
        row, column = self.place
        if row < len(self.table.cards) and column < len(self.table.markets):
            return self.table.cards[row], self.table.markets[column]
        return None

    @property
    def grid(self) -> Grid:
        """The places of the columns."""
        if self._grid is None:
            assert self.context is not None
            self._grid = grid(self.table, self.context, max(20, self.size.width))
        return self._grid

    @property
    def tall(self) -> int:
        """How many lines a row takes: one for each language of its name."""
        return len(self.context.langs) if self.context is not None else 1

    @property
    def body(self) -> int:
        """How many rows are in sight."""
        return max(1, (self.size.height - HEAD - FOOT) // self.tall)

    # ------------------------------------------------------------ drawing

    def notify_style_update(self) -> None:
        """Mix the colours anew."""
        super().notify_style_update()
        self._styles = {}

    def fit(self) -> None:
        """Lay the columns out, with the cursor in sight."""
        self._grid = None
        self._reveal()

    def on_focus(self) -> None:
        """The cursor shows."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor rests."""
        self.refresh()

    def _mixed(self) -> Mapping[tuple[str, str], RichStyle]:
        """The style of each stance: plain, in the crosshair, under the cursor."""
        if self._styles:
            return self._styles
        variables = self.app.theme_variables
        ground = Color.parse(variables["background"])
        cursor = Color.parse(variables["cursor"])
        plain = self.app.native_ansi_color
        mixed: dict[tuple[str, str], RichStyle] = {}
        for level in (*_LEVELS, "no-data"):
            colour = Color.parse(variables["faint" if level == "no-data" else level])
            tint = ground if level == "no-data" else Color.parse(variables[f"{level}-tint"])
            cross = tint.blend(cursor, 0.5)
            for name, back in (("", tint), ("cross", cross)):
                mixed[level, name] = _style(colour, None if plain else back)
            solid = _style(ground, colour, bold=True)
            mixed[level, "cursor"] = RichStyle(reverse=True, bold=True) if plain else solid
        self._styles = mixed
        return mixed

    def render_line(self, y: int) -> Strip:
        """One line: heads, a card, or the totals."""
        width = self.size.width
        if self.context is None:
            return Strip.blank(width, self.visual_style.rich_style)
        if not self.current:
            return self._strip(self._nothing() if y == 1 else Content(""))
        if y < HEAD:
            return self._strip(self._regions() if y == 0 else self._codes())
        row, part = divmod(y - HEAD, self.tall)
        if row < self.body and row + self.top < len(self.table.cards):
            return self._row(row + self.top, part)
        shown = min(self.body, len(self.table.cards)) * self.tall
        if y == HEAD + shown + (1 if self.size.height > HEAD + shown + 1 else 0):
            return self._strip(self._totals())
        return Strip.blank(width, self.visual_style.rich_style)

    def _strip(self, content: Content) -> Strip:
        width = self.size.width
        return strip_of(self, cut(content, width), width, self.visual_style)

    def _nothing(self) -> Content:
        assert self.context is not None
        key = "matrix.no-columns" if self.table.cards else "matrix.no-rows"
        clear = text(f" {self.context.say('key.clear')}", "$muted")
        return line(" ○ ", text(self.context.say(key), "bold"), text("  x", "bold $accent"), clear)

    def _in_sight(self) -> range:
        grid = self.grid
        last = self.first
        start = grid.columns[self.first].x
        while last < len(grid.columns) and grid.columns[last].x + grid.cell - start <= grid.width:
            last += 1
        return range(self.first, last)

    def _regions(self) -> Content:
        assert self.context is not None
        grid, seen = self.grid, self._in_sight()
        start = grid.columns[self.first].x
        here = self.table.regions[self.table.markets[self.place[1]]]
        parts, x = [Content(" " * grid.name_width)], 0
        for region, first, size in grid.groups:
            left, stop = max(0, first - start), min(first + size - start, grid.width)
            if stop <= left or first > grid.columns[seen[-1]].x:
                continue
            parts.append(Content(" " * (left - x)))
            label = fit(region_label(region, self.context), stop - left)
            parts.append(label.stylize("bold $primary" if region == here else "$muted"))
            x = stop
        return line(*parts)

    def _codes(self) -> Content:
        assert self.context is not None
        grid = self.grid
        more = "›" if self._in_sight()[-1] < len(grid.columns) - 1 else " "
        less = "‹" if self.first else " "
        name = self.context.say(f"matrix.{self.kind}")
        parts = [fit(text(f" {name}", "$muted"), grid.name_width - 1), text(less, "$accent")]
        before = None
        for place in self._in_sight():
            column = grid.columns[place]
            if before is not None:
                parts.append(Content(" " * (column.x - before)))
            here = place == self.place[1]
            code = fit(f"{' ' * (grid.cell > NARROW)}{column.market}", grid.cell)
            parts.append(text(code.plain, "bold $background on $primary" if here else "$muted"))
            before = column.x + grid.cell
        return line(*parts, text(more, "$accent"))

    def _totals(self) -> Content:
        assert self.context is not None
        grid = self.grid
        words = self.context.say("matrix.go-of", n=len(self.table.cards))
        parts, before = [fit(text(f"  {words}", "$muted"), grid.name_width)], None
        for place in self._in_sight():
            column = grid.columns[place]
            if before is not None:
                parts.append(Content(" " * (column.x - before)))
            count = str(self.table.totals[column.market]["go"])
            style = "bold $go" if place == self.place[1] else "$muted"
            parts.append(text(right(f"{count} ", grid.cell).plain, style))
            before = column.x + grid.cell
        return line(*parts)

    def _row(self, number: int, part: int) -> Strip:
        """A line of a row: its name and its cells, or below them its name in the other language."""
        assert self.context is not None
        grid, card, styles = self.grid, self.table.cards[number], self._mixed()
        row, column_here = self.place
        chosen = number == row
        edge = text("▌" if chosen else " ", "$primary")
        words = text(self.context.pick(card.name), "bold" if chosen else "")
        if part:
            words = text(self.context.second(card.name), "$muted")
        name = fit(words, grid.name_width - 3)
        head = fit(line(edge, " ", name), grid.name_width)
        ground = self.visual_style
        if chosen:
            kind = "matrix--cursor" if self.has_focus else "matrix--cursor-blur"
            ground = self.get_visual_style(kind)
        segments = list(strip_of(self, head, grid.name_width, ground))
        plain = ground.rich_style
        before = None
        for place in self._in_sight():
            column = grid.columns[place]
            if before is not None and column.x > before:
                segments.append(Segment(" " * (column.x - before), plain))
            level = self.table.level(card, column.market)
            look = "cursor" if chosen and place == column_here else ""
            if not look and (chosen or place == column_here):
                look = "cross"
            mark = self.table.mark(card, column.market)
            glyph = STANCE_GLYPHS[level]
            if self.table.gap and not self.table.is_gap(card, column.market):
                level = NO_DATA
            elif self.table.gap is Gap.NO_DATA:
                level, glyph = "watch", "?"
            cell = ("" if part else f" {glyph}{_own(mark)}").ljust(grid.cell)
            style = styles[level, look]
            if chosen and look == "cross" and level == NO_DATA:
                style += RichStyle(bgcolor=plain.bgcolor)
            segments.append(Segment(cell, style))
            before = column.x + grid.cell
        used = sum(segment.cell_length for segment in segments)
        segments.append(Segment(" " * max(0, self.size.width - used), plain))
        return Strip(segments).crop(0, self.size.width)

    # ------------------------------------------------------------ cursor

    def watch_place(self) -> None:
        """Bring the cell into sight."""
        self._reveal()
        self.refresh()

    def _reveal(self) -> None:
        row, column = self.place
        if not self.current or not self.size.height:
            self.top = self.first = 0
            return
        self.top = max(0, min(self.top, row, len(self.table.cards) - self.body))
        self.top = max(self.top, row - self.body + 1)
        self.first = self.grid.first_for(column, min(self.first, len(self.grid.columns) - 1))

    def _go(self, row: int, column: int) -> None:
        if self.current:
            self.place = (
                max(0, min(row, len(self.table.cards) - 1)),
                max(0, min(column, len(self.table.markets) - 1)),
            )

    def action_walk(self, down: int, across: int) -> None:
        """One cell further."""
        self._go(self.place[0] + down, self.place[1] + across)

    def action_edge(self, down: int, across: int) -> None:
        """To the first or last row or column."""
        row, column = self.place
        far = 10_000
        self._go(row + down * far, column + across * far)

    def action_leap(self, pages: int) -> None:
        """A window's height further."""
        self._go(self.place[0] + pages * max(1, self.body - 1), self.place[1])

    def action_open_card(self) -> None:
        """The card on a page of its own."""
        self.post_message(self.Asked("open"))

    def action_sort(self, what: str) -> None:
        """By the column or the row under the cursor, or as before."""
        self.post_message(self.Asked(what))

    def action_score(self, step: int) -> None:
        """One's own score up or down."""
        self.post_message(self.Asked("score-up" if step > 0 else "score-down"))

    def action_note(self) -> None:
        """One's own note."""
        self.post_message(self.Asked("mark-note"))

    def action_gaps(self) -> None:
        """Only what lacks a stance, evidence or a decision of one's own; then all again."""
        self.post_message(self.Asked("gaps"))

    def action_out(self) -> None:
        """Not for us, or for us after all."""
        self.post_message(self.Asked("mark-out"))

    # ------------------------------------------------------------ mouse

    def on_click(self, event: events.Click) -> None:
        """To the clicked cell; a click on it opens the card, one on a head sorts."""
        if not self.current:
            return
        column = self.grid.at(event.x, self.first)
        row = (event.y - HEAD) // self.tall + self.top
        if event.y < HEAD:
            if column >= 0:
                self._go(self.place[0], column)
                self.post_message(self.Asked("market"))
        elif row < len(self.table.cards):
            there = (row, column if column >= 0 else self.place[1])
            if there == self.place:
                self.post_message(self.Asked("open"))
            self._go(*there)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel."""
        event.stop()
        self._scroll(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel."""
        event.stop()
        self._scroll(-WHEEL)

    def _scroll(self, by: int) -> None:
        top = max(0, min(self.top + by, len(self.table.cards) - self.body))
        if top != self.top:
            self.top = top
            self.refresh()


def _style(colour: Color, back: Color | None, *, bold: bool = False) -> RichStyle:
    ground = back.rich_color if back is not None else None
    return RichStyle(color=colour.rich_color, bgcolor=ground, bold=bold or None)


def _own(mark: Mark | None) -> str:
    if mark is None:
        return ""
    return "-" if mark.out else str(mark.score) if mark.score else "*"
