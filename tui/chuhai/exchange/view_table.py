"""A matrix or a comparison as a table that every format can write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from chuhai import __version__
from chuhai.checklist.item import Mark
from chuhai.compare.facts import date_of
from chuhai.compare.table import Cell, Comparison
from chuhai.exchange.guard import one_line
from chuhai.i18n import Lang
from chuhai.library.age import stale_months
from chuhai.library.facts import Fact
from chuhai.library.filter import STANCES, Filter
from chuhai.library.index import Library
from chuhai.library.records import SourceRecord
from chuhai.matrix import NO_DATA, Matrix
from chuhai.strings import named, t

GLYPHS = {
    "go": "▲", "test": "●", "watch": "○", "avoid": "×", "no-data": "·",
    "open": "▲", "cost": "●", "unknown": "?", "blocked": "×",
}  # fmt: skip
"""The glyph of every stance and standing."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell in words, with all that it takes to weigh it.

    A text in two languages has the second on a line of its own, here and in rows and heads.
    """

    text: str = ""
    mark: str = ""
    """A stance, or how gates stand."""
    note: str = ""
    source: str = ""
    date: str = ""
    confidence: str = ""
    own: tuple[str, str, str] | None = None
    """One's own mark in parts, where there is one: the score, not for us, the note."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row with its cells."""

    label: str
    cells: tuple[TableCell, ...]
    group: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What a format writes: heads, rows, and what stands above and below them."""

    title: str
    corner: str
    columns: tuple[tuple[str, str, str], ...]
    """Code, name and group of each column."""
    rows: tuple[TableRow, ...]
    foot: tuple[TableRow, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    """Marks with their names."""
    notes: tuple[str, ...] = ()
    sourced: bool = False
    """Whether cells have sources, dates and confidence of their own."""


def _written(library: Library, lang: Lang, today: dt.date) -> str:
    return t(
        "export.written", lang,
        version=__version__, content=library.version, date=today.isoformat(),
    )  # fmt: skip


# ------------------------------------------------------------ matrix


def matrix_table(
    table: Matrix, kind: str, library: Library, lang: Lang, today: dt.date, wanted: Filter
) -> Table:
    """The matrix with its totals and one's own marks."""
    rows = []
    for card in table.cards:
        cells = tuple(
            TableCell(
                named("stance", level, lang),
                level,
                _mark_note(table.mark(card, market), lang),
                own=_own(table.mark(card, market), lang),
            )
            for market in table.markets
            for level in [table.level(card, market)]
        )
        rows.append(TableRow(card.name.in_lang(lang), cells, key=f"{card.kind}/{card.id}"))
    foot = [
        TableRow(
            named("stance", level, lang),
            tuple(TableCell(str(table.totals[market][level])) for market in table.markets),
        )
        for level in STANCES
    ]
    columns = tuple(
        (m, library.place_name(m).in_lang(lang), named("region", table.regions[m], lang))
        for m in table.markets
    )
    notes = [t("matrix.unknown", lang, n=table.unknown)]
    notes += [f"{t('key.facets', lang)}: {wanted}"] if wanted else []
    title = t(f"export.matrix-{kind}", lang)
    legend = tuple((level, named("stance", level, lang)) for level in STANCES)
    return Table(
        title, t(f"matrix.{kind}", lang), columns, tuple(rows), tuple(foot), legend,
        (*notes, _written(library, lang, today)),
    )  # fmt: skip


def _own(mark: Mark | None, lang: Lang) -> tuple[str, str, str] | None:
    if not mark:
        return None
    yes = t("export.yes", lang) if mark.out else ""
    return str(mark.score or ""), yes, one_line(mark.note)


def _mark_note(mark: Mark | None, lang: Lang) -> str:
    if not mark:
        return ""
    parts = [t("matrix.score", lang, n=mark.score)] if mark.score else []
    parts += [t("matrix.out", lang)] if mark.out else []
    parts += [one_line(mark.note)] if mark.note else []
    return " · ".join(parts)


# ------------------------------------------------------------ comparison


