"""The documentation: every picture that it shows is there, every picture that is there is shown."""

from __future__ import annotations

import html
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from chuhai.ui.commands import SECTION_KEYS
from chuhai.ui.screens.explore import VIEWS
from chuhai.ui.sections import SECTIONS, views_of
from conftest import ROOT

DOCS = ROOT / "docs"
TOURS = {"en": DOCS / "tour.md", "zh": DOCS / "tour.zh.md"}
_IMAGE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s#]+)\)")


@pytest.fixture(scope="module")
def pictures() -> ModuleType:
    """The script that draws the pictures."""
    spec = importlib.util.spec_from_file_location("drawn_pictures", DOCS / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _shown(page: Path) -> list[str]:
    return [Path(path).name for path in _IMAGE.findall(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("page", [ROOT / "README.md", *TOURS.values()], ids=lambda page: page.name)
def test_what_a_page_shows_and_links_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for path in (*_IMAGE.findall(text), *_LINK.findall(text)):
        if "://" not in path:
            assert (page.parent / path).exists(), path


def test_both_tours_show_every_view_in_their_own_language(pictures: ModuleType) -> None:
    drawn = {lang: [s.stem + ".svg" for s in pictures.shots() if s.lang == lang] for lang in TOURS}
    shown = {lang: _shown(page) for lang, page in TOURS.items()}
    for lang in TOURS:
        assert set(shown[lang]) == {*drawn[lang], f"brief-{lang}.png"}
    names = [[name.split("-")[0] for name in shown[lang]] for lang in TOURS]
    assert names[0] == names[1]
    there = {path.name for path in (DOCS / "pictures").iterdir()}
    assert there == {*shown["en"], *shown["zh"], *_shown(ROOT / "README.md")}


def test_the_pictures_are_small_and_draw_chinese_on_the_grid(pictures: ModuleType) -> None:
    files = list((DOCS / "pictures").iterdir())
    assert sum(path.stat().st_size for path in files) < 6_000_000
    svg = (DOCS / "pictures" / "home-120x40-zh-light.svg").read_text(encoding="utf-8")
    assert "首" in svg
    assert not re.search(r">[^<]*[\u4e00-\u9fff]{2,}[^<]*</text>", svg)
    for path in files:
        if path.suffix == ".svg":
            text = path.read_text(encoding="utf-8")
            assert "<script" not in text
            assert not re.search(r"url\(['\"]?http|href=", text), path.name
            words = html.unescape(re.sub(r"<[^>]+>", "", text)).replace("\xa0", " ")
            assert not re.search(r"/(tmp|home|root|Users)/", words), path.name


def test_every_view_is_drawn_and_every_picture_is_of_a_view(pictures: ModuleType) -> None:
    assert {shot.view for shot in pictures.shots()} == set(VIEWS)
    sections = {shot.section for shot in pictures.shots()}
    assert sections >= set(SECTION_KEYS.values())
    for shot in pictures.shots():
        assert shot.view in VIEWS
        assert shot.view in views_of(shot.section)
        assert shot.section in (*SECTIONS, "home", "checklist")
        assert shot.theme in ("dark", "light")
