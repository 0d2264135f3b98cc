"""What is done while no key comes, so that no key has to wait for it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator

from chuhai.ui.key_queue import KeyQueue

EVERY = 0.4
"""Seconds between two looks whether there is time."""
YOUNG, MIDDLE, SELDOM = 700, 10, 1000
"""Python's own thresholds for collecting garbage, but for the oldest objects: to go through all
of them takes longer than a frame, so it happens in a key only when there never was a pause."""

Chore = Callable[[], object]


class Leisure:
    """Does chores one by one, and collects garbage, while no key comes."""

    def __init__(self, app: KeyQueue, chores: Iterator[Chore]) -> None:
        self._app, self._chores = app, chores
        self._sweeping = False

    def begin(self) -> None:
        """Look from now on whether there is time.

        Where garbage is not collected yet, as while the program starts, it is from here on.
        """
        self._app.set_interval(EVERY, self._use)
        if not gc.isenabled():
            gc.freeze()
            gc.set_threshold(YOUNG, MIDDLE, SELDOM)
            gc.enable()
            self._sweeping = True

    def _use(self) -> None:
        if not self._app.idle:
            return
        if chore := next(self._chores, None):
            chore()
        elif self._sweeping and gc.get_count()[2] >= MIDDLE:
            gc.collect()
