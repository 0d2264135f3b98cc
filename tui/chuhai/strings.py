"""Every word that the interface says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from chuhai.i18n import Lang, Words


@cache
def strings() -> Mapping[str, Words]:
    """The words by key; `{name}` in them stands for what `t` is given."""
    table = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
    lines = (line.split(" | ") for line in table.splitlines() if line)
    return {key: Words(en, zh) for key, en, zh in lines}


def t(key: str, lang: Lang, **values: object) -> str:
    """The words of a key in a language, with the values put in."""
    text = strings()[key].in_lang(lang)
    return text.format(**values) if values else text


class Refusal(ValueError):
    """Something that is not accepted, with a sentence that can be said in both languages."""

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(self.said(Lang.EN))

    def said(self, lang: Lang) -> str:
        """The sentence in a language; a key without words is the sentence itself."""
        return t(self.key, lang, **self.values) if self.key in strings() else self.key


def named(prefix: str, code: str, lang: Lang) -> str:
    """The name of a code of a closed vocabulary, such as `stance` and `go`."""
    words = strings().get(f"{prefix}.{code}")
    return words.in_lang(lang) if words else code
