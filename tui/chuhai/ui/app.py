"""The app: owns the state, is the only caller of the store, routes what is asked."""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.filter import ANSIToTruecolor, LineFilter
from textual.timer import Timer

from chuhai.files import PROFILE, data_dir
from chuhai.i18n import Lang
from chuhai.library.filter import Filter, FilterError
from chuhai.library.index import Library
from chuhai.settings import Settings, write_settings
from chuhai.strings import t
from chuhai.ui.flows.framing import frame_state
from chuhai.ui.key_queue import KeyQueue
from chuhai.ui.later import Later
from chuhai.ui.render.context import Context
from chuhai.ui.render.scene import Scene
from chuhai.ui.render.subject import NO_SUBJECT
from chuhai.ui.screens.explore import Explore
from chuhai.ui.sections import OTHER_VIEWS, SECTIONS, views_of
from chuhai.ui.terminal import CONTROL_FILTER
from chuhai.ui.themes import DARK, LIGHT, fallbacks
from chuhai.ui.thrift import Shadow, thrifty
from chuhai.ui.widgets.frame import SectionChosen, SwitchPressed
from chuhai.ui.widgets.key_bar import KeyBar
from chuhai.ui.widgets.view import View

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.screen import Screen

    from chuhai.agenda import Agenda
    from chuhai.checklist.item import Book
    from chuhai.checklist.store import Store
    from chuhai.gates import Standing
    from chuhai.ui.flows.adding import Adding
    from chuhai.ui.flows.briefing import Briefing
    from chuhai.ui.flows.choosing import Choosing
    from chuhai.ui.flows.company import Company
    from chuhai.ui.flows.comparing import Comparing
    from chuhai.ui.flows.exchanging import Exchanging
    from chuhai.ui.flows.marking import Marking
    from chuhai.ui.flows.planning import Planning
    from chuhai.ui.flows.tabling import Tabling
    from chuhai.ui.flows.travel import Travel
    from chuhai.ui.widgets.card_view import CardView

SAVE_AFTER = 0.4
LOOK_EVERY = 2.0


@dataclass(frozen=True)
class World:
    """What the app is given: the library, a way to the store, the settings, the date."""

    library: Library
    make_store: Callable[[], Store]
    settings: Settings
    settings_path: Path
    today: dt.date
    lang: Lang
    notices: tuple[str, ...] = ()
    profile_path: Path = field(default_factory=lambda: data_dir() / PROFILE)
    is_current: Callable[[], bool] | None = None
    """Looks whether the content has changed since it was indexed; takes a while."""

    @cached_property
    def store(self) -> Store:
        """The checklist's only writer; made when it is first asked for."""
        return self.make_store()


