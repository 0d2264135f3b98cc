"""Work by month and by owner, and how far each list has come."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from chuhai.agenda import Agenda
from chuhai.checklist.item import Item, Status

STATES = ("done", "open", "late")
"""What has become of a day of work: finished, still ahead, or overdue."""


class Month(NamedTuple):
    """The days of work that fall into a month, by state; several items may share a day."""

    first: dt.date
    days: Counter[str]

    @property
    def total(self) -> int:
        """All of them."""
        return self.days.total()


class Share(NamedTuple):
    """How far a list or an owner has come: items by state."""

    name: str
    items: Counter[str]

    @property
    def total(self) -> int:
        """All items that were not dropped."""
        return self.items.total()

    @property
    def done(self) -> float:
        """The share of them that is done, from 0 to 1."""
        return self.items["done"] / self.total if self.total else 0.0


class Workload(NamedTuple):
    """Everything about the effort of some lists."""

    months: Sequence[Month]
    """From the first month with work to the last, months without work included."""
    lists: Mapping[str, Share]
    """By id of the list."""
    owners: Sequence[Share]
    """By owner, those with the most open work first; an empty name is nobody."""
    undated: int
    """How many open items have no dates."""


def _state(one: Agenda, item: Item) -> str:
    if item.status == Status.DONE:
        return "done"
    return "late" if one.is_late(item) else "open"


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def _spread(start: dt.date, due: dt.date) -> Iterable[tuple[dt.date, int]]:
    """The days from `start` up to but not with `due`, by month; at least one day in all."""
    end = max(due, start + dt.timedelta(days=1))
    while start < end:
        stop = min(end, _next_month(start))
        yield start.replace(day=1), (stop - start).days
        start = stop


def workload(agendas: Mapping[str, Agenda]) -> Workload:
    """The days of work of all lists, spread over the months in which their items lie."""
    months: dict[dt.date, Counter[str]] = {}
    lists: dict[str, Share] = {}
    owners: dict[str, Counter[str]] = {}
    undated = 0
    for name, one in agendas.items():
        items: Counter[str] = Counter()
        for item in one.checklist.items.values():
            if item.status == Status.DROPPED:
                continue
            state = _state(one, item)
            items[state] += 1
            owners.setdefault(item.owner, Counter())[state] += 1
            slot = one.slot(item)
            if slot.start is None or slot.due is None:
                undated += item.is_open
                continue
            for first, days in _spread(slot.start, slot.due):
                months.setdefault(first, Counter())[state] += days
        lists[name] = Share(name, items)
    if months:
        day = min(months)
        while day < max(months):
            day = _next_month(day)
            months.setdefault(day, Counter())
    shares = [Share(owner, items) for owner, items in owners.items()]
    shares.sort(key=lambda share: share.items["done"] - share.total)
    return Workload([Month(d, months[d]) for d in sorted(months)], lists, shares, undated)
