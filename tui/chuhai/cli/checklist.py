"""`checklist`: show, add, tick, undo and export, so that scripts can plan."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from chuhai.agenda import Agenda, agenda, anchor_name, items_of, list_title, parse_due, quick_item
from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Book, Checklist, Item
from chuhai.checklist.operation import Change
from chuhai.checklist.store import StoreError
from chuhai.cli.cards import find_card
from chuhai.cli.session import OneOf, Session, Trouble, say, say_json
from chuhai.exchange.formats import FORMATS
from chuhai.exchange.json_file import as_json as list_json
from chuhai.strings import t


@click.group("checklist")
def checklist() -> None:
    """Show, add to, tick and export the checklist."""


def _book(session: Session) -> Book:
    try:
        history = session.store.load()
    except StoreError as error:
        raise Trouble(str(error)) from None
    if history.damage:
        lines = ", ".join(map(str, history.damage))
        click.echo(f"chuhai: {session.store.path}: lines {lines} are damaged", err=True)
    return history.book


def _save(session: Session, what: str, changes: Callable[[Book], tuple[Change, ...]]) -> Book:
    try:
        return session.store.update(lambda book: (what, changes(book))).book
    except (edits.EditError, StoreError) as error:
        raise Trouble(str(error)) from None


def _list(session: Session, book: Book, name: str | None) -> Checklist:
    if name is None:
        if book.current is None:
            raise Trouble("the checklist is empty; `chuhai checklist add` begins one")
        return book.current
    titles = {owner.id: list_title(owner, session.library) for owner in book.lists.values()}
    for owner in book.lists.values():
        if name in (owner.id, titles[owner.id].en, titles[owner.id].zh):
            return owner
    names = ", ".join(title.in_lang(session.lang) for title in titles.values())
    raise Trouble(f"unknown list {name!r}; accepted: {names or 'none yet'}")


def _agendas(session: Session, book: Book, name: str | None) -> list[Agenda]:
    lists = [_list(session, book, name)] if name else list(book.lists.values())
    return [agenda(owner, session.library, session.today) for owner in lists]


@checklist.command("show")
@click.option("--list", "name", help="One list, by name or id.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of lines.")
@click.pass_obj
def show(session: Session, name: str | None, as_json: bool) -> None:
    """Show all lists with due dates, one item a line."""
    agendas = _agendas(session, _book(session), name)
    if as_json:
        say_json({"lists": [list_json(one) for one in agendas]})
        return
    for one in agendas:
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
        if late:
            say(f"  {late} {t('list.late', session.lang)}")


def _anchor(session: Session, text: str, market: str) -> Anchor:
    """An anchor as people type it: a date, a festival, or a festival and a year."""
    try:
        return Anchor(date=dt.date.fromisoformat(text))
    except ValueError:
        pass
    name, _, year = text.rpartition(" ") if text[-4:].isdigit() and " " in text else (text, "", "")
    entry = find_card(session, name, "festivals")
    if year:
        edition = session.library.edition(entry.id, int(year), market)
    else:
        edition = session.library.next_edition(entry.id, session.today, market)
    if edition is None:
        raise Trouble(f"{entry.id} has no date in {year or 'the years ahead'}")
    return Anchor(entry.id, edition.year)


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
    book = _book(session)
    markets = sorted(session.filter("", market).choice("market").wanted)
    if len(markets) > 1:
        raise Trouble(f"one market is accepted here, not {len(markets)}")
    code = markets[0] if markets else ""
    items = _card_items(session, " ".join(what), code) if card else [_typed(session, what)]
    owner = None
    if name or (book.current and not anchor):
        owner = _list(session, book, name)
    if owner is None:
        target = _anchor(session, anchor, code) if anchor else Anchor()
        made = edits.new_id()
        version = session.library.version
        _save(
            session,
            "new-list",
            lambda now: edits.new_list(
                now, "", markets, target, content_version=version, make_id=lambda: made
            ),
        )
        owner = _list(session, session.store.history.book, made)
    if card and not code and owner.markets:
        items = _card_items(session, " ".join(what), owner.markets[0])
    before = set(session.store.history.book.lists[owner.id].items)
    name_of = owner.id
    after = _save(
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


def _card_items(session: Session, what: str, market: str) -> list[Item]:
    name, _, wanted = what.partition("#")
    entry = find_card(session, name, None)
    steps = session.library.steps(entry)
    if wanted:
        steps = tuple(replace(step, needs=()) for step in steps if step.id == wanted)
        if not steps:
            known = ", ".join(step.id for step in session.library.steps(entry))
            raise Trouble(f"unknown step {wanted!r}; accepted: {known or 'none'}")
    return items_of(entry, steps, market, session.library.place_name(market))


def _find_item(book: Book, name: str) -> tuple[Checklist, Item]:
    for owner in book.lists.values():
        if name in owner.items:
            return owner, owner.items[name]
    raise Trouble(f"unknown item {name!r}; `chuhai checklist show` lists the ids")


@checklist.command("tick")
@click.argument("items", nargs=-1, required=True)
@click.pass_obj
def tick(session: Session, items: tuple[str, ...]) -> None:
    """Mark items as done, or done ones as to do, by id."""
    book = _book(session)
    found = [_find_item(book, name) for name in items]

    def changes(now: Book) -> tuple[Change, ...]:
        return tuple(
            change
            for owner, item in found
            for change in edits.tick(now, owner.id, item.id, session.today)
        )

    after = _save(session, "tick", changes)
    for owner, item in found:
        now = after.lists[owner.id].items[item.id]
        say(f"{now.id}\t{now.status}\t{now.text.in_lang(session.lang)}")


@checklist.command("set")
@click.argument("item")
@click.option("--due", help="A date, or -28d for days before the anchor.")
@click.option("--owner", help="Who does it.")
@click.option("--note", help="A note.")
@click.option("--priority", type=click.IntRange(1, 3), help="1 is the most urgent.")
@click.pass_obj
def set_item(
    session: Session,
    item: str,
    due: str | None,
    owner: str | None,
    note: str | None,
    priority: int | None,
) -> None:
    """Change fields of an item."""
    found, old = _find_item(_book(session), item)
    values: dict[str, object] = {"owner": owner, "note": note, "priority": priority}
    values = {key: value for key, value in values.items() if value is not None}
    if due is not None:
        try:
            values["due"], values["offset"] = parse_due(due, session.today)
        except ValueError as error:
            raise Trouble(str(error)) from None
    _save(session, "edit", lambda now: edits.set_fields(now, found.id, old.id, values))


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
    _book(session)
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
    """Write the lists in a format to standard output or to a file."""
    agendas = _agendas(session, _book(session), name)
    data = FORMATS[form].write(agendas, session.library, session.lang)
    if output is None:
        sys.stdout.buffer.write(data)
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise Trouble(f"{output}: cannot be written: {error.strerror}") from None


COMMANDS = {"checklist": checklist}
