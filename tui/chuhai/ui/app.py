"""The app: owns the state, is the only caller of the store, routes what is asked."""

from __future__ import annotations

import datetime as dt
import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding
from textual.filter import LineFilter
from textual.timer import Timer

from chuhai.agenda import Agenda, agenda
from chuhai.checklist.item import Book
from chuhai.checklist.store import Store, StoreError
from chuhai.files import PROFILE, data_dir
from chuhai.gates import Standing
from chuhai.i18n import Lang
from chuhai.library.filter import Filter, FilterError
from chuhai.library.index import Library
from chuhai.profile import EMPTY
from chuhai.settings import Settings, write_settings
from chuhai.strings import t
from chuhai.ui.flows.adding import Adding
from chuhai.ui.flows.briefing import Briefing
from chuhai.ui.flows.choosing import Choosing
from chuhai.ui.flows.company import Company
from chuhai.ui.flows.comparing import Comparing
from chuhai.ui.flows.exchanging import Exchanging
from chuhai.ui.flows.framing import frame_state
from chuhai.ui.flows.marking import Marking
from chuhai.ui.flows.planning import Planning
from chuhai.ui.flows.tabling import Tabling
from chuhai.ui.flows.travel import Travel
from chuhai.ui.key_queue import KeyQueue
from chuhai.ui.render.context import Context
from chuhai.ui.render.scene import Scene
from chuhai.ui.screens.explore import Explore
from chuhai.ui.screens.help import Card, help_lines, welcome_lines
from chuhai.ui.screens.pick import Typing
from chuhai.ui.sections import OTHER_VIEWS, SECTIONS, views_of
from chuhai.ui.terminal import ControlFilter
from chuhai.ui.themes import DARK, LIGHT, fallbacks
from chuhai.ui.widgets.card_view import CardView
from chuhai.ui.widgets.frame import SectionChosen, SwitchPressed
from chuhai.ui.widgets.key_bar import KeyBar
from chuhai.ui.widgets.view import View

SAVE_AFTER = 0.4
LOOK_EVERY = 2.0


@dataclass(frozen=True, slots=True)
class World:
    """What the app is given: the library, the store, the settings, the date."""

    library: Library
    store: Store
    settings: Settings
    settings_path: Path
    today: dt.date
    lang: Lang
    notices: tuple[str, ...] = ()
    profile_path: Path = field(default_factory=lambda: data_dir() / PROFILE)


