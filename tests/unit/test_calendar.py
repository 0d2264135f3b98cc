"""Festival rules to dates."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from chuhai.calendar import Certainty, Edition, editions
from chuhai.model.festival import Festival


def _festival(name: str = "it", **given: Any) -> Festival:
    plain: dict[str, Any] = {
        "id": name, "name": {"en": "It"}, "markets": ["MX"], "tier": 1, "duration_days": 1,
        "window_days": 1, "window": "during", "lead_days": 30, "lead_scope": "estimate",
        "confidence": "recalled",
    }  # fmt: skip
    return Festival.model_validate({**plain, **given})


def _start(year: int, **rule: Any) -> dt.date:
    found = editions(_festival(rule=rule), {}, [year])
    assert len(found) == 1
    return found[0].start


@pytest.mark.parametrize(("year", "day"), [(2024, 29), (2026, 27), (2029, 23), (2030, 29)])
def test_black_friday_is_the_day_after_the_fourth_thursday(year: int, day: int) -> None:
    assert _start(year, kind="relative", to="thanksgiving-us", days=1) == dt.date(year, 11, day)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"kind": "fixed", "month": 11, "day": 11}, dt.date(2027, 11, 11)),
        ({"kind": "nth-weekday", "month": 5, "weekday": "sun", "n": 2}, dt.date(2027, 5, 9)),
        ({"kind": "nth-weekday", "month": 5, "weekday": "mon", "n": -1}, dt.date(2027, 5, 31)),
        ({"kind": "relative", "to": "easter-western", "days": -2}, dt.date(2027, 3, 26)),
        ({"kind": "relative", "to": "easter-orthodox", "days": 0}, dt.date(2027, 5, 2)),
        ({"kind": "relative", "to": "revolution-mx", "days": -3}, dt.date(2027, 11, 12)),
        ({"kind": "lunar", "month": 1, "day": 1}, dt.date(2027, 2, 6)),
        ({"kind": "library", "country": "CN", "name": "Chinese New Year (Spring Festival)"},
         dt.date(2027, 2, 6)),
        ({"kind": "library", "country": "KR", "name": "Korean New Year"}, dt.date(2027, 2, 7)),
        ({"kind": "hijri", "month": 9, "day": 1}, dt.date(2027, 2, 8)),
    ],
)  # fmt: skip
def test_each_kind_of_rule(rule: dict[str, Any], expected: dt.date) -> None:
    assert _start(2027, **rule) == expected


def test_a_weekday_rule_may_give_way_to_another() -> None:
    late = {"kind": "nth-weekday", "month": 3, "weekday": "sun", "n": 4}
    assert _start(2027, **late, if_after_day=25, then_n=3) == dt.date(2027, 3, 21)
    other = {"kind": "nth-weekday", "month": 3, "weekday": "sun", "n": 1}
    clash = {**late, "unless_equals": "easter-western", "otherwise": other}
    assert _start(2027, **clash) == dt.date(2027, 3, 7)


def test_an_announced_date_wins_and_says_so() -> None:
    festival = _festival(
        rule={"kind": "fixed", "month": 6, "day": 1},
        approximate=True,
        dates=[{"year": 2026, "start": dt.date(2026, 6, 23), "confidence": "checked"}],
    )
    found = editions(festival, {}, [2026, 2027])
    assert [(e.start, e.certainty, e.tolerance) for e in found] == [
        (dt.date(2026, 6, 23), Certainty.ANNOUNCED, 0),
        (dt.date(2027, 6, 1), Certainty.EXPECTED, 7),
    ]


def test_a_market_may_keep_other_days() -> None:
    festival = _festival(
        rule={"kind": "fixed", "month": 6, "day": 1},
        variants=[{"market": "TH", "rule": {"kind": "fixed", "month": 6, "day": 3}}],
    )
    found = {e.market: e.start for e in editions(festival, {}, [2027])}
    assert found == {"": dt.date(2027, 6, 1), "TH": dt.date(2027, 6, 3)}


def _only(festival: Festival) -> Edition:
    (found,) = editions(festival, {}, [2027])
    return found


def test_windows_and_lead_time() -> None:
    rule = {"kind": "fixed", "month": 6, "day": 10}
    before = _only(_festival(rule=rule, window="before", window_days=10))
    assert (before.sell_from, before.sell_to) == (dt.date(2027, 6, 1), dt.date(2027, 6, 10))
    during = _only(_festival(rule=rule, window_days=4, duration_days=4))
    assert (during.sell_from, during.sell_to) == (dt.date(2027, 6, 10), dt.date(2027, 6, 13))
    assert during.end == dt.date(2027, 6, 13)
    assert during.prepare_from == dt.date(2027, 5, 11)


def test_a_range_may_run_over_the_new_year() -> None:
    first, last = {"kind": "fixed", "month": 12, "day": 20}, {"kind": "fixed", "month": 1, "day": 6}
    found = _only(_festival(rule={"kind": "range", "start": first, "end": last}))
    assert (found.start, found.end) == (dt.date(2027, 12, 20), dt.date(2028, 1, 6))


def test_two_ramadans_in_2030() -> None:
    found = editions(_festival(rule={"kind": "hijri", "month": 9, "day": 1}), {}, [2030])
    assert [e.start for e in found] == [dt.date(2030, 1, 5), dt.date(2030, 12, 26)]
    assert {e.certainty for e in found} == {Certainty.EXPECTED}
