"""A festival: when people buy, or when those who supply stop working."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from chuhai.model.common import Card, Confidence, Id, Part, Place, Plain, Text


class Weekday(StrEnum):
    """A day of the week as a rule writes it."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class FixedRule(Part):
    """The same month and day every year."""

    kind: Literal["fixed"]
    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]


class NthWeekdayRule(Part):
    """The n-th weekday of a month, counted from `from_day`; -1 is the last one.

    `if_after_day` with `then_n`: when the date falls after that day, take `then_n` instead.
    `unless_equals` with `otherwise`: when the date equals that of another rule, take the other.
    """

    kind: Literal["nth-weekday"]
    month: Annotated[int, Field(ge=1, le=12)]
    weekday: Weekday
    n: Annotated[int, Field(ge=-5, le=5)]
    from_day: Annotated[int, Field(ge=1, le=31)] | None = None
    if_after_day: Annotated[int, Field(ge=1, le=31)] | None = None
    then_n: Annotated[int, Field(ge=-5, le=5)] | None = None
    unless_equals: Plain | None = None
    otherwise: NthWeekdayRule | None = None


class RelativeRule(Part):
    """So many days after (negative: before) another date: a named one or a festival's."""

    kind: Literal["relative"]
    to: Plain
    days: int


class HijriRule(Part):
    """A day of the Islamic calendar (Umm al-Qura, as `hijridate` computes it)."""

    kind: Literal["hijri"]
    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=30)]


class LunarRule(Part):
    """A day of the Chinese lunar calendar."""

    kind: Literal["lunar"]
    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=30)]


class LibraryRule(Part):
    """The first day of the year with this English name in the package `holidays`."""

    kind: Literal["library"]
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    name: Plain
    categories: tuple[Plain, ...] = ()


class RangeRule(Part):
    """From the date of one rule to the date of another."""

    kind: Literal["range"]
    start: Rule
    end: Rule


Rule = Annotated[
    FixedRule | NthWeekdayRule | RelativeRule | HijriRule | LunarRule | LibraryRule | RangeRule,
    Field(discriminator="kind"),
]


class AnnouncedDate(Part):
    """A date that the organiser announced; it wins over the rule for its year."""

    year: Annotated[int, Field(ge=1990, le=2100)]
    start: dt.date
    end: dt.date | None = None
    source: Id | None = None
    confidence: Confidence


class Variant(Part):
    """Where one market keeps the festival on other days."""

    market: Place
    rule: Rule | None = None
    dates: tuple[AnnouncedDate, ...] = ()


class FestivalSort(StrEnum):
    """Whether buyers come, or suppliers stop."""

    DEMAND = "demand"
    CLOSURE = "closure"


class Window(StrEnum):
    """Whether trade is raised during the festival or in the days before it."""

    DURING = "during"
    BEFORE = "before"


class LeadScope(StrEnum):
    """What the lead time rests on: a deadline of this festival, general advice, our estimate."""

    NODE = "node"
    GENERAL = "general"
    ESTIMATE = "estimate"


class Festival(Card):
    """A date in the year that a plan can be anchored to."""

    name: Text
    sort: FestivalSort = FestivalSort.DEMAND
    markets: Annotated[tuple[Place, ...], Field(min_length=1)]
    tier: Annotated[int, Field(ge=1, le=3)]
    """1 for the dates that make a year, 3 for small ones."""
    rule: Rule | None = None
    dates: tuple[AnnouncedDate, ...] = ()
    variants: tuple[Variant, ...] = ()
    approximate: bool = False
    """The organiser or habit sets the date; the rule is a planning guess."""
    tolerance_days: Annotated[int, Field(ge=0, le=60)] = 0
    """By how many days an expected date may move."""
    duration_days: Annotated[int, Field(ge=1, le=400)]
    window_days: Annotated[int, Field(ge=0, le=400)]
    window: Window
    lead_days: Annotated[int, Field(ge=0, le=400)]
    """Days before the first day on which preparation should start."""
    lead_scope: LeadScope
    lead_source: Id | None = None
    categories: tuple[Text, ...] = ()
    tactics: tuple[Id, ...] = ()
    note: Text | None = None
    confidence: Confidence
    sources: tuple[Id, ...] = ()
