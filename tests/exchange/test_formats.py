"""What each format looks like to the program that it is for."""

from __future__ import annotations

import csv
import datetime as dt
import html.parser
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest

from chuhai.exchange.formats import FORMATS
from exchange.conftest import Person

LONG = "给曼谷的达人寄样并确认收到，" * 9
EVIL = '=HYPERLINK("http://x","y")'


@pytest.fixture
def full(wei: Person) -> Person:
    """The list of journey A with an item of every sort."""
    ids = {step: item["id"] for step, item in wei.items().items()}
    wei("checklist", "add", f"{LONG} due:-35d own:Ploy !1 #live")
    wei("checklist", "set", ids["t8"], "--owner", "Ploy", "--note", EVIL)
    wei("checklist", "tick", ids["t1"])
    wei("checklist", "add", "@SUM(A1) <script>alert(1)</script> [x](http://y) due:2027-10-01")
    wei("checklist", "set", ids["t9"], "--status", "dropped")
    wei("checklist", "set", ids["t3"], "--status", "waiting")
    return wei


def _events(data: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_every_format_writes_every_item(full: Person) -> None:
    items = full.items()
    for form in FORMATS:
        ran = full("export", form, "--out", str(full.folder / "out"), "--json")
        assert (ran.code, ran.json["items"], ran.json["left_out"]) == (0, 12, 0)
    assert len(items) == 12


def test_the_calendar_feed(full: Person) -> None:
    data = full.send("ics").read_bytes()
    items = full.items()
    assert data.endswith(b"END:VCALENDAR\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert b"\n" not in data.replace(b"\r\n", b"")
    events = {str(event["uid"]): event for event in _events(data)}
    (owner,) = {uid.partition("-")[0] for uid in events}
    assert set(events) == {f"{owner}-{item['id']}@chuhai" for item in items.values()}
    for item in items.values():
        event = events[f"{owner}-{item['id']}@chuhai"]
        day = item["computed"]["due"] or "2027-11-04"
        assert event["dtstart"].to_ical() == day.replace("-", "").encode()
        assert event["dtstart"].params["VALUE"] == "DATE"
        assert event["dtend"].dt - event["dtstart"].dt == dt.timedelta(days=1)
        alarms = event.walk("VALARM")
        open_one = item["status"] in ("todo", "doing", "waiting")
        assert len(alarms) == open_one
        for alarm in alarms:
            assert alarm["trigger"].params["VALUE"] == "DATE-TIME"
            assert alarm["trigger"].to_ical().endswith(b"T010000Z")
            assert alarm["trigger"].dt.date() == event["dtstart"].dt - dt.timedelta(days=1)
    assert str(events[f"{owner}-{items['t9']['id']}@chuhai"]["status"]) == "CANCELLED"
    summaries = {str(event["summary"]) for event in events.values()}
    assert LONG in summaries
    assert "✓ Pick SKUs, landed-cost sheet" in summaries


def test_a_feed_of_one_owner_keeps_its_uids(full: Person) -> None:
    whole = {str(event["uid"]) for event in _events(full.send("ics").read_bytes())}
    mine = {
        str(event["uid"]) for event in _events(full.send("ics", "--owner", "Ploy").read_bytes())
    }
    assert len(mine) == 2
    assert mine < whole
    full("plan", "move", "2027-11-09")
    assert {str(event["uid"]) for event in _events(full.send("ics").read_bytes())} == whole
    ran = full("export", "ics", "--owner", "Plo")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean Ploy?" in ran.err


def test_items_without_a_date_are_said_to_be_left_out(person: Callable[[str], Person]) -> None:
    ann = person("ann")
    ann("checklist", "add", "some day")
    ran = ann("export", "ics")
    assert "1 items without a date are not in ics" in ran.err
    assert _events(ran.out.encode()) == []


def test_the_table_opens_in_excel(full: Person) -> None:
    data = full.send("csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in data.replace(b"\r\n", b"").replace(EVIL.encode(), b"")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == 12
    for row in rows:
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    notes = {row["备注 Note"] for row in rows}
    assert f"'{EVIL}" in notes
    texts = {row["任务（中文） Task (Chinese)"]: row["任务（英文） Task (English)"] for row in rows}
    assert texts["直播彩排"] == "Live rehearsal"
    assert LONG in texts


def test_the_workbook(full: Person) -> None:
    book = openpyxl.load_workbook(full.send("xlsx"))
    assert book.sheetnames == ["Thailand · 11.11 2027", "关于 About"]
    sheet = book.worksheets[0]
    heads = [str(cell.value).split(" ", 1)[-1] for cell in sheet[1]]
    assert {"Task (Chinese)", "Task (English)", "Note", "Sources", "Id"} <= set(heads)
    rows = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert len(rows) == 12
    for row in rows:
        for cell in row.values():
            assert cell.data_type != "f"
        if row["Due"].value is not None:
            assert isinstance(row["Due"].value, dt.datetime)
            assert row["Due"].number_format == "yyyy-mm-dd"
    assert sheet.page_setup.paperSize == 9
    assert sheet.freeze_panes == "C2"
    assert book.properties.creator == "chuhai"
    about = "\n".join(str(cell.value) for row in book["关于 About"] for cell in row)
    assert "2027-11-11" in about
    assert "1/11" in about


def test_sheets_have_the_sources_of_the_card(chuhai: Any, tmp_path: Path) -> None:
    chuhai("checklist", "add", "--card", "festivals/buen-fin", "--market", "MX")
    chuhai("export", "xlsx", "--out", str(tmp_path / "a.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    heads = [str(cell.value).split(" ", 1)[-1] for cell in sheet[1]]
    (row,) = sheet.iter_rows(min_row=2, values_only=True)
    found = dict(zip(heads, row, strict=True))
    assert found["Card"] == "Buen Fin"
    assert "https://example.org/survey" in str(found["Sources"])


class _Tags(html.parser.HTMLParser):
    """Gathers tags and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [name for name, _ in attrs if name in ("src", "href", "onclick", "onload")]


def test_the_page_has_no_scripts_and_nothing_from_outside(full: Person) -> None:
    text = full.send("html").read_text("utf-8")
    tags = _Tags()
    tags.feed(text)
    assert not tags.tags & {"script", "img", "link", "iframe", "a", "object", "form"}
    assert tags.links == []
    assert "url(" not in text
    assert "@import" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "default-src 'none'" in text
    assert text.count("<tr class=") == 12
    chinese = full("--lang", "zh", "export", "html").out
    assert '<html lang="zh-CN">' in chinese
    assert "选品，填到岸成本表" in chinese
    assert "Pick SKUs, landed-cost sheet" in chinese


def test_markdown_reads_as_it_was_typed(full: Person) -> None:
    text = full.send("markdown").read_text("utf-8")
    assert len(re.findall(r"^- \[[ x]\] ", text, re.MULTILINE)) == 12
    assert "\\<script\\>alert(1)\\</script\\>" in text
    assert "\\[x\\](http://y)" in text
    assert "- [x] Pick SKUs, landed-cost sheet" in text
    assert "D-35" in text


def test_todo_txt_lines(full: Person) -> None:
    lines = full.send("todo.txt").read_text("utf-8").splitlines()
    assert len(lines) == 12
    (done,) = [line for line in lines if "Pick SKUs" in line]
    assert done.startswith("x 2026-11-22 Pick SKUs, landed-cost sheet +Thailand·11.11·2027 ")
    (first,) = [line for line in lines if LONG in line]
    assert first.startswith(f"(A) {LONG} +")
    assert " @live due:2027-10-07 rule:D-35 " in first
    assert "own:Ploy" in first
    (strange,) = [line for line in lines if "script" in line]
    assert strange.startswith("(B) \\@SUM(A1) <script>")


def test_taskwarrior_tasks(full: Person) -> None:
    tasks = json.loads(full.send("taskwarrior").read_text("utf-8"))
    again = json.loads(full.send("taskwarrior").read_text("utf-8"))
    assert [task["uuid"] for task in tasks] == [task["uuid"] for task in again]
    assert len({task["uuid"] for task in tasks}) == 12
    by_name = {task["description"]: task for task in tasks}
    rehearsal = by_name["Live rehearsal"]
    assert rehearsal["status"] == "deleted"
    ship = next(task for name, task in by_name.items() if name.startswith("Book"))
    assert set(ship["depends"]) <= {task["uuid"] for task in tasks}
    assert len(ship["depends"]) == 2
    assert by_name[LONG]["due"] == "20271007T120000Z"
    assert (by_name[LONG]["priority"], by_name[LONG]["tags"]) == ("H", ["live"])


def test_a_dropped_item_does_not_hinder_json(full: Person) -> None:
    assert full.items()["t9"]["computed"]["due"] is None


def test_binary_data_is_not_poured_into_a_terminal(
    full: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    ran = full("export", "xlsx")
    assert (ran.code, ran.out) == (2, "")
    assert "--out FILE" in ran.err


def test_the_old_command_still_exports(full: Person) -> None:
    target = full.folder / "old.csv"
    assert full("checklist", "export", "csv", "-o", str(target)).code == 0
    assert target.read_bytes() == full.send("csv").read_bytes()
    assert full("export", "json", "--json").code == 2
    assert full("export", "json", "--out", str(full.folder / "no" / "a.json")).code == 2


def test_a_handover_is_complete_and_tells_nothing_of_the_machine(full: Person) -> None:
    folder = full.folder / "for-ploy"
    ran = full("handover", str(folder), "--owner", "Ploy", "--json")
    assert sorted(ran.json["files"]) == sorted(path.name for path in folder.iterdir())
    assert sorted(ran.json["files"]) == [
        "README.txt", "chuhai.html", "chuhai.ics", "chuhai.json", "chuhai.xlsx",
    ]  # fmt: skip
    assert len(_events((folder / "chuhai.ics").read_bytes())) == 2
    assert len(json.loads((folder / "chuhai.json").read_text())["lists"][0]["items"]) == 12
    readme = (folder / "README.txt").read_bytes()
    assert readme.startswith(b"\xef\xbb\xbf")
    text = readme.decode("utf-8-sig")
    assert "chuhai merge FILE" in text
    assert "chuhai merge 文件名" in text
    for path in folder.iterdir():
        data = path.read_bytes()
        if path.suffix == ".xlsx":
            book = openpyxl.load_workbook(path)
            cells = (str(c.value) for sheet in book for row in sheet for c in row)
            data = "\n".join(cells).encode()
        for word in (str(full.folder), "/home/", "/tmp/"):
            assert word.encode() not in data
        assert not re.search(rb"\bwei\b", data)
    again = full("handover", str(folder))
    assert again.code == 2
    assert "--replace" in again.err
    assert full("handover", str(folder), "--replace").code == 0
    assert len(_events((folder / "chuhai.ics").read_bytes())) == 12


def test_a_handover_comes_back(full: Person, person: Callable[[str], Person]) -> None:
    folder = full.folder / "out"
    full("handover", str(folder))
    ploy = person("ploy")
    assert ploy.take(folder / "chuhai.json", how="import")["new"] == 12
    item = full.items()["t8"]["id"]
    ploy("checklist", "set", item, "--owner", "Ann")
    report = full.take(ploy.send("json"))
    assert (report["changed"], report["conflicts"]) == (1, 0)
    assert full.items()["t8"]["owner"] == "Ann"
