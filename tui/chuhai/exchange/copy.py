"""What a file that came in says, before it is compared with the book."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from chuhai.checklist.trail import Known, Touch
from chuhai.i18n import Lang
from chuhai.strings import t
from chuhai.values import dataclass, field, replace

LARGEST = 8 * 1024 * 1024
"""The most bytes that a file may have."""
ROWS = 20_000
"""The most items that a file may have."""
FAULTS = 50
"""After so many faults a file is not read further."""


class Unreadable(ValueError):
    """A file that cannot be read at all: a key for the interface and what stands in its words."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(t(key, Lang.EN, **values))
        self.key, self.values = key, values

    def in_lang(self, lang: Lang) -> str:
        """The sentence in a language."""
        return t(self.key, lang, **self.values)


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file: the sheet or list, the row as the program shows it, the column."""

    sheet: str = ""
    row: int = 0
    column: str = ""

    def in_lang(self, lang: Lang) -> str:
        """The place in words."""
        parts = []
        if self.sheet:
            parts.append(t("at.sheet", lang, name=self.sheet))
        if self.row:
            parts.append(t("at.row", lang, n=self.row))
        if self.column:
            parts.append(t("at.column", lang, name=self.column))
        return ("，" if lang is Lang.ZH else ", ").join(parts)


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that is refused: where, what it says, what is accepted instead."""

    where: Where
    value: str
    key: str
    """The key of the words for what is accepted."""
    about: Mapping[str, object] = field(default_factory=dict)

    def in_lang(self, lang: Lang) -> str:
        """The sentence in a language."""
        accepted = t(self.key, lang, **self.about)
        return t("fault", lang, where=self.where.in_lang(lang), value=self.value, accepted=accepted)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something in a file that was not read: the key of its words, and what stands in them."""

    key: str
    about: Mapping[str, object] = field(default_factory=dict)

    def in_lang(self, lang: Lang) -> str:
        """The sentence in a language."""
        return t(self.key, lang, **self.about)


Rule = tuple[dt.date | None, int | None]
"""How an item is planned: by a date of its own, by days before the anchor, by neither."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a row carries from when it went out: its due date, its rule, what the copy knew."""

    due: dt.date | None = None
    rule: Rule = (None, None)
    known: Known = field(default_factory=dict)
    part: bool = False
    """Whether the copy went out as one owner's part of the list."""


@dataclass(frozen=True, slots=True)
class Dates:
    """What a row says of its dates; `shown` is the due date that people read."""

    shown: dt.date | None = None
    has_shown: bool = False
    rule: Rule | None = None
    where: Where = Where()


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a file; `values` are in JSON form, as far as the file has them."""

    list: str
    item: str
    values: Mapping[str, Any]
    where: Where
    text: str | None = None
    """The text where the file has it in one language only."""
    dates: Dates | None = None
    """Dates that are still to be understood; nothing where `values` has them."""
    stamp: Stamp | None = None
    touched: Mapping[str, Touch] = field(default_factory=dict)


def adopted(row: Row, lists: Iterable[str], above: str) -> Row:
    """A row that was typed in without an id, on the list that the file is about.

    Where it is about several, that is the list of the row above.
    """
    if row.list or row.item:
        return row
    known = {name for name in lists if name}
    return replace(row, list=next(iter(known)) if len(known) == 1 else above)


@dataclass(frozen=True, slots=True)
class CopyList:
    """One list of a file, or all rows that belong to none."""

    list: str
    values: Mapping[str, Any]
    rows: Sequence[Row]
    known: Known = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    """The items of rows that are there but were refused."""
    exact: bool = False
    whole: bool = True
    compares: bool = False
    """Whether the list's own fields are part of the copy, and not only there to be read."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A whole file."""

    lists: Sequence[CopyList]
    faults: Sequence[Fault] = ()
    notices: Sequence[Notice] = ()
    who: str = ""
    when: str = ""
