"""The formats that a checklist can be written in; command line and palette read this table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chuhai.agenda import Agenda
from chuhai.exchange import json_file, markdown
from chuhai.i18n import Lang
from chuhai.library.index import Library


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its ending and how lists become bytes of it."""

    ending: str
    write: Callable[[Sequence[Agenda], Library, Lang], bytes]


FORMATS: dict[str, Format] = {
    "markdown": Format("md", markdown.write),
    "json": Format("json", json_file.write),
}
