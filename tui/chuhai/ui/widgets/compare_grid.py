"""The table of a comparison: frozen heads and first column, rows as high as they need to be."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style

from chuhai.compare.table import Comparison, Row
from chuhai.ui import commands
from chuhai.ui.render import compare as drawing
from chuhai.ui.render.compare import GAP, Columns
from chuhai.ui.render.context import Context
from chuhai.ui.render.text import cut, line, text
from chuhai.ui.widgets.fitted import FittedGrid
from chuhai.ui.widgets.plain import strip_of

HEAD = 1
WHEEL = 3
TALL = 26
"""From how many lines on a cell may take three lines of text instead of two."""
AIRY = 16
"""From how many lines on the foot stands apart from the rows."""


class CompareGrid(FittedGrid):
    """Rows down, markets across; every cell says what is known, by whom, when and how surely."""

    BINDINGS = commands.bindings(commands.COMPARE_GRID)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"compare--cursor", "compare--cursor-blur"}

    place: reactive[tuple[int, int]] = reactive((0, 0), repaint=False)
    """Row and column of the cursor."""

    class Opened(Message):
        """The claims of the cell under the cursor are wanted."""

    class Filled(Message):
        """Nothing is shown, and what fills the grid was clicked."""

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self.table = Comparison((), ())
        self.rows: Sequence[Row] = ()
        self.context: Context | None = None
        self.top = self.first = 0
        self._tops: list[int] = [0]
        self._cells: dict[tuple[int, int], Sequence[Content]] = {}
        self._scores: dict[int, Mapping[str, str]] = {}
        self._shape: Columns | None = None

    def show(self, table: Comparison, rows: Sequence[Row], context: Context) -> None:
        """Take another comparison; the cursor stays on its row and its market."""
        row, market = self.current or (None, "")
        self.table, self.rows, self.context = table, rows, context
        self.forget()
        keys = [known.key for known in rows]
        down = keys.index(row.key) if row is not None and row.key in keys else 0
        markets = list(table.markets)
        across = markets.index(market) if market in markets else 0
        self.set_reactive(CompareGrid.place, (down, across))
        self.reveal()
        self.refresh()

    def forget(self) -> None:
        """Lay everything out anew when it is next drawn."""
        self._cells.clear()
        self._scores.clear()
        self._tops, self._shape = [0], None

    @property
    def current(self) -> tuple[Row, str] | None:
        """The row and the market under the cursor."""
        row, column = self.place
        if row < len(self.rows) and column < len(self.table.markets):
            return self.rows[row], self.table.markets[column]
        return None

    # ------------------------------------------------------------ layout

    @property
    def shape(self) -> Columns:
        """The places of the columns."""
        if self._shape is None:
            self._shape = drawing.columns(len(self.table.markets), max(20, self.size.width))
        return self._shape

    @property
    def foot(self) -> Sequence[Content]:
        """The lines below the rows."""
        if not self.current or self.size.height < 8:
            return ()
        assert self.context is not None
        table, here = self.table, self.place[1]
        lines = drawing.foot_lines(table, self.shape, self.first, here, self.context)
        return lines if self.size.height < AIRY else [Content(""), *lines]

    @property
    def body(self) -> int:
        """How many lines are left for rows."""
        return max(1, self.size.height - HEAD - len(self.foot))

    def _begins_group(self, row: int) -> bool:
        return row == 0 or self.rows[row].group != self.rows[row - 1].group

    def _lead(self, row: int) -> int:
        """The lines of a row before its cells: its group's heading."""
        return 0 if not self._begins_group(row) else 1 if row == 0 else 2 - self._spacer

    @property
    def _spacer(self) -> int:
        """The empty lines below a row, where the window is high."""
        return int(self.size.height >= TALL)

    def _lines(self, row: int, column: int) -> Sequence[Content]:
        """The lines of a cell; column -1 is the name of the row."""
        key = (row, column)
        if key not in self._cells:
            assert self.context is not None
            known, shape = self.rows[row], self.shape
            if column < 0:
                weight = self.table.weight(known)
                selected = row == self.place[0]
                self._cells[key] = drawing.label_lines(
                    known, weight, shape.name, selected, self.context
                )
            else:
                market = self.table.markets[column]
                if row not in self._scores:
                    self._scores[row] = drawing.score_words(known, self.table)
                most = 3 if self.size.height >= TALL else 2
                self._cells[key] = drawing.cell_lines(
                    known.cell(market), shape.cell, most, self.table.sources, self.context,
                    self._scores[row].get(market, ""),
                )  # fmt: skip
        return self._cells[key]

    def _height(self, row: int) -> int:
        last = min(len(self.table.markets), self.first + self.shape.room)
        seen = (-1, *range(self.first, last))
        tallest = max(len(self._lines(row, column)) for column in seen)
        return self._lead(row) + tallest + self._spacer

    def top_of(self, row: int) -> int:
        """The line on which a row begins; rows are laid out only as far as they are needed."""
        while len(self._tops) <= row:
            self._tops.append(self._tops[-1] + self._height(len(self._tops) - 1))
        return self._tops[row]

    def _row_at(self, number: int) -> int:
        """The row that holds a line, or the number of rows below the last one."""
        while self._tops[-1] <= number and len(self._tops) <= len(self.rows):
            self.top_of(len(self._tops))
        return min(bisect_right(self._tops, number) - 1, len(self.rows))

    # ------------------------------------------------------------ drawing

    def notify_style_update(self) -> None:
        """Draw with other colours."""
        super().notify_style_update()
        self.refresh()

    def fit(self) -> None:
        """Lay everything out, with the cursor in sight."""
        self.forget()
        self.reveal()

    def on_focus(self) -> None:
        """The cursor shows."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor rests."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line: the heads, a part of a row, or the foot."""
        if self.context is None:
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        if not self.current:
            return self._whole(self._nothing(y))
        if y < HEAD:
            shape, (_, here) = self.shape, self.place
            return self._whole(drawing.head_line(self.table, shape, self.first, here, self.context))
        if y - HEAD < self.body:
            return self._part(y - HEAD + self.top)
        foot = self.foot
        place = y - HEAD - self.body
        return self._whole(foot[place] if place < len(foot) else Content(""))

    def _whole(self, content: Content) -> Strip:
        return self._strip(content, self.size.width, self.visual_style)

    def _strip(self, content: Content, width: int, style: Style) -> Strip:
        return strip_of(self, cut(content, width), width, style)

    def _nothing(self, y: int) -> Content:
        assert self.context is not None
        say = self.context.say
        if not self.table.markets:
            words = {
                1: text(say("compare.empty"), "bold"),
                3: text(say("compare.empty-hint"), "$muted"),
            }
            keys = line(text("m", "bold $accent"), text(f" {say('key.choose-markets')}", "$muted"))
            words[5] = keys
        else:
            known = "compare.same" if self.table.rows else "compare.no-rows"
            key, name = ("d", "key.differences") if self.table.rows else ("x", "key.clear")
            words = {1: text(say(known), "bold")}
            words[3] = line(text(key, "bold $accent"), text(f" {say(name)}", "$muted"))
        return line("  ", words[y]) if y in words else Content("")

    def _part(self, number: int) -> Strip:
        row = self._row_at(number)
        width = self.size.width
        if row >= len(self.rows):
            return Strip.blank(width, self.visual_style.rich_style)
        place = number - self.top_of(row)
        lead = self._lead(row)
        if self._spacer and number == self.top_of(row + 1) - 1:
            return self._whole(Content(""))
        if place < lead:
            last = number - self.top == self.body - 1
            return self._whole(
                self._heading(row) if place == lead - 1 and not last else Content("")
            )
        return self._cells_line(row, place - lead, width)

    def _heading(self, row: int) -> Content:
        assert self.context is not None
        key = f"rows.{self.rows[row].group}"
        label = text(self.context.say(key), "bold $primary")
        if second := self.context.second_say(key):
            label = line(label, text(f"  {second}", "$faint"))
        rest = max(0, self.size.width - label.cell_length - 3)
        return line(" ", label, " ", text("─" * rest, "$rule"))

    def _cells_line(self, row: int, place: int, width: int) -> Strip:
        shape, (here_row, here_column) = self.shape, self.place
        plain = self.visual_style
        chosen = row == here_row
        label = self._lines(row, -1)
        shown = label[place] if place < len(label) else Content("")
        parts = [self._strip(shown, shape.name, self._ground(chosen, cursor=False))]
        last = min(len(self.table.markets), self.first + shape.room)
        for column in range(self.first, last):
            lines = self._lines(row, column)
            content = lines[place] if place < len(lines) else Content("")
            here = chosen and column == here_column
            cell = self._strip(content, shape.cell, self._ground(here, cursor=here))
            parts += [cell, Strip.blank(GAP, plain.rich_style)]
        return Strip.join(parts).adjust_cell_length(width, plain.rich_style).crop(0, width)

    def _ground(self, chosen: bool, *, cursor: bool) -> Style:
        if not chosen:
            return self.visual_style
        name = "compare--cursor" if self.has_focus else "compare--cursor-blur"
        style = self.get_visual_style(name)
        if cursor and self.has_focus and self.app.native_ansi_color:
            return style + Style(reverse=True)
        return style if cursor or not self.app.native_ansi_color else self.visual_style

    # ------------------------------------------------------------ cursor

    def watch_place(self, old: tuple[int, int], new: tuple[int, int]) -> None:
        """Bring the cell into sight."""
        for row in (old[0], new[0]):
            self._cells.pop((row, -1), None)
        self.reveal()
        self.refresh()

    def reveal(self) -> None:
        """Scroll just so far that the cell under the cursor is in sight."""
        if not self.current or not self.size.height:
            self.top = self.first = 0
            return
        row, column = self.place
        room = self.shape.room
        first = max(0, min(self.first, len(self.table.markets) - room))
        first = min(max(first, column - room + 1), column)
        if first != self.first:
            self.first, self._tops = first, [0]
        begin, end = self.top_of(row), self.top_of(row + 1)
        if begin < self.top:
            self.top = begin
        elif end > self.top + self.body:
            self.top = min(begin, end - self.body)

    def go(self, row: int, column: int) -> None:
        """Put the cursor on a cell, or on the nearest one there is."""
        if self.current:
            self.place = (
                max(0, min(row, len(self.rows) - 1)),
                max(0, min(column, len(self.table.markets) - 1)),
            )

    def action_walk(self, down: int, across: int) -> None:
        """One cell further; up from the first row shows what stands above it."""
        self.go(self.place[0] + down, self.place[1] + across)

    def action_edge(self, step: int) -> None:
        """To the first or the last row."""
        self.go(0 if step < 0 else len(self.rows) - 1, self.place[1])

    def action_leap(self, pages: int) -> None:
        """A window's height further."""
        if not self.current:
            return
        goal = max(0, self.top_of(self.place[0]) + pages * max(1, self.body - 3))
        row = min(self._row_at(goal), len(self.rows) - 1)
        self.go(row if row != self.place[0] else row + pages, self.place[1])

    def action_open_cell(self) -> None:
        """The claims of the cell."""
        if self.current:
            self.post_message(self.Opened())

    # ------------------------------------------------------------ mouse

    def on_click(self, event: events.Click) -> None:
        """To the clicked cell; a click on it opens its claims."""
        if not self.current:
            self.post_message(self.Filled())
            return
        column = self.shape.at(event.x, self.first)
        known = 0 <= column < len(self.table.markets)
        if event.y < HEAD:
            if known:
                self.go(self.place[0], column)
            return
        row = self._row_at(event.y - HEAD + self.top)
        if event.y - HEAD >= self.body or row >= len(self.rows):
            return
        there = (row, column if known else self.place[1])
        if there == self.place:
            self.post_message(self.Opened())
        self.go(*there)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel."""
        event.stop()
        self._scroll(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel."""
        event.stop()
        self._scroll(-WHEEL)

    def _scroll(self, by: int) -> None:
        if not self.current:
            return
        end = self.top_of(len(self.rows)) if by > 0 else 0
        most = max(self.top, end - self.body) if by > 0 else self.top
        top = max(0, min(self.top + by, most))
        if top != self.top:
            self.top = top
            self.refresh()
