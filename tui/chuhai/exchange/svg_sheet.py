"""A sheet of shapes that becomes one SVG picture: Chinese on the grid, no outside parts."""

from __future__ import annotations

from html import escape

from chuhai.exchange.cells import width

CELL, LINE, SIZE = 7.2, 18, 12
"""The width of a terminal's cell, the height of a line and the size of letters, in pixels."""
MARGIN = 24
INK, QUIET, RULE, PAPER = "#1d2733", "#5d6872", "#d3cfc4", "#fbfaf7"
_FONT = "'JetBrains Mono','Noto Sans Mono CJK SC','Noto Sans CJK SC','Microsoft YaHei',monospace"


class Sheet:
    """Collects the shapes of one picture."""

    def __init__(self) -> None:
        self.shapes: list[str] = []
        self.right = self.bottom = 0.0

    def text(
        self,
        x: float,
        y: float,
        words: str,
        fill: str = INK,
        *,
        bold: bool = False,
        end: bool = False,
    ) -> None:
        """One line of words with its base line at `y`, from `x` on or, with `end`, up to it."""
        look = ' font-weight="700"' if bold else ""
        look += ' text-anchor="end"' if end else ""
        self.shapes.append(
            f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}"{look}>{escape(words)}</text>'
        )
        self.right = max(self.right, x if end else x + width(words) * CELL)
        self.bottom = max(self.bottom, y)

    def block(self, x: float, y: float, wide: float, high: float, fill: str) -> None:
        """A filled rectangle."""
        self.shapes.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{fill}"/>'
        )
        self.right, self.bottom = max(self.right, x + wide), max(self.bottom, y + high)

    def rule(self, y: float, x: float, to: float) -> None:
        """A hairline across."""
        self.shapes.append(_line(x, y, to, y))

    def post(self, x: float, y: float, to: float) -> None:
        """A hairline downward, under all that is drawn."""
        self.shapes.insert(0, _line(x, y, x, to))

    def dot(self, x: float, y: float, size: float, fill: str) -> None:
        """A filled circle; its radius in pixels is `size`."""
        self.shapes.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="{fill}"/>')
        self.right, self.bottom = max(self.right, x + size), max(self.bottom, y + size)

    def picture(self, title: str) -> str:
        """The whole document."""
        wide, high = self.right + MARGIN, self.bottom + MARGIN
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}" '
            f'width="{wide:.0f}" height="{high:.0f}" font-family="{_FONT}" font-size="{SIZE}">'
            f"<title>{escape(title)}</title>"
            f'<rect width="100%" height="100%" fill="{PAPER}"/>{"".join(self.shapes)}</svg>\n'
        )


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{RULE}"/>'
