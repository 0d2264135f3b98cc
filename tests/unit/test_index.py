"""The index: built when it must be, taken when it fits, never trusted when it does not."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from chuhai.files import ContentMissing, cache_dir, content_dir
from chuhai.library.age import last_day, stale_months
from chuhai.library.filter import Filter
from chuhai.library.index import Library
from chuhai.library.opening import is_current, open_index, open_library
from chuhai.library.page import Judgement, decode, encode
from conftest import ROOT, SAMPLE, TODAY


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the sample pack."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "pack"))


def test_changed_content_is_read_anew(pack: Path) -> None:
    assert open_library(TODAY, pack).counts(open_library(TODAY, pack).parse(""))["trends"] == 2
    (pack / "trends" / "group.toml").unlink()
    library = open_library(TODAY, pack)
    assert library.find("trends", "group") is None
    text = (pack / "trends" / "live.toml").read_text(encoding="utf-8")
    (pack / "trends" / "live.toml").write_text(text.replace("Live shopping", "Live selling"))
    entry = open_library(TODAY, pack).find("trends", "live")
    assert entry is not None
    assert entry.name.en == "Live selling"


@pytest.mark.parametrize("garbage", [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 90])
def test_a_damaged_index_is_built_anew(pack: Path, garbage: bytes) -> None:
    open_library(TODAY, pack)
    (index,) = cache_dir().glob("index-*.sqlite")
    index.write_bytes(garbage)
    assert open_library(TODAY, pack).find("trends", "live") is not None


def test_a_cache_that_cannot_be_written_costs_only_time(pack: Path, tmp_path: Path) -> None:
    os.environ["CHUHAI_HOME"] = str(tmp_path / "file")
    (tmp_path / "file").write_text("in the way")
    assert open_library(TODAY, pack).find("trends", "live") is not None


def test_builders_at_once_leave_one_good_index(pack: Path, tmp_path: Path) -> None:
    program = (
        "import datetime, pathlib, sys; from chuhai.library.opening import open_library; "
        f"print(open_library(datetime.date({TODAY.year}, 11, 22), pathlib.Path(sys.argv[1]))"
        ".find('trends', 'live').name.en)"
    )
    home = {"PYTHONPATH": str(ROOT / "tui"), "CHUHAI_HOME": str(tmp_path / "home")}
    builders = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(pack)], stdout=subprocess.PIPE, env=home, text=True
        )
        for _ in range(3)
    ]
    assert [b.communicate()[0].strip() for b in builders] == ["Live shopping"] * 3
    assert len(list((tmp_path / "home" / "cache").iterdir())) == 1


def test_a_new_year_brings_new_dates(pack: Path) -> None:
    assert open_library(TODAY, pack).edition("eleven", 2031) is None
    later = open_library(dt.date(2027, 1, 1), pack)
    assert later.edition("eleven", 2031) is not None


def test_the_newest_stance_counts(library: Library) -> None:
    entry = library.find("trends", "live")
    assert entry is not None
    assert entry.stances == {"TH": "test", "DE": "avoid"}
    shown = [b for b in library.page(entry).blocks if isinstance(b, Judgement)]
    assert [(b.market, b.level) for b in shown] == [("TH", "test"), ("DE", "avoid")]


def test_a_page_survives_being_kept(library: Library) -> None:
    for kind in ("trends", "tactics", "markets", "guides", "article"):
        for row in library.select(library.parse(""), kind):
            page = library.page(library.entry(row))
            sources = {source.id: source for source in page.sources}
            assert decode(dict(encode(page)), sources) == page


def test_festivals_read_at_once_are_those_read_one_by_one(library: Library) -> None:
    at_once = open_library(TODAY, SAMPLE)
    at_once.read_festivals()
    rows = library.select(Filter(), "festivals")
    assert rows
    for row in rows:
        entry = library.entry(row)
        assert at_once.entry(row) == entry
        for market in ("", *entry.markets):
            asked = library.editions(entry.id, market)
            assert at_once.editions(entry.id, market) == asked


def test_a_former_id_still_leads_to_the_card(library: Library) -> None:
    entry = library.find("platforms", "old-shop")
    assert entry is not None
    assert entry.id == "shop-mx"


def test_content_that_is_not_there_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHUHAI_CONTENT", str(tmp_path))
    with pytest.raises(ContentMissing, match=r"pack\.toml"):
        content_dir()


@pytest.mark.parametrize(
    ("age", "as_of", "effective", "stale"),
    [
        ("survey", "2024-09-30", "", (25, 18)),
        ("survey", "2025-06", "", None),
        ("market", "2025-11", "", None),
        ("market", "2025-10", "", None),
        ("market", "2025-09", "", (13, 12)),
        ("fee", "2026-08", "", None),
        ("fee", "2026-07", "", None),
        ("fee", "2026-06", "", (4, 3)),
        ("history", "1999", "", None),
        ("law", "2020", "2026-06-01", None),
        ("law", "2020", "2026-01-01", (10, 6)),
        ("market", "", "", None),
    ],
)
def test_staleness(age: str, as_of: str, effective: str, stale: tuple[int, int] | None) -> None:
    assert stale_months(age, as_of, effective, TODAY) == stale


def test_last_days() -> None:
    assert last_day("2024-02") == dt.date(2024, 2, 29)
    assert last_day("2024") == dt.date(2024, 12, 31)


def test_a_large_pack_is_opened_at_a_glance_and_checked_later(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chuhai.library.opening.MANY", 3)
    open_index(TODAY, str(pack), at_a_glance=True).close()
    assert is_current(str(pack))
    path = pack / "trends" / "live.toml"
    text = path.read_text(encoding="utf-8").replace("Live shopping", "Live selling")
    path.write_text(text, encoding="utf-8")

    def name(card: str = "live") -> str:
        index = open_index(TODAY, str(pack), at_a_glance=True)
        found = Library(index, TODAY).find("trends", card)
        return found.name.en if found else ""

    assert name() == "Live shopping"
    assert not is_current(str(pack))
    assert name() == "Live selling"
    assert is_current(str(pack))
    assert len(list(cache_dir().iterdir())) == 1
    (pack / "trends" / "group.toml").unlink()
    assert name("group") == ""
