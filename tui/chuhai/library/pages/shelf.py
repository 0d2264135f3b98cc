"""Everything that a page may need to know of the other cards while it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from chuhai.i18n import Words
from chuhai.library.load import Loaded
from chuhai.library.page import Page
from chuhai.library.pages.writer import PageWriter, words
from chuhai.library.records import Entry, StepRecord
from chuhai.model.festival import Festival
from chuhai.model.guide import Guide
from chuhai.model.market import Market
from chuhai.model.place import GROUPS, OTHER_PLACES
from chuhai.model.platform import Platform
from chuhai.model.record import ArticleClaim, Event
from chuhai.model.tactic import Tactic


@dataclass(frozen=True, slots=True)
class Shelf:
    """The loaded cards by kind, typed, with the lookups that several pages share."""

    loaded: Loaded

    def writer(self) -> PageWriter:
        """A writer for one page."""
        return PageWriter(dict(self.loaded.sources))

    @property
    def markets(self) -> dict[str, Market]:
        """The market cards by country code."""
        return {k: v for k, v in self.loaded.cards["markets"].items() if isinstance(v, Market)}

    @property
    def tactics(self) -> dict[str, Tactic]:
        """The tactics by id."""
        return {k: v for k, v in self.loaded.cards["tactics"].items() if isinstance(v, Tactic)}

    @property
    def platforms(self) -> dict[str, Platform]:
        """The platforms by id."""
        return {k: v for k, v in self.loaded.cards["platforms"].items() if isinstance(v, Platform)}

    @property
    def guides(self) -> dict[str, Guide]:
        """The guides by id."""
        return {k: v for k, v in self.loaded.cards["guides"].items() if isinstance(v, Guide)}

    @property
    def festivals(self) -> dict[str, Festival]:
        """The festivals by id."""
        return {k: v for k, v in self.loaded.cards["festivals"].items() if isinstance(v, Festival)}

    @property
    def events(self) -> dict[str, Event]:
        """The events by id."""
        return {k: v for k, v in self.loaded.cards["events"].items() if isinstance(v, Event)}

    @property
    def claims(self) -> dict[str, ArticleClaim]:
        """The article's claims by id."""
        cards = self.loaded.cards["article"].items()
        return {k: v for k, v in cards if isinstance(v, ArticleClaim)}

    def region(self, place: str) -> str:
        """The region of a place; nothing for the world and for unknown places."""
        if place in self.markets:
            return self.markets[place].region
        return OTHER_PLACES.get(place) or GROUPS.get(place) or ""

    def place_name(self, code: str) -> Words:
        """The name of a place: the market card's, else what CLDR calls it."""
        if code in self.markets:
            return words(self.markets[code].name)
        from babel import Locale

        english, chinese = Locale("en").territories, Locale("zh", script="Hans").territories
        return Words(english.get(code, code), chinese.get(code, code))

    def named(self, kind: str, ids: tuple[str, ...]) -> list[tuple[str, Words]]:
        """The ids with the names of their cards, leaving out what is not there."""
        cards = self.loaded.cards[kind]
        return [(i, words(getattr(cards[i], "name", None))) for i in ids if i in cards]


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
