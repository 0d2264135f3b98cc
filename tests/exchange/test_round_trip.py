"""What goes out comes back: any list, through every format that is read."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chuhai.agenda import agenda
from chuhai.checklist import edits
from chuhai.checklist.difference import Kind, alike, unit_value
from chuhai.checklist.item import Anchor, Book, Checklist, Item, Mark, Origin, Status, to_json
from chuhai.checklist.operation import WHOLE, Change
from chuhai.checklist.store import Store
from chuhai.checklist.trail import NO_TRAIL, trail_of
from chuhai.exchange.arrival import Home
from chuhai.exchange.formats import FORMATS
from chuhai.exchange.guard import guarded, one_line, unguarded
from chuhai.exchange.intake import look, take
from chuhai.exchange.json_file import read_lists
from chuhai.i18n import Lang, Words, same
from chuhai.library.index import Library
from conftest import TODAY

CHARS = st.one_of(
    st.sampled_from("=+-@'\"\\|,;:#()[]<>&\t\n\r\x1b\u200b\u202e \u3000＝＠直播带货x09/.%_"),
    st.characters(exclude_categories=["Cs"]),
)
LINES = st.text(CHARS, max_size=24)
WORDS = LINES.map(lambda text: " ".join(text.split()))
NAMES = st.text(CHARS, min_size=1, max_size=24).filter(
    lambda text: any(c.isprintable() and not c.isspace() for c in text)
)
DATES = st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31))
TAGS = st.lists(
    st.from_regex(r"[^\s,+@\\:%][^\s,%]{0,8}", fullmatch=True).filter(str.isprintable),
    max_size=3, unique=True,
)  # fmt: skip
CELLS = st.sampled_from(["tactics/routine@TH", "tactics/stock@MX", "trends/live@TH"])
MARKS = st.builds(Mark, st.integers(0, 5), LINES, st.booleans())
ROUND = ("xlsx", "csv", "json", "todo.txt", "taskwarrior")
IN_TODO = (
    "text", "status", "owner", "priority", "tags", "days", "due", "needs", "place", "every",
)  # fmt: skip


@st.composite
def checklists(draw: st.DrawFn) -> Checklist:
    """A list of up to six items with everything that an item can have."""
    ids = [f"item{n}" for n in range(draw(st.integers(1, 6)))]
    items = {}
    for number, name in enumerate(ids):
        status = draw(st.sampled_from(list(Status)))
        done = status == Status.DONE
        text = draw(NAMES)
        both = Words(draw(NAMES), text) if draw(st.booleans()) else same(text)
        origin = Origin("tactics", "routine", f"step{number}", draw(st.sampled_from(["", "TH"])))
        rule = draw(st.sampled_from(["", "due", "offset", "both"]))
        items[name] = Item(
            name,
            both,
            status,
            draw(st.sampled_from([None, origin])),
            draw(WORDS),
            draw(DATES) if done else None,
            draw(WORDS),
            draw(WORDS),
            draw(st.integers(1, 3)),
            draw(LINES),
            tuple(draw(TAGS)),
            draw(st.integers(0, 60)),
            draw(DATES) if rule in ("due", "both") else None,
            draw(st.integers(-30, 300)) if rule in ("offset", "both") else None,
            tuple(draw(st.lists(st.sampled_from(ids[:number]), unique=True))) if number else (),
            draw(st.sampled_from(["", "origin", "market"])),
            draw(st.sampled_from(["", "TH", "MX"])),
            draw(st.none() | DATES),
            draw(st.none() | DATES),
            draw(st.sampled_from(["", "1w", "10d", "3m"])),
        )
    anchor = draw(st.sampled_from([Anchor(), Anchor("eleven", 2027), Anchor(date=TODAY)]))
    layer = draw(st.dictionaries(CELLS, MARKS, max_size=2))
    return Checklist("list1", draw(NAMES), ("MX",), anchor, "first", "1", items, layer)


def _store(folder: str, owner: Checklist) -> Store:
    store = Store(Path(folder), "wei", lambda: dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC))
    made = to_json(owner)
    store.update(lambda _: ("new-list", (Change(owner.id, "", WHOLE, None, made),)))
    return store


def _home(store: Store, library: Library) -> Home:
    return Home(store.load().book, trail_of(store.journal()), library, TODAY)


def _written(form: str, store: Store, library: Library, lang: Lang = Lang.EN) -> bytes:
    lists = store.history.book.lists.values()
    shown = [agenda(owner, library, TODAY) for owner in lists]
    return FORMATS[form].write(shown, library, lang, trail_of(store.journal()))


def _name(form: str) -> str:
    return {"todo.txt": "a.txt", "taskwarrior": "a.json"}.get(form, f"a.{form}")


FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@FEW
@given(checklists())
def test_json_gives_an_identical_list(library: Library, owner: Checklist) -> None:
    data = FORMATS["json"].write([agenda(owner, library, TODAY)], library, Lang.ZH, NO_TRAIL)
    assert read_lists(data) == [owner]


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("form", ROUND)
@FEW
@given(owner=checklists())
def test_an_untouched_copy_changes_nothing(
    library: Library, owner: Checklist, form: str, lang: Lang
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = _store(folder, owner)
        data = _written(form, store, library, lang)
        for trusting in (True, False):
            got = look(_name(form), data, _home(store, library), trusting=trusting)
            assert not got.faults
            assert not got.merge.differences
            assert got.merge.unchanged == {"list1": len(owner.items)}


@pytest.mark.parametrize("form", ROUND)
@FEW
@given(owner=checklists())
def test_a_copy_taken_in_elsewhere_means_the_same(
    library: Library, owner: Checklist, form: str
) -> None:
    with tempfile.TemporaryDirectory() as here, tempfile.TemporaryDirectory() as there:
        data = _written(form, _store(here, owner), library)
        other = Store(Path(there), "ploy", lambda: dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
        got = look(_name(form), data, _home(other, library), trusting=True)
        assert not got.faults
        assert take(got, other, "import", {})
        (copy,) = other.history.book.lists.values()
        units = IN_TODO if form == "todo.txt" else [*to_json(owner.items["item0"])][1:]
        for name, item in owner.items.items():
            mine, theirs = to_json(item), to_json(copy.items[name])
            for unit in units:
                if unit == "text" and form == "todo.txt":
                    assert one_line(item.text.en) == copy.items[name].text.en
                elif unit in ("offset", "done_on") and form == "todo.txt":
                    continue
                elif unit == "status" and form == "todo.txt":
                    assert mine[unit] == theirs[unit]
                else:
                    assert alike(unit, unit_value(mine, unit), unit_value(theirs, unit)), unit
        assert copy.layer == (owner.layer if form == "json" else {})
        again = look(_name(form), data, _home(other, library), trusting=True)
        assert again.merge.is_empty


@FEW
@given(st.text(CHARS, max_size=20))
def test_no_text_is_a_formula_and_every_text_comes_back(text: str) -> None:
    cell = guarded(text)
    assert cell.strip()[:1] not in tuple("=+-@＝＋－＠") or not cell.strip()
    assert not cell.startswith(("\t", "\r", "\n"))
    assert unguarded(cell) == text


@FEW
@given(checklists(), st.data())
def test_a_change_on_one_side_only_is_never_a_conflict(
    library: Library, owner: Checklist, data: st.DataObject
) -> None:
    """Whatever is edited on either side, in different fields, both edits are there in the end."""
    form = data.draw(st.sampled_from(["json", "csv", "xlsx"]))
    item = data.draw(st.sampled_from(sorted(owner.items)))
    theirs = data.draw(st.sampled_from(sorted(owner.items)))
    with tempfile.TemporaryDirectory() as here, tempfile.TemporaryDirectory() as there:
        store = _store(here, owner)
        sent = _written(form, store, library)
        other = Store(Path(there), "ploy", lambda: dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
        assert take(look(_name(form), sent, _home(other, library), trusting=True), other, "x", {})
        _set(store, item, {"owner": "ours!"})
        _set(other, theirs, {"dropped_why": "theirs!", "days": 77})
        back = _written(form, other, library)
        got = look(_name(form), back, _home(store, library), trusting=False)
        assert not got.merge.of(Kind.CONFLICT)
        assert take(got, store, "merge", {})
        items = store.history.book.lists["list1"].items
        assert items[item].owner == "ours!"
        assert (items[theirs].dropped_why, items[theirs].days) == ("theirs!", 77)
        assert not take(
            look(_name(form), back, _home(store, library), trusting=False), store, "merge", {}
        )
        store.undo()
        assert store.history.book.lists["list1"].items[item].owner == "ours!"
        assert store.history.book.lists["list1"].items[theirs].days != 77


def _set(store: Store, item: str, values: dict[str, object]) -> None:
    def edit(book: Book) -> tuple[str, Any]:
        return "edit", edits.set_fields(book, "list1", item, values)

    store.load()
    store.update(edit)


def test_the_copy_says_who_changed_what_and_nothing_of_the_machine(
    library: Library, tmp_path: Path
) -> None:
    owner = Checklist("list1", "L", items={"item0": Item("item0", same("A"))})
    store = _store(str(tmp_path), owner)
    _set(store, "item0", {"owner": "Ploy"})
    text = _written("json", store, library).decode()
    (changed,) = [item["changed"] for item in json.loads(text)["lists"][0]["items"]]
    assert set(changed) == {"owner"}
    assert (changed["owner"]["who"], changed["owner"]["when"][:10]) == ("wei", "2026-11-22")
    assert str(tmp_path) not in text


def test_an_edit_between_the_look_and_the_taking_is_not_lost(
    library: Library, store: Store, other_store: Store
) -> None:
    owner = Checklist("list1", "L", items={"item0": Item("item0", same("A"))})
    made = to_json(owner)
    store.update(lambda _: ("new-list", (Change(owner.id, "", WHOLE, None, made),)))
    sent = json.loads(_written("json", store, library))
    sent["lists"][0]["items"][0]["owner"] = "Ploy"
    got = look("a.json", json.dumps(sent).encode(), _home(store, library), trusting=False)
    assert not got.merge.of(Kind.CONFLICT)
    _set(other_store, "item0", {"owner": "Wei"})
    with pytest.raises(edits.EditError, match="both sides"):
        take(got, store, "merge", {})
    assert store.load().book.lists["list1"].items["item0"].owner == "Wei"
    assert len(store.journal()) == 2
