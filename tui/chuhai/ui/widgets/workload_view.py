"""Effort by month and progress by list and owner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, partial

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget

from chuhai.i18n import Words, same
from chuhai.ui import commands
from chuhai.ui.render import workload as drawing
from chuhai.ui.render.context import Context
from chuhai.ui.render.pairs import below
from chuhai.ui.render.scene import Scene
from chuhai.ui.render.text import cells, strung, text
from chuhai.ui.widgets.board import LEFT, RIGHT, Board, Tile, table_tiles
from chuhai.ui.widgets.view import View
from chuhai.workload import Month, Share, Workload, workload


class WorkloadView(View):
    """Bars of days by month on the left, of items by list and owner on the right."""

    COMMANDS = commands.WORKLOAD
    BINDINGS = commands.bindings(commands.WORKLOAD)

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
        """Show the effort of all lists."""
        self.scene = scene
        context = scene.context
        found = workload(scene.agendas)
        titles = {name: one.title for name, one in scene.agendas.items()}
        named = [(titles[name], share) for name, share in found.lists.items()]
        nobody = context.say("workload.nobody")
        owned = [(same(share.name or nobody), share) for share in found.owners]
        current = self.board.current
        if not found.lists:
            tiles = [Tile(lambda width, _: drawing.nothing(context, width))]
        elif self.tabled:
            rows = [(context.pick(name), share) for name, share in (*named, *owned)]
            tiles = table_tiles(lambda width: drawing.tables(found, rows, context, width))
        else:
            tiles = [*self._months(found, context), *self._shares(named, owned, context)]
        month = f"month/{context.today.replace(day=1).isoformat()}"
        self.board.show(tiles, key=current.key if current else month)

    def _months(self, found: Workload, context: Context) -> Iterator[Tile]:
        yield Tile(lambda width, _: drawing.month_heading(context, width), LEFT)
        most = max((month.total for month in found.months), default=1) or 1
        for month in found.months:
            drawn = partial(_month, month, most, context)
            yield Tile(drawn, LEFT, f"month/{month.first.isoformat()}")
        yield Tile(lambda width, _: drawing.legend(context, width), LEFT)
        if found.undated:
            words = text(context.say("workload.undated", n=found.undated), "$muted")
            yield Tile(lambda width, _: [*strung([words], width), Content("")], LEFT)

    def _shares(
        self,
        named: Sequence[tuple[Words, Share]],
        owned: Sequence[tuple[Words, Share]],
        context: Context,
    ) -> Iterator[Tile]:
        size = max(cells(context.pick(name)) for name, _ in (*named, *owned))
        for key, rows in (("lists", named), ("owners", owned)):
            yield Tile(partial(_heading, key, context), RIGHT)
            for number, (name, share) in enumerate(rows):
                drawn = partial(_share, share, name, size, context)
                yield Tile(drawn, RIGHT, f"{key}/{number}")
            yield Tile(lambda width, _: [Content("")], RIGHT)

    def panes(self) -> Sequence[Widget]:
        """The board."""
        return (self.board,)

    def action_table(self) -> None:
        """The figures behind the bars, or the bars again."""
        self.tabled = not self.tabled
        if self.scene is not None:
            self.present(self.scene)


def _heading(key: str, context: Context, width: int, _: bool) -> Sequence[Content]:
    return drawing.heading(key, context, width)


def _month(month: Month, most: int, context: Context, width: int, _: bool) -> Sequence[Content]:
    return drawing.month_line(month, most, context, width)


def _share(
    share: Share, name: Words, size: int, context: Context, width: int, _: bool
) -> Sequence[Content]:
    drawn = drawing.share_line(share, context.pick(name), size, width)
    return [*drawn, *below(name, context, width)]
