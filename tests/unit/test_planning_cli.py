"""The planner from the command line: journey C, many items at once, lists, presets, calendar."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import JOURNEY


@pytest.fixture(autouse=True)
def _journey(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUHAI_CONTENT", str(JOURNEY))


@pytest.fixture
def ids(chuhai: Any) -> dict[str, str]:
    """The list of journey A; the ids of its items by step."""
    args = ("--market", "TH", "--anchor", "eleven 2027", "--json")
    shown = chuhai("plan", "new", "shop-and-sale", *args).json
    return {item["origin"]["step"]: item["id"] for item in shown["items"]}


def _items(chuhai: Any) -> dict[str, Any]:
    shown = chuhai("plan", "show", "--json").json
    return {(item["origin"] or {}).get("step", item["id"]): item for item in shown["items"]}


def test_a_slip_is_seen_forward_with_its_reason(
    chuhai: Any, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    done = {"t1": "2027-05-20", "t2": "2027-08-20", "t3": "2027-09-10", "t5": "2027-09-08"}
    for step, day in done.items():
        monkeypatch.setenv("CHUHAI_TODAY", day)
        assert chuhai("checklist", "tick", ids[step]).code == 0
    chuhai("checklist", "set", ids["t6"], "--status", "doing")
    monkeypatch.setenv("CHUHAI_TODAY", "2027-10-01")
    review = chuhai("plan", "review", "--json").json
    assert (review["done"], review["total"]) == (4, 10)
    assert review["late"] == {ids["t4"]: 4}
    assert review["blocked"][ids["t7"]] == review["blocked"][ids["t8"]] == [ids["t4"]]
    assert chuhai("checklist", "set", ids["t4"], "--expected", "10-04").code == 0
    items = _items(chuhai)
    seen = {step: (i["computed"]["forecast"], i["computed"]["slack"]) for step, i in items.items()}
    assert seen["t7"] == ("2027-10-09", 3)
    assert seen["t8"] == ("2027-10-18", -4)
    assert seen["t9"][1] == 15
    why = "It waits for ‘Listings and Thai copy live’, which is expected on 2027-10-04."
    assert items["t8"]["computed"]["reason"] == why
    after = chuhai("plan", "review", "--json").json
    assert after["slipped"] == {ids["t4"]: 7, ids["t8"]: 4}
    assert after["spare"] == 21
    text = chuhai("plan", "review").out
    assert "4 of 10 done, 40 %" in text
    late = "2 items are late on the way, ‘Listings and Thai copy live’ most, by 7 days"
    assert f"11.11 2027 can still be reached, 21 days to spare; {late}" in text
    assert why in chuhai("plan", "show").out
    chinese = chuhai("--lang", "zh", "plan", "show").out
    assert "在等“商品页和泰语文案上线”，它预计 2027-10-04 完成。" in chinese


def test_many_items_change_in_one_step(chuhai: Any, ids: dict[str, str]) -> None:
    ran = chuhai("checklist", "set", "1", "2", ids["t3"], "4", "--line", "own:Ploy !1 move:-3d")
    assert len(ran.out.splitlines()) == 4
    items = _items(chuhai)
    assert {step for step, item in items.items() if item["owner"] == "Ploy"} == {
        "t1", "t2", "t3", "t4",
    }  # fmt: skip
    assert items["t4"]["computed"]["due"] == "2027-09-24"
    undone = chuhai("checklist", "undo").out
    assert undone.split("\t")[3].strip() == "change of 4 items: owner, priority, due"
    assert not any(item["owner"] for item in _items(chuhai).values())
    chuhai("checklist", "redo")
    assert (
        chuhai("checklist", "drop", "--where", "own:Ploy -is:critical", "--why", "later").code == 0
    )
    dropped = {step for step, item in _items(chuhai).items() if item["status"] == "dropped"}
    assert dropped == {"t3", "t4"}
    chuhai("checklist", "restore", "--where", "is:dropped")
    assert not any(item["status"] == "dropped" for item in _items(chuhai).values())
    chuhai("checklist", "remove", "10")
    assert "t10" not in _items(chuhai)
    (newest, *_) = chuhai("checklist", "log", "--json").json["steps"]
    assert newest["words"] == "removal of ‘Festival day’"


def test_what_comes_first_is_set_and_a_circle_is_named(chuhai: Any, ids: dict[str, str]) -> None:
    assert chuhai("checklist", "set", "7", "--needs", "4,8").code == 0
    assert _items(chuhai)["t7"]["needs"] == [ids["t4"], ids["t8"]]
    ran = chuhai("checklist", "set", "1", "--needs", "5")
    assert ran.code == 2
    assert "Pick SKUs, landed-cost sheet → " in ran.err
    assert ran.err.strip().endswith("→ Pick SKUs, landed-cost sheet")
    chinese = chuhai("--lang", "zh", "checklist", "set", "1", "--needs", "1")
    assert "选品，填到岸成本表 → 选品，填到岸成本表" in chinese.err
    assert _items(chuhai)["t1"]["needs"] == []
    added = chuhai("checklist", "add", "shoot shorts due:-35d after:4,8")
    new = added.out.split("\t")[0]
    assert _items(chuhai)[new]["needs"] == [ids["t4"], ids["t8"]]


def test_a_list_is_copied_renamed_used_and_removed(chuhai: Any, ids: dict[str, str]) -> None:
    chuhai("checklist", "tick", ids["t1"])
    ran = chuhai("checklist", "duplicate", "--market", "TH", "--anchor", "nine 2027")
    copy = ran.out.split("\t")[0]
    shown = chuhai("plan", "show", "--list", copy, "--json").json
    assert shown["anchor_date"] == "2027-09-09"
    assert {item["status"] for item in shown["items"]} == {"todo"}
    due = {item["origin"]["step"]: item["computed"]["due"] for item in shown["items"]}
    assert due["t10"] == "2027-09-09"
    assert not {item["id"] for item in shown["items"]} & set(ids.values())
    chuhai("checklist", "rename", "Autumn")
    assert "* " + copy in chuhai("checklist", "lists").out
    assert "Autumn" in chuhai("checklist", "lists").out
    chuhai("checklist", "use", "Thailand · 11.11 2027")
    lists = chuhai("checklist", "lists", "--json").json["lists"]
    assert [one["in_use"] for one in lists] == [True, False]
    chuhai("checklist", "remove-list", "Autumn")
    assert len(chuhai("checklist", "lists", "--json").json["lists"]) == 1
    chuhai("checklist", "undo")
    assert len(chuhai("checklist", "lists", "--json").json["lists"]) == 2


def test_a_list_becomes_a_private_preset(chuhai: Any, ids: dict[str, str], tmp_path: Path) -> None:
    chuhai("checklist", "set", "2", "--owner", "Ploy", "--note", "ask\nthe lab", "--priority", "1")
    chuhai("checklist", "drop", ids["t7"])
    chuhai("checklist", "add", "每周复盘 due:2027-11-01 every:1w")
    name, path = chuhai("checklist", "save-preset", "我的首店").out.strip().split("\t")
    assert Path(path).parent == tmp_path / "home" / "presets"
    found = {row["id"]: row for row in chuhai("plan", "presets", "--json").json["presets"]}
    assert found[name]["private"]
    assert found[name]["name"]["zh"] == "我的首店"
    assert not found["shop-and-sale"]["private"]
    reach = chuhai("reach", "TH", "--preset", "我的首店", "--json").json
    assert reach["chain"] == ["t1", "t2", "t5", "t6", "t9", "t10"]
    chuhai("plan", "new", name, "--market", "TH", "--anchor", "2027-12-12")
    items = _items(chuhai)
    assert len(items) == 10
    assert "t7" not in items
    assert (items["t2"]["owner"], items["t2"]["note"]) == ("Ploy", "ask\nthe lab")
    weekly = next(item for item in items.values() if item["every"])
    assert weekly["offset"] == 10
    again = chuhai("checklist", "save-preset", "我的首店").out.split("\t")[0]
    assert again == f"{name}-2"


def test_a_broken_private_preset_is_named_and_costs_nothing(chuhai: Any, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "presets"
    folder.mkdir(parents=True)
    (folder / "bad.toml").write_text('id = "bad"\nname.en = "Bad"\nsummary.en = "x"\nstepz = 1\n')
    steps = '[[steps]]\nid="a"\ndays=1\nwhat.en="A"\nneeds=["b"]\n'
    steps += '[[steps]]\nid="b"\ndays=1\nwhat.en="B"\nneeds=["a"]\n'
    (folder / "ring.toml").write_text(f'id = "ring"\nname.en="R"\nsummary.en="x"\n{steps}')
    ran = chuhai("plan", "presets")
    assert ran.code == 0
    assert ran.out.startswith("shop-and-sale")
    assert "bad.toml:4: error [schema] stepz" in ran.err
    assert "did you mean `steps`" in ran.err
    assert "ring.toml: error [circle] steps: items wait for one another: a → b → a" in ran.err


def test_days_off_are_set_and_counted(chuhai: Any) -> None:
    assert chuhai("settings", "days-off", "周六,日").out == "days-off\tsat,sun\n"
    args = ("--market", "TH", "--anchor", "eleven 2027", "--json")
    shown = chuhai("plan", "new", "shop-and-sale", *args).json
    start = {item["origin"]["step"]: item["computed"]["start"] for item in shown["items"]}
    assert start["t9"] == "2027-11-02"
    assert start["t7"] == "2027-10-05"
    chuhai("settings", "days-off", "none")
    assert _items(chuhai)["t7"]["computed"]["start"] == "2027-10-07"
    assert chuhai("settings", "--json").json["home"] == "CN"
    assert chuhai("settings", "home", "th").out == "home\tTH\n"
    out = chuhai("plan", "show").out
    assert "falls into" not in out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("settings", "days-off", "someday"), "someday is not a weekday"),
        (("settings", "days-off", "mon,tue,wed,thu,fri,sat,sun"), "needs a working day"),
        (("settings", "dayoff"), "did you mean days-off"),
        (("settings", "home", "Atlantis"), "Atlantis"),
        (("calendar", "2027-13"), "accepted: 2026-11"),
        (("checklist", "set", "1"), "what to change?"),
        (("checklist", "set", "99", "--owner", "x"), "unknown item '99'"),
        (("checklist", "set", "--owner", "x"), "which items?"),
        (("checklist", "set", "--where", "own:none", "--owner", "x"), "no item matches"),
        (("checklist", "set", "--where", "is:latte", "--owner", "x"), "late?"),
        (("checklist", "set", "1", "--every", "often"), "1w, 2w, 1m"),
        (("checklist", "set", "1", "--move", "soon"), "+3d, -5d"),
        (("checklist", "set", "1", "--expected", "someday"), "someday is not a date"),
        (("checklist", "set", "1", "--line", "own:Ploy today"), "'today' is no field"),
        (("checklist", "duplicate", "--market", "XX"), "XX"),
        (("plan", "shift"), "by how many days?"),
        (("plan", "new", "shop-and-sail", "--market", "TH", "--anchor", "six"), "shop-and-sale"),
    ],
)
def test_what_is_not_accepted_is_said(
    chuhai: Any, ids: dict[str, str], args: tuple[str, ...], said: str
) -> None:
    ran = chuhai(*args)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_the_calendar_of_a_month(chuhai: Any, ids: dict[str, str]) -> None:
    ran = chuhai("calendar", "2027-10", "--months", "2", "--market", "TH", "--json").json
    marks = {(mark["kind"], mark["start"]): mark for mark in ran["marks"]}
    closure = marks["closure", "2027-10-01"]
    assert (closure["end"], closure["certainty"], closure["markets"]) == (
        "2027-10-07", "expected", ["CN"],
    )  # fmt: skip
    assert marks["festival", "2027-11-11"]["name"]["zh"] == "双11"
    assert marks["prepare", "2027-10-28"]["festival"] == "twelve"
    assert marks["due", "2027-10-12"]["item"] == ids["t7"]
    assert ("anchor", "2027-11-11") in marks
    text = chuhai("--lang", "zh", "calendar", "2027-10").out
    assert "2027-10-01..2027-10-07\t停工\t国庆停工\t预计\tCN" in text


def test_the_agenda_by_when(
    chuhai: Any, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHUHAI_TODAY", "2027-09-27")
    chuhai("checklist", "tick", ids["t3"])
    found = {
        moment: [item["id"] for item in items]
        for moment, items in chuhai("checklist", "agenda", "--json").json.items()
    }
    assert found["late"] == [ids["t1"], ids["t2"], ids["t5"]]
    assert found["today"] == [ids["t4"]]
    assert "week" not in found
    assert found["done"] == [ids["t3"]]
    assert found["later"][0] == ids["t7"]
    out = chuhai("checklist", "show", "--by", "phase", "--where", "is:open").out
    assert out.startswith("Groundwork")


def test_an_item_comes_back_until_the_anchor(
    chuhai: Any, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    added = chuhai("checklist", "add", "review the week due:-30d every:2w").out.split("\t")[0]

    def open_ones() -> list[tuple[str, str]]:
        return [
            (item["id"], item["computed"]["due"])
            for item in _items(chuhai).values()
            if item["every"] and item["status"] == "todo"
        ]

    assert open_ones() == [(added, "2027-10-12")]
    chuhai("checklist", "tick", added)
    ((second, day),) = open_ones()
    assert day == "2027-10-26"
    monkeypatch.setenv("CHUHAI_TODAY", "2027-10-30")
    chuhai("checklist", "tick", second)
    ((third, day),) = open_ones()
    assert day == "2027-11-09"
    chuhai("checklist", "tick", third)
    assert open_ones() == []
    chuhai("checklist", "undo")
    assert open_ones() == [(third, "2027-11-09")]


def test_a_note_from_standard_input(
    chuhai: Any, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("first\nsecond\n"))
    chuhai("checklist", "set", "1", "--note", "-", "--tags", "#live, launch", "--text", "Pick them")
    item = _items(chuhai)["t1"]
    assert (item["note"], item["tags"], item["text"]) == (
        "first\nsecond", ["live", "launch"], "Pick them",
    )  # fmt: skip
