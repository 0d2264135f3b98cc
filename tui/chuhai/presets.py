"""The plans to start from: those of the content, and the user's own, which are private."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from chuhai.agenda import Agenda, items_of, tasks_of
from chuhai.checklist.item import Item, Status
from chuhai.files import replace_file
from chuhai.i18n import Words, same
from chuhai.library.filter import Filter
from chuhai.library.fold import fold, is_han, spellings, tokens
from chuhai.library.index import Library
from chuhai.library.records import Entry, StepRecord
from chuhai.plan import CycleError, ordered
from chuhai.values import dataclass

if TYPE_CHECKING:
    from chuhai.library.problem import Problem
    from chuhai.model.guide import Preset, PresetStep

FOLDER = "presets"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LINE = 2_000
"""The characters that a line of a note may have in a content file."""


@dataclass(frozen=True, slots=True)
class Start:
    """A plan to start from."""

    id: str
    name: Words
    size: int
    """How many items it has."""
    private: bool
    make: Callable[[str], Mapping[str, Item]]
    """The items for a market, by their ids in the preset."""


def starts(library: Library, folder: Path) -> tuple[list[Start], list[Problem]]:
    """All presets, the user's own first, and what is wrong with files of the user.

    `folder` holds the user's own, one TOML file each in the form of `content/presets`; one that
    has the id of another stands in its place.
    """
    own, problems = _own(library, folder)
    taken = {start.id for start in own}
    found = [library.entry(row) for row in library.select(Filter(), "presets")]
    return [*own, *(_of_content(library, e) for e in found if e.id not in taken)], problems


def _of_content(library: Library, entry: Entry) -> Start:
    def make(market: str) -> Mapping[str, Item]:
        made = items_of(entry, library.steps(entry), market, library.place_name(market))
        return {item.id: item for item in made}

    return Start(entry.id, entry.name, len(library.steps(entry)), False, make)


# ---------------------------------------------------------------- reading the user's own


def _own(library: Library, folder: Path) -> tuple[list[Start], list[Problem]]:
    paths = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    if not paths:
        return [], []
    from chuhai.library.load import read_card

    found: list[Start] = []
    problems: list[Problem] = []
    for path in paths:
        card, faults = read_card(folder.parent, path, FOLDER)
        problems += faults
        if card is None or any(fault.rule == "id-is-file-name" for fault in faults):
            continue
        start = _of_card(library, card)  # type: ignore[arg-type]
        if (circle := _circle(start)) is None:
            found.append(start)
        else:
            problems.append(_problem(path, circle))
    return found, problems


def _problem(path: Path, circle: Sequence[str]) -> Problem:
    from chuhai.library.problem import Problem, Severity

    what = "items wait for one another: " + " → ".join(circle)
    return Problem(f"{FOLDER}/{path.name}", 0, "steps", what, "circle", Severity.ERROR)


def _circle(start: Start) -> tuple[str, ...] | None:
    try:
        ordered(tasks_of(start.make("").values()))
    except CycleError as error:
        return error.path
    return None


def _of_card(library: Library, card: Preset) -> Start:
    entry = Entry(0, FOLDER, card.id, Words(card.name.en, card.name.zh))
    steps = tuple(_step(step, library) for step in card.steps)

    def make(market: str) -> Mapping[str, Item]:
        made = items_of(entry, steps, market, library.place_name(market))
        return {item.id: item for item in made}

    return Start(card.id, entry.name, len(steps), True, make)


def _step(step: PresetStep, library: Library) -> StepRecord:
    text = Words(step.what.en, step.what.zh) if step.what else Words("")
    kind, card = ("tactics", step.tactic) if step.tactic else ("guides", step.guide)
    origin = ""
    if card:
        origin = f"{kind}/{card}#{step.step}" if step.step else f"{kind}/{card}"
        entry = library.find(kind, card)
        known = library.steps(entry) if entry else ()
        text = text or next((other.text for other in known if other.id == step.step), text)
    return StepRecord(
        step.id, text or same(step.id), "", step.days, step.offset, step.place or "", step.needs,
        origin, step.owner, step.priority, "\n".join(step.note), step.every,
    )  # fmt: skip


# ---------------------------------------------------------------- writing one


def save_preset(one: Agenda, name: str, folder: Path) -> Path:
    """Write a list as a preset of the user's own; a name that is taken gets a number.

    Dates of their own become days before the anchor; progress, dates of being done and dropped
    items stay behind. Raises `OSError`.
    """
    slug = _slug(name) or "preset"
    path, number = folder / f"{slug}.toml", 1
    while path.exists():
        number += 1
        path = folder / f"{slug}-{number}.toml"
    replace_file(path, preset_toml(one, name, path.stem).encode())
    return path


def _slug(name: str) -> str:
    parts = []
    for token in tokens(fold(name)):
        if is_han(token):
            spelled = sorted(spellings(token, whole=True), key=lambda s: (-len(s), s))
            parts += spelled[:1]
        else:
            parts.append(token)
    joined = re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower()).strip("-")
    return joined[:60].strip("-")


def preset_toml(one: Agenda, name: str, slug: str) -> str:
    """A list in the form of a file of `content/presets`."""
    items = [i for i in one.checklist.items.values() if i.status != Status.DROPPED]
    ids = _step_ids(items)
    place = "、".join(one.checklist.markets)
    about = f"{one.title.en} ({place})" if place else one.title.en
    lines = [
        f"id = {_quoted(slug)}",
        f"name.en = {_quoted(name)}",
        f"name.zh = {_quoted(name)}",
        f"summary.en = {_quoted('Saved from the list ' + about)}",
        f"summary.zh = {_quoted('由清单保存：' + about)}",
    ]
    for item in items:
        lines += ["", "[[steps]]", *_step_lines(one, item, ids)]
    return "\n".join(lines) + "\n"


def _step_ids(items: Iterable[Item]) -> dict[str, str]:
    ids: dict[str, str] = {}
    for item in items:
        step = item.origin.step if item.origin else ""
        good = step and _ID.fullmatch(step) and step not in ids.values()
        ids[item.id] = step if good else item.id
    return ids


def _step_lines(one: Agenda, item: Item, ids: Mapping[str, str]) -> list[str]:
    offset = item.offset
    if offset is None and item.due is not None and one.anchor is not None:
        offset = (one.anchor - item.due).days
    lines = [f"id = {_quoted(ids[item.id])}"]
    origin = item.origin
    if origin and origin.kind in ("tactics", "guides"):
        lines.append(f"{origin.kind.removesuffix('s')} = {_quoted(origin.card)}")
        lines += [f"step = {_quoted(origin.step)}"] if origin.step else []
    lines.append(f"what.en = {_quoted(item.text.en or item.text.zh)}")
    lines.append(f"what.zh = {_quoted(item.text.zh or item.text.en)}")
    lines.append(f"days = {item.days}")
    needs = [_quoted(ids[need]) for need in item.needs if need in ids]
    lines += [f"offset = {max(-365, min(1_000, offset))}"] if offset is not None else []
    lines += [f"place = {_quoted(item.place)}"] if item.place else []
    lines += [f"needs = [{', '.join(needs)}]"] if needs else []
    lines += [f"owner = {_quoted(item.owner)}"] if item.owner else []
    lines += [f"priority = {item.priority}"] if item.priority != 2 else []
    lines += [f"every = {_quoted(item.every)}"] if item.every else []
    note = [
        _quoted(line[start : start + _LINE])
        for line in item.note.splitlines()
        for start in range(0, max(1, len(line)), _LINE)
    ]
    lines += [f"note = [{', '.join(note)}]"] if note else []
    return lines


def _quoted(text: str) -> str:
    """A TOML string in one line, without what a content file may not hold."""
    plain = "".join(c if c.isprintable() else " " for c in text)
    return json.dumps(" ".join(plain.split())[:_LINE], ensure_ascii=False)
