"""A program in a pseudo-terminal: started, ended, and asked what it uses."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import shlex
import shutil
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NS = 1_000_000_000
_LEFT_OUT = (
    "COLUMNS",
    "LINES",
    "TMUX",
    "STY",
    "VIRTUAL_ENV",
    "NO_COLOR",
    "PYTHONDONTWRITEBYTECODE",
)


class BenchError(Exception):
    """The program did not do what was expected of it."""


@dataclass(frozen=True)
class Memory:
    """What a tree of processes holds, in KiB."""

    rss_kib: int = 0
    pss_kib: int = 0
    processes: int = 0

    def largest(self, other: Memory) -> Memory:
        """The larger of each figure."""
        return Memory(
            max(self.rss_kib, other.rss_kib),
            max(self.pss_kib, other.pss_kib),
            max(self.processes, other.processes),
        )


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    """What the program is given: ours without what would mislead it, and `extra`."""
    world = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
    world |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    if "UTF" not in world.get("LC_ALL", world.get("LANG", "")).upper():
        world |= {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    return world | dict(extra)


class Process:
    """A child that leads its own session; only it and its descendants are ever ended."""

    def __init__(
        self,
        command: Sequence[str],
        columns: int,
        lines: int,
        cwd: str | os.PathLike[str] | None,
        extra: Mapping[str, str],
    ) -> None:
        self.exit_status: int | None = None
        self.usage: Any = None
        self._known: set[int] = set()
        world = environment(extra)
        path = shutil.which(command[0], path=world.get("PATH"))
        if path is None:
            raise BenchError(f"no such program: {command[0]}")
        size = struct.pack("HHHH", lines, columns, 0, 0)
        starting_read, starting_write = os.pipe()  # close-on-exec
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, size)
                for signum in (signal.SIGPIPE, signal.SIGINT, signal.SIGHUP):
                    signal.signal(signum, signal.SIG_DFL)
                if cwd is not None:
                    os.chdir(cwd)
                os.write(starting_write, struct.pack("q", time.monotonic_ns()))
                os.execve(path, list(command), world)
            finally:
                os._exit(127)
        os.close(starting_write)
        with os.fdopen(starting_read, "rb") as starting:
            stamp = starting.read(8)
        if len(stamp) < 8:
            self.end()
            raise BenchError(f"could not start {shlex.join(command)}")
        self.started_at: int = struct.unpack("q", stamp)[0]
        self._known = {self.pid}

    def end(self, grace: float = 0.5) -> None:
        """End the program, if it has not ended, within some grace, and collect its usage."""
        self._known.update(self.tree())
        for signum in (None, signal.SIGHUP, signal.SIGTERM, signal.SIGKILL):
            if signum is not None and self.usage is None:
                quietly(os.killpg, self.pid, signum)
            patience = {None: 0.0, signal.SIGKILL: 10.0}.get(signum, grace)
            if self.wait(patience):
                break
        survivors = self.tree(members_of_session_only=True)
        for pid in survivors & self._known - {self.pid}:
            quietly(os.kill, pid, signal.SIGKILL)

    def wait(self, timeout: float) -> bool:
        """Whether the program ends within `timeout` seconds."""
        self._known.update(self.tree())
        deadline = time.monotonic() + timeout
        while self.usage is None:
            pid, status, usage = os.wait4(self.pid, os.WNOHANG)
            if pid:
                self.exit_status = os.waitstatus_to_exitcode(status)
                self.usage = usage
            elif time.monotonic() >= deadline:
                return False
            else:
                time.sleep(0.002)
        return True

    def tree(self, *, members_of_session_only: bool = False) -> set[int]:
        """The child, its descendants, and the rest of the child's session."""
        parents: dict[int, int] = {}
        members = set()
        for entry in os.scandir("/proc"):
            if not entry.name.isdecimal():
                continue
            try:
                stat = Path(entry.path, "stat").read_text()
            except OSError:
                continue
            fields = stat[stat.rindex(")") + 2 :].split()
            pid, parent, session = int(entry.name), int(fields[1]), int(fields[3])
            parents[pid] = parent
            if session == self.pid:
                members.add(pid)
        if members_of_session_only:
            return members
        while True:
            more = {p for p, parent in parents.items() if parent in members} - members
            if not more:
                return members
            members |= more

    def memory(self) -> Memory:
        """The tree's memory now; resident size is each process's high-water mark, summed."""
        tree = self.tree()
        self._known.update(tree)
        rss = pss = processes = 0
        for pid in tree:
            try:
                status = Path(f"/proc/{pid}/status").read_text()
                rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            except OSError:
                continue
            rss += _kib(status, "VmHWM")
            pss += _kib(rollup, "Pss")
            processes += 1
        return Memory(rss, pss, processes)

    def cpu_seconds(self) -> float:
        """Processor time of the tree so far, or in all once it has ended."""
        if self.usage is not None:
            return float(self.usage.ru_utime + self.usage.ru_stime)
        total = 0.0
        for pid in self.tree():
            with contextlib.suppress(OSError):
                # The kernel's processor-time clock of another process.
                total += time.clock_gettime((~pid << 3) | 2)
        return total


def _kib(text: str, name: str) -> int:
    match = re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)
    return int(match[1]) if match else 0


def quietly(function: Callable[..., Any], *arguments: Any) -> None:
    """Call a function whose `OSError` does not matter."""
    with contextlib.suppress(OSError):
        function(*arguments)
