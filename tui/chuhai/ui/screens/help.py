"""The keys, by what they are for, and the card of the first start."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from chuhai.i18n import Lang
from chuhai.strings import t
from chuhai.ui import commands
from chuhai.ui.commands import Command
from chuhai.ui.render.text import cut, fit, line, text

GROUPS = ("move", "find", "act", "app")
KEY_WIDTH = 11


def help_lines(lang: Lang, width: int, folder: str, here: Sequence[Command] = ()) -> list[Content]:
    """The keys that hold in a view, `here` its own ones, in two columns where there is room."""
    listed = [*here, *commands.SCREEN, *commands.LINES, *commands.CHIPS]
    blocks = []
    for group in GROUPS:
        block = [text(t(f"help.{group}", lang), "bold $primary")]
        known: set[str] = set()
        for command in listed:
            if command.group == group and command.words not in known:
                known.add(command.words)
                key = fit(text(command.shown, "bold $accent"), KEY_WIDTH)
                block.append(line(key, text(t(command.words, lang))))
        blocks.append(block)
    note = text(t("help.note", lang, folder=folder), "$muted")
    half = (width - 4) // 2
    if half < 28:
        stacked = [part for block in blocks for part in (*block, Content(""))]
        return [*stacked, cut(note, width)]
    lines: list[Content] = []
    for left, right in ((blocks[0], blocks[1]), (blocks[2], blocks[3])):
        for number in range(max(len(left), len(right))):
            first = left[number] if number < len(left) else Content("")
            second = right[number] if number < len(right) else Content("")
            lines.append(line(fit(first, half), "    ", fit(second, half)))
        lines.append(Content(""))
    return [*lines, cut(note, width)]


def welcome_lines(lang: Lang) -> list[Content]:
    """Language, theme, and the keys to begin with."""
    keys = (("z", "lang"), ("t", "theme"), ("/", "search"), ("a", "add"), ("?", "help"))
    lines = [
        text(t("welcome.title", lang), "bold $primary"),
        Content(""),
        text(t("welcome.text", lang)),
        Content(""),
    ]
    for key, name in keys:
        lines.append(line(fit(text(key, "bold $accent"), 4), text(t(f"welcome.{name}", lang))))
    return [*lines, Content(""), text(t("welcome.dismiss", lang), "$muted")]


class Card(ModalScreen[str], inherit_bindings=False):
    """A card over the program; the keys that it names work, any other key closes it."""

    BINDINGS = [  # noqa: RUF012
        Binding("escape,enter,question_mark,q,space", "leave", show=False),
        Binding("z", "ask('lang')", show=False),
        Binding("t", "ask('theme')", show=False),
        Binding("slash", "ask('search')", show=False),
    ]

    def __init__(self, lines: Sequence[Content]) -> None:
        super().__init__()
        self.lines = lines

    def compose(self) -> ComposeResult:
        """The lines, scrolling where there is no room."""
        from textual.containers import VerticalScroll

        with VerticalScroll(id="card"):
            yield Static(Content("\n").join(self.lines), id="card-text", markup=False)

    def action_leave(self) -> None:
        """Close the card."""
        self.dismiss("")

    def action_ask(self, what: str) -> None:
        """Close the card and do what it names."""
        self.dismiss(what)

    def on_click(self) -> None:
        """A click closes it too."""
        self.dismiss("")
