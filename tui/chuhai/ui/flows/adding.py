"""Putting cards on the checklist: which list, which market, planned backward from what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chuhai.agenda import coming_editions, items_of
from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Book, Checklist, Item
from chuhai.checklist.operation import Change
from chuhai.checklist.store import StoreError
from chuhai.checklist.typed import Unreadable, parse_day
from chuhai.library.page import Judgement, Work
from chuhai.library.records import Entry, StepRecord
from chuhai.reach import reach
from chuhai.strings import Refusal
from chuhai.ui.screens.pick import Option, Pick, Prompt, narrowing

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
        """Add what is under the cursor: a step, a whole card, a festival, something on a day."""
        app = self.app
        target = app.explore.view.card_target
        if (day := app.explore.view.day_target) is not None:
            self.add_on_day(day, app.explore.view.day_editions)
            return
        if target is None and app.section == "checklist":
            app.planning.items.new_item()
            return
        if target is None or target.entry.kind not in ADDABLE:
            app.say(app.words("toast.nothing-to-add"))
            return
        entry, block = target.entry, target.block
        steps = app.library.steps(entry)
        scope = app.filter.choice("market").wanted
        market = target.market or (next(iter(scope)) if len(scope) == 1 else "")
        if isinstance(block, Work):
            steps = tuple(s._replace(needs=()) for s in steps if s.id == block.id)
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

    def choose_market(self, addition: Addition) -> None:
        """The market and the anchor of a new list for what is added."""
        app = self.app

        def planned(market: str, anchor: Anchor) -> None:
            entry = addition.entry
            place = app.library.place_name(market)
            items = items_of(entry, addition.steps, market, place)
            preset = entry.id if entry.kind == "presets" else ""
            write = app.planning.lists.write
            name = write(market, anchor, items, preset, what="add-items", go=False)
            if name:
                self._said_added(app.book.lists[name], len(items), 0)

        def chosen(market: str) -> None:
            self.choose_anchor(market, lambda anchor: planned(market, anchor), addition.anchor)

        stances = addition.entry.stances
        self.ask_market(chosen, at=addition.market, stances=stances)

    def ask_market(
        self,
        then: Callable[[str], None],
        title: str = "",
        *,
        at: str = "",
        stances: Mapping[str, str] | None = None,
        every_place: bool = False,
    ) -> None:
        """Ask for a market; with `every_place`, for a country that need not be one."""
        app = self.app
        places = app.library.places
        countries = [code for code in places if len(code) == 2]
        options = []
        for code in countries if every_place else app.library.markets:
            place = app.library.place_name(code)
            level = (stances or {}).get(code, "")
            note = app.context.name("stance", level) if level else ""
            also = f"{code} {place.en} {place.zh}"
            options.append(Option(code, place.in_lang(app.lang), note or code, also))
        scope = app.context.scope()
        at = at or (app.settings.home if every_place else scope[0] if scope else "")
        title, hint = title or app.words("pick.market"), app.words("pick.hint")
        pick = Pick(title, narrowing(options), hint=hint, at=at)
        app.push_screen(pick, lambda market: then(market) if market is not None else None)

    def choose_anchor(
        self,
        market: str,
        then: Callable[[Anchor], None],
        wanted: Anchor,
        items: Mapping[str, Item] | None = None,
    ) -> None:
        """Ask for a festival or a date; with `items`, each festival says whether it is in time."""
        app = self.app
        verdicts = self._verdicts(market, items) if items else {}
        options = []
        for edition in coming_editions(app.library, market, app.world.today):
            entry = app.library.find("festivals", edition.festival)
            if entry is None or entry.tag != "demand":
                continue
            key = f"{edition.festival} {edition.year}"
            name = f"{edition.start.isoformat()}  {entry.name.in_lang(app.lang)}"
            sure = app.context.name("certainty", edition.certainty)
            note = f"{verdicts.get(key) or app.context.days_until(edition.start)} · {sure}"
            also = f"{entry.name.en} {entry.name.zh} {entry.id}"
            options.append(Option(key, name, note, also))
        narrow = narrowing(options)

        def offer(typed: str) -> Sequence[Option]:
            try:
                day = parse_day(typed, app.world.today)
            except Unreadable:
                return narrow(typed)
            plain = Option(day.isoformat(), app.words("date.plain", date=day.isoformat()))
            return [*(narrow(typed) if len(typed) < 8 else ()), plain]

        def chosen(key: str | None) -> None:
            if key is None:
                return
            name, _, year = key.partition(" ")
            then(Anchor(name, int(year)) if year else Anchor(date=dt.date.fromisoformat(key)))

        at = f"{wanted.festival} {wanted.year}" if wanted.festival else ""
        title, hint = app.words("pick.anchor"), app.words("pick.anchor-hint")
        app.push_screen(Pick(title, offer, hint=hint, empty=hint, at=at), chosen)

    def _verdicts(self, market: str, items: Mapping[str, Item]) -> dict[str, str]:
        app = self.app
        week = app.planning.lists.working
        found = reach(items, app.library, market, app.world.today, months=18, tiers=3, week=week)
        return {
            f"{answer.edition.festival} {answer.edition.year}": app.words(
                "reach.in-time" if answer.in_time else "reach.late", n=abs(answer.slack)
            )
            for answer in found.answers
        }

    # ------------------------------------------------------------ from a day

    def add_on_day(self, day: dt.date, editions: Sequence[tuple[Entry, int]]) -> None:
        """An item that is due on a day, or a list planned backward from it or its festivals."""
        app = self.app
        options = []
        for entry, year in editions:
            name = f"{entry.name.in_lang(app.lang)} {year}"
            words = app.words("day.new-list", name=name)
            options.append(Option(f"festival {entry.id} {year}", words))
        for owner in app.book.lists.values():
            words = app.words("day.new-item", list=self._title(owner.id))
            options.append(Option(f"item {owner.id}", words))
        words = app.words("day.new-list", name=day.isoformat())
        options.append(Option("date", words))

        def chosen(key: str | None) -> None:
            if key is None:
                return
            what, _, rest = key.partition(" ")
            if what == "item":
                title = app.words("prompt.item-on", list=self._title(rest))
                prompt = Prompt(f"{title}  {day.isoformat()}")
                line = app.planning.items.add_line
                app.push_screen(prompt, lambda typed: line(rest, _due(typed, day)))
                return
            anchor = Anchor(date=day)
            if what == "festival":
                name, _, year = rest.partition(" ")
                anchor = Anchor(name, int(year))
            self.ask_market(lambda market: app.planning.lists.choose_start(market, anchor))

        app.push_screen(Pick(day.isoformat(), narrowing(options)), chosen)

    # ------------------------------------------------------------ on a list that is there

    def _add_to(self, owner: Checklist, addition: Addition) -> None:
        app = self.app
        market = addition.market or next(iter(owner.markets), "")
        place = app.library.place_name(market)
        items = items_of(addition.entry, addition.steps, market, place)
        before = len(app.book.lists[owner.id].items)

        def changes(book: Book) -> tuple[Change, ...]:
            made = edits.add_items(book, owner.id, items, partly=True)
            return (*made, *edits.set_active(book, owner.id))

        try:
            history = app.world.store.update(lambda book: ("add-items", changes(book)))
        except edits.AlreadyThere as error:
            app.show_view("checklist", "plan", error.item)
            app.say(app.words("toast.there", list=self._title(owner.id)))
            return
        except Refusal as error:
            app.say(app.words("toast.refused", why=error.said(app.lang)), severity="warning")
            return
        except StoreError as error:
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


def _due(typed: str | None, day: dt.date) -> str | None:
    """A typed line with the day as its due date, unless it names one."""
    if not typed or not typed.strip():
        return None
    return typed if "due:" in typed else f"{typed} due:{day.isoformat()}"
