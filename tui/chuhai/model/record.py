"""What is kept as tables: events, lineage links, the article's claims, glossary terms."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from chuhai.model.common import Card, Confidence, Id, PartialDate, Place, Plain, Text


def _needed(text: str) -> str:
    if not text:
        raise ValueError("is empty; a date such as 2016, 2016-05 or 2016-05-30 is accepted")
    return text


SomeDate = Annotated[PartialDate, AfterValidator(_needed)]


class EventKind(StrEnum):
    """What happened."""

    LAUNCH = "launch"
    ACQUISITION = "acquisition"
    CLONE = "clone"
    MARKET_ENTRY = "market-entry"
    MILESTONE = "milestone"
    REGULATION = "regulation"
    SHUTDOWN = "shutdown"
    EXIT = "exit"


class Event(Card):
    """A dated fact in the history of social media and social commerce."""

    date: SomeDate
    """Year, month or day."""
    kind: EventKind
    """Which sort it is."""
    title: Text
    """The event as a headline."""
    actors: tuple[Plain, ...] = ()
    """The firms or offices that acted."""
    fact: Text
    """What happened, in one or two sentences."""
    figures: Text | None = None
    """The figures that belong to it, with units."""
    note: Text | None = None
    """What else a reader should know."""
    markets: tuple[Place, ...] = ()
    """Country codes, or groups such as `EU`."""
    in_article: bool = False
    """Whether the article of 2022 speaks of it."""
    confidence: Confidence
    """`checked` when a passage that backs it was read, else `recalled`."""
    sources: tuple[Id, ...] = ()
    """Ids of the sources that the card rests on."""


class Relation(StrEnum):
    """How the copy is tied to the original: its maker says so, others report it, it is the
    maker's own export, it arose in parallel, or the tie is disputed."""

    STATED = "stated"
    REPORTED = "reported"
    OWN = "own"
    PARALLEL = "parallel"
    DISPUTED = "disputed"


class Outcome(StrEnum):
    """What became of the copy."""

    THRIVES = "thrives"
    NICHE = "niche"
    CLOSED = "closed"
    OPEN = "open"


class Link(Card):
    """One step of lineage: which model was copied, where, after how many years, to what end."""

    origin: Text
    """The model that was copied and whose it was."""
    origin_year: Annotated[int, Field(ge=1950, le=2100)]
    """The year the model appeared."""
    copy_name: Text
    """The copy and whose it was."""
    copy_year: Annotated[int, Field(ge=1950, le=2100)]
    """The year the copy appeared."""
    markets: tuple[Place, ...] = ()
    """Country codes, or groups such as `EU`."""
    copied: Text
    """What was taken over."""
    relation: Relation
    """How firmly the copy is tied to the model."""
    outcome: Outcome
    """What became of the copy."""
    outcome_year: Annotated[int, Field(ge=1950, le=2100)] | None = None
    """The year of that outcome."""
    events: tuple[Id, ...] = ()
    """The events that tell of it: the model appears, the copy appears, its end."""
    note: Text | None = None
    """What else a reader should know."""
    recalled: tuple[Plain, ...] = ()
    """Fields that are remembered, not read."""
    confidence: Confidence
    """`checked` when a passage that backs it was read, else `recalled`."""
    sources: tuple[Id, ...] = ()
    """Ids of the sources that the card rests on."""


class ClaimVerdict(StrEnum):
    """Whether the article was right."""

    RIGHT = "right"
    IMPRECISE = "imprecise"
    WRONG = "wrong"
    NOT_CHECKABLE = "not-checkable"


class ArticleClaim(Card):
    """A sentence of the 2022 article, and what the record says."""

    order: Annotated[int, Field(ge=1)]
    """Where it stands in the article."""
    text: Text
    """What the article says."""
    says: Text | None = None
    """The article's own value."""
    record: Text
    """The checked value."""
    verdict: ClaimVerdict
    """Whether the article was right."""
    note: Text | None = None
    """What is wrong or imprecise about it, in a sentence."""
    events: tuple[Id, ...] = ()
    """The events that the claim speaks of."""
    confidence: Confidence
    """`checked` when a passage that backs it was read, else `recalled`."""
    sources: tuple[Id, ...] = ()
    """Ids of the sources that the card rests on."""


class Term(Card):
    """A word of the trade in both languages, with the other names people type for it."""

    term: Text
    """The word in both languages."""
    aliases: tuple[Plain, ...] = ()
    """Other names that people type for it."""
    variants: tuple[Plain, ...] = ()
    """Chinese wordings that the house does not use for it."""
    meaning: Text
    """One sentence."""
