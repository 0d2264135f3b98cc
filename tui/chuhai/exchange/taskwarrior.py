"""Checklists as Taskwarrior takes them in and gives them back without loss."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from chuhai.agenda import Agenda
from chuhai.checklist.item import Item, Status, item_from_json, to_json
from chuhai.checklist.operation import WHOLE
from chuhai.checklist.trail import ITEM_FIELDS, LIST_FIELDS, NO_TRAIL, Trail
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
)
from chuhai.exchange.guard import one_line
from chuhai.exchange.values import Refused
from chuhai.i18n import Lang
from chuhai.library.index import Library

ITEM, LIST, SENT = "chuhai", "chuhailist", "chuhaisent"
"""Attributes of our own; Taskwarrior keeps those that it does not know as they are."""
LETTERS = {1: "H", 2: "M", 3: "L"}


def task_id(owner: str, item: str) -> str:
    """The UUID of an item, the same in every export."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"chuhai:{owner}/{item}"))


def _noon(day: dt.date | str) -> str:
    """A day as Taskwarrior writes it; noon in UTC is that day nearly everywhere."""
    return f"{str(day)[:10].replace('-', '')}T120000Z"


def _tag(tag: str) -> str:
    return one_line(tag).replace(",", "_").replace(" ", "_")


def _notes(note: str) -> list[str]:
    return [one_line(line) for line in note.splitlines() if line.strip()]


def _visible(owner: str, item: Item, due: dt.date | None, lang: Lang) -> dict[str, Any]:
    """What Taskwarrior itself shows and edits."""
    task: dict[str, Any] = {"description": one_line(item.text.in_lang(lang))}
    kinds = {Status.DONE: "completed", Status.DROPPED: "deleted"}
    task["status"] = kinds.get(item.status, "pending")
    if due:
        task["due"] = _noon(due)
    task["priority"] = LETTERS[item.priority]
    if item.tags:
        task["tags"] = sorted({_tag(tag) for tag in item.tags})
    if item.needs:
        task["depends"] = [task_id(owner, need) for need in item.needs]
    return task


