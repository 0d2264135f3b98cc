"""A brief as one HTML file that prints on one to two A4 pages: no scripts, nothing from outside."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence

from chuhai.exchange.brief import Brief, Part, Statement, Table, level_name, marked
from chuhai.exchange.view_table import GLYPHS
from chuhai.i18n import Lang, Words
from chuhai.library.records import SourceRecord
from chuhai.strings import named, t
from chuhai.values import replace

_STYLE = """
@page { size: A4; margin: 13mm 14mm 14mm; }
* { box-sizing: border-box; }
body { font: 9pt/1.38 "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei",
  "Helvetica Neue", Arial, sans-serif; color: #1d2429; margin: 0 auto; max-width: 182mm;
  overflow-wrap: anywhere; }
@media screen { body { padding: 10mm 6mm; font-size: 10.5pt; } }
header { border-bottom: .5mm solid #1f6f78; padding-bottom: 1.6mm; }
h1 { font-size: 16pt; line-height: 1.2; margin: 0; }
h1 .alt { font-size: 11pt; font-weight: 400; }
h2 { font-size: 9.5pt; line-height: 1.3; color: #1f6f78; margin: 3mm 0 .8mm; break-after: avoid; }
h2 .alt { font-weight: 400; }
p { margin: 0 0 1mm; orphans: 2; widows: 2; }
ul { margin: 0; padding: 0; list-style: none; }
li { margin: 0 0 .8mm; padding-left: 3.4mm; position: relative; break-inside: avoid; }
li::before { content: "•"; position: absolute; left: 0; color: #7d8990; }
li.stance::before { content: none; }
li.stance { padding-left: 15mm; }
.stance b.level { position: absolute; left: 0; }
.stance .alt b.level { left: -15mm; }
.stance .alt { position: relative; }
.go, .open { color: #14602a; } .test, .cost { color: #1b4f9c; } .watch { color: #704800; }
.avoid, .blocked { color: #9c1f31; } .no-data, .unknown { color: #59656d; }
.figure { font-weight: 600; color: #1f6f78; }
.about { color: #59656d; font-size: 8pt; }
.alt { color: #59656d; }
.alt .figure { color: inherit; }
div.alt { font-size: 8.5pt; }
a { color: inherit; text-decoration: none; }
a.ref { color: #9c3a12; font-size: 7.5pt; }
.columns { display: grid; grid-template-columns: 1fr 1fr; gap: 0 6mm; }
table { border-collapse: collapse; width: 100%; margin: .5mm 0; }
th { text-align: left; font-size: 8pt; color: #59656d; border-bottom: .3mm solid #1f6f78;
  padding: 0 2mm .4mm 0; }
td { vertical-align: top; border-bottom: .2mm solid #d5dce0; padding: .6mm 2mm .6mm 0; }
tr { break-inside: avoid; }
td:not(:first-child) { white-space: nowrap; }
td.long, th.long { white-space: normal; }
table.fixed { table-layout: fixed; }
td .about { display: block; }
.sources { columns: 2; column-gap: 6mm; font-size: 7pt; line-height: 1.3; margin: 0;
  padding: 0; list-style: none; }
.sources li { padding-left: 5mm; break-inside: avoid; margin-bottom: .6mm; }
.sources li::before { content: none; }
.sources .number { position: absolute; left: 0; color: #9c3a12; }
footer { margin-top: 3mm; padding-top: 1mm; border-top: .2mm solid #d5dce0; font-size: 7.5pt;
  color: #59656d; }
* { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_CODES = {Lang.EN: "en", Lang.ZH: "zh-CN"}
_LONG = 24
"""From how many characters on a table cell may break into lines."""


def _said(text: str) -> str:
    """Text in one line in which nothing is read as HTML."""
    return html.escape(" ".join(text.split()))


def _label(words: Words, langs: Sequence[Lang]) -> str:
    """A short label; the second language beside it, muted."""
    said = list(dict.fromkeys(words.in_lang(lang) for lang in langs))
    others = "".join(f' <span class="alt">{_said(other)}</span>' for other in said[1:])
    return _said(said[0]) + others


def _pieces(parts: Iterable[str | int]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, int):
            yield f'<a class="ref" href="#r{part}">[{part}]</a>'
        else:
            yield html.escape(part)


def _sentence(row: Statement, numbers: Sequence[int], lang: Lang) -> str:
    figure = row.figure.in_lang(lang)
    parts = []
    if row.level:
        name = level_name(row.level, lang) if row.point else ""
        mark = _said(f"{GLYPHS[row.level]} {name}")
        parts.append(f'<b class="level {row.level}">{mark}</b>')
    said = "".join(_pieces(marked(row.text.in_lang(lang), numbers, figured=bool(figure))))
    lead = f'<span class="figure">{_said(figure)}</span> ' if figure else ""
    parts.append(f'<span class="say">{lead}{said}</span>')
    if row.about:
        mark = "；" if lang is Lang.ZH else "; "
        about = mark.join(_said(part.in_lang(lang)) for part in row.about)
        parts.append(f'<span class="about">{about}</span>')
    return " ".join(parts)


def _statement(row: Statement, brief: Brief, langs: Sequence[Lang]) -> str:
    numbers = brief.numbers(row.sources)
    said = {_sentence(row, numbers, lang): lang for lang in reversed(langs)}
    first, *others = reversed(said.items())
    body = first[0] + "".join(
        f'<div class="alt" lang="{_CODES[lang]}">{sentence}</div>' for sentence, lang in others
    )
    if not row.point:
        return f"<p>{body}</p>" if not others else f"<div>{body}</div>"
    kind = ' class="stance"' if row.level else ""
    return f"<li{kind}>{body}</li>"


def _table(row: Table, brief: Brief, langs: Sequence[Lang]) -> str:
    def cell(said: Words | Statement, tag: str) -> str:
        if isinstance(said, Statement):
            numbers = brief.numbers(said.sources)
            texts = [_sentence(said, numbers, lang) for lang in langs]
            plain = max(len(said.text.in_lang(lang)) for lang in langs)
        else:
            texts = [_said(said.in_lang(lang)) for lang in langs]
            plain = max(map(len, texts))
        first, *others = dict.fromkeys(texts)
        body = first + "".join(f'<div class="alt">{other}</div>' for other in others)
        long = ' class="long"' if plain > _LONG or row.first < 0.5 else ""
        return f"<{tag}{long}>{body}</{tag}>"

    head = "".join(cell(words, "th") for words in row.head)
    body = "".join(f"<tr>{''.join(cell(said, 'td') for said in line)}</tr>" for line in row.rows)
    fixed, columns = "", ""
    if row.first < 0.5:
        rest = (1 - row.first) / max(1, len(row.head) - 1)
        widths = (row.first, *[rest] * (len(row.head) - 1))
        columns = "".join(f'<col style="width:{100 * width:.1f}%">' for width in widths)
        fixed = ' class="fixed"'
    table = f"<table{fixed}>{columns}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    note = replace(row.note, point=False)
    return table + (_statement(note, brief, langs) if note.text else "")


def _part(part: Part, brief: Brief, langs: Sequence[Lang]) -> str:
    lines = [f"<h2>{_label(part.title, langs)}</h2>"]
    listing = False
    for row in part.rows:
        point = isinstance(row, Statement) and row.point
        if point != listing:
            lines.append("<ul>" if point else "</ul>")
            listing = point
        lines.append(
            _table(row, brief, langs) if isinstance(row, Table) else _statement(row, brief, langs)
        )
    return "\n".join([*lines, "</ul>"] if listing else lines)


def _parts(parts: Sequence[Part], brief: Brief, langs: Sequence[Lang]) -> Iterator[str]:
    column = False
    for part in parts:
        if part.column != column:
            yield '<div class="columns">' if part.column else "</div>"
            column = part.column
        drawn = _part(part, brief, langs)
        yield f"<section>{drawn}</section>" if column else drawn
    if column:
        yield "</div>"


def _reference(record: SourceRecord, number: int, brief: Brief, lang: Lang) -> str:
    standing = named("ref", brief.standing[record.id], lang)
    dated = record.published or t("undated", lang)
    about = ", ".join(filter(None, (record.publisher, dated, named("source", record.kind, lang))))
    address = ""
    if record.url.startswith(("http://", "https://")):
        shown = record.url.split("://", 1)[1]
        address = f' <a href="{html.escape(record.url)}">{_said(shown)}</a>'
    return (
        f'<li id="r{number}"><span class="number">[{number}]</span>{_said(record.title)}. '
        f"{_said(about)}; <b>{_said(standing)}</b>.{address}</li>"
    )


def write(brief: Brief, langs: Sequence[Lang]) -> bytes:
    """The brief as one UTF-8 document, in one language or with the second one under the first."""
    lang = langs[0]
    about = " · ".join(_label(words, langs) for words in brief.about)
    sources = Words(t("head.sources", Lang.EN), t("head.sources", Lang.ZH))
    lines = [
        "<!doctype html>",
        f'<html lang="{_CODES[lang]}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_said(brief.title.in_lang(lang))}</title>",
        f"<style>{_STYLE}</style></head><body>",
        f'<header><h1>{_label(brief.title, langs)}</h1><div class="about">{about}</div></header>',
        *_parts(brief.parts, brief, langs),
        f"<h2>{_label(sources, langs)}</h2>",
        '<ol class="sources">',
        *(
            _reference(record, number, brief, lang)
            for number, record in enumerate(brief.references, 1)
        ),
        "</ol>",
        "<footer>",
        *(f"<div>{_said(words.in_lang(lang))}</div>" for words in brief.stamp for lang in langs),
        "</footer>",
        "</body></html>",
    ]
    return ("\n".join(lines) + "\n").encode()
