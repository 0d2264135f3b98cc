"""The rows on platforms and their entry gates, with what they mean for one's own company."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from chuhai.compare.facts import cell_of
from chuhai.compare.table import Cell, Row, Scale
from chuhai.compare.verdicts import said_reasons, verdict_words
from chuhai.gates import (
    BLOCKED,
    COST,
    OPEN,
    STANDINGS,
    UNKNOWN,
    Finding,
    Standing,
    Verdict,
    concerns,
)  # fmt: skip
from chuhai.i18n import Words, same
from chuhai.library.facts import Fact
from chuhai.library.index import Library
from chuhai.model.company import GateKind, GateRule
from chuhai.strings import both, listed, names

_RULES = tuple(rule.value for rule in GateRule)
_SEVERE = (BLOCKED, UNKNOWN, COST, OPEN)
FEW = 2
"""Up to how many platforms a cell names each instead of counting them."""


def tally_words(tally: Counter[str]) -> Words:
    """How many platforms stand how: `2 open · 1 blocked · 5 unknown`."""
    parts = [both(f"tally.{s}", n=tally[s]) for s in STANDINGS if tally[s]]
    return listed(parts, "list.dot")


def verdict_fact(verdict: Verdict, library: Library) -> Fact:
    """A platform's standing as a claim that rests on the sources of what decides it."""
    decisive = verdict.decisive or verdict.findings
    facts = [finding.fact for finding in decisive]
    recalled = any(fact.confidence == "recalled" for fact in facts)
    return Fact(
        "verdict",
        verdict_words(verdict, library),
        f"platforms/{verdict.terms.platform}",
        about=verdict.terms.name,
        places=(verdict.market,),
        confidence="recalled" if recalled else "checked" if facts[0].confidence else "",
        sources=tuple(dict.fromkeys(source for fact in facts for source in fact.sources)),
    )


# ------------------------------------------------------------ rows


def _in_order(verdicts: Iterable[Verdict]) -> list[Verdict]:
    return sorted(verdicts, key=lambda verdict: STANDINGS.index(verdict.standing))


Stated = Mapping[tuple[str, str], Fact]
"""The verdicts as claims, by platform and market."""


def stated(library: Library, here: Mapping[str, Sequence[Verdict]]) -> Stated:
    """Every verdict of some markets as a claim, each made once."""
    return {
        (verdict.terms.platform, verdict.market): verdict_fact(verdict, library)
        for verdicts in here.values()
        for verdict in verdicts
    }


def _claims(verdicts: Iterable[Verdict], said: Stated) -> tuple[Fact, ...]:
    return tuple(said[v.terms.platform, v.market] for v in _in_order(verdicts))


def tally_row(here: Mapping[str, Sequence[Verdict]], said: Stated) -> Row:
    """How many platforms of each market take the company; open ones are counted for the score."""
    cells = {}
    for market, verdicts in here.items():
        if not verdicts:
            continue
        counts = Counter(verdict.standing for verdict in verdicts)
        number = float(counts[OPEN] + counts[COST])
        known = counts[OPEN] + counts[COST] + counts[BLOCKED]
        cells[market] = Cell(
            tally_words(counts), _claims(verdicts, said),
            value=number if known else None, unit="platforms",
        )  # fmt: skip
    return Row("entry:tally", "entry", both("row.entry-tally"), cells, Scale.MORE)


def family(platform: str) -> str:
    """What platforms of one name have in common: `tiktok-shop` of `tiktok-shop-mx`."""
    parts = platform.split("-")
    while len(parts) > 1 and (len(parts[-1]) == 2 or parts[-1] in _AREAS):
        parts.pop()
    return "-".join(parts)


_AREAS = {
    "sea", "latam", "global", "local", "africa", "europe", "chile", "other", "mena", "cis",
    "international",
}  # fmt: skip


def family_rows(here: Mapping[str, Sequence[Verdict]], said: Stated) -> list[Row]:
    """A row for every platform that sells in more than one of the markets, and one for the rest."""
    found: dict[str, dict[str, list[Verdict]]] = {}
    for market, verdicts in here.items():
        for verdict in verdicts:
            name = family(verdict.terms.platform)
            found.setdefault(name, {}).setdefault(market, []).append(verdict)
    rows: list[Row] = []
    alone: dict[str, list[Verdict]] = {}
    for name, markets in found.items():
        if len(markets) < 2 and len(here) > 1:
            for market, verdicts in markets.items():
                alone.setdefault(market, []).extend(verdicts)
            continue
        cells = {m: _family_cell(v, said) for m, v in markets.items()}
        label = _family_name([v.terms.name for vs in markets.values() for v in vs])
        rows.append(Row(f"platform-of:{name}", "entry", label, cells, Scale.STANDING))
    rows.sort(key=lambda row: -len(row.cells))
    if alone:
        cells = {market: _alone_cell(verdicts, said) for market, verdicts in alone.items()}
        rows.append(Row("platform-of:*", "entry", both("row.only-here"), cells))
    return rows


def _family_name(given: Sequence[Words]) -> Words:
    """The words that all names begin with, or the first name."""
    english = _common([name.en for name in given])
    chinese = _common([name.zh or name.en for name in given])
    return Words(english or given[0].en, chinese or given[0].zh)


