"""The track record: how the article's claims and the trends of 2022 came out."""

from __future__ import annotations

from collections import Counter

from textual.content import Content

from chuhai.library.filter import STANCES
from chuhai.movement import VERDICTS, Record, Tally
from chuhai.ui.render import chart
from chuhai.ui.render.context import Context
from chuhai.ui.render.marks import STANCE_GLYPHS, STANCE_STYLES, mark_style
from chuhai.ui.render.movement import COUNT, counted
from chuhai.ui.render.text import cells, cut, fit, line, right, strung, text, with_second, wrap

UNCHECKED = {"article": ("not-checkable",), "trends": ("open",)}
"""The verdicts that say nothing about right or wrong."""
COUNTED = 48
"""From how many cells for a bar on there is room for the numbers behind it."""
LEVELS = tuple(level for level in STANCES if level != "no-data")


def title(key: str, tally: Tally, context: Context, width: int) -> list[Content]:
    """The name of a tally, a rule, its number; how many of what could be judged came true."""
    label = _label(f"record.{key}", context, width - 6)
    count = text(f" {tally.total}", "bold")
    rule = text("─" * max(0, width - cells(label) - cells(count) - 1), "$rule")
    first, *rest = VERDICTS[tally.kind]
    judged = tally.total - sum(len(tally.cards[v]) for v in rest if v in UNCHECKED[tally.kind])
    words = context.say(f"record.true-{tally.kind}", n=len(tally.cards[first]), all=judged)
    return [line(label, " ", rule, count), *wrap(text(words, "$muted"), width)]


def _label(key: str, context: Context, room: int) -> Content:
    """The name of a chart, with the other language behind it where both are wanted."""
    label = text(context.say(key).upper(), "bold $primary")
    return with_second(label, context.second_say(key), room)


def verdict_bar(
    tally: Tally, verdict: str, context: Context, width: int, selected: bool
) -> list[Content]:
    """One verdict as a bar of its share, with its count."""
    name = fit(context.name("verdict", verdict), label_width(context)).plain
    count = len(tally.cards[verdict])
    share = count / tally.total if tally.total else 0
    bar = chart.Bar(name, share, f"{count:>3}  {share:>4.0%}", mark_style(verdict))
    edge = text("▌ " if selected else "  ", "$primary")
    return [line(edge, *chart.bars([bar], width - 2, 1.0))]


def label_width(context: Context) -> int:
    """The cells for the names beside the bars: the same in all charts, so that bars align."""
    verdicts = {context.name("verdict", known) for kind in VERDICTS.values() for known in kind}
    regions = {context.name("region", place.region) for place in context.library.places.values()}
    return max(map(cells, verdicts | regions))


def region_head(context: Context, width: int) -> list[Content]:
    """The name of the chart of regions, and what its glyphs mean."""
    label = _label("record.where", context, width - 2)
    rule = text("─" * max(0, width - cells(label) - 1), "$rule")
    names = [
        text(f"{STANCE_GLYPHS[k]} {context.name('stance', k)}", STANCE_STYLES[k]) for k in LEVELS
    ]
    return [line(label, " ", rule), *strung(names, width, "  ")]


def region_bar(
    region: str, counts: Counter[str], context: Context, width: int, selected: bool
) -> list[Content]:
    """One region: its stances on the trends of 2022 as shares, each with its glyph.

    In a wide window each is counted too, and the bar is no longer than one can compare.
    """
    label = label_width(context)
    total = right(text(str(counts.total()), "bold"), 4)
    room = max(4, width - label - 8)
    shares = [chart.Share(k, counts[k], STANCE_GLYPHS[k], STANCE_STYLES[k]) for k in LEVELS]
    edge = text("▌ " if selected else "  ", "$primary")
    name = fit(context.name("region", region), label)
    if room >= COUNTED:
        numbers = counted(counts, COUNT)
        room -= cells(numbers) + 2
        total = line("  ", numbers, total)
    drawn = fit(chart.stacked(shares, room), room)
    return [cut(line(edge, name, " ", drawn, " ", total), width)]


def tables(found: Record, context: Context, width: int) -> list[Content]:
    """The figures behind all of the charts."""
    lines: list[Content] = []
    tallies = (("claims", found.claims), ("foreseen", found.foreseen),
               ("unforeseen", found.unforeseen))  # fmt: skip
    share = context.say("record.share")
    titles = {key: context.say(f"record.{key}") for key in (*dict(tallies), "where")}
    first = max(map(cells, titles.values()))
    titles = {key: fit(title, first).plain for key, title in titles.items()}
    for key, tally in tallies:
        head = (titles[key], context.say("record.count"), share)
        rows = []
        for verdict in VERDICTS[tally.kind]:
            count = len(tally.cards[verdict])
            part = count / tally.total if tally.total else 0
            rows.append((context.name("verdict", verdict), str(count), f"{part:.0%}"))
        rows.append((context.say("record.total"), str(tally.total), ""))
        lines += [*chart.table(head, rows, width), Content("")]
    names = [context.name("stance", level) for level in LEVELS]
    regions = [
        (context.name("region", region), *(str(counts[level]) for level in LEVELS))
        for region, counts in found.regions.items()
    ]
    return [*lines, *chart.table((titles["where"], *names), regions, width)]
