"""The second language of a name: behind it in one line, or under it on a line of its own."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from chuhai.i18n import Words
from chuhai.ui.render.context import Context
from chuhai.ui.render.text import cells, cut, line, text

LEAST = 6
"""The cells that a part of a name needs to say something."""
GAP = 2


def beside(head: Content | str, words: Words, context: Context, room: int) -> Content:
    """A name in one line with the other language behind it, where there is room for it."""
    whole = Content(head) if isinstance(head, str) else head
    second = context.second(words)
    free = room - cells(whole) - GAP
    if not second or free < min(LEAST, cells(second)):
        return whole
    return line(whole, " " * GAP, cut(text(second, "$faint"), free))


def below(
    words: Words | Sequence[Words],
    context: Context,
    width: int,
    lead: Content | str = "",
    between: str = "  ×  ",
) -> list[Content]:
    """A line with the other language of a name, or of several, behind a lead; none for none."""
    every = [words] if isinstance(words, Words) else list(words)
    if not any(context.second(one) for one in every):
        return []
    second = between.join(context.second(one) or context.pick(one) for one in every)
    return [cut(line(lead, text(second, "$muted")), width)]
