"""The claims of all cards as rows of the index, and what evidence suffers from, card by card."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from chuhai.i18n import Words
from chuhai.library.age import stale_from
from chuhai.library.pages.writer import figure, words
from chuhai.library.records import NOTHING, ClaimRecord
from chuhai.model.common import Card, Claim, Confidence, Part
from chuhai.model.market import MarketRow
from chuhai.model.platform import Fee, Platform


def _record(kind: str, card: Card, part: str, claim: Claim) -> ClaimRecord:
    topic = claim.subject if isinstance(claim, MarketRow) and claim.subject else claim.topic
    return ClaimRecord(
        kind=kind,
        card=card.id,
        part=part,
        text=words(claim.text),
        figure=figure(claim),
        value=claim.value,
        value_to=claim.value_to,
        unit=words(claim.unit),
        base=words(claim.base),
        places=claim.markets,
        topic=topic,
        as_of=claim.as_of,
        effective=claim.effective,
        source=claim.source or "",
        confidence=claim.confidence,
        side=claim.side,
        age=claim.age,
        conflict=claim.conflict or "",
        series=claim.series or "",
    )


def _fee(card: Platform, fee: Fee) -> ClaimRecord:
    return ClaimRecord(
        kind="platforms",
        card=card.id,
        part="fees",
        text=words(fee.text),
        figure=NOTHING,
        value=None,
        value_to=None,
        unit=NOTHING,
        base=NOTHING,
        places=(),
        topic=fee.name,
        as_of=fee.as_of,
        effective="",
        source=fee.source or "",
        confidence=fee.confidence,
        side="context",
        age="fee",
        conflict="",
        series="",
    )


def claim_records(kind: str, card: Card) -> Iterator[ClaimRecord]:
    """The claims of a card in the order of its fields; a platform's fees are claims too."""
    for name in type(card).model_fields:
        value = getattr(card, name)
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, MarketRow):
                yield _record(kind, card, f"topic-{inner.row}", inner)
            elif isinstance(inner, Claim):
                part = "region-rules" if kind == "regions" else name.replace("_", "-")
                yield _record(kind, card, part, inner)
            elif isinstance(inner, Fee) and isinstance(card, Platform):
                yield _fee(card, inner)


def _parts(value: Any) -> Iterator[Part]:
    if isinstance(value, Part):
        yield value
        for name in type(value).model_fields:
            yield from _parts(getattr(value, name))
    elif isinstance(value, tuple):
        for inner in value:
            yield from _parts(inner)


def ailments(card: Card, claims: tuple[ClaimRecord, ...]) -> tuple[str, ...]:
    """Of `conflict` and `recalled`, what holds for the evidence of a card."""
    found = ["conflict"] if any(claim.conflict for claim in claims) or card.conflict else []
    doubts = (getattr(part, "confidence", None) for part in _parts(card))
    return (*found, "recalled") if Confidence.RECALLED in doubts else tuple(found)


def first_stale(claims: tuple[ClaimRecord, ...]) -> dt.date | None:
    """The day on which the first claim of a card goes stale; nothing when none ever does."""
    days = (stale_from(claim.age, claim.as_of, claim.effective) for claim in claims)
    return min(filter(None, days), default=None)


def plain(record: ClaimRecord) -> dict[str, Any]:
    """A claim as what JSON can hold, without what is empty."""
    values = record._asdict()
    for name, value in values.items():
        if isinstance(getattr(record, name), Words):
            values[name] = [value.en, value.zh]
    return {k: v for k, v in values.items() if v not in ("", None, (), ["", ""])}


def conflict_rows(kind: str, card: Card) -> Iterator[tuple[str, str, str, str, str, str, str]]:
    """The conflicts that a card explains: id, card, question and settlement."""
    for conflict in card.conflict:
        asked, settled = words(conflict.question), words(conflict.settled_by)
        yield conflict.id, kind, card.id, asked.en, asked.zh, settled.en, settled.zh
