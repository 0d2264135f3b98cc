"""`checklist`: show, add, tick, undo and export, so that scripts can plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from chuhai.agenda import Agenda, anchor_name, quick_item
from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Checklist, Item
from chuhai.checklist.store import StoreError
from chuhai.checklist.story import told
from chuhai.checklist.typed import parse_line
from chuhai.cli.exchanging import write_out
from chuhai.cli.items import ITEM_COMMANDS
from chuhai.cli.list_commands import LIST_COMMANDS
from chuhai.cli.lists import (
    agendas,
    card_items,
    make_list,
    one_market,
    open_book,
    parse_anchor,
    pick_list,
    save,
    title_of,
)
from chuhai.cli.options import OneOf, lang_option
from chuhai.cli.saying import Trouble, say, say_json
from chuhai.cli.session import Session
from chuhai.exchange.formats import FORMATS
from chuhai.exchange.json_file import as_json as list_json
from chuhai.grouping import GROUPINGS, WHEN, grouped
from chuhai.selection import select
from chuhai.strings import Refusal, t


@click.group("checklist")
def checklist() -> None:
    """Show, add to, tick and export the checklist."""


@checklist.command("show")
@click.option("--list", "name", help="One list, by name or id.")
@click.option("--where", help="Only these items, such as own:Ploy, is:late or words.")
@click.option("--by", type=OneOf("grouping", (*GROUPINGS, WHEN)), help="Group by this instead.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of lines.")
@lang_option
@click.pass_obj
def show(
    session: Session, name: str | None, where: str | None, by: str | None, as_json: bool
) -> None:
    """Show all lists with due dates, one item a line."""
    shown = agendas(session, open_book(session), name)
    chosen = _chosen(session, shown, where)
    if as_json:
        say_json({"lists": [_thinned(one, {i.id for i in items}) for one, items in chosen]})
        return
    if by and by != "list":
        for group in grouped(chosen, by, session.library):
            done, total = group.counted
            say(f"{group.title.in_lang(session.lang)}\t{done}/{total}")
            for one, item in group.items:
                _say_item(session, one, item)
        return
    for one, items in chosen:
        done, total, late, _ = one.counted
        target = anchor_name(one.checklist.anchor, session.library).in_lang(session.lang)
        when = one.anchor.isoformat() if one.anchor else t("list.no-anchor", session.lang)
        say(f"{one.title.in_lang(session.lang)}\t{target}\t{when}\t{done}/{total}")
        kept = {item.id for item in items}
        for item in one.in_order():
            if item.id in kept:
                _say_item(session, one, item)
        if late:
            say(f"  {late} {t('list.late', session.lang)}")


def _chosen(
    session: Session, shown: list[Agenda], where: str | None
) -> list[tuple[Agenda, list[Item]]]:
    if where is None:
        return [(one, list(one.checklist.items.values())) for one in shown]
    try:
        return [(one, [item for _, item in select([one], where)]) for one in shown]
    except Refusal as error:
        raise Trouble(error.said(session.lang)) from None


def _thinned(one: Agenda, kept: set[str]) -> dict[str, Any]:
    data = list_json(one)
    data["items"] = [item for item in data["items"] if item["id"] in kept]
    return data


def _say_item(session: Session, one: Agenda, item: Item) -> None:
    slot = one.slot(item)
    due = slot.due.isoformat() if slot.due else "-"
    mark = "late" if one.is_late(item) else item.status
    owner = f"@{item.owner}" if item.owner else ""
    parts = (item.id, mark, due, item.text.in_lang(session.lang), owner)
    say("  " + "\t".join(filter(None, parts)))
    for other in session.langs[1:]:
        if (words := item.text.in_lang(other)) != parts[3]:
            say(f"  \t\t\t{words}")


@checklist.command("agenda")
@click.option("--list", "name", help="One list, by name or id.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of lines.")
@click.pass_obj
def show_agenda(session: Session, name: str | None, as_json: bool) -> None:
    """What is overdue, due today and in the next 7 days, and what should begin now."""
    chosen = _chosen(session, agendas(session, open_book(session), name), None)
    groups = grouped(chosen, WHEN, session.library)
    if as_json:
        say_json(
            {
                group.key.removeprefix(f"{WHEN}/"): [
                    {"list": one.checklist.id, "id": item.id,
                     "due": day.isoformat() if (day := one.slot(item).due) else None,
                     "owner": item.owner, "text": {"en": item.text.en, "zh": item.text.zh}}
                    for one, item in group.items
                ]
                for group in groups
            }
        )  # fmt: skip
        return
    for group in groups:
        say(f"{group.title.in_lang(session.lang)}\t{len(group.items)}")
        for one, item in group.items:
            slot = one.slot(item)
            due = slot.due.isoformat() if slot.due else "-"
            owner = f"@{item.owner}" if item.owner else ""
            place = one.title.in_lang(session.lang)
            parts = (item.id, due, item.text.in_lang(session.lang), place, owner)
            say("  " + "\t".join(filter(None, parts)))


@checklist.command("log")
@click.option("--last", default=20, show_default=True, help="How many steps, newest first.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of lines.")
@click.pass_obj
def show_log(session: Session, last: int, as_json: bool) -> None:
    """What was done, when and by whom, newest first; what was undone is not in it."""
    book = open_book(session)
    steps = list(reversed(session.store.history.past))[: max(0, last)]
    title = title_of(session, book)
    rows = [
        {"time": s.time, "who": s.who, "what": s.what, "words": told(s, book, title, session.lang)}
        for s in steps
    ]
    if as_json:
        say_json({"steps": rows})
        return
    for row in rows:
        say(f"{row['time']}\t{row['who']}\t{row['words']}")


@checklist.command("add")
@click.argument("what", nargs=-1, required=True)
@click.option("--list", "name", help="The list, by name or id; a new one with --market.")
@click.option("--market", help="The market, such as MX.")
@click.option("--anchor", help='A festival, "buen-fin 2027", or a date.')
@click.option("--card", is_flag=True, help="WHAT is a card (or card/step), not words.")
@click.pass_obj
def add(
    session: Session,
    what: tuple[str, ...],
    name: str | None,
    market: str | None,
    anchor: str | None,
    card: bool,
) -> None:
    """Add an item: words such as "寄样 due:-28d own:Ploy !1", or with --card a card's steps."""
    book = open_book(session)
    code = one_market(session, market)
    items = card_items(session, " ".join(what), code) if card else [_typed(session, what)]
    if name or (book.current and not anchor):
        owner = pick_list(session, book, name)
    else:
        target = parse_anchor(session, anchor, code) if anchor else Anchor()
        owner = make_list(session, code, target)
    if card and not code and owner.markets:
        items = card_items(session, " ".join(what), owner.markets[0])
    before = set(session.store.history.book.lists[owner.id].items)
    name_of, first = owner.id, [] if card else _first(owner, what, session)
    items = [replace(item, needs=(*item.needs, *first)) for item in items] if first else items
    after = save(
        session, "add-items", lambda now: edits.add_items(now, name_of, items, partly=True)
    )
    for item in after.lists[owner.id].items.values():
        if item.id not in before:
            say(f"{item.id}\t{item.text.in_lang(session.lang)}")


