"""Texts that say nearly the same in two cards."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from chuhai.check.rule import Finding, Scene, rule
from chuhai.library.fold import fold, tokens
from chuhai.library.problem import Severity

WORDS = 12
RUN = 4
SHARED = 0.8
COMMON = 12


@rule("near-duplicate", Severity.HINT)
def _twins(scene: Scene) -> Iterator[Finding]:
    """An English text of twelve words or more that nearly repeats one of another card.

    Two texts are compared by their runs of four words: nearly the same means that they share
    four fifths of the runs of both together (the Jaccard index).
    """
    runs: list[frozenset[tuple[str, ...]]] = []
    places: list[tuple[str, str, str]] = []
    seen: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for kind, card, field, text in scene.texts:
        words = list(tokens(fold(text.en)))
        if len(words) < WORDS:
            continue
        own = frozenset(tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
        shared = Counter(
            earlier for run in own if len(seen[run]) <= COMMON for earlier in seen[run]
        )
        for earlier, count in shared.most_common(1):
            other = places[earlier]
            if count / len(own | runs[earlier]) >= SHARED and other[:2] != (kind, card.id):
                words_of = f"nearly repeats {other[0]}/{other[1]} {other[2]}"
                yield Finding(kind, card.id, f"{field}.en", words_of)
        for run in own:
            seen[run].append(len(runs))
        runs.append(own)
        places.append((kind, card.id, field))
