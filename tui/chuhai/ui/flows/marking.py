"""One's own layer over the matrix: a score, a note, not for us; on the list in use."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from chuhai.checklist import edits
from chuhai.checklist.item import Mark
from chuhai.ui.screens.pick import Prompt
from chuhai.values import replace

if TYPE_CHECKING:
    from chuhai.ui.app import ChuhaiApp


class Marking:
    """Deeds that note something on a cell; each is saved before it is shown."""

    def __init__(self, app: ChuhaiApp) -> None:
        self.app = app

    def _change(self, cell: str, changed: Callable[[Mark], Mark]) -> None:
        app = self.app
        owner = app.book.current
        if owner is None:
            app.say(app.words("toast.no-list-for-mark"), severity="warning")
            return
        name, old = owner.id, owner.layer.get(cell, Mark())
        app.planning.save("set-mark", lambda book: edits.set_mark(book, name, cell, changed(old)))

    def score(self, cell: str, step: int) -> None:
        """One better or one worse, from none to 5."""
        self._change(cell, lambda mark: replace(mark, score=max(0, min(5, mark.score + step))))

    def out(self, cell: str) -> None:
        """Not for us, or for us after all."""
        self._change(cell, lambda mark: replace(mark, out=not mark.out))

    def note(self, cell: str) -> None:
        """A note in one's own words; an empty one takes it away."""
        owner = self.app.book.current
        old = owner.layer.get(cell, Mark()).note if owner else ""

        def typed(words: str | None) -> None:
            if words is not None:
                self._change(cell, lambda mark: replace(mark, note=words.strip()))

        self.app.push_screen(Prompt(self.app.words("prompt.mark-note"), old), typed)
