"""Checklists as a calendar feed: one all-day event for every item that has a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from chuhai import __version__
from chuhai.agenda import Agenda
from chuhai.checklist.item import Item, Status
from chuhai.checklist.trail import NO_TRAIL, Trail
from chuhai.exchange.guard import one_line, printable
from chuhai.exchange.wording import away, second
from chuhai.i18n import Lang
from chuhai.library.index import Library
from chuhai.strings import t

ALARM = dt.time(1, 0, tzinfo=dt.UTC)
"""When a calendar reminds on the day before: 9:00 in China, 8:00 in Bangkok."""


def day_of(one: Agenda, item: Item) -> dt.date | None:
    """The day of an item: its due date, for a dropped one the date that it would have had."""
    if (due := one.slot(item).due) or item.status != Status.DROPPED:
        return due
    if item.due or not one.anchor or item.offset is None:
        return item.due
    return one.anchor - dt.timedelta(days=item.offset)


def undated(agendas: Sequence[Agenda]) -> int:
    """How many items have no date and so are in no calendar."""
    return sum(
        day_of(one, item) is None for one in agendas for item in one.checklist.items.values()
    )


def _about(one: Agenda, item: Item, day: dt.date, lang: Lang) -> str:
    lines = [one.title.in_lang(lang)]
    lines += filter(None, (away(one.anchor, day, lang), second(item.text, lang)))
    facts = (
        ("item.status", t(f"item.{item.status}", lang)),
        ("item.owner", item.owner),
        ("item.start", one.slot(item).start),
        ("item.waiting_on", item.waiting_on),
    )
    lines += [f"{t(key, lang)}: {value}" for key, value in facts if value]
    return printable("\n".join([*lines, *([item.note] if item.note else [])]), lines=True)


def write(
    agendas: Sequence[Agenda], library: Library, lang: Lang, trail: Trail = NO_TRAIL
) -> bytes:
    """One feed as RFC 5545 wants it; uids stay the same, so a newer feed replaces an older one.

    Open items remind by an alarm at an absolute time in UTC; a dropped item is cancelled.
    """
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", f"-//chuhai//{__version__}//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    titles = [one_line(one.title.in_lang(lang)) for one in agendas]
    name = titles[0] if len(titles) == 1 else t("export.title", lang)
    calendar.add("x-wr-calname", name)
    for one in agendas:
        stamp = dt.datetime.combine(one.today, dt.time(), dt.UTC)
        for item in one.in_order():
            day = day_of(one, item)
            if day is None:
                continue
            event = Event()
            event.add("uid", f"{one.checklist.id}-{item.id}@chuhai")
            event.add("dtstamp", stamp)
            event.add("dtstart", day)
            event.add("dtend", day + dt.timedelta(days=1))
            text = one_line(item.text.in_lang(lang))
            event.add("summary", f"✓ {text}" if item.status == Status.DONE else text)
            event.add("description", _about(one, item, day, lang))
            dropped = item.status == Status.DROPPED
            event.add("status", "CANCELLED" if dropped else "CONFIRMED")
            event.add("transp", "TRANSPARENT")
            event.add("priority", {1: 1, 2: 5, 3: 9}[item.priority])
            if item.tags:
                event.add("categories", [one_line(tag) for tag in item.tags])
            if item.is_open:
                alarm = Alarm()
                alarm.add("action", "DISPLAY")
                alarm.add("description", text)
                alarm.add(
                    "trigger",
                    dt.datetime.combine(day - dt.timedelta(days=1), ALARM),
                    parameters={"VALUE": "DATE-TIME"},
                )
                event.add_component(alarm)
            calendar.add_component(event)
    data: bytes = calendar.to_ical(sorted=False)
    return data
