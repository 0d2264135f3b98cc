"""Copies that come back: journey C, through the command line, with people and files."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from chuhai.agenda import agenda
from chuhai.checklist import edits
from chuhai.checklist.difference import Kind
from chuhai.checklist.item import Checklist, Mark, to_json
from chuhai.checklist.operation import WHOLE, Change
from chuhai.checklist.store import Store
from chuhai.checklist.trail import trail_of
from chuhai.exchange.arrival import Home
from chuhai.exchange.formats import FORMATS
from chuhai.exchange.intake import Intake, look, take
from chuhai.exchange.report import lines
from chuhai.i18n import Lang
from chuhai.library.index import Library
from conftest import TODAY
from exchange.conftest import Person

MakePerson = Callable[[str], Person]


def _edit_sheet(path: Path, changes: dict[str, dict[str, Any]], **about: str) -> Path:
    """Change cells of a workbook by the id of the row and the English heading."""
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        heads = {str(cell.value).split(" ", 1)[-1]: n for n, cell in enumerate(sheet[1], 1)}
        if "Id" not in heads:
            continue
        for row in range(2, sheet.max_row + 1):
            item = str(sheet.cell(row, heads["Id"]).value).rpartition("/")[2]
            for head, value in changes.get(item, {}).items():
                sheet.cell(row, heads[head]).value = value
    for name, value in about.items():
        setattr(book.properties, name, value)
    target = path.with_name(f"back-{path.name}")
    book.save(target)
    return target


def _edit_table(path: Path, changes: dict[str, dict[str, str]]) -> Path:
    """Change cells of a CSV file in the same way."""
    heads, *rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    names = [head.split(" ", 1)[-1] for head in heads]
    for row in rows:
        item = row[names.index("Id")].rpartition("/")[2]
        for head, value in changes.get(item, {}).items():
            row[names.index(head)] = value
    out = io.StringIO(newline="")
    csv.writer(out).writerows([heads, *rows])
    target = path.with_name(f"back-{path.name}")
    target.write_text(out.getvalue(), "utf-8-sig", newline="")
    return target


def test_two_files_merge_by_item_and_field(wei: Person, person: MakePerson) -> None:
    ploy, chen = person("ploy"), person("chen")
    sent = wei.send("json")
    ids = {step: item["id"] for step, item in wei.items().items()}
    for other in (ploy, chen):
        assert other.take(sent, how="import")["new"] == 10
        assert other.items() == wei.items()
    ploy("checklist", "set", ids["t8"], "--owner", "Ploy", "--priority", "1")
    ploy("checklist", "tick", ids["t1"])
    ploy("checklist", "add", "拍泰语短视频 due:-35d own:Ploy")
    chen("checklist", "set", ids["t8"], "--owner", "Chen", "--note", "ring the agency\nagain")
    wei("checklist", "set", ids["t9"], "--note", "book the room")
    report = wei.take(ploy.send("json"))
    assert (report["new"], report["changed"], report["conflicts"]) == (1, 3, 0)
    mine = wei.items()
    assert (mine["t8"]["owner"], mine["t8"]["priority"]) == ("Ploy", 1)
    assert mine["t1"]["status"] == "done"
    assert mine["t9"]["note"] == "book the room"
    assert mine["拍泰语短视频"]["computed"]["due"] == "2027-10-07"

    back = chen.send("json")
    ran = wei("merge", str(back))
    assert ran.code == 1
    assert "--ours, --theirs or --ask" in ran.err
    assert wei.items() == mine
    report = wei.take(back, code=1)
    (conflict,) = [one for one in report["differences"] if one["kind"] == "conflict"]
    assert (conflict["item"], conflict["field"]) == (ids["t8"], "owner")
    assert (conflict["old"], conflict["new"]) == ("Ploy", "Chen")
    assert (conflict["ours"]["who"], conflict["theirs"]["who"]) == ("wei", "chen")
    assert conflict["theirs"]["when"]

    report = wei.take(back, "--theirs")
    assert report["written"]
    after = wei.items()
    assert (after["t8"]["owner"], after["t8"]["priority"]) == ("Chen", 1)
    assert after["t8"]["note"] == "ring the agency\nagain"
    for again in (back, ploy.send("json", name="late")):
        report = wei.take(again)
        assert (report["changed"], report["conflicts"], report["written"]) == (0, 0, False)
    assert wei("checklist", "undo").out.split("\t")[1] == "merge"
    assert wei.items() == mine
    assert wei.take(back, "--theirs")["written"]
    assert wei.items() == after


@pytest.mark.parametrize("side", ["--ours", "--theirs"])
def test_a_decided_conflict_is_not_asked_again(wei: Person, person: MakePerson, side: str) -> None:
    ploy = person("ploy")
    ploy.take(wei.send("json"), how="import")
    item = wei.items()["t8"]["id"]
    wei("checklist", "set", item, "--owner", "Wei")
    ploy("checklist", "set", item, "--owner", "Ploy")
    first = ploy.send("json", name="first")
    assert wei.take(first, code=1)["conflicts"] == 1
    assert wei.take(first, side)["written"]
    assert wei.items()["t8"]["owner"] == side.removeprefix("--").replace("ours", "Wei").replace(
        "theirs", "Ploy"
    )
    assert not wei.take(first)["written"]
    ploy("checklist", "set", item, "--note", "more")
    report = wei.take(ploy.send("json", name="second"))
    assert (report["changed"], report["conflicts"]) == (1, 0)


def test_week_after_week_without_sending_back(wei: Person, person: MakePerson) -> None:
    ploy = person("ploy")
    ploy.take(wei.send("json"), how="import")
    item = wei.items()["t8"]["id"]
    for week, owner in enumerate(("An", "Bo", "Cy")):
        ploy("checklist", "set", item, "--owner", owner)
        wei("checklist", "set", wei.items()["t9"]["id"], "--note", f"week {week}")
        report = wei.take(ploy.send("json", name=f"week-{week}"))
        assert (report["changed"], report["conflicts"]) == (1, 0)
        assert wei.items()["t8"]["owner"] == owner
    old = wei.take(wei.folder / "week-0.json")
    assert (old["changed"], old["conflicts"]) == (0, 0)
    assert ploy.take(wei.send("json"))["changed"] == 1
    assert ploy.items() == wei.items()


def test_what_we_took_back_counts_as_our_change(wei: Person, person: MakePerson) -> None:
    item = wei.items()["t8"]["id"]
    wei("checklist", "set", item, "--owner", "Wei")
    sent = wei.send("json")
    wei("checklist", "undo")
    report = wei.take(sent)
    assert (report["changed"], report["conflicts"]) == (0, 0)
    assert wei.items()["t8"]["owner"] == ""


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_two_dates_changed_in_a_sheet_are_recognised(wei: Person, form: str) -> None:
    path, items = wei.send(form), wei.items()
    changes = {
        items["t8"]["id"]: {"Due": "2027-10-12"},
        items["t7"]["id"]: {"Due": "2027/10/9", "Owner": "Ploy"},
    }
    if form == "xlsx":
        back = _edit_sheet(path, dict(changes), lastModifiedBy="Ploy")
    else:
        back = _edit_table(path, changes)
    report = wei.take(back, "--dry-run", how="import")
    assert not report["written"]
    found = {(one["item"], one["field"]): one["new"] for one in report["differences"]}
    assert found == {
        (items["t8"]["id"], "due"): {"due": None, "offset": 30},
        (items["t7"]["id"], "due"): {"due": None, "offset": 33},
        (items["t7"]["id"], "owner"): "Ploy",
    }
    assert wei.take(back, how="import")["changed"] == 3
    after = wei.items()
    assert after["t8"]["computed"]["due"] == "2027-10-12"
    assert after["t7"]["computed"]["due"] == "2027-10-09"
    assert not wei.take(back)["written"]
    assert wei("plan", "move", "2027-11-09").code == 0
    assert wei.items()["t8"]["computed"]["due"] == "2027-10-10"
    assert wei.take(back)["conflicts"] == 0


def test_the_plan_holds_a_date_that_others_wait_for(wei: Person) -> None:
    items = wei.items()
    back = _edit_table(wei.send("csv"), {items["t4"]["id"]: {"Due": "2027-11-01"}})
    ran = wei("merge", str(back))
    assert "2027-09-27 (D-45) → 2027-11-01 (D-10)" in ran.out
    assert "due stays 2027-09-30" in ran.out


def test_a_sheet_against_newer_edits_here(wei: Person) -> None:
    items = wei.items()
    ids = {step: item["id"] for step, item in items.items()}
    path = wei.send("xlsx")
    back = _edit_sheet(
        path,
        {
            ids["t8"]: {"Owner": "Ploy", "Note": "theirs"},
            ids["t7"]: {"Status": "完成", "Done on": "2027-09-30"},
            ids["t6"]: {"Status": "Waiting", "Waiting on": "the forwarder"},
        },
        lastModifiedBy="Ploy",
    )
    wei("checklist", "set", ids["t8"], "--note", "ours")
    wei("checklist", "set", ids["t9"], "--owner", "Wei")
    report = wei.take(back, code=1)
    (conflict,) = [one for one in report["differences"] if one["kind"] == "conflict"]
    assert (conflict["field"], conflict["old"], conflict["new"]) == ("note", "ours", "theirs")
    assert (conflict["ours"]["who"], conflict["theirs"]["who"]) == ("wei", "Ploy")
    assert wei.take(back, "--ours")["written"]
    after = wei.items()
    assert (after["t8"]["owner"], after["t8"]["note"]) == ("Ploy", "ours")
    assert after["t9"]["owner"] == "Wei"
    assert (after["t7"]["status"], after["t7"]["done_on"]) == ("done", "2027-09-30")
    assert (after["t6"]["status"], after["t6"]["waiting_on"]) == ("waiting", "the forwarder")
    other = _edit_sheet(path, {ids["t8"]: {"Priority": 1}})
    report = wei.take(other)
    assert (report["changed"], report["conflicts"]) == (1, 0)
    assert wei.items()["t8"]["owner"] == "Ploy"


def test_asking_about_each_conflict(wei: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = {step: item["id"] for step, item in wei.items().items()}
    back = _edit_table(
        wei.send("csv"), {ids["t8"]: {"Owner": "Ploy"}, ids["t9"]: {"Owner": "Ploy"}}
    )
    for step in ("t8", "t9"):
        wei("checklist", "set", ids[step], "--owner", "Wei")
    answers = iter(["theirs", "ours"])
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: next(answers))
    ran = wei("merge", str(back), "--ask")
    assert ran.code == 0
    assert "Owner: here Wei (wei, 20" in ran.err
    owners = {wei.items()[step]["owner"] for step in ("t8", "t9")}
    assert owners == {"Wei", "Ploy"}


def test_rows_that_are_gone_and_rows_that_are_new(wei: Person) -> None:
    ids = {step: item["id"] for step, item in wei.items().items()}
    path = wei.send("csv")
    lines = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    kept = [row for row in lines if f"/{ids['t9']}" not in " ".join(row)]
    kept.append(["拍摄样品", "", "", "2027-10-01", "", "2", "", "Ploy"])
    out = io.StringIO(newline="")
    csv.writer(out).writerows(kept)
    path.write_text(out.getvalue(), "utf-8-sig", newline="")
    report = wei.take(path, how="import")
    assert (report["new"], report["missing"], report["unchanged"]) == (1, 1, 9)
    after = wei.items()
    assert "t9" in after
    new = after["拍摄样品"]
    assert (new["due"], new["days"], new["owner"]) == ("2027-10-01", 2, "Ploy")
    assert not wei.take(path, how="import")["written"]
    report = wei.take(path, "--remove-missing", how="import")
    assert report["written"]
    assert "t9" not in wei.items()
    before = list(after)
    wei("checklist", "undo")
    assert list(wei.items()) == before


def test_removed_on_one_side(wei: Person, person: MakePerson) -> None:
    ploy = person("ploy")
    ploy.take(wei.send("json"), how="import")
    ids = {step: item["id"] for step, item in wei.items().items()}
    sent = json.loads(ploy.send("json").read_text())
    (one,) = sent["lists"]
    one["items"] = [item for item in one["items"] if item["id"] != ids["t9"]]
    path = wei.folder / "cut.json"
    path.write_text(json.dumps(sent))
    report = wei.take(path)
    assert (report["missing"], report["written"]) == (1, False)
    assert wei.take(path, "--remove-missing")["written"]
    assert "t9" not in wei.items()
    ploy("checklist", "set", ids["t8"], "--owner", "Ploy")
    report = wei.take(ploy.send("json"))
    assert (report["changed"], report["conflicts"]) == (1, 0)
    ploy("checklist", "set", ids["t9"], "--owner", "Ploy")
    report = wei.take(ploy.send("json"), code=1)
    assert report["conflicts"] == 1
    assert wei.take(ploy.send("json"), "--theirs")["written"]
    assert wei.items()["t9"]["owner"] == "Ploy"


def test_part_of_a_list_misses_nothing(wei: Person) -> None:
    ids = {step: item["id"] for step, item in wei.items().items()}
    wei("checklist", "set", ids["t8"], "--owner", "Ploy")
    path = wei.send("json", "--owner", "Ploy")
    data = json.loads(path.read_text())
    assert [item["id"] for item in data["lists"][0]["items"]] == [ids["t8"]]
    data["lists"][0]["items"][0]["note"] = "mine"
    path.write_text(json.dumps(data))
    report = wei.take(path)
    assert (report["changed"], report["missing"]) == (1, 0)


def test_a_copy_of_another_list_is_not_merged(wei: Person, person: MakePerson) -> None:
    ploy = person("ploy")
    ploy("plan", "new", "shop-and-sale", "--market", "TH", "--anchor", "six 2027")
    ran = wei("merge", str(ploy.send("json")))
    assert ran.code == 2
    assert "chuhai import" in ran.err


def test_an_old_copy_of_nobody_knows_what(wei: Person) -> None:
    path = wei.send("json")
    data = json.loads(path.read_text())
    for name in ("known", "sum"):
        del data["lists"][0][name]
    data["lists"][0]["items"][0]["owner"] = "Ploy"
    path.write_text(json.dumps(data))
    assert wei.take(path, code=1)["conflicts"] == 1
    assert wei.take(path, how="import")["changed"] == 1


def test_items_that_would_wait_for_one_another_are_refused(wei: Person) -> None:
    items = wei.items()
    first, last = items["t1"]["id"], items["t10"]["id"]
    back = _edit_table(wei.send("csv"), {first: {"Needs": last}})
    before = wei.items()
    ran = wei("merge", str(back))
    assert ran.code == 2
    assert "wait for one another" in ran.err
    assert wei.items() == before


def test_both_took_the_same_step(wei: Person, person: MakePerson) -> None:
    ploy = person("ploy")
    ploy.take(wei.send("json"), how="import")
    for one in (wei, ploy):
        one("plan", "new", "shop-and-sale", "--market", "TH", "--anchor", "six 2027", "--name", "B")
    lists = {one["name"]: one["id"] for one in wei("checklist", "show", "--json").json["lists"]}
    data = json.loads(ploy.send("json", "--list", "B").read_text())
    data["lists"][0]["id"] = lists["B"]
    path = wei.folder / "same.json"
    path.write_text(json.dumps(data))
    report = wei.take(path)
    assert (report["new"], report["unchanged"]) == (0, 10)
    shown: Any = wei("plan", "show", "--list", "B", "--json").json
    assert len(shown["items"]) == 10


@pytest.mark.parametrize("form", ["csv", "xlsx", "todo.txt"])
def test_a_sheet_of_one_owner_misses_nothing(wei: Person, form: str) -> None:
    wei("checklist", "set", wei.items()["t8"]["id"], "--owner", "Ploy")
    report = wei.take(wei.send(form, "--owner", "Ploy"))
    assert (report["missing"], report["unchanged"]) == (0, 1)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_typed_row_joins_the_list_above_it(wei: Person, form: str) -> None:
    wei("plan", "new", "shop-and-sale", "--market", "TH", "--anchor", "six 2027", "--name", "B")
    path = wei.send(form)
    if form == "xlsx":
        book = openpyxl.load_workbook(path)
        book.worksheets[0].append(["拍样品"])
        book.worksheets[1].append(["拍成品"])
        book.save(path)
    else:
        lines = path.read_text("utf-8-sig").splitlines(keepends=True)
        path.write_text("".join([*lines[:3], "拍样品\r\n", *lines[3:], "拍成品\r\n"]), "utf-8-sig",
                        newline="")  # fmt: skip
    report = wei.take(path)
    assert (report["new"], report["missing"], report["unchanged"]) == (2, 0, 20)
    first, second = wei("checklist", "show", "--json").json["lists"]
    assert "拍样品" in [item["text"] for item in first["items"]]
    assert "拍成品" in [item["text"] for item in second["items"]]
    assert not wei.take(path)["written"]


def test_the_list_itself_is_merged_too(wei: Person, person: MakePerson) -> None:
    ploy = person("ploy")
    ploy.take(wei.send("json"), how="import")
    ploy("plan", "move", "twelve 2027")
    path = ploy.send("json")
    ran = wei("merge", str(path), "--dry-run")
    assert "List\tAnchor: 11.11 2027 → 12.12 2027" in ran.out
    wei("plan", "move", "2027-11-09")
    (conflict,) = [
        one for one in wei.take(path, code=1)["differences"] if one["kind"] == "conflict"
    ]
    assert (conflict["item"], conflict["field"]) == (None, "anchor")
    assert wei.take(path, "--theirs")["written"]
    assert wei.items()["t10"]["computed"]["due"] == "2027-12-12"
    assert not wei.take(path)["written"]


def test_own_marks_on_the_matrix_are_merged_cell_by_cell(
    library: Library, store: Store, tmp_path: Path
) -> None:
    made = to_json(Checklist("l1", "L", layer={"tactics/a@TH": Mark(1)}))
    store.update(lambda _: ("new-list", (Change("l1", "", WHOLE, None, made),)))
    other = Store(tmp_path / "there", "ploy", lambda: dt.datetime(2026, 11, 22, tzinfo=dt.UTC))

    def copy_of(one: Store) -> bytes:
        lists = one.load().book.lists.values()
        shown = [agenda(owner, library, TODAY) for owner in lists]
        return FORMATS["json"].write(shown, library, Lang.EN, trail_of(one.journal()))

    def look_at(data: bytes, one: Store) -> Intake:
        home = Home(one.load().book, trail_of(one.journal()), library, TODAY)
        return look("a.json", data, home, trusting=False)

    def note(one: Store, cell: str, mark: Mark) -> None:
        one.load()
        one.update(lambda b: ("set-mark", edits.set_mark(b, "l1", cell, mark)))

    assert take(look_at(copy_of(store), other), other, "import", {})
    note(other, "tactics/a@TH", Mark(5, "theirs"))
    note(other, "tactics/b@TH", Mark(2))
    note(store, "tactics/c@TH", Mark(3))
    got = look_at(copy_of(other), store)
    assert not got.merge.of(Kind.CONFLICT)
    shown = [(line.field, line.old, line.new) for line in lines(got, Lang.EN) if line.field]
    assert shown == [
        ("Own mark on tactics/a@TH", "1", "5 · theirs"),
        ("Own mark on tactics/b@TH", "nothing", "2"),
    ]
    assert take(got, store, "merge", {})
    layer = {"tactics/c@TH": Mark(3), "tactics/a@TH": Mark(5, "theirs"), "tactics/b@TH": Mark(2)}
    assert store.history.book.lists["l1"].layer == layer
    store.undo()
    assert store.history.book.lists["l1"].layer.keys() == {"tactics/a@TH", "tactics/c@TH"}
    note(store, "tactics/b@TH", Mark(4))
    (conflict,) = look_at(copy_of(other), store).merge.of(Kind.CONFLICT)
    assert conflict.field == "layer:tactics/b@TH"


def test_begun_and_expected_come_back_in_a_sheet(wei: Person) -> None:
    ids = {step: item["id"] for step, item in wei.items().items()}
    changes = {
        ids["t1"]: {"Status": "进行中", "Expected": "2026-12-24"},
        ids["t3"]: {"Comes back": "每月"},
    }
    assert wei.take(_edit_sheet(wei.send("xlsx"), changes))["changed"] == 4
    after = wei.items()
    assert (after["t1"]["status"], after["t1"]["begun"]) == ("doing", "2026-11-22")
    assert (after["t1"]["expected"], after["t3"]["every"]) == ("2026-12-24", "1m")
    finished = _edit_sheet(wei.send("xlsx"), {ids["t1"]: {"Status": "Done"}})
    assert wei.take(finished)["written"]
    after = wei.items()
    assert (after["t1"]["done_on"], after["t1"]["expected"]) == ("2026-11-22", None)
