"""Files through the app: every format out, a look at the differences, conflicts, one undo."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from textual.pilot import Pilot

from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Item
from chuhai.checklist.store import Store
from chuhai.exchange.formats import FORMATS
from chuhai.files import free_path
from chuhai.i18n import Lang, Words, same
from chuhai.ui.app import ChuhaiApp
from chuhai.ui.flows.exchanging import typed_path
from ui.conftest import MakeApp, screen_text

SIZES = [(120, 40), (80, 24)]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where chuhai was started."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    return folder


@pytest.fixture
def items(store: Store) -> dict[str, str]:
    """A list of three items; their ids by text."""
    store.update(lambda b: ("new-list", edits.new_list(b, "Plan", ("TH",), Anchor("eleven", 2027))))
    name = store.history.book.active
    made = [
        Item("a", Words("Send samples", "寄样"), offset=28),
        Item("b", Words("Rehearse", "彩排"), offset=7, owner="Ploy"),
        Item("c", same("拍视频"), offset=35),
    ]
    store.update(lambda b: ("add-items", edits.add_items(b, name, made)))
    return {item.text.zh: item.id for item in store.history.book.lists[name].items.values()}


async def _type(pilot: Pilot[None], text: str) -> None:
    names = {" ": "space", "-": "minus", ".": "full_stop", "/": "slash", "_": "underscore"}
    for char in text:
        await pilot.press(names.get(char, char))


async def _export(pilot: Pilot[None], form: str, *, part: str = "") -> None:
    await pilot.press("E")
    await _type(pilot, form)
    await pilot.press("enter")
    await pilot.pause()
    await _type(pilot, part)
    await pilot.press("enter")
    await pilot.pause()


async def _open(pilot: Pilot[None], app: ChuhaiApp, name: str) -> None:
    await pilot.press("I")
    await pilot.pause()
    await _type(pilot, name)
    await pilot.press("enter")
    await pilot.pause()


def _edited(path: Path, changes: dict[str, dict[str, Any]]) -> Path:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = {str(cell.value).split(" ", 1)[-1]: n for n, cell in enumerate(sheet[1], 1)}
    for row in range(2, sheet.max_row + 1):
        item = str(sheet.cell(row, heads["Id"]).value).rpartition("/")[2]
        for head, value in changes.get(item, {}).items():
            sheet.cell(row, heads[head]).value = value
    book.properties.lastModifiedBy = "Ploy"
    book.save(path)
    return path


@pytest.mark.usefixtures("items")
@pytest.mark.parametrize("form", [*FORMATS, "handover"])
async def test_every_format_from_the_menu(make_app: MakeApp, here: Path, form: str) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await _export(pilot, form)
    (made,) = here.iterdir()
    if form == "handover":
        assert len(list(made.iterdir())) == 5
    else:
        assert made.name == f"chuhai-2026-11-22.{FORMATS[form].ending}"
        assert made.stat().st_size > 100


@pytest.mark.usefixtures("items")
async def test_one_owner_and_no_file_overwritten(make_app: MakeApp, here: Path) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await _export(pilot, "json", part="ploy")
        await _export(pilot, "json")
    first, second = here / "chuhai-2026-11-22.json", here / "chuhai-2026-11-22-2.json"
    counts = [len(json.loads(p.read_text())["lists"][0]["items"]) for p in (first, second)]
    assert counts == [1, 3]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", list(Lang))
async def test_a_sheet_that_came_back(
    make_app: MakeApp, store: Store, here: Path, items: dict[str, str], size: Any, lang: Lang
) -> None:
    app = make_app(lang)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await _export(pilot, "xlsx")
        path = here / "chuhai-2026-11-22.xlsx"
        _edited(path, {items["寄样"]: {"Due": "2027-10-12"}, items["彩排"]: {"Owner": "Ann"}})
        before = store.load().book
        await _open(pilot, app, "chuhai")
        shown = screen_text(app)
        assert "2027-10-14 (D-28) → 2027-10-12 (D-30)" in shown
        assert "Ploy → Ann" in shown
        assert ("1 unchanged" if lang is Lang.EN else "1 项未变") in shown
        assert store.load().book == before
        await pilot.press("escape")
        await pilot.pause()
        assert store.load().book == before
        await _open(pilot, app, "chuhai")
        await pilot.press("enter")
        await pilot.pause()
        (owner,) = app.book.lists.values()
        assert owner.items[items["寄样"]].offset == 30
        assert owner.items[items["彩排"]].owner == "Ann"
        assert app.section == "checklist"
        await pilot.press("u")
        await pilot.pause()
        assert app.book == before


async def test_conflicts_are_decided_before_anything_is_taken(
    make_app: MakeApp, store: Store, here: Path, items: dict[str, str]
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        await _export(pilot, "xlsx")
        path = here / "chuhai-2026-11-22.xlsx"
        _edited(path, {items["寄样"]: {"Owner": "Ann"}, items["彩排"]: {"Owner": "Ann"}})
        (name,) = app.book.lists
        for item in (items["寄样"], items["彩排"]):
            store.update(lambda b, i=item: ("edit", edits.set_fields(b, name, i, {"owner": "Wei"})))  # type: ignore[misc]
        await _open(pilot, app, "chuhai")
        shown = screen_text(app)
        assert "○ here  Wei  tester, 2026-11-22 12:00" in shown
        assert "○ file  Ann  Ploy" in shown
        await pilot.press("enter")
        await pilot.pause()
        assert "2 conflicts are not decided" in screen_text(app)
        assert {i.owner for i in store.history.book.lists[name].items.values()} == {"Wei", ""}
        await pilot.press("o")
        await pilot.press("space")
        await pilot.pause()
        shown = screen_text(app)
        assert "● file  Ann" in shown
        assert "● here  Wei" in shown
        await pilot.press("enter")
        await pilot.pause()
        owners = sorted(i.owner for i in app.book.lists[name].items.values())
        assert owners == ["", "Ann", "Wei"]
        await _open(pilot, app, "chuhai")
        assert "0 conflicts" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert sorted(i.owner for i in app.book.lists[name].items.values()) == owners


async def test_refused_rows_and_missing_ones_are_shown(
    make_app: MakeApp, here: Path, items: dict[str, str]
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await _export(pilot, "xlsx")
        path = here / "chuhai-2026-11-22.xlsx"
        _edited(path, {items["寄样"]: {"Due": "soon"}, items["拍视频"]: {"Owner": "Ann"}})
        await _open(pilot, app, "chuhai")
        shown = screen_text(app)
        assert "row 3, column D" in shown
        assert "“soon” is not accepted" in shown
        assert "take the rest" in shown
        await pilot.press("enter")
        await pilot.pause()
        (owner,) = app.book.lists.values()
        assert owner.items[items["拍视频"]].owner == "Ann"
        book = openpyxl.load_workbook(path)
        book.worksheets[0].delete_rows(3)
        book.save(path)
        await _open(pilot, app, "chuhai")
        assert "not in the file; kept" in screen_text(app)
        await pilot.press("m")
        await pilot.pause()
        assert "not in the file; removed" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        (owner,) = app.book.lists.values()
        assert len(owner.items) == 2


async def test_a_strange_file_and_no_file(make_app: MakeApp, here: Path) -> None:
    (here / "other.csv").write_text("a,b\n1,2\n")
    (here / "more").mkdir()
    (here / "more" / "tasks.csv").write_text("Task,Due\nBook a stand,2027-10-14\n")
    app = make_app()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        await _open(pilot, app, "other")
        assert "no column for the task" in screen_text(app)
        await _open(pilot, app, "nothing")
        assert "No such file here" in screen_text(app)
        await pilot.press("escape")
        await _open(pilot, app, "more")
        await _type(pilot, "tasks")
        await pilot.press("enter")
        await pilot.pause()
        assert "new list, 1 tasks" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        (owner,) = app.book.lists.values()
        assert (owner.name, len(owner.items)) == ("tasks", 1)


async def test_brackets_and_control_codes_in_a_file_are_only_text(
    make_app: MakeApp, here: Path
) -> None:
    (here / "evil.csv").write_text("Task,Due\n[@click=app.quit]x[/nope] \x1b[2J,\n[b]bold,x\n")
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await _open(pilot, app, "evil")
        shown = screen_text(app)
        assert "[@click=app.quit]x[/nope]" in shown
        assert "\x1b" not in shown
        await pilot.press("enter")
        await pilot.pause()
        assert app._exception is None


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("/a/b c.csv", "/a/b c.csv"),
        ("'/a/b c.csv' ", "/a/b c.csv"),
        ('"/a/b c.csv"', "/a/b c.csv"),
        ("/a/b\\ c.csv", "/a/b c.csv"),
        ("file:///a/b%20c.csv", "/a/b c.csv"),
        ("'/a/b", "/a/b"),
    ],
)
def test_paths_as_they_are_dropped_into_a_terminal(typed: str, path: str) -> None:
    assert typed_path(typed) == Path(path)


def test_a_free_name(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    (tmp_path / "a-2.csv").touch()
    assert free_path(tmp_path, "a", ".csv").name == "a-3.csv"
