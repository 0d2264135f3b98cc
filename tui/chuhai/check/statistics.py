"""The counts of a pack: cards, regions, languages, confidence, age."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from chuhai.check.rule import Scene
from chuhai.library.age import stale_months
from chuhai.library.fold import tokens
from chuhai.library.load import Loaded
from chuhai.model.common import Claim, Confidence, Text


def statistics(loaded: Loaded, today: dt.date) -> dict[str, dict[str, Any]]:
    """Counts by kind, region, language and confidence; the oldest and the stale claims."""
    scene = Scene(loaded, today)
    regions = Counter(str(card.region) for _, card in scene.cards() if hasattr(card, "region"))
    languages: Counter[str] = Counter()
    confidence: Counter[str] = Counter()
    stale: Counter[str] = Counter()
    claims: list[tuple[str, str]] = []
    for kind, card, field, value in scene.fields:
        if isinstance(value, Confidence):
            confidence[value.value] += 1
        elif isinstance(value, Text):
            languages["en"] += bool(value.en)
            languages["zh"] += bool(value.zh)
            languages["english words"] += len(tokens(value.en))
        elif isinstance(value, Claim):
            claims.append((value.as_of, f"{kind}/{card.id} {field}"))
            if stale_months(value.age, value.as_of, value.effective, today):
                stale[kind] += 1
    total = sum(confidence.values())
    dated = sorted(claim for claim in claims if claim[0])
    checked = confidence["checked"] / total if total else 0.0
    return {
        "cards": {kind: len(cards) for kind, cards in loaded.cards.items()},
        "sources": {
            "all": len(loaded.sources),
            **Counter(source.kind.value for source in loaded.sources.values()),
        },
        "markets by region": dict(regions.most_common()),
        "texts": dict(languages),
        "confidence": {**confidence, "share checked": f"{checked:.0%}"},
        "claims": {
            "all": len(claims),
            "undated": len(claims) - len(dated),
            "oldest": " ".join(dated[0]) if dated else "",
        },
        "stale": {"all": sum(stale.values()), **stale},
    }
