"""The board: tiles side by side, a cursor that walks, lines that are as wide as they say."""

from __future__ import annotations

from typing import ClassVar

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.content import Content

from chuhai.ui.themes import DARK, fallbacks
from chuhai.ui.widgets.board import LEFT, RIGHT, WHOLE, Board, Tile


def _tile(key: str, column: int, height: int) -> Tile:
    def draw(width: int, selected: bool) -> list[Content]:
        mark = ">" if selected else " "
        return [Content(f"{mark}{key} 直播 {number}") for number in range(height)]

    return Tile(draw, column, key)


TILES = [
    _tile("head", WHOLE, 1), _tile("l1", LEFT, 2), _tile("l2", LEFT, 4),
    _tile("r1", RIGHT, 1), _tile("r2", RIGHT, 2), _tile("r3", RIGHT, 1), _tile("foot", WHOLE, 1),
]  # fmt: skip


class _Shown(App[None]):
    CSS: ClassVar = "Board { width: 100%; height: 100%; }"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return fallbacks(DARK)

    def compose(self) -> ComposeResult:
        yield Board(split=60)

    @property
    def board(self) -> Board:
        return self.query_one(Board)


@pytest.mark.parametrize("width", [2, 3, 4, 5, 9, 40, 60, 61, 62, 100])
async def test_every_line_is_as_wide_as_it_says(width: int) -> None:
    app = _Shown()
    async with app.run_test(size=(width, 8)) as pilot:
        app.board.show(TILES)
        await pilot.pause()
        for y in range(8):
            strip = app.board.render_line(y)
            assert cell_len(strip.text) == strip.cell_length == width


async def test_the_cursor_walks_down_a_column_and_across() -> None:
    app = _Shown()
    async with app.run_test(size=(80, 12)) as pilot:
        board = app.board
        board.show(TILES)
        board.focus()
        await pilot.pause()

        def at() -> str:
            assert board.current is not None
            return board.current.key

        walked = [at()]
        for key in ("j", "j", "l", "j", "h", "j", "k", "l", "k", "j", "G", "j", "g"):
            await pilot.press(key)
            walked.append(at())
        assert walked == [
            "head", "l1", "l2", "r2", "r3", "l2", "foot", "l2", "r2", "r1", "r2", "foot", "foot",
            "head",
        ]  # fmt: skip


async def test_columns_stand_one_below_another_where_there_is_no_room() -> None:
    app = _Shown()
    async with app.run_test(size=(40, 12)) as pilot:
        app.board.show(TILES, key="r1")
        app.board.focus()
        await pilot.pause()
        assert not app.board.side_by_side
        await pilot.press("l", "h", "j")
        assert app.board.current is not None
        assert app.board.current.key == "r2"


async def test_one_click_selects_and_the_next_one_opens() -> None:
    app = _Shown()
    async with app.run_test(size=(80, 12)) as pilot:
        app.board.show(TILES)
        await pilot.pause()
        opened: list[str] = []
        app.board.choose = lambda: opened.append(app.board.current.key)  # type: ignore[method-assign, union-attr]
        await pilot.click(offset=(50, 1))
        assert app.board.current is not None
        assert (app.board.current.key, opened) == ("r1", [])
        await pilot.click(offset=(50, 1))
        assert opened == ["r1"]
