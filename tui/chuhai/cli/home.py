"""`home`: what wants attention today, on standard output."""

from __future__ import annotations

from typing import Any

import click

from chuhai.agenda import Agenda
from chuhai.cli.lists import agendas, open_book
from chuhai.cli.saying import say, say_json
from chuhai.cli.session import Session
from chuhai.home import Aged, Coming, Due, Home, home
from chuhai.i18n import Lang
from chuhai.library.records import Entry
from chuhai.strings import t


@click.command("home")
@click.option("--market", help="Only the festivals of a market, such as TH.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of lines.")
@click.pass_obj
def show_home(session: Session, market: str | None, as_json: bool) -> None:
    """Show the next festivals, what is late or due, and what is stale under your plans."""
    book = open_book(session)
    lists = {one.checklist.id: one for one in agendas(session, book, None)}
    settings, _ = session.settings
    shown = home(
        session.library,
        lists,
        book.current.id if book.current else "",
        session.today,
        scope=session.library.scope(session.filter("", market)) if market else (),
        starred=settings.starred,
        recent=settings.recent,
    )
    if as_json:
        say_json(home_json(shown, session.today.isoformat()))
    else:
        _say_home(shown, session.lang)


def _name(entry: Entry) -> str:
    return f"{entry.kind}/{entry.id}"


def home_json(shown: Home, today: str) -> dict[str, Any]:
    """The first screen as a JSON object; dates are ISO, everything else is in days."""
    return {
        "today": today,
        "list": shown.owner.checklist.id if shown.owner else None,
        "festivals": [
            {
                "festival": one.entry.id,
                "year": one.edition.year,
                "date": one.edition.start.isoformat(),
                "certainty": one.edition.certainty,
                "prepare_from": one.edition.prepare_from.isoformat(),
                "slack": one.slack,
            }
            for one in shown.coming
        ],
        "due": [
            {"list": due.agenda.checklist.id, "item": due.item.id, "days": due.days}
            for due in shown.due
        ],
        "more_due": shown.more_due,
        "stale": [
            {
                "card": _name(aged.entry),
                "claims": aged.count,
                "months": aged.months,
                "limit": aged.limit,
            }
            for aged in shown.aged
        ],
        "starred": [_name(entry) for entry in shown.starred],
        "recent": [_name(entry) for entry in shown.recent],
    }


def _say_home(shown: Home, lang: Lang) -> None:
    say(f"{t('home.coming', lang)} ({_against(shown.owner, lang)})")
    for one in shown.coming:
        say(_festival(one, shown.owner is not None, lang))
    say(f"\n{t('home.due', lang)}")
    for due in shown.due:
        say(_due(due, lang))
    if shown.more_due:
        say(t("home.due-more", lang, n=shown.more_due))
    if not shown.due:
        say(t("home.no-due" if shown.owner else "home.no-list", lang))
    if shown.owner is not None:
        say(f"\n{t('home.stale', lang)}")
        for aged in shown.aged:
            say(_aged(aged, lang))
        if not shown.aged:
            say(t("home.fresh", lang))
    for key, entries in (("home.starred", shown.starred), ("home.recent", shown.recent)):
        if entries:
            say(f"\n{t(key, lang)}")
        for entry in entries:
            say(f"{_name(entry)}\t{entry.name.in_lang(lang)}")


def _against(owner: Agenda | None, lang: Lang) -> str:
    if owner is None:
        return t("home.no-plan", lang)
    return t("home.against-list", lang, name=owner.title.in_lang(lang))


def _festival(one: Coming, planned: bool, lang: Lang) -> str:
    parts = [one.edition.start.isoformat(), one.entry.name.in_lang(lang)]
    if one.slack is not None:
        parts.append(t("reach.in-time" if one.slack >= 0 else "reach.late", lang, n=abs(one.slack)))
    elif not planned:
        parts.append(t("home.begin-by", lang, date=one.edition.prepare_from.isoformat()))
    return "\t".join(parts)


def _due(due: Due, lang: Lang) -> str:
    key = "item.late" if due.days < 0 else "item.due-in" if due.days else "item.due-today"
    when = t(key, lang, n=abs(due.days)) if due.days else t(key, lang)
    item = f"{due.item.id}\t{due.item.text.in_lang(lang)}"
    return f"{when}\t{item}\t{due.agenda.title.in_lang(lang)}"


def _aged(aged: Aged, lang: Lang) -> str:
    words = t("home.stale-card", lang, n=aged.count, months=aged.months, limit=aged.limit)
    return f"{_name(aged.entry)}\t{aged.entry.name.in_lang(lang)}\t{words}"


COMMANDS = {"home": show_home}
