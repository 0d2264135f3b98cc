"""Checklists as one HTML file that prints on A4: no scripts, nothing from outside."""

from __future__ import annotations

import html
from collections.abc import Sequence

from chuhai import __version__
from chuhai.agenda import Agenda, anchor_name
from chuhai.checklist.item import Item, Status
from chuhai.checklist.trail import NO_TRAIL, Trail
from chuhai.exchange.guard import one_line, printable
from chuhai.exchange.wording import away, joined, second
from chuhai.i18n import Lang
from chuhai.library.index import Library
from chuhai.strings import t

_STYLE = """
@page { size: A4; margin: 14mm 13mm 16mm; }
* { box-sizing: border-box; }
body { font: 10pt/1.45 "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei",
  "Helvetica Neue", Arial, sans-serif; color: #1d2429; margin: 0 auto; max-width: 190mm; }
@media screen { body { padding: 10mm 6mm; } }
section { break-after: page; }
section:last-of-type { break-after: auto; }
h1 { font-size: 17pt; line-height: 1.2; margin: 0 0 1mm; }
.other { color: #59656d; }
.facts { margin: 0 0 4mm; color: #36424a; }
.facts b { color: #1d2429; }
.bar { height: 1.6mm; background: #dde3e7; margin: 1.5mm 0 4mm; }
.bar i { display: block; height: 100%; background: #1f6f78; }
table { border-collapse: collapse; width: 100%; }
thead { display: table-header-group; }
th { text-align: left; font-size: 8.5pt; color: #59656d; border-bottom: .4mm solid #1f6f78;
  padding: 0 2mm 1mm 0; }
td { vertical-align: top; border-bottom: .2mm solid #d5dce0; padding: 1.4mm 2mm 1.4mm 0; }
tr { break-inside: avoid; }
.box { width: 7mm; font-size: 12pt; line-height: 1; }
.day { width: 25mm; white-space: nowrap; }
.who { width: 26mm; overflow-wrap: anywhere; }
.task { overflow-wrap: anywhere; }
.note { white-space: pre-wrap; color: #36424a; font-size: 9pt; }
.small { font-size: 8.5pt; color: #59656d; }
.late { color: #a3261b; font-weight: 600; }
.done .task, .dropped .task { color: #59656d; }
.dropped .task b { text-decoration: line-through; }
.task b { font-weight: 600; }
footer { margin-top: 5mm; font-size: 8pt; color: #59656d; }
* { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_BOXES = {Status.DONE: "☑", Status.DROPPED: "☒"}


def _said(text: str, *, lines: bool = False) -> str:
    """Text in which nothing is read as HTML."""
    return html.escape(printable(text, lines=True) if lines else one_line(text))


def _day_cell(one: Agenda, item: Item, lang: Lang) -> str:
    slot = one.slot(item)
    if slot.due is None:
        return f'<span class="small">{_said(t("item.no-date", lang))}</span>'
    parts = [slot.due.isoformat()]
    small = [away(one.anchor, slot.due, lang)]
    if slot.start and item.is_open:
        small.append(f"{t('item.start', lang)} {slot.start.isoformat()[5:]}")
    small_line = " · ".join(map(_said, filter(None, small)))
    parts.append(f'<div class="small">{small_line}</div>')
    if one.is_late(item):
        late = t("item.late", lang, n=(one.today - slot.due).days)
        parts.append(f'<div class="late">{_said(late)}</div>')
    return "".join(parts)


def _task_cell(one: Agenda, item: Item, lang: Lang) -> str:
    parts = [f"<b>{_said(item.text.in_lang(lang))}</b>"]
    if other := second(item.text, lang):
        parts.append(f'<div class="other" lang="{lang.other}">{_said(other)}</div>')
    facts = [t(f"item.{item.status}", lang)] if item.status is not Status.TODO else []
    facts += [item.waiting_on, item.dropped_why]
    facts += [f"!{item.priority}"] if item.priority != 2 else []
    facts += [t("days", lang, n=item.days)] if item.is_open else []
    facts += [t(f"place.{item.place}", lang)] if item.place else []
    facts += [f"#{tag}" for tag in item.tags]
    if line := " · ".join(map(_said, filter(None, facts))):
        parts.append(f'<div class="small">{line}</div>')
    items = one.checklist.items
    waits = [items[need].text for need in one.slot(item).waits_for if need in items]
    if waits:
        names = _said(joined(waits, lang))
        parts.append(f'<div class="small">{_said(t("item.needs", lang))}: {names}</div>')
    if item.note:
        parts.append(f'<div class="note">{_said(item.note, lines=True)}</div>')
    return "".join(parts)


def _row(one: Agenda, item: Item, lang: Lang) -> str:
    box = _BOXES.get(item.status, "☐")
    return (
        f'<tr class="{item.status}"><td class="box">{box}</td>'
        f'<td class="day">{_day_cell(one, item, lang)}</td>'
        f'<td class="task">{_task_cell(one, item, lang)}</td>'
        f'<td class="who">{_said(item.owner)}</td></tr>'
    )


def _section(one: Agenda, library: Library, lang: Lang) -> list[str]:
    done, total, late, _ = one.counted
    title = _said(one.title.in_lang(lang))
    lines = ["<section>", f"<h1>{title}</h1>"]
    if other := second(one.title, lang):
        lines.append(f'<div class="other" lang="{lang.other}">{_said(other)}</div>')
    facts = []
    if one.anchor:
        name = _said(anchor_name(one.checklist.anchor, library).in_lang(lang))
        when = one.anchor.isoformat()
        both = name if when in name else f"{name}, {when}"
        facts.append(f"{_said(t('export.anchor', lang))}: <b>{both}</b>")
    facts.append(f"{_said(t('export.progress', lang))}: <b>{done}/{total}</b>")
    if late:
        facts.append(f'<span class="late">{late} {_said(t("list.late", lang))}</span>')
    if one.part_of:
        facts.append(f"{_said(t('item.owner', lang))}: <b>{_said(one.part_of)}</b>")
    share = round(100 * done / total) if total else 0
    heads = ("", t("item.due", lang), t("list.tasks", lang), t("item.owner", lang))
    lines += [
        f'<p class="facts">{" &nbsp; ".join(facts)}</p>',
        f'<div class="bar"><i style="width:{share}%"></i></div>',
        "<table><thead><tr>" + "".join(f"<th>{_said(head)}</th>" for head in heads),
        "</tr></thead><tbody>",
        *(_row(one, item, lang) for item in one.in_order()),
        "</tbody></table>",
        "</section>",
    ]
    return lines


def write(
    agendas: Sequence[Agenda], library: Library, lang: Lang, trail: Trail = NO_TRAIL
) -> bytes:
    """All lists, each from a page of its own; both languages of every task."""
    today = agendas[0].today.isoformat() if agendas else ""
    title = agendas[0].title.in_lang(lang) if len(agendas) == 1 else t("export.title", lang)
    footer = t("export.written", lang, version=__version__, content=library.version, date=today)
    code = "zh-CN" if lang is Lang.ZH else "en"
    lines = [
        "<!doctype html>",
        f'<html lang="{code}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_said(title)}</title>",
        f"<style>{_STYLE}</style></head><body>",
        *(line for one in agendas for line in _section(one, library, lang)),
        f"<footer>{_said(footer)}</footer>",
        "</body></html>",
    ]
    return ("\n".join(lines) + "\n").encode()
