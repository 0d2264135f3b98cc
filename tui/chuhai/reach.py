"""Are we still in time: every coming festival of a market against the work that is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from chuhai.agenda import coming_editions, tasks_of, untangled
from chuhai.checklist.item import Item
from chuhai.i18n import Words
from chuhai.library.index import Library
from chuhai.library.records import EditionRecord
from chuhai.plan import EVERY_DAY, Schedule, Task, Week, best_drop, schedule, slacks, without
from chuhai.values import dataclass, replace

MONTHS = 14
TIERS = 2
"""Festivals up to this tier are answered unless all are asked for."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: can a preset or a list be done in time for the festivals of a market."""

    market: str = ""
    source: str = "preset"
    """`preset` or `list`."""
    name: str = ""
    """The id of the preset or list."""
    off: tuple[str, ...] = ()
    """Items that are left out."""
    small: bool = False
    """Whether small festivals are asked about too."""

    def __str__(self) -> str:
        parts = [self.market or "-", self.source, self.name or "-", *(f"-{i}" for i in self.off)]
        return " ".join([*parts, "+small"] if self.small else parts)

    @classmethod
    def parse(cls, line: str) -> Question:
        """The question that `str` wrote; an empty one for anything else."""
        parts = line.split()
        if len(parts) < 3 or parts[1] not in ("preset", "list"):
            return cls()
        market, source, name = (part if part != "-" else "" for part in parts[:3])
        off = tuple(part[1:] for part in parts[3:] if part.startswith("-"))
        return cls(market, source, name, off, "+small" in parts[3:])


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what it is about."""

    question: Question
    title: Words
    items: Mapping[str, Item]
    private: bool = False


@dataclass(frozen=True)
class Answer:
    """Whether one festival can be reached; the dates are computed when they are asked for."""

    edition: EditionRecord
    name: Words
    slack: int
    """Days to spare; negative means late by so many days."""
    tasks: Sequence[Task]
    today: dt.date
    week: Week = EVERY_DAY

    @cached_property
    def schedule(self) -> Schedule:
        """The plan for this festival."""
        return schedule(self.tasks, self.edition.start, self.today, self.week)

    @cached_property
    def relief(self) -> Relief | None:
        """The one item whose removal helps most; nothing when none helps."""
        found = best_drop(self.tasks, self.edition.start, self.today, self.week)
        return Relief(*found) if found else None

    @property
    def in_time(self) -> bool:
        """Whether the festival can still be reached."""
        return self.slack >= 0


@dataclass(frozen=True, slots=True)
class Relief:
    """The item whose removal helps most, and the slack that is left then."""

    item: str
    slack: int


@dataclass(frozen=True)
class Reach:
    """The answers for one market, earliest festival first."""

    items: Mapping[str, Item]
    tasks: tuple[Task, ...]
    """The work that counts: without the items that are done, dropped or switched off."""
    answers: tuple[Answer, ...]
    today: dt.date
    week: Week = EVERY_DAY

    @cached_property
    def _unbound(self) -> Schedule:
        return schedule(self.tasks, None, self.today, self.week)

    @property
    def chain(self) -> tuple[str, ...]:
        """The critical chain: what decides when the work is finished."""
        return self._unbound.chain

    @property
    def ready(self) -> dt.date:
        """When the work can be finished at the earliest."""
        return self._unbound.ready

    @property
    def earliest(self) -> Answer | None:
        """The first festival that can be reached."""
        return next((answer for answer in self.answers if answer.in_time), None)


def thinned(tasks: Iterable[Task], off: Iterable[str]) -> list[Task]:
    """The tasks without some; what waited for those waits for what they needed."""
    kept = list(tasks)
    for name in off:
        kept = without(kept, name)
    return kept


def kept_items(items: Mapping[str, Item], off: Collection[str]) -> list[Item]:
    """The items without some, in an order in which they can be added to a list."""
    kept = thinned(tasks_of(items.values()), off)
    return [replace(items[task.id], needs=task.needs) for task in kept]


def reach(
    items: Mapping[str, Item],
    library: Library,
    market: str,
    today: dt.date,
    *,
    off: Collection[str] = (),
    months: int = MONTHS,
    tiers: int = TIERS,
    week: Week = EVERY_DAY,
) -> Reach:
    """Answer for every festival edition of the coming months in a market.

    `off` are ids of items that are left out; what waited for them waits for what they needed.
    """
    tasks = thinned(untangled(tasks_of(items.values())), off)
    coming = list(_festivals(library, market, today, months, tiers))
    spare = slacks(tasks, [edition.start for edition, _ in coming], today, week)
    answers = tuple(
        Answer(edition, title, slack or 0, tasks, today, week)
        for (edition, title), slack in zip(coming, spare, strict=True)
    )
    return Reach(items, tuple(tasks), answers, today, week)


def _festivals(
    library: Library, market: str, today: dt.date, months: int, tiers: int
) -> Iterable[tuple[EditionRecord, Words]]:
    last = today + dt.timedelta(days=31 * months)
    for edition in coming_editions(library, market, today, months):
        entry = library.find("festivals", edition.festival)
        if entry and entry.tag == "demand" and entry.tier <= tiers and edition.start <= last:
            yield edition, entry.name
