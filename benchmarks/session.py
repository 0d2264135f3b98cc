"""A program at a virtual terminal: keys in, and the moments at which things become visible.

All times come from one clock (CLOCK_MONOTONIC). A *frame* is what a real terminal would present
at once: everything between "begin" and "end synchronized update" (mode 2026) where the program
uses it, otherwise a burst of output without a pause longer than `FRAME_GAP`.
"""

from __future__ import annotations

import itertools
import os
import queue
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.keys import key_bytes
from benchmarks.process import NS, BenchError, Memory, Process, quietly
from benchmarks.terminal import VirtualTerminal

FRAME_GAP = 0.005
"""Seconds of silence that end a frame of a program without mode 2026."""

END_OF_FRAME = b"\x1b[?2026l"
"""What ends a synchronized update."""

PARSE_DELAY = 0.002
"""The virtual screen is drawn only after this much silence, so that drawing
does not take processor time from the program while it is at work."""

PARSE_DELAY_LIMIT = 0.050
"""... but output never waits longer than this to be drawn."""

SETTLE_LIMIT = 3.0
"""Longest wait for silence; a program with a moving clock never falls silent."""


@dataclass(frozen=True)
class _Chunk:
    at: int
    data: bytes


@dataclass(frozen=True)
class KeyTiming:
    """What a key did: seconds to its effect and to the silence after it."""

    effect: float | None
    """To the end of the frame that shows the effect; None: not seen."""
    done: float | None
    """To the last byte before silence; None: never silent."""
    size: int = 0
    """Bytes written to the terminal from the key to the silence."""


Watch = Callable[[VirtualTerminal], bool]


