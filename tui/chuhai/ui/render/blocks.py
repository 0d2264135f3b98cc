"""The blocks of a card's page as lines."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from chuhai.i18n import Words
from chuhai.library.page import (
    Block,
    Bullet,
    Dispute,
    Evidence,
    Field,
    Heading,
    Judgement,
    Page,
    Paragraph,
    Quote,
    Reference,
    Work,
)
from chuhai.library.records import Entry, SourceRecord
from chuhai.strings import strings
from chuhai.ui.render import doubts
from chuhai.ui.render.context import Context
from chuhai.ui.render.marks import (
    STANCE_GLYPHS,
    STANCE_STYLES,
    mark_style,
    pill,
    stance_mark,
    star,
)
from chuhai.ui.render.text import (
    cells,
    cut,
    ends,
    fit,
    flow,
    indent,
    line,
    strung,
    text,
    trailed,
    with_second,
    wrap,
    wrap_before,
)

LABEL = 12
YEAR = 366
"""Beyond so many days, how far a date is says less than the date itself."""


def heading(words: str, width: int, second: str = "") -> list[Content]:
    """The title of a part with a rule behind it, after an empty line."""
    label = with_second(text(words.upper(), "bold $primary"), second, width - 2)
    rest = max(0, width - cells(label) - 1)
    return [Content(""), line(label, " ", text("─" * rest, "$rule"))]


def _refs(refs: Sequence[int]) -> Content:
    return text("".join(f"[{n}]" for n in refs), "$accent") if refs else Content("")


def under(words: Words, context: Context, width: int) -> list[Content]:
    """A text in the other language, as it stands under the first where both are wanted."""
    second = context.second(words)
    return wrap(text(second, "$muted"), width) if second else []


def title(entry: Entry, context: Context, width: int) -> list[Content]:
    """Name, mark, the name in the other language, sub-kind and id."""
    badge = pill(entry.kind, entry.mark, context.lang)
    room = max(8, width - cells(badge) - 1)
    first, *more = wrap(line(text(context.pick(entry.name), "bold"), star(entry, context)), room)
    lines = [ends(first, badge, width), *more]
    lines += under(entry.name, context, width)
    quiet = "" if context.paired else context.other(entry.name)
    known = {"", context.pick(entry.name).casefold()}
    about = []
    for words in (quiet, _tag(entry, context), entry.date, entry.id):
        if words.casefold() not in known:
            known.add(words.casefold())
            about.append(text(words, "$faint"))
    if entry.recalled:
        about.append(doubts.recalled("recalled", context))
    return [*lines, *(strung(about, width) if about else ())]


def _tag(entry: Entry, context: Context) -> str:
    for prefix in ("kind", "region"):
        if f"{prefix}.{entry.tag}" in strings():
            return context.name(prefix, entry.tag)
    return ""


def stances(entry: Entry, context: Context, width: int) -> list[Content]:
    """All stances at a glance: a bar of shares, then the markets under each stance."""
    groups: dict[str, list[str]] = {level: [] for level in ("go", "test", "watch", "avoid")}
    for market in context.library.markets:
        if market in entry.stances:
            groups[entry.stances[market]].append(market)
    total = sum(map(len, groups.values()))
    if not total:
        return []
    shown = {level: markets for level, markets in groups.items() if markets}
    meter: list[Content] = []
    left = width
    for place, (level, markets) in enumerate(shown.items()):
        size = left if place == len(shown) - 1 else max(2, round(len(markets) / total * width))
        size = min(size, left)
        meter.append(text("━" * size, STANCE_STYLES[level]))
        left -= size
    lines = [line(*meter)]
    scope = set(context.scope())
    for level, markets in shown.items():
        label = fit(stance_mark(level, context.lang, tinted=True), LABEL)
        names = [
            text(context.place(market), "" if market in scope else "$faint") for market in markets
        ]
        flowed = flow(names, width - LABEL - 1)
        if context.paired:
            seconds = [context.second(context.library.place_name(market)) for market in markets]
            flowed += flow([text(name, "$muted") for name in seconds if name], width - LABEL - 1)
        lines.append(line(label, " ", flowed[0]))
        lines += indent(flowed[1:], " " * (LABEL + 1))
    return [*lines, Content("")]


def _evidence(block: Evidence, entry: Entry, context: Context, width: int) -> list[Content]:
    figure = context.pick(block.figure)
    lines: list[Content] = []
    body = line(context.pick(block.text), " ", _refs(block.refs))
    if figure:
        lines += wrap(text(figure, "bold $primary"), width - 2)
    lines += wrap(body, width - 2)
    seconds = (context.second(block.figure), context.second(block.text))
    if any(seconds):
        lines += wrap(text("  ".join(filter(None, seconds)), "$muted"), width - 2)
    lines += strung(_about(block, entry, context), width - 2)
    mark = "• " if not figure else "▪ "
    return [line(text(mark, "$muted"), lines[0]), *indent(lines[1:])]


def _about(block: Evidence, entry: Entry, context: Context) -> list[Content]:
    """Where and when a claim holds, which side it takes, and what weakens it.

    A market's own page does not name the market again.
    """
    places = [place for place in block.places[:4] if (entry.kind, entry.id) != ("markets", place)]
    quiet = [context.name("subject", block.topic)] if block.topic else []
    quiet += map(context.place, places)
    if block.effective:
        quiet.append(context.say("effective", date=block.effective))
    quiet.append(context.say("as-of", date=block.as_of) if block.as_of else context.say("undated"))
    about = [text(words, "$faint") for words in quiet]
    about.append(doubts.stale(block.age, block.as_of, block.effective, context))
    if block.side != "context":
        about.append(text(context.say(f"side.{block.side}"), "$muted"))
    if block.conflict:
        about.append(text(f"≠ {context.say('evidence.differs')}", "$avoid"))
    about.append(doubts.recalled(block.confidence, context))
    return [part for part in about if part]


def _work(block: Work, context: Context, width: int) -> list[Content]:
    when = ""
    if block.offset is not None:
        key = "day-before" if block.offset > 0 else "day-zero" if not block.offset else "day-after"
        when = context.say(key, n=abs(block.offset)) if block.offset else context.say(key)
    parts = [when, context.say("day" if block.days == 1 else "days", n=block.days)]
    if block.place:
        parts.append(context.say(f"place.{block.place}"))
    detail = context.pick(block.detail)
    if detail and cells(detail) <= 14:
        parts.append(detail)
        detail = ""
    number = text(f"{block.number:>2} ", "$accent")
    about = text(" · ".join(filter(None, parts)), "$faint")
    body = wrap(context.pick(block.text), width - 3)
    body += under(block.text, context, width - 3)
    if detail and not when and not block.place:
        planned = text(f"{context.say('step.planned', days=parts[1])} · ", "$faint")
        body += wrap(line(planned, text(detail, "$muted")), width - 3)
    else:
        body += wrap(text(detail, "$muted"), width - 3) if detail else ()
        body.append(cut(about, width - 3))
    return [line(number, body[0]), *indent(body[1:], "   ")]


def _judgement(block: Judgement, context: Context, width: int) -> list[Content]:
    glyph = text(f"{STANCE_GLYPHS[block.level]} ", STANCE_STYLES[block.level])
    name = text(f"{context.place(block.market)}  ", "bold")
    ground = _refs(block.refs) if block.refs else text(context.say("judgement"), "$faint")
    since = text(f" {block.since}", "$faint")
    said = line(name, context.pick(block.reason))
    body = wrap_before(said, line(ground, since), width - 2)
    if second := context.second(block.reason):
        there = context.second(context.library.place_name(block.market))
        body += wrap(text(f"{there}  {second}".strip(), "$muted"), width - 2)
    return [line(glyph, body[0]), *indent(body[1:])]


def _field(block: Field, context: Context, width: int) -> list[Content]:
    label = fit(text(context.say(f"field.{block.key}"), "$muted"), LABEL)
    tail = line(" ", _refs(block.refs)) if block.refs else Content("")
    value = line(context.pick(block.value), tail)
    notes = [doubts.recalled(block.confidence, context)]
    if block.age:
        dated = context.say("as-of", date=block.as_of) if block.as_of else context.say("undated")
        notes[:0] = text(dated, "$faint"), doubts.stale(block.age, block.as_of, "", context)
    body = trailed(value, notes, width - LABEL - 1)
    if block.key == "markets" and not (block.refs or block.age or block.confidence == "recalled"):
        body = _unbroken(value.plain, width - LABEL - 1)
    lines = [line(label, " ", body[0]), *indent(body[1:], " " * (LABEL + 1))]
    if second := under(block.value, context, width - LABEL - 1):
        there = fit(text(context.second_say(f"field.{block.key}"), "$faint"), LABEL)
        lines += [line(there, " ", second[0]), *indent(second[1:], " " * (LABEL + 1))]
    return lines


def _unbroken(names: str, width: int) -> list[Content]:
    """Names after one another in lines that break only between two of them."""
    comma = "、" if "、" in names else ", "
    *first, last = names.split(comma)
    parts = [*(text(f"{name}{comma.strip()}") for name in first), text(last)]
    return flow(parts, width, gap=cells(comma) - cells(comma.strip()))


def _bullet(block: Bullet, context: Context, width: int) -> list[Content]:
    tail = line(" ", _refs(block.refs)) if block.refs else Content("")
    words = line(context.pick(block.text), tail)
    body = trailed(words, [doubts.recalled(block.confidence, context)], width - 2)
    body += under(block.text, context, width - 2)
    return [line(text("• ", "$muted"), body[0]), *indent(body[1:])]


def _dispute(block: Dispute, context: Context, width: int) -> list[Content]:
    asked = wrap(text(context.pick(block.question), "bold"), width - 2)
    asked += under(block.question, context, width - 2)
    settled = wrap(text(context.pick(block.settled_by), "$muted"), width - 2)
    settled += under(block.settled_by, context, width - 2)
    return [line(text("≠ ", "bold $avoid"), asked[0]), *indent([*asked[1:], *settled])]


def draw(block: Block, entry: Entry, context: Context, width: int) -> list[Content]:
    """One block as lines of at most `width` cells."""
    match block:
        case Heading():
            key = f"head.{block.key}"
            return heading(context.say(key), width, context.second_say(key))
        case Paragraph():
            tail = line(" ", _refs(block.refs)) if block.refs else Content("")
            body = wrap(line(context.pick(block.text), tail), width)
            return [*body, *under(block.text, context, width)]
        case Quote():
            edge = text("▎ ", mark_style(entry.mark))
            style = "" if context.paired else "$muted"
            said = wrap(text(context.pick(block.text), style), width - 2)
            return indent([*said, *under(block.text, context, width - 2)], edge)
        case Bullet():
            return _bullet(block, context, width)
        case Field():
            return _field(block, context, width)
        case Evidence():
            return _evidence(block, entry, context, width)
        case Work():
            return _work(block, context, width)
        case Judgement():
            return _judgement(block, context, width)
        case Reference():
            arrow = text("→ ", "$accent")
            name = line(arrow, cut(text(context.pick(block.name), "underline"), width - 2))
            return [name, *indent(under(block.name, context, width - 2))]
        case Dispute():
            return _dispute(block, context, width)


def source(record: SourceRecord, number: int, context: Context, width: int) -> list[Content]:
    """A numbered source: title, then publisher, date, kind and address."""
    mark = text(f"[{number}] ", "$accent")
    room = width - cells(mark)
    head = wrap(record.title, room)
    about = [record.publisher, record.published or context.say("undated")]
    about.append(context.name("source", record.kind))
    lines = [line(mark, head[0]), *indent(head[1:], " " * cells(mark))]
    lines += indent(strung([text(words, "$faint") for words in about], room), " " * cells(mark))
    address = record.url.split("://", 1)[-1] or context.say("no-address")
    style = "$muted underline" if record.url else "$faint"
    return [*lines, line(" " * cells(mark), cut(text(address, style), room))]


def dates(entry: Entry, context: Context, width: int) -> list[Content]:
    """The editions of a festival from the running one on, with certainty and market."""
    lines: list[Content] = []
    today = context.today
    editions = [
        edition
        for market in ("", *entry.markets)
        for edition in context.library.editions(entry.id, market)
        if edition.end >= today and edition.market == market
    ]
    for edition in sorted(editions, key=lambda e: (e.start, e.market))[:8]:
        span = edition.start.isoformat()
        if edition.end != edition.start:
            span += f" – {edition.end.isoformat()[5:]}"
        sure = context.sure(edition.certainty, edition.tolerance)
        where = context.place(edition.market) if edition.market else ""
        sure = f"{sure}  {where}".rstrip()
        left = line(fit(text(span, "bold"), 19), text(sure, "$muted"))
        far = (edition.start - today).days > YEAR
        when = text("" if far else context.days_until(edition.start), "$accent")
        lines.append(ends(left, when, width))
    return lines


def sourced(page: Page, refs: Sequence[int]) -> list[SourceRecord]:
    """The sources behind the numbers of a block."""
    return [page.sources[n - 1] for n in refs if 0 < n <= len(page.sources)]
