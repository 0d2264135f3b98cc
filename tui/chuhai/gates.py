"""The entry gates of platforms, checked against one's own company.

A platform is `open`, open at a `cost`, `blocked` or `unknown` for a company in a market. What the
company has not answered, and what the content does not know, is `unknown` and never open.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from chuhai.library.facts import Demand, Fact, GateTag, Terms
from chuhai.library.index import Library
from chuhai.model.company import CompanyKind, GateKind, GateRule
from chuhai.profile import Profile

OPEN, COST, BLOCKED, UNKNOWN = "open", "cost", "blocked", "unknown"
STANDINGS = (OPEN, COST, BLOCKED, UNKNOWN)
"""How a gate or a platform stands, in the order in which they are counted."""
SHOPS = ("marketplace", "live", "short-video", "group-buying", "classified", "storefront")
"""The kinds of platforms on which one opens a shop; others count when they have entry rules."""
GONE = ("closed", "historical")
IDENTITY = (GateKind.COMPANY_LICENCE, GateKind.SOLE_TRADER, GateKind.LOCAL_ENTITY)
"""The gates that say who may sell; a platform of which none is known is unknown."""
HOMES = frozenset(("CN", "HK", "MO", "TW"))
"""Places whose papers are asked for as those of a seller's home, also where they are markets."""
_WORST = {OPEN: 0, COST: 1, UNKNOWN: 2, BLOCKED: 3}
_HERE = (GateKind.LOCAL_ENTITY, GateKind.WAREHOUSE, GateKind.TAX_NUMBER)
_FROM_HOME = (GateKind.COMPANY_LICENCE, GateKind.BANK_ACCOUNT, GateKind.EXPERIENCE)


class Judged(NamedTuple):
    """How one gate stands."""

    standing: str
    why: str
    """The key of an interface word, such as `no-warehouse`."""
    question: str = ""
    """The question of the profile that is not answered."""


class Finding(NamedTuple):
    """How one gate stands for the company, and what it rests on."""

    judged: Judged
    gate: GateTag
    fact: Fact
    places: tuple[str, ...] = ()
    """The places that the reason speaks of."""
    day: dt.date | None = None
    """When it opens by itself."""

    @property
    def standing(self) -> str:
        """How the gate stands."""
        return self.judged.standing


class Verdict(NamedTuple):
    """How a platform stands for the company in one market, by the best of its ways in."""

    terms: Terms
    market: str
    route: str
    findings: tuple[Finding, ...]
    """Every gate of that way in."""

    @property
    def standing(self) -> str:
        """How the worst of its gates stands."""
        return max((f.standing for f in self.findings), key=_WORST.__getitem__)

    @property
    def decisive(self) -> tuple[Finding, ...]:
        """The findings that make the standing what it is; none where it is open."""
        standing = self.standing
        return tuple(f for f in self.findings if f.standing == standing != OPEN)


@dataclass(frozen=True)
class Standing:
    """All platforms against one company on one day."""

    library: Library
    profile: Profile
    today: dt.date

    def verdict(self, terms: Terms, market: str) -> Verdict:
        """How a platform stands in a market."""
        if terms.status in GONE:
            gone = Judged(BLOCKED, terms.status)
            return Verdict(terms, market, "", (_own(gone, terms),))
        routes = dict.fromkeys(d.route for d in terms.demands if d.route) or {"": None}
        ways = [self._way(terms, market, route) for route in routes]
        return min(ways, key=lambda way: _WORST[way.standing])

    def _way(self, terms: Terms, market: str, route: str) -> Verdict:
        gates = [
            (gate, demand)
            for demand in terms.demands
            if demand.route in ("", route)
            for gate in demand.gates
            if concerns(gate, terms, market)
        ]
        traders = any(_takes_traders(gate) for gate, _ in gates)
        findings = [self.finding(gate, market, demand, traders) for gate, demand in gates]
        named = [f.gate for f in findings if f.gate.gate in IDENTITY]
        if all(gate.rule == GateRule.UNKNOWN for gate in named):
            findings.append(_own(Judged(UNKNOWN, "who-may-sell"), terms))
        return Verdict(terms, market, route, tuple(findings))

    def finding(self, gate: GateTag, market: str, demand: Demand, traders: bool = False) -> Finding:
        """How one gate of a platform stands in a market; with `traders`, sole traders are taken."""
        profile = self.profile
        if traders and profile.kind is CompanyKind.SOLE_TRADER:
            profile = replace(profile, kind=CompanyKind.COMPANY)
        judged = judge(gate, market, profile, self.today)
        day = None
        if judged.why == "too-young" and self.profile.founded and gate.days is not None:
            day = self.profile.founded + dt.timedelta(gate.days)
        places = gate.places or ((market,) if gate.gate in _HERE else ())
        return Finding(judged, gate, demand.fact, places, day)

    @cached_property
    def _by_market(self) -> Mapping[str, tuple[Verdict, ...]]:
        found: dict[str, list[Verdict]] = {}
        for terms in self.library.terms.values():
            if terms.status in GONE or not (terms.kind in SHOPS or terms.demands):
                continue
            for market in terms.markets:
                found.setdefault(market, []).append(self.verdict(terms, market))
        return {market: tuple(verdicts) for market, verdicts in found.items()}

    def verdicts(
        self, market: str, platforms: Collection[str] | None = None
    ) -> tuple[Verdict, ...]:
        """The platforms of a market on which one can sell today: all, or those that are asked."""
        here = self._by_market.get(market, ())
        if platforms is None:
            return here
        return tuple(v for v in here if v.terms.platform in platforms)

    def tally(self, market: str, platforms: Collection[str] | None = None) -> Counter[str]:
        """How many platforms of a market stand how."""
        return Counter(v.standing for v in self.verdicts(market, platforms))


