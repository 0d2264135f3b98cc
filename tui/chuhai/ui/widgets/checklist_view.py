"""The checklist: all lists with their items, a lane of bars, and the item under the cursor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from chuhai.agenda import Agenda, summary
from chuhai.checklist.item import Item
from chuhai.ui import commands
from chuhai.ui.render import tasks
from chuhai.ui.render.context import Context
from chuhai.ui.render.scene import Scene
from chuhai.ui.render.text import line, text, wrap
from chuhai.ui.widgets.page_view import PageRow, PageView
from chuhai.ui.widgets.view import TaskTarget, View

NAME_CELLS = 46
"""How wide an item's words are where there is room for the lane."""
LANE_FROM = 70
"""The width from which on there is a lane."""


class ChecklistView(View):
    """Shows the lists; keys on it are asked of the app in messages."""

    COMMANDS = commands.CHECKLIST
    BINDINGS = commands.bindings(commands.CHECKLIST)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.context: Context | None = None
        self.agendas: Mapping[str, Agenda] = {}

    def compose(self) -> ComposeResult:
        """Progress above, lists below."""
        yield Static(id="tasks-head", markup=False)
        yield PageView(id="tasks", measure=400)

    def on_mount(self) -> None:
        """Keep the parts at hand."""
        self.head = self.query_one("#tasks-head", Static)
        self.list = self.query_one("#tasks", PageView)

    def present(self, scene: Scene) -> None:
        """Show the lists with the cursor on an item."""
        self.context, self.agendas = scene.context, scene.agendas
        kept = self.list.current.key if self.list.current else ""
        self._show_head()
        self.list.show(self._rows(scene.context), key=scene.cursor or kept)

    def on_resize(self) -> None:
        """The head is drawn for the width."""
        self._show_head()

    def _show_head(self) -> None:
        if self.context is not None:
            width = max(20, self.size.width - 4)
            lines = tasks.head_lines(summary(self.agendas), self.context, width)
            self.head.update(Content("\n").join(lines) if self.agendas else "")

    def _rows(self, context: Context) -> list[PageRow]:
        if not self.agendas:
            return [PageRow(lambda width, _: _empty(context, width))]
        rows = [PageRow(lambda width, _: self._axis(context, width))]
        for one in self.agendas.values():
            rows.append(
                PageRow(
                    partial(_group, one, context),
                    f"list/{one.checklist.id}",
                    data=TaskTarget(one, None),
                )
            )
            for item in one.in_order():
                draw = partial(self._item, one, item, context)
                rows.append(PageRow(draw, item.id, data=TaskTarget(one, item)))
            rows.append(PageRow(lambda width, _: [Content("")]))
        return rows

    def _lane(self, context: Context, width: int) -> tasks.Lane | None:
        if width < LANE_FROM:
            return None
        room = width - min(NAME_CELLS, width // 2) - 2
        return tasks.lane_for(list(self.agendas.values()), context.today, room)

    def _axis(self, context: Context, width: int) -> list[Content]:
        lane = self._lane(context, width)
        if lane is None:
            return [Content("")]
        months, days = tasks.lane_head(lane, context)
        left = width - lane.width
        first = text(f"   {context.say('list.tasks')}", "$muted")
        second = text(f"   {context.say('list.backward')}", "$faint")
        return [
            line(first.pad_right(left - first.cell_length), months),
            line(second.pad_right(left - second.cell_length), days),
            Content(""),
        ]

    def _item(
        self, one: Agenda, item: Item, context: Context, width: int, chosen: bool
    ) -> list[Content]:
        lane = self._lane(context, width)
        return [tasks.item_line(one, item, context, width, lane, chosen)]

    def panes(self) -> Sequence[Widget]:
        """The lists."""
        return (self.list,)

    @property
    def task_target(self) -> TaskTarget | None:
        """The list and item under the cursor; the first list when there is no cursor."""
        row = self.list.current
        if row is not None and isinstance(row.data, TaskTarget):
            return row.data
        first = next(iter(self.agendas.values()), None)
        return TaskTarget(first, None) if first else None

    def action_tick(self) -> None:
        """Done, or to do again."""
        self.post_message(self.Asked("tick"))

    def action_new_item(self) -> None:
        """A typed item."""
        self.post_message(self.Asked("new-item"))

    def action_new_list(self) -> None:
        """A new list."""
        self.post_message(self.Asked("new-list"))

    def action_edit(self) -> None:
        """Change a field."""
        self.post_message(self.Asked("edit"))

    def action_editor(self) -> None:
        """Change the note in the user's editor."""
        self.post_message(self.Asked("editor"))

    def action_drop(self) -> None:
        """Give up, with a reason."""
        self.post_message(self.Asked("drop"))

    def action_remove(self) -> None:
        """Remove."""
        self.post_message(self.Asked("remove"))

    def action_anchor(self) -> None:
        """Move the anchor."""
        self.post_message(self.Asked("anchor"))

    def on_page_view_chosen(self, message: PageView.Chosen) -> None:
        """Open an item for editing; open a list's anchor."""
        message.stop()
        target = message.row.data
        on_item = isinstance(target, TaskTarget) and target.item is not None
        self.post_message(self.Asked("edit" if on_item else "anchor"))


def _group(one: Agenda, context: Context, width: int, chosen: bool) -> list[Content]:
    return [tasks.group_line(one, context, _names(width), chosen)]


def _names(width: int) -> int:
    return min(NAME_CELLS, width // 2) if width >= LANE_FROM else width


def _empty(context: Context, width: int) -> list[Content]:
    lines = [Content(""), text(f"  ○ {context.say('empty.list')}", "bold"), Content("")]
    for part in wrap(text(context.say("empty.list-hint"), "$muted"), min(60, width - 4)):
        lines.append(line("  ", part))
    keys = line(
        text("  n", "bold $accent"),
        text(f" {context.say('key.new-item')}   ", "$muted"),
        text("6", "bold $accent"),
        text(f" {context.say('section.tactics')}", "$muted"),
    )
    return [*lines, Content(""), keys]
