"""What speaks for and against a card in a market, and where claims contradict one another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from chuhai.library.age import dated, stale_months
from chuhai.library.filter import Filter
from chuhai.library.index import Library
from chuhai.library.page import Judgement
from chuhai.library.records import ClaimRecord, ConflictRecord, Entry, SourceRecord
from chuhai.model.place import EU_MEMBERS, GROUPS

NO_FILTER = Filter()


class Statement(NamedTuple):
    """A claim with its source and its age in months against the limit of its kind."""

    claim: ClaimRecord
    source: SourceRecord | None
    stale: tuple[int, int] | None

    @property
    def day(self) -> dt.date:
        """The day by which statements are put in order."""
        published = self.source.published if self.source else ""
        return dated(self.claim.as_of, self.claim.effective, published)

    @property
    def ailments(self) -> frozenset[str]:
        """Of `stale`, `conflict` and `recalled`, what holds for the claim."""
        holds = {
            "stale": self.stale is not None,
            "conflict": bool(self.claim.conflict),
            "recalled": self.claim.confidence == "recalled",
        }
        return frozenset(name for name, true in holds.items() if true)


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that would settle a stance: what, how many claims, or the conflict."""

    what: str
    """`conflict`, `recheck`, `find-passage`, `find-for`, `find-against` or `find-any`."""
    count: int = 0
    conflict: ConflictRecord | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """The evidence on a card, in one market or in all, each side newest first."""

    entry: Entry
    market: str
    """The market, or nothing for all of them."""
    judgement: Judgement | None
    sources: Sequence[SourceRecord]
    """What the judgement rests on."""
    pro: Sequence[Statement]
    con: Sequence[Statement]
    context: Sequence[Statement]
    conflicts: Sequence[ConflictRecord]
    elsewhere: int
    """How many claims of the card are about other markets."""
    left_out: int
    """How many claims the filter leaves out."""

    @property
    def statements(self) -> Iterator[Statement]:
        """All of them: for, against, context."""
        yield from (*self.pro, *self.con, *self.context)

    def count(self, ailment: str) -> int:
        """How many statements suffer from something."""
        return sum(ailment in statement.ailments for statement in self.statements)

    @property
    def todo(self) -> Sequence[Todo]:
        """What would settle it: the open conflicts first, then what is old, remembered, missing."""
        found = [Todo("conflict", conflict=conflict) for conflict in self.conflicts]
        if old := self.count("stale"):
            found.append(Todo("recheck", old))
        if remembered := self.count("recalled"):
            found.append(Todo("find-passage", remembered))
        if self.argues and not self.left_out and not (self.pro and self.con):
            missing = "against" if self.pro else "for" if self.con else "any"
            found.append(Todo(f"find-{missing}"))
        return found

    @property
    def argues(self) -> bool:
        """Whether there is something to be for or against: a stance, or claims that take sides."""
        return self.entry.kind in ("trends", "tactics") or bool(self.pro or self.con)


class Dispute(NamedTuple):
    """A conflict with its positions: claims that agree stand together, the newest word first."""

    conflict: ConflictRecord
    positions: Sequence[Sequence[Statement]]


def covers(place: str, market: str, region: str) -> bool:
    """Whether a claim about a place says anything about a market that lies in a region."""
    if place in (market, "WORLD"):
        return True
    if place == "EU":
        return market in EU_MEMBERS
    return place in GROUPS and GROUPS[place] == region


def _concerns(claim: ClaimRecord, market: str, region: str) -> bool:
    return not claim.places or any(covers(place, market, region) for place in claim.places)


def statement(library: Library, claim: ClaimRecord, today: dt.date) -> Statement:
    """A claim with its source and its age."""
    old = stale_months(claim.age, claim.as_of, claim.effective, today)
    return Statement(claim, library.source(claim.source), old)


def passes(found: Statement, wanted: Filter) -> bool:
    """Whether a statement has what the filter asks of evidence."""
    choice = wanted.choice("evidence")
    if choice.wanted and not choice.wanted & found.ailments:
        return False
    return not choice.unwanted & found.ailments


def newest_first(statements: Iterable[Statement]) -> list[Statement]:
    """By date, the newest first; claims of one day stay in the order of their card."""
    return sorted(statements, key=lambda found: found.day, reverse=True)


def _relatives(library: Library, entry: Entry) -> list[Entry]:
    """The tactics of a trend, the trends of a tactic: cards whose claims bear on this one."""
    if entry.kind == "trends":
        pairs = (name.split("/") for name in entry.related)
        return [known for pair in pairs if (known := library.find(*pair))]
    if entry.kind == "tactics":
        rows = library.select(NO_FILTER, "trends")
        trends = (library.entry(row) for row in rows)
        return [trend for trend in trends if f"tactics/{entry.id}" in trend.related]
    if entry.kind == "markets":
        return [known for known in [library.find("regions", entry.tag)] if known]
    return []


def case(
    library: Library, entry: Entry, market: str, today: dt.date, wanted: Filter = NO_FILTER
) -> Case:
    """The evidence on a card: its own claims, and those of related cards about the very market.

    Claims about a group or the world count where the market lies in it. A claim that two cards
    share is told once.
    """
    if entry.kind == "markets":
        market = entry.id
    region = library.places[market].region if market in library.places else ""
    own = library.claims(entry)
    here = [claim for claim in own if not market or _concerns(claim, market, region)]
    told = {(claim.text, claim.source) for claim in here}
    for relative in _relatives(library, entry) if market else []:
        for claim in library.claims(relative):
            near = any(p != "WORLD" and covers(p, market, region) for p in claim.places)
            if near and (claim.text, claim.source) not in told:
                told.add((claim.text, claim.source))
                here.append(claim)
    found = newest_first(statement(library, claim, today) for claim in here)
    kept = [known for known in found if passes(known, wanted)]
    page = library.page(entry)
    judgements = (b for b in page.blocks if isinstance(b, Judgement) and b.market == market)
    judgement = next(judgements, None)
    names = dict.fromkeys(known.claim.conflict for known in kept if known.claim.conflict)
    return Case(
        entry,
        market,
        judgement,
        [page.sources[n - 1] for n in judgement.refs] if judgement else (),
        [known for known in kept if known.claim.side == "for"],
        [known for known in kept if known.claim.side == "against"],
        [known for known in kept if known.claim.side == "context"],
        [known for name in names if (known := library.conflict(name))],
        sum(claim not in here for claim in own),
        len(found) - len(kept),
    )


def dispute(library: Library, conflict: ConflictRecord, today: dt.date) -> Dispute:
    """All sides of a conflict; claims with one figure and one side are one position."""
    claims = library.conflict_claims(conflict.id)
    positions: dict[object, list[Statement]] = {}
    for known in newest_first(statement(library, claim, today) for claim in claims):
        claim = known.claim
        said = claim.figure or claim.text if claim.side == "context" else claim.side
        positions.setdefault(said, []).append(known)
    return Dispute(conflict, tuple(map(tuple, positions.values())))
