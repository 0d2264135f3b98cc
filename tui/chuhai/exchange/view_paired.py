"""A table in two languages at once: every text of the second stands on a line under the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from chuhai.exchange.view_table import Table, TableCell, TableRow
from chuhai.i18n import Lang


def in_langs(make: Callable[[Lang], Table], langs: Sequence[Lang]) -> Table:
    """A table in one language, or in two that stand under one another."""
    first, *more = langs
    return _paired(make(first), make(more[0])) if more else make(first)


def _paired(first: Table, second: Table) -> Table:
    def rows(ones: Sequence[TableRow], others: Sequence[TableRow]) -> tuple[TableRow, ...]:
        return tuple(_row(one, other) for one, other in zip(ones, others, strict=True))

    columns = zip(first.columns, second.columns, strict=True)
    legend = zip(first.legend, second.legend, strict=True)
    return replace(
        first,
        title=_both(first.title, second.title, " / "),
        corner=_both(first.corner, second.corner),
        columns=tuple((a[0], _both(a[1], b[1]), _both(a[2], b[2])) for a, b in columns),
        rows=rows(first.rows, second.rows),
        foot=rows(first.foot, second.foot),
        legend=tuple((mark, _both(name, other, " ")) for (mark, name), (_, other) in legend),
        notes=tuple(_notes(first.notes, second.notes)),
    )


def _both(one: str, other: str, between: str = "\n") -> str:
    return f"{one}{between}{other}" if other and other != one else one


def _row(one: TableRow, other: TableRow) -> TableRow:
    cells = zip(one.cells, other.cells, strict=True)
    return replace(
        one,
        label=_both(one.label, other.label),
        group=_both(one.group, other.group),
        cells=tuple(_cell(a, b) for a, b in cells),
    )


def _cell(one: TableCell, other: TableCell) -> TableCell:
    return replace(
        one,
        text=_both(one.text, other.text),
        note=_both(one.note, other.note),
        confidence=_both(one.confidence, other.confidence, " / "),
    )


def _notes(ones: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    for one, other in zip(ones, others, strict=True):
        yield one
        if other != one:
            yield other
