"""`reach`: are we still in time, for which festival, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import click

from chuhai.checklist.item import Item
from chuhai.cli.lists import find_item, one_market, one_start, open_book, pick_list
from chuhai.cli.saying import say, say_json, unknown
from chuhai.cli.session import Session
from chuhai.reach import MONTHS, TIERS, Answer, Reach, reach
from chuhai.strings import named, t


def bare(item: Item, session: Session) -> str:
    """An item's words without the full stop that a step ends with."""
    return item.text.in_lang(session.lang).rstrip(".。")


def _verdict(session: Session, answer: Answer) -> str:
    key = "reach.in-time" if answer.in_time else "reach.late"
    return t(key, session.lang, n=abs(answer.slack))


def _names(session: Session, found: Reach, ids: Iterable[str]) -> str:
    return " → ".join(bare(found.items[name], session) for name in ids)


@click.command("reach")
@click.argument("market", required=False)
@click.option("--preset", help="A preset, by id or name; your own ones too.")
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
    items: Mapping[str, Item]
    if name is not None or preset is None:
        book = open_book(session)
        owner = pick_list(session, book, name)
        code = code or next(iter(owner.markets), "")
        items = owner.items
        off = tuple(find_item(session, book, item, owner)[1].id for item in off)
    else:
        code = one_market(session, market, needed=True)
        items = one_start(session, preset).make(code)
    for item in off:
        if item not in items:
            raise unknown("item", item, items)
    found = reach(
        items, session.library, code, session.today,
        off=off, months=months, tiers=3 if every else TIERS, week=session.week,
    )  # fmt: skip
    if as_json:
        say_json(_json(found))
    else:
        _say(session, found)


def _json(found: Reach) -> dict[str, Any]:
    answers = []
    for answer in found.answers:
        relief = None if answer.in_time else answer.relief
        answers.append(
            {
                "festival": answer.edition.festival,
                "year": answer.edition.year,
                "name": {"en": answer.name.en, "zh": answer.name.zh},
                "date": answer.edition.start.isoformat(),
                "certainty": answer.edition.certainty,
                "tolerance": answer.edition.tolerance,
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
        "earliest_date": earliest.edition.start.isoformat() if earliest else None,
        "items": {
            task.id: {
                "text": {"en": found.items[task.id].text.en, "zh": found.items[task.id].text.zh},
                "days": task.days,
                "needs": list(task.needs),
            }
            for task in found.tasks
        },
        "answers": answers,
    }


def _say(session: Session, found: Reach) -> None:
    for answer in found.answers:
        name = answer.name.in_lang(session.lang)
        sure = named("certainty", answer.edition.certainty, session.lang)
        parts = [answer.edition.start.isoformat(), _verdict(session, answer), name, sure]
        if not answer.in_time and (relief := answer.relief):
            item = bare(found.items[relief.item], session)
            key = "reach.relief" if relief.slack >= 0 else "reach.relief-late"
            parts.append(t(key, session.lang, item=item, n=abs(relief.slack)))
        say("\t".join(parts))
    if not found.answers:
        say(t("reach.no-festivals", session.lang))
    say()
    say(t("reach.chain", session.lang, chain=_names(session, found, found.chain)))
    say(t("reach.ready", session.lang, date=found.ready.isoformat()))
    if found.earliest:
        name = found.earliest.name.in_lang(session.lang)
        date = found.earliest.edition.start.isoformat()
        say(t("reach.earliest", session.lang, name=name, date=date))
    else:
        say(t("reach.none", session.lang))


COMMANDS = {"reach": show_reach}
