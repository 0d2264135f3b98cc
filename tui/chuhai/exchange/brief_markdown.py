"""A brief as Markdown, in one language or in paired lines."""

from __future__ import annotations

from collections.abc import Sequence

from chuhai.exchange.brief import Brief, Part, Statement, Table, level_name, marked
from chuhai.exchange.markdown import escaped
from chuhai.exchange.view_table import GLYPHS
from chuhai.i18n import Lang, Words
from chuhai.library.records import SourceRecord
from chuhai.strings import named, t
from chuhai.values import replace


def _both(words: Words, langs: Sequence[Lang]) -> str:
    """A short label, in two languages when both are wanted and they differ."""
    return escaped(" · ".join(dict.fromkeys(words.in_lang(lang) for lang in langs)))


def _sentence(row: Statement, numbers: Sequence[int], lang: Lang) -> str:
    parts = []
    if row.level:
        name = level_name(row.level, lang) if row.point else ""
        parts.append(f"**{GLYPHS[row.level]} {name}".strip() + "**")
    if figure := row.figure.in_lang(lang):
        parts.append(f"**{escaped(figure)}**")
    body = marked(row.text.in_lang(lang), numbers, figured=bool(figure))
    pieces = []
    for piece in body:
        if isinstance(piece, int):
            pieces.append(f"[{piece}]")
        else:
            lead = " " if piece[:1] == " " else ""
            end = " " if piece[-1:] == " " else ""
            pieces.append(lead + escaped(piece) + end if piece.strip() else piece)
    parts.append("".join(pieces))
    if row.about:
        about = "; ".join(escaped(part.in_lang(lang)) for part in row.about)
        parts.append(f"*({about})*" if lang is Lang.EN else f"（{about.replace('; ', '；')}）")
    return " ".join(parts)


def _statement(row: Statement, brief: Brief, langs: Sequence[Lang]) -> list[str]:
    numbers = brief.numbers(row.sources)
    said = list(dict.fromkeys(_sentence(row, numbers, lang) for lang in langs))
    lead = "- " if row.point else ""
    indent = "  " if row.point else ""
    lines = [lead + said[0], *(indent + other for other in said[1:])]
    broken = [f"{line}  " for line in lines[:-1]] + lines[-1:]
    return broken if row.point else [*broken, ""]


def _table(row: Table, brief: Brief, langs: Sequence[Lang]) -> list[str]:
    def cell(said: Words | Statement) -> str:
        if isinstance(said, Statement):
            numbers = brief.numbers(said.sources)
            return "<br>".join(dict.fromkeys(_sentence(said, numbers, lang) for lang in langs))
        return "<br>".join(dict.fromkeys(escaped(said.in_lang(lang)) for lang in langs))

    lines = ["| " + " | ".join(map(cell, row.head)) + " |", "|" + " --- |" * len(row.head)]
    lines += ["| " + " | ".join(map(cell, line)) + " |" for line in row.rows]
    note = replace(row.note, point=False)
    return ["", *lines, "", *(_statement(note, brief, langs) if note.text else ())]


def _part(part: Part, brief: Brief, langs: Sequence[Lang]) -> list[str]:
    lines = ["", f"## {_both(part.title, langs)}", ""]
    for row in part.rows:
        if isinstance(row, Table):
            lines += _table(row, brief, langs)
        else:
            lines += _statement(row, brief, langs)
    return lines


def _reference(record: SourceRecord, brief: Brief, langs: Sequence[Lang]) -> str:
    lang = langs[0]
    dated = record.published or t("undated", lang)
    kind, standing = (
        named("source", record.kind, lang),
        named("ref", brief.standing[record.id], lang),
    )
    about = ", ".join(filter(None, (escaped(record.publisher), dated, kind, standing)))
    where = (
        f" <{record.url}>" if record.url and "<" not in record.url and ">" not in record.url else ""
    )
    return f"{escaped(record.title)}. {about}.{where}"


def write(brief: Brief, langs: Sequence[Lang]) -> bytes:
    """The brief as one UTF-8 document."""
    about = " · ".join(_both(words, langs) for words in brief.about)
    lines = [f"# {_both(brief.title, langs)}", "", about]
    for part in brief.parts:
        lines += _part(part, brief, langs)
    lines += ["", f"## {' · '.join(dict.fromkeys(t('head.sources', lang) for lang in langs))}", ""]
    for number, record in enumerate(brief.references, 1):
        lines.append(f"{number}. {_reference(record, brief, langs)}")
    lines += ["", "---", ""]
    lines += [f"{escaped(words.in_lang(lang))}  " for words in brief.stamp for lang in langs]
    text = "\n".join(lines).rstrip()
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return f"{text}\n".encode()
