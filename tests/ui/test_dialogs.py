"""What lies over a view: the view shows behind it, the box is as high as what it offers."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuhai.i18n import Lang
from chuhai.settings import Settings, write_settings
from chuhai.ui import commands
from chuhai.ui.render.text import cells
from chuhai.ui.screens.help import help_lines
from chuhai.ui.screens.pick import Option, Pick, narrowing
from ui.conftest import MakeApp, screen_text


@pytest.mark.parametrize("section", ["trends", "home", "checklist"])
async def test_the_view_shows_behind_a_dialog(
    make_app: MakeApp, tmp_path: Path, section: str
) -> None:
    path = tmp_path / "home" / "settings.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_settings(path, Settings(lang=Lang.EN, section=section, welcomed=True))
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert isinstance(app.screen, Pick)
        assert app.screen.styles.background.a < 1
        assert "chuhai" in screen_text(app)


@pytest.mark.parametrize(("offered", "height"), [(3, 3), (40, 11)])
async def test_a_choice_is_as_high_as_its_options_and_keeps_the_chosen_one_in_sight(
    make_app: MakeApp, offered: int, height: int
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        options = [Option(f"k{n}", f"Option number {n}") for n in range(offered)]
        app.push_screen(Pick("Which?", narrowing(options), at=f"k{offered - 1}"))
        await pilot.pause()
        assert isinstance(app.screen, Pick)
        assert app.screen.list.size.height == height
        assert f"▌ Option number {offered - 1}" in screen_text(app)
        await pilot.press("2")
        await pilot.pause()
        assert app.screen.list.size.height == height


async def test_the_help_says_where_keys_are_changed_as_people_write_it(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 60)) as pilot:
        for home, said in ((tmp_path, "~/home"), (tmp_path / "else", str(tmp_path / "home"))):
            monkeypatch.setenv("HOME", str(home))
            await pilot.press("question_mark")
            await pilot.pause()
            assert f"keys.toml in {said}"[:40] in screen_text(app)
            await pilot.press("escape")
            await pilot.pause()


def test_the_help_puts_its_groups_in_two_columns_of_like_height() -> None:
    lines = help_lines(Lang.EN, 74, "/home/me", commands.CHECKLIST)
    plain = [part.plain for part in lines]
    assert plain[0] == "Keys"
    assert plain[2].split() == ["MOVE", "ACT"]
    assert max(map(cells, lines[:-1])) <= 72
    keys = [part[35:].split()[0] for part in plain[3:-1] if len(part) > 36 and part[36:].strip()]
    assert len(set(keys)) == len(keys), "a key is listed for one deed only"
    assert len(plain) < 42
