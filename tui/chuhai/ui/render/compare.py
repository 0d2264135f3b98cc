"""How a comparison is drawn: the places of its columns, its rows, its cells, what stands around."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from textual.content import Content

from chuhai.compare.facts import date_of
from chuhai.compare.table import Cell, Comparison, Row, scores
from chuhai.library.age import stale_months
from chuhai.library.facts import Fact
from chuhai.library.records import SourceRecord
from chuhai.ui.render.context import Context
from chuhai.ui.render.marks import STANCE_GLYPHS, STANCE_STYLES, STANDING_GLYPHS, STANDING_STYLES
from chuhai.ui.render.pairs import beside
from chuhai.ui.render.text import cells, cut, ends, fit, indent, line, right, text, wrap

LEAST_COLUMN, MOST_COLUMN = 26, 64
GAP = 2
NOTE = 2
"""The most lines that the meaning for one's own company takes."""


class Columns(NamedTuple):
    """Where the columns of a comparison stand in a window."""

    name: int
    """The cells of the frozen first column."""
    cell: int
    """The cells of every other column, the gap before it left out."""
    room: int
    """How many of them are in sight at once."""

    def x(self, place: int, first: int) -> int:
        """Where a column begins when `first` is the first one in sight."""
        return self.name + (place - first) * (self.cell + GAP)

    def at(self, x: int, first: int) -> int:
        """The column under a cell of the window; -1 for the names of rows."""
        if x < self.name:
            return -1
        return first + (x - self.name) // (self.cell + GAP)


