"""Draw the pictures of the documentation by running the real program on its real content.

`python docs/pictures.py` writes all of `docs/pictures/*.svg`, `python docs/pictures.py home matrix`
those of some views; the date is frozen, the lists are made anew. With `--png` every picture is
written as PNG too, for which `rsvg-convert` must be installed; README_PNG is kept as PNG. The brief
is printed by Chromium and drawn by poppler where they are installed.

A view is one line of VIEWS: its name, the section (and a card in it), the view, a filter, the keys
to press, and which of SIZES to draw where not the usual ones.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import html
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")

from rich.cells import cell_len

from chuhai.cli.root import cli
from chuhai.cli.session import Session
from chuhai.files import state_dir
from chuhai.i18n import Lang
from chuhai.settings import Settings
from chuhai.ui.app import ChuhaiApp
from chuhai.ui.world import World

VIEWS = """
home      | home                         | home
trends    | trends/live-shopping         | cards    |           |                 | wide
evidence  | trends/live-shopping         | evidence | market:DE | j
movement  | trends/live-shopping         | movement
matrix    | tactics/live-selling-routine | matrix   |           | l l l l         | swapped
markets   | markets/MX                   | cards
compare   | markets                      | compare  |           | j
platforms | platforms/tiktok-shop-mx     | cards    |           |                 | small
timeline  | events                       | timeline |           | ctrl+d ctrl+d
lineage   | lineage                      | clock    |           | j j
article   | article                      | cards    |           | j j j
record    | article                      | record
tactic    | tactics/live-selling-routine | cards    |           | Z enter j j j
festivals | festivals/double-12-12       | cards
guides    | guides                       | cards    |           | j
checklist | checklist                    | plan     |           | j j
agenda    | checklist                    | agenda
reach     | checklist                    | reach
workload  | checklist                    | workload
calendar  | festivals                    | calendar
filter    | tactics                      | cards    |           | f
palette   | home                         | home     |           | ctrl+p z h i b o
help      | trends                       | cards    |           | question_mark
"""
SIZES = {
    "": "120x40 en dark, 120x40 zh light",
    "swapped": "120x40 en light, 120x40 zh dark",
    "small": "80x24 en light, 80x24 zh dark",
    "wide": "120x40 en dark, 200x60 zh light",
}
SEEDS = """
profile set licence=CN kind=company founded=3y entities=none warehouses=none languages=zh,en
plan new first-tiktok-shop --market TH --anchor double-11-11@2027
plan new mega-sale-campaign --market MX --anchor double-12-12@2026
plan new brand-live-selling-test --market DE --anchor 2027-02-01
"""
"""The lists that the pictures show, as commands; `@` stands for a space."""
TODAY = dt.date(2026, 11, 22)
README_PNG = "trends-120x40-en-dark"
TARGET = Path(__file__).parent / "pictures"
CELL = 20 * 0.61
_TEXT = re.compile(
    r'<text class="([^"]+)" x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+" '
    r'clip-path="[^"]+">(.*?)</text>'
)
_CLIP = re.compile(r'<clipPath id="[^"]+-line-\d+">\s*<rect[^>]*/>\s*</clipPath>\s*')
_ODD = re.compile(r"@font-face \{.*?\}\s*|font-variant-east-asian: full-width;\s*", re.DOTALL)
"""Fonts from the network, and what would widen Latin letters beside Chinese ones."""
FONTS = "JetBrains Mono, DejaVu Sans Mono, Noto Sans Mono CJK SC, monospace"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: a view in a window of a size, in a language and a theme."""

    name: str
    section: str
    card: str
    view: str
    filter: str
    keys: tuple[str, ...]
    size: tuple[int, int]
    lang: str
    theme: str

    @property
    def stem(self) -> str:
        """The name of the file without its ending."""
        return f"{self.name}-{self.size[0]}x{self.size[1]}-{self.lang}-{self.theme}"


def shots() -> list[Shot]:
    """All pictures, in the order of the table."""
    found = []
    for line in VIEWS.strip().splitlines():
        parts = [part.strip() for part in line.split("|")]
        name, section, view, wanted, keys, pictures = (*parts, "", "", "", "")[:6]
        for picture in SIZES[pictures].split(","):
            size, lang, theme = picture.split()
            width, height = size.split("x")
            place, _, card = section.partition("/")
            found.append(
                Shot(
                    name, place, card, view, wanted, tuple(keys.split()),
                    (int(width), int(height)), lang, theme,
                )
            )  # fmt: skip
    return found