class ChuhaiApp(KeyQueue, inherit_bindings=False):
    """The explorer."""

    CSS_PATH: ClassVar = "styles/app.tcss"
    TITLE = "chuhai"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar = [Binding("ctrl+c,ctrl+q", "leave", show=False, priority=True)]

    def __init__(self, world: World) -> None:
        super().__init__(ansi_color=bool(os.environ.get("NO_COLOR")) or None)
        self.world = world
        self.library = world.library
        known = world.settings.section in (*SECTIONS, *OTHER_VIEWS)
        self.settings = world.settings if known else replace(world.settings, section="home")
        self.lang = world.lang
        self.book = Book()
        self.agendas: Mapping[str, Agenda] = {}
        self.filter = Filter()
        self._saving: Timer | None = None
        self._begun = self._leaving = False
        self.planning = Planning(self)
        self.adding = Adding(self)
        self.choosing = Choosing(self)
        self.exchanging = Exchanging(self)
        self.briefing = Briefing(self)
        self.marking = Marking(self)
        self.travel = Travel(self)
        self.standing = Standing(world.library, EMPTY, world.today)
        self.compared = ""
        self.comparing = Comparing(self)
        self.company = Company(self)
        self.tabling = Tabling(self)

    # ------------------------------------------------------------ starting and leaving

    def get_default_screen(self) -> Explore:
        """The one screen."""
        return Explore(self.view_of(self.section), id="explore")

    @property
    def explore(self) -> Explore:
        """The one screen."""
        screen = self.screen_stack[0]
        assert isinstance(screen, Explore)
        return screen

    def settled(self) -> bool:
        """Whether the view, or the choice that lies over it, can take a key."""
        if not self._begun:
            return False
        top = self.screen
        return top.focused is not None if isinstance(top, Typing) else self.explore.settled

    def get_line_filters(self) -> list[LineFilter]:
        """Textual's filters, and ours behind them."""
        return [*super().get_line_filters(), ControlFilter()]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our colours for themes that do not have them."""
        return fallbacks(self.current_theme)

    def on_mount(self) -> None:
        """Restore section, filter and cursor; show the card of the first start."""
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        known = self.settings.theme in self.available_themes
        self.theme = self.settings.theme if known else DARK.name
        try:
            self.filter = self.library.parse(self.settings.filter)
        except FilterError:
            self.filter = Filter()
        self.catch_signals()
        self._take_keys()
        self.set_interval(LOOK_EVERY, self._look)
        self.call_after_refresh(self._begin)

    def _take_keys(self) -> None:
        path = self.world.settings_path.with_name("keys.toml")
        if not path.exists():
            return
        from chuhai.ui.keymap import read_keys

        keys, complaints = read_keys(path)
        self.set_keymap(keys)
        for complaint in complaints:
            words = self.words("toast.keys", line=complaint.line, why=complaint.why)
            self.call_after_refresh(self.say, words, severity="warning")

    def _begin(self) -> None:
        self._begun = True
        self.load_book()
        self.company.load()
        self.present()
        for notice in self.world.notices:
            self.say(notice, severity="warning")
        if not self.settings.welcomed:
            self.settings = replace(self.settings, welcomed=True)
            self.save_soon()
            self.push_screen(Card(welcome_lines(self.lang)), self._after_card)

    def _after_card(self, what: str | None) -> None:
        if what:
            self.invoke(what, "")

    def catch_signals(self) -> None:
        """Leave the terminal clean when the process is told to stop."""
        if os.name == "nt":
            return
        import asyncio

        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(
                number,
                lambda n=number: self.exit(return_code=128 + n),  # type: ignore[misc]
            )

    def action_leave(self) -> None:
        """Leave; everything is saved, and what is typed after it is not for us."""
        self._leaving = True
        self.save_now()
        self.exit()

    def save_soon(self) -> None:
        """Write the settings in a moment, together with what else changes until then."""
        if self._saving is None:
            self._saving = self.set_timer(SAVE_AFTER, self.save_now)

    def save_now(self) -> None:
        """Write the settings."""
        self._saving = None
        write_settings(self.world.settings_path, self.settings)

    # ------------------------------------------------------------ state

    @property
    def section(self) -> str:
        """The section in force."""
        return self.settings.section

    @property
    def context(self) -> Context:
        """What drawings need to know."""
        settings, today = self.settings, self.world.today
        return Context(
            self.library,
            self.lang,
            today,
            self.filter,
            settings.starred,
            settings.marks,
            self.standing,
            settings.paired,
        )

    def words(self, key: str, **values: object) -> str:
        """Words of the interface."""
        return t(key, self.lang, **values)

    def say(self, message: str, *, title: str = "", severity: str = "information") -> None:
        """A toast of plain text."""
        self.notify(message, title=title, severity=severity, timeout=4, markup=False)  # type: ignore[arg-type]

    def load_book(self) -> None:
        """Read the checklist; what cannot be read is said and left as it is."""
        try:
            history = self.world.store.load()
        except StoreError as error:
            self.say(str(error), severity="error")
            return
        if history.damage:
            self.say(self.words("toast.damage", n=len(history.damage)), severity="warning")
        self.take_book(history.book)

    def take_book(self, book: Book) -> None:
        """Show another state of the checklist."""
        self.book = book
        week = self.planning.lists.working
        known = self.agendas
        self.agendas = {
            name: known[name]
            if name in known and known[name].checklist is checklist and known[name].week == week
            else agenda(checklist, self.library, self.world.today, week)
            for name, checklist in book.lists.items()
        }

    def _look(self) -> None:
        """See whether another window changed the checklist or the company's profile."""
        if self.company.look():
            self.present()
        try:
            changed = self.world.store.refresh()
        except StoreError:
            return
        if changed:
            self.take_book(self.world.store.history.book)
            self.say(self.words("toast.changed"))
            self.present()

    # ------------------------------------------------------------ showing

    def present(self, item: str = "") -> None:
        """Show the state; `item` puts the cursor on an item of the checklist."""
        view = self.view_of(self.section)
        settings, reaching = self.settings, self.planning.reaching
        scene = Scene(
            self.context,
            self.section,
            item or settings.cursors.get(self.section, ""),
            self.agendas,
            owner=self.book.current,
            subject=self.travel.subject,
            weights=settings.weights,
            compared=self.compared,
            week=self.planning.lists.working,
            compact=self.explore.compact,
            recent=settings.recent,
            grouping=settings.grouping,
            past=self.world.store.history.past,
            home=settings.home,
            asked=reaching.asked() if view == "reach" else None,
        )
        self.explore.present(scene, view)
        self.present_frame()

    def view_of(self, section: str) -> str:
        """The view in which a section is shown."""
        views = views_of(section)
        chosen = self.settings.views.get(section, "")
        return chosen if chosen in views else views[0]

    def present_frame(self) -> None:
        """Show the top line, the sidebar and the key bar."""
        self.explore.present_frame(frame_state(self), self.context)

    # ------------------------------------------------------------ what is asked

    def go(self, section: str, card: str = "") -> None:
        """To a section, and to a card in it."""
        self.travel.go(section, card)

    def set_filter(self, wanted: Filter) -> None:
        """Filter by something else."""
        self.filter = wanted
        self.settings = replace(self.settings, filter=str(wanted))
        self.save_soon()
        self.present()

    def invoke(self, what: str, argument: str) -> None:
        """Do what a key, a click or the palette asks for."""
        if self._leaving:
            return
        deeds: Mapping[str, Callable[[], object]] = {
            "section": lambda: self.go(argument),
            "history": lambda: self.travel.walk(int(argument)),
            "clear": lambda: self.set_filter(Filter()) if self.filter else None,
            "lang": self._switch_lang,
            "pair": self._switch_pair,
            "theme": self._switch_theme,
            "quit": self.action_leave,
            "help": self._help,
            "search": self._search,
            "view": lambda: self._switch_view(argument),
            "undo": self.planning.undo,
            "redo": self.planning.redo,
            "show": lambda: self.show_view(*argument.split(" ", 2)),
            "add": self.adding.add,
            "export": self.tabling.export,
            "import": self.exchanging.bring,
            "brief": self.briefing.ask,
            "copy": self.choosing.copy,
            "copy-filter": self.choosing.copy_filter,
            "source": self.choosing.source,
            "facets": self.choosing.facets,
            "palette": self.choosing.palette,
            "open-card": lambda: self.travel.open_card(*argument.split("/")),
            "opened": lambda: self._remember(self.settings.opened(argument)),
            "star": self._star,
            "score-up": lambda: self.marking.score(argument, 1),
            "score-down": lambda: self.marking.score(argument, -1),
            "mark-note": lambda: self.marking.note(argument),
            "mark-out": lambda: self.marking.out(argument),
            "evidence": lambda: self.travel.evidence(argument),
            "evidence-market": lambda: self.travel.choose_market(argument),
            "ask-market": lambda: self.travel.ask_market(argument),
            "linked": lambda: self.travel.linked(*argument.split("/")),
            "drill": lambda: self.travel.drill(*argument.split(" ", 1)),
            "evidence-back": self.travel.leave_evidence,
            "compare": self.comparing.compare,
            "compare-all": self.comparing.all_rows,
            "compare-markets": self.comparing.choose,
            "mark-card": self.comparing.mark,
            "weight-up": lambda: self.comparing.weigh(argument, 1),
            "weight-down": lambda: self.comparing.weigh(argument, -1),
            "company": self.company.open,
        }
        deed = deeds.get(what)
        if deed is not None:
            deed()
        else:
            self.planning.invoke(what, argument)

    def _remember(self, settings: Settings) -> None:
        self.settings = settings
        self.save_soon()

    def _star(self) -> None:
        target = self.explore.view.card_target
        if target is None:
            self.say(self.words("toast.nothing-to-star"))
            return
        card = f"{target.entry.kind}/{target.entry.id}"
        self._remember(self.settings.starring(card))
        self.present()
        key = "toast.starred" if card in self.settings.starred else "toast.unstarred"
        self.say(self.words(key, name=self.context.pick(target.entry.name)))

    def _search(self) -> None:
        if self.section == "home":
            self.choosing.palette()
            return
        if self.section == "checklist":
            self.planning.lists.search()
            return
        if self.explore.focus_search():
            return
        section = self.section if "cards" in views_of(self.section) else "trends"
        self.settings = replace(self.settings, views={**self.settings.views, section: "cards"})
        self.go(section)
        self.explore.focus_search()

    def _switch_view(self, wanted: str) -> None:
        views = views_of(self.section)
        after = views[(views.index(self.view_of(self.section)) + 1) % len(views)]
        chosen = {**self.settings.views, self.section: wanted or after}
        self.settings = replace(self.settings, views=chosen)
        self.save_soon()
        self.present()

    def show_view(self, section: str, view: str, card: str = "") -> None:
        """To a view of a section, and to something in it."""
        self.travel.go(section, card, view)

    def change_settings(self, settings: Settings) -> None:
        """Take other settings, and compute all dates by them."""
        self.settings = settings
        self.save_soon()
        self.take_book(self.book)
        self.present()

    def _switch_lang(self) -> None:
        self.lang = self.lang.other
        self.settings = replace(self.settings, lang=self.lang)
        self.save_soon()
        self.present()

    def _switch_pair(self) -> None:
        self.settings = replace(self.settings, paired=not self.settings.paired)
        self.save_soon()
        self.present()

    def _switch_theme(self) -> None:
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name
        self.settings = replace(self.settings, theme=self.theme)
        self.save_soon()
        self.present_frame()

    def _help(self) -> None:
        width = min(74, max(30, self.size.width - 10))
        folder = str(self.world.settings_path.parent)
        self.push_screen(
            Card(help_lines(self.lang, width, folder, self.explore.view.COMMANDS)), self._after_card
        )

    # ------------------------------------------------------------ messages

    def on_explore_invoked(self, message: Explore.Invoked) -> None:
        """A key asks for something."""
        self.invoke(message.what, message.argument)

    def on_explore_resized(self) -> None:
        """Rows may take another number of lines now."""
        if self._begun:
            self.present()

    def on_card_view_filtered(self, message: CardView.Filtered) -> None:
        """Words were typed or a chip was toggled."""
        typed = message.wanted.words != self.filter.words
        self.filter = message.wanted
        self.settings = replace(self.settings, filter=str(message.wanted))
        self.save_soon()
        if typed:
            self.present_frame()
        else:
            self.present()

    def on_view_moved(self, message: View.Moved) -> None:
        """The cursor rests on another card."""
        cursors = {**self.settings.cursors, message.section: message.card}
        self._remember(replace(self.settings, cursors=cursors))
        self.explore.present_keys()

    def on_view_followed(self, message: View.Followed) -> None:
        """A reference was opened."""
        self.go(message.kind, message.card)

    def on_view_asked(self, message: View.Asked) -> None:
        """A view wants something done."""
        self.invoke(message.what, message.argument)

    def on_section_chosen(self, message: SectionChosen) -> None:
        """A section was clicked."""
        self.go(message.section)

    def on_switch_pressed(self, message: SwitchPressed) -> None:
        """Language or theme was clicked."""
        what, _, argument = message.switch.partition(" ")
        self.invoke(what, argument)

    def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        """A hint was clicked."""
        self.simulate_key(message.key)
