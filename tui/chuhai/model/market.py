"""A market: a country, with what is known of it, row by row."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from chuhai.model.common import Card, Claim, Plain, Text
from chuhai.model.place import Region


class Topic(StrEnum):
    """The rows of a market."""

    POPULATION = "population"
    INTERNET = "internet"
    SOCIAL = "social"
    ECOMMERCE = "ecommerce"
    PLATFORM = "platform"
    PAYMENT = "payment"
    LOGISTICS = "logistics"
    RULE = "rule"
    CULTURE = "culture"
    OTHER = "other"


def _iso(text: str) -> str:
    if not (len(text) == 2 and text.isascii() and text.isupper()):
        raise ValueError("is not a market id; accepted: the ISO code in capitals, such as MX")
    return text


class MarketRow(Claim):
    """A claim about a market, under one topic."""

    row: Topic
    """The topic under which it is shown."""
    subject: Plain = ""
    """The platform or the kind of rule that the row is about."""


class Market(Card):
    """A country to sell in."""

    id: Annotated[str, AfterValidator(_iso)]
    """The ISO code in capitals: `GB`, not UK."""
    name: Text | None = None
    """The name that sellers use, where it is not the one of CLDR: 印尼, not 印度尼西亚."""
    region: Region
    """The one region it lies in."""
    languages: Annotated[tuple[Plain, ...], Field(min_length=1)]
    """Language codes, the main one first."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    """The ISO code of the currency."""
    time_zones: Annotated[tuple[Plain, ...], Field(min_length=1)]
    """IANA time zones, the main one first."""
    rows: tuple[MarketRow, ...] = ()
    """What is known, one claim per row."""


class RegionNotes(Card):
    """What holds for a whole region, such as a duty on parcels, and is shown with its markets."""

    id: Region
    """The region."""
    name: Text
    """What it is called."""
    rows: Annotated[tuple[Claim, ...], Field(min_length=1)]
    """The claims that hold for all of it."""
