"""The frozen world of the tests: sample content, a home of their own, one date, one language."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from chuhai.checklist.store import Store
from chuhai.cli import main
from chuhai.library.index import Library
from chuhai.library.opening import open_library

TODAY = dt.date(2026, 11, 22)
SAMPLE = Path(__file__).parent / "sample"
JOURNEY = Path(__file__).parent / "journey"
"""The worked example of journey A; its lead times are test values."""
COMPARE = Path(__file__).parent / "compare"
"""Three markets with rules, gates, stances and festivals, to be laid side by side."""
ROOT = Path(__file__).parents[1]
ARGUED = Path(__file__).parent / "argued"
"""What the tests of the explorer's views need beyond the sample: laid over a copy of it."""
FACTS = ROOT.parent / "shared" / "facts"


@pytest.fixture(autouse=True)
def _own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the developer's files, language or clock."""
    monkeypatch.setenv("CHUHAI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CHUHAI_CONTENT", str(SAMPLE))
    monkeypatch.setenv("CHUHAI_TODAY", TODAY.isoformat())
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR", "EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def library(_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """The sample content, its index built once per run."""
    monkeypatch.setattr("chuhai.library.opening.cache_folder", lambda: str(_cache))
    return open_library(TODAY, SAMPLE)


@pytest.fixture
def compare_library(_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """The content of the comparison, its index built once per run."""
    monkeypatch.setattr("chuhai.library.opening.cache_folder", lambda: str(_cache))
    return open_library(TODAY, COMPARE)


@pytest.fixture
def real_library(_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """The built-in content, its index built once per run."""
    monkeypatch.setattr("chuhai.library.opening.cache_folder", lambda: str(_cache))
    return open_library(TODAY, ROOT / "content")


@pytest.fixture(scope="session")
def argued_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with claims that take sides, more events and more lineage."""
    pack = tmp_path_factory.mktemp("argued") / "pack"
    shutil.copytree(SAMPLE, pack)
    shutil.copytree(ARGUED, pack, dirs_exist_ok=True)
    return pack


@pytest.fixture
def argued(argued_pack: Path, _cache: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """The content of `argued_pack`, for the command line too."""
    monkeypatch.setenv("CHUHAI_CONTENT", str(argued_pack))
    monkeypatch.setattr("chuhai.library.opening.cache_folder", lambda: str(_cache))
    return open_library(TODAY, argued_pack)


@pytest.fixture
def journey(_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """The worked example, its index built once per run."""
    monkeypatch.setattr("chuhai.library.opening.cache_folder", lambda: str(_cache))
    return open_library(TODAY, JOURNEY)


def _now() -> dt.datetime:
    return dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store in the test's own home."""
    return Store(tmp_path / "home", "tester", _now)


@pytest.fixture
def other_store(tmp_path: Path) -> Store:
    """A second window on the same file."""
    return Store(tmp_path / "home", "other", _now)


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The output as JSON."""
        return json.loads(self.out)


@pytest.fixture
def chuhai(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs the command as the shell would."""

    def call(*args: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["chuhai", *args])
        with pytest.raises(SystemExit) as ended:
            main()
        sys.stdout.flush()
        captured = capfd.readouterr()
        assert isinstance(ended.value.code, int)
        assert "Traceback" not in captured.err
        return Ran(ended.value.code, captured.out, captured.err)

    return call
