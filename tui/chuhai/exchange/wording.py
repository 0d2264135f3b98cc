"""Small phrases that several formats share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from chuhai.exchange.guard import one_line
from chuhai.i18n import Lang, Words
from chuhai.strings import t


def away(anchor: dt.date | None, day: dt.date, lang: Lang) -> str:
    """How far a day is from the anchor, such as `D-28`; empty without an anchor."""
    if anchor is None:
        return ""
    left = (anchor - day).days
    key = "day-before" if left > 0 else "day-after" if left else "day-zero"
    return t(key, lang, n=abs(left))


def joined(texts: Iterable[Words], lang: Lang) -> str:
    """Several tasks in one line, without the full stops at their ends."""
    mark = "；" if lang is Lang.ZH else "; "
    return mark.join(one_line(text.in_lang(lang)).rstrip(".。") for text in texts)


def second(text: Words, lang: Lang) -> str:
    """The text in the other language, where that is another text."""
    other = text.in_lang(lang.other)
    return other if other != text.in_lang(lang) else ""
