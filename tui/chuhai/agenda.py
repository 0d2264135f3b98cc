"""A checklist with its dates: what the library, the list and the planner say together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from chuhai.checklist.item import Anchor, Checklist, Item, Origin, Status
from chuhai.checklist.typed import parse_due as parse_due
from chuhai.checklist.typed import quick_item as quick_item
from chuhai.i18n import Words, same
from chuhai.library.filter import Filter
from chuhai.library.index import Library
from chuhai.library.records import EditionRecord, Entry, StepRecord
from chuhai.plan import EVERY_DAY, CycleError, Schedule, Slot, Task, Week, ordered, schedule

SOON = 7
"""Days within which an item counts as due soon."""
_NO_SLOT = Slot(None, None, dt.date.min, None, ())


def anchor_date(anchor: Anchor, markets: Iterable[str], library: Library) -> dt.date | None:
    """The date that an anchor stands for: the first day of the edition in the list's market."""
    if not anchor.festival:
        return anchor.date
    market = next(iter(markets), "")
    edition = library.edition(anchor.festival, anchor.year, market)
    return edition.start if edition else anchor.date


def anchor_there(anchor: Anchor, market: str, library: Library) -> Anchor | None:
    """The same festival in another market, or the same date; nothing when it is not kept there."""
    if not anchor.festival:
        return anchor
    entry = library.find("festivals", anchor.festival)
    known = entry is not None and market in entry.markets
    return anchor if known and library.edition(anchor.festival, anchor.year, market) else None


def anchor_name(anchor: Anchor, library: Library) -> Words:
    """What an anchor is called: the festival and its year, or the date."""
    if not anchor.festival:
        day = anchor.date.isoformat() if anchor.date else ""
        return Words(day, day)
    entry = library.find("festivals", anchor.festival)
    name = entry.name if entry else Words(anchor.festival, anchor.festival)
    return Words(f"{name.en} {anchor.year}", f"{name.zh or name.en} {anchor.year}")


