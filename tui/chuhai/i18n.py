"""The two languages of the interface and a text in both of them."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Lang(StrEnum):
    """A language that the interface speaks."""

    EN = "en"
    ZH = "zh"

    @property
    def other(self) -> Lang:
        """The language that the switch leads to."""
        return Lang.EN if self is Lang.ZH else Lang.ZH


class Words(NamedTuple):
    """One text in both languages; an empty side falls back to the other."""

    en: str
    zh: str = ""

    def in_lang(self, lang: Lang) -> str:
        """The text in `lang`, or in the other language where it has none."""
        return (self.zh or self.en) if lang is Lang.ZH else (self.en or self.zh)

    def __bool__(self) -> bool:
        return bool(self.en or self.zh)


def same(text: str) -> Words:
    """A text that is the same in both languages: a name, a number."""
    return Words(text, text)


def lang_of_locale(name: str) -> Lang:
    """The language that a POSIX locale name asks for; English unless it begins with zh."""
    return Lang.ZH if name.lower().startswith("zh") else Lang.EN
