"""How stances compare: which is better, and whether the newest one moved up or down."""

from __future__ import annotations

from collections.abc import Sequence

from chuhai.library.filter import STANCES

RANK = {level: place for place, level in enumerate(reversed(STANCES))}
"""The better the stance, the higher the number."""


def move(levels: Sequence[str]) -> str:
    """`new` for one stance alone, else how the last of them compares with the one before."""
    if len(levels) < 2:
        return "new"
    before, now = RANK[levels[-2]], RANK[levels[-1]]
    return "up" if now > before else "down" if now < before else "unchanged"
