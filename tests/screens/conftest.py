"""The same app as in the tests of the interface."""

from __future__ import annotations

from ui.conftest import make_app

__all__ = ["make_app"]
