"""The parts of the planner: typed lines, selections, groups, reviews, stories, the diary."""

from __future__ import annotations

import datetime as dt

import pytest

from chuhai.agenda import Agenda, agenda
from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Checklist, Item, Status
from chuhai.checklist.store import Store
from chuhai.checklist.story import told
from chuhai.checklist.typed import (
    Typed,
    Unreadable,
    parse_day,
    parse_due,
    parse_every,
    parse_line,
    parse_move,
    quick_item,
)
from chuhai.closures import Stops, closures
from chuhai.diary import diary
from chuhai.forecast import anchor_words, finish_words, reason_words
from chuhai.grouping import grouped, moment_of, phase_of
from chuhai.i18n import Lang, Words, same
from chuhai.library.filter import Filter
from chuhai.library.index import Library
from chuhai.reach import Question
from chuhai.recurring import following
from chuhai.review import first_dues, review
from chuhai.selection import SelectionError, parse_selection, passing, select
from chuhai.settings import parse_days_off
from conftest import TODAY

DAY = dt.timedelta(days=1)


def _one(library: Library, *items: Item, anchor: dt.date | None = None) -> Agenda:
    target = Anchor(date=anchor or dt.date(2027, 1, 20))
    owner = Checklist("L", "", ("TH",), target, items={item.id: item for item in items})
    return agenda(owner, library, TODAY)


# ---------------------------------------------------------------- typed lines


def test_dates_as_people_type_them() -> None:
    assert parse_day("11-11", TODAY) == dt.date(2027, 11, 11)
    assert parse_day("12.12", TODAY) == dt.date(2026, 12, 12)
    assert parse_day("今天", TODAY) == TODAY
    assert parse_day("tomorrow", TODAY) == TODAY + DAY
    assert parse_due("D-45", TODAY) == (None, 45)
    assert parse_due("t+3", TODAY) == (None, -3)
    for odd in ("2-30", "soon", "2027-02-29", "13-1"):
        with pytest.raises(Unreadable, match=odd):
            parse_day(odd, TODAY)


def test_a_line_in_chinese_keys_is_the_same() -> None:
    line = parse_line(
        "截止：-28d 负责：小林 ！1 工期：3天 地点：国内 前置：1，2 每：周 #直播", TODAY
    )
    assert line == Typed(
        "",
        {"due": None, "offset": 28, "owner": "小林", "priority": 1, "days": 3,
         "place": "origin", "every": "1w", "tags": ("直播",)},
        (1, 2),
    )  # fmt: skip


def test_words_with_colons_stay_words() -> None:
    item = quick_item("看 https://example.org 备注：急 is:doing", TODAY)
    assert item.text.zh == "看 https://example.org 备注：急"
    assert (item.status, item.begun) == (Status.DOING, TODAY)


@pytest.mark.parametrize(
    ("text", "every"),
    [("week", "1w"), ("2w", "2w"), ("每月", "1m"), ("10d", "10d"), ("", ""), ("-", "")],
)
def test_how_often_something_comes_back(text: str, every: str) -> None:
    assert parse_every(text) == every


def test_what_cannot_be_read_says_so_in_both_languages() -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_line("is:latte", TODAY)
    assert "latte" in refusal.value.said(Lang.ZH)
    assert "无效" in refusal.value.said(Lang.ZH)
    assert "accepted: todo" in str(refusal.value)
    for line in ("for:long", "at:sea", "after:a", "move:far", "every:0w", "exp:soon"):
        with pytest.raises(Unreadable):
            parse_line(line, TODAY)
    assert parse_move("-5天") == -5


def test_weekdays_as_people_type_them() -> None:
    assert parse_days_off("Saturday, sun") == (5, 6)
    assert parse_days_off("周六、周日") == (5, 6)
    assert parse_days_off("星期天") == (6,)
    assert parse_days_off("weekend") == (5, 6)
    assert parse_days_off("none") == ()


def test_a_question_is_one_line_both_ways() -> None:
    asked = Question("TH", "preset", "first", ("a", "b-c"), True)
    assert Question.parse(str(asked)) == asked
    assert Question.parse(str(Question())) == Question()
    assert Question.parse("garbage") == Question()


