"""What changes the checklist: new items, ticks, edits, undo."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from chuhai.agenda import (
    parse_due,
    quick_item,
)
from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Checklist, Item, Status
from chuhai.checklist.operation import Change
from chuhai.checklist.store import StoreError
from chuhai.i18n import Words
from chuhai.strings import strings
from chuhai.ui.screens.pick import Option, Pick, Prompt, narrowing

if TYPE_CHECKING:
    from chuhai.ui.app import ChuhaiApp


class Planning:
    """Deeds that change the checklist; each is saved before it is shown."""

    def __init__(self, app: ChuhaiApp) -> None:
        self.app = app

    def invoke(self, what: str) -> None:
        """Do what a key on the checklist asks for."""
        deeds: dict[str, Callable[[], None]] = {
            "tick": self.tick,
            "new-item": self.new_item,
            "new-list": lambda: self.app.adding.choose_market(None),
            "edit": self.edit,
            "editor": self.editor,
            "drop": self.drop,
            "remove": self.remove,
            "anchor": self.anchor,
        }
        deeds[what]()

    # ------------------------------------------------------------ saving

    def save(
        self,
        what: str,
        changes: Callable[[], tuple[Change, ...]] | tuple[Change, ...],
        *,
        at: str = "",
    ) -> bool:
        """Write changes, then show them; says whether they were written."""
        app = self.app
        try:
            history = app.world.store.update(
                lambda _: (what, changes() if callable(changes) else changes)
            )
        except edits.EditError as error:
            app.say(app.words("toast.refused", why=error), severity="warning")
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

    def _walk(self, walk: Callable[[], tuple[object, object]], done: str, nothing: str) -> None:
        app = self.app
        try:
            _, step = walk()
        except StoreError as error:
            app.say(app.words("toast.saved-not", why=error), severity="error")
            return
        app.take_book(app.world.store.history.book)
        app.present()
        if step is None:
            app.say(app.words(nothing))
            return
        what = getattr(step, "what", "")
        name = app.words(f"step.{what}") if f"step.{what}" in strings() else what
        app.say(app.words(done, what=name))

    def new_item(self) -> None:
        """A typed item on the list under the cursor."""
        app = self.app
        target = app.explore.view.task_target
        if target is None:
            self.app.adding.choose_market(None)
            return
        owner = target.agenda.checklist

        def typed(line: str | None) -> None:
            if not line or not line.strip():
                return
            try:
                item = quick_item(line, app.world.today)
            except ValueError as error:
                app.say(app.words("toast.refused", why=error), severity="warning")
                return
            name = edits.new_id()
            self.save(
                "add-items",
                lambda: edits.add_items(
                    app.world.store.history.book, owner.id, [item], make_id=lambda: name
                ),
                at=name,
            )

        hint = "寄样给达人 due:-28d own:Ploy !1 for:3d"
        app.push_screen(Prompt(app.words("prompt.item"), hint=hint), typed)

    # ------------------------------------------------------------ one item

    def _item(self) -> tuple[Checklist, Item] | None:
        target = self.app.explore.view.task_target
        if target is None or target.item is None:
            return None
        return target.agenda.checklist, target.item

    def _set(self, what: str, values: dict[str, object]) -> None:
        found = self._item()
        if found is not None:
            owner, item = found
            book = self.app.world.store
            self.save(
                what,
                lambda: edits.set_fields(book.history.book, owner.id, item.id, values),
                at=item.id,
            )

    def tick(self) -> None:
        """Done, or to do again."""
        found = self._item()
        if found is not None:
            owner, item = found
            store, today = self.app.world.store, self.app.world.today
            self.save(
                "tick", lambda: edits.tick(store.history.book, owner.id, item.id, today), at=item.id
            )

    def drop(self) -> None:
        """Give up with a reason, or take up again."""
        found = self._item()
        if found is None:
            return
        if not found[1].is_open:
            self._set("restore", {"status": Status.TODO, "dropped_why": "", "done_on": None})
            return

        def typed(why: str | None) -> None:
            if why is not None:
                self._set("drop", {"status": Status.DROPPED, "dropped_why": why.strip()})

        self.app.push_screen(Prompt(self.app.words("prompt.why")), typed)

    def remove(self) -> None:
        """Remove the item, or the empty or whole list when the cursor is on its name."""
        target = self.app.explore.view.task_target
        if target is None:
            return
        store, owner = self.app.world.store, target.agenda.checklist
        if target.item is not None:
            name = target.item.id
            self.save(
                "remove-items", lambda: edits.remove_items(store.history.book, owner.id, [name])
            )
        else:
            self.save("remove-list", lambda: edits.remove_list(store.history.book, owner.id))

    def anchor(self) -> None:
        """Plan the list backward from another festival or date."""
        target = self.app.explore.view.task_target
        if target is None:
            return
        owner, store = target.agenda.checklist, self.app.world.store

        def chosen(anchor: Anchor) -> None:
            self.save(
                "set-anchor",
                lambda: edits.set_list_field(store.history.book, owner.id, "anchor", anchor),
            )

        market = next(iter(owner.markets), "")
        self.app.adding.choose_anchor(market, chosen, owner.anchor)

    def edit(self) -> None:
        """Choose a field of the item, then its value."""
        found = self._item()
        app = self.app
        if found is None:
            return
        item, target = found[1], app.explore.view.task_target
        assert target is not None
        slot = target.agenda.slot(item)
        shown = {
            "status": app.words(f"item.{item.status}"),
            "text": item.text.in_lang(app.lang),
            "due": slot.due.isoformat() if slot.due else "",
            "owner": item.owner,
            "priority": str(item.priority),
            "note": item.note.splitlines()[0] if item.note else "",
            "tags": " ".join(item.tags),
            "days": str(item.days),
        }
        options = [Option(k, app.words(f"item.{k}"), v) for k, v in shown.items()]
        app.push_screen(Pick(item.text.in_lang(app.lang), narrowing(options)), self._edit_field)

    def _edit_field(self, field: str | None) -> None:
        found = self._item()
        if field is None or found is None:
            return
        item, app = found[1], self.app
        if field == "status":
            options = [Option(status, app.words(f"item.{status}")) for status in Status]
            app.push_screen(
                Pick(app.words("pick.status"), narrowing(options), at=item.status), self._set_status
            )
            return
        if field == "priority":
            options = [Option(str(n), f"!{n}") for n in (1, 2, 3)]
            pick = Pick(app.words("pick.priority"), narrowing(options), at=str(item.priority))
            app.push_screen(
                pick, lambda key: self._set("edit", {"priority": int(key)}) if key else None
            )
            return
        due = item.due.isoformat() if item.due else f"-{item.offset}d" if item.offset else ""
        values = {
            "text": item.text.in_lang(app.lang),
            "due": due,
            "owner": item.owner,
            "note": item.note,
            "tags": " ".join(item.tags),
            "days": str(item.days),
        }
        prompt = Prompt(app.words(f"prompt.{field}"), values[field])
        app.push_screen(prompt, lambda typed: self._typed(field, typed))

    def _set_status(self, key: str | None) -> None:
        if key is None:
            return
        status, today = Status(key), self.app.world.today
        if status is Status.DROPPED:
            self.drop()
        elif status is Status.WAITING:
            prompt = Prompt(self.app.words("prompt.waiting"))
            self.app.push_screen(prompt, self._set_waiting)
        else:
            done = today if status is Status.DONE else None
            self._set("edit", {"status": status, "done_on": done, "waiting_on": ""})

    def _set_waiting(self, whom: str | None) -> None:
        if whom is not None:
            self._set("edit", {"status": Status.WAITING, "waiting_on": whom.strip()})

    def _typed(self, field: str, typed: str | None) -> None:
        if typed is None:
            return
        try:
            values: dict[str, object]
            if field == "due":
                due, offset = parse_due(typed, self.app.world.today)
                values = {"due": due, "offset": offset}
            elif field == "days":
                values = {"days": int(typed)}
            elif field == "tags":
                values = {"tags": tuple(typed.split())}
            elif field == "text":
                values = {"text": Words(typed.strip(), typed.strip())}
            else:
                values = {field: typed.strip()}
        except ValueError as error:
            self.app.say(self.app.words("toast.refused", why=error), severity="warning")
            return
        self._set("edit", values)

    def editor(self) -> None:
        """The note in the user's editor."""
        found, app = self._item(), self.app
        command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        if found is None or app.is_web:
            return
        if not command:
            app.say(app.words("toast.no-editor"))
            return
        with tempfile.TemporaryDirectory(prefix="chuhai-") as folder:
            path = Path(folder) / "note.md"
            path.write_text(found[1].note, encoding="utf-8")
            with app.suspend():
                ended = subprocess.run([*shlex.split(command), str(path)], check=False)
            note = path.read_text(encoding="utf-8", errors="replace")
        app.refresh(layout=True)
        if ended.returncode:
            app.say(app.words("toast.editor-failed"), severity="warning")
        elif note.rstrip("\n") != found[1].note:
            self._set("edit", {"note": note.rstrip("\n")})
