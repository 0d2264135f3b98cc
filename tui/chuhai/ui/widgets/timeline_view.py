"""The timeline: a strip of densities, and moments in lanes that can be looked at more closely."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from chuhai.timeline import MODES, ZOOMS, Moment, Span, Timeline, timeline
from chuhai.ui import commands
from chuhai.ui.render import argument
from chuhai.ui.render import timeline as drawing
from chuhai.ui.render.scene import Scene
from chuhai.ui.widgets.board import Board, table_tiles
from chuhai.ui.widgets.fitted import Fitted
from chuhai.ui.widgets.row_list import RowList
from chuhai.ui.widgets.view import CardTarget, View

if TYPE_CHECKING:
    from chuhai.exchange.chronicle import Chronicle


class Strip(Fitted):
    """The densities; a click on a year leads to it."""

    class Picked(Message):
        """A place on the strip was clicked."""

        def __init__(self, x: int) -> None:
            super().__init__()
            self.x = x

    def on_click(self, event: events.Click) -> None:
        """Say where."""
        self.post_message(self.Picked(event.x))


class TimelineView(View):
    """Strip and rows; a row is a moment, a year or a decade."""

    EXPORTS = True
    COMMANDS = commands.TIMELINE
    BINDINGS = commands.bindings(commands.TIMELINE)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scene: Scene | None = None
        self.mode, self.zoom = MODES[0], ZOOMS[-1]
        self.tabled = False
        self.shown = Timeline(self.mode, (), (), {})
        self._rows: Sequence[Moment | Span] = ()

    def compose(self) -> ComposeResult:
        """Strip, heads of lanes, rows; the table in their place when it is asked for."""
        yield Strip(classes="timeline-strip")
        yield RowList(classes="timeline-rows")
        yield Board(classes="timeline-table")

    @cached_property
    def strip(self) -> Strip:
        """The densities."""
        return self.query_one(Strip)

    @cached_property
    def rows(self) -> RowList:
        """The moments, years or decades."""
        return self.query_one(".timeline-rows", RowList)

    @cached_property
    def board(self) -> Board:
        """The table of numbers."""
        return self.query_one(Board)

    def on_mount(self) -> None:
        """Mark the year of the cursor in the same frame in which it moves."""
        self.board.display = False
        self.watch(self.rows, "cursor", self._moved, init=False)

    # ------------------------------------------------------------ showing

    def present(self, scene: Scene) -> None:
        """Show the events that the filter asks for, with the cursor on one."""
        self.scene = scene
        context = scene.context
        self.shown = timeline(context.library, context.filter, self.mode)
        moments = self.shown.moments
        self._rows = moments if self.zoom == "month" else self.shown.spans(self.zoom)
        at = self._place(scene.cursor)
        tall = self.mode == "sides"
        height = (2 if scene.compact else 3) if tall else 1
        height += context.paired
        spaced = tall and not scene.compact
        most = max(
            (row.count(lane) for row in self._rows if isinstance(row, Span)
             for lane in self.shown.lanes), default=1,
        )  # fmt: skip

        def draw(number: int, width: int, selected: bool) -> Sequence[Content]:
            row = self._rows[number]
            if isinstance(row, Span):
                return drawing.span_lines(row, self.shown, most, context, width, selected, height)
            before = moments[number - 1].entry.date if number else ""
            if self.mode == "sides":
                return drawing.two_lanes(row, before, context, width, selected, height)
            return drawing.many_lanes(row, before, self.shown, context, width, selected)

        def empty(width: int) -> Sequence[Content]:
            return argument.empty(context, max(16, width))

        self.rows.display, self.board.display = not self.tabled, self.tabled
        self.rows.show(range(len(self._rows)), draw, height, at, empty, spaced=spaced)
        if self.tabled:
            shown = self.shown
            self.board.show(table_tiles(lambda width: drawing.table(shown, context, width)))
        self._show_strip()

    def _place(self, card: str) -> int:
        """The row that holds a card."""
        for number, row in enumerate(self._rows):
            moments = row.moments if isinstance(row, Span) else (row,)
            if any(moment.entry.id == card for moment in moments):
                return number
        return 0

    @property
    def _current(self) -> Moment | Span | None:
        number = self.rows.current
        return self._rows[number] if number is not None and number < len(self._rows) else None

    def _show_strip(self) -> None:
        if self.scene is None:
            return
        context, compact = self.scene.context, self.scene.compact
        row, shown, zoom, moment = self._current, self.shown, self.zoom, self._moment
        here = row.first if isinstance(row, Span) else row.year if row else drawing.NO_YEAR

        def draw(whole: int) -> Sequence[Content]:
            width = max(30, whole - 1)
            lines = [drawing.legend(shown, zoom, context, width)]
            lines += [] if compact else [Content("")]
            if shown.moments:
                lines += drawing.strip(shown, here, context, width)
                if shown.mode != "sides":
                    lines += drawing.lane_heads(shown, moment, context, width)
            return lines

        self.strip.show(draw)

    def _moved(self) -> None:
        self._show_strip()
        entry = self._moment
        if entry is not None:
            self.post_message(self.Moved("events", entry.entry.id))

    @property
    def _moment(self) -> Moment | None:
        row = self._current
        return row if isinstance(row, Moment) else None

    # ------------------------------------------------------------ the user

    @property
    def card_target(self) -> CardTarget | None:
        """The event under the cursor."""
        moment = self._moment
        if moment is None or self.scene is None:
            return None
        return CardTarget(moment.entry, self.scene.context.library.page(moment.entry))

    def to_export(self) -> Chronicle | None:
        """The timeline as it is shown: its lanes, its zoom, its filter."""
        if self.scene is None or not self.shown.moments:
            return None
        from chuhai.exchange.chronicle import chronicle

        context = self.scene.context
        return chronicle(
            self.shown, self.zoom, context.library, context.langs, context.today, context.filter
        )

    def panes(self) -> Sequence[Widget]:
        """The rows, or the table."""
        return (self.board,) if self.tabled else (self.rows,)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the event, or look at a year or a decade more closely."""
        message.stop()
        row = self._current
        if isinstance(row, Moment):
            self.post_message(self.Asked("open-card", f"events/{row.entry.id}"))
        elif row is not None:
            self.action_zoom(1)

    def on_strip_picked(self, message: Strip.Picked) -> None:
        """To the first row of the clicked year."""
        message.stop()
        if not self._rows:
            return
        axis = drawing.strip_axis(self.shown, max(30, self.rows.text_width))
        year = axis.year(max(0, message.x - drawing.STRIP_LABEL))
        lasts = [row.last if isinstance(row, Span) else row.year for row in self._rows]
        there = (number for number, last in enumerate(lasts) if last >= year)
        self.rows.cursor = next(there, len(lasts) - 1)
        self.rows.focus()

    def action_zoom(self, step: int) -> None:
        """Closer or wider, with the cursor on the same time."""
        if self.scene is None:
            return
        row = self._current
        place = max(0, min(len(ZOOMS) - 1, ZOOMS.index(self.zoom) + step))
        self.zoom = ZOOMS[place]
        moment = row.moments[0] if isinstance(row, Span) else row
        self._again(moment.entry.id if moment else "")

    def action_lanes(self) -> None:
        """China and overseas, regions, companies."""
        moment = self._moment
        self.mode = MODES[(MODES.index(self.mode) + 1) % len(MODES)]
        self._again(moment.entry.id if moment else "")

    def action_table(self) -> None:
        """The numbers behind the strip, or the timeline again."""
        self.tabled = not self.tabled
        moment = self._moment
        self._again(moment.entry.id if moment else "")
        self.panes()[0].focus()

    def action_linked(self) -> None:
        """To the lineage that the event tells of."""
        moment = self._moment
        if moment is not None:
            self.post_message(self.Asked("linked", f"events/{moment.entry.id}"))

    def _again(self, card: str) -> None:
        from dataclasses import replace

        if self.scene is not None:
            self.present(replace(self.scene, cursor=card or self.scene.cursor))
