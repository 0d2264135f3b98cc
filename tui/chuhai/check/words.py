"""Both languages are there, and the Chinese is clean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chuhai.check.rule import Finding, Scene, rule
from chuhai.library.fold import is_han, simplified
from chuhai.library.problem import Severity
from chuhai.model.record import Term

_PAIRS = (("（", "）"), ("“", "”"), ("《", "》"), ("【", "】"))
_ENGLISH = re.compile(r"(?:\b[a-z]{2,}\b[ ,]+){3,}[a-z]{2,}\b")
_TRADE_NAMES = re.compile("[（(][^（）()]*[)）]")


@rule("missing-language", Severity.ERROR)
def _languages(scene: Scene) -> Iterator[Finding]:
    """A text in one language only, in a pack that promises both."""
    if not {"en", "zh"} <= set(scene.loaded.pack.languages):
        return
    for kind, card, field, text in scene.texts:
        if not (text.en and text.zh):
            missing = "en" if not text.en else "zh"
            yield Finding(kind, card.id, field, f"has no `{missing}`")


@rule("wrong-language", Severity.WARNING)
def _mixed(scene: Scene) -> Iterator[Finding]:
    """English sentences in a Chinese text, or Chinese in an English one outside brackets."""
    for kind, card, field, text in scene.texts:
        if found := _ENGLISH.search(text.zh):
            yield Finding(kind, card.id, f"{field}.zh", f"is partly English: {found[0]!r}")
        if any(map(is_han, _TRADE_NAMES.sub("", text.en))):
            yield Finding(kind, card.id, f"{field}.en", "is partly Chinese")


@rule("traditional-characters", Severity.WARNING)
def _traditional(scene: Scene) -> Iterator[Finding]:
    """Traditional characters in a Chinese text."""
    for kind, card, field, text in scene.texts:
        odd = "".join(c for c in text.zh if is_han(c) and simplified(c) != c)
        if odd:
            yield Finding(kind, card.id, f"{field}.zh", f"has traditional characters: {odd}")


@rule("unbalanced-punctuation", Severity.WARNING)
def _unbalanced(scene: Scene) -> Iterator[Finding]:
    """A Chinese bracket or quotation mark that is not closed."""
    for kind, card, field, text in scene.texts:
        for opening, closing in _PAIRS:
            if text.zh.count(opening) != text.zh.count(closing):
                words = f"does not balance {opening}{closing}"
                yield Finding(kind, card.id, f"{field}.zh", words)


@rule("term-variant", Severity.WARNING)
def _variants(scene: Scene) -> Iterator[Finding]:
    """A Chinese wording that the glossary lists as a variant."""
    terms = {
        variant: card.term.zh
        for card in scene.loaded.cards["glossary"].values()
        if isinstance(card, Term)
        for variant in card.variants
    }
    if not terms:
        return
    any_variant = re.compile("|".join(map(re.escape, sorted(terms, key=len, reverse=True))))
    for kind, card, field, text in scene.texts:
        if kind != "glossary":
            for variant in dict.fromkeys(any_variant.findall(text.zh)):
                words = f"says {variant}; the glossary says {terms[variant]}"
                yield Finding(kind, card.id, f"{field}.zh", words)
