"""What every dialog has in common: the view that it lies over stays in sight, dimmed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, Screen

Result = TypeVar("Result")


class Dimmed:
    """A screen in a tint, where every style is mixed once and not for every segment."""

    def __init__(self, screen: Screen[object], colour: Color) -> None:
        self.screen, self.colour = screen, colour

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        """The segments of the screen in the tint, without links."""
        mixed: dict[Style | None, Style] = {}
        for segment in console.render(self.screen._compositor, options):
            words, style, control = segment
            if control:
                yield segment
                continue
            if style not in mixed:
                mixed[style] = self._mix(style)
            yield Segment(words, mixed[style])

    def _mix(self, style: Style | None) -> Style:
        plain = Style() if style is None else style.clear_meta_and_links()
        ink, ground = plain.color, plain.bgcolor
        return plain + Style.from_color(
            None if ink is None else (Color.from_rich_color(ink) + self.colour).rich_color,
            None if ground is None else (Color.from_rich_color(ground) + self.colour).rich_color,
        )


class Over(ModalScreen[Result], inherit_bindings=False):
    """A dialog over the dimmed view."""

    def render(self) -> RenderableType:
        """The view behind, dimmed; the ground alone where nothing is behind."""
        shown = super().render()
        if isinstance(shown, BackgroundScreen):
            return Dimmed(shown.screen, shown.color)
        return shown
