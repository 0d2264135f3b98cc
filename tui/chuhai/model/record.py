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
    kind: EventKind
    title: Text
    actors: tuple[Plain, ...] = ()
    fact: Text
    figures: Text | None = None
    note: Text | None = None
    markets: tuple[Place, ...] = ()
    in_article: bool = False
    """Whether the article of 2022 speaks of it."""
    confidence: Confidence
    sources: tuple[Id, ...] = ()


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
    origin_year: Annotated[int, Field(ge=1950, le=2100)]
    copy_name: Text
    copy_year: Annotated[int, Field(ge=1950, le=2100)]
    markets: tuple[Place, ...] = ()
    copied: Text
    """What was taken over."""
    relation: Relation
    outcome: Outcome
    outcome_year: Annotated[int, Field(ge=1950, le=2100)] | None = None
    note: Text | None = None
    recalled: tuple[Plain, ...] = ()
    """Fields that are remembered, not read."""
    confidence: Confidence
    sources: tuple[Id, ...] = ()


class ClaimVerdict(StrEnum):
    """Whether the article was right."""

    RIGHT = "right"
    IMPRECISE = "imprecise"
    WRONG = "wrong"
    NOT_CHECKABLE = "not-checkable"


class ArticleClaim(Card):
    """A sentence of the 2022 article, and what the record says."""

    order: Annotated[int, Field(ge=1)]
    text: Text
    says: Text | None = None
    """The article's own value."""
    record: Text
    """The checked value."""
    verdict: ClaimVerdict
    note: Text | None = None
    events: tuple[Id, ...] = ()
    """The events that the claim speaks of."""
    confidence: Confidence
    sources: tuple[Id, ...] = ()


class Term(Card):
    """A word of the trade in both languages, with the other names people type for it."""

    term: Text
    aliases: tuple[Plain, ...] = ()
    variants: tuple[Plain, ...] = ()
    """Chinese wordings that the house does not use for it."""
    meaning: Text
