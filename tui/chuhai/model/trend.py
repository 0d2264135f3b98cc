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
    foreseen: bool
    """Whether the lists of 2022 named it."""
    thesis: Text
    """What was expected in 2022."""
    verdict: Verdict
    reasoning: Text
    """Why the verdict is what it is."""
    drivers: tuple[Text, ...] = ()
    evidence_2022: tuple[Claim, ...] = ()
    evidence_2026: tuple[Claim, ...] = ()
    stances: tuple[Stance, ...] = ()
    risks: tuple[Text, ...] = ()
    kpis: tuple[Text, ...] = ()
    tactics: tuple[Id, ...] = ()
    """Tactics that follow from the trend."""
    sources: tuple[Id, ...] = ()