# ---------------------------------------------------------------- which items


def test_a_selection_means_some_items(library: Library) -> None:
    one = _one(
        library,
        Item("a", Words("Ship", "海运"), owner="Ploy", due=TODAY - DAY, tags=("sea",)),
        Item("b", same("List"), owner="Wei", offset=3, needs=("a",), priority=1, market="MX"),
        Item("c", same("Done"), status=Status.DONE, done_on=TODAY),
    )
    wanted = {
        "own:ploy": "a", "is:late": "a", "海运": "a", "#sea": "a", "is:blocked": "b", "!1": "b",
        "market:mx": "b", "is:done": "c", "is:closed": "c", "-is:open": "c", "own:wei list": "b",
        "is:critical": "ab", "-own:wei is:open": "a", "list:thailand is:free": "a", "nothing": "",
        "own:": "c", "": "abc",
    }  # fmt: skip
    found = {line: "".join(item.id for _, item in select([one], line)) for line in wanted}
    assert found == wanted
    with pytest.raises(SelectionError, match=r"late\?"):
        parse_selection("is:latte")


def test_the_filter_of_the_program_holds_for_items(library: Library) -> None:
    entry = library.find("tactics", "routine")
    assert entry is not None
    from chuhai.checklist.item import Origin

    one = _one(
        library,
        Item("a", same("Typed")),
        Item("b", same("From a card"), origin=Origin("tactics", "routine"), market="MX"),
    )

    def kept(line: str) -> str:
        return "".join(item.id for item in passing(one, library.parse(line), library))

    assert kept("") == "ab"
    assert kept("market:TH") == "a"
    assert kept("market:MX") == "b"
    assert kept("region:southeast-asia") == "a"
    assert kept("card") == "b"
    assert kept(f"-goal:{entry.mark}") == "a"


def test_phases_and_moments(library: Library) -> None:
    anchor = TODAY + 100 * DAY
    offsets = {"early": 61, "sixty": 60, "fifteen": 15, "one": 1, "day": 0, "after": -5}
    items = [Item(name, same(name), days=0, offset=offset) for name, offset in offsets.items()]
    one = _one(library, *items, Item("none", same("none"), due=None), anchor=anchor)
    phases = [phase_of(one, item) for item in one.checklist.items.values()]
    assert phases == ["groundwork", "stock", "campaign", "warm-up", "day", "after", "day"]
    late = Item("late", same("x"), due=TODAY - DAY)
    begin = Item("begin", same("x"), due=TODAY + 20 * DAY, days=30)
    waits = Item("waits", same("x"), due=TODAY + 20 * DAY, days=30, needs=("late",))
    old = Item("old", same("x"), status=Status.DONE, done_on=TODAY - 30 * DAY)
    two = _one(library, late, begin, waits, old)
    moments = {item.id: moment_of(two, item) for item in two.checklist.items.values()}
    assert moments == {"late": "late", "begin": "begin", "waits": "later", "old": ""}


def test_what_is_done_keeps_its_place(library: Library) -> None:
    items = [Item("a", same("A"), offset=9), Item("b", same("B"), offset=5), Item("c", same("C"))]
    ticked = [items[0], Item("b", same("B"), offset=5, status=Status.DONE, done_on=TODAY), items[2]]
    for shown in (items, ticked):
        one = _one(library, *shown)
        (group,) = grouped([(one, list(one.checklist.items.values()))], "list", library)
        assert [item.id for _, item in group.items] == ["a", "b", "c"]
        assert [item.id for item in one.in_order()] == ["a", "b", "c"]
    assert one.slot(ticked[1]).due == TODAY


# ---------------------------------------------------------------- reviews and reasons


