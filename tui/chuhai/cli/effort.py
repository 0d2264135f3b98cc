"""`workload`: effort by month and progress by list and owner, on standard output."""

from __future__ import annotations

from typing import Any

import click

from chuhai.cli.lists import agendas, open_book
from chuhai.cli.saying import say, say_json
from chuhai.cli.session import Session
from chuhai.i18n import Lang
from chuhai.strings import t
from chuhai.workload import STATES, Share, Workload, workload


def _share_json(share: Share) -> dict[str, Any]:
    return {
        "items": share.total,
        "share_done": round(share.done, 3),
        **{state: share.items[state] for state in STATES},
    }


def _json(found: Workload) -> dict[str, Any]:
    return {
        "months": [
            {"month": f"{month.first:%Y-%m}", "days": month.total}
            | {state: month.days[state] for state in STATES}
            for month in found.months
        ],
        "lists": {name: _share_json(share) for name, share in found.lists.items()},
        "owners": {share.name: _share_json(share) for share in found.owners},
        "undated": found.undated,
    }


def _share_line(name: str, share: Share) -> str:
    return f"{name}\t{share.items['done']}/{share.total}\t{share.done:.0%}"


@click.command("workload")
@click.argument("list_name", metavar="[LIST]", required=False)
@click.option("--json", "as_json", is_flag=True, help="JSON instead of lines.")
@click.pass_obj
def show_workload(session: Session, list_name: str | None, as_json: bool) -> None:
    """Show the days of work by month, and how far every list and owner has come."""
    lists = agendas(session, open_book(session), list_name)
    found = workload({one.checklist.id: one for one in lists})
    if as_json:
        say_json(_json(found))
        return
    titles = {one.checklist.id: one.title.in_lang(session.lang) for one in lists}
    _say(found, titles, session.lang)


def _say(found: Workload, titles: dict[str, str], lang: Lang) -> None:
    for month in found.months:
        parts = (f"{t(f'workload.{s}', lang)} {month.days[s]}" for s in STATES if month.days[s])
        say(f"{month.first:%Y-%m}\t{month.total}\t{', '.join(parts)}".rstrip())
    for name, share in found.lists.items():
        say(_share_line(titles[name], share))
    for share in found.owners:
        say(_share_line(share.name or t("workload.nobody", lang), share))
    if found.undated:
        click.echo(t("workload.undated", lang, n=found.undated), err=True)


COMMANDS = {"workload": show_workload}
