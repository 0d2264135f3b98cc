"""What wants attention: festivals against the open work, due items, stale claims."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chuhai.agenda import Agenda, agenda
from chuhai.checklist.item import Anchor, Checklist, Item, Origin, Status
from chuhai.home import coming_festivals, due_items, home, stale_cards
from chuhai.i18n import same
from chuhai.library.index import Library
from chuhai.plan import Task, Week, schedule, slacks
from chuhai.settings import Settings, read_settings, write_settings
from conftest import JOURNEY, TODAY


def _list(library: Library, *items: Item, markets: tuple[str, ...] = ("TH",)) -> Agenda:
    owner = Checklist("L", "Mine", markets, Anchor("eleven", 2027), items={i.id: i for i in items})
    return agenda(owner, library, TODAY)


def _item(name: str, **fields: Any) -> Item:
    return replace(Item(name, same(name), days=1, offset=0), **fields)


def test_festivals_come_by_date_and_only_where_they_are_kept(library: Library) -> None:
    both = [(c.entry.id, c.edition.start.isoformat()) for c in coming_festivals(library, TODAY)]
    assert both == [("eleven", "2027-11-11"), ("buen-fin", "2027-11-12")]
    assert [c.entry.id for c in coming_festivals(library, TODAY, ["TH"])] == ["eleven"]
    assert coming_festivals(library, TODAY, ["DE"]) == ()
    assert [c.entry.id for c in coming_festivals(library, TODAY, most=1)] == ["eleven"]
    eve = coming_festivals(library, dt.date(2027, 11, 12))
    assert [c.edition.year for c in eve] == [2027, 2028]


def test_without_a_list_nothing_is_claimed_of_the_work(library: Library) -> None:
    shown = home(library, {}, "", TODAY)
    assert [c.slack for c in shown.coming] == [None, None]
    assert (shown.owner, shown.due, shown.aged) == (None, (), ())


def test_slack_is_that_of_reach(library: Library) -> None:
    one = _list(library, _item("a", days=400), _item("b", days=3, needs=("a",)))
    (eleven,) = coming_festivals(library, TODAY, ["TH"], one)
    assert eleven.slack == (dt.date(2027, 11, 11) - TODAY).days - 403
    done = _list(library, _item("a", status=Status.DONE, done_on=TODAY))
    assert [c.slack for c in coming_festivals(library, TODAY, ["TH"], done)] == [None]


@pytest.mark.parametrize("rest", [frozenset[int](), frozenset({5, 6})])
def test_slacks_are_those_of_the_schedule(rest: frozenset[int]) -> None:
    tasks = [
        Task("a", 12, offset=20),
        Task("b", 9, ("a",), due=dt.date(2027, 3, 1)),
        Task("c", 4, ("a", "b"), offset=2),
        Task("d", 1, done=True, done_on=TODAY),
    ]
    anchors = [dt.date(2026, 12, 12), dt.date(2027, 6, 6), dt.date(2027, 11, 11)]
    week = Week(rest)
    expected = [schedule(tasks, anchor, TODAY, week).slack for anchor in anchors]
    assert slacks(tasks, anchors, TODAY, week) == expected
    assert slacks([], anchors, TODAY) == [None] * 3


def test_overdue_comes_first_and_the_rest_is_counted(library: Library) -> None:
    late = [_item(f"late{n}", due=TODAY - dt.timedelta(days=n), offset=None) for n in (1, 9)]
    soon = _item("soon", due=TODAY + dt.timedelta(days=7), offset=None)
    far = [_item(f"far{n}", due=TODAY + dt.timedelta(days=30 + n), offset=None) for n in range(9)]
    never = _item("never", offset=None)
    closed = _item("closed", due=TODAY, status=Status.DONE)
    lists = {"L": _list(library, *late, soon, *far, never, closed)}
    shown, more = due_items(lists)
    assert [(d.item.id, d.days) for d in shown] == [
        ("late9", -9), ("late1", -1), ("soon", 7), ("far0", 30),
    ]  # fmt: skip
    assert more == 0
    shown, more = due_items(lists, 2)
    assert [d.item.id for d in shown] == ["late9", "late1"]
    assert more == 1


def test_stale_claims_count_where_the_open_items_are(library: Library) -> None:
    live = Origin("trends", "live", "", "")
    item = _item("a", origin=live, market="DE")
    (aged,) = stale_cards(library, {"L": _list(library, item)}, TODAY)
    assert (aged.entry.id, aged.count, aged.months, aged.limit) == ("live", 1, 25, 18)
    elsewhere = replace(item, market="TH")
    assert stale_cards(library, {"L": _list(library, elsewhere)}, TODAY) == ()
    done = replace(item, status=Status.DONE)
    assert stale_cards(library, {"L": _list(library, done)}, TODAY) == ()
    gone = replace(item, origin=Origin("trends", "no-such-card", "", ""))
    assert stale_cards(library, {"L": _list(library, gone)}, TODAY) == ()


def test_starred_and_recent_cards_that_are_gone_are_left_out(library: Library) -> None:
    starred = ["trends/live", "platforms/old-shop", "trends/none", "nonsense", "trends/live"]
    shown = home(library, {}, "", TODAY, starred=starred, recent=["trends/live", "markets/TH"])
    assert [e.id for e in shown.starred] == ["live", "shop-mx"]
    assert [e.id for e in shown.recent] == ["TH"]


def test_settings_keep_stars_and_the_newest_cards(tmp_path: Path) -> None:
    settings = Settings().starring("a/1").starring("a/2").starring("a/1")
    for number in range(30):
        settings = settings.opened(f"b/{number % 25}")
    path = tmp_path / "settings.json"
    write_settings(path, settings)
    read, fine = read_settings(path)
    assert fine
    assert read.starred == ("a/2",)
    assert read.recent[:2] == ("b/4", "b/3")
    assert len(read.recent) == len(set(read.recent)) == 20


def test_home_on_the_command_line(chuhai: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUHAI_CONTENT", str(JOURNEY))
    bare = chuhai("--lang", "zh", "home")
    assert bare.code == 0
    assert "还没有清单，只看常规提前期" in bare.out
    assert "2026-12-12" in bare.out
    made = chuhai("plan", "new", "shop-and-sale", "--market", "TH", "--anchor", "2027-11-11")
    assert made.code == 0
    shown = chuhai("home", "--json").json
    slack = {f["date"]: f["slack"] for f in shown["festivals"]}
    assert (slack["2026-12-12"], slack["2027-03-03"], slack["2027-06-06"]) == (-160, -79, 16)
    assert shown["due"][0]["days"] > 0
    assert "late by 160 days" in chuhai("home").out
    assert chuhai("home", "--market", "XX").code == 2
