"""Every word that the interface says, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from chuhai.i18n import Lang, Words


@cache
def strings() -> Mapping[str, Words]:
    """The words by key; `{name}` in them stands for what `t` is given."""
    with open(__file__.rpartition(".")[0] + ".txt", encoding="utf-8") as file:  # noqa: PTH123
        table = file.read()
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


def both(key: str, **values: object) -> Words:
    """The words of a key in both languages; values may be bilingual themselves."""
    said = [
        t(
            key,
            lang,
            **{n: v.in_lang(lang) if isinstance(v, Words) else v for n, v in values.items()},
        )
        for lang in (Lang.EN, Lang.ZH)
    ]
    return Words(*said)


def names(prefix: str, code: str) -> Words:
    """The name of a code in both languages."""
    return strings().get(f"{prefix}.{code}") or Words(code, code)


def listed(parts: Iterable[Words], comma: str = "list.comma") -> Words:
    """Short labels one after another, separated as each language does it."""
    kept = [part for part in parts if part]
    join = strings()[comma]
    return Words(
        join.en.replace("_", " ").join(part.en or part.zh for part in kept),
        join.zh.replace("_", " ").join(part.zh or part.en for part in kept),
    )
