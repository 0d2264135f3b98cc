"""The form with the ten questions about the seller's company, and what the answers open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from chuhai.profile import NAMES
from chuhai.ui.render.company import answer_line, tally_line
from chuhai.ui.render.context import Context
from chuhai.ui.render.text import ends, line, text, wrap
from chuhai.ui.screens.over import Over
from chuhai.ui.widgets.page_view import PageRow, PageView

LOW = 22
"""Below how many lines everything but questions and counts is left out."""
SPACED = 36
"""From how many lines on there is an empty one between two questions."""


class CompanyForm(Over[None], inherit_bindings=False):
    """Enter or a click answers a question, x takes the answer back, escape closes."""

    BINDINGS = [  # noqa: RUF012
        Binding("escape,q,P", "leave", show=False),
        Binding("x,delete,backspace", "clear", show=False),
        Binding("space", "answer", show=False),
    ]

    def __init__(
        self, context: Context, tally: Counter[str], ask: Callable[[str, bool], None]
    ) -> None:
        super().__init__()
        self.context, self.tally, self.ask = context, tally, ask

    def compose(self) -> ComposeResult:
        """Title, questions, tally, keys."""
        with Vertical(id="company"):
            yield Static(id="company-title", markup=False)
            yield PageView(id="company-list")
            yield Static(id="company-foot", markup=False)

    def on_mount(self) -> None:
        """Show the answers."""
        self.list = self.query_one(PageView)
        self.show(self.context, self.tally)
        self.watch(self.list, "cursor", self._show_foot, init=False)
        self.list.focus()

    def on_resize(self) -> None:
        """The foot is laid out for the width."""
        self.call_after_refresh(self.show, self.context, self.tally)

    def show(self, context: Context, tally: Counter[str]) -> None:
        """Show other answers and what they open."""
        self.context, self.tally = context, tally
        profile = context.standing.profile if context.standing else None
        if profile is None:
            return
        width = max(20, self.list.measured)
        done = context.say("company.answered", n=profile.answered)
        title = ends(text(context.say("company.title"), "bold"), text(done, "$muted"), width)
        self.query_one("#company-title", Static).update(title)
        spaced = self.size.height >= SPACED
        self.set_class(not spaced, "-tight")
        self.set_class(self.size.height < LOW, "-low")
        rows = [PageRow(_drawer(name, context, spaced), name, spacer=spaced) for name in NAMES]
        self.list.show(rows, key=self._question())
        self._show_foot()

    def _show_foot(self) -> None:
        """What the question is for, what the answers open, the keys."""
        context, width = self.context, max(20, self.list.measured)
        name = self._question() or NAMES[0]
        foot = wrap(text(context.say(f"about.{name}")), width)
        foot += [] if self.size.height < LOW else [Content("")]
        foot.append(tally_line(self.tally, context))
        if self.size.height >= LOW:
            foot += wrap(text(context.say("company.rule"), "$muted"), width)
        keys: list[Content | str] = []
        for key, words in (
            ("enter", "company.answer"),
            ("x", "company.clear"),
            ("esc", "key.back"),
        ):
            keys += [text(key, "bold $accent"), text(f" {context.say(words)}   ", "$muted")]
        self.query_one("#company-foot", Static).update(Content("\n").join([*foot, line(*keys)]))

    def _question(self) -> str:
        return self.list.current.key if self.list.current else ""

    def action_answer(self) -> None:
        """Answer the question under the cursor."""
        if name := self._question():
            self.ask(name, False)

    def action_clear(self) -> None:
        """Take the answer under the cursor back."""
        if name := self._question():
            self.ask(name, True)

    def action_leave(self) -> None:
        """Close; every answer is saved."""
        self.dismiss(None)

    def on_page_view_chosen(self, message: PageView.Chosen) -> None:
        """Answer what was chosen."""
        message.stop()
        self.ask(message.row.key, False)


def _drawer(name: str, context: Context, spaced: bool) -> Callable[[int, bool], Sequence[Content]]:
    def draw(width: int, selected: bool) -> Sequence[Content]:
        drawn = answer_line(name, context, width, selected)
        return [drawn, Content("")] if spaced else [drawn]

    return draw
