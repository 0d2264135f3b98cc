"""The figures of a card as bars, or as the table that is behind them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from chuhai.figures import Figure, Point
from chuhai.i18n import Words
from chuhai.library.amounts import amount
from chuhai.ui.render import chart
from chuhai.ui.render.context import Context
from chuhai.ui.render.text import cells, line, text, wrap

MILLION = 1_000_000


def _label(figure: Figure, point: Point, context: Context) -> str:
    if figure.kind == "people":
        return context.say(f"head.{point.key}")
    return context.name("subject", point.key)


def _number(figure: Figure, point: Point, context: Context) -> str:
    if figure.unit.en.startswith("%"):
        return f"{point.value:g}%"
    if figure.kind == "people" and point.value >= MILLION:
        return context.pick(_people(point.value))
    return context.pick(amount(point.value))


def _people(number: float) -> Words:
    """So many people, rounded alike, so that bars compare at a glance; the table has them whole."""
    return Words(f"{number / MILLION:,.1f} m", f"{int(number / 10_000 + 0.5):,} 万")


def _doubts(point: Point) -> str:
    marks = ("◷" if point.stale else "", "?" if point.recalled else "")
    return "".join((*marks, "≠" if point.claim.conflict else ""))


def _caption(figure: Figure, context: Context) -> str:
    """What the bars measure: a series by its own words, the rest by unit and base."""
    if figure.kind == "series":
        titles = (context.pick(figure.title), context.second(figure.title))
        named = " / ".join(filter(None, (title.rstrip(".。") for title in titles)))
        return " · ".join(filter(None, (named, context.pick(figure.base))))
    if figure.kind == "people":
        return context.say("figures.people")
    unit, base = context.pick(figure.unit), context.pick(figure.base)
    measure = ("，" if base.startswith("占") else " ").join(filter(None, (unit, base)))
    return context.say("figures.platforms", unit=measure)


def lines(figure: Figure, context: Context, width: int) -> list[Content]:
    """One figure as bars, each with its number, its date and what weakens it."""
    items = []
    for point in figure.points:
        note = point.claim.as_of if figure.kind != "series" else ""
        note = " ".join(filter(None, (note, _doubts(point))))
        label, number = _label(figure, point, context), _number(figure, point, context)
        items.append(chart.Bar(label, point.value, number, "$primary", note))
    caption = wrap(text(_caption(figure, context), "$muted"), width)
    return [*caption, *chart.bars(items, width, figure.whole)]


def table(figure: Figure, context: Context, width: int) -> list[Content]:
    """The same figure as a table: in full, with the date and whether it was checked."""
    heads = (_caption(figure, context), context.say("figures.value"), context.say("figures.as-of"),
             context.say("figures.sure"))  # fmt: skip
    rows = []
    for point in figure.points:
        sure = context.say(f"figures.{point.claim.confidence}")
        mark = _doubts(point).replace("?", "")
        shown = f"{point.value:,.10g}"
        rows.append((_label(figure, point, context), shown, point.claim.as_of, f"{sure} {mark}"))
    return chart.table(heads, rows, width)


def head(context: Context, width: int) -> list[Content]:
    """The heading of the figures, with the key that shows them as a table."""
    label = text(context.say("head.figures").upper(), "bold $primary")
    hint = line(text("T ", "bold $accent"), text(context.say("key.table"), "$muted"))
    rule = text("─" * max(1, width - cells(label) - cells(hint) - 2), "$rule")
    return [Content(""), line(label, " ", rule, " ", hint)]


def block(found: Sequence[Figure], context: Context, width: int, tabled: bool) -> list[Content]:
    """All figures of a card below one another."""
    drawn: list[Content] = []
    for number, figure in enumerate(found):
        drawn += [Content("")] if number else []
        drawn += table(figure, context, width) if tabled else lines(figure, context, width)
    return drawn
