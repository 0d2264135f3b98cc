"""A choice from a list that typing narrows: lists, markets, festivals, commands, formats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from chuhai.library.fold import fold, is_han, spellings, tokens
from chuhai.ui.render.text import cut, ends, line, text
from chuhai.ui.widgets.page_view import PageRow, PageView


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its key, how it is shown, what else it is found by."""

    key: str
    label: str
    note: str = ""
    also: str = ""
    style: str = ""


Offer = Callable[[str], Sequence[Option]]
"""What is offered for a typed text."""


def matches(option: Option, typed: str) -> bool:
    """Whether every typed word begins a word of the option, in either language or in pinyin."""
    whole = fold(f"{option.label} {option.also} {option.note}")
    found = tokens(whole)
    spelled: set[str] = set()
    for token in found:
        if is_han(token):
            spelled |= spellings(token)
    return all(
        word in whole
        if any(is_han(part) for part in tokens(word))
        else any(known.startswith(word) for known in (*found, *spelled)) or word in whole.split()
        for word in fold(typed).split()
    )


def narrowing(options: Sequence[Option]) -> Offer:
    """Offers those of a fixed list that match what is typed."""
    return lambda typed: [o for o in options if matches(o, typed)] if typed.strip() else options


class Pick(ModalScreen[str | None], inherit_bindings=False):
    """Type to narrow, up and down to move, enter to choose, escape to leave."""

    BINDINGS = [  # noqa: RUF012
        Binding("escape", "leave", show=False),
        Binding("down,ctrl+n", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(
        self, title: str, offer: Offer, *, hint: str = "", empty: str = "", at: str = ""
    ) -> None:
        super().__init__()
        self.title_words, self.offer, self.hint = title, offer, hint
        self.empty_words, self.at = empty, at

    def compose(self) -> ComposeResult:
        """Title, input, list."""
        with Vertical(id="pick"):
            yield Static(Content.styled(self.title_words, "bold"), id="pick-title", markup=False)
            yield Input(placeholder=self.hint, id="pick-input", compact=True)
            yield PageView(id="pick-list")

    def on_mount(self) -> None:
        """Show everything until something is typed."""
        self.list = self.query_one("#pick-list", PageView)
        self.input = self.query_one(Input)
        self.list.can_focus = False
        self._offer("", self.at)
        self.watch(self.input, "value", lambda typed: self._offer(typed, ""), init=False)
        self.input.focus()

    def _offer(self, typed: str, at: str) -> None:
        options = self.offer(typed)
        rows = [PageRow(_drawer(option), option.key, data=option) for option in options]
        if not rows:
            rows = [PageRow(lambda w, _: [cut(text(f"  ○ {self.empty_words}", "$muted"), w)])]
        self.list.show(rows, key=at, top=not at)

    def action_move(self, step: int) -> None:
        """Move in the list while typing."""
        self.list.action_move(step)

    def action_page(self, step: int) -> None:
        """Move by a page while typing."""
        self.list.action_page(step)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Choose what the cursor is on."""
        message.stop()
        row = self.list.current
        if row is not None and row.key:
            self.dismiss(row.key)

    def on_page_view_chosen(self, message: PageView.Chosen) -> None:
        """Choose what was clicked."""
        message.stop()
        self.dismiss(message.row.key)


def _drawer(option: Option) -> Callable[[int, bool], list[Content]]:
    def draw(width: int, selected: bool) -> list[Content]:
        mark = text("▌" if selected else " ", "$primary")
        label = text(option.label, f"{option.style} bold" if selected else option.style)
        note = cut(text(option.note, "$faint"), max(0, width - 12))
        return [line(mark, " ", ends(label, note, width - 3))]

    return draw


class Prompt(ModalScreen[str | None], inherit_bindings=False):
    """One line to type; enter takes it, escape leaves things as they were."""

    BINDINGS = [Binding("escape", "leave", show=False)]  # noqa: RUF012

    def __init__(self, title: str, value: str = "", hint: str = "") -> None:
        super().__init__()
        self.title_words, self.value, self.hint = title, value, hint

    def compose(self) -> ComposeResult:
        """Title and input."""
        with Vertical(id="prompt"):
            yield Static(Content.styled(self.title_words, "bold"), id="pick-title", markup=False)
            yield Input(self.value, placeholder=self.hint, id="pick-input", compact=True)

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one(Input).focus()

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Take the line."""
        message.stop()
        self.dismiss(message.value)
