"""The timeline: a strip of densities above, moments in two lanes or in many below."""

from __future__ import annotations

from collections import Counter

from textual.content import Content

from chuhai.i18n import Lang
from chuhai.timeline import OTHERS, SIDES, WORLD, Moment, Span, Timeline
from chuhai.ui.render import chart
from chuhai.ui.render.axis import Axis
from chuhai.ui.render.context import Context
from chuhai.ui.render.marks import mark_words
from chuhai.ui.render.pairs import below
from chuhai.ui.render.text import MEASURE, cells, cut, ends, fit, line, right, text

LANE_STYLES = {"china": "$avoid", "overseas": "$test"}
STRIP_LABEL = 10
DATE = 8
LANE_LEAST, LANE_MOST = 4, 11
NO_YEAR = -1
ABOUT_LEAST = 6
"""In fewer cells nothing is said of who acted."""


def lane_name(lane: str, mode: str, context: Context) -> str:
    """What a lane is called."""
    if lane in (*SIDES, OTHERS, WORLD):
        return context.say(f"lane.{lane}")
    return context.name("region" if mode == "regions" else "actor", lane)


def strip_axis(shown: Timeline, width: int) -> Axis:
    """The years of the strip on so many cells."""
    years = shown.years
    return Axis(years.start, max(years.start, years.stop - 1), max(8, width - STRIP_LABEL))


def strip(shown: Timeline, here: int, context: Context, width: int) -> list[Content]:
    """How many moments each year has: China above the line of years, overseas below it.

    With other lanes the sum of all stands above the line. `here` is the year of the cursor.
    """
    axis = strip_axis(shown, width)
    if shown.mode == "sides":
        rows = [(lane, Counter(shown.counts.get(lane))) for lane in SIDES]
    else:
        rows = [("all", Counter(moment.year for moment in shown.moments))]
    most = max((n for _, counts in rows for n in counts.values()), default=1)
    drawn = []
    for key, counts in rows:
        style = LANE_STYLES.get(key, "$primary")
        label = fit(text(context.say(f"lane.{key}"), f"bold {style}"), STRIP_LABEL)
        values: list[float] = [0.0] * axis.width
        for year in shown.years:
            for cell in range(axis.cell(year), axis.cell(year) + max(1, axis.cells(year) - 1)):
                if cell < axis.width:
                    values[cell] = max(values[cell], counts[year])
        below_axis = key == SIDES[-1]
        drawn.append(line(label, chart.spark(values, most, style, hanging=below_axis)))
    labels = line(" " * STRIP_LABEL, axis.labels(rule="─", here=here if here > 0 else None))
    return [drawn[0], labels, *drawn[1:]]


def _year_and_month(date: str, before: str) -> Content:
    """The year, lit where it differs from that of the row before, and the month."""
    year = date[:4]
    first = text(year, "bold" if before[:4] != year else "$faint")
    return fit(line(first, text(f" {date[5:7]}", "$muted")), DATE)


def _lag(moment: Moment, context: Context) -> Content:
    if moment.lag is not None:
        return text(f"  {context.say('clock.years', n=f'{moment.lag:+g}')}", "$accent")
    if moment.links:
        return text(f"  → {len(moment.links)}", "$faint")
    return Content("")


def _words(
    moment: Moment, context: Context, selected: bool, room: int = MEASURE
) -> tuple[Content, Content]:
    """The headline, and below it what sort of event it is and who acted.

    Where a headline is cut for the room, its star stays.
    """
    entry = moment.entry
    star = text(" ★", "$accent") if entry.in_article else Content("")
    doubt = text(" ?", "$watch") if entry.recalled else Content("")
    name = text(context.pick(entry.name), "bold" if selected else "")
    title = line(cut(name, max(4, room - cells(star) - cells(doubt))), star, doubt)
    sort = mark_words("events", entry.mark, context.lang)
    actors = context.pick(entry.line)
    about = " · ".join(filter(None, (sort, actors)))
    return title, text(about, "$muted" if selected else "$faint")


def two_lanes(
    moment: Moment, before: str, context: Context, width: int, selected: bool, height: int
) -> list[Content]:
    """A moment left or right of the line of time, as it happened in China or overseas.

    The other language stands between the headline and what is known of it.
    """
    edge = text("▌" if selected else " ", "$primary")
    half = (width - DATE - 10) * 47 // 100
    room = width - half - DATE - 10
    china = "china" in moment.lanes
    title, about = _words(moment, context, selected, half if china else room)
    title = title.stylize("bold")
    lag = _lag(moment, context)
    rule, dash = text("│", "$rule"), text("─", "$rule")
    date = _year_and_month(moment.entry.date, before)
    dot = text("●", LANE_STYLES["china" if china else "overseas"])
    second = text(context.second(moment.entry.name), "$muted")
    if china:
        first = line(edge, right(title, half), " ", dash, dot, dash, text("┤", "$rule"), " ", date)
        under = line(edge, right(second, half), "    ", rule)
        last = line(edge, right(line(about, lag), half), "    ", rule)
    else:
        axis = text("├", "$rule")
        joint = line(axis, " ", date, dash, dot, " ")
        first = line(edge, " " * (half + 4), joint, cut(title, room))
        gap = " " * (DATE + 4)
        under = line(edge, " " * (half + 4), rule, gap, cut(second, room))
        tail = fit(cut(about, max(4, room - cells(lag))), min(cells(about), room - cells(lag)))
        last = line(edge, " " * (half + 4), rule, gap, tail, lag)
    spacer = line(" " * (half + 5), rule)
    lines = [first, *([under] if second else []), last]
    lines += [spacer] * (height - len(lines))
    return [cut(part, width) for part in lines[:height]]


