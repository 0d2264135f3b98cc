"""A terminal program that knows its own timing and says so: what the self-test compares with."""

from __future__ import annotations

import os
import sys
import termios
import time
import tty

QUERIES = (
    "\x1b[c", "\x1b[>c", "\x1b[11;5H\x1b[6n", "\x1b[?2026$p", "\x1b[?u",
    "\x1b[>0q", "\x1b]11;?\x1b\\", "\x1b]10;?\x07", "\x1b[18t", "\x1b[5n",
)  # fmt: skip


def put(text: str) -> None:
    """Write to the terminal at once."""
    os.write(1, text.encode())


def answer(key: bytes) -> None:
    """Do what a key asks for."""
    if key == b"a":  # an effect after 50 ms
        got = time.monotonic_ns()
        time.sleep(0.050)
        put(f"\x1b[5;1HA {got} {time.monotonic_ns()} END")
    elif key == b"s":  # held back by a synchronized update
        put("\x1b[?2026h\x1b[6;1HS ")
        time.sleep(0.040)
        put(f"{time.monotonic_ns()} END\x1b[?2026l")
    elif key == b"b":  # style only
        put("\x1b[7;1H\x1b[48:2::10:20:30mB \x1b[m")
    elif key == b"n":  # nothing visible at first, the effect later
        put("\x1b[8;1H")
        put("\x1b[?25l")
        time.sleep(0.030)
        put("\x1b[8;1HN\x1b[9bEND")
    elif key == b"\x1b[B":
        put("\x1b[9;1Hnormal down")
        put("\x1b[?1h")
    elif key == b"\x1bOB":
        put("\x1b[9;1Happlication down")
    elif key == b"l":
        put("\x1b[13;1H\x1b(0lq\x1b[1mqk\x1b[m\x1b(B lqqk")
    elif key == b"w":
        put("\x1b[10;1H\u51fa\u6d77 wide")
    elif key == b"?":
        ask()


def ask() -> None:
    """Ask the terminal everything, each question torn in two, and show the answers."""
    answers = b""
    for query in QUERIES:
        half = len(query) // 2
        put(query[:half])
        time.sleep(0.002)
        put(query[half:])
        answers += os.read(0, 100) + b" "
    put("\x1b[12;1H{} END".format(repr(answers)[2:-1].replace("\\x1b", "^")))


def main() -> None:
    """Work 0.2 s, sleep 0.25 s, be ready, then answer keys until q."""
    old = termios.tcgetattr(0)
    tty.setraw(0)
    columns, lines = os.get_terminal_size(1)
    put(f"\x1b[?1049h\x1b[2J\x1b[HStarting {columns}x{lines}")
    ballast = b"x" * (48 << 20)
    end = time.process_time() + 0.2
    while time.process_time() < end:
        pass
    time.sleep(0.25)
    put("\x1b[3;1HREA")
    time.sleep(0.002)
    put(f"DY {time.monotonic_ns()} {time.process_time_ns()} END")
    while (key := os.read(0, 16)) != b"q":
        answer(key)
    termios.tcsetattr(0, termios.TCSANOW, old)
    sys.exit(3 if ballast else 0)


if __name__ == "__main__":
    main()
