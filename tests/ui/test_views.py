"""What holds for every view: it fits the window, and it speaks one language."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from chuhai.i18n import Lang
from chuhai.library.index import Library
from chuhai.ui.sections import OTHER_VIEWS, SECTIONS
from ui.conftest import MakeApp, screen_text
from ui.test_journey import assert_running

VIEWS = [(name, view) for name, section in SECTIONS.items() for view in section.views]
VIEWS += [(name, view) for name, views in OTHER_VIEWS.items() for view in views]
LATIN = re.compile(r"[A-Za-z]{3,}")
NAMES = {"chuhai", "esc", "enter", "space", "tab", "Alpha", "Beta", "Institute", "Ministry"}


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
@pytest.mark.parametrize("lang", list(Lang))
async def test_every_view_fits_the_window(
    make_app: MakeApp, real_library: Library, lang: Lang, size: tuple[int, int]
) -> None:
    app = make_app(lang, real_library)
    app.lang = lang
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for section, view in VIEWS:
            app.show_view(section, view)
            await pilot.pause()
            assert app.explore.shown == view
            assert app.focused is not None, (section, view)
            lines = screen_text(app).splitlines()
            assert all(cell_len(line) <= size[0] for line in lines), (section, view)
            await pilot.press("j", "T", "G")
            await pilot.pause()
        assert_running(app)


@pytest.mark.parametrize(
    ("section", "view", "keys"),
    [
        ("trends", "evidence", ""),
        ("trends", "movement", ""),
        ("article", "record", ""),
        ("article", "record", "T"),
        ("events", "timeline", ""),
        ("events", "timeline", "b"),
        ("events", "timeline", "bb"),
        ("events", "timeline", "-T"),
        ("lineage", "clock", ""),
        ("lineage", "clock", "T"),
        ("lineage", "clock", "b"),
        ("lineage", "clock", "bT"),
        ("lineage", "clock", "bb"),
        ("checklist", "workload", ""),
    ],
)
async def test_no_english_word_in_a_chinese_view(
    make_app: MakeApp, argued: Library, section: str, view: str, keys: str
) -> None:
    app = make_app(Lang.ZH, argued)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.show_view(section, view)
        await pilot.pause()
        await pilot.press(*("minus" if key == "-" else key for key in keys))
        await pilot.pause()
        words = set(LATIN.findall(screen_text(app))) - NAMES
        assert words == set(), words
