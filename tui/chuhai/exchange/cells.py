"""Plain text in columns: how many cells of a terminal it takes, and breaking it into lines."""

from __future__ import annotations

import unicodedata

_CLOSING = frozenset("，。、；：？！）》」』】”’…·,.;:?!)]}%")


def width(text: str) -> int:
    """How many cells a text takes: a Chinese character takes two, a combining mark none."""
    return sum(_size(char) for char in text)


def _size(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def fit(text: str, cells: int) -> str:
    """Exactly so many cells: cut with an ellipsis, or padded on the right."""
    if width(text) > cells:
        kept, used = "", 0
        for char in text:
            if used + _size(char) > cells - 1:
                break
            kept, used = kept + char, used + _size(char)
        text = f"{kept}…"
    return text + " " * (cells - width(text))


def wrap(text: str, cells: int) -> list[str]:
    """Lines of at most so many cells; Latin words stay whole, no line begins with a full stop."""
    lines: list[str] = []
    start, used, last = 0, 0, -1
    for place, char in enumerate(text):
        if place > start and _may_break(text[place - 1], char):
            last = place
        while used + _size(char) > cells and char != " " and place > start:
            cut = last if last > start else place
            lines.append(text[start:cut].rstrip())
            start, last = cut, -1
            used = width(text[cut:place])
        used += _size(char)
    return [*lines, text[start:].rstrip()]


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in _CLOSING:
        return False
    return before in " -/" or _size(before) == 2 or _size(after) == 2
