"""What is done while no key comes, so that no key has to wait for it."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable

from chuhai.ui.key_queue import KeyQueue

EVERY = 0.2
"""Seconds from one chore to the next."""
BETWEEN, PAUSE = 0.05, 0.3
"""Seconds without a key after which there is time for a short chore, and for a long one."""
SWEEP_EVERY = 2.0
"""Seconds between two looks whether there is garbage."""
YOUNG, MIDDLE, SELDOM = 700, 10, 1000
"""Python's own thresholds for collecting garbage, but for the oldest objects: to go through all
of them takes longer than a frame, so it happens in a key only when there never was a pause."""

Chore = Callable[[], object]


class Leisure:
    """Does chores one by one, and collects garbage, while no key comes.

    Short chores take less than half a frame and are done between keys too; long ones wait for a
    pause.
    """

    def __init__(self, app: KeyQueue, short: Iterable[Chore], long: Iterable[Chore] = ()) -> None:
        self._app, self._short, self._long = app, deque(short), deque(long)

    def begin(self) -> None:
        """Look from now on whether there is time.

        Where garbage is not collected yet, as while the program starts, it is from here on.
        """
        self._timer = self._app.set_interval(EVERY, self._do_next)
        if not gc.isenabled():
            gc.freeze()
            gc.set_threshold(YOUNG, MIDDLE, SELDOM)
            gc.enable()
            self._app.set_interval(SWEEP_EVERY, self._sweep)

    def _do_next(self) -> None:
        if self._short:
            if self._app.is_quiet(BETWEEN):
                self._short.popleft()()
        elif self._long:
            if self._app.is_quiet(PAUSE):
                self._long.popleft()()
        else:
            self._timer.stop()

    def _sweep(self) -> None:
        if gc.get_count()[2] >= MIDDLE and self._app.is_quiet(PAUSE):
            gc.collect()
