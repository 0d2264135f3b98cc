"""Lineage as a clock: trees with bars of lag, medians, and the path of one market after another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from textual.content import Content

from chuhai.i18n import Words
from chuhai.lag import OUTCOMES, Clock, Copy, Model, Path, Step
from chuhai.ui.render import chart
from chuhai.ui.render.axis import Axis
from chuhai.ui.render.context import Context
from chuhai.ui.render.marks import mark_style
from chuhai.ui.render.pairs import below, beside
from chuhai.ui.render.text import cells, cut, ends, fit, line, right, strung, text, wrap

GLYPHS = {"thrives": "▲", "niche": "○", "open": "●", "closed": "×"}
TAIL = 6
EDGE = 2
AISLE = "  "
"""What keeps the columns of a path apart."""


def label_width(width: int) -> int:
    """The cells for the names at the left of the bars."""
    return min(58, max(24, width * 2 // 5))


def axis_of(found: Sequence[Copy], context: Context, width: int) -> Axis:
    """The line of years of all bars."""
    first = min((min(copy.model_year, copy.year) for copy in found), default=context.today.year)
    return Axis(first, context.today.year, max(8, width - label_width(width) - TAIL - EDGE))


def years(value: float, context: Context, *, sign: bool = False) -> str:
    """A number of years, with its sign where it is a lag."""
    number = f"{value:+g}" if sign else f"{value:g}"
    return context.say("clock.years", n=number)


def outcomes(ends_: Counter[str], context: Context) -> list[Content]:
    """How many copies ended how, each with its glyph."""
    return [
        text(f"{GLYPHS[k]} {context.name('status', k)} {ends_[k]}", mark_style(k))
        for k in OUTCOMES
        if ends_[k]
    ]


def head(found: Sequence[Copy], groups: Sequence[Model], context: Context, width: int) -> Content:
    """How many copies of how many models, and how they ended."""
    counts = text(context.say("clock.counts", n=len(found), models=len(groups)), "bold")
    tally = Counter(copy.outcome for copy in found)
    return strung([counts, *outcomes(tally, context)], width, "   ")[0]


def axis_line(axis: Axis, context: Context, width: int) -> Content:
    """The years above the bars, and above the lags that they are in years."""
    unit = text(context.say("clock.unit"), "$muted")
    unit = right(unit, TAIL - 2 if cells(unit) <= TAIL - 2 else TAIL)
    return fit(line(" " * (EDGE + label_width(width)), axis.labels(rule="─"), unit), width)


def model_line(model: Model, axis: Axis, context: Context, width: int) -> list[Content]:
    """A model: its year, its name, how many copies and their median lag."""
    label = label_width(width) + EDGE
    name = line(text(f"{model.year} ", "$muted"), text(context.pick(model.name), "bold $primary"))
    about = ""
    if len(model.copies) > 1:
        about = context.say("clock.model", n=len(model.copies), years=years(model.median, context))
    drawn = [" "] * axis.width
    drawn[axis.cell(model.year)] = "┃"
    bar = text("".join(drawn).rstrip(), "$primary")
    tail = text(about, "$faint")
    room = width - label - cells(bar) - cells(tail) - 2
    second = below(model.name, context, label, " " * 5)
    if about and room >= 0:
        return [line(fit(name, label - 1), " ", bar, " " * room, "  ", tail), *second]
    return [line(fit(name, label - 1), " ", bar), *second]


def copy_line(
    copy: Copy, axis: Axis, context: Context, width: int, selected: bool
) -> list[Content]:
    """A copy: its name and markets; the lag, the life and the end of it; the lag in years."""
    label = label_width(width)
    codes = " ".join(copy.markets[:6]) + (" …" if len(copy.markets) > 6 else "")
    edge = text("▌ " if selected else "  ", "$primary")
    name = text(f"└ {context.pick(copy.name)}", "bold" if selected else "")
    where = text(codes, "$faint")
    spare = label - cells(name) - cells(where) - 2
    named = line(name, " " * (spare + 1), where) if spare >= 0 else name
    exact = f"{copy.lag:+d}" if copy.months is None else f"{copy.months / 12:+.1f}"
    lag = right(text(exact, "bold"), TAIL - 2)
    end = text(f" {GLYPHS[copy.outcome]}", mark_style(copy.outcome))
    second = below(copy.name, context, label + EDGE, line(edge, "  "))
    return [cut(line(edge, fit(named, label - 1), " ", bar(copy, axis), lag, end), width), *second]


def bar(copy: Copy, axis: Axis) -> Content:
    """From the model to the copy a thin line, from there to the end a thick one."""
    style = mark_style(copy.outcome)
    drawn: list[tuple[str, str]] = [(" ", "")] * axis.width
    origin, start = axis.cell(copy.model_year), axis.cell(copy.year)
    end = axis.cell(copy.outcome_year) if copy.outcome_year else start
    for cell in range(min(origin, start), max(origin, start)):
        drawn[cell] = ("╌", "$muted")
    drawn[origin] = ("┃", "$primary")
    for cell in range(start, end + 1):
        drawn[cell] = ("━", style)
    drawn[max(start, end)] = (GLYPHS[copy.outcome], f"bold {style}")
    return line(*(text(glyph, look) for glyph, look in drawn))


def clock_line(
    clock: Clock, label: str, name_width: int, most: float, context: Context, width: int,
    selected: bool,
) -> list[Content]:  # fmt: skip
    """The median lag of a market or an outcome as a bar, with how its copies ended."""
    shares = [
        chart.Share(k, clock.ends[k], GLYPHS[k], mark_style(k)) for k in OUTCOMES if clock.ends[k]
    ]
    edge = text("▌ " if selected else "  ", "$primary")
    ended = 12 if width >= 56 else 0
    room = width - EDGE - 4 - (ended + 1 if ended else 0)
    name = fit(label, min(name_width, max(8, room * 2 // 5))).plain
    shown = right(years(clock.median, context), 6).plain
    drawn = chart.bars([chart.Bar(name, clock.median, shown)], room, most)[0]
    parts = [edge, drawn, right(text(str(clock.count), "$faint"), 4)]
    if ended:
        size = min(ended, max(clock.count, len(shares)))
        parts += [Content(" "), fit(chart.stacked(shares, size), ended)]
    return [line(*parts)]


def path_head(found: Path, context: Context, width: int) -> list[Content]:
    """Where a market is on the path of another one, in a sentence or two."""
    here, there = context.place(found.here), context.place(found.there)
    title = context.say("clock.path", here=here, there=there)
    reached = context.say(
        "clock.path-reached",
        there=there,
        here=here,
        n=len(found.reached) + len(found.ahead),
        reached=len(found.reached),
        missing=len(found.ahead),
    )
    words = [reached]
    if (gap := found.median) is not None:
        key = "later" if gap > 0 else "earlier" if gap < 0 else "same"
        words.append(context.say(f"clock.path-{key}", here=here, years=years(abs(gap), context)))
    if found.alone:
        words.append(context.say("clock.path-alone", here=here, n=len(found.alone)))
    between = "" if context.lang.value == "zh" else " "
    return [text(title, "bold"), *wrap(text(between.join(words), "$muted"), width), Content("")]


def path_columns(found: Path, context: Context, width: int) -> list[Content]:
    """The names of the columns of a path."""
    label, column = _columns(width)
    gap = right(text(context.say("clock.gap"), "$muted"), 5)
    parts = [fit(text(context.say("field.origin"), "$muted"), label + EDGE)]
    for market in (found.there, found.here):
        place = context.library.place_name(market)
        name = beside(text(context.place(market), "bold $primary"), place, context, column)
        parts += [fit(name, column), Content(AISLE)]
    return [cut(line(*parts, gap), width)]


def _columns(width: int) -> tuple[int, int]:
    label = max(18, width * 3 // 10)
    return label, max(10, (width - EDGE - label - 5 - 2 * len(AISLE)) // 2)


def path_line(step: Step, context: Context, width: int, selected: bool) -> list[Content]:
    """A model on the path: what each of the two markets got, and the gap in years."""
    label, column = _columns(width)
    edge = text("▌ " if selected else "  ", "$primary")
    year = text(f"{step.model.year} ", "$faint")
    model = text(context.pick(step.model.name), "bold" if selected else "")
    name = line(fit(line(year, model), label - 1), " ")
    gap = step.gap
    tail = text("", "")
    if gap is not None:
        tail = text(f"{gap:+d}" if gap else "0", "bold $accent" if gap > 0 else "bold")
    elif step.here and step.there:
        tail = text("=", "$faint")
    there, here = (_arrival(found, context, column) for found in (step.there, step.here))
    drawn = [cut(line(edge, name, there, AISLE, here, AISLE, right(tail, 5)), width)]
    parts = [_second(step.model.name, context, label, 5)]
    for found in (step.there, step.here):
        name_of = found[0][1].name if found else Words("")
        parts.append(line(_second(name_of, context, column, 5), AISLE))
    seconds = line(edge, *parts)
    return [*drawn, cut(seconds, width)] if seconds.plain.strip("▌ ") else drawn


def _second(words: Words, context: Context, width: int, lead: int) -> Content:
    return fit(text(" " * lead + context.second(words), "$muted"), width)


def _arrival(found: Sequence[tuple[int, Copy]], context: Context, width: int) -> Content:
    if not found:
        return fit(text(context.say("clock.not-yet"), "$faint"), width)
    year, copy = found[0]
    more = text(f" +{len(found) - 1}", "$faint") if len(found) > 1 else Content("")
    mark = text(f" {GLYPHS[copy.outcome]}", mark_style(copy.outcome))
    name = cut(text(context.pick(copy.name)), max(4, width - 8 - cells(more)))
    return ends(line(text(f"{year} ", "$muted"), name), line(mark, more), width)


def copies_table(found: Sequence[Copy], context: Context, width: int) -> list[Content]:
    """The figures behind the bars."""
    heads = (
        context.say("field.copy"),
        context.say("field.origin"),
        context.say("field.origin-year"),
        context.say("field.copy-year"),
        context.say("field.lag"),
        context.say("field.outcome-year"),
    )
    rows = [
        (
            cut(beside(context.pick(copy.name), copy.name, context, 34), 34).plain,
            cut(beside(context.pick(copy.model), copy.model, context, 26), 26).plain,
            str(copy.model_year),
            str(copy.year),
            f"{copy.lag:+d}",
            f"{GLYPHS[copy.outcome]} {copy.outcome_year or ''}",
        )
        for copy in found
    ]
    return chart.table(heads, rows, width, left=2)


def clocks_table(
    clocks: Sequence[tuple[str, Clock]], context: Context, width: int
) -> list[Content]:
    """The figures behind the medians."""
    heads = (
        context.say("facet.market"),
        context.say("record.count"),
        context.say("clock.median"),
        context.say("clock.shortest"),
        context.say("clock.longest"),
        *(context.name("status", outcome) for outcome in OUTCOMES),
    )
    rows = [
        (
            label,
            str(clock.count),
            f"{clock.median:g}",
            str(clock.shortest),
            str(clock.longest),
            *(str(clock.ends[outcome]) for outcome in OUTCOMES),
        )
        for label, clock in clocks
    ]
    return chart.table(heads, rows, width)
