"""A page of blocks of different heights: a card's detail, a checklist, a choice."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.content import Content
from textual.message import Message

from chuhai.ui.render.text import MEASURE, line, text
from chuhai.ui.widgets.lines import Lines

EDGED = 2
"""From which margin on the bar of the cursor stands in it, apart from the text."""


class PageRow(NamedTuple):
    """One block of a page: how it is drawn at a width, and what it stands for."""

    draw: Callable[[int, bool], Sequence[Content]]
    key: str = ""
    """What tells the row from others across rebuilds; rows without a key are not selectable."""
    data: object = None
    spacer: int = 0
    """How many lines at the end are empty and never coloured."""
    heads: bool = False
    """Whether it only heads what follows, so that it is not shown alone at the foot of the page."""


class PageView(Lines):
    """Rows of any height, laid out for the width when they are shown."""

    class Chosen(Message):
        """A row was opened."""

        def __init__(self, sender: PageView, row: PageRow) -> None:
            super().__init__()
            self.sender, self.row = sender, row

        @property
        def control(self) -> PageView:
            """The page that the row is on."""
            return self.sender

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
        measure: int = MEASURE,
        margin: int = 0,
        quiet: bool = False,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.rows: Sequence[PageRow] = ()
        self.measure = measure
        self.margin = margin
        self.quiet = quiet
        """Whether the cursor shows only while the page has the focus."""
        self._lines: list[Sequence[Content]] = []
        self._chosen: dict[int, Sequence[Content]] = {}
        self._tops: list[int] = [0]

    def show(
        self, rows: Sequence[PageRow], *, key: str = "", top: bool = False, late: bool = False
    ) -> None:
        """Take new rows; the cursor goes to the row with `key`, else to the first one.

        `late` leaves painting them to the frame after the next.
        """
        self.rows = rows
        self.resized()
        keys = [row.key for row in rows]
        at = keys.index(key) if key and key in keys else self._first_row()
        self.set_reactive(PageView.cursor, at)
        self.set_reactive(PageView.hover, -1)
        if top:
            self.top = 0
        self.rebuilt(late=late)
        if not top:
            self.reveal()

    @property
    def current(self) -> PageRow | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    @property
    def measured(self) -> int:
        """The width that rows are drawn for."""
        return max(8, min(self.measure, self.text_width - 2 * self.margin))

    def resized(self) -> None:
        """Lay the rows out for another width, as far as they come into sight."""
        self._chosen.clear()
        self._lines.clear()
        self._tops = [0]

    def _lay(self, *, row: int = -1, line: int = -1) -> None:
        """Draw rows until a row, or the row that holds a line, is laid out."""
        while len(self._lines) < len(self.rows) and (
            len(self._lines) <= row or self._tops[-1] <= line
        ):
            lines = self.draw_row(len(self._lines), False)
            self._lines.append(lines)
            self._tops.append(self._tops[-1] + len(lines))

    def draw_row(self, row: int, selected: bool) -> Sequence[Content]:
        """A whole row, drawn when a line of it comes into sight."""
        return self.rows[row].draw(self.measured, selected)

    def row_count(self) -> int:
        return len(self.rows)

    def line_count(self) -> int:
        self._lay(row=len(self.rows))
        return self._tops[-1]

    def has_line(self, line: int) -> bool:
        self._lay(line=line)
        return line < self._tops[-1]

    def estimated_lines(self) -> int:
        known = max(1, len(self._lines))
        return self._tops[-1] + self._tops[-1] * (len(self.rows) - len(self._lines)) // known

    def span(self, row: int) -> tuple[int, int]:
        self._lay(row=row)
        return self._tops[row], self._tops[row + 1] - self._tops[row]

    def row_at(self, line: int) -> tuple[int, int]:
        self._lay(line=line)
        row = bisect_right(self._tops, line) - 1
        return row, line - self._tops[row]

    def selectable(self, row: int) -> bool:
        return bool(self.rows[row].key)

    def marked(self, row: int, part: int) -> bool:
        if self.quiet and not self.has_focus:
            return False
        self._lay(row=row)
        return part < len(self._lines[row]) - self.rows[row].spacer

    def shows(self, line: int, y: int) -> bool:
        known = super().shows(line, y)
        return known and not (
            y == self._fitted.height - 1 and self.rows[self.row_at(line)[0]].heads
        )

    def draw(self, row: int, part: int, selected: bool) -> Content:
        self._lay(row=row)
        lines = self._lines[row]
        if selected and (self.has_focus or not self.quiet):
            if row not in self._chosen:
                self._chosen[row] = self.draw_row(row, True)
            lines = self._chosen[row]
        content = lines[part] if part < len(lines) else Content("")
        if selected and self.margin >= EDGED and self.marked(row, part):
            return line(text("▌", "$primary"), content.pad_left(self.margin - 1))
        return content.pad_left(self.margin) if self.margin else content

    def choose(self) -> None:
        if self.current is not None:
            self.post_message(self.Chosen(self, self.current))
