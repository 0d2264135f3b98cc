"""What changes the checklist: saving, undo and redo, and who does what."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from chuhai.agenda import list_title
from chuhai.checklist.item import Book
from chuhai.checklist.operation import Change, Step
from chuhai.checklist.store import StoreError
from chuhai.checklist.story import first_item, told
from chuhai.i18n import Words
from chuhai.strings import Refusal
from chuhai.ui.flows.items import Items
from chuhai.ui.flows.lists import Lists
from chuhai.ui.flows.reaching import Reaching

if TYPE_CHECKING:
    from chuhai.ui.app import ChuhaiApp

Changes = tuple[Change, ...]


class Planning:
    """Deeds that change the checklist; each is saved before it is shown."""

    def __init__(self, app: ChuhaiApp) -> None:
        self.app = app
        self.items = Items(app)
        self.lists = Lists(app)
        self.reaching = Reaching(app)

    def invoke(self, what: str, argument: str = "") -> None:
        """Do what a key on the checklist asks for; what is not known is passed over."""
        for noun in (self.items, self.lists, self.reaching):
            deed = noun.deeds.get(what)
            if deed is not None:
                deed(argument)
                return

    # ------------------------------------------------------------ saving

    def save(
        self, what: str, changes: Callable[[Book], Changes] | Changes, *, at: str = ""
    ) -> bool:
        """Write changes, then show them; says whether they were accepted and written.

        What another window wrote meanwhile is read before the changes are made.
        """
        app = self.app
        try:
            history = app.world.store.update(
                lambda book: (what, changes(book) if callable(changes) else changes)
            )
        except Refusal as error:
            app.say(app.words("toast.refused", why=error.said(app.lang)), severity="warning")
            return False
        except StoreError as error:
            app.say(app.words("toast.saved-not", why=error), severity="error")
            return False
        app.take_book(history.book)
        app.present(at)
        return True

    def undo(self) -> None:
        """Take the last step back."""
        self._walk(self.app.world.store.undo, "toast.undone", "toast.no-undo")

    def redo(self) -> None:
        """Do the last step that was taken back again."""
        self._walk(self.app.world.store.redo, "toast.redone", "toast.no-redo")

    def _walk(self, walk: Callable[[], tuple[object, Step | None]], done: str, none: str) -> None:
        app = self.app
        before = app.book
        try:
            _, step = walk()
        except StoreError as error:
            app.say(app.words("toast.saved-not", why=error), severity="error")
            return
        book = app.world.store.history.book
        app.take_book(book)
        app.present(first_item(step) if step else "")
        if step is None:
            app.say(app.words(none))
            return
        known = Book({**before.lists, **book.lists}, book.active)

        def title(name: str) -> Words:
            return list_title(known.lists[name], app.library)

        app.say(app.words(done, what=told(step, known, title, app.lang)))
