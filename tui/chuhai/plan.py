"""When everything has to be done: due dates backward from an anchor, forecasts forward."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class CycleError(ValueError):
    """Tasks that wait for one another in a circle; `path` names them in order."""

    def __init__(self, path: tuple[str, ...]) -> None:
        super().__init__("these wait for one another: " + " → ".join(path))
        self.path = path


@dataclass(frozen=True, slots=True)
class Week:
    """Which weekdays are worked; sellers work all seven unless they say otherwise."""

    rest: frozenset[int] = frozenset()
    """Weekdays off, 0 for Monday; at least one day must be left."""

    def __post_init__(self) -> None:
        if not self.rest < frozenset(range(7)):
            raise ValueError("a week needs a working day; accepted: days off from 0 to 6, not all")

    def later(self, day: dt.date, days: int) -> dt.date:
        """The day on which work of so many days is finished that begins on `day`."""
        return dt.date.fromordinal(_moves(self)[0](day.toordinal(), days))

    def earlier(self, day: dt.date, days: int) -> dt.date:
        """The day on which work of so many days must begin to be finished on `day`."""
        return dt.date.fromordinal(_moves(self)[1](day.toordinal(), days))


EVERY_DAY = Week()
TRIED = 400
"""Up to how many tasks all of them are tried for relief."""


class Task(NamedTuple):
    """A piece of work: how many days it takes and what must be finished before.

    Tasks and slots are tuples because thousands of them are made with every change of a plan.
    """

    id: str
    days: int
    needs: tuple[str, ...] = ()
    offset: int | None = None
    """Days before the anchor on which it must be finished."""
    due: dt.date | None = None
    """A date of its own by which it must be finished."""
    done: bool = False
    done_on: dt.date | None = None
    begun: dt.date | None = None
    """When the work was begun, for work that is under way."""
    expected: dt.date | None = None
    """When it will be finished in the words of those who do it; wins over `days`."""


class Slot(NamedTuple):
    """What the plan says of one task."""

    start: dt.date | None
    due: dt.date | None
    finish: dt.date
    """When it will be finished if everything open is begun as early as possible."""
    slack: int | None
    """Days between the forecast and the due date; negative when it will be late."""
    waits_for: tuple[str, ...]
    """The open tasks that it needs."""
    planned: dt.date | None = None
    """The due date that the plan gives, for what is done too; it keeps its place by that."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The whole plan."""

    slots: Mapping[str, Slot]
    chain: tuple[str, ...]
    """The critical chain: the tasks that decide when the last one is finished."""
    slack: int | None
    """The least slack of an open task: negative means late by so many days."""
    ready: dt.date
    """When the last task will be finished."""
    held_by: Mapping[str, str] = field(default_factory=dict)
    """For each open task that cannot begin today, the one that it is held up by longest."""


def ordered(tasks: Sequence[Task]) -> list[Task]:
    """The tasks so that each comes after what it needs; raises `CycleError`."""
    known = {task.id: task for task in tasks}
    if _in_order(tasks, known):
        return list(tasks)
    state: dict[str, int] = {}
    found: list[Task] = []
    for first in tasks:
        if first.id in state:
            continue
        path = [first.id]
        pending = [iter(first.needs)]
        state[first.id] = 1
        while path:
            for need in pending[-1]:
                if need not in known:
                    continue
                if state.get(need) == 1:
                    raise CycleError((*path[path.index(need) :], need))
                if need not in state:
                    state[need] = 1
                    path.append(need)
                    pending.append(iter(known[need].needs))
                    break
            else:
                state[path[-1]] = 2
                found.append(known[path.pop()])
                pending.pop()
    return found


def _in_order(tasks: Sequence[Task], known: Mapping[str, Task]) -> bool:
    """Whether each task comes after what it needs already, as most lists are written."""
    seen: set[str] = set()
    for task in tasks:
        for need in task.needs:
            if need not in seen and need in known:
                return False
        seen.add(task.id)
    return len(seen) == len(tasks)


