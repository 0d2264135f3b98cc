"""Evidence that argues: a stance or a conflict, and its claims with all that weighs them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from chuhai.evidence import Case, Dispute, Statement, Todo
from chuhai.i18n import Lang
from chuhai.library.page import Evidence, Page
from chuhai.library.records import Entry
from chuhai.movement import Track
from chuhai.ui.render import doubts
from chuhai.ui.render.blocks import heading, under
from chuhai.ui.render.context import Context
from chuhai.ui.render.marks import stance_mark
from chuhai.ui.render.movement import move_label, series
from chuhai.ui.render.pairs import below, beside
from chuhai.ui.render.text import cells, cut, ends, fit, indent, line, strung, text, wrap

EDGE = 2


def _edged(lines: Sequence[Content], selected: bool, width: int) -> list[Content]:
    """The same lines behind a bar that shows when they are under the cursor."""
    edge = text("▌ " if selected else "  ", "$primary")
    return [*(cut(line(edge, part), width) for part in lines), Content("")]


def case_head(
    case: Case, track: Track | None, context: Context, width: int, selected: bool
) -> list[Content]:
    """The card, the market, the stance with its reason, and how much evidence there is.

    `track` are the dated stances of the market: they are shown when there is more than one.
    """
    room = width - EDGE
    level = case.judgement.level if case.judgement else "no-data"
    name = text(context.pick(case.entry.name), "bold")
    if case.entry.kind != "markets":
        where = context.place(case.market) if case.market else context.say("evidence.all-markets")
        name = line(name, text("  ×  ", "$faint"), text(where, "bold"))
    with_stances = case.entry.kind in ("trends", "tactics") and case.market
    badge = stance_mark(level, context.lang, tinted=True) if with_stances else Content("")
    lines = [ends(name, badge, room) if badge else cut(name, room)]
    named = [case.entry.name]
    if case.entry.kind != "markets" and case.market:
        named.append(context.library.place_name(case.market))
    lines += below(named, context, room)
    if case.judgement is not None:
        ground = "、" if context.lang is Lang.ZH else ", "
        told = ground.join(source.publisher for source in case.sources)
        told = told or context.say("judgement")
        reason = text(context.pick(case.judgement.reason))
        since = text(f"{case.judgement.since} · {told}", "$faint")
        lines += strung([reason, since], min(room, 110), "  ")
        lines += under(case.judgement.reason, context, min(room, 110))
    if track is not None and len(track.points) > 1:
        lines += strung([*series(track, context, room), move_label(track, context)], room, "  ")
    lines += strung(_counts(case, context), room)
    return _edged(lines, selected, width)


def _counts(case: Case, context: Context) -> list[Content]:
    parts = [text(context.say("evidence.n-context", n=len(case.context)), "$muted")]
    if case.argues:
        parts[:0] = [
            text(context.say("evidence.n-for", n=len(case.pro)), "$go"),
            text(context.say("evidence.n-against", n=len(case.con)), "$avoid"),
        ]
    for ailment in ("stale", "conflict", "recalled"):
        if count := case.count(ailment):
            parts.append(text(context.say(f"evidence.n-{ailment}", n=count), "$watch"))
    if case.elsewhere:
        parts.append(text(context.say("evidence.elsewhere", n=case.elsewhere), "$faint"))
    if case.left_out:
        parts.append(text(context.say("evidence.left-out", n=case.left_out), "bold $watch"))
    return parts


def dispute_head(found: Dispute, context: Context, width: int, selected: bool) -> list[Content]:
    """The question on which claims differ."""
    question = wrap(text(context.pick(found.conflict.question), "bold"), width - EDGE - 2)
    mark = text("≠ ", "bold $avoid")
    question += under(found.conflict.question, context, width - EDGE - 2)
    lines = [line(mark, question[0]), *indent(question[1:])]
    return _edged(lines, selected, width)


def column_head(label: str, count: int, style: str, width: int) -> list[Content]:
    """The name of a column, how many claims stand in it, and a rule."""
    head = line(text(label.upper(), f"bold {style}"), text(f" {count} ", style))
    return [line(head, text("─" * max(0, width - cells(head)), "$rule"))]


def statement_lines(
    said: Statement, entry: Entry | None, context: Context, width: int, selected: bool
) -> list[Content]:
    """A claim: its figure and base, its words, who said it when, and what weakens it.

    `entry` is the card whose evidence is shown: a claim of another card says so.
    """
    claim, room = said.claim, width - EDGE
    lines: list[Content] = []
    if claim.figure:
        lines += wrap(text(context.pick(claim.figure), "bold $primary"), room)
        lines += under(claim.figure, context, room)
    lines += wrap(context.pick(claim.text), room)
    lines += under(claim.text, context, room)
    lines += strung([text(part, "$muted") for part in _provenance(said, context)], room)
    lines += strung(_notes(said, context), room, "  ")
    if entry is None or (claim.kind, claim.card) != (entry.kind, entry.id):
        home = context.library.find(claim.kind, claim.card)
        name = text(f"→ {context.pick(home.name) if home else claim.card}", "$accent")
        lines.append(cut(beside(name, home.name, context, room) if home else name, room))
    return _edged(lines, selected, width)


def _provenance(said: Statement, context: Context) -> list[str]:
    claim, source = said.claim, said.source
    about = [context.place(place) for place in claim.places[:4]]
    if source is not None:
        kind = context.name("source", source.kind)
        about.insert(0, context.say("evidence.publisher", name=source.publisher, kind=kind))
    else:
        about.insert(0, context.say("evidence.no-source"))
    if claim.effective:
        about.append(context.say("effective", date=claim.effective))
    if claim.as_of != claim.figure.en or not claim.as_of:
        about.append(_date(said, context))
    if claim.confidence == "checked":
        about.append(context.say("confidence.checked"))
    return about


def _date(said: Statement, context: Context) -> str:
    if said.claim.as_of:
        return context.say("as-of", date=said.claim.as_of)
    if said.source is not None and said.source.published:
        return context.say("evidence.printed", date=said.source.published)
    return context.say("undated")


def _notes(said: Statement, context: Context) -> list[Content]:
    claim = said.claim
    notes = [doubts.stale(claim.age, claim.as_of, claim.effective, context)]
    if claim.unit.en.startswith("%") and not claim.base:
        notes.append(text(f"! {context.say('evidence.no-base')}", "$watch"))
    if claim.conflict:
        notes.append(text(f"≠ {context.say('evidence.differs')}", "$avoid"))
    notes.append(doubts.recalled(claim.confidence, context))
    return [note for note in notes if note]


def nothing(words: str, width: int) -> list[Content]:
    """That a column is empty."""
    return [*indent(wrap(text(words, "$faint"), width - EDGE)), Content("")]


def settle_head(context: Context, width: int) -> list[Content]:
    """The heading above what would settle it."""
    return heading(context.say("evidence.settle"), width)[1:]


def todo_lines(todo: Todo, context: Context, width: int, selected: bool) -> list[Content]:
    """One thing that would settle it."""
    room = width - EDGE - 2
    if todo.conflict is not None:
        asked = wrap(text(context.pick(todo.conflict.question), "bold"), room)
        asked += under(todo.conflict.question, context, room)
        settled = wrap(text(context.pick(todo.conflict.settled_by), "$muted"), room)
        settled += under(todo.conflict.settled_by, context, room)
        lines = [line(text("≠ ", "bold $avoid"), asked[0]), *indent([*asked[1:], *settled])]
    else:
        words = wrap(context.say(f"todo.{todo.what}", n=todo.count), room)
        lines = [line(text("• ", "$muted"), words[0]), *indent(words[1:])]
    return _edged(lines, selected, width)[:-1]


def settled_lines(found: Dispute, context: Context, width: int) -> list[Content]:
    """What would settle a conflict."""
    settled = wrap(context.pick(found.conflict.settled_by), width - EDGE)
    settled += under(found.conflict.settled_by, context, width - EDGE)
    return [*indent(settled), Content("")]


def as_block(said: Statement) -> tuple[Evidence, Page]:
    """A claim as a block on a page of its own, as keys that copy and open sources want it."""
    claim = said.claim
    block = Evidence(
        text=claim.text,
        figure=claim.figure,
        places=claim.places,
        as_of=claim.as_of,
        effective=claim.effective,
        confidence=claim.confidence,
        age=claim.age,
        side=claim.side,
        conflict=claim.conflict,
        topic=claim.topic,
        refs=(1,) if said.source else (),
    )
    return block, Page((), (said.source,) if said.source else ())


def empty(context: Context, width: int) -> list[Content]:
    """That no card has the filter, and the key that takes it away."""
    clear = line(text("x", "bold $accent"), text(f" {context.say('key.clear')}", "$muted"))
    return [fit(text(f"○ {context.say('empty.title')}", "bold"), width), Content(""), clear]
