"""Figures of a card that can be drawn: people, shares of platforms, one quantity over the years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from chuhai.i18n import Words
from chuhai.library.age import dated, stale_months
from chuhai.library.index import Library
from chuhai.library.records import ClaimRecord, Entry

PEOPLE = ("topic-population", "topic-internet", "topic-social")
"""The parts of a market whose figures count people, from all to those that one can reach."""
_PLATFORMS = "topic-platform"
_COUNTED = ("people", "user identities")


class Point(NamedTuple):
    """One figure of a chart with its date and what weakens it."""

    key: str
    """The part of the page, the platform or the date that it stands for."""
    value: float
    claim: ClaimRecord
    stale: bool

    @property
    def recalled(self) -> bool:
        """Whether nobody read the passage again."""
        return self.claim.confidence == "recalled"


class Figure(NamedTuple):
    """Figures of one unit and one base, so that their bars may stand side by side."""

    kind: str
    """`people`, `platforms` or `series`."""
    unit: Words
    base: Words
    points: Sequence[Point]
    whole: float
    """What a full bar means."""

    @property
    def title(self) -> Words:
        """What a series measures; nothing for the other kinds."""
        return self.points[-1].claim.text if self.kind == "series" else Words("")


def _point(key: str, claim: ClaimRecord, today: dt.date) -> Point:
    old = stale_months(claim.age, claim.as_of, claim.effective, today)
    assert claim.value is not None
    return Point(key, claim.value, claim, old is not None)


def _newest(claims: Iterable[ClaimRecord], keys: Sequence[str]) -> dict[str, ClaimRecord]:
    """For each key the newest claim; the first one of a day counts."""
    found: dict[str, ClaimRecord] = {}
    for key, claim in zip(keys, claims, strict=True):
        old = found.get(key)
        if old is None or dated(claim.as_of, "") > dated(old.as_of, ""):
            found[key] = claim
    return found


def _people(claims: Sequence[ClaimRecord], today: dt.date) -> list[Figure]:
    counted = [c for c in claims if c.part in PEOPLE and c.unit.en.startswith(_COUNTED)]
    newest = _newest(counted, [claim.part for claim in counted])
    points = [_point(part, newest[part], today) for part in PEOPLE if part in newest]
    if len(points) < 2:
        return []
    whole = max(point.value for point in points)
    return [Figure("people", points[0].claim.unit, Words(""), points, whole)]


def _platforms(claims: Sequence[ClaimRecord], today: dt.date) -> list[Figure]:
    groups: dict[tuple[str, str], list[ClaimRecord]] = {}
    for claim in claims:
        if claim.part == _PLATFORMS and claim.topic and claim.value_to is None:
            groups.setdefault((claim.unit.en, claim.base.en), []).append(claim)
    found = []
    for (unit, _), group in groups.items():
        newest = _newest(group, [claim.topic for claim in group])
        points = [_point(topic, claim, today) for topic, claim in newest.items()]
        if len(points) > 1:
            points.sort(key=lambda point: -point.value)
            whole = 100.0 if unit.startswith("%") else points[0].value
            found.append(Figure("platforms", group[0].unit, group[0].base, points, whole))
    return found


def _series(claims: Sequence[ClaimRecord], today: dt.date) -> list[Figure]:
    groups: dict[tuple[str, str, str], list[ClaimRecord]] = {}
    for claim in claims:
        if claim.series:
            groups.setdefault((claim.series, claim.unit.en, claim.base.en), []).append(claim)
    found = []
    for group in groups.values():
        if len(group) > 1:
            group.sort(key=lambda claim: dated(claim.as_of, ""))
            points = [_point(claim.as_of, claim, today) for claim in group]
            whole = max(point.value for point in points)
            found.append(Figure("series", group[0].unit, group[0].base, points, whole))
    return found


def figures(library: Library, entry: Entry, today: dt.date) -> list[Figure]:
    """What of a card can be drawn; figures with another unit or base are never put together."""
    claims = [claim for claim in library.claims(entry) if claim.value is not None]
    if entry.kind == "markets":
        return [*_people(claims, today), *_platforms(claims, today), *_series(claims, today)]
    return _series(claims, today)
