"""Home: what wants attention today, and a way to everything within two keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial

from textual.app import ComposeResult
from textual.widget import Widget

from chuhai.home import Aged, Coming, Due, Home, home
from chuhai.library.records import Entry
from chuhai.ui import commands
from chuhai.ui.render import home as draw
from chuhai.ui.render.context import Context
from chuhai.ui.render.scene import Scene
from chuhai.ui.widgets.page_view import PageRow, PageView
from chuhai.ui.widgets.plain import Ground
from chuhai.ui.widgets.view import CardTarget, TaskTarget, View

ONE_COLUMN = 88
"""Below this width all parts stand in one column."""
TALL = (30, 45)
"""From these heights on there is room for more festivals and items."""
ROOM = ((6, 8), (8, 14), (12, 30))
"""How many festivals and items are shown in a window of less than the first height, and so on."""
WIDEST = 100
"""The most cells that the column of dates takes, as in the styles."""
HEADS = 5
"""The lines of the column of dates that are neither festivals nor items."""
RECENT = 8
"""How many recent cards are shown."""


class HomeView(View):
    """Two columns of rows; enter opens what is under the cursor."""

    COMMANDS = commands.HOME
    BINDINGS = commands.bindings(commands.HOME)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scene: Scene | None = None
        self.shown = Home()
        self._room, self._alone, self._lines = 0, False, 1

    def compose(self) -> ComposeResult:
        """Dates at the left, cards and ways at the right."""
        with Ground(id="home-columns"):
            yield PageView(id="home-dates", quiet=True, measure=WIDEST)
            yield PageView(id="home-cards", quiet=True)

    @cached_property
    def columns(self) -> tuple[PageView, PageView]:
        """The two columns."""
        first, second = self.query(PageView)
        return first, second

    def on_mount(self) -> None:
        """Follow the cursor."""
        for column in self.columns:
            self.watch(column, "cursor", self._moved, init=False)

    # ------------------------------------------------------------ showing

    def present(self, scene: Scene) -> None:
        """Work out what wants attention and show it, with the cursor where it was."""
        self.scene = scene
        self._work_out(scene)
        self._show(scene.cursor)

    def _work_out(self, scene: Scene) -> None:
        context = scene.context
        self._room = self._room_now()
        most, items = ROOM[self._room]
        self.shown = home(
            context.library,
            scene.agendas,
            scene.owner.id if scene.owner else "",
            context.today,
            scope=context.scope(),
            most=most,
            items=items,
            starred=tuple(context.starred),
            recent=scene.recent,
        )

    def on_resize(self) -> None:
        """More or less of the parts when there is more or less room, and beside or below."""
        if self.scene is None:
            return
        now = self._room_now(), self._alone_now(), self._lines_each(self.scene.context)
        if now == (self._room, self._alone, self._lines):
            return
        self._work_out(self.scene)
        self._show("")

    def _show(self, cursor: str) -> None:
        if self.scene is None:
            return
        first, second = self.columns
        alone = self._alone = self._alone_now()
        dates = self._dates(self.scene.context)
        cards = self._cards(self.scene.context, first=not alone)
        second.display = not alone
        for column, rows in ((first, [*dates, *cards] if alone else dates), (second, cards)):
            column.show(rows, key=_key(column, rows, cursor))
        if alone and second.has_focus:
            first.focus()

    def _room_now(self) -> int:
        """How tall the view is, as a place in `ROOM`."""
        return sum(self.room.height >= tall for tall in TALL)

    def _alone_now(self) -> bool:
        return self.room.width < ONE_COLUMN

    def _lines_each(self, context: Context) -> int:
        """How many lines an item may take: two where all dates are in sight even so."""
        most = 2 * (len(self.shown.coming) + len(self.shown.due)) + HEADS
        return 2 if most < self.room.height and not context.paired else 1

    def _dates(self, context: Context) -> list[PageRow]:
        shown = self.shown
        note = draw.measured_against(shown, context)
        rows = [_heading("home.coming", context, note, first=True)]
        for one in shown.coming:
            drawn = partial(draw.festival, one, context, planned=shown.owner is not None)
            rows.append(PageRow(drawn, f"festivals/{one.entry.id}", data=one))
        if not shown.coming:
            rows.append(_quiet("home.no-festival", context))
        rows.append(_heading("home.due", context, self._urgent(context)))
        lines = self._lines = self._lines_each(context)
        for due in shown.due:
            drawn = partial(draw.due_item, due, context, lines=lines)
            rows.append(PageRow(drawn, due.item.id, data=due))
        if shown.more_due:
            drawn = partial(draw.more, shown.more_due, context)
            rows.append(PageRow(drawn, "more", data=draw.MORE))
        if shown.owner is None:
            keys = (("6", "section.tactics"), ("N", "key.new-list"))
            rows.append(_quiet("home.no-list", context, keys))
        elif not shown.due:
            rows.append(_quiet("home.no-due", context, (("9", "section.checklist"),)))
        return rows

    def _urgent(self, context: Context) -> str:
        late = soon = 0
        assert self.scene is not None
        for one in self.scene.agendas.values():
            late, soon = late + one.counted[2], soon + one.counted[3]
        return context.say("next.due", late=late, soon=soon) if late or soon else ""

    def _cards(self, context: Context, *, first: bool) -> list[PageRow]:
        shown = self.shown
        rows: list[PageRow] = []
        if shown.owner is not None:
            rows.append(_heading("home.stale", context, "", first=first))
            for aged in shown.aged:
                drawn = partial(draw.aged_card, aged, context)
                rows.append(PageRow(drawn, f"stale/{_name(aged.entry)}", data=aged))
            if not shown.aged:
                rows.append(_quiet("home.fresh", context))
        for part, entries in (("starred", shown.starred), ("recent", shown.recent[:RECENT])):
            rows.append(_heading(f"home.{part}", context, "", first=first and not rows))
            for entry in entries:
                drawn = partial(draw.card, entry, context)
                rows.append(PageRow(drawn, f"{part}/{_name(entry)}", data=entry))
            if not entries:
                rows.append(_quiet(f"home.no-{part}", context))
        rows.append(_heading("home.ways", context, ""))
        for one in draw.WAYS:
            rows.append(PageRow(partial(draw.way, one, context), f"way/{one.key}", data=one))
        return rows

    # ------------------------------------------------------------ what keys act upon

    def panes(self) -> Sequence[Widget]:
        """The columns; the second only where there is room for it."""
        return [column for column in self.columns if column.display]

    @property
    def _row(self) -> PageRow | None:
        first, second = self.columns
        return (second if second.has_focus else first).current

    @property
    def card_target(self) -> CardTarget | None:
        """The card under the cursor: a festival, a stale, starred or recent card."""
        row = self._row
        data = row.data if row else None
        entry = data.entry if isinstance(data, (Coming, Aged)) else data
        if not isinstance(entry, Entry) or self.scene is None:
            return None
        return CardTarget(entry, self.scene.context.library.page(entry))

    @property
    def task_target(self) -> TaskTarget | None:
        """The item under the cursor."""
        data = self._row.data if self._row else None
        return TaskTarget(data.agenda, data.item) if isinstance(data, Due) else None

    def _moved(self) -> None:
        row = self._row
        if row is not None:
            self.post_message(self.Moved("home", row.key))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Only an item can be done."""
        return (action, parameters) != ("ask", ("tick",)) or self.task_target is not None

    # ------------------------------------------------------------ the user

    def on_page_view_chosen(self, message: PageView.Chosen) -> None:
        """Open a card, an item on its list, or a quick way."""
        message.stop()
        data = message.row.data
        if isinstance(data, Due):
            self.post_message(self.Followed("checklist", data.item.id))
        elif isinstance(data, draw.Way):
            self.post_message(self.Asked(data.what, data.argument))
        else:
            entry = data.entry if isinstance(data, (Coming, Aged)) else data
            assert isinstance(entry, Entry)
            self.post_message(self.Asked("open-card", _name(entry)))

    def action_column(self, step: int) -> None:
        """To the other column."""
        panes = self.panes()
        panes[0 if step < 0 else -1].focus()


def _name(entry: Entry) -> str:
    return f"{entry.kind}/{entry.id}"


def _key(column: PageView, rows: Sequence[PageRow], wanted: str) -> str:
    """The wanted row, else the one with the cursor, else the one that took its place."""
    keys = [row.key for row in rows]
    kept = column.current.key if column.current else ""
    after = [key for key in keys[max(0, column.cursor) :] if key] if kept else []
    found = (key for key in (wanted, kept, *after[:1]) if key and key in keys)
    return next(found, "")


def _heading(key: str, context: Context, note: str, *, first: bool = False) -> PageRow:
    title, second = context.say(key), context.second_say(key)
    drawn = partial(draw.heading, title, note, first=first, second=second)
    return PageRow(lambda width, _: drawn(width), heads=True)


def _quiet(key: str, context: Context, keys: Sequence[tuple[str, str]] = ()) -> PageRow:
    return PageRow(lambda width, _: draw.quiet(key, context, width, keys))
