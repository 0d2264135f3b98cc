"""`calendar`: what falls on the days of a month, for the filtered markets and my lists."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from typing import Any

import click

from chuhai.cli.lists import dated, open_book
from chuhai.cli.saying import Trouble, say, say_json
from chuhai.cli.session import Session
from chuhai.diary import EVERY_TIER, LARGE_TIER, Mark, diary
from chuhai.strings import named, t

_MONTH = re.compile(r"(\d{4})-(\d{1,2})")


def _span(month: str | None, months: int, today: dt.date) -> tuple[dt.date, dt.date]:
    year, number = today.year, today.month
    if month is not None:
        match = _MONTH.fullmatch(month)
        if match is None or not 1 <= int(match[2]) <= 12:
            raise Trouble(f"{month!r} is not a month; accepted: {today:%Y-%m}")
        year, number = int(match[1]), int(match[2])
    years, last = divmod(number - 1 + months - 1, 12)
    end = dt.date(year + years, last + 1, monthrange(year + years, last + 1)[1])
    return dt.date(year, number, 1), end


@click.command("calendar")
@click.argument("month", required=False)
@click.option("--months", default=1, show_default=True, type=click.IntRange(1, 24))
@click.option("--market", help="Only what concerns a market, such as TH or TH,MX.")
@click.option("--region", help="Only what concerns a region.")
@click.option("--filter", "line", default="", help="A filter line.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of lines.")
@click.pass_obj
def show_calendar(
    session: Session,
    month: str | None,
    months: int,
    market: str | None,
    region: str | None,
    line: str,
    as_json: bool,
) -> None:
    """Festivals with how sure they are, when to prepare for them, closures, and what is due.

    MONTH is such as 2027-11; without it, this month.
    """
    first, last = _span(month, months, session.today)
    wanted = session.filter(line, market, region)
    places = session.library.scope(wanted)
    lists = {name: dated(session, owner) for name, owner in open_book(session).lists.items()}
    marks = diary(
        session.library, lists, wanted, places, first, last,
        home=session.settings[0].home, tiers=EVERY_TIER if wanted else LARGE_TIER,
    )  # fmt: skip
    if as_json:
        say_json({"from": first.isoformat(), "to": last.isoformat(), "marks": _json(marks)})
        return
    for mark in marks:
        days = mark.day.isoformat() if mark.day == mark.end else f"{mark.day}..{mark.end}"
        kind = t(f"mark.{mark.kind}", session.lang)
        sure = named("certainty", mark.certainty, session.lang) if mark.certainty else ""
        places_words = ",".join(mark.markets)
        start = mark.start.isoformat() if mark.start else ""
        parts = (days, kind, mark.name.in_lang(session.lang), sure, start, places_words)
        say("\t".join(filter(None, parts)))


def _json(marks: list[Mark]) -> list[dict[str, Any]]:
    return [
        {
            "kind": mark.kind,
            "start": mark.day.isoformat(),
            "end": mark.end.isoformat(),
            "name": {"en": mark.name.en, "zh": mark.name.zh},
            "certainty": mark.certainty,
            "tolerance": mark.tolerance,
            "festival": mark.festival,
            "year": mark.year,
            "markets": list(mark.markets),
            "list": mark.list,
            "item": mark.item,
        }
        for mark in marks
    ]


COMMANDS = {"calendar": show_calendar}
