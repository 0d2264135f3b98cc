"""The last line: hints at keys, none of them cut, always ending with help and commands."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message

from chuhai.ui.render.text import cells, line, text
from chuhai.ui.widgets.plain import OneLine

Hint = tuple[str, str, str]
"""A hint: the key as written, its words, the key as Textual names it."""
MOST = 7


class KeyBar(OneLine):
    """Shows the hints it is given; a click on one asks for its key to be pressed."""

    class Pressed(Message):
        """A hint was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._hints: Sequence[Hint] = ()
        self._tail: Sequence[Hint] = ()
        self._spans: list[tuple[int, int, str]] = []

    def show(self, hints: Sequence[Hint], tail: Sequence[Hint]) -> None:
        """Take other hints; `tail` stands at the right end."""
        if (hints, tail) != (self._hints, self._tail):
            self._hints, self._tail = hints, tail
            self.refresh()

    def content(self) -> Content:
        """As many hints as fit whole."""
        self._spans = []
        tail = [_hint(hint) for hint in self._tail]
        room = self.size.width - sum(map(cells, tail))
        parts: list[Content | str] = []
        x = 0
        for hint in self._hints[: MOST - len(tail)]:
            drawn = _hint(hint)
            if x + cells(drawn) > room:
                break
            self._spans.append((x, x + cells(drawn), hint[2]))
            parts.append(drawn)
            x += cells(drawn)
        parts.append(" " * max(0, room - x))
        x = max(x, room)
        for hint, drawn in zip(self._tail, tail, strict=True):
            self._spans.append((x, x + cells(drawn), hint[2]))
            parts.append(drawn)
            x += cells(drawn)
        return line(*parts)

    def on_click(self, event: events.Click) -> None:
        """Ask for the key of the clicked hint."""
        for start, end, key in self._spans:
            if start <= event.x < end:
                self.post_message(self.Pressed(key))


def _hint(hint: Hint) -> Content:
    return line(text(f" {hint[0]} ", "bold $accent"), text(f"{hint[1]} ", "$muted"))
