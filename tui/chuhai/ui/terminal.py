"""Between Textual and the terminal: no control codes out, a clean terminal left behind."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Mapping

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip

NOWHERE = Color(0, 0, 0, 0)


def _is_odd(char: str) -> bool:
    return not char.isprintable() and unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs")


class ControlFilter(LineFilter):
    """Replaces whatever is not a letter on its way to the terminal: the second wall."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments without control and format characters."""
        if all(segment.control or segment.text.isprintable() for segment in segments):
            return segments
        return [
            segment
            if segment.control or segment.text.isprintable()
            else Segment("".join("·" if _is_odd(c) else c for c in segment.text), segment.style)
            for segment in segments
        ]

    def clean(self, strip: Strip) -> Strip:
        """The same strip where nothing is odd in it."""
        segments = list(strip)
        cleaned = self.apply(segments, NOWHERE)
        return strip if cleaned is segments else Strip(cleaned, strip.cell_length)


CONTROL_FILTER = ControlFilter()


def prepare(environment: Mapping[str, str]) -> None:
    """Set what Textual reads when it is imported: input methods, no animations."""
    wanted = {
        "TEXTUAL_DISABLE_KITTY_KEY": "1",
        "TEXTUAL_ANIMATIONS": "none",
        "TEXTUAL_SMOOTH_SCROLL": "0",
    }
    for name, value in wanted.items():
        if name not in environment:
            os.environ[name] = value


def unusable(environment: Mapping[str, str]) -> str:
    """Why no app can be shown here; nothing when it can."""
    if environment.get("TEXTUAL_DRIVER"):
        return ""
    if not (sys.stdin.isatty() and sys.stderr.isatty() and sys.stdout.isatty()):
        return "no-terminal"
    if environment.get("TERM", "") in ("", "dumb"):
        return "dumb-terminal"
    return ""
