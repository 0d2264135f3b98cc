"""A checklist with its dates: what the library, the list and the planner say together."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from chuhai.checklist.item import Anchor, Checklist, Item, Origin, Status
from chuhai.i18n import Words, same
from chuhai.library.index import Library
from chuhai.library.records import EditionRecord, Entry, StepRecord
from chuhai.plan import EVERY_DAY, CycleError, Schedule, Slot, Task, Week, schedule
from chuhai.strings import strings

SOON = 7
"""Days within which an item counts as due soon."""
_NO_SLOT = Slot(None, None, dt.date.min, None, ())
_OFFSET = re.compile(r"([+-]?)(\d{1,4})d?")


def anchor_date(anchor: Anchor, markets: Iterable[str], library: Library) -> dt.date | None:
    """The date that an anchor stands for: the first day of the edition in the list's market."""
    if not anchor.festival:
        return anchor.date
    market = next(iter(markets), "")
    edition = library.edition(anchor.festival, anchor.year, market)
    return edition.start if edition else anchor.date


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
        due = self.slot(item).due
        return item.is_open and due is not None and due < self.today

    def is_soon(self, item: Item) -> bool:
        """Whether an open item is due within a week."""
        due = self.slot(item).due
        return item.is_open and due is not None and 0 <= (due - self.today).days <= SOON

    @cached_property
    def counted(self) -> tuple[int, int, int, int]:
        """How many items are done, how many count at all, how many are late, how many due soon."""
        items = [item for item in self.checklist.items.values() if item.status != Status.DROPPED]
        done = sum(item.status == Status.DONE for item in items)
        return done, len(items), sum(map(self.is_late, items)), sum(map(self.is_soon, items))

    def in_order(self) -> list[Item]:
        """The items as a plan shows them: by start and due date, those without dates last."""

        def key(item: Item) -> tuple[dt.date, dt.date]:
            slot = self.slot(item)
            return (slot.due or dt.date.max, slot.start or dt.date.max)

        return sorted(self.checklist.items.values(), key=key)


def tasks_of(items: Iterable[Item]) -> list[Task]:
    """The items as the planner sees them; dropped ones are no work any more."""
    kept = {item.id: item for item in items if item.status != Status.DROPPED}
    return [
        Task(
            item.id,
            item.days,
            tuple(need for need in item.needs if need in kept),
            item.offset,
            item.due,
            item.status == Status.DONE,
            item.done_on,
        )
        for item in kept.values()
    ]


def agenda(
    checklist: Checklist, library: Library, today: dt.date, week: Week = EVERY_DAY
) -> Agenda:
    """The list with its dates; a circle in a damaged file costs the order, not the list."""
    anchor = anchor_date(checklist.anchor, checklist.markets, library)
    tasks = tasks_of(checklist.items.values())
    try:
        plan = schedule(tasks, anchor, today, week)
    except CycleError:
        plan = schedule([replace(task, needs=()) for task in tasks], anchor, today, week)
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
        made.append(
            Item(
                step.id,
                step.text,
                origin=Origin(kind, card, step.id, market),
                days=step.days,
                offset=step.offset,
                needs=step.needs,
                place=step.place,
                market=market,
            )
        )
    if not made:
        made.append(Item(entry.id, entry.name, origin=Origin(entry.kind, entry.id, "", market)))
        made[0] = replace(made[0], market=market, offset=0)
    return made


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
    found = []
    for edition in library.editions(market=market):
        if not today <= edition.start <= last:
            continue
        entry = library.find("festivals", edition.festival)
        if entry and (not market or market in entry.markets):
            found.append(edition)
    return found


def parse_due(text: str, today: dt.date) -> tuple[dt.date | None, int | None]:
    """A due date as people type it: `2027-11-11`, or `-28d` for days before the anchor.

    The answer is (date, None), (None, offset) or (None, None) for an empty text. Raises
    `ValueError` with a sentence for anything else.
    """
    text = text.strip()
    if not text:
        return None, None
    if match := _OFFSET.fullmatch(text):
        days = int(match[2])
        return None, -days if match[1] == "+" else days
    try:
        return dt.date.fromisoformat(text.replace("/", "-")), None
    except ValueError:
        example = today.isoformat()
        raise ValueError(
            f"{text!r} is not a due date; "
            f"accepted: {example}, or -28d for 28 days before the anchor"
        ) from None


def quick_item(line: str, today: dt.date) -> Item:
    """An item from one line such as `寄样给达人 due:-28d own:Ploy !1 #live 3d`.

    `due:` a date or days before the anchor, `own:` the owner, `!1` the priority, `#` a tag,
    `for:3d` the duration. Raises `ValueError` with a sentence when the line cannot be read.
    """
    words: list[str] = []
    item = Item("new", strings()["prompt.item"])
    for part in line.split():
        key, colon, value = part.partition(":")
        if colon and key == "due":
            due, offset = parse_due(value, today)
            item = replace(item, due=due, offset=offset)
        elif colon and key == "own" and value:
            item = replace(item, owner=value)
        elif colon and key == "for" and value.removesuffix("d").isdigit():
            item = replace(item, days=int(value.removesuffix("d")))
        elif part in ("!1", "!2", "!3"):
            item = replace(item, priority=int(part[1]))
        elif part.startswith("#") and len(part) > 1:
            item = replace(item, tags=(*item.tags, part[1:]))
        else:
            words.append(part)
    text = " ".join(words)
    if not text:
        raise ValueError("an item needs a text")
    return replace(item, text=Words(text, text))


def summary(agendas: Mapping[str, Agenda]) -> tuple[int, int, int, int]:
    """Done, all, late and soon over several lists."""
    counted = [one.counted for one in agendas.values()]
    totals = [sum(column) for column in zip(*counted, strict=True)] if counted else [0] * 4
    return totals[0], totals[1], totals[2], totals[3]
