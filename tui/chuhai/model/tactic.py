"""A tactic: a play that a small team can run, step by step."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from chuhai.model.common import Card, Claim, Confidence, Id, Part, PartialDate, Plain, Stance, Text


class Goal(StrEnum):
    """What a tactic is for."""

    REACH = "reach"
    CONVERSION = "conversion"
    RETENTION = "retention"
    OPERATIONS = "operations"
    COMPLIANCE = "compliance"


class Side(StrEnum):
    """Where work is done: at the seller's home or in the market."""

    ORIGIN = "origin"
    MARKET = "market"


class Step(Part):
    """One piece of work inside a tactic or a preset."""

    id: Id
    who: Plain
    """The role that does it, such as `operator` or `legal`."""
    what: Text
    days: Annotated[int, Field(ge=0, le=1_000)]
    """Calendar days that the work usually spans."""
    offset: Annotated[int, Field(ge=-365, le=1_000)] | None = None
    """Days before the anchor on which the work starts; negative means after it."""
    place: Side | None = None
    needs: tuple[Id, ...] = ()
    """Steps of the same card that must be finished before."""


class Kpi(Part):
    """A figure to watch, how it is computed, and a benchmark where one was found."""

    name: Text
    formula: Text
    benchmark: Text | None = None
    as_of: PartialDate = ""
    source: Id | None = None
    confidence: Confidence | None = None


class Tactic(Card):
    """A play with steps, people, days, costs, measures, and where it works."""

    name: Text
    goal: Goal
    summary: Text
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    prerequisites: tuple[Id, ...] = ()
    """Tactics that come first."""
    effort_days: Annotated[float, Field(ge=0)]
    """Person-days for one run, our own estimate."""
    cost_level: Annotated[int, Field(ge=0, le=3)]
    """0 none, 1 to about 500 USD a month, 2 to about 5,000, 3 above; our own estimate."""
    costs: tuple[Claim, ...] = ()
    time_to_result_days: Annotated[int, Field(ge=0)]
    lead_days: Annotated[int, Field(ge=0)]
    """Days before a festival on which the first step starts."""
    platforms: tuple[Id, ...] = ()
    facts: tuple[Claim, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    stances: tuple[Stance, ...] = ()
    pitfalls: tuple[Text, ...] = ()
    breaks: Text | None = None
    """When it does not work."""
    sources: tuple[Id, ...] = ()
