"""The claims of one cell of a comparison as a small page: whole, numbered, each leading on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from textual.content import Content

from chuhai.compare.cards import evidence_fact
from chuhai.compare.table import Cell, Comparison, Row
from chuhai.i18n import Words
from chuhai.library.facts import Fact
from chuhai.library.page import Block, Bullet, Dispute, Evidence, Judgement, Page
from chuhai.library.records import Entry, SourceRecord
from chuhai.ui.render.blocks import under
from chuhai.ui.render.compare import mark_glyph
from chuhai.ui.render.context import Context
from chuhai.ui.render.pairs import below
from chuhai.ui.render.text import line, text, wrap


class Claims(NamedTuple):
    """What a cell rests on."""

    row: Row
    market: str
    entry: Entry
    """The card of the market."""
    page: Page
    keys: Sequence[str]
    """What tells each block from the others."""
    cards: Mapping[str, str]
    """The card on which a claim stands, by the key of its block."""

    @property
    def cell(self) -> Cell:
        """The cell itself."""
        return self.row.cell(self.market)

    def head(self, context: Context, width: int) -> list[Content]:
        """Row and market, what is known in short and what it means for us."""
        cell = self.cell
        lines = [
            line(
                text(context.pick(self.row.label), "bold $primary"),
                text("  ×  ", "$faint"),
                text(context.place(self.market), "bold $primary"),
            )
        ]
        place = context.library.place_name(self.market)
        lines += below((self.row.label, place), context, width)
        if not cell.known:
            lines.append(text(context.say("compare.no-data"), "$muted"))
        glyph, style = mark_glyph(cell.mark)
        if note := context.pick(cell.note):
            mark = f"{glyph} " if glyph else ""
            lines += wrap(text(f"{mark}{note}", f"bold {style}" if style else "$accent"), width)
            lines += under(cell.note, context, width)
        elif cell.known and (glyph or not cell.claims):
            mark = f"{glyph} " if glyph else ""
            lines += wrap(text(f"{mark}{context.pick(cell.said)}", f"bold {style}"), width)
            lines += under(cell.said, context, width)
        return [*lines, Content("")]


class _Numbers:
    """Numbers sources in the order in which they are first cited."""

    def __init__(self, known: Mapping[str, SourceRecord]) -> None:
        self._known = known
        self.order: dict[str, int] = {}

    def refs(self, sources: Iterable[str]) -> tuple[int, ...]:
        kept = [name for name in sources if name in self._known]
        return tuple(self.order.setdefault(name, len(self.order) + 1) for name in kept)

    def records(self) -> tuple[SourceRecord, ...]:
        return tuple(self._known[name] for name in self.order)


def claims_of(row: Row, market: str, table: Comparison, context: Context) -> Claims:
    """The claims of a cell; those that contradict one of them are shown with it."""
    cell = row.cell(market)
    entry = context.library.find("markets", market)
    assert entry is not None
    known = dict(table.sources)
    sides = _other_sides(cell.claims, context, known)
    numbers = _Numbers(known)
    blocks: list[Block] = []
    keys: list[str] = []
    cards: dict[str, str] = {}
    for fact in cell.claims:
        cards[f"claim/{len(blocks)}"] = fact.card
        keys.append(f"claim/{len(blocks)}")
        blocks.append(_block(fact, market, context, numbers))
    for dispute, facts in sides:
        keys.append(f"claim/{len(blocks)}")
        blocks.append(dispute)
        for fact in facts:
            cards[f"claim/{len(blocks)}"] = fact.card
            keys.append(f"claim/{len(blocks)}")
            blocks.append(_block(fact, market, context, numbers))
    page = Page(tuple(blocks), numbers.records())
    return Claims(row, market, entry, page, keys, cards)


def _block(fact: Fact, market: str, context: Context, numbers: _Numbers) -> Block:
    refs = numbers.refs(fact.sources)
    if fact.topic == "stance":
        return Judgement(market, fact.subject, fact.text, fact.as_of, refs)
    if fact.topic in ("verdict", "festival"):
        said = fact.text
        if fact.about:
            said = Words(
                f"{fact.about.en}: {said.en}",
                f"{fact.about.zh or fact.about.en}：{said.zh or said.en}",
            )
        doubt = "recalled" if fact.confidence == "recalled" else ""
        return Bullet(said, refs, doubt)
    topic = fact.subject
    if fact.about:
        topic = " / ".join(filter(None, (context.pick(fact.about), context.second(fact.about))))
    places = () if fact.about else fact.places
    return Evidence(
        fact.text, fact.figure, places, fact.as_of, fact.effective, fact.confidence,
        fact.age, fact.side or "context", fact.conflict, topic, refs,
    )  # fmt: skip


def _other_sides(
    claims: Sequence[Fact], context: Context, known: dict[str, SourceRecord]
) -> list[tuple[Dispute, list[Fact]]]:
    """Every question that the claims touch, with the claims of other cards on it."""
    found: list[tuple[Dispute, list[Fact]]] = []
    for name in dict.fromkeys(fact.conflict for fact in claims if fact.conflict):
        card = next(fact.card for fact in claims if fact.conflict == name)
        kind, _, ident = card.partition("/")
        entry = context.library.find(kind, ident)
        if entry is None:
            continue
        page = context.library.page(entry)
        disputes = [b for b in page.blocks if isinstance(b, Dispute) and b.id == name]
        here = {fact.text.en for fact in claims}
        others = []
        for block in page.blocks:
            if isinstance(block, Evidence) and block.conflict == name and block.text.en not in here:
                others.append(evidence_fact(block, page, card))
        known.update({record.id: record for record in page.sources})
        found += [(dispute, others) for dispute in disputes[:1]]
    return found
