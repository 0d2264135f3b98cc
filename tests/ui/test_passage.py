"""A list that is copied to another market: its gates are looked at anew there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chuhai.checklist import edits
from chuhai.checklist.item import Anchor, Checklist, Item, Status
from chuhai.checklist.store import Store
from chuhai.gates import Standing
from chuhai.i18n import Lang, same
from chuhai.library.index import Library
from chuhai.passage import ABSENT, Families, Passage
from chuhai.presets import starts
from chuhai.profile import EMPTY, as_json
from conftest import ROOT, TODAY
from ui.conftest import MakeApp, typed
from unit.test_gates import LIN


def _passage(library: Library, preset: str, market: str, profile: Any = LIN) -> Passage:
    start = next(one for one in starts(library, Path("nowhere"))[0] if one.id == preset)
    owner = Checklist("first", markets=(market,), items=dict(start.make(market)))
    return Passage(owner, Standing(library, profile, TODAY), Families(library))


def test_the_gates_of_a_list_are_those_of_its_market(real_library: Library) -> None:
    there = _passage(real_library, "first-tiktok-shop", "TH")
    assert there.common == {"tiktok-shop"}
    assert there.stopped() == []
    (gate,) = there.summary
    assert gate.said(real_library).en.startswith("TikTok Shop Southeast Asia: open at a cost")
    here = _passage(real_library, "first-tiktok-shop", "MX")
    (gate,) = here.summary
    assert gate.said(real_library).en == "TikTok Shop Mexico: blocked: no warehouse in Mexico"
    assert gate.said(real_library).zh == "TikTok Shop 墨西哥站：不可入驻：没有墨西哥仓库"
    assert len(here.stopped()) == 4
    stocked = replace(LIN, warehouses=("MX",))
    assert _passage(real_library, "first-tiktok-shop", "MX", stocked).stopped() == []


def test_a_platform_that_is_not_in_the_market_stops_what_is_about_it(
    real_library: Library,
) -> None:
    away = _passage(real_library, "cdiscount-marketplace-start", "TH")
    stopped = away.stopped()
    assert {item.origin.card for item in stopped if item.origin} == {"cdiscount-open-shop"}
    assert away.gates[stopped[0].id].standing == ABSENT
    assert "Thailand" in away.gates[stopped[0].id].said(real_library).en


def test_what_is_done_typed_or_without_platforms_has_no_gate(real_library: Library) -> None:
    shop = _passage(real_library, "first-tiktok-shop", "MX")
    done = {
        name: replace(item, status=Status.DONE) if name in shop.gates else item
        for name, item in shop.owner.items.items()
    }
    own = Item("own", same("Call the agent"), market="MX")
    owner = replace(shop.owner, items={**done, "own": own})
    again = Passage(owner, shop.standing, shop.families)
    assert again.gates == {}
    assert again.summary == ()
    unknown = _passage(real_library, "first-tiktok-shop", "MX", EMPTY)
    assert {gate.standing for gate in unknown.gates.values()} == {"unknown"}


def _filled(store: Store, library: Library, home: Path) -> None:
    (home / "profile.json").write_text(json.dumps(as_json(LIN)))
    start = next(one for one in starts(library, home)[0] if one.id == "first-tiktok-shop")
    anchor = Anchor("double-day-11-11", 2027)
    if library.find("festivals", "double-11-11") is not None:
        anchor = Anchor("double-11-11", 2027)
    store.load()
    store.update(
        lambda b: ("new-list", edits.new_list(b, "", ("TH",), anchor, make_id=lambda: "first"))
    )
    items = list(start.make("TH").values())
    store.update(lambda b: ("add-items", edits.add_items(b, "first", items)))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_copy_says_which_gate_stands_before_how_many_items(
    make_app: MakeApp,
    real_library: Library,
    store: Store,
    tmp_path: Path,
    size: tuple[int, int],
) -> None:
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    _filled(store, real_library, home)
    app = make_app(content=real_library)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("9", "g", "enter")
        await pilot.pause()
        assert "TikTok Shop Southeast Asia: open at a cost" in await _page(pilot, app)
        await pilot.press("escape", "K")
        await typed(pilot, "Mexico", "enter")
        if app.screen is not app.explore:
            await typed(pilot, "2027-11-11", "enter")
        await pilot.pause()
        said = "\n".join(note.message for note in app._notifications)
        assert "4 items stand before a gate in Mexico" in said
        assert "TikTok Shop Mexico: blocked: no warehouse in Mexico" in said
        app.clear_notifications()
        await pilot.press("enter")
        await pilot.pause()
        assert "TikTok Shop Mexico: blocked: no warehouse in Mexico" in await _page(pilot, app)


async def _page(pilot: Any, app: Any) -> str:
    """What the page of the list says, read to its end, with the breaks of its lines undone."""
    words = []
    for pane in (app.explore.view.page, app.explore.view.facts):
        for row in pane.rows:
            words += [line.plain.strip() for line in row.draw(60, False)]
    await pilot.pause()
    return " ".join(words).replace("  ", " ")


def test_the_command_names_the_items_that_cannot_be_done_there(
    chuhai: Any, store: Store, real_library: Library, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("CHUHAI_CONTENT", str(ROOT / "content"))
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    _filled(store, real_library, home)
    ran = chuhai("checklist", "duplicate", "--market", "MX", "--anchor", "2027-11-11")
    assert ran.code == 0
    _, *stopped = ran.out.splitlines()
    assert len(stopped) == 4
    assert all(
        line.endswith("TikTok Shop Mexico: blocked: no warehouse in Mexico") for line in stopped
    )
    (home / "profile.json").unlink()
    again = chuhai("checklist", "duplicate", "--market", "MX", "--anchor", "2027-11-11")
    assert len(again.out.splitlines()) == 1


@pytest.mark.parametrize("lang", list(Lang))
async def test_the_gate_of_an_item_stands_on_its_page(
    make_app: MakeApp, real_library: Library, store: Store, tmp_path: Path, lang: Lang
) -> None:
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    _filled(store, real_library, home)
    app = make_app(lang, real_library)
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.pause()
        await pilot.press("9")
        await pilot.pause()
        item = next(
            i.id for i in app.book.lists["first"].items.values()
            if i.origin and i.origin.card == "tts-affiliate-open-plan"
        )  # fmt: skip
        app.show_view("checklist", "plan", item)
        await pilot.pause()
        assert app.explore.view.task_target.item.id == item  # type: ignore[union-attr]
        text = await _page(pilot, app)
        assert ("open at a cost" if lang is Lang.EN else "有条件可入驻") in text
