"""How a list stands: progress, owners, what is late or blocked, slip against the first plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from chuhai.agenda import Agenda, agenda
from chuhai.checklist.item import Book, Item, Status
from chuhai.checklist.operation import Step, apply
from chuhai.library.index import Library


class Share(NamedTuple):
    """How much of the work of one owner is done."""

    owner: str
    done: int
    total: int
    late: int


class Review(NamedTuple):
    """What there is to say of a list as a whole."""

    done: int
    total: int
    late: Sequence[tuple[Item, int]]
    """The overdue items, and by how many days."""
    slipping: Sequence[tuple[Item, int]]
    """The items that will be late, and by how many days, without those that are overdue."""
    owners: Sequence[Share]
    blocked: Sequence[tuple[Item, Sequence[Item]]]
    """The open items that wait, and for what."""
    slipped: Sequence[tuple[Item, int]]
    """The items that end later than the first plan said, and by how many days."""
    moved: int
    """By how many days the anchor was moved since the first plan; positive is later."""


class Reason(NamedTuple):
    """Why an item will be finished when it will be."""

    chain: Sequence[Item]
    """What holds it up, from the item itself back to where the delay comes from."""
    cause: str
    """What is true of the last one: `late`, `expected`, `begun` or `takes`."""
    finish: dt.date
    days: int
    """Days that the last one is late, or takes."""


def reason(one: Agenda, item: Item) -> Reason:
    """Why an open item ends on its forecast day: back to the work that it waits for longest."""
    items = one.checklist.items
    chain = [item]
    while (before := one.schedule.held_by.get(chain[-1].id)) in items:
        chain.append(items[before])  # type: ignore[index]
    root = chain[-1]
    slot = one.slot(root)
    late = (one.today - slot.due).days if slot.due else 0
    if root.expected is not None:
        cause, days = "expected", max(0, late)
    elif late > 0:
        cause, days = "late", late
    elif root.begun is not None and root.status != Status.TODO:
        cause, days = "begun", root.days
    else:
        cause, days = "takes", root.days
    return Reason(chain, cause, slot.finish, days)


def first_dues(
    past: Iterable[Step], name: str, library: Library, one: Agenda
) -> tuple[Mapping[str, dt.date], dt.date | None]:
    """The due date of each item when it was first planned, and the anchor of that plan.

    The first plan is the list as it stood at the end of the day on which it was made; an item
    that came later counts as planned at the end of the day on which it was added.
    """
    book, first, anchor = Book(), dict[str, dt.date](), None
    for steps in _days(past, name):
        for step in steps:
            book = apply(book, step.changes)
        owner = book.lists.get(name)
        if owner is None or not owner.items.keys() - first.keys():
            continue
        then = agenda(owner, library, one.today, one.week)
        anchor = anchor or then.anchor
        for item in owner.items.values():
            due = then.slot(item).due
            if item.id not in first and due is not None:
                first[item.id] = due
    return first, anchor


def _days(past: Iterable[Step], name: str) -> Iterable[list[Step]]:
    day: list[Step] = []
    for step in past:
        if all(change.list != name for change in step.changes):
            continue
        if day and day[-1].time[:10] != step.time[:10]:
            yield day
            day = []
        day.append(step)
    if day:
        yield day


def review(one: Agenda, past: Iterable[Step], library: Library) -> Review:
    """How a list stands today, against what was first planned."""
    items = one.checklist.items
    kept = [item for item in items.values() if item.status != Status.DROPPED]
    first, anchor = first_dues(past, one.checklist.id, library, one)
    late = [(i, (one.today - due).days) for i in kept if one.is_late(i) and (due := _due(one, i))]
    slipping = [
        (i, -slack)
        for i in kept
        if one.is_slipping(i) and not one.is_late(i) and (slack := one.slot(i).slack)
    ]
    slipped = []
    for item in kept:
        if item.id in first and (days := (_end(one, item) - first[item.id]).days) > 0:
            slipped.append((item, days))
    blocked = [
        (item, [items[need] for need in waits])
        for item in kept
        if item.is_open and (waits := one.slot(item).waits_for)
    ]
    done = sum(item.status == Status.DONE for item in kept)
    moved = (one.anchor - anchor).days if one.anchor and anchor else 0
    return Review(done, len(kept), late, slipping, _owners(one, kept), blocked, slipped, moved)


def _due(one: Agenda, item: Item) -> dt.date | None:
    return one.slot(item).due


def _end(one: Agenda, item: Item) -> dt.date:
    return item.done_on if item.status == Status.DONE and item.done_on else one.slot(item).finish


def _owners(one: Agenda, kept: Iterable[Item]) -> list[Share]:
    found: dict[str, list[Item]] = {}
    for item in kept:
        found.setdefault(item.owner, []).append(item)
    return [
        Share(
            owner,
            sum(item.status == Status.DONE for item in items),
            len(items),
            sum(map(one.is_late, items)),
        )
        for owner, items in sorted(found.items(), key=lambda pair: (not pair[0], pair[0]))
    ]
