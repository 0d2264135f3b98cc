"""`brief`: a card, a comparison or a plan on one to two pages, with its references."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from chuhai.cli.lists import dated, one_market, open_book, pick_list
from chuhai.cli.options import OneOf, lang_option
from chuhai.cli.reading import find_card
from chuhai.cli.saying import Trouble, say_json
from chuhai.cli.session import Session
from chuhai.exchange.brief import Brief, as_json
from chuhai.exchange.brief_card import card_brief
from chuhai.exchange.briefs import FORMS
from chuhai.i18n import Lang


@click.command("brief")
@click.argument("what", nargs=-1, required=True, metavar="CARD | compare MARKETS | plan")
@click.option("--market", help="For a card: only what concerns a market, such as DE.")
@click.option("--list", "name", help="For a plan or a comparison: the list, by name or id.")
@click.option("--format", "form", type=OneOf("format", FORMS), default="md", show_default=True)
@click.option("--out", "-o", type=click.Path(path_type=Path), help="A file instead of stdout.")
@click.option("--json", "as_data", is_flag=True, help="JSON instead of a document.")
@lang_option
@click.pass_obj
def write_brief(
    session: Session,
    what: tuple[str, ...],
    market: str | None,
    name: str | None,
    form: str,
    out: Path | None,
    as_data: bool,
) -> None:
    """Write a brief of a CARD, of markets side by side, or of a plan.

    `brief live-shopping --market DE`, `brief compare TH MX`, `brief plan --list NAME`.
    """
    langs = session.langs
    made = _made(session, what, market, name, langs)
    if as_data:
        say_json(as_json(made))
        return
    data = FORMS[form].write(made, langs)
    if out is None:
        sys.stdout.buffer.write(data)
        return
    try:
        out.write_bytes(data)
    except OSError as error:
        raise Trouble(f"{out}: cannot be written: {error.strerror}") from None


def _made(
    session: Session,
    what: tuple[str, ...],
    market: str | None,
    name: str | None,
    langs: tuple[Lang, ...],
) -> Brief:
    if what == ("plan",):
        from chuhai.exchange.brief_plan import plan_brief

        one = dated(session, pick_list(session, open_book(session), name))
        return plan_brief(one, session.library, langs, session.settings[0].home)
    if what[0] == "compare":
        return _compared(session, what[1:], name, langs)
    if len(what) > 1:
        raise Trouble(f"one card is accepted here, not {len(what)}; or `compare` and markets")
    entry = find_card(session, what[0], None)
    return card_brief(entry, session.library, session.today, langs, one_market(session, market))


def _compared(
    session: Session, given: tuple[str, ...], name: str | None, langs: tuple[Lang, ...]
) -> Brief:
    from chuhai.cli.markets import list_that_counts, markets_to_compare
    from chuhai.compare.comparison import compare
    from chuhai.exchange.brief_compare import compare_brief
    from chuhai.gates import Standing

    settings = session.settings[0]
    found = compare(
        Standing(session.library, session.profile, session.today),
        markets_to_compare(session, given, ""),
        owner=list_that_counts(session, name),
        cards=settings.marks,
        weights=settings.weights,
        week=session.week,
    )
    return compare_brief(found, session.library, session.today, langs)


COMMANDS = {"brief": write_brief}
