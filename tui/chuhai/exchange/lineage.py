"""Lineage as JSON and as plain text: trees of copies, medians, paths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chuhai.i18n import Lang, Words
from chuhai.lag import Clock, Copy, Model, Path, Step
from chuhai.library.index import Library
from chuhai.strings import named, t


def _pair(words: Words) -> dict[str, str]:
    return {"en": words.en, "zh": words.zh}


def copy_json(copy: Copy) -> dict[str, Any]:
    """A copy with its lag and its end."""
    return {
        "id": copy.entry.id,
        "name": _pair(copy.name),
        "model": _pair(copy.model),
        "model_year": copy.model_year,
        "year": copy.year,
        "lag_years": copy.lag,
        "lag_months": copy.months,
        "relation": copy.entry.tag,
        "outcome": copy.outcome,
        "outcome_year": copy.outcome_year,
        "markets": copy.markets,
        "arrivals": dict(copy.arrivals),
        "recalled": copy.entry.recalled,
    }


def model_json(model: Model) -> dict[str, Any]:
    """A model with its copies."""
    return {
        "name": _pair(model.name),
        "year": model.year,
        "median_lag_years": model.median,
        "copies": [copy_json(copy) for copy in model.copies],
    }


def clock_json(clock: Clock) -> dict[str, Any]:
    """The lags of a market or of an outcome."""
    return {
        "key": clock.key,
        "copies": clock.count,
        "median_lag_years": clock.median,
        "shortest": clock.shortest,
        "longest": clock.longest,
        "outcomes": dict(clock.ends),
    }


def _step_json(step: Step) -> dict[str, Any]:
    def arrivals(found: Sequence[tuple[int, Copy]]) -> list[dict[str, Any]]:
        return [{"year": year, "copy": copy.entry.id} for year, copy in found]

    return {
        "model": _pair(step.model.name),
        "model_year": step.model.year,
        "here": arrivals(step.here),
        "there": arrivals(step.there),
        "gap_years": step.gap,
    }


def path_json(found: Path) -> dict[str, Any]:
    """Where a market is on the path of another one."""
    return {
        "here": found.here,
        "there": found.there,
        "reached_both": len(found.reached),
        "only_there": len(found.ahead),
        "only_here": len(found.alone),
        "median_gap_years": found.median,
        "steps": [_step_json(step) for step in found.steps],
    }


def _copy(copy: Copy, library: Library, lang: Lang) -> str:
    places = ", ".join(library.place_name(code).in_lang(lang) for code in copy.markets)
    lag = t("clock.years", lang, n=f"{copy.lag:+d}")
    end = f"{named('status', copy.outcome, lang)} {copy.outcome_year or ''}".rstrip()
    return f"  {copy.year}\t{copy.name.in_lang(lang)}\t{places}\t{lag}\t{end}"


def tree_text(groups: Sequence[Model], library: Library, lang: Lang) -> str:
    """Every model with its copies below it."""
    lines = []
    for model in groups:
        lines.append(f"{model.year}\t{model.name.in_lang(lang)}")
        lines += [_copy(copy, library, lang) for copy in model.copies]
    return "\n".join(lines)


def clocks_text(clocks: Sequence[Clock], names: Sequence[str], lang: Lang) -> str:
    """The median lags, one a line: name, copies, median, how they ended."""
    lines = []
    for clock, name in zip(clocks, names, strict=True):
        ends = ", ".join(f"{named('status', k, lang)} {n}" for k, n in clock.ends.most_common())
        median = t("clock.years", lang, n=f"{clock.median:g}")
        lines.append(f"{name}\t{clock.count}\t{median}\t{ends}")
    return "\n".join(lines)


def path_text(found: Path, library: Library, lang: Lang) -> str:
    """Where a market is on the path of another one, model by model."""
    here, there = (library.place_name(code).in_lang(lang) for code in (found.here, found.there))
    lines = [t("clock.path", lang, here=here, there=there)]
    counts = {
        "n": len(found.reached) + len(found.ahead),
        "reached": len(found.reached),
        "missing": len(found.ahead),
    }
    lines.append(t("clock.path-reached", lang, here=here, there=there, **counts))
    for step in found.steps:
        sides = []
        for name, arrived in ((there, step.there), (here, step.here)):
            told = "; ".join(f"{year} {copy.name.in_lang(lang)}" for year, copy in arrived)
            sides.append(f"{name}: {told or t('clock.not-yet', lang)}")
        gap = "" if step.gap is None else f"{step.gap:+d}"
        lines.append("\t".join((step.model.name.in_lang(lang), *sides, gap)).rstrip())
    return "\n".join(lines)
