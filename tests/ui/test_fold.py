"""What stands at the first and the last line of a pane: whole rows, no heading alone."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from textual.content import Content

from chuhai.compare.table import Cell
from chuhai.gates import STANDINGS
from chuhai.i18n import Lang, same
from chuhai.library.index import Library
from chuhai.library.page import Field, Work
from chuhai.ui.render import blocks
from chuhai.ui.render.company import short_tally
from chuhai.ui.render.compare import cell_lines, columns
from chuhai.ui.render.context import Context
from chuhai.ui.render.text import cells, cut, wrap
from chuhai.ui.widgets.compare_view import CompareView
from chuhai.ui.widgets.frame import Tabs
from chuhai.ui.widgets.page_view import PageView
from conftest import TODAY
from ui.conftest import MakeApp, screen_text


async def test_a_list_that_scrolled_begins_with_a_whole_row(
    make_app: MakeApp, real_library: Library
) -> None:
    app = make_app(content=real_library)
    async with app.run_test(size=(120, 41)) as pilot:
        await pilot.pause()
        app.go("markets", "MX")
        await pilot.pause()
        rows = app.explore.cards.rows
        assert rows.top
        for key in ["j"] * 4 + ["k"] * 2 + ["ctrl+d"]:
            assert rows.top % rows.height == 0
            first, count = rows.span(rows.cursor)
            assert rows.top <= first
            assert first + count <= rows.top + rows.size.height
            await pilot.press(key)
        await pilot.press("G")
        await pilot.pause()
        assert rows.top == rows.line_count() - rows.size.height


@pytest.mark.parametrize("lang", Lang)
async def test_no_heading_stands_alone_at_the_foot_of_a_page(
    make_app: MakeApp, real_library: Library, lang: Lang
) -> None:
    app = make_app(lang, real_library)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.go("markets", "MX")
        await pilot.press("enter")
        await pilot.pause()
        detail = app.explore.cards.detail
        seen = 0
        for top in range(60):
            detail.scroll_lines_to(top)
            await pilot.pause()
            lines = screen_text(app).splitlines()[: detail.region.bottom]
            assert not lines[-1].rstrip("┃ ").endswith("──"), top
            seen += lines[-2].rstrip("┃ ").endswith("──")
        assert seen


async def test_no_heading_stands_alone_at_the_foot_of_home(
    make_app: MakeApp, real_library: Library
) -> None:
    app = make_app(content=real_library)
    async with app.run_test(size=(80, 17)) as pilot:
        await pilot.pause()
        app.go("home")
        await pilot.pause()
        column = app.screen.query_one("#home-dates", PageView)
        whole, seen = column.line_count(), 0
        for top in range(whole - column.size.height + 1):
            column.top = top
            lines = [column.render_line(y).text.rstrip("┃ ") for y in range(column.size.height)]
            assert not lines[-1].endswith("──"), top
            seen += lines[-2].endswith("──")
        assert seen


async def test_no_group_stands_alone_at_the_foot_of_a_comparison(
    make_app: MakeApp, real_library: Library
) -> None:
    app = make_app(content=real_library)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.set_filter(real_library.parse("market:TH,MX,DE"))
        app.show_view("markets", "compare")
        await pilot.pause()
        await pilot.pause()
        view = app.explore.view
        assert isinstance(view, CompareView)
        grid, seen = view.grid, 0
        for top in range(40):
            grid.top = top
            lines = [grid.render_line(1 + y).text.rstrip() for y in range(grid.body)]
            assert not lines[-1].endswith("──"), top
            seen += lines[-2].endswith("──")
        assert seen


def test_columns_of_a_comparison_leave_room_for_the_mark_of_more() -> None:
    for width in range(60, 200):
        shape = columns(35, width)
        assert shape.x(shape.room, 0) <= width, width


async def test_a_section_without_a_tab_marks_no_other_one(
    make_app: MakeApp, real_library: Library
) -> None:
    app = make_app(content=real_library)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for section, marked in (("glossary", False), ("markets", True)):
            app.go(section, "")
            await pilot.pause()
            drawn = app.screen.query_one(Tabs).content()
            assert any("$primary" in str(span.style) for span in drawn.spans) is marked


def test_a_number_in_brackets_goes_with_the_word_that_it_proves() -> None:
    for words in ("Sold in every market of them all. [12]", "数字买家共 7720 万，超过一半。 [5]"):
        for width in range(12, cells(words)):
            lines = [part.plain for part in wrap(words, width)]
            assert not any(part.startswith("[") for part in lines), width
            assert all(cells(part) <= width for part in lines), width


def test_nothing_hangs_before_an_ellipsis() -> None:
    assert cut("Several accounts of one seller that", 32).plain == "Several accounts of one seller…"
    assert cut("Open a seller account (Chinese)", 24).plain == "Open a seller account…"
    assert cut("开店（墨西哥、巴西、智利）", 22).plain == "开店（墨西哥、巴西…"
    assert cut("padded   ", 7).plain == "padded "


def test_a_doubt_about_a_field_is_not_broken(library: Library) -> None:
    context = Context(library, Lang.ZH, dt.date(2026, 11, 22))
    entry = library.find("trends", "live")
    assert entry is not None
    field = Field("status", same("前 90 天 0%"), (1,), "checked", "fee", "2025-08")
    for width in range(34, 80):
        lines = [part.plain for part in blocks.draw(field, entry, context, width)]
        assert any("◷ 过期" in part for part in lines), width
        assert not any(part.rstrip().endswith("◷") for part in lines), width


def test_a_step_says_once_what_it_takes(library: Library) -> None:
    context = Context(library, Lang.EN, TODAY)
    entry = library.find("trends", "live")
    assert entry is not None
    step = Work("a", 1, same("Prepare papers"), same("1-3 days · business licence"), 3, None, "")
    drawn = [part.plain for part in blocks.draw(step, entry, context, 60)]
    assert drawn == [" 1 Prepare papers", "   plan 3 days · 1-3 days · business licence"]


def test_a_cell_is_cut_between_words(library: Library) -> None:
    context = Context(library, Lang.EN, TODAY)
    said = "Customs announcement ended the exemption from duty for everything that is imported"
    for width in range(26, 40):
        drawn = cell_lines(Cell(same(said)), width, 2, {}, context)
        last = drawn[1].plain
        assert last.endswith("…")
        assert f" {last.removesuffix('…').split()[-1]} " in f" {said} ", width


def test_counts_stand_under_one_another() -> None:
    one = short_tally(Counter({STANDINGS[0]: 1, STANDINGS[3]: 20})).plain
    two = short_tally(Counter(dict.fromkeys(STANDINGS, 9))).plain
    assert one.index("?") == two.index("?")
    assert cells(one) == cells(two)
    assert short_tally(Counter()) == Content("")
