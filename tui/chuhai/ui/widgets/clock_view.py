"""Lineage as a clock: trees of copies with bars of lag, medians, one market after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, partial

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget

from chuhai.i18n import Words
from chuhai.lag import Clock, Copy, Path, Step, by_market, by_outcome, copies, models, path
from chuhai.library.filter import Filter
from chuhai.library.records import Entry
from chuhai.strings import names
from chuhai.ui import commands
from chuhai.ui.render import argument
from chuhai.ui.render import clock as drawing
from chuhai.ui.render.axis import Axis
from chuhai.ui.render.context import Context
from chuhai.ui.render.pairs import below, beside
from chuhai.ui.render.scene import Scene
from chuhai.ui.render.text import cells, text
from chuhai.ui.widgets.board import LEFT, RIGHT, WHOLE, Board, Tile, table_tiles
from chuhai.ui.widgets.fitted import Fitted
from chuhai.ui.widgets.view import CardTarget, View

MODES = ("tree", "medians", "path")


class ClockView(View):
    """A head with the years, and below it one of three ways to see the lags."""

    COMMANDS = commands.CLOCK
    BINDINGS = commands.bindings(commands.CLOCK)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scene: Scene | None = None
        self.mode = MODES[0]
        self.tabled = False
        self.here = self.there = ""
        self._found: list[Copy] = []

    def compose(self) -> ComposeResult:
        """Head and board."""
        yield Fitted(classes="clock-head")
        yield Board(classes="clock-board")

    @cached_property
    def board(self) -> Board:
        """The bars."""
        return self.query_one(Board)

    @cached_property
    def _head(self) -> Fitted:
        return self.query_one(".clock-head", Fitted)

    def on_mount(self) -> None:
        """Remember the link under the cursor."""
        self.watch(self.board, "cursor", self._moved, init=False)

    # ------------------------------------------------------------ showing

    def present(self, scene: Scene) -> None:
        """Show the links that the filter asks for."""
        arrived = self.scene is None or self.scene.cursor != scene.cursor
        self.scene = scene
        context = scene.context
        self._found = copies(context.library, context.filter)
        self._choose_pair(context)
        tiles = list(self._tiles(context)) if self._found else [Tile(partial(_nothing, context))]
        current = self.board.current
        key = f"copy/{scene.cursor}" if arrived or current is None else current.key
        self._show_head(context)
        self.board.show(tiles, key=key)

    def _choose_pair(self, context: Context) -> None:
        """The two markets of the path: those with the most copies, unless others were chosen."""
        known = [clock.key for clock in by_market(self._found, context.library.markets)]
        wanted = context.filter.choice("market").wanted
        self.there = self.there or next(iter(known), "")
        if not self.here:
            asked = [market for market in wanted if len(wanted) == 1]
            rest = [market for market in (*asked, *known) if market != self.there]
            self.here = next(iter(rest), "")

    def _axis(self, context: Context, width: int) -> Axis:
        return drawing.axis_of(self._found, context, width)

    def _show_head(self, context: Context) -> None:
        found = self._found
        years = self.mode == "tree" and not self.tabled and bool(found)
        airy = self.scene is not None and not self.scene.compact

        def draw(whole: int) -> Sequence[Content]:
            width = max(20, whole - 2)
            lines = [drawing.head(found, models(found), context, width)]
            if years:
                axis = drawing.axis_of(found, context, width)
                lines.append(drawing.axis_line(axis, context, width))
            return lines if years or not airy else [*lines, Content("")]

        self._head.show(draw)

    def _tiles(self, context: Context) -> Iterator[Tile]:
        if self.mode == "path":
            yield from self._path(context)
        elif self.mode == "medians":
            yield from self._medians(context)
        elif self.tabled:
            found = self._found
            yield from table_tiles(lambda width: drawing.copies_table(found, context, width), found)
        else:
            for model in models(self._found):
                yield Tile(lambda w, _, m=model: self._model(m, context, w))  # type: ignore[misc]
                for copy in model.copies:
                    drawn = partial(self._copy, copy, context)
                    yield Tile(drawn, key=f"copy/{copy.entry.id}", data=copy)

    def _model(self, model: object, context: Context, width: int) -> Sequence[Content]:
        return drawing.model_line(model, self._axis(context, width), context, width)  # type: ignore[arg-type]

    def _copy(self, copy: Copy, context: Context, width: int, selected: bool) -> Sequence[Content]:
        return drawing.copy_line(copy, self._axis(context, width), context, width, selected)

    def _medians(self, context: Context) -> Iterator[Tile]:
        markets = by_market(self._found, context.library.scope(context.filter))
        ends = by_outcome(self._found)
        named = [(context.place(clock.key), clock) for clock in markets]
        ended = [(context.name("status", clock.key), clock) for clock in ends]
        if self.tabled:
            rows = [*((_place(clock.key, context), clock) for clock in markets), *ended]
            yield from table_tiles(lambda width: drawing.clocks_table(rows, context, width))
            return
        most = max(clock.median for clock in (*markets, *ends))
        groups = (("by-market", LEFT, named, "market"), ("by-outcome", RIGHT, ended, "status"))
        for key, column, clocks, facet in groups:
            label = context.say(f"clock.{key}")
            yield Tile(partial(_column_head, label, len(clocks)), column)
            size = max(cells(name) for name, _ in clocks)
            for _, clock in clocks:
                goal = Filter().only(facet, clock.key)
                place = context.library.place_name(clock.key)
                words = place if facet == "market" else names("status", clock.key)
                drawn = partial(_clock, clock, words, size, most, context)
                yield Tile(drawn, column, f"{facet}/{clock.key}", goal)

    def _path(self, context: Context) -> Iterator[Tile]:
        found = path(self._found, self.here, self.there)
        yield Tile(partial(_path_head, found, context), key="path")
        yield Tile(lambda width, _: drawing.path_columns(found, context, width), WHOLE)
        for number, step in enumerate(found.steps):
            yield Tile(partial(_step, step, context), key=f"step/{number}", data=step)

    # ------------------------------------------------------------ the user

    def _moved(self) -> None:
        entry = self._entry
        if entry is not None:
            self.post_message(self.Moved("lineage", entry.id))

    @property
    def _entry(self) -> Entry | None:
        tile = self.board.current
        if tile is not None and isinstance(tile.data, Copy):
            return tile.data.entry
        if tile is not None and isinstance(tile.data, Step):
            return (tile.data.here or tile.data.there)[0][1].entry
        return None

    @property
    def card_target(self) -> CardTarget | None:
        """The link under the cursor."""
        entry = self._entry
        if entry is None or self.scene is None:
            return None
        return CardTarget(entry, self.scene.context.library.page(entry))

    def panes(self) -> Sequence[Widget]:
        """The bars."""
        return (self.board,)

    def on_board_chosen(self, message: Board.Chosen) -> None:
        """Open the link, or the links of a market or an outcome; choose another market."""
        message.stop()
        entry, data = self._entry, message.tile.data
        if entry is not None:
            self.post_message(self.Asked("open-card", f"lineage/{entry.id}"))
        elif isinstance(data, Filter):
            self.post_message(self.Asked("drill", f"lineage {data}"))
        elif message.tile.key == "path":
            self.action_clock_market("here")

    def action_clock_mode(self) -> None:
        """Trees, medians, path, and trees again."""
        self.mode = MODES[(MODES.index(self.mode) + 1) % len(MODES)]
        self._again()

    def action_table(self) -> None:
        """The figures behind the bars, or the bars again."""
        self.tabled = not self.tabled
        self._again()

    def action_clock_market(self, which: str) -> None:
        """Choose a market of the path."""
        self.post_message(self.Asked("ask-market", which))

    def take(self, what: str, value: str) -> None:
        """A market of the path was chosen."""
        setattr(self, what, value)
        self.mode = "path"
        self._again()

    def action_linked(self) -> None:
        """To the events that tell of the link."""
        entry = self._entry
        if entry is not None:
            self.post_message(self.Asked("linked", f"lineage/{entry.id}"))

    def _again(self) -> None:
        if self.scene is not None:
            self.present(self.scene)


def _column_head(label: str, count: int, width: int, _: bool) -> Sequence[Content]:
    return argument.column_head(label, count, "$primary", width)


def _place(code: str, context: Context) -> str:
    """A market by name, in both languages where both are wanted."""
    return beside(context.place(code), context.library.place_name(code), context, 30).plain


def _clock(
    clock: Clock, name: Words, size: int, most: float, context: Context, width: int, selected: bool
) -> Sequence[Content]:
    label = context.pick(name)
    lines = drawing.clock_line(clock, label, size, most, context, width, selected)
    return [*lines, *below(name, context, width, text("▌ " if selected else "  ", "$primary"))]


def _path_head(found: Path, context: Context, width: int, _: bool) -> Sequence[Content]:
    return drawing.path_head(found, context, width)


def _step(step: Step, context: Context, width: int, selected: bool) -> Sequence[Content]:
    return drawing.path_line(step, context, width, selected)


def _nothing(context: Context, width: int, _: bool) -> Sequence[Content]:
    return argument.empty(context, width)
