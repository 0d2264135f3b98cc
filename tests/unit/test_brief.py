"""Briefs: every number has a reference, gaps are named, nothing is markup, two A4 pages at most."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from chuhai.agenda import agenda
from chuhai.checklist.item import Anchor, Checklist, Item, Status
from chuhai.compare.comparison import compare
from chuhai.exchange import brief_html, brief_markdown
from chuhai.exchange.brief import Brief, Statement, marked
from chuhai.exchange.brief_card import card_brief
from chuhai.exchange.brief_compare import compare_brief, shortened
from chuhai.exchange.brief_plan import plan_brief
from chuhai.exchange.briefs import languages
from chuhai.files import free_path
from chuhai.gates import Standing
from chuhai.i18n import Lang, same
from chuhai.library.filter import Filter
from chuhai.library.index import Library
from chuhai.library.opening import open_library
from chuhai.library.pack import KIND_NAMES
from chuhai.profile import EMPTY
from conftest import JOURNEY, SAMPLE, TODAY

BOTH = (Lang.ZH, Lang.EN)
ARGUED = """
id = "argued"
name.en = "Argued <b>& sold</b>"
name.zh = "有争议"
foreseen = true
thesis.en = "It would double by 2026. Nobody doubted it."
thesis.zh = "到 2026 年会翻倍。没人怀疑。"
verdict = "mixed"
reasoning.en = "Half of it came. The rest, about 3 in 10, did not."
reasoning.zh = "来了一半。其余约三成没有来。"
risks = [{ en = "A | pipe and a <script>alert(1)</script>", zh = "竖线 | 与标签" }]

[[evidence_2026]]
text.en = "People who bought. Some twice."
text.zh = "买过的人。有些买了两次。"
value = 8
unit.en = "%"
unit.zh = "%"
base.en = "of 1,000 asked"
base.zh = "1,000 名受访者"
as_of = "2024-09-30"
markets = ["DE"]
source = "survey-2024"
confidence = "checked"
side = "for"
age = "survey"

[[evidence_2026]]
text.en = "Shops that closed."
text.zh = "关掉的店。"
value = 12
as_of = "2026-05"
markets = ["DE"]
source = "no-address"
confidence = "recalled"
side = "against"

[[evidence_2026]]
text.en = "Sellers in Thailand in 2025."
text.zh = "泰国卖家，2025 年。"
as_of = "2025"
markets = ["TH"]
source = "survey-2024"
confidence = "checked"

[[stances]]
market = "DE"
stance = "avoid"
since = "2026-11"
reason.en = "Only 8% buy."
reason.zh = "只有 8% 购买。"
sources = ["survey-2024"]

