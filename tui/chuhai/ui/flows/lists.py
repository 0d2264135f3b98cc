"""What is done to lists: new ones, the anchor, names, copies, presets, closures, days off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from chuhai.agenda import Agenda, anchor_date, anchor_name, anchor_there
from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Book, Item
from chuhai.checklist.operation import apply
from chuhai.closures import before_closures, clashes
from chuhai.files import data_dir
from chuhai.plan import Week
from chuhai.presets import FOLDER, Start, save_preset, starts
from chuhai.settings import WEEKDAYS
from chuhai.ui.screens.pick import Option, Pick, Prompt, narrowing

if TYPE_CHECKING:
    from chuhai.ui.app import ChuhaiApp

MENU = (
    ("anchor", "A"), ("rename", "T"), ("markets", ""), ("use", ""), ("duplicate", "K"),
    ("save-preset", "S"), ("closures", "C"), ("reach", "R"), ("remove-list", "D"),
)  # fmt: skip
"""What can be done with a list, and the key that does it at once."""


class Lists:
    """Deeds on the list under the cursor."""

    def __init__(self, app: ChuhaiApp) -> None:
        self.app = app
        self._starts: list[Start] | None = None
        self.deeds: dict[str, Callable[[str], None]] = {
            "new-list": lambda _: self.new_list(),
            "lists": lambda _: self.menu(),
            "anchor": lambda _: self._on_list(self.anchor),
            "rename": lambda _: self._on_list(self.rename),
            "markets": lambda _: self._on_list(self.markets),
            "use": lambda _: self._on_list(self.use),
            "duplicate": lambda _: self._on_list(self.duplicate),
            "save-preset": lambda _: self._on_list(self.save_preset),
            "closures": lambda _: self._on_list(self.closures),
            "remove-list": lambda _: self._on_list(self.remove),
            "week": lambda _: self.week(),
            "group": lambda _: self.group(),
        }

    def _on_list(self, deed: Callable[[Agenda], None]) -> None:
        target = self.app.explore.view.task_target
        if target is not None:
            deed(target.agenda)

    def _title(self, one: Agenda) -> str:
        return one.title.in_lang(self.app.lang)

    # ------------------------------------------------------------ presets

    def starts(self) -> list[Start]:
        """All presets, read once until one is saved; faulty files of the user are said."""
        if self._starts is None:
            self._starts, problems = starts(self.app.library, data_dir() / FOLDER)
            if problems:
                self.app.say(str(problems[0]), severity="warning")
        return self._starts

    def start(self, name: str) -> Start | None:
        """The preset with an id."""
        return next((start for start in self.starts() if start.id == name), None)

    def start_options(self) -> list[Option]:
        """The presets to choose from, the private ones marked."""
        app = self.app
        options = []
        for start in self.starts():
            note = app.words("pick.items", n=start.size)
            if start.private:
                note = f"{app.words('preset.private')} · {note}"
            also = f"{start.name.en} {start.name.zh} {start.id}"
            options.append(Option(start.id, start.name.in_lang(app.lang), note, also))
        return options

    def save_preset(self, one: Agenda) -> None:
        """Save the list as a private preset."""
        app = self.app
        if not one.checklist.items:
            app.say(app.words("preset.empty"))
            return

        def typed(name: str | None) -> None:
            if not name or not name.strip():
                return
            try:
                path = save_preset(one, name.strip(), data_dir() / FOLDER)
            except OSError as error:
                app.say(app.words("toast.saved-not", why=error), severity="error")
                return
            self._starts = None
            app.say(app.words("toast.preset-saved", name=name.strip(), path=path))

        app.push_screen(Prompt(app.words("prompt.preset"), self._title(one)), typed)

    # ------------------------------------------------------------ new lists

    def new_list(self) -> None:
        """A list for a market, from a preset or empty, planned backward from an anchor."""
        self.app.adding.ask_market(self.choose_start)

    def choose_start(self, market: str, anchor: Anchor | None = None) -> None:
        """The preset of a new list, then its anchor unless that is known."""
        app = self.app
        options = [Option("-", app.words("pick.nothing")), *self.start_options()]

        def chosen(key: str | None) -> None:
            if key is None:
                return
            start = self.start(key)
            items = start.make(market) if start else {}

            def write(target: Anchor) -> None:
                self.write(market, target, list(items.values()), key.strip("-"))

            if anchor is not None:
                write(anchor)
            else:
                app.adding.choose_anchor(market, write, Anchor(), items)

        title, hint = app.words("pick.preset"), app.words("pick.hint")
        app.push_screen(Pick(title, narrowing(options), hint=hint), chosen)

    def write(
        self,
        market: str,
        anchor: Anchor,
        items: Sequence[Item],
        preset: str = "",
        *,
        what: str = "new-list",
        go: bool = True,
    ) -> str:
        """Write a new list with its items in one step; its id, or nothing when it was refused."""
        app = self.app
        name = edits.new_id()

        def changes(book: Book) -> edits.Changes:
            begun = edits.new_list(
                book, "", (market,) if market else (), anchor, preset=preset,
                content_version=app.library.version, make_id=lambda: name,
            )  # fmt: skip
            return (*begun, *(edits.add_items(apply(book, begun), name, items) if items else ()))

        if not app.planning.save(what, changes):
            return ""
        if not go:
            return name
        app.show_view("checklist", "plan", f"list/{name}")
        one = app.agendas[name]
        if items and one.anchor:
            app.say(app.words("toast.written", n=len(one.checklist.items), list=self._title(one)))
        return name

    # ------------------------------------------------------------ one list

    def menu(self) -> None:
        """Everything that can be done with the list under the cursor."""
        app = self.app
        target = app.explore.view.task_target
        if target is None:
            self.new_list()
            return
        options = [Option(key, app.words(f"menu.{key}"), shown) for key, shown in MENU]

        def chosen(key: str | None) -> None:
            if key is not None:
                app.invoke(key, "")

        app.push_screen(Pick(self._title(target.agenda), narrowing(options)), chosen)

    def anchor(self, one: Agenda) -> None:
        """Plan the list backward from another festival or date; what is done stays."""
        app, owner = self.app, one.checklist

        def chosen(anchor: Anchor) -> None:
            saved = app.planning.save(
                "set-anchor",
                lambda book: edits.set_list_field(book, owner.id, "anchor", anchor),
            )
            if saved:
                self._said_moved(one, app.agendas[owner.id])

        market = next(iter(owner.markets), "")
        app.adding.choose_anchor(market, chosen, owner.anchor, owner.items)

    def _said_moved(self, before: Agenda, after: Agenda) -> None:
        app = self.app
        moved = [
            (day - was).days
            for item in after.checklist.items.values()
            if item.is_open and (day := after.slot(item).due) and (was := before.slot(item).due)
            if day != was
        ]
        name = anchor_name(after.checklist.anchor, app.library).in_lang(app.lang)
        if not moved:
            app.say(app.words("toast.anchor-set", name=name))
        elif min(moved) == max(moved):
            app.say(app.words("toast.anchor-moved", name=name, n=len(moved), days=f"{moved[0]:+d}"))
        else:
            app.say(app.words("toast.anchor-some", name=name, n=len(moved)))

    def rename(self, one: Agenda) -> None:
        """Another name; an empty one calls the list by its market and anchor."""
        app, owner = self.app, one.checklist

        def typed(name: str | None) -> None:
            if name is not None:
                app.planning.save(
                    "rename-list", lambda book: edits.set_list_field(book, owner.id, "name", name)
                )

        app.push_screen(Prompt(app.words("prompt.name"), owner.name), typed)

    def markets(self, one: Agenda, at: str = "") -> None:
        """The markets of the list, one after another; escape ends it."""
        app, owner = self.app, one.checklist
        options = []
        for code in app.library.markets:
            place = app.library.place_name(code)
            mark = "✓ " if code in owner.markets else "  "
            also = f"{code} {place.en} {place.zh}"
            options.append(Option(code, mark + place.in_lang(app.lang), code, also))

        def chosen(code: str | None) -> None:
            if code is None:
                return
            kept = tuple(c for c in owner.markets if c != code)
            after = kept if code in owner.markets else (*owner.markets, code)
            saved = app.planning.save(
                "set-markets", lambda book: edits.set_list_field(book, owner.id, "markets", after)
            )
            if saved:
                self.markets(app.agendas[owner.id], code)

        title = app.words("pick.markets", list=self._title(one))
        app.push_screen(Pick(title, narrowing(options), hint=app.words("pick.hint"), at=at), chosen)

    def use(self, one: Agenda) -> None:
        """New items go to this list."""
        name = one.checklist.id
        if self.app.planning.save("set-active", lambda book: edits.set_active(book, name)):
            self.app.say(self.app.words("toast.in-use", list=self._title(one)))

    def remove(self, one: Agenda) -> None:
        """The whole list; undo brings it back."""
        name, title = one.checklist.id, self._title(one)
        n = len(one.checklist.items)
        if self.app.planning.save("remove-list", lambda book: edits.remove_list(book, name)):
            self.app.say(self.app.words("toast.list-removed", list=title, n=n))

    def duplicate(self, one: Agenda) -> None:
        """The same list for another market, planned from the same festival there."""
        app, owner = self.app, one.checklist

        def chosen(market: str) -> None:
            there = anchor_there(owner.anchor, market, app.library)
            if there is not None and there:
                self._copy(one, market, there)
                return
            app.adding.choose_anchor(market, lambda a: self._copy(one, market, a), owner.anchor)

        app.adding.ask_market(chosen, app.words("pick.copy-to", list=self._title(one)))

    def _copy(self, one: Agenda, market: str, anchor: Anchor) -> None:
        app = self.app
        day = anchor_date(anchor, (market,), app.library)
        later = (day - one.anchor).days if day and one.anchor else 0
        known = set(app.book.lists)
        saved = app.planning.save(
            "duplicate",
            lambda book: edits.duplicate(
                book, one.checklist.id, market, anchor,
                later=later, content_version=app.library.version,
            ),
        )  # fmt: skip
        if not saved:
            return
        made = next(iter(set(app.book.lists) - known), "")
        app.show_view("checklist", "plan", f"list/{made}")
        copy = app.agendas[made]
        app.say(app.words("toast.copied-list", n=len(copy.checklist.items), list=self._title(copy)))
        from chuhai.ui.flows.passing import say_gates

        say_gates(app, copy)

    # ------------------------------------------------------------ the working calendar

    def closures(self, one: Agenda) -> None:
        """Everything that falls into a closure to its eve, with what comes first."""
        app, home = self.app, self.app.settings.home
        wanted = before_closures(one, app.library, home)
        found = clashes(one, app.library, home)
        unsure = sum(not hits[0].sure for hits in found.values())
        if not wanted:
            key = "toast.closures-check" if unsure else "toast.closures-none"
            app.say(app.words(key, n=unsure))
            return
        name = one.checklist.id
        if app.planning.save("closures", lambda book: edits.set_each(book, name, wanted)):
            after = app.agendas[name]
            items = after.checklist.items.values()
            moved = sum(after.slot(item).due != one.slot(item).due for item in items)
            key = "toast.closures-some" if unsure else "toast.closures"
            app.say(app.words(key, n=len(wanted), moved=moved, unsure=unsure))

    def week(self, at: str = "") -> None:
        """Which weekdays are no working days, and where home is."""
        app, off = self.app, self.app.settings.days_off
        home = app.library.place_name(app.settings.home).in_lang(app.lang)
        options = [
            Option(str(day), f"{'–' if day in off else '✓'} {app.words(f'weekday.{day}')}",
                   app.words("week.off" if day in off else "week.on"), name)
            for day, name in enumerate(WEEKDAYS)
        ]  # fmt: skip
        options.append(Option("home", app.words("week.home"), home))

        def chosen(key: str | None) -> None:
            if key == "home":
                app.adding.ask_market(self._set_home, app.words("pick.home"), every_place=True)
            elif key is not None:
                self._toggle_day(int(key))

        app.push_screen(Pick(app.words("pick.week"), narrowing(options), at=at), chosen)

    def _toggle_day(self, day: int) -> None:
        app = self.app
        off = tuple(sorted(set(app.settings.days_off) ^ {day}))
        if len(off) == 7:
            app.say(app.words("refused.all-days"), severity="warning")
        else:
            app.change_settings(replace(app.settings, days_off=off))
        self.week(str(day))

    def _set_home(self, code: str) -> None:
        self.app.change_settings(replace(self.app.settings, home=code))
        self.week("home")

    @property
    def working(self) -> Week:
        """The week that the settings say."""
        return Week(frozenset(self.app.settings.days_off))

    def search(self) -> None:
        """Only the items with some words, by the filter of the program."""
        app = self.app

        def typed(words: str | None) -> None:
            if words is not None:
                app.set_filter(app.filter.with_words(words.strip()))

        app.push_screen(Prompt(app.words("prompt.search-items"), app.filter.words), typed)

    def group(self) -> None:
        """The next way to group the plan."""
        from chuhai.grouping import GROUPINGS

        app = self.app
        here = app.settings.grouping if app.settings.grouping in GROUPINGS else GROUPINGS[0]
        after = GROUPINGS[(GROUPINGS.index(here) + 1) % len(GROUPINGS)]
        app.settings = replace(app.settings, grouping=after)
        app.keeper.soon()
        app.present()
