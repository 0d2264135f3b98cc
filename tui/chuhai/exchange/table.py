"""Reading the rows of a sheet: by its headings, whoever ordered or typed them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from chuhai.exchange import values
from chuhai.exchange.columns import COLUMNS
from chuhai.exchange.copy import (
    FAULTS,
    ROWS,
    Copy,
    CopyList,
    Dates,
    Fault,
    Notice,
    Row,
    Rule,
    Unreadable,
    Where,
    adopted,
)
from chuhai.exchange.guard import one_line, printable, unguarded
from chuhai.exchange.values import Order, Refused
from chuhai.strings import strings

_ALSO = {
    "task": ("task", "title", "item", "name", "text", "任务", "事项", "内容", "待办"),
    "due": ("deadline", "date", "due date", "日期", "截止日期", "到期"),
    "owner": ("assignee", "who", "负责"),
    "note": ("notes", "comment", "comments", "说明"),
    "needs": ("depends", "depends on"),
}
"""Other headings that people give their own sheets."""


def read_origin(text: str) -> dict[str, str] | None:
    """Where an item came from, in JSON form, as the sheet has it: `kind/card#step@market`."""
    if not text:
        return None
    front, _, market = text.partition("@")
    card, _, step = front.partition("#")
    kind, slash, name = card.partition("/")
    if not (slash and kind and name):
        raise Refused("accepted.origin")
    return {"kind": kind, "card": name, "step": step, "market": market}


def read_anchor(text: str) -> dict[str, Any]:
    """An anchor in JSON form, as the sheet has it: `festival year` or a date."""
    festival, _, year = text.strip().rpartition(" ")
    if festival and year.isdecimal():
        return {"festival": festival, "year": int(year), "date": None}
    date = values.day(text)
    return {"festival": "", "year": 0, "date": date.isoformat() if date else None}


def _folded(title: str) -> str:
    return " ".join(printable(title).split()).casefold()


def _titles() -> dict[str, str]:
    known: dict[str, str] = {}
    for key, names in _ALSO.items():
        known |= dict.fromkeys(names, key)
    for column in COLUMNS:
        words = strings()[f"col.{column.key}"]
        both = (f"{words.zh} {words.en}", f"{words.en} {words.zh}")
        known |= {_folded(name): column.key for name in (column.key, words.en, words.zh, *both)}
    return known


@dataclass
class _Reading:
    """What is gathered while a sheet is read."""

    sheet: str
    where: Mapping[str, str]
    """The heading of each column as the file has it, by key."""
    order: Order | None = None
    faults: list[Fault] = field(default_factory=list)
    row: int = 0

    def refuse(self, key: str, text: str, refusal: Refused) -> None:
        place = Where(self.sheet, self.row, self.where.get(key, ""))
        self.faults.append(Fault(place, text, refusal.key, refusal.about))

    def day(self, text: str) -> dt.date | None:
        return values.day(text, self.order)

    def rule(self, text: str) -> Rule:
        return values.rule(text, self.order)

    def take(self, key: str, text: str, parse: Callable[[str], Any]) -> Any:
        try:
            return parse(text)
        except Refused as refusal:
            self.refuse(key, text, refusal)
            return None


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(text.split()))


_PLAIN: Mapping[str, Callable[[str], Any]] = {
    "status": values.status,
    "days": lambda text: values.number(text, 0, 1_000, 1),
    "priority": lambda text: values.number(text, 1, 3, 2),
    "owner": lambda text: values.long_enough(text, "owner"),
    "waiting_on": lambda text: values.long_enough(text, "waiting_on"),
    "note": lambda text: values.long_enough(text, "note"),
    "tags": _words,
    "place": values.place,
    "market": lambda text: values.long_enough(text, "market"),
    "dropped_why": lambda text: values.long_enough(text, "dropped_why"),
    "every": values.every,
    "needs": values.ids,
    "origin": read_origin,
}
"""How the cells are read that are a field of the item by themselves, into its JSON form."""


def _text(said: Mapping[str, str]) -> tuple[dict[str, Any], str | None]:
    """The text of an item: both languages, or one of which it is not known which."""
    if "task_zh" in said and "task_en" in said:
        zh, en = said["task_zh"], said["task_en"]
        if zh or en:
            return {"text": {"en": en, "zh": zh} if zh and en else en or zh}, None
    one = said.get("task") or said.get("task_zh") or said.get("task_en") or ""
    if not one:
        raise Refused("accepted.task")
    return {}, one


def _row(said: Mapping[str, str], reading: _Reading) -> Row | None:
    """One row; nothing when something in it is refused."""
    before = len(reading.faults)
    own, item = "", ""
    if name := said.get("id", ""):
        own, slash, item = name.rpartition("/")
        if not values.ID.fullmatch(item) or (slash and not values.ID.fullmatch(own)):
            reading.refuse("id", name, Refused("accepted.id"))
    found: dict[str, Any] = {
        key: reading.take(key, said[key], parse) for key, parse in _PLAIN.items() if key in said
    }
    stamp = reading.take("sent", said["sent"], values.stamp) if said.get("sent") else None
    for name in ("done_on", "begun", "expected"):
        if name in said:
            day = reading.take(name, said[name], reading.day)
            found[name] = day.isoformat() if day else None
    dates = None
    if "due" in said or "rule" in said:
        dates = Dates(
            reading.take("due", said.get("due", ""), reading.day),
            "due" in said,
            reading.take("rule", said["rule"], reading.rule) if "rule" in said else None,
            Where(reading.sheet, reading.row, reading.where.get("due", "")),
        )
    text = None
    try:
        words, text = _text(said)
        found |= words
    except Refused as refusal:
        task = next((key for key in ("task", "task_zh", "task_en") if key in said), "")
        reading.refuse(task, "", refusal)
    if len(reading.faults) > before:
        return None
    place = Where(reading.sheet, reading.row)
    return Row(own, item, found, place, text, dates, stamp)


def _list_values(said: Mapping[str, str], reading: _Reading) -> dict[str, Any]:
    anchor = reading.take("anchor", said.get("anchor", ""), read_anchor)
    return {
        "name": said.get("list", ""),
        "markets": said.get("markets", "").split(),
        "anchor": anchor or read_anchor(""),
    }


def _order(rows: Iterable[Mapping[str, str]]) -> Order | None:
    """How the file writes dates, from rows that carry their date as it was sent."""
    known = []
    for said in rows:
        with suppress(Refused):
            due = values.stamp(said["sent"]).due if said.get("sent") else None
            if due:
                known.append((said.get("due", ""), due))
    return values.order_of(known)


def _keys(heads: Sequence[str]) -> list[str]:
    """What each column holds; nothing for an unknown heading and for one that was there before."""
    known = _titles()
    keys: list[str] = []
    for head in heads:
        key = known.get(_folded(head), "")
        keys.append(key if key not in keys else "")
    return keys


def _notices(heads: Sequence[str], keys: Sequence[str], loose: Sequence[int]) -> list[Notice]:
    notices = []
    ignored = [one_line(head) for head, key in zip(heads, keys, strict=True) if head and not key]
    if ignored:
        notices.append(Notice("notice.columns", {"names": ", ".join(ignored)}))
    if loose:
        notices.append(Notice("notice.loose", {"rows": ", ".join(map(str, loose[:20]))}))
    return notices


def read_table(sheet: str, table: Iterable[tuple[int, Sequence[str]]]) -> Copy:
    """What a table says whose first row that is not empty holds the headings.

    Rows come with the number under which a spreadsheet shows them. Raises `Unreadable` when no
    heading is that of a task, or when there is too much of it.
    """
    rows = iter(table)
    number, heads = next(((n, row) for n, row in rows if any(row)), (0, ()))
    keys = _keys(heads)
    if not {"task", "task_zh", "task_en"} & set(keys):
        raise Unreadable("unreadable.heads", name=sheet or "CSV", row=number or 1)
    blank = dict.fromkeys(filter(None, keys), "")
    said: dict[int, dict[str, str]] = {}
    loose = []
    for number, row in rows:
        cells = {k: unguarded(v).strip("\r\n ") for k, v in zip(keys, row, strict=False) if k}
        if any(cells.values()):
            said[number] = {**blank, **cells}
        if any(v.strip() for n, v in enumerate(row) if n >= len(heads) or not heads[n].strip()):
            loose.append(number)
        if len(said) > ROWS:
            raise Unreadable("unreadable.too-many", rows=ROWS, faults=FAULTS)
    where = {key: f"{_letter(n)} ({one_line(heads[n])})" for n, key in enumerate(keys) if key}
    reading = _Reading(sheet, where, _order(said.values()))
    lists = _lists(said, reading)
    return Copy(lists, reading.faults, _notices(heads, keys, loose))


def _lists(said: Mapping[int, Mapping[str, str]], reading: _Reading) -> list[CopyList]:
    found: dict[str, list[Row]] = {}
    about: dict[str, dict[str, Any]] = {}
    there: set[tuple[str, str]] = set()
    names = {cells.get("id", "").rpartition("/")[0] for cells in said.values()}
    above = ""
    refused: dict[str, set[str]] = {}
    for reading.row, cells in said.items():
        row = _row(cells, reading)
        if len(reading.faults) > FAULTS:
            raise Unreadable("unreadable.too-many", rows=ROWS, faults=FAULTS)
        if row is None:
            own, _, item = cells.get("id", "").rpartition("/")
            refused.setdefault(own, set()).add(item)
            continue
        row = adopted(row, names, above)
        above = row.list
        if row.item and (row.list, row.item) in there:
            reading.refuse("id", cells["id"], Refused("accepted.once"))
            continue
        there.add((row.list, row.item))
        found.setdefault(row.list, []).append(row)
        about.setdefault(row.list, _list_values(cells, reading))
    return [
        CopyList(name, about[name], rows, refused=frozenset(refused.get(name, ())))
        for name, rows in found.items()
    ]


def _letter(number: int) -> str:
    """The name of a column, counted from 0, as spreadsheets have it."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
