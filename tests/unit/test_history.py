"""Lineage as a clock and the timeline; in the core and on the command line."""

from __future__ import annotations

from typing import Any

import pytest

from chuhai.lag import by_market, by_outcome, copies, models, path
from chuhai.library.index import Library
from chuhai.timeline import timeline


def _copies(library: Library, line: str = "") -> Any:
    return copies(library, library.parse(line))


def test_copies_come_under_their_model_with_their_lags(argued: Library) -> None:
    groups = models(_copies(argued))
    told = {m.name.en: [(c.name.en, c.lag, c.outcome) for c in m.copies] for m in groups}
    assert told == {
        "Chat": [("Chat X", 3, "niche")],
        "Live A": [("Live B", 3, "closed"), ("Live C", 8, "thrives")],
    }
    assert groups[1].median == 5.5
    assert groups[1].copies[0].months == 42
    assert groups[1].copies[1].months is None


def test_a_market_counts_from_the_year_in_which_the_copy_arrived(argued: Library) -> None:
    found = {clock.key: clock for clock in by_market(_copies(argued), argued.markets)}
    assert (found["TH"].count, found["TH"].median) == (2, 4.0)
    assert dict(found["TH"].ends) == {"closed": 1, "niche": 1}
    assert found["DE"].median == 3
    assert found["MX"].median == 8
    ends = [(clock.key, clock.median) for clock in by_outcome(_copies(argued))]
    assert ends == [("thrives", 8), ("niche", 3), ("closed", 3)]
    assert by_market(_copies(argued, "market:DE"), ["TH"])[0].count == 1


def test_where_one_market_is_on_the_path_of_another(argued: Library) -> None:
    found = path(_copies(argued), "DE", "TH")
    told = {step.model.name.en: step.gap for step in found.steps}
    assert told == {"Chat": None, "Live A": -2}
    assert (len(found.reached), len(found.ahead), len(found.alone)) == (1, 1, 0)
    assert found.median == -2
    back = path(_copies(argued), "TH", "DE")
    assert (back.median, len(back.alone)) == (2, 1)
    assert path(_copies(argued), "DE", "SG").median is None


def test_a_copy_that_reached_both_at_once_says_nothing_of_who_was_first(
    real_library: Library,
) -> None:
    found = path(_copies(real_library), "TH", "US")
    same = [step for step in found.reached if step.here[0][1] is step.there[0][1]]
    assert any(not step.dated and step.gap is None for step in same)


def test_the_timeline_in_lanes(argued: Library) -> None:
    sides = timeline(argued, argued.parse(""))
    assert [m.entry.id for m in sides.moments] == [
        "live-start", "copy-start", "copy-th", "copy-end", "shop-mx-opens",
    ]  # fmt: skip
    assert [m.lanes for m in sides.moments[:2]] == [("china",), ("overseas",)]
    assert [m.lag for m in sides.moments] == [None, 3.5, None, None, None]
    assert sides.moments[0].links == ("live-copy",)
    assert dict(sides.counts["overseas"]) == {2019: 1, 2021: 1, 2022: 1, 2025: 1}
    assert sides.years == range(2016, 2026)
    assert [(s.first, len(s.moments)) for s in sides.spans("decade")] == [(2010, 2), (2020, 3)]
    assert [s.first for s in sides.spans("year")] == [2016, 2019, 2021, 2022, 2025]
    regions = timeline(argued, argued.parse(""), "regions")
    assert regions.lanes == ["southeast-asia", "europe", "latin-america", "china"]
    companies = timeline(argued, argued.parse(""), "companies")
    assert companies.lanes == ["Beta", "Alpha", "others"]
    assert [s.count("Beta") for s in companies.spans("decade")] == [1, 2]
    assert timeline(argued, argued.parse("kind:shutdown market:MX")).years == range(0)


def test_every_event_of_the_lineage_is_there_and_leads_back(real_library: Library) -> None:
    told = 0
    for row in real_library.select(real_library.parse(""), "lineage"):
        link = real_library.entry(row)
        for name in link.related:
            kind, event_id = name.split("/")
            event = real_library.find(kind, event_id)
            assert event is not None
            assert f"lineage/{link.id}" in event.related
            told += 1
    assert told > 80


def test_history_on_the_command_line(chuhai: Any, argued: Library) -> None:
    tree = chuhai("lineage", "--json").json
    assert [m["name"]["en"] for m in tree["models"]] == ["Chat", "Live A"]
    assert tree["models"][1]["copies"][0]["lag_months"] == 42
    assert "  2019\tLive B\tGermany, Thailand\t+3 y\tClosed 2022" in chuhai("lineage").out
    assert "Live C" not in chuhai("lineage", "--market", "TH").out
    assert chuhai("lineage", "--by", "market", "--json").json["clocks"][0]["key"] == "TH"
    assert "泰国\t2\t4 年" in chuhai("--lang", "zh", "lineage", "--by", "market").out
    walked = chuhai("lineage", "--path", "DE,TH", "--json").json
    assert (walked["reached_both"], walked["only_there"], walked["median_gap_years"]) == (1, 1, -2)
    assert "Germany: · not yet" in chuhai("lineage", "--path", "DE,TH").out
    events = chuhai("timeline", "--json").json
    assert events["rows"][1]["lag_years"] == 3.5
    lines = chuhai("timeline").out.splitlines()
    assert "2016-04  China     Launch                Live begins ★" in lines
    assert "2019-10  Overseas  Launch        +3.5 y  Live B opens" in lines
    years = chuhai("timeline", "--zoom", "year").out.splitlines()
    assert "2016    1       1      ·         Live begins" in years
    decades = chuhai("timeline", "--zoom", "decade", "--lanes", "regions").out.splitlines()
    assert decades[2].split()[:4] == ["Period", "Events", "SE", "Asia"]
    assert decades[3].split()[:3] == ["2010s", "2", "·"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("lineage", "--path", "DE"), "two markets are accepted, such as TH,US"),
        (("lineage", "--path", "DE,XX"), "unknown market 'XX'"),
        (("lineage", "--by", "markt"), "did you mean market?"),
        (("timeline", "--zoom", "day"), "accepted: decade, year, month"),
        (("timeline", "--lanes", "firms"), "accepted: sides, regions, companies"),
    ],
)
def test_what_history_refuses(chuhai: Any, args: tuple[str, ...], said: str) -> None:
    ran = chuhai(*args)
    assert ran.code == 2
    assert said in ran.err