def on_the_grid(svg: str) -> str:
    """The picture with every run of text put on the cells that it takes in a terminal.

    Rich stretches a run to the number of its characters; a Chinese character takes two cells.
    The ids of the picture are made short, which makes it a third of the size.
    """

    def placed(match: re.Match[str]) -> str:
        style, x, y, body = match.groups()
        out: list[str] = []
        run, start, at = "", 0.0, float(x)

        def flush() -> None:
            nonlocal run
            words = run.strip("\u00a0 ")
            if words:
                lead = len(run) - len(run.lstrip("\u00a0 "))
                width = CELL * cell_len(words)
                spaced = html.escape(words).replace("\u00a0", "&#160;").replace(" ", "&#160;")
                out.append(
                    f'<text class="{style}" x="{start + lead * CELL:g}" y="{y}" '
                    f'textLength="{width:g}">{spaced}</text>'
                )
            run = ""

        for char in html.unescape(body):
            size = cell_len(char)
            if size == 1 and (char.isascii() or char == "\u00a0"):
                start = start if run else at
                run += char
            else:
                flush()
                shift = 0.18 * CELL if size == 2 else 0.0
                out.append(
                    f'<text class="{style}" x="{at + shift:.4g}" y="{y}">{html.escape(char)}</text>'
                )
            at += size * CELL
        flush()
        return "".join(out)

    svg = _ODD.sub("", _CLIP.sub("", _TEXT.sub(placed, svg)))
    svg = svg.replace("Fira Code, monospace", FONTS)
    return re.sub(r"terminal-\d+-", "t", svg)


async def draw(shot: Shot) -> Path:
    """Run the program in a window, press keys, keep the screen."""
    session = Session(shot.lang)
    settings = Settings(
        lang=Lang(shot.lang),
        theme=f"chuhai-{shot.theme}",
        section=shot.section,
        views={shot.section: shot.view},
        cursors={shot.section: shot.card} if shot.card else {},
        filter=shot.filter,
        marks=("markets/TH", "markets/MX", "markets/ID"),
        starred=("trends/live-shopping", "tactics/landed-cost-pricing"),
        recent=("markets/TH", "platforms/tiktok-shop-mx", "festivals/double-11-11"),
        welcomed=True,
    )
    path = state_dir() / "pictures.json"
    app = ChuhaiApp(
        World(
            session.library, lambda: session.store, settings, path, session.today, Lang(shot.lang)
        )
    )
    async with app.run_test(size=shot.size) as pilot:
        await pilot.pause(0.3)
        for key in shot.keys:
            await pilot.press(key)
        await pilot.pause(0.3)
        svg = app.export_screenshot(title=f"chuhai {shot.size[0]}×{shot.size[1]}")
    target = TARGET / f"{shot.stem}.svg"
    target.write_text(on_the_grid(svg), encoding="utf-8")
    return target


def as_png(svg: Path) -> None:
    """The same picture as PNG beside it."""
    target = svg.with_suffix(".png")
    subprocess.run(["rsvg-convert", "-w", "1300", svg, "-o", target], check=True)


def seed() -> None:
    """Make the company and the lists that the pictures show; some of the work is done."""
    with redirect_stdout(io.StringIO()):
        for line in SEEDS.strip().splitlines():
            cli.main([word.replace("@", " ") for word in line.split()], standalone_mode=False)
        first = next(iter(Session("en").store.load().book.lists.values()))
        cli.main(["checklist", "tick", *list(first.items)[:3]], standalone_mode=False)
        for name, owner in zip(first.items, ("Wei", "Chen", "Ploy") * 9, strict=False):
            cli.main(["checklist", "set", name, "--owner", owner], standalone_mode=False)


def draw_brief(lang: str) -> None:
    """The first page of a brief as paper, where a browser and poppler are at hand."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if not (browser and shutil.which("pdftoppm")):
        return
    home = Path.home()
    page, paper = home / "brief.html", home / "brief.pdf"
    words = ["--lang", lang, "brief", "live-shopping", "--market", "DE"]
    cli.main([*words, "--format", "html", "--out", str(page)], standalone_mode=False)
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run(
        [browser, *quiet, f"--print-to-pdf={paper}", page.as_uri()], capture_output=True, check=True
    )
    stem = TARGET / f"brief-{lang}"
    subprocess.run(["pdftoppm", "-r", "75", "-png", "-singlefile", paper, stem], check=True)


def main() -> None:
    """Draw every picture, or those of the views whose names are given."""
    home = tempfile.mkdtemp(prefix="chuhai-pictures-")
    for name in ("CHUHAI_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        os.environ.pop(name, None)
    os.environ.update(HOME=home, CHUHAI_TODAY=TODAY.isoformat(), LOGNAME="wei")
    noon = dt.datetime.combine(TODAY, dt.time(12), dt.UTC)
    Session.clock = staticmethod(lambda: noon)  # type: ignore[method-assign]
    TARGET.mkdir(exist_ok=True)
    wanted = [name for name in sys.argv[1:] if not name.startswith("--")]
    seed()
    for shot in shots():
        if not wanted or shot.name in wanted:
            target = asyncio.run(draw(shot))
            if "--png" in sys.argv or shot.stem == README_PNG:
                as_png(target)
    for lang in Lang:
        if not wanted or "brief" in wanted:
            draw_brief(lang.value)
    shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
