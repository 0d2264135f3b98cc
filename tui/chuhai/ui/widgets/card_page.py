"""The rows of a card's page: title, figures, blocks, what it means for us, sources."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from chuhai.figures import figures
from chuhai.library.page import Block, Heading, Judgement, Page, Reference, Work
from chuhai.library.records import Entry, SourceRecord
from chuhai.ui.render import blocks
from chuhai.ui.render import figures as drawing
from chuhai.ui.render.context import Context
from chuhai.ui.widgets.page_view import PageRow

FIGURES = "figures"
"""What the row of charts stands for."""
_EVIDENCE = ("evidence-2026", "evidence-2022", "facts", "costs", "disputes")
"""The parts of a page before which its figures stand, whichever comes first."""

if TYPE_CHECKING:
    from chuhai.gates import Verdict


def page_rows(entry: Entry, page: Page, context: Context, *, tabled: bool = False) -> list[PageRow]:
    """A card's page as rows: title, blocks, sources."""
    rows = [PageRow(lambda width, _: blocks.title(entry, context, width))]
    if entry.kind == "festivals":
        rows.append(PageRow(partial(_draw_heading, "head.dates", context), heads=True))
        rows.append(PageRow(lambda w, _: blocks.dates(entry, context, w)))
    rows += _company_rows(entry, context)
    drawn = _figure_rows(entry, context, tabled)
    if entry.kind == "markets":
        rows, drawn = [*rows, *drawn], []
    scope = set(context.scope())
    judgements = [b for b in page.blocks if isinstance(b, Judgement)]
    near = sorted(judgements, key=lambda b: b.market not in scope)
    queue = iter(near)
    for number, block in enumerate(page.blocks):
        if drawn and isinstance(block, Heading) and block.key in _EVIDENCE:
            rows, drawn = [*rows, *drawn], []
        shown = next(queue) if isinstance(block, Judgement) else block
        key = "" if isinstance(shown, Heading) else _block_key(shown, number)
        heads = isinstance(shown, Heading)
        draw = partial(_draw_block, shown, entry, context)
        rows.append(PageRow(draw, key, data=shown, heads=heads))
        if isinstance(shown, Heading) and shown.key == "stances":
            rows.append(PageRow(lambda width, _: blocks.stances(entry, context, width)))
    if entry.kind == "markets":
        rows += _platform_rows(entry, context)
    if page.sources:
        rows.append(PageRow(partial(_draw_heading, "head.sources", context), heads=True))
    for number, record in enumerate(page.sources, 1):
        rows.append(
            PageRow(
                partial(_draw_source, record, number, context),
                f"source/{record.id}",
                data=record,
            )
        )
    return rows


def _figure_rows(entry: Entry, context: Context, tabled: bool) -> list[PageRow]:
    """The figures of a card as charts, where it has some that can be drawn."""
    found = figures(context.library, entry, context.today)
    if not found:
        return []
    return [
        PageRow(lambda width, _: drawing.head(context, width), heads=True),
        PageRow(lambda width, _: drawing.block(found, context, width, tabled), data=FIGURES),
    ]


def _company_rows(entry: Entry, context: Context) -> list[PageRow]:
    """How a platform, or the platforms of a market, stand for the seller's company."""
    if entry.kind not in ("platforms", "markets") or context.standing is None:
        return []
    from chuhai.ui.render import company

    drawers = {"platforms": company.platform_lines, "markets": company.market_lines}
    draw = drawers.get(entry.kind)
    if draw is None or not draw(entry, context, 40):
        return []
    return [
        PageRow(partial(_draw_heading, "head.our-company", context), heads=True),
        PageRow(lambda width, _: draw(entry, context, width)),
    ]


def _platform_rows(entry: Entry, context: Context) -> list[PageRow]:
    """Every platform of a market with how it stands; enter leads to it."""
    if context.standing is None or not context.standing.profile.answered:
        return []
    from chuhai.gates import STANDINGS

    verdicts = context.standing.verdicts(entry.id)
    words = context.say("head.platforms-for-us")
    rows = [PageRow(lambda w, _: blocks.heading(words, w), heads=True)]
    for verdict in sorted(verdicts, key=lambda v: STANDINGS.index(v.standing)):
        name = verdict.terms.platform
        reference = Reference("platforms", name, verdict.terms.name)
        draw = partial(_draw_verdict, verdict, context)
        rows.append(PageRow(draw, f"platform/{name}", data=reference))
    return rows if verdicts else []


def _draw_verdict(verdict: Verdict, context: Context, width: int, _: bool) -> Sequence[Content]:
    from chuhai.ui.render import company

    return [company.verdict_line(verdict, context, width)]


def _draw_heading(key: str, context: Context, width: int, _: bool) -> Sequence[Content]:
    return blocks.heading(context.say(key), width, context.second_say(key))


def _draw_block(
    block: Block, entry: Entry, context: Context, width: int, _: bool
) -> Sequence[Content]:
    return blocks.draw(block, entry, context, width)


def _draw_source(
    record: SourceRecord, number: int, context: Context, width: int, _: bool
) -> Sequence[Content]:
    return blocks.source(record, number, context, width)


def _block_key(block: Block, number: int) -> str:
    if isinstance(block, Work):
        return f"step/{block.id}"
    if isinstance(block, Judgement):
        return f"stance/{block.market}"
    return f"block/{number}"
