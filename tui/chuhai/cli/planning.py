"""`plan`: write a list backward from a festival, look at it, move it, see how it stands."""

from __future__ import annotations

from typing import Any

import click

from chuhai.agenda import Agenda, shifted
from chuhai.checklist import edits
from chuhai.checklist.item import Book, Item, Status
from chuhai.checklist.operation import Change
from chuhai.cli.lists import (
    all_starts,
    dated,
    find_item,
    make_list,
    one_market,
    one_start,
    open_book,
    parse_anchor,
    pick_list,
    save,
)
from chuhai.cli.reaching import bare
from chuhai.cli.saying import Trouble, say, say_json, unknown
from chuhai.cli.session import Session
from chuhai.closures import before_closures, clashes
from chuhai.exchange.json_file import as_json as list_json
from chuhai.forecast import anchor_words, finish_words, reason_words
from chuhai.reach import kept_items
from chuhai.review import review
from chuhai.strings import t

_LIST = click.option("--list", "name", help="The list, by name or id; else the one in use.")
_JSON = click.option("--json", "as_json", is_flag=True, help="JSON instead of lines.")


@click.group("plan")
def plan() -> None:
    """Write a list backward from a festival, look at it, move it."""


@plan.command("presets")
@_JSON
@click.pass_obj
def show_presets(session: Session, as_json: bool) -> None:
    """List the plans to start from; your own ones are marked as private."""
    found = all_starts(session)
    if as_json:
        rows = [
            {"id": s.id, "name": {"en": s.name.en, "zh": s.name.zh}, "items": s.size,
             "private": s.private}
            for s in found
        ]  # fmt: skip
        say_json({"presets": rows})
        return
    for start in found:
        private = t("preset.private", session.lang) if start.private else ""
        parts = (start.id, str(start.size), start.name.in_lang(session.lang), private)
        say("\t".join(filter(None, parts)))


@plan.command("new")
@click.argument("preset")
@click.option("--market", required=True, help="The market, such as TH.")
@click.option("--anchor", required=True, help='A festival, "double-11-11 2027", or a date.')
@click.option("--name", default="", help="A name for the list.")
@click.option("--without", "off", multiple=True, help="Leave this item out; may be repeated.")
@_JSON
@click.pass_obj
def new_plan(
    session: Session,
    preset: str,
    market: str,
    anchor: str,
    name: str,
    off: tuple[str, ...],
    as_json: bool,
) -> None:
    """Make a list of a PRESET with all its dates."""
    code = one_market(session, market, needed=True)
    start = one_start(session, preset)
    items = start.make(code)
    for item in off:
        if item not in items:
            raise unknown("item", item, items)
    target = parse_anchor(session, anchor, code)
    kept = kept_items(items, off)
    if not kept:
        raise Trouble("nothing is left of the preset; leave fewer items out")
    owner = make_list(session, code, target, name=name, preset=start.id, items=kept)
    _show(session, dated(session, owner), as_json)


@plan.command("show")
@_LIST
@_JSON
@click.pass_obj
def show_plan(session: Session, name: str | None, as_json: bool) -> None:
    """Show a list with start, due date, slack, what blocks it and where suppliers stop.

    The first column has * for the critical chain, ✓ for done, – for dropped; then number, id,
    start, due date, slack in days, forecast.
    """
    _show(session, dated(session, pick_list(session, open_book(session), name)), as_json)


def _show(session: Session, one: Agenda, as_json: bool) -> None:
    if as_json:
        say_json(_plan_json(session, one))
    else:
        _say_plan(session, one)


def _plan_json(session: Session, one: Agenda) -> dict[str, Any]:
    data = list_json(one)
    stops = clashes(one, session.library, session.settings[0].home)
    for item in data["items"]:
        found = stops.get(item["id"], ())
        item["computed"]["closures"] = [
            {
                "festival": clash.closure.festival,
                "place": clash.closure.place,
                "start": clash.closure.start.isoformat(),
                "end": clash.closure.end.isoformat(),
                "certainty": clash.closure.certainty,
                "sure": clash.sure,
            }
            for clash in found
        ]
        known = one.checklist.items[item["id"]]
        item["computed"]["reason"] = reason_words(one, known, session.lang)
    data["slack"], data["spare"] = one.schedule.slack, one.spare
    data["ready"], data["chain"] = one.schedule.ready.isoformat(), list(one.schedule.chain)
    return data


def _mark(one: Agenda, item: Item) -> str:
    if item.status == Status.DONE:
        return "✓"
    return "*" if item.id in one.critical else " " if item.is_open else "–"