def test_the_first_plan_is_that_of_the_day_on_which_it_was_made(
    library: Library, tmp_path: object
) -> None:
    from pathlib import Path

    now = [dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)]
    store = Store(Path(str(tmp_path)), "tester", lambda: now[0])
    items = [Item("a", same("A"), days=3), Item("b", same("B"), offset=0, needs=("a",))]
    ids = iter("ab")
    anchor = Anchor(date=dt.date(2027, 1, 20))
    store.update(lambda b: ("new-list", edits.new_list(b, "", (), anchor, make_id=lambda: "L")))
    store.update(lambda b: ("add-items", edits.add_items(b, "L", items, make_id=lambda: next(ids))))
    store.update(lambda b: ("edit", edits.set_fields(b, "L", "b", {"days": 5})))
    now[0] += 3 * DAY
    store.update(lambda b: ("edit", edits.set_fields(b, "L", "a", {"days": 90})))
    later = Anchor(date=dt.date(2027, 2, 1))
    store.update(lambda b: ("set-anchor", edits.set_list_field(b, "L", "anchor", later)))
    store.update(
        lambda b: (
            "add-items",
            edits.add_items(b, "L", [Item("c", same("C"))], make_id=lambda: "c"),
        )
    )
    one = agenda(store.history.book.lists["L"], library, TODAY)
    first, first_anchor = first_dues(store.history.past, "L", library, one)
    assert first == {"a": dt.date(2027, 1, 15), "b": dt.date(2027, 1, 20), "c": dt.date(2027, 2, 1)}
    assert first_anchor == dt.date(2027, 1, 20)
    found = review(one, store.history.past, library)
    assert found.moved == 12
    ends = {"a": TODAY + 90 * DAY, "b": TODAY + 95 * DAY}
    assert {i.id: days for i, days in found.slipped} == {
        name: (end - first[name]).days for name, end in ends.items()
    }
    assert [(i.id, [n.id for n in needs]) for i, needs in found.blocked] == [("b", ["a"])]


def test_reasons_in_words(library: Library) -> None:
    one = _one(
        library,
        Item("a", same("A"), due=TODAY - 4 * DAY, days=6),
        Item("b", same("B"), needs=("a",), offset=50),
        Item("c", same("C"), needs=("b",), offset=0),
        Item("d", same("D"), status=Status.DOING, begun=TODAY - 2 * DAY, days=10),
    )
    items = one.checklist.items
    assert reason_words(one, items["a"], Lang.EN) == (
        "It should have been finished 4 days ago, on 2026-11-18."
    )
    assert "waits for ‘B’ → ‘A’; the last of them should have been" in reason_words(
        one, items["c"], Lang.EN
    )
    assert reason_words(one, items["d"], Lang.ZH) == "2026-11-20 已动手，需要 10 天。"
    assert finish_words(one, items["d"], Lang.EN) == "forecast 2026-11-30, 51 days to spare"
    assert anchor_words(one, library, Lang.EN) == (
        "2027-01-20 can still be reached, 51 days to spare; late on the way: ‘A’ by 10 days"
    )
    over = _one(library, Item("a", same("A"), days=90, offset=0))
    assert anchor_words(over, library, Lang.EN) == (
        "2027-01-20 cannot be reached: the work ends 31 days after it"
    )


def test_a_month_later_is_the_same_day_as_far_as_there_is_one(library: Library) -> None:
    last = Item("a", same("A"), due=dt.date(2027, 1, 31), every="1m")
    one = _one(library, last, anchor=dt.date(2027, 12, 1))
    again = following(one, last)
    assert again is not None
    assert again.due == dt.date(2027, 2, 28)
    missed = Item("b", same("B"), due=TODAY - 20 * DAY, every="1w")
    again = following(_one(library, missed), missed)
    assert again is not None
    assert again.due == TODAY + DAY
    beyond = Item("c", same("C"), due=dt.date(2027, 1, 18), every="1w")
    assert following(_one(library, beyond), beyond) is None