@dataclass(frozen=True)
class Agenda:
    """A list with everything about its dates that is computed and never stored."""

    checklist: Checklist
    title: Words
    """The list's name: the user's, else its markets and anchor."""
    anchor: dt.date | None
    today: dt.date
    schedule: Schedule
    week: Week = EVERY_DAY
    part_of: str = ""
    """The owner to whose items it was cut down; empty for the whole list."""

    def owned_by(self, owner: str) -> Agenda:
        """Only the items of an owner, with the dates that they have in the whole plan."""
        kept = {k: v for k, v in self.checklist.items.items() if v.owner == owner}
        return replace(self, checklist=replace(self.checklist, items=kept), part_of=owner)

    def slot(self, item: Item) -> Slot:
        """The dates of an item; a dropped one has none."""
        return self.schedule.slots.get(item.id) or _NO_SLOT

    def is_late(self, item: Item) -> bool:
        """Whether an open item should have been finished before today."""
        return item.id in self.overdue

    def is_soon(self, item: Item) -> bool:
        """Whether an open item is due within a week."""
        due = self.slot(item).due
        return item.is_open and due is not None and 0 <= (due - self.today).days <= SOON

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each item on its list, by which lines and commands may call it."""
        return {name: number for number, name in enumerate(self.checklist.items, 1)}

    @cached_property
    def critical(self) -> frozenset[str]:
        """The items of the critical chain."""
        return frozenset(self.schedule.chain)

    def is_slipping(self, item: Item) -> bool:
        """Whether an open item will be finished after its due date, seen from today."""
        slack = self.slot(item).slack
        return item.is_open and slack is not None and slack < 0

    @cached_property
    def spare(self) -> int | None:
        """Days between the end of all work due by the anchor and the anchor; negative is late.

        Nothing without an anchor, or when no work is open. What is due after the anchor, such
        as a review, does not count.
        """
        if self.anchor is None:
            return None
        ends = [
            slot.finish
            for item in self.checklist.items.values()
            if item.is_open and (slot := self.slot(item)).due and slot.due <= self.anchor
        ]
        return (self.anchor - max(ends)).days if ends else None

    @cached_property
    def span(self) -> tuple[dt.date, dt.date, dt.date] | None:
        """The first start, the last due date and the last forecast of the open items."""
        slots = [slot for slot in self.schedule.slots.values() if slot.slack is not None]
        if not slots:
            return None
        starts = [slot.start for slot in slots if slot.start]
        dues = [slot.due for slot in slots if slot.due]
        return min(starts), max(dues), max([slot.finish for slot in slots])

    @cached_property
    def overdue(self) -> frozenset[str]:
        """The open items that should have been finished before today."""
        today = self.today
        return frozenset(
            name
            for name, slot in self.schedule.slots.items()
            if slot.due is not None and slot.due < today and slot.slack is not None
        )

    @cached_property
    def counted(self) -> tuple[int, int, int, int]:
        """How many items are done, how many count at all, how many are late, how many due soon."""
        done = total = soon = 0
        slots, today = self.schedule.slots, self.today
        last = today + dt.timedelta(days=SOON)
        for item in self.checklist.items.values():
            if item.status is Status.DROPPED:
                continue
            total += 1
            if item.status is Status.DONE:
                done += 1
            elif (due := slots[item.id].due) is not None and today <= due <= last:
                soon += 1
        late = sum(name in self.checklist.items for name in self.overdue)
        return done, total, late, soon

    def in_order(self) -> list[Item]:
        """The items as a plan shows them: by due date and start, those without dates last.

        What is done keeps its place in the plan.
        """

        def key(item: Item) -> tuple[dt.date, dt.date]:
            slot = self.slot(item)
            return (slot.planned or dt.date.max, slot.start or dt.date.max)

        return sorted(self.checklist.items.values(), key=key)


def tasks_of(items: Iterable[Item]) -> list[Task]:
    """The items as the planner sees them.

    Dropped ones are no work any more; what waited for them waits for what they needed.
    """
    known = {item.id: item for item in items}
    kept = {name for name, item in known.items() if item.status is not Status.DROPPED}
    return [
        Task(
            item.id,
            item.days,
            item.needs if kept.issuperset(item.needs) else _kept_needs(item, known),
            item.offset,
            item.due,
            item.status is Status.DONE,
            item.done_on,
            item.begun if item.status is not Status.TODO else None,
            item.expected,
        )
        for item in known.values()
        if item.id in kept
    ]


def anchored_tasks(items: Iterable[Item]) -> list[Task]:
    """The items as they bear upon an anchor: dates of their own stay where the anchor goes."""
    return untangled([task._replace(due=None) for task in tasks_of(items)])


def _kept_needs(item: Item, known: Mapping[str, Item]) -> tuple[str, ...]:
    kept: dict[str, None] = {}
    pending, seen = list(item.needs), set[str]()
    while pending:
        name = pending.pop(0)
        if name in seen or name not in known:
            continue
        seen.add(name)
        if known[name].status == Status.DROPPED:
            pending = [*known[name].needs, *pending]
        elif name != item.id:
            kept[name] = None
    return tuple(kept)


def untangled(tasks: list[Task]) -> list[Task]:
    """The tasks, without their order when some of them wait for one another in a circle."""
    try:
        ordered(tasks)
    except CycleError:
        return [task._replace(needs=()) for task in tasks]
    return tasks


def agenda(
    checklist: Checklist, library: Library, today: dt.date, week: Week = EVERY_DAY
) -> Agenda:
    """The list with its dates; a circle in a damaged file costs the order, not the list."""
    anchor = anchor_date(checklist.anchor, checklist.markets, library)
    tasks = tasks_of(checklist.items.values())
    try:
        plan = schedule(tasks, anchor, today, week)
    except CycleError:
        plan = schedule(untangled(tasks), anchor, today, week)
    return Agenda(checklist, list_title(checklist, library), anchor, today, plan, week)


def list_title(checklist: Checklist, library: Library) -> Words:
    """What a list is called: by the user, else by its markets and its anchor."""
    if checklist.name:
        return same(checklist.name)
    target = anchor_name(checklist.anchor, library)
    places = [library.place_name(code) for code in checklist.markets]
    english = (", ".join(place.en for place in places), target.en)
    chinese = ("、".join(place.zh for place in places), target.zh)
    return Words(
        " · ".join(filter(None, english)) or "Checklist",
        " · ".join(filter(None, chinese)) or "清单",
    )


def items_of(
    entry: Entry, steps: Iterable[StepRecord], market: str, place_name: Words
) -> list[Item]:
    """The items that a card puts on a list: its steps, or itself when it has none."""
    made = []
    for step in steps:
        kind, _, card = (step.origin or f"{entry.kind}/{entry.id}").partition("/")
        card, _, own = card.partition("#")
        made.append(
            Item(
                step.id,
                step.text,
                origin=Origin(kind, card, own or step.id, market),
                days=step.days,
                offset=step.offset,
                needs=step.needs,
                place=step.place,
                market=market,
                owner=step.owner,
                priority=step.priority,
                note=step.note,
                every=step.every,
            )
        )
    if not made:
        made.append(Item(entry.id, entry.name, origin=Origin(entry.kind, entry.id, "", market)))
        made[0] = replace(made[0], market=market, offset=0)
    return made


def shifted(
    one: Agenda, items: Iterable[Item], days: int, *, derived: bool = True
) -> dict[str, dict[str, object]]:
    """The fields that move due dates by so many days, by item; closed items stay.

    A date that only followers set becomes one of its own, unless `derived` is false.
    """
    wanted: dict[str, dict[str, object]] = {}
    for item in items:
        due = one.slot(item).due
        if not item.is_open or due is None:
            continue
        if item.due is not None:
            wanted[item.id] = {"due": item.due + dt.timedelta(days=days)}
        elif item.offset is not None:
            wanted[item.id] = {"offset": item.offset - days}
        elif derived:
            moved = due + dt.timedelta(days=days)
            own = {"offset": (one.anchor - moved).days} if one.anchor else {"due": moved}
            wanted[item.id] = dict(own)
    return wanted


def origin_is_gone(item: Item, library: Library) -> bool:
    """Whether the card or step that an item came from is no longer in the content."""
    if item.origin is None:
        return False
    entry = library.find(item.origin.kind, item.origin.card)
    if entry is None:
        return True
    step = item.origin.step
    return bool(step) and all(known.id != step for known in library.steps(entry))


def coming_editions(
    library: Library, market: str, today: dt.date, months: int = 18
) -> list[EditionRecord]:
    """The editions of the coming months in a market, or anywhere when none is named."""
    last = today + dt.timedelta(days=31 * months)
    markets = {
        entry.id: entry.markets
        for row in library.select(Filter(), "festivals")
        for entry in [library.entry(row)]
    }
    return [
        edition
        for edition in library.editions(market=market)
        if today <= edition.start <= last
        and edition.festival in markets
        and (not market or market in markets[edition.festival])
    ]


def summary(agendas: Mapping[str, Agenda]) -> tuple[int, int, int, int]:
    """Done, all, late and soon over several lists."""
    counted = [one.counted for one in agendas.values()]
    totals = [sum(column) for column in zip(*counted, strict=True)] if counted else [0] * 4
    return totals[0], totals[1], totals[2], totals[3]
