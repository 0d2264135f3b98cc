"""The rows on stances and festivals, and the comparison of one card over several markets."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from chuhai.checklist.item import Checklist, Mark
from chuhai.compare.entry import family_rows, stated
from chuhai.compare.facts import date_of, leading
from chuhai.compare.table import Cell, Row, Scale
from chuhai.gates import Standing
from chuhai.i18n import Words, same
from chuhai.library.facts import Fact
from chuhai.library.filter import STANCES, Choice, Filter
from chuhai.library.index import Library
from chuhai.library.page import Evidence, Judgement, Page
from chuhai.library.records import NOTHING, EditionRecord, Entry
from chuhai.matrix import KINDS, mark_key
from chuhai.model.place import EU_MEMBERS, GROUPS
from chuhai.plan import EVERY_DAY, Week
from chuhai.reach import MONTHS, Reach, reach
from chuhai.strings import both, listed, names


def mark_words(mark: Mark | None) -> Words:
    """One's own mark on a cell: score, not for us, note."""
    if not mark:
        return NOTHING
    parts = [both("matrix.score", n=mark.score)] if mark.score else []
    parts += [both("matrix.out")] if mark.out else []
    parts += [same(mark.note)] if mark.note else []
    return both("row.named", name=both("matrix.mine"), what=listed(parts, "list.dot"))


def _judged(page: Page, card: str, market: str) -> Fact | None:
    """A card's newest stance in a market as a claim."""
    known = (b for b in page.blocks if isinstance(b, Judgement) and b.market == market)
    block = next(known, None)
    if block is None:
        return None
    return Fact(
        "stance",
        block.reason,
        card,
        block.level,
        places=(market,),
        as_of=block.since,
        confidence="checked" if block.refs else "judgement",
        age="history",
        sources=_cited(page, block.refs),
    )


def _cited(page: Page, refs: Iterable[int]) -> tuple[str, ...]:
    return tuple(page.sources[n - 1].id for n in refs if 0 < n <= len(page.sources))


def stance_row(
    library: Library,
    card: Entry,
    markets: Sequence[str],
    layer: Mapping[str, Mark],
    label: Words = NOTHING,
) -> Row:
    """The stances of one card, with one's own marks on them."""
    page, name, cells = library.page(card), f"{card.kind}/{card.id}", {}
    for market in markets:
        level = card.stances.get(market)
        mine = mark_words(layer.get(mark_key(card, market)))
        fact = _judged(page, name, market)
        if level is not None:
            said = names("stance", level)
            cells[market] = Cell(said, (fact,) if fact else (), level, mine)
        elif mine:
            cells[market] = Cell(NOTHING, (), "", mine)
    return Row(f"stance:{name}", "stances", label or card.name, cells, Scale.STANCE, name)


def summary_row(library: Library, kind: str, markets: Sequence[str], wanted: Filter) -> Row:
    """How many cards of a kind have which stance in each market."""
    everywhere = wanted.with_choice("market", Choice()).with_choice("region", Choice())
    cards = [library.entry(row) for row in library.select(everywhere, kind)]
    cells = {}
    for market in markets:
        counts = Counter(card.stances.get(market, "no-data") for card in cards)
        if len(cards) > counts["no-data"]:
            parts = [
                both("row.count", n=counts[s], what=names("stance", s))
                for s in STANCES
                if counts[s]
            ]
            cells[market] = Cell(listed(parts, "list.dot"), value=None)
    return Row(f"summary:{kind}", "stances", both(f"row.all-{kind}", n=len(cards)), cells)


def stance_rows(
    library: Library,
    markets: Sequence[str],
    wanted: Filter,
    cards: Iterable[str],
    owner: Checklist | None,
) -> list[Row]:
    """All tactics and trends counted, then those that were marked or are on the list in use."""
    layer = owner.layer if owner else {}
    listed_cards = (
        [f"{i.origin.kind}/{i.origin.card}" for i in owner.items.values() if i.origin]
        if owner
        else []
    )
    rows = [summary_row(library, kind, markets, wanted) for kind in KINDS]
    rows = [row for row in rows if row.cells]
    for name in dict.fromkeys((*cards, *listed_cards)):
        kind, _, card = name.partition("/")
        entry = library.find(kind, card) if kind in KINDS else None
        if entry is not None:
            rows.append(stance_row(library, entry, markets, layer))
    return rows


# ------------------------------------------------------------ festivals


def festival_rows(
    library: Library,
    markets: Sequence[str],
    today: dt.date,
    owner: Checklist | None,
    week: Week = EVERY_DAY,
) -> list[Row]:
    """Which coming festivals can be reached: with the list in use, else by usual lead times."""
    items = owner.items if owner else {}
    count, first = {}, {}
    for market in markets:
        answers = _answers(reach(items, library, market, today, week=week))
        if not answers:
            continue
        open_ones = [fact for fact, slack in answers if slack >= 0]
        facts = tuple(fact for fact, _ in answers)
        said = both("row.n-of", n=len(open_ones), all=len(answers))
        count[market] = Cell(said, facts, value=float(len(open_ones)), unit="festivals")
        nearest = next((fact for fact, slack in answers if slack >= 0), None)
        if nearest is not None:
            first[market] = Cell(nearest.text, (nearest,), same=nearest.text.en)
    label = both("row.festivals", n=MONTHS)
    return [
        Row("festival:count", "festivals", label, count, Scale.MORE),
        Row("festival:first", "festivals", both("row.first-festival"), first),
    ]


