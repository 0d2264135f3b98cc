"""How lines use the room that they have: what is cut, what gives way, what is left out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Item
from chuhai.checklist.store import Store
from chuhai.i18n import Lang, Words, same
from chuhai.library.index import Library
from chuhai.library.page import Evidence, Field
from chuhai.library.records import Entry
from chuhai.movement import record
from chuhai.settings import Settings, write_settings
from chuhai.ui.render import blocks, rows
from chuhai.ui.render import record as drawing
from chuhai.ui.render.context import Context
from chuhai.ui.render.text import cells, wrap
from chuhai.ui.widgets.home_view import HomeView
from conftest import TODAY
from ui.conftest import MakeApp, screen_text


def _card(library: Library, kind: str, card: str, name: Words) -> Entry:
    entry = library.find(kind, card)
    assert entry is not None
    return entry._replace(name=name)


@pytest.mark.parametrize(
    "words", ["in force 2026-07-01", "from 10-15% of it", "截至 2026-07-01 止"]
)
def test_dates_and_spans_of_numbers_are_not_broken(words: str) -> None:
    number = next(word for word in words.split() if "-" in word)
    for width in range(len(number), cells(words)):
        assert any(number in line.plain for line in wrap(words, width)), width


def test_a_mark_that_judges_nothing_gives_way_to_the_name(library: Library) -> None:
    context, name = Context(library, Lang.EN, TODAY), "A tactic with quite a long name"
    tactic = _card(library, "tactics", "routine", same(name))
    trend = _card(library, "trends", "live", same(name))
    for compact in (True, False):
        shown = rows.ROWS["tactics"](tactic, 36, False, compact, context)[0].plain
        assert name in shown
        assert context.name("goal", tactic.mark) not in shown
        wide = rows.ROWS["tactics"](tactic, 60, False, compact, context)[0].plain
        assert context.name("goal", tactic.mark) in wide
        judged = rows.ROWS["trends"](trend, 36, False, compact, context)[0].plain
        assert context.name("verdict", trend.mark) in judged


def test_a_name_in_the_other_language_stands_whole_or_not_at_all(library: Library) -> None:
    context = Context(library, Lang.EN, TODAY, paired=True)
    tactic = _card(library, "tactics", "routine", Words("Live-selling routine", "直播带货日常化"))
    for width in range(30, 60):
        plain = rows.ROWS["tactics"](tactic, width, False, True, context)[0].plain
        assert ("直播带货日常化" in plain) or ("直" not in plain), width
        assert cells(plain) <= width


def test_the_second_line_of_a_row_is_not_cut_inside_a_part(library: Library) -> None:
    context = Context(library, Lang.EN, TODAY)
    tactic = _card(library, "tactics", "routine", same("Routine"))
    whole = context.pick(tactic.line)
    assert " · " in whole
    for width in range(36, 70):
        plain = rows.ROWS["tactics"](tactic, width, False, False, context)[1].plain
        assert "…" not in plain, width
        assert whole.split(" · ")[0] in plain, width


def test_the_page_of_a_market_does_not_name_the_market_at_every_claim(library: Library) -> None:
    context = Context(library, Lang.EN, TODAY)
    market, trend = library.find("markets", "DE"), library.find("trends", "live")
    assert market is not None
    assert trend is not None
    claim = Evidence(same("Words"), same("8%"), ("DE",), "2024", "", "checked", "survey", "for", "",
                     "", (1,))  # fmt: skip
    told = ["\n".join(part.plain for part in blocks.draw(claim, card, context, 60))
            for card in (market, trend)]  # fmt: skip
    assert "Germany" not in told[0]
    assert "Germany · as of 2024" in told[1]


def test_an_id_that_only_repeats_the_name_is_not_shown(library: Library) -> None:
    context = Context(library, Lang.EN, TODAY)
    card = _card(library, "trends", "live", same("Live"))
    assert [line.plain for line in blocks.title(card, context, 60)][1:] == ["Foreseen in 2022"]


async def test_a_small_window_gives_all_of_itself_to_an_opened_page(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Region" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        shown = screen_text(app)
        assert "THE 2022 THESIS" in shown
        assert "Region" not in shown
        assert "Group buying" not in shown
        await pilot.press("tab")
        await pilot.pause()
        assert app.explore.cards.detail.has_focus
        await pilot.press("slash", "g")
        await pilot.pause()
        shown = screen_text(app)
        assert app.explore.cards.search.has_focus
        assert "Region" in shown
        await pilot.press("enter", "enter", "escape")
        await pilot.pause()
        assert app.explore.cards.rows.has_focus
        assert "Group buying" in screen_text(app)
        await pilot.press("enter", "4")
        await pilot.pause()
        assert "Region" in screen_text(app)


@pytest.mark.parametrize(("height", "most"), [(24, 8), (40, 14), (60, 20)])
async def test_home_shows_as_many_items_as_there_is_room_for_at_once(
    make_app: MakeApp, store: Store, tmp_path: Path, height: int, most: int
) -> None:
    items = [
        Item(f"i{n}", same(f"Item {n}"), days=1, due=TODAY - dt.timedelta(9)) for n in range(20)
    ]
    store.load()
    store.update(
        lambda book: ("new-list", edits.new_list(book, "L", (), Anchor(), make_id=lambda: "list"))
    )
    made = iter(item.id for item in items)
    store.update(
        lambda book: ("add-items", edits.add_items(book, "list", items, make_id=lambda: next(made)))
    )
    write_settings(tmp_path / "home" / "settings.json", Settings(Lang.EN, welcomed=True))
    app = make_app()
    async with app.run_test(size=(120, height)) as pilot:
        await pilot.pause()
        view = app.explore.view
        assert isinstance(view, HomeView)
        assert len(view.shown.due) == most
        await pilot.resize_terminal(120, 24)
        await pilot.pause()
        assert len(view.shown.due) == 8


def test_names_of_markets_are_not_broken_on_a_page(library: Library) -> None:
    entry = library.find("trends", "live")
    assert entry is not None
    for lang, comma in ((Lang.EN, ", "), (Lang.ZH, "、")):
        names = ["Saudi Arabia", "United Arab Emirates", "Germany"]
        names = ["沙特", "阿联酋", "新加坡", "马来西亚"] if lang is Lang.ZH else names
        field = Field("markets", same(comma.join(names)))
        for width in range(36, 60):
            drawn = blocks.draw(field, entry, Context(library, lang, TODAY), width)
            assert all(any(name in line.plain for line in drawn) for name in names), width
            assert all(cells(line) <= width for line in drawn)


def test_a_heading_keeps_its_number_before_the_other_language(library: Library) -> None:
    context = Context(library, Lang.ZH, TODAY, paired=True)
    found = record(library, context.filter)
    narrow = drawing.title("claims", found.claims, context, 40)[0].plain
    wide = drawing.title("claims", found.claims, context, 80)[0].plain
    assert narrow.endswith(str(found.claims.total))
    assert "Claims of" not in narrow
    assert "Claims of the article of 2022" in wide
