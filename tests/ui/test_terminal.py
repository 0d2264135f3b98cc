"""The program in a real terminal: typed in, killed, started again."""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path

import pyte
import pytest

from chuhai.checklist.item import Status
from chuhai.checklist.store import Store
from chuhai.i18n import lang_of_locale
from chuhai.strings import strings
from conftest import ROOT

PATIENCE = 20.0


class Terminal:
    """A process on a pseudo-terminal, and the screen that it draws."""

    def __init__(self, pid: int, master: int, size: tuple[int, int]) -> None:
        self.pid, self.master = pid, master
        self.screen = pyte.Screen(*size)
        self.raw = b""
        self._stream = pyte.ByteStream(self.screen)

    def text(self) -> str:
        """What is on the screen; the cell behind a wide character is empty."""
        lines = []
        for row in range(self.screen.lines):
            cells = self.screen.buffer[row]
            lines.append("".join(cells[c].data for c in range(self.screen.columns)))
        return "\n".join(lines)

    def wait_for(self, words: str) -> str:
        """Read until some words are on the screen."""
        end = time.monotonic() + PATIENCE
        while words not in self.text():
            ready, _, _ = select.select([self.master], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"{words!r} never came:\n{self.text()}"
            try:
                data = os.read(self.master, 65536)
            except OSError:
                data = b""
            assert data, f"the program ended before {words!r}:\n{self.text()}"
            self.raw += data
            self._stream.feed(data)
        return self.text()

    def wait_until_gone(self, words: str) -> None:
        """Read until some words are no longer on the screen."""
        end = time.monotonic() + PATIENCE
        while words in self.text():
            ready, _, _ = select.select([self.master], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"{words!r} never went:\n{self.text()}"
            data = os.read(self.master, 65536)
            self.raw += data
            self._stream.feed(data)

    def type(self, keys: str) -> None:
        """Send keys."""
        os.write(self.master, keys.encode())

    def kill(self, how: int) -> int:
        """End the process; the answer is its exit status or the signal that ended it."""
        os.kill(self.pid, how)
        while True:
            try:
                if not os.read(self.master, 65536):
                    break
            except OSError:
                break
        _, status = os.waitpid(self.pid, 0)
        self.pid = 0
        return os.waitstatus_to_exitcode(status)


@contextmanager
def chuhai(home: Path, size: tuple[int, int], lang: str) -> Iterator[Terminal]:
    """Runs the program in a terminal of a size; kills it at the end if it still runs."""
    pid, master = pty.fork()
    if pid == 0:
        ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        for name in ("COLUMNS", "LINES"):
            os.unsetenv(name)  # readline, which pytest loads, puts its own size there
        os.environ.update(
            PYTHONPATH=str(ROOT / "tui"), CHUHAI_HOME=str(home), TERM="xterm-256color",
            CHUHAI_CONTENT=str(ROOT / "content"), COLORTERM="truecolor", LANG=lang,
        )  # fmt: skip
        os.execv(sys.executable, [sys.executable, "-m", "chuhai"])
    terminal = Terminal(pid, master, size)
    try:
        yield terminal
    finally:
        if terminal.pid:
            terminal.kill(signal.SIGKILL)
        os.close(master)


WORDS = {
    "C.UTF-8": ("Welcome", "Search trends", "Type to filter", "which market", "a date such as"),
    "zh_CN.UTF-8": ("欢迎", "搜索趋势", "输入筛选", "哪个市场", "输入日期如"),
}
ADDED = {"C.UTF-8": ("Added ", "planned backward"), "zh_CN.UTF-8": ("已加入 ", "从节点倒排")}


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
@pytest.mark.parametrize("lang", list(WORDS))
def test_nothing_acknowledged_is_lost_to_kill_9(
    tmp_path: Path, store: Store, size: tuple[int, int], lang: str
) -> None:
    welcome, search, narrow, market, backward = WORDS[lang]
    home = store.path.parent
    with chuhai(home, size, lang) as terminal:
        terminal.wait_for(welcome)
        terminal.type("\r")
        terminal.wait_for(strings()["home.coming"].in_lang(lang_of_locale(lang)).upper())
        terminal.type("1")
        terminal.wait_for(search)
        terminal.type("f")
        terminal.wait_for(narrow)
        terminal.type("MX\r")
        terminal.wait_for("market:MX")
        terminal.type("\x1b")
        terminal.wait_until_gone(narrow)
        terminal.wait_for("x " + strings()["key.clear"].in_lang(lang_of_locale(lang)))
        terminal.type("6")
        terminal.wait_for("/ 57" if lang == "zh_CN.UTF-8" else "of 57")
        terminal.type("a")
        terminal.wait_for(market)
        terminal.type("\r")
        terminal.wait_for(backward)
        terminal.type("buen")
        terminal.wait_for("2027-11-12")
        terminal.type("\r")
        terminal.wait_for(ADDED[lang][0])
        terminal.type("9")
        terminal.wait_for(ADDED[lang][1])
        terminal.type("j ")
        terminal.wait_for("✓")
        assert terminal.kill(signal.SIGKILL) == -signal.SIGKILL
    (owner,) = store.load().book.lists.values()
    assert (owner.markets, owner.anchor.festival) == (("MX",), "buen-fin")
    assert len(owner.items) > 3
    assert [item.status for item in owner.items.values()].count(Status.DONE) == 1
    with chuhai(home, size, lang) as terminal:
        terminal.wait_for("chuhai")
        terminal.type("9")
        terminal.wait_for("✓")
        terminal.wait_for(f"1/{len(owner.items)}")


def test_a_polite_signal_leaves_the_terminal_clean(tmp_path: Path) -> None:
    with chuhai(tmp_path / "home", (100, 30), "C.UTF-8") as terminal:
        terminal.wait_for("Welcome")
        os.kill(terminal.pid, signal.SIGTERM)
        left = b""
        while True:
            try:
                data = os.read(terminal.master, 65536)
            except OSError:
                break
            if not data:
                break
            left += data
        _, status = os.waitpid(terminal.pid, 0)
        terminal.pid = 0
        assert os.waitstatus_to_exitcode(status) == 128 + signal.SIGTERM
        assert b"\x1b[?1049l" in left
        assert b"\x1b[?1000l" in left
