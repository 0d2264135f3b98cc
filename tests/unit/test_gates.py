"""Entry gates against a company: what is not answered or not known is never open."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuhai.gates import STANDINGS, Standing, judge
from chuhai.library.facts import GateTag
from chuhai.library.index import Library
from chuhai.model.company import CompanyKind, GateKind, GateRule, Goods
from chuhai.profile import (
    EMPTY,
    NAMES,
    Budget,
    Profile,
    as_json,
    parse,
    read_profile,
    typed,
    update_profile,
)
from chuhai.strings import Refusal
from conftest import COMPARE, TODAY

LIN = Profile(
    ("CN",),
    CompanyKind.COMPANY,
    dt.date(2023, 11, 22),
    (),
    (),
    True,
    ("CN",),
    ("battery",),
    ("zh", "en"),
    Budget(200_000, "CNY"),
)
"""The seller of journey A: eight people, nothing abroad, power banks among the goods."""


def _stands(library: Library, profile: Profile, platform: str, market: str) -> tuple[str, set[str]]:
    standing = Standing(library, profile, TODAY)
    verdict = standing.verdict(library.terms[platform], market)
    return verdict.standing, {finding.judged.why for finding in verdict.decisive}


def _but(**answers: Any) -> Profile:
    return replace(LIN, **answers)


@pytest.mark.parametrize(
    ("profile", "platform", "market", "standing", "whys"),
    [
        (LIN, "shop-mx", "MX", "blocked", {"no-warehouse"}),
        (_but(warehouses=("MX",)), "shop-mx", "MX", "open", set()),
        (_but(warehouses=("US",)), "shop-mx", "MX", "blocked", {"no-warehouse"}),
        (_but(warehouses=None), "shop-mx", "MX", "unknown", {"not-answered"}),
        (_but(warehouses=("MX",), founded=None), "shop-mx", "MX", "unknown", {"not-answered"}),
        (
            _but(warehouses=("MX",), founded=dt.date(2026, 11, 15)),
            "shop-mx", "MX", "blocked", {"too-young"},
        ),
        (_but(warehouses=("MX",), licence=("US",)), "shop-mx", "MX", "blocked",
         {"licence-elsewhere"}),
        (_but(warehouses=("MX",), licence=None), "shop-mx", "MX", "unknown", {"not-answered"}),
        (_but(kind=CompanyKind.SOLE_TRADER), "shop-mx", "MX", "blocked",
         {"company-only", "sole-trader-refused", "no-warehouse"}),
        (LIN, "shop-sea", "TH", "open", set()),
        (_but(kind=CompanyKind.SOLE_TRADER), "shop-sea", "TH", "open", set()),
        (_but(kind=CompanyKind.NONE), "shop-sea", "TH", "blocked", {"no-licence"}),
        (LIN, "shop-sea", "ID", "blocked", {"closed-here"}),
        (LIN, "stall-de", "DE", "cost", {"needs-deposit", "needs-language"}),
        (_but(languages=("de",)), "stall-de", "DE", "cost", {"needs-deposit"}),
        (_but(budget=Budget(500, "EUR")), "stall-de", "DE", "blocked", {"deposit-above-budget"}),
        (_but(budget=None), "stall-de", "DE", "unknown", {"not-answered"}),
        (_but(entities=("FR",), warehouses=("DE",)), "stall-de", "DE", "open", set()),
        (_but(goods=("food",)), "stall-de", "DE", "blocked", {"goods-refused"}),
        (_but(goods=None), "stall-de", "DE", "unknown", {"not-answered"}),
        (_but(goods=()), "stall-de", "DE", "cost", {"needs-deposit", "needs-language"}),
        (LIN, "chat", "TH", "unknown", {"who-may-sell"}),
        (LIN, "gone", "TH", "blocked", {"closed"}),
    ],
)  # fmt: skip
def test_a_company_is_open_at_a_cost_blocked_or_unknown(
    compare_library: Library,
    profile: Profile,
    platform: str,
    market: str,
    standing: str,
    whys: set[str],
) -> None:
    assert _stands(compare_library, profile, platform, market) == (standing, whys)


def test_a_young_licence_is_told_when_it_is_old_enough(compare_library: Library) -> None:
    profile = _but(warehouses=("MX",), founded=dt.date(2026, 11, 15))
    standing = Standing(compare_library, profile, TODAY)
    (finding,) = standing.verdict(compare_library.terms["shop-mx"], "MX").decisive
    assert finding.day == dt.date(2026, 11, 29)


def test_nothing_is_open_to_a_company_of_which_nothing_is_known(
    compare_library: Library, real_library: Library
) -> None:
    for library in (compare_library, real_library):
        standing = Standing(library, EMPTY, TODAY)
        counts = [standing.tally(market) for market in library.markets]
        assert sum(count["open"] + count["cost"] for count in counts) == 0
        assert sum(count["unknown"] for count in counts) > 0


def test_the_counts_are_those_of_the_verdicts(real_library: Library) -> None:
    standing = Standing(real_library, LIN, TODAY)
    for market in real_library.markets:
        verdicts = standing.verdicts(market)
        assert sum(standing.tally(market).values()) == len(verdicts)
        assert set(standing.tally(market)) <= set(STANDINGS)
        for verdict in verdicts:
            assert market in verdict.terms.markets
            assert verdict.terms.status in ("active", "limited")


_places = st.none() | st.lists(st.sampled_from(["CN", "HK", "MX", "US", "DE"]), max_size=3).map(
    tuple
)
_profiles = st.builds(
    Profile,
    _places,
    st.none() | st.sampled_from(CompanyKind),
    st.none() | st.dates(dt.date(2015, 1, 1), TODAY),
    _places,
    _places,
    st.none() | st.booleans(),
    _places,
    st.none() | st.lists(st.sampled_from(Goods), unique=True).map(tuple),
    st.none() | st.lists(st.sampled_from(["zh", "en", "de"]), unique=True).map(tuple),
    st.none() | st.builds(Budget, st.floats(0, 1e7), st.sampled_from(["CNY", "EUR"])),
)
_GATES = [
    GateTag(kind.value, rule.value, places, places, days, goods, ("de",), amount, currency)
    for kind in GateKind
    for rule in GateRule
    for places in ((), ("CN", "HK"), ("MX",), ("DE", "FR"))
    for days in (None, 200)
    for goods in ((), ("food", "battery"))
    for amount, currency in ((None, ""), (1_000.0, "EUR"))
]


@settings(max_examples=60, deadline=None)
@given(_profiles, st.sampled_from(NAMES))
def test_an_answer_taken_back_never_opens_a_gate(profile: Profile, question: str) -> None:
    less = replace(profile, **{question: None})
    for gate in _GATES:
        before = judge(gate, "MX", profile, TODAY)
        after = judge(gate, "MX", less, TODAY)
        if before.standing in ("blocked", "unknown"):
            assert after.standing in ("blocked", "unknown"), gate


@settings(max_examples=200, deadline=None)
@given(_profiles)
def test_a_profile_survives_the_file_and_the_words(tmp_path_factory: Any, profile: Profile) -> None:
    path = tmp_path_factory.mktemp("profile") / "profile.json"
    path.write_text(json.dumps(as_json(profile)))
    assert read_profile(path) == (profile, ())
    places = ["CN", "HK", "MX", "US", "DE"]
    for name in NAMES:
        value = getattr(profile, name)
        if name in ("licence", "entities", "warehouses", "record") and value:
            value = tuple(dict.fromkeys(value))
        if name != "budget":
            assert parse(name, typed(name, value), places, TODAY) == value


@pytest.mark.parametrize(
    ("name", "text", "answer"),
    [
        ("licence", "cn，hk", ("CN", "HK")),
        ("licence", "UK", ("GB",)),
        ("entities", "无", ()),
        ("warehouses", "none", ()),
        ("founded", "14", dt.date(2026, 11, 8)),
        ("founded", "3y", dt.date(2023, 11, 23)),
        ("founded", "2023/05/01", dt.date(2023, 5, 1)),
        ("brand", "有", True),
        ("brand", "no", False),
        ("kind", "Company", CompanyKind.COMPANY),
        ("goods", "battery food", ("battery", "food")),
        ("budget", "200,000 cny", Budget(200_000, "CNY")),
        ("budget", "USD 1500.50", Budget(1_500.5, "USD")),
        ("budget", "", None),
        ("brand", "-", None),
    ],
)
def test_answers_are_read_as_people_type_them(name: str, text: str, answer: object) -> None:
    assert parse(name, text, ["CN", "HK", "GB"], TODAY) == answer


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("licence", "China", "country codes"),
        ("kind", "compny", "did you mean company?"),
        ("founded", "soon", "2026-11-22"),
        ("founded", "2027-01-01", "lies ahead"),
        ("founded", "99999y", "days such as 14"),
        ("brand", "perhaps", "yes or no"),
        ("languages", "中文", "codes such as zh"),
        ("budget", "200000", "200000 CNY"),
        ("goods", "batteries", "did you mean battery?"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_can(name: str, text: str, said: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(name, text, ["CN"], TODAY)
    assert said in str(refusal.value)
    from chuhai.i18n import Lang

    assert refusal.value.said(Lang.ZH) != str(refusal.value)


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("", NAMES),
        ("[]", NAMES),
        ("{", NAMES),
        ('{"licence": "CN", "kind": "company"}', ("licence",)),
        ('{"licence": ["cn"], "brand": 1, "kind": "firm"}', ("licence", "kind", "brand")),
        ('{"budget": {"amount": NaN, "currency": "CNY"}, "brand": true}', ("budget",)),
        ('{"founded": "soon", "goods": ["lead"]}', ("founded", "goods")),
    ],
)
def test_a_damaged_file_costs_only_what_is_damaged_and_is_kept(
    tmp_path: Path, text: str, odd: tuple[str, ...]
) -> None:
    path = tmp_path / "profile.json"
    path.write_text(text)
    profile, named = read_profile(path)
    assert named == odd
    assert profile.kind == (CompanyKind.COMPANY if '"company"' in text else None)
    assert update_profile(path, {"brand": False}).brand is False
    assert (tmp_path / "profile.damaged.json").read_text() == text
    assert read_profile(path) == (update_profile(path, {}), ())


def test_two_windows_do_not_undo_each_other(tmp_path: Path) -> None:
    path = tmp_path / "profile.json"
    update_profile(path, {"licence": ("CN",)})
    update_profile(path, {"brand": True})
    assert read_profile(path)[0] == Profile(licence=("CN",), brand=True)


def test_profile_and_gates_on_the_command_line(
    chuhai: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CHUHAI_CONTENT", str(COMPARE))
    assert "MX\tMexico\t2 unknown" in chuhai("gates").out
    answers = ["licence=CN", "kind=company", "founded=3y", "entities=none", "warehouses=none"]
    assert chuhai("profile", "set", *answers).code == 0
    assert chuhai("profile", "show", "--json").json["warehouses"] == []
    assert chuhai("profile", "show", "--json").json["brand"] is None
    out = chuhai("gates", "MX").out
    assert "shop-mx\tShop Mexico\tblocked: no warehouse in Mexico" in out
    assert "没有墨西哥仓库" in chuhai("--lang", "zh", "gates", "MX").out
    found = chuhai("gates", "MX", "--json").json["gates"]
    (mine,) = [gates for gates in found if gates["platform"] == "shop-mx"]
    assert mine["standing"] == "blocked"
    assert mine["gates"][-1]["sources"] == ["shop-rules"]
    assert chuhai("gates", "MX", "--standing", "blocked").out.splitlines() == [
        "shop-mx\tShop Mexico\tblocked: no warehouse in Mexico"
    ]
    assert "TH\t" not in chuhai("gates", "--platform", "stall-de").out
    for args, said in (
        (("profile", "set", "kind"), "QUESTION=ANSWER"),
        (("profile", "set", "brnd=yes"), "did you mean brand?"),
        (("profile", "set", "kind=firm"), "accepted: company"),
        (("gates", "TH,MX"), "one market"),
        (("gates", "TH", "--platform", "shop-mx"), "accepted: MX"),
        (("gates", "TH", "--standing", "opn"), "did you mean open?"),
    ):
        ran = chuhai(*args)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
    path = tmp_path / "home" / "profile.json"
    path.write_text("{broken")
    ran = chuhai("gates", "MX")
    assert str(path) in ran.err
    assert "blocked" not in ran.out
    assert path.read_text() == "{broken"
