"""The columns of a sheet, and what an item looks like in a row."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chuhai.agenda import Agenda, anchor_name
from chuhai.checklist.item import Anchor, Item, Origin
from chuhai.checklist.trail import Trail
from chuhai.exchange import values
from chuhai.exchange.copy import (
    Stamp,
)
from chuhai.exchange.wording import joined
from chuhai.i18n import Lang, Words
from chuhai.library.index import Library
from chuhai.strings import strings

Cell = str | int | dt.date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, its width in a sheet, and whether it is read back."""

    key: str
    width: int
    read: bool = True
    hidden: bool = False

    @property
    def title(self) -> str:
        """The heading in both languages."""
        words = strings()[f"col.{self.key}"]
        return f"{words.zh} {words.en}"


COLUMNS = (
    Column("task_zh", 34),
    Column("task_en", 34),
    Column("status", 13),
    Column("due", 12),
    Column("start", 12, read=False),
    Column("days", 7),
    Column("rule", 12),
    Column("owner", 12),
    Column("priority", 10),
    Column("waiting_on", 14),
    Column("note", 40),
    Column("waits_for", 28, read=False),
    Column("tags", 14),
    Column("place", 18),
    Column("market", 8),
    Column("expected", 12),
    Column("done_on", 12),
    Column("dropped_why", 18),
    Column("card", 24, read=False),
    Column("sources", 40, read=False),
    Column("list", 24, read=False),
    Column("id", 20),
    Column("begun", 12, hidden=True),
    Column("every", 10, hidden=True),
    Column("needs", 18, hidden=True),
    Column("origin", 24, hidden=True),
    Column("markets", 10, hidden=True),
    Column("anchor", 18, hidden=True),
    Column("sent", 24, hidden=True),
)


def _has_han(text: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" for char in text)


def _texts(text: Words) -> tuple[str, str]:
    """Chinese and English; a text of one language leaves the other cell empty to be filled."""
    if text.en == text.zh:
        return (text.zh, "") if _has_han(text.zh) else ("", text.en)
    return text.zh, text.en


def _both(prefix: str, code: str) -> str:
    words = strings()[f"{prefix}.{code}"] if code else None
    return f"{words.zh} {words.en}" if words else ""


def _origin(origin: Origin | None) -> str:
    if origin is None:
        return ""
    step = f"#{origin.step}" if origin.step else ""
    return f"{origin.kind}/{origin.card}{step}" + (f"@{origin.market}" if origin.market else "")


def _anchor(anchor: Anchor) -> str:
    if anchor.festival:
        return f"{anchor.festival} {anchor.year}"
    return anchor.date.isoformat() if anchor.date else ""


class Sources:
    """The card of each item and the sources of its page, looked up once per card."""

    def __init__(self, library: Library, lang: Lang) -> None:
        self.library, self.lang = library, lang
        self._known: dict[tuple[str, str], tuple[str, str]] = {}

    def of(self, origin: Origin | None) -> tuple[str, str]:
        """The card's name and its sources, one a line; both empty for a typed item."""
        if origin is None:
            return "", ""
        key = (origin.kind, origin.card)
        if key not in self._known:
            self._known[key] = self._look(*key)
        return self._known[key]

    def _look(self, kind: str, card: str) -> tuple[str, str]:
        entry = self.library.find(kind, card)
        if entry is None:
            return f"{kind}/{card}", ""
        lines = [
            ", ".join(filter(None, (one.publisher, one.title, one.published, one.url)))
            for one in self.library.page(entry).sources
        ]
        return entry.name.in_lang(self.lang), "\n".join(lines)


def cells(one: Agenda, item: Item, sources: Sources, trail: Trail) -> dict[str, Cell]:
    """The row of an item, by column."""
    slot, owner = one.slot(item), one.checklist
    zh, en = _texts(item.text)
    card, cited = sources.of(item.origin)
    names = [owner.items[need].text for need in item.needs if need in owner.items]
    stamp = Stamp(slot.due, (item.due, item.offset), trail.known(owner.id), bool(one.part_of))
    return {
        "list": one.title.in_lang(sources.lang),
        "task_zh": zh,
        "task_en": en,
        "status": _both("item", item.status),
        "due": slot.due,
        "start": slot.start,
        "days": item.days,
        "rule": values.rule_text((item.due, item.offset)),
        "owner": item.owner,
        "priority": item.priority,
        "waiting_on": item.waiting_on,
        "waits_for": joined(names, sources.lang),
        "note": item.note,
        "tags": " ".join(item.tags),
        "place": _both("place", item.place),
        "market": item.market,
        "expected": item.expected,
        "done_on": item.done_on,
        "begun": item.begun,
        "every": item.every,
        "dropped_why": item.dropped_why,
        "card": card,
        "sources": cited,
        "id": f"{owner.id}/{item.id}",
        "needs": " ".join(item.needs),
        "origin": _origin(item.origin),
        "markets": " ".join(owner.markets),
        "anchor": _anchor(owner.anchor),
        "sent": values.stamp_text(stamp),
    }


def target_line(one: Agenda, library: Library) -> str:
    """What a list is planned backward from, in both languages, with its date."""
    name = anchor_name(one.checklist.anchor, library)
    both = name.zh if name.zh == name.en else f"{name.zh} {name.en}"
    date = one.anchor.isoformat() if one.anchor else ""
    return " ".join(filter(None, (both, date if date not in both else "")))
