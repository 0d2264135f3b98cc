"""Effort by month, progress by list and by owner: as bars, or as the table behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from chuhai.ui.render import chart
from chuhai.ui.render.context import Context
from chuhai.ui.render.text import cells, cut, fit, line, right, strung, text
from chuhai.workload import STATES, Month, Share, Workload

GLYPHS = {"done": "━", "open": "╌", "late": "!"}
BAR_LEAST = 12
"""The cells of a bar; a name that leaves less stands on a line of its own."""
STYLES = {"done": "$go", "open": "$muted", "late": "bold $avoid"}
RULE_LEAST = 6
"""The cells of a rule between the name of a chart and what stands beside it."""


def heading(key: str, context: Context, width: int, tail: Content | str = "") -> list[Content]:
    """The name of a chart, a rule, and what the glyphs mean where that fits."""
    label = text(context.say(f"workload.{key}").upper(), "bold $primary")
    room = max(1, width - cells(label) - cells(tail) - (2 if cells(tail) else 1))
    return [line(label, " ", text("─" * room, "$rule"), " " if cells(tail) else "", tail)]


def _glyphs(context: Context) -> list[Content]:
    return [text(f"{GLYPHS[s]} {context.say(f'workload.{s}')}", STYLES[s]) for s in STATES]


def month_heading(context: Context, width: int) -> list[Content]:
    """The name of the chart of months, with the legend beside it where there is room."""
    notes = Content("   ").join(_glyphs(context))
    room = width - cells(heading("months", context, 0)[0])
    return heading("months", context, width, notes if cells(notes) + RULE_LEAST < room else "")


def legend(context: Context, width: int) -> list[Content]:
    """What the glyphs of the bars mean, under the chart unless it stands beside its name."""
    names = _glyphs(context)
    if names[0].plain in month_heading(context, width)[0].plain:
        return [Content("")]
    return [Content(""), *strung(names, width, "   "), Content("")]


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
    size = min(size, width - 1 - BAR_LEAST - cells(tail))
    room = max(4, width - size - 1 - cells(tail))
    above = [cut(name, width)] if cells(name) > size else []
    states = [state for state in STATES if share.items[state]]
    parts = [chart.Share(s, share.items[s], GLYPHS[s], STYLES[s]) for s in states]
    drawn = fit(chart.stacked(parts, max(len(parts), room)), room)
    beside = fit("" if above else name, max(0, size))
    return [*above, cut(line(beside, " ", drawn, tail), width)]


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
