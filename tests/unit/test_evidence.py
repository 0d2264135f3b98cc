"""Evidence: what argues, what is stale, what differs; in the core and on the command line."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pytest

from chuhai.evidence import Case, case, covers, dispute
from chuhai.library.age import LIMITS, stale_from, stale_months
from chuhai.library.filter import Filter
from chuhai.library.index import Library
from chuhai.library.opening import open_library
from conftest import TODAY


def _case(library: Library, market: str, line: str = "", card: str = "trends/live") -> Case:
    entry = library.find(*card.split("/"))
    assert entry is not None
    return case(library, entry, market, TODAY, library.parse(line))


def _told(case: Case) -> dict[str, list[str]]:
    sides = {"for": case.pro, "against": case.con, "context": case.context}
    return {side: [s.claim.text.en for s in said] for side, said in sides.items() if said}


def test_a_case_has_two_sides_newest_first_and_the_context_apart(argued: Library) -> None:
    found = _case(argued, "DE")
    assert _told(found) == {
        "for": ["Another poll in the union.", "The shop opens."],
        "against": ["Hosts in Berlin cost more.", "People who tried it."],
        "context": ["People who had tried it."],
    }
    assert found.judgement is not None
    assert (found.judgement.level, found.judgement.since) == ("avoid", "2026-11")
    assert found.elsewhere == 1
    old = found.con[1]
    assert old.stale == (25, 18)
    assert old.source is not None
    assert (old.source.publisher, old.source.kind) == ("Institute", "survey")
    assert [(t.what, t.count) for t in found.todo] == [
        ("conflict", 0), ("recheck", 1), ("find-passage", 1),
    ]  # fmt: skip


def test_a_claim_of_another_card_counts_only_for_the_very_market(argued: Library) -> None:
    assert "Hosts in Berlin cost more." not in str(_told(_case(argued, "TH")))
    assert "Hosts in Berlin cost more." not in str(_told(_case(argued, "")))
    tactic = _case(argued, "DE", card="tactics/routine")
    assert [s.claim.card for s in tactic.con] == ["routine", "live"]


def test_missing_sides_are_said(argued: Library) -> None:
    assert [t.what for t in _case(argued, "TH").todo] == ["find-any"]
    assert [t.what for t in _case(argued, "TH", card="markets/TH").todo] == [
        "recheck", "find-passage",
    ]  # fmt: skip
    assert _case(argued, "MX", card="trends/group").judgement is not None


def test_a_filter_leaves_claims_out_and_says_how_many(argued: Library) -> None:
    stale = _case(argued, "DE", "evidence:stale")
    assert _told(stale) == {"against": ["People who tried it."]}
    assert stale.left_out == 4
    assert "find-for" not in {t.what for t in stale.todo}
    assert len(list(_case(argued, "DE", "evidence:stale,recalled").statements)) == 2
    assert len(list(_case(argued, "DE", "-evidence:conflict").statements)) == 3


def test_a_conflict_shows_all_sides_and_what_would_settle_it(argued: Library) -> None:
    conflict = argued.conflict("tried-de")
    assert conflict is not None
    found = dispute(argued, conflict, TODAY)
    said = [[s.claim.text.en for s in position] for position in found.positions]
    assert said == [["Another poll in the union."], ["People who tried it."]]
    assert found.conflict.settled_by.en == "A poll that asks both ways."
    assert argued.conflict("nothing") is None


@pytest.mark.parametrize(
    ("place", "market", "region", "yes"),
    [
        ("DE", "DE", "europe", True),
        ("EU", "DE", "europe", True),
        ("EU", "GB", "europe", False),
        ("EUROPE", "GB", "europe", True),
        ("SEA", "TH", "southeast-asia", True),
        ("SEA", "DE", "europe", False),
        ("WORLD", "TH", "southeast-asia", True),
        ("WORLD", "XX", "", True),
        ("MENA", "XX", "", False),
    ],
)
def test_what_a_claim_about_a_group_covers(place: str, market: str, region: str, yes: bool) -> None:
    assert covers(place, market, region) is yes


def test_the_facets_of_evidence(argued: Library) -> None:
    def ids(line: str, kind: str) -> set[str]:
        return {argued.entry(row).id for row in argued.select(argued.parse(line), kind)}

    assert ids("evidence:stale", "trends") == {"live"}
    assert ids("evidence:conflict", "trends") == {"live"}
    assert ids("-evidence:conflict", "trends") == {"group"}
    assert ids("evidence:stale", "tactics") == set()
    assert ids("evidence:recalled", "platforms") == {"shop-mx"}
    assert str(argued.parse("evidence:recalled,stale")) == "evidence:recalled,stale"


def test_staleness_follows_the_day_without_building_anew(argued_pack: Path) -> None:
    before = open_library(dt.date(2026, 4, 29), argued_pack)
    after = open_library(dt.date(2026, 4, 30), argued_pack)
    assert before.meta == after.meta
    stale = Filter().only("evidence", "stale")
    assert [len(known.select(stale, "trends")) for known in (before, after)] == [0, 1]


def test_the_day_on_which_a_claim_goes_stale_is_the_first_one() -> None:
    dice = random.Random(3)
    for _ in range(300):
        age = dice.choice([*LIMITS, "history"])
        day = dt.date(2020, 1, 1) + dt.timedelta(days=dice.randrange(2000))
        written = dice.choice([day.isoformat(), day.isoformat()[:7], str(day.year), ""])
        first = stale_from(age, written, "")
        if first is None:
            assert stale_months(age, written, "", dt.date(2050, 1, 1)) is None
        else:
            assert stale_months(age, written, "", first)
            assert not stale_months(age, written, "", first - dt.timedelta(days=1))


def test_evidence_on_the_command_line(chuhai: Any, argued: Library) -> None:
    found = chuhai("evidence", "live", "--market", "DE", "--json").json
    assert found["stance"]["level"] == "avoid"
    assert [said["stale"] for said in found["against"]] == [None, {"months": 25, "limit": 18}]
    assert found["for"][0]["source"] is None
    assert found["against"][1]["source"]["url"] == "https://example.org/survey"
    assert found["conflicts"][0]["settled_by"]["en"] == "A poll that asks both ways."
    shown = chuhai("evidence", "live", "--market", "DE").out
    assert "8% (of adults asked): People who tried it. (Germany; Institute (survey, 2024" in shown
    assert "stale: 25 months > 18; sources differ (tried-de)" in shown
    assert "What would settle it" in shown
    chinese = chuhai("--lang", "zh", "evidence", "live", "--market", "DE").out
    assert "支持 2" in chinese
    assert "怎样才算有定论" in chinese


def test_a_conflict_and_all_that_is_stale_on_the_command_line(chuhai: Any, argued: Library) -> None:
    found = chuhai("evidence", "tried-de", "--json").json
    assert [len(position) for position in found["positions"]] == [1, 1]
    assert "Newest word 1" in chuhai("evidence", "tried-de").out
    cases = chuhai("evidence", "--filter", "evidence:stale", "--json").json["cases"]
    assert {known["card"] for known in cases} >= {"trends/live", "markets/TH"}
    assert all(said["stale"] for known in cases for said in known["context"])


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("evidence", "nonsense"), "unknown card 'nonsense'"),
        (("evidence", "live-claim"), "article carry no claims"),
        (("evidence", "live", "--market", "DE,TH"), "one market is accepted"),
        (("evidence", "live", "--market", "XX"), "accepted"),
        (("evidence", "live", "--filter", "evidence:old"), "accepted: stale, conflict, recalled"),
    ],
)
def test_what_evidence_refuses(
    chuhai: Any, argued: Library, args: tuple[str, ...], said: str
) -> None:
    ran = chuhai(*args)
    assert ran.code == 2
    assert said in ran.err
