"""What the gates of another market mean for a list that was copied there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chuhai.agenda import Agenda
from chuhai.passage import Families, Passage

if TYPE_CHECKING:
    from chuhai.ui.app import ChuhaiApp


def say_gates(app: ChuhaiApp, one: Agenda) -> None:
    """Say how many items of a list cannot be done in its market as things are, and why."""
    passage = Passage(one.checklist, app.standing, Families(app.library))
    stopped = passage.stopped()
    if not stopped or not app.standing.profile.answered:
        return
    why = passage.gates[stopped[0].id].said(app.library).in_lang(app.lang)
    market = passage.gates[stopped[0].id].market
    place = app.library.place_name(market).in_lang(app.lang)
    app.say(app.words("toast.gates", n=len(stopped), place=place, why=why), severity="warning")
