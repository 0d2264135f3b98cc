"""Keeps the settings on disk: a moment after they change, and beside the event loop."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from time import monotonic
from typing import TYPE_CHECKING

from textual.app import App
from textual.timer import Timer

from chuhai.settings import Settings, write_settings

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor
    from pathlib import Path

SAVE_AFTER = 0.4


class Keeper:
    """The only one who writes the settings."""

    def __init__(self, app: App[None], path: Path, current: Callable[[], Settings]) -> None:
        self._app, self._path, self._current = app, path, current
        self._timer: Timer | None = None
        self._changed, self._urgent, self._closed = 0.0, False, False

    def soon(self, *, at_rest: bool = False) -> None:
        """Write in a moment, together with what else changes until then.

        What may wait until keys come `at_rest` is not written between them.
        """
        self._changed, self._urgent = monotonic(), self._urgent or not at_rest
        if self._timer is None:
            self._timer = self._app.set_timer(SAVE_AFTER, self._write)

    def _write(self) -> None:
        self._timer = None
        if self._urgent or monotonic() - self._changed > SAVE_AFTER / 2:
            self.now()
        else:
            self.soon(at_rest=True)

    def now(self) -> None:
        """Write, while the next key is answered: the disk may take its time."""
        self._urgent = False
        write = partial(write_settings, self._path, self._current())
        if self._closed:
            write()
        else:
            self._writer.submit(write)

    @cached_property
    def _writer(self) -> ThreadPoolExecutor:
        """Writes one after the other."""
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(1)

    def close(self) -> None:
        """Wait for what is being written."""
        self._closed = True
        if "_writer" in vars(self):
            self._writer.shutdown()
