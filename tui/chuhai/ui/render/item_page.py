"""Everything about an item or a list, as labelled fields that can be opened to change them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from chuhai.agenda import Agenda, anchor_name, origin_is_gone
from chuhai.checklist.item import Item, Status
from chuhai.checklist.operation import Step
from chuhai.closures import Clash
from chuhai.forecast import quoted, reason_words, review_lines
from chuhai.i18n import Words
from chuhai.review import Review
from chuhai.ui.render.context import Context
from chuhai.ui.render.marks import STANDING_STYLES
from chuhai.ui.render.tasks import CRITICAL, GLYPHS, date_words
from chuhai.ui.render.text import cells, cut, fit, line, text, wrap

if TYPE_CHECKING:
    from chuhai.passage import Gate, Passage

LABEL = 11
NAME_LEAST = 8
"""The cells of a name in quotation marks that are still worth reading."""
QUOTED = re.compile("[‘“]([^’”]+)[’”]")


class Field(NamedTuple):
    """A labelled value; its key says what opening it changes or where it leads."""

    key: str
    label: str
    value: Content
    """May run over several lines."""
    short: bool = False
    """Whether lines that are too long are cut, not wrapped."""


def drawn(field: Field, width: int, _: bool) -> list[Content]:
    """A field as lines."""
    if field.short:
        return [_squeezed(part, width) for part in field.value.split("\n")]
    if not field.label:
        return list(wrap(field.value, width))
    label = fit(text(field.label, "$muted"), LABEL)
    lines: list[Content] = []
    for part in field.value.split("\n") or [Content("")]:
        lines += wrap(part, max(8, width - LABEL - 1))
    rest = " " * (LABEL + 1)
    return [line(label, " ", lines[0]), *(line(rest, part) for part in lines[1:])]


def _squeezed(said: Content, width: int) -> Content:
    """A line cut inside its quotations, so that what is said of them stays."""
    names = [match.span(1) for match in QUOTED.finditer(said.plain)]
    room = width - cells(said) + sum(cells(said[start:end]) for start, end in names)
    if cells(said) <= width or room < NAME_LEAST * len(names) or not names:
        return cut(said, width)
    rooms: dict[int, int] = {}
    for left, (start, end) in enumerate(sorted(names, key=lambda span: cells(said[slice(*span)]))):
        rooms[start] = min(cells(said[start:end]), room // (len(names) - left))
        room -= rooms[start]
    parts, done = [], 0
    for start, end in names:
        parts += [said[done:start], cut(said[start:end], rooms[start])]
        done = end
    return line(*parts, said[done:])


# ---------------------------------------------------------------- an item


def item_dates(one: Agenda, item: Item, context: Context, stops: Sequence[Clash]) -> list[Field]:
    """The words of an item, when it is due, when it will be finished and why, what binds it."""
    say, slot = context.say, one.slot(item)
    glyph, style = GLYPHS[item.status]
    title = line(
        text(glyph, style), " ", text(f"{one.numbers[item.id]} ", "$faint"),
        text(context.pick(item.text), "bold"),
    )  # fmt: skip
    fields = [Field("text", "", title)]
    other = context.other(item.text)
    if other:
        fields.append(Field("", "", text(other, "$faint")))
    fields.append(Field("due", say("item.due"), _due(one, item, context)))
    if item.is_open:
        slipping = one.is_slipping(item)
        fields.append(
            Field(
                "expected",
                say("item.forecast"),
                text(_finish(one, item, context), "bold $avoid" if slipping else ""),
            )
        )
        if one.schedule.held_by.get(item.id) or slipping:
            why = reason_words(one, item, context.lang)
            fields.append(Field("", say("item.why"), text(why, "" if slipping else "$muted")))
    if slot.start and item.is_open:
        start = date_words(slot.start, context)
        fields.append(Field("", say("item.start"), text(start)))
    if item.is_open and item.id in one.critical:
        chain = line(text(f"{CRITICAL} ", "$accent"), text(say("item.critical")))
        fields.append(Field("", say("item.chain"), chain))
    fields.append(Field("needs", say("item.needs"), _named(one, item.needs, context)))
    after = [i.id for i in one.checklist.items.values() if item.id in i.needs]
    if after:
        fields.append(Field("", say("item.needed-by"), _named(one, after, context)))
    for clash in stops:
        fields.append(Field("place", say("item.closure"), _stop(clash, context)))
    return fields


def _finish(one: Agenda, item: Item, context: Context) -> str:
    slot = one.slot(item)
    date = slot.finish.isoformat()
    if slot.slack is None:
        return date
    return context.say("finish.spare" if slot.slack >= 0 else "finish.late",
                       date=date, n=abs(slot.slack))  # fmt: skip


def _due(one: Agenda, item: Item, context: Context) -> Content:
    due = one.slot(item).due
    if due is None:
        return text(context.say("item.no-date"), "$faint")
    parts = [text(date_words(due, context), "bold $avoid" if one.is_late(item) else "bold")]
    if one.anchor:
        days = (one.anchor - due).days
        key = "day-before" if days > 0 else "day-after" if days < 0 else "day-zero"
        parts.append(text(f"  {context.say(key, n=abs(days))}", "$muted"))
    if not item.is_open:
        return line(*parts)
    if item.due is not None:
        how = "own" if item.due == due else "bound"
    elif item.offset is not None and one.anchor is not None:
        how = "offset" if one.anchor - dt.timedelta(days=item.offset) == due else "bound"
    else:
        how = "bound" if due != one.anchor else "anchor"
    return line(*parts, text(f"  {context.say(f'due.{how}')}", "$faint"))


def _named(one: Agenda, ids: Sequence[str], context: Context) -> Content:
    """Items by number, state and name, one a line."""
    known = [one.checklist.items[name] for name in ids if name in one.checklist.items]
    if not known:
        return text(context.say("item.nothing"), "$faint")
    lines = [
        line(
            text(f"{one.numbers[item.id]} ", "$faint"),
            text(GLYPHS[item.status][0], GLYPHS[item.status][1]),
            text(f" {context.pick(item.text).rstrip('.。')}"),
        )
        for item in known
    ]
    return Content("\n").join(lines)


def _stop(clash: Clash, context: Context) -> Content:
    closure = clash.closure
    days = f"{closure.start:%m-%d} – {closure.end:%m-%d}"
    sure = context.name("certainty", closure.certainty)
    key = "plan.closed" if clash.sure else "plan.check-closed"
    words = context.say(key, name=context.pick(closure.name))
    return line(text(words, "$watch"), text(f"  {days} · {sure}", "$faint"))


def item_facts(
    one: Agenda, item: Item, context: Context, past: Sequence[Step], passage: Passage | None
) -> list[Field]:
    """The status of an item, whose it is, its note, where it comes from, who changed it last."""
    say = context.say
    status = say(f"item.{item.status}")
    if item.waiting_on:
        status += f" · {item.waiting_on}"
    if item.begun and item.status in (Status.DOING, Status.WAITING):
        status += f" · {say('item.begun', date=item.begun)}"
    if item.dropped_why:
        status += f" · {item.dropped_why}"
    nothing = text(say("item.nothing"), "$faint")
    place = text(say(f"place.{item.place}")) if item.place else text(say("place.open"), "$faint")
    values = [
        ("status", text(status, GLYPHS[item.status][1])),
        ("owner", text(f"@{item.owner}") if item.owner else nothing),
        ("priority", text(say(f"priority.{item.priority}"))),
        ("days", text(say("days", n=item.days))),
        ("place", place),
        ("every", text(_every(item.every, context)) if item.every else nothing),
        ("tags", text(" ".join(f"#{tag}" for tag in item.tags)) if item.tags else nothing),
        ("note", text(item.note) if item.note else nothing),
    ]
    fields = [Field(key, say(f"item.{key}"), value) for key, value in values]
    if item.origin:
        fields.append(Field("from", say("item.from"), _origin(item, context)))
    gate = passage.gates.get(item.id) if passage is not None else None
    if gate is not None:
        fields.append(Field("", say("item.gates"), _gate(gate, context)))
    step = next((s for s in reversed(past) if any(c.item == item.id for c in s.changes)), None)
    if step is not None:
        changed = f"{step.time[:10]} {step.time[11:16]} · {step.who}"
        fields.append(Field("", say("item.changed"), text(changed, "$faint")))
    return fields


def _gate(gate: Gate, context: Context) -> Content:
    """How the platforms of an item stand for the company in its market."""
    words = gate.said(context.library)
    shown = text(context.pick(words), STANDING_STYLES.get(gate.standing, "$avoid"))
    return _paired(shown, words, context)


def _paired(shown: Content, words: Words, context: Context) -> Content:
    """A value with the other language on a line of its own, where both are wanted."""
    second = context.second(words)
    return line(shown, text(f"\n{second}", "$muted")) if second else shown


def _every(every: str, context: Context) -> str:
    return context.say(f"every.{every[-1]}", n=int(every[:-1]))


def _origin(item: Item, context: Context) -> Content:
    assert item.origin is not None
    entry = context.library.find(item.origin.kind, item.origin.card)
    name = context.pick(entry.name) if entry else item.origin.card
    if origin_is_gone(item, context.library):
        return line(text(name), text(f" · {context.say('item.gone')}", "$watch"))
    return _paired(text(name, "underline"), entry.name, context) if entry else text(name)


# ---------------------------------------------------------------- a list


def list_review(one: Agenda, found: Review, context: Context) -> list[Field]:
    """How a list stands: progress, the anchor, what is late, blocked, slipped."""
    fields = [Field("", "", text(context.pick(one.title), "bold $primary"))]
    if second := context.second(one.title):
        fields.append(Field("", "", text(second, "$faint")))
    for head, rows in review_lines(one, found, context.library, context.lang):
        lead = text(head, "bold" if rows else "")
        body = [lead, *(text(f"  {row}", "$muted") for row in rows)]
        fields.append(Field("", "", Content("\n").join(body), short=bool(rows)))
    return fields


def list_facts(one: Agenda, context: Context, in_use: bool, passage: Passage | None) -> list[Field]:
    """The anchor, markets and name of a list, and what can be done with it."""
    say, owner = context.say, one.checklist
    when = text(say("list.no-anchor"), "$faint")
    if one.anchor:
        name = context.pick(anchor_name(owner.anchor, context.library))
        date = one.anchor.isoformat()
        when = text(name if date in name else f"{name}\n{date}")
    places = "、".join(context.place(code) for code in owner.markets)
    chain = [one.checklist.items[name] for name in one.schedule.chain]
    shown = " → ".join(quoted(item, context.lang) for item in chain)
    values = [
        ("anchor", when),
        ("rename", text(owner.name or say("list.unnamed"), "" if owner.name else "$faint")),
        ("markets", text(places or say("group.no-market"), "" if places else "$faint")),
        ("chain", text(shown) if shown else text(say("item.nothing"), "$faint")),
    ]
    fields = [Field(key, say(f"list.{key}"), value) for key, value in values]
    if passage is not None and passage.summary:
        gates = Content("\n").join(_gate(gate, context) for gate in passage.summary)
        fields.append(Field("", say("list.gates"), gates))
    if in_use:
        fields.append(Field("", say("list.use"), text(say("list.in-use"), "$go")))
    else:
        fields.append(Field("use", say("list.use"), text(say("list.not-in-use"), "$faint")))
    return fields