def test_steps_are_told_with_the_names_of_what_they_changed(store: Store) -> None:
    def title(_: str) -> Words:
        return Words("Mexico", "墨西哥")

    def last(lang: Lang) -> str:
        return told(store.history.past[-1], store.history.book, title, lang)

    store.update(lambda b: ("new-list", edits.new_list(b, "", ("MX",), Anchor())))
    name = store.history.book.active
    assert last(Lang.ZH) == "新建清单“墨西哥”"
    items = [Item(x, Words(f"Ship {x}.", f"发{x}。")) for x in "ab"]
    store.update(lambda b: ("add-items", edits.add_items(b, name, items)))
    assert last(Lang.EN) == "adding 2 items"
    first, second = store.history.book.lists[name].items
    store.update(lambda b: ("tick", edits.tick(b, name, first, TODAY)))
    assert last(Lang.EN) == "tick of ‘Ship a’"
    store.update(lambda b: ("edit", edits.set_fields(b, name, second, {"owner": "W", "days": 2})))
    assert last(Lang.ZH) == "修改“发b”：负责人、工期"
    store.update(lambda b: ("remove-items", edits.remove_items(b, name, [second])))
    assert last(Lang.EN) == "removal of ‘Ship b’"
    store.update(lambda b: ("odd-word", edits.set_active(b, name) or edits.restore(b, name, first)))
    assert last(Lang.EN) == "odd-word ‘Ship a’"


def test_a_bulk_step_is_all_or_nothing(store: Store) -> None:
    store.update(lambda b: ("new-list", edits.new_list(b, "", (), Anchor())))
    name = store.history.book.active
    store.update(
        lambda b: ("add-items", edits.add_items(b, name, [Item(x, same(x)) for x in "ab"]))
    )
    a, b = store.history.book.lists[name].items
    before = store.history.book
    with pytest.raises(edits.EditError, match="4"):
        store.update(
            lambda now: ("edit", edits.set_each(now, name, {a: {"owner": "W"}, b: {"priority": 4}}))
        )
    assert store.history.book == before
    with pytest.raises(edits.Circle) as refusal:
        store.update(
            lambda now: (
                "edit",
                edits.set_each(now, name, {a: {"needs": (b,)}, b: {"needs": (a,)}}),
            )
        )
    assert [item.id for item in refusal.value.path] in ([a, b, a], [b, a, b])
    assert refusal.value.said(Lang.ZH) in (
        "这些任务会互相等待：a → b → a", "这些任务会互相等待：b → a → b",
    )  # fmt: skip


# ---------------------------------------------------------------- closures and the diary


def test_closures_are_asked_by_place(journey: Library) -> None:
    anchor = dt.date(2027, 10, 20)
    one = _one(
        journey,
        Item("home", same("x"), days=3, due=dt.date(2027, 10, 4), place="origin"),
        Item("there", same("x"), days=3, due=dt.date(2027, 10, 4), place="market"),
        Item("open", same("x"), days=3, due=dt.date(2027, 10, 4)),
        Item("before", same("x"), days=3, due=dt.date(2027, 9, 30), place="origin"),
        anchor=anchor,
    )
    stops = Stops(one, journey)
    found = {name: [c.sure for c in stops.of(i)] for name, i in one.checklist.items.items()}
    assert found == {"home": [True], "there": [], "open": [False], "before": []}
    assert Stops(one, journey, home="TH").of(one.checklist.items["home"]) == ()
    assert [c.start for c in closures(journey, ["CN", "CN"], anchor - 30 * DAY, anchor)] == [
        dt.date(2027, 10, 1)
    ]


def test_the_diary_of_a_month(journey: Library) -> None:
    one = _one(journey, Item("a", same("A"), offset=0), anchor=dt.date(2027, 11, 11))
    first, last = dt.date(2027, 9, 20), dt.date(2027, 11, 30)
    marks = diary(journey, {"L": one}, Filter(), journey.markets, first, last)
    seen = [(mark.kind, mark.day.isoformat()[5:]) for mark in marks]
    assert seen == [
        ("prepare", "09-27"), ("closure", "10-01"), ("prepare", "10-28"),
        ("anchor", "11-11"), ("festival", "11-11"), ("due", "11-11"),
    ]  # fmt: skip
    bare = diary(journey, {}, journey.parse("-kind:demand"), ["TH"], first, last)
    assert [mark.kind for mark in bare] == ["closure"]
