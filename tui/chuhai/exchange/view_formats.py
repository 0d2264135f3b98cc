"""The formats that a matrix or a comparison can be written in; command line and app read this."""

from __future__ import annotations

from collections.abc import Callable

from chuhai.exchange import view_csv, view_svg, view_text
from chuhai.exchange.view_table import Table
from chuhai.i18n import Lang
from chuhai.values import dataclass


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A file format: its ending and how a table becomes bytes of it."""

    ending: str
    write: Callable[[Table, Lang], bytes]


TABLE_FORMATS: dict[str, TableFormat] = {
    "csv": TableFormat("csv", view_csv.write),
    "svg": TableFormat("svg", view_svg.write),
    "text": TableFormat("txt", view_text.write),
}
