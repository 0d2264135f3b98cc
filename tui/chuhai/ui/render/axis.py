"""Years along a line: where each stands, and the labels that fit."""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content

from chuhai.ui.render.text import line, text


class Axis(NamedTuple):
    """The years from `first` to `last` on so many cells."""

    first: int
    last: int
    width: int

    def cell(self, year: int) -> int:
        """The cell at which a year begins."""
        size = self.last - self.first + 1
        return min(self.width - 1, max(0, (year - self.first) * self.width // size))

    def cells(self, year: int) -> int:
        """How many cells a year takes; 0 where several years share one."""
        return self.cell(year + 1) - self.cell(year) if year < self.last else 1

    def year(self, cell: int) -> int:
        """The year that a cell belongs to."""
        years = range(self.first, self.last + 1)
        return max((y for y in years if self.cell(y) <= cell), default=self.first)

    def labels(self, *, rule: str = " ", here: int | None = None) -> Content:
        """Every fifth year as a label on the line, the year `here` marked in its own colour."""
        drawn = [rule] * self.width
        for year in range(self.first, self.last + 1):
            at = self.cell(year)
            free = at + 5 <= self.width and all(c == rule for c in drawn[max(0, at - 1) : at + 4])
            if year % 5 == 0 and free:
                drawn[at : at + 4] = list(str(year))
        if here is None:
            return text("".join(drawn), "$muted")
        start = self.cell(here) + max(0, self.cells(here) - 1) // 2
        end = start + 1
        if drawn[start] == rule:
            drawn[start] = "▲"
        else:
            start = next(at for at in range(start, -1, -1) if not at or drawn[at - 1] == rule)
            end = start + 4
        plain = "".join(drawn)
        parts = (plain[:start], plain[start:end], plain[end:])
        styles = ("$muted", "bold $accent", "$muted")
        return line(*(text(part, style) for part, style in zip(parts, styles, strict=True)))
