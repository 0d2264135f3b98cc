"""The formats that a checklist can be written in; command line and app read this table."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from chuhai.agenda import Agenda
from chuhai.checklist.trail import NO_TRAIL, Trail
from chuhai.exchange.copy import Copy
from chuhai.i18n import Lang
from chuhai.library.index import Library
from chuhai.values import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A file format; its module under `chuhai.exchange` is imported when it is first used."""

    ending: str
    module: str
    is_read: bool = False
    is_text: bool = True
    needs_dates: bool = False
    """Whether items without a date have no place in it."""

    def _in_module(self, name: str) -> Any:
        return getattr(import_module(f"chuhai.exchange.{self.module}"), name)

    def write(
        self,
        agendas: Sequence[Agenda],
        library: Library,
        lang: Lang,
        trail: Trail = NO_TRAIL,
    ) -> bytes:
        """Lists as a file; the trail lets a copy that comes back be merged."""
        data: bytes = self._in_module("write")(agendas, library, lang, trail)
        return data

    def read(self, data: bytes) -> Copy:
        """What a file says; raises `Unreadable`."""
        copy: Copy = self._in_module("read")(data)
        return copy

    def left_out(self, agendas: Sequence[Agenda]) -> int:
        """How many items of some lists the format has no place for."""
        return int(self._in_module("undated")(agendas)) if self.needs_dates else 0


FORMATS: dict[str, Format] = {
    "xlsx": Format("xlsx", "xlsx", is_read=True, is_text=False),
    "csv": Format("csv", "csv_file", is_read=True),
    "ics": Format("ics", "ics", needs_dates=True),
    "html": Format("html", "html_page"),
    "markdown": Format("md", "markdown"),
    "json": Format("json", "json_file", is_read=True),
    "todo.txt": Format("todo.txt", "todo_txt", is_read=True),
    "taskwarrior": Format("task.json", "taskwarrior"),
}
