"""The kinds of cards: where each lies in a pack and which model it must fit."""

from __future__ import annotations

from chuhai.model.common import Card
from chuhai.model.festival import Festival
from chuhai.model.guide import Guide, Preset
from chuhai.model.market import Market, RegionNotes
from chuhai.model.platform import Platform
from chuhai.model.record import ArticleClaim, Event, Link, Term
from chuhai.model.tactic import Tactic
from chuhai.model.trend import Trend
from chuhai.values import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of card: its name is its folder's; a table kind keeps many cards in one file."""

    name: str
    model: type[Card]
    table: str = ""


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("trends", Trend),
        Kind("events", Event, table="event"),
        Kind("lineage", Link, table="link"),
        Kind("platforms", Platform),
        Kind("markets", Market),
        Kind("regions", RegionNotes),
        Kind("article", ArticleClaim, table="claim"),
        Kind("tactics", Tactic),
        Kind("festivals", Festival),
        Kind("guides", Guide),
        Kind("presets", Preset),
        Kind("glossary", Term, table="term"),
    )
}
"""Every kind by its folder, in the order in which they are shown."""
