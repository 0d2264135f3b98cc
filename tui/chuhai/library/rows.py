"""Rows of the index as the records that the library hands out."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from sys import intern

from chuhai.i18n import Words
from chuhai.library.records import NOTHING, ClaimRecord, ConflictRecord, EditionRecord, Entry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_WORDS = ("text", "figure", "unit", "base")
_EMPTY: Mapping[str, Any] = {
    **dict.fromkeys(ClaimRecord._fields, ""),
    **dict.fromkeys(_WORDS, NOTHING),
    "value": None,
    "value_to": None,
}


def entry_of(data: str) -> Entry:
    """A card as lists show it."""
    values = json.loads(data)
    for name in ("name", "line"):
        values[name] = Words(*values[name])
    values["markets"] = tuple(map(intern, values["markets"]))
    values["related"] = tuple(values["related"])
    values["stances"] = {intern(m): intern(s) for m, s in values["stances"].items()}
    for name in ("kind", "tag", "mark"):
        values[name] = intern(values[name])
    return Entry(**values)


def edition_of(row: Sequence[Any]) -> EditionRecord:
    """A festival in one year."""
    day = dt.date.fromisoformat
    festival, market, year, start, end, sell_from, sell_to, prepare_from, certainty, tolerance = row
    return EditionRecord(
        intern(festival), intern(market), year, day(start), day(end), day(sell_from), day(sell_to),
        day(prepare_from), intern(certainty), tolerance,
    )  # fmt: skip


def claim_of(data: str) -> ClaimRecord:
    """A claim, of which the row leaves out what is empty."""
    values = json.loads(data)
    for name in _WORDS:
        if name in values:
            values[name] = Words(*values[name])
    values["places"] = tuple(values.get("places", ()))
    return ClaimRecord(**{**_EMPTY, **values})


def conflict_of(row: Sequence[str]) -> ConflictRecord:
    """A question on which claims differ."""
    name, kind, card, *texts = row
    return ConflictRecord(name, kind, card, Words(*texts[:2]), Words(*texts[2:]))
