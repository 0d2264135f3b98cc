"""Filters as lines of text, facets and their counts."""

from __future__ import annotations

import random

import pytest

from chuhai.library.filter import FACETS, Choice, Filter, FilterError
from chuhai.library.index import Library
from chuhai.library.pack import KIND_NAMES


def _ids(library: Library, line: str, kind: str) -> set[str]:
    return {library.entry(row).id for row in library.select(library.parse(line), kind)}


@pytest.mark.parametrize(
    ("line", "kind", "found"),
    [
        ("", "trends", {"live", "group"}),
        ("market:TH", "tactics", {"routine", "stock"}),
        ("market:TH stance:go", "tactics", {"routine"}),
        ("market:TH stance:avoid", "tactics", {"stock"}),
        ("stance:go", "tactics", {"routine", "stock"}),
        ("region:latin-america stance:go", "tactics", {"stock"}),
        ("market:TH,MX", "platforms", {"shop-th", "shop-mx"}),
        ("-market:TH", "platforms", {"shop-mx"}),
        ("kind:live status:limited", "platforms", {"shop-mx"}),
        ("kind:live status:active", "platforms", set()),
        ("platform:shop-mx", "tactics", {"stock"}),
        ("verdict:failed", "trends", {"group"}),
        ("market:TH stance:test", "trends", {"live"}),
        ("market:TH stance:go", "trends", set()),
        ("market:TH stance:no-data", "trends", {"group"}),
        ("market:th", "platforms", {"shop-th"}),
        ("stance:go", "platforms", {"shop-th", "shop-mx"}),
        ("verdict:wrong", "article", {"live-claim"}),
        ("live -goal:operations", "tactics", {"routine"}),
    ],
)
def test_what_a_line_selects(library: Library, line: str, kind: str, found: set[str]) -> None:
    assert _ids(library, line, kind) == found


def test_a_line_and_its_filter_are_the_same(library: Library) -> None:
    for line in ("market:MX,TH", "market:TH -stance:avoid live", "直播 group", ""):
        assert str(library.parse(line)) == line
    assert str(library.parse("  stance:go   market:TH live ")) == "market:TH stance:go live"


@pytest.mark.parametrize(
    ("line", "nearest"),
    [("markt:TH", "market"), ("stance:goo", "go"), ("market:UKK", ""), ("region:europa", "europe")],
)
def test_an_unknown_name_is_answered_with_the_nearest(
    library: Library, line: str, nearest: str
) -> None:
    with pytest.raises(FilterError, match="accepted") as refusal:
        library.parse(line)
    assert refusal.value.nearest == nearest


def test_toggling_and_excluding() -> None:
    wanted = Filter().toggled("market", "TH").toggled("market", "MX").excluded("market", "TH")
    assert wanted.choice("market") == Choice(frozenset({"MX"}), frozenset({"TH"}))
    assert not Filter().toggled("market", "TH").toggled("market", "TH")


def random_filter(library: Library, dice: random.Random) -> Filter:
    """A filter of a few random facets, sometimes with words."""
    wanted = Filter(words=dice.choice(["", "", "", "live", "直播", "shop", "zhibo"]))
    for facet in dice.sample(FACETS, dice.randint(0, 3)):
        values = library.facet_values[facet]
        for value in dice.sample(values, min(len(values), dice.randint(1, 3))):
            change = wanted.excluded if dice.random() < 0.2 else wanted.toggled
            wanted = change(facet, value)
    return wanted


def assert_counts_agree(library: Library, wanted: Filter) -> None:
    """The rows listed after choosing a value are as many as the count on it said."""
    for kind in KIND_NAMES:
        assert library.counts(wanted).get(kind, 0) == len(library.select(wanted, kind))
        for facet in FACETS:
            for value, count in library.facet_counts(wanted, kind, facet):
                assert count == len(library.select(wanted.only(facet, value), kind))


def test_counts_and_rows_agree_for_random_filters(library: Library) -> None:
    dice = random.Random(11)
    for _ in range(60):
        assert_counts_agree(library, random_filter(library, dice))
