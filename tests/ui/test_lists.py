"""The checklist by keys and by mouse: grouping, marks, dates, order, lists, notes, presets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot

from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Item, Status
from chuhai.checklist.store import Store
from chuhai.i18n import Lang, Words, same
from chuhai.library.index import Library
from chuhai.ui.app import ChuhaiApp
from chuhai.ui.screens.note import NoteBox
from chuhai.ui.widgets.calendar_view import CalendarView
from chuhai.ui.widgets.checklist_view import ChecklistView
from conftest import TODAY
from ui.conftest import MakeApp, screen_text, typed

DAY = dt.timedelta(days=1)
ITEMS = [
    Item("pay", Words("Pay the deposit", "付定金"), days=1, due=TODAY - 3 * DAY, owner="Wei"),
    Item("ship", Words("Ship the stock", "发货"), days=5, offset=40, needs=("pay",), market="TH"),
    Item("list", Words("Write listings", "写商品页"), days=5, offset=30, owner="Ploy", market="MX"),
    Item("live", Words("Go live", "开播"), days=1, offset=0, needs=("ship", "list")),
]


def _seed(store: Store, items: Sequence[Item] = ITEMS, anchor: dt.date | None = None) -> str:
    store.load()
    target = Anchor(date=anchor or dt.date(2027, 1, 20))
    store.update(
        lambda b: ("new-list", edits.new_list(b, "", ("TH",), target, make_id=lambda: "first"))
    )
    ids = iter(item.id for item in items)
    store.update(
        lambda b: ("add-items", edits.add_items(b, "first", items, make_id=lambda: next(ids)))
    )
    return "first"


def _view(app: ChuhaiApp) -> ChecklistView:
    view = app.explore.view
    assert isinstance(view, ChecklistView)
    return view


def _keys(app: ChuhaiApp) -> list[str]:
    return [row.key for row in _view(app).list.rows if row.key]


def _item(app: ChuhaiApp, name: str) -> Item:
    return app.book.lists["first"].items[name]


def _messages(app: ChuhaiApp) -> list[str]:
    return [notification.message for notification in app._notifications]


async def _at(pilot: Pilot[None], app: ChuhaiApp, key: str) -> None:
    _view(app).list.go_to(key)
    await pilot.pause()


async def test_grouped_by_list_market_phase_and_owner(make_app: MakeApp, store: Store) -> None:
    _seed(store)
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("9")
        assert _keys(app) == ["list/first", "pay", "ship", "list", "live"]
        await pilot.press("b")
        assert _keys(app)[0] == "market/TH"
        assert _keys(app)[-2:] == ["market/MX", "list"]
        await pilot.press("b")
        heads = [key for key in _keys(app) if key.startswith("phase/")]
        assert heads == ["phase/groundwork", "phase/stock", "phase/campaign", "phase/day"]
        await pilot.press("b")
        heads = [key for key in _keys(app) if key.startswith("owner/")]
        assert heads == ["owner/Wei", "owner/Ploy", "owner/"]
        assert "Nobody yet" in screen_text(app)
        await pilot.press("q")
    again = make_app()
    async with again.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert again.settings.grouping == "owner"
        await pilot.press("b")
        assert _keys(again)[0] == "list/first"


async def test_the_agenda_puts_what_is_overdue_first(make_app: MakeApp, store: Store) -> None:
    _seed(store, anchor=TODAY + 30 * DAY)
    app = make_app(Lang.ZH)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("9", "v")
        await pilot.pause()
        assert _keys(app) == ["when/late", "pay", "ship", "when/today", "list",
                              "when/later", "live"]  # fmt: skip
        shown = screen_text(app)
        assert shown.index("已逾期") < shown.index("今天") < shown.index("以后")
        await _at(pilot, app, "pay")
        await pilot.press("space")
        await pilot.pause()
        assert "when/done" in _keys(app)
        assert _item(app, "pay").status == Status.DONE


async def test_what_is_overdue_comes_first_and_keeps_its_place_when_done(
    make_app: MakeApp, store: Store
) -> None:
    items = [
        Item(
            "early", same("Early"), days=1, due=TODAY - 9 * DAY, status=Status.DONE, done_on=TODAY
        ),
        Item("one", same("One"), days=1, due=TODAY - 5 * DAY),
        Item("two", same("Two"), days=1, due=TODAY - 4 * DAY),
        Item("next", same("Next"), days=1, due=TODAY + 4 * DAY),
    ]
    _seed(store, items)
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("9")
        assert _keys(app) == ["list/first", "one", "two", "early", "next"]
        await _at(pilot, app, "one")
        await pilot.press("space", "j", "space")
        await pilot.pause()
        assert _keys(app) == ["list/first", "one", "two", "early", "next"]
        assert [item.is_open for item in app.book.lists["first"].items.values()] == [
            False, False, False, True,
        ]  # fmt: skip
        await pilot.press("1", "9")
        await pilot.pause()
        assert _keys(app) == ["list/first", "early", "one", "two", "next"]


async def test_marked_by_a_line_and_by_a_heading_and_let_go(
    make_app: MakeApp, store: Store
) -> None:
    _seed(store)
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("9", "M")
        await typed(pilot, "is:blocked", "enter")
        assert _view(app).marks == {"ship", "live"}
        await pilot.press("greater_than_sign")
        await pilot.pause()
        assert (_item(app, "ship").offset, _item(app, "live").offset) == (39, -1)
        await pilot.press("u", "escape")
        await pilot.pause()
        assert _view(app).marks == frozenset()
        assert (_item(app, "ship").offset, _item(app, "live").offset) == (40, 0)
        await _at(pilot, app, "list/first")
        await pilot.press("m", "d")
        await typed(pilot, "too dear", "enter")
        assert {item.dropped_why for item in app.book.lists["first"].items.values()} == {"too dear"}
        await pilot.press("d")
        await pilot.pause()
        assert all(item.is_open for item in app.book.lists["first"].items.values())
        await pilot.press("escape", "M")
        await typed(pilot, "own:Wei", "enter", "space")
        assert [i.id for i in app.book.lists["first"].items.values() if not i.is_open] == ["pay"]


async def test_a_date_that_others_bind_is_not_moved_in_silence(
    make_app: MakeApp, store: Store
) -> None:
    _seed(
        store, [Item("a", same("A"), days=3), Item("b", same("B"), days=3, offset=5, needs=("a",))]
    )
    app = make_app()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("9")
        await _at(pilot, app, "a")
        before = app.agendas["first"].slot(_item(app, "a")).due
        await pilot.press("greater_than_sign")
        await pilot.pause()
        assert app.agendas["first"].slot(_item(app, "a")).due == before
        assert "what follows begins then" in _messages(app)[-1]
        await pilot.press("less_than_sign", "less_than_sign")
        await pilot.pause()
        after = app.agendas["first"].slot(_item(app, "a")).due
        assert before
        assert after == before - DAY


async def test_what_comes_first_is_chosen_and_a_circle_refused_by_name(
    make_app: MakeApp, store: Store
) -> None:
    _seed(store)
    app = make_app(Lang.ZH)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("9")
        await _at(pilot, app, "list")
        await pilot.press("w")
        await typed(pilot, "发货", "enter", "escape")
        assert _item(app, "list").needs == ("ship",)
        assert "写商品页 ←2" in screen_text(app)
        await _at(pilot, app, "pay")
        await pilot.press("w")
        await typed(pilot, "开播", "enter", "escape")
        assert _item(app, "pay").needs == ()
        assert "付定金 → 开播 → " in _messages(app)[-1]
        assert _messages(app)[-1].endswith("→ 付定金")
        await _at(pilot, app, "list")
        await pilot.press("w")
        await typed(pilot, "fahuo", "enter", "escape")
        assert _item(app, "list").needs == ()


@pytest.mark.parametrize("size", [(120, 40), (200, 60), (80, 24)])
async def test_a_field_is_opened_from_the_page_beside(
    make_app: MakeApp, store: Store, size: tuple[int, int]
) -> None:
    _seed(store)
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("9")
        await _at(pilot, app, "ship")
        await pilot.press("enter")
        await pilot.pause()
        assert app.focused is _view(app).page
        shown = screen_text(app)
        assert "Pay the deposit" in shown
        assert "from the anchor" in shown
        if size == (120, 40):
            await pilot.press("tab", "j", "enter")
        else:
            keys = [row.key.partition("/")[0] for row in _view(app).page.rows if row.key]
            await pilot.press(*["j"] * keys.index("owner"), "enter")
        await typed(pilot, "Chen", "enter")
        assert _item(app, "ship").owner == "Chen"
        assert "@Chen" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert _view(app).list.has_focus


async def test_a_list_is_copied_to_a_market_and_saved_as_a_preset(
    make_app: MakeApp, store: Store, tmp_path: Path
) -> None:
    store.load()
    eleven = Anchor("eleven", 2027)
    store.update(
        lambda b: ("new-list", edits.new_list(b, "", ("TH",), eleven, make_id=lambda: "first"))
    )
    store.update(lambda b: ("add-items", edits.add_items(b, "first", ITEMS)))
    app = make_app()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("9", "K")
        await typed(pilot, "Mexico", "enter")
        assert len(app.book.lists) == 2
        copy = next(owner for owner in app.book.lists.values() if owner.id != "first")
        assert (copy.markets, copy.anchor) == (("MX",), eleven)
        assert {item.market for item in copy.items.values()} == {"MX"}
        assert _messages(app)[-1].startswith("Mexico · 11.11 2027: 4 items copied")
        assert _view(app).list.current.key == f"list/{copy.id}"
        await pilot.press("S")
        await typed(pilot, "My own 计划", "enter")
        (path,) = (tmp_path / "home" / "presets").iterdir()
        assert path.stem == "my-own-jihua"
        await pilot.press("N", "enter")
        await typed(pilot, "jihua")
        assert "private · 4 items" in screen_text(app)
        await pilot.press("enter")
        await typed(pilot, "2027-12-12", "enter")
        assert len(app.book.lists) == 3
        made = app.book.lists[app.book.active]
        assert (made.preset, len(made.items)) == (path.stem, 4)


async def test_days_off_and_home_are_set_in_the_app(make_app: MakeApp, store: Store) -> None:
    _seed(store)
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        before = app.agendas["first"].slot(_item(app, "ship")).start
        await pilot.press("9", "W")
        await typed(pilot, "Sat", "enter")
        await typed(pilot, "Sun", "enter")
        assert app.settings.days_off == (5, 6)
        await typed(pilot, "Home", "enter")
        await typed(pilot, "Thailand", "enter", "escape")
        assert app.settings.home == "TH"
        after = app.agendas["first"].slot(_item(app, "ship")).start
        assert before
        assert after
        assert after < before


async def test_a_note_is_written_in_a_box_where_no_editor_is_set(
    make_app: MakeApp, store: Store
) -> None:
    _seed(store)
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("9")
        await _at(pilot, app, "ship")
        await pilot.press("i")
        await pilot.pause()
        assert isinstance(app.screen, NoteBox)
        await typed(pilot, "one", "enter", "t", "w", "o", "escape")
        assert _item(app, "ship").note == "one\ntwo"
        await pilot.press("u")
        await pilot.pause()
        assert _item(app, "ship").note == ""


async def test_a_note_that_cannot_be_saved_is_kept_beside(
    make_app: MakeApp, store: Store, other_store: Store, tmp_path: Path
) -> None:
    _seed(store)
    app = make_app()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("9")
        await _at(pilot, app, "ship")
        await pilot.press("i")
        await typed(pilot, "precious")
        other_store.load()
        other_store.update(lambda b: ("remove-items", edits.remove_items(b, "first", ["ship"])))
        await pilot.press("escape")
        await pilot.pause()
        kept = tmp_path / "home" / "note-not-saved.md"
        assert kept.read_text() == "precious"
        assert str(kept) in _messages(app)[-1]


async def test_two_windows_edit_one_list(
    make_app: MakeApp, store: Store, other_store: Store
) -> None:
    _seed(store)
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("9")
        await _at(pilot, app, "ship")
        other_store.load()
        other_store.update(
            lambda b: ("edit", edits.set_fields(b, "first", "ship", {"owner": "Chen"}))
        )
        other_store.update(lambda b: ("edit", edits.set_fields(b, "first", "live", {"offset": 2})))
        await pilot.press("e")
        await typed(pilot, "!1 move:-1d", "enter")
        ship = _item(app, "ship")
        assert (ship.owner, ship.priority, ship.offset) == ("Chen", 1, 41)
        assert _item(app, "live").offset == 2
        other_store.load()
        assert other_store.history.book.lists == app.book.lists
        await pilot.press("u")
        await pilot.pause()
        assert (_item(app, "ship").owner, _item(app, "ship").offset) == ("Chen", 40)


async def test_only_items_that_pass_the_filter_are_shown(make_app: MakeApp, store: Store) -> None:
    _seed(store)
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("9", "slash")
        await typed(pilot, "ship", "enter")
        assert [key for key in _keys(app) if "/" not in key] == ["ship"]
        assert "1 of 4 items pass the filter" in screen_text(app)
        await pilot.press("slash")
        await typed(pilot, "xyz", "enter")
        assert _keys(app) == []
        assert "Nothing matches" in screen_text(app)
        await pilot.press("space", "e", "m", "d", "x")
        await pilot.pause()
        assert len(_keys(app)) == 5


async def test_the_mouse_marks_nothing_by_chance_and_opens_rows(
    make_app: MakeApp, store: Store
) -> None:
    _seed(store)
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("9")
        await pilot.click("#plan #tasks", offset=(10, 2))
        await pilot.pause()
        assert _view(app).list.current.key == "ship"
        await pilot.click("#plan #tasks", offset=(10, 2))
        await pilot.pause()
        assert app.focused is _view(app).page
        facts = _view(app).facts
        place = next(n for n, row in enumerate(facts.rows) if row.key.startswith("priority"))
        line, _ = facts.span(place)
        await pilot.click("#plan #task-facts", offset=(3, line))
        await pilot.click("#plan #task-facts", offset=(3, line))
        await typed(pilot, "1", "enter")
        assert _item(app, "ship").priority == 1


# ---------------------------------------------------------------- the calendar


def _calendar(app: ChuhaiApp) -> CalendarView:
    view = app.explore.view
    assert isinstance(view, CalendarView)
    return view


async def _in_october(pilot: Pilot[None], app: ChuhaiApp) -> CalendarView:
    """The calendar on a day of the closure of October 2027."""
    await pilot.press("7", "v")
    await pilot.pause()
    view = _calendar(app)
    view.day = dt.date(2027, 10, 3)
    view._show_month()
    await pilot.pause()
    return view


async def test_the_calendar_moves_by_day_week_month_and_opens(
    make_app: MakeApp, store: Store, journey: Library
) -> None:
    _seed(store, anchor=dt.date(2027, 11, 11))
    app = make_app(Lang.ZH, journey)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("7", "v")
        await pilot.pause()
        view = _calendar(app)
        assert view.day == TODAY
        await pilot.press("l", "j", "right_square_bracket")
        await pilot.pause()
        assert view.day == dt.date(2026, 12, 30)
        await pilot.press("g", "N")
        await pilot.pause()
        assert view.day == TODAY - 3 * DAY
        assert "付定金" in screen_text(app)
        await pilot.press("g", "n")
        await pilot.pause()
        assert view.day == dt.date(2026, 12, 12)
        await pilot.press(*["pagedown"] * 12)
        await pilot.pause()
        assert view.day == dt.date(2027, 12, 12)
        assert "2027 年 12 月" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert (app.section, app.explore.shown) == ("festivals", "cards")
        assert app.settings.cursors["festivals"] == "twelve"


async def test_the_calendar_shows_closures_leads_dues_and_anchors(
    make_app: MakeApp, store: Store, journey: Library
) -> None:
    _seed(store, anchor=dt.date(2027, 11, 11))
    app = make_app(Lang.ZH, journey)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        view = await _in_october(pilot, app)
        shown = screen_text(app)
        assert "国庆停工" in shown
        assert "10-01 – 10-07 · 预计 ±7 天 · CN" in shown
        assert "开始备战 12.12" in shown
        assert "发货" in shown
        await pilot.press("tab")
        assert app.focused is view.list
        view.list.go_to(next(row.key for row in view.list.rows if row.mark.kind == "due"))
        await pilot.press("enter")
        await pilot.pause()
        assert app.section == "checklist"
        assert _view(app).list.current.key in ("ship", "list")


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (62, 20)])
async def test_a_day_gets_an_item_or_a_list(
    make_app: MakeApp, store: Store, journey: Library, size: tuple[int, int]
) -> None:
    _seed(store)
    app = make_app(content=journey)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("7", "v")
        await pilot.pause()
        view = _calendar(app)
        view.day = dt.date(2027, 11, 11)
        view._show_month()
        await pilot.press("a")
        await typed(pilot, "item due", "enter")
        await typed(pilot, "count stock", "enter")
        made = list(app.book.lists["first"].items.values())[-1]
        assert (made.text.en, made.due) == ("count stock", dt.date(2027, 11, 11))
        await pilot.press("a", "enter", "enter")
        await typed(pilot, "First shop", "enter")
        owner = app.book.lists[app.book.active]
        assert owner.anchor == Anchor("eleven", 2027)
        assert len(owner.items) == 10


async def test_a_day_is_reached_by_the_mouse(make_app: MakeApp, journey: Library) -> None:
    app = make_app(content=journey)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("7", "v")
        await pilot.pause()
        grid = _calendar(app).grid
        assert grid._grid is not None
        cell, lines = grid._grid.cell, grid._grid.lines
        await pilot.click(MonthGridId, offset=(1 + 2 * cell, 2 + 2 * lines))
        await pilot.pause()
        assert _calendar(app).day == dt.date(2026, 11, 11)
        await pilot.click(MonthGridId, offset=(cell * 7 - 2, 0))
        await pilot.pause()
        assert _calendar(app).day == dt.date(2026, 12, 11)


async def test_a_day_with_room_gives_a_name_several_lines_and_the_signs_are_explained(
    make_app: MakeApp, store: Store, journey: Library
) -> None:
    _seed(store, anchor=dt.date(2027, 11, 11))
    app = make_app(content=journey)
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.pause()
        await _in_october(pilot, app)
        shown = screen_text(app).splitlines()
        at = next(n for n, line in enumerate(shown) if "▒National" in line)
        place = shown[at].index("▒National")
        assert shown[at + 1][place:].startswith(" Day closure")
        assert any("◆ festival  ◇ expected" in line and "! late" in line for line in shown)


MonthGridId = "#calendar #month"
