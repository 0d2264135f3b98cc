"""The command line against bare `python -c pass`: time and instructions, interleaved."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks import counts
from benchmarks.summary import spread
from benchmarks.tables import Table, ms

BARE = ("python -c pass", (sys.executable, "-c", "pass"))


def commands(program: Sequence[str] = (sys.executable, "-m", "chuhai")) -> dict[str, Any]:
    """What is run: its name and its words."""
    lines = ("list trends --json", "list platforms --json", "search live --json",
             "show live-shopping --json", "--version")  # fmt: skip
    return {f"chuhai {line}": (*program, *line.split()) for line in lines}


def measure_commands(runs: int, env: Mapping[str, str]) -> dict[str, Any]:
    """Seconds of each command over interleaved runs, ratios to bare Python round by round."""
    everything: dict[str, Sequence[str]] = {BARE[0]: BARE[1], **commands()}
    times: dict[str, list[float]] = {name: [] for name in everything}
    world = {**os.environ, **env}
    for number in range(-1, runs):
        for name, command in everything.items():
            started = time.perf_counter()
            subprocess.run(command, env=world, stdout=subprocess.DEVNULL, check=True)
            if number >= 0:
                times[name].append(time.perf_counter() - started)
    base = times[BARE[0]]
    figures: dict[str, Any] = {}
    for name, found in times.items():
        ratios = [mine / bare for mine, bare in zip(found, base, strict=True)]
        figures[name] = {"seconds": spread(found), "ratio": spread(ratios)}
        if counts.available():
            figures[name]["minstr"] = counts.of_command(everything[name], world)
    return figures


def command_table(figures: Mapping[str, Any]) -> Table:
    """The figures as a table."""
    table: Table = [("command", "ms min", "p50", "p95", "ratio", "Minstr", "ratio")]
    bare = next(iter(figures.values())).get("minstr")
    for name, figure in figures.items():
        seconds, count = figure["seconds"], figure.get("minstr")
        table.append(
            (
                name,
                *(ms(seconds[part]) for part in ("min", "median", "p95")),
                f"{figure['ratio']['median']:.2f}",
                f"{count:.0f}" if count else "-",
                f"{count / bare:.2f}" if count and bare else "-",
            )
        )
    return table
