"""Another theme: what was put on later looks like what was worn from the start."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from chuhai.i18n import Lang
from chuhai.settings import Settings, read_settings, write_settings
from chuhai.ui.app import ChuhaiApp
from chuhai.ui.themes import DARK, LIGHT
from ui.conftest import MakeApp

ROUND = [*"1vvvv", *"3vv", *"5vvv", *"7vv", *"9vvvv", *"0vv"]
"""Through every view, back to the first of each section."""


def _cells(app: ChuhaiApp) -> list[list[tuple[str, object, object, object]]]:
    """Every cell of the screen with its colours."""
    lines = []
    for strip in app.screen._compositor.render_strips():
        line: list[tuple[str, object, object, object]] = []
        for segment in strip:
            look = segment.style
            colours = (look.color, look.bgcolor, look.bold) if look else (None, None, None)
            line += [(char, *colours) for char in segment.text]
        lines.append(line)
    return lines


async def _round(app: ChuhaiApp, pilot: Pilot[None]) -> list[Any]:
    seen = []
    for key in ROUND:
        await pilot.press(key)
        await pilot.pause()
        seen.append((app.explore.shown, _cells(app)))
    return seen


def _start_in(theme: str, home: Path) -> None:
    path = home / "settings.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    settings = Settings(lang=Lang.EN, section="trends", welcomed=True, theme=theme)
    write_settings(path, settings)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_view_wears_the_other_theme_as_if_it_had_begun_with_it(
    make_app: MakeApp, tmp_path: Path, size: tuple[int, int]
) -> None:
    rounds = []
    for first, switched in (("chuhai-dark", True), ("chuhai-light", False)):
        _start_in(first, tmp_path / "home")
        app = make_app()
        async with app.run_test(size=size) as pilot:
            await _round(app, pilot)
            if switched:
                await pilot.press("t")
                await pilot.pause()
            assert app.theme == "chuhai-light"
            rounds.append(await _round(app, pilot))
    for (shown, switched_cells), (_, worn_cells) in zip(*rounds, strict=True):
        assert switched_cells == worn_cells, shown


async def test_a_theme_there_and_back_leaves_all_as_it_was(
    make_app: MakeApp, tmp_path: Path
) -> None:
    _start_in("chuhai-dark", tmp_path / "home")
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        before = await _round(app, pilot)
        await pilot.press("t")
        await pilot.pause()
        assert _cells(app) != before[-1][1]
        await pilot.press("t")
        await pilot.pause()
        assert await _round(app, pilot) == before
        await pilot.press("ctrl+q")
    assert read_settings(tmp_path / "home" / "settings.json")[0].theme == "chuhai-dark"


async def test_a_dialog_over_the_view_changes_its_theme_with_it(
    make_app: MakeApp, tmp_path: Path
) -> None:
    _start_in("chuhai-dark", tmp_path / "home")
    path = tmp_path / "home" / "settings.json"
    write_settings(path, replace(read_settings(path)[0], welcomed=False))
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.screen is not app.explore
        await pilot.press("t")
        await pilot.pause()
        grounds = "".join({str(cell[2]) for line in _cells(app) for cell in line})
        assert app.theme == "chuhai-light"
        assert str(LIGHT.panel) in grounds
        for colour in (DARK.background, DARK.surface, DARK.panel):
            assert str(colour) not in grounds
