"""How old a claim may be before it counts as stale."""

from __future__ import annotations

import datetime as dt

LIMITS = {"fee": 3, "market": 12, "survey": 18, "law": 6}
"""Months until a claim of each kind is stale; history is not here because it never is."""


def last_day(partial: str) -> dt.date:
    """The last day of a year, month or day that is written 2026, 2026-11 or 2026-11-22."""
    parts = [int(part) for part in partial.split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def months_between(partial: str, today: dt.date) -> int:
    """Whole months from the end of a year, month or day to today; negative for the future."""
    since = last_day(partial)
    months = (today.year - since.year) * 12 + today.month - since.month
    return months - (today.day < since.day)


def dated(as_of: str, effective: str, published: str = "") -> dt.date:
    """The day by which claims are put in order: when it was true, else in force, else printed."""
    partial = as_of or effective or published
    return last_day(partial) if partial else dt.date.min


def stale_from(age: str, as_of: str, effective: str) -> dt.date | None:
    """The first day on which `stale_months` calls a claim stale; nothing when it never does."""
    limit = LIMITS.get(age)
    since = (effective or as_of) if age == "law" else as_of
    if limit is None or not since:
        return None
    start = last_day(since)
    months = start.year * 12 + start.month - 1 + limit + 1
    first = dt.date(months // 12, months % 12 + 1, 1)
    day = first + dt.timedelta(days=start.day - 1)
    following = (first + dt.timedelta(days=31)).replace(day=1)
    return min(day, following)


def stale_months(age: str, as_of: str, effective: str, today: dt.date) -> tuple[int, int] | None:
    """The age in months and the limit when a claim is stale; nothing when it is not.

    A law counts from the day it took effect. A claim without a date is not called stale:
    it is shown as undated.
    """
    limit = LIMITS.get(age)
    since = (effective or as_of) if age == "law" else as_of
    if limit is None or not since:
        return None
    months = months_between(since, today)
    return (months, limit) if months > limit else None
