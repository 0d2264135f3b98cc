"""Evidence on the screen: from a page, from a cell of the matrix, by keys and by mouse."""

from __future__ import annotations

import webbrowser

import pytest

from chuhai.i18n import Lang
from chuhai.library.index import Library
from chuhai.ui.app import ChuhaiApp
from chuhai.ui.widgets.board import Board
from ui.conftest import MakeApp, screen_text
from ui.test_journey import assert_running

SIZES = [(80, 24), (120, 40)]


def _board(app: ChuhaiApp) -> Board:
    board = app.explore.view.panes()[0]
    assert isinstance(board, Board)
    return board


def _column_of(app: ChuhaiApp, words: str) -> int:
    line = next(line for line in screen_text(app).splitlines() if words in line)
    return line.index(words)


async def test_from_a_stance_to_its_evidence_and_back(make_app: MakeApp, argued: Library) -> None:
    app = make_app(content=argued)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.go("trends", "live")
        await pilot.pause()
        await pilot.press("enter")
        detail = app.explore.cards.detail
        detail.cursor = [row.key for row in detail.rows].index("stance/DE")
        await pilot.press("e")
        await pilot.pause()
        shown = screen_text(app)
        for part in ("Live shopping  ×  Germany", "× Avoid", "Few people buy.", "2 for",
                     "2 against", "FOR 2", "AGAINST 2", "CONTEXT 1", "Institute (survey)",
                     "as of 2024-09-30",
                     "◷ stale: 25 months > 18", "≠ sources differ", "→ Live routine",
                     "? recalled, not checked", "! share of what is not said",
                     "WHAT WOULD SETTLE IT", "A poll that asks both ways."):  # fmt: skip
            assert part in shown, part
        assert _column_of(app, "FOR 2") < _column_of(app, "AGAINST 2")
        assert shown.index("Another poll") < shown.index("The shop opens.")
        await pilot.press("escape")
        await pilot.pause()
        assert app.explore.shown == "cards"
        await pilot.press("alt+right")
        await pilot.pause()
        assert app.explore.shown == "evidence"
        assert "Germany" in screen_text(app)
        await pilot.press("1")
        await pilot.pause()
        assert app.explore.shown == "cards"


async def test_from_a_cell_of_the_matrix(make_app: MakeApp, argued: Library) -> None:
    app = make_app(content=argued)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.go("trends", "live")
        await pilot.press("v")
        await pilot.pause()
        view = app.explore.view
        assert app.explore.shown == "matrix"
        target = view.card_target
        while target is not None and target.market != "DE":
            await pilot.press("l")
            target = view.card_target
        await pilot.press("e")
        await pilot.pause()
        assert "×  Germany" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.explore.shown == "matrix"