Move = Callable[[int, int], int]
"""From a day, as its ordinal number, by so many working days."""


def _moves(week: Week) -> tuple[Move, Move]:
    """Later and earlier on ordinal numbers of days, which is where a large plan spends its time."""
    if not week.rest:
        return (lambda day, days: day + days), (lambda day, days: day - days)
    worked = 7 - len(week.rest)
    ahead = [_rests(week, weekday, 1) for weekday in range(7)]
    back = [_rests(week, weekday, -1) for weekday in range(7)]

    def later(day: int, days: int) -> int:
        weeks, rest = divmod(days, worked)
        return day + 7 * weeks + ahead[(day + 6) % 7][rest]

    def earlier(day: int, days: int) -> int:
        weeks, rest = divmod(days, worked)
        return day - 7 * weeks - back[(day + 6) % 7][rest]

    return later, earlier


def _rests(week: Week, weekday: int, step: int) -> list[int]:
    """How many days of the calendar 0, 1, 2, ... working days take from a weekday on."""
    taken, passed = [0], 0
    while len(taken) < 7 - len(week.rest):
        worked = weekday if step > 0 else (weekday - 1) % 7
        weekday = (weekday + step) % 7
        passed += 1
        if worked not in week.rest:
            taken.append(passed)
    return taken


def _backward(
    order: Sequence[Task], anchor: dt.date | None, earlier: Move
) -> tuple[dict[str, int | None], dict[str, int | None]]:
    """Due dates and starts; due is the earliest of the own date, anchor - offset, and the
    start of every open dependent."""
    target = anchor.toordinal() if anchor else None
    latest: dict[str, int] = {}
    due: dict[str, int | None] = {}
    start: dict[str, int | None] = {}
    for task in reversed(order):
        name = task.id
        mine = latest.get(name)
        if task.due is not None:
            own = task.due.toordinal()
            mine = own if mine is None else min(mine, own)
        if target is not None and task.offset is not None:
            own = target - task.offset
            mine = own if mine is None else min(mine, own)
        if mine is None:
            mine = target
        due[name] = mine
        begin = start[name] = None if mine is None else earlier(mine, task.days)
        if task.done or begin is None:
            continue
        for need in task.needs:
            if need not in latest or latest[need] > begin:
                latest[need] = begin
    return due, start


def _forward(
    order: Sequence[Task], today: int, later: Move
) -> tuple[dict[str, int], dict[str, str]]:
    """Forecasts, and what holds each task up.

    Open work begins today or when the last of what it needs is finished; work under way goes
    on from the day it was begun; an expected day is believed unless what is needed comes later.
    """
    finish: dict[str, int] = {}
    held_by: dict[str, str] = {}
    still_open: set[str] = set()
    for task in order:
        name = task.id
        if task.done:
            finish[name] = task.done_on.toordinal() if task.done_on else today
            continue
        still_open.add(name)
        ready, holder = today, ""
        for need in task.needs:
            end = finish.get(need)
            if end is None:
                continue
            if need in still_open and (not holder or end > ready):
                holder = need
            ready = max(ready, end)
        own = later(ready, task.days)
        if task.expected is not None:
            own = task.expected.toordinal()
        elif task.begun is not None:
            own = later(task.begun.toordinal(), task.days)
        else:
            finish[name] = own
            if holder:
                held_by[name] = holder
            continue
        finish[name] = max(own, ready)
        if holder and own < ready:
            held_by[name] = holder
    return finish, held_by


