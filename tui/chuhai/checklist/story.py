"""What a step did, in words, for toasts and for the log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chuhai.checklist.item import Book
from chuhai.checklist.operation import WHOLE, Change, Step
from chuhai.i18n import Lang, Words
from chuhai.strings import strings, t

CELLS = 40
"""How many characters of an item are quoted."""
Title = Callable[[str], Words]
"""What a list is called, by its id."""


def told(step: Step, book: Book, title: Title, lang: Lang) -> str:
    """A step such as `tick of ‘Ship by sea’` or `4 items changed: owner, priority`.

    `book` is a state in which the items of the step can be looked up by name; what is gone
    from it is named as the step has it.
    """
    items = list(dict.fromkeys((c.list, c.item) for c in step.changes if c.item))
    if any(not change.item and change.field == WHOLE for change in step.changes):
        items = []
    if len(items) == 1:
        what = _quoted(_item_words(step, *items[0], book), lang)
    elif items:
        what = t("story.items", lang, n=len(items))
    else:
        lists = [change.list for change in step.changes if change.list]
        what = _quoted(_list_words(step, lists[0], book, title), lang) if lists else ""
    key = f"step.{step.what}"
    said = t(key, lang, what=what) if key in strings() else f"{step.what} {what}".strip()
    fields = _fields(step.changes, lang) if step.what == "edit" else ""
    return t("story.fields", lang, what=said, fields=fields) if fields else said


def first_item(step: Step) -> str:
    """The id of the first item that a step concerns; empty when it concerns none."""
    return next((change.item for change in step.changes if change.item), "")


def _quoted(words: Words, lang: Lang) -> str:
    plain = " ".join(words.in_lang(lang).split()).rstrip(".。")
    if len(plain) > CELLS:
        plain = plain[: CELLS - 1].rstrip() + "…"
    return t("story.quoted", lang, text=plain) if plain else ""


def _words(value: Any) -> Words:
    return Words(value, value) if isinstance(value, str) else Words(value["en"], value["zh"])


def _item_words(step: Step, owner: str, item: str, book: Book) -> Words:
    for change in step.changes:
        if change.item == item and change.field == WHOLE:
            return _words((change.new or change.old)["text"])
        if change.item == item and change.field == "text":
            return _words(change.new)
    found = book.lists.get(owner)
    return found.items[item].text if found and item in found.items else Words("")


def _list_words(step: Step, name: str, book: Book, title: Title) -> Words:
    if name in book.lists:
        return title(name)
    whole = next((c for c in step.changes if c.list == name and c.field == WHOLE), None)
    made = (whole.new or whole.old) if whole else {}
    return Words(made.get("name", ""))


def _fields(changes: tuple[Change, ...], lang: Lang) -> str:
    names = dict.fromkeys(change.field for change in changes if change.item)
    hidden = {"offset": "due", "waiting_on": "", "done_on": "", "dropped_why": "", "begun": ""}
    shown = dict.fromkeys(filter(None, (hidden.get(name, name) for name in names)))
    joint = "、" if lang is Lang.ZH else ", "
    return joint.join(t(f"item.{name}", lang).lower() for name in shown if name != WHOLE)
