"""The checklist: items under headings with a lane of bars, and what is under the cursor."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget

from chuhai.agenda import Agenda, summary
from chuhai.checklist.item import Item
from chuhai.closures import Clash, Stops
from chuhai.grouping import WHEN, Group, grouped
from chuhai.passage import Passage, passage_of
from chuhai.review import Review, review
from chuhai.selection import passing
from chuhai.ui import commands
from chuhai.ui.render import item_page, tasks
from chuhai.ui.render.context import Context
from chuhai.ui.render.lane import blank_lane, lane_for, lane_head
from chuhai.ui.render.scene import Scene
from chuhai.ui.render.text import cut, line, text, wrap
from chuhai.ui.widgets.fitted import Fitted
from chuhai.ui.widgets.keyed_list import KeyedList
from chuhai.ui.widgets.page_view import PageRow, PageView
from chuhai.ui.widgets.plain import Ground
from chuhai.ui.widgets.view import TaskTarget, View


class TaskRow(NamedTuple):
    """A heading, an item under it, or, without a key, an empty line."""

    key: str = ""
    group: Group | None = None
    one: Agenda | None = None
    item: Item | None = None


class SidePage(PageView):
    """A page on a surface of its own."""

    HOVERED = "on $panel"


class ChecklistView(View):
    """Shows all lists; keys on it are asked of the app in messages."""

    COMMANDS = commands.CHECKLIST
    BINDINGS = commands.bindings(commands.CHECKLIST)
    ALONE = "-short"
    GROUPING = ""
    """How the view groups, whatever is chosen."""
    WITH_LANE = True

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scene: Scene | None = None
        self.marks: frozenset[str] = frozenset()
        self._columns: tasks.Columns | None = None
        self._shown: list[tuple[Agenda, list[Item]]] = []
        self._first: frozenset[str] = frozenset()
        """What was overdue since the view came: it keeps its place when it is done."""
        self._stops: dict[str, tuple[Agenda, Stops]] = {}
        self._reviews: dict[str, tuple[Agenda, Review]] = {}
        self._passages: dict[str, Passage] = {}

    def compose(self) -> ComposeResult:
        """Progress above, then the rows and what is known of the one under the cursor."""
        yield Fitted(id="tasks-head")
        with Ground(id="plan-body"):
            yield KeyedList(id="tasks")
            with Ground(id="task-side"):
                yield SidePage(id="task-page", margin=1, quiet=True)
                yield SidePage(id="task-facts", margin=1, quiet=True)

    def on_mount(self) -> None:
        """Follow the cursor in the same frame in which it moves."""
        self.head = self.query_one("#tasks-head", Fitted)
        self.list = self.query_one("#tasks", KeyedList)
        self.side = self.query_one("#task-side", Ground)
        self.page = self.query_one("#task-page", PageView)
        self.facts = self.query_one("#task-facts", PageView)
        self.watch(self.list, "cursor", self._cursor_moved, init=False)

    # ------------------------------------------------------------ showing

    def on_hide(self) -> None:
        """What is done meanwhile may take its place in the plan."""
        self._first = frozenset()

    @property
    def grouping(self) -> str:
        """How the items are grouped."""
        return self.GROUPING or (self.scene.grouping if self.scene else "list")

    def present(self, scene: Scene) -> None:
        """Show the lists with the cursor on an item."""
        self.scene = scene
        context = scene.context
        every = list(scene.agendas.values())
        self._shown = [(one, passing(one, context.filter, context.library)) for one in every]
        if context.filter:
            self._shown = [(one, items) for one, items in self._shown if items]
        known = {item.id for _, items in self._shown for item in items}
        self.marks = self.marks & known
        kept = self.list.current.key if self.list.current else ""
        self._columns = None
        height = 2 if context.paired else 1
        rows, key = self._rows(context), scene.cursor or kept
        self.list.show(rows, self._draw, key, self._empty(context), height=height)
        self._show_head()
        self._show_page()

    def _rows(self, context: Context) -> list[TaskRow]:
        rows: list[TaskRow] = []
        self._first = self._first.union(*(one.overdue for one, _ in self._shown))
        for group in grouped(self._shown, self.grouping, context.library, self._first):
            first = group.items[0][0] if group.items else None
            rows.append(TaskRow(group.key, group, group.agenda or first))
            rows += [TaskRow(item.id, None, one, item) for one, item in group.items]
            rows.append(TaskRow())
        return rows[:-1]

    def _laid_out(self) -> tasks.Columns:
        """The columns for the width, computed once per width and state."""
        width = self.list.text_width
        if self._columns is None or self._columns.width != width:
            agendas = [one for one, _ in self._shown]
            most = max((len(one.checklist.items) for one in agendas), default=0)
            digits = len(str(most))
            names = tasks.names_width(width)
            lane = None
            if self.WITH_LANE and width - names - 2 >= tasks.LANE_LEAST and self.scene:
                lane = lane_for(agendas, self.scene.context.today, width - names - 2)
            names = names if lane else width
            self._columns = tasks.Columns(width, names, lane, digits, self.GROUPING == WHEN)
        return self._columns

    def _draw(self, row: TaskRow, selected: bool) -> Sequence[Content]:
        assert self.scene is not None
        context, columns = self.scene.context, self._laid_out()
        first = self._first_line(row, context, columns, selected)
        if not context.paired:
            return [first]
        words = row.group.title if row.group is not None else row.item.text if row.item else None
        return [first, tasks.second_line(words, row.item, context, columns, self._lane(columns))]

    def _first_line(
        self, row: TaskRow, context: Context, columns: tasks.Columns, selected: bool
    ) -> Content:
        if row.group is not None:
            return tasks.group_line(row.group, context, columns, selected)
        if row.one is None or row.item is None:
            return self._lane(columns).pad_left(columns.names + 2 if columns.lane else 0)
        tag = "" if self.grouping in ("list", "market") else _short_title(row.one, context)
        stops = self._stops_of(row.one, row.item)
        state = tasks.RowState(selected, row.item.id in self.marks, stops, tag)
        return tasks.item_line(row.one, row.item, context, columns, state)

    def _lane(self, columns: tasks.Columns) -> Content:
        """The lane where no bar stands: today and the targets run through it."""
        if columns.lane is None or self.scene is None:
            return Content("")
        return blank_lane([one for one, _ in self._shown], columns.lane, self.scene.context.today)

    def _stops_of(self, one: Agenda, item: Item) -> Sequence[Clash]:
        assert self.scene is not None
        name = one.checklist.id
        if name not in self._stops or self._stops[name][0] is not one:
            self._stops[name] = (one, Stops(one, self.scene.context.library, self.scene.home))
        return self._stops[name][1].of(item)

    def _show_head(self) -> None:
        scene = self.scene
        if scene is None or not scene.agendas:
            self.head.show(lambda _: [Content("")], 1)
            return
        count = 3 if self.WITH_LANE else 2
        self.head.show(lambda _: self._head_lines(scene), count + (not scene.compact))

    def _head_lines(self, scene: Scene) -> Sequence[Content]:
        context, columns = scene.context, self._laid_out()
        width = max(20, columns.width - 1)
        lines = [tasks.head_line(summary(scene.agendas), context, width)]
        if self.marks:
            lines[0] = tasks.marked_line(len(self.marks), context, width)
        elif (shown := sum(len(items) for _, items in self._shown)) < (
            every := sum(len(one.checklist.items) for one in scene.agendas.values())
        ):
            words = context.say("list.filtered", n=shown, all=every)
            lines[0] = line(text(words, "$watch"), text("   x", "bold $accent"),
                            text(f" {context.say('key.clear')}", "$muted"))  # fmt: skip
        if self.WITH_LANE:
            first, second = tasks.column_heads(context, columns, self.grouping)
            if columns.lane:
                months, days = lane_head(columns.lane, context)
                first, second = line(first, "  ", months), line(second, "  ", days)
            lines += [Content(""), first, second] if not scene.compact else [first, second]
        else:
            heads = tasks.agenda_heads(context, columns)
            lines += [heads] if scene.compact else [Content(""), heads]
        return [cut(part, columns.width) for part in lines]

    def _empty(self, context: Context) -> Sequence[Content]:
        if self.scene is not None and self.scene.agendas:
            words = context.say("empty.title" if context.filter else "empty.agenda")
            lines = [Content(""), text(f"  ○ {words}", "bold"), Content("")]
            if context.filter:
                key = text("  x", "bold $accent")
                lines.append(line(key, text(f" {context.say('key.clear')}", "$muted")))
            return lines
        return _empty(context, max(20, self.list.text_width))

    # ------------------------------------------------------------ what is under the cursor

    def _cursor_moved(self) -> None:
        self._show_page()
        if self.list.current is not None:
            self.post_message(self.Moved("checklist", self.list.current.key))

    def _show_page(self) -> None:
        row, scene = self.list.current, self.scene
        if scene is None or row is None or row.one is None or not self.side.display:
            self.page.show([], top=True)
            self.facts.show([], top=True)
            return
        context, one = scene.context, row.one
        stacked = self.screen.has_class("-wide") or self.screen.has_class("-short")
        if row.item is not None:
            stops = self._stops_of(one, row.item)
            dates = item_page.item_dates(one, row.item, context, stops)
            facts = item_page.item_facts(one, row.item, context, scene.past, self._passage(one))
        else:
            current = bool(scene.owner and scene.owner.id == one.checklist.id)
            dates = item_page.list_review(one, self._review(one), context)
            facts = item_page.list_facts(one, context, current, self._passage(one))
        rows = _page_rows(dates)
        if stacked:
            blank = PageRow(lambda _, __: [Content("")])
            rows, facts = [*rows, blank, *_page_rows(facts, len(dates))], []
        self.facts.display = not stacked
        self.page.show(rows, key=_key(self.page), top=not self.page.has_focus)
        self.facts.show(_page_rows(facts), key=_key(self.facts), top=not self.facts.has_focus)

    def _passage(self, one: Agenda) -> Passage | None:
        """The gates of a list; none while nothing is known of the company."""
        standing = self.scene.context.standing if self.scene else None
        return passage_of(one.checklist, standing, self._passages)

    def _review(self, one: Agenda) -> Review:
        assert self.scene is not None
        name = one.checklist.id
        if name not in self._reviews or self._reviews[name][0] is not one:
            found = review(one, self.scene.past, self.scene.context.library)
            self._reviews[name] = (one, found)
        return self._reviews[name][1]

    def on_keyed_list_chosen(self, message: KeyedList.Chosen) -> None:
        """From the row into its page."""
        message.stop()
        self.add_class("-drilled")
        self._show_page()
        self.page.focus()

    def on_page_view_chosen(self, message: PageView.Chosen) -> None:
        """Change the field that was opened, or follow it."""
        message.stop()
        field, row = message.row.data, self.list.current
        if not isinstance(field, item_page.Field) or row is None or row.one is None:
            return
        if field.key == "from" and row.item is not None and row.item.origin is not None:
            self.post_message(self.Followed(row.item.origin.kind, row.item.origin.card))
        elif row.item is not None:
            self.post_message(self.Asked("edit", field.key))
        elif field.key:
            self.post_message(self.Asked(field.key))

    def panes(self) -> Sequence[Widget]:
        """The rows, and the page of the one under the cursor."""
        return (self.list, self.page, self.facts)

    def back(self) -> bool:
        """From the page to the rows, then without marks."""
        if not self.list.has_focus or self.has_class("-drilled"):
            self.remove_class("-drilled")
            self.list.focus()
            return True
        if self.marks:
            self.mark(())
            return True
        return False

    # ------------------------------------------------------------ marks and targets

    def mark(self, items: Collection[str]) -> None:
        """Mark these items and no others."""
        changed = self.marks ^ frozenset(items)
        self.marks = frozenset(items)
        self.list.redraw(sorted(changed))
        self._show_head()

    def action_mark(self) -> None:
        """Mark the item under the cursor or unmark it; on a heading, all items below it."""
        row = self.list.current
        if row is None:
            return
        if row.item is not None:
            self.mark(self.marks ^ {row.item.id})
            self.list.action_move(1)
        elif row.group is not None:
            items = {item.id for _, item in row.group.items}
            self.mark(self.marks - items if items <= self.marks else self.marks | items)

    @property
    def task_target(self) -> TaskTarget | None:
        """The list and item under the cursor; the list in use when there is no cursor."""
        row = self.list.current
        if row is not None and row.one is not None:
            return TaskTarget(row.one, row.item)
        agendas = self.scene.agendas if self.scene else {}
        owner = self.scene.owner if self.scene else None
        first = agendas.get(owner.id if owner else "")
        first = first or next(iter(agendas.values()), None)
        return TaskTarget(first, None) if first else None

    @property
    def list_target(self) -> Agenda | None:
        """The list whose heading the cursor is on, where headings are lists."""
        row = self.list.current
        return row.group.agenda if row is not None and row.group is not None else None

    @property
    def task_targets(self) -> Sequence[TaskTarget]:
        """The marked items, else the one under the cursor."""
        if self.marks:
            rows = [(one, i) for one, items in self._shown for i in items if i.id in self.marks]
            return [TaskTarget(one, item) for one, item in rows]
        target = self.task_target
        return [target] if target is not None and target.item is not None else []

    def candidates(self) -> tuple[Sequence[TaskTarget], Sequence[TaskTarget]]:
        """All items shown, and those under the heading that the cursor is in."""
        every = [TaskTarget(one, item) for one, items in self._shown for item in items]
        row = self.list.current
        if row is None:
            return every, []
        at = self.list.cursor
        while at > 0 and self.list.rows[at].group is None:
            at -= 1
        group = self.list.rows[at].group
        return every, [TaskTarget(one, item) for one, item in group.items] if group else []


class AgendaView(ChecklistView):
    """What is overdue, due today, to begin now, due this week, and later."""

    GROUPING = WHEN
    WITH_LANE = False
    COMMANDS = tuple(c for c in commands.CHECKLIST if c.id != "group")


def _page_rows(fields: Sequence[item_page.Field], first: int = 0) -> list[PageRow]:
    rows = []
    for place, field in enumerate(fields, first):
        key = f"{field.key}/{place}" if field.key else f"/{place}"
        rows.append(PageRow(partial(item_page.drawn, field), key, data=field))
    return rows


def _key(page: PageView) -> str:
    return page.current.key if page.current else ""


def _short_title(one: Agenda, context: Context) -> str:
    """A list by its markets, or by name when it has none."""
    return "/".join(one.checklist.markets) or context.pick(one.title)


def _empty(context: Context, width: int) -> list[Content]:
    lines = [Content(""), text(f"  ○ {context.say('empty.list')}", "bold"), Content("")]
    for part in wrap(text(context.say("empty.list-hint"), "$muted"), min(60, width - 4)):
        lines.append(line("  ", part))
    keys = (("R", "key.reach"), ("N", "key.new-list"), ("n", "key.new-item"))
    lines.append(Content(""))
    lines += [
        line(text(f"  {key}", "bold $accent"), text(f" {context.say(words)}", "$muted"))
        for key, words in keys
    ]
    return lines
