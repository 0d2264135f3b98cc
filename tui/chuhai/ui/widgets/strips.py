"""Lines of content as what the screen is made of, without the wrapping that they do not need."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

Known = dict[str | Style, RichStyle]
"""How the parts of a line look on one ground, by the style that each asks for."""


def strip_of(
    widget: Widget, content: Content, width: int, style: Style, known: Known | None = None
) -> Strip:
    """One line, at most `width` cells wide, padded to exactly that.

    `known` is kept by a widget that draws many lines on the same ground.
    """
    known = {} if known is None else known
    ground = known.get("")
    if ground is None:
        ground = known[""] = style.rich_style
    segments = _segments(widget, content, style, known, ground)
    missing = width - content.cell_length
    if missing > 0:
        segments.append(Segment(" " * missing, ground))
    return Strip(segments, width)


def _segments(
    widget: Widget, content: Content, style: Style, known: Known, ground: RichStyle
) -> list[Segment]:
    parse, plain = widget.app.stylesheet.parse_style, content.plain
    segments: list[Segment] = []
    at = 0
    for start, end, own in content.spans:
        if start < at:  # one style lies over another
            return [
                Segment(part, look.rich_style) for part, look in content.render(style, "", parse)
            ]
        if start > at:
            segments.append(Segment(plain[at:start], ground))
        look = known.get(own)
        if look is None:
            look = known[own] = (style + parse(own)).rich_style
        if end > start:
            segments.append(Segment(plain[start:end], look))
        at = end
    if at < len(plain):
        segments.append(Segment(plain[at:], ground))
    return segments
