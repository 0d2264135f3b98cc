"""The forms that a brief can be written in; command line and interface read these tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chuhai.exchange import brief_html, brief_markdown
from chuhai.exchange.brief import Brief
from chuhai.i18n import Lang
from chuhai.values import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a brief: its ending and how the brief becomes bytes of it."""

    ending: str
    write: Callable[[Brief, Sequence[Lang]], bytes]


FORMS = {"md": Form("md", brief_markdown.write), "html": Form("html", brief_html.write)}
LANGUAGES = ("en", "zh", "both")


def languages(name: str, first: Lang) -> tuple[Lang, ...]:
    """The languages that a name stands for; `both` begins with the one in force."""
    return (first, first.other) if name == "both" else (Lang(name),)
