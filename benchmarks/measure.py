"""Run programs, interleaved so that a busy machine hurts all of them alike, and time them."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import machine
from benchmarks.process import NS, BenchError
from benchmarks.session import Session
from benchmarks.suite import Program, Settings, Step


@dataclass
class Run:
    """One run of one program; times in seconds."""

    program: str
    error: str = ""
    first_byte: float | None = None
    first_paint: float | None = None
    ready: float | None = None
    """The last byte of the first frame on which `ready` matches the screen."""
    settled: float | None = None
    """The last byte before the screen stayed silent."""
    cpu_start: float | None = None
    """User and system seconds of the process tree until then."""
    cpu_total: float | None = None
    rss_start_kib: int = 0
    pss_start_kib: int = 0
    rss_peak_kib: int = 0
    pss_peak_kib: int = 0
    processes: int = 0
    bytes_start: int = 0
    bytes_total: int = 0
    synchronized: bool = False
    exit_status: int | None = None
    machine: float = 0.0
    """Seconds that a fixed loop took before or after the run, whichever took longer."""
    effect: dict[str, list[float]] = field(default_factory=dict)
    done: dict[str, list[float]] = field(default_factory=dict)
    sizes: dict[str, list[int]] = field(default_factory=dict)
    missed: dict[str, int] = field(default_factory=dict)


def _prepare(program: Program, settings: Settings) -> None:
    if program.before:
        subprocess.run(
            program.before,
            shell=True,
            check=True,
            cwd=program.cwd,
            env={**os.environ, **settings.env, **program.env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
    if settings.wait_idle:
        machine.wait_until_idle(settings.wait_idle)


def measure(program: Program, settings: Settings) -> Run:
    """Run a program once, from its start to its end, and time it."""
    _prepare(program, settings)
    run = Run(program.name, machine=machine.probe())
    session = None
    try:
        session = Session(
            program.command,
            columns=settings.columns,
            lines=settings.lines,
            cwd=program.cwd,
            env={**settings.env, **program.env},
            synchronized=settings.synchronized,
        )
        with session:
            _measure_start(run, session, program, settings)
            for number, step in enumerate(program.steps, 1):
                _measure_step(run, session, step, step.label or f"step {number}", settings)
            session.sample_memory()
            _save_screen(settings, session, program, "end")
            for key in program.quit:
                session.settle(0.1, 0.5, since=session.send(key))
            if program.quit:
                session.wait_for_exit(3.0)
    except BenchError as error:
        run.error = str(error)
        if session is not None:
            _save_screen(settings, session, program, "error")
    run.machine = max(run.machine, machine.probe())
    if session is not None:
        _take_totals(run, session)
    return run


def _take_totals(run: Run, session: Session) -> None:
    if session.first_byte_at is not None:
        run.first_byte = (session.first_byte_at - session.started_at) / NS
    if session.first_paint_at is not None:
        run.first_paint = (session.first_paint_at - session.started_at) / NS
    run.cpu_total = session.cpu_seconds()
    run.rss_peak_kib = session.peak.rss_kib
    run.pss_peak_kib = session.peak.pss_kib
    run.processes = session.peak.processes
    run.bytes_total = session.bytes_written
    run.synchronized = session.terminal.uses_synchronized_updates
    run.exit_status = session.exit_status


def _measure_start(run: Run, session: Session, program: Program, settings: Settings) -> None:
    pattern = re.compile(program.ready, re.MULTILINE)
    ready_at = session.wait_until(lambda t: pattern.search(t.text) is not None, program.timeout)
    if ready_at is None:
        ended = session.ended and session.wait_for_exit(0.5)
        reason = f"ended with status {session.exit_status}" if ended else "timed out"
        raise BenchError(f"{reason} before {program.ready!r} was visible")
    run.ready = (ready_at - session.started_at) / NS
    settled_at = session.settle(settings.quiet)
    if settled_at is not None:
        run.settled = (max(settled_at, ready_at) - session.started_at) / NS
    run.cpu_start = session.cpu_seconds()
    memory = session.sample_memory()
    run.rss_start_kib, run.pss_start_kib = memory.rss_kib, memory.pss_kib
    run.bytes_start = session.bytes_written
    _save_screen(settings, session, program, "ready")


def _measure_step(run: Run, session: Session, step: Step, label: str, settings: Settings) -> None:
    for key, expect in step.each_key():
        # A little disorder keeps keys from falling in step with a timer in the program.
        time.sleep(random.uniform(0, 0.02))
        session.settle(0.05, 0.5)
        if not step.measure:
            session.settle(2 * settings.quiet, 2.0, since=session.send(key))
            continue
        timing = session.press(
            key, expect, quiet=settings.quiet, timeout=step.timeout, rows=step.row_limit
        )
        if timing.effect is None:
            run.missed[label] = run.missed.get(label, 0) + 1
            continue
        run.effect.setdefault(label, []).append(timing.effect)
        run.sizes.setdefault(label, []).append(timing.size)
        if timing.done is not None:
            run.done.setdefault(label, []).append(timing.done)
    if step.pause:
        session.settle(step.pause, step.pause)


def _save_screen(settings: Settings, session: Session, program: Program, moment: str) -> None:
    if settings.screens is not None:
        settings.screens.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^\w.-]+", "_", program.name)
        path = Path(settings.screens, f"{name}.{moment}.txt")
        path.write_text(session.terminal.text + "\n", encoding="utf-8")


def interleave(
    programs: Sequence[Program],
    settings: Settings,
    report: Callable[[str], None] = lambda line: None,
) -> list[Run]:
    """All runs, in rounds; each round starts with another program."""
    sys.setswitchinterval(0.0001)  # let the reading thread stamp output at once
    runs: list[Run] = []
    order = list(programs)
    for number in range(-settings.warmup, settings.runs):
        for program in order:
            run = measure(program, settings)
            outcome = run.error or f"ready {(run.ready or 0) * 1000:.0f} ms"
            report(f"{'warm-up' if number < 0 else f'run {number + 1}'} {program.name}: {outcome}")
            if number >= 0:
                runs.append(run)
        order = order[1:] + order[:1]
    return runs
