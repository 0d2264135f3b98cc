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
    """Which sort it is."""
    month: Annotated[int, Field(ge=1, le=12)]
    """1 to 12."""
    day: Annotated[int, Field(ge=1, le=31)]
    """1 to 31."""


class NthWeekdayRule(Part):
    """The n-th weekday of a month, counted from `from_day`; -1 is the last one.

    `if_after_day` with `then_n`: when the date falls after that day, take `then_n` instead.
    `unless_equals` with `otherwise`: when the date equals that of another rule, take the other.
    """

    kind: Literal["nth-weekday"]
    """Which sort it is."""
    month: Annotated[int, Field(ge=1, le=12)]
    """1 to 12."""
    weekday: Weekday
    """mon, tue and so on."""
    n: Annotated[int, Field(ge=-5, le=5)]
    """Which one of the month; -1 is the last."""
    from_day: Annotated[int, Field(ge=1, le=31)] | None = None
    """Count from this day of the month."""
    if_after_day: Annotated[int, Field(ge=1, le=31)] | None = None
    """When the date falls after this day,"""
    then_n: Annotated[int, Field(ge=-5, le=5)] | None = None
    """take this one instead."""
    unless_equals: Plain | None = None
    """When the date equals this festival's,"""
    otherwise: NthWeekdayRule | None = None
    """take this rule instead."""


class RelativeRule(Part):
    """So many days after (negative: before) another date: a named one or a festival's."""

    kind: Literal["relative"]
    """Which sort it is."""
    to: Plain
    """A festival's id, or a date that chuhai knows by name."""
    days: int
    """Days after it; negative for before."""


class HijriRule(Part):
    """A day of the Islamic calendar (Umm al-Qura, as `hijridate` computes it)."""

    kind: Literal["hijri"]
    """Which sort it is."""
    month: Annotated[int, Field(ge=1, le=12)]
    """Month of the Islamic calendar."""
    day: Annotated[int, Field(ge=1, le=30)]
    """Day of that month."""


class LunarRule(Part):
    """A day of the Chinese lunar calendar."""

    kind: Literal["lunar"]
    """Which sort it is."""
    month: Annotated[int, Field(ge=1, le=12)]
    """Month of the Chinese lunar calendar."""
    day: Annotated[int, Field(ge=1, le=30)]
    """Day of that month."""


class LibraryRule(Part):
    """The first day of the year with this English name in the package `holidays`."""

    kind: Literal["library"]
    """Which sort it is."""
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    """Country code in the package `holidays`."""
    name: Plain
    """The holiday's English name there."""
    categories: tuple[Plain, ...] = ()
    """Which of its categories to look in."""


class RangeRule(Part):
    """From the date of one rule to the date of another."""

    kind: Literal["range"]
    """Which sort it is."""
    start: Rule
    """The rule of the first day."""
    end: Rule
    """The rule of the last day."""


Rule = Annotated[
    FixedRule | NthWeekdayRule | RelativeRule | HijriRule | LunarRule | LibraryRule | RangeRule,
    Field(discriminator="kind"),
]


class AnnouncedDate(Part):
    """A date that the organiser announced; it wins over the rule for its year."""

    year: Annotated[int, Field(ge=1990, le=2100)]
    """The year it is for."""
    start: dt.date
    """The first day."""
    end: dt.date | None = None
    """The last day, when there are several."""
    source: Id | None = None
    """Id of the source; none when it is recalled."""
    confidence: Confidence
    """`checked` when a passage that backs it was read, else `recalled`."""


class Variant(Part):
    """Where one market keeps the festival on other days."""

    market: Place
    """The market that differs."""
    rule: Rule | None = None
    """How the date is computed."""
    dates: tuple[AnnouncedDate, ...] = ()
    """Announced dates, one per year; they win over the rule."""


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
    """What it is called."""
    sort: FestivalSort = FestivalSort.DEMAND
    """Whether buyers come or suppliers stop."""
    markets: Annotated[tuple[Place, ...], Field(min_length=1)]
    """Country codes, or groups such as `EU`."""
    tier: Annotated[int, Field(ge=1, le=3)]
    """1 for the dates that make a year, 3 for small ones."""
    rule: Rule | None = None
    """How the date is computed."""
    dates: tuple[AnnouncedDate, ...] = ()
    """Announced dates, one per year; they win over the rule."""
    variants: tuple[Variant, ...] = ()
    """Markets that keep it on other days."""
    approximate: bool = False
    """The organiser or habit sets the date; the rule is a planning guess."""
    tolerance_days: Annotated[int, Field(ge=0, le=60)] = 0
    """By how many days an expected date may move."""
    duration_days: Annotated[int, Field(ge=1, le=400)]
    """How many days it lasts."""
    window_days: Annotated[int, Field(ge=0, le=400)]
    """On how many days trade is raised."""
    window: Window
    """Whether that is during it or before it."""
    lead_days: Annotated[int, Field(ge=0, le=400)]
    """Days before the first day on which preparation should start."""
    lead_scope: LeadScope
    """What the lead time rests on."""
    lead_source: Id | None = None
    """Id of the source of the lead time."""
    categories: tuple[Text, ...] = ()
    """What sells."""
    tactics: tuple[Id, ...] = ()
    """Ids of tactics that fit."""
    note: Text | None = None
    """What else a reader should know."""
    confidence: Confidence
    """`checked` when a passage that backs it was read, else `recalled`."""
    sources: tuple[Id, ...] = ()
    """Ids of the sources that the card rests on."""
