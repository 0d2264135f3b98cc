"""A platform: who may sell there, on what terms, with which social abilities."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from chuhai.model.common import (
    Card,
    Claim,
    Confidence,
    Id,
    Part,
    PartialDate,
    Place,
    Plain,
    Text,
    Url,
)
from chuhai.model.company import GateKind, GateRule, Goods
from chuhai.model.place import Region


class PlatformKind(StrEnum):
    """What sort of place a platform is."""

    SOCIAL = "social"
    MESSAGING = "messaging"
    SHORT_VIDEO = "short-video"
    LIVE = "live"
    MARKETPLACE = "marketplace"
    STOREFRONT = "storefront"
    GROUP_BUYING = "group-buying"
    CLASSIFIED = "classified"


class PlatformStatus(StrEnum):
    """Whether one can sell there today."""

    ACTIVE = "active"
    LIMITED = "limited"
    CLOSED = "closed"
    HISTORICAL = "historical"


_FITTING = {
    "days": (GateKind.COMPANY_LICENCE,),
    "goods": (GateKind.PROHIBITED_GOODS, GateKind.DOCUMENTS),
    "languages": (GateKind.LANGUAGE,),
    "amount": (GateKind.DEPOSIT,),
}
"""On which gates the fields that only some of them have are accepted."""


class Gate(Part):
    """One gate and its rule, so that it can be checked against a company's profile."""

    gate: GateKind
    """What it is about."""
    rule: GateRule
    """What the platform says; `unknown` rather than a guess."""
    places: tuple[Place, ...] = ()
    """Where the licence, entity or warehouse must be."""
    days: Annotated[int, Field(ge=0, le=10_000)] | None = None
    """The least age of the licence, in days."""
    goods: tuple[Goods, ...] = ()
    """Which goods are refused, or need the documents."""
    languages: tuple[Plain, ...] = ()
    """Codes of the languages in which customers must be served."""
    amount: Annotated[float, Field(ge=0)] | None = None
    """How much the deposit is."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    """The ISO code of the deposit's currency."""

    @model_validator(mode="after")
    def _fitting(self) -> Gate:
        if (self.amount is None) != (self.currency is None):
            raise ValueError("has `amount` without `currency`, or the other way round")
        for field, kinds in _FITTING.items():
            if getattr(self, field) and self.gate not in kinds:
                names = " or ".join(kinds)
                raise ValueError(f"has `{field}` on {self.gate}; accepted: on {names}")
        return self


class Requirement(Part):
    """One sentence on who may enter, tagged by gate and rule."""

    text: Text
    """What it says, in one sentence."""
    gates: tuple[Gate, ...] = ()
    """The same as tags, so that it can be checked against a company's profile."""
    route: Id | None = None
    """The way in that it belongs to, where there are several and one is enough, such as
    `cross-border` and `local-shop`; none when it holds for all of them."""
    sources: tuple[Id, ...] = ()
    """Ids of the sources that the card rests on."""
    confidence: Confidence
    """`checked` when a passage that backs it was read, else `recalled`."""


class FeeKind(StrEnum):
    """What a fee is charged for."""

    COMMISSION = "commission"
    MONTHLY = "monthly"
    YEARLY = "yearly"
    SETUP = "setup"
    LISTING = "listing"
    PAYMENT = "payment"
    TRANSFER = "transfer"
    DEPOSIT = "deposit"
    OTHER = "other"


class Fee(Part):
    """One price of the platform."""

    name: FeeKind
    """Which fee it is."""
    text: Text
    """How much, of what, with its conditions."""
    as_of: PartialDate = ""
    """When it was true: year, month or day."""
    source: Id | None = None
    """Id of the source; none when it is recalled."""
    confidence: Confidence
    """`checked` when a passage that backs it was read, else `recalled`."""


class Abilities(Part):
    """In which markets the platform sells inside its own app, and how."""

    in_app_checkout: tuple[Place, ...] = ()
    """Where buyers pay inside the app."""
    live_shopping: tuple[Place, ...] = ()
    """Where goods can be sold in live streams."""
    affiliate: tuple[Place, ...] = ()
    """Where creators can sell on commission."""
    shop_tab: tuple[Place, ...] = ()
    """Where the app has a shop of its own."""


class Platform(Card):
    """A place to sell or to be seen: markets, entry, fees, logistics, payout."""

    name: Text
    """What it is called."""
    kind: PlatformKind
    """Which sort it is."""
    owner: Plain = ""
    """The firm behind it."""
    launched: Annotated[int, Field(ge=1800, le=2100)] | None = None
    """The year it opened."""
    status: PlatformStatus
    """Whether one can sell there."""
    status_note: Text | None = None
    """What the status means and since when."""
    regions: tuple[Region, ...] = ()
    """The regions it serves."""
    markets: tuple[Place, ...] = ()
    """Country codes, or groups such as `EU`."""
    brief: Text
    """What it is, in one or two sentences."""
    advantage: Text | None = None
    """Why a seller would choose it."""
    audience: Claim | None = None
    """How many people it reaches, as a claim."""
    abilities: Abilities = Abilities()
    """Where it sells inside its own app, and how."""
    categories: tuple[Text, ...] = ()
    """What sells."""
    entry: tuple[Requirement, ...] = ()
    """Who may sell there: one requirement each, tagged by gate and rule."""
    fees: tuple[Fee, ...] = ()
    """What it charges."""
    facts: tuple[Claim, ...] = ()
    """What else is known of it, and what sources differ on."""
    logistics: Text | None = None
    """How goods get to buyers."""
    payout: Text | None = None
    """How and when sellers are paid."""
    site: Plain = ""
    """The domain, as people say it."""
    official_url: Url = ""
    """The seller page."""
    note: Text | None = None
    """What else a reader should know."""
    recalled: tuple[Plain, ...] = ()
    """Fields that are remembered, not read."""
    confidence: Confidence
    """`checked` when a passage that backs it was read, else `recalled`."""
    sources: tuple[Id, ...] = ()
    """Ids of the sources that the card rests on."""
