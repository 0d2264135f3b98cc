"""Figures that can be drawn, and the charts that draw them."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.content import Content

from chuhai.figures import figures
from chuhai.library.index import Library
from chuhai.ui.render import chart
from conftest import TODAY


def _figures(library: Library, kind: str, card: str) -> dict[str, list[tuple[str, float]]]:
    entry = library.find(kind, card)
    assert entry is not None
    found = figures(library, entry, TODAY)
    return {
        f"{f.kind} {f.unit.en} {f.base.en}".strip(): [(p.key, p.value) for p in f.points]
        for f in found
    }


def test_a_series_is_one_quantity_over_the_years(argued: Library) -> None:
    assert _figures(argued, "trends", "live") == {
        "series % of adults asked": [("2021", 4.0), ("2024-09-30", 8.0)]
    }
    assert _figures(argued, "trends", "group") == {}


def test_people_and_shares_of_a_market_never_share_a_scale(real_library: Library) -> None:
    found = _figures(real_library, "markets", "DE")
    assert [key for key, _ in found["people people"]] == [
        "topic-population", "topic-internet", "topic-social",
    ]  # fmt: skip
    assert found["platforms people/month"][0] == ("YouTube", 67_800_000.0)
    shares = _figures(real_library, "markets", "KR")["platforms % of adults"]
    assert [value for _, value in shares] == sorted((v for _, v in shares), reverse=True)
    entry = real_library.find("markets", "PH")
    assert entry is not None
    (platforms,) = [f for f in figures(real_library, entry, TODAY) if f.kind == "platforms"]
    assert platforms.whole == 100
    youtube = [p for p in platforms.points if p.key == "YouTube"]
    assert [p.claim.as_of for p in youtube] == ["2025-10"]


def _plain(lines: list[Content]) -> list[str]:
    return [line.plain for line in lines]


def test_bars_are_on_one_scale_and_keep_their_numbers() -> None:
    items = [chart.Bar("A", 10, "10"), chart.Bar("直播", 5, "5"), chart.Bar("none", 0, "0")]
    lines = _plain(chart.bars(items, 30))
    assert [line.count("━") for line in lines] == [22, 11, 0]
    assert all(cell_len(line) == 30 for line in lines)
    assert [line.split()[-1] for line in lines] == ["10", "5", "0"]
    half = _plain(chart.bars(items, 30, most=20))
    assert half[0].count("━") == 11
    assert chart.bars([], 30) == []


def test_a_note_stands_beside_the_number_only_where_there_is_room() -> None:
    item = chart.Bar("label", 1, "1", note="2024-09")
    assert "2024-09" in chart.bars([item], 40)[0].plain
    assert "2024-09" not in chart.bars([item], 20)[0].plain


@pytest.mark.parametrize(
    ("counts", "width", "sizes"),
    [([1, 1], 10, [5, 5]), ([9, 1], 10, [8, 2]), ([100, 1, 1], 5, [3, 1, 1]), ([3], 7, [7])],
)
def test_proportions_fill_the_width_and_leave_nobody_out(
    counts: list[int], width: int, sizes: list[int]
) -> None:
    assert chart.proportions(counts, width) == sizes
    assert sum(chart.proportions(counts, width)) == width


def test_stacked_shares_are_told_by_their_glyphs() -> None:
    shares = [chart.Share("go", 6, "▲"), chart.Share("test", 0, "●"), chart.Share("no", 2, "×")]
    assert chart.stacked(shares, 8).plain == "▲▲▲▲▲▲××"
    assert chart.stacked([], 8).plain == ""
    assert [item.plain for item in chart.legend(shares)] == ["▲ go 6", "× no 2"]


def test_sparks_grow_with_the_value_and_leave_out_nothing() -> None:
    assert chart.spark([0, 1, 4, 8]).plain == " ▁▄█"
    assert chart.spark([1], most=8).plain == "▁"
    assert chart.spark([]).plain == ""


def test_a_table_lines_up_by_cells() -> None:
    rows = [("直播带货", "8"), ("a very long name that has to give way", "1,200")]
    lines = _plain(chart.table(("Name", "n"), rows, 24))
    assert all(cell_len(line) == 24 for line in lines)
    assert lines[1].endswith("    8")
    assert lines[2].endswith("1,200")
    assert "…" in lines[2]
