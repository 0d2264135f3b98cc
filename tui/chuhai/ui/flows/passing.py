"""What the gates of another market mean for a list that was copied there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chuhai.agenda import Agenda
from chuhai.passage import passage_of

if TYPE_CHECKING:
    from chuhai.ui.app import ChuhaiApp


def say_gates(app: ChuhaiApp, one: Agenda) -> None:
    """Say how many items of a list cannot be done in its market as things are, and why."""
    passage = passage_of(one.checklist, app.standing, {})
    stopped = passage.stopped() if passage is not None else []
    if passage is None or not stopped:
        return
    gate = passage.gates[stopped[0].id]
    why = gate.said(app.library).in_lang(app.lang)
    place = app.library.place_name(gate.market).in_lang(app.lang)
    app.say(app.words("toast.gates", n=len(stopped), place=place, why=why), severity="warning")
