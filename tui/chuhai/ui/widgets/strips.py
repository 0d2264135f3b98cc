"""Lines of content as what the screen is made of, without the wrapping that they do not need."""

from __future__ import annotations

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget


def strip_of(widget: Widget, content: Content, width: int, style: Style) -> Strip:
    """One line, at most `width` cells wide, padded to exactly that."""
    parse = widget.app.stylesheet.parse_style
    segments = [Segment(text, own.rich_style) for text, own in content.render(style, "", parse)]
    missing = width - content.cell_length
    if missing > 0:
        segments.append(Segment(" " * missing, style.rich_style))
    return Strip(segments, width)
