"""What a rule is, what it looks at, and what it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from chuhai.library.load import Loaded
from chuhai.library.problem import Problem, Severity
from chuhai.model.common import Card, Text
from chuhai.values import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found: at which card and field, and what it is."""

    kind: str
    card: str
    field: str
    message: str


@dataclass(frozen=True)
class Scene:
    """What a rule looks at: the cards as they were read, and the day."""

    loaded: Loaded
    today: dt.date

    def cards(self) -> Iterator[tuple[str, Card]]:
        """Every card with its kind."""
        for kind, cards in self.loaded.cards.items():
            for card in cards.values():
                yield kind, card

    @cached_property
    def fields(self) -> tuple[tuple[str, Card, str, Any], ...]:
        """Every part of every card: its kind, the card, the field's path and the part."""
        return tuple(
            (kind, card, field, value)
            for kind, card in self.cards()
            for field, value in parts(card)
        )

    @cached_property
    def texts(self) -> tuple[tuple[str, Card, str, Text], ...]:
        """Every bilingual text, as `fields`."""
        return tuple(
            (kind, card, field, value)
            for kind, card, field, value in self.fields
            if isinstance(value, Text)
        )

    def problem(self, rule: Rule, finding: Finding) -> Problem:
        """A finding with its file and line."""
        path, line = self.loaded.place(finding.kind, finding.card, finding.field)
        field = f"{finding.card}.{finding.field}" if finding.field else finding.card
        return Problem(path, line, field, finding.message, rule.name, rule.severity)


Find = Callable[[Scene], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule across cards: its id, how bad a finding is, what it finds, and how."""

    name: str
    severity: Severity
    finds: str
    find: Find


def rule(name: str, severity: Severity) -> Callable[[Find], Rule]:
    """Make a rule of a function; its docstring says what the rule finds."""

    def make(find: Find) -> Rule:
        finds = " ".join((find.__doc__ or "").split("\n\n")[0].split()).rstrip(".")
        return Rule(name, severity, finds, find)

    return make


def parts(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every part of a card with its field path, the card itself left out."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            where = f"{path}.{name}" if path else name
            yield where, inner
            yield from parts(inner, where)
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield f"{path}.{number}", inner
            yield from parts(inner, f"{path}.{number}")
