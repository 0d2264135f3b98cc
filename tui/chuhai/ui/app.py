"""The app: owns the state, is the only caller of the store, routes what is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from chuhai.library.filter import Filter, FilterError
from chuhai.settings import Settings
from chuhai.strings import t
from chuhai.ui.deeds import DEEDS
from chuhai.ui.flows.framing import frame_state
from chuhai.ui.keeper import Keeper
from chuhai.ui.later import Later
from chuhai.ui.painter import LATER_CSS, Painter
from chuhai.ui.render.context import Context
from chuhai.ui.render.scene import Scene
from chuhai.ui.render.subject import NO_SUBJECT
from chuhai.ui.screens.explore import VIEWS, Explore, view_class
from chuhai.ui.sections import OTHER_VIEWS, SECTIONS, views_of
from chuhai.ui.widgets.frame import SectionChosen, SwitchPressed
from chuhai.ui.widgets.key_bar import KeyBar
from chuhai.ui.widgets.view import View
from chuhai.ui.world import World

if TYPE_CHECKING:
    from chuhai.agenda import Agenda
    from chuhai.checklist.item import Book
    from chuhai.gates import Standing
    from chuhai.ui.flows.adding import Adding
    from chuhai.ui.flows.briefing import Briefing
    from chuhai.ui.flows.choosing import Choosing
    from chuhai.ui.flows.company import Company
    from chuhai.ui.flows.comparing import Comparing
    from chuhai.ui.flows.exchanging import Exchanging
    from chuhai.ui.flows.marking import Marking
    from chuhai.ui.flows.planning import Planning
    from chuhai.ui.flows.switching import Switching
    from chuhai.ui.flows.tabling import Tabling
    from chuhai.ui.flows.travel import Travel
    from chuhai.ui.widgets.card_view import CardView

LOOK_EVERY = 2.0


class ChuhaiApp(Painter, inherit_bindings=False):
    """The explorer."""

    settings: Settings
    filter: Filter

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
    switching: Later[Switching] = Later("switching:Switching")
    tabling: Later[Tabling] = Later("tabling:Tabling")
    travel: Later[Travel] = Later("travel:Travel")

    def __init__(self, world: World) -> None:
        super().__init__(world.settings.theme)
        self.world = world
        self.library = world.library
        known = world.settings.section in (*SECTIONS, *OTHER_VIEWS)
        self.settings = world.settings if known else replace(world.settings, section="home")
        self.lang = world.lang
        self.agendas: Mapping[str, Agenda] = {}
        self.filter = self._saved_filter()
        self.keeper = Keeper(self, world.settings_path, lambda: self.settings)
        self._begun = self._live = self._leaving = self.read = False
        self.compared = ""
        if self.view_of(self.section) != "cards":
            self.stylesheet.read(LATER_CSS)

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

    def resting(self) -> Collection[View]:
        """The views that are out of sight."""
        return self.explore.undress()

    def settled(self) -> bool:
        """Whether the view, or the choice that lies over it, can take a key."""
        if not self._live:
            return False
        top = self.screen
        if top is self.explore:
            return self.explore.settled
        from chuhai.ui.screens.pick import Typing

        return top.focused is not None if isinstance(top, Typing) else self.explore.settled

    def on_mount(self) -> None:
        """Take the user's keys; what the first screen does not show comes after it."""
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
        from chuhai.ui.leisure import Leisure

        self.catch_signals()
        if not self.stylesheet.has_source(str(LATER_CSS)):
            self.stylesheet.read(LATER_CSS)
            self.stylesheet.parse()
        if not self.read:
            self.load_book()
            judged = self.section in ("platforms", "markets")
            (self.present if judged else self.present_frame)()
        for notice in self.world.notices:
            self.say(notice, severity="warning")
        if not self.settings.welcomed:
            from chuhai.ui.screens.help import Card, welcome_lines

            self.settings = replace(self.settings, welcomed=True)
            self.keeper.soon()
            self.push_screen(Card(welcome_lines(self.lang)), self.invoke_chosen)
        self.set_interval(LOOK_EVERY, self._look)
        views = [partial(view_class, name) for name in VIEWS]
        flows = [partial(getattr, self, name) for name in ("travel", "switching")]
        Leisure(self, [*views, *flows], [self.library.read_festivals, self.read_rules]).begin()
        if self.world.is_current is not None:
            look = asyncio.get_running_loop().run_in_executor(None, self.world.is_current)
            look.add_done_callback(self._content_seen)
        self._live = True

    def _content_seen(self, look: asyncio.Future[bool]) -> None:
        if not look.cancelled() and not look.exception() and not look.result():
            self.say(self.words("toast.content"), severity="warning")

    def invoke_chosen(self, what: str | None) -> None:
        """Do what was chosen on a card of keys, if anything was."""
        if what:
            self.invoke(what, "")

    def action_leave(self) -> None:
        """Leave; everything is saved, and what is typed after it is not for us."""
        self._leaving = True
        self.keeper.now()
        self.exit()

    def on_unmount(self) -> None:
        """Wait for what is being written."""
        self.keeper.close()

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
        self.keeper.soon()
        self.present()

    def invoke(self, what: str, argument: str) -> None:
        """Do what a key, a click or the palette asks for."""
        if self._leaving:
            return
        deed = DEEDS.get(what)
        if deed is not None:
            deed(self, argument)
        else:
            self.planning.invoke(what, argument)

    def remember(self, settings: Settings) -> None:
        """Take other settings that change nothing on the screen."""
        self.settings = settings
        self.keeper.soon()

    def show_view(self, section: str, view: str, card: str = "") -> None:
        """To a view of a section, and to something in it."""
        self.travel.go(section, card, view)

    def change_settings(self, settings: Settings) -> None:
        """Take other settings, and compute all dates by them."""
        self.settings = settings
        self.keeper.soon()
        self.take_book(self.book)
        self.present()

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
        self.keeper.soon()
        if typed:
            self.present_frame()
        else:
            self.present()

    def on_view_moved(self, message: View.Moved) -> None:
        """The cursor rests on another card."""
        cursors = {**self.settings.cursors, message.section: message.card}
        self.settings = replace(self.settings, cursors=cursors)
        self.keeper.soon(at_rest=True)
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
