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
    subject: Plain = ""
    """The platform or the kind of rule that the row is about."""


class Market(Card):
    """A country to sell in."""

    id: Annotated[str, AfterValidator(_iso)]
    name: Text
    """The name as sellers say it: 印尼, not 印度尼西亚."""
    region: Region
    languages: Annotated[tuple[Plain, ...], Field(min_length=1)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    time_zones: Annotated[tuple[Plain, ...], Field(min_length=1)]
    rows: tuple[MarketRow, ...] = ()
