"""The glyphs and colours of stances, verdicts and states: always both, never colour alone."""

from __future__ import annotations

from textual.content import Content

from chuhai.i18n import Lang
from chuhai.library.records import Entry
from chuhai.strings import named
from chuhai.ui.render.context import Context
from chuhai.ui.render.text import text

STAR = "✦"
"""A card that the user marked; ★ is an event of the article."""
STANCE_GLYPHS = {"go": "▲", "test": "●", "watch": "○", "avoid": "×", "no-data": "·"}
STANCE_STYLES = {
    "go": "$go",
    "test": "$test",
    "watch": "$watch",
    "avoid": "$avoid",
    "no-data": "$faint",
}
STANDING_GLYPHS = {"open": "▲", "cost": "●", "blocked": "×", "unknown": "?"}
STANDING_STYLES = {"open": "$go", "cost": "$test", "blocked": "$avoid", "unknown": "$watch"}
_MARK_STYLES = {
    "confirmed": "go", "right": "go", "active": "go", "thrives": "go",
    "mixed": "watch", "imprecise": "watch", "limited": "watch", "niche": "watch",
    "failed": "avoid", "wrong": "avoid", "closed": "avoid",
    "open": "test", "not-checkable": "test",
}  # fmt: skip
_VOCABULARY = {
    "trends": "verdict",
    "article": "verdict",
    "tactics": "goal",
    "platforms": "status",
    "lineage": "status",
    "events": "kind",
}


def mark_words(kind: str, mark: str, lang: Lang) -> str:
    """The name of a card's mark, as its kind calls it."""
    return named(_VOCABULARY[kind], mark, lang) if kind in _VOCABULARY and mark else ""


def mark_style(mark: str) -> str:
    """The colour of a mark."""
    stance = _MARK_STYLES.get(mark)
    return f"${stance}" if stance else "$muted"


def pill(kind: str, mark: str, lang: Lang) -> Content:
    """A mark as a small block of colour, or as plain words where it judges nothing."""
    words = mark_words(kind, mark, lang)
    stance = _MARK_STYLES.get(mark)
    if not words:
        return Content("")
    if not stance:
        return text(words, "bold $muted")
    return text(f" {words} ", f"bold ${stance} on ${stance}-tint")


def stance_mark(level: str, lang: Lang, *, tinted: bool = False) -> Content:
    """A stance with its glyph and name."""
    style = STANCE_STYLES[level]
    label = f"{STANCE_GLYPHS[level]} {named('stance', level, lang)}"
    if tinted and level != "no-data":
        return text(f" {label} ", f"bold {style} on {style}-tint")
    return text(label, style)


def star(entry: Entry, context: Context) -> Content:
    """The user's own star behind the name of a card that has one."""
    return text(f" {STAR}" if f"{entry.kind}/{entry.id}" in context.starred else "", "$accent")
