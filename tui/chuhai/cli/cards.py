"""`list`, `show` and `search`: the content on standard output."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from chuhai.cli.session import OneOf, Session, Trouble, lang_option, say, say_json
from chuhai.i18n import Lang
from chuhai.library.filter import Filter
from chuhai.library.pack import KIND_NAMES
from chuhai.library.records import Entry
from chuhai.strings import named, t

_MARKS = {
    "trends": "verdict", "article": "verdict", "tactics": "goal", "platforms": "status",
    "lineage": "status", "events": "kind",
}  # fmt: skip
_SECTION = OneOf("section", KIND_NAMES)


def entry_json(entry: Entry) -> dict[str, Any]:
    """A card as a list shows it, with both languages."""
    data = {key: value for key, value in asdict(entry).items() if value not in ("", 0, (), {})}
    data["recalled"] = entry.recalled
    del data["row"]
    return data


def _mark(entry: Entry, lang: Lang) -> str:
    return named(_MARKS[entry.kind], entry.mark, lang) if entry.kind in _MARKS else ""


def _line(entry: Entry, lang: Lang) -> str:
    parts = [entry.id, entry.name.in_lang(lang), _mark(entry, lang), entry.date]
    return "\t".join(part for part in parts if part)


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
    library = session.library
    wanted = session.filter(line, market, region)
    entries = [library.entry(row) for row in library.select(wanted, section)]
    if as_json:
        say_json({"filter": str(wanted), "cards": [entry_json(entry) for entry in entries]})
        return
    for entry in entries:
        say(_line(entry, session.lang))
    for facet in wanted.choices:
        if not library.carries(section, facet):
            click.echo(f"chuhai: {section} have no {facet}; that part was not applied", err=True)


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
    library = session.library
    wanted = session.filter(line, market, region)
    wanted = wanted.with_words(" ".join((wanted.words, *words)).strip())
    found = {kind: library.select(wanted, kind) for kind in KIND_NAMES}
    if as_json:
        cards = {
            k: [entry_json(library.entry(r)) for r in rows] for k, rows in found.items() if rows
        }
        say_json(
            {"filter": str(wanted), "counts": {k: len(v) for k, v in found.items()}, "cards": cards}
        )
        return
    for kind, rows in found.items():
        for row in rows:
            say(f"{t(f'section.{kind}', session.lang)}\t{_line(library.entry(row), session.lang)}")
    if not any(found.values()):
        click.echo(f"chuhai: {t('empty.title', session.lang)}", err=True)


def find_card(session: Session, name: str, section: str | None) -> Entry:
    """The card by id, by `section/id`, or by a name that only it has; raises `Trouble`."""
    library = session.library
    kind, slash, card = name.partition("/")
    kinds = [section] if section else [kind] if slash and kind in KIND_NAMES else list(KIND_NAMES)
    wanted = card if slash and kind in KIND_NAMES else name
    for known in kinds:
        for spelled in (wanted, wanted.lower(), wanted.upper()):
            if entry := library.find(known, spelled):
                return entry
    hits = [library.entry(r) for k in kinds for r in library.select(Filter(words=name), k)]
    exact = [e for e in hits if name.lower() in (e.name.en.lower(), e.name.zh.lower())]
    if exact:
        return exact[0]
    near = ", ".join(f"{e.kind}/{e.id}" for e in hits[:5])
    raise Trouble(f"unknown card {name!r}" + (f"; nearest: {near}" if near else ""))


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
    from chuhai.exchange.text import page_text

    entry = find_card(session, card, section)
    markets = sorted(session.filter("", market).choice("market").wanted)
    if as_json:
        page = session.library.page(entry)
        say_json(
            {
                "entry": entry_json(entry),
                "card": session.library.card_json(entry),
                "sources": [asdict(source) for source in page.sources],
            }
        )
        return
    say(page_text(entry, session.library, session.langs, session.today, markets))


COMMANDS = {"list": list_cards, "search": search_cards, "show": show_card}
