"""The calendar: a month as a grid, and what falls into it as a list."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from chuhai.diary import EVERY_TIER, LARGE_TIER, Mark, diary
from chuhai.library.records import Entry
from chuhai.ui import commands
from chuhai.ui.render.context import Context
from chuhai.ui.render.month import ByDay, Grid, by_day, legend, mark_details, mark_line, weeks_of
from chuhai.ui.render.scene import Scene
from chuhai.ui.render.text import cut, text
from chuhai.ui.widgets.fitted import Fitted, FittedGrid
from chuhai.ui.widgets.keyed_list import KeyedList
from chuhai.ui.widgets.plain import Ground, strip_of
from chuhai.ui.widgets.view import CardTarget, View

SEEK_DAYS = 400


class MonthGrid(FittedGrid):
    """Shows the days of a month; keys and clicks move from day to day."""

    BINDINGS = commands.bindings(commands.CALENDAR)

    class DayChosen(Message):
        """The cursor went to a day; `opened` when it was asked to open it."""

        def __init__(self, day: dt.date, opened: bool = False) -> None:
            super().__init__()
            self.day, self.opened = day, opened

    class Sought(Message):
        """The next or previous day with something on it is wanted."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.day = dt.date.min
        self.context: Context | None = None
        self._marks: ByDay = {}
        self._grid: Grid | None = None
        self._lines: list[Content] = []

    def show(self, day: dt.date, marks: ByDay, context: Context) -> None:
        """Take the day under the cursor and what falls on the days of its month."""
        self.day, self._marks, self.context = day, marks, context
        self._draw()

    def _draw(self) -> None:
        self._fitted = Size(0, 0)
        self.refresh()

    def fit(self) -> None:
        """Draw the month."""
        if self.context is not None:
            self._grid = Grid(self.day, self.size.width, self.size.height)
            self._lines = self._grid.drawn(self.day, self._marks, self.context, self.has_focus)

    def render_line(self, y: int) -> Strip:
        """One line of the grid."""
        style, width = self.visual_style, self.size.width
        if y >= len(self._lines):
            return Strip.blank(width, style.rich_style)
        return strip_of(self, cut(self._lines[y], width), width, style)

    def on_focus(self) -> None:
        """Show the cursor as active."""
        self._draw()

    def on_blur(self) -> None:
        """Show the cursor as resting."""
        self._draw()

    def notify_style_update(self) -> None:
        """Draw anew when colours change."""
        super().notify_style_update()
        self.refresh()

    def action_day(self, step: int) -> None:
        """So many days on or back."""
        self._go(self.day + dt.timedelta(days=step))

    def action_month(self, step: int) -> None:
        """The same day of another month, or its last."""
        years, month = divmod(self.day.month - 1 + step, 12)
        year = self.day.year + years
        last = monthrange(year, month + 1)[1]
        self._go(dt.date(year, month + 1, min(self.day.day, last)))

    def action_today(self) -> None:
        """Back to today."""
        if self.context is not None:
            self._go(self.context.today)

    def action_seek(self, step: int) -> None:
        """To the next or previous day with something on it."""
        self.post_message(self.Sought(step))

    def action_open_day(self) -> None:
        """Open what falls on the day."""
        self.post_message(self.DayChosen(self.day, opened=True))

    def _go(self, day: dt.date) -> None:
        self.post_message(self.DayChosen(day))

    def on_click(self, event: events.Click) -> None:
        """To the clicked day; a click on it opens it; the arrows turn the month."""
        if self._grid is None:
            return
        if event.y == 0:
            self.action_month(-1 if event.x < self.size.width // 2 else 1)
            return
        day = self._grid.day_at(event.x, event.y)
        if day is not None:
            self.post_message(self.DayChosen(day, opened=day == self.day))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The next month."""
        event.stop()
        self.action_month(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The month before."""
        event.stop()
        self.action_month(-1)


class MarkRow(NamedTuple):
    """A mark in the list; the first of its day carries the date."""

    key: str
    mark: Mark
    first: bool


class CalendarView(View):
    """Festivals, closures, days from which to prepare, and what is due on my lists."""

    COMMANDS = commands.CALENDAR

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scene: Scene | None = None
        self.day: dt.date | None = None
        self._marks: list[Mark] = []
        self._quiet = False

    def compose(self) -> ComposeResult:
        """The grid and the list side by side, the signs below."""
        with Ground(id="calendar-body"):
            yield MonthGrid(id="month")
            yield KeyedList(id="month-list")
        yield Fitted(id="calendar-foot")

    def on_mount(self) -> None:
        """Keep the parts at hand."""
        self.grid = self.query_one(MonthGrid)
        self.list = self.query_one("#month-list", KeyedList)
        self.foot = self.query_one("#calendar-foot", Fitted)
        self.watch(self.list, "cursor", self._row_moved, init=False)

    # ------------------------------------------------------------ showing

    def present(self, scene: Scene) -> None:
        """Show the month of the day under the cursor."""
        self.scene = scene
        self.day = self.day or scene.context.today
        self._show_month()

    def _gathered(self, first: dt.date, last: dt.date) -> list[Mark]:
        assert self.scene is not None
        context = self.scene.context
        return diary(
            context.library, self.scene.agendas, context.filter, context.scope(), first, last,
            home=self.scene.home, tiers=EVERY_TIER if context.filter else LARGE_TIER,
        )  # fmt: skip

    def _show_month(self, key: str = "") -> None:
        scene, day = self.scene, self.day
        if scene is None or day is None:
            return
        weeks = weeks_of(day)
        first, last = weeks[0][0], weeks[-1][-1]
        self._marks = self._gathered(first, last)
        self.grid.show(day, by_day(self._marks, first, last), scene.context)
        inside = [mark for mark in self._marks if _touches(mark, day)]
        rows, before = [], None
        for place, mark in enumerate(inside):
            rows.append(MarkRow(_key(mark, place), mark, mark.day != before))
            before = mark.day
        at = key or next((row.key for row in rows if row.mark.day == day), "")
        short = [row for row in reversed(rows) if not row.mark.is_season]
        at = at or next((row.key for row in short if row.mark.covers(day)), "")
        at = at or next((row.key for row in rows if row.mark.day >= day), "")
        self._quiet = True
        height = len(scene.context.langs)
        self.list.show(
            rows, self._draw_row, at, self._empty(scene.context), height=height,
            middle=not self.grid.has_focus,
        )  # fmt: skip
        self._quiet = False
        self._show_foot()

    def _show_foot(self) -> None:
        """What is known of the mark on the day or under the cursor; else what the signs mean."""
        if self.scene is None or self.day is None:
            return
        context, agendas, row = self.scene.context, self.scene.agendas, self.list.current
        if row is not None and (self.list.has_focus or row.mark.covers(self.day)):
            mark = row.mark
            self.foot.show(lambda w: [mark_details(mark, agendas, context, max(20, w))], 1)
        else:
            self.foot.show(lambda width: [legend(context, max(20, width))], 1)

    def _draw_row(self, row: MarkRow, selected: bool) -> list[Content]:
        assert self.scene is not None
        width = self.list.text_width
        context, agendas = self.scene.context, self.scene.agendas
        return mark_line(row.mark, agendas, context, width, selected, first=row.first)

    def _empty(self, context: Context) -> Sequence[Content]:
        words = context.say("calendar.empty")
        return [Content(""), text(f"  ○ {words}", "bold"), Content(""),
                text(f"  n {context.say('key.mark-next')}", "$muted")]  # fmt: skip

    # ------------------------------------------------------------ moving

    def on_month_grid_day_chosen(self, message: MonthGrid.DayChosen) -> None:
        """To a day, or open what falls on it."""
        message.stop()
        if not message.opened:
            self.day = message.day
            self._show_month()
            return
        rows = [row for row in self.list.rows if row.mark.covers(message.day)]
        if len(rows) == 1:
            self._open(rows[0].mark)
        elif rows:
            self.list.go_to(rows[0].key)
            self.list.focus()
        else:
            self.post_message(self.Asked("add"))

    def on_month_grid_sought(self, message: MonthGrid.Sought) -> None:
        """To the next or previous day on which something begins."""
        message.stop()
        if self.day is None:
            return
        ahead = dt.timedelta(days=SEEK_DAYS)
        if message.step > 0:
            found = [m.day for m in self._gathered(self.day, self.day + ahead) if m.day > self.day]
        else:
            found = [m.day for m in self._gathered(self.day - ahead, self.day) if m.day < self.day]
        if found:
            self.day = min(found) if message.step > 0 else max(found)
            self._show_month()

    def _row_moved(self) -> None:
        """The grid follows the list."""
        row = self.list.current
        if self._quiet or row is None or self.scene is None or self.day is None:
            return
        if not row.mark.covers(self.day):
            inside = row.mark.day.month == self.day.month and row.mark.day.year == self.day.year
            self.day = row.mark.day if inside else self.day.replace(day=1)
            weeks = weeks_of(self.day)
            days = by_day(self._marks, weeks[0][0], weeks[-1][-1])
            self.grid.show(self.day, days, self.scene.context)
        self._show_foot()

    def on_descendant_focus(self) -> None:
        """Say what is under the cursor of the part in focus."""
        self._show_foot()

    def on_keyed_list_chosen(self, message: KeyedList.Chosen) -> None:
        """Open a row."""
        message.stop()
        self._open(message.row.mark)  # type: ignore[attr-defined]

    def _open(self, mark: Mark) -> None:
        if mark.item or mark.list:
            key = mark.item or f"list/{mark.list}"
            self.post_message(self.Asked("show", f"checklist plan {key}"))
        else:
            self.post_message(self.Asked("show", f"festivals cards {mark.festival}"))

    def panes(self) -> Sequence[Widget]:
        """The grid, then the list."""
        return (self.grid, self.list)

    def back(self) -> bool:
        """From the list to the grid."""
        if self.grid.has_focus:
            return False
        self.grid.focus()
        return True

    # ------------------------------------------------------------ targets

    @property
    def day_target(self) -> dt.date | None:
        """The day under the cursor."""
        return self.day

    @property
    def day_editions(self) -> Sequence[tuple[Entry, int]]:
        """The festivals on that day, the one under the list's cursor first."""
        if self.scene is None or self.day is None:
            return ()
        row = self.list.current if self.list.has_focus else None
        marks = [row.mark] if row is not None and row.mark.kind in ("festival", "prepare") else []
        marks += [m for m in self._marks if m.kind == "festival" and m.covers(self.day)]
        library = self.scene.context.library
        found = {(mark.festival, mark.year): None for mark in marks}
        pairs = [(library.find("festivals", name), year) for name, year in found]
        return [(entry, year) for entry, year in pairs if entry is not None]

    @property
    def card_target(self) -> CardTarget | None:
        """The festival under the cursor of the list, or on the day."""
        editions = self.day_editions
        if not editions or self.scene is None:
            return None
        entry = editions[0][0]
        return CardTarget(entry, self.scene.context.library.page(entry))


def _touches(mark: Mark, day: dt.date) -> bool:
    """Whether a mark falls into the month of a day."""
    first = day.replace(day=1)
    last = day.replace(day=monthrange(day.year, day.month)[1])
    return mark.day <= last and mark.end >= first


def _key(mark: Mark, place: int) -> str:
    name = mark.item or mark.list or f"{mark.festival}-{mark.year}"
    return f"{mark.kind}/{name}/{mark.day.isoformat()}/{place}"
