"""The fixed parts around every section: the top line, the sidebar, the line of tabs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from chuhai.ui.render.text import bar, cells, ends, fit, line, text
from chuhai.ui.widgets.plain import OneLine, Plain, strip_of


class SectionChosen(Message):
    """A section was clicked."""

    def __init__(self, section: str) -> None:
        super().__init__()
        self.section = section


class SwitchPressed(Message):
    """Something in the top line was clicked: `lang`, `theme`, or `view` and its name."""

    def __init__(self, switch: str) -> None:
        super().__init__()
        self.switch = switch


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section as the sidebar shows it."""

    name: str
    key: str
    label: str
    count: str = ""
    group: str = ""
    """The heading above the section, when it begins a group."""


class Outlook(NamedTuple):
    """The foot of the sidebar: the next festival, and what is late or due."""

    title: str = ""
    name: str = ""
    when: str = ""
    share: float = 0.0
    due: str = ""


class FrameState(NamedTuple):
    """What the frame shows."""

    section: str
    title: str
    today: str
    languages: tuple[str, str]
    """The language in force, the other one."""
    theme: str
    paired: bool = False
    """Whether both languages are shown."""
    views: Sequence[tuple[str, str, bool]] = ()
    """The views of the section: name, label, whether it is the one on the screen."""
    sections: Sequence[SectionLine] = ()
    outlook: Outlook = Outlook()
    problems: str = ""


class TopBar(OneLine):
    """Product, section, date, and the switches for language and theme."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._state: FrameState | None = None
        self._spans: list[tuple[int, int, str]] = []

    def show(self, state: FrameState) -> None:
        """Take what is to be shown."""
        if state != self._state:
            self._state = state
            self.refresh()

    def content(self) -> Content:
        """One line."""
        state = self._state
        if state is None:
            return Content("")
        left = line(
            text(" 出海 ", "bold $background on $primary"),
            text(" chuhai ", "bold"),
            text(" › ", "$faint"),
            text(state.title, "bold $primary"),
        )
        views, spans = _views(state.views, cells(left))
        left = line(left, views)
        here, there = state.languages
        pair = (text(here, "bold"), text(there, "bold" if state.paired else "$muted"))
        first, second = pair if here == "EN" else pair[::-1]
        switch = line(first, text("+" if state.paired else "/", "$faint"), second)
        theme = text(state.theme, "$muted")
        warning = text(f"{state.problems}  ", "$watch") if state.problems else Content("")
        dot = text("  ·  ", "$faint")
        tail = line(warning, text(state.today, "$muted"), dot, switch, dot, theme, " ")
        x = self.size.width - 1 - cells(theme)
        self._spans = [
            *spans,
            (x, self.size.width, "theme"),
            (x - 5 - cells(switch), x - 5, "lang"),
        ]
        if cells(left) + cells(tail) + 1 > self.size.width:
            tail = line(switch, dot, theme, " ")
        return ends(left, tail, self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Ask for the clicked switch."""
        for start, end, switch in self._spans:
            if start <= event.x < end:
                self.post_message(SwitchPressed(switch))


def _views(
    views: Sequence[tuple[str, str, bool]], x: int
) -> tuple[Content, list[tuple[int, int, str]]]:
    """The views of a section, the one on the screen marked, and where each can be clicked."""
    if len(views) < 2:
        return Content(""), []
    parts, spans = [Content("   ")], []
    x += 3
    for name, label, here in views:
        part = text(f" {label} ", "bold $background on $primary" if here else "$muted")
        spans.append((x, x + cells(part), f"view {name}"))
        parts.append(part)
        x += cells(part)
    return line(*parts), spans


