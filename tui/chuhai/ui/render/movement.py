"""How stances moved: a card as a line of time, and its series market by market."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from textual.content import Content

from chuhai.library.age import last_day
from chuhai.library.filter import MOVES, STANCES
from chuhai.movement import THESIS, Movement, Track
from chuhai.ui.render.blocks import heading, under
from chuhai.ui.render.context import Context
from chuhai.ui.render.marks import STANCE_GLYPHS, STANCE_STYLES, mark_style, pill
from chuhai.ui.render.pairs import below, beside
from chuhai.ui.render.text import cells, cut, ends, fit, indent, line, strung, text, wrap

MOVE_GLYPHS = {"up": "↑", "down": "↓", "unchanged": "=", "new": "+"}
MOVE_STYLES = {"up": "$go", "down": "$avoid", "unchanged": "$muted", "new": "$accent"}
FIRST = dt.date(int(THESIS), 1, 1)
STRIP = 41
"""The most cells of a line of time: the meaning of the glyphs fits beside its years."""
COUNT = 4
"""The cells of a count of stances, such as `▲12`, with the gap behind it."""
FEW_MOVES = 5
"""The cells of the usual counts of moves, such as `↓1 +1`."""
LEVELS = tuple(level for level in STANCES if level != "no-data")
COUNTS = len(LEVELS) * COUNT - 2


def _cell(date: str, today: dt.date, width: int) -> int:
    """Where a date stands on a line of time from the predictions to today."""
    day = min(max(last_day(date), FIRST), today)
    return round((day - FIRST).days / max(1, (today - FIRST).days) * (width - 1))


def strip_width(width: int) -> int:
    """The cells of a line of time in a row: as many as stances and moves behind it leave."""
    return min(STRIP, max(9, width - 6 - COUNTS - FEW_MOVES))


def years(context: Context, width: int) -> Content:
    """The years above a line of time, as many as stand apart."""
    drawn, at = "", -1
    for year in range(FIRST.year, context.today.year + 1):
        cell = _cell(f"{year}-01-01", context.today, width)
        if cell > at and cell + 4 <= width:
            drawn = drawn.ljust(cell) + str(year)
            at = len(drawn)
    return fit(text(drawn, "$faint"), width)


def strip(moved: Movement, context: Context, width: int) -> Content:
    """The thesis of 2022, then at every date the stance that most markets had."""
    drawn = [("─", "$rule")] * width
    if moved.foreseen is not None:
        drawn[0] = ("◆" if moved.foreseen else "◇", "$primary")
    for date in moved.dates:
        held = moved.stances_at(date)
        level = max(held, key=lambda known: held[known])
        drawn[_cell(date, context.today, width)] = (STANCE_GLYPHS[level], STANCE_STYLES[level])
    return line(*(text(glyph, style) for glyph, style in drawn))


def counted(counts: Counter[str], column: int = 0) -> Content:
    """How many markets have each stance; with `column`, each in a column of so many cells."""
    known = [level for level in LEVELS if counts[level] or column]
    parts = [
        text(f"{STANCE_GLYPHS[k]}{counts[k]}" if counts[k] else "", STANCE_STYLES[k]) for k in known
    ]
    if column:
        head = line(*(fit(part, column) for part in parts[:-1]), parts[-1])
        return fit(head, max(COUNTS, cells(head)))
    return Content(" ").join(parts) if parts else Content("")


def moves(moved: Movement) -> Content:
    """In how many markets the stance went up, went down, stayed, is new."""
    found = moved.moves
    known = [move for move in MOVES if found[move]]
    parts = [text(f"{MOVE_GLYPHS[k]}{found[k]}", MOVE_STYLES[k]) for k in known]
    return Content(" ").join(parts) if parts else Content("")


def row(
    moved: Movement, context: Context, width: int, selected: bool, compact: bool
) -> list[Content]:
    """A card in two lines: its name and verdict; the line of time, stances now, moves."""
    entry = moved.entry
    edge = line(text("▌" if selected else " ", "$primary"), " ")
    room = width - 3
    badge = pill(entry.kind, entry.mark, context.lang)
    name = text(context.pick(entry.name), "bold")
    latest = moved.dates[-1] if moved.dates else ""
    stances, moved_by = moved.stances_at(latest), moves(moved)
    time = strip(moved, context, strip_width(width))
    now = counted(stances, COUNT)
    gap = 2 if cells(time) + COUNTS + FEW_MOVES + 4 <= room else 1
    if cells(time) + cells(now) + cells(moved_by) + 2 + gap > room:
        now, gap = counted(stances), 2
    drawn = line(time, "  ", now, " " * gap, moved_by)
    lines = [line(edge, ends(name, badge, room)), line(edge, cut(drawn, room))]
    lines[1:1] = below(entry.name, context, room, edge)
    return lines if compact else [*lines, Content("")]


def head(moved: Movement, context: Context, width: int) -> list[Content]:
    """Name and verdict, what was expected in 2022, whether it was foreseen, how it came out."""
    entry = moved.entry
    badge = pill(entry.kind, entry.mark, context.lang)
    lines = [ends(text(context.pick(entry.name), "bold"), badge, width)]
    lines += under(entry.name, context, width)
    if moved.foreseen is not None:
        key = "foreseen" if moved.foreseen else "unforeseen"
        mark = "◆" if moved.foreseen else "◇"
        label = line(text(f"{mark} ", "$primary"), text(context.say(f"kind.{key}"), "$muted"))
        lines += [cut(label, width), *_part("head.thesis", context, width)]
        edge = text("▎ ", mark_style(entry.mark))
        lines += indent(wrap(text(context.pick(moved.thesis), "$muted"), width - 2), edge)
        lines += indent(under(moved.thesis, context, width - 2), edge)
        lines += _part("head.hindsight", context, width)
        lines += wrap(context.pick(moved.reasoning), width)
        lines += under(moved.reasoning, context, width)
    return [*lines, *_part("head.stances", context, width)]


def _part(key: str, context: Context, width: int) -> list[Content]:
    return heading(context.say(key), width, context.second_say(key))


def move_label(moved: Track, context: Context) -> Content:
    """Whether the newest stance went up or down."""
    words = f"{MOVE_GLYPHS[moved.move]} {context.name('move', moved.move)}"
    return text(words, MOVE_STYLES[moved.move])


def series(moved: Track, context: Context, width: int) -> list[Content]:
    """Every date with its stance, in one line or more."""
    steps = []
    for point in moved.points:
        level = f"{STANCE_GLYPHS[point.level]} {context.name('stance', point.level)}"
        since = text(f"{point.since} ", "$muted")
        steps.append(line(since, text(level, STANCE_STYLES[point.level])))
    return strung(steps, width, " → ")


def legend(context: Context, width: int) -> list[Content]:
    """What the glyphs of the moves mean, in one line or more."""
    parts = [
        text(f"{MOVE_GLYPHS[move]} {context.name('move', move)}", MOVE_STYLES[move])
        for move in MOVES
    ]
    return strung(parts, width, "  ")


def track(moved: Track, context: Context, width: int) -> list[Content]:
    """The series of one market: every date with its stance, the move, the reasons."""
    label = move_label(moved, context)
    place = context.library.place_name(moved.market)
    name = beside(text(context.place(moved.market), "bold"), place, context, width)
    drawn = series(moved, context, max(8, width - cells(label) - 3))
    lines = [name, ends(line("  ", drawn[0]), label, width), *indent(drawn[1:])]
    lines += indent(wrap(context.pick(moved.now.reason), width - 2))
    lines += indent(under(moved.now.reason, context, width - 2))
    for point in reversed(moved.points[:-1]):
        words = text(f"{point.since}: {context.pick(point.reason)}", "$faint")
        lines += indent(wrap(words, width - 2))
        lines += indent(under(point.reason, context, width - 2))
    return lines
