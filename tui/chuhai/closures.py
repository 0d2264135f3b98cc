"""When suppliers, ports and offices stop, and which work of a plan falls into it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from chuhai.agenda import Agenda, agenda
from chuhai.checklist.item import Checklist, Item
from chuhai.i18n import Words
from chuhai.library.filter import Filter
from chuhai.library.index import Library

HOME = "CN"
"""Where work with the place `origin` is done unless the settings say otherwise."""
_ROUNDS = 50


class Closure(NamedTuple):
    """A stretch of days on which work stands still in a country."""

    festival: str
    name: Words
    place: str
    start: dt.date
    end: dt.date
    certainty: str


class Clash(NamedTuple):
    """An item whose days fall into a closure."""

    closure: Closure
    sure: bool
    """False when the item does not say where it is done, so that somebody has to check."""


def closures(
    library: Library, places: Iterable[str], first: dt.date, last: dt.date
) -> list[Closure]:
    """The closures in some countries that touch the days from `first` to `last`, in order."""
    wanted = tuple(dict.fromkeys(places))
    found = []
    for row in library.select(Filter(), "festivals"):
        entry = library.entry(row)
        if entry.tag != "closure":
            continue
        for place in wanted:
            if place not in entry.markets:
                continue
            for edition in library.editions(entry.id, place):
                if edition.start <= last and edition.end >= first:
                    closure = Closure(
                        entry.id, entry.name, place, edition.start, edition.end, edition.certainty
                    )
                    found.append(closure)
    return sorted(found, key=lambda closure: (closure.start, closure.festival))


def _places(item: Item, owner: Checklist, home: str) -> tuple[str, ...]:
    markets = (item.market,) if item.market else owner.markets
    if item.place == "origin":
        return (home,)
    return markets if item.place == "market" else (home, *markets)


class Stops:
    """The closures that the work of a list may fall into; asked item by item, as it is shown."""

    def __init__(self, one: Agenda, library: Library, home: str = HOME) -> None:
        self._one, self._home = one, home
        places = (home, *one.checklist.markets)
        self._known = closures(library, places, *one.span[:2]) if one.span else []

    def of(self, item: Item) -> tuple[Clash, ...]:
        """The closures into which the work of an open item falls, from start to due date."""
        start, due, *_ = self._one.slot(item)
        if not self._known or start is None or due is None or not item.is_open:
            return ()
        places = _places(item, self._one.checklist, self._home)
        return tuple(
            Clash(closure, bool(item.place))
            for closure in self._known
            if closure.start <= due and closure.end >= start and closure.place in places
        )


def clashes(one: Agenda, library: Library, home: str = HOME) -> Mapping[str, tuple[Clash, ...]]:
    """The open items whose work, from start to due date, falls into a closure of its place."""
    stops = Stops(one, library, home)
    found = {name: stops.of(item) for name, item in one.checklist.items.items()}
    return {name: hits for name, hits in found.items() if hits}


def before_closures(
    one: Agenda, library: Library, home: str = HOME
) -> dict[str, dict[str, object]]:
    """The fields that move every item in a closure to its eve, by item.

    What an item needs is pulled with it, and what falls into a closure by that is moved too;
    items that do not say where they are done stay, and so does what a closure has caught that
    begins today or has begun. With an anchor the new date is an offset,
    so that it moves with the anchor.
    """
    wanted: dict[str, dict[str, object]] = {}
    for _ in range(_ROUNDS):
        hits = {
            name: clash.closure
            for name, found in clashes(one, library, home).items()
            for clash in found[:1]
            if clash.sure and clash.closure.start > one.today
        }
        if not hits:
            break
        items = dict(one.checklist.items)
        for name, closure in hits.items():
            due = closure.start - dt.timedelta(days=1)
            if one.anchor:
                fields: dict[str, object] = {"offset": (one.anchor - due).days, "due": None}
            else:
                fields = {"due": due}
            wanted[name] = fields
            items[name] = replace(items[name], **fields)  # type: ignore[arg-type]
        one = agenda(replace(one.checklist, items=items), library, one.today, one.week)
    return wanted
