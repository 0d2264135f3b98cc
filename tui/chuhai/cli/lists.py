"""What the commands on lists share: opening, saving, naming lists, items and anchors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import click

from chuhai.agenda import Agenda, agenda, items_of, list_title
from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Book, Checklist, Item
from chuhai.checklist.operation import Change, apply
from chuhai.checklist.store import StoreError
from chuhai.cli.reading import find_card
from chuhai.cli.saying import Trouble, unknown
from chuhai.cli.session import Session
from chuhai.files import data_dir
from chuhai.i18n import Words
from chuhai.presets import FOLDER, Start, starts
from chuhai.selection import select
from chuhai.strings import Refusal


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
    except Refusal as error:
        raise Trouble(error.said(session.lang)) from None
    except StoreError as error:
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
    session: Session,
    market: str,
    anchor: Anchor,
    *,
    name: str = "",
    preset: str = "",
    items: Sequence[Item] = (),
) -> Checklist:
    """A new list with some items, saved in one step and in use."""
    made = edits.new_id()
    markets = (market,) if market else ()
    version = session.library.version

    def changes(now: Book) -> tuple[Change, ...]:
        begun = edits.new_list(
            now, name, markets, anchor,
            preset=preset, content_version=version, make_id=lambda: made,
        )  # fmt: skip
        added = edits.add_items(apply(now, begun), made, items) if items else ()
        return (*begun, *added)

    return save(session, "new-list", changes).lists[made]


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
        steps = tuple(step._replace(needs=()) for step in steps if step.id == wanted)
        if not steps:
            known = ", ".join(step.id for step in session.library.steps(entry))
            raise Trouble(f"unknown step {wanted!r}; accepted: {known or 'none'}")
    return items_of(entry, steps, market, session.library.place_name(market))


def find_item(
    session: Session, book: Book, name: str, owner: Checklist | None = None
) -> tuple[Checklist, Item]:
    """An item by its id, or by its number on a list; raises `Trouble` when there is none.

    Numbers are those of `owner`, else of the list in use.
    """
    for known in book.lists.values():
        if name in known.items:
            return known, known.items[name]
    numbered = owner or book.current
    if numbered and name.isdecimal() and 0 < int(name) <= len(numbered.items):
        return numbered, list(numbered.items.values())[int(name) - 1]
    raise Trouble(f"unknown item {name!r}; `chuhai checklist show` lists the ids")


def find_items(
    session: Session,
    book: Book,
    names: Sequence[str],
    where: str | None = None,
    list_name: str | None = None,
) -> list[tuple[Checklist, Item]]:
    """Items by ids and numbers, and those that a selection means; raises `Trouble` for none."""
    owner = pick_list(session, book, list_name) if list_name else None
    found = [find_item(session, book, name, owner) for name in names]
    if where is not None:
        shown = [dated(session, o) for o in ([owner] if owner else book.lists.values())]
        try:
            found += [(one.checklist, item) for one, item in select(shown, where)]
        except Refusal as error:
            raise Trouble(error.said(session.lang)) from None
    if not found:
        if where is not None:
            raise Trouble(f"no item matches {where!r}")
        raise Trouble("which items? ids, numbers, or --where such as own:Ploy or is:late")
    return list({item.id: (owner, item) for owner, item in found}.values())


def by_list(found: Sequence[tuple[Checklist, Item]]) -> dict[str, list[Item]]:
    """Items by the id of their list."""
    lists: dict[str, list[Item]] = {}
    for owner, item in found:
        lists.setdefault(owner.id, []).append(item)
    return lists


def title_of(session: Session, book: Book) -> Callable[[str], Words]:
    """What the lists of a book are called, by id."""
    return lambda name: list_title(book.lists[name], session.library)


def one_start(session: Session, name: str) -> Start:
    """A preset by id or name, the user's own among them; raises `Trouble`."""
    known = all_starts(session)
    for start in known:
        if name.lower() in (start.id, start.name.en.lower(), start.name.zh.lower()):
            return start
    raise unknown("preset", name, [start.id for start in known])


def all_starts(session: Session) -> list[Start]:
    """All presets; what is wrong with the user's own is said on standard error."""
    found, problems = starts(session.library, data_dir() / FOLDER)
    for problem in problems:
        click.echo(f"chuhai: {data_dir() / str(problem)}", err=True)
    return found
