"""Are we still in time: every coming festival of a market against the work that is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from chuhai.agenda import coming_editions, items_of, tasks_of
from chuhai.checklist.item import Item
from chuhai.i18n import Words
from chuhai.library.index import Library
from chuhai.library.records import EditionRecord, Entry
from chuhai.plan import EVERY_DAY, Schedule, Task, Week, best_drop, schedule, without

MONTHS = 14
TIERS = 2
"""Festivals up to this tier are answered unless all are asked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether one festival can be reached."""

    edition: EditionRecord
    name: Words
    schedule: Schedule

    @property
    def slack(self) -> int:
        """Days to spare; negative means late by so many days."""
        return self.schedule.slack or 0

    @property
    def in_time(self) -> bool:
        """Whether the festival can still be reached."""
        return self.slack >= 0


@dataclass(frozen=True, slots=True)
class Relief:
    """The item whose removal helps most, and the slack that is left then."""

    item: str
    slack: int


@dataclass(frozen=True, slots=True)
class Reach:
    """The answers for one market, earliest festival first."""

    items: Mapping[str, Item]
    tasks: tuple[Task, ...]
    """The work that counts: without the items that are done, dropped or switched off."""
    answers: tuple[Answer, ...]
    today: dt.date
    week: Week = EVERY_DAY

    @property
    def chain(self) -> tuple[str, ...]:
        """The critical chain: what decides when the work is finished."""
        return schedule(self.tasks, None, self.today, self.week).chain

    @property
    def ready(self) -> dt.date:
        """When the work can be finished at the earliest."""
        return schedule(self.tasks, None, self.today, self.week).ready

    @property
    def earliest(self) -> Answer | None:
        """The first festival that can be reached."""
        return next((answer for answer in self.answers if answer.in_time), None)

    def relief(self, answer: Answer) -> Relief | None:
        """The one item whose removal helps most towards a festival."""
        found = best_drop(self.tasks, answer.edition.start, self.today, self.week)
        return Relief(*found) if found else None


def preset_items(library: Library, preset: Entry, market: str) -> dict[str, Item]:
    """The items that a preset would put on a list for a market, by their ids in the preset."""
    made = items_of(preset, library.steps(preset), market, library.place_name(market))
    return {item.id: item for item in made}


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
    tasks: Sequence[Task] = tasks_of(items.values())
    for name in off:
        tasks = without(tasks, name)
    answers = []
    for edition, title in _festivals(library, market, today, months, tiers):
        answers.append(Answer(edition, title, schedule(tasks, edition.start, today, week)))
    return Reach(items, tuple(tasks), tuple(answers), today, week)


def _festivals(
    library: Library, market: str, today: dt.date, months: int, tiers: int
) -> Iterable[tuple[EditionRecord, Words]]:
    last = today + dt.timedelta(days=31 * months)
    for edition in coming_editions(library, market, today, months):
        entry = library.find("festivals", edition.festival)
        if entry and entry.tag == "demand" and entry.tier <= tiers and edition.start <= last:
            yield edition, entry.name
