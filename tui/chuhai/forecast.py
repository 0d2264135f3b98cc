"""The forecast in words: when work will be finished, why then, and what that means."""

from __future__ import annotations

from collections.abc import Sequence

from chuhai.agenda import Agenda, anchor_name
from chuhai.checklist.item import Item, Status
from chuhai.i18n import Lang
from chuhai.library.index import Library
from chuhai.review import Review, Share, reason
from chuhai.strings import t


def quoted(item: Item, lang: Lang) -> str:
    """An item by name, in quotation marks, without the full stop that a step ends with."""
    return t("story.quoted", lang, text=item.text.in_lang(lang).rstrip(".。"))


def finish_words(one: Agenda, item: Item, lang: Lang) -> str:
    """When an item will be finished, and how that lies to its due date."""
    if item.status == Status.DONE:
        return t("forecast.done", lang, date=item.done_on) if item.done_on else ""
    if not item.is_open:
        return ""
    slot = one.slot(item)
    date = slot.finish.isoformat()
    if slot.slack is None:
        return t("forecast.open", lang, date=date)
    key = "forecast.spare" if slot.slack >= 0 else "forecast.late"
    return t(key, lang, date=date, n=abs(slot.slack))


def reason_words(one: Agenda, item: Item, lang: Lang) -> str:
    """Why an open item ends when it does: what it waits for, and what is true of that."""
    if not item.is_open:
        return ""
    why = reason(one, item)
    root = why.chain[-1]
    values = {"date": why.finish.isoformat(), "n": why.days, "due": one.slot(root).due or ""}
    if why.cause == "begun":
        values["date"] = str(root.begun)
    cause = t(f"cause.{why.cause}", lang, **values)
    if len(why.chain) == 1:
        return t("cause.itself", lang, cause=cause)
    names = " → ".join(quoted(other, lang) for other in why.chain[1:])
    key = "cause.waits" if len(why.chain) == 2 else "cause.waits-chain"
    return t(key, lang, names=names, cause=cause)


def anchor_words(one: Agenda, library: Library, lang: Lang) -> str:
    """Whether the anchor can still be reached, and what will be late on the way."""
    if one.anchor is None or one.spare is None:
        return ""
    name = anchor_name(one.checklist.anchor, library).in_lang(lang)
    key = "forecast.reached" if one.spare >= 0 else "forecast.missed"
    said = t(key, lang, name=name, n=abs(one.spare))
    late = [
        (item, -slack)
        for item in one.in_order()
        if one.is_slipping(item) and (slack := one.slot(item).slack)
    ]
    if late and one.spare >= 0:
        worst = max(late, key=lambda pair: pair[1])
        key = "forecast.on-the-way" if len(late) == 1 else "forecast.several"
        said += t(key, lang, item=quoted(worst[0], lang), n=worst[1], others=len(late))
    return said


def review_lines(
    one: Agenda, found: Review, library: Library, lang: Lang
) -> list[tuple[str, Sequence[str]]]:
    """A review as headings with lines under them; headings without lines are left out."""
    share = round(100 * found.done / found.total) if found.total else 0
    progress = t("review.progress", lang, done=found.done, all=found.total, share=share)
    lines: list[tuple[str, Sequence[str]]] = [(progress, ())]
    if said := anchor_words(one, library, lang):
        lines.append((said, ()))
    if found.moved:
        key = "review.moved-later" if found.moved > 0 else "review.moved-earlier"
        lines.append((t(key, lang, n=abs(found.moved)), ()))
    days = [("review.late", found.late), ("review.slipping", found.slipping),
            ("review.slipped", found.slipped)]  # fmt: skip
    for key, rows in days:
        said_rows = [t("review.days", lang, item=quoted(i, lang), n=n) for i, n in rows]
        lines.append((t(key, lang), said_rows))
    owners = [_owner(share, lang) for share in found.owners]
    lines.append((t("review.owners", lang), owners))
    blocked = [
        t("review.waits", lang, item=quoted(item, lang),
          needs="、".join(quoted(need, lang) for need in needs) if lang is Lang.ZH
          else ", ".join(quoted(need, lang) for need in needs))
        for item, needs in found.blocked
    ]  # fmt: skip
    lines.append((t("review.blocked", lang), blocked))
    plain = 1 + bool(said) + bool(found.moved)
    return [pair for place, pair in enumerate(lines) if place < plain or pair[1]]


def _owner(share: Share, lang: Lang) -> str:
    name = f"@{share.owner}" if share.owner else t("group.nobody", lang)
    key = "review.owner-late" if share.late else "review.owner"
    return t(key, lang, name=name, done=share.done, all=share.total, late=share.late)