@pytest.mark.parametrize("size", SIZES)
async def test_the_cursor_walks_columns_and_keys_act_on_the_claim(
    make_app: MakeApp, argued: Library, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    app = make_app(content=argued)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.travel.evidence("trends/live@DE")
        await pilot.pause()
        board = _board(app)
        assert board.current is not None
        assert board.current.key == "claim/for/0"
        if board.side_by_side:
            await pilot.press("l")
            assert board.current.key == "claim/against/0"
            await pilot.press("j")
        else:
            await pilot.press("j", "j", "j")
        assert board.current.key == "claim/against/1"
        await pilot.press("y")
        assert "8% (of adults asked)" in app.clipboard
        assert "https://example.org/survey" in app.clipboard
        await pilot.press("o", "enter")
        assert opened == ["https://example.org/survey"]
        await pilot.press("enter")
        await pilot.pause()
        assert "How many have tried it?" in screen_text(app)
        assert "NEWEST WORD 1" in screen_text(app)
        assert "OTHERS SAY 1" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "×  Germany" in screen_text(app)
        await pilot.press("g", "enter")
        await pilot.pause()
        assert app.screen is not app.explore
        await pilot.press(*"thai", "enter")
        await pilot.pause()
        assert "×  Thailand" in screen_text(app)
        await pilot.press("n")
        await pilot.pause()
        assert "×  Germany" in screen_text(app)
        await pilot.press("n", "n", "p", "p")
        await pilot.pause()
        assert "×  Germany" in screen_text(app)
        assert_running(app)


async def test_a_claim_of_another_card_leads_there(make_app: MakeApp, argued: Library) -> None:
    app = make_app(content=argued)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.travel.evidence("trends/live@DE")
        await pilot.pause()
        await pilot.press("l", "enter")
        await pilot.pause()
        assert (app.section, app.explore.shown) == ("tactics", "cards")
        await pilot.press("alt+left")
        await pilot.pause()
        assert (app.section, app.explore.shown) == ("trends", "evidence")


@pytest.mark.parametrize("size", SIZES)
async def test_evidence_by_mouse_alone(
    make_app: MakeApp, argued: Library, size: tuple[int, int]
) -> None:
    app = make_app(content=argued)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        lines = screen_text(app).splitlines()
        await pilot.click(offset=(lines[0].index("Evidence") + 2, 0))
        await pilot.pause()
        assert app.explore.shown == "evidence"
        await pilot.click(offset=(30, 3))
        await pilot.click(offset=(30, 3))
        await pilot.pause()
        lines = screen_text(app).splitlines()
        row = next(number for number, line in enumerate(lines) if "Germany     " in line)
        await pilot.click(offset=(lines[row].index("Germany"), row))
        await pilot.click(offset=(lines[row].index("Germany"), row))
        await pilot.pause()
        lines = screen_text(app).splitlines()
        assert any("×  Germany" in line for line in lines)
        row = next(number for number, line in enumerate(lines) if "Another poll" in line)
        spot = (lines[row].index("Another"), row)
        await pilot.click(offset=spot)
        await pilot.click(offset=spot)
        await pilot.pause()
        assert "How many have tried it?" in screen_text(app)


async def test_filters_apply_and_an_empty_view_has_a_key(
    make_app: MakeApp, argued: Library
) -> None:
    app = make_app(content=argued)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.travel.evidence("trends/live@DE")
        app.set_filter(app.library.parse("evidence:stale"))
        await pilot.pause()
        assert "4 left out by the filter" in screen_text(app)
        assert "The shop opens." not in screen_text(app)
        app.set_filter(app.library.parse("evidence:stale verdict:failed"))
        await pilot.pause()
        assert "Nothing matches" in screen_text(app)
        await pilot.press("y", "o", "enter", "n", "w", "h", "l", "j", "k", "x")
        await pilot.pause()
        assert "Nothing matches" not in screen_text(app)
        assert not app.filter


async def test_where_there_is_no_evidence_the_key_is_not_offered(
    make_app: MakeApp, argued: Library
) -> None:
    app = make_app(content=argued)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "e Evidence" in screen_text(app)
        await pilot.press("8", "e")
        await pilot.pause()
        assert "e Evidence" not in screen_text(app)
        assert app.explore.shown == "cards"
        await pilot.press("5", "e")
        await pilot.pause()
        assert app.explore.shown == "evidence"
        assert "FOR" not in screen_text(app)
        await pilot.press("v")
        await pilot.pause()
        assert app.explore.shown == "cards"


async def test_evidence_in_chinese(make_app: MakeApp, argued: Library) -> None:
    app = make_app(Lang.ZH, argued)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.travel.evidence("trends/live@DE")
        await pilot.pause()
        shown = screen_text(app)
        for part in (
            "直播带货  ×  德国",
            "支持 2",
            "反对 2",
            "怎样才算有定论",
            "过期：25 个月 > 18",
        ):
            assert part in shown, part
        assert "Germany" not in shown


async def test_the_evidence_for_a_board_that_asks_about_germany(
    make_app: MakeApp, real_library: Library
) -> None:
    app = make_app(content=real_library)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("slash", *"live shopping", "enter")
        app.go("trends", "live-shopping")
        await pilot.pause()
        await pilot.press("e", "w", *"germany", "enter")
        await pilot.pause()
        shown = screen_text(app)
        for part in ("Live shopping  ×  Germany", "○ Watch", "8% (of consumers asked)",
                     "◷ stale: 25 months > 18", "TikTok Shop opened in Germany",
                     "TikTok put off live shopping"):  # fmt: skip
            assert part in shown, part
        board = _board(app)
        sides = {
            str(tile.key).split("/")[1] for tile in board.tiles if tile.key.startswith("claim")
        }
        assert sides == {"for", "against", "context"}
        app.set_filter(app.library.parse("evidence:stale"))
        await pilot.pause()
        assert "8% (of consumers asked)" in screen_text(app)
        assert "29%" not in screen_text(app)


async def test_evidence_in_both_languages_at_once(make_app: MakeApp, argued: Library) -> None:
    app = make_app(content=argued)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("Z")
        app.travel.evidence("trends/live@DE")
        await pilot.pause()
        lines = screen_text(app).splitlines()
        first = next(number for number, line in enumerate(lines) if "Another poll" in line)
        assert "欧盟另一项调查。" in lines[first + 1]
        assert "买的人少。" in screen_text(app)
