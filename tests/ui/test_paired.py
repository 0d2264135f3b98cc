"""Both languages at once: in the program and on the command line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chuhai.checklist.item import Status
from chuhai.i18n import Lang, Words
from chuhai.library.index import Library
from chuhai.library.page import (
    Bullet,
    Dispute,
    Evidence,
    Field,
    Heading,
    Judgement,
    Paragraph,
    Quote,
    Reference,
    Work,
)
from chuhai.settings import read_settings
from chuhai.ui.render import blocks
from chuhai.ui.render.context import Context
from chuhai.ui.render.text import cells
from conftest import COMPARE, TODAY
from ui.conftest import MakeApp, screen_text, shown

TWO = Words("The English words of it", "同一句话的中文")
BLOCKS = [
    Heading("risks"),
    Paragraph(TWO, (1,)),
    Quote(TWO),
    Bullet(TWO, (2,), "recalled"),
    Field("owner", TWO, (1,)),
    Evidence(TWO, Words("8%", "8%"), ("DE",), "2024", "", "checked", "survey", "for", "", "", (1,)),
    Work("a", 1, TWO, Words("operator", "运营"), 3, 9, "origin"),
    Judgement("TH", "go", TWO, "2026-11", (1,)),
    Reference("trends", "live", TWO),
    Dispute("x", TWO, TWO),
]


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: type(block).__name__)
@pytest.mark.parametrize("width", [24, 60])
def test_the_second_language_stands_under_the_first(
    library: Library, block: Any, lang: Lang, width: int
) -> None:
    entry = library.find("trends", "live")
    assert entry is not None
    alone = blocks.draw(block, entry, Context(library, lang, TODAY), width)
    paired = blocks.draw(block, entry, Context(library, lang, TODAY, paired=True), width)
    assert all(cells(line) <= width for line in paired)
    first, second = ("Risks", "风险") if isinstance(block, Heading) else (TWO.en, TWO.zh)
    if lang is Lang.ZH:
        first, second = second, first
    plain = (
        "".join("".join(line.plain.split()) for line in paired)
        .translate({ord("→"): "", ord("▎"): ""})
        .lower()
    )
    first, second = ("".join(words.split()).lower() for words in (first, second))
    if not isinstance(block, Reference):
        assert 0 <= plain.index(first) < plain.index(second)
    one = "".join("".join(line.plain.split()) for line in alone)
    assert second not in one.lower()


async def test_z_switches_the_language_and_capital_z_shows_both(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.go("trends", "live")
        await pilot.press("Z")
        await pilot.pause()
        shown = screen_text(app)
        assert "EN+中" in shown
        lines = shown.splitlines()
        above = next(n for n, line in enumerate(lines) if "It spread in the east." in line)
        assert "在东方传开了。" in lines[above + 1]
        assert "Live shopping" in shown
        assert "直播带货" in shown
        await pilot.press("z")
        await pilot.pause()
        lines = screen_text(app).splitlines()
        above = next(n for n, line in enumerate(lines) if "在东方传开了。" in line)
        assert "It spread in the east." in lines[above + 1]
        await pilot.press("q")
    kept, _ = read_settings(app.world.settings_path)
    assert kept.paired
    again = make_app()
    async with again.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("Z")
        await pilot.pause()
        assert "It spread in the east." not in screen_text(again)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (62, 20)])
async def test_a_list_has_both_languages_too(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.go("tactics", "routine")
        await pilot.press("a", *"TH", "enter", *"2027-06-06", "enter", "9", "Z")
        await pilot.pause()
        lines = screen_text(app).splitlines()
        above = next(n for n, line in enumerate(lines) if "Fix the hours" in line)
        assert "定时段" in lines[above + 1]
        item = lines[above].index("Fix")
        assert lines[above + 1].index("定") == item
        await pilot.press("j", "space")
        await pilot.pause()
        (owner,) = app.book.lists.values()
        assert [i.status for i in owner.items.values()].count(Status.DONE) == 1


def test_both_languages_on_the_command_line(chuhai: Any) -> None:
    shown = chuhai("show", "live", "--lang", "both").out.splitlines()
    at = shown.index("It spread in the east.")
    assert shown[at + 1] == "  在东方传开了。"
    assert "Stance by market · 各市场态度" in shown
    assert chuhai("--lang", "both", "show", "live").out.splitlines() == shown
    other = chuhai("--lang", "zh", "show", "live", "--lang", "both").out.splitlines()
    assert other[other.index("在东方传开了。") + 1] == "  It spread in the east."
    chuhai("checklist", "add", "--card", "routine", "--market", "TH", "--anchor", "2027-06-06")
    lines = chuhai("checklist", "show", "--lang", "both").out.splitlines()
    at = next(n for n, line in enumerate(lines) if "Fix the hours" in line)
    assert lines[at + 1].strip() == "定时段"
    assert "定时段" not in chuhai("checklist", "show").out
    refused = chuhai("--lang", "both", "list", "trends")
    assert (refused.code, refused.out) == (2, "")
    assert "show, checklist, brief" in refused.err
    assert "accepted: en, zh, both" in chuhai("show", "live", "--lang", "de").err


VIEWS = [
    ("home", "home", (), "12.12 double-day sale", "12.12 大促"),
    ("trends", "cards", (), "Live shopping", "直播带货"),
    ("trends", "matrix", (), "Live shopping", "直播带货"),
    ("trends", "movement", (), "Live shopping", "直播带货"),
    ("trends", "evidence", (), "Live shopping", "直播带货"),
    ("tactics", "matrix", (), "Live-selling", "直播带货日常化"),
    ("events", "timeline", (), "LinkedIn opens", "LinkedIn 上线"),
    ("events", "timeline", ("b",), "LinkedIn opens", "LinkedIn 上线"),
    ("events", "timeline", ("minus",), "LinkedIn opens", "LinkedIn 上线"),
    ("events", "timeline", ("minus", "b"), "LinkedIn", "LinkedIn 上线"),
    ("lineage", "clock", (), "Virtual gifts", "虚拟礼物"),
    ("lineage", "clock", ("b",), "Brazil", "巴西"),
    ("lineage", "clock", ("b", "b"), "Virtual gifts", "虚拟礼物"),
    ("markets", "compare", (), "Low-value", "小包免税"),
    ("festivals", "calendar", (), "Diwali / Deepavali", "排灯节"),
    ("platforms", "cards", (), "WhatsApp", "WhatsApp"),
    ("checklist", "plan", (), "Fix three slots", "每周固定三个时段"),
    ("checklist", "agenda", (), "Fix three slots", "每周固定三个时段"),
    ("checklist", "workload", (), "Thailand · 2027", "泰国 · 2027"),
]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("lang", list(Lang))
async def test_every_view_shows_both_languages_and_keeps_its_columns(
    make_app: MakeApp, real_library: Library, lang: Lang, size: tuple[int, int]
) -> None:
    app = make_app(lang, real_library)
    marks = ("markets/TH", "markets/MX")
    app.settings = replace(app.settings, lang=lang, marks=marks, paired=True)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.go("tactics", "live-selling-routine")
        await pilot.press("a", *"TH", "enter", *"2027-06-06", "enter")
        await pilot.pause()
        app.go("trends", "live-shopping")
        await pilot.pause()
        for section, view, keys, english, chinese in VIEWS:
            app.show_view(section, view)
            await pilot.pause()
            await pilot.press(*keys)
            await pilot.pause()
            text = await shown(pilot, app, chinese)
            assert english in text, (section, view, keys)
            assert chinese in text, (section, view, keys)
            assert all(cells(line) <= size[0] for line in text.splitlines())
            if view == "timeline":
                while app.explore.view.mode != "sides":  # type: ignore[attr-defined]
                    await pilot.press("b")
                await pilot.press("plus", "plus")
            elif view == "clock":
                while app.explore.view.mode != "tree":  # type: ignore[attr-defined]
                    await pilot.press("b")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_the_cursor_walks_a_matrix_of_two_lines_a_card(
    make_app: MakeApp, real_library: Library, size: tuple[int, int]
) -> None:
    app = make_app(content=real_library)
    app.settings = replace(app.settings, paired=True)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.show_view("tactics", "matrix")
        await pilot.pause()
        grid = app.explore.view.grid  # type: ignore[attr-defined]
        for key in ("G", "g", "j", "pagedown", "k"):
            await pilot.press(key)
            await pilot.pause()
            entry = grid.current[0]
            lines = screen_text(app).splitlines()
            line = grid.region.y + 2 + (grid.place[0] - grid.top) * 2
            head = lines[line][grid.region.x :]
            assert head.startswith(f"▌ {entry.name.en[:12]}")
            assert entry.name.zh[:4] in lines[line + 1]
        await pilot.click(grid, offset=(4, 2 + 2 * 3 + 1))
        assert grid.place[0] == grid.top + 3


async def test_what_is_exported_is_in_both_languages_too(
    make_app: MakeApp, compare_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = make_app(content=compare_library)
    app.settings = replace(app.settings, marks=("markets/TH", "markets/MX"))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for section, view in (("tactics", "matrix"), ("markets", "compare")):
            app.show_view(section, view)
            await pilot.pause()
            await pilot.pause()
            await pilot.press("Z", "E", *"text", "enter")
            await pilot.pause()
            await pilot.press("Z")
    matrix = (tmp_path / "chuhai-matrix-2026-11-22.txt").read_text().splitlines()
    at = next(n for n, line in enumerate(matrix) if line.startswith("Live routine"))
    assert matrix[at + 1] == "直播日常化"
    assert "▲ Go 主攻" in matrix[2]
    compared = (tmp_path / "chuhai-compare-2026-11-22.txt").read_text().splitlines()
    at = compared.index("Low-value parcels")
    assert compared[at + 1] == "小包免税"


def test_comparison_matrix_and_brief_in_both_languages_on_the_command_line(
    chuhai: Any, compare_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHUHAI_CONTENT", str(COMPARE))
    lines = chuhai("compare", "TH", "MX", "--lang", "both").out.splitlines()
    assert lines[0] == "Compare · Thailand, Mexico / 对比 · 泰国, 墨西哥"
    at = lines.index("Low-value parcels")
    assert lines[at + 1] == "小包免税"
    assert lines[at + 2].startswith("  TH  ")
    assert lines[at + 3].startswith("      ")
    zh = chuhai("--lang", "zh", "compare", "TH", "MX", "--lang", "both").out.splitlines()
    assert zh[zh.index("小包免税") + 1] == "Low-value parcels"
    matrix = chuhai("--lang", "both", "matrix").out.splitlines()
    at = next(n for n, line in enumerate(matrix) if line.startswith("Live routine"))
    assert matrix[at + 1] == "直播日常化"
    sheet = chuhai("matrix", "--lang", "both", "--format", "csv").out
    assert "Live routine / 直播日常化,Go / 主攻" in sheet
    for form in ("md", "html"):
        brief = chuhai("brief", "compare", "TH", "MX", "--lang", "both", "--format", form).out
        assert "Low-value parcels" in brief
        assert "小包免税" in brief
