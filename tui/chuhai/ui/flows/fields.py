"""Changing fields of one item or of many: chosen, typed, or several in one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from chuhai.agenda import shifted
from chuhai.checklist import edits
from chuhai.checklist.item import Item, Status
from chuhai.checklist.typed import (
    Typed,
    parse_day,
    parse_due,
    parse_every,
    parse_line,
    parse_move,
    words_of,
)
from chuhai.forecast import quoted
from chuhai.strings import Refusal
from chuhai.ui.screens.pick import Option, Pick, Prompt, narrowing
from chuhai.ui.widgets.view import TaskTarget

if TYPE_CHECKING:
    from chuhai.ui.flows.items import Items

FIELDS = (
    "status", "due", "expected", "owner", "priority", "days", "needs", "place", "tags", "note",
    "every", "text",
)  # fmt: skip
Targets = Sequence[TaskTarget]


class Fields:
    """The ways to a field of the items that a key acts on."""

    def __init__(self, items: Items) -> None:
        self.items = items
        self.app = items.app

    def edit(self, field: str = "") -> None:
        """Choose a field of the items, then its value; or type several at once."""
        app, targets = self.app, self.items.targets
        if not targets:
            if app.explore.view.list_target is not None:
                app.planning.lists.menu()
            return
        if field:
            self.edit_field(field)
            return
        items = [target.item for target in targets if target.item]
        shown = {name: self._shared(targets, name) for name in FIELDS}
        options = [Option(k, app.words(f"item.{k}"), v, k) for k, v in shown.items()]
        if len(items) > 1:
            options.insert(2, Option("shift", app.words("item.shift"), ""))
        title = quoted(items[0], app.lang)
        if len(items) > 1:
            title = app.words("pick.many", n=len(items))
        narrow = narrowing(options)

        def offer(typed: str) -> Sequence[Option]:
            line = self._typed_line(typed)
            if line is None:
                return narrow(typed)
            words = app.words("pick.apply", n=len(items), what=typed.strip())
            return [Option(f"line {typed}", words, style="$accent")]

        pick = Pick(title, offer, hint=app.words("pick.field-hint"), empty=app.words("pick.none"))
        app.push_screen(pick, self._field_chosen)

    def _typed_line(self, typed: str) -> Typed | None:
        try:
            line = parse_line(typed, self.app.world.today)
        except Refusal:
            return None
        return line if line and not line.words else None

    def _shared(self, targets: Targets, field: str) -> str:
        """The value of a field when all targets have the same one."""
        values = {self._value(target, field) for target in targets if target.item}
        if len(values) > 1:
            return "…"
        value = values.pop()
        if field == "days" and value:
            return self.app.words("reach.days", n=value)
        return self.app.words(f"priority.{value}") if field == "priority" else value

    def _value(self, target: TaskTarget, field: str) -> str:
        app, item = self.app, target.item
        assert item is not None
        match field:
            case "status":
                return app.words(f"item.{item.status}")
            case "due":
                due = target.agenda.slot(item).due
                return due.isoformat() if due else ""
            case "needs":
                known = target.agenda.numbers
                return ",".join(str(known[need]) for need in item.needs if need in known)
            case "place":
                return app.words(f"place.{item.place}") if item.place else ""
            case "text":
                return item.text.in_lang(app.lang)
            case "tags":
                return " ".join(item.tags)
            case "note":
                return item.note.splitlines()[0] if item.note else ""
            case _:
                value = getattr(item, field)
                return "" if value is None else str(value)

    def _field_chosen(self, key: str | None) -> None:
        if key is None:
            return
        if key.startswith("line "):
            self._apply(key.removeprefix("line "))
        else:
            self.edit_field(key)

    def _apply(self, typed: str) -> None:
        line = self._typed_line(typed)
        if line is None:
            return
        today = self.app.world.today

        def values(target: TaskTarget) -> Mapping[str, Any]:
            assert target.item is not None
            fields = dict(line.fields)
            if (status := fields.pop("status", None)) is not None:
                fields |= edits.progress(target.item, status, today)
            if line.move:
                fields |= shift_of(target, line.move)
            if line.after:
                fields["needs"] = tuple(edits.numbered(target.agenda.checklist, line.after))
            return fields

        try:
            self.items.save_each("edit", self.items.targets, values)
        except Refusal as error:
            self.items.refuse(error)

    def edit_field(self, field: str) -> None:
        """Ask for the value of one field."""
        targets = self.items.targets
        if not targets:
            return
        match field:
            case "status":
                self._pick("status", [(s, f"item.{s}") for s in Status], self._set_status)
            case "priority":
                pairs = [(str(n), f"priority.{n}") for n in (1, 2, 3)]
                self._pick("priority", pairs, lambda key: self._set({"priority": int(key)}))
            case "place":
                pairs = [("origin", "place.origin"), ("market", "place.market"),
                         ("none", "place.open")]  # fmt: skip
                self._pick("place", pairs, lambda k: self._set({"place": k.replace("none", "")}))
            case "needs":
                self._needs(targets, "")
            case "note" if len(targets) == 1:
                self.items.notes.edit()
            case _:
                self._prompt(field, targets)

    def _pick(
        self, field: str, pairs: Sequence[tuple[str, str]], then: Callable[[str], object]
    ) -> None:
        app, targets = self.app, self.items.targets
        options = [Option(key, app.words(words)) for key, words in pairs]
        first = targets[0].item
        at = str(getattr(first, field)) if first and len(targets) == 1 else ""

        def chosen(key: str | None) -> None:
            if key is not None:
                then(key)

        app.push_screen(Pick(app.words(f"item.{field}"), narrowing(options), at=at), chosen)

    def _set(self, values: Mapping[str, Any]) -> bool:
        return self.items.save_each("edit", self.items.targets, lambda _: values)

    def _set_status(self, key: str) -> None:
        status, today = Status(key), self.app.world.today
        if status is Status.DROPPED:
            self.items.drop()
        elif status is Status.DONE:
            open_ones = [t for t in self.items.targets if t.item and t.item.is_open]
            if open_ones:
                self.items.tick()
        elif status is Status.WAITING:
            prompt = Prompt(self.app.words("prompt.waiting"))
            self.app.push_screen(prompt, self._set_waiting)
        else:
            targets = self.items.targets
            self.items.save_each("edit", targets, lambda t: _progress(t.item, status, today))

    def _set_waiting(self, whom: str | None) -> None:
        if whom is not None:
            today = self.app.world.today
            self.items.save_each(
                "edit", self.items.targets, lambda t: _progress(t.item, Status.WAITING, today, whom)
            )

    def _prompt(self, field: str, targets: Targets) -> None:
        app, first = self.app, targets[0].item
        value = self._value(targets[0], field) if len(targets) == 1 else ""
        if field == "due" and first is not None and len(targets) == 1:
            value = first.due.isoformat() if first.due else ""
            if first.offset is not None:
                value = f"-{first.offset}d" if first.offset >= 0 else f"+{-first.offset}d"
        prompt = Prompt(app.words(f"prompt.{field}"), value)
        app.push_screen(prompt, lambda typed: self._typed(field, typed))

    def _typed(self, field: str, typed: str | None) -> None:
        if typed is None:
            return
        today = self.app.world.today
        try:
            match field:
                case "due":
                    due, offset = parse_due(typed, today)
                    self._set({"due": due, "offset": offset})
                case "shift":
                    self.items.shift(parse_move(typed))
                case "expected":
                    bare = typed.strip()
                    self._set({"expected": parse_day(bare, today) if bare else None})
                case "days":
                    self._set({"days": int(typed) if typed.strip().isdecimal() else typed})
                case "every":
                    self._set({"every": parse_every(typed)})
                case "tags":
                    self._set({"tags": tuple(typed.replace("#", "").split())})
                case "text":
                    self._set({"text": words_of(typed)})
                case _:
                    self._set({field: typed.strip()})
        except Refusal as error:
            self.items.refuse(error)

    # ------------------------------------------------------------ what comes first

    def _needs(self, targets: Targets, at: str) -> None:
        """Choose what the items wait for, one after another; escape ends it."""
        app, one = self.app, targets[0].agenda
        chosen = {target.item.id for target in targets if target.item}
        current = targets[0].item
        assert current is not None
        needs = one.checklist.items[current.id].needs if current.id in one.checklist.items else ()
        options = []
        for item in one.checklist.items.values():
            if item.id in chosen:
                continue
            mark = "✓ " if item.id in needs else "  "
            label = f"{mark}{one.numbers[item.id]} {item.text.in_lang(app.lang)}"
            also = f"{item.text.en} {item.text.zh}"
            options.append(Option(item.id, label, app.words(f"item.{item.status}"), also))

        def toggled(key: str | None) -> None:
            if key is None:
                return
            after = tuple(n for n in needs if n != key) if key in needs else (*needs, key)
            self.items.save_each("edit", self.items.targets, lambda _: {"needs": after})
            fresh = [t for t in self.items.targets if t.item is not None]
            if fresh:
                self._needs(fresh, key)

        title = app.words("pick.needs", item=quoted(current, app.lang))
        pick = Pick(title, narrowing(options), hint=app.words("pick.needs-hint"),
                    empty=app.words("pick.none"), at=at)  # fmt: skip
        app.push_screen(pick, toggled)


def shift_of(target: TaskTarget, days: int) -> Mapping[str, Any]:
    """The fields that move the due date of a target by so many days."""
    assert target.item is not None
    return shifted(target.agenda, [target.item], days).get(target.item.id, {})


def _progress(item: Item | None, status: Status, today: Any, whom: str = "") -> Mapping[str, Any]:
    return edits.progress(item, status, today, whom=whom) if item else {}
