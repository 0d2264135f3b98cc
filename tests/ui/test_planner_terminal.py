"""The planner in a real terminal: an editor for notes, kill -9 between keys."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from chuhai.agenda import agenda
from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Item, Status
from chuhai.checklist.store import Store
from chuhai.i18n import same
from chuhai.library.index import Library
from conftest import TODAY
from ui.test_terminal import chuhai

SIZE = (120, 40)


def _welcomed(home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / "settings.json").write_text('{"welcomed": true, "section": "checklist", "lang": "en"}')


def _seed(store: Store) -> None:
    items = [Item("a", same("Ship it"), days=3, offset=20, note="old"), Item("b", same("Sell it"))]
    ids = iter("ab")
    store.load()
    anchor = Anchor(date=TODAY.replace(year=2027))
    store.update(lambda b: ("new-list", edits.new_list(b, "", (), anchor, make_id=lambda: "L")))
    store.update(lambda b: ("add-items", edits.add_items(b, "L", items, make_id=lambda: next(ids))))


def test_a_note_goes_through_the_editor_and_back(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "my editor.sh"
    editor.write_text('#!/bin/sh\nprintf "%s, new\\n\\nsecond 行\\n" "$(cat "$1")" > "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", f"'{editor}'")
    home = store.path.parent
    _welcomed(home)
    _seed(store)
    with chuhai(home, SIZE, "C.UTF-8") as terminal:
        terminal.wait_for("Ship it")
        terminal.type("ji")
        terminal.wait_for("second 行")
        terminal.type("q")
    assert store.load().book.lists["L"].items["a"].note == "old, new\n\nsecond 行"


@pytest.mark.parametrize("command", ["false", "/no/such/editor", "vi 'unclosed"])
def test_an_editor_that_fails_changes_nothing(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("EDITOR", command)
    home = store.path.parent
    _welcomed(home)
    _seed(store)
    with chuhai(home, SIZE, "C.UTF-8") as terminal:
        terminal.wait_for("Ship it")
        terminal.type("ji")
        terminal.wait_for("editor ended" if command == "false" else "could not")
        terminal.type(" ")
        terminal.wait_for("✓")
    items = store.load().book.lists["L"].items
    assert (items["a"].note, items["a"].status) == ("old", Status.DONE)


def test_nothing_acknowledged_is_lost_and_no_date_is_wrong(
    tmp_path: Path, store: Store, real_library: Library
) -> None:
    home = store.path.parent
    _welcomed(home)
    with chuhai(home, SIZE, "C.UTF-8") as terminal:
        terminal.wait_for("checklist is empty")
        terminal.type("R")
        terminal.wait_for("Critical chain")
        terminal.type("\r")
        terminal.wait_for("0/14")
        assert terminal.kill(signal.SIGKILL) == -signal.SIGKILL
    (owner,) = store.load().book.lists.values()
    before = agenda(owner, real_library, TODAY)
    assert len(owner.items) > 5
    assert before.schedule.slack is not None
    assert before.schedule.slack >= 0
    _welcomed(home)
    with chuhai(home, SIZE, "C.UTF-8") as terminal:
        terminal.wait_for("planned backward")
        terminal.type("jmmm<")
        terminal.wait_for("3 marked")
        terminal.type("e")
        terminal.wait_for("Change 3 items")
        terminal.type("own:Ploy !1\r")
        terminal.wait_for("@Ploy")
        assert terminal.kill(signal.SIGKILL) == -signal.SIGKILL
    (owner,) = store.load().book.lists.values()
    after = agenda(owner, real_library, TODAY)
    mine = [item for item in owner.items.values() if item.owner == "Ploy"]
    assert len(mine) == 3
    for item in mine:
        was, now = before.slot(item).due, after.slot(item).due
        assert was
        assert now
        assert (was - now).days >= 1
    assert [step.what for step in store.history.past] == ["reach", "shift", "edit"]
