"""The one screen of the program: the frame, one view at a time, the key bar."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import ExitStack
from importlib import import_module
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from chuhai.ui import commands
from chuhai.ui.front import FrontCompositor
from chuhai.ui.render.context import Context
from chuhai.ui.render.scene import Scene
from chuhai.ui.sections import MARKABLE, views_of
from chuhai.ui.widgets.frame import FrameState, Sidebar, Tabs, TopBar
from chuhai.ui.widgets.key_bar import Hint, KeyBar
from chuhai.ui.widgets.plain import Ground
from chuhai.ui.widgets.view import View

if TYPE_CHECKING:
    from chuhai.ui.widgets.card_view import CardView

SHORT = 32
TINY = (60, 16)
VIEWS = {
    "home": "home_view:HomeView",
    "cards": "card_view:CardView",
    "timeline": "timeline_view:TimelineView",
    "clock": "clock_view:ClockView",
    "plan": "checklist_view:ChecklistView",
    "matrix": "matrix_view:MatrixView",
    "calendar": "calendar_view:CalendarView",
    "compare": "compare_view:CompareView",
    "evidence": "evidence_view:EvidenceView",
    "movement": "movement_view:MovementView",
    "record": "record_view:RecordView",
    "agenda": "checklist_view:AgendaView",
    "reach": "reach_view:ReachView",
    "workload": "workload_view:WorkloadView",
}
"""Where each view is found under `chuhai.ui.widgets`; it is imported when it is first shown, or
before that when there is time: first those that a section opens with."""


def view_class(name: str) -> type[View]:
    """The class of a view, imported when it is asked for."""
    module, _, kind = VIEWS[name].partition(":")
    found: type[View] = getattr(import_module(f"chuhai.ui.widgets.{module}"), kind)
    return found


class Explore(Screen[None], inherit_bindings=False):
    """Lays the parts out for the size of the window, and moves the focus between them."""

    BINDINGS = commands.bindings(commands.SCREEN)
    AUTO_FOCUS = ""
    focused: reactive[Widget | None] = reactive(None, repaint=False)
    """The part that gets the keys; the parts show it, so that the screen need not be repainted."""

    class Invoked(Message):
        """A key asks for something that the app does."""

        def __init__(self, what: str, argument: str = "") -> None:
            super().__init__()
            self.what, self.argument = what, argument

    class Resized(Message):
        """The window has another size."""

    def __init__(
        self,
        first: str,
        begin: Callable[[], None],
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._compositor = FrontCompositor()
        self.shown = first
        self._begin = begin
        self._laid_out = (0, 0)
        self._views: dict[str, View] = {}
        self._scenes: dict[str, Scene] = {}
        self._settled: set[str] = set()
        self._undressed: set[View] = set()
        self._searching = False
        self._drawn_with: Context | None = None
        self._held = ExitStack()
        """Frames are held back while a view is made: an empty one would put the next one off."""

    def compose(self) -> ComposeResult:
        """The frame around the view that is shown first."""
        yield TopBar(id="top")
        yield Tabs(id="tabs")
        with Ground(id="body"):
            yield Sidebar(id="side")
            with Ground(id="main"):
                yield self._make(self.shown)
        yield Static(id="too-small", markup=False)
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Keep the parts at hand."""
        self.top = self.query_one(TopBar)
        self.tabs = self.query_one(Tabs)
        self.side = self.query_one(Sidebar)
        self.main = self.query_one("#main", Ground)
        self.bar = self.query_one(KeyBar)
        self.layout_for(*self.app.size)
        self._begin()

    def layout_for(self, width: int, height: int) -> None:
        """Put on the classes that fit the window."""
        self._laid_out = (width, height)
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
        """Lay out anew, unless it was laid out for this size from the start."""
        if self._laid_out == tuple(event.size):
            return
        self.layout_for(event.size.width, event.size.height)
        self.post_message(self.Resized())

    @property
    def compact(self) -> bool:
        """Whether rows take one line."""
        return self.has_class("-narrow") or self.has_class("-short")

    @property
    def view(self) -> View:
        """The view on the screen."""
        return self._views[self.shown]

    def undress(self) -> Collection[View]:
        """The views out of sight: each puts another theme on when it comes back."""
        self._undressed.update(view for view in self._views.values() if not view.display)
        return self._undressed

    @property
    def settled(self) -> bool:
        """Whether the view on the screen has its scene and its place."""
        if self.shown not in self._settled:
            return False
        return self.has_class("-tiny") or self.view.size.area > 0

    @property
    def cards(self) -> CardView:
        """The view of list and page."""
        from chuhai.ui.widgets.card_view import CardView

        view = self._views["cards"]
        assert isinstance(view, CardView)
        return view

    # ------------------------------------------------------------ showing

    def present(self, scene: Scene, name: str) -> None:
        """Show a scene in the view with a name."""
        arriving = name != self.shown
        self.shown = name
        self._scenes[name] = scene
        if name not in self._views:
            view = self._make(name)
            view.display = False
            self._held.enter_context(self.app.batch_update())
            self.main.mount(view)
            view.call_later(self._present, name, True)
        elif self._views[name].is_mounted:
            self._present(name, arriving)

    def _make(self, name: str) -> View:
        view = view_class(name)(id=name)
        self._views[name] = view
        return view

    def _present(self, name: str, arriving: bool) -> None:
        """Hand the newest scene to a view that is mounted, unless another one was asked for."""
        self._held.close()
        view = self._views[name]
        if name != self.shown:
            return
        if view in self._undressed:
            self._undressed.discard(view)
            self.app.stylesheet.update(view)
        view.display = True
        view.present(self._scenes[name])
        self._settled.add(name)
        if arriving or self.focused is None:
            panes = view.panes()
            if panes:
                self.set_focus(panes[0], scroll_visible=False)
            self.present_keys()
        for other in self._views.values():
            other.display = other is view
        if self._searching:
            self._searching = False
            self.focus_search()

    def present_frame(self, state: FrameState, context: Context) -> None:
        """Show what is around the view."""
        for part in (self.top, self.tabs, self.side):
            part.show(state)
        if self.has_class("-tiny"):
            size = "{}×{}".format(*self.app.size)
            self.query_one("#too-small", Static).update(context.say("too-small", size=size))
        self._drawn_with = context
        self.present_keys()

    def on_descendant_focus(self) -> None:
        """Other keys hold in another part."""
        self.present_keys()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Other keys held while something lay over the screen; every part is dressed already."""
        event.refresh_styles = False
        self.call_after_refresh(self.present_keys)

    def present_keys(self) -> None:
        """The hints that hold for the focused part."""
        context = self._drawn_with
        if context is None or self.app.screen is not self:
            return
        bound = self.active_bindings.values()
        known = {active.binding.id: active for active in bound if active.enabled}
        hints: list[Hint] = []
        tail: list[Hint] = []
        typed = self.view.typed
        for command in (*self.view.COMMANDS, *commands.SCREEN):
            if command.id not in known:
                continue
            key = known[command.id].binding.key
            shown = command.shown if key in command.keys.split(",") else key
            leaves = command.id == "back"
            hint = (shown, context.say("key.clear" if typed and leaves else command.words), key)
            if command.id in ("help", "palette"):
                tail.append(hint)
            elif leaves and (self.view.alone or typed is not None):
                hints.insert(0, hint)
            elif command.bar and typed is None:
                hints.append(hint)
        if typed is not None:
            hints.insert(0, ("enter", context.say("key.to-list"), "enter"))
        self.bar.show(hints, tail)

    # ------------------------------------------------------------ focus

    def action_pane(self, step: int) -> None:
        """Focus the next or previous part."""
        if not self.settled:
            return
        panes = [pane for pane in self.view.panes() if pane.display and pane.region.area]
        if not panes:
            return
        here = panes.index(self.focused) if self.focused in panes else -1
        panes[(here + step) % len(panes)].focus()

    def focus_search(self) -> bool:
        """To the search box of the view, as soon as it is there; says whether it has one."""
        from chuhai.ui.widgets.card_view import SearchBox

        if not self.settled:
            self._searching = True
            return True
        boxes = [pane for pane in self.view.panes() if isinstance(pane, SearchBox)]
        if boxes:
            boxes[0].focus()
        return bool(boxes)

    def action_search(self) -> None:
        """To the search box, here or in a section that has one."""
        if not self.focus_search():
            self._invoke("search")

    def action_back(self) -> None:
        """One step out: of a part, then of the filter."""
        if not self.view.back():
            self._invoke("clear")

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

    def action_star(self) -> None:
        """A star on the card under the cursor, or none any more."""
        self._invoke("star")

    def action_compare(self) -> None:
        """Compare markets, or the card under the cursor over markets."""
        self._invoke("compare")

    def action_mark_card(self) -> None:
        """Mark what is under the cursor for comparing."""
        self._invoke("mark-card")

    def action_company(self) -> None:
        """The ten questions about the company."""
        self._invoke("company")

    def action_copy(self) -> None:
        """Copy what is under the cursor with its sources."""
        self._invoke("copy")

    def action_copy_filter(self) -> None:
        """Copy the filter as a line."""
        self._invoke("copy-filter")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Views, evidence and marks can be asked for where they are."""
        if action not in ("switch_view", "evidence", "mark_card", "compare"):
            return True
        scene = self._scenes.get(self.shown)
        views = views_of(scene.section) if scene is not None else ()
        if action == "evidence":
            return "evidence" in views and self.shown != "evidence"
        if action == "switch_view":
            return len(views) > 1
        return scene is not None and scene.section in MARKABLE

    def action_evidence(self) -> None:
        """What speaks for and against what is under the cursor."""
        self._invoke("evidence")

    def action_switch_view(self) -> None:
        """The next view of the section."""
        self._invoke("view")

    def action_switch_lang(self) -> None:
        """The other language."""
        self._invoke("lang")

    def action_pair(self) -> None:
        """The other language under the one in force, or not."""
        self._invoke("pair")

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

    def action_reach(self) -> None:
        """Whether the coming festivals can still be reached."""
        self._invoke("reach")

    def action_source(self) -> None:
        """Open a source in the browser."""
        self._invoke("source")

    def action_export(self) -> None:
        """Export the checklist."""
        self._invoke("export")

    def action_import(self) -> None:
        """Take a file in."""
        self._invoke("import")

    def action_brief(self) -> None:
        """A brief of what is under the cursor."""
        self._invoke("brief")

    def action_help(self) -> None:
        """The keys."""
        self._invoke("help")

    def action_palette(self) -> None:
        """All commands and cards."""
        self._invoke("palette")
