"""Markets side by side: rows, differences, unknowns, scores, and what is written to files."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuhai.checklist.item import Checklist, Item, Mark, Origin
from chuhai.compare.comparison import chosen, compare, compare_card
from chuhai.compare.table import Cell, Comparison, Row, Scale, scores
from chuhai.exchange.cells import fit, width, wrap
from chuhai.exchange.view_formats import VIEW_FORMATS
from chuhai.exchange.view_table import comparison_table, matrix_table
from chuhai.gates import Standing
from chuhai.i18n import Lang, Words, same
from chuhai.library.filter import Filter
from chuhai.library.index import Library
from chuhai.matrix import KINDS, NO_DATA, Gap, Matrix, mark_key, matrix
from chuhai.profile import EMPTY, Profile
from conftest import COMPARE, TODAY
from unit.test_gates import LIN

THREE = ("TH", "MX", "DE")


def _compared(library: Library, profile: Profile = LIN, **more: Any) -> Comparison:
    return compare(Standing(library, profile, TODAY), THREE, **more)


def _rows(found: Comparison) -> Mapping[str, Row]:
    return {row.key: row for row in found.rows}


def test_every_row_of_the_journey_is_there_with_its_source(compare_library: Library) -> None:
    found = _compared(compare_library)
    rows = _rows(found)
    taxed = rows["rule:de-minimis"]
    assert taxed.cell("TH").said.en == "Duty and VAT are due from the first baht."
    assert [claim.confidence for claim in taxed.cell("MX").claims] == ["checked", "recalled"]
    assert taxed.cell("DE").claims[0].places == ("EU",)
    assert not rows["rule:vat"].cell("MX").known
    assert rows["gate:company-licence"].cell("TH").note.en == "open"
    stock = rows["gate:warehouse"]
    assert not stock.cell("TH").known
    assert "no warehouse in Mexico" in stock.cell("MX").note.en
    assert stock.cell("MX").mark == "blocked"
    assert rows["platform-of:shop"].cell("MX").said.en == "blocked: no warehouse in Mexico"
    assert rows["platform-of:shop"].cell("TH").mark == "open"
    assert rows["fee:commission"].cell("MX").said.en == "Shop Mexico: 0% for 90 days"
    assert rows["population:"].cell("DE").said.en == "84 m people"
    for row in found.rows:
        for cell in row.cells.values():
            for claim in cell.claims:
                assert claim.sources or claim.confidence != "checked", (row.key, claim)
                assert set(claim.sources) <= set(found.sources)


def test_without_a_profile_gates_say_what_is_asked_and_nothing_more(
    compare_library: Library,
) -> None:
    rows = _rows(_compared(compare_library, EMPTY))
    assert rows["gate:warehouse"].cell("MX").note == Words("")
    assert rows["platform-of:shop"].cell("MX").mark == "unknown"


def test_unknowns_are_counted_as_they_are_seen(compare_library: Library) -> None:
    for profile in (EMPTY, LIN):
        found = _compared(compare_library, profile)
        for market in THREE:
            cells = [row.cell(market) for row in found.rows]
            unseen = [cell for cell in cells if not cell.said or cell.mark == "unknown"]
            assert found.unknown[market] == len(unseen) > 0


def test_only_differences_leaves_out_what_is_the_same(compare_library: Library) -> None:
    standing = Standing(compare_library, LIN, TODAY)
    twice = compare(standing, ("TH", "TH"))
    assert twice.shown(True) == []
    found = _compared(compare_library)
    shown = {row.key for row in found.shown(True)}
    for row in found.rows:
        said = {(row.cell(m).said.en, row.cell(m).mark, row.cell(m).note.en) for m in THREE}
        assert (row.key in shown) == (len(said) > 1), row.key


def test_filters_apply(compare_library: Library) -> None:
    wanted = compare_library.parse("platform:shop-mx")
    rows = _rows(_compared(compare_library, wanted=wanted))
    assert "deposit" not in {key.partition(":")[2] for key in rows}
    assert rows["entry:tally"].cell("MX").claims[0].card == "platforms/shop-mx"
    worded = _compared(compare_library, wanted=Filter(words="warehouse"))
    assert 0 < len(worded.rows) < len(rows)
    chinese = _compared(compare_library, wanted=Filter(words="仓库"))
    assert "gate:warehouse" in _rows(chinese)
    assert _compared(compare_library, wanted=Filter(words="nothing-like-it")).rows == []


def test_which_markets_are_compared(compare_library: Library) -> None:
    def picked(line: str, *marks: str) -> tuple[str, ...]:
        return chosen(compare_library, compare_library.parse(line), marks)

    assert picked("") == ()
    assert picked("", "MX", "TH") == ("MX", "TH")
    assert picked("market:TH,DE") == ("TH", "DE")
    assert picked("market:TH,DE", "MX", "DE") == ("DE",)
    assert picked("market:TH", "MX", "DE") == ("TH",)
    assert picked("region:europe") == ("DE",)
    assert picked("", "TH", "nowhere") == ("TH",)


def test_stances_are_those_marked_and_on_the_list_with_ones_own_marks(
    compare_library: Library,
) -> None:
    item = Item("a", Words("Ship"), origin=Origin("tactics", "stock", "ship", "MX"))
    mark = Mark(score=4, note="try", out=False)
    owner = Checklist("l", markets=("MX",), items={"a": item}, layer={"tactics/live@TH": mark})
    rows = _rows(_compared(compare_library, owner=owner, cards=("tactics/live", "trends/group")))
    assert rows["stance:tactics/stock"].cell("MX").mark == "go"
    assert not rows["stance:tactics/stock"].cell("TH").known
    assert rows["stance:tactics/live"].cell("TH").note.en == "Mine: score 4 of 5 · try"
    assert rows["stance:trends/group"].cell("MX").mark == "avoid"
    assert "stance:tactics/stock" not in _rows(_compared(compare_library))
    assert rows["summary:tactics"].cell("MX").said.en == "1 Go · 1 Test"
    assert rows["summary:tactics"].cell("TH").said.en == "1 Go · 1 No data"


def test_festivals_are_reached_by_the_plan_or_by_usual_lead_times(
    compare_library: Library,
) -> None:
    rows = _rows(_compared(compare_library))
    assert rows["festival:count"].cell("MX").said.en == "3 of 4"
    first = rows["festival:first"].cell("MX")
    assert first.said.en == "2027-04-02 Spring sale: OK, 101 days of slack"
    long = Item("a", Words("Long work"), days=200)
    owner = Checklist("l", markets=("MX",), items={"a": long})
    planned = _rows(_compared(compare_library, owner=owner))
    assert planned["festival:count"].cell("MX").said.en == "2 of 4"
    assert planned["festival:first"].cell("MX").said.en.startswith("2027-11-11 11.11: OK")


def test_one_card_over_the_markets(compare_library: Library) -> None:
    card = compare_library.find("tactics", "live")
    assert card is not None
    found = compare_card(Standing(compare_library, LIN, TODAY), card, THREE)
    rows = _rows(found)
    assert [rows["stance:tactics/live"].cell(m).mark for m in THREE] == ["go", "test", "avoid"]
    assert rows["card:movement"].cell("TH").said.en == "2022 Watch → 2026-11 Go"
    assert rows["card:for"].cell("TH").said.en == ("60% (of viewers): Buyers watch in the evening.")
    assert not rows["card:for"].cell("MX").known
    assert rows["card:against"].cell("DE").said.en == "Few people buy in streams."
    assert rows["platform-of:shop"].cell("MX").mark == "blocked"
    assert rows["card:festival"].cell("DE").said.en.startswith("2027-04-02 Spring sale")
    assert {row.group for row in found.rows} <= {"stances", "evidence", "entry", "festivals"}
    assert found.unknown["MX"] == 2


# ------------------------------------------------------------ scores


def _row(scale: Scale | None, *cells: Cell) -> Row:
    return Row("x", "people", same("x"), dict(zip("ABC", cells, strict=False)), scale)


def _number(value: float | None, unit: str = "people") -> Cell:
    return Cell(same("said"), value=value, unit=unit)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (_row(Scale.MORE, _number(50), _number(100)), {"A": 0.5, "B": 1.0}),
        (_row(Scale.MORE, _number(0), _number(0)), {"A": 0.0, "B": 0.0}),
        (_row(Scale.LESS, _number(8), _number(16)), {"A": 1.0, "B": 0.5}),
        (_row(Scale.LESS, _number(0), _number(16)), "no-number"),
        (_row(Scale.MORE, _number(-1), _number(16)), "no-number"),
        (_row(Scale.MORE, _number(5), _number(5, "accounts")), "units"),
        (_row(Scale.MORE, _number(5), _number(None)), "no-number"),
        (_row(Scale.MORE, _number(5)), "no-data"),
        (_row(None, _number(5), _number(6)), "no-number"),
        (
            _row(Scale.STANCE, Cell(same("s"), mark="go"), Cell(same("s"), mark="watch")),
            {"A": 1.0, "B": 1 / 3},
        ),
        (_row(Scale.STANCE, Cell(same("s"), mark="go"), Cell()), "no-data"),
        (
            _row(Scale.STANDING, Cell(same("s"), mark="cost"), Cell(same("s"), mark="blocked")),
            {"A": 0.5, "B": 0.0},
        ),
        (
            _row(Scale.STANDING, Cell(same("s"), mark="unknown"), Cell(same("s"), mark="open")),
            "no-data",
        ),
    ],
)
def test_a_row_scores_only_where_that_is_honest(row: Row, expected: Any) -> None:
    found = scores(row, ("A", "B"))
    assert (found.why or found.by_market) == expected


def test_what_counts_different_things_is_not_scored(compare_library: Library) -> None:
    weights = {"social:": 3, "population:": 2, "rule:vat": 1, "rule:de-minimis": 1}
    found = replace(_compared(compare_library), weights=weights)
    assert {row.key: why for row, why in found.left_out} == {
        "social:": "units", "rule:vat": "no-data", "rule:de-minimis": "no-number",
    }  # fmt: skip
    assert found.total("MX") == 100.0
    assert found.total("TH") == pytest.approx(100 * 70 / 130)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(["r0", "r1", "r2", "r3"]), st.integers(0, 5)), st.data())
def test_a_total_is_the_weighted_mean_of_what_it_shows(
    weights: dict[str, int], data: st.DataObject
) -> None:
    numbers = st.floats(0.1, 1_000)
    rows = [
        replace(_row(scale, *(_number(data.draw(numbers)) for _ in "ABC")), key=f"r{i}")
        for i, scale in enumerate((Scale.MORE, Scale.LESS, Scale.MORE, None))
    ]
    found = Comparison(("A", "B", "C"), rows, weights=weights)
    for market in found.markets:
        terms = found.terms(market)
        total = found.total(market)
        if not terms:
            assert total is None
            continue
        assert total is not None
        assert total == pytest.approx(
            100 * sum(t.weight * t.score for t in terms) / sum(t.weight for t in terms)
        )
        assert 0 <= total <= 100.001
        assert all(term.weight for term in terms)
    best = [max(t.score for t in column) for column in zip(*map(found.terms, "ABC"), strict=True)]
    assert all(score == pytest.approx(1) for score in best)


# ------------------------------------------------------------ matrix


@pytest.mark.parametrize("kind", KINDS)
def test_totals_of_the_matrix_are_counted_cells(real_library: Library, kind: str) -> None:
    for line in ("", "region:southeast-asia", "stance:go -market:TH", "market:MX,DE live"):
        wanted = real_library.parse(line)
        table = matrix(real_library, wanted, kind)
        cells = [(card, m, table.level(card, m)) for card in table.cards for m in table.markets]
        for market in table.markets:
            column = [level for _, m, level in cells if m == market]
            for level in {*column, "go"}:
                assert table.totals[market][level] == column.count(level)
        for card in table.cards:
            row = [level for c, _, level in cells if c.id == card.id]
            assert sum(table.row_total(card).values()) == len(row)
            assert table.row_total(card)["go"] == row.count("go")
        assert table.unknown == sum(level == NO_DATA for _, _, level in cells)
        rows = real_library.select(wanted, kind)
        assert [card.row for card in table.cards] == list(rows)
        asked = wanted.choice("market").wanted
        assert not asked or set(table.markets) == asked


def test_gaps_keep_only_rows_and_columns_that_have_one(compare_library: Library) -> None:
    layer = {"tactics/live@MX": Mark(score=3), "tactics/live@TH": Mark(note="only a note")}
    owner = Checklist("l", layer=layer)
    cells: dict[Gap, set[str]] = {}
    for gap in Gap:
        table = matrix(compare_library, Filter(), "tactics", owner=owner, gap=gap)
        cells[gap] = {
            mark_key(card, m) for card in table.cards for m in table.markets
            if table.is_gap(card, m)
        }  # fmt: skip
        assert table.gaps == len(cells[gap])
        for card in table.cards if gap else ():
            assert any(table.is_gap(card, m) for m in table.markets)
    assert cells[Gap.NONE] == set()
    assert cells[Gap.NO_DATA] == {"tactics/stock@TH", "tactics/stock@DE"}
    assert cells[Gap.NO_EVIDENCE] == {"tactics/live@MX", "tactics/live@DE", "tactics/stock@MX"}
    assert cells[Gap.UNDECIDED] == {"tactics/live@TH", "tactics/live@DE", "tactics/stock@MX"}


# ------------------------------------------------------------ files


def _matrix(library: Library) -> Matrix:
    layer = {"tactics/live@TH": Mark(score=4, note='=cmd() "x"\x1b[31m')}
    return matrix(library, Filter(), "tactics", owner=Checklist("l", layer=layer))


@pytest.mark.parametrize("lang", Lang)
def test_csv_opens_right_and_holds_no_formula(compare_library: Library, lang: Lang) -> None:
    table = matrix_table(
        _matrix(compare_library), "tactics", compare_library, lang, TODAY, Filter()
    )
    data = VIEW_FORMATS["csv"].write(table, lang)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert len({len(row) for row in rows if len(row) > 2}) == 1
    own = rows[0].index("TH My score" if lang is Lang.EN else "TH 我的评分")
    assert rows[0][own + 1 : own + 3] == (
        ["TH Not for us", "TH My note"] if lang is Lang.EN else ["TH 不适合我们", "TH 我的备注"]
    )
    live = next(row for row in rows if row[0] == "tactics/live")
    assert live[own] == "4"
    assert live[own + 2].startswith("'=cmd()")
    assert not any(head.startswith("DE ") and "core" in head for head in rows[0])
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert b"\x1b" not in data
    found = comparison_table(
        _compared(compare_library), compare_library, lang, TODAY, differences=False
    )
    rows = list(csv.reader(io.StringIO(VIEW_FORMATS["csv"].write(found, lang).decode("utf-8-sig"))))
    assert len(rows[0]) == 3 + 3 * 5
    shipped = next(row for row in rows if row[0] == "rule:de-minimis")
    assert shipped[5].startswith("Customs, Parcel rules, https://example.org/customs")
    assert shipped[6] == "2026-01"


@pytest.mark.parametrize("lang", Lang)
def test_svg_is_whole_and_inside_its_frame(compare_library: Library, lang: Lang) -> None:
    drawn = [
        matrix_table(_matrix(compare_library), "tactics", compare_library, lang, TODAY, Filter()),
        comparison_table(_compared(compare_library), compare_library, lang, TODAY),
    ]
    for table in drawn:
        picture = VIEW_FORMATS["svg"].write(table, lang).decode()
        root = ElementTree.fromstring(picture)
        wide, high = float(root.attrib["width"]), float(root.attrib["height"])
        texts = [node for node in root if node.tag.endswith("text")]
        assert len(texts) > 20
        for node in texts:
            right = float(node.attrib["x"]) + 7.2 * width(node.text or "")
            assert right <= wide
            assert float(node.attrib["y"]) <= high
        assert "script" not in picture
        assert "\x1b" not in picture


def test_text_stands_in_columns(real_library: Library) -> None:
    for lang in Lang:
        table = matrix(real_library, Filter(), "tactics")
        drawn = matrix_table(table, "tactics", real_library, lang, TODAY, Filter())
        lines = VIEW_FORMATS["text"].write(drawn, lang).decode().splitlines()
        codes = next(line for line in lines if "MX" in line and "TH" in line)
        at = width(codes[: codes.index("TH")])
        for line, card in zip(lines[lines.index(codes) + 1 :], table.cards, strict=False):
            glyph, used = "", 0
            for char in line:
                if used == at:
                    glyph = char
                used += width(char)
            assert glyph in "▲●○×·", (line, card.id)
            assert (glyph == "·") == (table.level(card, "TH") == NO_DATA)


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab 中文，。（12-/…"), max_size=80), st.integers(4, 30))
def test_lines_are_never_too_wide_and_lose_nothing(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert all(width(line.rstrip()) <= cells + 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert width(fit(text, cells)) == cells


# ------------------------------------------------------------ command line


def test_compare_on_the_command_line(chuhai: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUHAI_CONTENT", str(COMPARE))
    found = chuhai("compare", "TH", "MX", "--json").json
    assert found["markets"] == ["TH", "MX"]
    rows = {row["row"]: row for row in found["rows"]}
    cell = rows["rule:de-minimis"]["cells"]["MX"]
    assert cell["claims"][0]["sources"] == ["customs"]
    assert cell["claims"][0]["conflict"] == "flat-rate"
    assert cell["claims"][0]["stale"] == {"months": 10, "limit": 6}
    assert rows["rule:vat"]["cells"]["MX"]["known"] is False
    assert found["sources"]["customs"]["publisher"] == "Customs"
    assert found["unknown"]["MX"] == sum(
        not row["cells"]["MX"]["known"] or row["cells"]["MX"]["mark"] == "unknown"
        for row in rows.values()
    )
    fewer = chuhai("compare", "TH", "MX", "--differences", "--json").json["rows"]
    assert all(row["differs"] for row in fewer)
    assert len(fewer) < len(rows)
    out = chuhai(
        "compare", "TH", "MX", "--weight", "population:=3", "--weight", "logistics:transit=1"
    ).out
    assert "TH: (1×1.00 Transit time + 3×0.54 Population) / 4 × 100 = 65.4" in out
    card = chuhai("compare", "TH,MX", "--card", "tactics/live", "--json").json
    assert card["card"] == "tactics/live"
    assert card["rows"][0]["cells"]["TH"]["mark"] == "go"
    chinese = chuhai("--lang", "zh", "compare", "TH", "MX").out
    assert "从第一铢起缴关税和增值税。" in chinese
    assert "凭记忆" in chinese


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("compare",), "0 markets; accepted: 2 to 5"),
        (("compare", "TH"), "1 markets"),
        (("compare", "TH", "XX"), "XX"),
        (("compare", "TH", "MX", "--card", "platforms/chat"), "a tactic or a trend"),
        (("compare", "TH", "MX", "--weight", "population:"), "is not a weight"),
        (("compare", "TH", "MX", "--weight", "population:=9"), "is not a weight"),
        (("compare", "TH", "MX", "--format", "pdf"), "accepted: csv, svg, text"),
        (("compare", "TH", "MX", "--filter", "x:y"), "unknown facet"),
        (("matrix", "platforms"), "accepted: tactics, trends"),
        (("matrix", "--gaps", "none"), "no-data"),
        (("matrix", "--sort", "nothing"), "unknown card"),
        (("matrix", "-o", "/nowhere/at/all.csv"), "No such file"),
    ],
)
def test_what_cannot_be_laid_out_is_said(
    chuhai: Any, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], said: str
) -> None:
    monkeypatch.setenv("CHUHAI_CONTENT", str(COMPARE))
    ran = chuhai(*args)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_matrix_on_the_command_line(
    chuhai: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("CHUHAI_CONTENT", str(COMPARE))
    found = chuhai("matrix", "--market", "TH,MX", "--json").json
    assert set(found["markets"]) == {"TH", "MX"}
    cards = {card["id"]: card["stances"] for card in found["cards"]}
    assert cards["live"]["TH"]["sources"] == ["census"]
    assert cards["live"]["MX"]["reason"]["zh"] == "刚起步。"
    assert cards["stock"]["TH"]["stance"] == "no-data"
    assert found["unknown"] == 1
    gaps = chuhai("matrix", "--gaps", "no-data", "--json").json
    assert [card["id"] for card in gaps["cards"]] == ["stock"]
    sorted_by = chuhai("matrix", "--sort", "TH", "--json").json["cards"]
    assert [card["id"] for card in sorted_by] == ["live", "stock"]
    for form in VIEW_FORMATS:
        target = tmp_path / f"out.{form}"
        assert chuhai("matrix", "trends", "--format", form, "-o", str(target)).code == 0
        assert target.stat().st_size > 100
    assert "拼团" in chuhai("--lang", "zh", "matrix", "trends", "--filter", "stance:avoid").out
    assert "拼团" not in chuhai("--lang", "zh", "matrix", "trends", "--filter", "stance:go").out
