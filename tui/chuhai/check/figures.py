"""A number never stands without its unit, its base and its date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from chuhai.check.rule import Finding, Scene, rule
from chuhai.library.age import stale_months
from chuhai.library.problem import Severity
from chuhai.model.common import Card, Claim
from chuhai.model.tactic import Tactic
from chuhai.model.trend import Trend


def _claims(scene: Scene) -> Iterator[tuple[str, Card, str, Claim]]:
    for kind, card, field, value in scene.fields:
        if isinstance(value, Claim):
            yield kind, card, field, value


@rule("figure-without-unit", Severity.ERROR)
def _units(scene: Scene) -> Iterator[Finding]:
    """A number without a unit."""
    for kind, card, field, claim in _claims(scene):
        if claim.value is not None and claim.unit is None:
            yield Finding(kind, card.id, field, "has a value without a unit")


@rule("figure-without-date", Severity.WARNING)
def _undated(scene: Scene) -> Iterator[Finding]:
    """A number without `as_of`."""
    for kind, card, field, claim in _claims(scene):
        if claim.value is not None and not claim.as_of:
            yield Finding(kind, card.id, field, "has a value without an as-of date")


@rule("share-without-base", Severity.HINT)
def _shares(scene: Scene) -> Iterator[Finding]:
    """A percentage that does not say in `base` of what it is a share."""
    for kind, card, field, claim in _claims(scene):
        if claim.value is not None and claim.unit and claim.unit.en == "%" and not claim.base:
            yield Finding(kind, card.id, field, "is a share without a `base`")


@rule("stale", Severity.HINT)
def _stale(scene: Scene) -> Iterator[Finding]:
    """A claim older than its kind allows."""
    for kind, card, field, claim in _claims(scene):
        old = stale_months(claim.age, claim.as_of, claim.effective, scene.today)
        if old:
            words = f"is {old[0]} months old, {old[1]} are allowed"
            yield Finding(kind, card.id, field, words)


@rule("stance-twice", Severity.ERROR)
def _stances(scene: Scene) -> Iterator[Finding]:
    """Two stances on one market with the same date, so that none is the newest."""
    for kind, card in scene.cards():
        if isinstance(card, Trend | Tactic):
            given = Counter((stance.market, stance.since) for stance in card.stances)
            for (market, since), times in given.items():
                if times > 1:
                    words = f"has {times} stances on {market} since {since}"
                    yield Finding(kind, card.id, "stances", words)
