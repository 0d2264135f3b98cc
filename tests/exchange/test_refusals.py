"""Files that are broken, strange or hostile: named with sheet, row and column, never half taken."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from exchange.conftest import Person


def _sheet(path: Path, head: str, value: Any, row: int = 3) -> Path:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = {str(cell.value).split(" ", 1)[-1]: n for n, cell in enumerate(sheet[1], 1)}
    sheet.cell(row, heads[head]).value = value
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("head", "value", "column", "accepted"),
    [
        ("Due", "soon", "D (截止 Due)", "2027-10-14"),
        ("Due", "10/11/2027", "D (截止 Due)", "14.10.2027"),
        ("Due", "2027-02-30", "D (截止 Due)", "2027-10-14"),
        ("Due", "=A1", "D (截止 Due)", "2027-10-14"),
        ("Status", "nearly", "C (状态 Status)", "To do/待办"),
        ("Days", "-3", "F (工期 Days)", "0 to 1000"),
        ("Days", 2.5, "F (工期 Days)", "0 to 1000"),
        ("Priority", 9, "I (优先级 Priority)", "1 to 3"),
        ("Planned as", "4 weeks", "G (排期 Planned as)", "D-28"),
        ("Where", "moon", "N (地点 Where)", "at origin/国内"),
        ("Done on", "x", "Q (完成日 Done on)", "2027-10-14"),
        ("Id", "no id", "V (编号 Id)", "as it was sent"),
        ("Needs", "nobody", "前置编号 Needs", "ids of tasks"),
        ("As sent", "2027", "AC (发出时 As sent)", "as it was sent"),
        ("Expected", "late", "P (预计完成 Expected)", "2027-10-14"),
        ("Comes back", "often", "重复 Comes back", "1w, 2w"),
        ("Note", "x" * 20_001, "K (备注 Note)", "20,000"),
    ],
)
def test_a_broken_cell_is_named(
    wei: Person, head: str, value: object, column: str, accepted: str
) -> None:
    path = _sheet(wei.send("xlsx"), head, value)
    before = wei.items()
    report = wei.take(path, code=1)
    (fault,) = report["refused"]
    assert (fault["sheet"], fault["row"]) == ("Thailand · 11.11 2027", 3)
    assert column in fault["column"]
    assert accepted in fault["accepted"]
    assert wei.items() == before


def test_the_sentence_for_people(wei: Person) -> None:
    path = _sheet(wei.send("xlsx"), "Due", "soon")
    ran = wei("import", str(path))
    assert ran.code == 1
    said = "sheet “Thailand · 11.11 2027”, row 3, column D (截止 Due): “soon” is not accepted"
    assert said in ran.err
    assert "Nothing was changed" in ran.err
    chinese = wei("--lang", "zh", "import", str(path)).err
    assert "工作表“Thailand · 11.11 2027”，第 3 行，D (截止 Due) 列：不接受“soon”" in chinese


def test_the_good_rows_can_be_taken_and_the_mended_one_later(wei: Person) -> None:
    path = wei.send("xlsx")
    _sheet(path, "Owner", "Ploy", row=4)
    _sheet(path, "Owner", "Ann", row=3)
    _sheet(path, "Due", "soon", row=3)
    report = wei.take(path, "--skip-broken")
    assert (report["changed"], len(report["refused"])) == (1, 1)
    assert {item["owner"] for item in wei.items().values()} == {"", "Ploy"}
    _sheet(path, "Due", "2027-09-01", row=3)
    assert wei.take(path)["changed"] == 2
    assert {item["owner"] for item in wei.items().values()} == {"", "Ploy", "Ann"}


def test_a_date_and_a_rule_that_disagree(wei: Person) -> None:
    path = _sheet(wei.send("xlsx"), "Due", "2027-08-01")
    _sheet(path, "Planned as", "D-10")
    (fault,) = wei.take(path, code=1)["refused"]
    assert "not two that disagree" in fault["accepted"]


def test_an_id_twice_and_a_task_without_words(wei: Person) -> None:
    path = wei.send("csv")
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    rows.append(rows[1])
    rows[2][0] = rows[2][1] = ""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    path.write_text(out.getvalue(), "utf-8-sig", newline="")
    refused = wei.take(path, code=1)["refused"]
    assert [(fault["row"], fault["accepted"]) for fault in refused] == [
        (3, "a text for every task"), (12, "each id once"),
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["gb18030", "utf-16", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_that_people_typed(wei: Person, code: str, separator: str) -> None:
    path = wei.folder / "typed.csv"
    lines = ["任务,截止,负责人,颜色", "拍视频,2027年10月1日,Ploy,红", "寄样,,,", ",,,"]
    path.write_text("\r\n".join(lines).replace(",", separator), code, newline="")
    report = wei.take(path, how="import")
    assert (report["new"], report["refused"]) == (2, [])
    assert "颜色" in report["notices"][0]
    after = wei.items()
    assert (after["拍视频"]["due"], after["拍视频"]["owner"]) == ("2027-10-01", "Ploy")
    again = wei.take(path, how="import")
    assert (again["new"], again["written"]) == (0, False)


def test_a_table_becomes_a_list_where_there_is_none(person: Callable[[str], Person]) -> None:
    ann = person("ann")
    path = ann.folder / "Messe Berlin.csv"
    path.write_text("Task,Due\nBook a stand,14.10.2027\n")
    assert ann.take(path, how="import")["new"] == 1
    (made,) = ann("checklist", "show", "--json").json["lists"]
    assert (made["name"], made["items"][0]["due"]) == ("Messe Berlin", "2027-10-14")
    assert not ann.take(path, how="import")["written"]
    assert ann("checklist", "undo").out.split("\t")[1] == "import"
    assert ann("checklist", "show", "--json").json["lists"] == []


def test_lines_of_another_todo_program(wei: Person) -> None:
    path = wei.folder / "todo.txt"
    path.write_text(
        "(A) 2026-11-01 Call the agency +Thailand @phone due:2027-10-01\n"
        "x 2026-11-20 2026-11-01 Send samples https://example.org/a?b=c\n"
        "(D) Look at it some day t:2027-01-01\n"
        "due:someday nothing\n"
    )
    report = wei.take(path, "--skip-broken", how="import")
    assert report["new"] == 3
    (fault,) = report["refused"]
    assert (fault["row"], fault["value"]) == (4, "due:someday nothing")
    after = wei.items()
    call = after["Call the agency"]
    assert (call["priority"], call["due"], call["tags"]) == (1, "2027-10-01", ["phone", "Thailand"])
    sent = after["Send samples https://example.org/a?b=c"]
    assert (sent["status"], sent["done_on"]) == ("done", "2026-11-20")
    assert after["Look at it some day t:2027-01-01"]["priority"] == 3


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"%PDF-1.7", ".csv, .json, .tsv, .txt, .xlsx"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "save it as .xlsx"),
        ("a.xlsx", b"not a zip", "can be opened"),
        ("a.xlsx", b"PK\x03\x04 torn", "can be opened"),
        ("a.json", b"{", "no JSON at 1:2"),
        ("a.json", b"[" * 100_000, "no JSON"),
        ("a.json", b"{}", "neither a checklist"),
        ("a.json", b'{"format": "chuhai-checklist/9", "lists": []}', "chuhai-checklist/1"),
        ("a.json", b'{"format": "chuhai-checklist/1", "lists": [3]}', "neither a checklist"),
        ("a.csv", b"\xff\xff\xff", "no text"),
        ("a.csv", b"", "no column for the task"),
        ("a.csv", b"a,b\n1,2\n", "no column for the task"),
        ("a.csv", b'Task,Note\n"open,x\n', "row"),
        ("a.txt", b"\n\n", "no task"),
        ("a.txt", b"due:x y\n" * 60, "50 faults"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(
    wei: Person, name: str, data: bytes, said: str
) -> None:
    path = wei.folder / name
    path.write_bytes(data)
    for how in ("import", "merge"):
        ran = wei(how, str(path))
        assert ran.code == 2
        assert said in ran.err
        assert str(path) in ran.err
        assert len(ran.err.strip().splitlines()) == 1


def test_no_file_and_a_folder(wei: Person) -> None:
    assert "cannot be read" in wei("import", str(wei.folder / "none.csv")).err
    assert wei("import", str(wei.folder)).code == 2


def test_a_file_that_unpacks_without_end(wei: Person) -> None:
    path = wei.folder / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 70_000_000)
    ran = wei("import", str(path))
    assert ran.code == 2
    assert "MB" in ran.err


def _spoilt(value: Any, key: str = "owner") -> bytes:
    item = {"id": "a1", "text": "A", key: value}
    lists = [{"id": "l1", "name": "L", "items": [item]}]
    return json.dumps({"format": "chuhai-checklist/1", "lists": lists}).encode()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("owner", 5), ("days", "3"), ("days", True), ("days", -1), ("priority", 4),
        ("status", "maybe"), ("due", "soon"), ("due", 3), ("offset", 9_999), ("tags", "a"),
        ("tags", [1]), ("needs", {"a": 1}), ("origin", {"kind": "tactics"}), ("origin", "x"),
        ("text", {"en": 3, "zh": ""}), ("text", ""), ("note", "x" * 20_001), ("id", "../a"),
        ("id", 7), ("begun", "soon"), ("expected", 3), ("every", "often"),
        ("done_on", "2027-13-01"), ("place", None),
    ],
)  # fmt: skip
def test_a_wrong_value_in_json_is_named(wei: Person, key: str, value: object) -> None:
    path = wei.folder / "bad.json"
    path.write_bytes(_spoilt(value, key))
    report = wei.take(path, how="import", code=1)
    (fault,) = report["refused"]
    assert (fault["sheet"], fault["row"]) == ("L", 1)
    assert not report["written"]


@pytest.mark.parametrize(
    "anchor", [3, {"festival": 3}, {"date": "soon"}, {"year": "2027"}, {"what": 1}]
)
def test_a_wrong_anchor_in_json_is_named(wei: Person, anchor: object) -> None:
    path = wei.folder / "bad.json"
    lists = [{"id": "l1", "anchor": anchor, "items": []}]
    path.write_text(json.dumps({"format": "chuhai-checklist/1", "lists": lists}))
    (fault,) = wei.take(path, how="import", code=1)["refused"]
    assert fault["column"] == "anchor"


def test_control_codes_in_a_file_do_not_reach_the_terminal(wei: Person) -> None:
    path = wei.folder / "red.csv"
    path.write_text("Task,Status\n\x1b[31mred\x07,\x1b[2Jhm\nfine \x1b]52;c;eA==\x07,\n")
    ran = wei("import", str(path), "--skip-broken")
    assert "\x1b" not in ran.out + ran.err
    assert "\x07" not in ran.out + ran.err


@pytest.mark.parametrize("form", ["%m/%d/%Y", "%d/%m/%Y", "%d-%m-%Y"])
def test_dates_as_excel_saves_a_table_elsewhere(wei: Person, form: str) -> None:
    path = wei.send("csv")
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    for row in rows[1:]:
        for place in (3, 4):
            row[place] = dt.date.fromisoformat(row[place]).strftime(form)
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    path.write_text(out.getvalue(), "utf-8-sig", newline="")
    report = wei.take(path)
    assert (report["unchanged"], report["refused"]) == (10, [])
    rows[1][3] = dt.date(2027, 5, 1).strftime(form)
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    path.write_text(out.getvalue(), "utf-8-sig", newline="")
    assert wei.take(path)["changed"] == 1
    assert "2027-05-01" in {item["computed"]["due"] for item in wei.items().values()}


def test_what_a_sheet_has_beside_the_headings_is_named(wei: Person) -> None:
    path = wei.folder / "typed.csv"
    path.write_text("Task,Note,Notes,\nA,one,two,three\nB,,,\n")
    notices = wei.take(path, "--dry-run", how="import")["notices"]
    assert notices == [
        "Not read, because the headings are unknown: Notes",
        "Not read, because they have no heading: cells in row 2",
    ]


@pytest.mark.parametrize(
    "mark",
    [
        3,
        {"score": 9, "note": "", "out": False},
        {"score": 1},
        {"score": True, "note": "", "out": False},
    ],
)
def test_a_wrong_mark_in_json_is_named(wei: Person, mark: object) -> None:
    path = wei.folder / "bad.json"
    lists = [{"id": "l1", "layer": {"tactics/routine@TH": mark}, "items": []}]
    path.write_text(json.dumps({"format": "chuhai-checklist/1", "lists": lists}))
    (fault,) = wei.take(path, how="import", code=1)["refused"]
    assert fault["column"] == "layer"
