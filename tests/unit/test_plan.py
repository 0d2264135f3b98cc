"""The planner against the worked example of journey A, and against brute force."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuhai.plan import CycleError, Task, best_drop, schedule, without

PLAN = [
    Task("T1", 10),
    Task("T2", 90, ("T1",)),
    Task("T3", 14),
    Task("T4", 15, ("T1", "T3"), offset=45),
    Task("T5", 20, ("T1", "T2"), offset=60),
    Task("T6", 39, ("T5",), offset=21),
    Task("T7", 5, ("T4",), offset=30),
    Task("T8", 14, ("T4",), offset=28),
    Task("T9", 2, ("T6", "T8"), offset=7),
    Task("T10", 1, ("T6", "T7", "T9"), offset=0),
]
TODAY = dt.date(2026, 11, 22)
ELEVEN = dt.date(2027, 11, 11)


@pytest.mark.parametrize(
    ("anchor", "slack"),
    [
        (dt.date(2026, 12, 12), -160),
        (dt.date(2027, 3, 3), -79),
        (dt.date(2027, 6, 6), 16),
        (dt.date(2027, 9, 9), 111),
        (ELEVEN, 174),
        (dt.date(2027, 12, 12), 205),
    ],
)
def test_says_for_each_festival_whether_it_can_be_reached(anchor: dt.date, slack: int) -> None:
    plan = schedule(PLAN, anchor, TODAY)
    assert plan.slack == slack
    assert plan.chain == ("T1", "T2", "T5", "T6", "T9", "T10")


def test_writes_the_dates_of_the_list() -> None:
    slots = schedule(PLAN, ELEVEN, TODAY).slots
    due = {name: slot.due.isoformat()[5:] for name, slot in slots.items() if slot.due}
    assert due == {
        "T1": "05-25", "T2": "08-23", "T3": "09-12", "T4": "09-27", "T5": "09-12",
        "T6": "10-21", "T7": "10-12", "T8": "10-14", "T9": "11-04", "T10": "11-11",
    }  # fmt: skip
    assert slots["T2"].start == dt.date(2027, 5, 25)
    assert slots["T5"].waits_for == ("T1", "T2")


def test_dropping_the_licence_opens_an_earlier_festival() -> None:
    fewer = without(PLAN, "T2")
    assert schedule(fewer, dt.date(2027, 3, 3), TODAY).slack == 11
    assert schedule(fewer, ELEVEN, TODAY).slack == 264
    assert best_drop(PLAN, dt.date(2027, 3, 3), TODAY) == ("T2", 11)


def test_a_late_start_is_late_by_so_many_days() -> None:
    august = dt.date(2027, 8, 1)
    plan = schedule(PLAN, ELEVEN, august)
    assert plan.slack == -78
    assert plan.slots["T1"].start == dt.date(2027, 5, 15)
    assert best_drop(PLAN, ELEVEN, august) == ("T2", 12)


def test_moving_the_anchor_moves_every_open_date_with_it() -> None:
    before = schedule(PLAN, ELEVEN, TODAY).slots
    after = schedule(PLAN, dt.date(2027, 11, 9), TODAY).slots
    assert {(before[n].due - after[n].due).days for n in before} == {2}  # type: ignore[operator]


def test_a_done_task_does_not_bind_what_it_needed() -> None:
    done = Task("B", 5, ("A",), offset=10, done=True, done_on=dt.date(2026, 11, 1))
    plan = schedule([Task("A", 3), done], ELEVEN, TODAY)
    assert plan.slots["A"].due == ELEVEN
    assert plan.slots["B"].finish == dt.date(2026, 11, 1)
    assert plan.slots["B"].slack is None


def test_a_circle_is_refused_with_its_path() -> None:
    with pytest.raises(CycleError) as refusal:
        schedule([Task("A", 1, ("B",)), Task("B", 1, ("C",)), Task("C", 1, ("A",))], None, TODAY)
    path = refusal.value.path
    assert path[0] == path[-1]
    assert set(path) == {"A", "B", "C"}


@st.composite
def plans(draw: st.DrawFn) -> list[Task]:
    count = draw(st.integers(1, 25))
    made = []
    for number in range(count):
        needs = draw(st.sets(st.integers(0, number - 1), max_size=3)) if number else set()
        offset = draw(st.none() | st.integers(-20, 200))
        days = draw(st.integers(0, 60))
        made.append(Task(str(number), days, tuple(map(str, sorted(needs))), offset))
    return draw(st.permutations(made))


def _brute_due(tasks: list[Task], anchor: dt.date) -> dict[str, dt.date]:
    def due(task: Task) -> dt.date:
        bounds = [] if task.offset is None else [anchor - dt.timedelta(days=task.offset)]
        followers = [other for other in tasks if task.id in other.needs]
        bounds += [due(other) - dt.timedelta(days=other.days) for other in followers]
        return min(bounds, default=anchor)

    return {task.id: due(task) for task in tasks}


@settings(max_examples=150, deadline=None)
@given(plans(), st.integers(-400, 900))
def test_agrees_with_brute_force_and_never_passes_a_dependent(
    tasks: list[Task], ahead: int
) -> None:
    anchor = TODAY + dt.timedelta(days=ahead)
    plan = schedule(tasks, anchor, TODAY)
    assert {n: s.due for n, s in plan.slots.items()} == _brute_due(tasks, anchor)
    for task in tasks:
        for need in task.needs:
            assert plan.slots[need].due <= plan.slots[task.id].start  # type: ignore[operator]
            assert plan.slots[need].finish <= plan.slots[task.id].finish
