"""Make the pictures of the documentation by running the real program on its real content.

`python docs/pictures.py` writes `docs/pictures/*.svg`; with `--png` also PNG, for which
`rsvg-convert` must be installed. Chinese is drawn on the cell grid, as a terminal draws it.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HOME = tempfile.mkdtemp(prefix="chuhai-pictures-")
os.environ.update(CHUHAI_HOME=HOME, CHUHAI_TODAY="2026-11-22", TEXTUAL_ANIMATIONS="none")

from rich.cells import cell_len  # noqa: E402

from chuhai.cli.session import Session  # noqa: E402
from chuhai.i18n import Lang  # noqa: E402
from chuhai.settings import Settings  # noqa: E402
from chuhai.ui.app import ChuhaiApp, World  # noqa: E402

TARGET = Path(__file__).parent / "pictures"
CELL = 20 * 0.61
_TEXT = re.compile(
    r'<text class="([^"]+)" x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+" '
    r'clip-path="([^"]+)">(.*?)</text>'
)

ADD = ["6", "f", *"mexico", "enter", "escape", "a", "enter", *"buen", "enter", "9", "down", "space"]
PICTURES: dict[str, tuple[tuple[int, int], str, str, list[str]]] = {
    "trends-120x40-en-dark": ((120, 40), "en", "dark", ["1", "j", "j", "j", "j"]),
    "trends-200x60-zh-dark": ((200, 60), "zh", "dark", ["1", "j", "j", "j", "j"]),
    "tactic-120x40-zh-light": ((120, 40), "zh", "light", ["6", "j", "j", "enter", "j", "j"]),
    "platforms-80x24-en-light": ((80, 24), "en", "light", ["4", "j"]),
    "checklist-120x40-en-dark": ((120, 40), "en", "dark", ADD),
    "checklist-80x24-zh-light": ((80, 24), "zh", "light", ["9"]),
    "festivals-120x40-zh-dark": ((120, 40), "zh", "dark", ["x", "7", "j"]),
    "help-120x40-en-light": ((120, 40), "en", "light", ["1", "question_mark"]),
}


def on_the_grid(svg: str) -> str:
    """The picture with every run of text put on the cells that it takes in a terminal.

    Rich stretches a run to the number of its characters; a Chinese character takes two cells.
    """

    def placed(match: re.Match[str]) -> str:
        style, x, y, clip, body = match.groups()
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
                    f'textLength="{width:g}" clip-path="{clip}">{spaced}</text>'
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
                    f'<text class="{style}" x="{at + shift:g}" y="{y}" '
                    f'clip-path="{clip}">{html.escape(char)}</text>'
                )
            at += size * CELL
        flush()
        return "".join(out)

    fonts = "JetBrains Mono, Noto Sans Mono CJK SC, monospace"
    return _TEXT.sub(placed, svg).replace("Fira Code", fonts)


async def draw(name: str, size: tuple[int, int], lang: str, theme: str, keys: list[str]) -> None:
    """Run the program in a window of a size, press keys, keep the screen."""
    session = Session(lang)
    settings = Settings(lang=Lang(lang), theme=f"chuhai-{theme}", welcomed=True)
    path = Path(HOME) / "pictures.json"
    app = ChuhaiApp(
        World(session.library, lambda: session.store, settings, path, session.today, Lang(lang))
    )
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.3)
        for key in keys:
            await pilot.press(key)
        await pilot.pause(0.3)
        svg = app.export_screenshot(title=f"chuhai {size[0]}×{size[1]}")
    (TARGET / f"{name}.svg").write_text(on_the_grid(svg), encoding="utf-8")
    if "--png" in sys.argv:
        target = TARGET / f"{name}.png"
        subprocess.run(
            ["rsvg-convert", "-w", "1300", TARGET / f"{name}.svg", "-o", target], check=True
        )


def main() -> None:
    """Draw every picture, or those whose names are given."""
    TARGET.mkdir(exist_ok=True)
    wanted = [name for name in sys.argv[1:] if not name.startswith("--")]
    for name, (size, lang, theme, keys) in PICTURES.items():
        if not wanted or name in wanted:
            asyncio.run(draw(name, size, lang, theme, keys))
    shutil.rmtree(HOME, ignore_errors=True)


if __name__ == "__main__":
    main()
