"""The timeline as files: CSV, a picture and plain text, by lanes, zoom and filter."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from chuhai.exchange.cells import width
from chuhai.exchange.chronicle import Chronicle, chronicle
from chuhai.exchange.view_formats import VIEW_FORMATS
from chuhai.i18n import Lang
from chuhai.library.index import Library
from chuhai.library.opening import open_library
from chuhai.timeline import MODES, ZOOMS, timeline
from conftest import ARGUED, SAMPLE, TODAY


def _told(
    library: Library,
    mode: str = "sides",
    zoom: str = "month",
    line: str = "",
    *,
    lang: Lang = Lang.EN,
    paired: bool = False,
) -> Chronicle:
    wanted = library.parse(line)
    langs = (lang, lang.other) if paired else (lang,)
    return chronicle(timeline(library, wanted, mode), zoom, library, langs, TODAY, wanted)


def _rows(told: Chronicle) -> list[dict[str, str]]:
    data = VIEW_FORMATS["csv"].write(told, Lang.EN)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_csv_has_an_event_a_line_with_all_that_it_takes_to_weigh_it(argued: Library) -> None:
    rows = _rows(_told(argued))
    events = [row for row in rows if row["Id"]]
    assert [row["Id"] for row in events] == [
        "live-start", "copy-start", "copy-th", "copy-end", "shop-mx-opens",
    ]  # fmt: skip
    first, second, *_, last = events
    assert (first["Date"], first["Exact to the"], first["Lane"]) == ("2016-04", "month", "China")
    assert (first["Title in Chinese"], first["Title in English"]) == ("直播起步", "Live begins")
    assert (first["Companies"], first["In the article"]) == ("Alpha", "yes")
    assert (second["Years after the model"], second["Kind"]) == ("3.5", "Launch")
    assert first["Confidence"] == "checked"
    assert last["Confidence"] == "recalled, not checked"
    assert last["Markets"] == "MX"
    assert rows[-1]["Date"].endswith("Not legal advice.")


def test_every_event_of_the_content_is_read_back_as_it_stands_there(real_library: Library) -> None:
    shown = timeline(real_library, real_library.parse(""))
    rows = [row for row in _rows(_told(real_library)) if row["Id"]]
    assert len(rows) == len(shown.moments) > 180
    for row, moment in zip(rows, shown.moments, strict=True):
        entry = moment.entry
        assert row["Date"] == entry.date
        assert (row["Title in English"], row["Title in Chinese"]) == (entry.name.en, entry.name.zh)
        assert row["Sources"]
    assert {row["Exact to the"] for row in rows} == {"year", "month", "day"}


def test_lanes_zoom_and_filter_in_force_apply(argued: Library) -> None:
    years = _rows(_told(argued, zoom="year"))
    assert [(r["From"], r["To"], r["Events"], r["China"], r["Overseas"]) for r in years[:2]] == [
        ("2016", "2016", "1", "1", "0"),
        ("2019", "2019", "1", "0", "1"),
    ]
    decades = _rows(_told(argued, "companies", "decade"))
    assert [(row["From"], row["Beta"]) for row in decades[:2]] == [("2010", "1"), ("2020", "2")]
    assert decades[1]["What happened"].count(";") == 2
    only = _rows(_told(argued, "regions", line="market:MX"))
    assert [row["Id"] for row in only if row["Id"]] == ["shop-mx-opens"]
    assert only[0]["Lane"] == "LatAm"
    assert "Filter: market:MX" in [row["Date"] for row in only]


def _rude(tmp_path: Path) -> Library:
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLE, pack)
    shutil.copytree(ARGUED, pack, dirs_exist_ok=True)
    known = next((pack / "events").glob("*.toml"))
    table = known.read_text(encoding="utf-8")
    first = table[table.index("[[") :].split("\n\n")[0]
    event = "\n".join(
        'id = "rude"' if line.startswith("id =")
        else 'title.en = "=HYPERLINK(1) <b>&amp;</b>"' if line.startswith("title.en")
        else 'title.zh = "@SUM(1)"' if line.startswith("title.zh")
        else line
        for line in first.splitlines()
    )  # fmt: skip
    known.write_text(f"{table.rstrip()}\n\n{event}\n", encoding="utf-8")
    return open_library(TODAY, pack)


def test_no_cell_is_a_formula_and_no_title_is_markup(tmp_path: Path) -> None:
    told = _told(_rude(tmp_path))
    rude = next(row for row in _rows(told) if row["Id"] == "rude")
    assert rude["Title in English"] == "'=HYPERLINK(1) <b>&amp;</b>"
    assert rude["Title in Chinese"] == "'@SUM(1)"
    picture = VIEW_FORMATS["svg"].write(told, Lang.EN).decode()
    texts = [node.text or "" for node in ElementTree.fromstring(picture).iter()]
    assert any(text.startswith("=HYPERLINK(1) <b>&amp;</b>") for text in texts)
    assert "<b>" not in picture


@pytest.mark.parametrize("paired", [False, True])
@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize("mode", MODES)
def test_the_picture_is_whole_and_inside_its_frame(
    real_library: Library, mode: str, zoom: str, paired: bool
) -> None:
    for lang in Lang:
        told = _told(real_library, mode, zoom, lang=lang, paired=paired)
        picture = VIEW_FORMATS["svg"].write(told, lang).decode()
        root = ElementTree.fromstring(picture)
        wide, high = float(root.attrib["width"]), float(root.attrib["height"])
        texts = [node for node in root if node.tag.endswith("text")]
        said = [node.text or "" for node in texts]
        assert "2005" in said
        assert any("★" in words for words in said)
        for node in texts:
            x, size = float(node.attrib["x"]), 7.2 * width(node.text or "")
            left = x - size if node.attrib.get("text-anchor") == "end" else x
            assert left >= 0
            assert left + size <= wide, node.text
            assert 0 < float(node.attrib["y"]) <= high
        assert "href" not in picture
        assert "font-face" not in picture


def test_the_picture_has_china_at_the_left_and_the_articles_own_events_marked(
    argued: Library,
) -> None:
    root = ElementTree.fromstring(VIEW_FORMATS["svg"].write(_told(argued), Lang.EN))
    texts = {node.text: node for node in root if node.tag.endswith("text")}
    assert texts["Live begins ★"].attrib["text-anchor"] == "end"
    assert float(texts["Live begins ★"].attrib["x"]) < float(texts["Live B opens"].attrib["x"])
    assert float(texts["Live begins ★"].attrib["y"]) < float(texts["Live B opens"].attrib["y"])
    assert "Shop opens in Mexico ?" in texts
    assert len([node for node in root if node.tag.endswith("circle")]) == 5


@pytest.mark.parametrize("paired", [False, True])
@pytest.mark.parametrize("lang", Lang)
def test_text_stands_in_columns_of_cells(real_library: Library, lang: Lang, paired: bool) -> None:
    for mode in MODES:
        told = _told(real_library, mode, lang=lang, paired=paired)
        lines = VIEW_FORMATS["text"].write(told, lang).decode().splitlines()
        titles = {one.title.in_lang(known) for one in told.happenings for known in told.langs}
        places = {
            width(line[: line.index(title)])
            for line in lines
            for title in [line.rsplit("  ", 1)[-1].removesuffix(" ★").removesuffix(" ?")]
            if title in titles
        }
        assert len(places) == 1
        if paired:
            at = next(n for n, line in enumerate(lines) if "WeChat opens" in line)
            other = at + (1 if lang is Lang.EN else -1)
            assert "微信发布" in lines[other]


def test_the_timeline_is_written_by_the_command(
    chuhai: Any, argued: Library, tmp_path: Path
) -> None:
    for form in VIEW_FORMATS:
        target = tmp_path / f"out.{form}"
        ran = chuhai("timeline", "--format", form, "-o", str(target))
        assert (ran.code, ran.out) == (0, "")
        assert "Live B opens" in target.read_text(encoding="utf-8-sig")
        assert "Live B opens" in chuhai("timeline", "--format", form).out
    lines = chuhai("timeline", "--lang", "both").out.splitlines()
    at = next(n for n, line in enumerate(lines) if "Live begins ★" in line)
    assert "直播起步 ★" in lines[at + 1]
    assert chuhai("--lang", "both", "timeline").out.splitlines() == lines
    refused = chuhai("timeline", "--format", "pdf")
    assert (refused.code, "accepted: csv, svg, text" in refused.err) == (2, True)
    nowhere = chuhai("timeline", "-o", str(tmp_path / "no" / "file.txt"))
    assert nowhere.code == 2
    assert "No such file" in nowhere.err
    nothing = chuhai("timeline", "--filter", "kind:shutdown market:MX")
    assert nothing.code == 0
    assert "0 events" in nothing.out
