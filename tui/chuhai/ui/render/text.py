"""Lines of text in a terminal where a Chinese character is two cells wide."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

_OPENING = frozenset("（《「『【“‘([{")
_CLOSING = frozenset("，。、；：？！）》」』】”’…—·,.;:?!)]}%")
_STAYING = _CLOSING | frozenset(" [")
"""Before these no line breaks: a number in brackets goes with the word that it proves."""
_LOOSE = " ,、，([（"
"""What says nothing before an ellipsis."""
_JOINTS = " -/"
"""After these a Latin line may break."""
MEASURE = 84
"""The most cells that running text takes in a line, however wide the window is."""

Line = Content


def text(words: str, style: str = "") -> Content:
    """Plain words in a style; never read as markup."""
    return Content.styled(words, style) if style else Content(words)


def line(*parts: Content | str) -> Content:
    """Parts one after another."""
    return Content.assemble(*parts)


def cells(content: Content | str) -> int:
    """How many cells something takes."""
    return cell_len(content) if isinstance(content, str) else content.cell_length


def _breaks(before: str, after: str) -> bool:
    if before in _OPENING or after in _STAYING:
        return False
    if before == " " and after == "[":
        return False
    if before in _JOINTS:
        return not (before in "-/" and after.isdigit())
    return cell_len(before) == 2 or cell_len(after) == 2


def wrap(content: Content | str, width: int) -> list[Content]:
    """Lines of at most `width` cells, with the rules of Chinese punctuation.

    No line begins with a closing mark or with the number of a source, or ends with an opening
    mark; Latin words, numbers and dates stay whole unless they are wider than the line.
    """
    whole = Content(content) if isinstance(content, str) else content
    width = max(4, width)
    if whole.cell_length <= width and "\n" not in whole.plain:
        return [whole]
    plain, cuts = whole.plain, []
    latin = plain.isascii()
    start = used = 0
    last = -1
    for place, char in enumerate(plain):
        if char == "\n":
            cuts.append(place + 1)
            start, used, last = place + 1, 0, -1
            continue
        before = plain[place - 1]
        if place > start and (before in _JOINTS or not latin) and _breaks(before, char):
            last = place
        size = 1 if latin else cell_len(char)
        while used + size > width and char != " " and place > start:
            cut = last if last > start else place
            cuts.append(cut)
            start, last = cut, -1
            used = cell_len(plain[cut:place])
        used += size
    return [part.rstrip() for part in whole.divide(cuts)] if cuts else [whole.rstrip()]


def cut(content: Content | str, width: int) -> Content:
    """At most `width` cells, with an ellipsis where something is missing."""
    whole = Content(content) if isinstance(content, str) else content
    if whole.cell_length <= width:
        return whole
    if cells(whole.plain.rstrip(" ")) <= width:
        return whole.truncate(max(1, width))
    short = whole.truncate(max(1, width), ellipsis=True)
    kept = len(short.plain[:-1].rstrip(_LOOSE))
    loose = short.plain.endswith("…") and 0 < kept < len(short) - 1
    return line(short[:kept], short[len(short) - 1 :]) if loose else short


def clip(content: Content | str, width: int) -> Content:
    """At most `width` cells with no half character; only a Latin word that is cut says so."""
    whole = Content(content) if isinstance(content, str) else content
    used = 0
    for place, char in enumerate(whole.plain):
        used += cell_len(char)
        if used > width:
            inside = place > 1 and char.isascii() and char.isalpha()
            if inside and whole.plain[place - 1].isascii() and whole.plain[place - 1].isalpha():
                return line(whole[: place - 1], "…")
            return whole[:place]
    return whole


def fit(content: Content | str, width: int) -> Content:
    """Exactly `width` cells: cut with an ellipsis or padded on the right."""
    short = cut(content, width)
    return short.pad_right(max(0, width - short.cell_length))


def right(content: Content | str, width: int) -> Content:
    """Exactly `width` cells, padded on the left."""
    short = cut(content, width)
    return short.pad_left(max(0, width - short.cell_length))


def ends(left: Content | str, tail: Content, width: int) -> Content:
    """Something at the left, something at the right, `width` cells in all."""
    return line(fit(left, max(1, width - tail.cell_length - 1)), " ", tail)


def with_second(label: Content, second: str, room: int) -> Content:
    """A label with the same in the other language behind it, where all of it fits."""
    whole = line(label, text(f"  {second}", "$faint")) if second else label
    return whole if cells(whole) <= room else label


def opened(content: Content, width: int) -> tuple[Content, Content]:
    """The first line of a text, and all the rest of it."""
    first = wrap(content, width)[0]
    rest = content[len(first.plain) :]
    return first, rest[len(rest.plain) - len(rest.plain.lstrip()) :]


def wrap_before(body: Content, tail: Content, width: int) -> list[Content]:
    """Running text with a note at its end that is not split where it fits in a line."""
    lines = wrap(body, width)
    if cells(lines[-1]) + 1 + cells(tail) <= width:
        return [*lines[:-1], line(lines[-1], " ", tail)]
    return [*lines, *wrap(tail, width)]


def flow(items: Sequence[Content], width: int, gap: int = 2) -> list[Content]:
    """Short labels in lines, none of them split."""
    lines: list[Content] = []
    for item in items:
        if lines and lines[-1].cell_length + gap + item.cell_length <= width:
            lines[-1] = line(lines[-1], " " * gap, item)
        else:
            lines.append(cut(item, width))
    return lines or [Content("")]


def strung(items: Sequence[Content], width: int, between: str = " · ") -> list[Content]:
    """Short labels one after another, lines broken only between two of them where that helps."""
    lines: list[Content] = []
    for item in items:
        if lines and cells(lines[-1]) + cells(between) + cells(item) <= width:
            lines[-1] = line(lines[-1], text(between, "$faint"), item)
        else:
            lines += wrap(item, width)
    return lines


def trailed(body: Content, notes: Sequence[Content], width: int, gap: int = 2) -> list[Content]:
    """A text with notes behind it; one for which there is no room stands whole on the next line."""
    lines = wrap(body, width)
    for note in filter(None, notes):
        if cells(lines[-1]) + gap + cells(note) <= width:
            lines[-1] = line(lines[-1], " " * gap, note)
        else:
            lines += wrap(note, width)
    return lines


def bar(share: float, width: int, on: str = "$go", off: str = "$rule") -> Content:
    """A share from 0 to 1 as a line of which so much is lit."""
    full = round(max(0.0, min(1.0, share)) * width)
    return line(text("━" * full, on), text("━" * (width - full), off))


def indent(lines: Sequence[Content], by: Content | str = "  ") -> list[Content]:
    """The same lines further in."""
    return [line(by, part) for part in lines]
