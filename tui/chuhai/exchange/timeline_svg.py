"""The timeline as a picture: the strip of years, then events in two lanes or in many."""

from __future__ import annotations

from collections import Counter
from itertools import chain

from chuhai.exchange.cells import width, wrap
from chuhai.exchange.chronicle import TOLD, Chronicle, Happening, Period, lag_words
from chuhai.exchange.svg_sheet import CELL, INK, LINE, MARGIN, QUIET, SIZE, Sheet
from chuhai.i18n import Words
from chuhai.strings import both
from chuhai.timeline import SIDES

_CHINA, _ABROAD, _ACCENT = "#9c1f31", "#1b4f9c", "#08626a"
"""Inks that stay dark on white paper."""
_INKS = {"china": _CHINA, "overseas": _ABROAD}
_SIDE, _DATE, _AWAY = 52, 9, 4
"""The cells of a side of the two lanes, of the dates between them, and of the way to a dot."""
_LANE, _WORDS = 11, 72
"""The cells of one of many lanes, and of the words behind them."""
_BAR = 26
"""The cells of the longest bar of a year or a decade."""
_TALL = 44.0
"""The height of the longest bar of the strip, in pixels."""


def write(shown: Chronicle) -> bytes:
    """The timeline as one picture."""
    sheet = Sheet()
    title = " · ".join(shown.said(shown.title))
    sheet.text(MARGIN, MARGIN + SIZE, title, bold=True)
    y = _legend(sheet, shown, MARGIN + SIZE + LINE)
    if shown.years:
        y = _strip(sheet, shown, y + LINE)
    if shown.periods:
        y = _periods(sheet, shown, y + LINE)
    elif shown.mode == "sides":
        y = _two_lanes(sheet, shown, y + LINE)
    else:
        y = _many_lanes(sheet, shown, y + LINE)
    for note in chain.from_iterable(map(shown.said, shown.notes)):
        for words in wrap(note, 110):
            y += LINE
            sheet.text(MARGIN, y, words, QUIET)
    return sheet.picture(title).encode()


def _wide(shown: Chronicle) -> int:
    """The cells of the picture between its margins."""
    if shown.mode == "sides":
        return 2 * _SIDE + _DATE + 2 * _AWAY
    return _DATE + len(shown.lanes) * _LANE + _WORDS


def _legend(sheet: Sheet, shown: Chronicle, y: float) -> float:
    marks = [("★", both("timeline.star")), ("?", both("confidence.recalled"))]
    marks.append(("+n", both("timeline.lag")))
    x = float(MARGIN)
    for mark, name in marks:
        words = " · ".join((f"{mark} {shown.said(name)[0]}", *shown.said(name)[1:]))
        sheet.text(x, y, words, QUIET)
        x += (width(words) + 4) * CELL
    return y + LINE


# ------------------------------------------------------------ years


def _strip(sheet: Sheet, shown: Chronicle, y: float) -> float:
    """How many events each year has: China above the line of years, overseas below it."""
    two = shown.mode == "sides"
    rows = [Counter(shown.counts.get(lane)) for lane in SIDES] if two else [shown.every]
    most = max((count for row in rows for count in row.values()), default=1)
    left = MARGIN + 12 * CELL
    step = (_wide(shown) - 12) * CELL / len(shown.years)
    axis = y + _TALL + 2
    names = [shown.said(both(f"lane.{lane}"))[0] for lane in (SIDES if two else ("all",))]
    inks = [_CHINA, _ABROAD] if two else [_ACCENT]
    sheet.text(MARGIN, axis - 8, names[0], inks[0], bold=True)
    if two:
        sheet.text(MARGIN, axis + LINE + 18, names[1], inks[1], bold=True)
    for number, year in enumerate(shown.years):
        x = left + number * step
        for row, (counts, ink) in enumerate(zip(rows, inks, strict=True)):
            if count := counts[year]:
                high = max(2.0, count / most * _TALL)
                top = axis + LINE + 2 if row else axis - high
                sheet.block(x, top, max(2.0, step - 3), high, ink)
        if year % 5 == 0 or len(shown.years) <= 12:
            sheet.text(x, axis + SIZE + 1, str(year), QUIET)
    sheet.rule(axis, left, left + step * len(shown.years))
    return axis + LINE + (_TALL if two else 0)


