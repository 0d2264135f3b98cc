"""A choice from a list that typing narrows: lists, markets, festivals, commands, formats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from chuhai.library.fold import fold, is_han, spellings, tokens
from chuhai.ui.render.text import cut, ends, line, text
from chuhai.ui.screens.over import Over
from chuhai.ui.widgets.page_view import PageRow, PageView

MOST = 16
"""The most options that are in sight at once."""
AROUND = 8
"""The lines of a choice above and below its options."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its key, how it is shown, what else it is found by."""

    key: str
    label: str
    note: str = ""
    also: str = ""
    style: str = ""
    mark: str = ""
    """A sign before all."""
    lead: str = ""
    """What kind of thing it is, said more quietly before its name."""


Offer = Callable[[str], Sequence[Option]]
"""What is offered for a typed text."""


def matches(option: Option, typed: str) -> bool:
    """Whether every typed word begins a word of the option, in either language or in pinyin."""
    whole = fold(f"{option.lead} {option.label} {option.also} {option.note}")
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


def closeness(option: Option, typed: str) -> int:
    """0 when a name is what was typed, 1 when it begins with it, 2 for the rest."""
    wanted = fold(typed).strip()
    plain = (fold(option.label), fold(option.also))
    names = {*plain, *(spelled for name in plain for spelled in spellings(name, whole=True))}
    return 0 if wanted in names else 1 if any(n.startswith(wanted) for n in names) else 2


def narrowing(options: Sequence[Option]) -> Offer:
    """Offers those of a fixed list that match what is typed."""

    def offer(typed: str) -> Sequence[Option]:
        if not typed.strip():
            return options
        found = [option for option in options if matches(option, typed)]
        return sorted(found, key=lambda option: closeness(option, typed))

    return offer


class Typing(Over[str | None], inherit_bindings=False):
    """A screen with one input; what is typed before the input is there is not lost."""

    early = ""

    def on_key(self, event: events.Key) -> None:
        """Keep letters that come while nothing has the focus yet."""
        if self.focused is None and event.is_printable and event.character:
            event.stop()
            self.early += event.character

    def ready(self) -> Input:
        """The input with the focus, holding what was typed early."""
        box = self.query_one(Input)
        box.focus()
        if self.early:
            box.value += self.early
            box.cursor_position = len(box.value)
        return box

    def action_leave(self) -> None:
        """Leave things as they were."""
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """A click beside the box leaves it."""
        under, _ = self.get_widget_at(round(event.screen_x), round(event.screen_y))
        if under is self:
            self.action_leave()


class Pick(Typing, inherit_bindings=False):
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
        self._offered = self._height = 0
        self._first: Sequence[Option] = ()

    def compose(self) -> ComposeResult:
        """Title, input, list."""
        with Vertical(id="pick"):
            yield Static(Content.styled(self.title_words, "bold"), id="pick-title", markup=False)
            yield Input(placeholder=self.hint, id="pick-input", compact=True)
            self.list = PageView(id="pick-list")
            self.list.can_focus = False
            self._first = self.offer("")
            self._offered = len(self._first)
            self._fit()
            yield self.list

    def on_mount(self) -> None:
        """Show everything until something is typed."""
        box = self.ready()
        self._offer(box.value, self.at)
        self.watch(box, "value", lambda typed: self._offer(typed, ""), init=False)

    def _offer(self, typed: str, at: str) -> None:
        options = self.offer(typed) if typed else self._first
        rows = [PageRow(_drawer(option), option.key, data=option) for option in options]
        if not rows:
            rows = [PageRow(lambda w, _: [cut(text(f"  ○ {self.empty_words}", "$muted"), w)])]
        if len(rows) > self._offered:
            self._offered = len(rows)
            self._fit()
        self.list.show(rows, key=at, top=not at)

    def _fit(self) -> None:
        """As high as what was offered so far, so that typing never makes the box jump."""
        room = self.app.size.height * 8 // 10 - AROUND
        height = max(1, min(MOST, room, self._offered))
        if self._height != height:
            self._height = height
            self.list.styles.height = height

    def on_resize(self) -> None:
        """No higher than the window has room for."""
        if self._offered:
            self._fit()

    def action_move(self, step: int) -> None:
        """Move in the list while typing."""
        self.list.action_move(step)

    def action_page(self, step: int) -> None:
        """Move by a page while typing."""
        self.list.action_page(step)

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
        label = line(
            text(option.mark, "bold $accent"),
            text(option.lead, "$muted"),
            text(option.label, f"{option.style} bold" if selected else option.style),
        )
        note = cut(text(option.note, "$faint"), max(0, width - 12))
        return [line(mark, " ", ends(label, note, width - 3))]

    return draw


class Prompt(Typing, inherit_bindings=False):
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
        self.ready()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Take the line."""
        message.stop()
        self.dismiss(message.value)
