"""The track record of 2022 as bars that lead to the cards behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, partial

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget

from chuhai.library.filter import Filter
from chuhai.movement import VERDICTS, Record, Tally, record
from chuhai.ui import commands
from chuhai.ui.render import argument
from chuhai.ui.render import record as drawing
from chuhai.ui.render.context import Context
from chuhai.ui.render.scene import Scene
from chuhai.ui.widgets.board import LEFT, RIGHT, Board, Tile, table_tiles
from chuhai.ui.widgets.view import View


class RecordView(View):
    """Bars of the article's claims and of the trends of 2022, and where the trends hold."""

    COMMANDS = commands.CHART
    BINDINGS = commands.bindings(commands.CHART)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scene: Scene | None = None
        self.tabled = False

    def compose(self) -> ComposeResult:
        """The board."""
        yield Board(classes="evidence")

    @cached_property
    def board(self) -> Board:
        """The page with the charts."""
        return self.query_one(Board)

    def present(self, scene: Scene) -> None:
        """Show the record of what the filter asks for."""
        self.scene = scene
        context = scene.context
        found = record(context.library, context.filter)
        charts = list(self._charts(found, context))
        tiles = self._tables(found, context, charts) if self.tabled else charts
        if not (found.claims.total or found.foreseen.total or found.unforeseen.total):
            tiles = [Tile(lambda width, _: argument.empty(context, width))]
        current = self.board.current
        self.board.show(tiles, key=current.key if current else "")

    def _charts(self, found: Record, context: Context) -> Iterator[Tile]:
        parts = (
            ("claims", found.claims, LEFT, Filter()),
            ("foreseen", found.foreseen, RIGHT, Filter().only("kind", "foreseen")),
            ("unforeseen", found.unforeseen, LEFT, Filter().only("kind", "unforeseen")),
        )
        for key, tally, column, narrowed in parts:
            yield Tile(partial(_title, key, tally, context), column)
            for verdict in VERDICTS[tally.kind]:
                wanted = narrowed.only("verdict", verdict)
                goal = (tally.kind, wanted) if tally.cards[verdict] else None
                drawn = partial(_bar, tally, verdict, context)
                yield Tile(drawn, column, f"{key}/{verdict}", goal)
            yield Tile(_blank, column)
        if found.regions:
            yield Tile(lambda width, _: drawing.region_head(context, width), RIGHT)
        for region, counts in found.regions.items():
            goal = ("trends", Filter().only("kind", "foreseen").only("region", region))
            bar = partial(drawing.region_bar, region, counts, context)
            yield Tile(bar, RIGHT, f"region/{region}", goal)

    def _tables(self, found: Record, context: Context, charts: Sequence[Tile]) -> Sequence[Tile]:
        """The figures behind the charts; a row leads where its bar does."""
        goals: list[object] = []
        for key in ("claims", "foreseen", "unforeseen"):
            goals += [*(tile.data for tile in charts if tile.key.startswith(f"{key}/")), None]
        goals += [tile.data for tile in charts if tile.key.startswith("region/")]
        return table_tiles(lambda width: drawing.tables(found, context, width), goals)

    def panes(self) -> Sequence[Widget]:
        """The board."""
        return (self.board,)

    def on_board_chosen(self, message: Board.Chosen) -> None:
        """To the cards behind a bar."""
        message.stop()
        if isinstance(message.tile.data, tuple):
            section, wanted = message.tile.data
            self.post_message(self.Asked("drill", f"{section} {wanted}"))

    def action_table(self) -> None:
        """The figures behind the charts, or the charts again."""
        self.tabled = not self.tabled
        if self.scene is not None:
            self.present(self.scene)


def _title(key: str, tally: Tally, context: Context, width: int, _: bool) -> Sequence[Content]:
    return drawing.title(key, tally, context, width)


def _bar(
    tally: Tally, verdict: str, context: Context, width: int, selected: bool
) -> Sequence[Content]:
    return drawing.verdict_bar(tally, verdict, context, width, selected)


def _blank(width: int, _: bool) -> Sequence[Content]:
    return [Content("")]