class Session:
    """Use as a context manager: leaving it ends the program."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        lines: int = 40,
        cwd: str | os.PathLike[str] | None = None,
        env: Mapping[str, str] | None = None,
        synchronized: bool = True,
        step_by_frame: bool = False,
    ) -> None:
        """Start the program; `step_by_frame` stops it at the end of every frame until `go_on`."""
        self._step_by_frame = step_by_frame
        self.command = list(command)
        self.terminal = VirtualTerminal(columns, lines, synchronized=synchronized)
        self.bytes_written = 0
        self.first_byte_at: int | None = None
        self.first_paint_at: int | None = None
        self.peak = Memory()
        self._chunks: queue.SimpleQueue[_Chunk | None] = queue.SimpleQueue()
        self._arrivals: list[int] = []
        self._last_read = 0
        self._ended = self._closed = False
        self.process = Process(command, columns, lines, cwd, env or {})
        self._fd = self.process.fd
        self.started_at = self._last_arrival = self.process.started_at
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the program, if it has not ended."""
        if self._closed:
            return
        self._closed = True
        self.process.end()
        self._reader.join(2.0)
        quietly(os.close, self._fd)

    @property
    def pid(self) -> int:
        """The program's process id."""
        return self.process.pid

    @property
    def exit_status(self) -> int | None:
        """How the program ended; None while it runs."""
        return self.process.exit_status

    def wait_for_exit(self, timeout: float) -> bool:
        """Whether the program ends within `timeout` seconds."""
        return self.process.wait(timeout)

    def _read(self) -> None:
        """Runs in a thread: stamps output as it comes and answers queries."""
        end = b""
        while True:
            try:
                data = os.read(self._fd, 65_536)
            except OSError:
                data = b""
            at = self._last_read = time.monotonic_ns()
            if not data:
                self._chunks.put(None)
                return
            if self._step_by_frame:
                end += data
                if END_OF_FRAME in end:
                    quietly(os.kill, self.pid, signal.SIGSTOP)
                end = end[-len(END_OF_FRAME) + 1 :]
            for answer in self.terminal.answers(data):
                if answer is None:
                    self._chunks.put(_Chunk(at, data))
                    self._chunks.put(_Chunk(at, b""))  # asks for a cursor report
                    data = b""
                elif answer:
                    quietly(os.write, self._fd, answer)
            if data:
                self._chunks.put(_Chunk(at, data))

    def _frames(self, until: float) -> Iterator[tuple[int, bool]]:
        """Draw output until the monotonic time `until` (seconds).

        Yields (ns, synchronized) each time a real terminal would present the screen, and
        (0, False) each time there was nothing to draw for a moment.
        """
        while not self._ended:
            remaining = until - time.monotonic()
            if remaining <= 0:
                return
            try:
                chunk = self._chunks.get(timeout=min(remaining, 0.005))
            except queue.Empty:
                yield 0, False
                continue
            if chunk is None:
                self._ended = True
                return
            if not chunk.data:
                quietly(os.write, self._fd, self.terminal.cursor_report())
                continue
            self._let_program_work(chunk.at)
            self._last_arrival = chunk.at
            self._arrivals.append(chunk.at)
            self.bytes_written += len(chunk.data)
            if self.first_byte_at is None:
                self.first_byte_at = chunk.at
            for synchronized in self.terminal.feed(chunk.data):
                if self.first_paint_at is None and self.terminal.text.strip():
                    self.first_paint_at = chunk.at
                yield chunk.at, synchronized

    def _let_program_work(self, since: int) -> None:
        while (
            now := time.monotonic_ns()
        ) - self._last_read < PARSE_DELAY * NS and now - since < PARSE_DELAY_LIMIT * NS:
            time.sleep(PARSE_DELAY / 4)

    def frames(self, timeout: float) -> Iterator[VirtualTerminal]:
        """The screen at the end of each frame; the program stands still while it is looked at."""
        for at, synchronized in self._frames(time.monotonic() + timeout):
            if synchronized:
                yield self.terminal
            forgotten = not at and time.monotonic_ns() - self._last_read > NS
            if synchronized or forgotten:
                self.go_on()

    def go_on(self) -> None:
        """Let a program that was stopped at the end of a frame work again."""
        quietly(os.kill, self.pid, signal.SIGCONT)

    def wait_until(self, shows: Watch, timeout: float) -> int | None:
        """When (ns) the frame was complete that first satisfies `shows`."""
        if shows(self.terminal):
            return self._last_arrival
        for at, synchronized in self._frames(time.monotonic() + timeout):
            if at and shows(self.terminal):
                return at if synchronized else self._end_of_burst(at)
        return None

    def _end_of_burst(self, at: int) -> int:
        """The last byte of the burst of output that the byte at `at` is in."""
        start = len(self._arrivals) - 1
        for _ in self._frames(time.monotonic() + 0.5):
            burst = [at, *self._arrivals[start + 1 :]]
            gaps = (b - a for a, b in itertools.pairwise(burst))
            if any(gap > FRAME_GAP * NS for gap in gaps):
                break
            if self._chunks.empty() and time.monotonic_ns() - burst[-1] > FRAME_GAP * NS:
                break
        end = at
        for arrival in self._arrivals[start + 1 :]:
            if arrival - end > FRAME_GAP * NS:
                break
            end = arrival
        return end

    def settle(self, quiet: float, limit: float = SETTLE_LIMIT, *, since: int = 0) -> int | None:
        """Wait for `quiet` seconds of silence, counted from the time `since` (ns) at the earliest.

        The answer is when the last byte came (ns), or None at `limit` seconds.
        """
        deadline = time.monotonic() + limit
        for _ in self._frames(deadline):
            silent_since = max(self._last_arrival, since)
            if self._chunks.empty() and time.monotonic_ns() - silent_since >= quiet * NS:
                return self._last_arrival
        return self._last_arrival if self._ended else None

    @property
    def ended(self) -> bool:
        """Whether the program has closed the terminal."""
        return self._ended

    def send(self, key: str) -> int:
        """Type one key; the time (ns) just before it was written."""
        data = key_bytes(key, application_cursor_keys=self.terminal.application_cursor_keys)
        at = time.monotonic_ns()
        quietly(os.write, self._fd, data)
        return at

    def press(
        self,
        key: str,
        expect: str = "any",
        *,
        quiet: float = 0.15,
        timeout: float = 2.0,
        rows: tuple[int, int | None] = (0, None),
    ) -> KeyTiming:
        """Type one key and time what it does to the screen.

        Raises `BenchError` when what is expected is there already, or the program ends.
        """
        shows = _expectation(expect, self.terminal, rows)
        if shows(self.terminal):
            raise BenchError(f"{expect!r} is on the screen before {key!r} is typed")
        before = self.bytes_written
        sent_at = self.send(key)
        seen_at = self.wait_until(shows, timeout)
        if self._ended:
            raise BenchError(f"the program ended after {key!r}")
        done_at = self.settle(quiet) if seen_at is not None else None
        return KeyTiming(
            None if seen_at is None else (seen_at - sent_at) / NS,
            None if done_at is None else (max(done_at, seen_at or 0) - sent_at) / NS,
            self.bytes_written - before,
        )

    def sample_memory(self) -> Memory:
        """The tree's memory now; `peak` keeps the largest seen."""
        sample = self.process.memory()
        self.peak = self.peak.largest(sample)
        return sample

    def cpu_seconds(self) -> float:
        """Processor time of the tree so far, or in all once it has ended."""
        return self.process.cpu_seconds()


def _expectation(expect: str, terminal: VirtualTerminal, rows: tuple[int, int | None]) -> Watch:
    """Whether what `expect` stands for has become visible since now."""
    if expect == "any":
        picture = terminal.picture(*rows)
        return lambda t: t.picture(*rows) != picture
    if expect == "text":
        texts = terminal.rows(*rows)
        return lambda t: t.rows(*rows) != texts
    pattern = re.compile(expect, re.MULTILINE)
    return lambda t: pattern.search(t.text) is not None