def columns(count: int, width: int) -> Columns:
    """Lay so many markets out for a width: as many as can be read, none wider than text reads."""
    name = 16 if width < 90 else 20 if width < 120 else 24
    free = max(LEAST_COLUMN, width - name - GAP)
    room = max(1, min(count, (free + GAP) // (LEAST_COLUMN + GAP)))
    cell = min(MOST_COLUMN, (free + GAP) // room - GAP)
    return Columns(name, cell, room)


# ------------------------------------------------------------ cells


def mark_glyph(mark: str) -> tuple[str, str]:
    """The glyph and the style of a stance or a standing."""
    if mark in STANCE_GLYPHS:
        return STANCE_GLYPHS[mark], STANCE_STYLES[mark]
    return STANDING_GLYPHS.get(mark, ""), STANDING_STYLES.get(mark, "")


def cell_lines(
    cell: Cell,
    width: int,
    most: int,
    sources: Mapping[str, SourceRecord],
    context: Context,
    score: str = "",
) -> list[Content]:
    """A cell: what is known, what it means for us, then source, date and confidence."""
    if not cell.known:
        lines = [text(f"· {context.say('stance.no-data')}", "$faint")]
        return [*lines, *_note(cell, "$accent", width, context)]
    glyph, style = mark_glyph(cell.mark)
    lines = _said(cell, width, most, context, glyph, style)
    if second := context.second(cell.said):
        lines += _short(second, "$muted", width, most)
    lines += _note(cell, style if cell.mark in STANDING_GLYPHS else "$accent", width, context)
    lines.append(_about(cell, width, sources, context, score))
    return lines


def _note(cell: Cell, ink: str, width: int, context: Context) -> list[Content]:
    """What a cell means for one's own company."""
    if not cell.note:
        return []
    second = context.second(cell.note)
    lines = _short(context.pick(cell.note), ink, width, NOTE)
    return [*lines, *(_short(second, "$muted", width, NOTE) if second else ())]


def _said(
    cell: Cell, width: int, most: int, context: Context, glyph: str, style: str
) -> list[Content]:
    words = context.pick(cell.said)
    if glyph and not cell.note:
        body = _short(words, f"bold {style}", width - 2, most)
        return [line(text(f"{glyph} ", f"bold {style}"), body[0]), *indent(body[1:])]
    if glyph and cell.mark in STANCE_GLYPHS:
        return [text(f"{glyph} {words}", f"bold {style}")]
    return _short(words, "", width, most)


def _short(words: str, style: str, width: int, most: int) -> list[Content]:
    """At most so many lines of a text, whole words, with an ellipsis where something is missing."""
    room = words[: width * (most + 1)]
    lines = wrap(text(room, style), width)
    if len(lines) > most or len(room) < len(words):
        last = lines[min(most, len(lines)) - 1]
        shorter = last if cells(last) < width else _without_last(last, width - 1)
        lines = [*lines[: most - 1], line(shorter.rstrip(" ,;:，；："), text("…", style))]
    return lines[:most]


def _without_last(whole: Content, width: int) -> Content:
    """A line without its last Latin word; without its last character where that is Chinese."""
    kept, _, word = whole.plain.rpartition(" ")
    whole_word = word.isascii() and width // 2 < cells(kept)
    return whole[: len(kept)] if whole_word else whole.truncate(width)


def _about(
    cell: Cell, width: int, sources: Mapping[str, SourceRecord], context: Context, score: str
) -> Content:
    """Who said it, when, and how sure it is, in one line."""
    more = len(cell.claims) - 1
    tail = text(f" {score}" if score else "", "bold $primary")
    if more > 0:
        tail = line(text(f" +{more}", "$muted"), tail)
    if not cell.claims:
        own = context.say("compare.counted")
        return ends(text(own, "$faint"), tail, width) if cells(tail) else text(own, "$faint")
    first = cell.claims[0]
    doubt = doubts(first, context)
    if not first.conflict and any(claim.conflict for claim in cell.claims):
        doubt = line(doubt, text(" ≠", "bold $avoid"))
    date = date_of(first, {name: record.published for name, record in sources.items()})
    if first.topic in ("festival", "verdict"):
        date = ""
    room = max(1, width - cells(doubt) - cells(tail) - bool(tail))
    who = publisher(first, sources, context)
    left = room - cells(date) - 3 if date else room
    parts = [cut(who, left).plain if left >= 4 else "", date]
    words = " · ".join(filter(None, parts))
    about = line(cut(text(words, "$faint"), room), doubt)
    return ends(about, tail, width) if cells(tail) else cut(about, width)


def publisher(fact: Fact, sources: Mapping[str, SourceRecord], context: Context) -> str:
    """Who published a claim; for what rests on no source, what it rests on."""
    if fact.topic == "verdict":
        return context.say("compare.computed")
    known = [sources[name] for name in fact.sources if name in sources]
    if known:
        return known[0].publisher
    if fact.topic == "festival":
        return context.name("certainty", fact.confidence)
    return context.say("judgement") if fact.confidence == "judgement" else ""


def doubts(fact: Fact, context: Context) -> Content:
    """What makes one careful: remembered, stale, contradicted."""
    found = Content("")
    if fact.confidence == "recalled":
        found = line(found, text(f" ? {context.say('compare.recalled')}", "$watch"))
    elif fact.confidence == "checked":
        found = line(found, text(" ✓", "$faint"))
    if stale_months(fact.age, fact.as_of, fact.effective, context.today):
        found = line(found, text(f" ◷ {context.say('compare.stale')}", "$watch"))
    if fact.conflict:
        found = line(found, text(" ≠", "bold $avoid"))
    return found


def label_lines(
    row: Row, weight: int, width: int, selected: bool, context: Context
) -> list[Content]:
    """The name of a row and its weight."""
    edge = text("▌" if selected else " ", "$primary")
    style = "bold $primary" if selected else "bold"
    names = wrap(text(context.pick(row.label), style), width - 3)[:3]
    if second := context.second(row.label):
        names += wrap(text(second, "$muted"), width - 3)[:2]
    lines = [line(edge, " ", name) for name in names]
    if weight:
        meter = f"{'■' * weight}{'□' * (5 - weight)}"
        lines.append(line(edge, " ", text(f"{context.say('compare.weight')} {meter}", "$accent")))
    return lines


def score_words(row: Row, found: Comparison) -> Mapping[str, str]:
    """The scores of a weighted row as its cells show them."""
    if not found.weight(row):
        return {}
    scored = scores(row, found.markets)
    return {market: f"{value:.2f}" for market, value in scored.by_market.items()}


# ------------------------------------------------------------ around the grid


def head_line(
    found: Comparison, shape: Columns, first: int, here: int, context: Context
) -> Content:
    """The names of the markets above their columns."""
    left = "‹" if first else " "
    parts: list[Content | str] = [" " * (shape.name - 1), text(left, "$accent")]
    seen = found.markets[first : first + shape.room]
    for place, market in enumerate(seen, first):
        label = f" {context.place(market)}  {market} "
        if second := context.second(context.library.place_name(market)):
            both = f" {context.place(market)} {second}  {market} "
            label = both if cells(both) <= shape.cell else label
        style = "bold $background on $primary" if place == here else "bold $muted"
        parts += [fit(text(cut(label, shape.cell).plain, style), shape.cell), " " * GAP]
    if first + shape.room < len(found.markets):
        parts[-1] = text("›".rjust(GAP), "$accent")
    return line(*parts)


def foot_lines(
    found: Comparison, shape: Columns, first: int, here: int, context: Context
) -> list[Content]:
    """What is unknown in each market and what it adds up to."""
    seen = list(enumerate(found.markets[first : first + shape.room], first))
    label = fit(text(f"  {context.say('compare.unknown-short')}", "$muted"), shape.name)
    parts: list[Content | str] = [label]
    for place, market in seen:
        style = "bold" if place == here else "$muted"
        count = context.say("compare.n-of", n=found.unknown[market], all=len(found.rows))
        parts += [fit(text(count, style), shape.cell), " " * GAP]
    lines = [line(*parts)]
    totals = {market: found.total(market) for _, market in seen}
    if all(total is None for total in totals.values()):
        return lines
    parts = [fit(text(f"  {context.say('compare.score-short')}", "$muted"), shape.name)]
    for place, market in seen:
        total = totals[market] or 0.0
        meter = "━" * round(total / 100 * max(4, min(20, shape.cell - 8)))
        style = "bold $primary" if place == here else "$primary"
        parts += [
            fit(line(text(f"{total:5.1f} ", style), text(meter, style)), shape.cell),
            " " * GAP,
        ]
    return [*lines, line(*parts)]


def legend(
    found: Comparison, differences: bool, shown: int, context: Context, width: int
) -> Content:
    """What is compared, how much of it is shown, and what is not filled in."""
    if found.subject:
        name = text(context.pick(found.subject.name), "bold")
        left = line(
            beside(name, found.subject.name, context, width // 2),
            text(f"  {context.say('compare.over')}", "$muted"),
        )
    else:
        left = text(context.say("compare.rows", n=len(found.rows)), "$muted")
    if differences:
        words = context.say("compare.differences", n=shown, all=len(found.rows))
        left = line(left, "  ", text(f" {words} ", "bold $test on $test-tint"))
    notes = []
    if found.left_out:
        notes.append(context.say("compare.not-scored", n=len(found.left_out)))
    if len(found.markets) == 1:
        notes.append(context.say("compare.one-more"))
    profile = context.standing.profile if context.standing else None
    if profile is not None and profile.answered < 10:
        notes.append(context.say("compare.fill-in", n=profile.answered))
    tail = text(" · ".join(notes), "$watch" if notes else "$faint")
    if cells(left) + cells(tail) + 2 > width:
        tail = text(notes[0] if notes else "", "$watch")
    if not notes or cells(left) + cells(tail) + 2 > width:
        return cut(left, width)
    return ends(left, tail, width)


def arithmetic_lines(found: Comparison, context: Context, width: int) -> list[Content]:
    """How every score came about: weight times score row by row, and what could not count."""
    if not found.weighted:
        return wrap(text(context.say("compare.no-weights"), "$muted"), width)
    lines: list[Content] = []
    size = min(10, max(7, (width - 24) // max(1, len(found.markets)) - 1))
    name = max(12, width - (size + 1) * len(found.markets) - 4)
    terms = {market: found.terms(market) for market in found.markets}
    counted = [term.row for term in next(iter(terms.values()), [])]
    if counted:
        head: list[Content | str] = [fit(text(context.say("compare.how"), "$muted"), name + 4)]
        head += [right(text(f"{market} ", "bold"), size + 1) for market in found.markets]
        lines.append(line(*head))
    for place, row in enumerate(counted):
        weight = found.weight(row)
        parts: list[Content | str] = [
            fit(beside(context.pick(row.label), row.label, context, name), name),
            fit(text(f"×{weight}", "$accent"), 4),
        ]  # fmt: skip
        for market in found.markets:
            parts.append(right(f"{terms[market][place].score:.2f} ", size + 1))
        lines.append(line(*parts))
        how = context.say(f"scale.{row.scale}")
        lines.append(cut(text(f"  {how}", "$faint"), width))
    whole = sum(found.weight(row) for row in counted)
    if counted:
        parts = [fit(text(context.say("compare.sum", n=whole), "bold"), name + 4)]
        parts += [
            right(text(f"{found.total(market):.1f} ", "bold $primary"), size + 1)
            for market in found.markets
        ]
        lines.append(line(*parts))
    for row, why in found.left_out:
        words = context.say(
            "compare.left-out", row=context.pick(row.label), why=context.say(f"score.{why}")
        )
        lines += wrap(text(words, "$watch"), width)
    return lines
