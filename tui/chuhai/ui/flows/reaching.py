"""Are we still in time: what the reach screen asks about, and the list that it writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from chuhai.agenda import list_title
from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Book, Status
from chuhai.checklist.operation import apply
from chuhai.reach import Asked, Question, kept_items
from chuhai.ui.screens.pick import Option, Pick, narrowing

if TYPE_CHECKING:
    from chuhai.ui.app import ChuhaiApp


class Reaching:
    """Chooses market and plan; writes the list for the edition under the cursor."""

    def __init__(self, app: ChuhaiApp) -> None:
        self.app = app
        self.deeds: dict[str, Callable[[str], None]] = {
            "reach": lambda _: self.open(),
            "reach-plan": lambda _: self.choose_plan(),
            "reach-market": lambda _: self.choose_market(),
            "reach-small": lambda _: self._small(),
            "reach-all": lambda _: self._ask(replace(self.question, off=())),
            "reach-off": self.switch,
            "reach-write": self.write,
        }

    @property
    def question(self) -> Question:
        """What is asked, made good where a list or preset is no longer there."""
        app = self.app
        asked = Question.parse(app.settings.reach)
        if asked.source == "list" and asked.name in app.book.lists:
            return asked
        if asked.source == "preset" and asked.name and app.planning.lists.start(asked.name):
            return asked if asked.market else replace(asked, market=self._market())
        current = app.book.current
        if current is not None and any(item.is_open for item in current.items.values()):
            market = next(iter(current.markets), "") or self._market()
            return Question(market, "list", current.id)
        first = next(iter(app.planning.lists.starts()), None)
        return Question(self._market(), "preset", first.id if first else "")

    def _market(self) -> str:
        app = self.app
        scope = app.context.scope()
        current = app.book.current
        own = next(iter(current.markets), "") if current else ""
        return own if own and not app.filter else next(iter(scope), own)

    def asked(self) -> Asked:
        """The question with its items."""
        app, question = self.app, self.question
        owner = app.book.lists.get(question.name) if question.source == "list" else None
        if owner is not None:
            items = {
                name: item for name, item in owner.items.items() if item.status != Status.DROPPED
            }
            return Asked(question, list_title(owner, app.library), items)
        start = app.planning.lists.start(question.name)
        if start is None:
            from chuhai.i18n import Words

            return Asked(question, Words(""), {})
        return Asked(question, start.name, start.make(question.market), start.private)

    def _ask(self, question: Question) -> None:
        app = self.app
        app.settings = replace(app.settings, reach=str(question))
        app.keeper.soon()
        app.show_view("checklist", "reach")

    def _small(self) -> None:
        self._ask(replace(self.question, small=not self.question.small))

    def open(self) -> None:
        """The screen, asking about the preset or list under the cursor when there is one."""
        view = self.app.explore.view
        card, task = view.card_target, view.task_target
        question = self.question
        if card is not None and card.entry.kind == "presets":
            question = Question(question.market or self._market(), "preset", card.entry.id)
        elif card is not None and card.entry.kind == "markets" and question.source == "preset":
            question = replace(question, market=card.entry.id)
        elif task is not None and view.id in ("plan", "agenda"):
            owner = task.agenda.checklist
            if (question.source, question.name) != ("list", owner.id):
                market = next(iter(owner.markets), "") or self._market()
                question = Question(market, "list", owner.id)
        self._ask(question)

    def choose_plan(self) -> None:
        """Another preset or list."""
        app, question = self.app, self.question
        lists = [
            Option(f"list {name}", one.title.in_lang(app.lang), app.words("pick.your-list"))
            for name, one in app.agendas.items()
        ]
        starts = [
            replace(option, key=f"preset {option.key}")
            for option in app.planning.lists.start_options()
        ]

        def chosen(key: str | None) -> None:
            if key is None:
                return
            source, _, name = key.partition(" ")
            market = question.market
            if source == "list":
                market = next(iter(app.book.lists[name].markets), market)
            self._ask(Question(market, source, name, small=question.small))

        at = f"{question.source} {question.name}"
        title, hint = app.words("pick.reach-plan"), app.words("pick.hint")
        app.push_screen(Pick(title, narrowing([*lists, *starts]), hint=hint, at=at), chosen)

    def choose_market(self) -> None:
        """Another market; a list keeps its items and is asked about there."""
        question = self.question
        self.app.adding.ask_market(
            lambda market: self._ask(replace(question, market=market)), at=question.market
        )

    def switch(self, names: str) -> None:
        """Leave these items out and no others; the view has answered already."""
        app = self.app
        app.settings = replace(
            app.settings, reach=str(replace(self.question, off=tuple(names.split())))
        )
        app.keeper.soon()

    def write(self, edition: str) -> None:
        """The list for an edition: a new one from a preset, or the list moved to it."""
        app, asked = self.app, self.asked()
        festival, _, year = edition.partition(" ")
        anchor = Anchor(festival, int(year))
        question = asked.question
        off = [name for name in question.off if name in asked.items]
        if question.source == "list":
            self._move(question.name, anchor, off)
            return
        items = kept_items(asked.items, off)
        if not items:
            app.say(app.words("reach.nothing-left"), severity="warning")
            return
        app.planning.lists.write(question.market, anchor, items, question.name, what="reach")

    def _move(self, name: str, anchor: Anchor, off: list[str]) -> None:
        app = self.app
        why = app.words("reach.why-dropped")

        def changes(book: Book) -> edits.Changes:
            moved = edits.set_list_field(book, name, "anchor", anchor)
            after = apply(book, moved)
            dropped = {
                item: {"status": Status.DROPPED, "dropped_why": why, "done_on": None}
                for item in off
                if name in after.lists and item in after.lists[name].items
            }
            return (*moved, *(edits.set_each(after, name, dropped) if dropped else ()))

        before = app.agendas[name]
        if not app.planning.save("reach", changes):
            return
        app.settings = replace(app.settings, reach=str(replace(self.question, off=())))
        app.show_view("checklist", "plan", f"list/{name}")
        one = app.agendas[name]
        if one is not before:
            title = one.title.in_lang(app.lang)
            date = one.anchor.isoformat() if one.anchor else ""
            app.say(app.words("toast.list-moved", list=title, date=date, n=len(off)))
