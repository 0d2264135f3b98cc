"""A list of cards: every row has the same height, so that a million rows cost nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.message import Message

from chuhai.ui.widgets.lines import KEPT, Lines

Draw = Callable[[int, int, bool], Sequence[Content]]
"""Draws a row: (row id, width, selected) to `height` lines."""


class RowList(Lines):
    """Rows of a library, drawn by a function as they come into sight."""

    class Chosen(Message):
        """A row was opened."""

        def __init__(self, sender: RowList, row: int) -> None:
            super().__init__()
            self.sender, self.row = sender, row

        @property
        def control(self) -> RowList:
            """The list that the row is in."""
            return self.sender

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.rows: Sequence[int] = ()
        self.height = 1
        self._spaced = False
        self.empty: Sequence[Content] = ()
        self._say_empty: Callable[[int], Sequence[Content]] | None = None
        self._draw: Draw | None = None
        self._drawn: dict[tuple[int, bool], Sequence[Content]] = {}

    def show(
        self,
        rows: Sequence[int],
        draw: Draw,
        height: int,
        at: int,
        empty: Callable[[int], Sequence[Content]],
        *,
        spaced: bool | None = None,
        same: bool = False,
    ) -> None:
        """Take new rows; the cursor goes to index `at`.

        `empty` says what is shown at a width when there are none; `spaced`, whether the last line
        of a row only sets it apart from the next, as it does in rows of three lines or more;
        `same`, that a row looks as it did, so that only which rows there are is new.
        """
        self._spaced = height > 2 if spaced is None else spaced
        self.rows, self._draw, self.height, self._say_empty = rows, draw, height, empty
        if not same:
            self._drawn.clear()
        self._fit_empty()
        at = min(at, len(rows) - 1)
        self.set_reactive(RowList.cursor, at)
        self.set_reactive(RowList.hover, -1)
        self.rebuilt()
        self.reveal(middle=True)

    @property
    def current(self) -> int | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def resized(self) -> None:
        """Rows are drawn anew for another width."""
        self._drawn.clear()
        self._fit_empty()

    def _fit_empty(self) -> None:
        said = None if self.rows else self._say_empty
        self.empty = said(self.text_width) if said else ()

    def row_count(self) -> int:
        return len(self.rows) or len(self.empty)

    def line_count(self) -> int:
        return len(self.rows) * self.height or len(self.empty)

    def span(self, row: int) -> tuple[int, int]:
        height = self.height if self.rows else 1
        return row * height, height

    def row_at(self, line: int) -> tuple[int, int]:
        return divmod(line, self.height) if self.rows else (line, 0)

    def selectable(self, row: int) -> bool:
        return bool(self.rows)

    def _first_row(self) -> int:
        return 0 if self.rows else -1

    def _top_with_cursor(self, *, middle: bool = False) -> int:
        """Scrolling down puts the first line of a row at the top, as far as there are rows."""
        top = super()._top_with_cursor(middle=middle)
        moved = top != self.top if middle else top > self.top
        over = top % self.height if self.rows and moved else 0
        if not over:
            return top
        return min(top + self.height - over, self.line_count() - self.size.height)

    def marked(self, row: int, part: int) -> bool:
        return not self._spaced or part < self.height - 1

    def draw(self, row: int, part: int, selected: bool) -> Content:
        if not self.rows:
            return self.empty[row]
        key = (self.rows[row], selected)
        if key not in self._drawn:
            if len(self._drawn) > KEPT:
                self._drawn.clear()
            self._drawn[key] = self.draw_row(row, selected)
        return self._drawn[key][part]

    def draw_row(self, row: int, selected: bool) -> Sequence[Content]:
        """A whole row, drawn when a line of it comes into sight."""
        assert self._draw is not None
        return self._draw(self.rows[row], self.text_width, selected)

    def choose(self) -> None:
        if self.current is not None:
            self.post_message(self.Chosen(self, self.current))
