"""Checklists as Markdown that Feishu, Notion and GitHub show as tables and boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chuhai import __version__
from chuhai.agenda import Agenda, anchor_name
from chuhai.checklist.item import Item, Status
from chuhai.checklist.trail import NO_TRAIL, Trail
from chuhai.exchange.guard import one_line
from chuhai.exchange.wording import away
from chuhai.i18n import Lang
from chuhai.library.index import Library
from chuhai.strings import t

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&]|^[-+](?= )|(?<=^\d)[.)])")


def escaped(words: str) -> str:
    """Words in which nothing is read as Markdown or HTML, in one line."""
    return _SPECIAL.sub(r"\\\1", one_line(words))


def _item(one: Agenda, item: Item, lang: Lang) -> list[str]:
    slot = one.slot(item)
    box = "x" if item.status == Status.DONE else " "
    about = []
    if slot.due:
        about.append(f"{t('item.due', lang)} {slot.due.isoformat()}")
        if one.anchor:
            about.append(away(one.anchor, slot.due, lang))
    if item.owner:
        about.append(f"@{escaped(item.owner)}")
    if item.status not in (Status.TODO, Status.DONE):
        about.append(t(f"item.{item.status}", lang))
    about += [f"!{item.priority}"] if item.priority != 2 else []
    about += [f"#{escaped(tag)}" for tag in item.tags]
    tail = f" ({' · '.join(about)})" if about else ""
    lines = [f"- [{box}] {escaped(item.text.in_lang(lang))}{tail}"]
    for note in filter(None, (item.waiting_on, item.dropped_why, *item.note.splitlines())):
        lines.append(f"  - {escaped(note)}")
    return lines


def write(
    agendas: Sequence[Agenda], library: Library, lang: Lang, trail: Trail = NO_TRAIL
) -> bytes:
    """All lists as one UTF-8 document."""
    lines = [f"# {t('export.title', lang)}", ""]
    for one in agendas:
        done, total, _, _ = one.counted
        lines += [f"## {escaped(one.title.in_lang(lang))}", ""]
        if one.anchor:
            name = escaped(anchor_name(one.checklist.anchor, library).in_lang(lang))
            lines.append(f"{t('export.anchor', lang)}: {name}, {one.anchor.isoformat()}  ")
        lines += [f"{t('export.progress', lang)}: {done}/{total}", ""]
        for item in one.in_order():
            lines += _item(one, item, lang)
        lines.append("")
    today = agendas[0].today.isoformat() if agendas else ""
    lines.append(
        t("export.written", lang, version=__version__, content=library.version, date=today)
    )
    return ("\n".join(lines) + "\n").encode()
