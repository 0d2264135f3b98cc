"""The machine: what it is, how slow it is just now, whether it is idle."""

from __future__ import annotations

import os
import platform
import re
import time
from pathlib import Path


def description() -> dict[str, str]:
    """Processor, cores, system and Python, without any name of the machine."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "system": f"{_system()}, Linux {platform.release().split('-')[0]}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
    }


def _field(path: str, pattern: str) -> str:
    try:
        found = re.search(pattern, Path(path).read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        return ""
    return found[1].strip() if found else ""


def _processor() -> str:
    model = _field("/proc/cpuinfo", r"^model name\s*:\s*(.+)$") or platform.machine()
    family = _field("/proc/cpuinfo", r"^cpu family\s*:\s*(.+)$")
    number = _field("/proc/cpuinfo", r"^model\s*:\s*(.+)$")
    return f"{model} (family {family}, model {number})" if family else model


def _system() -> str:
    return _field("/etc/os-release", r'^PRETTY_NAME="?([^"\n]+)') or platform.system()


def probe() -> float:
    """Seconds that a fixed amount of work takes: more when others are busy."""
    started = time.perf_counter()
    total = 0
    for number in range(400_000):
        total += number ^ 3
    return time.perf_counter() - started


def _busy_and_all() -> tuple[int, int]:
    values = [int(v) for v in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    return sum(values) - values[3] - values[4], sum(values)


def wait_until_idle(limit: float, busy_share: float = 0.3) -> None:
    """Wait until less than `busy_share` of all processors was busy for 0.2 s, or `limit` s."""
    deadline = time.monotonic() + limit
    before = _busy_and_all()
    while time.monotonic() < deadline:
        time.sleep(0.2)
        now = _busy_and_all()
        busy, everything = now[0] - before[0], now[1] - before[1]
        if everything and busy / everything < busy_share:
            return
        before = now
