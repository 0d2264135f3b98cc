"""What a card names must be there; what is there should be named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from chuhai.check.rule import Finding, Scene, parts, rule
from chuhai.library.problem import Severity
from chuhai.model.common import Card, Claim
from chuhai.model.festival import Festival
from chuhai.model.guide import Guide, Preset
from chuhai.model.record import ArticleClaim, Link
from chuhai.model.tactic import Tactic
from chuhai.model.trend import Trend

Named = tuple[str, str, str]
"""The field, the kind of card that it names (or `sources`), and the id."""


def named(card: Card) -> Iterator[Named]:
    """Every id of another card or of a source that a card names."""
    for field, value in parts(card):
        leaf = field.rsplit(".", 1)[-1]
        if leaf in ("source", "lead_source") and isinstance(value, str):
            yield field, "sources", value
        elif leaf == "sources":
            yield from ((field, "sources", name) for name in value)
    if isinstance(card, Trend | Festival):
        yield from (("tactics", "tactics", name) for name in card.tactics)
    if isinstance(card, Tactic):
        yield from (("prerequisites", "tactics", name) for name in card.prerequisites)
        yield from (("platforms", "platforms", name) for name in card.platforms)
    if isinstance(card, Guide):
        yield "platform", "platforms", card.platform
    if isinstance(card, ArticleClaim | Link):
        yield from (("events", "events", name) for name in card.events)
    if isinstance(card, Preset):
        for number, step in enumerate(card.steps):
            for kind, name in (("tactics", step.tactic), ("guides", step.guide)):
                if name:
                    yield f"steps.{number}", kind, name


@rule("unknown-reference", Severity.ERROR)
def _references(scene: Scene) -> Iterator[Finding]:
    """A source, tactic, platform, guide, event or step that is not there."""
    known = scene.loaded.cards
    for kind, card in scene.cards():
        for field, target, name in named(card):
            there = scene.loaded.sources if target == "sources" else known[target]
            if name not in there:
                words = f"names {name!r}, which is not among the {target}"
                yield Finding(kind, card.id, field, words)
        if isinstance(card, Tactic | Preset):
            needs = {step.id: step.needs for step in card.steps}
            for number, waited in enumerate(needs.values()):
                for need in set(waited) - set(needs):
                    words = f"names {need!r}, which is no step of this card"
                    yield Finding(kind, card.id, f"steps.{number}.needs", words)
    yield from _steps_of_presets(scene)


def _steps_of_presets(scene: Scene) -> Iterator[Finding]:
    for card in scene.loaded.cards["presets"].values():
        for number, step in enumerate(card.steps if isinstance(card, Preset) else ()):
            for kind, owner in (("tactics", step.tactic), ("guides", step.guide)):
                other = scene.loaded.cards[kind].get(owner or "")
                steps = other.steps if isinstance(other, Tactic | Guide) else ()
                if steps and step.step and step.step not in {inner.id for inner in steps}:
                    words = f"names {step.step!r}, which is no step of {owner}"
                    yield Finding("presets", card.id, f"steps.{number}.step", words)


@rule("orphan-source", Severity.WARNING)
def _orphans(scene: Scene) -> Iterator[Finding]:
    """A source that nothing cites."""
    cited = {
        name for _, card in scene.cards() for _, kind, name in named(card) if kind == "sources"
    }
    for name in scene.loaded.sources:
        if name not in cited:
            yield Finding("sources", name, "", "is cited by no card")


@rule("unknown-conflict", Severity.ERROR)
def _conflicts(scene: Scene) -> Iterator[Finding]:
    """A claim of a conflict that no card explains."""
    explained = {conflict.id for _, card in scene.cards() for conflict in card.conflict}
    for kind, card, field, value in scene.fields:
        if isinstance(value, Claim) and value.conflict and value.conflict not in explained:
            words = f"names the conflict {value.conflict!r}, which no card explains"
            yield Finding(kind, card.id, field, words)


@rule("lone-conflict", Severity.WARNING)
def _lone(scene: Scene) -> Iterator[Finding]:
    """A conflict with fewer than two claims."""
    sides = Counter(
        value.conflict for *_, value in scene.fields if isinstance(value, Claim) and value.conflict
    )
    for kind, card in scene.cards():
        for number, conflict in enumerate(card.conflict):
            if sides[conflict.id] < 2:
                words = f"{conflict.id!r} joins {sides[conflict.id]} claims"
                yield Finding(kind, card.id, f"conflict.{number}", words)
