"""Checklists as a workbook for Excel, WPS and LibreOffice, one sheet a list, and back."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from chuhai import __version__
from chuhai.agenda import Agenda
from chuhai.checklist.item import Status
from chuhai.checklist.trail import NO_TRAIL, Trail
from chuhai.exchange import marks_sheet
from chuhai.exchange.columns import COLUMNS, Sources, cells, target_line
from chuhai.exchange.copy import ROWS, Copy, CopyList, Notice, Unreadable
from chuhai.exchange.guard import guarded, one_line, printable
from chuhai.exchange.table import read_table
from chuhai.exchange.values import PLACES
from chuhai.i18n import Lang
from chuhai.library.index import Library
from chuhai.strings import strings

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

UNPACKED = 64 * 1024 * 1024
"""The most bytes that a workbook may unpack to."""
WIDEST = 60
"""The most columns that are read."""
_CELL = 32_000
"""The most characters that go into a cell; Excel takes 32,767."""
_NAME = re.compile(r"[\[\]:*?/\\]")
_FONT = "Calibri"
_WRAPS = ("task_zh", "task_en", "note", "waits_for")
_RETURN, _ESCAPED = "_x000D_", "_x005F_x000D_"
ABOUT = "关于 About"


def _sheet_name(title: str, taken: set[str]) -> str:
    """A title as Excel takes it for a sheet: 31 characters, none of `[]:*?/\\`, no name twice."""
    plain = _NAME.sub(" ", one_line(title)).strip(" '") or "chuhai"
    name, number = plain[:31], 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[:27]} {number}"
    taken.add(name.casefold())
    return name


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = guarded(printable(value, lines=True)).replace(_RETURN, _ESCAPED)[:_CELL]
        cell.data_type = "s"
    else:
        cell.value = value
    if isinstance(value, dt.date):
        cell.number_format = "yyyy-mm-dd"


def _height(texts: Sequence[tuple[Any, int]]) -> float:
    """The height of a row in points whose cells wrap at their widths."""
    lines = 1
    for text, width in texts:
        used = 0
        for part in str(text or "").split("\n"):
            size = sum(2 if east_asian_width(char) in "WF" else 1 for char in part)
            used += max(1, -(-size // max(1, width - 2)))
        lines = max(lines, used)
    return 15.0 * min(lines, 20) + 3


def _fill(sheet: Worksheet, one: Agenda, sources: Sources, trail: Trail) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    for number, column in enumerate(COLUMNS, 1):
        _put(sheet, 1, number, column.title)
        head = sheet.cell(1, number)
        head.font = Font(name=_FONT, bold=True, color="FFFFFF" if column.read else "DDDDDD")
        head.fill = PatternFill("solid", fgColor="1F4E5F" if column.read else "7A7A7A")
        head.alignment = Alignment(vertical="center", wrap_text=True)
    sheet.row_dimensions[1].height = 33
    wrap = Alignment(horizontal="left", vertical="top", wrap_text=True)
    flat = Alignment(horizontal="left", vertical="top")
    rule = Border(bottom=Side("thin", color="D5DCE0"))
    for row, item in enumerate(one.in_order(), 2):
        values = cells(one, item, sources, trail)
        for number, column in enumerate(COLUMNS, 1):
            _put(sheet, row, number, values[column.key])
            cell = sheet.cell(row, number)
            cell.alignment = wrap if column.key in _WRAPS else flat
            cell.border = rule
            if not item.is_open:
                cell.font = Font(name=_FONT, color="7A7A7A", strike=item.status == Status.DROPPED)
        long = [(values[c.key], c.width) for c in COLUMNS if c.key in _WRAPS]
        sheet.row_dimensions[row].height = _height(long)


def _dress(sheet: Worksheet) -> None:
    """Widths, a fixed head, choices in cells, and A4 paper across."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.properties import PageSetupProperties

    names = {column.key: get_column_letter(n) for n, column in enumerate(COLUMNS, 1)}
    for number, column in enumerate(COLUMNS, 1):
        width = sheet.column_dimensions[get_column_letter(number)]
        width.width, width.hidden = column.width, column.hidden
    choices = {
        "status": [f"{strings()[f'item.{s}'].zh} {strings()[f'item.{s}'].en}" for s in Status],
        "place": [f"{strings()[f'place.{p}'].zh} {strings()[f'place.{p}'].en}" for p in PLACES],
        "priority": ["1", "2", "3"],
    }
    for key, known in choices.items():
        check = DataValidation("list", formula1=f'"{",".join(known)}"', allow_blank=True)
        check.add(f"{names[key]}2:{names[key]}1000")
        sheet.add_data_validation(check)
    sheet.freeze_panes = f"{names['status']}2"
    sheet.print_area = f"A1:{names['note']}{max(2, sheet.max_row)}"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{max(2, sheet.max_row)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _marks(book: Workbook, rows: Sequence[marks_sheet.Row]) -> None:
    """The sheet of one's own marks: grey heads, as all that is not read back."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet = book.create_sheet(marks_sheet.MARKS)
    for number, (head, width) in enumerate(
        zip(marks_sheet.heads(), marks_sheet.WIDTHS, strict=True), 1
    ):
        _put(sheet, 1, number, head)
        sheet.cell(1, number).font = Font(name=_FONT, bold=True, color="FFFFFF")
        sheet.cell(1, number).fill = PatternFill("solid", fgColor="7A7A7A")
        sheet.column_dimensions[get_column_letter(number)].width = width
    wrap = Alignment(horizontal="left", vertical="top", wrap_text=True)
    for place, row in enumerate(rows, 2):
        for number, value in enumerate(row, 1):
            _put(sheet, place, number, value)
            sheet.cell(place, number).alignment = wrap
        sheet.row_dimensions[place].height = _height([(row[-1], marks_sheet.WIDTHS[-1])])
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _about(book: Workbook, agendas: Sequence[Agenda], library: Library, *, marked: bool) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet = book.create_sheet(ABOUT)
    rows: list[tuple[str, str]] = []
    for one in agendas:
        done, total, _, _ = one.counted
        title = one.title.zh if one.title.zh == one.title.en else f"{one.title.zh} {one.title.en}"
        rows.append((title, f"{target_line(one, library)}   {done}/{total}"))
    today = agendas[0].today.isoformat() if agendas else ""
    told = ("sheet.return", "sheet.dates", "sheet.grey", "sheet.rows")
    for key in (*told, *(("sheet.marks",) if marked else ()), "export.written"):
        words = strings()[key]
        for text in (words.zh, words.en):
            values = {"version": __version__, "content": library.version, "date": today}
            rows.append(("", text.format(**values) if key == "export.written" else text))
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for number, (title, words_) in enumerate(rows, 1):
        sheet.row_dimensions[number].height = _height([(title, 34), (words_, 90)])
        _put(sheet, number, 1, title)
        _put(sheet, number, 2, words_)
        sheet.cell(number, 1).font = Font(name=_FONT, bold=True)
        for column in (1, 2):
            sheet.cell(number, column).alignment = Alignment(vertical="top", wrap_text=True)
    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["B"].width = 90


def write(
    agendas: Sequence[Agenda], library: Library, lang: Lang, trail: Trail = NO_TRAIL
) -> bytes:
    """All lists as sheets with both languages, notes, sources and ids, and a sheet about them."""
    import openpyxl

    book = openpyxl.Workbook()
    del book["Sheet"]
    sources = Sources(library, lang)
    taken = {ABOUT.casefold(), marks_sheet.MARKS.casefold()}
    for one in agendas:
        sheet = book.create_sheet(_sheet_name(one.title.in_lang(lang), taken))
        _fill(sheet, one, sources, trail)
        _dress(sheet)
    marks = marks_sheet.rows(agendas, library, lang)
    if marks:
        _marks(book, marks)
    _about(book, agendas, library, marked=bool(marks))
    book.properties.creator = "chuhai"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# ---------------------------------------------------------------- reading


def _check_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            whole = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile:
        raise Unreadable("unreadable.xlsx") from None
    if whole > UNPACKED:
        raise Unreadable("unreadable.large", size=whole // 1_000_000, most=UNPACKED // 1_000_000)


def _text(value: Any) -> str:
    """A cell's value as text; whole numbers without a point, dates without their time.

    Excel writes the return of a Windows line end as `_x000D_`, and that very word with an escape.
    """
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return value.date().isoformat() if isinstance(value, dt.datetime) else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    kept = (part.replace(_RETURN, "") for part in str(value).split(_ESCAPED))
    return _RETURN.join(kept)


def _rows(shown: Any, typed: Any) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet as text; a formula counts as its last result."""
    rows = zip_longest(
        shown.iter_rows(max_row=ROWS + 1, max_col=WIDEST, values_only=True),
        typed.iter_rows(max_row=ROWS + 1, max_col=WIDEST, values_only=True),
        fillvalue=(),
    )
    for number, (results, written) in enumerate(rows, 1):
        texts = []
        for result, raw in zip_longest(results, written):
            lost = result is None and isinstance(raw, str) and raw.startswith("=")
            texts.append(raw if lost else _text(result))
        yield number, texts


def read(data: bytes) -> Copy:
    """What a workbook says; sheets without our headings are named in a notice.

    Raises `Unreadable` when it is no workbook, too large, or has no list in it.
    """
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    _check_size(data)
    try:
        shown = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        typed = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        parts, notices = _sheets(shown, typed)
    except (InvalidFileException, KeyError, TypeError, AttributeError, OSError) as error:
        raise Unreadable("unreadable.xlsx") from error
    except (ValueError, SyntaxError, zipfile.BadZipFile) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("unreadable.xlsx") from error
    if not parts:
        raise Unreadable("unreadable.no-list")
    properties = shown.properties
    when = properties.modified.isoformat(timespec="seconds") if properties.modified else ""
    return Copy(
        _joined([one for part in parts for one in part.lists]),
        [fault for part in parts for fault in part.faults],
        [*(notice for part in parts for notice in part.notices), *notices],
        one_line(properties.lastModifiedBy or ""),
        when,
    )


def _sheets(shown: Any, typed: Any) -> tuple[list[Copy], list[Notice]]:
    parts, notices = [], []
    for name in shown.sheetnames:
        if name in (ABOUT, marks_sheet.MARKS) or not hasattr(shown[name], "iter_rows"):
            continue
        for sheet in (shown[name], typed[name]):
            sheet.reset_dimensions()
        try:
            parts.append(read_table(name, _rows(shown[name], typed[name])))
        except Unreadable as error:
            if error.key != "unreadable.heads":
                raise
            notices.append(Notice("notice.sheet", {"name": name}))
    return parts, notices


def _joined(lists: list[CopyList]) -> list[CopyList]:
    """The lists of all sheets, those with the same id as one."""
    found: dict[str, CopyList] = {}
    for one in lists:
        before = found.get(one.list)
        if before is not None:
            one = replace(
                before,
                rows=[*before.rows, *one.rows],
                refused=before.refused | one.refused,
            )
        found[one.list] = one
    return list(found.values())
