"""What a modern terminal answers to the questions that programs ask it."""

from __future__ import annotations

import re
from collections.abc import Iterator

UNFINISHED = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*|[PX^_][^\x1b]*\x1b?|\][^\x07\x1b]*\x1b?|[ -/]*)?\Z",
    re.DOTALL,
)
"""A sequence that has begun at the end of some output."""
_QUERY = re.compile(
    rb"\x1b\[(?P<da>[>=]?)0?c"
    rb"|\x1b\[(?P<dsr>\??[56])n"
    rb"|\x1b\[\?(?P<kitty>)u"
    rb"|\x1b\[>(?P<version>)0?q"
    rb"|\x1b\[\?(?P<mode>\d+)\$p"
    rb"|\x1b\[(?P<size>1[468])t"
    rb"|\x1b\](?P<color>4;\d+|1[0-2]);\?(?:\x07|\x1b\\)"
    rb"|\x1bP\+q(?P<termcap>[^\x1b]*)\x1b\\"
    rb"|\x1bP\$q(?P<setting>[^\x1b]*)\x1b\\"
)
_KNOWN_MODES = {b"7": 1, b"25": 1, b"1000": 2, b"1004": 2, b"1006": 2, b"1049": 2, b"2004": 2}
_CELL_PIXELS = (10, 20)


def answers(data: bytes, columns: int, lines: int, synchronized: bool) -> Iterator[bytes | None]:
    """The replies to the queries in `data`; None asks for a cursor position report."""
    for match in _QUERY.finditer(data):
        kind = match.lastgroup or ""
        value = match[kind]
        if kind == "da":
            yield {b"": b"\x1b[?62;22c", b">": b"\x1b[>1;10;0c", b"=": b""}[value]
        elif kind == "dsr":
            yield b"\x1b[0n" if value == b"5" else None
        elif kind == "kitty":
            yield b"\x1b[?0u"
        elif kind == "version":
            yield b"\x1bP>|ttybench(1.0)\x1b\\"
        elif kind == "mode":
            state = _KNOWN_MODES.get(value, 0)
            if value == b"2026":
                state = 2 if synchronized else 0
            yield b"\x1b[?%s;%d$y" % (value, state)
        elif kind == "size":
            width, height = _CELL_PIXELS
            yield {
                b"14": b"\x1b[4;%d;%dt" % (lines * height, columns * width),
                b"16": b"\x1b[6;%d;%dt" % (height, width),
                b"18": b"\x1b[8;%d;%dt" % (lines, columns),
            }[value]
        elif kind == "color":
            rgb = b"e0e0/e0e0/e0e0" if value in (b"10", b"12") else b"1010/1010/1010"
            yield b"\x1b]%s;rgb:%s\x1b\\" % (value, rgb)
        elif kind == "termcap":
            yield b"\x1bP0+r%s\x1b\\" % value
        elif kind == "setting":
            yield b"\x1bP0$r\x1b\\"
