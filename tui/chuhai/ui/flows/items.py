"""What is done to items: new ones, ticks, fields, dates; to many of them in one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from chuhai.checklist import edits
from chuhai.checklist.item import Book, Status
from chuhai.checklist.typed import parse_line, quick_item
from chuhai.forecast import quoted
from chuhai.recurring import ticked
from chuhai.strings import Refusal
from chuhai.ui.flows.fields import Fields, shift_of
from chuhai.ui.flows.notes import Notes
from chuhai.ui.flows.selecting import Selecting
from chuhai.ui.screens.pick import Prompt
from chuhai.ui.widgets.view import TaskTarget
from chuhai.values import replace

if TYPE_CHECKING:
    from chuhai.ui.app import ChuhaiApp

EXAMPLE = "寄样给达人 due:-28d own:Ploy !1 for:3d after:2"
Targets = Sequence[TaskTarget]
Values = Callable[[TaskTarget], Mapping[str, Any]]


class Items:
    """Deeds on the items that are marked, else on the one under the cursor."""

    def __init__(self, app: ChuhaiApp) -> None:
        self.app = app
        self.notes = Notes(app)
        self.selecting = Selecting(app)
        self.fields = Fields(self)
        self.deeds: dict[str, Callable[[str], None]] = {
            "tick": lambda _: self.tick(),
            "new-item": lambda _: self.new_item(),
            "edit": self.fields.edit,
            "editor": lambda _: self.notes.edit(),
            "needs": lambda _: self.fields.edit_field("needs"),
            "drop": lambda _: self.drop(),
            "remove": lambda _: self.remove(),
            "earlier": lambda _: self.shift(-1),
            "later": lambda _: self.shift(1),
            "mark-by": lambda _: self.selecting.mark_by(),
        }

    @property
    def targets(self) -> Targets:
        """The marked items, else the one under the cursor."""
        return self.app.explore.view.task_targets

    @property
    def on_list(self) -> TaskTarget | None:
        """The list under the cursor when the cursor is on its heading and nothing is marked."""
        target = self.app.explore.view.task_target
        return target if target is not None and target.item is None else None

    def refuse(self, error: Refusal) -> None:
        """Say why something is not accepted."""
        app = self.app
        app.say(app.words("toast.refused", why=error.said(app.lang)), severity="warning")

    # ------------------------------------------------------------ new ones

    def new_item(self, line: str = "") -> None:
        """A typed item on the list under the cursor; without a list, a new list first."""
        app = self.app
        target = app.explore.view.task_target
        if target is None:
            app.planning.lists.new_list()
            return
        owner = target.agenda.checklist
        title = app.words("prompt.item-on", list=target.agenda.title.in_lang(app.lang))
        prompt = Prompt(title, line, hint=EXAMPLE)
        app.push_screen(prompt, lambda typed: self.add_line(owner.id, typed))

    def add_line(self, owner: str, line: str | None) -> None:
        """Put a typed item on a list."""
        if not line or not line.strip():
            return
        app = self.app
        try:
            item = quick_item(line, app.world.today)
            first = parse_line(line, app.world.today).after
        except Refusal as error:
            self.refuse(error)
            return
        name = edits.new_id()

        def changes(book: Book) -> edits.Changes:
            needs = tuple(edits.numbered(book.lists[owner], first)) if owner in book.lists else ()
            made = replace(item, needs=needs)
            return edits.add_items(book, owner, [made], make_id=lambda: name)

        if app.planning.save("add-items", changes, at=name):
            self._said_added(owner, name)

    def _said_added(self, owner: str, name: str) -> None:
        app = self.app
        one = app.agendas[owner]
        item = one.checklist.items[name]
        due = one.slot(item).due
        if item.offset is not None and one.anchor is None:
            app.say(app.words("toast.no-anchor-yet"))
        elif due is not None:
            days = app.context.days_until(due)
            app.say(app.words("toast.item-due", item=quoted(item, app.lang), date=due, days=days))

    # ------------------------------------------------------------ changing

    def save_each(self, what: str, targets: Targets, values: Values) -> bool:
        """Give every target the values made for it, as one step."""
        wanted: dict[str, dict[str, Mapping[str, Any]]] = {}
        for target in targets:
            if target.item is not None and (fields := values(target)):
                wanted.setdefault(target.agenda.checklist.id, {})[target.item.id] = fields

        def changes(book: Book) -> edits.Changes:
            return tuple(c for owner, each in wanted.items()
                         for c in edits.set_each(book, owner, each))  # fmt: skip

        at = targets[0].item.id if len(targets) == 1 and targets[0].item else ""
        return bool(wanted) and self.app.planning.save(what, changes, at=at)

    def tick(self) -> None:
        """Done, or to do again when all of them are closed."""
        targets = self.targets
        if not targets:
            return
        plans = {target.agenda.checklist.id: target.agenda for target in targets}
        chosen = [target.item.id for target in targets if target.item]

        def changes(book: Book) -> edits.Changes:
            return tuple(c for one in plans.values() for c in ticked(book, one, chosen))

        at = chosen[0] if len(chosen) == 1 else ""
        self.app.planning.save("tick", changes, at=at)

    def drop(self) -> None:
        """Give up with a reason; take up again when all of them are closed."""
        targets = self.targets
        if not targets:
            return
        open_ones = [target for target in targets if target.item and target.item.is_open]
        if not open_ones:
            again = {"status": Status.TODO, "dropped_why": "", "done_on": None}
            self.save_each("restore", targets, lambda _: again)
            return

        def typed(why: str | None) -> None:
            if why is not None:
                values = {"status": Status.DROPPED, "dropped_why": why.strip(), "done_on": None}
                self.save_each("drop", open_ones, lambda _: values)

        self.app.push_screen(Prompt(self.app.words("prompt.why")), typed)

    def remove(self) -> None:
        """Remove the items; the whole list when the cursor is on its heading."""
        app, targets = self.app, self.targets
        if not targets:
            if self.on_list is not None:
                app.planning.lists.remove(self.on_list.agenda)
            return
        lists: dict[str, list[str]] = {}
        for target in targets:
            if target.item:
                lists.setdefault(target.agenda.checklist.id, []).append(target.item.id)
        app.planning.save(
            "remove-items",
            lambda book: tuple(
                c for owner, items in lists.items() for c in edits.remove_items(book, owner, items)
            ),
        )

    def shift(self, days: int) -> None:
        """Due dates earlier or later; says so when what follows holds a date where it is."""
        app, targets = self.app, [t for t in self.targets if t.item and t.item.is_open]
        before = {t.item.id: t.agenda.slot(t.item).due for t in targets if t.item}
        if not self.save_each("shift", targets, lambda t: shift_of(t, days)):
            return
        after = {
            item.id: one.slot(item).due
            for one in app.agendas.values()
            for item in one.checklist.items.values()
            if item.id in before
        }
        if days > 0 and before and all(after.get(name) == day for name, day in before.items()):
            app.say(app.words("toast.bound"))
