"""`checklist`: show, add, tick, undo and export, so that scripts can plan."""

from __future__ import annotations

from pathlib import Path

import click

from chuhai.agenda import anchor_name, parse_due, quick_item
from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Book, Checklist, Item, Status
from chuhai.checklist.operation import Change
from chuhai.checklist.store import StoreError
from chuhai.cli.exchanging import write_out
from chuhai.cli.lists import (
    agendas,
    card_items,
    find_item,
    make_list,
    one_market,
    open_book,
    parse_anchor,
    pick_list,
    save,
)
from chuhai.cli.session import OneOf, Session, Trouble, lang_option, say, say_json, unknown
from chuhai.exchange.formats import FORMATS
from chuhai.exchange.json_file import as_json as list_json
from chuhai.strings import t


@click.group("checklist")
def checklist() -> None:
    """Show, add to, tick and export the checklist."""


@checklist.command("show")
@click.option("--list", "name", help="One list, by name or id.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of lines.")
@lang_option
@click.pass_obj
def show(session: Session, name: str | None, as_json: bool) -> None:
    """Show all lists with due dates, one item a line."""
    shown = agendas(session, open_book(session), name)
    if as_json:
        say_json({"lists": [list_json(one) for one in shown]})
        return
    for one in shown:
        done, total, late, _ = one.counted
        target = anchor_name(one.checklist.anchor, session.library).in_lang(session.lang)
        when = one.anchor.isoformat() if one.anchor else t("list.no-anchor", session.lang)
        say(f"{one.title.in_lang(session.lang)}\t{target}\t{when}\t{done}/{total}")
        for item in one.in_order():
            slot = one.slot(item)
            due = slot.due.isoformat() if slot.due else "-"
            mark = "late" if one.is_late(item) else item.status
            owner = f"@{item.owner}" if item.owner else ""
            parts = (item.id, mark, due, item.text.in_lang(session.lang), owner)
            say("  " + "\t".join(filter(None, parts)))
            for other in session.langs[1:]:
                if (words := item.text.in_lang(other)) != parts[3]:
                    say(f"  \t\t\t{words}")
        if late:
            say(f"  {late} {t('list.late', session.lang)}")


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
    name_of = owner.id
    after = save(
        session, "add-items", lambda now: edits.add_items(now, name_of, items, partly=True)
    )
    for item in after.lists[owner.id].items.values():
        if item.id not in before:
            say(f"{item.id}\t{item.text.in_lang(session.lang)}")


def _typed(session: Session, what: tuple[str, ...]) -> Item:
    try:
        return quick_item(" ".join(what), session.today)
    except ValueError as error:
        raise Trouble(str(error)) from None


@checklist.command("tick")
@click.argument("items", nargs=-1, required=True)
@click.pass_obj
def tick(session: Session, items: tuple[str, ...]) -> None:
    """Mark items as done, or done ones as to do, by id."""
    book = open_book(session)
    found = [find_item(book, name) for name in items]

    def changes(now: Book) -> tuple[Change, ...]:
        return tuple(
            change
            for owner, item in found
            for change in edits.tick(now, owner.id, item.id, session.today)
        )

    after = save(session, "tick", changes)
    for owner, item in found:
        now = after.lists[owner.id].items[item.id]
        say(f"{now.id}\t{now.status}\t{now.text.in_lang(session.lang)}")


@checklist.command("set")
@click.argument("item")
@click.option("--due", help="A date, or -28d for days before the anchor.")
@click.option("--owner", help="Who does it.")
@click.option("--note", help="A note.")
@click.option("--priority", type=click.IntRange(1, 3), help="1 is the most urgent.")
@click.option("--days", type=click.IntRange(0, 1_000), help="How many days the work takes.")
@click.option("--needs", help="Ids of items that come first, separated by commas; - for none.")
@click.option(
    "--place", type=OneOf("place", ("origin", "market", "none")), help="Where it is done."
)
@click.option("--status", type=OneOf("status", Status), help="todo, doing, waiting, done, dropped.")
@click.pass_obj
def set_item(
    session: Session,
    item: str,
    due: str | None,
    owner: str | None,
    note: str | None,
    priority: int | None,
    days: int | None,
    needs: str | None,
    place: str | None,
    status: str | None,
) -> None:
    """Change fields of an item."""
    found, old = find_item(open_book(session), item)
    values: dict[str, object] = {"owner": owner, "note": note, "priority": priority, "days": days}
    values["needs"] = None if needs is None else _ids(found, needs)
    values["place"] = None if place is None else place.replace("none", "")
    values = {key: value for key, value in values.items() if value is not None}
    if status is not None:
        done = session.today if status == Status.DONE else None
        values |= {"status": Status(status), "done_on": done}
    if due is not None:
        try:
            values["due"], values["offset"] = parse_due(due, session.today)
        except ValueError as error:
            raise Trouble(str(error)) from None
    save(session, "edit", lambda now: edits.set_fields(now, found.id, old.id, values))


def _ids(owner: Checklist, text: str) -> tuple[str, ...]:
    wanted = tuple(part for part in text.replace(",", " ").split() if part != "-")
    for name in wanted:
        if name not in owner.items:
            raise unknown("item", name, owner.items)
    return wanted


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
    open_book(session)
    try:
        _, step = session.store.undo() if what == "undo" else session.store.redo()
    except StoreError as error:
        raise Trouble(str(error)) from None
    if step is None:
        raise Trouble(t(f"toast.no-{what}", session.lang))
    say(f"{what}\t{step.what}\t{step.time}")


@checklist.command("export")
@click.argument("form", type=OneOf("format", FORMATS))
@click.option("--list", "name", help="One list, by name or id.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="A file instead of stdout.")
@click.pass_obj
def export(session: Session, form: str, name: str | None, output: Path | None) -> None:
    """Write the lists in a format; the same as `chuhai export`."""
    write_out(session, form, name, None, output, as_json=False)


COMMANDS = {"checklist": checklist}
