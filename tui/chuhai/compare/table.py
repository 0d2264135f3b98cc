"""A comparison of markets: rows of cells, what differs, what is unknown, what it adds up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

from chuhai.i18n import Words
from chuhai.library.facts import Fact
from chuhai.library.records import NOTHING, Entry, SourceRecord
from chuhai.values import dataclass, field

LEAST, MOST = 2, 5
"""How many markets are compared side by side."""
WEIGHTS = range(6)
"""The weights that a row can have; 0 leaves it out of the score."""


class Scale(StrEnum):
    """How a row becomes a score from 0 to 1; a row without a scale is never scored."""

    MORE = "more"
    """The number as a share of the largest one in the comparison."""
    LESS = "less"
    """The smallest number in the comparison as a share of this one."""
    STANCE = "stance"
    """go 1, test 2/3, watch 1/3, avoid 0."""
    STANDING = "standing"
    """open 1, open at a cost 1/2, blocked 0."""


_STANCES = {"go": 1.0, "test": 2 / 3, "watch": 1 / 3, "avoid": 0.0}
_STANDINGS = {"open": 1.0, "cost": 0.5, "blocked": 0.0}


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of one row in one market."""

    said: Words = NOTHING
    """It in short; nothing means that there is no data."""
    claims: tuple[Fact, ...] = ()
    """What it rests on, the leading claim first."""
    mark: str = ""
    """A stance, or how gates stand."""
    note: Words = NOTHING
    """What it means for one's own company, or what one noted oneself."""
    value: float | None = None
    unit: str = ""
    same: str = ""
    """What tells it from other cells of the row; the words where this is empty."""

    @property
    def known(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.said)

    @property
    def unknown(self) -> bool:
        """Whether there is no data, or only that it is not known."""
        return not self.said or self.mark == "unknown"

    @property
    def identity(self) -> str:
        """What is compared when only differences are asked for."""
        return f"{self.mark}|{self.same or self.said.en}|{self.note.en}" if self.known else ""


NO_DATA = Cell()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a comparison."""

    key: str
    """What tells it from the others, also in the settings that keep its weight."""
    group: str
    label: Words
    cells: Mapping[str, Cell]
    """By market; a market that is missing has no data."""
    scale: Scale | None = None
    card: str = ""
    """The card that the row is about, as `kind/id`."""

    def cell(self, market: str) -> Cell:
        """The cell of a market."""
        return self.cells.get(market, NO_DATA)

    def differs(self, markets: Iterable[str]) -> bool:
        """Whether the markets do not all say the same."""
        return len({self.cell(market).identity for market in markets}) > 1


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of a row by market, or why it has none."""

    by_market: Mapping[str, float]
    why: str = ""
    """`no-number`, `no-data` or `units`; nothing when the row is scored."""


@dataclass(frozen=True, slots=True)
class Term:
    """One summand of a market's score."""

    row: Row
    weight: int
    score: float

    @property
    def product(self) -> float:
        """Weight times score."""
        return self.weight * self.score


@dataclass(frozen=True)
class Comparison:
    """Markets side by side."""

    markets: Sequence[str]
    rows: Sequence[Row]
    sources: Mapping[str, SourceRecord] = field(default_factory=dict)
    weights: Mapping[str, int] = field(default_factory=dict)
    subject: Entry | None = None
    """The one card that is compared over the markets, if it is one."""
    plan: Words = NOTHING
    """The list whose work decides which festivals can be reached."""

    def shown(self, differences: bool) -> list[Row]:
        """All rows, or those in which the markets differ."""
        return [row for row in self.rows if not differences or row.differs(self.markets)]

    def weight(self, row: Row) -> int:
        """The weight of a row, 0 unless it was given one."""
        return self.weights.get(row.key, 0)

    @cached_property
    def unknown(self) -> Mapping[str, int]:
        """In how many rows each market has no data or is unknown."""
        return {m: sum(row.cell(m).unknown for row in self.rows) for m in self.markets}

    @cached_property
    def weighted(self) -> Sequence[Row]:
        """The rows that have a weight."""
        return [row for row in self.rows if self.weight(row)]

    @cached_property
    def left_out(self) -> Sequence[tuple[Row, str]]:
        """Weighted rows that cannot be scored, each with the reason."""
        found = [(row, scores(row, self.markets).why) for row in self.weighted]
        return [(row, why) for row, why in found if why]

    def terms(self, market: str) -> list[Term]:
        """The summands of a market's score: only rows that are scored in every market count."""
        found = []
        for row in self.weighted:
            scored = scores(row, self.markets)
            if not scored.why:
                found.append(Term(row, self.weight(row), scored.by_market[market]))
        return found

    def total(self, market: str) -> float | None:
        """The weighted mean of a market's scores, 0 to 100: sum(weight x score) / sum(weight)."""
        terms = self.terms(market)
        whole = sum(term.weight for term in terms)
        return 100 * sum(term.product for term in terms) / whole if whole else None


def scores(row: Row, markets: Sequence[str]) -> Scores:
    """The scores of a row by its scale.

    A row is scored in all markets or in none: where one has no data the rest would be measured
    by another yardstick.
    """
    if row.scale is None:
        return Scores({}, "no-number")
    cells = {market: row.cell(market) for market in markets}
    if row.scale in (Scale.STANCE, Scale.STANDING):
        table = _STANCES if row.scale is Scale.STANCE else _STANDINGS
        if any(cell.mark not in table for cell in cells.values()):
            return Scores({}, "no-data")
        return Scores({market: table[cell.mark] for market, cell in cells.items()})
    numbers = {m: cell.value for m, cell in cells.items() if cell.value is not None}
    if len(numbers) < len(cells):
        known = all(cell.known for cell in cells.values())
        return Scores({}, "no-number" if known else "no-data")
    if len({cell.unit for cell in cells.values()}) > 1:
        return Scores({}, "units")
    if min(numbers.values()) < 0 or (row.scale is Scale.LESS and not min(numbers.values())):
        return Scores({}, "no-number")
    top, least = max(numbers.values()), min(numbers.values())
    if row.scale is Scale.LESS:
        return Scores({market: least / number for market, number in numbers.items()})
    return Scores({market: number / top if top else 0.0 for market, number in numbers.items()})