def _task(one: Agenda, item: Item, lang: Lang, trail: Trail) -> dict[str, Any]:
    owner, slot = one.checklist, one.slot(item)
    first = trail.writes.get((owner.id, item.id, WHOLE), ())
    entry = _noon(first[0].touch.when if first else one.today)
    task = {"uuid": task_id(owner.id, item.id), **_visible(owner.id, item, slot.due, lang)}
    task |= {"entry": entry, "project": one_line(one.title.in_lang(lang))}
    if item.status == Status.DOING:
        task["start"] = entry
    if not item.is_open:
        task["end"] = _noon(item.done_on or one.today)
    day = dt.datetime.strptime(entry, "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
    task["annotations"] = [
        {"entry": f"{day + dt.timedelta(seconds=n):%Y%m%dT%H%M%SZ}", "description": line}
        for n, line in enumerate(_notes(item.note))
    ]
    if not task["annotations"]:
        del task["annotations"]
    about = {k: v for k, v in to_json(replace(owner, items={}, layer={})).items() if k != "layer"}
    stamp = Stamp(slot.due, (item.due, item.offset), trail.known(owner.id), bool(one.part_of))
    task[ITEM] = json.dumps(to_json(item), ensure_ascii=False)
    task[LIST] = json.dumps(about, ensure_ascii=False)
    task[SENT] = f"{lang};{values.stamp_text(stamp)}"
    return task


def write(
    agendas: Sequence[Agenda], library: Library, lang: Lang, trail: Trail = NO_TRAIL
) -> bytes:
    """All items as a JSON array for `task import`."""
    tasks = [_task(one, item, lang, trail) for one in agendas for item in one.in_order()]
    lines = ",\n".join(json.dumps(task, ensure_ascii=False) for task in tasks)
    return f"[\n{lines}\n]\n".encode()


# ---------------------------------------------------------------- reading


def is_taskwarrior(document: object) -> bool:
    """Whether a JSON document is what `task export` writes."""
    return isinstance(document, list) and all(
        isinstance(task, Mapping) and "description" in task and "status" in task
        for task in document
    )


def _day(stamp: object) -> dt.date | None:
    """The local date of a time such as 20271014T160000Z."""
    if not stamp:
        return None
    try:
        time = dt.datetime.strptime(str(stamp), "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
    except ValueError:
        raise Refused("accepted.taskwarrior") from None
    return time.date() if time.hour == 12 and not time.minute else time.astimezone().date()


def _said(
    task: Mapping[str, Any], expected: Mapping[str, Any], item: Item | None
) -> dict[str, Any]:
    """The fields that were changed in Taskwarrior, or all of them for a task made there."""
    found: dict[str, Any] = {}
    old = expected.get("status"), item is not None and item.status == Status.DOING
    new = task["status"], bool(task.get("start"))
    if item is None or (old != new and not (old[0] == new[0] != "pending")):
        kinds = {"completed": Status.DONE, "deleted": Status.DROPPED}
        found["status"] = kinds.get(new[0], Status.DOING if new[1] else Status.TODO)
        done = _day(task.get("end")) if found["status"] == Status.DONE else None
        found["done_on"] = done.isoformat() if done else None
    if task.get("priority", "") != expected.get("priority"):
        found["priority"] = {"H": 1, "L": 3}.get(str(task.get("priority", "")), 2)
    tags = [str(tag) for tag in task.get("tags", ())]
    if sorted(tags) != expected.get("tags", []):
        found["tags"] = tags
    notes = [str(one.get("description", "")) for one in task.get("annotations", ())]
    if notes != (_notes(item.note) if item else []):
        found["note"] = "\n".join(notes)
    return found


def _row(task: Mapping[str, Any], ids: Mapping[str, tuple[str, str]], place: Where) -> Row:
    name = str(task.get("uuid", ""))
    owner, item_id = ids[name]
    base: dict[str, Any] = {}
    expected: dict[str, Any] = {}
    item, stamp = None, None
    if ITEM in task:
        try:
            data = json.loads(task[ITEM])
            base = {k: values.json_value(k, v) for k, v in data.items() if k in ITEM_FIELDS}
            item = item_from_json({"id": item_id, **base})
        except (ValueError, TypeError, KeyError, AttributeError):
            raise Refused("accepted.taskwarrior") from None
        language, _, sent = str(task.get(SENT, "")).partition(";")
        stamp = values.stamp(sent)
        lang = Lang.ZH if language == Lang.ZH else Lang.EN
        expected = _visible(owner, item, stamp.due, lang)
    found = {**base, **_said(task, expected, item)}
    needs = [ids[need][1] for need in _depends(task) if need in ids]
    if item is None or set(_depends(task)) != set(expected.get("depends", ())):
        found["needs"] = needs
    text = None
    if item is None or one_line(str(task["description"])) != expected["description"]:
        found.pop("text", None)
        text = values.long_enough(str(task["description"]), "note")
    dates = None
    if str(task.get("due", "")) != expected.get("due", ""):
        found = {k: v for k, v in found.items() if k not in ("due", "offset")}
        dates = Dates(_day(task.get("due")), True, stamp.rule if stamp else None, place)
    return Row(owner, item_id, found, place, text, dates, stamp)


def _depends(task: Mapping[str, Any]) -> list[str]:
    depends = task.get("depends", ())
    return depends.split(",") if isinstance(depends, str) else [str(one) for one in depends]


def _name(task: Mapping[str, Any]) -> tuple[str, str]:
    """The list and the id of a task; one that was made in Taskwarrior gets an id of its UUID."""
    try:
        own, item = json.loads(task[LIST])["id"], json.loads(task[ITEM])["id"]
        if values.ID.fullmatch(own) and values.ID.fullmatch(item):
            return own, item
    except (KeyError, TypeError, ValueError):
        pass
    plain = "".join(c for c in str(task.get("uuid", "")) if c.isalnum())
    return "", f"tw{plain[:12]}"


def copy_of(document: Sequence[Mapping[str, Any]]) -> Copy:
    """What an export of Taskwarrior says; raises `Unreadable` when too much is refused."""
    if len(document) > ROWS:
        raise Unreadable("unreadable.too-many", rows=ROWS, faults=FAULTS)
    ids = {str(task.get("uuid", "")): _name(task) for task in document}
    lists: dict[str, list[Row]] = {}
    about: dict[str, dict[str, Any]] = {}
    faults: list[Fault] = []
    for number, task in enumerate(document, 1):
        place = Where("", number)
        try:
            row = _row(task, ids, place)
            if row.list and row.list not in about:
                data = json.loads(task[LIST])
                about[row.list] = {
                    k: values.json_value(k, v) for k, v in data.items() if k in LIST_FIELDS
                }
        except Refused as refusal:
            value = one_line(str(task["description"]))[:60]
            faults.append(Fault(place, value, refusal.key, refusal.about))
            continue
        lists.setdefault(row.list, []).append(row)
    return Copy([CopyList(n, about.get(n, {}), rows) for n, rows in lists.items()], faults)
