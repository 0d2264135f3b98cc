"""The reach screen as lines: each festival with its answer, each item with its switch."""

from __future__ import annotations

from collections.abc import Collection

from textual.content import Content

from chuhai.checklist.item import Item, Status
from chuhai.reach import Answer, Asked, Reach
from chuhai.ui.render.context import Context
from chuhai.ui.render.pairs import beside
from chuhai.ui.render.tasks import CRITICAL, date_words
from chuhai.ui.render.text import cells, cut, ends, fit, line, right, text, wrap

HALF = 6
"""Cells of the bar at each side of its middle."""
WIDE_FROM = 70
"""From how many cells on the bar is twice as long."""
BAR_FROM = 46
DATED_FROM = 44
"""From how many cells on an item has its due date and its slack."""
DAYS, DUE, SLACK = 7, 14, 7


def bare(item: Item, context: Context) -> str:
    """An item's words without the full stop that a step ends with."""
    return context.pick(item.text).rstrip(".。")


def head_lines(asked: Asked, found: Reach, context: Context, width: int) -> list[Content]:
    """What is asked, and the short answer."""
    market, title = asked.question.market, context.pick(asked.title)
    place = context.place(market) if market and context.place(market) not in title else ""
    head = line(
        text(place, "bold $primary"),
        text(" · " if place else "", "$faint"),
        text(title, "bold"),
    )
    if asked.private:
        head = line(head, text(f"  {context.say('preset.private')}", "$watch"))
    head = beside(head, asked.title, context, width * 2 // 3)
    keys = line(
        text("w", "bold $accent"), text(f" {context.say('key.reach-market')}  ", "$muted"),
        text("p", "bold $accent"), text(f" {context.say('key.reach-plan')}", "$muted"),
    )  # fmt: skip
    first = ends(head, keys, width) if cells(head) + cells(keys) < width else cut(head, width)
    ready = context.say("reach.ready", date=found.ready.isoformat())
    earliest = found.earliest
    if not found.answers:
        said = text(context.say("reach.no-festivals"), "$watch")
    elif earliest is None:
        said = text(context.say("reach.none"), "bold $avoid")
    else:
        name, date = context.pick(earliest.name), earliest.edition.start.isoformat()
        said = text(context.say("reach.earliest", name=name, date=date), "bold $go")
    tail = text(ready, "$muted")
    if cells(said) + cells(tail) + 3 > width:
        return [first, cut(said, width)]
    return [first, ends(said, tail, width)]


def verdict(answer: Answer, context: Context) -> Content:
    """OK with days of slack, or late by days."""
    key = "reach.in-time" if answer.in_time else "reach.late"
    return text(context.say(key, n=abs(answer.slack)), "bold $go" if answer.in_time else "$avoid")


def answer_lines(
    answer: Answer,
    found: Reach,
    context: Context,
    width: int,
    selected: bool,
    *,
    compact: bool,
    most: int,
    relief: bool,
) -> list[Content]:
    """A festival: name and answer, date and bar, what would help; one line where it is `compact`.

    `most` is the slack or delay that fills the bar; `relief` says whether to look for help.
    """
    mark = text("▌" if selected else " ", "$primary")
    glyph = text("✓", "$go") if answer.in_time else text("×", "$avoid")
    name = text(context.pick(answer.name), "bold" if selected or not compact else "")
    edition = answer.edition
    said = verdict(answer, context)
    free = width - cells(said) - 3
    if compact:
        date = text(edition.start.isoformat(), "$muted")
        body = beside(line(glyph, " ", date, "  ", name), answer.name, context, free)
        return [line(mark, ends(body, said, width - 1))]
    named = beside(line(glyph, " ", name), answer.name, context, free)
    first = line(mark, ends(named, said, width - 1))
    sure = context.sure(edition.certainty, edition.tolerance)
    when = f"{edition.start.isoformat()} {context.say(f'weekday.{edition.start.weekday()}')}"
    wide = width >= BAR_FROM
    half = HALF if width < WIDE_FROM else 2 * HALF
    room = width - 3 - (2 * half + 2 if wide else 0)
    parts = [when, sure, context.days_until(edition.start)]
    while len(parts) > 1 and cells(" · ".join(parts)) > room:
        parts.pop()
    about = cut(text(" · ".join(parts), "$muted"), room)
    second = line(mark, "  ", about)
    if wide:
        second = line(mark, ends(line("  ", about), slack_bar(answer.slack, most, half), width - 1))
    third = _relief_line(answer, found, context) if relief and not answer.in_time else Content("")
    return [first, second, line(mark, "  ", cut(third, width - 3)) if third else third]


def slack_bar(slack: int, most: int, half: int = HALF) -> Content:
    """Late to the left of the middle, slack to the right, each up to `half` cells."""
    size = max(1, min(half, round(abs(slack) * half / max(1, most))))
    if slack < 0:
        return line(
            " " * (half - size), text("━" * size, "$avoid"), text("┃", "$faint"), " " * half
        )
    return line(" " * half, text("┃", "$faint"), text("━" * size, "$go"), " " * (half - size))


def _relief_line(answer: Answer, found: Reach, context: Context) -> Content:
    relief = answer.relief
    if relief is None:
        return text(context.say("reach.no-relief"), "$faint")
    key = "reach.helps" if relief.slack >= 0 else "reach.helps-little"
    words = context.say(key, item=bare(found.items[relief.item], context), n=abs(relief.slack))
    return text(words, "$watch" if relief.slack >= 0 else "$faint")


def item_heads(context: Context, width: int) -> Content:
    """What stands in the columns of the items."""
    tail = right(text(context.say("reach.takes"), "$faint"), DAYS)
    if width >= DATED_FROM:
        due = right(text(context.say("item.due"), "$faint"), DUE)
        tail = line(tail, due, right(text(context.say("list.slack"), "$faint"), SLACK))
    lead = line(" " * 6, text(context.say("list.tasks"), "$faint"))
    return line(fit(lead, width - cells(tail)), tail)


def item_line(
    item: Item,
    answer: Answer | None,
    off: Collection[str],
    context: Context,
    width: int,
    selected: bool,
) -> Content:
    """An item with its switch, its days, and when it would be due for the chosen festival."""
    mark = text("▌" if selected else " ", "$primary")
    out = item.id in off
    done = item.status == Status.DONE
    box = text("[ ]" if out else "[x]", "$faint" if out else "$primary")
    if done:
        box = text(" ✓ ", "$go")
    critical = answer is not None and item.id in answer.schedule.chain
    look = "$faint strike" if out else "$muted" if done else "bold" if selected else ""
    slot = answer.schedule.slots.get(item.id) if answer is not None else None
    days = right(text(context.say("reach.days", n=item.days), "$muted"), DAYS)
    tail = days
    if width >= DATED_FROM:
        due = text(date_words(slot.due, context) if slot and slot.due else "", "$muted")
        slack = Content("")
        if slot is not None and slot.slack is not None:
            slack = text(f"{slot.slack:+d}", "bold $avoid" if slot.slack < 0 else "$faint")
        tail = line(days, right(due, DUE), right(slack, SLACK))
    lead = line(mark, box, " ", text(CRITICAL if critical else " ", "$accent"))
    room = max(4, width - cells(lead) - cells(tail))
    words = beside(text(context.pick(item.text), look), item.text, context, room)
    return line(lead, fit(words, room), tail)


def foot_lines(
    found: Reach, answer: Answer | None, context: Context, width: int, lines: int
) -> list[Content]:
    """The critical chain, and what enter and space do."""
    chain = " →\u00a0".join(bare(found.items[name], context) for name in found.chain)
    keys = []
    if answer is not None:
        keys.append(("enter", context.say("reach.write")))
    hint = Content("  ").join(
        line(text(key, "bold $accent"), text(f" {words}", "$muted")) for key, words in keys
    )
    wrapped = wrap(text(context.say("reach.chain", chain=chain)), width) if chain else []
    if len(wrapped) > lines - 1:
        wrapped = [*wrapped[: lines - 2], cut(line(wrapped[lines - 2], "…"), width)]
    return [*wrapped, cut(hint, width)]
