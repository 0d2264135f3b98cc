"""A card's page as plain text, for pipes, for screen readers and for `chuhai show`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from chuhai.i18n import Lang
from chuhai.library.age import stale_months
from chuhai.library.index import Library
from chuhai.library.page import (
    Block,
    Bullet,
    Dispute,
    Evidence,
    Field,
    Heading,
    Judgement,
    Paragraph,
    Quote,
    Reference,
    Work,
)
from chuhai.library.records import Entry
from chuhai.strings import named, t


def _refs(refs: Sequence[int]) -> str:
    return "".join(f" [{n}]" for n in refs)


def _doubt(confidence: str, lang: Lang) -> str:
    return f" ({t('confidence.recalled', lang)})" if confidence == "recalled" else ""


def _dated(block: Field, lang: Lang, today: dt.date) -> str:
    if not block.age:
        return ""
    about = [t("as-of", lang, date=block.as_of) if block.as_of else t("undated", lang)]
    if stale := stale_months(block.age, block.as_of, "", today):
        about.append(t("stale", lang, months=stale[0], limit=stale[1]))
    return f" ({'; '.join(about)})"


def _evidence(block: Evidence, library: Library, lang: Lang, today: dt.date) -> str:
    about = [named("subject", block.topic, lang)] if block.topic else []
    about += [library.place_name(place).in_lang(lang) for place in block.places]
    if block.effective:
        about.append(t("effective", lang, date=block.effective))
    about.append(t("as-of", lang, date=block.as_of) if block.as_of else t("undated", lang))
    if stale := stale_months(block.age, block.as_of, block.effective, today):
        about.append(t("stale", lang, months=stale[0], limit=stale[1]))
    if block.confidence == "recalled":
        about.append(t("confidence.recalled", lang))
    figure = block.figure.in_lang(lang)
    head = f"{figure}: " if figure else ""
    return f"- {head}{block.text.in_lang(lang)}{_refs(block.refs)} ({'; '.join(about)})"


def _work(block: Work, lang: Lang) -> str:
    parts = []
    if block.offset is not None:
        key = "day-before" if block.offset > 0 else "day-after"
        parts.append(t(key, lang, n=abs(block.offset)) if block.offset else t("day-zero", lang))
    parts.append(t("days", lang, n=block.days))
    if block.place:
        parts.append(t(f"place.{block.place}", lang))
    parts.append(block.detail.in_lang(lang))
    about = " · ".join(filter(None, parts))
    return f"{block.number}. {block.text.in_lang(lang)} ({about}; {block.id})"


def block_text(block: Block, library: Library, lang: Lang, today: dt.date) -> str:
    """One block as a line or two of text."""
    match block:
        case Heading():
            return f"\n{t(f'head.{block.key}', lang)}"
        case Quote():
            return f"> {block.text.in_lang(lang)}{_refs(block.refs)}"
        case Paragraph():
            return block.text.in_lang(lang) + _refs(block.refs)
        case Bullet():
            doubt = _doubt(block.confidence, lang)
            return f"- {block.text.in_lang(lang)}{_refs(block.refs)}{doubt}"
        case Field():
            label = t(f"field.{block.key}", lang)
            doubt = _dated(block, lang, today) + _doubt(block.confidence, lang)
            return f"{label}: {block.value.in_lang(lang)}{_refs(block.refs)}{doubt}"
        case Evidence():
            return _evidence(block, library, lang, today)
        case Work():
            return _work(block, lang)
        case Judgement():
            place = library.place_name(block.market).in_lang(lang)
            level = named("stance", block.level, lang)
            ground = _refs(block.refs) or f" ({t('judgement', lang)})"
            return f"- {place}: {level}. {block.reason.in_lang(lang)}{ground} {block.since}"
        case Reference():
            return f"-> {block.name.in_lang(lang)} ({block.kind}/{block.id})"
        case Dispute():
            return f"- {block.question.in_lang(lang)} {block.settled_by.in_lang(lang)}"


def _paired(block: Block, library: Library, langs: Sequence[Lang], today: dt.date) -> str:
    """A block in each language, the second under the first and further in."""
    first, *others = dict.fromkeys(block_text(block, library, lang, today) for lang in langs)
    if isinstance(block, Heading):
        return " · ".join((first, *(other.strip() for other in others)))
    return "\n".join((first, *(f"  {other}" for other in others)))


def _dates(entry: Entry, library: Library, langs: Sequence[Lang], today: dt.date) -> list[str]:
    lines = [f"\n{' · '.join(t('head.dates', lang) for lang in langs)}"]
    for edition in library.editions(entry.id):
        if edition.end >= today:
            sure = " · ".join(named("certainty", edition.certainty, lang) for lang in langs)
            lines.append(f"- {edition.start.isoformat()} – {edition.end.isoformat()} ({sure})")
    return lines


def page_text(
    entry: Entry,
    library: Library,
    langs: Sequence[Lang],
    today: dt.date,
    markets: Sequence[str] = (),
) -> str:
    """A whole card; with `markets`, only the stances for those.

    Of two languages the second stands under the first, line by line.
    """
    page, lang = library.page(entry), langs[0]
    other = entry.name.in_lang(lang.other)
    lines = [entry.name.in_lang(lang), f"{other} · {entry.kind}/{entry.id}"]
    if entry.kind == "festivals":
        lines += _dates(entry, library, langs, today)
    for block in page.blocks:
        if isinstance(block, Judgement) and markets and block.market not in markets:
            continue
        lines.append(_paired(block, library, langs, today))
    if page.sources:
        lines.append(f"\n{' · '.join(t('head.sources', lang) for lang in langs)}")
    for number, source in enumerate(page.sources, 1):
        dated = source.published or t("undated", lang)
        where = source.url or t("no-address", lang)
        lines.append(f"[{number}] {source.title}. {source.publisher}, {dated}. {where}")
    return "\n".join(lines)
