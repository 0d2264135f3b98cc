"""The timeline as JSON."""

from __future__ import annotations

from typing import Any

from chuhai.timeline import Moment, Span, Timeline


def moment_json(moment: Moment) -> dict[str, Any]:
    """An event with its lanes and its place in the lineage."""
    entry = moment.entry
    return {
        "id": entry.id,
        "date": entry.date,
        "title": {"en": entry.name.en, "zh": entry.name.zh},
        "kind": entry.mark,
        "lanes": moment.lanes,
        "markets": entry.markets,
        "in_article": entry.in_article,
        "recalled": entry.recalled,
        "lineage": moment.links,
        "lag_years": moment.lag,
    }


def span_json(span: Span, shown: Timeline) -> dict[str, Any]:
    """A year or a decade with the number of events in each lane."""
    return {
        "first": span.first,
        "last": span.last,
        "events": len(span.moments),
        "lanes": {lane: span.count(lane) for lane in shown.lanes},
    }
