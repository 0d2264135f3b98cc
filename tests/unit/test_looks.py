"""How views lay out what they know: nothing runs into its neighbour, nothing is cut needlessly."""

from __future__ import annotations

import pytest
from textual.content import Content

from chuhai.i18n import Lang
from chuhai.library.filter import Filter
from chuhai.library.index import Library
from chuhai.matrix import matrix
from chuhai.timeline import timeline
from chuhai.ui.render import timeline as drawing
from chuhai.ui.render.context import Context
from chuhai.ui.render.grid import grid
from chuhai.ui.render.text import cells
from chuhai.ui.widgets.board import table_tiles
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


def test_regions_of_a_matrix_have_room_for_their_names(library: Library) -> None:
    context = Context(library, Lang.EN, TODAY)
    laid = grid(matrix(library, Filter(), "tactics"), context, 94)
    for (region, start, size), (_, after, _) in zip(laid.groups, laid.groups[1:], strict=False):
        assert start + size < after, "a gap stands between two regions"
        assert cells(context.name("region", region)) <= size


def test_a_table_is_walked_row_by_row_and_its_heads_are_not_rows() -> None:
    lines = [Content(part) for part in ("Year  n", "2024  1", "2025  2", "", "Name  n", "Wei  3")]
    tiles = table_tiles(lambda width: lines, ["a", "b", "c"])
    assert [tile.key for tile in tiles] == ["", "row/0", "row/1", "", "", "row/2"]
    assert [tile.data for tile in tiles] == [None, "a", "b", None, None, "c"]
    assert tiles[2].draw(40, True) == [lines[2]]
