"""A filter: facets and words, one line of text both ways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

FACETS = (
    "market",
    "region",
    "platform",
    "kind",
    "stance",
    "move",
    "goal",
    "status",
    "verdict",
    "evidence",
)
"""The facets, in the order in which they are written."""

STANCES = ("go", "test", "watch", "avoid", "no-data")
MOVES = ("up", "down", "unchanged", "new")
"""How the newest stance in a market compares with the one before."""
EVIDENCE = ("stale", "conflict", "recalled")
"""What a card's evidence may suffer from: old claims, claims that differ, claims not checked."""


class FilterError(ValueError):
    """A filter line that cannot be read: what, what is accepted, the nearest match."""

    def __init__(self, what: str, value: str, accepted: tuple[str, ...]) -> None:
        import difflib

        near = difflib.get_close_matches(value.lower(), [a.lower() for a in accepted], 1, 0.5)
        self.what, self.value, self.accepted = what, value, accepted
        self.nearest = next((a for a in accepted if near and a.lower() == near[0]), "")
        known = ", ".join(accepted[:40]) + (" ..." if len(accepted) > 40 else "")
        hint = f"; did you mean {self.nearest}?" if self.nearest else ""
        super().__init__(f"unknown {what} {value!r}; accepted: {known}{hint}")


class Choice(NamedTuple):
    """What is wanted and what is not wanted of one facet."""

    wanted: frozenset[str] = frozenset()
    unwanted: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)


class Filter(NamedTuple):
    """OR inside a facet, AND across facets and words, NOT with `-`."""

    words: str = ""
    choices: Mapping[str, Choice] = {}

    def __bool__(self) -> bool:
        return bool(self.words.strip()) or any(self.choices.values())

    def choice(self, facet: str) -> Choice:
        """What is asked of a facet; an empty choice when nothing is."""
        return self.choices.get(facet, Choice())

    def with_words(self, words: str) -> Filter:
        """The same facets with other words."""
        return self._replace(words=words)

    def with_choice(self, facet: str, choice: Choice) -> Filter:
        """The same filter with another choice for one facet."""
        rest = {name: old for name, old in self.choices.items() if name != facet}
        return self._replace(choices={**rest, facet: choice} if choice else rest)

    def only(self, facet: str, value: str) -> Filter:
        """The same filter with just this value wanted of the facet."""
        return self.with_choice(facet, Choice(frozenset({value})))

    def toggled(self, facet: str, value: str) -> Filter:
        """The same filter with a value wanted that was not, or the other way round."""
        old = self.choice(facet)
        return self.with_choice(facet, Choice(old.wanted ^ {value}, old.unwanted - {value}))

    def excluded(self, facet: str, value: str) -> Filter:
        """The same filter with a value unwanted that was not, or the other way round."""
        old = self.choice(facet)
        return self.with_choice(facet, Choice(old.wanted - {value}, old.unwanted ^ {value}))

    def __str__(self) -> str:
        parts = []
        for facet in FACETS:
            choice = self.choice(facet)
            if choice.wanted:
                parts.append(f"{facet}:{','.join(sorted(choice.wanted))}")
            if choice.unwanted:
                parts.append(f"-{facet}:{','.join(sorted(choice.unwanted))}")
        return " ".join((*parts, *self.words.split()))


def parse(line: str, values: Mapping[str, tuple[str, ...]], aliases: Mapping[str, str]) -> Filter:
    """The filter that a line of text means.

    `values` are the known values of each facet, `aliases` other names for them (UK for GB).
    Raises `FilterError` for a facet or a value that is not known.
    """
    result = Filter()
    words: list[str] = []
    for part in line.replace("：", ":").split():
        bare = part.removeprefix("-")
        facet, colon, wanted = bare.partition(":")
        if not colon or not facet.isascii() or not facet.isalpha():
            words.append(part)
            continue
        facet = facet.lower()
        if facet not in FACETS:
            raise FilterError("facet", facet, FACETS)
        known = {value.lower(): value for value in values.get(facet, ())}
        chosen = set()
        for value in filter(None, wanted.replace("，", ",").split(",")):
            name = aliases.get(value.upper(), value).lower()
            if name not in known:
                raise FilterError(facet, value, values.get(facet, ()))
            chosen.add(known[name])
        old = result.choice(facet)
        if part.startswith("-"):
            choice = Choice(old.wanted - chosen, old.unwanted | chosen)
        else:
            choice = Choice(old.wanted | chosen, old.unwanted - chosen)
        result = result.with_choice(facet, choice)
    return result.with_words(" ".join(words))