def _takes_traders(gate: GateTag) -> bool:
    return gate.gate == GateKind.SOLE_TRADER and gate.rule == GateRule.ACCEPTED


def _own(judged: Judged, terms: Terms) -> Finding:
    """A finding that rests on the platform as a whole and not on a gate."""
    fact = Fact("gate", terms.name, f"platforms/{terms.platform}", about=terms.name)
    return Finding(judged, GateTag(GateKind.OTHER, GateRule.UNKNOWN), fact)


def concerns(gate: GateTag, terms: Terms, market: str) -> bool:
    """Whether a gate is about a market: not when it names other markets of the platform only."""
    inside = set(gate.countries)
    if market in inside or not inside & set(terms.markets):
        return True
    return gate.gate in _FROM_HOME and bool(inside & HOMES)


# ------------------------------------------------------------ one gate


def judge(gate: GateTag, market: str, profile: Profile, today: dt.date) -> Judged:
    """How one gate stands for a company in a market."""
    rule, kind = GateRule(gate.rule), GateKind(gate.gate)
    if profile.kind is None and kind in IDENTITY:
        return _not_answered("kind")
    if rule in (GateRule.NOT_REQUIRED, GateRule.ADVISED, GateRule.ACCEPTED):
        return Judged(OPEN, rule.value)
    match kind:
        case GateKind.COMPANY_LICENCE:
            return _licence(gate, rule, profile, today)
        case GateKind.SOLE_TRADER:
            return _sole_trader(rule, profile)
        case GateKind.LOCAL_ENTITY:
            held = (*_home(profile), *(profile.entities or ()))
            if rule is GateRule.REFUSED and profile.licence is None:
                return _not_answered("licence")
            answered = profile.entities is not None
            return _on_the_spot(gate, rule, market, held, answered, "entities")
        case GateKind.WAREHOUSE:
            held = profile.warehouses or ()
            answered = profile.warehouses is not None
            return _on_the_spot(gate, rule, market, held, answered, "warehouses")
        case GateKind.EXPERIENCE:
            return _record(gate, rule, profile)
        case GateKind.BRAND:
            return _brand(rule, profile)
        case GateKind.PROHIBITED_GOODS:
            return _goods(gate, profile)
        case GateKind.LANGUAGE:
            return _language(gate, profile)
        case GateKind.DEPOSIT:
            return _deposit(gate, rule, profile)
        case GateKind.INVITATION:
            return Judged(UNKNOWN, "invitation")
        case GateKind.OTHER:
            return _other(gate, rule, market, profile)
    return Judged(COST, f"{'may-need' if rule is GateRule.UNKNOWN else 'needs'}-{kind}")


def _not_answered(question: str) -> Judged:
    return Judged(UNKNOWN, "not-answered", question)


def _home(profile: Profile) -> tuple[str, ...]:
    return profile.licence or ()


def _licence(gate: GateTag, rule: GateRule, profile: Profile, today: dt.date) -> Judged:
    if rule is GateRule.UNKNOWN:
        return Judged(UNKNOWN, "rule-unknown")
    if rule is GateRule.REFUSED:
        if profile.licence is None:
            return _not_answered("licence")
        refused = set(gate.countries) & set(profile.licence)
        return Judged(BLOCKED, "licence-refused") if refused else Judged(OPEN, "has-licence")
    if profile.kind is not CompanyKind.COMPANY:
        none = profile.kind is CompanyKind.NONE
        return Judged(BLOCKED, "no-licence" if none else "company-only")
    held = {*_home(profile), *(profile.entities or ())}
    if gate.places and not held & set(gate.countries):
        if profile.licence is None:
            return _not_answered("licence")
        return Judged(BLOCKED, "licence-elsewhere")
    if gate.days is not None:
        age = profile.age(today)
        if age is None:
            return _not_answered("founded")
        if age < gate.days:
            return Judged(BLOCKED, "too-young")
    return Judged(OPEN, "has-licence")


