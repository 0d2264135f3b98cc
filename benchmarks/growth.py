"""What changes as the content grows: the first build, a later start, a keystroke, memory, disk."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks import home, packs
from benchmarks.measure import measure
from benchmarks.suite import Program, Settings
from benchmarks.summary import spread
from benchmarks.tables import Table, ms

SIZES = (1_000, 10_000, 100_000)
"""Cards for which a pack of files is written."""
REPEATED = 10
"""How many times over the largest index is repeated: a million cards."""
TYPED = ("live stock", "creator parcel", "zhibo", "直播达人", "warehouse 12")

PROBE = """
import datetime as dt, json, resource, sys, time
from chuhai.library.filter import FACETS
from chuhai.library.index import Library
import sqlite3
before = time.perf_counter()
library = Library(sqlite3.connect(f"file:{sys.argv[1]}?mode=ro&immutable=1", uri=True),
                  dt.date(2026, 11, 22))
first = library.select(library.parse("goal:reach"), "tactics")[:12]
for row in first: library.entry(row)
library.page(library.entry(first[0]))
opened = time.perf_counter() - before
times = []
for words in json.loads(sys.argv[2]):
    for end in range(1, len(words) + 1):
        started = time.perf_counter()
        wanted = library.parse("market:MX").with_words(words[:end])
        for facet in FACETS: library.facet_counts(wanted, "tactics", facet)
        library.counts(wanted)
        for row in library.select(wanted, "tactics")[:12]: library.entry(row)
        times.append(time.perf_counter() - started)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"opened": opened, "keystrokes": times, "peak_kib": peak}))
"""


def _probe(index: Path) -> dict[str, Any]:
    command = [sys.executable, "-c", PROBE, str(index), json.dumps(TYPED)]
    found = subprocess.run(command, check=True, capture_output=True, env=os.environ)
    figures: dict[str, Any] = json.loads(found.stdout)
    return figures


def _start(place: Path, content: Path, runs: int) -> dict[str, Any]:
    """The app on this content: start to the first useful screen, memory."""
    fixed = {
        "CHUHAI_HOME": str(place),
        "CHUHAI_CONTENT": str(content),
        "CHUHAI_TODAY": home.TODAY,
    }
    program = Program(
        "chuhai",
        (sys.executable, "-m", "chuhai", "--lang", "en"),
        r"chuhai +› Tactics[\s\S]*card-\d+[\s\S]*Help",
        env=fixed,
        timeout=600,
        quit=("ctrl+q",),
    )
    found = []
    for _ in range(runs):
        home.settle(place, section="tactics")
        found.append(measure(program, Settings()))
    errors = [run.error for run in found if run.error]
    if errors:
        return {"error": errors[0]}
    return {
        "ready": spread(run.ready for run in found),
        "pss_kib": spread(run.pss_peak_kib for run in found),
    }


def _grown(size: int, place: Path, content: Path, runs: int) -> dict[str, Any]:
    pack, own = place / f"pack-{size}", place / f"home-{size}"
    packs.write_pack(pack, content, size)
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    home.chuhai(own, pack, "list", "regions")
    built = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    (index,) = (own / "cache").glob("*.sqlite")
    figures = {"cards": size, "build": built, "disk": index.stat().st_size, **_probe(index)}
    figures["build_cpu"] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    figures["build_peak_kib"] = after.ru_maxrss
    figures["start"] = _start(own, pack, runs)
    return figures


def measure_growth(
    sizes: Iterable[int], place: Path, content: Path, say: Callable[[str], None], runs: int = 5
) -> list[dict[str, Any]]:
    """The figures for packs of some sizes, and for an index of ten times the largest."""
    place.mkdir(parents=True, exist_ok=True)
    found = []
    for size in sizes:
        say(f"growth: {size} cards")
        found.append(_grown(size, place, content, runs))
        shutil.rmtree(place / f"pack-{size}")
    largest = found[-1]["cards"]
    (index,) = (place / f"home-{largest}" / "cache").glob("*.sqlite")
    say(f"growth: {largest * REPEATED} cards, the index alone")
    target = place / "repeated.sqlite"
    packs.repeat_index(index, target, REPEATED)
    many = {"cards": largest * REPEATED, "disk": target.stat().st_size, **_probe(target)}
    return [*found, many]


def growth_table(figures: Iterable[dict[str, Any]]) -> Table:
    """The curve as a table."""
    table: Table = [
        (
            "cards", "first build s", "CPU s", "build MiB", "index MiB", "start ms", "PSS MiB",
            "open ms", "keystroke p50", "p95", "max", "core MiB",
        )
    ]  # fmt: skip
    for one in figures:
        keys = spread(one["keystrokes"]) or {}
        start = one.get("start", {})
        ready, memory = start.get("ready"), start.get("pss_kib")
        table.append(
            (
                f"{one['cards']:,}",
                f"{one['build']:.1f}" if "build" in one else "-",
                f"{one['build_cpu']:.1f}" if "build_cpu" in one else "-",
                f"{one['build_peak_kib'] / 1024:.0f}" if "build_peak_kib" in one else "-",
                f"{one['disk'] / 2**20:.1f}",
                ms(ready["median"]) if ready else "-",
                f"{memory['median'] / 1024:.1f}" if memory else "-",
                ms(one["opened"]),
                *(ms(keys[name]) for name in ("median", "p95", "max")),
                f"{one['peak_kib'] / 1024:.0f}",
            )
        )
    return table
