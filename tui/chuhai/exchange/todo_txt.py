"""Checklists as todo.txt lines, and back; notes are not part of that format."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, unquote

from chuhai.agenda import Agenda
from chuhai.checklist.item import Item, Status
from chuhai.checklist.trail import NO_TRAIL, Trail
from chuhai.exchange import values
from chuhai.exchange.copy import (
    FAULTS,
    ROWS,
    Copy,
    CopyList,
    Dates,
    Fault,
    Row,
    Stamp,
    Unreadable,
    Where,
    adopted,
)
from chuhai.exchange.csv_file import text_of
from chuhai.exchange.guard import one_line
from chuhai.exchange.values import Refused
from chuhai.i18n import Lang
from chuhai.library.index import Library

LETTERS = {1: "A", 2: "B", 3: "C"}
KEYS = ("due", "rule", "rec", "days", "own", "status", "pri", "needs", "place", "id", "sent")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_EVERY = re.compile(r"\+?[1-9]\d{0,2}[dwm]")
_PRIORITY = re.compile(r"\(([A-Z])\)")
_SPECIAL = re.compile(rf"\\*([@+]\S|({'|'.join(KEYS)}):|\([A-Z]\)$|x$|{_DATE.pattern}$)")
"""Words of a text that todo.txt would read as something else; a backslash keeps them words."""


def _escaped(text: str) -> str:
    words = one_line(text).split()
    return " ".join(f"\\{word}" if _SPECIAL.match(word) else word for word in words)


def _token(text: str) -> str:
    """A text as one word without blanks."""
    return re.sub(r"[\s%]", lambda match: quote(match[0]), one_line(text))


def _line(one: Agenda, item: Item, lang: Lang, trail: Trail) -> str:
    slot, owner = one.slot(item), one.checklist
    parts = []
    if not item.is_open:
        parts.append("x")
        if item.done_on:
            parts.append(item.done_on.isoformat())
    else:
        parts.append(f"({LETTERS[item.priority]})")
    parts.append(_escaped(item.text.in_lang(lang)))
    if project := "·".join(one_line(one.title.in_lang(lang)).replace("·", " ").split()):
        parts.append(f"+{project}")
    parts += [f"@{_token(tag)}" for tag in item.tags]
    own = {
        "due": slot.due.isoformat() if slot.due else "",
        "rule": values.rule_text((item.due, item.offset)).replace(" ", ","),
        "rec": item.every,
        "days": str(item.days),
        "own": _token(item.owner),
        "status": item.status if item.status not in (Status.TODO, Status.DONE) else "",
        "pri": "" if item.is_open else LETTERS[item.priority],
        "needs": ",".join(item.needs),
        "place": item.place,
        "id": f"{owner.id}/{item.id}",
        "sent": values.stamp_text(
            Stamp(slot.due, (item.due, item.offset), trail.known(owner.id), bool(one.part_of))
        ),
    }
    return " ".join([*parts, *(f"{key}:{value}" for key, value in own.items() if value)])


def write(
    agendas: Sequence[Agenda], library: Library, lang: Lang, trail: Trail = NO_TRAIL
) -> bytes:
    """One line an item in one language, in the order of the plan."""
    lines = [_line(one, item, lang, trail) for one in agendas for item in one.in_order()]
    return "".join(f"{line}\n" for line in lines).encode()


# ---------------------------------------------------------------- reading


def _taken(words: list[str], found: dict[str, Any]) -> list[str]:
    """The words behind the marks at the beginning: done, its dates, the priority."""
    if words and words[0] == "x":
        words = words[1:]
        found["status"] = Status.DONE
        if words and _DATE.fullmatch(words[0]):
            done = values.day(words[0])
            found["done_on"] = done.isoformat() if done else None
            words = words[1:]
        found.pop("priority")
    else:
        found["status"] = Status.TODO
    if words and (match := _PRIORITY.fullmatch(words[0])):
        found["priority"] = min(3, ord(match[1]) - 64)
        words = words[1:]
    while words and _DATE.fullmatch(words[0]):
        words = words[1:]
    return words


def _is_key(key: str, value: str) -> bool:
    """Whether a word such as `due:2027-10-14` is ours; `rec:` has sorts that we do not know."""
    return key in KEYS and bool(value) and (key != "rec" or bool(_EVERY.fullmatch(value)))


def _split(words: list[str]) -> tuple[list[str], list[str], list[str], dict[str, str]]:
    """Text, contexts, projects, and the keys that are ours."""
    text, contexts, projects = [], [], []
    keys: dict[str, str] = {}
    for word in words:
        key, colon, value = word.partition(":")
        if word.startswith("\\") and _SPECIAL.match(word):
            text.append(word[1:])
        elif colon and _is_key(key, value) and key not in keys:
            keys[key] = value
        elif word[0] == "@" and len(word) > 1:
            contexts.append(unquote(word[1:]))
        elif word[0] == "+" and len(word) > 1:
            projects.append(word[1:])
        else:
            text.append(word)
    return text, contexts, projects, keys


_KEYED: Mapping[str, tuple[str, Any]] = {
    "rec": ("every", lambda text: values.every(text.removeprefix("+"))),
    "days": ("days", lambda text: values.number(text, 0, 1_000, 1)),
    "own": ("owner", lambda text: values.long_enough(unquote(text), "owner")),
    "status": ("status", values.status),
    "needs": ("needs", values.ids),
    "place": ("place", values.place),
}


def _row(line: str, place: Where) -> Row:
    """One line; raises `Refused` with the key that is wrong in its words."""
    found: dict[str, Any] = {
        "priority": 2,
        "owner": "",
        "needs": [],
        "days": 1,
        "place": "",
        "every": "",
    }
    words, contexts, projects, keys = _split(_taken(line.split(), found))
    if letter := keys.pop("pri", ""):
        if not ("A" <= letter <= "Z"):
            raise Refused("accepted.priority")
        found["priority"] = min(3, ord(letter[0]) - 64)
    for key, (name, parse) in _KEYED.items():
        if key in keys:
            found[name] = parse(keys[key])
    if line.startswith("x ") and found["status"] != Status.DROPPED:
        found["status"] = Status.DONE
    own, _, item = keys.get("id", "").rpartition("/")
    if "id" in keys and not (values.ID.fullmatch(item) and (not own or values.ID.fullmatch(own))):
        raise Refused("accepted.id")
    ours = bool(item)
    found["tags"] = list(dict.fromkeys([*contexts, *([] if ours else projects)]))
    if not words:
        raise Refused("accepted.task")
    if not ours:
        found = {name: value for name, value in found.items() if value not in ("", [])}
    rule = values.rule(keys.get("rule", "")) if ours or "rule" in keys else None
    dates = Dates(values.day(keys.get("due", "")), True, rule, place)
    stamp = values.stamp(keys["sent"]) if "sent" in keys else None
    return Row(own, item, found, place, " ".join(words), dates, stamp)


def read(data: bytes) -> Copy:
    """What a todo.txt file says; lines of other programs become new items.

    Raises `Unreadable` when it is no text or has too many lines that are refused.
    """
    rows: list[Row] = []
    faults: list[Fault] = []
    there: set[tuple[str, str]] = set()
    for number, line in enumerate(text_of(data).lstrip("\ufeff").splitlines(), 1):
        if not line.strip():
            continue
        place = Where("", number)
        try:
            row = _row(line, place)
            if row.item and (row.list, row.item) in there:
                raise Refused("accepted.once")
            there.add((row.list, row.item))
            rows.append(row)
        except Refused as refusal:
            faults.append(Fault(place, one_line(line)[:60], refusal.key, refusal.about))
        if len(faults) > FAULTS or number > ROWS:
            raise Unreadable("unreadable.too-many", rows=ROWS, faults=FAULTS)
    if not rows and not faults:
        raise Unreadable("unreadable.no-list")
    lists: dict[str, list[Row]] = {}
    for row in rows:
        mine = adopted(row, (one.list for one in rows), "")
        lists.setdefault(mine.list, []).append(mine)
    return Copy([CopyList(name, {}, found) for name, found in lists.items()], faults)