class ChuhaiApp(KeyQueue, inherit_bindings=False):
    """The explorer."""

    CSS_PATH: ClassVar = "styles/app.tcss"
    dressed = False
    LATER_CSS: ClassVar = Path(__file__).with_name("styles") / "later.tcss"
    TITLE = "chuhai"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar = [Binding("ctrl+c,ctrl+q", "leave", show=False, priority=True)]

    planning: Later[Planning] = Later("planning:Planning")
    adding: Later[Adding] = Later("adding:Adding")
    choosing: Later[Choosing] = Later("choosing:Choosing")
    exchanging: Later[Exchanging] = Later("exchanging:Exchanging")
    marking: Later[Marking] = Later("marking:Marking")
    briefing: Later[Briefing] = Later("briefing:Briefing")
    comparing: Later[Comparing] = Later("comparing:Comparing")
    company: Later[Company] = Later("company:Company")
    tabling: Later[Tabling] = Later("tabling:Tabling")
    travel: Later[Travel] = Later("travel:Travel")

    def __init__(self, world: World) -> None:
        super().__init__(ansi_color=bool(os.environ.get("NO_COLOR")) or None)
        self.world = world
        self.library = world.library
        known = world.settings.section in (*SECTIONS, *OTHER_VIEWS)
        self.settings = world.settings if known else replace(world.settings, section="home")
        self.lang = world.lang
        self.agendas: Mapping[str, Agenda] = {}
        self.filter = self._saved_filter()
        self._saving: Timer | None = None
        self._shadow = Shadow()
        self._begun = self._live = self._leaving = self.read = False
        self.compared = ""
        self._dress()

    def _dress(self) -> None:
        """Put on the saved theme before anything is drawn."""
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        known = self.settings.theme in self.available_themes
        self.set_reactive(ChuhaiApp.theme, self.settings.theme if known else DARK.name)
        dark = self.current_theme.dark
        self.set_class(dark, "-dark-mode", update=False)
        self.set_class(not dark, "-light-mode", update=False)
        self.dressed = True
        self.stylesheet.set_variables(self.get_css_variables())
        if self.view_of(self.section) != "cards":
            self.stylesheet.read(self.LATER_CSS)

    def _saved_filter(self) -> Filter:
        try:
            return self.library.parse(self.settings.filter)
        except FilterError:
            return Filter()

    @cached_property
    def book(self) -> Book:
        """The checklists; empty until they are read."""
        from chuhai.checklist.item import Book

        return Book()

    @cached_property
    def standing(self) -> Standing:
        """The platforms checked against the company; replaced when its profile is read."""
        from chuhai.gates import Standing
        from chuhai.profile import EMPTY

        return Standing(self.library, EMPTY, self.world.today)

    # ------------------------------------------------------------ the terminal

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Write to the terminal only what changes."""
        super()._display(screen, thrifty(renderable, self._shadow))

    def _forget_terminal(self, _: object = None) -> None:
        """Write everything again: another program or another size was on the screen."""
        self._shadow.clear()

    def on_app_focus(self) -> None:
        """What another program left on the screen is painted over when one comes back."""
        self._forget_terminal()
        self.refresh()

    # ------------------------------------------------------------ starting and leaving

    def get_default_screen(self) -> Explore:
        """The one screen."""
        return Explore(self.view_of(self.section), self._begin, id="explore")

    @property
    def explore(self) -> Explore:
        """The one screen."""
        screen = self.screen_stack[0]
        assert isinstance(screen, Explore)
        return screen

    def settled(self) -> bool:
        """Whether the view, or the choice that lies over it, can take a key."""
        if not self._live:
            return False
        top = self.screen
        if top is self.explore:
            return self.explore.settled
        from chuhai.ui.screens.pick import Typing

        return top.focused is not None if isinstance(top, Typing) else self.explore.settled

    def get_line_filters(self) -> list[LineFilter]:
        """Textual's filters where they have something to do, and ours behind them.

        Our own themes have no colours of the sixteen that a terminal names, so nothing is to be
        translated in them.
        """
        ours = self.current_theme.name in (DARK.name, LIGHT.name)
        filters = super().get_line_filters()
        kept = [f for f in filters if not (ours and isinstance(f, ANSIToTruecolor))]
        return [*kept, CONTROL_FILTER]

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme; worked out once the saved theme is known, not before."""
        return super().get_css_variables() if self.dressed else {}

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our colours for themes that do not have them."""
        return fallbacks(self.current_theme)

    def on_mount(self) -> None:
        """Take the user's keys; what the first screen does not show comes after it."""
        for signal_ in (self.app_suspend_signal, self.app_resume_signal):
            signal_.subscribe(self, self._forget_terminal, immediate=True)
        self._take_keys()
        self.call_after_refresh(self._settle)

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
        """Show the first screen: section, filter and cursor as they were left."""
        self._begun = True
        if self.world.profile_path.exists():
            self.load_book()
        self.present()

    def _settle(self) -> None:
        """Read the checklist, say what has to be said, look out for signals and other windows."""
        self.catch_signals()
        if not self.stylesheet.has_source(str(self.LATER_CSS)):
            self.stylesheet.read(self.LATER_CSS)
        if not self.read:
            self.load_book()
            judged = self.section in ("platforms", "markets")
            (self.present if judged else self.present_frame)()
        for notice in self.world.notices:
            self.say(notice, severity="warning")
        if not self.settings.welcomed:
            from chuhai.ui.screens.help import Card, welcome_lines

            self.settings = replace(self.settings, welcomed=True)
            self.save_soon()
            self.push_screen(Card(welcome_lines(self.lang)), self._after_card)
        self.set_interval(LOOK_EVERY, self._look)
        if self.world.is_current is not None:
            look = asyncio.get_running_loop().run_in_executor(None, self.world.is_current)
            look.add_done_callback(self._content_seen)
        self._live = True
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def _content_seen(self, look: asyncio.Future[bool]) -> None:
        if not look.cancelled() and not look.exception() and not look.result():
            self.say(self.words("toast.content"), severity="warning")

    def _after_card(self, what: str | None) -> None:
        if what:
            self.invoke(what, "")

    def catch_signals(self) -> None:
        """Leave the terminal clean when the process is told to stop."""
        if os.name == "nt":
            return
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
            self.standing if self.read else None,
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
        from chuhai.checklist.store import StoreError

        self.read = True
        self.company.load()
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
        from chuhai.agenda import agenda

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
        from chuhai.checklist.store import StoreError

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
        if not self.read and view != "cards":
            self.load_book()
        settings = self.settings
        scene = Scene(
            self.context,
            self.section,
            item or settings.cursors.get(self.section, ""),
            self.agendas,
            weights=settings.weights,
            compared=self.compared,
            compact=self.explore.compact,
            recent=settings.recent,
            grouping=settings.grouping,
            home=settings.home,
            subject=self.travel.subject if "travel" in vars(self) else NO_SUBJECT,
        )
        if self.read:
            scene = self._with_lists(scene, view)
        self.explore.present(scene, view)
        self.present_frame()

    def _with_lists(self, scene: Scene, view: str) -> Scene:
        """The scene with what is known once the checklist is read."""
        planning = self.planning
        return replace(
            scene,
            owner=self.book.current,
            week=planning.lists.working,
            past=self.world.store.history.past,
            asked=planning.reaching.asked() if view == "reach" else None,
        )

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
        from chuhai.ui.screens.help import Card, help_lines

        width = min(74, max(30, self.size.width - 10))
        folder = str(self.world.settings_path.parent)
        self.push_screen(
            Card(help_lines(self.lang, width, folder, self.explore.view.COMMANDS)), self._after_card
        )

    # ------------------------------------------------------------ messages

    def on_explore_invoked(self, message: Explore.Invoked) -> None:
        """A key asks for something."""
        self.invoke(message.what, message.argument)

    def on_resize(self) -> None:
        """The terminal lays its cells out anew."""
        self._forget_terminal()

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
