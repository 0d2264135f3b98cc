"""Markets side by side: what is known of each, what differs, what is unknown, what it adds up to.

`compare` lays out everything that speaks for or against entering a market; `compare_card` does it
for one tactic or trend. Both are pure: the library, the filter, the company and the day go in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from chuhai.agenda import list_title
from chuhai.checklist.item import Checklist
from chuhai.compare import MOST
from chuhai.compare.cards import card_rows, festival_rows, stance_rows
from chuhai.compare.entry import entry_rows
from chuhai.compare.facts import GROUPS, fact_rows, fee_rows
from chuhai.compare.table import Comparison, Row
from chuhai.gates import Standing
from chuhai.library.filter import Filter
from chuhai.library.index import Library
from chuhai.library.records import NOTHING, Entry, SourceRecord
from chuhai.plan import EVERY_DAY, Week

NO_FILTER = Filter()


def chosen(library: Library, wanted: Filter, marked: Sequence[str]) -> tuple[str, ...]:
    """The markets to compare: the marked ones that the filter leaves, else those it asks for."""
    asked = wanted.choice("market").wanted
    regions = wanted.choice("region").wanted
    places = library.places
    left = [
        code
        for code in library.markets
        if (not asked or code in asked) and (not regions or places[code].region in regions)
    ]
    kept = [code for code in marked if code in left]
    if kept:
        return tuple(kept[:MOST])
    return tuple(left[:MOST]) if asked or regions else ()


def _platforms(library: Library, wanted: Filter) -> set[str] | None:
    """The platforms that a filter leaves; nothing when it says nothing about platforms."""
    facets = ("platform", "kind", "status")
    if not any(wanted.choice(facet) for facet in facets):
        return None
    bare = Filter(choices={f: wanted.choice(f) for f in facets if wanted.choice(f)})
    return {library.entry(row).id for row in library.select(bare, "platforms")}


def _matching(rows: Iterable[Row], wanted: Filter, library: Library) -> list[Row]:
    """The rows that hold the words of a filter in their name or in any cell."""
    words = wanted.words.strip()
    if not words:
        return list(rows)
    from chuhai.library.fold import fold

    asked = fold(words).split()

    def text(row: Row) -> str:
        parts = [row.label, *(part for c in row.cells.values() for part in (c.said, c.note))]
        parts += [claim.text for c in row.cells.values() for claim in c.claims]
        return fold(" ".join(f"{part.en} {part.zh}" for part in parts))

    return [row for row in rows if all(word in text(row) for word in asked)]


def _sources(rows: Iterable[Row], library: Library) -> Mapping[str, SourceRecord]:
    cited = dict.fromkeys(
        source
        for row in rows
        for cell in row.cells.values()
        for claim in cell.claims
        for source in claim.sources
    )
    return library.cited(cited)


def compare(
    standing: Standing,
    markets: Sequence[str],
    wanted: Filter = NO_FILTER,
    *,
    owner: Checklist | None = None,
    cards: Iterable[str] = (),
    weights: Mapping[str, int] | None = None,
    week: Week = EVERY_DAY,
) -> Comparison:
    """Everything that speaks for or against a market, for two to five of them.

    `cards` are tactics and trends, as `kind/id`, whose stances are compared beside those of the
    list in use (`owner`). The filter leaves platforms, cards and, by its words, rows out.
    """
    library, today = standing.library, standing.today
    asked = _platforms(library, wanted)
    offers = {m: [v.terms for v in standing.verdicts(m, asked)] for m in markets}
    rows = [
        *fact_rows(library, markets),
        *entry_rows(standing, markets, asked),
        *fee_rows(offers),
        *stance_rows(library, markets, wanted, cards, owner),
        *festival_rows(library, markets, today, owner, week),
    ]
    rows.sort(key=lambda row: GROUPS.index(row.group))
    rows = _matching(rows, wanted, library)
    plan = list_title(owner, library) if owner and owner.items else NOTHING
    return Comparison(markets, rows, _sources(rows, library), weights or {}, None, plan)


def compare_card(
    standing: Standing,
    card: Entry,
    markets: Sequence[str],
    wanted: Filter = NO_FILTER,
    *,
    owner: Checklist | None = None,
    weights: Mapping[str, int] | None = None,
) -> Comparison:
    """What one tactic or trend says of each market."""
    library = standing.library
    rows = _matching(card_rows(library, card, markets, standing, owner), wanted, library)
    return Comparison(markets, rows, _sources(rows, library), weights or {}, card)
