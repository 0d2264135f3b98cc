"""What is done while no key comes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from chuhai.ui.leisure import BETWEEN, MIDDLE, PAUSE, SELDOM, Leisure


class Idler:
    """An app whose clock the test turns."""

    def __init__(self) -> None:
        self.quiet_for = 0.0
        self._timers: list[Callable[[], None]] = []

    def is_quiet(self, seconds: float) -> bool:
        """Whether no key has come for so long."""
        return self.quiet_for > seconds

    def set_interval(self, seconds: float, callback: Callable[[], None]) -> Idler:
        """Take what is to be done at each tick; there is one timer for all."""
        self._timers.append(callback)
        return self

    def stop(self) -> None:
        """Stop the timer that was set first, that of the chores."""
        self._timers.pop(0)

    def tick(self, quiet_for: float) -> None:
        """Let the time of every timer come."""
        self.quiet_for = quiet_for
        for callback in tuple(self._timers):
            callback()

    @property
    def timers(self) -> int:
        """How many timers run."""
        return len(self._timers)


@pytest.fixture
def collector() -> Iterator[None]:
    """Puts the garbage collector back as it was."""
    enabled, thresholds = gc.isenabled(), gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)
    (gc.enable if enabled else gc.disable)()


def test_short_chores_are_done_between_keys_and_long_ones_in_a_pause() -> None:
    app: Any = Idler()
    done: list[str] = []
    chores = {name: lambda name=name: done.append(name) for name in ("matrix", "clock", "rules")}
    Leisure(app, [chores["matrix"], chores["clock"]], [chores["rules"]]).begin()
    app.tick(BETWEEN / 2)
    assert done == []
    app.tick(BETWEEN * 2)
    assert done == ["matrix"]
    for _ in range(3):
        app.tick(BETWEEN * 2)
    assert done == ["matrix", "clock"]
    app.tick(PAUSE * 2)
    assert done == ["matrix", "clock", "rules"]
    assert app.timers
    app.tick(PAUSE * 2)
    assert not app.timers


@pytest.mark.usefixtures("collector")
def test_old_garbage_is_collected_in_a_pause_and_not_in_a_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app: Any = Idler()
    counts, collected = [(0, 0, MIDDLE)], []
    monkeypatch.setattr(gc, "get_count", lambda: counts[0])
    monkeypatch.setattr(gc, "collect", lambda: collected.append(1))
    gc.disable()
    Leisure(app, ()).begin()
    assert gc.isenabled()
    assert gc.get_threshold()[2] == SELDOM
    app.tick(BETWEEN * 2)
    assert not collected
    app.tick(PAUSE * 2)
    assert len(collected) == 1
    counts[0] = (0, 0, MIDDLE - 1)
    app.tick(PAUSE * 2)
    assert len(collected) == 1


@pytest.mark.usefixtures("collector")
def test_where_garbage_is_collected_already_it_is_left_as_it_is() -> None:
    app: Any = Idler()
    gc.enable()
    thresholds = gc.get_threshold()
    Leisure(app, ()).begin()
    assert gc.get_threshold() == thresholds
