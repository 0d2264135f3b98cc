"""The matrix: cursor, sorting, scrolling, one's own layer, gaps, adding, exports, any terminal."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Mark
from chuhai.checklist.store import Store
from chuhai.i18n import Lang
from chuhai.library.index import Library
from chuhai.matrix import Gap
from chuhai.ui.app import ChuhaiApp
from chuhai.ui.widgets.matrix_grid import HEAD, MatrixGrid
from chuhai.ui.widgets.matrix_view import MatrixView
from ui.conftest import MakeApp, screen_text
from ui.test_journey import assert_running


def _view(app: ChuhaiApp) -> MatrixView:
    view = app.explore.view
    assert isinstance(view, MatrixView)
    return view


def _grid(app: ChuhaiApp) -> MatrixGrid:
    return _view(app).grid


def _here(app: ChuhaiApp) -> str:
    current = _grid(app).current
    assert current is not None
    return f"{current[0].id}@{current[1]}"


async def _matrix(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.press("6", "v")
    await pilot.pause()
    await pilot.pause()


def _list(store: Store, market: str = "TH") -> str:
    history = store.update(
        lambda book: ("new-list", edits.new_list(book, "Mine", (market,), Anchor()))
    )
    assert history.book.current is not None
    return history.book.current.id


async def test_the_cursor_walks_and_stays_on_its_cell(
    make_app: MakeApp, compare_library: Library
) -> None:
    app = make_app(content=compare_library)
    async with app.run_test(size=(120, 40)) as pilot:
        await _matrix(pilot)
        assert _here(app) == "live@TH"
        await pilot.press("l", "j")
        assert _here(app) == "stock@DE"
        await pilot.press("j", "l", "l", "l")
        assert _here(app) == "stock@MX"
        shown = screen_text(app)
        assert "Parcels are taxed." in shown
        assert "Effort 8 person-days" in shown
        await pilot.press("home", "up")
        assert _here(app) == "live@TH"
        await pilot.press("end")
        assert _here(app) == "live@MX"
        await pilot.press("z")
        await pilot.pause()
        assert _here(app) == "live@MX"
        assert "刚起步。" in screen_text(app)
        assert app.settings.cursors["tactics"] == "live"


async def test_rows_and_columns_are_sorted_and_put_back(
    make_app: MakeApp, compare_library: Library
) -> None:
    app = make_app(content=compare_library)
    async with app.run_test(size=(120, 40)) as pilot:
        await _matrix(pilot)
        before = [card.id for card in _view(app).table.cards]
        await pilot.press("end", "s")
        assert [card.id for card in _view(app).table.cards] == ["stock", "live"]
        assert "sorted by Mexico" in screen_text(app)
        assert _here(app) == "live@MX"
        await pilot.press("S")
        assert _view(app).table.markets == ["TH", "MX", "DE"]
        await pilot.press("S", "s")
        assert [card.id for card in _view(app).table.cards] == before
        assert _view(app).table.markets == ["TH", "DE", "MX"]


async def test_scores_notes_and_refusals_are_kept_undone_and_found_again(
    make_app: MakeApp, compare_library: Library, store: Store
) -> None:
    name = _list(store)
    app = make_app(content=compare_library)
    async with app.run_test(size=(120, 40)) as pilot:
        await _matrix(pilot)
        await pilot.press("plus", "plus", "plus", "minus")
        await pilot.press("n", *"ask Ploy", "enter")
        await pilot.pause()
        await pilot.press("l", "exclamation_mark")
        await pilot.pause()
        layer = store.load().book.lists[name].layer
        assert layer == {
            "tactics/live@TH": Mark(2, "ask Ploy"), "tactics/live@DE": Mark(out=True),
        }  # fmt: skip
        await pilot.press("h")
        assert "score 2 of 5 · ask Ploy" in screen_text(app)
        await pilot.press("u", "u")
        await pilot.pause()
        assert store.load().book.lists[name].layer == {"tactics/live@TH": Mark(2)}
        await pilot.press("U")
        await pilot.pause()
    again = make_app(content=compare_library)
    async with again.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert again.view_of("tactics") == "matrix"
        assert "score 2 of 5 · ask Ploy" in screen_text(again)
        await pilot.press("n", *["backspace"] * 8, "enter")
        await pilot.press("minus", "minus", "minus")
        await pilot.pause()
        assert store.load().book.lists[name].layer == {}


async def test_without_a_list_a_mark_says_how_to_begin_one(
    make_app: MakeApp, compare_library: Library, store: Store
) -> None:
    app = make_app(content=compare_library)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await _matrix(pilot)
        await pilot.press("plus")
        await pilot.pause()
        assert "make one first" in "\n".join(n.message for n in app._notifications)
        assert store.load().book.lists == {}


async def test_a_adds_the_card_for_the_market_under_the_cursor(
    make_app: MakeApp, compare_library: Library, store: Store
) -> None:
    app = make_app(content=compare_library)
    async with app.run_test(size=(120, 40)) as pilot:
        await _matrix(pilot)
        await pilot.press("end", "j", "a")
        await pilot.press("enter", "enter")
        await pilot.pause()
        (owner,) = store.load().book.lists.values()
        assert owner.markets == ("MX",)
        (item,) = owner.items.values()
        assert item.origin is not None
        assert (item.origin.card, item.origin.market) == ("stock", "MX")


async def test_filters_apply_and_an_empty_matrix_has_a_way_out(
    make_app: MakeApp, compare_library: Library
) -> None:
    app = make_app(content=compare_library)
    async with app.run_test(size=(120, 40)) as pilot:
        await _matrix(pilot)
        app.set_filter(compare_library.parse("market:TH,MX goal:operations"))
        await pilot.pause()
        table = _view(app).table
        assert [card.id for card in table.cards] == ["stock"]
        assert set(table.markets) == {"TH", "MX"}
        app.set_filter(compare_library.parse("nothing-like-it"))
        await pilot.pause()
        assert "No card has this filter." in screen_text(app)
        await pilot.press("j", "l", "s", "S", "n", "a", "y", "o", "plus", "enter")
        assert_running(app)
        await pilot.press("x")
        await pilot.pause()
        assert len(_view(app).table.cards) == 2


async def test_gaps_one_after_another(make_app: MakeApp, compare_library: Library) -> None:
    app = make_app(content=compare_library)
    async with app.run_test(size=(120, 40)) as pilot:
        await _matrix(pilot)
        await pilot.press("d")
        await pilot.pause()
        assert _view(app).gap is Gap.NO_DATA
        assert "gaps: 2 without data" in screen_text(app)
        assert [card.id for card in _view(app).table.cards] == ["stock"]
        await pilot.press("d")
        await pilot.pause()
        assert "gaps: 3 without a source" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert _view(app).gap is Gap.NONE
        assert len(_view(app).table.cards) == 2


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (64, 18)])
async def test_heads_stay_while_the_rest_scrolls(
    make_app: MakeApp, real_library: Library, size: tuple[int, int]
) -> None:
    app = make_app(content=real_library)
    async with app.run_test(size=size) as pilot:
        await _matrix(pilot)
        grid = _grid(app)
        assert len(grid.table.cards) >= 50
        assert len(grid.table.markets) >= 30
        dice = random.Random(size[0])
        keys = ["h", "j", "k", "l", "G", "g", "home", "end", "pagedown", "pageup"]
        for _ in range(25):
            await pilot.press(*dice.choices(keys, k=4))
            card, market = grid.current or (None, "")
            assert card is not None
            lines = screen_text(app).splitlines()
            top = grid.region.y
            assert market in lines[top + 1]
            row = top + HEAD + grid.place[0] - grid.top
            assert top + HEAD <= row < grid.region.bottom - 2
            assert card.name.en[:8] in lines[row]
            assert all(cell_len(line) <= size[0] for line in lines)


async def test_the_mouse_chooses_sorts_opens_and_scrolls(
    make_app: MakeApp, real_library: Library
) -> None:
    app = make_app(content=real_library)
    async with app.run_test(size=(120, 40)) as pilot:
        await _matrix(pilot)
        grid = _grid(app)
        x = grid.grid.name_width + grid.grid.columns[3].x + 1
        await pilot.click(grid, offset=(x, HEAD + 4))
        assert grid.place == (4, 3)
        await pilot.click(grid, offset=(x, 1))
        await pilot.pause()
        assert _view(app).sort.market == grid.table.markets[3]
        await pilot.click(grid, offset=(x, 1))
        await pilot._post_mouse_events([_wheel()], grid, offset=(5, 5))
        await pilot.pause()
        assert grid.top == 3
        row = grid.place[0] - grid.top + HEAD
        await pilot.click(grid, offset=(x, row if row >= HEAD else HEAD + 5))
        card, _ = grid.current or (None, "")
        assert card is not None
        await pilot.click(grid, offset=(x, grid.place[0] - grid.top + HEAD))
        await pilot.pause()
        assert app.view_of("tactics") == "cards"
        assert app.settings.cursors["tactics"] == card.id


def _wheel() -> type:
    from textual.events import MouseScrollDown

    return MouseScrollDown


async def test_without_colour_cursor_and_stances_still_show(
    make_app: MakeApp, compare_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(content=compare_library)
    async with app.run_test(size=(80, 24)) as pilot:
        await _matrix(pilot)
        await pilot.press("l")
        await pilot.pause()
        grid = _grid(app)
        strip = grid.render_line(HEAD + grid.place[0])
        reversed_cells = [s.text for s in strip if s.style and s.style.reverse]
        assert [text.strip() for text in reversed_cells] == ["×"]
        assert all(glyph in screen_text(app) for glyph in "▲●×·")


@pytest.mark.parametrize("form", ["csv", "svg", "text"])
async def test_what_is_shown_is_written_to_a_file_and_nothing_is_written_over(
    make_app: MakeApp,
    compare_library: Library,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    form: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    app = make_app(Lang.ZH, compare_library)
    async with app.run_test(size=(120, 40)) as pilot:
        await _matrix(pilot)
        for _ in range(2):
            await pilot.press("E", *form, "enter")
            await pilot.pause()
    ending = "txt" if form == "text" else form
    written = sorted(path.name for path in tmp_path.glob(f"chuhai-matrix-*.{ending}"))
    assert written == [f"chuhai-matrix-2026-11-22-2.{ending}", f"chuhai-matrix-2026-11-22.{ending}"]
    assert "本地备货" in (tmp_path / written[0]).read_text(encoding="utf-8-sig")
