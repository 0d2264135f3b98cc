"""Charts on the pages of cards, each with its table one key away."""

from __future__ import annotations

import pytest

from chuhai.i18n import Lang
from chuhai.library.index import Library
from ui.conftest import MakeApp, screen_text


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_figures_of_a_market_as_bars_and_as_a_table(
    make_app: MakeApp, real_library: Library, size: tuple[int, int]
) -> None:
    app = make_app(content=real_library)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.go("markets", "DE")
        await pilot.pause()
        await pilot.press("enter")
        shown = screen_text(app)
        assert "FIGURES" in shown
        assert "T Table" in shown.splitlines()[-1]
        assert "━" in shown
        assert "84.1 m 2025-07" in shown or size[0] < 120
        await pilot.press("T")
        await pilot.pause()
        assert "67,800,000" in screen_text(app)
        await pilot.press("T")
        await pilot.pause()
        assert "67,800,000" not in screen_text(app)


async def test_a_series_stands_before_the_evidence(make_app: MakeApp, argued: Library) -> None:
    app = make_app(Lang.ZH, argued)
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.pause()
        app.go("trends", "live")
        await pilot.pause()
        shown = screen_text(app)
        assert shown.index("各市场态度") < shown.index("数字 ─") < shown.index("现在的证据")
        assert "2021       ━" in shown
        assert "4%" in shown
        app.go("trends", "group")
        await pilot.press("T")
        await pilot.pause()
        assert "数字 ─" not in screen_text(app)
        assert "T 表格" not in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_effort_by_month_and_by_owner(
    make_app: MakeApp, argued: Library, size: tuple[int, int]
) -> None:
    app = make_app(content=argued)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.show_view("checklist", "workload")
        await pilot.pause()
        assert "Your checklist is empty" in screen_text(app)
        app.go("tactics", "routine")
        await pilot.pause()
        await pilot.press("a", *"thai", "enter", *"11.11", "enter")
        await pilot.pause()
        app.show_view("checklist", "workload")
        await pilot.pause()
        shown = screen_text(app)
        for part in ("DAYS OF WORK BY MONTH", "2027-10", "╌ open", "PROGRESS BY LIST", "0/2",
                     "nobody"):  # fmt: skip
            assert part in shown, part
        await pilot.press("T")
        await pilot.pause()
        assert "Total" in screen_text(app)
        await pilot.press("T", "j", "enter", "y")
        await pilot.pause()
        assert "BY OWNER" in screen_text(app)
