"""`matrix` and `compare`: the views that lay markets side by side, on standard output."""

from __future__ import annotations

from typing import Any

import click

from chuhai.checklist.item import Checklist, to_json
from chuhai.cli.exported import FORMAT, write_view
from chuhai.cli.lists import open_book, pick_list
from chuhai.cli.options import OneOf, lang_option
from chuhai.cli.reading import find_card
from chuhai.cli.saying import Trouble, say_json, unknown
from chuhai.cli.session import Session
from chuhai.compare import LEAST, MOST
from chuhai.compare.comparison import chosen, compare, compare_card
from chuhai.compare.table import Cell, Comparison, scores
from chuhai.exchange.view_paired import in_langs
from chuhai.exchange.view_table import Table, comparison_table, matrix_table
from chuhai.gates import Standing
from chuhai.i18n import Lang, Words
from chuhai.library.age import stale_months
from chuhai.library.facts import Fact
from chuhai.library.index import Library
from chuhai.library.page import Judgement
from chuhai.library.records import SourceRecord, entry_json
from chuhai.matrix import KINDS, Gap, Matrix, Sort, matrix

_GAPS = tuple(gap.value for gap in Gap if gap)


def list_that_counts(session: Session, name: str | None) -> Checklist | None:
    """The list whose marks and work count: the named one, else the one in use, if any."""
    book = open_book(session)
    return pick_list(session, book, name) if name or book.current else None


# ------------------------------------------------------------ matrix


@click.command("matrix")
@click.argument("section", type=OneOf("section", KINDS), default="tactics")
@click.option("--market", help="Only these markets, such as TH,MX.")
@click.option("--region", help="Only the markets of a region, such as southeast-asia.")
@click.option("--filter", "line", default="", help='A filter such as "goal:reach stance:go".')
@click.option("--gaps", type=OneOf("gap", _GAPS), help="Only where cells lack something.")
@click.option("--sort", "by", default="", help="Sort cards by a market, or markets by a card.")
@click.option("--list", "name", help="The list whose own marks are shown.")
@click.option("--format", "form", type=FORMAT, default="text", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="JSON with reasons and sources.")
@click.option("-o", "target", help="Write to a file.")
@lang_option
@click.pass_obj
def show_matrix(
    session: Session,
    section: str,
    market: str | None,
    region: str | None,
    line: str,
    gaps: str | None,
    by: str,
    name: str | None,
    form: str,
    as_json: bool,
    target: str | None,
) -> None:
    """Lay the cards of SECTION (tactics or trends) against markets."""
    library, owner = session.library, list_that_counts(session, name)
    wanted = session.filter(line, market, region)
    sort = _sort(session, section, by)
    gap = Gap(gaps or "")
    table = matrix(library, wanted, section, sort=sort, owner=owner, gap=gap)
    if as_json:
        data = {"filter": str(wanted), "list": owner.id if owner else None}
        say_json({**data, **_matrix_json(table, library)})
        return

    def made(lang: Lang) -> Table:
        return matrix_table(table, section, library, lang, session.today, wanted)

    write_view(session, in_langs(made, session.langs), form, target)


def _sort(session: Session, section: str, by: str) -> Sort:
    if not by:
        return Sort()
    if by.upper() in session.library.markets:
        return Sort(market=by.upper())
    return Sort(card=find_card(session, by, section).id)


def _matrix_json(table: Matrix, library: Library) -> dict[str, Any]:
    cards = []
    for card in table.cards:
        known = {b.market: b for b in library.page(card).blocks if isinstance(b, Judgement)}
        page = library.page(card)
        cells: dict[str, Any] = {}
        for market in table.markets:
            block, mark = known.get(market), table.mark(card, market)
            cells[market] = {
                "stance": table.level(card, market),
                "since": block.since if block else None,
                "reason": _both(block.reason) if block else None,
                "sources": [page.sources[n - 1].id for n in block.refs] if block else [],
                "mine": to_json(mark) if mark else None,
            }
        cards.append({**entry_json(card), "stances": cells})
    return {
        "gaps": {"kind": table.gap.value, "cells": table.gaps} if table.gap else None,
        "markets": list(table.markets),
        "regions": dict(table.regions),
        "unknown": table.unknown,
        "totals": {market: dict(table.totals[market]) for market in table.markets},
        "cards": cards,
    }


# ------------------------------------------------------------ compare


