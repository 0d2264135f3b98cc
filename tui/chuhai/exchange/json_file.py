"""Checklists as JSON, without loss: what is written can be read back to equal lists."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from chuhai import __version__
from chuhai.agenda import Agenda
from chuhai.checklist.item import Checklist, list_from_json, to_json
from chuhai.i18n import Lang
from chuhai.library.index import Library

FORMAT = "chuhai-checklist/1"


def as_json(one: Agenda) -> dict[str, Any]:
    """A list with its items, and beside each item the dates that are computed."""
    data: dict[str, Any] = to_json(one.checklist)
    data["anchor_date"] = one.anchor.isoformat() if one.anchor else None
    for item in data["items"]:
        slot = one.schedule.slots[item["id"]]
        item["computed"] = {
            "start": slot.start.isoformat() if slot.start else None,
            "due": slot.due.isoformat() if slot.due else None,
            "slack": slot.slack,
            "waits_for": list(slot.waits_for),
        }
    return data


def write(agendas: Sequence[Agenda], library: Library, lang: Lang) -> bytes:
    """All lists as one UTF-8 document."""
    document = {
        "format": FORMAT,
        "chuhai": __version__,
        "content": library.version,
        "lists": [as_json(one) for one in agendas],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def read(data: bytes) -> list[Checklist]:
    """The lists of a document that `write` made.

    Raises `ValueError` with a sentence when it is not one.
    """
    try:
        document = json.loads(data)
        if document["format"] != FORMAT:
            raise ValueError(f"format {document['format']!r} is not known; accepted: {FORMAT}")
        return [list_from_json(one) for one in document["lists"]]
    except (KeyError, TypeError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"not a checklist of chuhai: {error}") from error
