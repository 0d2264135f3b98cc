"""Effort by month, progress by list and by owner: as bars, or as the table behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from chuhai.ui.render import chart
from chuhai.ui.render.context import Context
from chuhai.ui.render.text import cells, cut, fit, line, right, strung, text
from chuhai.workload import STATES, Month, Share, Workload

GLYPHS = {"done": "━", "open": "╌", "late": "!"}
NAME_LEAST = 22
"""The cells that the names of lists and owners get at least when they need them."""
STYLES = {"done": "$go", "open": "$muted", "late": "bold $avoid"}


def heading(key: str, context: Context, width: int) -> list[Content]:
    """The name of a chart and a rule."""
    label = text(context.say(f"workload.{key}").upper(), "bold $primary")
    return [line(label, " ", text("─" * max(1, width - cells(label) - 1), "$rule"))]


def legend(context: Context, width: int) -> list[Content]:
    """What the glyphs of the bars mean."""
    names = [text(f"{GLYPHS[s]} {context.say(f'workload.{s}')}", STYLES[s]) for s in STATES]
    return strung(names, width, "   ")


def month_line(month: Month, most: int, context: Context, width: int) -> list[Content]:
    """A month: its days of work on the scale of the fullest one, done, open and late apart."""
    here = month.first == context.today.replace(day=1)
    label = text(f"{month.first:%Y-%m}", "bold $accent" if here else "")
    number = right(text(str(month.total) if month.total else "·", "bold"), 5)
    room = max(4, width - 7 - 1 - 5 - 1)
    states = [state for state in STATES if month.days[state]]
    size = max(len(states), round(month.total / most * room)) if month.total else 0
    shares = [chart.Share(s, month.days[s], GLYPHS[s], STYLES[s]) for s in states]
    return [cut(line(label, " ", fit(chart.stacked(shares, size), room), " ", number), width)]


def share_line(share: Share, name: str, size: int, width: int) -> list[Content]:
    """How far a list or an owner has come, in items; `size` is the width of the longest name."""
    shown = f"{share.items['done']}/{share.total}"
    tail = line(right(text(shown, "bold"), 8), right(text(f"{share.done:.0%}", "$muted"), 6))
    size = min(size, max(NAME_LEAST, width * 2 // 5))
    room = max(4, width - size - 1 - 14)
    states = [state for state in STATES if share.items[state]]
    parts = [chart.Share(s, share.items[s], GLYPHS[s], STYLES[s]) for s in states]
    drawn = fit(chart.stacked(parts, max(len(parts), room)), room)
    return [cut(line(fit(name, size), " ", drawn, tail), width)]


def names_of(found: Workload, titles: Mapping[str, str], context: Context) -> Mapping[str, str]:
    """What each list and each owner is called."""
    nobody = context.say("workload.nobody")
    return {**titles, **{share.name: share.name or nobody for share in found.owners}}


def tables(
    found: Workload, named: Sequence[tuple[str, Share]], context: Context, width: int
) -> list[Content]:
    """The figures behind the bars: days by month, items by list and owner."""
    states = [context.say(f"workload.{state}") for state in STATES]
    total = context.say("record.total")
    months = [
        (f"{m.first:%Y-%m}", *(str(m.days[state]) for state in STATES), str(m.total))
        for m in found.months
    ]
    shares = [
        (name, *(str(share.items[state]) for state in STATES), str(share.total))
        for name, share in named
    ]
    lines = chart.table((context.say("workload.months"), *states, total), months, width)
    return [*lines, Content(""), *chart.table((context.say("workload.items"), *states, total),
                                              shares, width)]  # fmt: skip


def nothing(context: Context, width: int) -> list[Content]:
    """That there is no list yet, and how to make one."""
    hint = line(text("N", "bold $accent"), text(f" {context.say('key.new-list')}", "$muted"))
    return [cut(text(f"○ {context.say('empty.list')}", "bold"), width), Content(""), hint]
