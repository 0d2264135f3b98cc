"""Search in both languages, in pinyin, across scripts and widths, through aliases."""

from __future__ import annotations

import pytest

from chuhai.library.filter import Filter
from chuhai.library.fold import fold, spellings
from chuhai.library.index import Library
from chuhai.library.postings import bits_of, rows_of


def _found(library: Library, words: str, kind: str = "trends") -> list[str]:
    return [library.entry(row).id for row in library.select(Filter(words=words), kind)]


@pytest.mark.parametrize(
    "words",
    ["直播", "直", "播带", "直播帶貨", "直播电商", "zhibo", "zhibodai", "zbdh", "live", "Liv",
     "LIVE", "ｌｉｖｅ", "live shop", "直播 live", "live commerce"],
)  # fmt: skip
def test_many_ways_lead_to_the_same_card(library: Library, words: str) -> None:
    assert _found(library, words) == ["live"]


@pytest.mark.parametrize("words", ["ive", "直带", "播直", "livezz", "zhiboo"])
def test_what_is_not_there_is_not_found(library: Library, words: str) -> None:
    assert _found(library, words) == []


@pytest.mark.parametrize("words", ["双11", "11.11", "双十一", "1111", "Singles' Day", "雙11"])
def test_the_names_of_one_festival_are_one(library: Library, words: str) -> None:
    assert _found(library, words, "festivals") == ["eleven"]


def test_hits_in_the_name_come_first(library: Library) -> None:
    assert _found(library, "live", "events")[0] == "live-start"
    assert _found(library, "拼团", "trends") == ["group"]


def test_folding() -> None:
    assert fold("ＡＢＣ１２３") == "abc123"
    assert fold("México") == "mexico"
    assert fold("雙十一直播帶貨") == "双十一直播带货"


def test_spellings_know_every_reading() -> None:
    assert {"zhibo", "zb", "bo"} <= spellings("直播")
    assert {"changqi", "zhangqi"} <= spellings("长期")


def test_sets_of_rows_are_integers() -> None:
    rows = [1, 2, 64, 1000]
    assert list(rows_of(bits_of(rows))) == rows
    assert not rows_of(0)


def test_words_of_nothing_but_signs_ask_for_nothing(library: Library) -> None:
    assert set(_found(library, "…!?")) == {"live", "group"}
