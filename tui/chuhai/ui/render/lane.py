"""The lane beside a plan: days as cells, bars of work, today and the anchor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual.content import Content

from chuhai.agenda import Agenda
from chuhai.checklist.item import Item, Status
from chuhai.i18n import Lang
from chuhai.ui.render.context import Context
from chuhai.ui.render.text import cells, line, text

BEHIND = 30
"""Most days before today that the lane shows."""
AHEAD = 400
"""Most days after today that it shows of work that will be late."""
_MONTH_LABEL, _MONTH_STEPS = 6, (1, 2, 3, 6)
"""Least cells between two month labels, and every how many months there may be one."""
_LABEL = 4
"""Least cells between two day labels."""
Drawn = list[tuple[str, str]]


class Lane(NamedTuple):
    """A stretch of days drawn in so many cells."""

    first: dt.date
    days: int
    width: int

    def cell(self, day: dt.date) -> int:
        """Where a day is; outside the lane it is before the first or after the last cell."""
        return (day - self.first).days * self.width // self.days

    def holds(self, cell: int) -> bool:
        """Whether a cell is inside."""
        return 0 <= cell < self.width


def lane_for(agendas: Iterable[Agenda], today: dt.date, width: int) -> Lane:
    """The lane that shows all open work, the anchors, and what was done lately."""
    margin = dt.timedelta(days=2)
    firsts, lasts = [today - margin], [today + dt.timedelta(days=12)]
    for one in agendas:
        if one.anchor:
            lasts.append(one.anchor)
        if one.span:
            start, due, finish = one.span
            firsts.append(start)
            lasts += [due, min(finish, today + dt.timedelta(days=AHEAD))]
        done = (i.done_on for i in one.checklist.items.values() if i.done_on)
        firsts.append(min(done, default=today) - margin)
    first, last = max(min(firsts), today - dt.timedelta(days=BEHIND)), max(lasts)
    return Lane(first, (last - first).days + 3, max(1, width))


def lane_head(lane: Lane, context: Context) -> tuple[Content, Content]:
    """The months above the lane; below them days of the month, and today."""
    months = [" "] * lane.width
    every = next((n for n in _MONTH_STEPS if 30 * n * lane.width // lane.days >= _MONTH_LABEL), 12)
    month, free = lane.first.replace(day=1), 0
    while (at := lane.cell(month)) < lane.width:
        at = max(0, at)
        if at >= free and (not at or month.month % every == 1 % every):
            label = _month(month, at == 0 or month.month <= every, context.lang)
            free = _put(months, at, label)
        month = (month + dt.timedelta(days=32)).replace(day=1)
    return text("".join(months), "bold"), _day_line(lane, context)


def _month(month: dt.date, with_year: bool, lang: Lang) -> str:
    if lang is Lang.ZH:
        return f"{month:%y}年{month.month}月" if with_year else f"{month.month}月"
    return f"{month:%b} {month:%y}" if with_year else f"{month:%b}"


def _day_line(lane: Lane, context: Context) -> Content:
    days = [" "] * lane.width
    word = context.say("list.today")
    size = cells(word)
    now = min(max(0, lane.cell(context.today) - size // 2), max(0, lane.width - size))
    every = next((n for n in (1, 2) if 7 * n * lane.width // lane.days >= _LABEL), 0)
    if every:
        monday = lane.first + dt.timedelta(days=-lane.first.weekday() % 7)
        free = 0
        while (at := lane.cell(monday)) < lane.width:
            clear = at + 2 < now or at > now + size
            if at >= free and clear and at + 2 <= lane.width:
                free = _put(days, at, f"{monday.day:02d}") + 1
            monday += dt.timedelta(days=7 * every)
    plain = "".join(days)
    left, right = plain[:now], plain[now + size :]
    return line(text(left, "$faint"), text(word, "bold $accent"), text(right, "$faint"))


def _put(row: list[str], at: int, words: str) -> int:
    """Write words into a row of cells, wide characters too; says where the next may begin."""
    if at + cells(words) > len(row):
        return len(row)
    for char in words:
        size = cells(char)
        row[at] = char
        for gap in range(1, size):
            row[at + gap] = ""
        at += size
    return at + 1


def _grid(one: Agenda | None, lane: Lane, today: dt.date) -> Drawn:
    drawn: Drawn = [(" ", "")] * lane.width
    if lane.holds(now := lane.cell(today)):
        drawn[now] = ("┊", "$accent")
    if one is not None and one.anchor and lane.holds(at := lane.cell(one.anchor)):
        drawn[at] = ("┃", "$accent")
    return drawn


def _joined(drawn: Drawn) -> Content:
    """Cells as text, those of one style in one piece."""
    parts: list[Content] = []
    run, style = "", ""
    for glyph, own in drawn:
        if own != style and run:
            parts.append(text(run, style))
            run = ""
        run, style = run + glyph, own
    return line(*parts, text(run, style))


def lane_line(one: Agenda, item: Item, lane: Lane) -> Content:
    """The bar of an item with today and the anchor behind it.

    Done is a heavy green line; work under way is heavy up to today; what is not begun is
    dashed. Behind the due day, dashes lead to the day on which late work will be finished.
    """
    slot = one.slot(item)
    now = lane.cell(one.today)
    drawn = _grid(one, lane, one.today)
    if slot.start is None or slot.due is None or item.status == Status.DROPPED:
        return _joined(drawn)
    start, end = lane.cell(slot.start), lane.cell(slot.due)
    late = one.is_late(item)
    style = "$avoid" if late else _STYLES[item.status]
    for cell in range(max(0, start), min(end, lane.width)):
        drawn[cell] = (_body(item, late, cell <= now), style)
    if lane.holds(end):
        drawn[end] = ("◆", style)
    if one.is_slipping(item):
        last = lane.cell(slot.finish)
        for cell in range(max(0, end + 1), min(last, lane.width)):
            drawn[cell] = ("╌", "$avoid")
        if lane.holds(last) and last > end:
            drawn[last] = ("◇", "$avoid")
    return _joined(drawn)


_STYLES = {
    Status.TODO: "$muted",
    Status.DOING: "$test",
    Status.WAITING: "$watch",
    Status.DONE: "$go",
    Status.DROPPED: "$faint",
}


def _body(item: Item, late: bool, past: bool) -> str:
    if item.status == Status.DONE or late:
        return "━"
    if item.status == Status.DOING:
        return "━" if past else "─"
    return "╌"


def group_lane(one: Agenda | None, lane: Lane, today: dt.date) -> Content:
    """The lane beside a heading: today, and a star on the day of the anchor."""
    drawn = _grid(None, lane, today)
    if one is not None and one.anchor and lane.holds(at := lane.cell(one.anchor)):
        drawn[at] = ("★", "bold $accent")
    return _joined(drawn)


def blank_lane(agendas: Sequence[Agenda], lane: Lane, today: dt.date) -> Content:
    """The lane of an empty line: only today."""
    return _joined(_grid(None, lane, today)) if agendas else Content("")
