"""A brief: one to two A4 pages on a card, a plan or a comparison, with numbered references.

This module holds the document and the rule that every sentence with a number carries a reference;
`brief_card` and `brief_plan` draft it, `brief_room` cuts it to two pages, `brief_markdown` and
`brief_html` write it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chuhai.i18n import Lang, Words
from chuhai.library.records import SourceRecord
from chuhai.strings import named, strings

OWN = "own"
"""The id of the reference to chuhai itself: for what no outside source says."""
_END = re.compile(r"(?<=[。！？])|(?<=[.!?])(?=\s+[A-Z0-9“\"(])")
_TAIL = re.compile(r"([.!?。！？…]+[”\"’)）]*)?\s*$")

NOTHING = Words("")


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that is said: in running text or as a point of a list."""

    text: Words
    sources: tuple[str, ...] = ()
    """Ids of sources; `OWN` for chuhai's own judgement."""
    figure: Words = NOTHING
    """The number that it is about, with unit and base."""
    about: tuple[Words, ...] = ()
    """Place, date, age, doubt: what it takes to weigh it."""
    level: str = ""
    """A stance, drawn as glyph and name in front."""
    point: bool = True
    """Whether it is a point of a list rather than running text."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of short cells; what stands below it says where its numbers come from."""

    head: tuple[Words, ...]
    rows: tuple[tuple[Words | Statement, ...], ...]
    """Cells that are statements carry references of their own."""
    note: Statement
    first: float = 0.5
    """The share of the width that the first cell of a row takes."""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with what is said under it."""

    title: Words
    rows: tuple[Statement | Table, ...]
    column: bool = False
    """Whether it stands beside the next or the previous part that is a column too."""


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole document."""

    title: Words
    about: tuple[Words, ...]
    """What stands under the title: which card or list, which market, which date."""
    parts: tuple[Part, ...]
    references: tuple[SourceRecord, ...]
    standing: Mapping[str, str]
    """`checked`, `recalled`, `cited` or `own`, by the id of a reference."""
    stamp: tuple[Words, ...]
    """What was left out; versions, date, and that it is no legal advice."""

    def numbers(self, sources: Iterable[str]) -> tuple[int, ...]:
        """The numbers of some references, from 1."""
        known = [record.id for record in self.references]
        return tuple(known.index(name) + 1 for name in sources if name in known)


def say(key: str, **values: object) -> Words:
    """Words of the interface in both languages; values may be in both languages too."""

    def filled(lang: Lang) -> str:
        text = strings()[key].in_lang(lang)
        given = {k: v.in_lang(lang) if isinstance(v, Words) else v for k, v in values.items()}
        return text.format(**given) if given else text

    return Words(filled(Lang.EN), filled(Lang.ZH))


def joined(parts: Iterable[Words], english: str = ", ", chinese: str = "、") -> Words:
    """Words one after another, separated as each language does it."""
    kept = [part for part in parts if part]
    return Words(
        english.join(part.in_lang(Lang.EN) for part in kept),
        chinese.join(part.in_lang(Lang.ZH) for part in kept),
    )


def labelled(label: Words, text: Words) -> Words:
    """A label and what it is of, with the colon of each language."""
    return joined((label, text), ": ", "：")


def level_name(level: str, lang: Lang) -> str:
    """The name of a stance, or of how gates stand."""
    prefix = "stance" if f"stance.{level}" in strings() else "standing"
    return named(prefix, level, lang)


# ------------------------------------------------------------ every number has a reference


def has_number(words: Words) -> bool:
    """Whether a text has a digit in either language."""
    return any(char.isdigit() for char in words.en + words.zh)


def grounded(statement: Statement) -> Statement:
    """The statement with chuhai itself as its reference when it has a number and no source."""
    bare = not statement.sources and (has_number(statement.text) or has_number(statement.figure))
    return replace(statement, sources=(OWN,)) if bare else statement


def marked(text: str, numbers: Sequence[int], *, figured: bool = False) -> Iterator[str | int]:
    """A text with the numbers of its references after every sentence that has a number.

    `figured` says that a figure stands before it, so that the first sentence is marked too; the
    last one always is. Strings are text, integers are references.
    """
    pieces = [piece for piece in _END.split(text) if piece.strip()]
    for place, piece in enumerate(pieces):
        needed = any(char.isdigit() for char in piece) or (figured and not place)
        if not numbers or not (needed or place == len(pieces) - 1):
            yield piece
            continue
        tail = _TAIL.search(piece)
        end = tail.start() if tail else len(piece)
        latin = end and unicodedata.east_asian_width(piece[end - 1]) not in "WF"
        yield piece[:end] + (" " if latin else "")
        yield from numbers
        yield piece[end:]


def sources_of(row: Statement | Table) -> tuple[str, ...]:
    """The ids of the references of a row, and of the cells of a table."""
    if isinstance(row, Statement):
        return row.sources
    cells = (cell for line in row.rows for cell in line if isinstance(cell, Statement))
    return tuple(name for said in (*cells, row.note) for name in said.sources)


def finished(
    brief: Brief, sources: Mapping[str, SourceRecord], standing: Mapping[str, str]
) -> Brief:
    """The brief with its references in the order in which they are first cited."""
    used: dict[str, None] = {}
    for part in brief.parts:
        for row in part.rows:
            used.update(dict.fromkeys(name for name in sources_of(row) if name in sources))
    return replace(
        brief,
        references=tuple(sources[name] for name in used),
        standing={name: standing.get(name, "cited") for name in used},
    )


def as_json(brief: Brief) -> dict[str, Any]:
    """The brief as a JSON object, with both languages and numbered references."""

    def row_json(row: Statement | Table) -> dict[str, Any]:
        if isinstance(row, Table):
            note = row_json(row.note)
            return {"head": plain(row.head), "rows": plain(row.rows), "note": note}
        data = {"text": plain(row.text), "references": list(brief.numbers(row.sources))}
        extra = {"figure": row.figure, "about": row.about, "level": row.level}
        return data | {key: plain(value) for key, value in extra.items() if value}

    def plain(value: object) -> Any:
        if isinstance(value, Words):
            return {"en": value.en, "zh": value.zh}
        if isinstance(value, Statement):
            return row_json(value)
        return [plain(one) for one in value] if isinstance(value, tuple) else value

    return {
        "title": plain(brief.title),
        "about": plain(brief.about),
        "parts": [
            {"title": plain(part.title), "rows": [row_json(row) for row in part.rows]}
            for part in brief.parts
        ],
        "references": [
            {"number": number, **record._asdict(), "standing": brief.standing[record.id]}
            for number, record in enumerate(brief.references, 1)
        ],
        "stamp": plain(brief.stamp),
    }
