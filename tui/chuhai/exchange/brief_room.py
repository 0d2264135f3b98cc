"""How much of a brief fits on two A4 pages: parts are drafted whole and take turns for the room."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from chuhai.exchange.brief import Part, Statement, Table, grounded, sources_of
from chuhai.i18n import Lang, Words
from chuhai.library.records import SourceRecord

LINES = 112
"""How many lines of text two A4 pages hold beside headings and margins."""
WIDTH = 104
"""How many cells such a line holds."""
SHORT = 56
"""Up to how many cells a point is short: parts of short points stand in two columns."""
_HEADING = 1.7
_REFERENCE = 0.45
"""What a line of a reference takes, which is set smaller and in two columns, in lines of text."""


@dataclass(slots=True)
class Draft:
    """A part before it is known how much of it fits."""

    title: Words
    rows: list[Statement | Table] = field(default_factory=list)
    weight: int = 1
    """How many rows it may place before the next part has its turn."""
    column: bool = False

    def beside(self) -> Draft:
        """The same part, standing in a column when all it says is short."""
        short = all(
            isinstance(row, Statement)
            and row.point
            and not (row.figure or row.about or row.level)
            and max(cells(row.text.en), cells(row.text.zh)) <= SHORT
            for row in self.rows
        )
        return replace(self, column=self.column or short)

    def add(self, *rows: Statement | Table) -> None:
        """More rows, each with a reference where it needs one."""
        for row in rows:
            if isinstance(row, Table):
                lines = tuple(
                    tuple(grounded(c) if isinstance(c, Statement) else c for c in line)
                    for line in row.rows
                )
                self.rows.append(replace(row, rows=lines, note=grounded(row.note)))
            else:
                self.rows.append(grounded(row))


def cells(text: str) -> int:
    """How wide a text is when a Chinese character counts as two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _lines(texts: Iterable[str], width: float) -> float:
    return -(-sum(map(cells, texts)) // width)


def _statement(row: Statement, langs: Sequence[Lang], width: float) -> float:
    return 0.25 + sum(
        _lines(
            (
                row.figure.in_lang(lang),
                row.text.in_lang(lang),
                *(part.in_lang(lang) for part in row.about),
                "   " * (len(row.about) + len(row.sources)),
            ),
            width,
        )
        for lang in langs
    )


def _table(row: Table, langs: Sequence[Lang], *, goes_on: bool = False) -> float:
    lines = row.rows if goes_on else (row.head, *row.rows)
    note = 0.0 if goes_on or not row.note.text else _statement(row.note, langs, WIDTH)
    return sum(_table_line(line, row.first, langs) for line in lines) + note


def _table_line(line: Sequence[Words | Statement], share: float, langs: Sequence[Lang]) -> float:
    """What a row of a table takes: the height of its highest cell in each language."""
    first, *others = (cell if isinstance(cell, Statement) else Statement(cell) for cell in line)
    rest = WIDTH * (1 - share) / max(1, len(others)) - 3
    heights = (
        max(
            1.0,
            _statement(first, (lang,), WIDTH * share) - 0.25,
            *(_statement(other, (lang,), rest) - 0.25 for other in others),
        )
        for lang in langs
    )
    return sum(heights) + 0.4


def _shortened(table: Table, room: float, langs: Sequence[Lang]) -> Table:
    """As many rows of a table as there is room for."""
    kept = list(table.rows)
    while kept and _table(replace(table, rows=tuple(kept)), langs) > room:
        kept.pop()
    return replace(table, rows=tuple(kept))


class _Sheet:
    """The two pages while they fill up."""

    def __init__(
        self,
        drafts: Sequence[Draft],
        sources: Mapping[str, SourceRecord],
        langs: Sequence[Lang],
    ) -> None:
        self.drafts, self.sources, self.langs = drafts, sources, langs
        self.room = float(LINES)
        self.left = 0
        self.taken: list[list[Statement | Table]] = [[] for _ in drafts]
        self._cited: set[str] = set()
        self._heights = [0.0] * len(drafts)
        self._partners = _partners(drafts)

    def place(self, number: int, row: Statement | Table) -> None:
        """Take a row of a part if there is room for it, or what there is room for of a table."""
        new = [name for name in sources_of(row) if name not in self._cited]
        cited = sum(_reference(self.sources.get(name)) for name in new)
        if isinstance(row, Table):
            short = _shortened(row, self.room - cited - _HEADING, self.langs)
            self.left += len(row.rows) - len(short.rows)
            if not short.rows:
                return
            row = short
        cost, height = self._cost(number, row)
        if cost + cited > self.room:
            self.left += 1
            return
        self.room -= cost + cited
        self._heights[number] = height
        self._cited.update(new)
        self.taken[number].append(row)

    def _cost(self, number: int, row: Statement | Table) -> tuple[float, float]:
        """What a row adds to the page, and the height of its part with it.

        Of two parts side by side only the higher one counts.
        """
        partner = self._partners.get(number)
        alone = not self.drafts[number].column
        if isinstance(row, Table):
            own = _table(row, self.langs, goes_on=_follows(self.taken[number], row))
        else:
            own = _statement(row, self.langs, WIDTH if alone else WIDTH / 2 - 3)
        own += 0 if self.taken[number] else _HEADING
        height = self._heights[number] + own
        beside = self._heights[partner] if partner is not None else 0.0
        if alone or partner is None:
            return own, height
        return max(height, beside) - max(self._heights[number], beside), height


def _follows(taken: Sequence[Statement | Table], row: Table) -> bool:
    """Whether a table goes on where the one before it ended."""
    last = taken[-1] if taken else None
    return isinstance(last, Table) and last.head == row.head


def _merged(rows: Iterable[Statement | Table]) -> tuple[Statement | Table, ...]:
    """The rows, with tables that go on made into one."""
    found: list[Statement | Table] = []
    for row in rows:
        last = found[-1] if found else None
        if isinstance(row, Table) and isinstance(last, Table) and _follows(found, row):
            found[-1] = replace(last, rows=(*last.rows, *row.rows))
        else:
            found.append(row)
    return tuple(found)


def _partners(drafts: Sequence[Draft]) -> Mapping[int, int]:
    """Which parts stand side by side: two and two of those that follow one another in columns."""
    found: dict[int, int] = {}
    waiting: int | None = None
    for number, draft in enumerate(drafts):
        if not draft.column:
            waiting = None
        elif waiting is None:
            waiting = number
        else:
            found[number], found[waiting] = waiting, number
            waiting = None
    return found


def _reference(source: SourceRecord | None) -> float:
    if source is None:
        return 1.0
    texts = (source.title, source.publisher, source.url, " " * 24)
    return _lines(texts, 62) * _REFERENCE + 0.1


def fitted(
    drafts: Sequence[Draft], sources: Mapping[str, SourceRecord], langs: Sequence[Lang]
) -> tuple[tuple[Part, ...], int]:
    """The parts with the rows for which there is room on two pages, and how many were left out.

    The parts take turns, the weightiest first, so that a long one does not crowd out the others.
    """
    sheet = _Sheet(drafts, sources, langs)
    queues = [list(draft.rows) for draft in drafts]
    order = sorted(range(len(drafts)), key=lambda number: -drafts[number].weight)
    while any(queues):
        for number in order:
            weight, queue = drafts[number].weight, queues[number]
            turn, queue[:] = queue[:weight], queue[weight:]
            for row in turn:
                sheet.place(number, row)
    parts = (
        Part(draft.title, _merged(kept), draft.column)
        for draft, kept in zip(drafts, sheet.taken, strict=True)
        if kept
    )
    return tuple(parts), sheet.left
