"""How stances moved, and the track record of 2022; in the core and on the command line."""

from __future__ import annotations

from typing import Any

import pytest

from chuhai.library.index import Library
from chuhai.library.stances import move
from chuhai.movement import movement, record


@pytest.mark.parametrize(
    ("levels", "moved"),
    [
        (["go"], "new"),
        (["go", "test"], "down"),
        (["avoid", "watch"], "up"),
        (["go", "avoid", "avoid"], "unchanged"),
        (["avoid", "go", "test"], "down"),
    ],
)
def test_a_move_compares_the_last_two(levels: list[str], moved: str) -> None:
    assert move(levels) == moved


def test_a_trend_is_a_dated_series_in_every_market(library: Library) -> None:
    entry = library.find("trends", "live")
    assert entry is not None
    found = movement(library, entry, library.markets)
    assert found.foreseen is True
    assert found.thesis.en == "Selling in streams [as in China] would spread."
    assert {t.market: [(p.since, p.level) for p in t.points] for t in found.tracks} == {
        "TH": [("2022", "go"), ("2026-11", "test")],
        "DE": [("2026-11", "avoid")],
    }
    assert dict(found.moves) == {"down": 1, "new": 1}
    assert found.dates == ["2022", "2026-11"]
    assert dict(found.stances_at("2024")) == {"go": 1}
    assert dict(found.stances_at("2026-11")) == {"test": 1, "avoid": 1}
    assert movement(library, entry, ["MX"]).tracks == []


def test_moves_are_a_facet_that_the_market_narrows(library: Library) -> None:
    def ids(line: str) -> set[str]:
        return {library.entry(row).id for row in library.select(library.parse(line), "trends")}

    assert ids("move:down") == {"live"}
    assert ids("move:up") == set()
    assert ids("move:new") == {"live", "group"}
    assert ids("move:new market:TH") == set()
    assert ids("move:down market:TH") == {"live"}
    assert ids("kind:foreseen") == {"live", "group"}


def test_the_record_counts_every_card_once(real_library: Library) -> None:
    found = record(real_library, real_library.parse(""))
    counts = real_library.counts(real_library.parse(""))
    assert found.claims.total == counts["article"]
    assert found.foreseen.total + found.unforeseen.total == counts["trends"]
    listed = real_library.select(real_library.parse("kind:foreseen verdict:failed"), "trends")
    assert len(found.foreseen.cards["failed"]) == len(listed) > 0
    europe = record(real_library, real_library.parse("region:europe"))
    assert set(europe.regions) == {"europe"}


def test_movement_and_record_on_the_command_line(chuhai: Any) -> None:
    found = chuhai("movement", "live", "--market", "TH", "--json").json
    assert (found["verdict"], found["foreseen"]) == ("mixed", True)
    assert [p["stance"] for p in found["markets"][0]["points"]] == ["go", "test"]
    assert found["markets"][0]["move"] == "down"
    shown = chuhai("movement").out
    assert "- Thailand: 2022 Go → 2026-11 Test (Down). Newer reason." in shown
    assert "Group buying" in shown
    assert chuhai("movement", "--filter", "move:up").out.strip() == ""
    told = chuhai("record", "--json").json
    assert told["article"]["verdicts"]["wrong"]["cards"] == ["article/live-claim"]
    assert told["foreseen"]["verdicts"]["failed"] == {"count": 1, "cards": ["trends/group"]}
    assert "落空\t1\tgroup" in chuhai("--lang", "zh", "record").out
    refused = chuhai("movement", "live-claim")
    assert refused.code == 2
    assert "article carry no stances; trends, tactics do" in refused.err
