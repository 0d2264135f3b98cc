"""Printing, the date, and trouble that one sentence tells: what every command needs at once."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

BOTH = "both"
LANGUAGES = ("en", "zh", BOTH)
"""What `--lang` takes."""


class Trouble(Exception):
    """Something that the user can mend: one sentence, exit code 2."""

    exit_code = 2


def unknown(what: str, name: str, known: Iterable[str]) -> Trouble:
    """A refusal of a name that is not known: what is accepted, and the nearest of it."""
    import difflib

    names = list(known)
    near = difflib.get_close_matches(name, names, 1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return Trouble(f"unknown {what} {name!r}; accepted: {', '.join(names)}{hint}")


def safe(text: str) -> str:
    """Text without anything that a terminal would obey."""
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    import unicodedata

    kept = (
        c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") else "·" for c in text
    )
    return "".join(kept)


def say(text: str = "") -> None:
    """Print data."""
    sys.stdout.write(f"{safe(text)}\n")


def say_json(value: Any) -> None:
    """Print data as JSON."""
    import json

    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def warn(text: str) -> None:
    """Tell the user something that is not data."""
    sys.stdout.flush()
    sys.stderr.write(f"chuhai: {text}\n")


def today() -> dt.date:
    """The date, or the one in `CHUHAI_TODAY`; raises `Trouble` when that is none."""
    if fixed := os.environ.get("CHUHAI_TODAY"):
        try:
            return dt.date.fromisoformat(fixed)
        except ValueError:
            raise Trouble(f"CHUHAI_TODAY={fixed!r} is not a date; accepted: 2026-11-22") from None
    return dt.datetime.now().astimezone().date()
