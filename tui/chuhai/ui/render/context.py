"""What every drawing needs to know besides the card itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chuhai.i18n import Lang, Words
from chuhai.library.filter import Filter
from chuhai.library.index import Library
from chuhai.strings import named, t

if TYPE_CHECKING:
    from chuhai.gates import Standing

NO_FILTER = Filter()


@dataclass(frozen=True, slots=True)
class Context:
    """The library, the language, today, and the filter in force."""

    library: Library
    lang: Lang
    today: dt.date
    filter: Filter = NO_FILTER
    starred: Collection[str] = ()
    """The cards that the user marked with a star, as `kind/id`."""
    marks: tuple[str, ...] = ()
    """Cards that were marked for comparing, as `kind/id`."""
    standing: Standing | None = None
    """The platforms checked against the seller's company."""
    paired: bool = False
    """Whether the other language stands under the one in force."""

    @property
    def langs(self) -> tuple[Lang, ...]:
        """The languages that are wanted, the one in force first."""
        return (self.lang, self.lang.other) if self.paired else (self.lang,)

    def say(self, key: str, **values: object) -> str:
        """Words of the interface."""
        return t(key, self.lang, **values)

    def name(self, prefix: str, code: str) -> str:
        """The name of a code."""
        return named(prefix, code, self.lang)

    def sure(self, certainty: str, days: int) -> str:
        """How sure a date is, and by how many days it may be off."""
        name = self.name("certainty", certainty)
        return f"{name} {self.say('dates.give', n=days)}" if days else name

    def pick(self, words: Words) -> str:
        """A bilingual text in the language in force."""
        return words.in_lang(self.lang)

    def other(self, words: Words) -> str:
        """The same text in the other language; nothing when it is the same."""
        there = words.in_lang(self.lang.other)
        return "" if there == self.pick(words) else there

    def second(self, words: Words) -> str:
        """What stands under a text: the same in the other language, where both are wanted."""
        return self.other(words) if self.paired else ""

    def second_say(self, key: str) -> str:
        """Words of the interface in the other language, where both are wanted."""
        return t(key, self.lang.other) if self.paired else ""

    def place(self, code: str) -> str:
        """The name of a place."""
        return self.pick(self.library.place_name(code))

    def scope(self) -> Sequence[str]:
        """The markets that the filter asks for, in order of display."""
        return self.library.scope(self.filter)

    def days_until(self, day: dt.date) -> str:
        """How far a day is."""
        days = (day - self.today).days
        if days in (0, 1):
            return self.say("next.tomorrow" if days else "next.today")
        return self.say("next.in-days", n=days) if days > 0 else self.say("next.running")
