"""What is drawn for the size at which it stands, when it is laid out and not before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip

from chuhai.ui.render.text import cut
from chuhai.ui.widgets.plain import Plain, strip_of

DrawLines = Callable[[int], Sequence[Content]]
"""Draws lines for a width in cells."""


class Fitted(Plain):
    """Heads, legends and feet: drawn when they are laid out, so that one layout is enough."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.styles.height = "auto"
        self._draw: DrawLines | None = None
        self._lines: Sequence[Content] = ()
        self._count = 0
        self._drawn_for = -1

    def show(self, draw: DrawLines, count: int = 0) -> None:
        """Show what `draw` draws; the screen is laid out anew only for another number of lines.

        `count` says how many lines there will be at any width: then they are drawn when the parts
        around them have their size too.
        """
        self._draw, self._count, self._drawn_for = draw, count, -1
        width = self.content_size.width
        same = bool(width) and self._height(width) == self.content_size.height
        self.refresh(layout=not same)

    def _drawn(self, width: int) -> Sequence[Content]:
        if self._drawn_for != width and self._draw is not None:
            self._lines, self._drawn_for = self._draw(width), width
        return self._lines

    def _height(self, width: int) -> int:
        return self._count or len(self._drawn(width))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as there is room."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as there are lines."""
        return self._height(width)

    def on_resize(self) -> None:
        """Drawn with others around it, it is drawn again when they have another size."""
        if self._count:
            self._drawn_for = -1

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        width = max(1, self.content_size.width)
        lines = self._drawn(width)
        content = cut(lines[y], width) if y < len(lines) else Content("")
        return strip_of(self, content, width, self.visual_style)


class FittedGrid(Plain, can_focus=True):
    """A table that is laid out when its lines are asked for and it has another size."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._fitted = Size(0, 0)

    def fit(self) -> None:
        """Lay out for the size."""
        raise NotImplementedError

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in sight."""
        if self._fitted != self.size:
            self._fitted = self.size
            self.fit()
        return super().render_lines(crop)
