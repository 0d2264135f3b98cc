"""Checklists as a CSV file that Excel and WPS open right, and back."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
from collections.abc import Sequence

from chuhai.agenda import Agenda
from chuhai.checklist.trail import NO_TRAIL, Trail
from chuhai.exchange.columns import COLUMNS, Cell, Sources, cells
from chuhai.exchange.copy import Copy, Unreadable
from chuhai.exchange.csv_lines import csv_bytes
from chuhai.exchange.guard import guarded, printable
from chuhai.exchange.table import read_table
from chuhai.i18n import Lang
from chuhai.library.index import Library

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def cell_text(cell: Cell) -> str:
    """A cell as text that no spreadsheet runs."""
    if isinstance(cell, str):
        return guarded(printable(cell, lines=True))
    return cell.isoformat() if isinstance(cell, dt.date) else "" if cell is None else str(cell)


def write(
    agendas: Sequence[Agenda], library: Library, lang: Lang, trail: Trail = NO_TRAIL
) -> bytes:
    """All lists in one table, UTF-8 with a byte order mark, lines ended as RFC 4180 says."""
    lines = [[column.title for column in COLUMNS]]
    sources = Sources(library, lang)
    for one in agendas:
        for item in one.in_order():
            row = cells(one, item, sources, trail)
            lines.append([cell_text(row[column.key]) for column in COLUMNS])
    return csv_bytes(lines)


def text_of(data: bytes) -> str:
    """The text of a file as people's programs save it: UTF-8, UTF-16, or GB 18030 as Chinese Excel.

    Raises `Unreadable` when it is none of them.
    """
    name = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    for encoding in (name, "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("unreadable.text")


def read(data: bytes) -> Copy:
    """What a CSV file says; separated by commas, semicolons or tabs.

    Raises `Unreadable` when it is no table of a checklist.
    """
    text = text_of(data)
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return read_table("", enumerate(reader, 1))
    except csv.Error as error:
        raise Unreadable("unreadable.csv", row=reader.line_num, why=error) from None
