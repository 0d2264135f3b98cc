"""What is known of a market row by row, and on what terms a platform takes sellers.

Plain frozen values that the index keeps, so that markets can be compared and a company can be
checked without reading a single card.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from chuhai.i18n import Words
from chuhai.library.records import NOTHING


@dataclass(frozen=True, slots=True)
class Fact:
    """One claim with all that it takes to weigh it and to reckon with it."""

    topic: str
    """The row that it belongs to, such as `rule`."""
    text: Words
    card: str
    """Where it stands, as `kind/id`."""
    subject: str = ""
    """What of the topic it is about, such as `de-minimis`."""
    about: Words = NOTHING
    """The platform that it is about, if it is about one."""
    figure: Words = NOTHING
    value: float | None = None
    upper: float | None = None
    """The upper end where the figure is a range."""
    unit: str = ""
    base: str = ""
    places: tuple[str, ...] = ()
    as_of: str = ""
    effective: str = ""
    confidence: str = ""
    age: str = ""
    side: str = ""
    conflict: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GateTag:
    """One gate and its rule; see `chuhai.model.platform.Gate`."""

    gate: str
    rule: str
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    """The countries that the places stand for."""
    days: int | None = None
    goods: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    amount: float | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Demand:
    """One sentence on who may enter, with the same as tags."""

    fact: Fact
    gates: tuple[GateTag, ...] = ()
    route: str = ""
    """The way in that it belongs to; nothing when it holds for all."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Where a platform sells and on what terms it takes sellers."""

    platform: str
    name: Words
    kind: str
    status: str
    markets: tuple[str, ...] = ()
    """Countries only; groups are written out."""
    demands: tuple[Demand, ...] = ()
    fees: tuple[Fact, ...] = field(default=())
    """Prices, each with its kind as the subject."""
    told: tuple[Fact, ...] = field(default=())
    """Claims on a gate beside the demands, each with the gate as the subject."""


def _plain(value: object) -> Any:
    if isinstance(value, Words):
        return [value.en, value.zh]
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Fact | GateTag | Demand | Terms):
        return encode(value)
    return value


def encode(value: Fact | GateTag | Demand | Terms) -> dict[str, Any]:
    """A value as what JSON can hold; what has its default is left out."""
    plain = {}
    for one in fields(value):
        held = getattr(value, one.name)
        if held != one.default:
            plain[one.name] = _plain(held)
    return plain


def decode_fact(data: Mapping[str, Any]) -> Fact:
    """The fact that `encode` wrote."""
    return Fact(**{name: _read(name, value) for name, value in data.items()})


def decode_terms(data: Mapping[str, Any]) -> Terms:
    """The terms that `encode` wrote."""
    nested = ("demands", "fees", "told")
    plain = {n: _read(n, v) for n, v in data.items() if n not in nested}
    demands = tuple(
        Demand(
            decode_fact(demand["fact"]),
            tuple(
                GateTag(**{n: _read(n, v) for n, v in gate.items()})
                for gate in demand.get("gates", ())
            ),
            demand.get("route", ""),
        )
        for demand in data.get("demands", ())
    )
    fees, told = (tuple(map(decode_fact, data.get(name, ()))) for name in ("fees", "told"))
    return Terms(**plain, demands=demands, fees=fees, told=told)


_WORDS = {"text", "about", "figure", "name"}


def _read(name: str, value: Any) -> Any:
    if name in _WORDS:
        return Words(*value)
    return tuple(value) if isinstance(value, list) else value


def read_facts(database: sqlite3.Connection, market: str) -> tuple[Fact, ...]:
    """The facts of a market in an index, in the order of its card."""
    query = "SELECT fact FROM facts WHERE market = ? ORDER BY place"
    return tuple(decode_fact(json.loads(data)) for (data,) in database.execute(query, (market,)))


def read_terms(database: sqlite3.Connection) -> dict[str, Terms]:
    """The terms of all platforms in an index, by platform, in order of display."""
    rows = database.execute(
        "SELECT terms FROM terms_of JOIN entries ON id = platform AND kind = 'platforms' "
        "ORDER BY row"
    )
    found = (decode_terms(json.loads(data)) for (data,) in rows)
    return {terms.platform: terms for terms in found}
