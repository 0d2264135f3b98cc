"""What the views of the explorer show, on standard output."""

from __future__ import annotations

import click

from chuhai.cli.reading import find_card
from chuhai.cli.saying import Trouble, say, say_json
from chuhai.cli.session import Session
from chuhai.library.filter import Filter
from chuhai.library.pack import CLAIM_KINDS, STANCE_KINDS


def _one_market(session: Session, market: str | None) -> str:
    found = sorted(session.filter("", market).choice("market").wanted)
    if len(found) > 1:
        raise Trouble(f"--market {market}: one market is accepted here, such as {found[0]}")
    return found[0] if found else ""


@click.command("evidence")
@click.argument("card", required=False)
@click.option("--market", help="The market, such as DE; without it all of them.")
@click.option("--filter", "line", default="", help='Such as "evidence:stale" or "-evidence:stale".')
@click.option("--json", "as_json", is_flag=True, help="JSON instead of text.")
@click.pass_obj
def show_evidence(
    session: Session, card: str | None, market: str | None, line: str, as_json: bool
) -> None:
    """Show what speaks for and against CARD in a market, or the sides of the conflict CARD.

    Without CARD every card that the filter asks for is shown, such as all that has gone stale.
    """
    from chuhai.evidence import case, dispute
    from chuhai.exchange.argument import case_json, case_text, dispute_json, dispute_text

    library, lang = session.library, session.lang
    conflict = library.conflict(card) if card else None
    if conflict is not None:
        found = dispute(library, conflict, session.today)
        if as_json:
            say_json(dispute_json(found))
        else:
            say(dispute_text(found, library, lang))
        return
    wanted, place = session.filter(line), _one_market(session, market)
    if card:
        entries = [find_card(session, card, None)]
        if entries[0].kind not in CLAIM_KINDS:
            raise Trouble(f"{card}: {entries[0].kind} carry no claims; {', '.join(CLAIM_KINDS)} do")
    else:
        narrow = session.filter(line, market)
        rows = [row for kind in CLAIM_KINDS for row in library.select(narrow, kind)]
        entries = [library.entry(row) for row in rows]
    cases = [case(library, entry, place, session.today, _evidence(wanted)) for entry in entries]
    if not card:
        cases = [found for found in cases if any(found.statements)]
    if as_json:
        say_json(case_json(cases[0]) if card else {"cases": [case_json(c) for c in cases]})
        return
    say("\n\n\n".join(case_text(found, library, lang) for found in cases))


def _evidence(wanted: Filter) -> Filter:
    return Filter().with_choice("evidence", wanted.choice("evidence"))


@click.command("movement")
@click.argument("card", required=False)
@click.option("--market", help="Only these markets, such as TH or TH,MX.")
@click.option("--region", help="Only these regions.")
@click.option("--filter", "line", default="", help='Such as "move:up".')
@click.option("--json", "as_json", is_flag=True, help="JSON instead of text.")
@click.pass_obj
def show_movement(
    session: Session,
    card: str | None,
    market: str | None,
    region: str | None,
    line: str,
    as_json: bool,
) -> None:
    """Show the dated stances on CARD, or on every trend that the filter asks for."""
    from chuhai.exchange.movement import movement_json, movement_text
    from chuhai.movement import movement

    library, wanted = session.library, session.filter(line, market, region)
    if card:
        entries = [find_card(session, card, None)]
        if entries[0].kind not in STANCE_KINDS:
            kinds = ", ".join(STANCE_KINDS)
            raise Trouble(f"{card}: {entries[0].kind} carry no stances; {kinds} do")
    else:
        entries = [library.entry(row) for row in library.select(wanted, "trends")]
    found = [movement(library, entry, library.scope(wanted)) for entry in entries]
    if as_json:
        say_json(movement_json(found[0]) if card else {"cards": [movement_json(m) for m in found]})
        return
    say("\n\n".join(movement_text(moved, library, session.lang) for moved in found))


@click.command("record")
@click.option("--filter", "line", default="", help='Such as "region:europe".')
@click.option("--json", "as_json", is_flag=True, help="JSON instead of text.")
@click.pass_obj
def show_record(session: Session, line: str, as_json: bool) -> None:
    """Count how the article's claims and the trends of 2022 came out, and name the cards."""
    from chuhai.exchange.movement import record_json, record_text
    from chuhai.movement import record

    found = record(session.library, session.filter(line))
    if as_json:
        say_json(record_json(found))
    else:
        say(record_text(found, session.lang))


COMMANDS = {"evidence": show_evidence, "movement": show_movement, "record": show_record}
