"""Edits, undo and redo: pure, and across a restart."""

from __future__ import annotations

import datetime as dt

import pytest

from chuhai.agenda import agenda, items_of, parse_due, quick_item
from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Book, Item, Origin, Status
from chuhai.checklist.operation import apply
from chuhai.checklist.store import Store
from chuhai.i18n import Words, same
from chuhai.library.index import Library

TODAY = dt.date(2026, 11, 22)


def _book() -> tuple[Book, str]:
    book = Book()
    book = apply(book, edits.new_list(book, "", ("MX",), Anchor("eleven", 2027)))
    return book, book.active


def _add(book: Book, name: str, *items: Item) -> Book:
    return apply(book, edits.add_items(book, name, items))


def test_items_bring_their_order_with_them() -> None:
    book, name = _book()
    book = _add(book, name, Item("a", same("A")), Item("b", same("B"), needs=("a",)))
    first, second = book.lists[name].items.values()
    assert second.needs == (first.id,)
    assert first.id != "a"


def test_the_same_step_twice_is_refused_with_the_item() -> None:
    book, name = _book()
    item = Item("a", same("A"), origin=Origin("tactics", "routine", "slots", "MX"))
    book = _add(book, name, item)
    known = next(iter(book.lists[name].items))
    with pytest.raises(edits.AlreadyThere) as refusal:
        edits.add_items(book, name, [item])
    assert refusal.value.item == known
    other = Item("b", same("B"), origin=Origin("tactics", "routine", "rehearse", "MX"))
    book = apply(book, edits.add_items(book, name, [item, other], partly=True))
    assert len(book.lists[name].items) == 2
    elsewhere = Item("c", same("A"), origin=Origin("tactics", "routine", "slots", "TH"))
    assert len(_add(book, name, elsewhere).lists[name].items) == 3


@pytest.mark.parametrize(
    ("field", "value"), [("priority", 4), ("days", -1), ("offset", 4_000), ("status", "maybe")]
)
def test_a_value_that_does_not_fit_is_refused(field: str, value: object) -> None:
    book, name = _book()
    book = _add(book, name, Item("a", same("A")))
    (item,) = book.lists[name].items
    with pytest.raises(ValueError, match=str(value)):
        edits.set_fields(book, name, item, {field: value})


def test_needs_that_make_a_circle_are_refused() -> None:
    book, name = _book()
    book = _add(book, name, Item("a", same("A")), Item("b", same("B"), needs=("a",)))
    a, b = book.lists[name].items
    with pytest.raises(edits.EditError, match="A → B → A"):
        edits.set_fields(book, name, a, {"needs": (b,)})


def test_ticking_remembers_the_day_and_unticking_forgets_it() -> None:
    book, name = _book()
    book = _add(book, name, Item("a", same("A")))
    (item,) = book.lists[name].items
    book = apply(book, edits.tick(book, name, item, TODAY))
    assert book.lists[name].items[item].done_on == TODAY
    book = apply(book, edits.tick(book, name, item, TODAY))
    assert book.lists[name].items[item] == Item(item, same("A"))


def test_removing_and_undoing_keeps_the_place(store: Store) -> None:
    store.update(lambda b: ("new-list", edits.new_list(b, "L", (), Anchor())))
    name = store.history.book.active
    items = [Item(x, same(x)) for x in "abc"]
    store.update(lambda b: ("add-items", edits.add_items(b, name, items)))
    before = store.history.book
    middle = list(before.lists[name].items)[1]
    store.update(lambda b: ("remove-items", edits.remove_items(b, name, [middle])))
    assert middle not in store.history.book.lists[name].items
    store.undo()
    assert store.history.book == before
    assert list(store.history.book.lists[name].items) == list(before.lists[name].items)


def test_undo_and_redo_survive_a_restart(store: Store, other_store: Store) -> None:
    store.update(lambda b: ("new-list", edits.new_list(b, "L", ("TH",), Anchor())))
    name = store.history.book.active
    for text in ("one", "two", "three"):
        item = Item("x", same(text))
        store.update(lambda b, i=item: ("add-items", edits.add_items(b, name, [i])))  # type: ignore[misc]
    whole = store.history.book
    later = other_store
    later.load()
    undone = [later.undo()[1] for _ in range(5)]
    assert [step.what if step else None for step in undone] == [
        "add-items", "add-items", "add-items", "new-list", None,
    ]  # fmt: skip
    assert later.history.book == Book()
    again = store
    again.load()
    for _ in range(4):
        again.redo()
    assert again.history.book == whole
    assert again.redo()[1] is None


def test_a_new_edit_ends_the_line_of_redo(store: Store) -> None:
    store.update(lambda b: ("new-list", edits.new_list(b, "one", (), Anchor())))
    store.undo()
    store.update(lambda b: ("new-list", edits.new_list(b, "two", (), Anchor())))
    assert store.redo()[1] is None
    assert [owner.name for owner in store.history.book.lists.values()] == ["two"]


def test_dates_come_from_the_edition_of_the_anchor(library: Library) -> None:
    book, name = _book()
    entry = library.find("tactics", "routine")
    assert entry is not None
    items = items_of(entry, library.steps(entry), "MX", Words("Mexico"))
    one = agenda(_add(book, name, *items).lists[name], library, TODAY)
    assert one.anchor == dt.date(2027, 11, 11)
    due = {item.text.en: one.slot(item).due for item in one.checklist.items.values()}
    assert due == {
        "Fix the hours": dt.date(2027, 10, 17),
        "Rehearse [once]": dt.date(2027, 11, 4),
    }
    assert one.title == Words("Mexico · 11.11 2027", "墨西哥 · 双11 2027")


def test_a_line_becomes_an_item() -> None:
    item = quick_item("寄样给达人 due:-28d own:Ploy !1 for:3d #live", TODAY)
    assert item.text.zh == "寄样给达人"
    assert (item.offset, item.owner, item.priority, item.days) == (28, "Ploy", 1, 3)
    assert item.tags == ("live",)
    assert quick_item("ship due:2027-10-01", TODAY).due == dt.date(2027, 10, 1)


@pytest.mark.parametrize("line", ["", "due:-3d", "ship due:soon", "ship due:2027-13-01"])
def test_a_line_that_cannot_be_read_says_what_is_accepted(line: str) -> None:
    with pytest.raises(ValueError, match=r"accepted|needs a text"):
        quick_item(line, TODAY)


def test_due_dates_as_people_type_them() -> None:
    assert parse_due("-28d", TODAY) == (None, 28)
    assert parse_due("+3", TODAY) == (None, -3)
    assert parse_due("2027/11/11", TODAY) == (dt.date(2027, 11, 11), None)
    assert parse_due(" ", TODAY) == (None, None)


def test_every_status_is_closed_or_open() -> None:
    open_ones = [s for s in Status if Item("a", same("A"), status=s).is_open]
    assert open_ones == [Status.TODO, Status.DOING, Status.WAITING]
