"""One spelling for everything that search compares: case, width, accents, script, pinyin."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import product

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import IO

_TOKEN = r"[\u3400-\u9fff]+|\d+(?:[./]\d+)+|[^\W_\u3400-\u9fff]+"
_SPELLED = 8
"""How many characters a spelling in pinyin may run on."""


def _table() -> IO[str]:
    return open(__file__.rpartition("fold.")[0] + "han.txt", encoding="utf-8")  # noqa: PTH123


@cache
def _simple() -> dict[int, int]:
    with _table() as table:
        return str.maketrans(table.readline().strip(), table.readline().strip())


@cache
def _readings() -> dict[str, list[str]]:
    with _table() as table:
        return {line[0]: line[2:].split(",") for line in table.read().splitlines()[2:]}


def fold(text: str) -> str:
    """`text` in lower case, half width, simplified characters, without accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return bare.translate(_simple())


def simplified(char: str) -> str:
    """The simplified form of a character, or the character itself."""
    return char.translate(_simple())


@cache
def _pattern() -> re.Pattern[str]:
    """Compiled when it is first needed: that takes longer than all the rest of a search."""
    import re

    return re.compile(_TOKEN)


def tokens(folded: str) -> list[str]:
    """The words, numbers and runs of Chinese characters of a folded text, in order."""
    if folded.isascii() and folded.replace(" ", "").isalnum():
        return folded.split()
    return [folded] if is_han(folded) else _pattern().findall(folded)


def is_han(token: str) -> bool:
    """Whether a token is a run of Chinese characters."""
    return bool(token) and all("\u3400" <= char <= "\u9fff" for char in token)


def grams(run: str) -> set[str]:
    """The characters and the pairs of neighbours in a run of Chinese characters."""
    return set(run) | {run[i : i + 2] for i in range(len(run) - 1)}


def spelled(run: str) -> str:
    """A run in pinyin, each character by its most frequent reading."""
    readings = _readings()
    return "".join((readings.get(char) or ("",))[0] for char in run)


def spellings(run: str, *, whole: bool = False) -> set[str]:
    """How a run is spelled in pinyin and by initials, from each character on or as a whole.

    Every reading of a character counts for the first four characters; after those,
    only the most frequent one, so that long runs stay few.
    """
    readings = _readings()
    found: set[str] = set()
    for start in range(1 if whole else len(run)):
        part = [readings.get(char) or ("",) for char in run[start : start + _SPELLED]]
        part = [choice if i < 4 else choice[:1] for i, choice in enumerate(part)]
        for spelled in product(*part):
            found.add("".join(spelled))
            if len(spelled) > 1:
                found.add("".join(syllable[:1] for syllable in spelled))
    return found - {""}
