"""Write the table of Chinese characters that search folds and spells with.

Run by hand when the table should change: `python tools/han.py > tui/chuhai/library/han.txt`.
The first line holds the characters that have a simplified form, the second those forms in the same
order; every other line a character and its readings in pinyin without tones.
Simplified forms come from OpenCC, readings from pypinyin.
"""

from __future__ import annotations

import sys

from opencc import OpenCC
from pypinyin import Style, pinyin

READINGS = 3


def is_common(char: str) -> bool:
    """Whether the character is in GB 2312, the set of characters in everyday use."""
    try:
        return len(char.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def rows() -> list[str]:
    """The lines of the table, characters in code point order."""
    to_simplified = OpenCC("t2s")
    traditional, forms, lines = "", "", []
    for code in range(0x4E00, 0x9FA6):
        char = chr(code)
        simple = to_simplified.convert(char)
        if len(simple) != 1 or not (is_common(char) or simple != char):
            continue
        spelled = pinyin(simple, style=Style.NORMAL, heteronym=True)[0][:READINGS]
        readings = list(dict.fromkeys(s.replace("ü", "v") for s in spelled if s.isalpha()))
        lines.append(f"{char} {','.join(readings)}")
        if simple != char:
            traditional, forms = traditional + char, forms + simple
    return [traditional, forms, *lines]


if __name__ == "__main__":
    sys.stdout.write("\n".join(rows()) + "\n")
