"""The built-in content: whole, bilingual, and safe to show."""

from __future__ import annotations

import random
import re
import runpy
from collections import Counter

import pytest

from chuhai.check import problems
from chuhai.check.rule import parts
from chuhai.library.filter import Filter
from chuhai.library.fold import fold
from chuhai.library.index import Library
from chuhai.library.load import Loaded, load
from chuhai.model.common import Text
from chuhai.model.market import Market
from conftest import ROOT, TODAY
from unit.test_filter import assert_counts_agree, random_filter

AT_LEAST = {
    "trends": 22, "tactics": 57, "platforms": 199, "markets": 35, "regions": 3, "festivals": 161,
    "events": 184, "lineage": 67, "article": 55, "guides": 9, "presets": 6, "glossary": 120,
}  # fmt: skip


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    """The built-in pack as read."""
    return load(ROOT / "content")


def test_there_is_not_one_error(loaded: Loaded) -> None:
    found = [*loaded.problems, *problems(loaded, TODAY)]
    assert [str(p) for p in found if p.severity != "hint"] == []


def test_the_guide_for_writers_says_what_the_models_say() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "content_readme.py"))
    page = (ROOT / "content" / "README.md").read_text(encoding="utf-8")
    assert tool["written"](page) == page, "run: python tools/content_readme.py"


def test_every_kind_is_there(loaded: Loaded) -> None:
    counts = {kind: len(cards) for kind, cards in loaded.cards.items()}
    assert {k: n for k, n in counts.items() if n < AT_LEAST[k]} == {}
    markets = {"TH", "ID", "VN", "MY", "MX", "BR", "US", "GB", "DE", "JP", "KR", "SA"}
    assert markets <= set(loaded.cards["markets"])
    korean = [f for f in loaded.cards["festivals"].values() if "KR" in f.markets]  # type: ignore[attr-defined]
    assert len(korean) >= 12
    goals = Counter(t.goal for t in loaded.cards["tactics"].values())  # type: ignore[attr-defined]
    assert len(goals) == 5


def test_platforms_cover_every_region(loaded: Loaded) -> None:
    regions = {r for p in loaded.cards["platforms"].values() for r in p.regions}  # type: ignore[attr-defined]
    wanted = {m.region for m in loaded.cards["markets"].values() if isinstance(m, Market)}
    assert wanted <= regions


def test_chinese_is_chinese_and_english_is_english(loaded: Loaded) -> None:
    for cards in loaded.cards.values():
        for card in cards.values():
            for field, value in parts(card):
                if isinstance(value, Text):
                    english = re.sub("个体户|个体工商户", "", value.en)
                    assert not re.search("[\u4e00-\u9fff]", english), f"{card.id}.{field}"
                    assert "【" not in value.zh, f"{card.id}.{field}: {value.zh}"


def test_the_same_card_in_every_spelling(real_library: Library) -> None:
    for words in ("直播", "zhibo", "live", "直播帶貨", "直播带货", "zbdh"):
        rows = real_library.select(Filter(words=words), "trends")
        assert "live-shopping" in {real_library.entry(row).id for row in rows}, words


def test_counts_and_rows_agree_for_200_random_filters(real_library: Library) -> None:
    dice = random.Random(2026)
    for _ in range(200):
        wanted = random_filter(real_library, dice)
        kind = dice.choice(["trends", "tactics", "platforms", "festivals", "events"])
        facet = dice.choice(["market", "region", "stance", "kind", "goal", "status", "verdict"])
        for value, count in real_library.facet_counts(wanted, kind, facet):
            assert count == len(real_library.select(wanted.only(facet, value), kind))
    assert_counts_agree(real_library, Filter(words="live"))


def test_every_name_is_found_by_itself(real_library: Library) -> None:
    for kind in ("trends", "tactics", "platforms", "markets", "festivals"):
        for row in real_library.select(Filter(), kind):
            entry = real_library.entry(row)
            for name in (entry.name.en, entry.name.zh):
                assert row in real_library.select(Filter(words=fold(name)), kind), name
