"""The rows that come from the facts of markets: rules, payment, logistics, people, money."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from chuhai.compare.table import Cell, Row, Scale
from chuhai.i18n import Words, same
from chuhai.library.facts import Fact, Terms
from chuhai.library.index import Library
from chuhai.strings import both, listed, names, strings

GROUPS = (
    "import", "payment", "logistics", "entry", "fees", "stances", "festivals",
    "people", "channels", "rules", "culture",
)  # fmt: skip
"""The groups of rows, in order."""
_IMPORT = ("de-minimis", "duty", "vat", "certification", "responsible-person")
_NUMBERS = ("population", "internet", "social", "transit")
"""Topics and subjects of which the figure is the answer, and the sentence only explains it."""
_SCALES = {
    "population": Scale.MORE, "internet": Scale.MORE, "social": Scale.MORE,
    "ecommerce": Scale.MORE, "transit": Scale.LESS, "vat": Scale.LESS, "duty": Scale.LESS,
    "de-minimis": Scale.MORE,
}  # fmt: skip
_ORDER = (
    *(f"rule:{subject}" for subject in _IMPORT), "payment:", "logistics:transit",
    "logistics:warehouse", "logistics:", "population:", "internet:", "social:", "ecommerce:",
)  # fmt: skip
_TOPIC_GROUPS = {
    "payment": "payment", "logistics": "logistics", "population": "people",
    "internet": "people", "social": "people", "ecommerce": "people", "other": "people",
    "platform": "channels", "culture": "culture",
}  # fmt: skip
_LOOSE = re.compile(r"\s*\((?:rounded|about|almost|more than|over)\)")


class Topic(NamedTuple):
    """What a row of facts is about."""

    topic: str
    subject: str

    @property
    def key(self) -> str:
        """The key of the row."""
        return f"{self.topic}:{self.subject}"

    @property
    def group(self) -> str:
        """The group that the row stands in."""
        if self.topic == "rule":
            return "import" if self.subject in _IMPORT else "rules"
        return _TOPIC_GROUPS.get(self.topic, "people")

    @property
    def label(self) -> Words:
        """What the row is called."""
        if not self.subject:
            return names("head", f"topic-{self.topic}")
        known = strings().get(f"row.{self.subject}") or strings().get(f"subject.{self.subject}")
        return known or same(self.subject)

    @property
    def scale(self) -> Scale | None:
        """How the row is scored, where more or less of it is better beyond doubt."""
        if self.topic == "platform":
            return Scale.MORE
        return _SCALES.get(self.subject or self.topic)


def date_of(fact: Fact, published: Mapping[str, str] | None = None) -> str:
    """When a claim was true, took effect or was published."""
    dates = [(published or {}).get(source, "") for source in fact.sources]
    return fact.as_of or fact.effective or next(filter(None, dates), "")


def leading(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Claims in the order in which they count: checked before recalled, then the newest."""
    return tuple(
        sorted(sorted(facts, key=date_of, reverse=True), key=lambda f: f.confidence != "checked")
    )


def cell_of(facts: Sequence[Fact], *, number: bool) -> Cell:
    """The cell of some claims on one thing: the leading one speaks."""
    claims = leading(facts)
    first = claims[0]
    said = first.figure if number and first.figure else first.text
    value, unit = _measure(first)
    identity = f"{value} {first.upper} {unit}" if number and value is not None else ""
    return Cell(said, claims, value=value, unit=unit, same=identity)


def _measure(fact: Fact) -> tuple[float | None, str]:
    """The number of a claim and what it counts; of a range the cautious, upper end."""
    value = fact.value if fact.upper is None else fact.upper
    unit = _LOOSE.sub("", fact.unit).strip()
    return value, f"{unit} {fact.base}".strip()


def fact_rows(library: Library, markets: Sequence[str]) -> list[Row]:
    """One row for every topic and subject that any of the markets has a claim on."""
    found: dict[Topic, dict[str, list[Fact]]] = {}
    for market in markets:
        for fact in library.facts(market):
            topic = Topic(fact.topic, fact.subject)
            found.setdefault(topic, {}).setdefault(market, []).append(fact)
    rows = []
    for topic, cells in found.items():
        number = topic.topic in _NUMBERS or topic.subject in _NUMBERS or topic.topic == "platform"
        drawn = {market: cell_of(facts, number=number) for market, facts in cells.items()}
        rows.append(Row(topic.key, topic.group, topic.label, drawn, topic.scale))
    rows.sort(key=lambda row: _place(row, markets))
    return _few_channels(rows)


def _place(row: Row, markets: Sequence[str]) -> tuple[int, int, int]:
    known = _ORDER.index(row.key) if row.key in _ORDER else len(_ORDER)
    return GROUPS.index(row.group), known, -sum(row.cell(m).known for m in markets)


def _few_channels(rows: Sequence[Row]) -> list[Row]:
    """Platforms that only one market speaks of share one row: alone they compare nothing."""
    kept: list[Row] = []
    alone: list[Row] = []
    for row in rows:
        single = row.group == "channels" and len(row.cells) == 1
        (alone if single else kept).append(row)
    if len(alone) < 2:
        return list(rows)
    cells: dict[str, Cell] = {}
    for market in dict.fromkeys(market for row in alone for market in row.cells):
        here = [(row, row.cells[market]) for row in alone if market in row.cells]
        said = listed(_named(row, cell) for row, cell in here)
        claims = tuple(claim for _, cell in here for claim in cell.claims)
        cells[market] = Cell(said, claims)
    other = Row("platform:*", "channels", both("row.other-channels"), cells)
    last = max((i for i, row in enumerate(kept) if row.group == "channels"), default=len(kept) - 1)
    return [*kept[: last + 1], other, *kept[last + 1 :]]


def _named(row: Row, cell: Cell) -> Words:
    figure = cell.claims[0].figure
    return both("row.named", name=row.label, what=figure) if figure else row.label


def fee_rows(
    offers: Mapping[str, Sequence[Terms]],
) -> list[Row]:
    """What platforms charge in each market, a row for every kind of fee."""
    found: dict[str, dict[str, list[Fact]]] = {}
    for market, terms in offers.items():
        for fee in (fee for one in terms for fee in one.fees):
            found.setdefault(fee.subject, {}).setdefault(market, []).append(fee)
    order = list(strings())
    rows = []
    for kind in sorted(found, key=lambda kind: order.index(f"field.fee-{kind}")):
        cells = {}
        for market, fees in found[kind].items():
            claims = leading(fees)
            said = listed((_priced(fee) for fee in claims), "list.semicolon")
            cells[market] = Cell(said, claims)
        rows.append(Row(f"fee:{kind}", "fees", names("field", f"fee-{kind}"), cells))
    return rows


def _priced(fee: Fact) -> Words:
    return both("row.named", name=fee.about, what=fee.text)
