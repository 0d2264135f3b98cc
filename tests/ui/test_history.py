"""The timeline and the clock on the screen, by keys and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuhai.i18n import Lang
from chuhai.library.index import Library
from ui.conftest import MakeApp, screen_text
from ui.test_journey import assert_running

SIZES = [(80, 24), (120, 40)]


def _row(shown: str, words: str) -> tuple[int, int]:
    """Where words stand on the screen."""
    lines = shown.splitlines()
    row = next(number for number, line in enumerate(lines) if words in line)
    return lines[row].index(words), row


@pytest.mark.parametrize("size", SIZES)
async def test_the_timeline_and_the_way_to_the_lineage_and_back(
    make_app: MakeApp, argued: Library, size: tuple[int, int]
) -> None:
    app = make_app(content=argued)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        assert app.explore.shown == "timeline"
        shown = screen_text(app)
        for part in ("China  ", "Overseas  ", "Live begins ★", "Launch · Alpha", "→ 1", "2016 04",
                     "Live B opens", "+3.5 y", "Shop opens in Mexico ?"):  # fmt: skip
            assert part in shown, part
        left, right = _row(shown, "Live begins"), _row(shown, "Live B opens")
        assert left[0] < right[0]
        assert left[1] < right[1]
        await pilot.press("j")
        await pilot.pause()
        assert app.settings.cursors["events"] == "copy-start"
        await pilot.press("L")
        await pilot.pause()
        assert (app.section, app.explore.shown) == ("lineage", "clock")
        target = app.explore.view.card_target
        assert target is not None
        assert target.entry.id == "live-copy"
        await pilot.press("L", *"copy-th", "down")
        await pilot.press("escape")
        await pilot.press("L", *"thailand", "enter")
        await pilot.pause()
        assert (app.section, app.explore.shown) == ("events", "timeline")
        assert app.settings.cursors["events"] == "copy-th"
        await pilot.press("alt+left", "alt+left")
        await pilot.pause()
        assert (app.section, app.explore.shown) == ("events", "timeline")
        assert app.settings.cursors["events"] == "copy-start"
        await pilot.press("y", "enter")
        await pilot.pause()
        assert app.clipboard == "Live B opens"
        assert app.explore.shown == "cards"
        assert "A copy opened." in screen_text(app) or size[0] < 64
        await pilot.press("alt+left")
        await pilot.pause()
        assert app.explore.shown == "timeline"
        assert_running(app)


@pytest.mark.parametrize("size", SIZES)
async def test_zoom_lanes_and_table(
    make_app: MakeApp, argued: Library, size: tuple[int, int]
) -> None:
    app = make_app(content=argued)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("2", "G", "minus")
        await pilot.pause()
        assert "Rows years" in screen_text(app)
        await pilot.press("minus", "minus")
        await pilot.pause()
        shown = screen_text(app)
        assert "2010s" in shown
        assert "2020s" in shown
        assert "Live begins; Live B opens" in shown
        await pilot.press("k", "enter", "enter")
        await pilot.pause()
        assert "Rows events" in screen_text(app)
        assert app.explore.view.card_target is not None
        assert app.explore.view.card_target.entry.id == "live-start"
        await pilot.press("b")
        await pilot.pause()
        assert "Lanes regions" in screen_text(app)
        assert "LatAm" in screen_text(app)
        await pilot.press("b")
        await pilot.pause()
        shown = screen_text(app)
        assert "Lanes companies" in shown
        assert "Beta" in shown
        assert "│" in shown
        await pilot.press("T")
        await pilot.pause()
        shown = screen_text(app)
        assert "Total" in shown
        assert "2016" in shown
        await pilot.press("T", "b")
        await pilot.pause()
        assert "China and overseas" in screen_text(app)
        app.set_filter(app.library.parse("kind:shutdown market:TH"))
        await pilot.pause()
        assert "Nothing matches" in screen_text(app)
        await pilot.press("plus", "minus", "b", "L", "y", "enter", "T", "T", "x")
        await pilot.pause()
        assert "Live begins" in screen_text(app)
        assert_running(app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_timeline_by_mouse(
    make_app: MakeApp, argued: Library, size: tuple[int, int]
) -> None:
    app = make_app(content=argued)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        shown = screen_text(app)
        x, y = _row(shown, "2025")
        await pilot.click(offset=(x, y))
        await pilot.pause()
        assert app.settings.cursors["events"] == "shop-mx-opens"
        spot = _row(screen_text(app), "Live B closes")
        await pilot.click(offset=spot)
        await pilot.click(offset=spot)
        await pilot.pause()
        assert app.explore.shown == "cards"
        assert app.settings.cursors["events"] == "copy-end"


@pytest.mark.parametrize("size", SIZES)
async def test_the_clock(make_app: MakeApp, argued: Library, size: tuple[int, int]) -> None:
    app = make_app(content=argued)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("3")
        await pilot.pause()
        shown = screen_text(app)
        for part in ("3 copies of 2 models", "2016 Live A", "└ Live B", "┃╌", "━×", "+3.5", "+8 ▲",
                     "2 copies · median 5.5 y"):  # fmt: skip
            assert part in shown, part
        await pilot.press("T")
        await pilot.pause()
        assert "× 2022" in screen_text(app)
        await pilot.press("T", "b")
        await pilot.pause()
        shown = screen_text(app)
        assert "MEDIAN LAG BY MARKET 3" in shown
        assert "MEDIAN LAG BY OUTCOME 3" in shown
        spot = _row(shown, "Thailand")
        await pilot.click(offset=spot)
        await pilot.click(offset=spot)
        await pilot.pause()
        assert (app.explore.shown, str(app.filter)) == ("cards", "market:TH")
        await pilot.press("alt+left")
        await pilot.pause()
        assert app.explore.shown == "clock"
        await pilot.press("b")
        await pilot.pause()
        await pilot.press("w", *"germany", "enter")
        await pilot.pause()
        shown = screen_text(app)
        assert "From Thailand to Germany" in shown
        assert "· not yet" in shown
        assert "-2" in shown
        await pilot.press("W", *"mexico", "enter")
        await pilot.pause()
        assert "From Mexico to Germany" in screen_text(app)
        await pilot.press("j", "enter")
        await pilot.pause()
        assert app.explore.shown == "cards"
        await pilot.press("alt+left", "L")
        app.set_filter(app.library.parse("status:niche market:MX"))
        await pilot.pause()
        assert "Nothing matches" in screen_text(app)
        await pilot.press("b", "b", "T", "L", "y", "enter", "x")
        await pilot.pause()
        assert "3 copies of 2 models" in screen_text(app)
        assert_running(app)


async def test_history_in_chinese(make_app: MakeApp, argued: Library) -> None:
    app = make_app(Lang.ZH, argued)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        shown = screen_text(app)
        for part in ("中国与海外", "文章讲到", "直播起步 ★", "上线 · Alpha", "+3.5 年"):
            assert part in shown, part
        await pilot.press("3", "b", "b")
        await pilot.pause()
        assert "走过的哪一步" in screen_text(app)


@pytest.mark.parametrize("form", ["csv", "svg", "text"])
async def test_the_timeline_goes_into_a_file_as_it_is_shown(
    make_app: MakeApp,
    argued: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    app = make_app(content=argued)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("2", "b", "E", *form, "enter")
        await pilot.pause()
        ending = "txt" if form == "text" else form
        (written,) = tmp_path.glob("chuhai-timeline-2026-11-22.*")
        assert written.suffix == f".{ending}"
        text = written.read_text(encoding="utf-8-sig")
        for part in ("Live begins", "SE Asia", "Shop opens in Mexico"):
            assert part in text, part
        await pilot.press("minus", "Z", "E", *form, "enter")
        await pilot.pause()
        again = (tmp_path / f"chuhai-timeline-2026-11-22-2.{ending}").read_text("utf-8-sig")
        assert "Live begins" in again
        assert "直播起步" in again
        assert "2016-04" not in again


async def test_where_nothing_is_shown_nothing_is_written_and_that_is_said(
    make_app: MakeApp, argued: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = make_app(content=argued)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        app.set_filter(argued.parse("kind:shutdown market:MX"))
        await pilot.press("2", "E")
        await pilot.pause()
        assert app.screen is app.explore
        assert "nothing to export here" in "\n".join(n.message for n in app._notifications)
