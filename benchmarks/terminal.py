"""A terminal without glass: draws what a program writes, answers what it asks."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from pyte.screens import Char

from benchmarks.answering import UNFINISHED, answers
from benchmarks.screen import Screen, Stream

_SEQUENCE = re.compile(
    rb"\x1b(?:"
    rb"\[(?P<prefix>[<-?]*)(?P<params>[0-9:;]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    rb"|[PX^_][^\x1b]*(?:\x1b[^\\][^\x1b]*)*\x1b\\"  # DCS SOS PM APC
    rb"|\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC
    rb"|[ -/]+[0-~]"  # character sets and the like
    rb"|[0-OQ-WYZ`-~=>\\]"  # two-byte sequences
    rb")",
    re.DOTALL,
)
_PYTE_FINALS = {final.encode() for final in Stream.csi}
_LINE_DRAWING = dict(
    zip(map(ord, "`afgijklmnopqrstuvwxyz{|}~"), "◆▒°±␤┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·", strict=True)
)
"""The DEC special graphics that ESC ( 0 selects."""


Cells = tuple[Char, ...]
Picture = tuple[tuple[Cells, ...], tuple[int, int] | None]


class VirtualTerminal:
    """A terminal without glass: it keeps the screen and answers queries."""

    def __init__(self, columns: int, lines: int, *, synchronized: bool = True) -> None:
        self.columns, self.lines = columns, lines
        self.synchronized = synchronized
        self.application_cursor_keys = False
        self.uses_synchronized_updates = False
        self._screen = Screen(columns, lines)
        self._stream = Stream(self._screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._unparsed = b""
        self._query_tail = b""
        self._in_update = False
        self._line_drawing = False
        self._cells: list[Cells] = [()] * lines
        self._texts: list[str] = [""] * lines
        self._refresh()

    def answers(self, data: bytes) -> Iterator[bytes | None]:
        """The replies to the queries in `data`, which continues what was passed before.

        None stands for a cursor position report, which can only be made once everything up
        to here is on the screen.
        """
        data = self._query_tail + data
        unfinished = UNFINISHED.search(data)
        self._query_tail = data[unfinished.start() :] if unfinished else b""
        if unfinished:
            data = data[: unfinished.start()]
        yield from answers(data, self.columns, self.lines, self.synchronized)

    def cursor_report(self) -> bytes:
        """Where the cursor is, as a terminal reports it."""
        cursor = self._screen.cursor
        return b"\x1b[%d;%dR" % (cursor.y + 1, min(cursor.x, self.columns - 1) + 1)

    def feed(self, data: bytes) -> Iterator[bool]:
        """Draw `data`; yields whenever a real terminal would show the screen.

        True stands for the end of a synchronized update, False for the end of `data`.
        """
        data = self._unparsed + data
        unfinished = UNFINISHED.search(data)
        self._unparsed = b""
        if unfinished and len(data) - unfinished.start() < 65_536:
            self._unparsed = data[unfinished.start() :]
            data = data[: unfinished.start()]
        drawable: list[bytes] = []
        position = 0
        for match in _SEQUENCE.finditer(data):
            drawable.append(data[position : match.start()])
            position = match.end()
            final = match["final"]
            if final is None:
                if match[0].startswith(b"\x1b("):
                    self._draw(drawable)
                    self._line_drawing = match[0] == b"\x1b(0"
                elif match[0] in (b"\x1bM", b"\x1bD", b"\x1bE", b"\x1b7", b"\x1b8", b"\x1bc"):
                    drawable.append(match[0])
                continue
            prefix, params = match["prefix"], match["params"]
            if prefix == b"?" and final in b"hl":
                switched_on = final == b"h"
                modes = params.split(b";")
                if b"1" in modes:
                    self.application_cursor_keys = switched_on
                if b"2026" in modes:
                    self.uses_synchronized_updates = True
                    self._draw(drawable)
                    self._in_update = switched_on
                    if not switched_on:
                        self._refresh()
                        yield True
                    continue
                if b"1049" in modes or b"47" in modes or b"1047" in modes:
                    drawable.append(b"\x1b[2J")
                drawable.append(match[0])
            elif (
                not prefix and not match["between"] and final in _PYTE_FINALS and final not in b"cn"
            ):
                drawable.append(_without_colons(match[0]) if final == b"m" else match[0])
            elif prefix == b"?" and final in b"JK" and not match["between"]:
                drawable.append(b"\x1b[%s%s" % (params, final))
        drawable.append(data[position:])
        self._draw(drawable)
        if not self._in_update:
            self._refresh()
            yield False

    def _draw(self, drawable: list[bytes]) -> None:
        text = self._decoder.decode(b"".join(drawable))
        drawable.clear()
        if self._line_drawing:
            # Letters that end an escape sequence must stay as they are.
            pieces = re.split(r"(\x1b(?:\[[0-?]*[@-~]|.))", text)
            pieces[::2] = [piece.translate(_LINE_DRAWING) for piece in pieces[::2]]
            text = "".join(pieces)
        if text:
            self._stream.feed(text)

    def _refresh(self) -> None:
        dirty, self._screen.dirty = self._screen.dirty, set()
        for y in dirty:
            if y < self.lines:
                row = self._screen.buffer[y]
                cells = tuple(row[x] for x in range(self.columns))
                self._cells[y] = cells
                self._texts[y] = "".join(cell.data for cell in cells).rstrip()

    @property
    def text(self) -> str:
        """What is on the screen, line by line."""
        return "\n".join(self._texts)

    def rows(self, first: int = 0, last: int | None = None) -> list[str]:
        """Some lines of the screen."""
        return self._texts[first:last]

    def picture(self, first: int = 0, last: int | None = None) -> Picture:
        """All that can be seen: characters, their styles and the cursor."""
        cursor = self._screen.cursor
        place = (cursor.y, cursor.x) if not cursor.hidden else None
        if first or last is not None:
            place = None
        return (tuple(self._cells[first:last]), place)


def _without_colons(sgr: bytes) -> bytes:
    """Colours written with colons, in the form pyte reads; no underline style."""
    if b":" not in sgr:
        return sgr
    sgr = re.sub(rb"([34]8):2:(?:\d*:)?(\d+):(\d+):(\d+)", rb"\1;2;\2;\3;\4", sgr)
    sgr = re.sub(rb"([34]8):5:(\d+)", rb"\1;5;\2", sgr)
    return re.sub(rb"(\d+)(?::\d*)+", rb"\1", sgr)
