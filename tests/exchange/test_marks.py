"""One's own marks on the matrix in a workbook: a sheet for people, left alone on the way back."""

from __future__ import annotations

import io

import openpyxl
import pytest

from chuhai.agenda import agenda
from chuhai.checklist.item import Checklist, Item, Mark
from chuhai.exchange import xlsx
from chuhai.exchange.marks_sheet import MARKS
from chuhai.i18n import Lang, same
from chuhai.library.index import Library
from conftest import TODAY

LAYER = {
    "tactics/live@TH": Mark(score=4, note='=cmd() "x"\nsecond line'),
    "tactics/stock@MX": Mark(out=True),
    "tactics/gone@DE": Mark(note="kept although its card is gone"),
}


def _book(library: Library, lang: Lang, layer: dict[str, Mark]) -> bytes:
    items = {"one": Item("one", same("Do it"))}
    owner = Checklist("mine", "My plan", ("TH",), items=items, layer=layer)
    return xlsx.write([agenda(owner, library, TODAY)], library, lang)


@pytest.mark.parametrize("lang", list(Lang))
def test_marks_have_a_sheet_with_score_refusal_and_note(
    compare_library: Library, lang: Lang
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(_book(compare_library, lang, LAYER)))
    rows = list(book[MARKS].iter_rows(values_only=True))
    assert rows[0] == (
        "清单 List", "卡片 Card", "市场 Market", "态度 Stance", "我的评分 My score",
        "不适合我们 Not for us", "我的备注 My note",
    )  # fmt: skip
    live, stock, gone = rows[1:]
    thailand = "Thailand" if lang is Lang.EN else "泰国"
    assert live[:5] == ("My plan", live[1], thailand, "主攻 Go", 4)
    assert live[1] == ("Live routine" if lang is Lang.EN else "直播日常化")
    assert str(live[6]).startswith("'=cmd()")
    assert "second line" in str(live[6])
    assert (stock[4], stock[5], stock[6]) == (None, "是 yes", None)
    assert (gone[1], gone[3]) == ("tactics/gone", "无数据 No data")
    about = [str(row[1]) for row in book["关于 About"].iter_rows(values_only=True)]
    assert any("JSON carries them" in line for line in about)


def test_the_sheet_is_left_alone_on_the_way_back(compare_library: Library) -> None:
    copy = xlsx.read(_book(compare_library, Lang.EN, LAYER))
    assert [one.list for one in copy.lists] == ["mine"]
    assert list(copy.notices) == []
    assert list(copy.faults) == []


def test_without_marks_there_is_no_sheet(compare_library: Library) -> None:
    book = openpyxl.load_workbook(io.BytesIO(_book(compare_library, Lang.EN, {})))
    assert book.sheetnames == ["My plan", "关于 About"]
