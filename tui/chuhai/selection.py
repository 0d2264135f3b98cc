"""Which items are meant: a line such as `own:Ploy is:late market:TH sea`, and the filter."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from chuhai.agenda import Agenda
from chuhai.checklist.item import Item, Status
from chuhai.library.filter import FACETS, Filter
from chuhai.library.fold import fold
from chuhai.library.index import Library
from chuhai.strings import Refusal

Chosen = tuple[Agenda, Item]
Test = Callable[[Agenda, Item], bool]

STATES: dict[str, Test] = {
    "open": lambda _, item: item.is_open,
    "closed": lambda _, item: not item.is_open,
    "late": lambda one, item: one.is_late(item),
    "soon": lambda one, item: one.is_soon(item),
    "slipping": lambda one, item: one.is_slipping(item),
    "blocked": lambda one, item: item.is_open and bool(one.slot(item).waits_for),
    "free": lambda one, item: item.is_open and not one.slot(item).waits_for,
    "critical": lambda one, item: item.id in one.critical,
}
"""What `is:` accepts beside the statuses."""
_KNOWN = (*Status, *STATES)
_KEYS = ("own", "is", "market", "list", "tag")


class SelectionError(Refusal):
    """A line that cannot be read, with a sentence that says what is accepted."""


class _Part(NamedTuple):
    key: str
    value: str
    wanted: bool

    def passes(self, one: Agenda, item: Item) -> bool:
        return self._holds(one, item) == self.wanted

    def _holds(self, one: Agenda, item: Item) -> bool:
        match self.key:
            case "own":
                return fold(item.owner) == self.value
            case "is":
                test = STATES.get(self.value)
                return test(one, item) if test else item.status == self.value
            case "market":
                markets = (item.market,) if item.market else one.checklist.markets
                return self.value.upper() in markets
            case "list":
                return self.value in fold(f"{one.title.en} {one.title.zh} {one.checklist.id}")
            case "tag":
                return self.value in [fold(tag) for tag in item.tags]
            case "priority":
                return item.priority == int(self.value)
            case _:
                return self.value in item_text(item)


def item_text(item: Item) -> str:
    """Everything that words are looked for in, folded."""
    parts = (item.text.en, item.text.zh, item.note, item.waiting_on, *item.tags)
    return fold(" ".join(filter(None, parts)))


def parse_selection(line: str) -> Sequence[_Part]:
    """The parts of a line; all of them must hold. Raises `SelectionError`.

    `own:` whose, `is:` a state of `STATES`, `market:`, `list:`, `tag:` or `#`, `!1` a priority,
    anything else words; `-` before a part means the opposite.
    """
    parts = []
    for part in line.replace("：", ":").split():
        wanted = not (part.startswith("-") and len(part) > 1)
        bare = part if wanted else part[1:]
        key, colon, value = bare.partition(":")
        if bare in ("!1", "!2", "!3"):
            parts.append(_Part("priority", bare[1], wanted))
        elif bare.startswith("#") and len(bare) > 1:
            parts.append(_Part("tag", fold(bare[1:]), wanted))
        elif colon and key in _KEYS:
            parts.append(_Part(key, _checked(key, value), wanted))
        else:
            parts.append(_Part("", fold(bare), wanted))
    return parts


def _checked(key: str, value: str) -> str:
    if key == "is" and value not in _KNOWN:
        near = next(iter(difflib.get_close_matches(value, _KNOWN, 1)), "")
        hint = f" {near}?" if near else ""
        raise SelectionError("refused.state", value=value, known=", ".join(_KNOWN), near=hint)
    return fold(value)


def select(agendas: Iterable[Agenda], line: str) -> list[Chosen]:
    """The items of some lists that a line means, in the order of their lists."""
    parts = parse_selection(line)
    return [
        (one, item)
        for one in agendas
        for item in one.checklist.items.values()
        if all(part.passes(one, item) for part in parts)
    ]


# ---------------------------------------------------------------- the filter of the program


def passing(one: Agenda, wanted: Filter, library: Library) -> list[Item]:
    """The items of a list that pass the filter of the program.

    Markets and regions are those of the item or its list, words are looked for in the item;
    other facets are those of the card that it came from, and typed items pass them.
    """
    items = list(one.checklist.items.values())
    if not wanted:
        return items
    places = _places_test(wanted, library)
    words = fold(wanted.words).split()
    cards = _cards_test(wanted, library)
    return [
        item
        for item in items
        if places((item.market,) if item.market else one.checklist.markets)
        and (not words or all(word in item_text(item) for word in words))
        and cards(item)
    ]


def _places_test(wanted: Filter, library: Library) -> Callable[[Sequence[str]], bool]:
    markets, regions = wanted.choice("market"), wanted.choice("region")
    if not markets and not regions:
        return lambda _: True

    def passes(places: Sequence[str]) -> bool:
        if not places:
            return True
        around = {library.places[code].region for code in places if code in library.places}
        return (
            (not markets.wanted or bool(markets.wanted & set(places)))
            and not markets.unwanted & set(places)
            and (not regions.wanted or bool(regions.wanted & around))
            and not regions.unwanted & around
        )

    return passes


def _cards_test(wanted: Filter, library: Library) -> Callable[[Item], bool]:
    bare = wanted.with_words("")
    if not any(bare.choice(facet) for facet in FACETS if facet not in ("market", "region")):
        return lambda _: True
    passed: dict[str, set[str]] = {}

    def passes(item: Item) -> bool:
        if item.origin is None:
            return True
        kind = item.origin.kind
        if kind not in passed:
            rows = library.select(bare, kind)
            passed[kind] = {library.entry(row).id for row in rows}
        return item.origin.card in passed[kind]

    return passes
