"""An app on the sample content, and ways to look at it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from chuhai.checklist.store import Store
from chuhai.i18n import Lang
from chuhai.library.index import Library
from chuhai.settings import Settings, read_settings
from chuhai.ui.app import ChuhaiApp
from chuhai.ui.world import World
from conftest import TODAY

MakeApp = Callable[..., ChuhaiApp]


@pytest.fixture
def make_app(library: Library, store: Store, tmp_path: Path) -> MakeApp:
    """Makes the app as it would start now: with what was saved before."""

    def make(
        lang: Lang = Lang.EN, content: Library | None = None, today: dt.date = TODAY
    ) -> ChuhaiApp:
        path = tmp_path / "home" / "settings.json"
        settings, _ = read_settings(path)
        if settings == Settings():
            settings = Settings(lang=lang, section="trends", welcomed=True)
        lang = settings.lang or lang
        world = World(content or library, lambda: store, settings, path, today, lang)
        return ChuhaiApp(world)

    return make


KEYS = {
    " ": "space", "-": "minus", ":": "colon", "#": "number_sign", "!": "exclamation_mark",
    "+": "plus", ",": "comma", ".": "full_stop", "/": "slash",
}  # fmt: skip


async def typed(pilot: Pilot[None], text: str, *then: str) -> None:
    """Type a text, then press keys."""
    await pilot.press(*(KEYS.get(char, char) for char in text), *then)
    await pilot.pause()


def screen_text(app: ChuhaiApp) -> str:
    """What is on the screen, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


async def shown(pilot: Pilot[None], app: ChuhaiApp, words: str) -> str:
    """The screen as soon as some words are on it, or as it stands when they do not come."""
    for _ in range(40):
        await pilot.pause()
        if words in screen_text(app):
            break
    return screen_text(app)


async def click_on(pilot: Pilot[None], app: ChuhaiApp, words: str, beside: str = "") -> None:
    """Click on some words, on the first line of the screen that holds both."""
    lines = (await shown(pilot, app, words)).splitlines()
    y = next(number for number, line in enumerate(lines) if words in line and beside in line)
    x = cell_len(lines[y][: lines[y].index(words)]) + 1
    await pilot.click(offset=(x, y))
    await pilot.pause()
