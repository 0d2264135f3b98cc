"""Are we still in time: journey A of the worked example, through the command line."""

from __future__ import annotations

import datetime as dt
import random
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuhai.plan import Task, Week, best_drop, schedule, without
from conftest import JOURNEY

ANCHORS = {
    "2026-12-12": -160, "2027-03-03": -79, "2027-06-06": 16,
    "2027-09-09": 111, "2027-11-11": 174, "2027-12-12": 205,
}  # fmt: skip
DUE = {
    "t1": "2027-05-25", "t2": "2027-08-23", "t3": "2027-09-12", "t5": "2027-09-12",
    "t4": "2027-09-27", "t7": "2027-10-12", "t8": "2027-10-14", "t6": "2027-10-21",
    "t9": "2027-11-04", "t10": "2027-11-11",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _journey(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUHAI_CONTENT", str(JOURNEY))


def _slacks(ran: Any) -> dict[str, int]:
    return {answer["date"]: answer["slack"] for answer in ran.json["answers"]}


def test_every_festival_of_the_coming_months_is_answered(chuhai: Any) -> None:
    ran = chuhai("reach", "TH", "--preset", "shop-and-sale", "--json")
    assert _slacks(ran) == ANCHORS
    assert ran.json["chain"] == ["t1", "t2", "t5", "t6", "t9", "t10"]
    assert ran.json["earliest"] == "six"
    assert ran.json["answers"][1]["relief"] == {"item": "t2", "slack": 11}


def test_an_item_switched_off_opens_an_earlier_festival(chuhai: Any) -> None:
    ran = chuhai("reach", "TH", "--preset", "shop-and-sale", "--without", "t2", "--json")
    assert (_slacks(ran)["2027-03-03"], _slacks(ran)["2027-11-11"]) == (11, 264)


def test_too_late_a_start_names_the_item_to_drop(
    chuhai: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHUHAI_TODAY", "2027-08-01")
    out = chuhai("reach", "TH", "--preset", "shop-and-sale").out
    (line,) = [line for line in out.splitlines() if line.startswith("2027-11-11")]
    assert "late by 78 days" in line
    assert "TISI licence for the power bank”: OK, 12 days" in line


def _plan(chuhai: Any, *more: str) -> dict[str, Any]:
    args = ("--market", "TH", "--anchor", "eleven 2027", *more)
    assert chuhai("plan", "new", "shop-and-sale", *args).code == 0
    shown: dict[str, Any] = chuhai("plan", "show", "--json").json
    return shown


def _by_step(shown: dict[str, Any]) -> dict[str, Any]:
    return {item["origin"]["step"]: item for item in shown["items"]}


def test_the_list_is_written_backward(chuhai: Any) -> None:
    items = _by_step(_plan(chuhai))
    assert {name: item["computed"]["due"] for name, item in items.items()} == DUE
    assert items["t2"]["computed"]["start"] == "2027-05-25"
    assert set(items["t5"]["computed"]["waits_for"]) == {items["t1"]["id"], items["t2"]["id"]}


def test_moving_the_anchor_moves_what_is_open(chuhai: Any) -> None:
    items = _by_step(_plan(chuhai))
    chuhai("checklist", "tick", items["t1"]["id"])
    chuhai("checklist", "add", "拍泰语短视频", "due:-35d")
    before = chuhai("plan", "show", "--json").json["items"]
    chuhai("plan", "move", "2027-11-09")
    after = {item["id"]: item for item in chuhai("plan", "show", "--json").json["items"]}
    moved = set()
    for item in before:
        then = dt.date.fromisoformat(item["computed"]["due"])
        now = dt.date.fromisoformat(after[item["id"]]["computed"]["due"])
        if item["status"] != "done":
            moved.add((then - now).days)
    assert moved == {2}
    assert after[items["t1"]["id"]]["done_on"] == "2026-11-22"


def test_closures_are_flagged_by_place_and_left_with_one_step(chuhai: Any) -> None:
    _plan(chuhai)
    out = chuhai("plan", "show").out
    flagged = [line for line in out.splitlines() if "falls into: National Day closure" in line]
    assert ["Campaign nomination" in flagged[0], "Samples" in flagged[1]] == [True, True]
    assert len(flagged) == 2
    shifted = chuhai("plan", "shift", "--closures", "0").out
    assert "falls into" not in shifted
    items = _by_step(chuhai("plan", "show", "--json").json)
    assert items["t7"]["computed"]["due"] == "2027-09-30"
    assert items["t4"]["computed"]["due"] < DUE["t4"]
    chuhai("checklist", "undo")
    items = _by_step(chuhai("plan", "show", "--json").json)
    assert {name: item["computed"]["due"] for name, item in items.items()} == DUE


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("reach",), "checklist is empty"),
        (("reach", "TH", "--preset", "shop"), "unknown"),
        (("reach", "XX", "--preset", "shop-and-sale"), "XX"),
        (("reach", "TH", "--preset", "shop-and-sale", "--without", "t11"), "did you mean t1"),
        (("plan", "new", "shop-and-sale", "--market", "TH", "--anchor", "elven"), "elven"),
    ],
)
def test_what_cannot_be_planned_is_said(chuhai: Any, args: tuple[str, ...], said: str) -> None:
    ran = chuhai(*args)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


