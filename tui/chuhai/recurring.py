"""Work that comes back: what ticking an item leaves to do."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Callable, Iterable

from chuhai.agenda import Agenda
from chuhai.checklist import edits
from chuhai.checklist.item import Book, Item, Status
from chuhai.values import replace


def _later(day: dt.date, every: str, times: int) -> dt.date:
    """The day so many intervals later; a month keeps the day of month as far as it has it."""
    number, unit = int(every[:-1]) * times, every[-1]
    if unit != "m":
        return day + dt.timedelta(days=number * (7 if unit == "w" else 1))
    years, month = divmod(day.month - 1 + number, 12)
    year = day.year + years
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def following(one: Agenda, item: Item) -> Item | None:
    """The next time of an item that comes back: the first one after today.

    Nothing for an item that comes once, and nothing once it would fall behind the anchor that
    this time was still before.
    """
    if not item.every:
        return None
    due = one.slot(item).due or one.today
    times = 1
    while (day := _later(due, item.every, times)) <= one.today:
        times += 1
    if one.anchor and due <= one.anchor < day:
        return None
    relative = item.offset is not None and one.anchor is not None
    return replace(
        item,
        status=Status.TODO,
        done_on=None,
        begun=None,
        expected=None,
        waiting_on="",
        needs=(),
        due=None if relative else day,
        offset=(one.anchor - day).days if relative and one.anchor else None,
    )


def ticked(
    book: Book,
    one: Agenda,
    items: Iterable[str],
    make_id: Callable[[], str] = edits.new_id,
) -> edits.Changes:
    """Mark items of a list as done, with what comes back; when all are closed, open them again."""
    owner = book.lists.get(one.checklist.id)
    known = [owner.items[name] for name in items if name in owner.items] if owner else []
    open_ones = [item for item in known if item.is_open]
    name = one.checklist.id
    if not open_ones:
        return tuple(c for item in known for c in edits.restore(book, name, item.id))
    changes: edits.Changes = ()
    for item in open_ones:
        changes += edits.tick(book, name, item.id, one.today)
        if (again := following(one, item)) is not None:
            changes += edits.put_item(book, name, again, make_id)
    return changes
