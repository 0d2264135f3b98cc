"""Text that no spreadsheet takes for a formula, and back."""

from __future__ import annotations

import re

_RISKY = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r\n]")
_GUARDED = re.compile(r"'+\s*[=+\-@＝＋－＠\t\r\n]")


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet could run it.

    Risky beginnings are those that OWASP names: `= + - @`, their full-width forms, tab and
    line ends, also behind blanks.
    """
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe that `guarded` put there."""
    return text[1:] if _GUARDED.match(text) else text


def printable(text: str, *, lines: bool = False) -> str:
    """The text without control and format characters; line ends stay where `lines` asks."""
    if text.isprintable():
        return text
    if lines:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c if c.isprintable() or (lines and c == "\n") else " " for c in text)
    return "".join(kept)


def one_line(text: str) -> str:
    """The text in one line, without control characters."""
    return " ".join(printable(text).split())
