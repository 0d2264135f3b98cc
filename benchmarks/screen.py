"""The virtual screen: pyte's, with the sequences that terminfo's xterm-256color also uses."""

from __future__ import annotations

from collections.abc import Callable

import pyte


class Screen(pyte.Screen):
    """pyte's screen with REP, SU, SD and CBT, which it lacks."""

    _last_character = " "

    def draw(self, data: str) -> None:
        """Draw text and remember its last character."""
        if data:
            self._last_character = data[-1]
        super().draw(data)

    def repeat_character(self, count: int = 1) -> None:
        """Draw the last character again (REP)."""
        super().draw(self._last_character * min(count or 1, self.columns * self.lines))

    def scroll_up(self, count: int = 1) -> None:
        """Move the lines up (SU)."""
        self._scroll(count, self.delete_lines)

    def scroll_down(self, count: int = 1) -> None:
        """Move the lines down (SD)."""
        self._scroll(count, self.insert_lines)

    def _scroll(self, count: int, shift: Callable[[int], None]) -> None:
        top = self.margins.top if self.margins else 0
        row, column = self.cursor.y, self.cursor.x
        self.cursor.y = top
        shift(count or 1)
        self.cursor.y, self.cursor.x = row, column

    def back_tab(self, count: int = 1) -> None:
        """Go back to a tab stop (CBT)."""
        for _ in range(count or 1):
            stops = [stop for stop in self.tabstops if stop < self.cursor.x]
            self.cursor.x = max(stops, default=0)


class Stream(pyte.Stream):
    """The stream that knows those sequences."""

    csi = pyte.Stream.csi | {
        "b": "repeat_character",
        "S": "scroll_up",
        "T": "scroll_down",
        "Z": "back_tab",
    }
    events = pyte.Stream.events | {
        "repeat_character",
        "scroll_up",
        "scroll_down",
        "back_tab",
    }
