"""What the commands on lists share: opening, saving, naming lists, items and anchors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import click

from chuhai.agenda import Agenda, agenda, items_of, list_title
from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Book, Checklist, Item
from chuhai.checklist.operation import Change
from chuhai.checklist.store import StoreError
from chuhai.cli.cards import find_card
from chuhai.cli.session import Session, Trouble


def open_book(session: Session) -> Book:
    """The checklist as it is saved; damaged lines are named on standard error."""
    try:
        history = session.store.load()
    except StoreError as error:
        raise Trouble(str(error)) from None
    if history.damage:
        lines = ", ".join(map(str, history.damage))
        click.echo(f"chuhai: {session.store.path}: lines {lines} are damaged", err=True)
    return history.book


def save(session: Session, what: str, changes: Callable[[Book], tuple[Change, ...]]) -> Book:
    """Write changes as one step; raises `Trouble` when they are refused."""
    try:
        return session.store.update(lambda book: (what, changes(book))).book
    except (edits.EditError, StoreError) as error:
        raise Trouble(str(error)) from None


def pick_list(session: Session, book: Book, name: str | None) -> Checklist:
    """The list of that name or id, or the one in use; raises `Trouble` with all names."""
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


def agendas(session: Session, book: Book, name: str | None) -> list[Agenda]:
    """One list, or all of them, with their dates."""
    lists = [pick_list(session, book, name)] if name else list(book.lists.values())
    return [dated(session, owner) for owner in lists]


def dated(session: Session, owner: Checklist) -> Agenda:
    """A list with its dates."""
    return agenda(owner, session.library, session.today, session.week)


def one_market(session: Session, market: str | None, *, needed: bool = False) -> str:
    """The code of one market; raises `Trouble` for an unknown one, for several, or for none."""
    markets = sorted(session.filter("", market).choice("market").wanted)
    if len(markets) > 1:
        raise Trouble(f"one market is accepted here, not {len(markets)}")
    if needed and not markets:
        raise Trouble("a market is missing; accepted: a code such as TH or MX")
    return markets[0] if markets else ""


def make_list(
    session: Session, market: str, anchor: Anchor, *, name: str = "", preset: str = ""
) -> Checklist:
    """A new list, saved and in use."""
    made = edits.new_id()
    markets = (market,) if market else ()
    version = session.library.version
    book = save(
        session,
        "new-list",
        lambda now: edits.new_list(
            now, name, markets, anchor,
            preset=preset, content_version=version, make_id=lambda: made,
        ),
    )  # fmt: skip
    return book.lists[made]


def parse_anchor(session: Session, text: str, market: str) -> Anchor:
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


def card_items(session: Session, what: str, market: str) -> list[Item]:
    """The items of a card, or of one of its steps written `card#step`."""
    name, _, wanted = what.partition("#")
    entry = find_card(session, name, None)
    steps = session.library.steps(entry)
    if wanted:
        steps = tuple(replace(step, needs=()) for step in steps if step.id == wanted)
        if not steps:
            known = ", ".join(step.id for step in session.library.steps(entry))
            raise Trouble(f"unknown step {wanted!r}; accepted: {known or 'none'}")
    return items_of(entry, steps, market, session.library.place_name(market))


def find_item(book: Book, name: str) -> tuple[Checklist, Item]:
    """An item by its id, with its list; raises `Trouble` when there is none."""
    for owner in book.lists.values():
        if name in owner.items:
            return owner, owner.items[name]
    raise Trouble(f"unknown item {name!r}; `chuhai checklist show` lists the ids")
