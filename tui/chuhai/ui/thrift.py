"""Sends a terminal only the cells that change, and of their style only what is new.

Textual writes every line of a repainted part anew, and every run of text with its whole style and a
reset. Over a slow line that is what one waits for: a move in the list is 15 KB instead of 3.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

Look = tuple[str, str, str]
"""Attributes, foreground and background as the numbers of an SGR sequence."""
_UNKNOWN: Look = ("?", "?", "?")
_GROUND = {str(code) for code in (*range(40, 48), 49, *range(100, 108))}
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "9": "29"}
"""What takes an attribute back: bold, dim, italic, underline, reverse, struck out."""
_FORE = {str(code) for code in (*range(30, 38), 39, *range(90, 98))}


def look_of(codes: str) -> Look:
    """The parts of an SGR sequence, so that each can be compared by itself."""
    attributes, fore, ground = [], "", ""
    numbers = iter(codes.split(";"))
    for number in numbers:
        if number in ("38", "48"):
            kind = next(numbers, "")
            values = [next(numbers, "") for _ in range(3 if kind == "2" else 1)]
            colour = ";".join((number, kind, *values))
            fore, ground = (colour, ground) if number == "38" else (fore, colour)
        elif number in _FORE:
            fore = number
        elif number in _GROUND:
            ground = number
        elif number:
            attributes.append(number)
    return ";".join(attributes), fore, ground


def _attributes(old: str, new: str) -> list[str] | None:
    """What turns attributes on and off; nothing when only a reset does."""
    before, after = set(old.split(";")) - {""}, set(new.split(";")) - {""}
    lost = before - after
    if "?" in before or not lost <= _OFF.keys() or (lost & {"1", "2"} and after & {"1", "2"}):
        return None
    return sorted({_OFF[name] for name in lost}) + sorted(after - before)


def change(old: Look, new: Look) -> str:
    """The shortest sequence that turns one look into another."""
    if old == new:
        return ""
    parts = _attributes(old[0], new[0])
    if parts is None or (old[1] and not new[1]) or (old[2] and not new[2]):
        return f"\x1b[{';'.join(filter(None, ('0', *new)))}m"
    parts += [part for part, before in zip(new[1:], old[1:], strict=True) if part != before]
    return f"\x1b[{';'.join(parts)}m"


def _cells(text: str) -> list[str]:
    """A text by cells; the second cell of a wide character is empty."""
    if text.isascii() or cell_len(text) == len(text):
        return list(text)
    cells: list[str] = []
    for char in text:
        width = cell_len(char)
        if width:
            cells += [char, ""] if width == 2 else [char]
        elif cells:
            cells[-1 if cells[-1] else -2] += char
    return cells


def _by_ground(look: Look) -> Look:
    return look[2], look[0], look[1]


class Shadow:
    """The cells as the terminal has them, as far as it was we who wrote them."""

    def __init__(self) -> None:
        self._chars: dict[int, list[str]] = {}
        self._looks: dict[int, list[Look]] = {}
        self._known: dict[Style | None, Look] = {}

    def clear(self) -> None:
        """Know nothing: somebody else may have written."""
        self._chars.clear()
        self._looks.clear()

    def look(self, style: Style | None, console: Console) -> Look:
        """The look of a style."""
        if style not in self._known:
            if len(self._known) > 2_000:
                self._known.clear()
            drawn = style.render("\0", color_system=console._color_system) if style else "\0"
            codes = drawn.partition("\0")[0]
            self._known[style] = look_of(codes.removeprefix("\x1b[").removesuffix("m"))
        return self._known[style]

    def line(self, y: int, end: int) -> tuple[list[str], list[Look]]:
        """The cells of a line, at least up to `end`."""
        chars, looks = self._chars.setdefault(y, []), self._looks.setdefault(y, [])
        if len(chars) < end:
            looks += [_UNKNOWN] * (end - len(chars))
            chars += ["?"] * (end - len(chars))
        return chars, looks


class Thrift(CompositorUpdate):
    """A repaint of Textual, written with as few bytes as it takes."""

    def __init__(self, update: ChopsUpdate | LayoutUpdate, shadow: Shadow) -> None:
        self._update, self._shadow = update, shadow
        self._changes: dict[Look, list[tuple[int, int, str, int]]] = {}
        """What to write by its look: line, column, text, cells."""

    def _pieces(self) -> Iterator[tuple[int, int, Strip]]:
        """What the repaint consists of: line, column, strip."""
        update = self._update
        if isinstance(update, LayoutUpdate):
            for y, strips in enumerate(update.strips, update.region.y):
                x = update.region.x
                for strip in strips:
                    yield y, x, strip
                    x += strip.cell_length
            return
        for y, first, last in update.spans:
            for end, (x, piece) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if piece is not None and x < last and end > first:
                    yield y, x, piece  # whole: a cut would blank the half of a wide character

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from self._update.__rich_console__(console, options)

    def render_segments(self, console: Console) -> str:
        """The bytes."""
        for y, x, strip in self._pieces():
            self._strip(y, x, strip, console)
        return "".join(self._written()) + "\x1b[0m" if self._changes else ""

    def _strip(self, y: int, x: int, strip: Strip, console: Console) -> None:
        chars, looks = self._shadow.line(y, x + strip.cell_length)
        for text, style, control in strip:
            if control or not text:
                continue
            look = self._shadow.look(style, console)
            blank = text.isspace() and not look[0]
            if blank:
                look = ("", "", look[2])
            cells = list(text) if blank else _cells(text)
            end = x + len(cells)
            if end > len(chars):
                self._shadow.line(y, end)
            if chars[x:end] != cells or looks[x:end] != [look] * len(cells):
                first, last = self._changed(chars[x:end], looks[x:end], cells, look)
                piece = (y, x + first, "".join(cells[first:last]), last - first)
                self._changes.setdefault(look, []).append(piece)
                chars[x:end], looks[x:end] = cells, [look] * len(cells)
            x = end

    @staticmethod
    def _changed(
        chars: Sequence[str], looks: Sequence[Look], cells: Sequence[str], look: Look
    ) -> tuple[int, int]:
        """From where to where a run differs; a run with wide characters is written whole."""
        if "" in cells or "" in chars:
            return 0, len(cells)
        first, last = 0, len(cells)
        while chars[first] == cells[first] and looks[first] == look:
            first += 1
        while chars[last - 1] == cells[last - 1] and looks[last - 1] == look:
            last -= 1
        return first, last

    def _written(self) -> Iterator[str]:
        """One look after the other: another place takes fewer bytes than another colour."""
        known, at = _UNKNOWN, (-1, -1)
        for look, pieces in self._with_blanks():
            yield change(known, look)
            known = look
            for y, x, text, width in sorted(pieces):
                if (y, x) != at:
                    ahead = x - at[1]
                    near = y == at[0] and ahead > 0
                    yield f"\x1b[{ahead}C" if near else f"\x1b[{y + 1};{x + 1}H"
                yield text
                at = (y, x + width)

    def _with_blanks(self) -> Iterator[tuple[Look, list[tuple[int, int, str, int]]]]:
        """The changes by look; blanks, which take any foreground, beside those on their ground."""
        hosts = {look[2]: look for look in self._changes if look[1] and not look[0]}
        for look in sorted(self._changes, key=_by_ground):
            pieces = self._changes[look]
            if look[1] or look[0]:
                guests = self._changes.get(("", "", look[2]), [])
                yield look, [*pieces, *(guests if hosts.get(look[2]) == look else [])]
            elif look[2] not in hosts:
                yield look, pieces


def thrifty(update: RenderableType | None, shadow: Shadow) -> RenderableType | None:
    """A repaint that writes only what changes; anything else as it is."""
    return Thrift(update, shadow) if isinstance(update, ChopsUpdate | LayoutUpdate) else update