def _answers(found: Reach) -> list[tuple[Fact, int]]:
    answers = []
    for answer in found.answers:
        usual = (answer.edition.prepare_from - found.today).days
        slack = answer.slack if found.tasks else usual
        answers.append((_festival(answer.edition, answer.name, slack), slack))
    return answers


def _festival(edition: EditionRecord, name: Words, slack: int) -> Fact:
    verdict = both("reach.in-time" if slack >= 0 else "reach.late", n=abs(slack))
    said = both("row.festival", date=edition.start.isoformat(), name=name, what=verdict)
    return Fact(
        "festival", said, f"festivals/{edition.festival}", confidence=edition.certainty,
        as_of=edition.start.isoformat(), age="history",
    )  # fmt: skip


# ------------------------------------------------------------ one card


def card_rows(
    library: Library,
    card: Entry,
    markets: Sequence[str],
    standing: Standing,
    owner: Checklist | None,
) -> list[Row]:
    """What one card says of each market: stance, reason, movement, evidence, platforms, dates."""
    layer = owner.layer if owner else {}
    page, name = library.page(card), f"{card.kind}/{card.id}"
    judged = {market: _judged(page, name, market) for market in markets}
    reasons = {m: Cell(fact.text, (fact,)) for m, fact in judged.items() if fact}
    rows = [
        stance_row(library, card, markets, layer, names("facet", "stance")),
        Row("card:reason", "stances", both("row.reason"), reasons),
        _movement(library, card, markets),
        *_evidence(library, page, name, markets),
    ]
    if card.kind == "tactics":
        asked = set(library.card_json(card).get("platforms", ()))
        here = {market: standing.verdicts(market, asked) for market in markets}
        rows += family_rows(here, stated(library, here))
    festivals = _card_festivals(library, name, markets, standing.today)
    return [*rows, festivals] if festivals.cells else rows


def _movement(library: Library, card: Entry, markets: Sequence[str]) -> Row:
    """The stances of a card in the order of their dates."""
    series: dict[str, list[tuple[str, str]]] = {}
    for stance in library.card_json(card).get("stances", ()):
        series.setdefault(stance["market"], []).append((stance["since"], stance["stance"]))
    cells = {}
    for market in markets:
        steps = sorted(series.get(market, ()), key=lambda step: step[0])
        if steps:
            parts = [both("row.since", date=s, what=names("stance", level)) for s, level in steps]
            levels = " ".join(level for _, level in steps)
            cells[market] = Cell(listed(parts, "list.arrow"), same=levels)
    return Row("card:movement", "stances", both("row.movement"), cells)


def _evidence(library: Library, page: Page, card: str, markets: Sequence[str]) -> list[Row]:
    """The claims of a page for, against and around it, for each market and for its region."""
    sides: dict[str, dict[str, list[Fact]]] = {}
    for block in page.blocks:
        if not isinstance(block, Evidence):
            continue
        for market in markets:
            near = _near(block.places, market, library)
            if near:
                key = block.side if near == "market" else "region"
                fact = evidence_fact(block, page, card)
                sides.setdefault(key, {}).setdefault(market, []).append(fact)
    rows = []
    for side in ("for", "against", "context", "region"):
        cells = {}
        for market, facts in sides.get(side, {}).items():
            claims = leading(facts)
            said = claims[0].text
            if claims[0].figure:
                said = both("row.named", name=claims[0].figure, what=said)
            cells[market] = Cell(said, claims)
        if cells or side in ("for", "against"):
            rows.append(Row(f"card:{side}", "evidence", both(f"row.side-{side}"), cells))
    return rows


def _near(places: Sequence[str], market: str, library: Library) -> str:
    """Whether a claim is about the market itself, about its region, or about neither."""
    if market in places:
        return "market"
    region = library.places[market].region if market in library.places else ""
    for place in places:
        if place == "EU" and market in EU_MEMBERS:
            return "region"
        if place in GROUPS and place != "EU" and GROUPS[place] in (None, region):
            return "region"
    return ""


def evidence_fact(block: Evidence, page: Page, card: str) -> Fact:
    """A claim of a card's page as a comparison takes it."""
    return Fact(
        "evidence",
        block.text,
        card,
        block.topic,
        figure=block.figure,
        places=block.places,
        as_of=block.as_of,
        effective=block.effective,
        confidence=block.confidence,
        age=block.age,
        side=block.side,
        conflict=block.conflict,
        sources=_cited(page, block.refs),
    )


def _card_festivals(library: Library, card: str, markets: Sequence[str], today: dt.date) -> Row:
    """The next festival of each market that the card fits."""
    fitting = [
        entry
        for row in library.select(Filter(), "festivals")
        if card in (entry := library.entry(row)).related
    ]
    cells = {}
    for market in markets:
        dates = []
        for entry in fitting:
            edition = (
                library.next_edition(entry.id, today, market) if market in entry.markets else None
            )
            if edition is not None:
                dates.append(_festival(edition, entry.name, (edition.prepare_from - today).days))
        dates.sort(key=date_of)
        if dates:
            cells[market] = Cell(dates[0].text, tuple(dates), same=dates[0].text.en)
    return Row("card:festival", "festivals", both("row.card-festival"), cells)
