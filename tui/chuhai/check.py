"""Rules across cards: references, sources, languages, figures, dates, cycles."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from chuhai.calendar import editions
from chuhai.library.age import last_day, stale_months
from chuhai.library.fold import is_han, simplified, tokens
from chuhai.library.load import Loaded
from chuhai.library.problem import Problem, Severity
from chuhai.model.common import Card, Claim, Confidence, Text
from chuhai.model.festival import Festival
from chuhai.model.guide import Guide, Preset
from chuhai.model.market import MarketRow
from chuhai.model.platform import Platform
from chuhai.model.record import ArticleClaim, Event, Term
from chuhai.model.tactic import Tactic
from chuhai.model.trend import Trend

COVERED_MONTHS = 18
_PAIRS = (("（", "）"), ("“", "”"), ("《", "》"), ("【", "】"))


@dataclass(frozen=True, slots=True)
class Scene:
    """What a rule looks at."""

    loaded: Loaded
    today: dt.date

    def cards(self) -> Iterator[tuple[str, Card]]:
        """Every card with its kind."""
        for kind, cards in self.loaded.cards.items():
            for card in cards.values():
                yield kind, card

    def problem(
        self, kind: str, card: Card, field: str, message: str, rule: str, severity: Severity
    ) -> Problem:
        """A finding at a card."""
        path, line = self.loaded.paths[kind, card.id]
        return Problem(path, line, f"{card.id}.{field}", message, rule, severity)


Rule = Callable[[Scene], Iterator[Problem]]
RULES: dict[str, Rule] = {}


def _rule(name: str) -> Callable[[Rule], Rule]:
    def keep(rule: Rule) -> Rule:
        RULES[name] = rule
        return rule

    return keep


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


@_rule("unknown-reference")
def _references(scene: Scene) -> Iterator[Problem]:
    """A card names a source, a tactic, a platform, an event that is not there."""
    known = scene.loaded.cards
    for kind, card in scene.cards():
        for field, names in _named(card):
            for target, name in names:
                there = scene.loaded.sources if target == "sources" else known[target]
                if name and name not in there:
                    yield scene.problem(
                        kind, card, field, f"names {name!r}, which is not among the {target}",
                        "unknown-reference", Severity.ERROR,
                    )  # fmt: skip


def _named(card: Card) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for field, value in parts(card):
        leaf = field.rsplit(".", 1)[-1]
        if leaf in ("source", "lead_source") and isinstance(value, str):
            yield field, [("sources", value)]
        elif leaf == "sources":
            yield field, [("sources", name) for name in value]
    if isinstance(card, Trend | Festival):
        yield "tactics", [("tactics", name) for name in card.tactics]
    if isinstance(card, Tactic):
        yield "prerequisites", [("tactics", name) for name in card.prerequisites]
        yield "platforms", [("platforms", name) for name in card.platforms]
    if isinstance(card, Guide):
        yield "platform", [("platforms", card.platform)]
    if isinstance(card, ArticleClaim):
        yield "events", [("events", name) for name in card.events]
    if isinstance(card, Preset):
        for step in card.steps:
            yield f"steps.{step.id}", [
                ("tactics", step.tactic or ""), ("guides", step.guide or "")
            ]  # fmt: skip


def _cited(loaded: Loaded) -> set[str]:
    return {
        name
        for cards in loaded.cards.values()
        for card in cards.values()
        for _, names in _named(card)
        for target, name in names
        if target == "sources"
    }


@_rule("orphan-source")
def _orphans(scene: Scene) -> Iterator[Problem]:
    """A source that nothing cites."""
    cited = _cited(scene.loaded)
    for name in scene.loaded.sources:
        if name not in cited:
            yield Problem(
                "sources", 0, name, "is cited by no card", "orphan-source", Severity.WARNING
            )


@_rule("missing-language")
def _languages(scene: Scene) -> Iterator[Problem]:
    """A text of a bilingual pack that is there in one language only."""
    if not {"en", "zh"} <= set(scene.loaded.pack.languages):
        return
    for kind, card in scene.cards():
        for field, value in parts(card):
            if isinstance(value, Text) and not (value.en and value.zh):
                missing = "en" if not value.en else "zh"
                yield scene.problem(
                    kind, card, field, f"has no `{missing}`", "missing-language", Severity.ERROR
                )


@_rule("figure-without-unit")
def _figures(scene: Scene) -> Iterator[Problem]:
    """A number without its unit, or without a date."""
    for kind, card in scene.cards():
        for field, value in parts(card):
            if not isinstance(value, Claim) or value.value is None:
                continue
            if value.unit is None:
                yield scene.problem(
                    kind, card, field, "has a value without a unit", "figure-without-unit",
                    Severity.ERROR,
                )  # fmt: skip
            if not value.as_of:
                yield scene.problem(
                    kind, card, field, "has a value without an as-of date", "figure-without-date",
                    Severity.WARNING,
                )  # fmt: skip


@_rule("stale")
def _stale(scene: Scene) -> Iterator[Problem]:
    """A claim that is older than its kind allows."""
    for kind, card in scene.cards():
        for field, value in parts(card):
            if isinstance(value, Claim):
                old = stale_months(value.age, value.as_of, value.effective, scene.today)
                if old:
                    yield scene.problem(
                        kind, card, field, f"is {old[0]} months old, {old[1]} are allowed",
                        "stale", Severity.HINT,
                    )  # fmt: skip


@_rule("future-event")
def _future(scene: Scene) -> Iterator[Problem]:
    """An event that has not happened."""
    for kind, card in scene.cards():
        if isinstance(card, Event) and last_day(card.date).replace(day=1) > scene.today:
            if len(card.date) == 4 and int(card.date) <= scene.today.year:
                continue
            yield scene.problem(
                kind, card, "date", f"is in the future ({card.date})", "future-event",
                Severity.ERROR,
            )  # fmt: skip


@_rule("closed-but-able")
def _closed(scene: Scene) -> Iterator[Problem]:
    """A closed platform that still lists abilities."""
    for kind, card in scene.cards():
        if isinstance(card, Platform) and card.status in ("closed", "historical"):
            for name in type(card.abilities).model_fields:
                if getattr(card.abilities, name):
                    yield scene.problem(
                        kind, card, f"abilities.{name}", f"is open, but this is {card.status}",
                        "closed-but-able", Severity.WARNING,
                    )  # fmt: skip


@_rule("cycle")
def _cycles(scene: Scene) -> Iterator[Problem]:
    """Tactics, or steps of one card, that wait for one another; steps that are not there."""
    tactics = {
        name: card.prerequisites
        for name, card in scene.loaded.cards["tactics"].items()
        if isinstance(card, Tactic)
    }
    if circle := _circle(tactics):
        card = scene.loaded.cards["tactics"][circle[0]]
        words = f"wait for one another: {' → '.join(circle)}"
        yield scene.problem("tactics", card, "prerequisites", words, "cycle", Severity.ERROR)
    for kind, card in scene.cards():
        if not isinstance(card, Tactic | Preset):
            continue
        needs = {step.id: step.needs for step in card.steps}
        if circle := _circle(needs):
            words = f"wait for one another: {' → '.join(circle)}"
            yield scene.problem(kind, card, "steps", words, "cycle", Severity.ERROR)
        for step in card.steps:
            for need in step.needs:
                if need not in needs:
                    yield scene.problem(
                        kind, card, f"steps.{step.id}.needs", f"names {need!r}, which is no step",
                        "unknown-reference", Severity.ERROR,
                    )  # fmt: skip


def _circle(needs: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    done: set[str] = set()
    for first in needs:
        path: list[str] = []
        pending = [(first, 0)]
        while pending:
            node, depth = pending.pop()
            del path[depth:]
            if node in path:
                return (*path[path.index(node) :], node)
            if node in done:
                continue
            path.append(node)
            if not needs.get(node):
                done.add(node)
            pending += [(need, len(path)) for need in needs.get(node, ())]
        done.add(first)
    return ()


@_rule("no-date-ahead")
def _dates(scene: Scene) -> Iterator[Problem]:
    """A festival without a date in the next 18 months."""
    festivals = {
        k: v for k, v in scene.loaded.cards["festivals"].items() if isinstance(v, Festival)
    }
    years = range(scene.today.year, scene.today.year + 3)
    last = scene.today + dt.timedelta(days=COVERED_MONTHS * 31)
    for card in festivals.values():
        found = editions(card, festivals, years)
        if not any(scene.today <= edition.start <= last for edition in found):
            yield scene.problem(
                "festivals", card, "rule", f"has no date until {last.isoformat()}",
                "no-date-ahead", Severity.WARNING,
            )  # fmt: skip


@_rule("chinese-text")
def _chinese(scene: Scene) -> Iterator[Problem]:
    """Chinese with traditional characters, or with a bracket that is not closed."""
    for kind, card in scene.cards():
        for field, value in parts(card):
            if not isinstance(value, Text) or not value.zh:
                continue
            odd = [c for c in value.zh if is_han(c) and simplified(c) != c]
            if odd:
                yield scene.problem(
                    kind, card, f"{field}.zh", f"has traditional characters: {''.join(odd)}",
                    "traditional-characters", Severity.WARNING,
                )  # fmt: skip
            for opening, closing in _PAIRS:
                if value.zh.count(opening) != value.zh.count(closing):
                    yield scene.problem(
                        kind, card, f"{field}.zh", f"does not balance {opening}{closing}",
                        "unbalanced-punctuation", Severity.WARNING,
                    )  # fmt: skip


@_rule("term-variant")
def _terms(scene: Scene) -> Iterator[Problem]:
    """A Chinese wording that the glossary does not use."""
    variants = {
        variant: card.term.zh
        for card in scene.loaded.cards["glossary"].values()
        if isinstance(card, Term)
        for variant in card.variants
    }
    for kind, card in scene.cards():
        if kind == "glossary":
            continue
        for field, value in parts(card):
            if isinstance(value, Text):
                for variant, term in variants.items():
                    if variant in value.zh:
                        yield scene.problem(
                            kind, card, f"{field}.zh", f"says {variant}; the glossary says {term}",
                            "term-variant", Severity.WARNING,
                        )  # fmt: skip


def problems(loaded: Loaded, today: dt.date) -> list[Problem]:
    """What all rules find, errors first."""
    scene = Scene(loaded, today)
    found = [problem for rule in RULES.values() for problem in rule(scene)]
    order = list(Severity)
    return sorted(found, key=lambda p: (order.index(p.severity), p.path, p.line))


def statistics(loaded: Loaded, today: dt.date) -> dict[str, dict[str, Any]]:
    """Counts by kind, region, language and confidence; the oldest and the stale claims."""
    scene = Scene(loaded, today)
    regions: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    confidence: Counter[str] = Counter()
    words = 0
    dates: list[str] = []
    stale = 0
    for _, card in scene.cards():
        region = getattr(card, "region", None)
        if region:
            regions[str(region)] += 1
        for _, value in parts(card):
            if isinstance(value, Confidence):
                confidence[value.value] += 1
            elif isinstance(value, Text):
                languages["en"] += bool(value.en)
                languages["zh"] += bool(value.zh)
                words += len(tokens(value.en))
            if isinstance(value, MarketRow | Claim):
                dates += [value.as_of] if value.as_of else []
                stale += bool(stale_months(value.age, value.as_of, value.effective, today))
    total = sum(confidence.values())
    checked = confidence["checked"] / total if total else 0.0
    return {
        "cards": {kind: len(cards) for kind, cards in loaded.cards.items()},
        "sources": {"all": len(loaded.sources)},
        "markets by region": dict(regions.most_common()),
        "texts": {**languages, "english words": words},
        "confidence": {**confidence, "share checked": f"{checked:.0%}"},
        "claims": {"dated": len(dates), "oldest": min(dates, default=""), "stale": stale},
    }
