"""What a view is given to show: one immutable value, made anew whenever something changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chuhai.ui.render.context import Context
from chuhai.ui.render.subject import NO_SUBJECT, Subject

if TYPE_CHECKING:
    from chuhai.agenda import Agenda
    from chuhai.checklist.item import Checklist
    from chuhai.checklist.operation import Step
    from chuhai.plan import Week
    from chuhai.reach import Asked


@dataclass(frozen=True, slots=True)
class Scene:
    """The state of the program as a view sees it."""

    context: Context
    section: str
    cursor: str = ""
    """The card, or the item of a list, on which the cursor should stand."""
    agendas: Mapping[str, Agenda] = field(default_factory=dict)
    """The lists with their dates, by id."""
    owner: Checklist | None = None
    """The list in use, whose layer the matrix shows."""
    subject: Subject = NO_SUBJECT
    """What the view of evidence argues about."""
    weights: Mapping[str, int] = field(default_factory=dict)
    """One's own weights by row of a comparison."""
    compared: str = ""
    """The one card that is compared over markets, as `kind/id`."""
    week: Week | None = None
    """The weekdays that are worked; nothing until the lists are read."""
    compact: bool = False
    """Whether rows should take one line."""
    recent: Sequence[str] = ()
    """The cards that were opened last, as `kind/id`, the newest first."""
    grouping: str = "list"
    """How the plan is grouped."""
    past: Sequence[Step] = ()
    """What was done to the lists, oldest first."""
    home: str = "CN"
    """The country of work that is done at the origin."""
    asked: Asked | None = None
    """What the reach screen asks about."""
