"""How views lay out what they know: nothing runs into its neighbour, nothing is cut needlessly."""

from __future__ import annotations

from collections import Counter

import pytest
from textual.content import Content

from chuhai.i18n import Lang, same
from chuhai.library.filter import Filter
from chuhai.library.index import Library
from chuhai.matrix import matrix
from chuhai.timeline import timeline
from chuhai.ui.render import item_page
from chuhai.ui.render import timeline as drawing
from chuhai.ui.render import workload as effort
from chuhai.ui.render.context import Context
from chuhai.ui.render.grid import grid, region_label
from chuhai.ui.render.rows import ROWS
from chuhai.ui.render.text import cells, opened, wrap, wrap_before
from chuhai.ui.widgets.board import table_tiles
from chuhai.workload import Share
from conftest import TODAY


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("mode", ["regions", "companies"])
@pytest.mark.parametrize("width", [76, 94, 170])
def test_names_of_lanes_are_whole_and_apart(
    library: Library, lang: Lang, mode: str, width: int
) -> None:
    context = Context(library, lang, TODAY)
    shown = timeline(library, Filter(), mode)
    lines = drawing.lane_heads(shown, None, context, width)
    written = " ".join(part.plain for part in lines)
    assert "…" not in written
    assert all(cells(part) <= width for part in lines)
    names = [drawing.lane_name(lane, mode, context) for lane in shown.lanes]
    short = (
        [context.say(f"region-short.{lane}") for lane in shown.lanes]
        if mode == "regions"
        else names
    )
    assert all(name in written for name in names) or all(name in written for name in short)


@pytest.mark.parametrize("width", [78, 94, 172])
def test_regions_of_a_matrix_have_room_for_their_names(library: Library, width: int) -> None:
    context = Context(library, Lang.EN, TODAY)
    laid = grid(matrix(library, Filter(), "tactics"), context, width)
    for (region, start, size), (_, after, _) in zip(laid.groups, laid.groups[1:], strict=False):
        assert start + size < after, "a gap stands between two regions"
        assert cells(region_label(region, context)) < size, "two cells stand between two names"


@pytest.mark.parametrize("lang", list(Lang))
def test_a_matrix_is_roomy_only_where_all_of_it_is_in_sight(library: Library, lang: Lang) -> None:
    context, table = Context(library, lang, TODAY), matrix(library, Filter(), "tactics")
    longest = max(cells(card.name.in_lang(lang)) for card in table.cards)
    laid = [grid(table, context, width) for width in range(20, 200)]
    assert {each.cell for each in laid} == {3, 4}
    for each in laid:
        if each.cell == 4:
            assert each.whole <= each.width
            assert each.name_width >= longest + 2
    fits = [each.whole <= each.width for each in laid]
    assert fits == sorted(fits), "a wider window does not show less"


def test_what_stands_behind_a_text_is_not_split() -> None:
    body, tail = Content("Sellers must be identified"), Content("[2] 2026-11")
    assert [part.plain for part in wrap_before(body, tail, 38)] == [f"{body.plain} {tail.plain}"]
    assert [part.plain for part in wrap_before(body, tail, 34)] == [body.plain, tail.plain]


def test_a_text_is_opened_without_loss() -> None:
    for words in ("check price-history rules", "查价格历史规则，定底价", "short"):
        for width in range(4, 30):
            first, rest = opened(Content(words), width)
            assert cells(first) <= width
            assert (first.plain + rest.plain).replace(" ", "") == words.replace(" ", "")


def test_a_table_is_walked_row_by_row_and_its_heads_are_not_rows() -> None:
    lines = [Content(part) for part in ("Year  n", "2024  1", "2025  2", "", "Name  n", "Wei  3")]
    tiles = table_tiles(lambda width: lines, ["a", "b", "c"])
    assert [tile.key for tile in tiles] == ["", "row/0", "row/1", "", "", "row/2"]
    assert [tile.data for tile in tiles] == [None, "a", "b", None, None, "c"]
    assert [tiles[2].draw(40, here)[0].plain for here in (True, False)] == [
        "▌ 2025  2", "  2025  2",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [30, 38, 60])
def test_what_is_said_of_long_names_stays(width: int) -> None:
    said = Content("  ‘Nominate products and book slots’ waits for ‘Choose eight products’")
    (drawn,) = item_page.drawn(item_page.Field("", "", said, short=True), width, False)
    assert cells(drawn) <= width
    assert "waits for" in drawn.plain or width < 38
    late = Content("  “选八个主推品，定底价，查价格历史规则，再复核一遍” 20 天")
    (drawn,) = item_page.drawn(item_page.Field("", "", late, short=True), width, False)
    assert cells(drawn) <= width
    assert drawn.plain.endswith("” 20 天")


@pytest.mark.parametrize(("width", "lines"), [(43, 2), (80, 1)])
def test_the_name_of_a_list_is_whole_beside_its_bar_or_above(width: int, lines: int) -> None:
    name = "Thailand · 11.11 double-day sale 2027"
    share = Share("th", Counter(done=3, open=8))
    drawn = effort.share_line(share, name, cells(name), width)
    assert len(drawn) == lines
    assert name in drawn[0].plain
    assert drawn[-1].plain.endswith("3/11   27%")


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("width", [43, 80])
def test_the_legend_of_effort_is_said_once(library: Library, lang: Lang, width: int) -> None:
    context = Context(library, lang, TODAY)
    whole = [*effort.month_heading(context, width), *effort.legend(context, width)]
    assert all(cells(part) <= width for part in whole)
    assert "\n".join(part.plain for part in whole).count(context.say("workload.late")) == 1


@pytest.mark.parametrize("compact", [True, False])
def test_a_copy_and_its_model_both_stay_in_sight(library: Library, compact: bool) -> None:
    context = Context(library, Lang.EN, TODAY)
    entry = library.entry(library.select(Filter(), "lineage")[0])
    long = entry._replace(name=same("A payment by a square code → Brazil has one of its own"))
    row = ROWS["lineage"](long, 36, False, compact, context)[0]
    assert cells(row) <= 36
    model, _, copy = row.plain.partition(" → ")
    assert model.strip(" ▌").startswith("A pay")
    assert copy.startswith("Braz")


@pytest.mark.parametrize("width", [35, 60])
def test_an_event_of_the_article_keeps_its_star(library: Library, width: int) -> None:
    context = Context(library, Lang.EN, TODAY)
    entry = library.entry(library.select(Filter(), "events")[0])
    told = entry._replace(in_article=True, date="2016-11-03", name=same("An event " * 9))
    row = ROWS["events"](told, width, False, True, context)[0]
    assert cells(row) <= width
    assert "… ★" in row.plain
    assert ("2016-11-03" in row.plain) == (width == 60)


def test_the_number_of_a_source_never_stands_alone() -> None:
    lines = [part.plain for part in wrap("直播占比至今很小，安排短演示即可。 [1][2]", 36)]
    assert lines == ["直播占比至今很小，安排短演示即", "可。 [1][2]"]
    lines = [part.plain for part in wrap("Buying in live streams is a habit. [1]", 34)]
    assert lines == ["Buying in live streams is a", "habit. [1]"]


def test_what_happened_overseas_hangs_below_the_years(library: Library) -> None:
    context = Context(library, Lang.EN, TODAY)
    shown = timeline(library, Filter(), "sides")
    china, _, overseas = drawing.strip(shown, drawing.NO_YEAR, context, 90)
    assert set(china.plain[10:]) <= set(" ▁▂▃▄▅▆▇█")
    assert set(overseas.plain[10:]) <= set(" ▔▀█")
