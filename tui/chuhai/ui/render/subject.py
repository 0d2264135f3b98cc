"""What evidence is shown about: a card in one market or in all, or a conflict between claims."""

from __future__ import annotations

from typing import NamedTuple


class Subject(NamedTuple):
    """A card, and a market or a conflict; nothing at all means: the card under the cursor."""

    kind: str = ""
    card: str = ""
    market: str = ""
    conflict: str = ""

    def __str__(self) -> str:
        market = f"@{self.market}" if self.market else ""
        conflict = f"#{self.conflict}" if self.conflict else ""
        return f"{self.kind}/{self.card}{market}{conflict}"


NO_SUBJECT = Subject()


def subject_of(name: str) -> Subject:
    """The subject that `str` wrote as `kind/card@MARKET#conflict`."""
    name, _, conflict = name.partition("#")
    name, _, market = name.partition("@")
    kind, _, card = name.partition("/")
    return Subject(kind, card, market, conflict)
