"""Nothing waits for itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from chuhai.check.rule import Finding, Scene, rule
from chuhai.library.problem import Severity
from chuhai.model.guide import Preset
from chuhai.model.tactic import Tactic


@rule("cycle", Severity.ERROR)
def _cycles(scene: Scene) -> Iterator[Finding]:
    """Tactics, or steps of one card, that wait for one another."""
    tactics = {
        name: card.prerequisites
        for name, card in scene.loaded.cards["tactics"].items()
        if isinstance(card, Tactic)
    }
    if circle := _circle(tactics):
        words = f"wait for one another: {' → '.join(circle)}"
        yield Finding("tactics", circle[0], "prerequisites", words)
    for kind, card in scene.cards():
        steps = card.steps if isinstance(card, Tactic | Preset) else ()
        if circle := _circle({step.id: step.needs for step in steps}):
            words = f"wait for one another: {' → '.join(circle)}"
            yield Finding(kind, card.id, "steps", words)


def _circle(needs: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    done: set[str] = set()
    for first in needs:
        path: list[str] = []
        pending = [(first, 0)]
        while pending:
            node, depth = pending.pop()
            del path[depth:]
            if node in path:
                return (*path[path.index(node) :], node)
            if node in done:
                continue
            path.append(node)
            if not needs.get(node):
                done.add(node)
            pending += [(need, len(path)) for need in needs.get(node, ())]
        done.add(first)
    return ()
