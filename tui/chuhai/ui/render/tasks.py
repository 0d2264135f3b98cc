"""The rows of a plan: headings, items with what matters about them, progress."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from chuhai.agenda import Agenda, anchor_name
from chuhai.checklist.item import Item, Status
from chuhai.closures import Clash
from chuhai.grouping import Group
from chuhai.i18n import Words
from chuhai.ui.render.context import Context
from chuhai.ui.render.lane import Lane, group_lane, lane_line
from chuhai.ui.render.text import bar, cells, cut, ends, fit, line, right, text

GLYPHS = {
    Status.TODO: ("○", "$muted"),
    Status.DOING: ("●", "$test"),
    Status.WAITING: ("◌", "$watch"),
    Status.DONE: ("✓", "$go"),
    Status.DROPPED: ("–", "$faint"),
}
CRITICAL = "▸"
DUE, SLACK, DATE = 11, 6, 14
NAME_LEAST, NAME_MOST = 47, 76
BARS = (8, 4)
"""How long the bar of a heading is, where its name leaves so much room."""
LANE_LEAST, LANE_ENOUGH = 22, 40
"""A lane narrower than the one says nothing and is left out; what is beyond the other goes to
the words."""


class Columns(NamedTuple):
    """How a row is laid out for a width."""

    width: int
    names: int
    """The cells of everything left of the lane."""
    lane: Lane | None
    digits: int = 2
    dated: bool = False
    """Whether the due date stands as a date, as in the agenda."""


class RowState(NamedTuple):
    """How a row stands apart from others."""

    selected: bool = False
    marked: bool = False
    stops: Sequence[Clash] = ()
    tag: str = ""
    """The list of an item, where the heading above is not its list."""


def names_width(width: int) -> int:
    """How many of the cells of a row the words get, where there is a lane."""
    return max(NAME_LEAST, min(NAME_MOST, max(width * 57 // 100, width - LANE_ENOUGH)))


# ---------------------------------------------------------------- headings


def group_line(group: Group, context: Context, columns: Columns, selected: bool) -> Content:
    """A heading: the name, the target of a list, and how much of it is done."""
    done, total = group.counted
    title = context.pick(group.title)
    mark = text("▌" if selected else " ", "$primary")
    name = line(mark, " ", text(title, "bold $primary"))
    share = done / total if total else 0.0
    width = columns.names
    number = text(f" {done}/{total}", "$muted")
    room = width - cells(name) - cells(number) - 1
    tail = line(bar(share, next((size for size in BARS if size <= room), 0)), number)
    if columns.dated:
        tail = text(str(total), "$muted")
    targets = _targets(group.agenda, context, title) if group.agenda else []
    room = width - cells(name) - cells(tail) - 3
    target = next((said for said in targets if cells(said) <= room), "")
    about = line("  ", text(target, "$muted")) if target else Content("")
    head = ends(line(name, about), tail, width)
    if columns.lane is None:
        return head
    return line(head, "  ", group_lane(group.agenda, columns.lane, context.today))


def _targets(one: Agenda, context: Context, title: str) -> list[str]:
    """What a list is for and when that is, in full and in short."""
    if one.anchor is None:
        return [context.say("list.no-anchor")]
    days = (one.anchor - one.today).days
    name = context.pick(anchor_name(one.checklist.anchor, context.library))
    if days < 0:
        return [context.say("list.passed", name=name)]
    date, left = one.anchor.isoformat(), context.days_until(one.anchor)
    if name not in title:
        return [context.say("list.target", name=name, n=days), left]
    return [left] if date in title else [f"{date}  {left}", left]


# ---------------------------------------------------------------- items


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


def slack_words(one: Agenda, item: Item) -> Content:
    """Days to spare, with their sign."""
    slack = one.slot(item).slack
    if slack is None or not item.is_open:
        return Content("")
    return text(f"{slack:+d}", "bold $avoid" if slack < 0 else "$muted" if slack else "$watch")


def date_words(day: dt.date, context: Context) -> str:
    """A date with its weekday, the year only when it is another one."""
    weekday = context.say(f"weekday.{day.weekday()}")
    shown = f"{day:%m-%d}" if day.year == context.today.year else f"{day:%y-%m-%d}"
    return f"{shown} {weekday}"


def item_line(
    one: Agenda, item: Item, context: Context, columns: Columns, state: RowState
) -> Content:
    """An item: critical or not, state, number, words, what it waits for, slack, due date, bar."""
    glyph, style = GLYPHS[item.status]
    if one.is_late(item):
        glyph, style = "!", "bold $avoid"
    critical = item.is_open and item.id in one.critical
    number = right(text(str(one.numbers[item.id]), "$faint"), columns.digits)
    lead = line(
        text("▌" if state.selected else " ", "$primary"),
        text("*", "bold $accent") if state.marked else text(" "),
        text(CRITICAL if critical else " ", "$accent"),
        text(glyph, style),
        " ",
        number,
        " ",
    )
    if columns.dated:
        due = one.slot(item).due
        shown = date_words(due, context) if due else context.say("item.no-date")
        lead = line(lead, fit(text(shown, _date_style(one, item)), DATE))
    tail = line(right(slack_words(one, item), SLACK), right(due_words(one, item, context), DUE))
    room = columns.names - cells(lead) - cells(tail)
    body = line(lead, _words(one, item, context, room, state), tail)
    if columns.lane is None:
        return body
    return line(body, "  ", lane_line(one, item, columns.lane))


def second_line(
    words: Words | None, item: Item | None, context: Context, columns: Columns, lane: Content
) -> Content:
    """The words of a heading or an item in the other language, under the first."""
    second = context.second(words) if words else ""
    dated = DATE if columns.dated else 0
    lead = 2 if item is None else 6 + columns.digits + dated
    body = fit(text(" " * lead + second, "$muted"), columns.names)
    return line(body, "  ", lane) if lane else body


def _date_style(one: Agenda, item: Item) -> str:
    return "$avoid" if one.is_late(item) else "$muted" if item.is_open else "$faint"


def _words(one: Agenda, item: Item, context: Context, room: int, state: RowState) -> Content:
    """The words of an item, then what fits of its tags: closures, needs, owner, list."""
    waits = one.slot(item).waits_for if item.is_open else ()
    look = "" if item.is_open and not waits else "$muted"
    if item.status == Status.DROPPED:
        look = "$faint strike"
    words = text(context.pick(item.text), f"bold {look}" if state.selected else look)
    tags = [text("!1", "bold $accent")] if item.priority == 1 and item.is_open else []
    if state.stops:
        sure = any(clash.sure for clash in state.stops)
        tags.append(text(context.say("tag.shut" if sure else "tag.shut-maybe"), "$watch"))
    if waits:
        numbers = ",".join(str(one.numbers[need]) for need in waits)
        tags.append(text(f"←{numbers}", "$faint"))
    if item.every:
        tags.append(text(f"↻{item.every}", "$faint"))
    if item.owner:
        tags.append(text(f"@{item.owner}", "$faint"))
    if state.tag:
        tags.append(text(state.tag, "$faint"))
    shown = Content("")
    least = min(cells(words), max(10, room * 3 // 5))
    for tag in tags:
        if least + cells(shown) + 1 + cells(tag) <= room:
            shown = line(shown, " ", tag)
    return fit(line(cut(words, room - cells(shown)), shown), room)


# ---------------------------------------------------------------- above the rows


def head_line(totals: tuple[int, int, int, int], context: Context, width: int) -> Content:
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
    return line(cut(parts, width), "   ", tail)


def column_heads(context: Context, columns: Columns, grouping: str) -> tuple[Content, Content]:
    """What stands in the columns: two lines, to go beside the two lines of the lane's head."""
    slack = right(text(context.say("list.slack"), "$faint"), SLACK)
    due = right(text(context.say("item.due"), "$faint"), DUE)
    left = line("        ", text(context.say("list.tasks"), "$muted"))
    words = f"{context.say('list.backward')} · {context.say(f'group.{grouping}')}"
    room = columns.names - cells(slack) - cells(due) - 9
    words = words if cells(words) <= room else context.say("list.backward")
    by = line("        ", text(words, "$faint"))
    return fit(left, columns.names), ends(by, line(slack, due), columns.names)


def agenda_heads(context: Context, columns: Columns) -> Content:
    """What stands in the columns of the agenda, in one line."""
    due = text(context.say("item.due"), "$faint")
    lead = line(
        " " * (6 + columns.digits), fit(due, DATE), text(context.say("list.tasks"), "$faint")
    )
    slack = right(text(context.say("list.slack"), "$faint"), SLACK)
    return ends(lead, line(slack, " " * DUE), columns.names)


def marked_line(count: int, context: Context, width: int) -> Content:
    """How many items are marked, and what can be done with them."""
    lead = text(context.say("mark.count", n=count), "bold $accent")
    keys = (("e", "edit"), ("space", "tick"), ("< >", "shift"), ("d", "drop"), ("esc", "unmark"))
    parts = [lead]
    for key, words in keys:
        parts.append(line(text(f"   {key}", "bold $accent"),
                          text(f" {context.say(f'key.{words}')}", "$muted")))  # fmt: skip
    whole = Content("")
    for part in parts:
        if cells(whole) + cells(part) <= width:
            whole = line(whole, part)
    return whole