_DAY = dt.date(2026, 11, 22)


def _random_plan(seed: int, most: int) -> list[Task]:
    """A plan of up to so many tasks: prerequisites, offsets, dates, states, all by chance."""
    dice = random.Random(seed)
    count = dice.randint(1, most)
    made = []
    for number in range(count):
        before = dice.sample(range(number), min(number, dice.choice((0, 0, 1, 1, 2, 3))))
        state = dice.random()
        made.append(
            Task(
                f"n{number}",
                dice.choice((0, 1, 2, 5, dice.randint(0, 60))),
                tuple(f"n{need}" for need in before),
                dice.choice((None, None, dice.randint(-20, 300))),
                _DAY + dt.timedelta(dice.randint(10, 500)) if dice.random() < 0.1 else None,
                state < 0.2,
                _DAY - dt.timedelta(dice.randint(0, 90)) if state < 0.15 else None,
                _DAY - dt.timedelta(dice.randint(0, 30)) if state > 0.9 else None,
                _DAY + dt.timedelta(dice.randint(-5, 60)) if state > 0.95 else None,
            )
        )
    dice.shuffle(made)
    return made


def _brute(plan: list[Task], anchor: dt.date) -> dict[str, tuple[dt.date, dt.date]]:
    """Due date and forecast of every task, straight from the words of the definition."""
    known = {task.id: task for task in plan}

    @cache
    def due(name: str) -> dt.date:
        task = known[name]
        bounds = [task.due] if task.due else []
        if task.offset is not None:
            bounds.append(anchor - dt.timedelta(task.offset))
        for other in plan:
            if name in other.needs and not other.done:
                bounds.append(due(other.id) - dt.timedelta(other.days))
        return min(bounds, default=anchor)

    @cache
    def finish(name: str) -> dt.date:
        task = known[name]
        if task.done:
            return task.done_on or _DAY
        ready = max([_DAY, *(finish(need) for need in task.needs)])
        if task.expected:
            return max(task.expected, ready)
        if task.begun:
            return max(task.begun + dt.timedelta(task.days), ready)
        return ready + dt.timedelta(task.days)

    return {task.id: (due(task.id), finish(task.id)) for task in plan}


@settings(max_examples=2_000, deadline=None)
@given(
    st.integers(0, 2**32),
    st.sampled_from((5, 40, 300)),
    st.dates(dt.date(2027, 1, 1), dt.date(2028, 6, 1)),
    st.integers(-200, 200),
)
def test_every_plan_holds_its_promises(seed: int, most: int, anchor: dt.date, days: int) -> None:
    plan = _random_plan(seed, most)
    here = schedule(plan, anchor, _DAY)
    truth = _brute(plan, anchor)
    known = {task.id: task for task in plan}
    for task in plan:
        slot, (due, finish) = here.slots[task.id], truth[task.id]
        assert (slot.planned, slot.finish) == (due, finish)
        assert slot.due == (task.done_on or due)
        if task.done:
            assert slot.slack is None
            continue
        assert slot.slack == (due - finish).days
        assert slot.start == due - dt.timedelta(task.days)
        for need in task.needs:
            if not known[need].done:
                assert truth[need][0] <= slot.start
                assert truth[need][1] <= slot.finish
        assert slot.waits_for == tuple(n for n in task.needs if not known[n].done)
    open_slacks = [slot.slack for slot in here.slots.values() if slot.slack is not None]
    assert here.slack == min(open_slacks, default=None)
    relative = [task._replace(due=None) for task in plan]
    first = schedule(relative, anchor, _DAY).slots
    later = schedule(relative, anchor + dt.timedelta(days), _DAY).slots
    for task in relative:
        one, two = first[task.id].due, later[task.id].due
        assert one
        assert two
        assert (two - one).days == (0 if task.done_on else days)


@st.composite
def _plans(draw: st.DrawFn) -> list[Task]:
    return _random_plan(draw(st.integers(0, 2**32)), 40)


@settings(max_examples=400, deadline=None)
@given(_plans(), st.dates(dt.date(2027, 1, 1), dt.date(2028, 6, 1)))
def test_the_best_drop_is_the_best_of_all(plan: list[Task], anchor: dt.date) -> None:
    now = schedule(plan, anchor, _DAY).slack
    tried = [schedule(without(plan, task.id), anchor, _DAY).slack for task in plan if not task.done]
    best = max((slack for slack in tried if slack is not None), default=None)
    found = best_drop(plan, anchor, _DAY)
    if now is None or best is None or best <= now:
        assert found is None
    else:
        assert found is not None
        assert found[1] == best


def test_days_off_are_no_working_days() -> None:
    week = Week(frozenset({5, 6}))
    friday, monday = dt.date(2026, 11, 20), dt.date(2026, 11, 23)
    assert week.later(friday, 1) == dt.date(2026, 11, 21)
    assert week.later(friday, 2) == dt.date(2026, 11, 24)
    assert week.earlier(monday, 1) == friday
    assert week.earlier(monday, 11) == dt.date(2026, 11, 6)
