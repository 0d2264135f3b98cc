"""Effort by month and progress by list and owner."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from chuhai.agenda import Agenda, agenda
from chuhai.checklist.item import Anchor, Checklist, Item, Status
from chuhai.i18n import same
from chuhai.library.index import Library
from chuhai.workload import workload
from conftest import TODAY


def _list(library: Library, *items: Item) -> Agenda:
    owner = Checklist("L", "Mine", ("TH",), Anchor(), items={i.id: i for i in items})
    return agenda(owner, library, TODAY)


def _item(name: str, due: dt.date | None, days: int = 1, **fields: Any) -> Item:
    return replace(Item(name, same(name), days=days, due=due), **fields)


def test_days_are_spread_over_the_months_that_they_lie_in(library: Library) -> None:
    one = _list(
        library,
        _item("long", dt.date(2027, 2, 4), 10, owner="Ploy"),
        _item("late", TODAY - dt.timedelta(days=2), 3, owner="Chen"),
        _item("done", dt.date(2026, 11, 5), 4, status=Status.DONE, done_on=dt.date(2026, 11, 5)),
        _item("dropped", dt.date(2027, 1, 1), 9, status=Status.DROPPED),
        _item("someday", None),
    )
    found = workload({"L": one})
    days = {f"{m.first:%Y-%m}": dict(m.days) for m in found.months}
    assert list(days) == ["2026-11", "2026-12", "2027-01", "2027-02"]
    assert days["2026-12"] == {}
    assert days["2026-11"]["late"] == 3
    assert days["2027-01"]["open"] + days["2027-02"]["open"] == 10
    assert days["2027-02"]["open"] in (3, 4)
    assert found.undated == 1
    assert dict(found.lists["L"].items) == {"open": 2, "late": 1, "done": 1}
    assert found.lists["L"].done == 0.25
    assert {share.name: share.total for share in found.owners} == {"Ploy": 1, "Chen": 1, "": 2}


def test_nothing_to_do_is_no_trouble(library: Library) -> None:
    assert workload({}).months == []
    empty = workload({"L": _list(library)})
    assert (empty.lists["L"].done, empty.owners, empty.undated) == (0.0, [], 0)


def test_workload_on_the_command_line(chuhai: Any) -> None:
    assert chuhai("checklist", "add", "write copy due:2027-02-04").code == 0
    found = chuhai("workload", "--json").json
    assert [month["month"] for month in found["months"]] == ["2027-02"]
    assert found["owners"][""]["items"] == 1
    shown = chuhai("--lang", "zh", "workload").out
    assert "2027-02\t1\t未完成 1" in shown
    assert "无人负责\t0/1\t0%" in shown
    assert chuhai("workload", "nolist").code == 2
