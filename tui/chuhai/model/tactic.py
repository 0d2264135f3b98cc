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
    """Its name inside the card: lower-case words joined by hyphens."""
    who: Plain
    """The role that does it, such as `operator` or `legal`."""
    what: Text
    """The work, said as an order."""
    days: Annotated[int, Field(ge=0, le=1_000)]
    """Calendar days that the work usually spans."""
    offset: Annotated[int, Field(ge=-365, le=1_000)] | None = None
    """Days before the anchor on which the work starts; negative means after it."""
    place: Side | None = None
    """`origin` at the seller's home, `market` on the spot; none for desk work."""
    needs: tuple[Id, ...] = ()
    """Steps of the same card that must be finished before."""


class Kpi(Part):
    """A figure to watch, how it is computed, and a benchmark where one was found."""

    name: Text
    """What it is called."""
    formula: Text
    """How it is computed."""
    benchmark: Text | None = None
    """A value somebody published."""
    as_of: PartialDate = ""
    """When it was true: year, month or day."""
    source: Id | None = None
    """Id of the source; none when it is recalled."""
    confidence: Confidence | None = None
    """`checked` when a passage that backs it was read, else `recalled`."""


class Tactic(Card):
    """A play with steps, people, days, costs, measures, and where it works."""

    name: Text
    """What it is called."""
    goal: Goal
    """What it is for."""
    summary: Text
    """What it is and what it brings, in one or two sentences."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    """The work, in order."""
    prerequisites: tuple[Id, ...] = ()
    """Tactics that come first."""
    effort_days: Annotated[float, Field(ge=0)]
    """Person-days for one run, our own estimate."""
    cost_level: Annotated[int, Field(ge=0, le=3)]
    """0 none, 1 to about 500 USD a month, 2 to about 5,000, 3 above; our own estimate."""
    costs: tuple[Claim, ...] = ()
    """Prices that somebody published."""
    time_to_result_days: Annotated[int, Field(ge=0)]
    """Days until the first result shows."""
    lead_days: Annotated[int, Field(ge=0)]
    """Days before a festival on which the first step starts."""
    platforms: tuple[Id, ...] = ()
    """Ids of platforms where it is run."""
    facts: tuple[Claim, ...] = ()
    """What is known of it."""
    kpis: tuple[Kpi, ...] = ()
    """What to measure."""
    stances: tuple[Stance, ...] = ()
    """What we would do in each market, newest last."""
    pitfalls: tuple[Text, ...] = ()
    """What goes wrong in practice."""
    breaks: Text | None = None
    """When it does not work."""
    sources: tuple[Id, ...] = ()
    """Ids of the sources that the card rests on."""
