"""The base of everything that fills the room between sidebar and key bar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from chuhai.ui.commands import Command
from chuhai.ui.render.scene import Scene
from chuhai.ui.widgets.plain import Ground

if TYPE_CHECKING:
    from chuhai.agenda import Agenda
    from chuhai.checklist.item import Item
    from chuhai.library.page import Block, Page
    from chuhai.library.records import Entry, SourceRecord

if TYPE_CHECKING:
    from chuhai.compare.table import Comparison
    from chuhai.exchange.chronicle import Chronicle
    from chuhai.exchange.view_table import Table


class CardTarget(NamedTuple):
    """What a key acts on: a card, and the block of its page under the cursor if it is there."""

    entry: Entry
    page: Page
    block: Block | SourceRecord | None = None
    market: str = ""
    """The market in which the cursor stands, where the view has markets."""


class TaskTarget(NamedTuple):
    """What a key acts on: a list, and the item when the cursor is on one."""

    agenda: Agenda
    item: Item | None


class View(Ground):
    """Shows a scene and posts what the user wants; it writes nothing itself.

    A view is mounted when it is first asked for and kept afterwards. `present` is called
    whenever the state changes, and only while the view is the one on the screen.
    """

    COMMANDS: ClassVar[tuple[Command, ...]] = ()
    """The view's own commands: they come first in the key bar."""
    ALONE: ClassVar = "-narrow"
    """The class of the screen under which a page that was opened takes the room of all the rest."""
    EXPORTS: ClassVar = False
    """Whether what the view shows can be written to a file; the checklist is where it cannot."""

    class Asked(Message):
        """The user wants something done, such as `tick`; see `ChuhaiApp.invoke`."""

        def __init__(self, what: str, argument: str = "") -> None:
            super().__init__()
            self.what, self.argument = what, argument

    class Moved(Message):
        """The cursor rests on another card."""

        def __init__(self, section: str, card: str) -> None:
            super().__init__()
            self.section, self.card = section, card

    class Followed(Message):
        """A reference to another card was opened."""

        def __init__(self, kind: str, card: str) -> None:
            super().__init__()
            self.kind, self.card = kind, card

    def action_ask(self, what: str) -> None:
        """Ask the app for what a command of the view is about."""
        self.post_message(self.Asked(what))

    def present(self, scene: Scene) -> None:
        """Show a scene."""
        raise NotImplementedError

    def take(self, what: str, value: str) -> None:
        """Hook: the answer to something that the view asked for, such as a market."""

    @property
    def room(self) -> Size:
        """The size of the view; before it is laid out, that of the place where it will stand."""
        around = self.parent
        return self.size or (around.size if isinstance(around, Widget) else self.app.size)

    def panes(self) -> Sequence[Widget]:
        """The parts that tab goes through; the first has the focus when the view appears."""
        return ()

    def back(self) -> bool:
        """One step out, as escape asks for; says whether there was anything to leave."""
        return False

    @property
    def alone(self) -> bool:
        """Whether an opened page stands without the list that it came from."""
        return self.has_class("-drilled") and self.screen.has_class(self.ALONE)

    @property
    def typed(self) -> str | None:
        """What stands in the search box while it has the focus."""
        return None

    @property
    def comparison(self) -> Comparison | None:
        """The markets side by side that the view shows."""
        return None

    @property
    def card_target(self) -> CardTarget | None:
        """The card under the cursor."""
        return None

    def to_export(self) -> Table | Chronicle | None:
        """What the view shows as something that can be written to a file."""
        return None

    @property
    def task_target(self) -> TaskTarget | None:
        """The list and the item under the cursor."""
        return None

    @property
    def list_target(self) -> Agenda | None:
        """The list whose heading the cursor is on."""
        return None

    @property
    def task_targets(self) -> Sequence[TaskTarget]:
        """The items that a key acts on: the marked ones, else the one under the cursor."""
        target = self.task_target
        return [target] if target is not None and target.item is not None else []

    @property
    def day_target(self) -> dt.date | None:
        """The day under the cursor, where the view has days."""
        return None

    @property
    def day_editions(self) -> Sequence[tuple[Entry, int]]:
        """The festivals on the day under the cursor, each with its year."""
        return ()
