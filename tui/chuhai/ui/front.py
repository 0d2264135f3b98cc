"""Asks only for what can be seen of a repaint: parts that change, and lines that nothing covers.

Textual's compositor asks every part within a box around all changes, and every container below
them, for all its lines; most are clean, and the ground of a container is never seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip

Chop = dict[int, Strip | None]
"""The pieces of one line by their first column; nothing where none is painted yet."""


class FrontCompositor(Compositor):
    """A compositor that paints from front to back, and no more than it must."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted: Sequence[Region] = ()

    def render_partial_update(self) -> ChopsUpdate | None:
        """A repaint of the regions that changed."""
        self._wanted = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._wanted = ()

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        cuts, wanted = self.cuts, self._wanted or (crop,)
        chops: list[Chop] = [dict.fromkeys(line[:-1]) for line in cuts]
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if not any(seen.overlaps(part) for part in wanted):
                continue
            bare = [
                y
                for y in seen.line_range
                if is_rendered_line(y) and _is_bare(chops[y], seen.x, seen.right)
            ]
            if bare:
                top, bottom = bare[0], bare[-1] + 1
                strips = widget.render_lines(
                    Region(seen.x - region.x, top - region.y, seen.width, bottom - top)
                )
                for y in bare:
                    _paint(chops[y], cuts[y], seen.x, seen.right, strips[y - top])
        return chops  # type: ignore[return-value]


def _is_bare(chop: Chop, first: int, end: int) -> bool:
    """Whether a piece of a line between two columns is not painted yet."""
    return any(strip is None and first <= x < end for x, strip in chop.items())


def _paint(chop: Chop, cuts: Sequence[int], first: int, end: int, strip: Strip) -> None:
    """Put a strip into the pieces between two columns that are not painted yet."""
    inside = [cut for cut in cuts if first <= cut <= end]
    if len(inside) == 2:
        if chop[first] is None:
            chop[first] = strip
        return
    for x, piece in zip(inside, strip.divide([cut - first for cut in inside[1:]]), strict=False):
        if chop.get(x, strip) is None:
            chop[x] = piece