def _sole_trader(rule: GateRule, profile: Profile) -> Judged:
    if profile.kind is CompanyKind.COMPANY:
        return Judged(OPEN, "is-company")
    if rule is GateRule.UNKNOWN:
        return Judged(UNKNOWN, "rule-unknown")
    if rule is GateRule.REQUIRED and profile.kind is CompanyKind.SOLE_TRADER:
        return Judged(OPEN, "is-sole-trader")
    none = profile.kind is CompanyKind.NONE
    return Judged(BLOCKED, "no-licence" if none else "sole-trader-refused")


def _on_the_spot(
    gate: GateTag,
    rule: GateRule,
    market: str,
    held: Collection[str],
    answered: bool,
    question: str,
) -> Judged:
    """An entity or a warehouse that must be, or must not be, in a place."""
    inside = set(gate.countries or (market,))
    there = inside & set(held)
    if rule is GateRule.REFUSED:
        if not answered:
            return _not_answered(question)
        only = there and not set(held) - inside
        return Judged(BLOCKED, f"refused-{gate.gate}") if only else Judged(OPEN, "not-concerned")
    if there:
        return Judged(OPEN, f"has-{gate.gate}")
    if rule is GateRule.UNKNOWN:
        return Judged(UNKNOWN, "rule-unknown")
    return Judged(BLOCKED, f"no-{gate.gate}") if answered else _not_answered(question)


def _record(gate: GateTag, rule: GateRule, profile: Profile) -> Judged:
    if rule is GateRule.UNKNOWN:
        return Judged(UNKNOWN, "rule-unknown")
    if profile.record is None:
        return _not_answered("record")
    held = set(profile.record)
    there = held & set(gate.countries) if gate.places else held
    return Judged(COST, "show-record") if there else Judged(BLOCKED, "no-experience")


def _brand(rule: GateRule, profile: Profile) -> Judged:
    if profile.brand:
        return Judged(OPEN, "has-brand")
    if rule is GateRule.UNKNOWN:
        return Judged(UNKNOWN, "rule-unknown")
    return _not_answered("brand") if profile.brand is None else Judged(BLOCKED, "no-brand")


def _goods(gate: GateTag, profile: Profile) -> Judged:
    if profile.goods is None:
        return _not_answered("goods")
    if not profile.goods:
        return Judged(OPEN, "no-such-goods")
    if not gate.goods:
        return Judged(UNKNOWN, "check-goods")
    refused = set(gate.goods) & set(profile.goods)
    return Judged(BLOCKED, "goods-refused") if refused else Judged(OPEN, "no-such-goods")


def _language(gate: GateTag, profile: Profile) -> Judged:
    if profile.languages is None:
        return _not_answered("languages")
    spoken = {code.partition("-")[0] for code in profile.languages}
    missing = {code.partition("-")[0] for code in gate.languages} - spoken
    needed = missing or not gate.languages
    return Judged(COST, "needs-language") if needed else Judged(OPEN, "has-language")


def _deposit(gate: GateTag, rule: GateRule, profile: Profile) -> Judged:
    if rule is GateRule.UNKNOWN:
        return Judged(COST, "may-need-deposit")
    if gate.amount is not None:
        if profile.budget is None:
            return _not_answered("budget")
        if profile.budget.currency == gate.currency and profile.budget.amount < gate.amount:
            return Judged(BLOCKED, "deposit-above-budget")
    return Judged(COST, "needs-deposit")


def _other(gate: GateTag, rule: GateRule, market: str, profile: Profile) -> Judged:
    if rule is GateRule.REQUIRED:
        return Judged(COST, "condition")
    if rule is GateRule.UNKNOWN:
        return Judged(UNKNOWN, "rule-unknown")
    if not gate.places:
        return Judged(OPEN, "mind")
    if market in gate.countries:
        return Judged(BLOCKED, "closed-here")
    if profile.licence is None:
        return _not_answered("licence")
    refused = set(gate.countries) & set(profile.licence)
    return Judged(BLOCKED, "licence-refused") if refused else Judged(OPEN, "not-concerned")
