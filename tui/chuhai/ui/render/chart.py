"""Charts in characters: bars, sparklines, stacked shares, and the table that is behind each.

None of them needs colour: a bar has its number beside it, a share is drawn with its own glyph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual.content import Content

from chuhai.ui.render.text import cells, cut, fit, line, right, text

SPARKS = "▁▂▃▄▅▆▇█"
HANGING = "▔▔▀▀▀▀██"
"""The steps of a column from the top of a line: there are only three such signs."""
LABEL_MOST = 24
BAR_LEAST = 10


class Bar(NamedTuple):
    """One bar: its name, its length in the unit of the chart, how its number is written."""

    label: str
    value: float
    shown: str
    style: str = "$go"
    note: str = ""
    """What stands behind the number, such as a date."""


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a whole: how many, and the glyph and colour that it is drawn with."""

    label: str
    count: int
    glyph: str
    style: str = ""


def label_width(labels: Sequence[str], width: int, room: int = 0) -> int:
    """The cells for the names beside a chart: what they need, up to a third of the width.

    More than a third is taken where bars stay readable: `room` is what they leave.
    """
    widest = max((cells(label) for label in labels), default=0)
    return max(4, min(widest, LABEL_MOST, max(width // 3, room)))


def bars(items: Sequence[Bar], width: int, most: float = 0.0) -> list[Content]:
    """Bars one below another, on one scale from zero to `most` or to the longest."""
    number = max((cells(item.shown) for item in items), default=0)
    name = label_width([item.label for item in items], width, width - number - 2 - BAR_LEAST)
    note = max((cells(item.note) for item in items), default=0)
    note = note if width - name - number - note - 5 >= 12 else 0
    room = max(1, width - name - number - 2 - (note + 1 if note else 0))
    top = most or max((item.value for item in items), default=0) or 1
    drawn = []
    for item in items:
        full = min(room, round(item.value / top * room))
        full = max(1, full) if item.value > 0 else 0
        parts = [
            fit(item.label, name),
            Content(" "),
            text("━" * full, item.style),
            text("─" * (room - full), "$rule"),
            Content(" "),
            right(text(item.shown, "bold"), number),
        ]
        if note:
            parts += [Content(" "), fit(text(item.note, "$faint"), note)]
        drawn.append(cut(line(*parts), width))
    return drawn


def spark(
    values: Sequence[float], most: float = 0.0, style: str = "", *, hanging: bool = False
) -> Content:
    """One column a value from zero to `most` or to the greatest; a blank where there is none.

    Columns that are `hanging` grow downward from the top of the line, in fewer steps.
    """
    top = most or max(values, default=0) or 1
    steps = HANGING if hanging else SPARKS
    drawn = ""
    for value in values:
        step = min(len(SPARKS), max(1, round(value / top * len(SPARKS))))
        drawn += steps[step - 1] if value > 0 else " "
    return text(drawn, style)


def stacked(shares: Sequence[Share], width: int) -> Content:
    """Parts of a whole in one line, each drawn with its glyph in proportion to its count."""
    present = [share for share in shares if share.count > 0]
    total = sum(share.count for share in present)
    if not total or width < len(present):
        return Content("")
    sizes = proportions([share.count for share in present], width)
    parts = [
        text(share.glyph * size, share.style) for share, size in zip(present, sizes, strict=True)
    ]
    return line(*parts)


def proportions(counts: Sequence[int], width: int) -> list[int]:
    """`width` split in proportion to counts, at least one cell each, by largest remainders."""
    total = sum(counts)
    spare = width - len(counts)
    exact = [count / total * spare for count in counts]
    sizes = [int(size) for size in exact]
    order = sorted(range(len(counts)), key=lambda i: exact[i] - sizes[i], reverse=True)
    for place in order[: spare - sum(sizes)]:
        sizes[place] += 1
    return [1 + size for size in sizes]


def legend(shares: Sequence[Share]) -> list[Content]:
    """What each glyph means, with its count."""
    return [
        text(f"{share.glyph} {share.label} {share.count}", share.style)
        for share in shares
        if share.count > 0
    ]


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], width: int, left: int = 1
) -> list[Content]:
    """Figures in columns: the first `left` columns from the left, the others from the right.

    Columns are as wide as their widest entry; when that is too much the first one gives way.
    """
    columns = list(zip(head, *rows, strict=True)) if rows else [(name,) for name in head]
    sizes = [max(cells(entry) for entry in column) for column in columns]
    spare = width - sum(sizes) - 2 * (len(sizes) - 1)
    sizes[0] = max(4, sizes[0] + min(0, spare))
    drawn = []
    for number, row in enumerate((head, *rows)):
        style = "$muted" if number == 0 else ""
        parts = [
            (fit if place < left else right)(text(entry, style), sizes[place])
            for place, entry in enumerate(row)
        ]
        drawn.append(cut(Content("  ").join(parts), width))
    return drawn
