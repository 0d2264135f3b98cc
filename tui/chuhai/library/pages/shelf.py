"""Everything that a page may need to know of the other cards while it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property

from chuhai.i18n import Words
from chuhai.library.load import Loaded
from chuhai.library.page import Page
from chuhai.library.pages.writer import PageWriter, words
from chuhai.library.records import Entry, StepRecord
from chuhai.model.common import Card, Claim, Conflict, Part
from chuhai.model.festival import Festival
from chuhai.model.guide import Guide
from chuhai.model.market import Market, RegionNotes
from chuhai.model.place import GROUPS, OTHER_PLACES
from chuhai.model.platform import Platform
from chuhai.model.record import ArticleClaim, Event
from chuhai.model.tactic import Tactic
from chuhai.values import dataclass, field


@dataclass(frozen=True)
class Shelf:
    """The loaded cards by kind, typed, with the lookups that several pages share."""

    loaded: Loaded

    def writer(self) -> PageWriter:
        """A writer for one page."""
        return PageWriter(self.loaded.sources)

    @cached_property
    def markets(self) -> dict[str, Market]:
        """The market cards by country code."""
        return {k: v for k, v in self.loaded.cards["markets"].items() if isinstance(v, Market)}

    @cached_property
    def tactics(self) -> dict[str, Tactic]:
        """The tactics by id."""
        return {k: v for k, v in self.loaded.cards["tactics"].items() if isinstance(v, Tactic)}

    @cached_property
    def platforms(self) -> dict[str, Platform]:
        """The platforms by id."""
        return {k: v for k, v in self.loaded.cards["platforms"].items() if isinstance(v, Platform)}

    @cached_property
    def guides(self) -> dict[str, Guide]:
        """The guides by id."""
        return {k: v for k, v in self.loaded.cards["guides"].items() if isinstance(v, Guide)}

    @cached_property
    def festivals(self) -> dict[str, Festival]:
        """The festivals by id."""
        return {k: v for k, v in self.loaded.cards["festivals"].items() if isinstance(v, Festival)}

    @cached_property
    def events(self) -> dict[str, Event]:
        """The events by id."""
        return {k: v for k, v in self.loaded.cards["events"].items() if isinstance(v, Event)}

    @cached_property
    def claims(self) -> dict[str, ArticleClaim]:
        """The article's claims by id."""
        cards = self.loaded.cards["article"].items()
        return {k: v for k, v in cards if isinstance(v, ArticleClaim)}

    @cached_property
    def regions(self) -> dict[str, RegionNotes]:
        """What holds for a whole region, by region."""
        cards = self.loaded.cards["regions"].items()
        return {k: v for k, v in cards if isinstance(v, RegionNotes)}

    @cached_property
    def conflicts(self) -> dict[str, Conflict]:
        """The questions on which claims differ, by id."""
        return {c.id: c for card in self._cards() for c in card.conflict}

    @cached_property
    def sides(self) -> dict[str, list[tuple[str, Claim]]]:
        """The claims of each conflict, each with the id of its card."""
        found: dict[str, list[tuple[str, Claim]]] = {}
        for card in self._cards():
            for claim in claims_of(card):
                if claim.conflict:
                    found.setdefault(claim.conflict, []).append((card.id, claim))
        return found

    def _cards(self) -> Iterator[Card]:
        for cards in self.loaded.cards.values():
            yield from cards.values()

    def region(self, place: str) -> str:
        """The region of a place; nothing for the world and for unknown places."""
        if place in self.markets:
            return self.markets[place].region
        return OTHER_PLACES.get(place) or GROUPS.get(place) or ""

    def place_name(self, code: str) -> Words:
        """The name of a place: what the market card says of it, else what CLDR calls it."""
        card = self.markets.get(code)
        if card is not None and card.name is not None:
            return words(card.name)
        return _GROUP_NAMES.get(code) or territory(code)

    def named(self, kind: str, ids: tuple[str, ...]) -> list[tuple[str, Words]]:
        """The ids with the names of their cards, leaving out what is not there."""
        cards = self.loaded.cards[kind]
        return [(i, words(getattr(cards[i], "name", None))) for i in ids if i in cards]


_GROUP_NAMES = {
    "WORLD": Words("World", "全球"),
    "EU": Words("EU", "欧盟"),
    "EUROPE": Words("Europe", "欧洲"),
    "SEA": Words("Southeast Asia", "东南亚"),
    "MENA": Words("Middle East and North Africa", "中东北非"),
    "AFRICA": Words("Africa", "非洲"),
    "LATAM": Words("Latin America", "拉美"),
}


@cache
def _territories() -> tuple[Mapping[str, str], Mapping[str, str]]:
    from babel import Locale

    return Locale("en").territories, Locale("zh", script="Hans").territories


def territory(code: str) -> Words:
    """What CLDR calls a country, in both languages."""
    english, chinese = _territories()
    return Words(english.get(code, code), chinese.get(code, code))


def claims_of(part: Part) -> Iterator[Claim]:
    """The claims that stand in a card, in lists or alone."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Claim):
                yield inner


@dataclass(frozen=True, slots=True)
class Shown:
    """A card in every form that the index keeps."""

    entry: Entry
    page: Page
    facets: Mapping[str, tuple[str, ...]]
    lead: tuple[str, ...]
    """Names, by which a search ranks first and which pinyin finds."""
    steps: tuple[StepRecord, ...] = ()
    pairs: tuple[tuple[str, str], ...] = field(default=())
    """Stances as (market, level)."""
