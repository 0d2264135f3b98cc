"""The timeline as JSON and as lines of text."""

from __future__ import annotations

from typing import Any

from chuhai.i18n import Lang
from chuhai.strings import named, strings, t
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


def _lane(lane: str, shown: Timeline, lang: Lang) -> str:
    if f"lane.{lane}" in strings():
        return t(f"lane.{lane}", lang)
    return named("region", lane, lang) if shown.mode == "regions" else lane


def moment_text(moment: Moment, shown: Timeline, lang: Lang) -> str:
    """An event in a line: date, lanes, title, kind, lag."""
    entry = moment.entry
    lanes = ", ".join(_lane(lane, shown, lang) for lane in moment.lanes)
    star = " ★" if entry.in_article else ""
    parts = [entry.date, lanes, entry.name.in_lang(lang) + star, named("kind", entry.mark, lang)]
    if moment.lag is not None:
        parts.append(t("clock.years", lang, n=f"{moment.lag:+g}"))
    return "\t".join(parts)


def span_text(span: Span, shown: Timeline, lang: Lang) -> str:
    """A year or a decade in a line: when, how many events, and in which lanes."""
    name = str(span.first) if span.first == span.last else t("span.decade", lang, n=span.first)
    counts = ", ".join(f"{_lane(lane, shown, lang)} {span.count(lane)}" for lane in shown.lanes)
    return f"{name}\t{len(span.moments)}\t{counts}"
