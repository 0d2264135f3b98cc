"""What wants attention today: festivals ahead, work due and late, old claims under one's plans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from chuhai.agenda import Agenda, anchored_tasks
from chuhai.checklist.item import Item
from chuhai.library.age import stale_months
from chuhai.library.index import Library
from chuhai.library.records import ClaimRecord, EditionRecord, Entry
from chuhai.plan import slacks

COMING = 6
"""How many festivals are shown."""
ITEMS = 8
"""How many items are shown, the overdue ones first."""
TIER = 1
"""Festivals up to this tier make a year; smaller ones are shown in a market's own list."""


class Coming(NamedTuple):
    """A festival ahead."""

    entry: Entry
    edition: EditionRecord
    slack: int | None = None
    """Days to spare for the open work of the list in use, negative when it is late; nothing
    when there is no open work to measure."""


class Due(NamedTuple):
    """An open item and how far its due date is, in days; negative when it is overdue."""

    agenda: Agenda
    item: Item
    days: int


@dataclass(frozen=True, slots=True)
class Aged:
    """A card on one's lists of which some claims are older than their kind allows."""

    entry: Entry
    count: int
    months: int
    """The age of its oldest stale claim."""
    limit: int
    """The age that the kind of that claim allows."""


class Home(NamedTuple):
    """Everything that the first screen says."""

    coming: tuple[Coming, ...] = ()
    owner: Agenda | None = None
    """The list in use, against whose open work the festivals are measured."""
    due: tuple[Due, ...] = ()
    more_due: int = 0
    """How many late or soon due items are not among `due`."""
    aged: tuple[Aged, ...] = ()
    starred: tuple[Entry, ...] = ()
    recent: tuple[Entry, ...] = ()


def home(
    library: Library,
    agendas: Mapping[str, Agenda],
    current: str,
    today: dt.date,
    *,
    scope: Sequence[str] = (),
    most: int = COMING,
    items: int = ITEMS,
    starred: Sequence[str] = (),
    recent: Sequence[str] = (),
) -> Home:
    """The first screen for the lists, for the list in use and for the markets of a filter.

    `current` is the id of the list in use, `scope` the markets that count (none means all),
    `most` and `items` say for how many festivals and items there is room, `starred` and
    `recent` name cards as `kind/id`.
    """
    owner = agendas.get(current)
    due, more = due_items(agendas, items)
    return Home(
        coming_festivals(library, today, markets_of(owner, scope), owner, most),
        owner,
        due,
        more,
        stale_cards(library, agendas, today),
        _entries(library, starred),
        _entries(library, [name for name in recent if name not in starred]),
    )


def markets_of(owner: Agenda | None, scope: Sequence[str]) -> Sequence[str]:
    """The markets whose festivals count: those of the list in use, inside those of the filter."""
    own = owner.checklist.markets if owner else ()
    if own and scope:
        return [market for market in own if market in scope] or scope
    return own or scope


def coming_festivals(
    library: Library,
    today: dt.date,
    markets: Sequence[str] = (),
    owner: Agenda | None = None,
    most: int = COMING,
) -> tuple[Coming, ...]:
    """The next festivals of some markets, or of all, each once and by its first day.

    Of those on one day the most widely kept comes first. With a list, each says how many days
    its open work would have to spare.
    """
    wanted = set(markets)
    alone = next(iter(wanted)) if len(wanted) == 1 else ""
    found: dict[str, tuple[Entry, EditionRecord]] = {}
    last = today
    for edition in library.upcoming(today):
        if len(found) >= most and edition.start > last:
            break
        entry = library.find("festivals", edition.festival)
        if entry is None or entry.id in found or entry.tag != "demand":
            continue
        if entry.tier > (TIER + 1 if alone else TIER):
            continue
        if wanted and not wanted & {edition.market or market for market in entry.markets}:
            continue
        shown = library.edition(entry.id, edition.year, alone) or edition
        if shown.start >= today:
            found[entry.id] = (entry, shown)
            last = edition.start
    kept = {
        name: len(set(entry.markets) & (wanted or set(entry.markets)))
        for name, (entry, _) in found.items()
    }
    ordered = sorted(found.values(), key=lambda pair: (pair[1].start, -kept[pair[0].id]))[:most]
    spare = _spare(owner, [edition.start for _, edition in ordered])
    return tuple(
        Coming(entry, edition, slack)
        for (entry, edition), slack in zip(ordered, spare, strict=True)
    )


def _spare(owner: Agenda | None, days: Sequence[dt.date]) -> Sequence[int | None]:
    if owner is None:
        return [None] * len(days)
    tasks = anchored_tasks(owner.checklist.items.values())
    return slacks(tasks, days, owner.today, owner.week)


def due_items(agendas: Mapping[str, Agenda], most: int = ITEMS) -> tuple[tuple[Due, ...], int]:
    """The open items of all lists by due date, overdue first, and how many urgent ones are left.

    When few items are late or due soon, those that come next fill the places up to half.
    """
    found = []
    for one in agendas.values():
        for item in one.checklist.items.values():
            due = one.slot(item).due
            if item.is_open and due is not None:
                found.append(Due(one, item, (due - one.today).days))
    found.sort(key=lambda due: (due.days, due.item.priority))
    urgent = sum(due.agenda.is_late(due.item) or due.agenda.is_soon(due.item) for due in found)
    shown = min(most, max(urgent, most // 2))
    return tuple(found[:shown]), max(0, urgent - shown)


def stale_cards(
    library: Library, agendas: Mapping[str, Agenda], today: dt.date
) -> tuple[Aged, ...]:
    """The cards that open items come from and that hold stale claims, the most overdue first.

    A claim counts when it holds in a market of the item, everywhere, or in a group of countries.
    """
    used: dict[int, tuple[Entry, set[str]]] = {}
    for one in agendas.values():
        for item in one.checklist.items.values():
            if not item.is_open or item.origin is None:
                continue
            entry = library.find(item.origin.kind, item.origin.card)
            if entry is not None:
                markets = (item.market,) if item.market else one.checklist.markets
                used.setdefault(entry.row, (entry, set()))[1].update(markets)
    found = [
        aged
        for entry, markets in used.values()
        if (aged := _aged(entry, library.claims(entry), markets, today))
    ]
    return tuple(sorted(found, key=lambda aged: (aged.limit - aged.months, aged.entry.row)))


def _aged(
    entry: Entry, claims: Iterable[ClaimRecord], markets: set[str], today: dt.date
) -> Aged | None:
    ages = []
    for claim in claims:
        countries = {place for place in claim.places if len(place) == 2}
        if markets and countries and not countries & markets:
            continue
        if stale := stale_months(claim.age, claim.as_of, claim.effective, today):
            ages.append(stale)
    if not ages:
        return None
    months, limit = max(ages, key=lambda age: age[0] - age[1])
    return Aged(entry, len(ages), months, limit)


def _entries(library: Library, names: Iterable[str]) -> tuple[Entry, ...]:
    found = (library.find(*name.split("/", 1)) for name in dict.fromkeys(names) if "/" in name)
    return tuple(entry for entry in found if entry is not None)
