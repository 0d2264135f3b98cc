"""Commands of `checklist` that make, name, copy, choose and remove lists."""

from __future__ import annotations

from typing import Any

import click

from chuhai.agenda import anchor_date, anchor_there
from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Book, Checklist
from chuhai.checklist.operation import Change
from chuhai.cli.lists import (
    agendas,
    dated,
    make_list,
    one_market,
    open_book,
    parse_anchor,
    pick_list,
    save,
    title_of,
)
from chuhai.cli.saying import Trouble, say, say_json
from chuhai.cli.session import Session
from chuhai.files import data_dir
from chuhai.presets import FOLDER, save_preset
from chuhai.strings import t

_LIST = click.option("--list", "name", help="The list, by name or id; else the one in use.")


def _say_list(session: Session, owner: Checklist) -> None:
    one = dated(session, owner)
    when = one.anchor.isoformat() if one.anchor else t("list.no-anchor", session.lang)
    say(f"{owner.id}\t{one.title.in_lang(session.lang)}\t{when}\t{len(owner.items)}")


@click.command("lists")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of lines.")
@click.pass_obj
def show_lists(session: Session, as_json: bool) -> None:
    """All lists: id, name, anchor, progress; * is the one in use."""
    book = open_book(session)
    current = book.current
    rows: list[dict[str, Any]] = []
    for one in agendas(session, book, None):
        done, total, late, soon = one.counted
        rows.append(
            {
                "id": one.checklist.id,
                "title": {"en": one.title.en, "zh": one.title.zh},
                "markets": list(one.checklist.markets),
                "anchor_date": one.anchor.isoformat() if one.anchor else None,
                "done": done,
                "total": total,
                "late": late,
                "soon": soon,
                "in_use": current is not None and one.checklist.id == current.id,
            }
        )
    if as_json:
        say_json({"lists": rows})
        return
    for row in rows:
        mark = "*" if row["in_use"] else " "
        title = row["title"][session.lang]
        when = row["anchor_date"] or t("list.no-anchor", session.lang)
        say(f"{mark} {row['id']}\t{title}\t{when}\t{row['done']}/{row['total']}")


@click.command("new")
@click.option("--market", help="The market, such as TH.")
@click.option("--anchor", help='A festival, "double-11-11 2027", or a date.')
@click.option("--name", default="", help="A name; without one it is called by market and anchor.")
@click.pass_obj
def new_list(session: Session, market: str | None, anchor: str | None, name: str) -> None:
    """Make an empty list; `chuhai plan new` makes one from a preset."""
    open_book(session)
    code = one_market(session, market)
    target = parse_anchor(session, anchor, code) if anchor else Anchor()
    _say_list(session, make_list(session, code, target, name=name))


@click.command("use")
@click.argument("name")
@click.pass_obj
def use_list(session: Session, name: str) -> None:
    """Put a list in use: commands without --list mean it."""
    owner = pick_list(session, open_book(session), name)
    book = save(session, "set-active", lambda now: edits.set_active(now, owner.id))
    _say_list(session, book.lists[owner.id])


@click.command("rename")
@click.argument("to")
@_LIST
@click.pass_obj
def rename_list(session: Session, to: str, name: str | None) -> None:
    """Name a list TO; an empty name calls it by its market and anchor again."""
    owner = pick_list(session, open_book(session), name)
    book = save(session, "rename-list", lambda now: edits.set_list_field(now, owner.id, "name", to))
    _say_list(session, book.lists[owner.id])


@click.command("duplicate")
@click.option("--market", required=True, help="The market of the copy, such as MX.")
@click.option("--anchor", help="Its festival or date; else the same festival in that market.")
@click.option("--name", "title", default="", help="A name for the copy.")
@_LIST
@click.pass_obj
def duplicate_list(
    session: Session, market: str, anchor: str | None, title: str, name: str | None
) -> None:
    """Copy a list to another market: everything to do again, dates from the anchor there."""
    owner = pick_list(session, open_book(session), name)
    code = one_market(session, market, needed=True)
    target = parse_anchor(session, anchor, code) if anchor else _same_anchor(session, owner, code)
    old, new = (
        anchor_date(a, places, session.library)
        for a, places in ((owner.anchor, owner.markets), (target, (code,)))
    )
    later = (new - old).days if old and new else 0

    def changes(now: Book) -> tuple[Change, ...]:
        return edits.duplicate(
            now, owner.id, code, target,
            later=later, title=title, content_version=session.library.version,
        )  # fmt: skip

    book = save(session, "duplicate", changes)
    _say_list(session, book.lists[book.active])
    _say_gates(session, book.lists[book.active])


def _say_gates(session: Session, copy: Checklist) -> None:
    """The items of a copy that stand before a gate in its market, one a line with the reason."""
    from chuhai.gates import Standing
    from chuhai.passage import passage_of

    standing = Standing(session.library, session.profile, session.today)
    passage = passage_of(copy, standing, {})
    if passage is None:
        return
    for item in passage.stopped():
        why = passage.gates[item.id].said(session.library).in_lang(session.lang)
        say(f"{item.id}\t{item.text.in_lang(session.lang)}\t{why}")


def _same_anchor(session: Session, owner: Checklist, market: str) -> Anchor:
    anchor = anchor_there(owner.anchor, market, session.library)
    if anchor is None:
        raise Trouble(f"{owner.anchor.festival} is not known in {market}; name one with --anchor")
    return anchor


@click.command("save-preset")
@click.argument("title")
@_LIST
@click.pass_obj
def keep_preset(session: Session, title: str, name: str | None) -> None:
    """Save a list as a private preset called TITLE; prints the file."""
    owner = pick_list(session, open_book(session), name)
    if not title.strip():
        raise Trouble(t("refused.name", session.lang))
    if not any(item.is_open or item.done_on for item in owner.items.values()):
        raise Trouble(t("preset.empty", session.lang))
    try:
        path = save_preset(dated(session, owner), title.strip(), data_dir() / FOLDER)
    except OSError as error:
        raise Trouble(f"{data_dir() / FOLDER}: cannot be written: {error.strerror}") from None
    say(f"{path.stem}\t{path}")


@click.command("remove-list")
@click.argument("name")
@click.pass_obj
def remove_list(session: Session, name: str) -> None:
    """Remove a list with its items; `chuhai checklist undo` brings it back."""
    book = open_book(session)
    owner = pick_list(session, book, name)
    title = title_of(session, book)(owner.id)
    save(session, "remove-list", lambda now: edits.remove_list(now, owner.id))
    say(f"{owner.id}\tremoved\t{title.in_lang(session.lang)}")


LIST_COMMANDS = (
    show_lists, new_list, use_list, rename_list, duplicate_list, keep_preset, remove_list,
)  # fmt: skip
