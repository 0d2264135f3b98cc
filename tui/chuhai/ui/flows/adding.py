"""Putting cards on the checklist: which list, which market, planned backward from what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chuhai.agenda import coming_editions, items_of
from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Checklist
from chuhai.checklist.operation import Change
from chuhai.checklist.store import StoreError
from chuhai.library.page import Judgement, Work
from chuhai.library.records import Entry, StepRecord
from chuhai.ui.screens.pick import Option, Pick, narrowing

if TYPE_CHECKING:
    from chuhai.ui.app import ChuhaiApp

ADDABLE = ("tactics", "guides", "festivals", "presets")
NO_ANCHOR = Anchor()


@dataclass(frozen=True, slots=True)
class Addition:
    """What is to be added: a card, all of its steps or some, and what is known of the target."""

    entry: Entry
    steps: Sequence[StepRecord]
    market: str = ""
    anchor: Anchor = NO_ANCHOR


class Adding:
    """The way from a card to a list; each step of it is a choice."""

    def __init__(self, app: ChuhaiApp) -> None:
        self.app = app

    def add(self) -> None:
        """Add what is under the cursor: a step, a whole card, a festival."""
        app = self.app
        target = app.explore.view.card_target
        if target is None and app.section == "checklist":
            app.planning.new_item()
            return
        if target is None or target.entry.kind not in ADDABLE:
            app.say(app.words("toast.nothing-to-add"))
            return
        entry, block = target.entry, target.block
        steps = app.library.steps(entry)
        scope = app.filter.choice("market").wanted
        market = target.market or (next(iter(scope)) if len(scope) == 1 else "")
        if isinstance(block, Work):
            steps = tuple(replace(s, needs=()) for s in steps if s.id == block.id)
        elif isinstance(block, Judgement):
            market = block.market
        anchor = Anchor()
        if entry.kind == "festivals":
            edition = app.library.next_edition(entry.id, app.world.today, market)
            anchor = Anchor(entry.id, edition.year) if edition else anchor
        self._choose_list(Addition(entry, steps, market, anchor))

    def _choose_list(self, addition: Addition) -> None:
        app = self.app
        if not app.book.lists:
            self.choose_market(addition)
            return
        fitting = [
            owner
            for owner in app.book.lists.values()
            if not addition.market or addition.market in owner.markets or not owner.markets
        ]
        others = [owner for owner in app.book.lists.values() if owner not in fitting]
        options = [
            Option(owner.id, self._title(owner.id), str(len(owner.items)))
            for owner in (*fitting, *others)
        ]
        options.append(Option("new", f"＋ {app.words('pick.new-list')}", style="$accent"))
        current = app.book.current
        at = current.id if current in fitting else (fitting[0].id if fitting else "new")

        def chosen(key: str | None) -> None:
            if key == "new":
                self.choose_market(addition)
            elif key is not None:
                self._add_to(app.book.lists[key], addition)

        app.push_screen(
            Pick(app.words("pick.list"), narrowing(options), hint=app.words("pick.hint"), at=at),
            chosen,
        )

    def choose_market(self, addition: Addition | None) -> None:
        app = self.app
        stances = addition.entry.stances if addition else {}
        options = []
        for code in app.library.markets:
            place = app.library.place_name(code)
            level = stances.get(code, "")
            note = app.context.name("stance", level) if level else ""
            also = f"{code} {place.en} {place.zh}"
            options.append(Option(code, place.in_lang(app.lang), note or code, also))
        at = addition.market if addition else ""
        if not at:
            scope = app.context.scope()
            at = scope[0] if scope else ""

        def chosen(market: str | None) -> None:
            if market is not None:
                made = replace(addition, market=market) if addition else None
                self.choose_anchor(market, lambda anchor: self._new_list(market, anchor, made),
                                    addition.anchor if addition else Anchor())  # fmt: skip

        pick = Pick(
            app.words("pick.market"), narrowing(options), hint=app.words("pick.hint"), at=at
        )
        app.push_screen(pick, chosen)

    def choose_anchor(self, market: str, then: Callable[[Anchor], None], wanted: Anchor) -> None:
        app = self.app
        options = []
        for edition in coming_editions(app.library, market, app.world.today):
            entry = app.library.find("festivals", edition.festival)
            if entry is None:
                continue
            name = f"{edition.start.isoformat()}  {entry.name.in_lang(app.lang)}"
            sure = app.context.name("certainty", edition.certainty)
            note = f"{app.context.days_until(edition.start)} · {sure}"
            also = f"{entry.name.en} {entry.name.zh} {entry.id}"
            options.append(Option(f"{edition.festival} {edition.year}", name, note, also))
        narrow = narrowing(options)

        def offer(typed: str) -> Sequence[Option]:
            try:
                day = dt.date.fromisoformat(typed.strip())
            except ValueError:
                return narrow(typed)
            return [Option(day.isoformat(), app.words("date.plain", date=day.isoformat()))]

        def chosen(key: str | None) -> None:
            if key is None:
                return
            name, _, year = key.partition(" ")
            then(Anchor(name, int(year)) if year else Anchor(date=dt.date.fromisoformat(key)))

        at = f"{wanted.festival} {wanted.year}" if wanted.festival else ""
        title, hint = app.words("pick.anchor"), app.words("pick.anchor-hint")
        app.push_screen(Pick(title, offer, hint=hint, empty=hint, at=at), chosen)

    def _new_list(self, market: str, anchor: Anchor, addition: Addition | None) -> None:
        app = self.app
        made: list[str] = []

        def changes() -> tuple[Change, ...]:
            made.append(edits.new_id())
            return edits.new_list(
                app.world.store.history.book,
                "",
                (market,),
                anchor,
                content_version=app.library.version,
                make_id=lambda: made[-1],
            )

        if not self.app.planning.save("new-list", changes):
            return
        if addition is not None:
            self._add_to(app.book.lists[made[-1]], addition)
        else:
            app.go("checklist")

    def _add_to(self, owner: Checklist, addition: Addition) -> None:
        app = self.app
        market = addition.market or next(iter(owner.markets), "")
        place = app.library.place_name(market)
        items = items_of(addition.entry, addition.steps, market, place)
        before = len(app.book.lists[owner.id].items)

        def changes() -> tuple[Change, ...]:
            book = app.world.store.history.book
            made = edits.add_items(book, owner.id, items, partly=True)
            return (*made, *edits.set_active(book, owner.id))

        try:
            history = app.world.store.update(lambda _: ("add-items", changes()))
        except edits.AlreadyThere as error:
            app.go("checklist")
            app.present(error.item)
            app.say(app.words("toast.there", list=self._title(owner.id)))
            return
        except (edits.EditError, StoreError) as error:
            app.say(app.words("toast.saved-not", why=error), severity="error")
            return
        app.take_book(history.book)
        app.present()
        self._said_added(owner, len(items), before)

    def _title(self, name: str) -> str:
        return self.app.agendas[name].title.in_lang(self.app.lang)

    def _said_added(self, owner: Checklist, wanted: int, before: int) -> None:
        app = self.app
        one = app.agendas[owner.id]
        added = len(one.checklist.items) - before
        if added < wanted:
            title = self._title(owner.id)
            words = app.words("toast.added-some", n=added, list=title, old=wanted - added)
        else:
            due = [one.slot(item).due for item in one.checklist.items.values() if item.is_open]
            first = min((day for day in due if day), default=None)
            date = first.isoformat() if first else app.words("item.no-date")
            words = app.words("toast.added", n=added, list=self._title(owner.id), date=date)
        app.say(words)
