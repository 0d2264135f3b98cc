"""Instructions until the first useful screen: a figure that a busy machine does not change.

Valgrind counts them in the same pseudo-terminal; to the silence after the start they repeat to
about one percent, and the fewest of a few are taken to the first screen.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.process import BenchError
from benchmarks.session import Session
from benchmarks.suite import Program, Settings
from benchmarks.tables import Table

_REFS = re.compile(r"I\s+refs:\s+([\d,]+)")
RUNS = 5
"""Counts of a first screen, of which the fewest is taken: they vary, for a reason not settled."""
FIXED = {"PYTHONHASHSEED": "0"}


def available() -> bool:
    """Whether valgrind is installed."""
    return shutil.which("valgrind") is not None


def _valgrind(log: str) -> tuple[str, ...]:
    return (
        "valgrind", "--tool=cachegrind", "--cache-sim=no",
        "--cachegrind-out-file=/dev/null", f"--log-file={log}",
    )  # fmt: skip


def _counted(log: str) -> float:
    found = _REFS.search(Path(log).read_text(encoding="utf-8"))
    return int(found[1].replace(",", "")) / 1e6 if found else float("nan")


def of_command(command: Sequence[str], env: Mapping[str, str]) -> float:
    """Millions of instructions of a command from beginning to end."""
    with tempfile.NamedTemporaryFile("r", suffix=".log") as log:
        subprocess.run(
            [*_valgrind(log.name), *command],
            env={**env, **FIXED},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        return _counted(log.name)


def of_start(program: Program, settings: Settings, *, settled: bool = False) -> float:
    """Millions of instructions until `ready` shows, or until the screen is silent after it.

    The program is stopped at the end of every frame while its screen is looked at, and ended by
    a signal that it does not handle, so that neither adds to the count.
    """
    ready = re.compile(program.ready, re.MULTILINE)
    env = {**settings.env, **program.env, **FIXED}
    if program.before:
        world = {**os.environ, **env}
        subprocess.run(program.before, shell=True, check=True, cwd=program.cwd, env=world)
    with tempfile.NamedTemporaryFile("r", suffix=".log") as log:
        command = (*_valgrind(log.name), *program.command)
        with Session(command, env=env, cwd=program.cwd, step_by_frame=not settled) as session:
            if settled:
                session.wait_until(lambda screen: ready.search(screen.text) is not None, 240)
                session.settle(4.0, 60)
            else:
                _wait_for(ready, session)
            os.kill(session.pid, signal.SIGUSR1)
            session.go_on()
            session.wait_for_exit(10)
        return _counted(log.name)


def _wait_for(ready: re.Pattern[str], session: Session) -> None:
    if not any(ready.search(screen.text) for screen in session.frames(60)):
        raise BenchError(f"{ready.pattern!r} was not visible within a minute")


def start_counts(programs: Sequence[Program], settings: Settings, *, settled: bool) -> Table:
    """A table of instructions to the first useful screen, with ratios to the first program."""
    sys.setswitchinterval(0.0001)
    table: Table = [("program", "Minstr to ready", "ratio")]
    base = 0.0
    for program in programs:
        runs = 1 if settled else RUNS
        figure = min(of_start(program, settings, settled=settled) for _ in range(runs))
        base = base or figure
        table.append((program.name, f"{figure:.0f}", f"{figure / base:.2f}"))
    return table
