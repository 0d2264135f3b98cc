"""Rows of one height that are told apart by keys, drawn only when they come into sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from textual.content import Content
from textual.message import Message

from chuhai.ui.widgets.lines import Lines


class Keyed(Protocol):
    """A row: what is drawn of it is for the one who shows it to say."""

    @property
    def key(self) -> str:
        """What tells it from other rows; rows without a key are not selectable."""


DrawKeyed = Callable[[Any, bool], Sequence[Content]]
"""Draws a row: (row, whether the cursor is on it) to as many lines as rows have."""


class KeyedList(Lines):
    """Two thousand rows cost no more than those in sight."""

    class Chosen(Message):
        """A row was opened."""

        def __init__(self, sender: KeyedList, row: Keyed) -> None:
            super().__init__()
            self.sender, self.row = sender, row

        @property
        def control(self) -> KeyedList:
            """The list that the row is in."""
            return self.sender

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.rows: Sequence[Any] = ()
        self.height = 1
        self.empty: Sequence[Content] = ()
        self._draw: DrawKeyed | None = None
        self._places: dict[str, int] = {}
        self._drawn: dict[tuple[int, bool], Sequence[Content]] = {}

    def show(
        self,
        rows: Sequence[Keyed],
        draw: DrawKeyed,
        key: str = "",
        empty: Sequence[Content] = (),
        *,
        height: int = 1,
        middle: bool = True,
    ) -> None:
        """Take new rows; the cursor goes to the row with `key`, else near to where it was.

        `middle` says whether a row out of sight comes to the middle, not just into sight.
        """
        self.rows, self._draw, self.empty, self.height = rows, draw, empty, height
        self._places = {row.key: place for place, row in enumerate(rows) if row.key}
        at = self._places.get(key, -1)
        if at < 0:
            at = self._near(max(0, min(self.cursor, len(rows) - 1)))
        self.set_reactive(KeyedList.cursor, at)
        self.set_reactive(KeyedList.hover, -1)
        self.resized()
        self.rebuilt()
        self.reveal(middle=middle)

    def _near(self, place: int) -> int:
        places = (*range(place, len(self.rows)), *range(place, -1, -1))
        found = (row for row in places if row < len(self.rows) and self.rows[row].key)
        return next(found, -1)

    def resized(self) -> None:
        """Rows are drawn anew for another width."""
        self._drawn.clear()

    def redraw(self, keys: Sequence[str]) -> None:
        """Draw some rows anew, after they were marked for instance."""
        for key in keys:
            if key in self._places:
                row = self._places[key]
                self._drawn.pop((row, False), None)
                self._drawn.pop((row, True), None)
                self._forget(row)

    def go_to(self, key: str) -> None:
        """Put the cursor on the row with a key."""
        if key in self._places:
            self.cursor = self._places[key]

    @property
    def current(self) -> Any:
        """The row under the cursor; nothing where there is none."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

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
        return bool(self.rows) and bool(self.rows[row].key)

    def marked(self, row: int, part: int) -> bool:
        return part < max(1, min(2, self.height - 1)) or bool(self.draw(row, part, True).plain)

    def draw(self, row: int, part: int, selected: bool) -> Content:
        if not self.rows:
            return self.empty[row]
        key = (row, selected)
        if key not in self._drawn:
            assert self._draw is not None
            if len(self._drawn) > 2_000:
                self._drawn.clear()
            self._drawn[key] = self._draw(self.rows[row], selected)
        lines = self._drawn[key]
        return lines[part] if part < len(lines) else Content("")

    def choose(self) -> None:
        if self.current is not None:
            self.post_message(self.Chosen(self, self.current))