def lane_width(shown: Timeline, width: int) -> int:
    """How many cells a lane takes where there are many."""
    return max(LANE_LEAST, min(LANE_MOST, (width - DATE - 30) // max(1, len(shown.lanes))))


def lane_heads(shown: Timeline, here: Moment | None, context: Context, width: int) -> list[Content]:
    """The names of the lanes above them, those of the moment under the cursor lit.

    Names that are wider than a lane stand in turn on two lines, where each has twice the room.
    """
    size = lane_width(shown, width)
    names = [lane_name(lane, shown.mode, context) for lane in shown.lanes]
    longest = max(map(cells, names), default=0)
    if longest >= 2 * size and shown.mode == "regions":
        names = [context.say(f"region-short.{lane}") for lane in shown.lanes]
        longest = max(map(cells, names))
    turns = 1 if longest < size else 2
    lines = []
    for turn in range(turns):
        parts = [Content(" " * (DATE + 2 + turn * size))]
        for lane, name in list(zip(shown.lanes, names, strict=True))[turn::turns]:
            lit = here is not None and lane in here.lanes
            head = cut(text(name, "bold $primary" if lit else "$muted"), turns * size - 1)
            parts.append(fit(head, turns * size))
        lines.append(cut(line(*parts), width))
    return lines


def many_lanes(
    moment: Moment, before: str, shown: Timeline, context: Context, width: int, selected: bool
) -> list[Content]:
    """A moment as dots in the lanes that it touches, with its headline at the right."""
    size = lane_width(shown, width)
    edge = text("▌ " if selected else "  ", "$primary")
    tracks = []
    for lane in shown.lanes:
        hit = lane in moment.lanes
        glyph = text("●", "bold $primary") if hit else text("│", "$rule")
        tracks.append(line(glyph, " " * (size - 1)))
    lag = _lag(moment, context)
    room = width - cells(edge) - DATE - size * len(shown.lanes) - cells(lag)
    title, about = _words(moment, context, selected, room)
    left = room - cells(title)
    sort = cut(text(f"  {about.plain}", "$faint"), left) if left >= ABOUT_LEAST else ""
    words = line(title, lag, sort)
    date = _year_and_month(moment.entry.date, before)
    blank = [line(text("│", "$rule"), " " * (size - 1)) for _ in shown.lanes]
    lead = line(edge, " " * DATE, *blank)
    under = below(moment.entry.name, context, width, lead) or [lead]
    lines = [cut(line(edge, date, *tracks, words), width)]
    return [*lines, *under] if context.paired else lines


def span_lines(
    span: Span, shown: Timeline, most: int, context: Context, width: int, selected: bool,
    height: int,
) -> list[Content]:  # fmt: skip
    """A year or a decade: how many moments each lane has, and the first headlines."""
    name = str(span.first) if span.first == span.last else context.say("span.decade", n=span.first)
    edge = text("▌ " if selected else "  ", "$primary")
    lead = max(DATE, cells(name) + 1)
    head = fit(text(name, "bold"), lead)
    told = sorted(span.moments, key=lambda moment: not moment.entry.in_article)
    names = [moment.entry.name for moment in told[:6]]
    between = "；" if context.lang is Lang.ZH else "; "
    words = between.join(context.pick(name) for name in names)
    if shown.mode != "sides":
        size = lane_width(shown, width)
        counts = [_count(span.count(lane), size) for lane in shown.lanes]
        first = line(edge, head, *counts, text(f"{len(span.moments)} ", "bold"))
        gap = " " * (cells(line(edge, head, *counts)) + cells(f"{len(span.moments)} "))
        seconds = below(names, context, width, line(edge, gap[cells(edge) :]), "; ")
        return [cut(line(first, text(words, "$faint")), width), *seconds]
    bar = max(6, (width - DATE - 2) // 3)
    parts = []
    for lane in SIDES:
        count = span.count(lane)
        size = max(1, round(count / most * bar)) if count else 0
        drawn = line(text("━" * size, LANE_STYLES[lane]), text(f" {count}" if count else " ·"))
        parts.append(fit(drawn, bar + 5))
    lines = [cut(line(edge, head, *parts), width)]
    lines.append(cut(line("  ", " " * lead, text(words, "$faint")), width))
    lines += below(names, context, width, " " * (lead + 2), "; ")
    return [*lines, *[Content("")] * (height - len(lines))][:height]


def _count(count: int, size: int) -> Content:
    shown = text(str(count), "bold $primary") if count else text("·", "$faint")
    return fit(shown, size)


def table(shown: Timeline, context: Context, width: int) -> list[Content]:
    """How many moments each lane has in every year that has any."""
    heads = (
        context.say("span.year"),
        *(lane_name(lane, shown.mode, context) for lane in shown.lanes),
        context.say("record.total"),
    )
    rows = []
    for span in shown.spans("year"):
        counts = [span.count(lane) for lane in shown.lanes]
        rows.append((str(span.first), *map(str, counts), str(len(span.moments))))
    return chart.table(heads, rows, width)


def legend(shown: Timeline, zoom: str, context: Context, width: int) -> Content:
    """What the lanes stand for, how close one looks, and what the marks mean."""
    left = line(
        text(f"{context.say('timeline.lanes')} ", "$faint"),
        text(context.say(f"timeline.{shown.mode}"), "bold"),
        text(f"   {context.say('timeline.zoom')} ", "$faint"),
        text(context.say(f"timeline.{zoom}"), "bold"),
    )
    signs = (("★", "star"), ("+n", "lag"), ("→ n", "links"))
    tail = [f"{sign} {context.say(f'timeline.{key}')}" for sign, key in signs]
    while tail and cells(left) + cells("   ".join(tail)) >= width:
        tail.pop()
    return ends(left, text("   ".join(tail), "$faint"), width) if tail else cut(left, width)
