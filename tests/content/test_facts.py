"""The content against the dossiers it was written from; skipped where they are not."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
import tomli

from chuhai.calendar import editions
from chuhai.check.rule import parts
from chuhai.library.load import Loaded, load
from chuhai.model.common import Claim, Confidence, Text
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
    plain = {round(n, 4) for n in _numbers(entry)}
    return plain | {round(n * scale, 2) for n in plain for scale in _SCALES.values()}


READ_SINCE: dict[str, set[float]] = {
    "https://o-rex.com/index.php/2024/09/30/live-shopping-known-but-still-little-loved-in-germany/":
        {4, 8, 21},
    "https://jungezielgruppen.de/tag/social-media": {29},
    "http://vh455.com/guide/tiktokshop/38kdatjo": {14, 4.3, 90},
    "https://seller-th.tiktok.com/university/essay?knowledge_id=2748792307042064&lang=en": set(),
    "https://www.10100.com/encyclopedia/6/111125676": set(),
    "https://www.mangozero.com/powerbank-is-controlled-product-by-tisi/": {6, 500_000},
}  # fmt: skip
"""Pages read after the dossiers were written, with the figures that stand on them."""
LISTED = {
    "trends": ("trends", "trend", "id"),
    "tactics": ("tactics", "tactic", "id"),
    "platforms": ("platforms", "platform", "id"),
    "markets": ("markets", "market", "iso"),
    "festivals": ("festivals", "festival", "id"),
    "events": ("history", "event", "id"),
    "lineage": ("lineage", "link", "id"),
    "article": ("seed_claims", "claim", "id"),
    "guides": ("guides", "guide", "id"),
}
"""Where the dossiers keep each kind: file, table, name of the id."""
LEFT_OUT: dict[str, str] = {}
"""Ids of the dossiers that have no card, as `kind/id`, each with the reason."""
MERGED = {
    "PL": {("forsal-eurostat-2023", "2023"): "the dossier has the figure twice; kept once"},
}
"""Rows of a market that stand in another row, by source and date, each with the reason."""
BROUGHT_IN = {
    ("tactics", "ugc-review-collection", 71.1): "of the dossier on markets",
    ("tactics", "local-warehouse-first", 33.5): "of the dossier on markets",
    ("events", "tts-sea-2024", 33.2): "of the dossier on trends",
    ("events", "tts-us-2024", 32.6): "of the dossier on trends",
    ("platforms", "tiktok-shop-sea", 14): "of the guide for cross-border sellers, read since",
    ("markets", "TH", 500_000): "of the press on power banks, read since",
}
"""Figures in a text that come from another dossier than the card's own."""


def test_every_entry_of_the_dossiers_has_its_card(loaded: Loaded) -> None:
    for kind, (file, table, key) in LISTED.items():
        told = {entry[key] for entry in _dossier(f"{file}.toml")[table]}
        missing = {
            name for name in told - set(loaded.cards[kind]) if f"{kind}/{name}" not in LEFT_OUT
        }
        assert missing == set(), kind


def test_every_row_of_a_market_is_there(loaded: Loaded) -> None:
    regional = {
        (c.source, c.as_of)
        for card in loaded.cards["regions"].values()
        for _, c in parts(card)
        if isinstance(c, Claim)
    }
    for market in _dossier("markets.toml")["market"]:
        iso = market["iso"]
        claims = [c for _, c in parts(loaded.cards["markets"][iso]) if isinstance(c, Claim)]
        held = Counter((c.source, c.as_of) for c in claims)
        for row in _rows(market):
            source = None if row.get("source", "recalled") in ("recalled", "") else row["source"]
            found = (source, str(row.get("as_of", "")))
            assert held[found] or found in regional or found in MERGED.get(iso, {}), (iso, row)


def _rows(market: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for value in market.values():
        for row in value if isinstance(value, list) else [value]:
            if isinstance(row, dict) and "source" in row:
                yield row


def test_every_stance_and_kpi_is_there(loaded: Loaded) -> None:
    levels = {"adopt": "go", "trial": "test", "assess": "watch", "hold": "avoid"}
    for trend in _dossier("trends.toml")["trend"]:
        card = loaded.cards["trends"][trend["id"]]
        held = {(s.market, s.stance) for s in card.stances}  # type: ignore[attr-defined]
        told = {(s["market"], levels[s["stance"]]) for s in trend["stances"]}
        assert told <= held, trend["id"]
    for tactic in _dossier("tactics.toml")["tactic"]:
        card = loaded.cards["tactics"][tactic["id"]]
        assert len(card.kpis) == len(tactic["kpi"]), tactic["id"]  # type: ignore[attr-defined]
        held = {s.market for s in card.stances}  # type: ignore[attr-defined]
        told = {
            market
            for key in ("market_best", "market_avoid")
            for entry in tactic.get(key, [])
            for market in entry["markets"]
        }
        assert told <= held, tactic["id"]


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
                    source = loaded.sources.get(value.source or "")
                    told |= {float(n) for n in READ_SINCE.get(source.url, ())} if source else set()
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
    assert {source.url for source in loaded.sources.values()} <= known | {"", *READ_SINCE}


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


_FIGURE = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?: ?(万亿|亿|万))?")
_HAN_SCALES = {"": 1.0, "万": 1e4, "亿": 1e8, "万亿": 1e12}
_SCALES_OF_TEXT = (1.0, 1e3, 1e6, 1e9, 1e12, 1e-3, 1e-6, 1e-9, 1e-12)


def _figures(text: str) -> Iterator[float]:
    """The figures of a text but for small numbers and years."""
    for digits, han in _FIGURE.findall(text):
        figure = float(digits.replace(",", "")) * _HAN_SCALES[han]
        if not (figure <= 12 and figure == int(figure)) and not 1990 < figure < 2032:
            yield figure


def _told_figures(entry: Any) -> set[float]:
    plain = set(_numbers(entry)) | set(_figures(str(entry)))
    return {round(figure * scale, 4) for figure in plain for scale in _SCALES_OF_TEXT}


def test_every_figure_of_an_english_text_is_the_dossiers(loaded: Loaded) -> None:
    for kind, (file, table, key) in LISTED.items():
        for entry in _dossier(f"{file}.toml")[table]:
            card, told = loaded.cards[kind][entry[key]], _told_figures(entry)
            for field, value in parts(card):
                if not isinstance(value, Text) or field.startswith("conflict"):
                    continue
                for figure in _figures(value.en):
                    there = round(figure, 4) in told
                    known = (kind, entry[key], figure) in BROUGHT_IN
                    assert there or known, f"{kind}/{entry[key]}.{field}: {value.en}"
