"""The command line: data on stdout, one sentence on stderr, exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from chuhai.exchange.json_file import read_lists
from conftest import ROOT


def test_list_in_lines_and_in_json(chuhai: Any) -> None:
    assert chuhai("list", "trends", "--market", "TH").out.split("\t")[:2] == [
        "live", "Live shopping",
    ]  # fmt: skip
    ran = chuhai("list", "tactics", "--filter", "stance:avoid", "--json")
    assert [card["id"] for card in ran.json["cards"]] == ["stock"]
    assert ran.json["filter"] == "stance:avoid"


def test_a_facet_that_a_section_lacks_is_said(chuhai: Any) -> None:
    ran = chuhai("list", "platforms", "--filter", "goal:operations")
    assert ran.code == 0
    assert "goal" in ran.err
    assert len(ran.out.splitlines()) == 2


@pytest.mark.parametrize("words", ["直播", "zhibo", "live", "直播帶貨"])
def test_search_in_every_spelling(chuhai: Any, words: str) -> None:
    found = chuhai("search", words, "--json").json["cards"]
    assert found["trends"][0]["id"] == "live"


def test_show_has_sources_confidence_and_staleness(chuhai: Any) -> None:
    out = chuhai("show", "live").out
    for part in ("8% (of adults asked)", "stale: 25 months > 18", "[1]", "Institute",
                 "https://example.org/survey", "A survey [of 2024]"):  # fmt: skip
        assert part in out
    chinese = chuhai("--lang", "zh", "show", "trends/live").out
    assert "过期：25 个月 > 18" in chinese
    one = chuhai("show", "live", "--market", "DE").out
    assert "Germany: Avoid" in one
    assert "Thailand" not in one
    assert chuhai("show", "live", "--json").json["card"]["verdict"] == "mixed"


def test_a_list_from_card_to_export(chuhai: Any, tmp_path: Path) -> None:
    added = chuhai(
        "checklist", "add", "--card", "tactics/routine", "--market", "MX", "--anchor",
        "buen-fin 2027",
    )  # fmt: skip
    assert added.code == 0
    first, second = (line.split("\t")[0] for line in added.out.splitlines())
    again = chuhai("checklist", "add", "--card", "routine")
    assert again.code == 2
    assert "already" in again.err
    assert chuhai("checklist", "add", "寄样给达人 due:-28d own:Ploy !1").code == 0
    assert chuhai("checklist", "tick", first).out.split("\t")[1] == "done"
    (shown,) = chuhai("checklist", "show", "--json").json["lists"]
    due = {item["id"]: item["computed"]["due"] for item in shown["items"]}
    assert shown["anchor_date"] == "2027-11-12"
    assert due[second] == "2027-11-05"
    target = tmp_path / "out.json"
    assert chuhai("checklist", "export", "json", "-o", str(target)).code == 0
    (copy,) = read_lists(target.read_bytes())
    assert [item.status for item in copy.items.values()] == ["done", "todo", "todo"]
    markdown = chuhai("--lang", "zh", "checklist", "export", "markdown").out
    assert "- [x] 定时段" in markdown
    assert "墨西哥 · 墨西哥好周末 2027" in markdown
    assert "彩排一次" in markdown
    assert "Rehearse \\[once\\]" in chuhai("checklist", "export", "markdown").out
    assert chuhai("checklist", "undo").out.split("\t")[1] == "tick"
    assert chuhai("checklist", "redo").code == 0
    assert chuhai("checklist", "set", second, "--due", "-30d", "--owner", "Wei").code == 0
    assert "2027-10-13" in chuhai("checklist", "show").out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["lits"], "did you mean list?"),
        (["list", "trend"], "did you mean trends?"),
        (["list", "trends", "--market", "TX"], "unknown market 'TX'"),
        (["list", "trends", "--filter", "markt:TH"], "did you mean market?"),
        (["list", "trends", "--nonsense"], "--nonsense"),
        (["show", "nothing-like-it"], "unknown card"),
        (["checklist", "show", "--list", "none"], "unknown list"),
        (["checklist", "tick", "none"], "unknown item"),
        (["checklist", "add", "x due:soon"], "accepted: 2026-11-22"),
        (["checklist", "add", "x", "--anchor", "nothing"], "unknown card"),
        (["checklist", "export", "pdf"], "markdown, json"),
        (["checklist", "undo"], "Nothing to undo"),
        (["schema", "trend"], "did you mean trends?"),
        ([], "needs a terminal"),
    ],
)
def test_one_sentence_and_exit_code_2(chuhai: Any, args: list[str], said: str) -> None:
    ran = chuhai(*args)
    assert ran.code == 2
    assert said in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert ran.out == ""


def test_a_damaged_checklist_is_named_and_left_alone(chuhai: Any, tmp_path: Path) -> None:
    path = tmp_path / "home" / "checklist.log"
    path.parent.mkdir()
    path.write_text("garbage\n")
    for args in (("show",), ("add", "something")):
        ran = chuhai("checklist", *args)
        assert ran.code == 2
        assert str(path) in ran.err
    assert path.read_text() == "garbage\n"


def test_check_prints_everything_and_fails(chuhai: Any, tmp_path: Path) -> None:
    (tmp_path / "pack" / "trends").mkdir(parents=True)
    (tmp_path / "pack" / "trends" / "a.toml").write_text('id = "b"\nverdict = "?"\n')
    ran = chuhai("check", str(tmp_path / "pack"))
    assert ran.code == 1
    assert "trends/a.toml:2: error [schema] verdict" in ran.out
    good = chuhai("check")
    assert good.code == 0
    assert good.out.strip().endswith("0 errors, 0 warnings, 4 hints")
    assert chuhai("check", "--hints", "--json").json["counts"]["hint"] == 4


def test_stats_and_schema(chuhai: Any) -> None:
    figures = chuhai("stats", "--json").json
    assert figures["cards"]["tactics"] == 2
    assert figures["stale"]["all"] == 4
    assert "properties" in chuhai("schema", "tactics").json


def test_no_control_code_leaves_the_command_line(chuhai: Any) -> None:
    chuhai("checklist", "add", "red \x1b[31m text")
    assert "\x1b" not in chuhai("checklist", "show").out


@pytest.mark.parametrize("lang", ["zh_CN.UTF-8", "de_DE.UTF-8"])
def test_the_locale_chooses_the_language(
    chuhai: Any, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.setenv("LANG", lang)
    assert ("直播带货" in chuhai("list", "trends").out) == lang.startswith("zh")


def _process(tmp_path: Path, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    world = {**os.environ, "PYTHONPATH": str(ROOT / "tui"), **env}
    return subprocess.run(
        [sys.executable, "-m", "chuhai", *args],
        env=world,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        cwd=tmp_path,
        check=False,
    )


def test_runs_as_a_module_from_any_folder(tmp_path: Path) -> None:
    ran = _process(tmp_path, "list", "trends")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "live" in ran.stdout
    assert _process(tmp_path).returncode == 2
    assert "\x1b" not in _process(tmp_path, TERM="dumb").stderr