class Sidebar(Plain):
    """The sections with their counts; below them the next festival and what is due."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._state: FrameState | None = None
        self._names: list[str] = []
        self._strips: list[Strip] = []
        self._drawn_for = Size(0, 0)

    def show(self, state: FrameState) -> None:
        """Take what is to be shown; repaints only the lines that change."""
        old, self._state = self._state, state
        if old is not None and (old.sections, old.outlook, old.section) == (
            state.sections,
            state.outlook,
            state.section,
        ):
            return
        before, size = self._strips, self.size
        self._draw()
        if len(before) != len(self._strips) or not size:
            self.refresh()
            return
        changed = [y for y, strip in enumerate(self._strips) if strip != before[y]]
        if changed:
            self.refresh(*(Region(0, y, size.width, 1) for y in changed))

    def notify_style_update(self) -> None:
        """Draw anew when colours change."""
        super().notify_style_update()
        self._drawn_for = Size(0, 0)

    def _lines(self) -> list[tuple[Content, str, bool]]:
        state, width = self._state, self.size.width
        if state is None:
            return []
        lines: list[tuple[Content, str, bool]] = []
        for section in state.sections:
            if section.group:
                lines.append((Content(""), "", False))
                lines.append((text(f" {section.group}", "bold $faint"), "", False))
            here = section.name == state.section
            count = text(f"{section.count} ", "$faint")
            label = line(
                text("▌" if here else " ", "$primary"),
                text(f"{section.key} ", "$faint"),
                text(section.label, "bold" if here else ""),
            )
            lines.append((ends(label, count, width), section.name, here))
        return lines

    def _foot(self) -> list[Content]:
        outlook = self._state.outlook if self._state else Outlook()
        width = max(4, self.size.width - 4)
        foot: list[Content] = []
        if outlook.name:
            foot += [
                text(outlook.title, "bold $faint"),
                line(fit(text(outlook.name, "bold"), min(width, cells(outlook.name)))),
                text(outlook.when, "$accent"),
                bar(outlook.share, width),
            ]
        if outlook.due:
            foot += [text(outlook.due, "$muted")]
        return [part.pad_left(2) for part in foot]

    def _draw(self) -> None:
        """Draw all lines: sections from the top, the foot from the bottom."""
        self._drawn_for = self.size
        lines, foot = self._lines(), self._foot()
        self._names = [name for _, name, _ in lines]
        width, height = self.size
        blank = Strip.blank(width, self.visual_style.rich_style)
        strips = [self._strip(content, here) for content, _, here in lines[:height]]
        room = height - len(lines)
        drawn = [self._strip(part, False) for part in foot] if room > len(foot) + 1 else []
        if drawn:
            drawn.append(blank)
        self._strips = [*strips, *[blank] * (height - len(strips) - len(drawn)), *drawn]

    def _strip(self, content: Content, here: bool) -> Strip:
        style = self.visual_style
        if here:
            style += self.app.stylesheet.parse_style("on $cursor-blur")
        width = self.size.width
        return strip_of(self, fit(content, width), width, style)

    def render_line(self, y: int) -> Strip:
        """One line."""
        if self._drawn_for != self.size:
            self._draw()
        return self._strips[y]

    def on_click(self, event: events.Click) -> None:
        """Ask for the clicked section."""
        if 0 <= event.y < len(self._names) and self._names[event.y]:
            self.post_message(SectionChosen(self._names[event.y]))


class Tabs(OneLine):
    """The sections in one line, where there is no room for the sidebar."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._state: FrameState | None = None
        self._spans: list[tuple[int, int, str]] = []

    def show(self, state: FrameState) -> None:
        """Take what is to be shown."""
        old, self._state = self._state, state
        if old is None or (old.sections, old.section) != (state.sections, state.section):
            self.refresh()

    def content(self) -> Content:
        """As many sections as fit around the one in force, each with its key; some have no tab."""
        state = self._state
        if state is None:
            return Content("")
        names = [s.name for s in state.sections]
        here = names.index(state.section) if state.section in names else -1
        drawn = [
            text(f" {s.key} {s.label} ", "bold $background on $primary" if i == here else "$muted")
            for i, s in enumerate(state.sections)
        ]
        first = 0
        while sum(map(cells, drawn[first : here + 1])) > self.size.width - 2:
            first += 1
        self._spans, x = [], 0
        parts: list[Content] = []
        if first:
            parts, x = [text("‹", "$accent")], 1
        for place in range(first, len(drawn)):
            if x + cells(drawn[place]) > self.size.width - (place < len(drawn) - 1):
                parts.append(text("›", "$accent"))
                break
            self._spans.append((x, x + cells(drawn[place]), names[place]))
            parts.append(drawn[place])
            x += cells(drawn[place])
        return line(*parts)

    def on_click(self, event: events.Click) -> None:
        """Ask for the clicked section."""
        for start, end, name in self._spans:
            if start <= event.x < end:
                self.post_message(SectionChosen(name))
