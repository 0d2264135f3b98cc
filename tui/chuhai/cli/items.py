"""Commands of `checklist` that change items: tick, set, drop, restore, remove."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

import click

from chuhai.agenda import Agenda, shifted
from chuhai.checklist import edits
from chuhai.checklist.item import Book, Checklist, Item, Status
from chuhai.checklist.operation import Change
from chuhai.checklist.typed import (
    parse_day,
    parse_due,
    parse_every,
    parse_line,
    parse_move,
    words_of,
)
from chuhai.cli.lists import by_list, dated, find_item, find_items, open_book, save
from chuhai.cli.options import OneOf
from chuhai.cli.saying import Trouble, say
from chuhai.cli.session import Session
from chuhai.recurring import ticked
from chuhai.strings import Refusal

Found = list[tuple[Checklist, Item]]

_ITEMS = click.argument("items", nargs=-1)
_WHERE = click.option("--where", help="All items that this means: own:Ploy, is:late, #live, words.")
_LIST = click.option("--list", "name", help="The list that numbers belong to, by name or id.")


def _save(
    session: Session, what: str, found: Found, changes: Callable[[Book], tuple[Change, ...]]
) -> None:
    """Write the changes as one step and print the items as they are then."""
    after = save(session, what, changes)
    for owner, item in found:
        now = after.lists[owner.id].items.get(item.id)
        if now is not None:
            say(f"{now.id}\t{now.status}\t{now.text.in_lang(session.lang)}")


@click.command("tick")
@_ITEMS
@_WHERE
@_LIST
@click.pass_obj
def tick(session: Session, items: tuple[str, ...], where: str | None, name: str | None) -> None:
    """Mark items as done, by id or number; when all of them are closed, as to do again.

    An item that comes back leaves its next time on the list.
    """
    book = open_book(session)
    found = find_items(session, book, items, where, name)
    plans = {owner: dated(session, book.lists[owner]) for owner in by_list(found)}

    def changes(now: Book) -> tuple[Change, ...]:
        return tuple(
            change
            for owner, chosen in by_list(found).items()
            for change in ticked(now, plans[owner], [item.id for item in chosen])
        )

    _save(session, "tick", found, changes)


@click.command("drop")
@_ITEMS
@_WHERE
@_LIST
@click.option("--why", default="", help="The reason, which is kept.")
@click.pass_obj
def drop(
    session: Session, items: tuple[str, ...], where: str | None, name: str | None, why: str
) -> None:
    """Give items up, with the reason; what waited for them waits for what they needed."""
    found = find_items(session, open_book(session), items, where, name)
    _save(session, "drop", found, _each(found, lambda now, o, i: edits.drop(now, o, i, why)))


@click.command("restore")
@_ITEMS
@_WHERE
@_LIST
@click.pass_obj
def restore(session: Session, items: tuple[str, ...], where: str | None, name: str | None) -> None:
    """Open done or dropped items again."""
    found = find_items(session, open_book(session), items, where, name)
    _save(session, "restore", found, _each(found, edits.restore))


@click.command("remove")
@_ITEMS
@_WHERE
@_LIST
@click.pass_obj
def remove(session: Session, items: tuple[str, ...], where: str | None, name: str | None) -> None:
    """Remove items; `chuhai checklist undo` brings them back."""
    found = find_items(session, open_book(session), items, where, name)

    def changes(now: Book) -> tuple[Change, ...]:
        return tuple(
            change
            for owner, chosen in by_list(found).items()
            for change in edits.remove_items(now, owner, [item.id for item in chosen])
        )

    _save(session, "remove-items", found, changes)
    for _, item in found:
        say(f"{item.id}\tremoved\t{item.text.in_lang(session.lang)}")


def _each(
    found: Found, edit: Callable[[Book, str, str], tuple[Change, ...]]
) -> Callable[[Book], tuple[Change, ...]]:
    return lambda now: tuple(c for owner, item in found for c in edit(now, owner.id, item.id))


_SET: dict[str, Callable[[str, Session], Mapping[str, Any]]] = {
    "due": lambda text, session: dict(
        zip(("due", "offset"), parse_due(text, session.today), strict=True)
    ),
    "expected": lambda text, session: {
        "expected": None if text == "-" else parse_day(text, session.today)
    },
    "owner": lambda text, _: {"owner": text.strip()},
    "note": lambda text, _: {"note": sys.stdin.read().rstrip("\n") if text == "-" else text},
    "every": lambda text, _: {"every": parse_every(text)},
    "place": lambda text, _: {"place": text.replace("none", "")},
    "tags": lambda text, _: {"tags": tuple(text.replace(",", " ").replace("#", "").split())},
    "text": lambda text, session: {"text": words_of(text)},
}
"""How the value of each option becomes fields of an item."""


@click.command("set")
@_ITEMS
@_WHERE
@_LIST
@click.option("--line", help='Fields as in a quick item: "own:Ploy !1 move:+3d is:doing".')
@click.option("--due", help="A date, or -28d for days before the anchor; empty for none.")
@click.option("--move", help="Move due dates by so many days: +3d, -5d.")
@click.option("--expected", help="When it will be finished, as those who do it say; - for none.")
@click.option("--owner", help="Who does it.")
@click.option("--text", help="Other words.")
@click.option("--note", help="A note; - reads it from standard input.")
@click.option("--tags", help="Tags, separated by spaces or commas.")
@click.option("--every", help="How often it comes back: 1w, 2w, 1m; - for once.")
@click.option("--priority", type=click.IntRange(1, 3), help="1 is the most urgent.")
@click.option("--days", type=click.IntRange(0, 1_000), help="How many days the work takes.")
@click.option("--needs", help="Items that come first, by id or number, with commas; - for none.")
@click.option(
    "--place", type=OneOf("place", ("origin", "market", "none")), help="Where it is done."
)
@click.option("--status", type=OneOf("status", Status), help="todo, doing, waiting, done, dropped.")
@click.option("--whom", default="", help="On whom it waits, with --status waiting.")
@click.pass_obj
def set_items(
    session: Session,
    /,
    items: tuple[str, ...],
    where: str | None,
    name: str | None,
    **options: Any,
) -> None:
    """Change fields of one item or of many, in one step."""
    book = open_book(session)
    found = find_items(session, book, items, where, name)
    try:
        values, status, days = _values(session, options)
        plans = {owner: dated(session, book.lists[owner]) for owner in by_list(found)}
        needs = options["needs"]
        wanted = {
            owner: {
                item.id: {
                    **_of_one(item, values, status, options["whom"], session),
                    **_moved(plans[owner], item, days),
                    **({} if needs is None else _needs(session, book, plans[owner], needs)),
                }
                for item in chosen
            }
            for owner, chosen in by_list(found).items()
        }
    except Refusal as error:
        raise Trouble(error.said(session.lang)) from None

    def changes(now: Book) -> tuple[Change, ...]:
        return tuple(c for owner, each in wanted.items() for c in edits.set_each(now, owner, each))

    _save(session, "edit", found, changes)


def _values(session: Session, options: dict[str, Any]) -> tuple[dict[str, Any], Status | None, int]:
    """The fields that are the same for all items, the status, and by how many days dates move."""
    typed = parse_line(options["line"] or "", session.today)
    if typed.words:
        raise Trouble(f"{typed.words!r} is no field; accepted: own:, due:, move:, is:, !1, #tag")
    values = dict(typed.fields)
    for option, read in _SET.items():
        if options[option] is not None:
            values |= read(options[option], session)
    for option in ("priority", "days"):
        if options[option] is not None:
            values[option] = options[option]
    status = values.pop("status", None)
    if options["status"] is not None:
        status = Status(options["status"])
    days = parse_move(options["move"]) if options["move"] is not None else typed.move
    if not values and status is None and not days and options["needs"] is None:
        raise Trouble("what to change? such as --owner Ploy or --move +3d; --help lists all")
    return values, status, days


def _of_one(
    item: Item, values: dict[str, Any], status: Status | None, whom: str, session: Session
) -> dict[str, Any]:
    if status is None:
        return values
    return {**values, **edits.progress(item, status, session.today, whom=whom)}


def _moved(one: Agenda, item: Item, days: int) -> dict[str, object]:
    return shifted(one, [item], days).get(item.id, {}) if days else {}


def _needs(session: Session, book: Book, one: Agenda, text: str) -> dict[str, object]:
    names = [part for part in text.replace(",", " ").split() if part != "-"]
    found = [find_item(session, book, name, one.checklist) for name in names]
    for owner, item in found:
        if owner.id != one.checklist.id:
            raise Trouble(f"item {item.id!r} is on another list; needs stay within one list")
    return {"needs": tuple(dict.fromkeys(item.id for _, item in found))}


ITEM_COMMANDS = (tick, set_items, drop, restore, remove)
