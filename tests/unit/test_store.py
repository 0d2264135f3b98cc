"""The user's file: kills, torn lines, flipped bits, two windows, strangers' files."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Item
from chuhai.checklist.store import Store, StoreError, decode, encode
from chuhai.i18n import same
from conftest import ROOT


def _fill(store: Store, count: int) -> str:
    store.update(lambda b: ("new-list", edits.new_list(b, "L", (), Anchor())))
    name = store.history.book.active
    for number in range(count):
        item = Item("x", same(f"item {number}"))
        store.update(lambda b, i=item: ("add-items", edits.add_items(b, name, [i])))  # type: ignore[misc]
    return name


def test_what_was_returned_is_in_the_file(store: Store, other_store: Store) -> None:
    name = _fill(store, 3)
    assert other_store.load().book == store.history.book
    assert len(store.history.book.lists[name].items) == 3
    assert (store.path.stat().st_mode & 0o777) == 0o600


def test_two_windows_do_not_undo_each_other(store: Store, other_store: Store) -> None:
    name = _fill(store, 1)
    other_store.load()
    for number in range(10):
        window = (store, other_store)[number % 2]
        item = Item("x", same(f"by {number}"))
        window.update(lambda b, i=item: ("add-items", edits.add_items(b, name, [i])))  # type: ignore[misc]
    assert store.refresh()
    texts = [item.text.en for item in store.history.book.lists[name].items.values()]
    assert texts == ["item 0", *(f"by {n}" for n in range(10))]
    assert not store.refresh()
    assert store.history.damage == ()


def test_a_torn_last_line_is_cut_and_the_rest_kept(store: Store, other_store: Store) -> None:
    _fill(store, 2)
    whole = store.history.book
    with store.path.open("ab") as file:
        file.write(b'12345678 {"seq":4,"what":"add-i')
    assert other_store.load().book == whole
    other_store.update(lambda b: ("new-list", edits.new_list(b, "M", (), Anchor())))
    assert [decode(line) is not None for line in store.path.read_bytes().splitlines()] == [True] * 5


def test_a_flipped_byte_costs_one_line_and_is_named(store: Store, other_store: Store) -> None:
    name = _fill(store, 5)
    lines = store.path.read_bytes().splitlines(keepends=True)
    lines[4] = lines[4].replace(b"item 2", b"item 9")
    store.path.write_bytes(b"".join(lines))
    history = other_store.load()
    texts = [item.text.en for item in history.book.lists[name].items.values()]
    assert texts == ["item 0", "item 1", "item 3", "item 4"]
    assert 5 in history.damage
    kept = store.path.read_bytes()
    other_store.update(lambda b: ("new-list", edits.new_list(b, "M", (), Anchor())))
    assert store.path.read_bytes().startswith(kept)


def test_a_missing_line_is_noticed(store: Store, other_store: Store) -> None:
    _fill(store, 4)
    lines = store.path.read_bytes().splitlines(keepends=True)
    store.path.write_bytes(b"".join(lines[:3] + lines[4:]))
    assert other_store.load().damage


@pytest.mark.parametrize("content", [b"not ours\n", b"\x00\x01\x02\n" * 9, b'{"a": 1}\n'])
def test_what_cannot_be_read_is_never_written_over(store: Store, content: bytes) -> None:
    store.path.parent.mkdir(parents=True)
    store.path.write_bytes(content)
    with pytest.raises(StoreError, match=r"checklist\.log"):
        store.load()
    with pytest.raises(StoreError):
        _fill(store, 1)
    assert store.path.read_bytes() == content


def test_a_newer_format_is_left_alone(store: Store) -> None:
    store.path.parent.mkdir(parents=True)
    newer = encode({"format": 99}) + encode({"seq": 1, "what": "new-list"})
    store.path.write_bytes(newer)
    with pytest.raises(StoreError, match="99"):
        store.load()
    with pytest.raises(StoreError, match="99"):
        _fill(store, 1)
    assert store.path.read_bytes() == newer


def test_a_home_that_cannot_be_written_refuses_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file" / "home", "me", __import__("conftest")._now)
    with pytest.raises(StoreError, match="cannot be written"):
        store.update(lambda b: ("new-list", edits.new_list(b, "L", (), Anchor())))
    assert store.history.book.lists == {}


def test_a_refused_edit_writes_nothing(store: Store) -> None:
    _fill(store, 1)
    before = store.path.read_bytes()
    with pytest.raises(edits.EditError):
        store.update(lambda b: ("edit", edits.set_fields(b, "no", "no", {})))
    assert store.path.read_bytes() == before


_WRITER = """
import datetime, sys
from pathlib import Path
from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Item
from chuhai.checklist.store import Store
from chuhai.i18n import same

store = Store(Path(sys.argv[1]), "killed", lambda: datetime.datetime.now(datetime.UTC))
store.load()
if not store.history.book.lists:
    store.update(lambda b: ("new-list", edits.new_list(b, "L", (), Anchor())))
name = next(iter(store.history.book.lists))
while True:
    made = edits.new_id()
    item = Item("x", same("text"))
    store.update(lambda b: ("add-items", edits.add_items(b, name, [item], make_id=lambda: made)))
    print(made, flush=True)
"""


def test_what_was_acknowledged_survives_kill_9(tmp_path: Path, store: Store) -> None:
    dice = random.Random(7)
    acknowledged: list[str] = []
    for _ in range(6):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(store.path.parent)],
            stdout=subprocess.PIPE,
            env={"PYTHONPATH": str(ROOT / "tui")},
            text=True,
        )
        assert writer.stdout is not None
        for _ in range(dice.randint(1, 25)):
            acknowledged.append(writer.stdout.readline().strip())
        writer.kill()
        acknowledged += writer.stdout.read().split()
        writer.wait()
    history = store.load()
    (owner,) = history.book.lists.values()
    assert set(filter(None, acknowledged)) <= set(owner.items)
    assert history.damage == ()
