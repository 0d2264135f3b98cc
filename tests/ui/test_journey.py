"""The main job through the app: filter, read, add, tick, leave, come back."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.pilot import Pilot

from chuhai.checklist.item import Status
from chuhai.checklist.store import Store
from chuhai.i18n import Lang
from chuhai.ui.app import ChuhaiApp
from ui.conftest import MakeApp, screen_text, shown

SIZES = [(120, 40), (80, 24)]


async def _type(pilot: Pilot[None], text: str) -> None:
    for char in text:
        await pilot.press(
            {" ": "space", "-": "minus", ":": "colon", "#": "number_sign"}.get(char, char)
        )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", list(Lang))
async def test_from_filter_to_checklist_and_back(
    make_app: MakeApp, store: Store, size: tuple[int, int], lang: Lang
) -> None:
    app = make_app(lang)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("f")
        await _type(pilot, "mexico")
        await pilot.press("enter", "escape")
        assert str(app.filter) == "market:MX"
        await pilot.press("6", "a")
        await pilot.press("enter")
        await _type(pilot, "buen")
        await pilot.press("enter")
        await pilot.pause()
        (owner,) = app.book.lists.values()
        assert (owner.anchor.festival, owner.anchor.year, owner.markets) == (
            "buen-fin", 2027, ("MX",),
        )  # fmt: skip
        (item,) = owner.items.values()
        assert item.offset == 40
        assert app.agendas[owner.id].slot(item).due == dt.date(2027, 10, 3)
        await pilot.press("9", "down", "space")
        await pilot.pause()
        assert store.load().book.lists[owner.id].items[item.id].status == Status.DONE
        await pilot.press("q")
    again = make_app()
    async with again.run_test(size=size) as pilot:
        await pilot.pause()
        shown = screen_text(again)
        assert ("Ship by sea" if lang is Lang.EN else "海运发货") in shown
        title = "Mexico · Buen Fin 2027" if lang is Lang.EN else "墨西哥 · 墨西哥好周末 2027"
        assert title in shown
        assert str(again.filter) == "market:MX"
        assert again.section == "checklist"
        await pilot.press("u")
        await pilot.pause()
        assert [i.status for i in again.book.lists[owner.id].items.values()] == [Status.TODO]
        await pilot.press("U", "u", "u", "u")
        await pilot.pause()
        assert again.book.lists == {}


async def test_one_step_of_a_tactic(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.go("tactics", "routine")
        await pilot.press("enter")
        while getattr(app.explore.cards.detail.current.data, "id", "") != "rehearse":  # type: ignore[union-attr]
            await pilot.press("j")
        await pilot.press("a")
        await _type(pilot, "TH")
        await pilot.press("enter")
        await _type(pilot, "2027-06-06")
        await pilot.press("enter")
        await pilot.pause()
        (owner,) = app.book.lists.values()
        assert owner.anchor.date == dt.date(2027, 6, 6)
        assert [i.text.en for i in owner.items.values()] == ["Rehearse [once]"]
        await pilot.press("a", "enter")
        await pilot.pause()
        assert len(app.book.lists[owner.id].items) == 1
        assert app.section == "checklist"


async def test_a_typed_item_edited_dropped_and_restored(make_app: MakeApp, store: Store) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("9", "N", "enter", "enter")
        await _type(pilot, "11.11")
        await pilot.press("enter", "n")
        await _type(pilot, "ship due:-28d own:Ploy")
        await pilot.press("enter")
        await pilot.pause()
        (owner,) = app.book.lists.values()
        (item,) = owner.items.values()
        assert (item.owner, item.offset) == ("Ploy", 28)
        await pilot.press("e")
        await _type(pilot, "priority")
        await pilot.press("enter")
        await _type(pilot, "1")
        await pilot.press("enter")
        await pilot.pause()
        assert app.book.lists[owner.id].items[item.id].priority == 1
        await pilot.press("e")
        await _type(pilot, "due")
        await pilot.press("enter", "ctrl+u")
        await _type(pilot, "soon")
        await pilot.press("enter")
        await pilot.pause()
        assert app.book.lists[owner.id].items[item.id].offset == 28
        await pilot.press("d")
        await _type(pilot, "late")
        await pilot.press("enter")
        await pilot.pause()
        dropped = store.load().book.lists[owner.id].items[item.id]
        assert (dropped.status, dropped.dropped_why) == (Status.DROPPED, "late")
        await pilot.press("d")
        await pilot.pause()
        assert store.load().book.lists[owner.id].items[item.id].status == Status.TODO
        await pilot.press("D")
        await pilot.pause()
        assert store.load().book.lists[owner.id].items == {}
        await pilot.press("u")
        await pilot.pause()
        assert list(store.load().book.lists[owner.id].items) == [item.id]


async def test_what_another_window_wrote_is_seen(make_app: MakeApp, other_store: Store) -> None:
    from chuhai.checklist import edits
    from chuhai.checklist.item import Anchor

    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("9")
        other_store.update(lambda b: ("new-list", edits.new_list(b, "Theirs", (), Anchor())))
        app._look()
        assert "Theirs" in await shown(pilot, app, "Theirs")


async def test_a_file_that_cannot_be_read_is_said_and_kept(make_app: MakeApp, store: Store) -> None:
    store.path.parent.mkdir(parents=True)
    store.path.write_text("garbage\n")
    app = make_app()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        assert "checklist.log" in await shown(pilot, app, "checklist.log")
        await pilot.press("6", "a", "enter", "enter")
        await pilot.pause()
    assert store.path.read_text() == "garbage\n"


def assert_running(app: ChuhaiApp) -> None:
    """The app has neither crashed nor ended."""
    assert app.return_code in (None, 0)
    assert app._exception is None
