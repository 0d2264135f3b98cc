"""The checklist as lines: groups, items, a lane of bars with today and the anchor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from chuhai.agenda import Agenda, anchor_name, origin_is_gone
from chuhai.checklist.item import Item, Status
from chuhai.ui.render.context import Context
from chuhai.ui.render.text import bar, cells, cut, ends, fit, indent, line, right, text, wrap

GLYPHS = {
    Status.TODO: ("○", "$muted"),
    Status.DOING: ("●", "$test"),
    Status.WAITING: ("◌", "$watch"),
    Status.DONE: ("✓", "$go"),
    Status.DROPPED: ("–", "$faint"),
}
DUE = 12


@dataclass(frozen=True, slots=True)
class Lane:
    """A stretch of days drawn in so many cells."""

    first: dt.date
    days_per_cell: int
    width: int

    def cell(self, day: dt.date) -> int:
        """Where a day is; outside the lane it is before the first or after the last cell."""
        return (day - self.first).days // self.days_per_cell

    def day(self, cell: int) -> dt.date:
        """The first day of a cell."""
        return self.first + dt.timedelta(days=cell * self.days_per_cell)


def lane_for(agendas: Sequence[Agenda], today: dt.date, width: int) -> Lane:
    """The lane that shows all open work and the anchors, as far as there is room."""
    days = [today]
    for one in agendas:
        days += [one.anchor] if one.anchor else []
        for item in one.checklist.items.values():
            slot = one.slot(item)
            days += [day for day in (slot.start, slot.due) if day and item.is_open]
    first = max(min(days), today - dt.timedelta(days=90))
    last = max(days) + dt.timedelta(days=3)
    span = max(1, (last - first).days + 1)
    return Lane(first, max(1, -(-span // max(1, width))), width)


def lane_head(lane: Lane, context: Context) -> tuple[Content, Content]:
    """The months above the lane, and the days of month below them."""
    months, days = [" "] * lane.width, [" "] * lane.width
    free_month = free_day = 0
    for cell in range(lane.width):
        day = lane.day(cell)
        if (cell == 0 or day.month != lane.day(cell - 1).month) and cell >= free_month:
            free_month = _put(months, cell, f"{day:%Y-%m}"[2 if cell else 0 :])
        if cell >= free_day and cell + 2 <= lane.width and cell % 5 == 0:
            free_day = _put(days, cell, f"{day:%d}")
    now = lane.cell(context.today)
    today = context.say("list.today")
    lower = text("".join(days), "$faint")
    if 0 <= now < lane.width:
        at = min(now, lane.width - cells(today))
        left = "".join(days)[:at]
        rest = "".join(days)[at + cells(today) :]
        lower = line(text(left, "$faint"), text(today, "bold $accent"), text(rest, "$faint"))
    return text("".join(months), "bold"), lower


def _put(row: list[str], at: int, words: str) -> int:
    if at + len(words) > len(row):
        return len(row)
    row[at : at + len(words)] = list(words)
    return at + len(words) + 1


def lane_line(one: Agenda, item: Item, lane: Lane) -> Content:
    """The bar of an item: done, open or late, with today and the anchor behind it."""
    slot = one.slot(item)
    drawn = [(" ", "")] * lane.width
    now = lane.cell(one.today)
    if 0 <= now < lane.width:
        drawn[now] = ("┊", "$accent")
    if one.anchor and 0 <= lane.cell(one.anchor) < lane.width:
        drawn[lane.cell(one.anchor)] = ("┃", "$accent")
    if slot.start and slot.due and item.status != Status.DROPPED:
        late = one.is_late(item)
        style = "$avoid" if late else "$go" if not item.is_open else "$test"
        body = "━" if not item.is_open or item.status == Status.DOING or late else "╌"
        style = "$muted" if body == "╌" else style
        start, end = max(0, lane.cell(slot.start)), lane.cell(slot.due)
        for cell in range(start, min(end, lane.width)):
            drawn[cell] = (body, style)
        if 0 <= end < lane.width:
            drawn[end] = ("◆", style)
        if late:
            for cell in range(max(0, end + 1), min(now, lane.width)):
                drawn[cell] = ("╌", style)
    parts: list[Content] = []
    for glyph, style in drawn:
        parts.append(text(glyph, style))
    return line(*parts)


def group_line(one: Agenda, context: Context, width: int, selected: bool) -> Content:
    """A list's name, its target, and how much of it is done."""
    done, total, _, _ = one.counted
    title = context.pick(one.title)
    name = line(text("▌" if selected else " ", "$primary"), text(title, "bold $primary"))
    target = _target(one, context, title)
    share = done / total if total else 0.0
    tail = line(bar(share, 8 if width >= 46 else 4), text(f" {done}/{total}", "$muted"))
    room = width - cells(name) - cells(tail) - 3
    about = line("  ", text(target, "$muted")) if cells(target) <= room else Content("")
    return ends(line(name, about), tail, width)


