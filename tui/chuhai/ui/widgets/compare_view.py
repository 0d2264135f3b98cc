"""Markets side by side: the grid, and the claims of the cell under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget

from chuhai.compare import MOST
from chuhai.compare.comparison import chosen, compare, compare_card
from chuhai.compare.table import Comparison
from chuhai.gates import Standing
from chuhai.library.page import Block, Dispute
from chuhai.library.records import Entry, SourceRecord
from chuhai.plan import EVERY_DAY
from chuhai.profile import EMPTY
from chuhai.ui import commands
from chuhai.ui.render import blocks
from chuhai.ui.render import compare as drawing
from chuhai.ui.render.claims import Claims, claims_of
from chuhai.ui.render.context import Context
from chuhai.ui.render.scene import Scene
from chuhai.ui.widgets.compare_grid import CompareGrid
from chuhai.ui.widgets.fitted import Fitted
from chuhai.ui.widgets.page_view import PageRow, PageView
from chuhai.ui.widgets.view import CardTarget, View

if TYPE_CHECKING:
    from chuhai.exchange.view_table import Table

ALWAYS = 36
"""From how many lines on the claims are always in sight."""


class CompareView(View):
    """Legend, grid, claims."""

    EXPORTS = True
    COMMANDS = commands.COMPARE
    BINDINGS = commands.bindings(commands.COMPARE_VIEW)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scene: Scene | None = None
        self.table = Comparison((), ())
        self.differences = False
        self.opened = False
        self.arithmetic = False
        self._made_of: object = None
        self._made = Comparison((), ())
        self._claims: Claims | None = None
        self._tall = False

    def compose(self) -> ComposeResult:
        """Legend, grid, claims."""
        yield Fitted(classes="compare-legend")
        yield CompareGrid(classes="compare-grid")
        yield PageView(id="compare-claims", margin=2, quiet=True)

    @cached_property
    def grid(self) -> CompareGrid:
        """The table itself."""
        return self.query_one(CompareGrid)

    @cached_property
    def pane(self) -> PageView:
        """The claims of the cell under the cursor."""
        return self.query_one(PageView)

    @cached_property
    def _legend(self) -> Fitted:
        return self.query_one(".compare-legend", Fitted)

    def on_mount(self) -> None:
        """Show the claims in the same frame in which the cursor moves."""
        self.watch(self.grid, "place", self._moved, init=False)

    # ------------------------------------------------------------ showing

    def present(self, scene: Scene) -> None:
        """Compare the marked markets, or those of the filter."""
        self.scene = scene
        self.table = self._compared(scene)
        self._present()

    def _compared(self, scene: Scene) -> Comparison:
        """The comparison; other weights or another language do not make it anew."""
        context = scene.context
        standing = context.standing or Standing(context.library, EMPTY, context.today)
        kind, _, card = scene.compared.partition("/")
        subject = context.library.find(kind, card) if card else None
        marks = [m.partition("/")[2] for m in context.marks if m.startswith("markets/")]
        markets = chosen(context.library, context.filter, marks)
        if subject is not None and not markets:
            markets = tuple(m for m in context.library.markets if m in subject.stances)[:MOST]
        cards = tuple(mark for mark in context.marks if not mark.startswith("markets/"))
        made_of = (
            markets, cards, str(context.filter), scene.compared, scene.week,
            standing.profile, scene.owner, context.today,
        )  # fmt: skip
        if made_of != self._made_of:
            self._made_of = made_of
            if not markets:
                found = Comparison((), ())
            elif subject is not None:
                found = compare_card(standing, subject, markets, context.filter, owner=scene.owner)
            else:
                found = compare(
                    standing, markets, context.filter,
                    owner=scene.owner, cards=cards, week=scene.week or EVERY_DAY,
                )  # fmt: skip
            self._made = found
        return replace(self._made, weights=scene.weights)

    def _present(self) -> None:
        assert self.scene is not None
        context = self.scene.context
        rows = self.table.shown(self.differences)
        self.grid.show(self.table, rows, context)
        self._show_legend(len(rows))
        self._show_claims()

    def _show_legend(self, shown: int) -> None:
        assert self.scene is not None
        table, differences, context = self.table, self.differences, self.scene.context

        def draw(width: int) -> Sequence[Content]:
            if not table.markets:
                return [Content("")]
            return [drawing.legend(table, differences, shown, context, max(20, width))]

        self._legend.show(draw, 1)

    def on_resize(self) -> None:
        """There may be room for the claims now, or none any more."""
        if self.scene is not None and self._tall != (self.room.height >= ALWAYS):
            self._show_claims()

    def _moved(self) -> None:
        self.arithmetic = False
        self._show_claims()

    def _show_claims(self) -> None:
        scene, current = self.scene, self.grid.current
        tall = self._tall = self.room.height >= ALWAYS
        shown = current is not None and (tall or self.opened or self.arithmetic)
        self.set_class(not tall and (self.opened or self.arithmetic), "-opened")
        self.pane.display = shown
        if scene is None or current is None or not shown:
            self._claims = None
            return
        if self.arithmetic:
            self._claims = None
            draw = partial(_arithmetic, self.table, scene.context)
            self.pane.show([PageRow(draw, "arithmetic")], top=True)
            return
        row, market = current
        self._claims = claims_of(row, market, self.table, scene.context)
        self.pane.show(_claim_rows(self._claims, scene.context), top=True)

    # ------------------------------------------------------------ what keys act upon

    def panes(self) -> Sequence[Widget]:
        """The grid, and the claims where they are shown."""
        return (self.grid, self.pane) if self.pane.display else (self.grid,)

    def back(self) -> bool:
        """Close the claims, then leave the one card."""
        if self.pane.has_focus or self.opened or self.arithmetic:
            self.opened = self.arithmetic = False
            self.grid.focus()
            self._show_claims()
            return True
        if self.scene is not None and self.scene.compared:
            self.post_message(self.Asked("compare-all"))
            return True
        return False

    @property
    def comparison(self) -> Comparison | None:
        """The markets side by side, when there are any."""
        return self.table if self.table.markets else None

    @property
    def card_target(self) -> CardTarget | None:
        """The card of the row or the market, with the claim under the cursor or the leading one."""
        scene, current = self.scene, self.grid.current
        if scene is None or current is None:
            return None
        row, market = current
        claims = self._claims or claims_of(row, market, self.table, scene.context)
        block = claims.page.blocks[0] if claims.page.blocks else None
        if self.pane.has_focus and self.pane.current is not None:
            data = self.pane.current.data
            block = data if isinstance(data, Block | SourceRecord) else block  # type: ignore[assignment]
        entry = self._entry(row.card or f"markets/{market}")
        return CardTarget(entry, claims.page, block, market) if entry else None

    def _entry(self, name: str) -> Entry | None:
        assert self.scene is not None
        kind, _, card = name.partition("/")
        return self.scene.context.library.find(kind, card)

    def to_export(self) -> Table | None:
        """The comparison as it is shown."""
        from chuhai.exchange.view_paired import in_langs
        from chuhai.exchange.view_table import comparison_table

        if self.scene is None or not self.table.markets:
            return None
        context = self.scene.context
        return in_langs(
            lambda lang: comparison_table(
                self.table, context.library, lang, context.today, differences=self.differences
            ),
            context.langs,
        )

    # ------------------------------------------------------------ the user

    def on_compare_grid_opened(self, message: CompareGrid.Opened) -> None:
        """The claims of a cell are wanted."""
        message.stop()
        self.opened, self.arithmetic = True, False
        self._show_claims()
        self.pane.focus()

    def on_compare_grid_filled(self, message: CompareGrid.Filled) -> None:
        """Choose markets where there are none, show all rows where none differs."""
        message.stop()
        if not self.table.markets:
            self.action_choose_markets()
        elif self.table.rows:
            self.action_differences()
        else:
            self.post_message(self.Asked("clear"))

    def on_page_view_chosen(self, message: PageView.Chosen) -> None:
        """Follow a claim to the card on which it stands, a question to the claims on it."""
        message.stop()
        data = message.row.data
        if isinstance(data, Dispute):
            self.post_message(self.Asked("evidence"))
        elif isinstance(data, SourceRecord):
            self.post_message(self.Asked("source"))
        elif self._claims is not None and message.row.key in self._claims.cards:
            self.post_message(self.Asked("open-card", self._claims.cards[message.row.key]))

    def action_differences(self) -> None:
        """Only the rows in which the markets differ, or all."""
        if self.table.markets:
            self.differences = not self.differences
            self._present()

    def action_choose_markets(self) -> None:
        """Choose the markets."""
        self.post_message(self.Asked("compare-markets"))

    def action_weight(self, step: int) -> None:
        """More or less weight for the row under the cursor."""
        if self.grid.current:
            what = "weight-up" if step > 0 else "weight-down"
            self.post_message(self.Asked(what, self.grid.current[0].key))

    def action_arithmetic(self) -> None:
        """How the scores come about, or the claims again."""
        if self.grid.current:
            self.arithmetic = not self.arithmetic
            self._show_claims()

    def action_copy_claim(self) -> None:
        """Copy the claim with its sources."""
        self.post_message(self.Asked("copy"))


def _arithmetic(table: Comparison, context: Context, width: int, _: bool) -> Sequence[Content]:
    return drawing.arithmetic_lines(table, context, width)


def _claim_rows(claims: Claims, context: Context) -> list[PageRow]:
    """The claims of a cell whole, each selectable, then their sources."""
    rows = [PageRow(lambda width, _: claims.head(context, width))]
    entry = claims.entry
    for key, block in zip(claims.keys, claims.page.blocks, strict=True):
        rows.append(PageRow(partial(_draw, block, entry, context), key, data=block))
    for number, record in enumerate(claims.page.sources, 1):
        draw = partial(_source, record, number, context)
        rows.append(PageRow(draw, f"source/{record.id}", data=record))
    return rows


def _draw(block: Block, entry: Entry, context: Context, width: int, _: bool) -> Sequence[Content]:
    return blocks.draw(block, entry, context, width)


def _source(
    record: SourceRecord, number: int, context: Context, width: int, _: bool
) -> Sequence[Content]:
    return blocks.source(record, number, context, width)
