"""Are we still in time: the festivals of a market with their answers, the items with switches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget

from chuhai.checklist.item import Item
from chuhai.plan import EVERY_DAY, has_own_pace
from chuhai.reach import TIERS, Answer, Asked, Reach, reach
from chuhai.ui import commands
from chuhai.ui.render import reaching
from chuhai.ui.render.context import Context
from chuhai.ui.render.scene import Scene
from chuhai.ui.render.text import line, text, wrap
from chuhai.ui.widgets.fitted import Fitted
from chuhai.ui.widgets.keyed_list import KeyedList
from chuhai.ui.widgets.plain import Ground
from chuhai.ui.widgets.view import CardTarget, View

MANY = 200
"""With more items than this, help is looked for only under the cursor."""
FEW = 40
"""The same where some work is under way, for then all items are tried."""
EVERY_TIER = 3


class AnswerRow(NamedTuple):
    """A festival in the list."""

    key: str
    answer: Answer


class ItemRow(NamedTuple):
    """An item in the list; without one, the heads of the columns."""

    key: str = ""
    item: Item | None = None


class ReachView(View):
    """Answers at once when an item is switched off or on; opening a festival writes the list."""

    COMMANDS = commands.REACH
    BINDINGS = commands.bindings(commands.REACH)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.context: Context | None = None
        self.scene: Scene | None = None
        self.off: tuple[str, ...] = ()
        self.found: Reach | None = None
        self._rescued = False
        """Whether a row has a line about what would bring its festival into reach."""

    def compose(self) -> ComposeResult:
        """The short answer, festivals and items side by side, the critical chain."""
        yield Fitted(id="reach-head")
        with Ground(id="reach-body"):
            yield KeyedList(id="answers")
            yield KeyedList(id="reach-items")
        yield Fitted(id="reach-foot")

    def on_mount(self) -> None:
        """Follow the cursor in the same frame in which it moves."""
        self.head = self.query_one("#reach-head", Fitted)
        self.answers = self.query_one("#answers", KeyedList)
        self.items = self.query_one("#reach-items", KeyedList)
        self.foot = self.query_one("#reach-foot", Fitted)
        self.watch(self.answers, "cursor", self._cursor_moved, init=False)

    # ------------------------------------------------------------ showing

    @property
    def asked(self) -> Asked | None:
        """What is asked about."""
        return self.scene.asked if self.scene else None

    def present(self, scene: Scene) -> None:
        """Ask, and show the answers."""
        if scene.asked is None:
            return
        before = self.asked.question if self.asked else None
        self.scene, self.context = scene, scene.context
        question = scene.asked.question
        self.off = tuple(name for name in question.off if name in scene.asked.items)
        fresh = before is None or before.name != question.name or before.market != question.market
        self._answer(fresh=fresh)

    def _answer(self, *, fresh: bool = False) -> None:
        """Compute and show; a fresh question puts the cursor on the first that can be reached."""
        scene, asked = self.scene, self.asked
        if scene is None or asked is None:
            return
        context = scene.context
        self.found = reach(
            asked.items, context.library, asked.question.market, context.today,
            off=self.off, tiers=EVERY_TIER if asked.question.small else TIERS,
            week=scene.week or EVERY_DAY,
        )  # fmt: skip
        rows = [
            AnswerRow(f"{answer.edition.festival} {answer.edition.year}", answer)
            for answer in self.found.answers
        ]
        kept = self.answers.current.key if self.answers.current else ""
        if fresh and (earliest := self.found.earliest) is not None:
            kept = f"{earliest.edition.festival} {earliest.edition.year}"
        self._rescued = not scene.compact and any(self._helps(row.answer) for row in rows)
        height = 1 if scene.compact else 4 if self._rescued else 3
        self.answers.show(rows, self._draw_answer, kept, self._empty(context), height=height)
        self._show_items()
        self._show_frame()

    def _show_items(self) -> None:
        assert self.asked is not None
        kept = self.items.current.key if self.items.current else ""
        rows = [ItemRow(name, item) for name, item in self.asked.items.items()]
        self.items.show([ItemRow(), *rows], self._draw_item, kept)

    def _draw_answer(self, row: AnswerRow, selected: bool) -> list[Content]:
        assert self.found is not None
        assert self.scene is not None
        most = max((abs(answer.slack) for answer in self.found.answers), default=1)
        return reaching.answer_lines(
            row.answer, self.found, self.scene.context, self.answers.text_width, selected,
            compact=self.scene.compact, most=most,
            relief=selected or (self._rescued and self._few),
        )  # fmt: skip

    @property
    def _few(self) -> bool:
        """Whether there are so few items that help is looked for in every row at once."""
        assert self.found is not None
        return len(self.found.tasks) <= (FEW if has_own_pace(self.found.tasks) else MANY)

    def _helps(self, answer: Answer) -> bool:
        """Whether one item left out would bring a festival into reach."""
        if answer.in_time or not self._few:
            return False
        return answer.relief is not None and answer.relief.slack >= 0

    def _draw_item(self, row: ItemRow, selected: bool) -> list[Content]:
        assert self.scene is not None
        width, context = self.items.text_width, self.scene.context
        if row.item is None:
            return [reaching.item_heads(context, width)]
        return [reaching.item_line(row.item, self.answer, self.off, context, width, selected)]

    def _empty(self, context: Context) -> Sequence[Content]:
        lines = [Content(""), text(f"  ○ {context.say('reach.no-festivals')}", "bold"), Content("")]
        keys = (("S", "key.reach-small"), ("w", "key.reach-market"), ("p", "key.reach-plan"))
        return lines + [
            line(text(f"  {key}", "bold $accent"), text(f" {context.say(words)}", "$muted"))
            for key, words in keys
        ]

    @property
    def answer(self) -> Answer | None:
        """The festival under the cursor."""
        row = self.answers.current
        return row.answer if isinstance(row, AnswerRow) else None

    def _cursor_moved(self) -> None:
        if self.found is not None and self.asked is not None:
            self._show_items()
            self._show_frame()

    def _show_frame(self) -> None:
        asked, found, context = self.asked, self.found, self.context
        if found is None or asked is None or context is None:
            return
        answer, compact = self.answer, self.scene is not None and self.scene.compact

        def foot(whole: int) -> Sequence[Content]:
            width = max(20, whole)
            lines = reaching.foot_lines(found, answer, context, width, 2 if compact else 4)
            if not compact or answer is None or answer.in_time:
                return lines
            relief = reaching.answer_lines(
                answer, found, context, width, False, compact=False, most=1, relief=True
            )[2]
            return [*wrap(relief, width)[:1], *lines[-1:]]

        self.head.show(lambda width: reaching.head_lines(asked, found, context, max(20, width)))
        self.foot.show(foot)

    # ------------------------------------------------------------ the user

    def action_switch(self) -> None:
        """Switch the item under the cursor; among the festivals, the one that helps most."""
        if self.found is None:
            return
        if self.items.has_focus:
            row = self.items.current
            name = row.key if row is not None else ""
        else:
            name = self._helpful()
        if not name:
            return
        out = name in self.off
        self.off = tuple(n for n in self.off if n != name) if out else (*self.off, name)
        self._answer()
        self.post_message(self.Asked("reach-off", " ".join(self.off)))

    def _helpful(self) -> str:
        """What helps the festival under the cursor most, else what was switched off last."""
        answer = self.answer
        if answer is not None and not answer.in_time and answer.relief is not None:
            return answer.relief.item
        return self.off[-1] if self.off else ""

    def on_keyed_list_chosen(self, message: KeyedList.Chosen) -> None:
        """Write the list for a festival; switch an item."""
        message.stop()
        if message.sender is self.items:
            self.action_switch()
        elif self.answer is not None:
            self.post_message(self.Asked("reach-write", message.row.key))

    def panes(self) -> Sequence[Widget]:
        """The festivals, then the items."""
        return (self.answers, self.items)

    def back(self) -> bool:
        """From the items to the festivals; then everything on again."""
        if not self.answers.has_focus:
            self.answers.focus()
            return True
        if self.off:
            self.off = ()
            self._answer()
            self.post_message(self.Asked("reach-off", ""))
            return True
        return False

    @property
    def card_target(self) -> CardTarget | None:
        """The festival under the cursor, as a card."""
        if self.answer is None or self.context is None or self.asked is None:
            return None
        library = self.context.library
        entry = library.find("festivals", self.answer.edition.festival)
        if entry is None:
            return None
        return CardTarget(entry, library.page(entry), market=self.asked.question.market)
