"""A platform: who may sell there, on what terms, with which social abilities."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

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


class GateKind(StrEnum):
    """What an entry requirement is about."""

    COMPANY_LICENCE = "company-licence"
    SOLE_TRADER = "sole-trader"
    LOCAL_ENTITY = "local-entity"
    WAREHOUSE = "warehouse"
    INVITATION = "invitation"
    EXPERIENCE = "experience"
    BRAND = "brand"
    DEPOSIT = "deposit"
    TAX_NUMBER = "tax-number"
    DOCUMENTS = "documents"
    PROHIBITED_GOODS = "prohibited-goods"
    BANK_ACCOUNT = "bank-account"
    RESPONSIBLE_PERSON = "responsible-person"
    OTHER = "other"


class GateRule(StrEnum):
    """What the platform says about a gate; what is not known is `unknown`, never guessed."""

    REQUIRED = "required"
    NOT_REQUIRED = "not-required"
    REFUSED = "refused"
    ADVISED = "advised"
    UNKNOWN = "unknown"


class Gate(Part):
    """One gate and its rule, so that it can be checked against a company's profile."""

    gate: GateKind
    rule: GateRule
    places: tuple[Place, ...] = ()
    """Where the licence, entity or warehouse must be."""


class Requirement(Part):
    """One sentence on who may enter, tagged by gate and rule."""

    text: Text
    gates: tuple[Gate, ...] = ()
    sources: tuple[Id, ...] = ()
    confidence: Confidence


class Fee(Part):
    """One price of the platform."""

    name: Plain
    text: Text
    as_of: PartialDate = ""
    source: Id | None = None
    confidence: Confidence


class Abilities(Part):
    """In which markets the platform sells inside its own app, and how."""

    in_app_checkout: tuple[Place, ...] = ()
    live_shopping: tuple[Place, ...] = ()
    affiliate: tuple[Place, ...] = ()
    shop_tab: tuple[Place, ...] = ()


class Platform(Card):
    """A place to sell or to be seen: markets, entry, fees, logistics, payout."""

    name: Text
    kind: PlatformKind
    owner: Plain = ""
    launched: Annotated[int, Field(ge=1800, le=2100)] | None = None
    status: PlatformStatus
    status_note: Text | None = None
    regions: tuple[Region, ...] = ()
    markets: tuple[Place, ...] = ()
    brief: Text
    advantage: Text | None = None
    """Why a seller would choose it."""
    audience: Claim | None = None
    abilities: Abilities = Abilities()
    categories: tuple[Text, ...] = ()
    entry: tuple[Requirement, ...] = ()
    fees: tuple[Fee, ...] = ()
    logistics: Text | None = None
    payout: Text | None = None
    site: Plain = ""
    official_url: Url = ""
    note: Text | None = None
    recalled: tuple[Plain, ...] = ()
    """Fields that are remembered, not read."""
    confidence: Confidence
    sources: tuple[Id, ...] = ()
