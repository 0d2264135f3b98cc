"""The content against the dossiers it was written from; skipped where they are not."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
import tomli

from chuhai.calendar import editions
from chuhai.check.rule import parts
from chuhai.library.load import Loaded, load
from chuhai.model.common import Claim, Confidence
from chuhai.model.festival import Festival
from conftest import FACTS, ROOT

pytestmark = pytest.mark.skipif(not FACTS.is_dir(), reason="the dossiers are not here")

_SCALES = {"bn": 1e9, "tn": 1e12, "m": 1e6}


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    """The built-in pack as read."""
    return load(ROOT / "content")


def _dossier(name: str) -> dict[str, Any]:
    return tomli.loads((FACTS / name).read_text(encoding="utf-8"))


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("source", "sources", "id", "url"):
                yield from _numbers(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _numbers(inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)
    elif isinstance(value, str):
        yield from (float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", value))


def _scaled(entry: Any) -> set[float]:
    plain = set(_numbers(entry))
    return plain | {round(n * scale, 2) for n in plain for scale in _SCALES.values()}


def test_every_figure_of_a_claim_is_the_dossiers(loaded: Loaded) -> None:
    known = {
        "trends": {t["id"]: _scaled(t) for t in _dossier("trends.toml")["trend"]},
        "markets": {m["iso"]: _scaled(m) for m in _dossier("markets.toml")["market"]},
        "tactics": {t["id"]: _scaled(t) for t in _dossier("tactics.toml")["tactic"]},
    }
    events = _dossier("history.toml")["event"]
    for kind, entries in known.items():
        for name, numbers in entries.items():
            card = loaded.cards[kind].get(name)
            for field, value in parts(card) if card else ():
                if isinstance(value, Claim):
                    told = _scaled([e for e in events if value.source in e["sources"]])
                    for figure in (value.value, value.value_to):
                        there = figure is None or figure in numbers | told
                        assert there, f"{name}.{field}: {figure}"


def test_nothing_recalled_is_shown_as_checked(loaded: Loaded) -> None:
    rows: dict[tuple[str, float], bool] = {}
    for market in _dossier("markets.toml")["market"]:
        for key in ("ecommerce", "platform", "payment", "logistics", "rule"):
            for row in market.get(key, []):
                if isinstance(row.get("value"), int | float):
                    found = (market["iso"], float(row["value"]))
                    rows[found] = rows.get(found, False) or bool(row.get("checked"))
    for name, card in loaded.cards["markets"].items():
        for _, value in parts(card):
            if isinstance(value, Claim) and value.value is not None:
                checked = rows.get((name, value.value), True)
                assert checked or value.confidence is Confidence.RECALLED
    platforms = {p["id"]: p["checked"] for p in _dossier("platforms.toml")["platform"]}
    for name, card in loaded.cards["platforms"].items():
        assert platforms[name] == (card.confidence == "checked")  # type: ignore[attr-defined]


def test_every_source_is_the_dossiers(loaded: Loaded) -> None:
    known = {
        source["url"]
        for name in ("history", "markets", "platforms", "tactics", "festivals", "guides")
        for source in _dossier(f"{name}.toml")["source"]
    }
    assert {source.url for source in loaded.sources.values()} <= known | {""}


def test_all_steps_of_each_tactic_are_there(loaded: Loaded) -> None:
    for tactic in _dossier("tactics.toml")["tactic"]:
        card = loaded.cards["tactics"].get(tactic["id"])
        if card is not None:
            days = [(s.days, s.offset) for s in card.steps]  # type: ignore[attr-defined]
            assert days == [(s["days"], s["start_before_days"]) for s in tactic["step"]]


def test_festival_dates_equal_the_computed_ones(loaded: Loaded) -> None:
    festivals = {k: v for k, v in loaded.cards["festivals"].items() if isinstance(v, Festival)}
    found = {
        (e.festival, e.market, e.year): (e.start.isoformat(), e.end.isoformat(),
                                         e.sell_from.isoformat())
        for festival in festivals.values()
        for e in editions(festival, festivals, (2026, 2027))
    }  # fmt: skip
    compared = 0
    with (FACTS / "festivals_dates.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name, _, market = row["id"].partition("@")
            if name in festivals:
                compared += 1
                key = (name, market, int(row["year"]))
                assert found[key] == (row["start"], row["end"], row["sell_from"]), row["id"]
    demand = [f for f in festivals.values() if f.sort == "demand"]
    assert compared >= 2 * len(demand)


def test_every_festival_has_sane_dates_until_2030(loaded: Loaded) -> None:
    festivals = {k: v for k, v in loaded.cards["festivals"].items() if isinstance(v, Festival)}
    for festival in festivals.values():
        starts = [e.start for e in editions(festival, festivals, range(2026, 2031)) if not e.market]
        gaps = [(b - a).days for a, b in pairwise(starts)]
        assert len(starts) >= 5, festival.id
        assert all(335 <= gap <= 395 for gap in gaps), (festival.id, gaps)
