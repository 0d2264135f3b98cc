"""A month as a grid of days with what falls on them, and the same as a list."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping, Sequence

from textual.content import Content

from chuhai.agenda import Agenda
from chuhai.diary import KINDS, Mark
from chuhai.i18n import Lang
from chuhai.ui.render.context import Context
from chuhai.ui.render.pairs import below, beside
from chuhai.ui.render.text import cells, clip, cut, ends, fit, flow, line, text, wrap

DAY = 11
"""The cells of a day in the list."""
LEAST, MOST = 4, 18
"""Cells of a day, at least and at most."""
ROWS = 3
"""The most lines of a name in a cell."""
AIRY = 7
"""A day of so many lines keeps its last one free."""
NAMED_FROM = 7
"""In cells narrower than this a day shows signs only: of a name next to nothing would be left."""
_GLYPHS = {
    "anchor": ("★", "bold $accent"),
    "festival": ("◆", "$accent"),
    "closure": ("▒", "$avoid"),
    "prepare": ("▸", "$muted"),
    "due": ("○", "$test"),
    "done": ("✓", "$go"),
}
ByDay = Mapping[dt.date, Sequence[Mark]]


def by_day(marks: Sequence[Mark], first: dt.date, last: dt.date) -> dict[dt.date, list[Mark]]:
    """What covers each day of a stretch, what begins on it first.

    A season of weeks stands only on the day on which it begins.
    """
    found: dict[dt.date, list[Mark]] = {}
    for mark in sorted(marks, key=lambda mark: mark.day, reverse=True):
        if mark.is_season:
            if first <= mark.day <= last:
                found.setdefault(mark.day, []).append(mark)
            continue
        day = max(mark.day, first)
        while day <= min(mark.end, last):
            found.setdefault(day, []).append(mark)
            day += dt.timedelta(days=1)
    for day, there in found.items():
        there.sort(key=lambda mark: (mark.day != day, KINDS.index(mark.kind), mark.tier))
    return found


def weeks_of(month: dt.date) -> list[list[dt.date]]:
    """The weeks of a month, from Monday to Sunday."""
    first = month.replace(day=1)
    start = first - dt.timedelta(days=first.weekday())
    last = first.replace(day=monthrange(first.year, first.month)[1])
    weeks = []
    while start <= last:
        weeks.append([start + dt.timedelta(days=n) for n in range(7)])
        start += dt.timedelta(days=7)
    return weeks


def month_title(month: dt.date, lang: Lang) -> str:
    """A month by name."""
    return f"{month.year} 年 {month.month} 月" if lang is Lang.ZH else f"{month:%B %Y}"


def glyph_of(mark: Mark) -> tuple[str, str]:
    """The sign and colour of a mark."""
    if mark.late:
        return "!", "bold $avoid"
    return _GLYPHS[mark.kind]


def sure_glyph(mark: Mark) -> tuple[str, str]:
    """The sign of a mark; a festival whose date is only expected is hollow."""
    if mark.kind == "festival" and mark.certainty == "expected":
        return "◇", "$accent"
    return glyph_of(mark)


class Grid:
    """Where each day of a month is drawn, for a size."""

    def __init__(self, month: dt.date, width: int, height: int) -> None:
        self.month, self.weeks = month, weeks_of(month)
        self.height = height
        self.cell = max(LEAST, min(MOST, (width - 1) // 7))
        self.lines = max(1, min(8, (height - 3) // len(self.weeks)))

    def day_at(self, x: int, y: int) -> dt.date | None:
        """The day that is drawn at a place."""
        week, column = (y - 2) // self.lines, (x - 1) // self.cell
        if y < 2 or x < 1 or week >= len(self.weeks) or column > 6:
            return None
        return self.weeks[week][column]

    def drawn(self, cursor: dt.date, marks: ByDay, context: Context, active: bool) -> list[Content]:
        """The whole grid: title, weekdays, weeks; the signs below where lines are left."""
        title = text(month_title(self.month, context.lang), "bold $primary")
        tail = line(text("[ ", "bold $accent"), text("‹ ›", "$muted"), text(" ]", "bold $accent"))
        names = [
            fit(text(context.say(f"weekday.{n}")[-2:] if self.cell < 6 and context.lang is Lang.ZH
                     else context.say(f"weekday.{n}")[: self.cell - 1],
                     "$faint"), self.cell)
            for n in range(7)
        ]  # fmt: skip
        lines = [line(" ", ends(title, tail, self.cell * 7)), line(" ", *names)]
        for week in self.weeks:
            days = [self._day(day, cursor, marks.get(day, ()), context, active) for day in week]
            lines += [line(" ", *(cell[n] for cell in days)) for n in range(self.lines)]
        signs = flow(_signs_explained(context), self.cell * 7)
        if len(lines) + 1 + len(signs) <= self.height:
            lines += [Content(""), *(line(" ", part) for part in signs)]
        return lines

    def _day(
        self, day: dt.date, cursor: dt.date, marks: Sequence[Mark], context: Context, active: bool
    ) -> list[Content]:
        """The lines of a day: its number with signs, then names where there is room."""
        inside = day.month == self.month.month
        look = "" if inside else "$faint"
        if day == context.today:
            look = "bold $accent underline"
        elif inside and any(mark.kind in ("festival", "anchor") for mark in marks):
            look = "bold"
        number = text(f"{day.day:2d}", look)
        lines = [line(number, _signs(marks, self.cell - 3, inside) if self.lines == 1 else "")]
        if self.lines > 1 and self.cell < NAMED_FROM:
            lines.append(_all_signs(marks, day, self.cell - 1, inside))
        elif self.lines > 1:
            room = self.lines - 1 - (self.lines >= AIRY)
            shown = marks if len(marks) <= room else marks[: room - 1] if room > 1 else marks[:1]
            spare = room - len(marks)
            for done, mark in enumerate(shown):
                share = -(-spare // (len(shown) - done))
                rows = 1 + max(0, min(share, ROWS - 1))
                named = _named(mark, day, context, self.cell - 1, inside, rows)
                spare -= len(named) - 1
                lines += named
            if len(marks) > len(shown):
                more = text(f"+{len(marks) - len(shown)}", "$faint")
                if room > 1:
                    lines.append(more)
                else:
                    lines[0] = line(number, " " if self.cell > 5 else "", more)
        lines += [Content("")] * (self.lines - len(lines))
        padded = [fit(part, self.cell) for part in lines]
        if day == cursor:
            ground = "on $cursor" if active else "on $cursor-blur"
            return [part.stylize(ground) for part in padded]
        if inside and any(mark.kind == "closure" for mark in marks):
            return [part.stylize("on $avoid-tint") for part in padded]
        return padded


def _signs(marks: Sequence[Mark], room: int, inside: bool) -> Content:
    """As many different signs as there is room for."""
    signs = dict.fromkeys(sure_glyph(mark) for mark in marks)
    shown = [text(sign, style if inside else "$faint") for sign, style in signs]
    return line(*shown[:room])


def _all_signs(marks: Sequence[Mark], day: dt.date, room: int, inside: bool) -> Content:
    """A sign for every mark, and a plus where there are more than there is room for."""
    shown = []
    for mark in marks:
        sign, style = sure_glyph(mark)
        sign = sign if day == mark.day else "─"
        shown.append(text(sign, style if inside else "$faint"))
    if len(shown) > room:
        shown = [*shown[: room - 1], text("+", "$faint")]
    return line(*shown)


def _named(
    mark: Mark, day: dt.date, context: Context, width: int, inside: bool, rows: int
) -> list[Content]:
    """A mark by name on up to so many lines, as long as no word is broken for them."""
    sign, style = sure_glyph(mark)
    style = style if inside else "$faint"
    if day != mark.day and day.weekday() and day.day != 1:
        return [text("─" * min(width, 3), style)]
    rest = text(context.pick(mark.name), style if mark.kind != "due" or not inside else "")
    lines: list[Content] = []
    while len(lines) < rows - 1 and cells(rest) >= width:
        end = len(wrap(rest, width - 1)[0].plain)
        seam = rest.plain[end - 1 : end + 1]
        if seam.isascii() and seam.isalnum():
            break
        lines.append(line(" " if lines else text(sign, style), rest[:end]))
        rest = rest[end + (rest.plain[end] == " ") :]
    last = cut(rest, width - 1) if lines else clip(rest, width - 1)
    return [*lines, line(" " if lines else text(sign, style), last)]


# ---------------------------------------------------------------- the list beside it


def mark_line(
    mark: Mark,
    agendas: Mapping[str, Agenda],
    context: Context,
    width: int,
    selected: bool,
    *,
    first: bool,
) -> list[Content]:
    """A mark: its day (on the first of a day only), its sign, its name, how sure or whose.

    The name in the other language stands on a second line where both are wanted.
    """
    lead = text("▌" if selected else " ", "$primary")
    weekday = context.say(f"weekday.{mark.day.weekday()}")
    when = f"{mark.day:%m-%d} {weekday}" if first else ""
    style = "bold $accent" if mark.day == context.today else "$muted"
    sign, colour = sure_glyph(mark)
    name = text(context.pick(mark.name), "bold" if selected else "")
    if mark.kind == "prepare" and mark.start:
        about = context.say("mark.prepare-for", date=mark.start.isoformat())
        name = line(text(f"{context.say('mark.prepare')} ", "$muted"), name)
    elif mark.kind in ("festival", "closure"):
        about = _sure(mark, context)
    elif mark.kind == "anchor":
        about = context.say("mark.anchor-of")
    else:
        about = context.pick(agendas[mark.list].title) if mark.list in agendas else ""
    day = fit(text(when, style), DAY)
    tail = cut(text(about, "$faint"), max(8, width // 3))
    head = line(lead, day, text(sign, colour), " ", name)
    second = below(mark.name, context, width, line(lead, " " * (DAY + 2)))
    return [ends(head, tail, width) if width >= 50 else fit(head, width), *second]


def _sure(mark: Mark, context: Context) -> str:
    parts = [context.sure(mark.certainty, mark.tolerance)]
    if mark.end > mark.day:
        parts.append(context.say("mark.until", date=f"{mark.end:%m-%d}"))
    if mark.markets:
        parts.append("/".join(mark.markets[:3]))
    return " · ".join(parts)


def mark_details(
    mark: Mark, agendas: Mapping[str, Agenda], context: Context, width: int
) -> Content:
    """A mark with everything that is known of it, in one line."""
    sign, style = sure_glyph(mark)
    days = f"{mark.day:%m-%d}" if mark.day == mark.end else f"{mark.day:%m-%d} – {mark.end:%m-%d}"
    parts = [days]
    if mark.certainty:
        parts.append(context.sure(mark.certainty, mark.tolerance))
    if mark.start:
        parts.append(context.say("mark.prepare-for", date=mark.start.isoformat()))
    if mark.markets:
        parts.append("/".join(mark.markets[:6]))
    if mark.list in agendas and mark.kind != "anchor":
        parts.append(context.pick(agendas[mark.list].title))
    kind = text(f"{context.say(f'mark.{mark.kind}')} ", "$muted")
    about = text(f"  {' · '.join(parts)}", "$muted")
    room = max(8, width - cells(kind) - cells(about) - 3)
    name = beside(text(context.pick(mark.name), "bold"), mark.name, context, room)
    return cut(line(text(sign, style), " ", kind, cut(name, room), about), width)


def _signs_explained(context: Context) -> list[Content]:
    """What each sign of the grid means."""
    signs = [(*_GLYPHS[kind], context.say(f"mark.{kind}")) for kind in _GLYPHS]
    signs.insert(2, ("◇", "$accent", context.name("certainty", "expected")))
    signs.append(("!", "bold $avoid", context.say("list.late")))
    return [line(text(sign, style), text(f" {words}", "$faint")) for sign, style, words in signs]


def legend(context: Context, width: int) -> Content:
    """What the signs mean, as far as there is room."""
    whole = Content("")
    for kind in ("festival", "anchor", "closure", "prepare", "due"):
        sign, style = _GLYPHS[kind]
        part = line(text(sign, style), text(f" {context.say(f'mark.{kind}')}   ", "$faint"))
        if cells(whole) + cells(part) <= width:
            whole = line(whole, part)
    return whole
