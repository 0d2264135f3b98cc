"""Journey B: a brand manager wants the evidence on live selling in Germany, on the real content."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from chuhai.i18n import Lang
from chuhai.library.index import Library
from chuhai.ui.app import ChuhaiApp
from ui.conftest import MakeApp, click_on, screen_text, shown

SIZES = [(80, 24), (120, 40)]


async def _type(pilot: Pilot[None], *keys: str) -> None:
    for part in keys:
        await pilot.press(*(part if part not in NAMED else [part]))
        await pilot.pause()


NAMED = ("enter", "escape", "slash", "down", "tab", "alt+left")


async def _brief(pilot: Pilot[None], app: ChuhaiApp, folder: Path) -> str:
    await _type(pilot, "B", "md en", "enter")
    (written,) = folder.glob("*.md")
    return written.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", SIZES)
async def test_by_keys(
    make_app: MakeApp,
    real_library: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
) -> None:
    monkeypatch.chdir(tmp_path)
    app = make_app(Lang.EN, real_library)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await _type(pilot, "1", "slash", "live shopping", "enter")
        target = app.explore.view.card_target
        assert target is not None
        assert target.entry.id == "live-shopping"

        await _type(pilot, "e", "w", "germany", "enter")
        assert app.explore.shown == "evidence"
        text = await shown(pilot, app, "Germany")
        assert "Live shopping" in text
        assert "Watch" in text
        text = await _whole(pilot, app)
        for part in ("FOR", "AGAINST", "8%", "21%", "O-REX", "FashionUnited", "2025-03-31", "29%",
                     "◷ stale: 25 months > 18", "WHAT WOULD SETTLE IT"):  # fmt: skip
            assert part in text, part

        await _type(pilot, "escape", "escape", "x", "f", "stale", "enter", "escape")
        assert str(app.filter) == "evidence:stale"
        rows = real_library.select(app.filter, "trends")
        assert "live-shopping" in {real_library.entry(row).id for row in rows}

        await _type(pilot, "x", "v", "v")
        assert app.explore.shown == "movement"
        assert "2022" in screen_text(app)

        await _type(pilot, "3")
        assert app.explore.shown == "clock"
        assert await shown(pilot, app, "Taobao")

        await _type(pilot, "1")
        app.go("trends", "live-shopping")
        await _type(pilot, "c")
        assert app.explore.shown == "compare"
        assert "Live shopping" in await shown(pilot, app, "Live shopping")
        await _type(pilot, "alt+left")
        text = await _brief(pilot, app, tmp_path)
        for part in ("Germany", "8%", "O-REX", "Not legal advice", real_library.version):
            assert part in text, part


@pytest.mark.parametrize("size", SIZES)
async def test_by_mouse(make_app: MakeApp, real_library: Library, size: tuple[int, int]) -> None:
    app = make_app(Lang.EN, real_library)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await click_on(pilot, app, "Live shopping")
        target = app.explore.view.card_target
        assert target is not None
        assert target.entry.id == "live-shopping"
        await click_on(pilot, app, " Evidence ")
        assert app.explore.shown == "evidence"
        await click_on(pilot, app, "w Which market")
        while app.screen is not app.explore:
            await click_on(pilot, app, "Germany", beside="Watch")
        assert "○ Watch" in await shown(pilot, app, "Germany")
        await click_on(pilot, app, " Movement ")
        assert app.explore.shown == "movement"
        await click_on(pilot, app, "3 Lineage")
        assert app.explore.shown == "clock"
        await click_on(pilot, app, "5 Markets")
        await click_on(pilot, app, " Compare ")
        assert app.explore.shown == "compare"


async def _whole(pilot: Pilot[None], app: ChuhaiApp) -> str:
    """Everything that the view shows, screen by screen."""
    seen = [screen_text(app)]
    for _ in range(30):
        await pilot.press("pagedown")
        await pilot.pause()
        if screen_text(app) == seen[-1]:
            break
        seen.append(screen_text(app))
    return "\n".join(seen)
