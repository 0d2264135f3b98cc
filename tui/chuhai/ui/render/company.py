"""The seller's company on the screen: its answers, and how platforms stand for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from textual.content import Content

from chuhai.compare.verdicts import reasons
from chuhai.gates import GONE, STANDINGS, Verdict
from chuhai.i18n import Words
from chuhai.library.records import Entry
from chuhai.profile import PLACES, Profile, typed
from chuhai.strings import listed, names
from chuhai.ui.render.context import Context
from chuhai.ui.render.marks import STANDING_GLYPHS, STANDING_STYLES
from chuhai.ui.render.pairs import beside
from chuhai.ui.render.text import cells, cut, fit, flow, indent, line, text, wrap

LABEL = 30


def answer_words(name: str, profile: Profile, context: Context) -> str:
    """An answer as people say it; empty when there is none."""
    value = getattr(profile, name)
    if value is None:
        return ""
    if value == ():
        return context.say("answer.none-of")
    if name in PLACES:
        return context.pick(listed(context.library.place_name(code) for code in value))
    if name in ("goods", "languages"):
        prefix = "goods" if name == "goods" else "language"
        return context.pick(listed(names(prefix, code) for code in value))
    if name == "kind":
        return context.say(f"answer.{value}")
    if name == "brand":
        return context.say("answer.yes" if value else "answer.no")
    if name == "founded":
        age = profile.age(context.today)
        return context.say("answer.founded", date=value.isoformat(), n=age)
    return f"{value.amount:,.10g} {value.currency}" if name == "budget" else typed(name, value)


def answer_line(name: str, context: Context, width: int, selected: bool) -> Content:
    """One question with its answer."""
    assert context.standing is not None
    answer = answer_words(name, context.standing.profile, context)
    label = min(LABEL, width // 2)
    mark = text("▌" if selected else " ", "$primary")
    shown = text(answer, "bold") if answer else text(context.say("answer.open"), "$watch")
    head = line(mark, " ", fit(context.say(f"profile.{name}"), label - 2))
    return line(head, cut(shown, max(4, width - label)))


def standing_mark(standing: str, context: Context) -> Content:
    """How something stands, with its glyph."""
    style = STANDING_STYLES[standing]
    return text(
        f"{STANDING_GLYPHS[standing]} {context.name('standing', standing)}", f"bold {style}"
    )


def tally_parts(tally: Counter[str], context: Context) -> list[Content]:
    """How many platforms stand how, each count in its colour."""
    parts = []
    for standing in STANDINGS:
        if tally[standing]:
            words = context.say(f"tally.{standing}", n=tally[standing])
            parts.append(text(f"{STANDING_GLYPHS[standing]} {words}", STANDING_STYLES[standing]))
    return parts


def tally_line(tally: Counter[str], context: Context) -> Content:
    """The same in one line."""
    return Content("   ").join(tally_parts(tally, context))


def short_tally(tally: Counter[str]) -> Content:
    """The same as glyphs and numbers, each under that of the row above it."""
    parts = []
    for standing in STANDINGS:
        size = 3 if standing == STANDINGS[-1] else 2
        shown = f"{STANDING_GLYPHS[standing]}{tally[standing]}" if tally[standing] else ""
        parts.append(text(shown.ljust(size), STANDING_STYLES[standing]))
    return Content(" ").join(parts) if any(tally[s] for s in STANDINGS) else Content("")


def _grouped(verdicts: Sequence[Verdict], context: Context) -> list[tuple[str, Words, list[str]]]:
    """Markets in which a platform stands alike for the same reasons."""
    found: dict[tuple[str, Words], list[str]] = {}
    for verdict in verdicts:
        key = (verdict.standing, reasons(verdict, context.library))
        found.setdefault(key, []).append(verdict.market)
    order = sorted(found, key=lambda key: STANDINGS.index(key[0]))
    return [(standing, why, found[standing, why]) for standing, why in order]


def platform_lines(entry: Entry, context: Context, width: int) -> list[Content]:
    """How a platform stands for the company, market by market."""
    standing = context.standing
    terms = context.library.terms.get(entry.id)
    if standing is None or terms is None or terms.status in GONE or not terms.markets:
        return []
    if not standing.profile.answered:
        return hint_lines(context, width)
    scope = set(context.scope())
    markets = sorted(terms.markets, key=lambda market: market not in scope)
    lines: list[Content] = []
    for stands, why, places in _grouped([standing.verdict(terms, m) for m in markets], context):
        head = standing_mark(stands, context)
        if why:
            head = line(head, text(f": {context.pick(why)}", STANDING_STYLES[stands]))
        lines += wrap(head, width)
        if why and (second := context.second(why)):
            lines += indent(wrap(text(second, "$muted"), width - 2))
        if len(markets) == 1:
            continue
        named = [text(context.place(place), "" if place in scope else "$faint") for place in places]
        lines += indent(flow(named, width - 2))
    return lines


def market_lines(entry: Entry, context: Context, width: int) -> list[Content]:
    """How many platforms of a market take the company."""
    standing = context.standing
    if standing is None:
        return []
    if not standing.profile.answered:
        return hint_lines(context, width)
    return flow(tally_parts(standing.tally(entry.id), context), width, gap=3)


def hint_lines(context: Context, width: int) -> list[Content]:
    """That the company is not known yet, and the key that mends it."""
    key = line(text("P", "bold $accent"), text(f"  {context.say('company.hint')}", "$muted"))
    return wrap(key, width)


def verdict_line(verdict: Verdict, context: Context, width: int) -> Content:
    """A platform of a market with how it stands."""
    style = STANDING_STYLES[verdict.standing]
    glyph = text(f"{STANDING_GLYPHS[verdict.standing]} ", f"bold {style}")
    name = text(context.pick(verdict.terms.name), "underline")
    why = context.pick(reasons(verdict, context.library))
    said = why or context.name("standing", verdict.standing)
    short = cut(beside(name, verdict.terms.name, context, width // 2), width // 2)
    room = max(8, width - cells(glyph) - cells(short) - 2)
    return line(glyph, short, "  ", cut(text(said, style), room))
