"""A brief: one to two A4 pages on a card, a plan or a comparison, with numbered references.

This module holds the document, what fits on two pages, and the rule that every sentence with a
number carries a reference; `brief_card` and `brief_plan` fill it, `brief_markdown` and
`brief_html` write it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from chuhai.i18n import Lang, Words
from chuhai.library.records import SourceRecord
from chuhai.strings import strings

STANCE_GLYPHS = {"go": "▲", "test": "●", "watch": "○", "avoid": "×", "no-data": "·"}
OWN = "own"
"""The id of the reference to chuhai itself: for what no outside source says."""
LINES = 112
"""How many lines of text two A4 pages hold beside headings and margins."""
WIDTH = 104
"""How many cells such a line holds."""
_REFERENCE = 0.45
"""What a line of a reference takes, which is set smaller and in two columns, in lines of text."""
_COLUMN = 0.6
"""What a row of a part that stands in a column takes of the height it would take alone."""
SHORT = 56
"""Up to how many cells a point is short: parts of short points stand in two columns."""
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
    rows: tuple[tuple[Words, ...], ...]
    note: Statement


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


# ------------------------------------------------------------ what fits


def cells(text: str) -> int:
    """How wide a text is when a Chinese character counts as two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _lines(texts: Iterable[str], width: float = WIDTH) -> float:
    return -(-sum(map(cells, texts)) // width)


def _cost(row: Statement | Table, langs: Sequence[Lang]) -> float:
    if isinstance(row, Table):
        lines = (row.head, *row.rows)
        return sum(_line_cost(line, langs) for line in lines) + _cost(row.note, langs)
    return 0.25 + sum(
        _lines(
            (
                row.figure.in_lang(lang),
                row.text.in_lang(lang),
                *(part.in_lang(lang) for part in row.about),
                "   " * (len(row.about) + len(row.sources)),
            )
        )
        for lang in langs
    )


def _line_cost(line: Sequence[Words], langs: Sequence[Lang]) -> float:
    """What a row of a table takes, of which the first cell is given half of the width."""
    first, *others = line
    rest = WIDTH / 2 / max(1, len(others))
    heights = [
        max(_lines((first.in_lang(lang),), WIDTH / 2), *(_lines((o.in_lang(lang),), rest)
            for o in others), 1.0)
        for lang in langs
    ]  # fmt: skip
    return sum(heights) + 0.4


def _shortened(table: Table, room: float, langs: Sequence[Lang]) -> tuple[Table, int]:
    """As many rows of a table as there is room for, and how many were left out."""
    kept = list(table.rows)
    while kept and _cost(replace(table, rows=tuple(kept)), langs) > room:
        kept.pop()
    return replace(table, rows=tuple(kept)), len(table.rows) - len(kept)


def _sources(row: Statement | Table) -> tuple[str, ...]:
    return row.note.sources if isinstance(row, Table) else row.sources


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
                self.rows.append(replace(row, note=grounded(row.note)))
            else:
                self.rows.append(grounded(row))


def fitted(
    drafts: Sequence[Draft], sources: Mapping[str, SourceRecord], langs: Sequence[Lang]
) -> tuple[tuple[Part, ...], int]:
    """The parts with the rows for which there is room on two pages, and how many were left out.

    The parts take turns, the weightiest first, so that a long one does not crowd out the others.
    """
    taken: dict[int, list[Statement | Table]] = {place: [] for place in range(len(drafts))}
    queues = {place: list(draft.rows) for place, draft in enumerate(drafts)}
    order = sorted(queues, key=lambda place: -drafts[place].weight)
    cited: set[str] = set()
    room, left = float(LINES), 0
    while any(queues.values()):
        for place in order:
            weight, queue = drafts[place].weight, queues[place]
            share = _COLUMN if drafts[place].column else 1.0
            turn, queue[:] = queue[:weight], queue[weight:]
            for row in turn:
                new = [name for name in _sources(row) if name not in cited]
                extra = sum(_reference_cost(sources.get(name)) for name in new)
                extra += 0 if taken[place] else 1.6 * share
                if isinstance(row, Table):
                    row, cut = _shortened(row, room - extra, langs)
                    left += cut
                cost = _cost(row, langs) * share + extra
                if cost > room or (isinstance(row, Table) and not row.rows):
                    left += isinstance(row, Statement)
                    continue
                room -= cost
                taken[place].append(row)
                cited.update(new)
    parts = [
        Part(draft.title, tuple(kept), draft.column)
        for draft, kept in zip(drafts, taken.values(), strict=True)
        if kept
    ]
    return tuple(parts), left


def _reference_cost(source: SourceRecord | None) -> float:
    if source is None:
        return 1.0
    return _lines((source.title, source.publisher, source.url, " " * 24), 62) * _REFERENCE + 0.1


def finished(
    brief: Brief, sources: Mapping[str, SourceRecord], standing: Mapping[str, str]
) -> Brief:
    """The brief with its references in the order in which they are first cited."""
    used: dict[str, None] = {}
    for part in brief.parts:
        for row in part.rows:
            used.update(dict.fromkeys(name for name in _sources(row) if name in sources))
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
        return [plain(one) for one in value] if isinstance(value, tuple) else value

    return {
        "title": plain(brief.title),
        "about": plain(brief.about),
        "parts": [
            {"title": plain(part.title), "rows": [row_json(row) for row in part.rows]}
            for part in brief.parts
        ],
        "references": [
            {"number": number, **asdict(record), "standing": brief.standing[record.id]}
            for number, record in enumerate(brief.references, 1)
        ],
        "stamp": plain(brief.stamp),
    }
