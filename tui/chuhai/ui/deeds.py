"""What can be asked of the app by name, and who does it; nothing is imported until it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from chuhai.library.filter import Filter

if TYPE_CHECKING:
    from chuhai.ui.app import ChuhaiApp

Deed = Callable[["ChuhaiApp", str], object]
"""What is done with the app and the argument that came with the name."""

DEEDS: Mapping[str, Deed] = {
    "section": lambda app, name: app.go(name),
    "history": lambda app, step: app.travel.walk(int(step)),
    "show": lambda app, place: app.show_view(*place.split(" ", 2)),
    "open-card": lambda app, card: app.travel.open_card(*card.split("/")),
    "evidence": lambda app, what: app.travel.evidence(what),
    "evidence-market": lambda app, market: app.travel.choose_market(market),
    "evidence-back": lambda app, _: app.travel.leave_evidence(),
    "ask-market": lambda app, what: app.travel.ask_market(what),
    "linked": lambda app, card: app.travel.linked(*card.split("/")),
    "drill": lambda app, what: app.travel.drill(*what.split(" ", 1)),
    "lang": lambda app, _: app.switching.lang(),
    "pair": lambda app, _: app.switching.pair(),
    "theme": lambda app, _: app.switching.theme(),
    "view": lambda app, name: app.switching.view(name),
    "star": lambda app, _: app.switching.star(),
    "opened": lambda app, card: app.remember(app.settings.opened(card)),
    "help": lambda app, _: app.choosing.help(),
    "search": lambda app, _: app.choosing.search(),
    "facets": lambda app, _: app.choosing.facets(),
    "palette": lambda app, _: app.choosing.palette(),
    "copy": lambda app, _: app.choosing.copy(),
    "copy-filter": lambda app, _: app.choosing.copy_filter(),
    "source": lambda app, _: app.choosing.source(),
    "clear": lambda app, _: app.set_filter(Filter()) if app.filter else None,
    "add": lambda app, _: app.adding.add(),
    "undo": lambda app, _: app.planning.undo(),
    "redo": lambda app, _: app.planning.redo(),
    "export": lambda app, _: app.tabling.export(),
    "import": lambda app, _: app.exchanging.bring(),
    "brief": lambda app, _: app.briefing.ask(),
    "score-up": lambda app, cell: app.marking.score(cell, 1),
    "score-down": lambda app, cell: app.marking.score(cell, -1),
    "mark-note": lambda app, cell: app.marking.note(cell),
    "mark-out": lambda app, cell: app.marking.out(cell),
    "compare": lambda app, _: app.comparing.compare(),
    "compare-all": lambda app, _: app.comparing.all_rows(),
    "compare-markets": lambda app, _: app.comparing.choose(),
    "mark-card": lambda app, _: app.comparing.mark(),
    "weight-up": lambda app, row: app.comparing.weigh(row, 1),
    "weight-down": lambda app, row: app.comparing.weigh(row, -1),
    "company": lambda app, _: app.company.open(),
    "quit": lambda app, _: app.action_leave(),
}
"""By name; what is not here is asked of the checklist (`flows/planning.py`)."""
