"""One's own marks on the matrix as a sheet of the workbook: to be read, not to be sent back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chuhai.agenda import Agenda
from chuhai.i18n import Lang, Words
from chuhai.library.index import Library
from chuhai.matrix import NO_DATA
from chuhai.strings import names, strings

MARKS = "标记 Marks"
"""The name of the sheet."""
WIDTHS = (28, 34, 16, 14, 9, 14, 60)
"""The widths of its columns."""
_HEADS = ("col.list", "col.card", "facet.market", "facet.stance", "mark.score", "mark.out",
          "mark.note")  # fmt: skip
Row = tuple[str | int | None, ...]


def _both(words: Words) -> str:
    return words.zh if words.zh == words.en or not words.en else f"{words.zh} {words.en}".strip()


def heads() -> list[str]:
    """The headings in both languages."""
    return [_both(strings()[key]) for key in _HEADS]


def rows(agendas: Sequence[Agenda], library: Library, lang: Lang) -> list[Row]:
    """Every mark of whole lists: list, card, market, stance, score, not for us, note."""
    return [row for one in agendas if not one.part_of for row in _of_list(one, library, lang)]


def _of_list(one: Agenda, library: Library, lang: Lang) -> Iterator[Row]:
    for cell, mark in one.checklist.layer.items():
        name, _, market = cell.partition("@")
        kind, _, card = name.partition("/")
        entry = library.find(kind, card)
        level = entry.stances.get(market, NO_DATA) if entry is not None else NO_DATA
        yield (
            one.title.in_lang(lang),
            entry.name.in_lang(lang) if entry is not None else name,
            library.place_name(market).in_lang(lang),
            _both(names("stance", level)),
            mark.score or None,
            _both(strings()["export.yes"]) if mark.out else "",
            mark.note,
        )
