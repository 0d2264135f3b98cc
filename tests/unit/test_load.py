"""Bad content: every problem said in one sentence with its line, nothing dropped in silence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from chuhai.check import RULES, problems
from chuhai.library.load import json_schema, load
from chuhai.library.locate import line_of, lines_of
from chuhai.library.pack import KIND_NAMES
from chuhai.library.problem import Problem
from chuhai.model.kinds import KINDS
from conftest import SAMPLE, TODAY


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the sample pack that a test may spoil."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "pack"))


def _spoil(pack: Path, name: str, old: str, new: str) -> list[Problem]:
    path = pack / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    loaded = load(pack)
    return [*loaded.problems, *problems(loaded, TODAY)]


def test_the_sample_has_no_errors() -> None:
    loaded = load(SAMPLE)
    assert loaded.problems == ()
    assert {p.severity for p in problems(loaded, TODAY)} == {"hint"}
    assert all(loaded.cards[kind] for kind in KIND_NAMES)


def test_the_two_tables_of_kinds_agree() -> None:
    assert tuple(KINDS) == KIND_NAMES


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("trends/live.toml", 'verdict = "mixed"', 'verdict = "mixd"',
         ["trends/live.toml:7", "verdict", "'mixd'", "confirmed, mixed, failed, open", "`mixed`"]),
        ("trends/live.toml", "foreseen = true", "forseen = true",
         ["trends/live.toml:4", "forseen", "not a known key", "`foreseen`"]),
        ("trends/live.toml", "foreseen = true\n", "", ["foreseen", "is missing"]),
        ("tactics/routine.toml", "days = 5", 'days = "many"', ["routine.toml:16", "steps.0.days"]),
        ("tactics/routine.toml", "days = 2", "days = -2", ["routine.toml:24", "steps.1.days"]),
        ("markets/TH.toml", 'id = "TH"', 'id = "TX"', ["id", "not the file's name", "TH"]),
        ("events/all.toml", 'date = "2025-02"', 'date = "2025-13"',
         ["events/all.toml:16", "is not a date", "2026-11-22"]),
        ("sources/common.toml", "https://example.org/survey", "javascript:alert(1)",
         ["common.toml:6", "is not an address"]),
        ("trends/live.toml", "would spread.", "[/x] \\u001b[31m red", ["live.toml:5", "U+001B"]),
        ("trends/live.toml", "would spread.", "a\\u202Eb", ["live.toml:5", "U+202E"]),
        ("trends/live.toml", "would spread.", "a\\u200Bb", ["live.toml:5", "U+200B"]),
        ("glossary.toml", "[[term]]", "[[trem]]", ["trem", "not a known table", "`term`"]),
        ("events/all.toml", 'id = "shop-mx-opens"', 'id = "live-start"', ["used twice"]),
        ("platforms/shop-mx.toml", 'rule = "refused"',
         'rule = "no"', ["entry.0.gates.1.rule", "refused"]),
        ("platforms/shop-mx.toml", 'rule = "refused"', 'rule = "refused", days = 3',
         ["entry.0.gates.1", "`days` on sole-trader", "company-licence"]),
        ("platforms/shop-mx.toml", 'rule = "refused"', 'rule = "refused", currency = "MXN"',
         ["entry.0.gates.1", "`amount` without `currency`"]),
        ("trends/live.toml", "verdict =", "verdict ==", ["live.toml:7", "is not TOML"]),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_place_and_remedy(
    pack: Path, name: str, old: str, new: str, said: list[str]
) -> None:
    found = [str(p) for p in _spoil(pack, name, old, new) if p.severity == "error"]
    assert any(all(part in problem for part in said) for problem in found), found


def test_the_other_cards_are_still_there(pack: Path) -> None:
    _spoil(pack, "trends/live.toml", "foreseen = true", "foreseen = maybe")
    loaded = load(pack)
    assert set(loaded.cards["trends"]) == {"group"}
    assert len(loaded.cards["tactics"]) == 2


def test_brackets_are_only_text(pack: Path) -> None:
    assert _spoil(pack, "trends/live.toml", "would spread.", "[/x] [@click=app.quit]") is not None
    assert load(pack).problems == ()


BAD = [
    ("trends/live.toml", 'tactics = ["routine"]', 'tactics = ["rutine"]', "unknown-reference"),
    ("trends/live.toml", 'source = "survey-2024"', 'source = "survey"', "unknown-reference"),
    ("tactics/routine.toml", 'needs = ["slots"]', 'needs = ["slot"]', "unknown-reference"),
    ("tactics/routine.toml", 'platforms = ["shop-th"]', 'platforms = ["x"]',
     "unknown-reference"),
    ("sources/common.toml", "[[source]]",
     '[[source]]\nid = "lone"\ntitle = "T"\npublisher = "P"\nkind = "press"\n\n[[source]]',
     "orphan-source"),
    ("trends/live.toml", 'name.zh = "直播带货"\n', "", "missing-language"),
    ("trends/live.toml", 'unit.en = "%"\nunit.zh = "%"\n', "", "figure-without-unit"),
    ("trends/live.toml", 'as_of = "2024-09-30"\n', "", "figure-without-date"),
    ("events/all.toml", 'date = "2025-02"', 'date = "2027-02"', "future-event"),
    ("platforms/shop-th.toml", 'status = "active"',
     'status = "closed"\nabilities = { affiliate = ["TH"] }', "closed-but-able"),
    ("tactics/routine.toml", "lead_days = 30", 'lead_days = 30\nprerequisites = ["stock"]',
     "cycle"),
    ("festivals/eleven.toml", '[rule]\nkind = "fixed"\nmonth = 11\nday = 11\n', "",
     "no-date-ahead"),
    ("trends/live.toml", "直播卖货会传开。", "直播賣貨會傳開。", "traditional-characters"),
    ("trends/live.toml", "直播卖货会传开。", "直播卖货（会传开。", "unbalanced-punctuation"),
    ("trends/live.toml", "直播卖货会传开。", "红人卖货会传开。", "term-variant"),
    ("trends/live.toml", 'source = "survey-2024"', 'source = "survey-2024"\nconflict = "c"',
     "unknown-conflict"),
    ("trends/live.toml", "foreseen = true",
     'foreseen = true\nconflict = [{id = "c", question = {en = "Q", zh = "问"}, '
     'settled_by = {en = "S", zh = "答"}}]', "lone-conflict"),
    ("trends/live.toml", "直播卖货会传开。", "it will spread around the world", "wrong-language"),
    ("trends/live.toml", 'base.en = "of adults asked"\nbase.zh = "受访成年人"\n', "",
     "share-without-base"),
    ("trends/live.toml", 'age = "survey"', 'age = "fee"', "stale"),
    ("trends/live.toml", 'market = "DE"\nstance', 'market = "TH"\nstance', "stance-twice"),
    ("trends/live.toml", "It spread in the east.",
     "Places in the camp of a seller go to those who ask for them in the first week of May, "
     "and nobody is asked for money there.", "near-duplicate"),
]  # fmt: skip
"""A file of the sample, what to replace in it, by what, and the rule that says so."""


@pytest.mark.parametrize(("name", "old", "new", "rule"), BAD)
def test_rules_across_cards(pack: Path, name: str, old: str, new: str, rule: str) -> None:
    if rule == "term-variant":
        _spoil(
            pack,
            "glossary.toml",
            'aliases = ["直播电商"',
            'variants = ["红人"]\naliases = ["直播电商"',
        )
    elif rule == "near-duplicate":
        _spoil(
            pack,
            "trends/group.toml",
            "It closed.",
            "Places in the camp of a seller go to those who ask for them in the first week "
            "of May, and nobody is asked for money here.",
        )
    before = {(p.rule, p.field, p.message) for p in problems(load(pack), TODAY)}
    found = {(p.rule, p.field, p.message) for p in _spoil(pack, name, old, new)} - before
    assert rule in {name for name, *_ in found}, found


def test_a_finding_names_the_line_of_its_field(pack: Path) -> None:
    found = _spoil(pack, "trends/live.toml", "买的人少。", "買的人少。")
    assert [(p.path, p.line) for p in found if p.rule == "traditional-characters"] == [
        ("trends/live.toml", 47)
    ]


def test_every_rule_has_a_bad_example() -> None:
    assert {example[-1] for example in BAD} == set(RULES)


def test_files_that_would_break_a_reader(pack: Path) -> None:
    (pack / "trends" / "deep.toml").write_text("a = " + "[" * 2_000 + "]" * 2_000)
    (pack / "trends" / "big.toml").write_bytes(b"#" * (1 << 20) + b"#")
    (pack / "trends" / "latin.toml").write_bytes(b'id = "latin"\nname = "\xe9"\n')
    (pack / "trends" / "marked.toml").write_bytes(
        b"\xef\xbb\xbf" + (pack / "trends" / "group.toml").read_bytes().replace(b"group", b"marked")
    )
    entries = "[[event]]\n" * 4_000
    (pack / "events" / "empty.toml").write_text(entries)
    loaded = load(pack)
    said = {p.path: p.message for p in loaded.problems}
    assert "nested too deeply" in said["trends/deep.toml"]
    assert "bytes" in said["trends/big.toml"]
    assert "UTF-8" in said["trends/latin.toml"]
    assert "marked" in loaded.cards["trends"]
    assert len([p for p in loaded.problems if p.path == "events/empty.toml"]) == 21


def test_lines_are_found_through_strings_and_arrays() -> None:
    text = '''# a = 1
a = """
b = 2
"""
[t.u]
c = [
  "d = 1",  # ]
]
e.f = 3
[[x]]
g = 1
[[x]]
g = { h = 2 }
[[x.y]]
i = 1
'''
    lines = lines_of(text)
    assert line_of(lines, ("a",)) == 2
    assert ("b",) not in lines
    assert line_of(lines, ("t", "u", "e", "f")) == 9
    assert line_of(lines, ("x", 1, "g", "h")) == 13
    assert line_of(lines, ("x", 1, "y", 0, "i")) == 15
    assert line_of(lines, ("t", "u", "d")) == 5


def test_the_schema_of_every_kind_can_be_printed() -> None:
    schemas = json_schema()
    assert set(schemas) == set(KIND_NAMES)
    assert "thesis" in schemas["trends"]["properties"]
