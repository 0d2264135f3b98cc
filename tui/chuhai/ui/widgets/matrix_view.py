"""The matrix: cards down, markets across, a stance in every cell, its reason below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widget import Widget

from chuhai.library.page import Judgement, Page
from chuhai.library.records import Entry
from chuhai.matrix import Gap, Matrix, Sort, mark_key, matrix
from chuhai.ui import commands
from chuhai.ui.render.cell import cell_lines, legend
from chuhai.ui.render.scene import Scene
from chuhai.ui.widgets.fitted import Fitted
from chuhai.ui.widgets.matrix_grid import MatrixGrid
from chuhai.ui.widgets.view import CardTarget, View

if TYPE_CHECKING:
    from chuhai.exchange.view_table import Table


class MatrixView(View):
    """Legend, grid, and what is known of the cell under the cursor."""

    EXPORTS = True
    COMMANDS = commands.MATRIX

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scene: Scene | None = None
        self.table = Matrix((), (), {}, {})
        self.sort = Sort()
        self.gap = Gap.NONE
        self._pages: dict[int, Page] = {}

    def compose(self) -> ComposeResult:
        """Legend, grid, cell."""
        yield Fitted(classes="matrix-legend")
        yield MatrixGrid(classes="matrix-grid")
        yield Fitted(classes="matrix-cell")

    @cached_property
    def grid(self) -> MatrixGrid:
        """The table itself."""
        return self.query_one(MatrixGrid)

    @cached_property
    def _legend(self) -> Fitted:
        return self.query_one(".matrix-legend", Fitted)

    @cached_property
    def _cell(self) -> Fitted:
        return self.query_one(".matrix-cell", Fitted)

    def on_mount(self) -> None:
        """Show the cell in the same frame in which the cursor moves."""
        self.watch(self.grid, "place", self._moved, init=False)

    # ------------------------------------------------------------ showing

    def present(self, scene: Scene) -> None:
        """Show the cards of the section against the markets of the filter."""
        self.scene = scene
        old = self.grid.current
        context = scene.context
        self.table = matrix(
            context.library,
            context.filter,
            scene.section,
            sort=self.sort,
            owner=scene.owner,
            gap=self.gap,
        )
        market = old[1] if old else ""
        self.grid.show(self.table, context, scene.section, scene.cursor, market)
        table, order = self.table, self.sort
        self._legend.show(lambda width: [legend(table, order, context, max(20, width))], 1)
        self._show_cell()

    def _moved(self) -> None:
        self._show_cell()
        current = self.grid.current
        if current is not None and self.scene is not None:
            self.post_message(self.Moved(self.scene.section, current[0].id))

    def _show_cell(self) -> None:
        scene, current = self.scene, self.grid.current
        if scene is None or current is None:
            self._cell.show(lambda _: ())
            return
        card, market = current
        page, mark, context = self._page(card), self.table.mark(card, market), scene.context
        self._cell.show(lambda width: cell_lines(card, market, page, mark, context, max(20, width)))

    def _page(self, card: Entry) -> Page:
        assert self.scene is not None
        if card.row not in self._pages:
            self._pages[card.row] = self.scene.context.library.page(card)
        return self._pages[card.row]

    # ------------------------------------------------------------ what keys act upon

    def panes(self) -> Sequence[Widget]:
        """The grid."""
        return (self.grid,)

    @property
    def card_target(self) -> CardTarget | None:
        """The card under the cursor, with its stance in the market under the cursor."""
        current = self.grid.current
        if current is None:
            return None
        card, market = current
        page = self._page(card)
        known = (b for b in page.blocks if isinstance(b, Judgement) and b.market == market)
        return CardTarget(card, page, next(known, None), market)

    def on_matrix_grid_asked(self, message: MatrixGrid.Asked) -> None:
        """A key or a click on the grid."""
        message.stop()
        if message.what == "gaps":
            self._next_gap()
            return
        current = self.grid.current
        if current is None or self.scene is None:
            return
        card, market = current
        if message.what == "open":
            self.post_message(self.Asked("open-card", f"{card.kind}/{card.id}"))
        elif message.what in ("market", "card"):
            self._sort_by(message.what, card, market)
        else:
            self.post_message(self.Asked(message.what, mark_key(card, market)))

    def _next_gap(self) -> None:
        """From all cells to those without data, without evidence, undecided, and back."""
        if self.scene is not None:
            kinds = list(Gap)
            self.gap = kinds[(kinds.index(self.gap) + 1) % len(kinds)]
            current = self.grid.current
            cursor = current[0].id if current else self.scene.cursor
            self.present(replace(self.scene, cursor=cursor))

    def back(self) -> bool:
        """Show all cells again."""
        if self.gap is Gap.NONE or self.scene is None:
            return False
        self.gap = Gap.NONE
        self.present(self.scene)
        return True

    def to_export(self) -> Table | None:
        """The matrix as it is shown."""
        from chuhai.exchange.view_paired import in_langs
        from chuhai.exchange.view_table import matrix_table

        if self.scene is None or not self.table.cards:
            return None
        context = self.scene.context
        section = self.scene.section
        return in_langs(
            lambda lang: matrix_table(
                self.table, section, context.library, lang, context.today, context.filter
            ),
            context.langs,
        )

    def _sort_by(self, what: str, card: Entry, market: str) -> None:
        assert self.scene is not None
        if what == "market":
            again = self.sort.market == market
            self.sort = Sort("" if again else market, self.sort.card)
        else:
            again = self.sort.card == card.id
            self.sort = Sort(self.sort.market, "" if again else card.id)
        self.present(replace(self.scene, cursor=card.id))
