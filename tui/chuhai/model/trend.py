"""A trend of 2022, graded with the hindsight of late 2026."""

from __future__ import annotations

from enum import StrEnum

from chuhai.model.common import Card, Claim, Id, Stance, Text


class Verdict(StrEnum):
    """How a prediction came out."""

    CONFIRMED = "confirmed"
    MIXED = "mixed"
    FAILED = "failed"
    OPEN = "open"


class Trend(Card):
    """A movement in social commerce: thesis then, evidence then and now, verdict, stances."""

    name: Text
    """What it is called."""
    foreseen: bool
    """Whether the lists of 2022 named it."""
    thesis: Text
    """What was expected in 2022."""
    verdict: Verdict
    """How it came out."""
    reasoning: Text
    """Why the verdict is what it is."""
    drivers: tuple[Text, ...] = ()
    """What pushes it."""
    evidence_2022: tuple[Claim, ...] = ()
    """What was known when it was foretold."""
    evidence_2026: tuple[Claim, ...] = ()
    """What the record says now."""
    stances: tuple[Stance, ...] = ()
    """What we would do in each market, newest last."""
    risks: tuple[Text, ...] = ()
    """What could turn it."""
    kpis: tuple[Text, ...] = ()
    """What to measure."""
    tactics: tuple[Id, ...] = ()
    """Tactics that follow from the trend."""
    sources: tuple[Id, ...] = ()
    """Ids of the sources that the card rests on."""
