"""Figures as tables: aligned text for a terminal, Markdown for the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Row = tuple[str, ...]
Table = list[Row]

START = (
    "program", "ready ms min", "p50", "p95", "ratio", "settled", "CPU s", "PSS MiB", "KiB out",
    "runs", "failed",
)  # fmt: skip
KEYS = ("program", "step", "n", "first", "p50", "p95", "max", "done p50", "bytes", "missed")


def ms(seconds: float | None) -> str:
    """Milliseconds, with one decimal below ten."""
    if seconds is None:
        return "-"
    value = seconds * 1000
    return f"{value:.1f}" if value < 10 else f"{value:.0f}"


def _of(spread: dict[str, float] | None, name: str) -> float | None:
    return spread[name] if spread else None


def start_table(summaries: Sequence[dict[str, Any]]) -> Table:
    """How long each program takes to be useful, and what it takes to get there."""
    table: Table = [START]
    for s in summaries:
        ready, settled = s["ready"], s["settled"]
        if ready is None:
            why = "; ".join(s["errors"])[:60]
            table.append((s["program"], *("-",) * 9, f"{s['failed']}: {why}"))
            continue
        ratio = _of(s["ready_ratio"], "median")
        table.append(
            (
                s["program"],
                *(ms(ready[name]) for name in ("min", "median", "p95")),
                f"{ratio:.2f}" if ratio else "-",
                ms(settled["median"]) if settled else "never",
                f"{s['cpu_start']['median']:.2f}",
                f"{s['pss_peak_kib']['median'] / 1024:.1f}",
                f"{s['bytes_start']['median'] / 1024:.1f}",
                f"{s['used']}/{s['runs']}",
                str(s["failed"]),
            )
        )
    return table


def key_table(summaries: Sequence[dict[str, Any]]) -> Table:
    """How long each key takes until its effect is on the screen, in ms."""
    table: Table = [KEYS]
    for s in summaries:
        for label, k in s["keys"].items():
            effect, size = k["effect"], k["bytes"]
            table.append(
                (
                    s["program"],
                    label,
                    str(effect["n"]) if effect else "0",
                    ms(_of(k["first"], "median")),
                    *(ms(_of(effect, name)) for name in ("median", "p95", "max")),
                    ms(_of(k["done"], "median")),
                    f"{size['median']:.0f}" if size else "-",
                    str(k["missed"]),
                )
            )
    return table


def machine_line(summaries: Sequence[dict[str, Any]]) -> str:
    """How evenly fast the machine was in the runs that were used."""
    probes = [s["machine"] for s in summaries if s["machine"]]
    if not probes:
        return ""
    low, high = min(p["min"] for p in probes), max(p["max"] for p in probes)
    noise = ": a noisy machine, trust ratios and minima" if high > 1.5 * low else ""
    return f"machine probe {ms(low)} to {ms(high)} ms in the runs used{noise}"


def plain(rows: Sequence[Row]) -> str:
    """A table for the terminal."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for number, row in enumerate(rows):
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        lines.append("  ".join(cells).rstrip())
        if number == 0:
            lines.append("  ".join("-" * width for width in widths))
    return "\n".join(lines)


def markdown(rows: Sequence[Row]) -> str:
    """A table for the page."""
    head, *rest = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([head, "|" + "---|" * len(rows[0]), *rest])
