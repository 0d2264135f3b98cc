"""Events have happened, closed platforms are closed, festivals have a date ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from chuhai.calendar import editions
from chuhai.check.rule import Finding, Scene, rule
from chuhai.library.problem import Severity
from chuhai.model.festival import Festival
from chuhai.model.platform import Platform, PlatformStatus
from chuhai.model.record import Event

COVERED_MONTHS = 18


def _first_day(partial: str) -> dt.date:
    year, month, day = (*(int(part) for part in partial.split("-")), 1, 1)[:3]
    return dt.date(year, month, day)


@rule("future-event", Severity.ERROR)
def _future(scene: Scene) -> Iterator[Finding]:
    """An event that has not happened."""
    for card in scene.loaded.cards["events"].values():
        if isinstance(card, Event) and _first_day(card.date) > scene.today:
            yield Finding("events", card.id, "date", f"is in the future ({card.date})")


@rule("closed-but-able", Severity.WARNING)
def _closed(scene: Scene) -> Iterator[Finding]:
    """A closed platform with open abilities."""
    gone = (PlatformStatus.CLOSED, PlatformStatus.HISTORICAL)
    for card in scene.loaded.cards["platforms"].values():
        if isinstance(card, Platform) and card.status in gone:
            for name in type(card.abilities).model_fields:
                if getattr(card.abilities, name):
                    words = f"is open, but this is {card.status}"
                    yield Finding("platforms", card.id, f"abilities.{name}", words)


@rule("no-date-ahead", Severity.WARNING)
def _dates(scene: Scene) -> Iterator[Finding]:
    """A festival without a date in the next 18 months."""
    festivals = {
        k: v for k, v in scene.loaded.cards["festivals"].items() if isinstance(v, Festival)
    }
    years = range(scene.today.year, scene.today.year + 3)
    last = scene.today + dt.timedelta(days=COVERED_MONTHS * 31)
    for card in festivals.values():
        found = editions(card, festivals, years)
        if not any(scene.today <= edition.start <= last for edition in found):
            yield Finding("festivals", card.id, "rule", f"has no date until {last.isoformat()}")