def _periods(sheet: Sheet, shown: Chronicle, y: float) -> float:
    """A year or a decade: a bar for every lane, and the first headlines."""
    most = max((count for one in shown.periods for count in one.counts), default=1)
    for one in shown.periods:
        sheet.rule(y, MARGIN, MARGIN + _wide(shown) * CELL)
        sheet.text(MARGIN, y + LINE, one.name.in_lang(shown.langs[0]), bold=True)
        deepest = y + LINE
        for (lane, name), count in zip(shown.lanes, one.counts, strict=True):
            if not count and shown.mode != "sides":
                continue
            y += LINE
            sheet.text(MARGIN + 12 * CELL, y, shown.said(name)[0], QUIET)
            x = MARGIN + (12 + _name_width(shown)) * CELL
            size = count / most * _BAR * CELL
            if count:
                ink = _INKS.get(lane, _ACCENT) if shown.mode == "sides" else _ACCENT
                sheet.block(x, y - SIZE + 2, size, SIZE - 2, ink)
            sheet.text(x + size + CELL, y, str(count), bold=bool(count))
        y = max(y, deepest)
        for words in _headlines(shown, one):
            y += LINE
            sheet.text(MARGIN + 12 * CELL, y, words, QUIET)
        y += LINE / 2
    return y + LINE


def _name_width(shown: Chronicle) -> int:
    return max(width(shown.said(name)[0]) for _, name in shown.lanes) + 2


def _headlines(shown: Chronicle, one: Period) -> list[str]:
    told = one.titles[:TOLD]
    more = " …" if len(one.titles) > len(told) else ""
    lines: list[str] = []
    for lang in shown.langs:
        text = "; ".join(title.in_lang(lang) for title in told) + more
        lines += wrap(text, _wide(shown) - 12)
    return lines


# ------------------------------------------------------------ events


def _words(shown: Chronicle, one: Happening, room: int) -> list[tuple[str, str, bool]]:
    """The lines of an event with their ink: its headline, then what it is, who acted, the lag."""
    marks = " ★" * one.in_article + " ?" * one.recalled
    lines: list[tuple[str, str, bool]] = []
    for number, title in enumerate(shown.said(one.title)):
        whole = title if number else title + marks
        lines += [(part, QUIET if number else INK, not number) for part in wrap(whole, room)]
    about = [one.kind, one.actors, lag_words(one.lag)]
    told = " · ".join(filter(None, (words.in_lang(shown.langs[0]) for words in about)))
    return lines + [(part, QUIET, False) for part in wrap(told, room)]


def _two_lanes(sheet: Sheet, shown: Chronicle, top: float) -> float:
    """China at the left of the line of time, overseas at its right."""
    axis = MARGIN + (_SIDE + _AWAY) * CELL
    heads = [shown.said(both(f"lane.{lane}")) for lane in SIDES]
    far = axis + (_DATE + _AWAY) * CELL
    sheet.text(axis - _AWAY * CELL, top, " · ".join(heads[0]), _CHINA, bold=True, end=True)
    sheet.text(far, top, " · ".join(heads[1]), _ABROAD, bold=True)
    y, before = top + LINE / 2, ""
    for one in shown.happenings:
        china = "china" in one.lanes
        base = y + LINE
        _date(sheet, axis + CELL, base, one, before)
        ink = _CHINA if china else _ABROAD
        dot = axis - 2 * CELL if china else axis + (_DATE + 2) * CELL
        sheet.rule(base - 4, *((dot, axis) if china else (axis + (_DATE - 0.5) * CELL, dot)))
        sheet.dot(dot, base - 4, 4, ink)
        x = axis - _AWAY * CELL if china else far
        for words, fill, bold in _words(shown, one, _SIDE):
            y += LINE
            sheet.text(x, y, words, fill, bold=bold, end=china)
        y, before = y + LINE / 2, one.year
    sheet.post(axis, top + LINE / 2, y)
    sheet.right = max(sheet.right, far + _SIDE * CELL)
    return y + LINE


def _date(sheet: Sheet, x: float, y: float, one: Happening, before: str) -> None:
    """The year where it is another one than before, and the rest of the date."""
    if one.year != before:
        sheet.text(x, y, one.year, bold=True)
    sheet.text(x + 5 * CELL, y, one.date[5:7], QUIET)


def _many_lanes(sheet: Sheet, shown: Chronicle, top: float) -> float:
    """Every event as dots in the lanes that it touches, its words behind them."""
    step, first = _LANE * CELL, MARGIN + _DATE * CELL
    places = {lane: first + number * step for number, (lane, _) in enumerate(shown.lanes)}
    y = top
    for lane, name in shown.lanes:
        for number, words in enumerate(_head(shown, name)):
            sheet.text(places[lane], top + number * LINE, words, QUIET, bold=True)
            y = max(y, top + number * LINE)
    begin, before = y + LINE / 2, ""
    far = first + len(shown.lanes) * step
    for one in shown.happenings:
        base = y + LINE * 1.2
        _date(sheet, MARGIN, base, one, before)
        for lane in one.lanes:
            sheet.dot(places[lane] + 4, base - 4, 4, _ACCENT)
        y += LINE * 0.2
        for words, fill, bold in _words(shown, one, _WORDS):
            y += LINE
            sheet.text(far, y, words, fill, bold=bold)
        before = one.year
    for x in places.values():
        sheet.post(x + 4, begin, y)
    return y + LINE


def _head(shown: Chronicle, name: Words) -> list[str]:
    return [part for said in shown.said(name) for part in wrap(said, _LANE - 1)]