def _say_plan(session: Session, one: Agenda) -> None:
    lang = session.lang
    when = one.anchor.isoformat() if one.anchor else t("list.no-anchor", lang)
    say(f"{one.title.in_lang(lang)}\t{when}\t{one.checklist.id}")
    stops = clashes(one, session.library, session.settings[0].home)
    for item in one.in_order():
        slot = one.slot(item)
        start = slot.start.isoformat() if slot.start else "-"
        due = slot.due.isoformat() if slot.due else "-"
        slack = "" if slot.slack is None else f"{slot.slack:+d}"
        waits = [f"{one.numbers[need]} {bare(one.checklist.items[need], session)}"
                 for need in slot.waits_for]  # fmt: skip
        notes = [t("plan.waits", lang, what="; ".join(waits))] if waits else []
        if one.is_slipping(item):
            notes.append(reason_words(one, item, lang))
        for clash in stops.get(item.id, ()):
            key = "plan.closed" if clash.sure else "plan.check-closed"
            notes.append(t(key, lang, name=clash.closure.name.in_lang(lang)))
        number = f"{_mark(one, item)} {one.numbers[item.id]}"
        words = item.text.in_lang(lang)
        forecast = finish_words(one, item, lang)
        parts = [number, item.id, start, due, slack, words, forecast, *notes]
        say("\t".join(parts))
    if said := anchor_words(one, session.library, lang):
        say(said)


@plan.command("move")
@click.argument("anchor")
@_LIST
@_JSON
@click.pass_obj
def move_plan(session: Session, anchor: str, name: str | None, as_json: bool) -> None:
    """Plan a list backward from another festival or date; done items keep their dates."""
    owner = pick_list(session, open_book(session), name)
    target = parse_anchor(session, anchor, next(iter(owner.markets), ""))
    book = save(
        session, "set-anchor", lambda now: edits.set_list_field(now, owner.id, "anchor", target)
    )
    _show(session, dated(session, book.lists[owner.id]), as_json)


@plan.command("shift", context_settings={"ignore_unknown_options": True})
@click.argument("days", type=int, required=False)
@click.argument("items", nargs=-1)
@click.option("--closures", is_flag=True, help="Instead: everything to the eve of closures.")
@_LIST
@_JSON
@click.pass_obj
def shift_plan(
    session: Session,
    days: int | None,
    items: tuple[str, ...],
    closures: bool,
    name: str | None,
    as_json: bool,
) -> None:
    """Move due dates by DAYS (negative is earlier) of some ITEMS, or of all open ones."""
    if days is None and not closures:
        raise Trouble("by how many days? such as 3 or -5, or --closures")
    book = open_book(session)
    owner = pick_list(session, book, name)
    found = [find_item(session, book, item, owner if name else None) for item in items]
    if found:
        owner = found[0][0]
    one = dated(session, owner)
    if closures:
        wanted = before_closures(one, session.library, session.settings[0].home)
    else:
        chosen = [item for _, item in found] or list(owner.items.values())
        wanted = shifted(one, chosen, days or 0, derived=bool(found))

    def changes(now: Book) -> tuple[Change, ...]:
        return edits.set_each(now, owner.id, wanted)

    after = save(session, "closures" if closures else "shift", changes)
    _show(session, dated(session, after.lists[owner.id]), as_json)


@plan.command("review")
@_LIST
@_JSON
@click.pass_obj
def review_plan(session: Session, name: str | None, as_json: bool) -> None:
    """How a list stands: progress, overdue, by owner, blocked, slip against the first plan."""
    owner = pick_list(session, open_book(session), name)
    one = dated(session, owner)
    found = review(one, session.store.history.past, session.library)
    if as_json:
        say_json(
            {
                "list": one.checklist.id,
                "done": found.done,
                "total": found.total,
                "late": {item.id: days for item, days in found.late},
                "slipping": {item.id: days for item, days in found.slipping},
                "owners": {
                    s.owner: {"done": s.done, "total": s.total, "late": s.late}
                    for s in found.owners
                },
                "blocked": {i.id: [need.id for need in needs] for i, needs in found.blocked},
                "slipped": {item.id: days for item, days in found.slipped},
                "anchor_moved": found.moved,
                "spare": one.spare,
                "ready": one.schedule.ready.isoformat(),
            }
        )
        return
    from chuhai.forecast import review_lines

    say(f"{one.title.in_lang(session.lang)}\t{one.checklist.id}")
    for head, rows in review_lines(one, found, session.library, session.lang):
        say(head)
        for row in rows:
            say(f"  {row}")


COMMANDS = {"plan": plan}
