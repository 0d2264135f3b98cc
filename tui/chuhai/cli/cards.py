"""`list`, `show` and `search`: their options."""

from __future__ import annotations

import click

from chuhai.cli import reading
from chuhai.cli.options import OneOf, lang_option
from chuhai.cli.session import Session
from chuhai.library.pack import KIND_NAMES

_SECTION = OneOf("section", KIND_NAMES)


@click.command("list")
@click.argument("section", type=_SECTION)
@click.option("--market", help="Only what concerns a market, such as TH or TH,MX.")
@click.option("--region", help="Only what concerns a region, such as southeast-asia.")
@click.option("--filter", "line", default="", help='A filter such as "stance:go -kind:live".')
@click.option("--json", "as_json", is_flag=True, help="JSON instead of lines.")
@click.pass_obj
def list_cards(
    session: Session, section: str, market: str | None, region: str | None, line: str, as_json: bool
) -> None:
    """List the cards of a section, one a line: id, name, mark, date."""
    reading.list_cards(session, section, market, region, line, as_json)


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--market", help="Only what concerns a market.")
@click.option("--region", help="Only what concerns a region.")
@click.option("--filter", "line", default="", help="A filter line.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of lines.")
@click.pass_obj
def search_cards(
    session: Session,
    words: tuple[str, ...],
    market: str | None,
    region: str | None,
    line: str,
    as_json: bool,
) -> None:
    """Search all sections: English by word beginnings, Chinese by any part, pinyin by initials."""
    reading.search_cards(session, words, market, region, line, as_json)


@click.command("show")
@click.argument("card")
@click.option("--section", type=_SECTION, help="The section, when two cards have one id.")
@click.option("--market", help="Only the stance for this market.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of text.")
@lang_option
@click.pass_obj
def show_card(
    session: Session, card: str, section: str | None, market: str | None, as_json: bool
) -> None:
    """Show a card: its id, `section/id` or name."""
    reading.show_card(session, card, section, market, as_json)


COMMANDS = {"list": list_cards, "search": search_cards, "show": show_card}
