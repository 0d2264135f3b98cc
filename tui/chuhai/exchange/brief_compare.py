"""The brief of a comparison: where markets differ, what is unknown, what the weights add up to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from chuhai.compare.table import Cell, Comparison, Row
from chuhai.exchange.brief import (
    NOTHING,
    OWN,
    Brief,
    Statement,
    Table,
    finished,
    joined,
    say,
)
from chuhai.exchange.brief_card import own_source, stamped
from chuhai.exchange.brief_room import Draft, cells, fitted
from chuhai.i18n import Lang, Words
from chuhai.library.age import stale_months
from chuhai.library.facts import Fact
from chuhai.library.index import Library

_LABEL = 0.2
"""The share of the width that the name of a row takes."""
_ROWS = 2
"""How many rows of a group are placed before the next group has its turn."""
_NAMED = 8
"""How many unknown rows are named."""
_LONGEST = 170
"""How many cells of text a cell of a comparison may hold; the rest is in the program."""
_SOURCES = 2
"""The most references in one cell."""


def shortened(text: str) -> str:
    """A text that ends after a whole part of it where it is too long for a cell."""
    if cells(text) <= _LONGEST:
        return text
    kept, width = 0, 0
    for place, char in enumerate(text):
        width += cells(char)
        if width > _LONGEST:
            break
        if char in ";；。，, ":
            kept = place
    return f"{text[:kept].rstrip(',;；，。 ')} …"


class CompareBrief:
    """Reads a comparison and drafts the parts of its brief."""

    def __init__(self, found: Comparison, library: Library, today: dt.date) -> None:
        self.found, self.library, self.today = found, library, today
        self.standing: dict[str, str] = {OWN: OWN}
        self.places = {market: library.place_name(market) for market in found.markets}

    def made(self, langs: Sequence[Lang]) -> Brief:
        """The brief, cut to what fits on two pages in these languages."""
        found, names = self.found, tuple(self.places.values())
        title = joined((found.subject.name, joined(names)) if found.subject else names, ": ", "：")
        if not found.subject:
            title = joined(names)
        sources = dict(found.sources)
        name = f"chuhai compare {' '.join(found.markets)}"
        sources[OWN] = own_source(self.library, name, title)
        drafts = [self._score(), *self._groups(), self._unknown()]
        parts, left = fitted([draft for draft in drafts if draft.rows], sources, langs)
        about = [say("view.compare"), *([found.plan] if found.plan else [])]
        stamp = [say("brief.rows-left-out", n=left)] if left else []
        stamp.append(stamped(self.library, self.today))
        brief = Brief(title, tuple(about), parts, (), {}, tuple(stamp))
        return finished(brief, sources, self.standing)

    # ------------------------------------------------------------ rows

    def _groups(self) -> Iterator[Draft]:
        """The rows by group, those in which the markets differ first."""
        markets = self.found.markets
        differing = sorted(self.found.rows, key=lambda row: not row.differs(markets))
        for group in dict.fromkeys(row.group for row in self.found.rows):
            name = say(f"rows.{group}")
            draft = Draft(Words(name.en.capitalize(), name.zh), [], _ROWS)
            for row in differing:
                if row.group == group and any(row.cell(m).known for m in markets):
                    head = (NOTHING, *self.places.values())
                    line = (row.label, *(self._cell(row.cell(m)) for m in markets))
                    draft.add(Table(head, (line,), Statement(NOTHING), _LABEL))
            yield draft

    def _cell(self, cell: Cell) -> Statement | Words:
        if not cell.known:
            return say("stance.no-data")
        about = [cell.note] if cell.note else []
        first = cell.claims[0] if cell.claims else None
        if first is not None:
            about += self._weighed(first)
        for claim in cell.claims:
            for name in claim.sources:
                self._grade(name, claim.confidence)
        ids = dict.fromkeys(name for claim in cell.claims for name in claim.sources)
        ids_shown = tuple(ids)[:_SOURCES]
        said = Words(shortened(cell.said.en), shortened(cell.said.zh))
        return Statement(said, ids_shown, NOTHING, tuple(about), cell.mark, False)

    def _weighed(self, fact: Fact) -> Iterator[Words]:
        """When a claim was true and what weakens it."""
        if fact.as_of or fact.effective:
            yield say("as-of", date=fact.as_of or fact.effective)
        if old := stale_months(fact.age, fact.as_of, fact.effective, self.today):
            yield say("stale", months=old[0], limit=old[1])
        if fact.confidence == "recalled":
            yield say("confidence.recalled")
        if fact.conflict:
            yield say("brief.disputed")

    def _grade(self, source: str, confidence: str) -> None:
        order = ("checked", "recalled", "cited")
        grade = confidence if confidence in order else "cited"
        old = self.standing.get(source, "cited")
        self.standing[source] = min(grade, old, key=order.index)

    # ------------------------------------------------------------ sums and gaps

    def _score(self) -> Draft:
        """The score of each market by the weights, with its arithmetic."""
        draft = Draft(say("compare.score"), [], 9)
        for market in self.found.markets:
            total = self.found.total(market)
            if total is None:
                continue
            terms = self.found.terms(market)
            sums = joined((_term(t.weight, t.score, t.row) for t in terms), " + ", " + ")
            whole = sum(term.weight for term in terms)
            text = say(
                "brief.score", market=self.places[market], sum=sums, n=whole, total=f"{total:.1f}"
            )
            draft.add(Statement(text, (OWN,)))
        for row, why in self.found.left_out:
            draft.add(Statement(say("compare.left-out", row=row.label, why=say(f"score.{why}"))))
        return draft

    def _unknown(self) -> Draft:
        draft = Draft(say("brief.unknown"), [], 9)
        for market, count in self.found.unknown.items():
            silent = [r.label for r in self.found.rows if r.cell(market).unknown]
            if count:
                text = say(
                    "brief.unknown-rows",
                    market=self.places[market], n=count, all=len(self.found.rows),
                    rows=joined(silent[:_NAMED], "; ", "；"),
                )  # fmt: skip
                draft.add(Statement(text))
        if not draft.rows:
            draft.add(Statement(say("brief.nothing-unknown")))
        return draft


def _term(weight: int, score: float, row: Row) -> Words:
    number = f"{weight}×{score:.2f}"
    return Words(f"{number} {row.label.en}", f"{number} {row.label.in_lang(Lang.ZH)}")


def compare_brief(
    found: Comparison, library: Library, today: dt.date, langs: Sequence[Lang]
) -> Brief:
    """The brief of a comparison of markets."""
    return CompareBrief(found, library, today).made(langs)
