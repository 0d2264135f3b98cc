"""Search, chips, pages, languages, sizes, mouse."""

from __future__ import annotations

import importlib
import json
import pkgutil
import random
import re
import webbrowser
from pathlib import Path

import pytest
from textual.content import Content
from textual.pilot import Pilot

from chuhai.i18n import Lang
from chuhai.library.index import Library
from chuhai.strings import strings
from chuhai.ui import commands
from chuhai.ui.screens.explore import Explore
from ui.conftest import MakeApp, screen_text
from ui.test_journey import assert_running


async def _search(pilot: Pilot[None], text: str) -> None:
    await pilot.press("slash", *text)
    await pilot.pause()


async def test_typing_narrows_the_list_and_the_counts(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await _search(pilot, "zhibo")
        assert app.filter.words == "zhibo"
        assert len(app.explore.cards.rows.rows) == 1
        assert "Tactics            1" in screen_text(app)
        await pilot.press("enter")
        assert app.focused is app.explore.cards.rows
        await pilot.press("escape")
        await pilot.pause()
        assert not app.filter
        assert len(app.explore.cards.rows.rows) == 2


async def test_a_list_scrolls_by_whole_rows(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        rows = app.explore.cards.rows
        card = rows.rows[0]
        for height in (2, 3, 4):
            words = [Content(f"line {n} of {height}") for n in range(height)]
            rows.show([card] * 60, lambda *_, w=words: w, height, 0, lambda _: [])
            for key in ("ctrl+d", "ctrl+d", "j", "j"):
                await pilot.press(key)
                assert rows.top % height == 0
                first, count = rows.span(rows.cursor)
                assert rows.top <= first
                assert first + count <= rows.top + rows.size.height
            await pilot.press("G")
            assert rows.top + rows.size.height == rows.line_count()


async def test_nothing_found_says_where_there_is_something(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await _search(pilot, "sea")
        shown = screen_text(app)
        assert "Nothing matches" in shown
        assert "Tactics 1" in shown
        await pilot.press("a", "y", "o")
        assert_running(app)


async def test_chips_by_key_and_by_mouse(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        chips = app.explore.cards.chips[1]
        assert chips.facet == "stance"
        chips.focus()
        await pilot.press("right", "left", "space")
        await pilot.pause()
        assert str(app.filter) == "stance:test"
        await pilot.press("minus")
        await pilot.pause()
        assert str(app.filter) == "-stance:test"
        await pilot.press("escape", "x")
        await pilot.pause()
        assert str(app.filter) == ""
        start, _, place = app.explore.cards.chips[0]._spans[0]
        await pilot.click(app.explore.cards.chips[0], offset=(start + 1, 0))
        await pilot.pause()
        chosen = app.explore.cards.chips[0].chips[place]
        assert str(app.filter) == f"region:{chosen.value}"
        assert len(app.explore.cards.rows.rows) == chosen.count


async def test_the_mouse_reaches_sections_rows_and_switches(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.click("#side", offset=(4, 6))
        await pilot.pause()
        assert app.section == "platforms"
        await pilot.click("#list", offset=(5, 4))
        await pilot.pause()
        assert app.settings.cursors["platforms"] == "shop-mx"
        await pilot.click("#top", offset=(118, 0))
        await pilot.pause()
        assert app.theme == "chuhai-light"
        await pilot.click("#top", offset=(108, 0))
        await pilot.pause()
        assert app.lang is Lang.ZH
        await pilot.click("#keys", offset=(1, 0))
        await pilot.pause()
        assert app.focused is app.explore.cards.search


async def test_a_page_shows_evidence_and_leads_on(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.go("trends", "live")
        await pilot.pause()
        shown = screen_text(app)
        for part in (
            "8% (of adults asked)",
            "stale: 25 months > 18",
            "Newer reason.",
            "[as in China]",
        ):
            assert part in shown, part
        assert "Old reason." not in shown
        await pilot.press("enter", "G")
        await pilot.press("o", "enter")
        await pilot.pause()
        assert opened == ["https://example.org/survey"] or opened == []
        detail = app.explore.cards.detail
        keys = [row.key for row in detail.rows]
        detail.cursor = keys.index("source/survey-2024")
        await pilot.press("o", "enter")
        assert opened == ["https://example.org/survey"]
        evidence = next(i for i, r in enumerate(detail.rows) if hasattr(r.data, "figure"))
        detail.cursor = evidence
        await pilot.press("y")
        assert "8% (of adults asked)" in app.clipboard
        assert "https://example.org/survey" in app.clipboard
        reference = next(
            i for i, r in enumerate(detail.rows) if type(r.data).__name__ == "Reference"
        )
        detail.cursor = reference
        await pilot.press("enter")
        await pilot.pause()
        assert app.section == "tactics"
        await pilot.press("alt+left")
        await pilot.pause()
        assert app.section == "trends"


async def test_the_palette_knows_commands_and_cards_in_both_languages(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+p", *"清单", "enter")
        await pilot.pause()
        assert app.section == "checklist"
        await pilot.press("colon", *"qingdan", "enter")
        await pilot.pause()
        assert app.section == "checklist"
        await pilot.press("ctrl+p", *"theme", "enter")
        await pilot.pause()
        assert app.theme == "chuhai-light"
        await pilot.press("ctrl+p", *"routine", "enter")
        await pilot.pause()
        assert app.section == "tactics"
        assert app.settings.cursors["tactics"] == "routine"


def test_every_command_is_named_and_exists() -> None:
    homes = [Explore, *_widgets()]
    for command in commands.ALL:
        assert command.words in strings(), command.id
        action = command.action.split("(")[0]
        assert any(hasattr(home, f"action_{action}") for home in homes), command.id
    ids = [command.id for command in commands.ALL]
    assert len(ids) == len(set(ids))


def _widgets() -> list[type]:
    """Every class that the modules of widgets define."""
    from chuhai.ui import widgets

    modules = [
        importlib.import_module(f"chuhai.ui.widgets.{found.name}")
        for found in pkgutil.iter_modules(widgets.__path__)
    ]
    return [kind for module in modules for kind in vars(module).values() if isinstance(kind, type)]


def test_every_word_that_the_code_asks_for_is_there() -> None:
    from chuhai.model.record import EventKind
    from conftest import ROOT

    asked: set[str] = set()
    for path in (ROOT / "tui").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        asked |= set(re.findall(r'(?:\bt|say|words)\(\s*"([a-z]+\.[a-z0-9.-]+)"', text))
        parts = r'writer\.(?:heading|bullets|claims|references)\(\s*"([a-z0-9-]+)"'
        asked |= {f"head.{key}" for key in re.findall(parts, text)}
        asked |= {f"field.{key}" for key in re.findall(r'writer\.field\(\s*"([a-z0-9-]+)"', text)}
    assert asked - set(strings()) == set()
    assert len(asked) > 120
    assert {f"kind.{kind}" for kind in EventKind} <= set(strings())
    for words in strings().values():
        assert words.en
        assert words.zh


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (62, 20), (200, 60)])
async def test_no_line_is_wider_than_the_window(
    make_app: MakeApp, real_library: Library, size: tuple[int, int]
) -> None:
    from rich.cells import cell_len

    for lang in Lang:
        app = make_app(lang, real_library)
        app.lang = lang
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            for key in ("H", *"1234506789", "question_mark", "f"):
                await pilot.press(key)
                await pilot.pause()
                for text in screen_text(app).splitlines():
                    assert cell_len(text) <= size[0]
                if key == "question_mark":
                    await pilot.press("escape")
            assert_running(app)


ENGLISH = re.compile(r"[A-Za-z]{3,}")


async def test_no_english_word_in_the_chinese_frame(make_app: MakeApp) -> None:
    app = make_app(Lang.ZH)
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.pause()
        for key in "H1234567890":
            await pilot.press(key)
            await pilot.pause()
            lines = screen_text(app).splitlines()
            frame = [line[:26] for line in lines] + [lines[0], lines[-1]]
            words = {word for line in frame for word in ENGLISH.findall(line)}
            assert words <= {"chuhai", "space", "esc", "Buen", "Fin"}, (key, words)


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (59, 16), (60, 15), (63, 16), (300, 90)])
async def test_no_size_is_too_small_or_too_large(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("9", "1", "enter", "j", "escape")
        if size[0] >= 40 and (size[0] < 60 or size[1] < 16):
            assert "60×16" in screen_text(app)
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert "Trends" in screen_text(app)
        assert_running(app)


async def test_one_pane_drills_in_and_out(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(62, 20)) as pilot:
        await pilot.pause()
        assert not app.explore.cards.detail.display
        await pilot.press("enter")
        await pilot.pause()
        assert app.explore.cards.detail.display
        assert not app.explore.cards.rows.display
        await pilot.press("escape")
        await pilot.pause()
        assert app.explore.cards.rows.display


async def test_settings_that_cannot_be_read_do_not_matter(
    make_app: MakeApp, tmp_path: Path
) -> None:
    path = tmp_path / "home" / "settings.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    odd = {"section": "nowhere", "theme": "pink", "filter": "x:y", "cursors": {"trends": 3}}
    path.write_text(json.dumps({**odd, "lang": "zh", "welcomed": True}))
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.section == "home"
        assert app.theme == "chuhai-dark"
        assert app.lang is Lang.ZH
        assert_running(app)


async def test_the_first_start_shows_a_card_once(make_app: MakeApp) -> None:
    app = make_app()
    app.settings = type(app.settings)(lang=Lang.EN)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert "Welcome to chuhai" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "Welcome to chuhai" not in screen_text(app)
        assert app.settings.welcomed


async def test_200_random_keys_do_no_harm(make_app: MakeApp, real_library: Library) -> None:
    keys = [
        *"jkhlgGfxauUyoEztnNdDAesHvS1234567890", "space", "enter", "escape", "tab", "slash",
        "minus", "down", "up", "left", "right", "pagedown", "pageup", "ctrl+p", "question_mark",
        "alt+left", "alt+right", "shift+tab", "ctrl+d", "ctrl+u", "home", "end", "直", "播",
    ]  # fmt: skip
    dice = random.Random(5)
    app = make_app(content=real_library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press(*dice.choices([k for k in keys if k not in ("E", "o")], k=200))
        await pilot.pause()
        assert_running(app)


async def test_keys_can_be_changed_and_clashes_are_said(make_app: MakeApp, tmp_path: Path) -> None:
    path = tmp_path / "home" / "keys.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        '# mine\nfacets = "F"\nserch = "s"\nadd = "y"\nquit = "nonsense"\ndown = "J,down"\n'
    )
    app = make_app()
    async with app.run_test(size=(160, 60), notifications=True) as pilot:
        await pilot.pause()
        await pilot.pause()
        shown = "\n".join(notification.message for notification in app._notifications)
        assert "keys.toml, line 3: unknown command 'serch'; did you mean search?" in shown
        assert "keys.toml, line 4: add: 'y' is the key of copy" in shown
        assert "keys.toml, line 5: quit: 'nonsense' is not the name of a key" in shown
        await pilot.press("J")
        assert app.explore.cards.rows.cursor == 1
        await pilot.press("F")
        await pilot.pause()
        assert app.screen is not app.explore
        await pilot.press("escape", "f")
        await pilot.pause()
        assert app.screen is app.explore


async def test_the_key_bar_says_the_way_out_of_a_page_and_of_the_search_box(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "esc" not in screen_text(app).splitlines()[-1]
        await pilot.press("enter")
        await pilot.pause()
        assert screen_text(app).splitlines()[-1].startswith(" esc Back  / Search")
        await pilot.click("#keys", offset=(2, 0))
        await pilot.pause()
        assert app.focused is app.explore.cards.rows
        await pilot.press("slash")
        await pilot.pause()
        assert screen_text(app).splitlines()[-1].startswith(" enter To the list  esc Back  ")
        await pilot.press("q", "q")
        await pilot.pause()
        bar = screen_text(app).splitlines()[-1]
        assert bar.startswith(" enter To the list  esc Clear ")
        assert "Search" not in bar
        await pilot.click("#keys", offset=(bar.index("esc"), 0))
        await pilot.pause()
        assert not app.filter
        assert app.focused is app.explore.cards.rows


async def test_a_list_is_shown_with_a_distant_cursor_in_its_middle(
    make_app: MakeApp, real_library: Library
) -> None:
    app = make_app(content=real_library)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        rows = app.explore.cards.rows
        app.go("tactics")
        await pilot.pause()
        await pilot.press("G", "k", "k", "k", "k", "k", "k", "k", "k", "k", "k", "k", "k")
        await pilot.pause()
        far = rows.cursor
        app.go("trends")
        await pilot.pause()
        app.go("tactics")
        await pilot.pause()
        assert rows.cursor == far
        above = far * rows.height - rows.top
        assert abs(above - (rows.size.height - rows.height) // 2) <= rows.height
        bottom = rows.top + rows.size.height
        while (rows.cursor + 2) * rows.height <= bottom:
            await pilot.press("j")
        top = rows.top
        await pilot.press("j")
        assert rows.top - top < 2 * rows.height
