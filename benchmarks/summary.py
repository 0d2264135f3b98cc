"""From runs to figures: medians, percentiles, and ratios taken round by round."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from typing import Any

from benchmarks.measure import Run
from benchmarks.suite import Program

_SPREADS = (
    "first_byte", "first_paint", "ready", "settled", "cpu_start", "cpu_total", "rss_start_kib",
    "pss_start_kib", "rss_peak_kib", "pss_peak_kib", "processes", "bytes_start", "bytes_total",
    "machine",
)  # fmt: skip


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)]


def spread(values: Iterable[float | None]) -> dict[str, float] | None:
    """Minimum, median, 95th percentile and maximum of the known values."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    return {
        "median": statistics.median(known),
        "min": min(known),
        "p95": percentile(known, 0.95),
        "max": max(known),
        "n": len(known),
    }


def quiet_runs(runs: Sequence[Run], all_runs: Sequence[Run], limit: float) -> list[Run]:
    """The runs without error on a machine no slower than `limit` times its best.

    All without error if fewer than three of them would remain.
    """
    good = [run for run in runs if not run.error]
    best = min(run.machine for run in all_runs)
    quiet = [run for run in good if not limit or run.machine <= limit * best]
    return quiet if len(quiet) >= 3 else good


def _ratios(name: str, own: Sequence[Run], base: Sequence[Run], used: Sequence[Run]) -> list[float]:
    found = []
    for run, first in zip(own, base, strict=False):
        mine, other = getattr(run, name), getattr(first, name)
        if mine and other and run in used:
            found.append(mine / other)
    return found


def _keys(good: Sequence[Run]) -> dict[str, Any]:
    keys: dict[str, Any] = {}
    for label in dict.fromkeys(label for run in good for label in (*run.effect, *run.missed)):
        effects = [t for run in good for t in run.effect.get(label, [])]
        dones = [t for run in good for t in run.done.get(label, [])]
        sizes = [t for run in good for t in run.sizes.get(label, [])]
        firsts = [run.effect[label][0] for run in good if run.effect.get(label)]
        keys[label] = {
            "missed": sum(run.missed.get(label, 0) for run in good),
            "effect": spread(effects),
            "done": spread(dones),
            "bytes": spread(sizes),
            "first": spread(firsts),
        }
    return keys


def summarize(
    programs: Sequence[Program], runs: Sequence[Run], noise_limit: float = 0
) -> list[dict[str, Any]]:
    """One dictionary per program, in the order given; ratios are to the first program."""
    by_program = {p.name: [r for r in runs if r.program == p.name] for p in programs}
    base = by_program[programs[0].name]
    summaries = []
    for program in programs:
        own = by_program[program.name]
        good = quiet_runs(own, runs, noise_limit)
        summary: dict[str, Any] = {
            "program": program.name,
            "note": program.note,
            "runs": len(own),
            "used": len(good),
            "failed": sum(bool(run.error) for run in own),
            "errors": sorted({run.error for run in own if run.error}),
            "synchronized": any(run.synchronized for run in own),
        }
        for name in _SPREADS:
            summary[name] = spread(getattr(run, name) for run in good)
        for name in ("ready", "settled", "cpu_start", "pss_peak_kib"):
            summary[f"{name}_ratio"] = spread(_ratios(name, own, base, good))
        summary["keys"] = _keys(good)
        summaries.append(summary)
    return summaries