def weighed(fact: Fact, lang: Lang, today: dt.date) -> str:
    """How sure a claim is and whether it is stale, in a few words."""
    parts = [certainty(fact, lang)]
    if stale := stale_months(fact.age, fact.as_of, fact.effective, today):
        parts.append(t("stale", lang, months=stale[0], limit=stale[1]))
    if fact.conflict:
        parts.append(t("compare.disputed", lang))
    return "; ".join(filter(None, parts))


def _weighed(cell: Cell, lang: Lang, today: dt.date) -> str:
    """How sure the leading claim of a cell is; that another one is disputed is said too."""
    if not cell.claims:
        return ""
    first = cell.claims[0]
    rest = not first.conflict and any(claim.conflict for claim in cell.claims)
    also = t("compare.disputed", lang) if rest else ""
    return "; ".join(filter(None, (weighed(first, lang, today), also)))


def certainty(fact: Fact, lang: Lang) -> str:
    """What a claim says of its own certainty: read, remembered, judged, or a date's certainty."""
    if fact.confidence == "judgement":
        return t("judgement", lang)
    prefix = "certainty" if fact.topic == "festival" else "confidence"
    return named(prefix, fact.confidence, lang) if fact.confidence else ""


def publishers(fact: Fact, sources: dict[str, SourceRecord]) -> str:
    """Who published what a claim rests on, with the address where there is one."""
    known = [sources[name] for name in fact.sources if name in sources]
    return "; ".join(f"{s.publisher}, {s.title}" + (f", {s.url}" if s.url else "") for s in known)


def comparison_table(
    found: Comparison, library: Library, lang: Lang, today: dt.date, *, differences: bool = False
) -> Table:
    """A comparison with source, date and confidence in every cell, the totals, the unknowns."""
    sources = dict(found.sources)
    published = {name: source.published for name, source in sources.items()}

    def cell(one: Cell) -> TableCell:
        if not one.known:
            return TableCell(
                named("stance", NO_DATA, lang), NO_DATA, one_line(one.note.in_lang(lang))
            )
        first = one.claims[0] if one.claims else None
        return TableCell(
            one.said.in_lang(lang),
            one.mark,
            one_line(one.note.in_lang(lang)),
            publishers(first, sources) if first else "",
            date_of(first, published) if first else "",
            _weighed(one, lang, today),
        )

    rows = [
        TableRow(
            row.label.in_lang(lang),
            tuple(cell(row.cell(market)) for market in found.markets),
            t(f"rows.{row.group}", lang),
            row.key,
        )
        for row in found.shown(differences)
    ]
    names = [library.place_name(market).in_lang(lang) for market in found.markets]
    columns = tuple((m, name, "") for m, name in zip(found.markets, names, strict=True))
    subject = found.subject.name.in_lang(lang) if found.subject else ""
    title = " · ".join(filter(None, (t("view.compare", lang), subject, ", ".join(names))))
    return Table(
        title, "", columns, tuple(rows), tuple(_foot(found, lang)), (),
        (*_arithmetic(found, lang), _written(library, lang, today)), sourced=True,
    )  # fmt: skip


def _foot(found: Comparison, lang: Lang) -> list[TableRow]:
    counts = tuple(TableCell(str(found.unknown[market])) for market in found.markets)
    rows = [TableRow(t("compare.unknown", lang), counts)]
    totals = [found.total(market) for market in found.markets]
    if any(total is not None for total in totals):
        cells = tuple(TableCell("" if n is None else f"{n:.1f}") for n in totals)
        rows.append(TableRow(t("compare.score", lang), cells))
    return rows


def _arithmetic(found: Comparison, lang: Lang) -> Sequence[str]:
    """How the score of each market came about, and which weighted rows could not count."""
    lines = []
    for market in found.markets:
        terms = found.terms(market)
        total = found.total(market)
        if total is not None:
            parts = [
                f"{term.weight}×{term.score:.2f} {term.row.label.in_lang(lang)}" for term in terms
            ]
            whole = sum(term.weight for term in terms)
            lines.append(f"{market}: ({' + '.join(parts)}) / {whole} × 100 = {total:.1f}")
    for row, why in found.left_out:
        words = t(f"score.{why}", lang)
        lines.append(t("compare.left-out", lang, row=row.label.in_lang(lang), why=words))
    return lines
