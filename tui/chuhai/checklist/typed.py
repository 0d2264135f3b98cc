"""Items and changes as people type them: `寄样给达人 due:-28d own:Ploy !1 for:3d #live`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from chuhai.checklist.item import Item, Status
from chuhai.i18n import Words, same
from chuhai.strings import Refusal
from chuhai.values import dataclass, field, replace

_OFFSET = re.compile(r"([+-]?)(\d{1,4})d?|[DdTt]([+-])(\d{1,4})")
_SHORT_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})")
_EVERY = re.compile(r"(\d{0,3})(d|w|m|day|week|month|天|周|月)s?")
_DAYS = re.compile(r"(\d{1,4})[d天]?")
_MOVE = re.compile(r"([+-]\d{1,4})[d天]?")
_KEYS = {
    "due": "due", "截止": "due", "到期": "due",
    "own": "owner", "owner": "owner", "负责": "owner", "负责人": "owner",
    "for": "days", "工期": "days",
    "at": "place", "地点": "place",
    "every": "every", "每": "every",
    "exp": "expected", "预计": "expected",
    "is": "status", "状态": "status",
    "after": "after", "前置": "after",
    "move": "move", "推移": "move",
}  # fmt: skip
_PLACES = {
    "origin": "origin", "home": "origin", "国内": "origin",
    "market": "market", "there": "market", "当地": "market",
    "none": "", "-": "",
}  # fmt: skip
_STATUS_NAMES = {
    "待办": "todo",
    "进行中": "doing",
    "等待": "waiting",
    "完成": "done",
    "放弃": "dropped",
}
_UNITS = {"day": "d", "天": "d", "week": "w", "周": "w", "month": "m", "月": "m"}


class Unreadable(Refusal):
    """A typed value that cannot be read, with a sentence that says what is accepted."""


def parse_day(text: str, today: dt.date) -> dt.date:
    """A date as people type it: `2027-11-11`, `2027/11/11`, `11-11` for the next one, `today`.

    Raises `Unreadable`.
    """
    text = text.strip()
    if text in ("today", "今天"):
        return today
    if text in ("tomorrow", "明天"):
        return today + dt.timedelta(days=1)
    try:
        if short := _SHORT_DATE.fullmatch(text):
            day = dt.date(today.year, int(short[1]), int(short[2]))
            return day if day >= today else day.replace(year=today.year + 1)
        return dt.date.fromisoformat(text.replace("/", "-"))
    except ValueError:
        raise Unreadable("refused.date", value=text, today=today.isoformat()) from None


def parse_due(text: str, today: dt.date) -> tuple[dt.date | None, int | None]:
    """A due date as people type it: `2027-11-11`, or `-28d` for days before the anchor.

    The answer is (date, None), (None, offset) or (None, None) for an empty text. Raises
    `Unreadable` with a sentence for anything else.
    """
    text = text.strip()
    if not text:
        return None, None
    if match := _OFFSET.fullmatch(text):
        sign, days = (match[3], match[4]) if match[4] else (match[1], match[2])
        return None, -int(days) if sign == "+" else int(days)
    try:
        return parse_day(text, today), None
    except Unreadable:
        raise Unreadable("refused.due", value=text, today=today.isoformat()) from None


def parse_every(text: str) -> str:
    """How often something comes back: `week`, `2w`, `1m`, `每月`; empty or `-` for once.

    Raises `Unreadable`.
    """
    text = text.strip().removeprefix("每").removeprefix("every ")
    if text in ("", "-"):
        return ""
    match = _EVERY.fullmatch(text)
    if match is None or match[1] == "0":
        raise Unreadable("refused.every", value=text)
    return f"{match[1] or 1}{_UNITS.get(match[2], match[2])}"


def parse_move(text: str) -> int:
    """By how many days dates move: `+3d`, `-5`; raises `Unreadable`."""
    match = _MOVE.fullmatch(text.strip())
    if match is None:
        raise Unreadable("refused.move", value=text.strip())
    return int(match[1])


@dataclass(frozen=True, slots=True)
class Typed:
    """A line as understood: its words, the fields that it names, and what is not a field."""

    words: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    after: tuple[int, ...] = ()
    """The numbers, on their list, of the items that come first."""
    move: int = 0
    """By how many days due dates move."""

    def __bool__(self) -> bool:
        return bool(self.fields or self.after or self.move)


def parse_line(line: str, today: dt.date) -> Typed:
    """A line with its fields; raises `Unreadable` for a field whose value cannot be read."""
    words: list[str] = []
    tags: list[str] = []
    values: dict[str, Any] = {}
    after: tuple[int, ...] = ()
    move = 0
    for part in line.split():
        key, colon, value = part.replace("：", ":", 1).partition(":")
        name = _KEYS.get(key.lower()) if colon and value else None
        if part.replace("！", "!") in ("!1", "!2", "!3"):
            values["priority"] = int(part[1])
        elif part.startswith("#") and len(part) > 1:
            tags.append(part[1:])
        elif name == "after":
            after = _numbers(value)
        elif name == "move":
            move = parse_move(value)
        elif name:
            values |= _field(name, value, today)
        else:
            words.append(part)
    if tags:
        values["tags"] = tuple(dict.fromkeys(tags))
    return Typed(" ".join(words), values, after, move)


def _numbers(value: str) -> tuple[int, ...]:
    parts = value.replace("，", ",").split(",")
    if not all(part.isdecimal() for part in parts):
        raise Unreadable("refused.after", value=value)
    return tuple(int(part) for part in parts)


def _field(name: str, value: str, today: dt.date) -> dict[str, Any]:
    match name:
        case "due":
            due, offset = parse_due(value, today)
            return {"due": due, "offset": offset}
        case "days":
            if (days := _DAYS.fullmatch(value)) is None:
                raise Unreadable("refused.days", value=value)
            return {"days": int(days[1])}
        case "place":
            if value not in _PLACES:
                raise Unreadable("refused.where", value=value)
            return {"place": _PLACES[value]}
        case "every":
            return {"every": parse_every(value)}
        case "expected":
            return {"expected": None if value == "-" else parse_day(value, today)}
        case "status":
            status = _STATUS_NAMES.get(value, value)
            if status not in list(Status):
                raise Unreadable("refused.status", value=value, known=", ".join(Status))
            return {"status": Status(status)}
        case _:
            return {name: "" if value == "-" else value}


def quick_item(line: str, today: dt.date) -> Item:
    """An item from one line; raises `Unreadable` with a sentence when it has no words.

    `due:` a date or days before the anchor, `own:` the owner, `!1` the priority, `#` a tag,
    `for:3d` the duration, `at:` the place, `every:` how often it comes back.
    """
    typed = parse_line(line, today)
    if not typed.words:
        raise Unreadable("refused.empty")
    item = Item("new", same(typed.words))
    fields = dict(typed.fields)
    if fields.get("status") is Status.DONE:
        fields["done_on"] = today
    if fields.get("status") is Status.DOING:
        fields["begun"] = today
    return replace(item, **fields)


def words_of(text: str) -> Words:
    """A typed text as an item's words; raises `Unreadable` for an empty one."""
    text = " ".join(text.split())
    if not text:
        raise Unreadable("refused.empty")
    return same(text)
