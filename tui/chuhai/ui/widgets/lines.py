"""The base of every list and page: lines drawn on demand, a cursor, a hairline scrollbar."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.content import Content
from textual.geometry import Region, Size, Spacing
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style

from chuhai.ui import commands
from chuhai.ui.render.text import cut
from chuhai.ui.widgets.plain import Known, Plain, strip_of

WHEEL = 3
KEPT = 300
"""How many drawn rows are kept for the next time they come into sight."""
RULE = Spacing(0, 0, 0, 1)
"""The room of the hairline at the left, the only thing that styles put around lines."""
_Key = tuple[int, bool, bool, bool | None]
"""Which line of a row, whether it is under the cursor, under the mouse, and beside the thumb."""


class Lines(Plain, can_focus=True):
    """Shows rows of one or more lines; draws only those in sight, repaints only what changes.

    A subclass says how many rows there are, how many lines each takes, and how a row looks.
    The last column is the scrollbar.
    """

    BINDINGS = commands.bindings(commands.LINES)
    HOVERED = "on $surface"
    """How the row under the mouse looks."""

    cursor: reactive[int] = reactive(-1, repaint=False)
    hover: reactive[int] = reactive(-1, repaint=False)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.top = 0
        self._strips: dict[int, dict[_Key, Strip]] = {}
        self._edges: dict[bool, Strip] = {}
        self._looks: dict[tuple[bool, bool], tuple[Style, Known]] = {}
        self._rule: Segment | None = None
        self._fitted = self._outer = Size(0, 0)
        self._extent = -1
        """About how many lines there were when all was painted; below 0 when all is to be."""

    # ------------------------------------------------------------ what a subclass says

    def row_count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def span(self, row: int) -> tuple[int, int]:
        """The first line of a row, counted over the whole list, and how many it has."""
        raise NotImplementedError

    def row_at(self, line: int) -> tuple[int, int]:
        """The row that holds a line of the whole list, and the place of the line in it."""
        raise NotImplementedError

    def line_count(self) -> int:
        """How many lines all rows take together."""
        raise NotImplementedError

    def has_line(self, line: int) -> bool:
        """Whether there are so many lines; asked of every line in sight."""
        return line < self.line_count()

    def shows(self, line: int, y: int) -> bool:
        """Whether a line is drawn at a height of the window; none is below the last one."""
        return self.has_line(line)

    def estimated_lines(self) -> int:
        """About how many lines there are, for the scrollbar."""
        return self.line_count()

    def draw(self, row: int, part: int, selected: bool) -> Content:
        """One line of a row, `text_width` cells at most."""
        raise NotImplementedError

    def selectable(self, row: int) -> bool:
        """Whether the cursor may rest on a row."""
        return True

    def marked(self, row: int, part: int) -> bool:
        """Whether a line of the row under the cursor is coloured; a spacer line is not."""
        return True

    # ------------------------------------------------------------ drawing

    @property
    def text_width(self) -> int:
        """The cells that a line may take: all but the scrollbar."""
        return max(1, self.size.width - 1)

    def rebuilt(self, *, late: bool = False) -> None:
        """Draw everything anew after the rows changed; keeps the scroll position in bounds.

        What may come `late` leaves the next frame to what may not.
        """
        self._measure()
        self._strips.clear()
        if self.top and self.size:
            self.top = max(0, min(self.top, self.line_count() - self.size.height))
        if late:
            self.call_after_refresh(self.refresh)
        else:
            self.refresh()

    def _measure(self) -> None:
        """Note the size that is drawn for; a hidden part has none, but keeps its outer one."""
        self._fitted, self._extent = self.size, -1
        self._outer = self.outer_size if self._fitted else Size(0, 0)

    def _fit(self) -> None:
        """Lay the rows out for the size of the window, with the cursor in sight."""
        fresh = not self._fitted
        self._measure()
        self.resized()
        self._strips.clear()
        if self.top:
            self.top = max(0, min(self.top, self.line_count() - self.size.height))
        self.top = self._top_with_cursor(middle=fresh)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in sight; nothing is left for Textual's styles but the rule at their left."""
        gutter = self.styles.gutter
        if gutter != RULE and any(gutter):
            return super().render_lines(crop)
        self._take_extent()
        rule = self._left_rule() if gutter else None
        strips = [self.render_line(y) for y in crop.line_range]
        if rule is not None:
            strips = [Strip([rule, *strip], strip.cell_length + 1) for strip in strips]
        return self.finished(strips, crop)

    def _left_rule(self) -> Segment:
        if self._rule is None:
            outside, inside = self.background_colors
            colour = (outside + self.styles.border_left[1]).rich_color
            self._rule = Segment("▏", RichStyle.from_color(colour, (outside + inside).rich_color))
        return self._rule

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        if self._extent < 0 or self._outer != self.outer_size:
            self._take_extent()
        width, number = max(1, self._fitted.width - 1), y + self.top
        if self.shows(number, y):
            return self._row_strip(*self.row_at(number), width, self._beside_thumb(y))
        blank = Strip.blank(width, self.visual_style.rich_style)
        return Strip([*blank, *self._edge(self._beside_thumb(y))], width + 1)

    def _row_strip(self, row: int, part: int, width: int, lit: bool | None = None) -> Strip:
        """A line of a row; with the edge beside it, lit or not, unless that is left out."""
        selected, hovered = row == self.cursor, row == self.hover and self.selectable(row)
        kept = self._strips.get(row)
        if kept is None:
            if len(self._strips) > KEPT:
                self._strips.clear()
            kept = self._strips[row] = {}
        key = (part, selected, hovered, lit)
        strip = kept.get(key)
        if strip is None:
            look = self._look(selected and self.marked(row, part), hovered)
            strip = strip_of(self, cut(self.draw(row, part, selected), width), width, *look)
            if lit is not None:
                strip = Strip([*strip, *self._edge(lit)], width + 1)
            kept[key] = strip
        return strip

    def _look(self, selected: bool, hovered: bool) -> tuple[Style, Known]:
        look = self._looks.get((selected, hovered))
        if look is None:
            look = self._looks[selected, hovered] = self._worked_out(selected, hovered), {}
        return look

    def _worked_out(self, selected: bool, hovered: bool) -> Style:
        if selected:
            here = "bold on $cursor" if self.has_focus else "on $cursor-blur"
            style = self.visual_style + self._parsed(here)
            plain = self.app.native_ansi_color and self.has_focus
            return style + Style(reverse=True) if plain else style
        return self.visual_style + self._parsed(self.HOVERED if hovered else "")

    def _parsed(self, style: str) -> Style:
        return self.app.stylesheet.parse_style(style)

    def _take_extent(self) -> None:
        """See how many lines there are by now; another thumb is painted from top to bottom."""
        if self._outer != self.outer_size:
            self._fit()
        self.has_line(self.top + self._fitted.height - 1)
        known, self._extent = self._extent, self.estimated_lines()
        if known not in (-1, self._extent):
            self.refresh(Region(self.text_width, 0, 1, self._fitted.height))

    def _beside_thumb(self, y: int) -> bool:
        height, whole = self._fitted.height, self._extent
        if whole <= height or not height:
            return False
        size = max(1, min(height - 1, round(height * height / whole)))
        first = min(height - size, round((height - size) * self.top / max(1, whole - height)))
        return first <= y < first + size

    def _edge(self, lit: bool) -> Strip:
        if lit not in self._edges:
            if lit:
                style = self.visual_style + self._parsed("$thumb")
                self._edges[lit] = strip_of(self, Content("┃"), 1, style)
            else:
                self._edges[lit] = Strip.blank(1, self.visual_style.rich_style)
        return self._edges[lit]

    def notify_style_update(self) -> None:
        """Forget drawn lines when colours change."""
        super().notify_style_update()
        self._strips.clear()
        self._edges.clear()
        self._looks.clear()
        self._rule = None

    def on_resize(self) -> None:
        """Draw for the new size, unless that was done already."""
        if self._fitted != self.size:
            self._fit()
            self.refresh()

    def resized(self) -> None:
        """Hook for a subclass that lays its rows out by width."""

    def on_focus(self) -> None:
        """Show the cursor as active."""
        self._forget(self.cursor)

    def on_blur(self) -> None:
        """Show the cursor as resting."""
        self._forget(self.cursor)

    def _forget(self, row: int) -> None:
        """Draw a row anew."""
        self._looks.clear()
        self._strips.pop(row, None)
        self._touch(row)

    def _touch(self, row: int) -> None:
        """Paint a row again."""
        if not 0 <= row < self.row_count() or not self.size:
            return
        first, count = self.span(row)
        self.refresh(Region(0, first - self.top, self.size.width, count))

    # ------------------------------------------------------------ cursor and scrolling

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the row left and the row reached."""
        self._touch(old)
        self._touch(new)
        self.reveal()

    def watch_hover(self, old: int, new: int) -> None:
        """Repaint the row left and the row reached by the mouse."""
        self._touch(old)
        self._touch(new)

    def reveal(self, *, middle: bool = False) -> None:
        """Scroll so far that the row under the cursor is in sight, or in the middle."""
        top = self._top_with_cursor(middle=middle)
        if top != self.top:
            self.top, self._extent = top, -1
            self.refresh()

    def _top_with_cursor(self, *, middle: bool = False) -> int:
        """The line to stand at the top so that the row under the cursor comes into sight."""
        height = self.size.height
        if not 0 <= self.cursor < self.row_count() or not height:
            return self.top
        first, count = self.span(self.cursor)
        if self.cursor == self._first_row():
            first, count = 0, first + count
        if middle and not self.top <= first <= self.top + height - count:
            at = first - max(0, height - count) // 2
            return max(0, min(at, self.line_count() - height))
        if first < self.top or count > height:
            return max(0, min(first, self.line_count() - height))
        return max(self.top, first + count - height)

    def _first_row(self) -> int:
        rows = range(self.row_count())
        return next((row for row in rows if self.selectable(row)), -1)

    def scroll_lines_to(self, line: int) -> None:
        """Put a line of the list at the top of the window, as far as there are lines."""
        line = max(0, min(line, self.line_count() - self.size.height))
        if line != self.top:
            self.top, self._extent = line, -1
            self.refresh()

    def action_move(self, step: int) -> None:
        """Move the cursor; a row taller than the window scrolls first."""
        row = self.cursor + step
        if 0 <= self.cursor < self.row_count() and self._scrolled_inside(step):
            return
        while 0 <= row < self.row_count() and not self.selectable(row):
            row += step
        if 0 <= row < self.row_count():
            self.cursor = row
        elif step < 0:
            self.scroll_lines_to(0)
        else:
            self.scroll_lines_to(self.line_count())

    def _scrolled_inside(self, step: int) -> bool:
        first, count = self.span(self.cursor)
        bottom = self.top + self.size.height
        if step > 0 and first + count > bottom:
            self.scroll_lines_to(self.top + WHEEL)
            return True
        if step < 0 and first < self.top:
            self.scroll_lines_to(self.top - WHEEL)
            return True
        return False

    def action_page(self, step: int) -> None:
        """Move by a window's height."""
        if not self.row_count():
            return
        first, _ = self.span(max(0, self.cursor))
        goal = max(0, min(self.line_count() - 1, first + step * max(1, self.size.height - 2)))
        row = self.row_at(goal)[0]
        while 0 <= row < self.row_count() and not self.selectable(row):
            row += step
        if 0 <= row < self.row_count() and row != self.cursor:
            self.cursor = row
        else:
            self.action_edge(step)

    def action_edge(self, step: int) -> None:
        """Go to the first or the last row."""
        rows = range(self.row_count())
        found = [row for row in (rows if step < 0 else reversed(rows)) if self.selectable(row)][:1]
        if found:
            self.cursor = found[0]
        self.scroll_lines_to(0 if step < 0 else self.line_count())

    # ------------------------------------------------------------ mouse

    def _row_under(self, y: int, x: int = 0) -> int:
        number = y + self.top
        return self.row_at(number)[0] if number >= 0 and self.has_line(number) else -1

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tint the row under the mouse; drag the scrollbar."""
        if event.button and event.x >= self.text_width:
            self._drag(event.y)
        self.hover = self._row_under(event.y, event.x)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Jump when the scrollbar is pressed."""
        if event.x >= self.text_width:
            self._drag(event.y)

    def _drag(self, y: int) -> None:
        height = max(1, self.size.height - 1)
        self.scroll_lines_to(round((self.line_count() - self.size.height) * y / height))

    def on_leave(self) -> None:
        """Forget the row under the mouse."""
        self.hover = -1

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.scroll_lines_to(self.top + WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.scroll_lines_to(self.top - WHEEL)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked row; a click on it opens it."""
        if event.x >= self.text_width:
            return
        row = self._row_under(event.y, event.x)
        if row >= 0 and self.selectable(row):
            again = row == self.cursor
            self.cursor = row
            if again or event.chain > 1:
                self.choose()

    def choose(self) -> None:
        """Open the row under the cursor; a subclass says so in a message."""

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        if 0 <= self.cursor < self.row_count():
            self.choose()
