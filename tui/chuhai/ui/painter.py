"""What lies between the app and the glass: colours, signals, and as few bytes as it takes."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.filter import ANSIToTruecolor, LineFilter

from chuhai.ui.key_queue import KeyQueue
from chuhai.ui.terminal import CONTROL_FILTER
from chuhai.ui.themes import DARK, LIGHT, variables_of
from chuhai.ui.thrift import Shadow, thrifty

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.dom import DOMNode
    from textual.screen import Screen

LATER_CSS = Path(__file__).with_name("styles") / "later.tcss"
"""The styles of what the first screen does not show."""


class Painter(KeyQueue, inherit_bindings=False):
    """An app that is dressed in its theme before it is drawn, and writes only what changes."""

    CSS_PATH: ClassVar = "styles/app.tcss"
    dressed = False
    dressing = False
    """Whether parts are being put into another theme, after which all are painted once."""

    def __init__(self, theme: str) -> None:
        super().__init__(ansi_color=bool(os.environ.get("NO_COLOR")) or None)
        self._shadow = Shadow()
        self._sheets: dict[str, Stylesheet] = {}
        self._worn = ""
        self._dress(theme)

    def _dress(self, theme: str) -> None:
        """Put a theme on before anything is drawn; our dark one when it is not known."""
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.set_reactive(App.theme, theme if theme in self.available_themes else DARK.name)
        self._worn, dark = self.theme, self.current_theme.dark
        self.set_class(dark, "-dark-mode", update=False)
        self.set_class(not dark, "-light-mode", update=False)
        self.dressed = True
        self.stylesheet.set_variables(self.get_css_variables())

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme; worked out once the saved theme is known, not before."""
        if not self.dressed:
            return {}
        self.theme_variables = variables_of(self.current_theme)
        return self.theme_variables

    def read_rules(self, theme: str = "") -> None:
        """Read the style rules in the colours of a theme, of our other one if none is named.

        What was read in a theme stays; only rules that came since are read.
        """
        theme = theme or (LIGHT if self.current_theme.dark else DARK).name
        if theme not in self._sheets:
            self._sheets[theme] = Stylesheet(variables=variables_of(self.available_themes[theme]))
        sheet = self._sheets[theme]
        for place, (css, is_default, tie_breaker, scope) in self.stylesheet.source.items():
            sheet.add_source(css, place, is_default, tie_breaker, scope)
        sheet.parse()

    def refresh_css(self, animate: bool = True) -> None:
        """Put on the theme in force; what is out of sight puts it on when it comes back."""
        self._sheets.setdefault(self._worn, self.stylesheet)
        self._worn = self.theme
        self.read_rules(self.theme)
        self.stylesheet = self._sheets[self.theme]
        self.get_css_variables()
        resting = self.resting()
        parts = [part for screen in self.screen_stack for part in _dressed(screen, resting)]
        self.dressing = True
        try:
            self.stylesheet.update_nodes((self, *parts), animate=animate)
        finally:
            self.dressing = False
        for part in parts:
            part.refresh()
        for screen in self.screen_stack:
            screen._css_update_count = self._css_update_count

    def resting(self) -> Collection[DOMNode]:
        """Hook: parts out of sight, which see to it themselves that they are dressed later."""
        return ()

    def get_line_filters(self) -> list[LineFilter]:
        """Textual's filters where they have something to do, and ours behind them.

        Our own themes have no colours of the sixteen that a terminal names, so nothing is to be
        translated in them.
        """
        ours = self.current_theme.name in (DARK.name, LIGHT.name)
        filters = super().get_line_filters()
        kept = [f for f in filters if not (ours and isinstance(f, ANSIToTruecolor))]
        return [*kept, CONTROL_FILTER]

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Write to the terminal only what changes."""
        super()._display(screen, thrifty(renderable, self._shadow))

    def _forget_terminal(self, _: object = None) -> None:
        """Write everything again: another program or another size was on the screen."""
        self._shadow.clear()

    def on_mount(self) -> None:
        """Know when another program has the terminal."""
        for taken in (self.app_suspend_signal, self.app_resume_signal):
            taken.subscribe(self, self._forget_terminal, immediate=True)

    def on_app_focus(self) -> None:
        """What another program left on the screen is painted over when one comes back."""
        self._forget_terminal()
        self.refresh()

    def on_resize(self) -> None:
        """The terminal lays its cells out anew."""
        self._forget_terminal()

    def catch_signals(self) -> None:
        """Leave the terminal clean when the process is told to stop."""
        if os.name == "nt":
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(
                number,
                lambda n=number: self.exit(return_code=128 + n),  # type: ignore[misc]
            )


def _dressed(part: DOMNode, resting: Collection[DOMNode]) -> Iterator[DOMNode]:
    """A part and all in it, without what rests."""
    yield part
    for child in part.children:
        if child not in resting:
            yield from _dressed(child, resting)
