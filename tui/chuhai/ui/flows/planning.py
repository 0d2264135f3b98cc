"""Everything that changes the checklist: add, tick, edit, drop, undo, export."""

from __future__ import annotations

import datetime as dt
import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from chuhai.agenda import (
    coming_editions,
    items_of,
    parse_due,
    quick_item,
)
from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Checklist, Item, Status
from chuhai.checklist.operation import Change
from chuhai.checklist.store import StoreError
from chuhai.i18n import Words
from chuhai.library.page import Judgement, Work
from chuhai.library.records import Entry, StepRecord
from chuhai.strings import strings
from chuhai.ui.screens.pick import Option, Pick, Prompt, narrowing

if TYPE_CHECKING:
    from chuhai.ui.app import ChuhaiApp

ADDABLE = ("tactics", "guides", "festivals", "presets")


@dataclass(frozen=True, slots=True)
class Addition:
    """What is to be added: a card, all of its steps or some, and what is known of the target."""

    entry: Entry
    steps: Sequence[StepRecord]
    market: str = ""
    anchor: Anchor = Anchor()  # noqa: RUF009


class Planning:
    """Deeds that change the checklist; each is saved before it is shown."""

    def __init__(self, app: ChuhaiApp) -> None:
        self.app = app

    def invoke(self, what: str) -> None:
        """Do what a key on the checklist asks for."""
        deeds: dict[str, Callable[[], None]] = {
            "tick": self.tick,
            "new-item": self.new_item,
            "new-list": lambda: self._choose_market(None),
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

    # ------------------------------------------------------------ adding

    def add(self) -> None:
        """Add what is under the cursor: a step, a whole card, a festival."""
        app = self.app
        if app.explore.on_checklist:
            self.new_item()
            return
        target = app.explore.cards.target
        if target is None or target.entry.kind not in ADDABLE:
            app.say(app.words("toast.nothing-to-add"))
            return
        entry, block = target.entry, target.block
        steps = app.library.steps(entry)
        scope = app.filter.choice("market").wanted
        market = next(iter(scope)) if len(scope) == 1 else ""
        if isinstance(block, Work):
            steps = tuple(replace(s, needs=()) for s in steps if s.id == block.id)
        elif isinstance(block, Judgement):
            market = block.market
        anchor = Anchor()
        if entry.kind == "festivals":
            edition = app.library.next_edition(entry.id, app.world.today, market)
            anchor = Anchor(entry.id, edition.year) if edition else anchor
        self._choose_list(Addition(entry, steps, market, anchor))

    def _choose_list(self, addition: Addition) -> None:
        app = self.app
        if not app.book.lists:
            self._choose_market(addition)
            return
        fitting = [
            owner
            for owner in app.book.lists.values()
            if not addition.market or addition.market in owner.markets or not owner.markets
        ]
        others = [owner for owner in app.book.lists.values() if owner not in fitting]
        options = [
            Option(owner.id, self._title(owner.id), str(len(owner.items)))
            for owner in (*fitting, *others)
        ]
        options.append(Option("new", f"＋ {app.words('pick.new-list')}", style="$accent"))
        current = app.book.current
        at = current.id if current in fitting else (fitting[0].id if fitting else "new")

        def chosen(key: str | None) -> None:
            if key == "new":
                self._choose_market(addition)
            elif key is not None:
                self._add_to(app.book.lists[key], addition)

        app.push_screen(
            Pick(app.words("pick.list"), narrowing(options), hint=app.words("pick.hint"), at=at),
            chosen,
        )

    def _choose_market(self, addition: Addition | None) -> None:
        app = self.app
        stances = addition.entry.stances if addition else {}
        options = []
        for code in app.library.markets:
            place = app.library.place_name(code)
            level = stances.get(code, "")
            note = app.context.name("stance", level) if level else ""
            also = f"{code} {place.en} {place.zh}"
            options.append(Option(code, place.in_lang(app.lang), note or code, also))
        at = addition.market if addition else ""
        if not at:
            scope = app.context.scope()
            at = scope[0] if scope else ""

        def chosen(market: str | None) -> None:
            if market is not None:
                made = replace(addition, market=market) if addition else None
                self._choose_anchor(market, lambda anchor: self._new_list(market, anchor, made),
                                    addition.anchor if addition else Anchor())  # fmt: skip

        pick = Pick(
            app.words("pick.market"), narrowing(options), hint=app.words("pick.hint"), at=at
        )
        app.push_screen(pick, chosen)

    def _choose_anchor(self, market: str, then: Callable[[Anchor], None], wanted: Anchor) -> None:
        app = self.app
        options = []
        for edition in coming_editions(app.library, market, app.world.today):
            entry = app.library.find("festivals", edition.festival)
            if entry is None:
                continue
            name = f"{edition.start.isoformat()}  {entry.name.in_lang(app.lang)}"
            sure = app.context.name("certainty", edition.certainty)
            note = f"{app.context.days_until(edition.start)} · {sure}"
            also = f"{entry.name.en} {entry.name.zh} {entry.id}"
            options.append(Option(f"{edition.festival} {edition.year}", name, note, also))
        narrow = narrowing(options)

        def offer(typed: str) -> Sequence[Option]:
            try:
                day = dt.date.fromisoformat(typed.strip())
            except ValueError:
                return narrow(typed)
            return [Option(day.isoformat(), app.words("date.plain", date=day.isoformat()))]

        def chosen(key: str | None) -> None:
            if key is None:
                return
            name, _, year = key.partition(" ")
            then(Anchor(name, int(year)) if year else Anchor(date=dt.date.fromisoformat(key)))

        at = f"{wanted.festival} {wanted.year}" if wanted.festival else ""
        title, hint = app.words("pick.anchor"), app.words("pick.anchor-hint")
        app.push_screen(Pick(title, offer, hint=hint, empty=hint, at=at), chosen)

    def _new_list(self, market: str, anchor: Anchor, addition: Addition | None) -> None:
        app = self.app
        made: list[str] = []

        def changes() -> tuple[Change, ...]:
            made.append(edits.new_id())
            return edits.new_list(
                app.world.store.history.book,
                "",
                (market,),
                anchor,
                content_version=app.library.version,
                make_id=lambda: made[-1],
            )

        if not self.save("new-list", changes):
            return
        if addition is not None:
            self._add_to(app.book.lists[made[-1]], addition)
        else:
            app.go("checklist")

    def _add_to(self, owner: Checklist, addition: Addition) -> None:
        app = self.app
        market = addition.market or next(iter(owner.markets), "")
        place = app.library.place_name(market)
        items = items_of(addition.entry, addition.steps, market, place)
        before = len(app.book.lists[owner.id].items)

        def changes() -> tuple[Change, ...]:
            book = app.world.store.history.book
            made = edits.add_items(book, owner.id, items, partly=True)
            return (*made, *edits.set_active(book, owner.id))

        try:
            history = app.world.store.update(lambda _: ("add-items", changes()))
        except edits.AlreadyThere as error:
            app.go("checklist")
            app.present(error.item)
            app.say(app.words("toast.there", list=self._title(owner.id)))
            return
        except (edits.EditError, StoreError) as error:
            app.say(app.words("toast.saved-not", why=error), severity="error")
            return
        app.take_book(history.book)
        app.present()
        self._said_added(owner, len(items), before)

    def _title(self, name: str) -> str:
        return self.app.agendas[name].title.in_lang(self.app.lang)

    def _said_added(self, owner: Checklist, wanted: int, before: int) -> None:
        app = self.app
        one = app.agendas[owner.id]
        added = len(one.checklist.items) - before
        if added < wanted:
            title = self._title(owner.id)
            words = app.words("toast.added-some", n=added, list=title, old=wanted - added)
        else:
            due = [one.slot(item).due for item in one.checklist.items.values() if item.is_open]
            first = min((day for day in due if day), default=None)
            date = first.isoformat() if first else app.words("item.no-date")
            words = app.words("toast.added", n=added, list=self._title(owner.id), date=date)
        app.say(words)

    def new_item(self) -> None:
        """A typed item on the list under the cursor."""
        app = self.app
        target = app.explore.checklist.target
        if target is None:
            self._choose_market(None)
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
        target = self.app.explore.checklist.target
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
        target = self.app.explore.checklist.target
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
        target = self.app.explore.checklist.target
        if target is None:
            return
        owner, store = target.agenda.checklist, self.app.world.store

        def chosen(anchor: Anchor) -> None:
            self.save(
                "set-anchor",
                lambda: edits.set_list_field(store.history.book, owner.id, "anchor", anchor),
            )

        market = next(iter(owner.markets), "")
        self._choose_anchor(market, chosen, owner.anchor)

    def edit(self) -> None:
        """Choose a field of the item, then its value."""
        found = self._item()
        app = self.app
        if found is None:
            return
        item, target = found[1], app.explore.checklist.target
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

    # ------------------------------------------------------------ export

    def export(self) -> None:
        """Write all lists to a file in the folder where chuhai was started."""
        from chuhai.exchange.formats import FORMATS

        app = self.app
        if not app.book.lists:
            app.say(app.words("empty.list"))
            return
        options = [Option(name, name, f".{form.ending}") for name, form in FORMATS.items()]

        def chosen(name: str | None) -> None:
            if name is None:
                return
            form = FORMATS[name]
            path = Path.cwd() / f"chuhai-{app.world.today.isoformat()}.{form.ending}"
            data = form.write(list(app.agendas.values()), app.library, app.lang)
            try:
                path.write_bytes(data)
            except OSError as error:
                app.say(f"{path}: {error.strerror}", severity="error")
                return
            app.say(app.words("toast.exported", path=path))

        app.push_screen(Pick(app.words("pick.export"), narrowing(options)), chosen)
