"""The one screen of the program: frame, cards or checklist, key bar."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from chuhai.agenda import Agenda
from chuhai.ui import commands
from chuhai.ui.render.context import Context
from chuhai.ui.widgets.card_view import CardView, SearchBox
from chuhai.ui.widgets.checklist_view import ChecklistView
from chuhai.ui.widgets.frame import FrameState, Sidebar, Tabs, TopBar
from chuhai.ui.widgets.key_bar import Hint, KeyBar

SHORT = 32
TINY = (60, 16)


class Explore(Screen[None], inherit_bindings=False):
    """Lays the parts out for the size of the window, and moves the focus between them."""

    BINDINGS = commands.bindings((*commands.APP, *commands.SECTIONS))
    AUTO_FOCUS = ""

    class Invoked(Message):
        """A key asks for something that the app does."""

        def __init__(self, what: str, argument: str = "") -> None:
            super().__init__()
            self.what, self.argument = what, argument

    class Resized(Message):
        """The window has another size."""

    def compose(self) -> ComposeResult:
        """Frame around two views of which one is shown."""
        yield TopBar(id="top")
        yield Tabs(id="tabs")
        with Horizontal(id="body"):
            yield Sidebar(id="side")
            with Vertical(id="main"):
                yield CardView(id="cards")
                yield ChecklistView(id="checklist")
        yield Static(id="too-small", markup=False)
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Keep the parts at hand."""
        self._drawn_with: Context | None = None
        self.top = self.query_one(TopBar)
        self.tabs = self.query_one(Tabs)
        self.side = self.query_one(Sidebar)
        self.cards = self.query_one(CardView)
        self.checklist = self.query_one(ChecklistView)
        self.bar = self.query_one(KeyBar)
        self.checklist.display = False
        self.layout_for(self.size.width, self.size.height)

    def layout_for(self, width: int, height: int) -> None:
        """Put on the classes that fit the window."""
        tiny = width < TINY[0] or height < TINY[1]
        classes = {
            "-tiny": tiny,
            "-one-pane": width < 64,
            "-narrow": width < 90,
            "-wide": width >= 150,
            "-short": height < SHORT,
        }
        for name, on in classes.items():
            self.set_class(on, name)

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew."""
        self.layout_for(event.size.width, event.size.height)
        self.post_message(self.Resized())

    @property
    def compact(self) -> bool:
        """Whether rows take one line."""
        return self.has_class("-narrow") or self.has_class("-short")

    @property
    def on_checklist(self) -> bool:
        """Whether the checklist is shown."""
        return bool(self.checklist.display)

    # ------------------------------------------------------------ showing

    def present_cards(self, context: Context, section: str, card: str) -> None:
        """Show a section of cards."""
        moved = self.on_checklist
        self.checklist.display = False
        self.cards.display = True
        has_rail = section in ("trends", "tactics")
        self.cards.rail.set_class(has_rail, "-filled")
        self.cards.present(context, section, card, self.compact)
        if moved or self.focused is None:
            self.cards.rows.focus()

    def present_checklist(
        self, context: Context, agendas: Mapping[str, Agenda], at: str = ""
    ) -> None:
        """Show the checklist."""
        moved = not self.on_checklist
        self.cards.display = False
        self.checklist.display = True
        self.checklist.present(context, agendas, at)
        if moved or self.focused is None:
            self.checklist.list.focus()

    def present_frame(self, state: FrameState, context: Context) -> None:
        """Show what is around the views."""
        for part in (self.top, self.tabs, self.side):
            part.show(state)
        size = f"{self.size.width}×{self.size.height}"
        self.query_one("#too-small", Static).update(context.say("too-small", size=size))
        self._drawn_with = context
        self.present_keys()

    def on_descendant_focus(self) -> None:
        """Other keys hold in another part."""
        self.present_keys()

    def on_screen_resume(self) -> None:
        """Other keys held while something lay over the screen."""
        self.call_after_refresh(self.present_keys)

    def present_keys(self) -> None:
        """The hints that hold for the focused part."""
        context = self._drawn_with
        if context is None or self.app.screen is not self:
            return
        bound = self.active_bindings.values()
        known = {active.binding.id: active for active in bound if active.enabled}
        order = (*commands.CHECKLIST, *commands.APP) if self.on_checklist else commands.APP
        hints: list[Hint] = []
        tail: list[Hint] = []
        for command in order:
            if not command.bar or command.id not in known:
                continue
            key = known[command.id].binding.key
            shown = command.shown if key in command.keys.split(",") else key
            hint = (shown, context.say(command.words), key)
            (tail if command.id in ("help", "palette") else hints).append(hint)
        self.bar.show(hints, tail)

    # ------------------------------------------------------------ focus

    def panes(self) -> list[Widget]:
        """What tab goes through."""
        if self.on_checklist:
            return [self.checklist.list]
        cards = self.cards
        chips = [chip for chip in cards.chips if chip.display]
        return [cards.rows, cards.detail, cards.search, *chips]

    def action_pane(self, step: int) -> None:
        """Focus the next or previous part."""
        panes = [pane for pane in self.panes() if pane.display and pane.region.area]
        if not panes:
            return
        here = panes.index(self.focused) if self.focused in panes else -1
        panes[(here + step) % len(panes)].focus()

    def action_search(self) -> None:
        """To the search box."""
        if self.on_checklist:
            self.post_message(self.Invoked("section", "trends"))
        self.cards.search.focus()

    def action_back(self) -> None:
        """One step out: of the box, of the page, of the filter."""
        if isinstance(self.focused, SearchBox):
            if self.cards.search.value:
                self.cards.search.value = ""
            self.cards.rows.focus()
        elif not self.on_checklist and not self.cards.leave_detail():
            if self.focused is not self.cards.rows:
                self.cards.rows.focus()
            else:
                self.post_message(self.Invoked("clear"))

    # ------------------------------------------------------------ what the app does

    def action_section(self, name: str) -> None:
        """To a section."""
        self.post_message(self.Invoked("section", name))

    def action_history(self, step: int) -> None:
        """To where one was."""
        self.post_message(self.Invoked("history", str(step)))

    def _invoke(self, what: str) -> None:
        self.post_message(self.Invoked(what))

    def action_add(self) -> None:
        """Put what is under the cursor on a list."""
        self._invoke("add")

    def action_copy(self) -> None:
        """Copy what is under the cursor with its sources."""
        self._invoke("copy")

    def action_copy_filter(self) -> None:
        """Copy the filter as a line."""
        self._invoke("copy-filter")

    def action_switch_lang(self) -> None:
        """The other language."""
        self._invoke("lang")

    def action_switch_theme(self) -> None:
        """Light or dark."""
        self._invoke("theme")

    def action_leave(self) -> None:
        """Leave; everything is saved."""
        self._invoke("quit")

    def action_facets(self) -> None:
        """All facets with counts."""
        self._invoke("facets")

    def action_clear(self) -> None:
        """No filter."""
        self._invoke("clear")

    def action_undo(self) -> None:
        """Take back."""
        self._invoke("undo")

    def action_redo(self) -> None:
        """Do again."""
        self._invoke("redo")

    def action_source(self) -> None:
        """Open a source in the browser."""
        self._invoke("source")

    def action_export(self) -> None:
        """Export the checklist."""
        self._invoke("export")

    def action_help(self) -> None:
        """The keys."""
        self._invoke("help")

    def action_palette(self) -> None:
        """All commands and cards."""
        self._invoke("palette")