[[stances]]
market = "TH"
stance = "go"
since = "2026-11"
reason.en = "A habit of 20 years."
reason.zh = "二十年的习惯。"
"""


@pytest.fixture
def argued(tmp_path: Path) -> Library:
    """The sample with a card that is argued about."""
    shutil.copytree(SAMPLE, tmp_path / "pack")
    (tmp_path / "pack" / "trends" / "argued.toml").write_text(ARGUED, encoding="utf-8")
    return open_library(TODAY, tmp_path / "pack")


def _brief(library: Library, card: str, market: str = "", langs: Any = (Lang.EN,)) -> Brief:
    kind, _, name = card.partition("/")
    entry = library.find(kind, name)
    assert entry is not None
    return card_brief(entry, library, TODAY, langs, market)


class _Reader(HTMLParser):
    """What is said in a brief, what stands elsewhere, and which tags it uses."""

    VOID = ("meta", "br", "col")

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.said: list[str] = []
        self.loose: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(data.decode())
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag in self.VOID:
            return
        kind = dict(attrs).get("class") or ""
        self.open.append(f"{tag}.{kind}")
        if kind == "say":
            self.said.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().split(".")[0] == tag

    def handle_data(self, data: str) -> None:
        if "span.say" in self.open:
            self.said[-1] += data
        elif not any(
            re.match(r"(h1|h2|table|footer|style|title|header|ol)\.|span.about", part)
            for part in self.open
        ):
            self.loose.append(data)


def _unreferenced(said: list[str]) -> list[str]:
    """The sentences that have a number and no reference."""
    sentences = [
        sentence
        for text in said
        for sentence in re.split(r"(?<=[。！？])|(?<=[.!?]) (?=[A-Z])", text)
    ]
    bare = [re.sub(r"\[\d+\]", "", s) for s in sentences if not re.search(r"\[\d+\]", s)]
    return [sentence for sentence in bare if re.search(r"\d", sentence)]


def _assert_referenced(made: Brief, langs: Any) -> None:
    reader = _Reader(brief_html.write(made, langs))
    assert _unreferenced(reader.said) == []
    assert not re.search(r"\d", "".join(reader.loose))
    body = brief_markdown.write(made, langs).decode().split("\n## ")
    numbers = [int(n) for part in body[:-1] for n in re.findall(r"\[(\d+)\]", part)]
    first = list(dict.fromkeys(numbers))
    assert first == list(range(1, len(made.references) + 1))


@pytest.mark.parametrize("langs", [(Lang.EN,), (Lang.ZH,), BOTH])
def test_every_sentence_with_a_number_has_a_reference(argued: Library, langs: Any) -> None:
    for kind in KIND_NAMES:
        for row in argued.select(Filter(), kind):
            entry = argued.entry(row)
            for market in ("", "DE", "TH"):
                _assert_referenced(card_brief(entry, argued, TODAY, langs, market), langs)


@pytest.mark.parametrize("langs", [(Lang.EN,), BOTH])
def test_the_built_in_content_too(real_library: Library, langs: Any) -> None:
    for kind in KIND_NAMES:
        for row in real_library.select(Filter(), kind)[::4]:
            entry = real_library.entry(row)
            market = "US" if entry.stances else ""
            _assert_referenced(card_brief(entry, real_library, TODAY, langs, market), langs)


def test_marks_stand_before_the_full_stop_of_every_numbered_sentence() -> None:
    def drawn(text: str, *numbers: int, figured: bool = False) -> str:
        parts = marked(text, numbers, figured=figured)
        return "".join(f"[{part}]" if isinstance(part, int) else part for part in parts)

    assert (
        drawn("One of 8. Two. Of 9%! End.", 1, 2)
        == "One of 8 [1][2]. Two. Of 9% [1][2]! End [1][2]."
    )
    assert drawn("占 8%。没有。共 9 家。", 3) == "占 8% [3]。没有。共 9 家[3]。"
    assert drawn("No stop (limit 12)", 1) == "No stop (limit 12) [1]"
    assert drawn("People. Some.", 1, figured=True) == "People [1]. Some [1]."
    assert drawn("A 3.5% fee in the U.S. of 8.", 1) == "A 3.5% fee in the U.S. of 8 [1]."
    assert drawn("Nothing cited, 8.") == "Nothing cited, 8."


def test_for_and_against_gaps_and_standing(argued: Library) -> None:
    made = _brief(argued, "trends/argued", "DE")
    text = brief_markdown.write(made, (Lang.EN,)).decode()
    parts = dict(part.split("\n", 1) for part in text.split("\n## ")[1:])
    assert "**8% (of 1,000 asked)** People who bought" in parts["Speaks for it"]
    assert "stale: 25 months" in parts["Speaks for it"]
    assert "**12** Shops that closed" in parts["Speaks against it"]
    assert "recalled, not checked" in parts["Speaks against it"]
    assert "**× Avoid** Germany: Only 8% buy [1]." in parts["Stance by market"]
    assert "Thailand in 2025" not in text
    unknown = parts["What is not known"]
    for words in ("left out here: 1", "not checked, marked as such: 1", "marked stale: 1"):
        assert words in unknown
    standing = {record.id: made.standing[record.id] for record in made.references}
    assert standing == {"survey-2024": "checked", "no-address": "recalled", "own": "own"}
    assert "Institute" in parts["Sources"]
    assert "https://example.org/survey" in parts["Sources"]
    assert "Not legal advice" in text
    assert argued.version in text


def test_a_market_without_a_stance_is_said_to_have_none(argued: Library) -> None:
    text = brief_markdown.write(_brief(argued, "trends/argued", "MX"), (Lang.EN,)).decode()
    assert "No stance on Mexico" in text
    assert (
        "No claim of this card is about Mexico; claims about other markets, left out here: 3"
        in text
    )
    everywhere = brief_markdown.write(_brief(argued, "trends/argued"), (Lang.EN,)).decode()
    assert "Markets without a stance (1): Mexico" in everywhere
    assert "our own judgement: Thailand" in everywhere


def test_text_is_never_markup(argued: Library) -> None:
    made = _brief(argued, "trends/argued")
    page = brief_html.write(made, (Lang.EN,)).decode()
    reader = _Reader(page.encode())
    assert reader.tags.isdisjoint({"script", "img", "link", "iframe", "object"})
    assert not {name for name in reader.attributes if name.startswith("on")}
    assert not re.search(r"""(src=|@import|url\()""", page)
    assert "&lt;script&gt;" in page
    assert "Argued &lt;b&gt;&amp; sold&lt;/b&gt;" in page
    lines = brief_markdown.write(made, (Lang.EN,)).decode().splitlines()
    start = r"- A \| pipe and a \<script\>alert(1)\</script\> ["
    assert any(line.startswith(start) for line in lines)


def test_both_languages_stand_in_pairs(argued: Library) -> None:
    made = _brief(argued, "trends/argued", "DE", BOTH)
    text = brief_markdown.write(made, BOTH).decode()
    assert "# 有争议 · Argued" in text
    assert "- **8%（1,000 名受访者）** 买过的人" in text
    first = text.index("到 2026 年会翻倍")
    assert 0 < text.index("It would double by 2026") - first < 60
    page = brief_html.write(made, BOTH).decode()
    assert '<html lang="zh-CN">' in page
    assert '<div class="alt" lang="en"><b class="level avoid">× Avoid</b>' in page
    assert languages("both", Lang.EN) == (Lang.EN, Lang.ZH)
    assert languages("zh", Lang.EN) == (Lang.ZH,)


def test_a_brief_never_grows_past_its_room(argued: Library) -> None:
    entry = argued.find("trends", "argued")
    assert entry is not None
    made = card_brief(entry, argued, TODAY, (Lang.EN,))
    rows = [row for part in made.parts for row in part.rows]
    assert all(isinstance(row, Statement) for row in rows)
    items = {
        f"i{n}": Item(f"i{n}", same(f"Item {n} " + "long " * 20), days=1, offset=n)
        for n in range(300)
    }
    owner = Checklist("L", "Many", ("TH",), Anchor("eleven", 2027), items=items)
    plan = plan_brief(agenda(owner, argued, TODAY), argued, BOTH)
    text = brief_markdown.write(plan, BOTH).decode()
    assert 5 < text.count("| Item ") < 60
    assert "left out for length: 2" in text
    assert "In time?" in text
    assert "What is not known" in text


def _plan(library: Library, **fields: Any) -> str:
    items = {
        "a": Item("a", same("Ship"), days=20, offset=10, place="origin"),
        "b": Item("b", same("Rehearse"), days=2, offset=1, needs=("a",), owner="Ploy"),
        "c": Item("c", same("Papers"), days=1, due=TODAY, status=Status.DONE, done_on=TODAY),
    }
    owner = Checklist("L", "", ("TH",), Anchor("eleven", 2027), items=items)
    made = plan_brief(agenda(replace(owner, **fields), library, TODAY), library, (Lang.EN,))
    _assert_referenced(made, (Lang.EN,))
    return brief_markdown.write(made, (Lang.EN,)).decode()


def test_a_plan_says_whether_it_is_in_time_and_what_is_open(argued: Library) -> None:
    text = _plan(argued)
    assert "# Thailand · 11.11 2027" in text
    assert "Target: 11.11 2027, 2027-11-11, in 354 days [1]." in text
    assert "OK, 324 days of slack [1]" in text
    assert "1 of 3 done, 0 late" in text
    assert "Critical chain: Ship → Rehearse [1]" in text
    assert "| Rehearse | Ploy | 2027-11-08 | 2027-11-10 |" in text
    assert "Open items without an owner: 1 [1]." in text
    assert "The target date is not announced yet (by rule)" in text
    late = _plan(argued, anchor=Anchor(date=TODAY))
    assert "late by 30 days" in late
    assert f"Target: {TODAY.isoformat()}, in 0 days" in late
    empty = _plan(argued, items={}, anchor=Anchor())
    assert "0 of 0 done" in empty


@pytest.mark.parametrize("langs", [(Lang.EN,), BOTH])
def test_markets_side_by_side_with_a_reference_in_every_cell(
    real_library: Library, langs: Any
) -> None:
    standing = Standing(real_library, EMPTY, TODAY)
    weights = {"population:": 3}
    found = compare(standing, ("TH", "MX"), weights=weights)
    made = compare_brief(found, real_library, TODAY, langs)
    _assert_referenced(made, langs)
    text = brief_markdown.write(made, langs).decode()
    lang = langs[0]
    names = [real_library.place_name(code).in_lang(lang) for code in ("TH", "MX")]
    assert text.startswith(f"# {('、' if lang is Lang.ZH else ', ').join(names)}")
    total = found.total("MX")
    assert total is not None
    assert f"/ 3 × 100 = {total:.1f} [1]" in text
    assert re.search(r"^\| .*\[2\]", text, re.MULTILINE)
    unknown = found.unknown["TH"]
    assert re.search(rf"\b{unknown}\b", text.split("## ")[-2])
    assert shortened("short") == "short"
    long = shortened("one clause; " * 40)
    assert long.endswith("clause …")
    assert len(long) < 180


def test_a_taken_name_gets_a_number(tmp_path: Path) -> None:
    for expected in ("a.md", "a-2.md", "a-3.md"):
        path = free_path(tmp_path, "a", ".md")
        assert path.name == expected
        path.touch()


def test_briefs_on_the_command_line(
    chuhai: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = chuhai("brief", "live", "--market", "DE")
    assert shown.code == 0
    assert "8% (of adults asked)" in shown.out
    both = chuhai("--lang", "zh", "brief", "live", "--lang", "both").out
    assert both.index("直播带货") < both.index("Live shopping")
    data = chuhai("brief", "live", "--json").json
    assert data["references"][0]["number"] == 1
    assert chuhai("brief", "compare", "TH", "MX").out.startswith("# Thailand, Mexico")
    target = tmp_path / "live.html"
    assert chuhai("brief", "live", "--format", "html", "--out", str(target)).out == ""
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")
    for args, said in (
        (("brief", "nothing-like-it"), "unknown card"),
        (("brief", "live", "stock"), "one card"),
        (("brief", "live", "--format", "pdf"), "md, html"),
        (("brief", "live", "--lang", "fr"), "en, zh, both"),
        (("brief", "plan"), "empty"),
        (("brief", "compare", "TH"), "2 to 5"),
        (("brief", "compare", "TH", "XX"), "unknown market"),
        (("brief", "live", "--market", "DE,TH"), "one market"),
        (("brief", "live", "-o", str(tmp_path)), "cannot be written"),
    ):
        ran = chuhai(*args)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
    monkeypatch.setenv("CHUHAI_CONTENT", str(JOURNEY))
    chuhai("plan", "new", "shop-and-sale", "--market", "TH", "--anchor", "2027-11-11")
    plan = chuhai("brief", "plan")
    assert "OK, 174 days of slack [1]" in plan.out
    assert chuhai("brief", "plan", "--list", "none").code == 2


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.mark.skipif(not (CHROMIUM and shutil.which("pdfinfo")), reason="no chromium or pdfinfo")
@pytest.mark.parametrize("langs", [(Lang.EN,), BOTH])
def test_a_brief_prints_on_two_a4_pages(real_library: Library, tmp_path: Path, langs: Any) -> None:
    longest = max(
        (real_library.entry(row) for row in real_library.select(Filter(), "trends")),
        key=lambda entry: len(real_library.page(entry).blocks),
    )
    page = tmp_path / "brief.html"
    page.write_bytes(brief_html.write(card_brief(longest, real_library, TODAY, langs), langs))
    assert CHROMIUM is not None
    subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={tmp_path / 'brief.pdf'}",
         page.as_uri()],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    told = subprocess.run(
        ["pdfinfo", str(tmp_path / "brief.pdf")], capture_output=True, text=True, check=True
    ).stdout
    assert re.search(r"Pages:\s+[12]\n", told)
    assert "(A4)" in told