def schedule(
    tasks: Sequence[Task], anchor: dt.date | None, today: dt.date, week: Week = EVERY_DAY
) -> Schedule:
    """The plan for an anchor date, seen from today.

    due = the earliest of the task's own date, anchor - offset and the start of every open
    dependent; start = due - days; slack = due - forecast. What is done stays on the day on which
    it was done. Offsets and slack are calendar days, durations are days of the working `week`.
    Raises `CycleError` when tasks wait for one another in a circle.
    """
    order = ordered(tasks)
    open_ids = {task.id for task in order if not task.done}
    later, earlier = _moves(week)
    due, start = _backward(order, anchor, earlier)
    finish, held_by = _forward(order, today.toordinal(), later)
    date = dt.date.fromordinal
    slots = {}
    least: int | None = None
    for task in tasks:
        name = task.id
        last, begin, end = due[name], start[name], finish[name]
        due_on = planned = None if last is None else date(last)
        if task.done and task.done_on is not None:
            due_on, begin = task.done_on, earlier(end, task.days)
        slack = None if last is None or task.done else last - end
        if slack is not None and (least is None or slack < least):
            least = slack
        slots[name] = Slot(
            None if begin is None else date(begin),
            due_on,
            date(end),
            slack,
            tuple([need for need in task.needs if need in open_ids]),
            planned,
        )
    ready = date(max(finish.values())) if finish else today
    return Schedule(slots, _chain(order, finish, held_by), least, ready, held_by)


def slacks(
    tasks: Sequence[Task], anchors: Iterable[dt.date], today: dt.date, week: Week = EVERY_DAY
) -> list[int | None]:
    """The least slack of the open tasks for each of several anchors, in days.

    The same numbers as those of `schedule`, with the forecast made once for all anchors; nothing
    where no task is open. Raises `CycleError` as `schedule` does.
    """
    order = ordered(tasks)
    later, earlier = _moves(week)
    finish, _ = _forward(order, today.toordinal(), later)
    found: list[int | None] = []
    for anchor in anchors:
        due, _ = _backward(order, anchor, earlier)
        spare = [
            last - finish[task.id]
            for task in order
            if not task.done and (last := due[task.id]) is not None
        ]
        found.append(min(spare, default=None))
    return found


def _chain(
    order: Sequence[Task], finish: Mapping[str, int], held_by: Mapping[str, str]
) -> tuple[str, ...]:
    open_tasks = [task for task in order if not task.done]
    if not open_tasks:
        return ()
    chain = [max(open_tasks, key=lambda task: finish[task.id]).id]
    while chain[-1] in held_by:
        chain.append(held_by[chain[-1]])
    return tuple(reversed(chain))


def without(tasks: Iterable[Task], dropped: str) -> list[Task]:
    """The tasks without one of them; what waited for it waits for what it needed."""
    kept = list(tasks)
    gone = next((task for task in kept if task.id == dropped), None)
    if gone is None:
        return kept
    inherited = gone.needs
    return [
        task._replace(
            needs=tuple(
                dict.fromkeys(
                    other
                    for need in task.needs
                    for other in (inherited if need == dropped else (need,))
                )
            ),
        )
        if dropped in task.needs
        else task
        for task in kept
        if task.id != dropped
    ]


def has_own_pace(tasks: Iterable[Task]) -> bool:
    """Whether some open work is under way or expected on a day, whatever it waits for."""
    return any(not task.done and (task.begun or task.expected) for task in tasks)


def best_drop(
    tasks: Sequence[Task], anchor: dt.date | None, today: dt.date, week: Week = EVERY_DAY
) -> tuple[str, int] | None:
    """The open task whose removal helps most, and the slack that the plan would then have.

    Only a task with the least slack can help, for it lies on the path that decides. Where work
    is under way or expected, slack differs along a path, and all open tasks are tried; in plans
    of more than `TRIED` only those with the least slack.
    """
    plan = schedule(tasks, anchor, today, week)
    every = has_own_pace(tasks) and len(tasks) <= TRIED
    best: tuple[str, int] | None = None
    for task in tasks:
        if task.done or plan.slack is None:
            continue
        if plan.slots[task.id].slack != plan.slack and not every:
            continue
        slack = schedule(without(tasks, task.id), anchor, today, week).slack
        if slack is not None and slack > (best[1] if best else plan.slack):
            best = (task.id, slack)
    return best