def _typed(session: Session, what: tuple[str, ...]) -> Item:
    try:
        return quick_item(" ".join(what), session.today)
    except Refusal as error:
        raise Trouble(error.said(session.lang)) from None


def _first(owner: Checklist, what: tuple[str, ...], session: Session) -> list[str]:
    """The ids of the items that the line names after `after:`, by number."""
    try:
        return edits.numbered(owner, parse_line(" ".join(what), session.today).after)
    except Refusal as error:
        raise Trouble(error.said(session.lang)) from None


@checklist.command("undo")
@click.pass_obj
def undo(session: Session) -> None:
    """Take back the last step."""
    _walked(session, "undo")


@checklist.command("redo")
@click.pass_obj
def redo(session: Session) -> None:
    """Do the last step that was taken back again."""
    _walked(session, "redo")


def _walked(session: Session, what: str) -> None:
    before = open_book(session)
    try:
        history, step = session.store.undo() if what == "undo" else session.store.redo()
    except StoreError as error:
        raise Trouble(str(error)) from None
    known = before if what == "undo" else history.book
    title = title_of(session, known)
    if step is None:
        raise Trouble(t(f"toast.no-{what}", session.lang))
    words = told(step, known, title, session.lang)
    say(f"{what}\t{step.what}\t{step.time}\t{words}")


@checklist.command("export")
@click.argument("form", type=OneOf("format", FORMATS))
@click.option("--list", "name", help="One list, by name or id.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="A file instead of stdout.")
@click.pass_obj
def export(session: Session, form: str, name: str | None, output: Path | None) -> None:
    """Write the lists in a format; the same as `chuhai export`."""
    write_out(session, form, name, None, output, as_json=False)


for command in (*ITEM_COMMANDS, *LIST_COMMANDS):
    checklist.add_command(command)
COMMANDS = {"checklist": checklist}
