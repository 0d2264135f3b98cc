"""`reach` and `plan`: are we still in time, and by when is what due."""

from __future__ import annotations

import datetime as dt
from typing import Any

import click

from chuhai.agenda import Agenda, items_of, tasks_of
from chuhai.checklist import edits
from chuhai.checklist.item import Book, Item, Status
from chuhai.checklist.operation import Change
from chuhai.cli.cards import find_card
from chuhai.cli.lists import (
    dated,
    find_item,
    make_list,
    one_market,
    open_book,
    parse_anchor,
    pick_list,
    save,
)
from chuhai.cli.session import Session, say, say_json, unknown
from chuhai.closures import before_closures, clashes
from chuhai.exchange.json_file import as_json as list_json
from chuhai.plan import without
from chuhai.reach import MONTHS, TIERS, Answer, Reach, preset_items, reach
from chuhai.strings import t


def _verdict(session: Session, answer: Answer) -> str:
    key = "reach.in-time" if answer.in_time else "reach.late"
    return t(key, session.lang, n=abs(answer.slack))


def _names(session: Session, found: Reach, ids: tuple[str, ...]) -> str:
    return " → ".join(_bare(found.items[name], session) for name in ids)


def _bare(item: Item, session: Session) -> str:
    return item.text.in_lang(session.lang).rstrip(".。")


@click.command("reach")
@click.argument("market", required=False)
@click.option("--preset", help="A preset, by id or name.")
@click.option("--list", "name", help="A list of yours, by name or id, instead of a preset.")
@click.option("--without", "off", multiple=True, help="Leave this item out; may be repeated.")
@click.option("--months", default=MONTHS, show_default=True, type=click.IntRange(1, 48))
@click.option("--all", "every", is_flag=True, help="Small festivals too.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of lines.")
@click.pass_obj
def show_reach(
    session: Session,
    market: str | None,
    preset: str | None,
    name: str | None,
    off: tuple[str, ...],
    months: int,
    every: bool,
    as_json: bool,
) -> None:
    """Say of every coming festival in MARKET whether a preset or a list is still in time."""
    code = one_market(session, market)
    if name is not None or preset is None:
        owner = pick_list(session, open_book(session), name)
        code = code or next(iter(owner.markets), "")
        items = dict(owner.items)
    else:
        code = one_market(session, market, needed=True)
        items = preset_items(session.library, find_card(session, preset, "presets"), code)
    for item in off:
        if item not in items:
            raise unknown("item", item, items)
    found = reach(
        items, session.library, code, session.today,
        off=off, months=months, tiers=3 if every else TIERS, week=session.week,
    )  # fmt: skip
    if as_json:
        say_json(_reach_json(found))
    else:
        _say_reach(session, found)


def _reach_json(found: Reach) -> dict[str, Any]:
    answers = []
    for answer in found.answers:
        relief = None if answer.in_time else found.relief(answer)
        answers.append(
            {
                "festival": answer.edition.festival,
                "year": answer.edition.year,
                "date": answer.edition.start.isoformat(),
                "certainty": answer.edition.certainty,
                "in_time": answer.in_time,
                "slack": answer.slack,
                "relief": {"item": relief.item, "slack": relief.slack} if relief else None,
            }
        )
    earliest = found.earliest
    return {
        "today": found.today.isoformat(),
        "ready": found.ready.isoformat(),
        "chain": list(found.chain),
        "earliest": earliest.edition.festival if earliest else None,
        "answers": answers,
    }


def _say_reach(session: Session, found: Reach) -> None:
    for answer in found.answers:
        name = answer.name.in_lang(session.lang)
        parts = [answer.edition.start.isoformat(), _verdict(session, answer), name]
        if not answer.in_time and (relief := found.relief(answer)):
            item = _bare(found.items[relief.item], session)
            key = "reach.relief" if relief.slack >= 0 else "reach.relief-late"
            parts.append(t(key, session.lang, item=item, n=abs(relief.slack)))
        say("\t".join(parts))
    say()
    say(t("reach.chain", session.lang, chain=_names(session, found, found.chain)))
    say(t("reach.ready", session.lang, date=found.ready.isoformat()))
    if found.earliest:
        name = found.earliest.name.in_lang(session.lang)
        date = found.earliest.edition.start.isoformat()
        say(t("reach.earliest", session.lang, name=name, date=date))
    else:
        say(t("reach.none", session.lang))


@click.group("plan")
def plan() -> None:
    """Write a list backward from a festival, look at it, move it."""


@plan.command("new")
@click.argument("preset")
@click.option("--market", required=True, help="The market, such as TH.")
@click.option("--anchor", required=True, help='A festival, "double-11-11 2027", or a date.')
@click.option("--name", default="", help="A name for the list.")
@click.option("--without", "off", multiple=True, help="Leave this item out; may be repeated.")
@click.pass_obj
def new_plan(
    session: Session, preset: str, market: str, anchor: str, name: str, off: tuple[str, ...]
) -> None:
    """Make a list of a PRESET with all its dates."""
    code = one_market(session, market, needed=True)
    entry = find_card(session, preset, "presets")
    steps = session.library.steps(entry)
    items = {i.id: i for i in items_of(entry, steps, code, session.library.place_name(code))}
    for item in off:
        if item not in items:
            raise unknown("item", item, items)
    target = parse_anchor(session, anchor, code)
    kept = _thinned(items, off)
    owner = make_list(session, code, target, name=name, preset=entry.id)
    book = save(session, "add-items", lambda now: edits.add_items(now, owner.id, kept))
    _say_plan(session, dated(session, book.lists[owner.id]))


