"""The parts that every card is made of: texts, ids, dates, sources, claims, stances."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

TEXT_CELLS = 2_000
_FORBIDDEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_URL = re.compile(r"https?://[\x21-\x7e]+")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PLACE = re.compile(r"[A-Z]{2}|WORLD|EU|SEA|MENA|LATAM|AFRICA|EUROPE")


class Part(BaseModel):
    """Anything inside a card: frozen, and closed to keys that the schema does not know."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, use_attribute_docstrings=True
    )


def _plain(text: Any) -> Any:
    """Refuse what could reach a terminal as anything but letters."""
    if not isinstance(text, str):
        return text
    text = text.replace("\u3000", " ").replace("\u00a0", " ")
    for place, char in enumerate(text):
        if unicodedata.category(char) in _FORBIDDEN:
            name = unicodedata.name(char, "control character")
            raise ValueError(
                f"holds U+{ord(char):04X} ({name}) at character {place + 1}; "
                "plain text of one paragraph is accepted"
            )
    return text


def _partial_date(text: str) -> str:
    if text and not _PARTIAL_DATE.fullmatch(text):
        raise ValueError("is not a date; accepted: 2026, 2026-11, 2026-11-22, or empty")
    return text


def _url(text: str) -> str:
    if text and not _URL.fullmatch(text):
        raise ValueError("is not an address; accepted: http:// or https:// and printable ASCII")
    return text


def _identifier(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError("is not an id; accepted: lower-case letters, digits and single hyphens")
    return text


def _place(text: str) -> str:
    if not _PLACE.fullmatch(text):
        raise ValueError(
            "is not a place; accepted: a two-letter country code (GB, not UK), "
            "or a group: WORLD, EU, SEA, MENA, LATAM, AFRICA, EUROPE"
        )
    return text


Plain = Annotated[str, BeforeValidator(_plain), Field(max_length=TEXT_CELLS)]
PartialDate = Annotated[str, BeforeValidator(_plain), AfterValidator(_partial_date)]
Url = Annotated[str, BeforeValidator(_plain), AfterValidator(_url), Field(max_length=1_000)]
Id = Annotated[str, AfterValidator(_identifier), Field(max_length=80)]
Place = Annotated[str, AfterValidator(_place)]


class Text(Part):
    """A text in English and in simplified Chinese; a private pack may leave one out."""

    en: Plain = ""
    """English."""
    zh: Plain = ""
    """Simplified Chinese."""

    @model_validator(mode="after")
    def _some_language(self) -> Text:
        if not (self.en or self.zh):
            raise ValueError("is empty; a text needs `en`, `zh` or both")
        return self


class SourceKind(StrEnum):
    """Who speaks in a source."""

    OFFICIAL = "official"
    STATISTICS = "statistics"
    SURVEY = "survey"
    PRESS = "press"
    VENDOR = "vendor"
    PORTAL = "portal"
    COMMUNITY = "community"


class Source(Part):
    """Where a claim was read: title, publisher, date of publication, address."""

    id: Id
    """The id by which cards cite it."""
    title: Plain
    """The title as printed."""
    publisher: Plain
    """Who published it."""
    published: PartialDate = ""
    """When it was published: year, month or day; empty when it is undated."""
    url: Url = ""
    """Where it can be read; empty rather than guessed."""
    kind: SourceKind
    """Who speaks."""


class Confidence(StrEnum):
    """Whether a passage that backs the claim was read, or it is only remembered."""

    CHECKED = "checked"
    RECALLED = "recalled"


class Side(StrEnum):
    """Whether a claim speaks for or against its card, or only gives context."""

    FOR = "for"
    AGAINST = "against"
    CONTEXT = "context"


class Age(StrEnum):
    """How a claim ages: a fee goes stale after 3 months, a market figure after 12,
    a survey after 18, a law 6 months after it took effect, history never."""

    FEE = "fee"
    MARKET = "market"
    SURVEY = "survey"
    LAW = "law"
    HISTORY = "history"


class Claim(Part):
    """A piece of evidence: one statement with its figure, date, place, source, confidence."""

    text: Text
    """What it says, in one sentence."""
    topic: Plain = ""
    """What the claim is about, such as `payment` or `de-minimis`."""
    value: float | None = None
    """The figure, unscaled: 680000000, not 680 with a unit of millions."""
    value_to: float | None = None
    """The upper end where the figure is a range."""
    unit: Text | None = None
    """What the figure counts, such as `%` or `USD`."""
    base: Text | None = None
    """Of what a share is a share, or who was asked."""
    on: PartialDate = ""
    """The date where the figure is a date."""
    as_of: PartialDate = ""
    """When it was true: year, month or day."""
    effective: PartialDate = ""
    """When a rule took or takes effect."""
    markets: tuple[Place, ...] = ()
    """Country codes, or groups such as `EU`."""
    source: Id | None = None
    """Id of the source; none when it is recalled."""
    confidence: Confidence
    """`checked` when a passage that backs it was read, else `recalled`."""
    side: Side = Side.CONTEXT
    """Whether it speaks for or against the card."""
    age: Age = Age.MARKET
    """How it goes stale."""
    conflict: Id | None = None
    """Claims with the same conflict id contradict one another and are shown together."""
    series: Id | None = None
    """Claims with the same series measure one quantity at different times and are drawn as one."""

    @model_validator(mode="after")
    def _whole_figure(self) -> Claim:
        if self.value_to is not None and self.value is None:
            raise ValueError("has `value_to` without `value`")
        if self.confidence is Confidence.CHECKED and self.source is None:
            raise ValueError("is `checked` without a source; accepted: a source id, or `recalled`")
        return self


class Level(StrEnum):
    """A stance: what to do with a card in a market, from go (主攻) to avoid (回避)."""

    GO = "go"
    TEST = "test"
    WATCH = "watch"
    AVOID = "avoid"


class Stance(Part):
    """A dated judgement on a card in one market; the newest one counts."""

    market: Place
    """Country code or group."""
    stance: Level
    """go, test, watch or avoid."""
    reason: Text
    """Why, in at most two lines."""
    since: PartialDate
    """When the judgement was made."""
    sources: tuple[Id, ...] = ()
    """What the judgement rests on; none means that it is our own judgement."""


class Conflict(Part):
    """Claims that contradict one another, and what would settle the question."""

    id: Id
    """The id that its claims name in `conflict`."""
    question: Text
    """What the sources differ on."""
    settled_by: Text
    """What would settle it."""


class Card(Part):
    """What every kind of card has: an id that is a promise, and the sources it defines."""

    id: Id
    """Lower-case words joined by hyphens; the name of the file where a card has its own."""
    formerly: tuple[Id, ...] = ()
    """Ids that the card had before; checklists that know an old one find the card."""
    source: tuple[Source, ...] = ()
    """Sources that this card defines because it is the first to need them."""
    conflict: tuple[Conflict, ...] = ()
    """Contradictions between claims that this card is the place to explain."""
