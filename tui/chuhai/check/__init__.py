"""Rules across cards: references, figures, dates, order, words; and the counts of a pack."""

from __future__ import annotations

import datetime as dt

from chuhai.check import dates, figures, order, references, twins, words
from chuhai.check.rule import Rule, Scene
from chuhai.library.load import Loaded
from chuhai.library.problem import Problem, Severity

_ROOMS = (references, figures, dates, order, words, twins)

RULES: dict[str, Rule] = {
    rule.name: rule for room in _ROOMS for rule in vars(room).values() if isinstance(rule, Rule)
}
"""Every rule by its id, in the order in which they run."""


def problems(loaded: Loaded, today: dt.date) -> list[Problem]:
    """What all rules find, errors first."""
    scene = Scene(loaded, today)
    found = [
        scene.problem(rule, finding) for rule in RULES.values() for finding in rule.find(scene)
    ]
    levels = list(Severity)
    return sorted(found, key=lambda p: (levels.index(p.severity), p.path, p.line))
