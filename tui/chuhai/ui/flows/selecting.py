"""Marking many items of the lists: by state, by owner, by a typed line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chuhai.checklist.item import Status
from chuhai.selection import STATES, parse_selection
from chuhai.strings import Refusal
from chuhai.ui.screens.pick import Option, Pick, narrowing
from chuhai.ui.widgets.checklist_view import ChecklistView
from chuhai.ui.widgets.view import TaskTarget

if TYPE_CHECKING:
    from chuhai.ui.app import ChuhaiApp

Targets = Sequence[TaskTarget]


class Selecting:
    """What is marked is changed together, in one step."""

    def __init__(self, app: ChuhaiApp) -> None:
        self.app = app

    def mark_by(self) -> None:
        """Mark all items that a choice or a typed line means."""
        app, view = self.app, self.app.explore.view
        if not isinstance(view, ChecklistView):
            return
        every, group = view.candidates()
        owners = dict.fromkeys(t.item.owner for t in every if t.item and t.item.owner)
        lines = [f"is:{state}" for state in (*Status, *STATES)] + [f"own:{o}" for o in owners]
        options = [self._mark_option("group", app.words("mark.group"), group)]
        options.append(self._mark_option("all", app.words("mark.all"), every))
        for line in lines:
            found = _meant(every, line)
            if found:
                options.append(self._mark_option(f"line {line}", line, found))
        narrow = narrowing(options)

        def offer(typed: str) -> Sequence[Option]:
            try:
                found = _meant(every, typed) if typed.strip() else []
            except Refusal as error:
                return [Option("", error.said(app.lang), style="$watch"), *narrow(typed)]
            if not found:
                return narrow(typed)
            return [self._mark_option(f"line {typed}", typed.strip(), found), *narrow(typed)]

        def chosen(key: str | None) -> None:
            if not key:
                return
            found = group if key == "group" else every
            if key.startswith("line "):
                found = _meant(every, key.removeprefix("line "))
            view.mark({target.item.id for target in found if target.item})

        hint = app.words("pick.mark-hint")
        app.push_screen(Pick(app.words("pick.mark"), offer, hint=hint), chosen)

    def _mark_option(self, key: str, label: str, found: Targets) -> Option:
        return Option(key, label, self.app.words("mark.items", n=len(found)))


def _meant(targets: Targets, line: str) -> list[TaskTarget]:
    parts = parse_selection(line)
    return [t for t in targets if t.item and all(part.passes(t.agenda, t.item) for part in parts)]
