"""Movement and the track record on the screen, by keys and by mouse."""

from __future__ import annotations

import re

import pytest

from chuhai.i18n import Lang
from chuhai.library.index import Library
from ui.conftest import MakeApp, screen_text
from ui.test_journey import assert_running

SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES)
async def test_movement_of_a_trend(
    make_app: MakeApp, argued: Library, size: tuple[int, int]
) -> None:
    app = make_app(content=argued)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("v", "v")
        await pilot.pause()
        assert app.explore.shown == "movement"
        shown = screen_text(app)
        assert re.search("2022 +2023 +2024 +2025 +2026", shown)
        assert re.search(r"●1 {6}×1 {1,2}↓1 \+1", shown)
        await pilot.press("enter")
        await pilot.pause()
        shown = screen_text(app)
        for part in ("◆ Foreseen in 2022", "Selling in streams [as in China]",
                     "It spread in the east.", "2022 ▲ Go → 2026-11 ● Test", "↓ Down",
                     "2022: Old reason.", "+ New"):  # fmt: skip
            assert part in shown, part
        await pilot.press("y")
        assert "Newer reason." in app.clipboard
        await pilot.press("enter")
        await pilot.pause()
        shown = screen_text(app)
        assert "×  Thailand" in shown
        assert "2022 ▲ Go → 2026-11 ● Test  ↓ Down" in shown
        await pilot.press("escape")
        await pilot.pause()
        assert app.explore.shown == "movement"
        await pilot.press("escape", "j")
        await pilot.pause()
        assert app.settings.cursors["trends"] == "group"
        app.set_filter(app.library.parse("verdict:wrong"))
        await pilot.pause()
        assert "Nothing matches" in screen_text(app)
        await pilot.press("y", "enter", "x")
        await pilot.pause()
        assert "Live shopping" in screen_text(app)
        assert_running(app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_record_leads_to_the_cards_and_back(
    make_app: MakeApp, argued: Library, size: tuple[int, int]
) -> None:
    app = make_app(content=argued)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("0", "v")
        await pilot.pause()
        assert app.explore.shown == "record"
        shown = screen_text(app)
        assert re.search("CLAIMS OF THE ARTICLE OF 2022 ─+ 1 ", shown)
        assert "0 of 2 that can be judged came true." in shown
        assert "1  100%" in shown
        await pilot.press("enter", "j", "enter")
        await pilot.pause()
        assert app.explore.shown == "record"
        await pilot.press("j", "enter")
        await pilot.pause()
        assert (app.section, app.explore.shown) == ("article", "cards")
        assert str(app.filter) == "verdict:wrong"
        assert "Live is new." in screen_text(app)
        await pilot.press("alt+left")
        await pilot.pause()
        assert app.explore.shown == "record"
        assert not app.filter
        await pilot.press("T")
        await pilot.pause()
        assert "Total" in screen_text(app)
        assert "100%" in screen_text(app)
        await pilot.press("home", "j", "j", "enter")
        await pilot.pause()
        assert (app.section, str(app.filter)) == ("article", "verdict:wrong")
        await pilot.press("alt+left")
        await pilot.pause()
        await pilot.press("T")
        lines = screen_text(app).splitlines()
        row = next(n for n, line in enumerate(lines) if "Missed" in line)
        spot = (lines[row].index("Missed"), row)
        await pilot.click(offset=spot)
        await pilot.click(offset=spot)
        await pilot.pause()
        assert app.section == "trends"
        assert str(app.filter) == "kind:foreseen verdict:failed"
        assert len(app.explore.cards.rows.rows) == 1


async def test_movement_and_record_in_chinese(make_app: MakeApp, argued: Library) -> None:
    app = make_app(Lang.ZH, argued)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("v", "v")
        await pilot.pause()
        assert "2022 ▲ 主攻 → 2026-11 ● 试点" in screen_text(app)
        await pilot.press("0", "v")
        await pilot.pause()
        assert "可核对的 1 条中 0 条属实。" in screen_text(app)
        assert "2022 年的趋势在哪里成立" in screen_text(app)