def _common(texts: Sequence[str]) -> str:
    first, last = min(texts), max(texts)
    size = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), None)
    if size is None:
        return first if len(first) <= len(last) else last
    head = first[:size]
    whole = head.rstrip() if head.endswith(" ") or not head.isascii() else head.rpartition(" ")[0]
    return whole.rstrip("（( -·")


def _family_cell(verdicts: Sequence[Verdict], said: Stated) -> Cell:
    best = _in_order(verdicts)[0]
    claims = _claims(verdicts, said)
    words = claims[0].text
    return Cell(words, (*claims, *_demands(verdicts)), best.standing, same=words.en)


def _demands(verdicts: Sequence[Verdict]) -> list[Fact]:
    """The sentences behind verdicts, each once."""
    facts = [finding.fact for v in verdicts for finding in v.findings if finding.fact.confidence]
    return list(dict.fromkeys(facts))


def _alone_cell(verdicts: Sequence[Verdict], said: Stated) -> Cell:
    words = listed(
        both("row.stands", name=v.terms.name, what=names("standing", v.standing))
        for v in _in_order(verdicts)
    )
    return Cell(words, _claims(verdicts, said))


def gate_rows(standing: Standing, here: Mapping[str, Sequence[Verdict]]) -> list[Row]:
    """A row for every kind of gate that any platform of the markets speaks of."""
    rows = []
    for kind in GateKind:
        cells = {}
        for market, verdicts in here.items():
            found = [f for v in verdicts for f in _findings(standing, v, kind)]
            told = [fact for v in verdicts for fact in _told(v, kind)]
            if found:
                cells[market] = _gate_cell(standing, found, told)
            elif told:
                cells[market] = _told_cell(told)
        if cells and kind is not GateKind.OTHER:
            rows.append(Row(f"gate:{kind}", "entry", names("gate", kind), cells))
    return rows


def _findings(standing: Standing, verdict: Verdict, kind: str) -> list[Finding]:
    """How the gates of a kind stand, in all ways into a platform."""
    terms, market = verdict.terms, verdict.market
    return [
        standing.finding(gate, market, demand)
        for demand in terms.demands
        for gate in demand.gates
        if gate.gate == kind and concerns(gate, terms, market)
    ]


def _told(verdict: Verdict, kind: str) -> list[Fact]:
    """What is claimed of a gate of a platform in a market, beside its demands."""
    return [
        fact
        for fact in verdict.terms.told
        if fact.subject == kind and verdict.market in (fact.places or (verdict.market,))
    ]


def _told_cell(told: Sequence[Fact]) -> Cell:
    """A gate of which only claims are known; where they contradict one another, that is said."""
    cell = cell_of(told, number=False)
    if any(fact.conflict for fact in told):
        return replace(cell, said=both("row.differ"), same="")
    return cell


def _gate_cell(standing: Standing, found: Sequence[Finding], told: Sequence[Fact]) -> Cell:
    library = standing.library
    platforms: dict[str, list[Finding]] = {}
    for finding in found:
        platforms.setdefault(finding.fact.card, []).append(finding)
    if len(platforms) <= FEW:
        said = listed((_one_platform(fs, library) for fs in platforms.values()), "list.semicolon")
    else:
        rules = Counter(_strictest(fs) for fs in platforms.values())
        parts = [both(f"rules.{rule}", n=rules[rule]) for rule in _RULES if rules[rule]]
        said = listed(parts, "list.dot")
    order = sorted(found, key=lambda f: _SEVERE.index(f.standing))
    claims = tuple(dict.fromkeys((*(finding.fact for finding in order), *told)))
    cell = Cell(said, claims, same=said.en)
    if not standing.profile.answered:
        return cell
    worst = order[0].standing
    at = {f.fact.card for f in found if f.standing == worst}
    why = said_reasons((f for f in found if f.standing == worst), library)
    stands = names("standing", worst)
    note = both("row.named", name=stands, what=why) if worst != OPEN else stands
    if len(platforms) > 1 and len(at) < len(platforms):
        note = both("row.at", what=note, n=len(at), all=len(platforms))
    return replace(cell, mark=worst, note=note)


def _strictest(findings: Sequence[Finding]) -> str:
    return min((finding.gate.rule for finding in findings), key=_RULES.index)


def _one_platform(findings: Sequence[Finding], library: Library) -> Words:
    rule = _strictest(findings)
    tags = [finding for finding in findings if finding.gate.rule == rule]
    places = dict.fromkeys(place for finding in tags for place in finding.gate.places)
    ruled = names("rule", rule)
    if places:
        where = listed(library.place_name(place) for place in places)
        ruled = both("row.where", what=ruled, where=where)
    days = max((finding.gate.days or 0 for finding in tags), default=0)
    if days:
        ruled = both("row.aged", what=ruled, n=days)
    return both("row.named", name=findings[0].fact.about or same(""), what=ruled)


def entry_rows(
    standing: Standing, markets: Sequence[str], platforms: Iterable[str] | None = None
) -> list[Row]:
    """How platforms take the company, gate by gate and platform by platform."""
    asked = None if platforms is None else set(platforms)
    here = {market: standing.verdicts(market, asked) for market in markets}
    said = stated(standing.library, here)
    return [tally_row(here, said), *gate_rows(standing, here), *family_rows(here, said)]
