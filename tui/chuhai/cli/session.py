"""What every command needs: the date, the language, the library, the store, safe printing."""

from __future__ import annotations

import datetime as dt
import difflib
import getpass
import json
import os
import unicodedata
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chuhai.files import PROFILE, data_dir, state_dir
from chuhai.i18n import Lang, lang_of_locale
from chuhai.settings import Settings, read_settings

if TYPE_CHECKING:
    from chuhai.checklist.store import Store
    from chuhai.library.filter import Filter
    from chuhai.library.index import Library
    from chuhai.plan import Week
    from chuhai.profile import Profile


class Trouble(click.ClickException):
    """Something that the user can mend: one sentence, exit code 2."""

    exit_code = 2


def unknown(what: str, name: str, known: Iterable[str]) -> Trouble:
    """A refusal of a name that is not known: what is accepted, and the nearest of it."""
    names = list(known)
    near = difflib.get_close_matches(name, names, 1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return Trouble(f"unknown {what} {name!r}; accepted: {', '.join(names)}{hint}")


class OneOf(click.ParamType[str]):
    """One of a few names, with the nearest in the refusal."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name, self.known = name, tuple(known)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name as it is; raises `Trouble` when it is not known."""
        if value not in self.known:
            raise unknown(self.name, value, self.known)
        return value

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How help shows the argument."""
        return self.name.upper()


def safe(text: str) -> str:
    """Text without anything that a terminal would obey."""
    if text.isprintable():
        return text
    kept = (
        c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") else "·" for c in text
    )
    return "".join(kept)


def say(text: str = "") -> None:
    """Print data."""
    click.echo(safe(text))


def say_json(value: Any) -> None:
    """Print data as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def today() -> dt.date:
    """The date, or the one in `CHUHAI_TODAY`; raises `Trouble` when that is none."""
    if fixed := os.environ.get("CHUHAI_TODAY"):
        try:
            return dt.date.fromisoformat(fixed)
        except ValueError:
            raise Trouble(f"CHUHAI_TODAY={fixed!r} is not a date; accepted: 2026-11-22") from None
    return dt.datetime.now().astimezone().date()


BOTH = "both"
LANGUAGES = (*(lang.value for lang in Lang), BOTH)


def lang_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--lang` on a command that can say everything in both languages."""

    def taken(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
        ctx.find_object(Session).speak(value)  # type: ignore[union-attr]

    return click.option(
        "--lang",
        type=OneOf("language", LANGUAGES),
        expose_value=False,
        callback=taken,
        help="en, zh, or both: the second language under the first.",
    )(command)


class Session:
    """Made once per run; everything in it is made when it is first asked for."""

    def __init__(self, lang: str | None) -> None:
        self._lang: Lang | None = None
        self.paired = False
        """Whether both languages were asked for."""
        self.speak(lang)

    def speak(self, lang: str | None) -> None:
        """Take the language that was asked for: en, zh or both; nothing leaves it as it is."""
        if lang is not None:
            self.paired = lang == BOTH
            self._lang = self._lang if self.paired else Lang(lang)
            self.__dict__.pop("lang", None)

    @property
    def langs(self) -> tuple[Lang, ...]:
        """The languages of the output, the one in force first."""
        return (self.lang, self.lang.other) if self.paired else (self.lang,)

    @cached_property
    def today(self) -> dt.date:
        """The date of this run."""
        return today()

    @property
    def settings_path(self) -> Path:
        """Where the settings lie."""
        return state_dir() / "settings.json"

    @cached_property
    def settings(self) -> tuple[Settings, bool]:
        """The settings, and whether their file could be read."""
        return read_settings(self.settings_path)

    @property
    def profile_path(self) -> Path:
        """Where the profile of the company lies."""
        return data_dir() / PROFILE

    @cached_property
    def profile(self) -> Profile:
        """The company; what of its file cannot be read is named on standard error."""
        from chuhai.profile import read_profile

        profile, odd = read_profile(self.profile_path)
        if odd:
            names = ", ".join(odd)
            click.echo(
                f"chuhai: {self.profile_path}: not readable, so unanswered: {names}", err=True
            )
        return profile

    @cached_property
    def week(self) -> Week:
        """The weekdays that the user works."""
        from chuhai.plan import Week

        return Week(frozenset(self.settings[0].days_off))

    @cached_property
    def lang(self) -> Lang:
        """The language asked for, else the one chosen before, else that of the locale."""
        names = ("LC_ALL", "LC_MESSAGES", "LANG")
        locale = next((os.environ[name] for name in names if os.environ.get(name)), "")
        return self._lang or self.settings[0].lang or lang_of_locale(locale)

    @cached_property
    def library(self) -> Library:
        """The content."""
        from chuhai.library.opening import open_library

        return open_library(self.today)

    @cached_property
    def store(self) -> Store:
        """The checklist's only writer."""
        from chuhai.checklist.store import Store

        return Store(data_dir(), _who(), lambda: dt.datetime.now().astimezone())

    def filter(self, line: str, market: str | None = None, region: str | None = None) -> Filter:
        """The filter of a line and of the options `--market` and `--region`."""
        from chuhai.library.filter import FilterError

        parts = [line]
        parts += [f"market:{market}"] if market else []
        parts += [f"region:{region}"] if region else []
        try:
            return self.library.parse(" ".join(parts))
        except FilterError as error:
            raise Trouble(str(error)) from None


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
