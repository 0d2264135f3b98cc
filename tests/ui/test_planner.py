"""Journeys A (minutes 8 to 16) and C (minutes 0 to 6) through the app's keys."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from textual.pilot import Pilot

from chuhai.agenda import Agenda
from chuhai.checklist.item import Item, Status
from chuhai.checklist.store import Store
from chuhai.closures import clashes
from chuhai.i18n import Lang
from chuhai.library.index import Library
from chuhai.ui.app import ChuhaiApp
from chuhai.ui.widgets.checklist_view import ChecklistView
from chuhai.ui.widgets.reach_view import ReachView
from ui.conftest import MakeApp, screen_text, typed

SIZES = [(120, 40), (80, 24)]
ANSWERS = {
    "2026-12-12": -160, "2027-03-03": -79, "2027-06-06": 16,
    "2027-09-09": 111, "2027-11-11": 174, "2027-12-12": 205,
}  # fmt: skip
DUE = {
    "t1": "2027-05-25", "t2": "2027-08-23", "t3": "2027-09-12", "t5": "2027-09-12",
    "t4": "2027-09-27", "t7": "2027-10-12", "t8": "2027-10-14", "t6": "2027-10-21",
    "t9": "2027-11-04", "t10": "2027-11-11",
}  # fmt: skip


def _reach(app: ChuhaiApp) -> ReachView:
    view = app.explore.view
    assert isinstance(view, ReachView)
    return view


def _answers(app: ChuhaiApp) -> dict[str, int]:
    found = _reach(app).found
    assert found is not None
    return {answer.edition.start.isoformat(): answer.slack for answer in found.answers}


def _list(app: ChuhaiApp) -> ChecklistView:
    view = app.explore.view
    assert isinstance(view, ChecklistView)
    return view


def _one(app: ChuhaiApp) -> Agenda:
    (one,) = app.agendas.values()
    return one


def _step(one: Agenda, name: str) -> Item:
    return next(
        item for item in one.checklist.items.values() if item.origin and item.origin.step == name
    )


def _dues(one: Agenda) -> dict[str, str]:
    return {
        item.origin.step: due.isoformat()
        for item in one.checklist.items.values()
        if item.origin and (due := one.slot(item).due)
    }


def _page(app: ChuhaiApp) -> str:
    """What is said of the item under the cursor, without line ends."""
    page = _list(app).page
    parts = [part.plain.strip() for row in page.rows for part in row.draw(page.measured, False)]
    return " ".join(parts)


async def _to(pilot: Pilot[None], app: ChuhaiApp, key: str) -> None:
    """The cursor of the plan to a row."""
    _list(app).list.go_to(key)
    await pilot.pause()


async def _planned(pilot: Pilot[None], app: ChuhaiApp) -> None:
    """From the reach screen to the list for 11.11."""
    await pilot.press("R")
    await pilot.pause()
    _reach(app).answers.go_to("eleven 2027")
    await pilot.press("enter")
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_reach_answers_and_writes_the_list(
    make_app: MakeApp, journey: Library, store: Store, size: tuple[int, int]
) -> None:
    app = make_app(Lang.ZH, journey)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("R")
        await pilot.pause()
        assert _answers(app) == ANSWERS
        found = _reach(app).found
        assert found is not None
        assert found.chain == ("t1", "t2", "t5", "t6", "t9", "t10")
        shown = screen_text(app)
        assert "最早赶得上的节点：6.6，2027-06-06" in shown
        assert "来不及，晚 160 天" in shown
        assert _reach(app).answers.current.key == "six 2027"
        _reach(app).answers.go_to("three 2027")
        await pilot.press("space")
        await pilot.pause()
        assert (_answers(app)["2027-03-03"], _answers(app)["2027-11-11"]) == (11, 264)
        await pilot.press("space")
        await pilot.pause()
        assert _answers(app) == ANSWERS
        _reach(app).answers.go_to("eleven 2027")
        await pilot.press("enter")
        await pilot.pause()
        assert app.section == "checklist"
        assert _dues(_one(app)) == DUE
        one = _one(app)
        assert one.slot(_step(one, "t2")).start == dt.date(2027, 5, 25)
        waits = one.slot(_step(one, "t5")).waits_for
        assert set(waits) == {_step(one, "t1").id, _step(one, "t2").id}
        assert "订海运发货 ←1,2" in screen_text(app)
        assert store.load().book.lists.keys() == app.book.lists.keys()
        await pilot.press("u")
        await pilot.pause()
        assert app.book.lists == {}


async def test_an_item_is_switched_off_in_its_own_list(make_app: MakeApp, journey: Library) -> None:
    app = make_app(content=journey)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("R", "tab", "j", "space")
        await pilot.pause()
        assert _reach(app).off == ("t2",)
        assert _answers(app)["2027-11-11"] == 264
        assert "[ ]  TISI licence" in screen_text(app)
        await pilot.press("tab")
        _reach(app).answers.go_to("three 2027")
        await pilot.press("enter")
        await pilot.pause()
        one = _one(app)
        assert one.anchor == dt.date(2027, 3, 3)
        assert len(one.checklist.items) == 9
        assert "t2" not in _dues(one)


async def test_too_late_a_start_names_the_item_to_leave_out(
    make_app: MakeApp, journey: Library
) -> None:
    app = make_app(content=journey, today=dt.date(2027, 8, 1))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("R")
        await pilot.pause()
        assert _answers(app)["2027-11-11"] == -78
        _reach(app).answers.go_to("eleven 2027")
        await pilot.pause()
        shown = screen_text(app)
        assert "late by 78 days" in shown
        assert "→ OK, 12 days to spare, without “TISI licence" in shown
        lines = shown.splitlines()
        names = [n for n, line in enumerate(lines) if "late by" in line]
        assert {low - high for high, low in pairwise(names)} == {4}
        await pilot.press("space")
        await pilot.pause()
        assert _answers(app)["2027-11-11"] == 12


async def test_closures_are_left_by_one_key_and_come_back_by_one(
    make_app: MakeApp, journey: Library
) -> None:
    app = make_app(Lang.ZH, journey)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await _planned(pilot, app)
        one = _one(app)
        flagged = clashes(one, journey)
        by_step = {
            item.origin.step: flagged[item.id][0].sure
            for item in one.checklist.items.values()
            if item.origin and item.id in flagged
        }
        assert by_step == {"t7": True, "t8": True}
        assert screen_text(app).count("[停工]") == 2
        await pilot.press("C")
        await pilot.pause()
        after = _dues(_one(app))
        assert after["t7"] == after["t8"] == "2027-09-30"
        assert after["t4"] == "2027-09-16"
        assert "[停工]" not in screen_text(app)
        await pilot.press("u")
        await pilot.pause()
        assert _dues(_one(app)) == DUE


async def test_many_are_changed_in_one_step_and_an_own_item_is_added(
    make_app: MakeApp, journey: Library, store: Store
) -> None:
    app = make_app(Lang.ZH, journey)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        await _planned(pilot, app)
        await pilot.press("j", "m", "m", "m", "m", "e")
        await typed(pilot, "own:Ploy !1", "enter")
        changed = [i for i in _one(app).checklist.items.values() if i.owner == "Ploy"]
        assert len(changed) == 4
        assert all(item.priority == 1 for item in changed)
        assert "已标记 4 项" in screen_text(app)
        await pilot.press("u")
        await pilot.pause()
        assert all(i.owner == "" and i.priority == 2 for i in _one(app).checklist.items.values())
        messages = [notification.message for notification in app._notifications]
        assert messages[-1] == "已撤销：修改 4 项任务：负责人、优先级。U 可重做。"
        await pilot.press("U", "escape", "n")
        await typed(pilot, "拍泰语短视频 due:-35d", "enter")
        one = _one(app)
        own = next(item for item in one.checklist.items.values() if item.text.zh == "拍泰语短视频")
        assert one.slot(own).due == dt.date(2027, 10, 7)
        await pilot.press("q")
    again = make_app(content=journey)
    async with again.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        one = _one(again)
        assert len(one.checklist.items) == 11
        assert sum(item.owner == "Ploy" for item in one.checklist.items.values()) == 4
        await pilot.press("u", "u")
        await pilot.pause()
        assert len(_one(again).checklist.items) == 10
        assert not any(item.owner for item in _one(again).checklist.items.values())
        await pilot.press("U", "U")
        await pilot.pause()
        assert _one(again).checklist == one.checklist
    assert store.load().book.lists == again.book.lists


async def test_a_moved_festival_moves_what_is_open(make_app: MakeApp, journey: Library) -> None:
    app = make_app(content=journey)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        await _planned(pilot, app)
        await pilot.press("n")
        await typed(pilot, "shorts due:-35d", "enter")
        await _to(pilot, app, _step(_one(app), "t1").id)
        await pilot.press("space")
        await pilot.pause()
        before = _one(app)
        await pilot.press("A")
        await typed(pilot, "2027-11-09", "enter")
        after = _one(app)
        moved = {
            item.id: (was - now).days
            for item in before.checklist.items.values()
            if (was := before.slot(item).due) and (now := after.slot(item).due)
        }
        assert moved.pop(_step(after, "t1").id) == 0
        assert len(moved) == 10
        assert set(moved.values()) == {2}
        messages = [notification.message for notification in app._notifications]
        assert "10 open dates moved by -2 days" in messages[-1]


# ---------------------------------------------------------------- journey C

OCTOBER = dt.date(2027, 10, 1)


async def _wei(make_app: MakeApp, journey: Library) -> dict[str, str]:
    """The list of journey A as it stands on 2027-10-01; the ids of its items by step."""
    ids: dict[str, str] = {}
    done = {"t1": "2027-05-20", "t2": "2027-08-20", "t3": "2027-09-10", "t5": "2027-09-08"}
    app = make_app(content=journey)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await _planned(pilot, app)
        ids = {i.origin.step: i.id for i in _one(app).checklist.items.values() if i.origin}
        app.keeper.now()
    for step, day in done.items():
        app = make_app(content=journey, today=dt.date.fromisoformat(day))
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await _to(pilot, app, ids[step])
            await pilot.press("space")
            await pilot.pause()
    app = make_app(content=journey, today=dt.date(2027, 9, 8))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await _to(pilot, app, ids["t6"])
        await pilot.press("e")
        await typed(pilot, "is:doing", "enter")
    return ids


async def test_a_slip_is_seen_forward_with_its_reason(make_app: MakeApp, journey: Library) -> None:
    ids = await _wei(make_app, journey)
    app = make_app(content=journey, today=OCTOBER)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        one = _one(app)
        await _to(pilot, app, f"list/{one.checklist.id}")
        shown = screen_text(app)
        assert "4 of 10 done, 40 %" in shown
        assert "‘Listings and Thai copy live’ by 4 days" in shown
        assert one.slot(_step(one, "t7")).waits_for == (ids["t4"],)
        assert one.slot(_step(one, "t8")).waits_for == (ids["t4"],)
        await _to(pilot, app, ids["t4"])
        await pilot.press("e")
        await typed(pilot, "expected", "enter")
        await typed(pilot, "10-04", "enter")
        one = _one(app)
        slots = {step: one.schedule.slots[name] for step, name in ids.items()}
        assert (slots["t7"].finish, slots["t7"].slack) == (dt.date(2027, 10, 9), 3)
        assert (slots["t8"].finish, slots["t8"].slack) == (dt.date(2027, 10, 18), -4)
        assert slots["t9"].slack == 15
        assert one.spare == 21
        await _to(pilot, app, ids["t8"])
        assert "2027-10-18, late by 4 days" in _page(app)
        why = "It waits for ‘Listings and Thai copy live’, which is expected on 2027-10-04."
        assert why in _page(app)
        await _to(pilot, app, f"list/{one.checklist.id}")
        assert "11.11 2027 can still be reached, 21 days to spare" in screen_text(app)


async def test_status_of_the_rest_is_kept(
    make_app: MakeApp, journey: Library, store: Store
) -> None:
    ids = await _wei(make_app, journey)
    book = store.load().book
    (owner,) = book.lists.values()
    assert owner.items[ids["t6"]].status == Status.DOING
    assert owner.items[ids["t6"]].begun == dt.date(2027, 9, 8)
    assert owner.items[ids["t5"]].done_on == dt.date(2027, 9, 8)


# ---------------------------------------------------------------- by mouse, without colour


async def test_the_journey_by_mouse(make_app: MakeApp, journey: Library) -> None:
    app = make_app(content=journey)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        line = screen_text(app).splitlines().index(next(
            part for part in screen_text(app).splitlines() if "9 Checklist" in part
        ))  # fmt: skip
        await pilot.click(offset=(5, line))
        await pilot.pause()
        assert app.section == "checklist"
        tab = screen_text(app).splitlines()[0].index("In time?")
        await pilot.click(offset=(tab + 2, 0))
        await pilot.pause()
        answers = _reach(app).answers
        row = next(n for n, row in enumerate(answers.rows) if row.key == "three 2027")
        await pilot.click("#reach #answers", offset=(6, answers.span(row)[0] - answers.top))
        await pilot.click("#reach #reach-items", offset=(6, 2))
        await pilot.click("#reach #reach-items", offset=(6, 2))
        await pilot.pause()
        assert _reach(app).off == ("t2",)
        assert _answers(app)["2027-03-03"] == 11
        answers.focus()
        row = next(n for n, row in enumerate(answers.rows) if row.key == "eleven 2027")
        place = (6, answers.span(row)[0] - answers.top)
        await pilot.click("#reach #answers", offset=place)
        await pilot.click("#reach #answers", offset=(6, answers.span(row)[0] - answers.top))
        await pilot.pause()
        assert len(_one(app).checklist.items) == 9
        assert _one(app).anchor == dt.date(2027, 11, 11)


async def test_without_colour_everything_is_still_told(
    make_app: MakeApp, journey: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(Lang.ZH, journey)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("R")
        await pilot.pause()
        shown = screen_text(app)
        for part in ("× 12.12", "✓ 6.6", "来不及，晚 160 天", "来得及，余 16 天", "[x] ▸"):
            assert part in shown, part
        await _planned(pilot, app)
        await pilot.press("j", "m")
        shown = screen_text(app)
        for part in ("▸○", "+174", "[停工]", "已标记 1 项", "* ▸○" if "* ▸○" in shown else "*▸○"):
            assert part in shown, part
