"""When everything has to be done: due dates backward from an anchor, forecasts forward."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace


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

    def later(self, day: dt.date, days: int) -> dt.date:
        """The day on which work of so many days is finished that begins on `day`."""
        return self._moved(day, days, 1)

    def earlier(self, day: dt.date, days: int) -> dt.date:
        """The day on which work of so many days must begin to be finished on `day`."""
        return self._moved(day, days, -1)

    def _moved(self, day: dt.date, days: int, step: int) -> dt.date:
        if not self.rest:
            return day + dt.timedelta(days=step * days)
        weeks, days = divmod(days, 7 - len(self.rest))
        day += dt.timedelta(days=7 * step * weeks)
        while days:
            day += dt.timedelta(days=step)
            days -= (day if step < 0 else day - dt.timedelta(days=1)).weekday() not in self.rest
        return day


EVERY_DAY = Week()


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work: how many days it takes and what must be finished before."""

    id: str
    days: int
    needs: tuple[str, ...] = ()
    offset: int | None = None
    """Days before the anchor on which it must be finished."""
    due: dt.date | None = None
    """A date of its own by which it must be finished."""
    done: bool = False
    done_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """What the plan says of one task."""

    start: dt.date | None
    due: dt.date | None
    finish: dt.date
    """When it will be finished if everything open is begun as early as possible."""
    slack: int | None
    """Days between the forecast and the due date; negative when it will be late."""
    waits_for: tuple[str, ...]
    """The open tasks that it needs."""


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


def ordered(tasks: Sequence[Task]) -> list[Task]:
    """The tasks so that each comes after what it needs; raises `CycleError`."""
    known = {task.id: task for task in tasks}
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


def _backward(
    order: Sequence[Task], anchor: dt.date | None, week: Week
) -> dict[str, dt.date | None]:
    """Due dates: the earliest of the own date, anchor - offset, and every dependent's start."""
    latest: dict[str, dt.date] = {}
    due: dict[str, dt.date | None] = {}
    for task in reversed(order):
        bounds = [latest[task.id]] if task.id in latest else []
        if task.due is not None:
            bounds.append(task.due)
        if anchor is not None and task.offset is not None:
            bounds.append(anchor - dt.timedelta(days=task.offset))
        mine = min(bounds) if bounds else anchor
        due[task.id] = mine
        if task.done or mine is None:
            continue
        start = week.earlier(mine, task.days)
        for need in task.needs:
            latest[need] = min(latest.get(need, start), start)
    return due


def _forward(order: Sequence[Task], today: dt.date, week: Week) -> dict[str, dt.date]:
    """Forecasts: every open task begins today or when the last of its needs is finished."""
    finish: dict[str, dt.date] = {}
    for task in order:
        if task.done:
            finish[task.id] = task.done_on or today
            continue
        begin = max([today, *(finish[need] for need in task.needs if need in finish)])
        finish[task.id] = week.later(begin, task.days)
    return finish


def schedule(
    tasks: Sequence[Task], anchor: dt.date | None, today: dt.date, week: Week = EVERY_DAY
) -> Schedule:
    """The plan for an anchor date, seen from today.

    due = the earliest of the task's own date, anchor - offset and the start of every open
    dependent; start = due - days; slack = due - forecast. Offsets and slack are calendar days,
    durations are days of the working `week`. Raises `CycleError` when tasks wait for one another
    in a circle.
    """
    order = ordered(tasks)
    known = {task.id: task for task in order}
    due, finish = _backward(order, anchor, week), _forward(order, today, week)
    slots = {}
    for task in tasks:
        last = due[task.id]
        slots[task.id] = Slot(
            start=None if last is None else week.earlier(last, task.days),
            due=last,
            finish=finish[task.id],
            slack=None if last is None or task.done else (last - finish[task.id]).days,
            waits_for=tuple(n for n in task.needs if n in known and not known[n].done),
        )
    slacks = [slot.slack for slot in slots.values() if slot.slack is not None]
    return Schedule(
        slots,
        _chain(order, known, finish),
        min(slacks, default=None),
        max(finish.values(), default=today),
    )


def slacks(
    tasks: Sequence[Task], anchors: Iterable[dt.date], today: dt.date, week: Week = EVERY_DAY
) -> list[int | None]:
    """The least slack of the open tasks for each of several anchors, in days.

    The same numbers as those of `schedule`, with the forecast made once for all anchors; nothing
    where no task is open. Raises `CycleError` as `schedule` does.
    """
    order = ordered(tasks)
    finish = _forward(order, today, week)
    found: list[int | None] = []
    for anchor in anchors:
        due = _backward(order, anchor, week)
        spare = [
            (last - finish[task.id]).days
            for task in order
            if not task.done and (last := due[task.id])
        ]
        found.append(min(spare, default=None))
    return found


def _chain(
    order: Sequence[Task], known: Mapping[str, Task], finish: Mapping[str, dt.date]
) -> tuple[str, ...]:
    open_tasks = [task for task in order if not task.done]
    if not open_tasks:
        return ()
    last = max(open_tasks, key=lambda task: finish[task.id])
    chain = [last.id]
    while True:
        needs = [n for n in known[chain[-1]].needs if n in known and not known[n].done]
        if not needs:
            return tuple(reversed(chain))
        chain.append(max(needs, key=lambda need: finish[need]))


def without(tasks: Iterable[Task], dropped: str) -> list[Task]:
    """The tasks without one of them; what waited for it waits for what it needed."""
    kept = list(tasks)
    gone = next((task for task in kept if task.id == dropped), None)
    if gone is None:
        return kept
    inherited = gone.needs
    return [
        replace(
            task,
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


def best_drop(
    tasks: Sequence[Task], anchor: dt.date | None, today: dt.date, week: Week = EVERY_DAY
) -> tuple[str, int] | None:
    """The open task whose removal helps most, and the slack that the plan would then have.

    Only a task with the least slack can help: it lies on the path that decides.
    """
    plan = schedule(tasks, anchor, today, week)
    best: tuple[str, int] | None = None
    for task in tasks:
        if task.done or plan.slack is None or plan.slots[task.id].slack != plan.slack:
            continue
        slack = schedule(without(tasks, task.id), anchor, today, week).slack
        if slack is not None and slack > (best[1] if best else plan.slack):
            best = (task.id, slack)
    return best
