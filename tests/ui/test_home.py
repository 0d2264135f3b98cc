"""Home: the first screen, its rows, stars and recent cards; keys that come together."""

from __future__ import annotations

import datetime as dt

import pytest
from textual import events
from textual.pilot import Pilot

from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Item, Origin, Status
from chuhai.checklist.store import Store
from chuhai.i18n import Lang, same
from chuhai.settings import Settings, read_settings
from chuhai.ui.app import ChuhaiApp
from conftest import TODAY
from ui.conftest import MakeApp, screen_text
from ui.test_journey import assert_running

SIZES = [(120, 40), (80, 24), (62, 20), (200, 60)]


def _seed(store: Store) -> str:
    """A list for Germany: an overdue item, one due soon, one from a card with a stale claim."""
    store.load()
    items = [
        Item("pay", same("Pay the deposit"), days=1, due=TODAY - dt.timedelta(days=3)),
        Item("call", same("Call the agency"), days=1, due=TODAY + dt.timedelta(days=2)),
        Item("live", same("Go live"), days=1, offset=0, origin=Origin("trends", "live", "", "DE")),
    ]
    name = "first"
    store.update(
        lambda book: (
            "new-list",
            edits.new_list(book, "Berlin", ("DE",), Anchor(), make_id=lambda: name),
        )
    )
    made = iter(("i1", "i2", "i3"))
    store.update(
        lambda book: (
            "add-items", edits.add_items(book, name, items, make_id=lambda: next(made)),
        )
    )  # fmt: skip
    return name


def _row_text(app: ChuhaiApp) -> str:
    view = app.explore.view
    row = view._row  # type: ignore[attr-defined]
    assert row is not None
    return "\n".join(line.plain for line in row.draw(60, True))


async def test_the_very_first_start_shows_home(make_app: MakeApp) -> None:
    app = make_app()
    app.settings = Settings(lang=Lang.EN)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        shown = screen_text(app)
        assert app.section == "home"
        for part in ("NEXT FESTIVALS", "11.11", "2027-11-11", "in 354 days", "no list yet"):
            assert part in shown, part


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", list(Lang))
async def test_enter_opens_what_is_under_the_cursor_and_history_leads_back(
    make_app: MakeApp, store: Store, size: tuple[int, int], lang: Lang
) -> None:
    name = _seed(store)
    app = make_app(lang)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("H")
        assert app.book.current is not None
        late = "3 d late" if lang is Lang.EN else "逾期 3 天"
        assert late in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert (app.section, app.settings.cursors["checklist"]) == ("checklist", "i1")
        await pilot.press("alt+left")
        await pilot.pause()
        assert app.section == "home"
        await pilot.press("space")
        await pilot.pause()
        assert store.load().book.lists[name].items["i1"].status == Status.DONE
        assert late not in screen_text(app)
        assert "Call the agency" in _row_text(app)
        await pilot.press("u")
        await pilot.pause()
        assert store.load().book.lists[name].items["i1"].status == Status.TODO
        assert_running(app)


@pytest.mark.parametrize("size", [(120, 40), (200, 60)])
async def test_an_item_is_written_out_where_there_is_room(
    make_app: MakeApp, store: Store, size: tuple[int, int]
) -> None:
    name = _seed(store)
    words = "Choose eight hero products, set floor prices and check price-history rules."
    said = Item("long", same(words), days=1, due=TODAY + dt.timedelta(days=1))
    store.update(
        lambda book: ("add-items", edits.add_items(book, name, [said], make_id=lambda: "i4"))
    )
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("H")
        await pilot.pause()
        shown = screen_text(app)
        assert "Choose eight hero" in shown
        assert "check price-history rules." in shown


async def test_what_is_stale_is_named_and_opens(make_app: MakeApp, store: Store) -> None:
    _seed(store)
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("H", "l")
        assert "25 months" in _row_text(app)
        await pilot.press("y")
        assert app.clipboard == "Live shopping"
        await pilot.press("enter")
        await pilot.pause()
        assert (app.section, app.settings.cursors["trends"]) == ("trends", "live")


@pytest.mark.parametrize("size", SIZES)
async def test_stars_and_recent_cards(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("5", "G", "enter", "s", "escape")
        await pilot.pause()
        card = app.settings.starred[0]
        assert card.startswith("markets/")
        assert "✦" in screen_text(app)
        await pilot.press("1", "G", "enter", "escape", "H")
        await pilot.pause()
        assert app.settings.recent[:2] == (f"trends/{app.settings.cursors['trends']}", card)
        await pilot.press("l") if size[0] > 90 else None
        while "Markets" not in _row_text(app):
            await pilot.press("j")
        await pilot.press("enter")
        await pilot.pause()
        assert f"{app.section}/{app.settings.cursors['markets']}" == card
        await pilot.press("s", "q")
    again, _ = read_settings(app.world.settings_path)
    assert again.starred == ()
    assert card in again.recent


async def test_a_star_needs_a_card(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("9", "s")
        await pilot.pause()
        assert app.settings.starred == ()
        assert "No card here" in screen_text(app)


async def test_quick_ways_by_key_and_by_mouse(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("H", "slash", *"routine", "enter")
        await pilot.pause()
        assert (app.section, app.settings.cursors["tactics"]) == ("tactics", "routine")
        await pilot.press("H")
        await pilot.pause()
        lines = screen_text(app).splitlines()
        y = next(n for n, line in enumerate(lines) if "Look up a market" in line)
        await pilot.click(offset=(90, y))
        await pilot.click(offset=(90, y))
        await pilot.pause()
        assert app.section == "markets"
        await pilot.press("H", "h", "N")
        await pilot.pause()
        assert "For which market?" in screen_text(app)


async def test_the_filter_narrows_the_festivals(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("H")
        app.set_filter(app.library.parse("market:TH"))
        await pilot.pause()
        shown = screen_text(app)
        assert "11.11" in shown
        assert "2027-11-12" not in shown
        app.set_filter(app.library.parse("market:DE"))
        await pilot.pause()
        assert "No festival ahead" in screen_text(app)


async def _send(pilot: Pilot[None], keys: str) -> None:
    """Keys in one burst, and then whatever they take."""
    app = pilot.app
    assert isinstance(app, ChuhaiApp)
    names = {" ": "space", "/": "slash", "\r": "enter"}
    for key in keys:
        app.post_message(events.Key(names.get(key, key), key))
    await pilot.pause()
    while app.busy:
        await pilot.pause()


async def test_keys_that_come_together_act_one_after_the_other(
    make_app: MakeApp, store: Store
) -> None:
    name = _seed(store)
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await _send(pilot, "9jj j ")
        done = [i.id for i in app.book.lists[name].items.values() if i.status == Status.DONE]
        assert done == ["i2", "i3"]
        await _send(pilot, "1/zhibo\rH")
        assert (app.filter.words, app.lang, app.section) == ("zhibo", Lang.EN, "home")


async def test_keys_that_come_before_the_program_is_there_wait_for_it(
    make_app: MakeApp, store: Store
) -> None:
    name = _seed(store)
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await _send(pilot, "9jn寄样\r")
        assert [i.text.zh for i in app.book.lists[name].items.values()][-1] == "寄样"
