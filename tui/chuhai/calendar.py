"""Festival rules to dates, over `holidays`, `hijridate` and `lunardate`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from chuhai.model.festival import (
    AnnouncedDate,
    Festival,
    FixedRule,
    HijriRule,
    LibraryRule,
    LunarRule,
    NthWeekdayRule,
    RangeRule,
    RelativeRule,
    Rule,
    Window,
)
from chuhai.values import dataclass

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SIGHTED = ("Eid", "Ramadan", "Islamic", "Prophet", "Ashura", "Arafat")
_LOOSE = 7
"""Days by which a date that habit sets may move, when the card does not say."""


class Certainty(StrEnum):
    """How sure a date is."""

    ANNOUNCED = "announced"
    RULE = "rule"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True)
class Edition:
    """One festival in one year; an empty market means all of its markets."""

    festival: str
    market: str
    year: int
    start: dt.date
    end: dt.date
    sell_from: dt.date
    sell_to: dt.date
    prepare_from: dt.date
    """The day on which the lead time begins."""
    certainty: Certainty
    tolerance: int
    """By how many days an expected date may move."""


def _easter(year: int, orthodox: bool) -> dt.date:
    """Easter Sunday: the computus of Gauss in the form of Meeus (Astronomical Algorithms, 8)."""
    if orthodox:
        a, b, c = year % 4, year % 7, year % 19
        d = (19 * c + 15) % 30
        e = (2 * a + 4 * b - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        return dt.date(year, month, day + 1) + dt.timedelta(days=13)
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, n: int, from_day: int = 1) -> dt.date | None:
    """The n-th weekday (Monday is 0) of a month counted from a day; -1 is the last one."""
    if n > 0:
        first = dt.date(year, month, from_day)
        day = first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
    else:
        last = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
        day = last - dt.timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-n - 1))
    return day if day.month == month else None


@cache
def _holidays(
    country: str, year: int, categories: tuple[str, ...]
) -> tuple[tuple[dt.date, str], ...]:
    import holidays

    options: dict[str, Any] = {"years": year}
    if categories:
        options["categories"] = categories
    try:
        found = holidays.country_holidays(country, language="en_US", **options)
    except (NotImplementedError, ValueError):
        found = holidays.country_holidays(country, **options)
    return tuple(sorted(found.items()))


def _hijri_days(year: int, month: int, day: int) -> list[dt.date]:
    from hijridate import Gregorian, Hijri

    around = Gregorian(year, 1, 1).to_hijri().year
    days = []
    for hijri_year in range(around, around + 3):
        try:
            found = Hijri(hijri_year, month, day).to_gregorian()
        except (OverflowError, ValueError):
            continue
        if found.year == year:
            days.append(dt.date(found.year, found.month, found.day))
    return days


class Almanac:
    """Computes rules; remembers nothing but the festivals that rules may refer to."""

    def __init__(self, festivals: Mapping[str, Festival]) -> None:
        self._festivals = festivals

    def days(self, rule: Rule, year: int) -> list[tuple[dt.date, dt.date]]:
        """First and last day of each time a rule comes true in a year: once, seldom twice."""
        match rule:
            case RangeRule():
                starts, ends = self.days(rule.start, year), self.days(rule.end, year)
                if starts and ends and ends[0][0] < starts[0][0]:
                    ends = self.days(rule.end, year + 1)
                return [(a, b) for (a, _), (b, _) in zip(starts, ends, strict=False)]
            case HijriRule():
                return [(day, day) for day in _hijri_days(year, rule.month, rule.day)]
            case _:
                day = self._day(rule, year)
                return [(day, day)] if day else []

    def _day(self, rule: Rule, year: int) -> dt.date | None:
        match rule:
            case FixedRule():
                return dt.date(year, rule.month, rule.day)
            case NthWeekdayRule():
                return self._weekday(rule, year)
            case RelativeRule():
                base = self._named(rule.to, year)
                return base + dt.timedelta(days=rule.days) if base else None
            case LunarRule():
                from lunardate import LunarDate

                day: dt.date = LunarDate(year, rule.month, rule.day).to_solar_date()
                return day
            case LibraryRule():
                return _library(rule, year)
            case _:
                return None

    def _weekday(self, rule: NthWeekdayRule, year: int) -> dt.date | None:
        weekday = _WEEKDAYS.index(rule.weekday)
        first = rule.from_day or 1
        day = nth_weekday(year, rule.month, weekday, rule.n, first)
        if day and rule.if_after_day is not None and day.day > rule.if_after_day and rule.then_n:
            day = nth_weekday(year, rule.month, weekday, rule.then_n, first)
        if day and rule.unless_equals and day == self._named(rule.unless_equals, year):
            return self._weekday(rule.otherwise, year) if rule.otherwise else None
        return day

    def _named(self, name: str, year: int) -> dt.date | None:
        match name:
            case "easter-western":
                return _easter(year, orthodox=False)
            case "easter-orthodox":
                return _easter(year, orthodox=True)
            case "pentecost-western":
                return _easter(year, orthodox=False) + dt.timedelta(days=49)
            case "thanksgiving-us":
                return nth_weekday(year, 11, 3, 4)
            case "revolution-mx":
                return nth_weekday(year, 11, 0, 3)
            case "shawwal-1":
                return next(iter(_hijri_days(year, 10, 1)), None)
        other = self._festivals.get(name)
        if other is None:
            return None
        announced = next((date for date in other.dates if date.year == year), None)
        if announced:
            return announced.start
        found = self.days(other.rule, year) if other.rule else []
        return found[0][0] if found else None


def _library(rule: LibraryRule, year: int) -> dt.date | None:
    for day, names in _holidays(rule.country, year, rule.categories):
        for name in names.split("; "):
            if name.removesuffix(" (estimated)") == rule.name and day.year == year:
                return day
    return None


def _is_sighted(rule: Rule | None) -> bool:
    if isinstance(rule, RangeRule):
        return _is_sighted(rule.start)
    if isinstance(rule, LibraryRule):
        return any(word in rule.name for word in _SIGHTED)
    return isinstance(rule, HijriRule) or (
        isinstance(rule, RelativeRule) and rule.to == "shawwal-1"
    )


def _edition(
    festival: Festival,
    market: str,
    year: int,
    span: tuple[dt.date, dt.date],
    sure: tuple[Certainty, int],
) -> Edition:
    start, end = span
    day, window = dt.timedelta(days=1), dt.timedelta(days=festival.window_days)
    if festival.window == Window.BEFORE:
        sell_from, sell_to = start - max(window - day, day * 0), start
    else:
        sell_from, sell_to = start, start + max(window - day, day * 0)
    return Edition(
        festival=festival.id,
        market=market,
        year=year,
        start=start,
        end=end,
        sell_from=sell_from,
        sell_to=sell_to,
        prepare_from=start - dt.timedelta(days=festival.lead_days),
        certainty=sure[0],
        tolerance=sure[1],
    )


def _in_year(
    festival: Festival,
    market: str,
    year: int,
    rule: Rule | None,
    dates: Iterable[AnnouncedDate],
    almanac: Almanac,
) -> Iterator[Edition]:
    rest = dt.timedelta(days=festival.duration_days - 1)
    announced = [date for date in dates if date.year == year]
    for date in announced:
        span = (date.start, date.end or date.start + rest)
        yield _edition(festival, market, year, span, (Certainty.ANNOUNCED, 0))
    if announced or rule is None:
        return
    if festival.approximate:
        sure = (Certainty.EXPECTED, festival.tolerance_days or _LOOSE)
    elif _is_sighted(rule):
        sure = (Certainty.EXPECTED, festival.tolerance_days or 1)
    else:
        sure = (Certainty.RULE, 0)
    for start, end in almanac.days(rule, year):
        last = end if isinstance(rule, RangeRule) else start + rest
        yield _edition(festival, market, year, (start, last), sure)


def editions(
    festival: Festival, festivals: Mapping[str, Festival], years: Iterable[int]
) -> list[Edition]:
    """The editions of a festival in some years, those of single markets among them.

    An announced date wins over the rule for its year; a year without either has no edition.
    `festivals` are those that rules may refer to. A year of the Gregorian calendar may hold
    the same day of the Islamic one twice, as 2030 holds two beginnings of Ramadan.
    """
    almanac = Almanac(festivals)
    found: list[Edition] = []
    for year in years:
        found += _in_year(festival, "", year, festival.rule, festival.dates, almanac)
        for variant in festival.variants:
            rule = variant.rule or festival.rule
            found += _in_year(festival, variant.market, year, rule, variant.dates, almanac)
    return found
