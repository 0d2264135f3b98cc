"""Proof with the programs that people use; skipped where they are missing, never in CI."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exchange.conftest import Person, program

CSV = "44,34,76,1,,0,false,true,false,false,false,1"
"""Comma, quote, UTF-8, cells as shown, only the first sheet."""
NAME = "给曼谷的达人寄样并确认收到，" * 6 + "ok"


@pytest.fixture
def full(wei: Person) -> Person:
    """The list of journey A and an own item with a long Chinese name."""
    ids = {step: item["id"] for step, item in wei.items().items()}
    wei("checklist", "add", f"{NAME} due:-35d own:Ploy !1 #live")
    wei("checklist", "set", ids["t8"], "--owner", "Ploy", "--note", "=1+1\nsecond line")
    wei("checklist", "tick", ids["t1"])
    return wei


def _run(*command: str, folder: Path, code: int = 0, **env: str) -> str:
    ran = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8", **env},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == code, ran.stdout + ran.stderr
    return ran.stdout


def _due(person: Person) -> dict[str, str]:
    return {
        item["text"] if isinstance(item["text"], str) else item["text"]["en"]: str(
            item["computed"]["due"]
        )
        for item in person.items().values()
    }


def test_khal_imports_the_feed(full: Person, tmp_path: Path) -> None:
    khal = program("khal")
    config = tmp_path / "khal.conf"
    config.write_text(
        f"[calendars]\n[[plan]]\npath = {tmp_path / 'calendar'}\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n"
        "[locale]\nlocal_timezone = Asia/Shanghai\ndefault_timezone = Asia/Shanghai\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    )
    (tmp_path / "calendar").mkdir()
    call = (khal, "-c", str(config))
    path = full.send("ics")
    for _ in range(2):
        _run(*call, "import", "--batch", "-a", "plan", str(path), folder=tmp_path)
    shown = _run(
        *call, "list", "--format", "{start-date}|{title}|{start-time}", "--day-format", "",
        "2026-11-01", "500d", folder=tmp_path,
    )  # fmt: skip
    found = {}
    for line in filter(None, shown.splitlines()):
        day, title, clock = line.split("|")
        assert clock == ""
        found[title.removeprefix("✓ ").strip()] = day
    assert found == _due(full)
    assert len(list((tmp_path / "calendar").iterdir())) == 11


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_libreoffice_opens_the_sheet(full: Person, tmp_path: Path, form: str) -> None:
    office = program("soffice", "libreoffice")
    path = full.send(form)
    out = tmp_path / "office"
    filters = ["--infilter=CSV:44,34,76,1"] if form == "csv" else []
    _run(
        office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", *filters,
        "--convert-to", f"csv:Text - txt - csv (StarCalc):{CSV}",
        "--outdir", str(out), str(path), folder=tmp_path,
    )  # fmt: skip
    (made,) = out.glob("*.csv")
    rows = list(csv.DictReader(io.StringIO(made.read_text("utf-8-sig"), newline="")))
    assert len(rows) == 11
    due = {
        row["任务（英文） Task (English)"] or row["任务（中文） Task (Chinese)"]: row["截止 Due"]
        for row in rows
    }
    assert due == _due(full)
    assert "'=1+1\nsecond line" in {row["备注 Note"] for row in rows}
    back = tmp_path / "back.csv"
    back.write_bytes(made.read_bytes())
    report = full.take(back)
    assert (report["changed"], report["conflicts"], report["unchanged"]) == (0, 0, 11)
    back.write_text(made.read_text("utf-8-sig").replace(",Ploy,", ",Ann,"), "utf-8-sig")
    assert full.take(back)["changed"] == 2


def test_libreoffice_saves_a_workbook_that_merges(full: Person, tmp_path: Path) -> None:
    office = program("soffice", "libreoffice")
    _run(
        office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
        "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), str(full.send("xlsx")),
        folder=tmp_path,
    )  # fmt: skip
    (saved,) = (tmp_path / "saved").glob("*.xlsx")
    report = full.take(saved)
    assert (report["changed"], report["conflicts"], report["unchanged"]) == (0, 0, 11)
    assert not report["refused"]


def test_todo_txt_lists_and_finishes(full: Person, tmp_path: Path) -> None:
    todo = program("todo-txt", "todo.sh")
    path = full.send("todo.txt")
    config = tmp_path / "todo.cfg"
    config.write_text(
        f'export TODO_DIR="{path.parent}"\nexport TODO_FILE="{path}"\n'
        f'export DONE_FILE="{tmp_path}/done.txt"\nexport REPORT_FILE="{tmp_path}/report.txt"\n'
    )
    call = (todo, "-p", "-d", str(config))
    shown = _run(*call, "ls", folder=tmp_path)
    assert "11 of 11 tasks shown" in shown
    assert NAME in shown
    assert "1 of 11 tasks shown" in _run(*call, "ls", "@live", folder=tmp_path)
    assert "+Thailand·11.11·2027" in _run(*call, "lsprj", folder=tmp_path)
    (line,) = [line for line in shown.splitlines() if NAME in line]
    _run(*call, "-a", "do", line.split()[0], folder=tmp_path)
    report = full.take(path, how="import")
    assert report["changed"] == 1
    assert full.items()[NAME]["status"] == "done"


@pytest.fixture
def _in_china(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_in_china")
def test_taskwarrior_imports_and_gives_back_everything(full: Person, tmp_path: Path) -> None:
    task = program("task")
    path = full.send("taskwarrior")
    config = tmp_path / "taskrc"
    config.write_text(f"data.location={tmp_path / 'tasks'}\nconfirmation=off\n")
    (tmp_path / "tasks").mkdir()

    def run(*args: str) -> str:
        return _run(task, *args, folder=tmp_path, TASKRC=str(config))

    sent: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    for _ in range(2):
        run("import", str(path))
    given = {one["uuid"]: one for one in json.loads(run("export"))}
    assert given.keys() == {one["uuid"] for one in sent}
    for one in sent:
        for key, value in one.items():
            back = given[one["uuid"]][key]
            assert sorted(back) == sorted(value) if key in ("tags", "depends") else back == value
    back = tmp_path / "back.json"
    back.write_text(run("export"), "utf-8")
    report = full.take(back)
    assert (report["changed"], report["unchanged"]) == (0, 11)
    mine = next(one["uuid"] for one in sent if one["description"] == NAME)
    run(mine, "modify", "due:2027-10-05", "priority:L", "+video")
    run(mine, "annotate", "ask the agency")
    run(mine, "start")
    back.write_text(run("export"), "utf-8")
    report = full.take(back)
    assert report["changed"] == 6
    item = full.items()[NAME]
    assert (item["computed"]["due"], item["priority"]) == ("2027-10-05", 3)
    assert (sorted(item["tags"]), item["note"]) == (["live", "video"], "ask the agency")
    assert (item["status"], item["begun"]) == ("doing", "2026-11-22")
    assert not full.take(back)["written"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_chromium_prints_the_page_on_a4(full: Person, tmp_path: Path, lang: str) -> None:
    chromium = program("chromium", "chromium-browser", "google-chrome")
    info = program("pdfinfo")
    words = program("pdftotext")
    page = tmp_path / "page.html"
    page.write_text(full("--lang", lang, "export", "html").out, "utf-8")
    made = tmp_path / "page.pdf"
    _run(
        chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={made}", page.as_uri(),
        folder=tmp_path,
    )  # fmt: skip
    shown = _run(info, str(made), folder=tmp_path)
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+) pts \(A4\)", shown)
    assert size is not None, shown
    assert (round(float(size[1])), round(float(size[2]))) == (595, 842)
    pages = re.search(r"Pages:\s+(\d+)", shown)
    assert pages is not None
    assert int(pages[1]) <= 2
    text = _run(words, "-layout", str(made), "-", folder=tmp_path)
    assert text.count("2027-") >= 11
    assert ("Live rehearsal" if lang == "en" else "直播彩排") in text
