"""The first screen as lines: festivals ahead, due items, stale cards, ways to everything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from chuhai.home import Aged, Coming, Due, Home
from chuhai.library.records import Entry
from chuhai.strings import strings
from chuhai.ui.render import tasks
from chuhai.ui.render.context import Context
from chuhai.ui.render.pairs import below
from chuhai.ui.render.text import (
    cells,
    cut,
    ends,
    fit,
    line,
    opened,
    right,
    text,
    with_second,
    wrap,
)

DATE = 12
NEAR = 30
"""Within how many days a festival is lit up."""
ROOMY = 64
"""From which width on a festival and its verdict fit in one line."""
PLANNED, USUAL = 23, 26
"""The cells that verdicts take: against a list, and against the usual lead time."""


class Way(NamedTuple):
    """A quick way: its key as it is written, what it asks of the program, its words."""

    key: str
    what: str
    argument: str
    words: str


WAYS = (
    Way("/", "search", "", "home.way-search"),
    Way("6", "section", "tactics", "home.way-tactics"),
    Way("N", "new-list", "", "home.way-list"),
    Way("5", "section", "markets", "home.way-markets"),
    Way("8", "section", "guides", "home.way-guides"),
    Way("1", "section", "trends", "home.way-trends"),
    Way("^p", "palette", "", "home.way-palette"),
    Way("?", "help", "", "home.way-help"),
)


MORE = Way("", "section", "checklist", "home.due-more")
"""The way to the items for which there is no room."""


def heading(
    title: str, note: str, width: int, *, first: bool = False, second: str = ""
) -> list[Content]:
    """The title of a part, a rule, and what it is measured against; an empty line above.

    `second` is the title in the other language, where both are wanted.
    """
    tail = text(f" {note}" if note else "", "$faint")
    label = with_second(text(title.upper(), "bold $primary"), second, width - cells(tail) - 4)
    tail = cut(tail, max(0, width - cells(label) - 4))
    rule = text("─" * max(0, width - cells(label) - 1 - cells(tail)), "$rule")
    whole = line(label, " ", rule, tail)
    return [whole] if first else [Content(""), whole]


def _mark(selected: bool) -> Content:
    return text("▌ " if selected else "  ", "$primary")


def measured_against(shown: Home, context: Context) -> str:
    """What the verdicts on the festivals rest on, said honestly."""
    if shown.owner is None:
        return context.say("home.no-plan")
    name = context.pick(shown.owner.title)
    if shown.coming and all(one.slack is None for one in shown.coming):
        return context.say("home.nothing-open", name=name)
    return context.say("home.against-list", name=name)


def verdict(one: Coming, *, planned: bool, context: Context) -> Content:
    """Whether the open work would be in time; without a list, what the usual lead time says."""
    if one.slack is not None:
        in_time = one.slack >= 0
        words = context.say("reach.in-time" if in_time else "reach.late", n=abs(one.slack))
        return text(f"{'▲' if in_time else '×'} {words}", "$go" if in_time else "$avoid")
    if planned:
        return Content("")
    begin = one.edition.prepare_from
    if begin >= context.today:
        return text(f"○ {context.say('home.begin-by', date=_short(begin, context))}", "$muted")
    return text(f"◷ {context.say('home.begun', n=(context.today - begin).days)}", "$watch")


def _short(day: dt.date, context: Context) -> str:
    return f"{day:%m-%d}" if day.year == context.today.year else day.isoformat()


def festival(
    one: Coming, context: Context, width: int, selected: bool, *, planned: bool
) -> list[Content]:
    """A festival ahead: its date, how far it is, and the verdict."""
    days = (one.edition.start - context.today).days
    when = text(context.days_until(one.edition.start), "$accent" if days <= NEAR else "$muted")
    date = fit(text(one.edition.start.isoformat(), "bold" if selected else ""), DATE)
    name = text(context.pick(one.entry.name), "bold")
    judged = verdict(one, planned=planned, context=context)
    second = below(one.entry.name, context, width - 3, line(_mark(selected), " " * DATE))
    if width >= ROOMY or not judged:
        least = PLANNED if planned else USUAL
        tail = line(when, "  ", fit(judged, max(cells(judged), least))) if judged else when
        return [line(_mark(selected), ends(line(date, name), tail, width - 3)), *second]
    about = text(context.name("certainty", one.edition.certainty), "$faint")
    if cells(about) + cells(judged) + DATE + 4 > width:
        about = Content("")
    if not second:
        name, more = opened(name, width - DATE - cells(when) - 4)
        about = more or about
    return [
        line(_mark(selected), ends(line(date, name), when, width - 3)),
        *second,
        line(_mark(selected), ends(line(" " * DATE, about), judged, width - 3)),
    ]


def due_item(
    due: Due, context: Context, width: int, selected: bool, *, lines: int = 1
) -> list[Content]:
    """An item of a list with its state, its list and its due date; its words in up to two lines."""
    glyph, style = tasks.GLYPHS[due.item.status]
    if due.days < 0:
        glyph, style = "!", "bold $avoid"
    words = text(context.pick(due.item.text), "bold" if selected else "")
    star = text(" ‼" if due.item.priority == 1 else "", "$accent")
    owner = text(f" @{due.item.owner}" if due.item.owner else "", "$faint")
    when = right(tasks.due_words(due.agenda, due.item, context), tasks.DUE)
    head = line(_mark(selected), text(glyph, style), " ")
    room = width - cells(head) - 1
    if room >= ROOMY:
        most = min(36, room * lines // (1 + 2 * lines))
        when = line(fit(text(context.pick(due.agenda.title), "$faint"), most), " ", when)
    whole = line(words, star, owner)
    first, more = opened(whole, room - cells(when) - 1) if lines > 1 else (whole, Content(""))
    drawn = [line(head, ends(first, when, room))]
    if more:
        drawn.append(line(_mark(selected), "  ", cut(more, room)))
    return [*drawn, *below(due.item.text, context, width - 3, line(_mark(selected), "  "))]


def aged_card(aged: Aged, context: Context, width: int, selected: bool) -> list[Content]:
    """A card with stale claims: how many, how old the oldest is, how old it may be."""
    words = context.say("home.stale-card", n=aged.count, months=aged.months, limit=aged.limit)
    name = text(context.pick(aged.entry.name), "bold" if selected else "")
    head = line(_mark(selected), text("◷ ", "$watch"))
    room = width - cells(head) - 1
    second = below(aged.entry.name, context, width - 3, line(_mark(selected), "  "))
    if cells(words) + cells(name) < room:
        return [line(head, ends(name, text(words, "$watch"), room)), *second]
    return [
        line(head, cut(name, room)),
        *second,
        line(_mark(selected), "  ", cut(text(words, "$watch"), room)),
    ]


def card(entry: Entry, context: Context, width: int, selected: bool) -> list[Content]:
    """A card by its name, with its section."""
    section = text(context.say(f"section.{entry.kind}"), "$faint")
    name = text(context.pick(entry.name), "bold" if selected else "")
    second = below(entry.name, context, width - 3, _mark(selected))
    return [line(_mark(selected), ends(name, section, width - 3)), *second]


def way(one: Way, context: Context, width: int, selected: bool) -> list[Content]:
    """A quick way: its key and what it is for."""
    words = text(context.say(one.words), "bold" if selected else "")
    return [line(_mark(selected), fit(text(one.key, "bold $accent"), 4), cut(words, width - 7))]


def quiet(key: str, context: Context, width: int, keys: Sequence[tuple[str, str]]) -> list[Content]:
    """What is said where a part is empty, with the keys that fill it."""
    assert key in strings()
    lines = [line("  ", part) for part in wrap(text(context.say(key), "$muted"), width - 3)]
    if keys:
        hints = [
            line(text(shown, "bold $accent"), text(f" {context.say(words)}   ", "$muted"))
            for shown, words in keys
        ]
        lines.append(cut(line("  ", *hints), width))
    return lines


def more(count: int, context: Context, width: int, selected: bool) -> list[Content]:
    """How many items there was no room for."""
    words = text(context.say("home.due-more", n=count), "$muted")
    return [line(_mark(selected), text("→ ", "$accent"), cut(words, width - 5))]
