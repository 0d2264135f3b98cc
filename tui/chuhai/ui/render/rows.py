"""One card as a row of a list, for every kind; one line when there is little room."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from chuhai.library.records import EditionRecord, Entry
from chuhai.ui.render.context import Context
from chuhai.ui.render.marks import STANCE_GLYPHS, STANCE_STYLES, mark_style, mark_words, star
from chuhai.ui.render.text import cells, cut, ends, fit, line, text, with_second

ARROW = " → "
"""Between a model and its copy."""
DAY, MONTH = 10, 7
"""The cells of a date with its day and without."""
DAY_FROM = 44
"""In narrower lists an event gives its month only."""
FEW = 6
"""Up to how many markets a row names each instead of counting stances."""
WIDE = 36
"""From how many cells on counts of stances stand in columns beside a name in two languages."""


def stance_strip(entry: Entry, context: Context, width: int) -> Content:
    """The stances of a card: by market when the filter asks for a few, else counted."""
    scope = context.scope()
    if len(scope) <= FEW:
        parts = [
            text(
                f"{STANCE_GLYPHS[level]}{market}",
                STANCE_STYLES[level],
            )
            for market in scope
            for level in [entry.stances.get(market, "no-data")]
        ]
        strip = Content(" ").join(parts)
        if cells(strip) <= width:
            return strip
    inside = [level for market, level in entry.stances.items() if market in set(scope)]
    tally = {level: inside.count(level) for level in ("go", "test", "watch", "avoid")}
    tight = context.paired and width < WIDE
    return Content(" ").join(
        text(
            f"{STANCE_GLYPHS[level]}{count:<{1 if tight else 2}}" if count else "   ",
            STANCE_STYLES[level],
        )
        for level, count in tally.items()
        if count or not tight
    )


def _pushed(head: Content, tail: Content, room: int) -> Content:
    """Something at the left and at the right; all of the room where there is nothing right."""
    return ends(head, tail, room) if tail else fit(head, room)


def _two_lines(
    head: Content, badge: Content, left: Content, tail: Content, width: int, selected: bool
) -> list[Content]:
    mark = text("▌" if selected else " ", "$primary")
    room = width - 3
    return [
        line(mark, " ", _pushed(head, badge, room)),
        line(mark, " ", _pushed(left, tail, room)),
        Content(""),
    ]


def _one_line(
    head: Content, badge: Content, width: int, selected: bool, second: str = ""
) -> list[Content]:
    """A name and its mark; the name in the other language between them where all of it fits."""
    mark = text("▌" if selected else " ", "$primary")
    room = width - 3
    head = with_second(head, second, room - cells(badge) - bool(badge))
    return [line(mark, " ", _pushed(head, badge, room))]


def _badge(entry: Entry, head: Content, width: int, context: Context) -> Content:
    """The mark of a card; one that judges nothing gives way to a name that needs the room."""
    style = mark_style(entry.mark)
    badge = text(mark_words(entry.kind, entry.mark, context.lang), style)
    return badge if style != "$muted" else _yielding(badge, head, width)


def _yielding(badge: Content, head: Content, width: int) -> Content:
    return badge if cells(head) + 1 + cells(badge) <= width - 3 else Content("")


def _name(entry: Entry, context: Context, *, bold: bool) -> Content:
    name = text(context.pick(entry.name), "bold" if bold else "")
    marked = f"{entry.kind}/{entry.id}" in context.marks
    return line(text("◆ " if marked else "", "$accent"), name, star(entry, context))


def _alone(
    entry: Entry, badge: Content, width: int, selected: bool, context: Context
) -> list[Content]:
    """A row of one line; the name in the other language follows where both are wanted."""
    name = _name(entry, context, bold=selected)
    return _one_line(name, badge, width, selected, context.second(entry.name))


def _below(words: str, entry: Entry, context: Context, selected: bool) -> Content:
    """The second line of a row: the name in the other language where both are wanted."""
    return _quiet(context.second(entry.name) or words, selected)


def _quiet(words: str, selected: bool) -> Content:
    return text(words, "$muted" if selected else "$faint")


def _whole_parts(words: Content, room: int) -> Content:
    """As many of the parts between dots as there is room for, none of them cut."""
    plain = words.plain
    while cells(plain) > room and " · " in plain:
        plain = plain.rpartition(" · ")[0]
    return words[: len(plain)]


def _with_stances(
    entry: Entry, width: int, selected: bool, compact: bool, context: Context
) -> list[Content]:
    head = _name(entry, context, bold=True)
    badge = _badge(entry, head, width, context)
    if compact:
        return _alone(entry, badge, width, selected, context)
    strip = stance_strip(entry, context, width - 12)
    left = _below(context.pick(entry.line), entry, context, selected)
    room = width - 4 - cells(strip)
    if context.second(entry.name) and cells(left) > room:
        strip = Content("")
    else:
        left = _whole_parts(left, room)
    return _two_lines(head, badge, left, strip, width, selected)


def _event(
    entry: Entry, width: int, selected: bool, compact: bool, context: Context
) -> list[Content]:
    lane = text("●", "$avoid" if entry.tag == "china" else "$test")
    told = text(" ★", "$accent") if entry.in_article else Content("")
    size = DAY if width >= DAY_FROM else MONTH
    date = fit(text(entry.date[:size], "$muted"), size)
    name = _name(entry, context, bold=selected or not compact)
    head = line(date, " ", lane, " ", name)
    badge = _badge(entry, line(head, told), width, context)
    room = width - 3 - cells(told) - (cells(badge) + 1 if badge else 0)
    head = line(cut(head, room), told)
    if compact:
        return _one_line(head, badge, width, selected, context.second(entry.name))
    left = line(" " * (size + 3), _below(context.pick(entry.line), entry, context, selected))
    return _two_lines(head, badge, left, Content(""), width, selected)


def _link(
    entry: Entry, width: int, selected: bool, compact: bool, context: Context
) -> list[Content]:
    """A copy and its model; both keep a part of the room where there is too little for all."""
    head = _name(entry, context, bold=selected or not compact)
    badge = _badge(entry, head, width, context)
    head = _both_ends(head, width - 4 - cells(badge))
    if compact:
        return _one_line(head, badge, width, selected, context.second(entry.name))
    left = _below(context.pick(entry.line), entry, context, selected)
    return _two_lines(head, badge, left, Content(""), width, selected)


def _both_ends(name: Content, room: int) -> Content:
    """What stands on the two sides of an arrow, each cut where there is too little room."""
    model, arrow, copy = name.plain.partition(ARROW)
    if not arrow or cells(name) <= room:
        return name
    room -= cells(ARROW)
    left = min(cells(model), max(room // 2, room - cells(copy)))
    end = len(model)
    rest = name[end + len(ARROW) :]
    return line(cut(name[:end], left), name[end : end + len(ARROW)], cut(rest, room - left))


def _plain(
    entry: Entry, width: int, selected: bool, compact: bool, context: Context
) -> list[Content]:
    head = _name(entry, context, bold=True)
    badge = _badge(entry, head, width, context)
    if compact:
        return _alone(entry, badge, width, selected, context)
    left = _below(context.pick(entry.line), entry, context, selected)
    return _two_lines(head, badge, left, Content(""), width, selected)


def _platform(
    entry: Entry, width: int, selected: bool, compact: bool, context: Context
) -> list[Content]:
    head = _name(entry, context, bold=True)
    badge = _badge(entry, head, width, context)
    if compact:
        return _alone(entry, badge, width, selected, context)
    left = _below(context.name("kind", entry.tag), entry, context, selected)
    codes = _quiet(context.pick(entry.line), selected)
    tail = cut(codes, max(4, width - 6 - cells(left)))
    return _two_lines(head, badge, left, tail, width, selected)


def _market(
    entry: Entry, width: int, selected: bool, compact: bool, context: Context
) -> list[Content]:
    head = _name(entry, context, bold=True)
    badge = _yielding(text(context.name("region", entry.tag), "$muted"), head, width)
    if compact:
        return _alone(entry, badge, width, selected, context)
    left = _below(context.pick(entry.line), entry, context, selected)
    tail = Content("")
    if context.standing is not None and context.standing.profile.answered:
        from chuhai.ui.render.company import short_tally

        tail = short_tally(context.standing.tally(entry.id))
    return _two_lines(head, badge, left, tail, width, selected)


def shown_edition(entry: Entry, context: Context) -> EditionRecord | None:
    """The next edition of a festival, in the one market that the filter asks for if it does."""
    scope = context.scope()
    market = scope[0] if len(scope) == 1 else ""
    return context.library.next_edition(entry.id, context.today, market)


def _festival(
    entry: Entry, width: int, selected: bool, compact: bool, context: Context
) -> list[Content]:
    edition = shown_edition(entry, context)
    if edition is None:
        badge, when = Content(""), context.say("item.no-date")
    else:
        days = (edition.start - context.today).days
        badge = text(context.days_until(edition.start), "$accent" if days <= 30 else "$muted")
        sure = context.name("certainty", edition.certainty)
        when = f"{edition.start.isoformat()} · {context.second(entry.name) or sure}"
    if compact:
        return _alone(entry, badge, width, selected, context)
    left = _quiet(when, selected)
    tail = cut(_quiet(context.pick(entry.line), selected), max(4, width - 6 - cells(left)))
    head = _name(entry, context, bold=True)
    return _two_lines(head, badge, left, tail, width, selected)


Row = Callable[[Entry, int, bool, bool, Context], list[Content]]

ROWS: dict[str, Row] = {
    "trends": _with_stances,
    "tactics": _with_stances,
    "events": _event,
    "lineage": _link,
    "platforms": _platform,
    "markets": _market,
    "article": _plain,
    "festivals": _festival,
    "guides": _plain,
    "presets": _plain,
    "glossary": _plain,
    "regions": _plain,
}
"""How a row of each kind is drawn: (entry, width, selected, compact, context)."""


def stance_rail(entry: Entry, context: Context, width: int) -> list[Content]:
    """The stances of a card market by market, under their regions: the third column."""
    lines: list[Content] = []
    places = context.library.places
    region = ""
    for market in context.library.markets:
        level = entry.stances.get(market)
        if level is None:
            continue
        if places[market].region != region:
            region = places[market].region
            if lines:
                lines.append(Content(""))
            lines.append(text(context.name("region", region).upper(), "bold $faint"))
        label = text(context.name("stance", level), STANCE_STYLES[level])
        head = line(
            text(f"{STANCE_GLYPHS[level]} ", STANCE_STYLES[level]),
            text(f"{market} ", "$faint"),
            context.place(market),
        )
        lines.append(ends(head, label, width))
    missing = len(context.library.markets) - len(entry.stances)
    if lines and missing > 0:
        lines += [Content(""), text(f"· {context.name('stance', 'no-data')} {missing}", "$faint")]
    return lines
