"""What is done while no key comes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from chuhai.ui.leisure import MIDDLE, SELDOM, Leisure


class Idler:
    """An app whose clock the test turns."""

    idle = True

    def __init__(self) -> None:
        self.tick: Callable[[], None] = lambda: None

    def set_interval(self, seconds: float, callback: Callable[[], None]) -> None:
        """Take what is to be done at each tick."""
        self.tick = callback


@pytest.fixture
def collector() -> Iterator[None]:
    """Puts the garbage collector back as it was."""
    enabled, thresholds = gc.isenabled(), gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)
    (gc.enable if enabled else gc.disable)()


def test_chores_are_done_one_by_one_and_only_while_no_key_comes() -> None:
    app: Any = Idler()
    done: list[str] = []
    chores = (lambda name=name: done.append(name) for name in ("matrix", "calendar"))
    Leisure(app, iter(chores)).begin()
    app.idle = False
    app.tick()
    assert done == []
    app.idle = True
    app.tick()
    assert done == ["matrix"]
    for _ in range(3):
        app.tick()
    assert done == ["matrix", "calendar"]


@pytest.mark.usefixtures("collector")
def test_old_garbage_is_collected_in_a_pause_and_not_in_a_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app: Any = Idler()
    counts, collected = [(0, 0, MIDDLE)], []
    monkeypatch.setattr(gc, "get_count", lambda: counts[0])
    monkeypatch.setattr(gc, "collect", lambda: collected.append(1))
    gc.disable()
    Leisure(app, iter(())).begin()
    assert gc.isenabled()
    assert gc.get_threshold()[2] == SELDOM
    app.idle = False
    app.tick()
    assert not collected
    app.idle = True
    app.tick()
    assert len(collected) == 1
    counts[0] = (0, 0, MIDDLE - 1)
    app.tick()
    assert len(collected) == 1


@pytest.mark.usefixtures("collector")
def test_where_garbage_is_collected_already_it_is_left_as_it_is() -> None:
    app: Any = Idler()
    gc.enable()
    thresholds = gc.get_threshold()
    Leisure(app, iter(())).begin()
    assert gc.get_threshold() == thresholds
