"""Where one is and was: sections, their views, the way back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from chuhai.library.filter import Filter
from chuhai.library.page import Dispute, Judgement
from chuhai.ui.render.subject import Subject, subject_of
from chuhai.ui.screens.pick import Option, Pick, narrowing
from chuhai.ui.sections import SECTIONS, views_of

if TYPE_CHECKING:
    from chuhai.ui.app import ChuhaiApp

STEPS = 100


class Spot(NamedTuple):
    """A place in the program: section, view, the card under the cursor, the filter."""

    section: str
    view: str
    card: str
    subject: Subject
    filter: Filter


class Travel:
    """Goes to places and back again."""

    def __init__(self, app: ChuhaiApp) -> None:
        self.app = app
        self.subject = Subject()
        self._trail: list[Spot] = []
        self._ahead: list[Spot] = []

    @property
    def here(self) -> Spot:
        """Where one is."""
        app = self.app
        section = app.section
        card = app.settings.cursors.get(section, "")
        return Spot(section, app.view_of(section), card, self.subject, app.filter)

    def go(self, section: str, card: str = "", view: str = "") -> None:
        """To a section, to a card in it, in a view of it; where one was is remembered."""
        self._leave(self.here)
        self._arrive(section, card, view)

    def open_card(self, section: str, card: str) -> None:
        """To the page of a card."""
        self.go(section, card, "cards")

    def linked(self, kind: str, card: str) -> None:
        """From an event to the lineage that it tells of, or from a link to its events."""
        app, entry = self.app, self.app.library.find(kind, card)
        other = "lineage" if kind == "events" else "events"
        names = [n.split("/") for n in entry.related if n.startswith(other)] if entry else []
        found = [known for name in names if (known := app.library.find(*name))]
        if not found:
            app.say(app.words("toast.not-linked"))
        elif len(found) == 1:
            self.go(other, found[0].id)
        else:
            options = [
                Option(known.id, app.context.pick(known.name), known.date or str(known.year))
                for known in found
            ]
            title = app.words(f"section.{other}")
            app.push_screen(
                Pick(title, narrowing(options), hint=app.words("pick.hint")),
                lambda key: self.go(other, key) if key else None,
            )

    def ask_market(self, purpose: str) -> None:
        """Let the view on the screen have a market."""
        app = self.app
        options = []
        for code in app.library.markets:
            place = app.library.place_name(code)
            name = place.in_lang(app.lang)
            options.append(Option(code, name, code, f"{place.en} {place.zh}"))
        title, hint = app.words(f"pick.{purpose}-market"), app.words("pick.hint")

        def chosen(key: str | None) -> None:
            if key is not None:
                app.explore.view.take(purpose, key)

        app.push_screen(Pick(title, narrowing(options), hint=hint), chosen)

    def drill(self, section: str, line: str) -> None:
        """To the list of the cards of a section that pass a filter line."""
        app = self.app
        wanted = app.library.parse(line)
        narrowed = app.filter
        for facet, choice in wanted.choices.items():
            narrowed = narrowed.with_choice(facet, choice)
        before = self.here
        self._take_filter(narrowed)
        self._leave(before)
        self._arrive(section, "", "cards")

    def _take_filter(self, wanted: Filter) -> None:
        self.app.filter = wanted
        self.app.settings = replace(self.app.settings, filter=str(wanted))

    def _leave(self, spot: Spot) -> None:
        self._trail = [*self._trail[1 - STEPS :], spot]
        self._ahead.clear()

    def walk(self, step: int) -> None:
        """Back to where one was, or forward again."""
        line, other = (self._trail, self._ahead) if step < 0 else (self._ahead, self._trail)
        if line:
            other.append(self.here)
            spot = line.pop()
            self.subject = spot.subject
            self._take_filter(spot.filter)
            self._arrive(spot.section, spot.card, spot.view)

    def _arrive(self, section: str, card: str, view: str) -> None:
        app = self.app
        settings = app.settings
        cursors = {**settings.cursors, section: card} if card else settings.cursors
        views = dict(settings.views)
        if view:
            views[section] = view
        elif views.get(section) == "evidence":
            del views[section]
        app.settings = replace(settings, section=section, cursors=cursors, views=views)
        if card and section in SECTIONS:
            app.settings = app.settings.opened(f"{section}/{card}")
            found = app.library.find(section, card)
            if found and not app.library.passes(found, app.filter):
                app.set_filter(Filter())
                return
        app.keeper.soon()
        app.present()

    # ------------------------------------------------------------ evidence

    def evidence(self, name: str) -> None:
        """To the evidence on a subject, else on what is under the cursor."""
        wanted = subject_of(name) if name else self._pointed_at()
        if not wanted.card or "evidence" not in views_of(wanted.kind):
            self.app.say(self.app.words("toast.no-evidence"))
            return
        if (wanted.kind, "evidence") == (self.app.section, self.app.view_of(self.app.section)):
            self.subject = wanted
            self.app.present()
            return
        self._leave(self.here)
        self.subject = wanted
        self._arrive(wanted.kind, wanted.card, "evidence")

    def _pointed_at(self) -> Subject:
        """The card under the cursor, with the market or the conflict of the line if it has one."""
        app = self.app
        target = app.explore.view.card_target
        if target is None:
            return Subject()
        block, wanted = target.block, app.filter.choice("market").wanted
        market = target.market or (next(iter(wanted)) if len(wanted) == 1 else "")
        if isinstance(block, Judgement):
            market = block.market
        conflict = block.id if isinstance(block, Dispute) else getattr(block, "conflict", "")
        return Subject(target.entry.kind, target.entry.id, market, conflict)

    def leave_evidence(self) -> None:
        """Back to the view that one came from."""
        before = self._trail[-1] if self._trail else None
        if before and before.section == self.app.section and before.view != "evidence":
            self.walk(-1)
        else:
            self._arrive(self.app.section, "", "")

    def choose_market(self, name: str) -> None:
        """Ask for which market the evidence on a card is wanted."""
        app, wanted = self.app, subject_of(name)
        entry = app.library.find(wanted.kind, wanted.card)
        if entry is None:
            return
        options = [Option("all", app.words("evidence.all-markets"))]
        for code in app.library.markets:
            place = app.library.place_name(code)
            level = entry.stances.get(code, "")
            note = app.context.name("stance", level) if level else ""
            also = f"{code} {place.en} {place.zh}"
            options.append(Option(code, place.in_lang(app.lang), note, also))

        def chosen(key: str | None) -> None:
            if key is not None:
                market = "" if key == "all" else key
                self.evidence(str(Subject(wanted.kind, wanted.card, market)))

        title, hint = app.words("pick.evidence-market"), app.words("pick.hint")
        at = wanted.market or "all"
        app.push_screen(Pick(title, narrowing(options), hint=hint, at=at), chosen)
