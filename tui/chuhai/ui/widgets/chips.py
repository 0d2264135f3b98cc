"""One facet as a line of chips with live counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from chuhai.ui import commands
from chuhai.ui.render.text import cells, fit, line, text
from chuhai.ui.widgets.plain import OneLine

LABEL = 9


@dataclass(frozen=True, slots=True)
class Chip:
    """One value of a facet: how it is named, how many cards have it, whether it is asked for."""

    value: str
    label: str
    count: int
    style: str = ""
    wanted: bool = False
    unwanted: bool = False


class Chips(OneLine, can_focus=True):
    """Left and right move, space wants a value, minus excludes it; a click wants it too."""

    BINDINGS = commands.bindings(commands.CHIPS)

    index: reactive[int] = reactive(0)

    class Toggled(Message):
        """A value was asked for or given up, or excluded."""

        def __init__(self, facet: str, value: str, exclude: bool) -> None:
            super().__init__()
            self.facet, self.value, self.exclude = facet, value, exclude

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.facet = ""
        self.label = ""
        self.chips: Sequence[Chip] = ()
        self._spans: list[tuple[int, int, int]] = []

    def show(self, facet: str, label: str, chips: Sequence[Chip]) -> None:
        """Take the values of a facet."""
        if (facet, label, chips) == (self.facet, self.label, self.chips):
            return
        if facet != self.facet:
            self.set_reactive(Chips.index, 0)
        self.facet, self.label, self.chips = facet, label, chips
        self.refresh()

    def _chip(self, place: int, chip: Chip) -> Content:
        label = ("-" if chip.unwanted else "") + chip.label
        if chip.wanted or chip.unwanted:
            base = chip.style or "$primary"
            base = "$avoid" if chip.unwanted else base
            drawn = text(f" {label} {chip.count} ", f"bold $background on {base}")
        elif not chip.count:
            drawn = text(f" {label} 0 ", "$faint")
        else:
            drawn = line(
                text(f" {label} ", chip.style or "$foreground"), text(f"{chip.count} ", "$faint")
            )
        if self.has_focus and place == self.index:
            drawn = drawn.stylize("underline bold")
        return drawn

    def content(self) -> Content:
        """The label and as many chips as fit around the one in focus."""
        drawn = [self._chip(place, chip) for place, chip in enumerate(self.chips)]
        room = self.size.width - LABEL
        first = 0
        while (
            first < self.index and sum(cells(d) + 1 for d in drawn[first : self.index + 1]) > room
        ):
            first += 1
        parts: list[Content] = [fit(text(self.label, "$muted"), LABEL)]
        x, self._spans = LABEL, []
        if first:
            parts.append(text("‹ ", "$accent"))
            x += 2
        for place in range(first, len(drawn)):
            width = cells(drawn[place])
            if x + width > self.size.width - (place < len(drawn) - 1) * 2:
                parts.append(text("›", "$accent"))
                break
            self._spans.append((x, x + width, place))
            parts += [drawn[place], Content(" ")]
            x += width + 1
        return line(*parts)

    def action_step(self, step: int) -> None:
        """Move to a neighbour."""
        if self.chips:
            self.index = (self.index + step) % len(self.chips)

    def _post(self, place: int, exclude: bool) -> None:
        if 0 <= place < len(self.chips):
            self.post_message(self.Toggled(self.facet, self.chips[place].value, exclude))

    def action_want(self) -> None:
        """Want the value in focus, or no longer."""
        self._post(self.index, False)

    def action_exclude(self) -> None:
        """Exclude the value in focus, or no longer."""
        self._post(self.index, True)

    def on_click(self, event: events.Click) -> None:
        """Want the clicked value, or no longer; with ctrl, exclude it."""
        for start, end, place in self._spans:
            if start <= event.x < end:
                self.index = place
                self._post(place, event.ctrl)
