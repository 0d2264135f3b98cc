"""`settings`: what the program remembers, shown and changed from a script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import click

from chuhai.cli.lists import one_market
from chuhai.cli.options import OneOf
from chuhai.cli.saying import Trouble, say, say_json, unknown
from chuhai.cli.session import Session
from chuhai.i18n import Lang
from chuhai.settings import THEMES, WEEKDAYS, Settings, parse_days_off, write_settings
from chuhai.strings import Refusal

KEYS = ("lang", "theme", "home", "days-off")


def _shown(settings: Settings) -> dict[str, str]:
    return {
        "lang": settings.lang or "",
        "theme": settings.theme,
        "home": settings.home,
        "days-off": ",".join(WEEKDAYS[day] for day in settings.days_off) or "none",
    }


def _lang(value: str, _: Session) -> dict[str, Any]:
    if value not in list(Lang):
        raise unknown("language", value, Lang)
    return {"lang": Lang(value)}


def _theme(value: str, _: Session) -> dict[str, Any]:
    known = {name.removeprefix("chuhai-"): name for name in THEMES}
    if value.removeprefix("chuhai-") not in known:
        raise unknown("theme", value, known)
    return {"theme": known[value.removeprefix("chuhai-")]}


def _home(value: str, session: Session) -> dict[str, Any]:
    code = value.upper()
    if code not in session.library.places:
        code = one_market(session, value, needed=True)
    return {"home": code}


_READ: dict[str, Callable[[str, Session], dict[str, Any]]] = {
    "lang": _lang,
    "theme": _theme,
    "home": _home,
    "days-off": lambda value, _: {"days_off": parse_days_off(value)},
}


@click.command("settings")
@click.argument("key", required=False, type=OneOf("setting", KEYS))
@click.argument("value", required=False)
@click.option("--json", "as_json", is_flag=True, help="JSON instead of lines.")
@click.pass_obj
def settings(session: Session, key: str | None, value: str | None, as_json: bool) -> None:
    """Show the settings, or set KEY to VALUE.

    lang (en, zh), theme (dark, light), home (the country of work done at origin, such as CN),
    days-off (sat,sun, weekend or none: weekdays that are no working days).
    """
    found, readable = session.settings
    if not readable:
        raise Trouble(f"{session.settings_path}: cannot be read; repair it or move it away")
    if key and value is not None:
        try:
            found = replace(found, **_READ[key](value, session))
        except Refusal as error:
            raise Trouble(error.said(session.lang)) from None
        write_settings(session.settings_path, found)
    shown = _shown(found)
    shown = {key: shown[key]} if key else shown
    if as_json:
        say_json(shown)
        return
    for name, text in shown.items():
        say(f"{name}\t{text}")


COMMANDS = {"settings": settings}
