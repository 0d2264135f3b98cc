"""A bar on standard error for work that takes long enough to be noticed."""

from __future__ import annotations

import sys
import time

PATIENCE = 0.5
"""Seconds of work before the bar appears."""
WIDTH = 30


class Progress:
    """Draws how far the work is; takes the bar away when it is done."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._drawn = -1

    def __call__(self, share: float) -> None:
        """Take a share from 0 to 1."""
        if not sys.stderr.isatty() or time.monotonic() - self._began < PATIENCE:
            return
        if share >= 1:
            sys.stderr.write("\r\x1b[K" if self._drawn >= 0 else "")
        elif (full := int(share * WIDTH)) != self._drawn:
            self._drawn = full
            sys.stderr.write(f"\r{'█' * full}{'░' * (WIDTH - full)} {share:4.0%} ")
        sys.stderr.flush()