def _thinned(items: dict[str, Item], off: tuple[str, ...]) -> list[Item]:
    from dataclasses import replace

    tasks = tasks_of(items.values())
    for name in off:
        tasks = without(tasks, name)
    return [replace(items[task.id], needs=task.needs) for task in tasks]


@plan.command("show")
@click.option("--list", "name", help="One list, by name or id.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of lines.")
@click.pass_obj
def show_plan(session: Session, name: str | None, as_json: bool) -> None:
    """Show a list with start, due date, slack, what blocks it and where suppliers stop."""
    one = dated(session, pick_list(session, open_book(session), name))
    if as_json:
        say_json(list_json(one))
    else:
        _say_plan(session, one)


def _say_plan(session: Session, one: Agenda) -> None:
    lang = session.lang
    when = one.anchor.isoformat() if one.anchor else t("list.no-anchor", lang)
    say(f"{one.title.in_lang(lang)}\t{when}\t{one.checklist.id}")
    stops = clashes(one, session.library, session.settings[0].home)
    for item in one.in_order():
        slot = one.slot(item)
        mark = "✓" if item.status == Status.DONE else "–" if not item.is_open else " "
        mark = "*" if item.id in one.schedule.chain else mark
        start = slot.start.isoformat() if slot.start else "-"
        due = slot.due.isoformat() if slot.due else "-"
        slack = "" if slot.slack is None else str(slot.slack)
        waits = ", ".join(one.checklist.items[need].text.in_lang(lang) for need in slot.waits_for)
        notes = [t("plan.waits", lang, what=waits)] if waits else []
        for clash in stops.get(item.id, ()):
            key = "plan.closed" if clash.sure else "plan.check-closed"
            notes.append(t(key, lang, name=clash.closure.name.in_lang(lang)))
        say("\t".join([f"{mark} {item.id}", start, due, slack, item.text.in_lang(lang), *notes]))
    if one.schedule.slack is not None:
        key = "reach.in-time" if one.schedule.slack >= 0 else "reach.late"
        say(t(key, lang, n=abs(one.schedule.slack)))


@plan.command("move")
@click.argument("anchor")
@click.option("--list", "name", help="The list, by name or id.")
@click.pass_obj
def move_plan(session: Session, anchor: str, name: str | None) -> None:
    """Plan a list backward from another festival or date; done items keep their dates."""
    owner = pick_list(session, open_book(session), name)
    target = parse_anchor(session, anchor, next(iter(owner.markets), ""))
    book = save(
        session, "set-anchor", lambda now: edits.set_list_field(now, owner.id, "anchor", target)
    )
    _say_plan(session, dated(session, book.lists[owner.id]))


@plan.command("shift")
@click.argument("days", type=int)
@click.argument("items", nargs=-1)
@click.option("--closures", is_flag=True, help="Instead: everything to the eve of closures.")
@click.option("--list", "name", help="The list, by name or id.")
@click.pass_obj
def shift_plan(
    session: Session, days: int, items: tuple[str, ...], closures: bool, name: str | None
) -> None:
    """Move due dates by DAYS (negative is earlier) of some items, or of all open ones."""
    book = open_book(session)
    owner = find_item(book, items[0])[0] if items else pick_list(session, book, name)
    one = dated(session, owner)
    if closures:
        wanted = before_closures(one, session.library, session.settings[0].home)
    else:
        wanted = _shifted(one, items, days)

    def changes(now: Book) -> tuple[Change, ...]:
        return tuple(
            change
            for item, fields in wanted.items()
            for change in edits.set_fields(now, owner.id, item, fields)
        )

    after = save(session, "shift", changes)
    _say_plan(session, dated(session, after.lists[owner.id]))


def _shifted(one: Agenda, items: tuple[str, ...], days: int) -> dict[str, dict[str, object]]:
    wanted: dict[str, dict[str, object]] = {}
    owner = one.checklist
    for name in items or [i.id for i in owner.items.values() if i.is_open]:
        if name not in owner.items:
            raise unknown("item", name, owner.items)
        item, due = owner.items[name], one.slot(owner.items[name]).due
        if item.due is not None:
            wanted[name] = {"due": item.due + dt.timedelta(days=days)}
        elif item.offset is not None:
            wanted[name] = {"offset": item.offset - days}
        elif due is not None and items:
            moved = due + dt.timedelta(days=days)
            fields = {"offset": (one.anchor - moved).days} if one.anchor else {"due": moved}
            wanted[name] = dict(fields)
    return wanted


COMMANDS = {"reach": show_reach, "plan": plan}
