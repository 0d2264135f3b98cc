"""Checklists as JSON, without loss: what is written can be read back to equal lists."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chuhai import __version__
from chuhai.agenda import Agenda
from chuhai.checklist.item import Checklist, list_from_json, to_json
from chuhai.checklist.trail import ITEM_FIELDS, LIST_FIELDS, NO_TRAIL, Touch, Trail, sequence
from chuhai.exchange import taskwarrior, values
from chuhai.exchange.copy import FAULTS, ROWS, Copy, CopyList, Fault, Row, Unreadable, Where
from chuhai.exchange.guard import one_line
from chuhai.exchange.values import Refused
from chuhai.i18n import Lang
from chuhai.library.index import Library

FORMAT = "chuhai-checklist/1"
_BESIDE = ("anchor_date", "known", "owner_only", "sum")
"""What stands beside a list and is no part of it."""


def as_json(one: Agenda) -> dict[str, Any]:
    """A list with its items, and beside each item the dates that are computed."""
    data: dict[str, Any] = to_json(one.checklist)
    data["anchor_date"] = one.anchor.isoformat() if one.anchor else None
    for item in data["items"]:
        slot = one.slot(one.checklist.items[item["id"]])
        item["computed"] = {
            "number": one.numbers[item["id"]],
            "start": slot.start.isoformat() if slot.start else None,
            "due": slot.due.isoformat() if slot.due else None,
            "slack": slot.slack,
            "waits_for": list(slot.waits_for),
            "forecast": slot.finish.isoformat() if item["id"] in one.schedule.slots else None,
            "critical": item["id"] in one.critical,
        }
    return data


def _changed(one: Agenda, item: str, trail: Trail) -> dict[str, dict[str, str]]:
    """Who gave each field its value and when, for fields that were changed after the first time."""
    found = {}
    for name in ITEM_FIELDS:
        writes = trail.writes.get((one.checklist.id, item, name), ())
        if len(writes) > 1:
            touch = writes[-1].touch
            found[name] = {
                "who": touch.who,
                "when": touch.when,
                "log": touch.log,
                "step": touch.step,
            }
    return found


def digest(data: Mapping[str, Any]) -> str:
    """A sum over a list as it is written, to notice when it was changed by hand."""
    plain = {k: v for k, v in data.items() if k not in _BESIDE}
    plain["items"] = [
        {k: v for k, v in item.items() if k in ITEM_FIELDS or k == "id"}
        for item in data.get("items", ())
        if isinstance(item, Mapping)
    ]
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=8).hexdigest()


def write(
    agendas: Sequence[Agenda], library: Library, lang: Lang, trail: Trail = NO_TRAIL
) -> bytes:
    """All lists as one UTF-8 document, with what the log tells for a later merge."""
    lists = []
    for one in agendas:
        data = as_json(one)
        for item in data["items"]:
            if changed := _changed(one, item["id"], trail):
                item["changed"] = changed
        data["known"] = trail.known(one.checklist.id)
        if one.part_of:
            data["owner_only"] = one.part_of
        data["sum"] = digest(data)
        lists.append(data)
    document = {
        "format": FORMAT,
        "chuhai": __version__,
        "content": library.version,
        "lists": lists,
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _document(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        where = f"{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else "1"
        raise Unreadable("unreadable.json", where=where) from None


def read_lists(data: bytes) -> list[Checklist]:
    """The lists of a document that `write` made.

    Raises `Unreadable` with a sentence when it is not one.
    """
    copy = read(data)
    if copy.faults:
        raise Unreadable("unreadable.plain", why=copy.faults[0].in_lang(Lang.EN))
    return [
        list_from_json(
            {
                "id": one.list,
                **one.values,
                "items": [{"id": row.item, **row.values} for row in one.rows],
            }
        )
        for one in copy.lists
    ]


# ---------------------------------------------------------------- reading


def _checked(
    data: Mapping[str, Any], names: Sequence[str], place: Where, faults: list[Fault]
) -> dict[str, Any]:
    found = {}
    for name in names:
        if name not in data:
            continue
        try:
            found[name] = values.json_value(name, data[name])
        except Refused as refusal:
            at = Where(place.sheet, place.row, name)
            text = one_line(json.dumps(data[name], ensure_ascii=False))[:60]
            faults.append(Fault(at, text, refusal.key, refusal.about))
    return found


def _touches(item: Mapping[str, Any]) -> Iterator[tuple[str, Touch]]:
    changed = item.get("changed")
    for name, one in changed.items() if isinstance(changed, Mapping) else ():
        if isinstance(one, Mapping) and name in ITEM_FIELDS:
            parts = (one_line(str(one.get(part, ""))) for part in ("who", "when", "log", "step"))
            yield name, Touch(*parts)


def _known(data: Any) -> dict[str, str]:
    if not isinstance(data, Mapping):
        return {}
    return {
        str(log): step
        for log, step in data.items()
        if isinstance(step, str) and sequence(step) >= 0
    }


def _list(data: Mapping[str, Any], number: int, faults: list[Fault]) -> CopyList:
    name = data.get("id")
    title = one_line(str(data.get("name") or name or number))
    if not isinstance(name, str) or not values.ID.fullmatch(name):
        faults.append(Fault(Where(title, 0, "id"), one_line(str(name))[:60], "accepted.id"))
        name = ""
    about = _checked(data, (*LIST_FIELDS, "layer"), Where(title), faults)
    rows: dict[str, Row] = {}
    items = data.get("items", [])
    for place, item in enumerate(items if isinstance(items, list) else [items], 1):
        where = Where(title, place)
        own = item.get("id") if isinstance(item, Mapping) else None
        if not isinstance(own, str) or not values.ID.fullmatch(own) or "text" not in item:
            faults.append(Fault(where, one_line(str(item))[:60], "accepted.item"))
            continue
        if own in rows:
            faults.append(Fault(Where(title, place, "id"), own, "accepted.once"))
            continue
        before = len(faults)
        found = _checked(item, ITEM_FIELDS, where, faults)
        if len(faults) == before:
            rows[own] = Row(name, own, found, where, touched=dict(_touches(item)))
    return CopyList(
        name,
        about,
        list(rows.values()),
        _known(data.get("known")),
        exact=data.get("sum") == digest(data),
        whole=not data.get("owner_only"),
        compares=True,
    )


def read(data: bytes) -> Copy:
    """What a document of ours or an export of Taskwarrior says.

    Raises `Unreadable` with a sentence when it is neither.
    """
    document = _document(data)
    if taskwarrior.is_taskwarrior(document):
        return taskwarrior.copy_of(document)
    if not isinstance(document, Mapping) or not isinstance(document.get("lists"), list):
        raise Unreadable("unreadable.not-ours")
    if document.get("format") != FORMAT:
        found = one_line(str(document.get("format")))[:40]
        raise Unreadable("unreadable.format", found=found, known=FORMAT)
    faults: list[Fault] = []
    lists = []
    for number, one in enumerate(document["lists"], 1):
        if not isinstance(one, Mapping):
            raise Unreadable("unreadable.not-ours")
        lists.append(_list(one, number, faults))
    if len(faults) > FAULTS or sum(len(one.rows) for one in lists) > ROWS:
        raise Unreadable("unreadable.too-many", rows=ROWS, faults=FAULTS)
    return Copy(lists, faults)
