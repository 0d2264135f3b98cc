"""The keys, by what they are for, and the card of the first start."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product, zip_longest

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from chuhai.i18n import Lang
from chuhai.strings import t
from chuhai.ui import commands
from chuhai.ui.commands import Command
from chuhai.ui.render.text import cut, fit, line, text
from chuhai.ui.screens.over import Over

GROUPS = ("move", "find", "act", "app")
KEY_WIDTH = 9


def help_lines(lang: Lang, width: int, folder: str, here: Sequence[Command] = ()) -> list[Content]:
    """The keys that hold in a view, `here` its own ones, in two columns where there is room."""
    taken = {command.shown for command in here}
    others = (*commands.SCREEN, *commands.LINES, *commands.CHIPS)
    listed = [*here, *(other for other in others if other.shown not in taken)]
    blocks = []
    for group in GROUPS:
        block = [text(t(f"help.{group}", lang), "bold $primary")]
        known: set[str] = set()
        if group == "move":
            block.append(_key("H 1-9 0", t("help.sections", lang)))
        for command in listed:
            if command.group == group and command.words not in known:
                known.add(command.words)
                block.append(_key(command.shown, t(command.words, lang)))
        blocks.append([*block, Content("")])
    title = [text(t("help.title", lang), "bold"), Content("")]
    note = cut(text(t("help.note", lang, folder=folder), "$muted"), width)
    half = (width - 6) // 2
    if half < 28:
        return [*title, *(part for block in blocks for part in block), note]
    left, right = _balanced(blocks)
    pairs = zip_longest(left, right, fillvalue=Content(""))
    return [*title, *(line(fit(one, half), "    ", fit(two, half)) for one, two in pairs), note]


def _key(shown: str, words: str) -> Content:
    return line(fit(text(shown, "bold $accent"), KEY_WIDTH), text(words))


def _balanced(blocks: Sequence[Sequence[Content]]) -> tuple[list[Content], list[Content]]:
    """The blocks in two columns of which the taller is as short as can be, the first one left."""
    best: tuple[list[Content], list[Content]] | None = None
    for sides in product((0, 1), repeat=len(blocks) - 1):
        columns: tuple[list[Content], list[Content]] = ([*blocks[0]], [])
        for block, side in zip(blocks[1:], sides, strict=True):
            columns[side].extend(block)
        if best is None or max(map(len, columns)) < max(map(len, best)):
            best = columns
    assert best is not None
    return best


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


class Card(Over[str], inherit_bindings=False):
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
