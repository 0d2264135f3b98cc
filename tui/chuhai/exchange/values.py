"""Values as people type them into a sheet or a line, and what is accepted for each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from enum import StrEnum
from typing import Any

from chuhai.checklist import edits
from chuhai.checklist.item import Status, field_from_json
from chuhai.checklist.trail import DEFAULTS, sequence
from chuhai.checklist.typed import parse_every
from chuhai.exchange.copy import Rule, Stamp
from chuhai.strings import Refusal, strings

ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_ISO = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ]\d.*)?")
_GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")
_OFFSET = re.compile(r"[dD]?\s*([-+−－＋]?)\s*(\d{1,4})\s*[dD天]?")
_SENT_DATE = re.compile(r"(\d{4}-\d\d-\d\d)?/(\d{4}-\d\d-\d\d)?,?(-?\d{1,4})?")
_PART = "part"
PLACES = ("origin", "market")
TEXTS = ("waiting_on", "dropped_why", "owner", "note", "place", "market")
LISTS = ("tags", "needs")


class Refused(ValueError):
    """A value that is not accepted: the key of the words for what is."""

    def __init__(self, key: str, **about: object) -> None:
        super().__init__(key)
        self.key, self.about = key, about


class Order(StrEnum):
    """Which of two numbers before a year is the month."""

    MONTH_FIRST = "month"
    DAY_FIRST = "day"


def day(text: str, order: Order | None = None) -> dt.date | None:
    """A date such as 2027-10-14, 2027/10/14, 2027年10月14日 or 14.10.2027; an empty text is none.

    Dates such as 10/11/2027 are refused unless their order is known.
    """
    text = text.strip()
    if not text:
        return None
    try:
        if match := _ISO.fullmatch(text):
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
        if match := _GERMAN.fullmatch(text):
            return dt.date(int(match[3]), int(match[2]), int(match[1]))
        if order and (match := _SLASHED.fullmatch(text)):
            month, mday = (1, 2) if order is Order.MONTH_FIRST else (2, 1)
            return dt.date(int(match[3]), int(match[month]), int(match[mday]))
    except ValueError:
        pass
    raise Refused("accepted.date")


def order_of(pairs: Iterable[tuple[str, dt.date]]) -> Order | None:
    """How a program wrote dates that we know, when most of them fit one order only."""
    fits = dict.fromkeys(Order, 0)
    for text, known in pairs:
        for order in Order:
            with suppress(Refused):
                fits[order] += bool(_SLASHED.fullmatch(text)) and day(text, order) == known
    first, second = fits[Order.MONTH_FIRST], fits[Order.DAY_FIRST]
    if first == second:
        return None
    return Order.MONTH_FIRST if first > second else Order.DAY_FIRST


def rule(text: str, order: Order | None = None) -> Rule:
    """How an item is planned: `D-28`, `2027-10-14`, both, or neither for an empty text."""
    due: dt.date | None = None
    offset: int | None = None
    for part in text.replace(",", " ").split():
        match = _OFFSET.fullmatch(part)
        if match and (part[0] in "dD" or match[1]):
            offset = int(match[2]) * (-1 if match[1] in ("+", "＋") else 1)
            edits_check("offset", offset)
        else:
            try:
                due = day(part, order)
            except Refused:
                raise Refused("accepted.rule") from None
    return due, offset


def rule_text(value: Rule) -> str:
    """A rule as `rule` reads it."""
    due, offset = value
    sign = "" if offset is None else f"D+{-offset}" if offset < 0 else f"D-{offset}"
    return " ".join(filter(None, (due.isoformat() if due else "", sign)))


def stamp_text(stamp: Stamp) -> str:
    """A stamp as `stamp` reads it; no spreadsheet takes it for a number or a date."""
    due, offset = stamp.rule
    dates = f"{stamp.due or ''}/{due or ''},{'' if offset is None else offset}"
    known = {**stamp.known, _PART: "1-"} if stamp.part else stamp.known
    return ";".join([dates, *(f"{log}={step}" for log, step in known.items())])


def stamp(text: str) -> Stamp:
    """What a row carries from when it went out; raises `Refused` when it was changed."""
    dates, *logs = text.strip().split(";")
    match = _SENT_DATE.fullmatch(dates)
    pairs = [pair.partition("=") for pair in logs]
    if match is None or any(sequence(step) < 0 for _, _, step in pairs):
        raise Refused("accepted.stamp")
    try:
        due, own = (dt.date.fromisoformat(part) if part else None for part in match.groups()[:2])
    except ValueError:
        raise Refused("accepted.stamp") from None
    offset = int(match[3]) if match[3] else None
    known = {log: step for log, _, step in pairs if log != _PART}
    return Stamp(due, (own, offset), known, len(known) < len(pairs))


def one_of(text: str, prefix: str, codes: tuple[str, ...], *, empty: str | None = None) -> str:
    """A code by itself or by its name in either language or in both."""
    wanted = "".join(text.split()).casefold()
    if not wanted and empty is not None:
        return empty
    for code in codes:
        words = strings()[f"{prefix}.{code}"]
        names = (code, words.en, words.zh, f"{words.zh}{words.en}", f"{words.en}{words.zh}")
        if wanted in {"".join(name.split()).casefold() for name in names}:
            return code
    names_of = (strings()[f"{prefix}.{code}"] for code in codes)
    known = ", ".join(f"{words.en}/{words.zh}" for words in names_of)
    raise Refused("accepted.one-of", known=known)


def status(text: str) -> str:
    """A status by its code or name; an empty text is to do."""
    return one_of(text, "item", tuple(Status), empty=Status.TODO)


def place(text: str) -> str:
    """Where work is done, by its code or name."""
    return one_of(text, "place", PLACES, empty="")


def number(text: str, low: int, high: int, empty: int) -> int:
    """A whole number between two others."""
    text = text.strip().removeprefix("!").removesuffix("天")
    if not text:
        return empty
    try:
        value = float(text)
        if value == int(value) and low <= value <= high:
            return int(value)
    except (ValueError, OverflowError):
        pass
    raise Refused("accepted.number", low=low, high=high)


def every(text: str) -> str:
    """How often a task comes back, such as `2w`; empty for once."""
    try:
        return parse_every(text)
    except Refusal:
        raise Refused("accepted.every") from None


def ids(text: str) -> list[str]:
    """Ids of items, separated by blanks or commas."""
    found = text.replace(",", " ").replace("，", " ").split()
    for name in found:
        if not ID.fullmatch(name):
            raise Refused("accepted.ids")
    return list(dict.fromkeys(found))


def edits_check(field: str, value: object) -> None:
    """Refuse what the checklist itself refuses."""
    try:
        edits.check(field, value)
    except edits.EditError:
        raise Refused(f"accepted.{field}" if field == "offset" else "accepted.text") from None


def long_enough(text: str, field: str) -> str:
    """A text that is not too long for a field."""
    edits_check(field, text)
    return text


def _is_mark(value: Any) -> bool:
    """Whether a JSON value is one's own mark on a cell of the matrix."""
    if not isinstance(value, Mapping) or set(value) != {"score", "note", "out"}:
        return False
    kinds = type(value["score"]) is int and isinstance(value["out"], bool)
    return kinds and value["score"] in range(6) and isinstance(value["note"], str)


