"""The facts of markets and the terms of platforms, taken out of the cards for the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chuhai.i18n import Words
from chuhai.library.facts import Demand, Fact, GateTag, Terms
from chuhai.library.pages.cards import holds
from chuhai.library.pages.shelf import Shelf
from chuhai.library.pages.writer import figure, words
from chuhai.library.records import NOTHING
from chuhai.model.common import Claim, Confidence
from chuhai.model.company import GateKind
from chuhai.model.market import Market
from chuhai.model.place import EU_MEMBERS, GROUPS, OTHER_PLACES
from chuhai.model.platform import Platform, Requirement

_GATES = frozenset(gate.value for gate in GateKind)


def _fact(claim: Claim, topic: str, subject: str, card: str, *, about: Words = NOTHING) -> Fact:
    return Fact(
        topic,
        words(claim.text),
        card,
        subject,
        about,
        figure(claim),
        claim.value,
        claim.value_to,
        claim.unit.en if claim.unit else "",
        claim.base.en if claim.base else "",
        claim.markets,
        claim.as_of,
        claim.effective,
        claim.confidence.value,
        claim.age.value,
        claim.side.value,
        claim.conflict or "",
        (claim.source,) if claim.source else (),
    )


def market_facts(card: Market, shelf: Shelf) -> Iterator[Fact]:
    """The rows of a market, then what holds there because it holds for its region."""
    for row in card.rows:
        yield _fact(row, row.row.value, row.subject, f"markets/{card.id}")
    notes = shelf.regions.get(card.region)
    for claim in notes.rows if notes else ():
        if holds(claim.markets, card):
            yield _fact(claim, "rule", claim.topic, f"regions/{card.region}")


def _countries(places: Iterable[str], shelf: Shelf) -> tuple[str, ...]:
    """The countries that places stand for; a group stands for all that lie in its region."""
    known = dict.fromkeys((*shelf.markets, *OTHER_PLACES))
    found: list[str] = []
    for place in places:
        if place == "EU":
            found += [code for code in known if code in EU_MEMBERS]
        elif place in GROUPS:
            region = GROUPS[place]
            found += [code for code in known if region in (None, shelf.region(code))]
        else:
            found.append(place)
    return tuple(dict.fromkeys(found))


def _demand(requirement: Requirement, card: Platform, shelf: Shelf) -> Demand:
    checked = requirement.confidence is Confidence.CHECKED
    fact = Fact(
        "gate",
        words(requirement.text),
        f"platforms/{card.id}",
        about=words(card.name),
        places=card.markets,
        confidence=requirement.confidence.value,
        sources=requirement.sources or (card.sources if checked else ()),
    )
    gates = tuple(
        GateTag(
            gate.gate.value,
            gate.rule.value,
            gate.places,
            _countries(gate.places, shelf),
            gate.days,
            tuple(goods.value for goods in gate.goods),
            gate.languages,
            gate.amount,
            gate.currency or "",
        )
        for gate in requirement.gates
    )
    return Demand(fact, gates, requirement.route or "")


def platform_terms(card: Platform, shelf: Shelf) -> Terms:
    """On what terms a platform takes sellers, and what it charges."""
    fees = tuple(
        Fact(
            "fee",
            words(fee.text),
            f"platforms/{card.id}",
            fee.name.value,
            words(card.name),
            places=card.markets,
            as_of=fee.as_of,
            confidence=fee.confidence.value,
            age="fee",
            sources=(fee.source,) if fee.source else (),
        )
        for fee in card.fees
    )
    demands = tuple(_demand(requirement, card, shelf) for requirement in card.entry)
    markets = _countries(card.markets, shelf)
    told = tuple(
        _fact(claim, "gate", claim.topic, f"platforms/{card.id}", about=words(card.name))
        for claim in card.facts
        if claim.topic in _GATES
    )
    return Terms(
        card.id, words(card.name), card.kind.value, card.status.value, markets, demands, fees, told
    )
