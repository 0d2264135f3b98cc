"""Comparing markets and answering for the company, through the app: keys, mouse, any terminal."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from chuhai.i18n import Lang
from chuhai.library.index import Library
from chuhai.profile import as_json, read_profile
from chuhai.settings import read_settings
from chuhai.ui.app import ChuhaiApp
from chuhai.ui.screens.company import CompanyForm
from chuhai.ui.widgets.compare_view import CompareView
from ui.conftest import MakeApp, screen_text
from ui.test_explore import ENGLISH
from ui.test_journey import assert_running
from unit.test_gates import LIN


def _view(app: ChuhaiApp) -> CompareView:
    view = app.explore.view
    assert isinstance(view, CompareView)
    return view


async def _go(pilot: Pilot[None], app: ChuhaiApp, row: str, market: str) -> None:
    """Walk to a cell with the keys."""
    grid = _view(app).grid
    keys = [known.key for known in grid.rows]
    down, across = keys.index(row), list(grid.table.markets).index(market)
    await pilot.press("g", *["j"] * down)
    while grid.place[1] != across:
        await pilot.press("l" if grid.place[1] < across else "h")
    await pilot.pause()


def _answer(tmp_path: Path) -> Path:
    path = tmp_path / "home" / "profile.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(as_json(LIN)))
    return path


async def _compared(pilot: Pilot[None]) -> None:
    """Mark Thailand and Mexico in the list and lay them side by side."""
    await pilot.pause()
    await pilot.press("5", "g", "m", "j", "j", "m", "c")
    await pilot.pause()
    await pilot.pause()


async def test_the_way_of_journey_a_by_keys(
    make_app: MakeApp, compare_library: Library, tmp_path: Path
) -> None:
    _answer(tmp_path)
    app = make_app(content=compare_library)
    async with app.run_test(size=(120, 40)) as pilot:
        await _compared(pilot)
        assert list(_view(app).table.markets) == ["TH", "MX"]
        shown = screen_text(app)
        for part in ("Duty and VAT are due from the", "Customs · 2026-01 ✓ ◷ stale", "No data"):
            assert part in shown, part
        await pilot.press("d")
        await pilot.pause()
        assert "only differences" in screen_text(app)
        await _go(pilot, app, "gate:warehouse", "MX")
        assert "blocked: no warehouse in Mexico" in screen_text(app)
        assert "Stock must be in Mexico." in screen_text(app)
        await pilot.press("c")
        await pilot.pause()
        assert app.clipboard.startswith("From a company of the EU with stock there.")
        assert app.clipboard.endswith("2026-03, https://example.org/shop")
        await pilot.press("enter", "j", "c", "escape")
        await pilot.pause()
        assert app.clipboard.startswith("Stock must be in Mexico.")
        await _go(pilot, app, "rule:de-minimis", "MX")
        await pilot.press("enter")
        await pilot.pause()
        shown = screen_text(app)
        assert "Are parcels below USD 50 taxed?" in shown
        assert "Parcels below USD 50 are free." in shown
        await pilot.press("j", "y")
        await pilot.pause()
        assert app.clipboard.startswith("Parcels below USD 50 are free.")
        await pilot.press("escape")
        assert app.focused is _view(app).grid


async def test_claims_lead_to_the_card_on_which_they_stand(
    make_app: MakeApp, compare_library: Library
) -> None:
    app = make_app(content=compare_library)
    async with app.run_test(size=(80, 24)) as pilot:
        await _compared(pilot)
        assert not _view(app).pane.display
        await _go(pilot, app, "gate:warehouse", "MX")
        await pilot.press("enter")
        await pilot.pause()
        assert _view(app).pane.display
        grid = _view(app).grid
        end = grid.top_of(grid.place[0] + 1)
        assert end <= grid.top + grid.body
        keys = [row.key for row in _view(app).pane.rows]
        mine = next(k for k, card in _view(app)._claims.cards.items() if card.endswith("shop-mx"))  # type: ignore[union-attr]
        _view(app).pane.cursor = keys.index(mine)
        await pilot.press("enter")
        await pilot.pause()
        assert (app.section, app.settings.cursors["platforms"]) == ("platforms", "shop-mx")
        await pilot.press("alt+left")
        await pilot.pause()
        assert app.section == "markets"


async def test_weights_add_up_on_the_screen_and_are_remembered(
    make_app: MakeApp, compare_library: Library, tmp_path: Path
) -> None:
    app = make_app(content=compare_library)
    async with app.run_test(size=(120, 40)) as pilot:
        await _compared(pilot)
        assert "Score" not in screen_text(app)
        await _go(pilot, app, "population:", "TH")
        await pilot.press(*["plus"] * 7, "minus", "minus")
        await pilot.pause()
        assert app.settings.weights == {"population:": 3}
        shown = screen_text(app)
        assert "weight ■■■□□" in shown
        assert "53.8" in shown
        assert "100.0" in shown
        await _go(pilot, app, "rule:vat", "TH")
        await pilot.press("plus", "w")
        await pilot.pause()
        shown = screen_text(app)
        assert "not in the score: VAT, not every market has data" in shown
        assert "1 weighted rows not in the score (w)" in shown
        assert "number ÷ the largest of them" in shown
        await pilot.press("minus", "escape")
        await pilot.press("q")
    saved, _ = read_settings(tmp_path / "home" / "settings.json")
    assert saved.weights == {"population:": 3}
    assert saved.marks == ("markets/TH", "markets/MX")


async def test_one_card_over_the_markets_and_back(
    make_app: MakeApp, compare_library: Library
) -> None:
    app = make_app(content=compare_library)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("6", "g", "c")
        await pilot.pause()
        await pilot.pause()
        assert app.compared == "tactics/live"
        assert list(_view(app).table.markets) == ["TH", "DE", "MX"]
        shown = screen_text(app)
        assert "2022 Watch → 2026-11 Go" in shown
        await _go(pilot, app, "card:against", "DE")
        assert "Few people buy in streams." in screen_text(app)
        await pilot.press("a")
        await pilot.pause()
        assert app.screen is app.explore, "a market is nothing to add"
        await _go(pilot, app, "stance:tactics/live", "MX")
        await pilot.press("a")
        await pilot.pause()
        assert app.screen is not app.explore
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert app.compared == ""
        assert "Nothing to compare yet" in screen_text(app)


async def test_markets_are_chosen_marked_and_limited(
    make_app: MakeApp, real_library: Library
) -> None:
    app = make_app(content=real_library)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("5", "v")
        await pilot.pause()
        await pilot.pause()
        assert "Nothing to compare yet" in screen_text(app)
        for word in ("mexico", "thai", "bra", "germ", "jap", "viet"):
            await pilot.press("m", *word, "enter")
            await pilot.pause()
            await pilot.press("escape")
        assert app.settings.marks == tuple(f"markets/{c}" for c in ("MX", "TH", "BR", "DE", "JP"))
        assert "5 markets at most" in "\n".join(n.message for n in app._notifications)
        await pilot.press("m", *"mexico", "enter", "escape")
        await pilot.pause()
        assert list(_view(app).table.markets) == ["TH", "BR", "DE", "JP"]
        app.set_filter(real_library.parse("region:europe"))
        await pilot.pause()
        assert list(_view(app).table.markets) == ["DE"]
        assert "mark another market: m" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (64, 18)])
async def test_heads_stay_while_rows_and_markets_scroll(
    make_app: MakeApp, real_library: Library, tmp_path: Path, size: tuple[int, int]
) -> None:
    _answer(tmp_path)
    app = make_app(content=real_library)
    app.settings = type(app.settings)(
        lang=Lang.EN, welcomed=True, section="markets", views={"markets": "compare"},
        marks=tuple(f"markets/{c}" for c in ("TH", "MX", "DE", "US", "JP")),
    )  # fmt: skip
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        grid = _view(app).grid
        dice = random.Random(size[0])
        keys = ["h", "j", "k", "l", "G", "g", "pagedown", "pageup", "d", "w"]
        for _ in range(25):
            await pilot.press(*dice.choices(keys, k=3))
            await pilot.pause()
            row, market = grid.current or (None, "")
            assert row is not None
            lines = screen_text(app).splitlines()
            assert market in lines[grid.region.y]
            begin = grid.top_of(grid.place[0]) - grid.top
            assert 0 <= begin < max(grid.body, 1)
            assert all(cell_len(line) <= size[0] for line in lines)
        assert_running(app)


@pytest.mark.parametrize("lang", Lang)
async def test_random_screens_are_measured_in_cells(
    make_app: MakeApp, real_library: Library, tmp_path: Path, lang: Lang
) -> None:
    _answer(tmp_path)
    dice = random.Random(7)
    codes = list(real_library.markets)
    for width, height in ((80, 24), (100, 30), (161, 50)):
        app = make_app(lang, real_library)
        app.lang = lang
        marks = tuple(f"markets/{code}" for code in dice.sample(codes, dice.randint(1, 5)))
        app.settings = type(app.settings)(
            lang=lang, welcomed=True, section="markets", views={"markets": "compare"}, marks=marks,
            weights={"population:": 3, "entry:tally": 5, "festival:count": 1},
        )  # fmt: skip
        async with app.run_test(size=(width, height)) as pilot:
            await pilot.pause()
            await pilot.pause()
            grid = _view(app).grid
            for _ in range(12):
                await pilot.press(*dice.choices(["j", "l", "h", "pagedown", "w", "k"], k=4))
                await pilot.pause()
                shape = grid.shape
                for y in range(grid.size.height):
                    strip = grid.render_line(y)
                    assert strip.cell_length == grid.size.width
                    gap = shape.x(grid.first + 1, grid.first) - 2
                    begin, _ = strip.divide([gap, grid.size.width])
                    assert begin.cell_length == gap, "a glyph is cut in half"
                assert all(cell_len(line) <= width for line in screen_text(app).splitlines())


async def test_no_english_in_the_chinese_comparison(
    make_app: MakeApp, compare_library: Library, tmp_path: Path
) -> None:
    _answer(tmp_path)
    app = make_app(Lang.ZH, compare_library)
    async with app.run_test(size=(200, 60)) as pilot:
        await _compared(pilot)
        seen: set[str] = set()
        for key in ("g", "d", "w", "G", "enter", "escape", "P", "j", "j"):
            await pilot.press(key)
            await pilot.pause()
            seen |= set(ENGLISH.findall(screen_text(app)))
        allowed = {
            "chuhai", "space", "enter", "esc", "Customs", "Census", "Shop", "example", "org",
            "customs", "census", "shop", "Parcel", "rules", "Who", "may", "sell", "People",
            "counted", "CNY",
        }  # fmt: skip
        assert seen <= allowed, seen - allowed


async def test_without_colour_the_cursor_is_reversed(
    make_app: MakeApp, compare_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(content=compare_library)
    async with app.run_test(size=(80, 24)) as pilot:
        await _compared(pilot)
        strip = _view(app).grid.render_line(2)
        assert any(segment.style and segment.style.reverse for segment in strip)


async def test_the_mouse_alone_compares_and_reads_claims(
    make_app: MakeApp, compare_library: Library
) -> None:
    app = make_app(content=compare_library)
    app.settings = type(app.settings)(
        lang=Lang.EN, welcomed=True, section="markets", marks=("markets/TH", "markets/MX")
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        top = screen_text(app).splitlines()[0]
        await pilot.click("#top", offset=(top.index("Compare") + 1, 0))
        await pilot.pause()
        await pilot.pause()
        grid = _view(app).grid
        x = grid.shape.x(1, 0) + 2
        await pilot.click(grid, offset=(x, 2))
        assert grid.current is not None
        assert grid.current[1] == "MX"
        await pilot.click(grid, offset=(x, 2))
        await pilot.pause()
        assert _view(app).pane.display
        assert "Parcels below USD 50" in screen_text(app)
        await pilot.click("#keys", offset=(screen_text(app).splitlines()[-1].index("Only"), 0))
        await pilot.pause()
        assert _view(app).differences


# ------------------------------------------------------------ the company


async def test_ten_questions_are_answered_saved_at_once_and_change_the_gates(
    make_app: MakeApp, compare_library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "home" / "profile.json"
    app = make_app(content=compare_library)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("4")
        await pilot.pause()
        assert "Answer ten questions" in screen_text(app)
        await pilot.press("P")
        await pilot.pause()
        assert "0 of 10 answered" in screen_text(app)
        await pilot.press("enter", *"china", "enter")
        await pilot.pause()
        assert read_profile(path)[0].licence == ("CN",)
        await pilot.press("escape", "j", "enter", *"company", "enter")
        await pilot.pause()
        await pilot.press("j", "enter", *"soon", "enter")
        await pilot.pause()
        assert "is no age" in "\n".join(n.message for n in app._notifications)
        await pilot.press("enter", *"3y", "enter")
        await pilot.press("j", "enter", *"none", "enter")
        await pilot.press("j", "enter", *"none", "enter")
        await pilot.pause()
        profile = read_profile(path)[0]
        assert (profile.kind, profile.entities, profile.warehouses) == ("company", (), ())
        assert profile.founded is not None
        assert "5 of 10 answered" in screen_text(app)
        assert "1 blocked" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        app.go("platforms", "shop-mx")
        await pilot.pause()
        assert "blocked: no warehouse in Mexico" in screen_text(app)
        app.go("markets", "MX")
        await pilot.pause()
        assert "× 1 blocked" in screen_text(app)
        await pilot.press("enter", "G")
        await pilot.pause()
        assert "no warehouse in Mexico" in screen_text(app)
        await pilot.press("P", *["j"] * 4, "x")
        await pilot.pause()
        assert read_profile(path)[0].warehouses is None
        assert "4 of 10 answered" in screen_text(app)
        await pilot.press("escape")
        assert_running(app)


async def test_the_form_fits_small_windows_and_both_languages(
    make_app: MakeApp, compare_library: Library, tmp_path: Path
) -> None:
    _answer(tmp_path)
    for size in ((80, 24), (62, 20), (200, 60)):
        for lang in Lang:
            app = make_app(lang, compare_library)
            app.lang = lang
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                await pilot.press("P")
                await pilot.pause()
                await pilot.pause()
                assert isinstance(app.screen, CompanyForm)
                lines = screen_text(app).splitlines()
                assert all(cell_len(line) <= size[0] for line in lines)
                shown = "\n".join(lines)
                assert ("10 of 10" if lang is Lang.EN else "10 / 10") in shown
                assert "▲" in shown


async def test_a_damaged_profile_is_said_and_nothing_is_open(
    make_app: MakeApp, compare_library: Library, tmp_path: Path
) -> None:
    path = _answer(tmp_path)
    path.write_text("{")
    app = make_app(content=compare_library)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert "profile could not be read: the whole file" in "\n".join(
            n.message for n in app._notifications
        )
        assert app.standing.profile.answered == 0
        assert path.read_text() == "{"


async def test_what_cannot_be_saved_is_not_shown(
    make_app: MakeApp, compare_library: Library, tmp_path: Path
) -> None:
    app = make_app(content=compare_library)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        (tmp_path / "home" / "profile.lock").mkdir(parents=True)
        await pilot.press("P", "j", "enter", *"company", "enter")
        await pilot.pause()
        assert "Not saved" in "\n".join(n.message for n in app._notifications)
        assert app.standing.profile.kind is None
        assert_running(app)
