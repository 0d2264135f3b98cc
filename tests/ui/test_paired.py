"""Both languages at once: in the program and on the command line."""

from __future__ import annotations

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
from conftest import TODAY
from ui.conftest import MakeApp, screen_text

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
