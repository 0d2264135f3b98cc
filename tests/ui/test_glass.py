"""What the terminal shows is what the screen is: no cell is forgotten, no character halved."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pyte
import pytest
from rich.console import Console
from rich.segment import Segment
from textual._compositor import ChopsUpdate
from textual.strip import Strip

from chuhai.i18n import Lang
from chuhai.library.index import Library
from chuhai.ui.app import ChuhaiApp
from chuhai.ui.painter import Painter
from chuhai.ui.thrift import Shadow, Thrift, thrifty

PATIENCE = 30
"""How often it is looked again whether a frame is still to come."""
KEYS = [*"jjkgGvzZtH12345670", "enter", "escape", "tab", "pagedown", "c", "e"]


def test_a_repaint_that_ends_inside_a_wide_character_keeps_it_whole() -> None:
    console = Console(color_system="truecolor", width=8)
    line = Strip([Segment("ab问清尺码")], 10)
    update = ChopsUpdate([{0: line}], [(0, 0, 7)], [[10]])
    screen = pyte.Screen(12, 1)
    pyte.Stream(screen).feed(Thrift(update, Shadow()).render_segments(console))
    assert "".join(screen.buffer[0][x].data for x in range(10)) == "ab问清尺码"


class Glass:
    """A terminal that is fed what the app would write."""

    def __init__(self, patch: pytest.MonkeyPatch, width: int, height: int) -> None:
        self.screen = pyte.Screen(width, height)
        self._stream = pyte.Stream(self.screen)
        shown = Painter._display

        def display(app: Painter, screen: Any, update: Any) -> None:
            sent = thrifty(update, app._shadow)
            if isinstance(sent, Thrift):
                self._stream.feed(sent.render_segments(app.console))
            shown(app, screen, update)

        patch.setattr(Painter, "_display", display)

    def lines(self) -> list[str]:
        """The lines of the terminal; the cell behind a wide character is empty."""
        rows = (self.screen.buffer[y] for y in range(self.screen.lines))
        return ["".join(row[x].data for x in range(self.screen.columns)) for row in rows]


@pytest.mark.parametrize(("lang", "size"), [(Lang.ZH, (80, 24)), (Lang.EN, (120, 40))])
async def test_after_any_keys_the_terminal_shows_the_screen(
    make_app: Callable[..., ChuhaiApp],
    real_library: Library,
    monkeypatch: pytest.MonkeyPatch,
    lang: Lang,
    size: tuple[int, int],
) -> None:
    glass, dice = Glass(monkeypatch, *size), random.Random(7)
    app = make_app(lang, content=real_library)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("6", "enter")
        for _ in range(40):
            for _ in range(PATIENCE):
                await pilot.pause()
                shown = [strip.text for strip in app.screen._compositor.render_strips()]
                if glass.lines() == shown:
                    break
            assert glass.lines() == shown
            await pilot.press(dice.choice(KEYS))
