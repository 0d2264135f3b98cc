"""What the screens look like as text: a few of them line by line, many of them cell by cell."""

from __future__ import annotations

import os
import random
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from chuhai.checklist.store import Store
from chuhai.i18n import Lang
from chuhai.library.filter import Filter
from chuhai.library.index import Library
from chuhai.library.pack import KIND_NAMES
from chuhai.strings import strings
from chuhai.ui import commands
from chuhai.ui.app import ChuhaiApp
from chuhai.ui.sections import SECTIONS, views_of
from conftest import SAMPLE
from ui.conftest import MakeApp, screen_text
from ui.test_home import _seed
from ui.test_journey import assert_running

HERE = Path(__file__).parent
GOLDEN: dict[str, tuple[tuple[int, int], str, tuple[str, ...]]] = {
    "home-120x40": ((120, 40), "home", ()),
    "home-80x24": ((80, 24), "home", ("j",)),
    "card-120x40": ((120, 40), "trends", ("G",)),
    "card-80x24": ((80, 24), "trends", ("G", "enter")),
    "paired-120x40": ((120, 40), "tactics", ("Z",)),
}
"""Screens on the sample content: window, section, keys."""


@pytest.mark.parametrize("name", list(GOLDEN))
@pytest.mark.parametrize("lang", list(Lang))
async def test_a_screen_is_as_it_was(
    make_app: MakeApp, store: Store, name: str, lang: Lang
) -> None:
    """Set CHUHAI_DRAW=1 to take the screens as they are now; then read what changed."""
    _seed(store)
    size, section, keys = GOLDEN[name]
    app = make_app(lang)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.travel.go(section)
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        shown = screen_text(app) + "\n"
    path = HERE / f"{name}-{lang}.txt"
    if os.environ.get("CHUHAI_DRAW"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


# ------------------------------------------------------------ cells


def misaligned(app: ChuhaiApp, width: int) -> Iterator[str]:
    """The lines that do not fill the window exactly, or that end in half a character."""
    for number, strip in enumerate(app.screen._compositor.render_strips()):
        text = strip.text
        if cell_len(text) != width:
            yield f"line {number} takes {cell_len(text)} cells of {width}: {text!r}"
        if any(unicodedata.category(char) in ("Mn", "Cs", "Co") for char in text):
            yield f"line {number} holds half a character: {text!r}"


def edges(app: ChuhaiApp) -> set[int]:
    """The cells in which the hairline left of the page stands, over all lines of the split."""
    detail = app.explore.query("#detail")
    if app.screen is not app.explore or not detail or not detail.first().region.area:
        return set()
    region = detail.first().region
    found = set()
    for y in range(region.y, region.bottom):
        strip = app.screen._compositor.render_strips()[y]
        at = 0
        for char in strip.text:
            if char == "▏":
                found.add(at)
            at += cell_len(char)
    return found


KEYS = [
    *"jkhlgGfxvzZtsHBeE1234567890", "space", "enter", "escape", "tab", "slash", "down", "up",
    "pagedown", "ctrl+p", "question_mark", "alt+left", "直", "播", "a",
]  # fmt: skip
_SAFE = {"B", "E"}
"""Keys whose choices write files: they are answered with escape."""


async def _step(pilot: Pilot[None], dice: random.Random) -> None:
    for key in dice.choices(KEYS, k=2):
        await pilot.press(key)
        if key in _SAFE:
            await pilot.press("escape")


@pytest.mark.parametrize("seed", range(4))
async def test_200_random_screens_keep_every_column_in_its_place(
    make_app: MakeApp, store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, seed: int
) -> None:
    monkeypatch.chdir(tmp_path)
    _seed(store)
    dice = random.Random(seed)
    app = make_app(dice.choice(list(Lang)))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for _ in range(50):
            width, height = dice.randint(60, 200), dice.randint(16, 60)
            await pilot.resize_terminal(width, height)
            await _step(pilot, dice)
            await pilot.pause()
            while app.screen._compositor.size.width != width:
                await pilot.pause()
            assert list(misaligned(app, width)) == []
            assert len(edges(app)) <= 1 + (width >= 150)
            assert_running(app)


# ------------------------------------------------------------ no English in Chinese

_WORD = re.compile(r"[A-Za-z]{3,}")
KEYS_BY_NAME = {"esc", "tab", "enter", "space", "home", "end", "alt"}
NAMES = {
    *("chuhai", "Excel", "GitHub", "LibreOffice", "Notion", "Shop", "Taskwarrior", "TikTok", "WPS"),
    *("CNY", "GMV", "SKU", "USD", "UTF", "VAT", "WhatsApp", "EDITOR"),
    *("CSV", "HTML", "JSON", "Markdown", "SVG", "XLSX", "csv", "html", "ics", "json", "markdown"),
    *("svg", "taskwarrior", "todo", "toml", "tsv", "txt", "xlsx", "keys", "settings"),
    *("check", "show", "import", "task", "text", "ours", "theirs", "none", "yes", "own", "due"),
    *("for", "Ploy", "Berlin", "Pay", "the", "deposit", "Call", "agency", "live"),
    *("Cal", "move", "late", "market", "tester"),
}
"""Products, file names, words that are typed to the program, and what the test typed itself."""


def _content_words(library: Library) -> set[str]:
    """The Latin words of the sample content outside of its English texts, and of its names.

    A page shows the name of its card in both languages.
    """
    words: set[str] = set()
    for path in SAMPLE.rglob("*.toml"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not re.search(r"\ben\s*=", line):
                words |= set(_WORD.findall(line))
    for kind in KIND_NAMES:
        for row in library.select(Filter(), kind):
            words |= set(_WORD.findall(library.entry(row).name.en))
    return words


def _foreign(app: ChuhaiApp, allowed: set[str]) -> set[str]:
    """Words that are neither allowed nor the beginning of one: the edge of a column cuts words."""
    here = (*allowed, *_WORD.findall(str(Path.cwd())))
    whole = re.sub(r"[A-Za-z]+ ?…", "…", screen_text(app))
    return {
        word
        for word in _WORD.findall(whole)
        if word not in allowed and not any(part.startswith(word) for part in here)
    }


def test_the_chinese_column_of_the_words_is_chinese() -> None:
    known = (
        KEYS_BY_NAME
        | NAMES
        | {word for command in commands.ALL for word in _WORD.findall(command.shown)}
    )
    odd = {}
    for key, words in strings().items():
        bare = re.sub(r"\{\w+\}|`[^`]*`|--[a-z-]+", "", words.zh)
        found = set(_WORD.findall(bare)) - known
        if found and words.zh != words.en:
            odd[key] = found
    assert odd == {}


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_no_english_word_remains_in_the_chinese_interface(
    make_app: MakeApp, store: Store, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    _seed(store)
    app = make_app(Lang.ZH)
    allowed = KEYS_BY_NAME | NAMES | _content_words(app.library)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        for section in ("home", *SECTIONS, "checklist"):
            for view in views_of(section):
                app.travel.go(section, view=view)
                await pilot.pause()
                assert _foreign(app, allowed) == set(), (section, view)
                await pilot.press("G")
                await pilot.pause()
                assert _foreign(app, allowed) == set(), (section, view, "G")
        for key in ("question_mark", "ctrl+p", "f", "B", "E", "I", "N", "P"):
            await pilot.press("6", key)
            await pilot.pause()
            assert _foreign(app, allowed) == set(), key
            while app.screen is not app.explore:
                await pilot.press("escape")
                await pilot.pause()
        for key in ("u", "U", "s", "y", "o", "a"):
            await pilot.press("6", key)
            await pilot.pause()
            assert _foreign(app, allowed) == set(), key
            while app.screen is not app.explore:
                await pilot.press("escape")
                await pilot.pause()
