"""What commands share: the date, the language, the library, the store."""

from __future__ import annotations

import datetime as dt
import os
from functools import cached_property

from chuhai.cli.saying import BOTH, Trouble, today, warn
from chuhai.files import PROFILE, data_dir, state_dir

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from chuhai.checklist.store import Store
    from chuhai.i18n import Lang
    from chuhai.library.filter import Filter
    from chuhai.library.index import Library
    from chuhai.plan import Week
    from chuhai.profile import Profile
    from chuhai.settings import Settings


class Session:
    """Made once per run; everything in it is made when it is first asked for."""

    def __init__(self, lang: str | None) -> None:
        self._lang = ""
        self.at_a_glance = False
        """Whether a large pack is opened before it is checked."""
        self.paired = False
        """Whether both languages were asked for."""
        self.speak(lang)

    def speak(self, lang: str | None) -> None:
        """Take the language that was asked for: en, zh or both; nothing leaves it as it is."""
        if lang is not None:
            self.paired = lang == BOTH
            self._lang = self._lang if self.paired else lang
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
        from chuhai.settings import read_settings

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
            warn(f"{self.profile_path}: not readable, so unanswered: {names}")
        return profile

    @cached_property
    def week(self) -> Week:
        """The weekdays that the user works."""
        from chuhai.plan import Week

        return Week(frozenset(self.settings[0].days_off))

    @cached_property
    def lang(self) -> Lang:
        """The language asked for, else the one chosen before, else that of the locale."""
        from chuhai.i18n import Lang, lang_of_locale

        if self._lang:
            return Lang(self._lang)
        names = ("LC_ALL", "LC_MESSAGES", "LANG")
        locale = next((os.environ[name] for name in names if os.environ.get(name)), "")
        return self.settings[0].lang or lang_of_locale(locale)

    @cached_property
    def index(self) -> sqlite3.Connection:
        """The index of the content."""
        from chuhai.cli.progress import Progress
        from chuhai.library.opening import open_index

        return open_index(self.today, report=Progress(), at_a_glance=self.at_a_glance)

    @cached_property
    def library(self) -> Library:
        """The content."""
        from chuhai.library.index import Library

        return Library(self.index, self.today)

    @cached_property
    def store(self) -> Store:
        """The checklist's only writer."""
        from chuhai.checklist.store import Store

        return Store(data_dir(), _who(), self.clock)

    @staticmethod
    def clock() -> dt.datetime:
        """The time with which changes are noted."""
        return dt.datetime.now().astimezone()

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
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