def json_value(field: str, value: Any) -> Any:
    """The JSON form of a field, refused where its kind or its range is wrong."""
    default = DEFAULTS.get(field)
    if field != "text" and value == default and type(value) is type(default):
        return value
    if field in TEXTS or field in ("name", "preset", "content_version"):
        good = isinstance(value, str)
    elif field in ("tags", "needs", "markets"):
        good = isinstance(value, list) and all(isinstance(part, str) for part in value)
    elif field in ("days", "priority", "offset"):
        good = isinstance(value, int) and not isinstance(value, bool)
    elif field == "text":
        sides = (value.get("en"), value.get("zh")) if isinstance(value, Mapping) else (value, value)
        good = all(isinstance(side, str) for side in sides) and any(sides)
    elif field == "origin":
        names = {"kind", "card", "step", "market"}
        good = isinstance(value, Mapping) and set(value) <= names and {"kind", "card"} <= set(value)
        good = good and all(isinstance(part, str) for part in value.values())
    elif field == "layer":
        good = isinstance(value, Mapping) and all(map(_is_mark, value.values()))
    elif field == "anchor":
        good = isinstance(value, Mapping) and isinstance(value.get("festival", ""), str)
        good = good and type(value.get("year", 0)) is int
        good = good and isinstance(value.get("date"), str | None)
    else:
        good = isinstance(value, str)
    if not good:
        raise Refused("accepted.json", field=field)
    try:
        field_from_json(field, value)
        edits.check(field, value)
    except (ValueError, TypeError, KeyError):
        raise Refused("accepted.json", field=field) from None
    return value
