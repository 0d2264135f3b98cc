"""The formats that a matrix, a comparison or the timeline can be written in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chuhai.exchange import (
    timeline_csv,
    timeline_svg,
    timeline_text,
    view_csv,
    view_svg,
    view_text,
)
from chuhai.exchange.chronicle import Chronicle
from chuhai.exchange.view_table import Table
from chuhai.i18n import Lang


@dataclass(frozen=True, slots=True)
class ViewFormat:
    """A file format: its ending, and how a table or the timeline becomes bytes of it."""

    ending: str
    table: Callable[[Table, Lang], bytes]
    timeline: Callable[[Chronicle], bytes]

    def write(self, shown: Table | Chronicle, lang: Lang) -> bytes:
        """What a view shows as a file; the timeline knows its languages itself."""
        if isinstance(shown, Chronicle):
            return self.timeline(shown)
        return self.table(shown, lang)


VIEW_FORMATS: dict[str, ViewFormat] = {
    "csv": ViewFormat("csv", view_csv.write, timeline_csv.write),
    "svg": ViewFormat("svg", view_svg.write, timeline_svg.write),
    "text": ViewFormat("txt", view_text.write, timeline_text.write),
}
