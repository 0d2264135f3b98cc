"""What is written above and below the matrix: the legend, and one cell in words."""

from __future__ import annotations

from textual.content import Content

from chuhai.checklist.item import Mark
from chuhai.library.filter import STANCES
from chuhai.library.page import Field, Judgement, Page
from chuhai.library.records import Entry
from chuhai.matrix import NO_DATA, Matrix, Sort
from chuhai.ui.render import blocks
from chuhai.ui.render.context import Context
from chuhai.ui.render.marks import stance_mark
from chuhai.ui.render.pairs import below
from chuhai.ui.render.text import cells, cut, ends, line, text, wrap

REASON = 3
"""The most lines that a reason takes, in each language."""
_FIELDS = ("effort", "cost-level", "time-to-result")


def legend(table: Matrix, sort: Sort, context: Context, width: int) -> Content:
    """The stances, how the table is sorted, and how much of it is unknown."""
    parts = [text(f"{context.say('facet.stance')}  ", "$muted")]
    for level in STANCES:
        parts += [stance_mark(level, context.lang, tinted=True), Content("  ")]
    notes = []
    if sort.market:
        notes.append(context.say("matrix.sorted-market", name=context.place(sort.market)))
    if sort.card:
        notes.append(context.say("matrix.sorted-card"))
    if table.gap:
        words = context.say(f"gap.{table.gap}", n=table.gaps)
        parts.append(text(f" {words} ", "bold $test on $test-tint"))
    notes.append(context.say("matrix.unknown", n=table.unknown))
    left = line(*parts)
    tail = text(" · ".join(notes), "$faint")
    if cells(left) + cells(tail) + 1 > width:
        tail = text(notes[0], "$faint")
    return ends(left, tail, width) if cells(left) + cells(tail) < width else cut(left, width)


def cell_lines(
    card: Entry, market: str, page: Page, mark: Mark | None, context: Context, width: int
) -> list[Content]:
    """One cell: the stance, its reason with sources, the card's effort, and one's own mark."""
    level = card.stances.get(market, NO_DATA)
    head = line(
        stance_mark(level, context.lang, tinted=True),
        "  ",
        text(context.pick(card.name), "bold"),
        text("  ×  ", "$faint"),
        text(context.place(market), "bold"),
    )
    facts = [
        f"{context.say(f'field.{block.key}')} {context.pick(block.value)}"
        for block in page.blocks
        if isinstance(block, Field) and block.key in _FIELDS
    ]
    while facts and cells(head) + cells("   ".join(facts)) + 3 > width:
        facts.pop()
    lines = [cut(line(head, "   ", text("   ".join(facts), "$muted")), width)]
    place = context.library.place_name(market)
    lead = " " * (cells(stance_mark(level, context.lang, tinted=True)) + 2)
    lines += below((card.name, place), context, width, lead)
    known = (b for b in page.blocks if isinstance(b, Judgement) and b.market == market)
    judgement = next(known, None)
    if judgement is None:
        lines.append(text(context.say("matrix.no-data"), "$muted"))
    else:
        lines += blocks.draw(judgement, card, context, min(width, 110))[
            : REASON * len(context.langs)
        ]
    if mark:
        lines += wrap(text(mark_words(mark, context), "$accent"), width)[:2]
    return lines


def mark_words(mark: Mark, context: Context) -> str:
    """One's own mark in words."""
    parts = [context.say("matrix.score", n=mark.score)] if mark.score else []
    parts += [context.say("matrix.out")] if mark.out else []
    parts += [mark.note] if mark.note else []
    return f"{context.say('matrix.mine')}  {' · '.join(parts)}"
