"""What a key costs, in counts that no busy machine changes; a higher ceiling wants a reason."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chuhai.library.index import Library
from chuhai.ui.app import ChuhaiApp
from chuhai.ui.later import Later
from chuhai.ui.thrift import Thrift
from chuhai.ui.widgets.page_view import PageView
from chuhai.ui.widgets.row_list import RowList
from conftest import ROOT, SAMPLE

SIZE = (120, 40)
FIRST_SCREEN = """
import json, os, sys
os.environ["TEXTUAL_DRIVER"] = "textual.drivers.headless_driver:HeadlessDriver"
sys.argv = ["chuhai"]
from textual.app import App
shown = App._display
def display(self, screen, update):
    if update is not None and screen.id == "explore":
        sys.stderr.write("\\n" + json.dumps(sorted(sys.modules)) + "\\n")
        sys.stderr.flush()
        os._exit(0)
    shown(self, screen, update)
App._display = display
from chuhai.cli import main
main()
"""


class Effort:
    """Counts what an app does from one key to the next."""

    def __init__(self, app: ChuhaiApp, library: Library, patch: pytest.MonkeyPatch) -> None:
        self.counts: Counter[str] = Counter()
        self.app, self._connection = app, library._database
        self._count(patch, RowList, "draw_row", "list rows")
        self._count(patch, PageView, "draw_row", "page rows")
        shown = ChuhaiApp._display

        def display(this: ChuhaiApp, screen: Any, update: Any) -> None:
            from chuhai.ui.thrift import thrifty

            sent = thrifty(update, this._shadow)
            if isinstance(sent, Thrift):
                written = sent.render_segments(this.console).encode()
                self.counts["frames"] += 1
                self.counts["frames that write"] += bool(written)
                self.counts["bytes"] += len(written)
            shown(this, screen, update)

        patch.setattr(ChuhaiApp, "_display", display)

    def _count(self, patch: pytest.MonkeyPatch, kind: type, name: str, what: str) -> None:
        made = getattr(kind, name)

        def counted(*args: Any) -> Any:
            self.counts[what] += 1
            return made(*args)

        patch.setattr(kind, name, counted)

    async def of(self, pilot: Any, *keys: str) -> Counter[str]:
        """What some keys cost together."""
        await pilot.pause()
        self.counts.clear()
        self._connection.set_trace_callback(lambda _: self.counts.update(["statements"]))
        for key in keys:
            await pilot.press(key)
        await pilot.pause()
        self._connection.set_trace_callback(None)
        return self.counts


@pytest.fixture
def effort(
    make_app: Callable[..., ChuhaiApp], real_library: Library, monkeypatch: pytest.MonkeyPatch
) -> Effort:
    """Counts on the built-in content."""
    return Effort(make_app(content=real_library), real_library, monkeypatch)


def _within(counts: Counter[str], **ceilings: int) -> None:
    for name, ceiling in ceilings.items():
        what = name.replace("_", " ")
        assert counts[what] <= ceiling, f"{what}: {counts[what]} > {ceiling}"


async def test_a_move_draws_two_rows_and_what_is_in_sight_of_the_page(effort: Effort) -> None:
    async with effort.app.run_test(size=SIZE) as pilot:
        await effort.of(pilot, "j")
        counts = await effort.of(pilot, "j")
        _within(counts, list_rows=2, page_rows=20, frames=1, bytes=4_000, statements=4)
        assert counts["frames"] == 1


async def test_a_letter_in_the_filter_asks_little(effort: Effort) -> None:
    async with effort.app.run_test(size=SIZE) as pilot:
        await effort.of(pilot, "slash", "l")
        counts = await effort.of(pilot, "i")
        _within(counts, list_rows=12, page_rows=20, frames=3, bytes=7_000, statements=16)
        assert counts["bytes"] > 0


async def test_another_section_asks_little(effort: Effort) -> None:
    async with effort.app.run_test(size=SIZE) as pilot:
        await effort.of(pilot, "4", "1")
        counts = await effort.of(pilot, "4")
        _within(counts, list_rows=12, page_rows=20, frames=1, bytes=8_000, statements=12)
        assert counts["bytes"] > 0


async def test_a_view_that_was_hidden_comes_back_in_one_layout(effort: Effort) -> None:
    async with effort.app.run_test(size=SIZE) as pilot:
        await effort.of(pilot, "2", "4", "2")
        drawn = effort.app.explore.cards.rows
        counts = await effort.of(pilot, "4")
        assert drawn._fitted == drawn.size
        _within(counts, list_rows=24, page_rows=24, bytes=9_000)


async def test_a_view_comes_up_whole(effort: Effort) -> None:
    async with effort.app.run_test(size=SIZE) as pilot:
        for section, views in (("1", 4), ("5", 3), ("7", 2), ("3", 2), ("0", 2), ("9", 4)):
            await effort.of(pilot, section)
            for _ in range(views):
                counts = await effort.of(pilot, "v")
                _within(counts, frames_that_write=2)
                assert counts["bytes"] > 0


async def test_another_theme_comes_up_whole(effort: Effort) -> None:
    async with effort.app.run_test(size=SIZE) as pilot:
        await effort.of(pilot, "7", "v", "9")
        counts = await effort.of(pilot, "t")
        _within(counts, frames_that_write=2, statements=2)
        assert counts["bytes"] > 4_000


async def test_the_calendar_asks_for_the_festivals_at_once(effort: Effort) -> None:
    async with effort.app.run_test(size=SIZE) as pilot:
        await effort.of(pilot, "7")
        counts = await effort.of(pilot, "v")
        assert effort.app.explore.shown == "calendar"
        _within(counts, statements=12)


async def test_a_key_makes_no_part_of_the_program_that_it_does_not_need(effort: Effort) -> None:
    async with effort.app.run_test(size=SIZE) as pilot:
        await effort.of(pilot, "j", "4")
        made = {n for n, part in vars(ChuhaiApp).items() if isinstance(part, Later)}
        assert made & vars(effort.app).keys() <= {"travel", "planning", "company"}


async def test_what_is_shown_already_is_not_sent_again(effort: Effort) -> None:
    async with effort.app.run_test(size=SIZE) as pilot:
        await effort.of(pilot, "j")
        effort.counts.clear()
        effort.app.screen.refresh()
        await pilot.pause()
        _within(effort.counts, bytes=0)
        effort.app._forget_terminal()
        effort.app.screen.refresh()
        await pilot.pause()
        assert effort.counts["bytes"] > 3_000


def test_the_first_screen_needs_no_models_and_no_lists(tmp_path: Path) -> None:
    settings = {"lang": "en", "section": "trends", "welcomed": True}
    (tmp_path / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    world = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "tui"),
        "CHUHAI_CONTENT": str(SAMPLE),
        "CHUHAI_HOME": str(tmp_path),
    }
    for _ in range(2):
        ran = subprocess.run(
            [sys.executable, "-c", FIRST_SCREEN], env=world, capture_output=True, text=True
        )
    loaded = set(json.loads(ran.stderr.strip().splitlines()[-1]))
    roots = {name.split(".")[0] for name in loaded}
    unwanted = {"pydantic", "tomli", "holidays", "babel", "click", "filelock", "openpyxl"}
    assert not roots & unwanted
    late = ("agenda", "plan", "checklist", "gates", "compare", "exchange", "reach", "home")
    assert not {name for name in late if f"chuhai.{name}" in loaded}
    own = {name for name in loaded if name.startswith("chuhai")}
    assert len(own) <= 70, sorted(own)
