"""The items of all lists under headings: by list, market, phase or owner, or by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from chuhai.agenda import SOON, Agenda
from chuhai.checklist.item import Item, Status
from chuhai.i18n import Words, same
from chuhai.library.index import Library
from chuhai.strings import strings

GROUPINGS = ("list", "market", "phase", "owner")
"""The ways to group a plan, in the order in which a key goes through them."""
WHEN = "when"
"""The grouping of the agenda."""
_PHASES = ((60, "groundwork"), (30, "stock"), (14, "campaign"), (0, "warm-up"), (-1, "day"))
"""More than so many days before the anchor means this phase."""
PHASES = (*(name for _, name in _PHASES), "after", "undated")
MOMENTS = ("late", "today", "begin", "week", "later", "undated", "done")

_NEVER = dt.date.max
Placed = tuple[Agenda, Item]
Place = Callable[[Placed], tuple[bool, dt.date, dt.date]]


class Group(NamedTuple):
    """Items under one heading."""

    key: str
    title: Words
    items: Sequence[Placed]
    agenda: Agenda | None = None
    """The list, where the heading is one."""

    @property
    def counted(self) -> tuple[int, int]:
        """How many of the items are done, and how many count."""
        kept = [item for _, item in self.items if item.status != Status.DROPPED]
        return sum(item.status == Status.DONE for item in kept), len(kept)


def phase_of(one: Agenda, item: Item) -> str:
    """How far before the anchor an item is due, as one of `PHASES`."""
    due = one.slot(item).planned
    if due is None or one.anchor is None:
        return "undated"
    ahead = (one.anchor - due).days
    return next((name for days, name in _PHASES if ahead > days), "after")


def moment_of(one: Agenda, item: Item) -> str:
    """When an item has to be looked at, as one of `MOMENTS`; empty for what is past."""
    if not item.is_open:
        lately = item.done_on is not None and (one.today - item.done_on).days <= SOON
        return "done" if item.status == Status.DONE and lately else ""
    slot = one.slot(item)
    if slot.due is None:
        return "undated"
    days = (slot.due - one.today).days
    if days < 0:
        return "late"
    if days == 0:
        return "today"
    if days <= SOON:
        return "week"
    begins = item.status == Status.TODO and slot.start is not None and slot.start <= one.today
    return "begin" if begins and not slot.waits_for else "later"


def _place(placed: Placed) -> tuple[dt.date, dt.date]:
    """Where an item stands: what is done keeps its place in the plan."""
    one, item = placed
    slot = one.schedule.slots.get(item.id)
    if slot is None:
        return (_NEVER, _NEVER)
    return (slot.planned or _NEVER, slot.start or _NEVER)


def grouped(
    pairs: Iterable[tuple[Agenda, Sequence[Item]]],
    by: str,
    library: Library,
    first: Collection[str] = (),
) -> list[Group]:
    """The items of some lists under headings, in the order of their due dates.

    What is overdue comes before the rest, and so do the items whose ids are in `first`.
    """

    def place(placed: Placed) -> tuple[bool, dt.date, dt.date]:
        one, item = placed
        return (item.id not in first and item.id not in one.overdue, *_place(placed))

    if by == "list":
        return [_of_list(one, items, place) for one, items in pairs]
    key, title, order = _grouping(by, library)
    found: dict[str, list[Placed]] = {name: [] for name in order}
    for one, items in pairs:
        for item in items:
            name = key(one, item)
            if name or by == "owner":
                found.setdefault(name, []).append((one, item))
    if by == "owner" and (nobody := found.pop("", None)):
        found[""] = nobody
    return [
        Group(f"{by}/{name}", title(name), sorted(placed, key=place))
        for name, placed in found.items()
        if placed
    ]


def _of_list(one: Agenda, items: Sequence[Item], place: Place) -> Group:
    placed = [(one, item) for item in items]
    key = f"list/{one.checklist.id}"
    return Group(key, one.title, sorted(placed, key=place), one)


Grouping = tuple[Callable[[Agenda, Item], str], Callable[[str], Words], Sequence[str]]
"""The key of an item's group, what a key is called, and the keys that have an order."""


def _grouping(by: str, library: Library) -> Grouping:
    words = strings()
    match by:
        case "phase":
            return phase_of, lambda name: words[f"phase.{name}"], PHASES
        case "when":
            return moment_of, lambda name: words[f"moment.{name}"], MOMENTS
        case "market":
            return (
                lambda one, item: item.market or next(iter(one.checklist.markets), "") or "-",
                lambda code: words["group.no-market"] if code == "-" else library.place_name(code),
                library.markets,
            )
        case _:
            return (
                lambda _, item: item.owner,
                lambda name: same(f"@{name}") if name else words["group.nobody"],
                (),
            )
