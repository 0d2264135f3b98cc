"""Lines as the screen takes them, parts that draw their own, and the ground on which others stand.

Textual would wrap, pad, border and link every line, and lay out again for scrollbars that these
parts do not have.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from chuhai.ui.render.text import cut
from chuhai.ui.terminal import CONTROL_FILTER

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


class Plain(Widget):
    """A part whose lines go to the screen as they are."""

    virtual_size: reactive[Size] = reactive(Size(0, 0), repaint=False)
    """No scrollbars of Textual's depend on it, so that a new size asks for no second layout."""

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Ask to be painted; not for every colour of a theme that is being put on."""
        if getattr(self.app, "dressing", False):
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in sight; Textual's styles are asked only for what stands around them."""
        if any(self.styles.gutter):
            return super().render_lines(crop)
        return self.finished([self.render_line(y) for y in crop.line_range], crop)

    def finished(self, strips: Sequence[Strip], crop: Region) -> list[Strip]:
        """Lines of the whole width as the screen takes them: filtered, and as wide as asked for."""
        background = self.background_colors[1]
        for line_filter in self.app.get_line_filters():
            if line_filter is not CONTROL_FILTER:
                strips = [strip.apply_filter(line_filter, background) for strip in strips]
        finished = [CONTROL_FILTER.clean(strip) for strip in strips]
        if crop.width != self.outer_size.width:
            finished = [strip.crop(*crop.column_span) for strip in finished]
        return finished


class OneLine(Plain):
    """A part of one line."""

    def content(self) -> Content:
        """The line."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """The line, as far as there is room."""
        width = self.content_size.width
        return strip_of(self, cut(self.content(), width), width, self.visual_style)


class Ground(Plain):
    """Arranges others and shows its background between them."""

    DEFAULT_CSS = "Ground { width: 1fr; height: 1fr; layout: vertical; overflow: hidden hidden; }"

    def render_lines(self, crop: Region) -> list[Strip]:
        """The same line again and again, padding and all."""
        if self.styles.gutter != self.styles.padding:
            return super().render_lines(crop)
        blank = Strip.blank(self.outer_size.width, self.visual_style.rich_style)
        return self.finished([blank], crop) * crop.height