@click.command("compare")
@click.argument("markets", nargs=-1)
@click.option("--card", "name", help="Only what this tactic or trend says of the markets.")
@click.option("--differences", is_flag=True, help="Only rows in which the markets differ.")
@click.option("--filter", "line", default="", help='A filter such as "platform:tiktok-shop-mx".')
@click.option("--weight", "weights", multiple=True, help="ROW=0..5, such as population:=3.")
@click.option("--list", "list_name", help="The list whose work and tactics count.")
@click.option("--format", "form", type=FORMAT, default="text", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="JSON with every claim and source.")
@click.option("-o", "target", help="Write to a file.")
@lang_option
@click.pass_obj
def show_compare(
    session: Session,
    markets: tuple[str, ...],
    name: str | None,
    differences: bool,
    line: str,
    weights: tuple[str, ...],
    list_name: str | None,
    form: str,
    as_json: bool,
    target: str | None,
) -> None:
    """Lay two to five MARKETS side by side; without any, those marked in the app."""
    wanted = session.filter(line)
    codes = markets_to_compare(session, markets, line)
    owner = list_that_counts(session, list_name)
    settings = session.settings[0]
    given = {**settings.weights, **_weights(weights)}
    standing = Standing(session.library, session.profile, session.today)
    if name is not None:
        card = find_card(session, name, None)
        if card.kind not in KINDS:
            raise Trouble(f"{card.kind}/{card.id} has no stances; accepted: a tactic or a trend")
        found = compare_card(standing, card, codes, wanted, owner=owner, weights=given)
    else:
        found = compare(
            standing, codes, wanted,
            owner=owner, cards=settings.marks, weights=given, week=session.week,
        )  # fmt: skip
    if as_json:
        say_json(_comparison_json(session, found, differences))
        return

    def made(lang: Lang) -> Table:
        return comparison_table(
            found, session.library, lang, session.today, differences=differences
        )

    write_view(session, in_langs(made, session.langs), form, target)


def markets_to_compare(session: Session, given: tuple[str, ...], line: str) -> tuple[str, ...]:
    """Two to five markets: the given ones, else those that are marked; raises `Trouble`."""
    asked = tuple(part for text in given for part in text.replace("，", ",").split(",") if part)
    codes: list[str] = []
    for name in asked:
        (code,) = session.filter("", name).choice("market").wanted
        if code not in session.library.markets:
            raise unknown("market", code, session.library.markets)
        codes += [code] if code not in codes else []
    if not asked:
        marks = [m.partition("/")[2] for m in session.settings[0].marks if m.startswith("markets/")]
        codes = list(chosen(session.library, session.filter(line), marks))
    if not LEAST <= len(codes) <= MOST:
        raise Trouble(f"{len(codes)} markets; accepted: {LEAST} to {MOST}, such as TH MX")
    return tuple(codes)


def _weights(given: tuple[str, ...]) -> dict[str, int]:
    found = {}
    for text in given:
        key, equals, number = text.rpartition("=")
        if not equals or number not in ("0", "1", "2", "3", "4", "5"):
            raise Trouble(f"{text!r} is not a weight; accepted: ROW=0 to ROW=5, rows as in --json")
        found[key] = int(number)
    return found


def _both(words: Words) -> dict[str, str]:
    return {"en": words.en, "zh": words.zh}


def _fact_json(fact: Fact, session: Session) -> dict[str, Any]:
    stale = stale_months(fact.age, fact.as_of, fact.effective, session.today)
    return {
        "text": _both(fact.text),
        "figure": _both(fact.figure) if fact.figure else None,
        "value": fact.value,
        "value_to": fact.upper,
        "unit": fact.unit or None,
        "base": fact.base or None,
        "about": _both(fact.about) if fact.about else None,
        "card": fact.card,
        "places": list(fact.places),
        "as_of": fact.as_of or None,
        "effective": fact.effective or None,
        "confidence": fact.confidence or None,
        "side": fact.side or None,
        "conflict": fact.conflict or None,
        "stale": {"months": stale[0], "limit": stale[1]} if stale else None,
        "sources": list(fact.sources),
    }


def _cell_json(cell: Cell, score: float | None, session: Session) -> dict[str, Any]:
    return {
        "known": cell.known,
        "said": _both(cell.said) if cell.known else None,
        "mark": cell.mark or None,
        "note": _both(cell.note) if cell.note else None,
        "value": cell.value,
        "unit": cell.unit or None,
        "score": score,
        "claims": [_fact_json(fact, session) for fact in cell.claims],
    }


def _source_json(source: SourceRecord) -> dict[str, Any]:
    return source._asdict()


def _comparison_json(session: Session, found: Comparison, differences: bool) -> dict[str, Any]:
    rows = []
    for row in found.shown(differences):
        scored = scores(row, found.markets)
        cells = {
            market: _cell_json(row.cell(market), scored.by_market.get(market), session)
            for market in found.markets
        }
        rows.append(
            {
                "row": row.key,
                "group": row.group,
                "label": _both(row.label),
                "differs": row.differs(found.markets),
                "scale": row.scale.value if row.scale else None,
                "not_scored": scored.why or None,
                "weight": found.weight(row),
                "cells": cells,
            }
        )
    subject = found.subject
    return {
        "today": session.today.isoformat(),
        "content": session.library.version,
        "markets": list(found.markets),
        "card": f"{subject.kind}/{subject.id}" if subject else None,
        "plan": _both(found.plan) if found.plan else None,
        "unknown": dict(found.unknown),
        "score": {market: found.total(market) for market in found.markets},
        "left_out": {row.key: why for row, why in found.left_out},
        "rows": rows,
        "sources": {name: _source_json(source) for name, source in found.sources.items()},
    }


COMMANDS = {"matrix": show_matrix, "compare": show_compare}