def _target(one: Agenda, context: Context, title: str) -> str:
    if one.anchor is None:
        return context.say("list.no-anchor")
    days = (one.anchor - one.today).days
    name = context.pick(anchor_name(one.checklist.anchor, context.library))
    if days < 0:
        return context.say("list.passed", name=name)
    if name in title:
        return f"{one.anchor.isoformat()}  {context.days_until(one.anchor)}"
    return context.say("list.target", name=name, n=days)


def due_words(one: Agenda, item: Item, context: Context) -> Content:
    """When an item is due, as seen from today."""
    if not item.is_open:
        return text(context.say(f"item.{item.status}"), "$faint")
    due = one.slot(item).due
    if due is None:
        return text(context.say("item.no-date"), "$faint")
    days = (due - one.today).days
    if days < 0:
        return text(context.say("item.late", n=-days), "bold $avoid")
    if days == 0:
        return text(context.say("item.due-today"), "bold $watch")
    return text(context.say("item.due-in", n=days), "$watch" if one.is_soon(item) else "$muted")


def item_line(
    one: Agenda, item: Item, context: Context, width: int, lane: Lane | None, selected: bool
) -> Content:
    """An item: state, words, owner, due date, and its bar where there is a lane."""
    glyph, style = GLYPHS[item.status]
    if one.is_late(item):
        glyph, style = "!", "bold $avoid"
    mark = text("▌" if selected else " ", "$primary")
    words = context.pick(item.text)
    look = "" if item.is_open else "$muted"
    if item.status == Status.DROPPED:
        look = "$faint strike"
    star = text(" ‼" if item.priority == 1 else "", "$accent")
    owner = text(f" @{item.owner}" if item.owner else "", "$faint")
    room = width - (lane.width + 2 if lane else 0)
    due = right(due_words(one, item, context), DUE)
    head = line(text(words, f"bold {look}" if selected else look), star, owner)
    body = line(mark, " ", text(glyph, style), " ", fit(head, max(6, room - DUE - 5)), " ", due)
    return line(body, "  ", lane_line(one, item, lane)) if lane else body


def item_detail(one: Agenda, item: Item, context: Context, width: int) -> list[Content]:
    """Everything about an item: dates, slack, what it waits for, where it comes from."""
    slot = one.slot(item)
    rows: list[tuple[str, str]] = [("status", context.say(f"item.{item.status}"))]
    if item.waiting_on:
        rows.append(("owner", item.waiting_on))
    if slot.due:
        before = context.say("day-before", n=(one.anchor - slot.due).days) if one.anchor else ""
        rows.append(("due", f"{slot.due.isoformat()}  {before}"))
    if slot.start:
        rows.append(("start", slot.start.isoformat()))
    rows.append(("days", context.say("days", n=item.days)))
    if slot.slack is not None:
        key = "item.slack-left" if slot.slack >= 0 else "item.slack-short"
        rows.append(("slack", context.say(key, n=abs(slot.slack))))
    names = [context.pick(one.checklist.items[need].text) for need in slot.waits_for]
    if names:
        rows.append(("needs", "；".join(names)))
    if item.owner:
        rows.append(("owner", item.owner))
    if item.tags:
        rows.append(("tags", " ".join(item.tags)))
    if item.origin:
        rows.append(("from", _origin(item, context)))
    lines = wrap(text(context.pick(item.text), "bold"), width)
    for key, value in rows:
        label = fit(text(context.say(f"item.{key}"), "$muted"), 10)
        wrapped = wrap(value, max(8, width - 11))
        lines.append(line(label, " ", wrapped[0]))
        lines += indent(wrapped[1:], " " * 11)
    if item.dropped_why:
        lines += wrap(text(item.dropped_why, "$muted"), width)
    for part in item.note.splitlines():
        lines += wrap(text(part, "$muted"), width)
    return lines


def _origin(item: Item, context: Context) -> str:
    assert item.origin is not None
    entry = context.library.find(item.origin.kind, item.origin.card)
    name = context.pick(entry.name) if entry else item.origin.card
    gone = origin_is_gone(item, context.library)
    return f"{name}（{context.say('item.gone')}）" if gone else name


def head_lines(totals: tuple[int, int, int, int], context: Context, width: int) -> list[Content]:
    """Progress over all lists."""
    done, total, late, soon = totals
    parts = line(
        text(str(done), "bold $go"),
        text(f" / {total} {context.say('list.done')}   ", "$muted"),
        text(str(late), "bold $avoid" if late else "bold $muted"),
        text(f" {context.say('list.late')}   ", "$muted"),
        text(str(soon), "bold $watch" if soon else "bold $muted"),
        text(f" {context.say('list.soon')}", "$muted"),
    )
    share = done / total if total else 0.0
    percent = text(f" {share:>4.0%}", "bold")
    room = width - cells(parts) - cells(percent) - 3
    tail = line(bar(share, room), percent) if room > 8 else percent
    return [line(cut(parts, width), "   ", tail)]
