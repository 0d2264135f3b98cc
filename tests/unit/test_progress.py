"""The bar shows only on a terminal, only for long work, and is gone at the end."""

from __future__ import annotations

import io
import sys

import pytest

from chuhai.cli.progress import Progress


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _drawn(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch, seconds: float) -> str:
    clock = iter([0.0, *[seconds] * 9])
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr("chuhai.cli.progress.time.monotonic", lambda: next(clock))
    bar = Progress()
    for share in (0.0, 0.5, 0.51, 1.0):
        bar(share)
    return stream.getvalue()


def test_long_work_has_a_bar_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = _drawn(_Terminal(), monkeypatch, 0.6)
    assert drawn.count("%") == 2
    assert " 50% " in drawn
    assert drawn.endswith("\r\x1b[K")


def test_short_work_and_pipes_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _drawn(_Terminal(), monkeypatch, 0.1) == ""
    assert _drawn(io.StringIO(), monkeypatch, 9.0) == ""
