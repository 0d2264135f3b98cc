"""Movement and the track record as JSON and as plain text."""

from __future__ import annotations

from typing import Any

from chuhai.i18n import Lang, Words
from chuhai.library.index import Library
from chuhai.movement import Movement, Record, Tally, Track
from chuhai.strings import named, t


def _pair(words: Words) -> dict[str, str]:
    return {"en": words.en, "zh": words.zh}


def _track_json(track: Track) -> dict[str, Any]:
    points = [
        {
            "since": point.since,
            "stance": point.level,
            "reason": _pair(point.reason),
            "sources": point.sources,
        }
        for point in track.points
    ]
    return {"market": track.market, "move": track.move, "points": points}


def movement_json(moved: Movement) -> dict[str, Any]:
    """A card over the years."""
    return {
        "card": f"{moved.entry.kind}/{moved.entry.id}",
        "name": _pair(moved.entry.name),
        "foreseen": moved.foreseen,
        "thesis": _pair(moved.thesis) if moved.thesis else None,
        "verdict": moved.entry.mark if moved.entry.kind == "trends" else None,
        "reasoning": _pair(moved.reasoning) if moved.reasoning else None,
        "moves": dict(moved.moves),
        "markets": [_track_json(track) for track in moved.tracks],
    }


def movement_text(moved: Movement, library: Library, lang: Lang) -> str:
    """A card over the years, line by line."""
    entry = moved.entry
    lines = [entry.name.in_lang(lang)]
    if moved.foreseen is not None:
        kind = named("kind", "foreseen" if moved.foreseen else "unforeseen", lang)
        lines.append(f"{named('verdict', entry.mark, lang)} · {kind}")
        lines.append(f"> {moved.thesis.in_lang(lang)}")
        lines.append(moved.reasoning.in_lang(lang))
    for track in moved.tracks:
        name = library.place_name(track.market).in_lang(lang)
        steps = (f"{p.since} {named('stance', p.level, lang)}" for p in track.points)
        series, moves = " → ".join(steps), named("move", track.move, lang)
        lines.append(f"- {name}: {series} ({moves}). {track.now.reason.in_lang(lang)}")
    return "\n".join(lines)


def _tally_json(tally: Tally) -> dict[str, Any]:
    return {
        "total": tally.total,
        "verdicts": {
            verdict: {"count": len(cards), "cards": [f"{c.kind}/{c.id}" for c in cards]}
            for verdict, cards in tally.cards.items()
        },
    }


def record_json(found: Record) -> dict[str, Any]:
    """The track record with the ids of the cards behind every number."""
    return {
        "article": _tally_json(found.claims),
        "foreseen": _tally_json(found.foreseen),
        "unforeseen": _tally_json(found.unforeseen),
        "stances_on_foreseen_by_region": {k: dict(v) for k, v in found.regions.items()},
    }


def record_text(found: Record, lang: Lang) -> str:
    """The track record, line by line."""
    lines: list[str] = []
    tallies = (("claims", found.claims), ("foreseen", found.foreseen),
               ("unforeseen", found.unforeseen))  # fmt: skip
    for key, tally in tallies:
        lines.append(f"{t(f'record.{key}', lang)}\t{tally.total}")
        for verdict, cards in tally.cards.items():
            names = ", ".join(card.id for card in cards)
            lines.append(f"  {named('verdict', verdict, lang)}\t{len(cards)}\t{names}".rstrip())
    lines.append(t("record.where", lang))
    for region, counts in found.regions.items():
        levels = (f"{named('stance', level, lang)} {n}" for level, n in counts.most_common())
        lines.append(f"  {named('region', region, lang)}\t{', '.join(levels)}")
    return "\n".join(lines)
