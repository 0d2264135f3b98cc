"""A brief from the program: of a card, of a cell of the matrix, of a list."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuhai.checklist.store import Store
from chuhai.i18n import Lang
from ui.conftest import MakeApp, screen_text
from ui.test_home import _seed


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder of its own."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_card_under_the_cursor_in_a_chosen_form(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app(Lang.ZH)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        app.go("trends", "live")
        app.set_filter(app.library.parse("market:DE"))
        await pilot.pause()
        await pilot.press("B", "enter")
        await pilot.pause()
        (made,) = Path.cwd().iterdir()
        assert made.name == "chuhai-live-DE-2026-11-22-zh.html"
        assert "成年" in made.read_text(encoding="utf-8")
        assert any(made.name in note.message for note in app._notifications)
        await pilot.press("B", *"md both", "enter")
        await pilot.pause()
        paired = Path.cwd() / "chuhai-live-DE-2026-11-22-both.md"
        assert paired.read_text(encoding="utf-8").startswith("# 直播带货 · Live shopping")
        await pilot.press("B", "escape", "B", "enter")
        await pilot.pause()
        assert (Path.cwd() / "chuhai-live-DE-2026-11-22-zh-2.html").exists()


async def test_the_list_and_the_cell_under_the_cursor(make_app: MakeApp, store: Store) -> None:
    _seed(store)
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("9", "B")
        await pilot.pause()
        assert "Write a brief of Berlin" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        text = (Path.cwd() / "chuhai-plan-DE-2026-11-22-en.html").read_text(encoding="utf-8")
        assert "0 of 3 done" in text
        await pilot.press("6", "v", "B")
        await pilot.pause()
        target = app.explore.view.card_target
        assert target is not None
        assert target.market
        await pilot.press("enter")
        await pilot.pause()
        name = f"chuhai-{target.entry.id}-{target.market}-2026-11-22-en.html"
        assert (Path.cwd() / name).exists()


async def test_the_markets_that_are_compared(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.set_filter(app.library.parse("market:TH,MX"))
        app.travel.go("markets", view="compare")
        await pilot.pause()
        await pilot.press("B", *"md en", "enter")
        await pilot.pause()
        (made,) = Path.cwd().iterdir()
        assert made.name.startswith("chuhai-compare-")
        assert "Mexico" in made.read_text(encoding="utf-8").splitlines()[0]


async def test_a_folder_that_cannot_be_written_is_named(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = make_app()
    gone = tmp_path / "gone"
    monkeypatch.setattr(Path, "cwd", lambda: gone)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("1", "B", "enter")
        await pilot.pause()
        assert any(str(gone) in note.message for note in app._notifications)
        assert app.return_code is None
