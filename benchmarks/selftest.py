"""Whether the stopwatch is right: programs that know their own timing, compared with it."""

from __future__ import annotations

import re
import statistics
import sys
import time
from pathlib import Path

from benchmarks.measure import measure
from benchmarks.process import NS, BenchError
from benchmarks.session import Session
from benchmarks.suite import HERE, Program, Settings

ANSWERS = {
    "primary attributes": "^[?62;22c",
    "secondary attributes": "^[>1;10;0c",
    "cursor position": "^[11;5R",
    "synchronized output": "^[?2026;2$y",
    "keyboard protocol": "^[?0u",
    "version": "^P>|ttybench",
    "background colour": "^]11;rgb:1010/",
    "foreground colour": "^]10;rgb:e0e0/",
    "size in cells": "^[8;30;100t",
}


class SelfTest:
    """Checks one thing after another and counts what is wrong."""

    def __init__(self) -> None:
        self.failures = 0

    def check(self, what: str, value: float, low: float = 1, high: float = 1) -> None:
        """Compare a figure with what it must lie between."""
        good = low <= value <= high
        self.failures += not good
        shown = "yes" if value is True else f"{value:.3f} (expected {low:.3f} to {high:.3f})"
        print(f"{'ok  ' if good else 'FAIL'} {what}: {shown}")

    def start(self, session: Session) -> None:
        """The start: time, processor time, memory."""
        seen = session.wait_until(lambda t: " END" in t.text, 10)
        if seen is None or session.first_paint_at is None:
            raise BenchError("the known program did not start")
        told = _number(session, r"READY (\d+)")
        self.check("window size", "Starting 100x30" in session.terminal.text)
        self.check("start: later than the program's own stamp by, ms", (seen - told) / 1e6, 0, 3)
        self.check(
            "start: 0.2 s of work and 0.25 s of sleep, s", (seen - session.started_at) / NS, 0.45, 2
        )
        painted = (seen - session.first_paint_at) / NS
        self.check("paint comes before ready, s", painted, 0.45, 2)
        session.settle(0.15)
        cpu, memory = session.cpu_seconds(), session.sample_memory()
        used = _number(session, r"READY \d+ (\d+)") / NS
        self.check("processor time: at least the 0.2 s of work, s", used, 0.2, 2)
        self.check("processor time less the program's own figure, ms", (cpu - used) * 1000, 0, 10)
        self.check("memory with 48 MiB of ballast, MiB", memory.rss_kib / 1024, 54, 75)
        self.check("proportional memory, MiB", memory.pss_kib / 1024, 50, 70)

    def keys(self, session: Session) -> None:
        """Keys with effects of a known duration."""
        errors, waits = [], []
        for _ in range(10):
            effect = _effect(session, "a", "text", 0.03)
            got, put = _number(session, r"A (\d+)"), _number(session, r"A \d+ (\d+) END")
            errors.append(effect - (put - got) / NS)
            waits.append(effect)
        self.check("key with 50 ms of sleep: median, ms", statistics.median(waits) * 1000, 50, 53)
        self.check("key: what the terminal adds, median ms", statistics.median(errors) * 1e3, 0, 2)
        effect = _effect(session, "s", r"S \d+ END", 0.05)
        self.check("a synchronized update is seen only when it ends, ms", effect * 1e3, 40, 46)
        self.check("a change of style counts as a repaint, ms", _effect(session, "b") * 1e3, 0, 5)
        effect = _effect(session, "n", "text", 0.06)
        self.check("a cursor move is not a change of text, ms", effect * 1000, 29, 36)
        self.check("repeated characters are drawn", "NNNNNNNNNNEND" in session.terminal.text)
        session.press("down", "normal down")
        session.press("down", "application down")
        self.check("arrow keys follow the application mode", True)
        session.press("w", "出海 wide")
        self.check("wide characters are drawn", True)
        session.press("l", "┌──┐ lqqk")
        self.check("line drawing characters are drawn", True)

    def answers(self, session: Session) -> None:
        """What the terminal answers; how the program ends."""
        session.press("?", r"\^\[0n +END", timeout=5)
        shown = session.terminal.text.replace("\n", "")
        for what, answer in ANSWERS.items():
            self.check(f"answers: {what}", answer in shown)
        written = session.bytes_written
        session.settle(0.3, since=session.send("b"))
        self.check("bytes written", session.bytes_written - written, 28, 28)
        session.send("q")
        self.check("the program ends by itself", session.wait_for_exit(2))
        self.check("exit status", session.exit_status == 3)

    def endings(self) -> None:
        """Programs that are silent, stubborn, missing or failing."""
        started = time.monotonic()
        with Session([sys.executable, "-c", "import time; time.sleep(60)"]) as session:
            seen = session.wait_until(lambda t: bool(t.text.strip()), 0.5)
            self.check("a silent program times out", seen is None)
        self.check("... cleanly and at once, s", time.monotonic() - started, 0.5, 1.5)
        with Session([sys.executable, str(HERE / "known" / "stubborn.py")]) as session:
            session.wait_until(lambda t: "END" in t.text, 5)
            child, pid = _number(session, r"CHILD (\d+)"), session.pid
        time.sleep(0.1)
        self.check("a stubborn program and its child are ended", _gone(pid) and _gone(child))
        try:
            Session(["/no/such/program"])
        except BenchError:
            self.check("a missing program is reported", True)
        command = ("sh", "-c", "echo oops; exit 4")
        run = measure(Program("failing", command, "never"), Settings(warmup=0))
        self.check("an early end is reported", "ended with status 4" in run.error)


def _number(session: Session, pattern: str) -> int:
    match = re.search(pattern, session.terminal.text)
    if match is None:
        raise BenchError(f"no {pattern!r} on the screen")
    return int(match[1])


def _effect(session: Session, key: str, expect: str = "any", quiet: float = 0.15) -> float:
    timing = session.press(key, expect, quiet=quiet)
    if timing.effect is None:
        raise BenchError(f"{key!r} has no effect")
    return timing.effect


def _gone(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    return not status.exists() or "State:\tZ" in status.read_text()


def selftest() -> int:
    """Run all checks; the answer is the exit code."""
    sys.setswitchinterval(0.0001)
    test = SelfTest()
    known = [sys.executable, "-S", "-E", str(HERE / "known" / "known.py")]
    with Session(known, columns=100, lines=30) as session:
        test.start(session)
        test.keys(session)
        test.answers(session)
    test.endings()
    print("all good" if not test.failures else f"{test.failures} failed")
    return 1 if test.failures else 0
