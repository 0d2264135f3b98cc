"""An index brought up to date is what a whole build would have made."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chuhai.files import cache_dir
from chuhai.library import build as building
from chuhai.library import load as loading
from chuhai.library.build import write_index
from chuhai.library.opening import open_index
from chuhai.library.pack import state_of
from conftest import SAMPLE, TODAY

TABLES = (
    "meta", "entries", "bodies", "former", "facets", "pairs", "terms", "aliases", "claims",
    "conflicts", "sources", "editions", "places", "facts", "terms_of", "problems", "files",
)  # fmt: skip


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the sample pack, indexed."""
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "pack"))
    open_index(TODAY, str(folder)).close()
    return folder


def _whole(pack: Path) -> dict[str, list[Any]]:
    database = sqlite3.connect(":memory:")
    write_index(database, pack, state_of(str(pack)), TODAY, lambda share: None)
    return _dump(database)


def _dump(database: sqlite3.Connection) -> dict[str, list[Any]]:
    return {
        table: sorted(database.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
        for table in TABLES
    }


def _edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(pack: Path) -> None:
        text = (pack / path).read_text(encoding="utf-8")
        assert old in text
        (pack / path).write_text(text.replace(old, new), encoding="utf-8")

    return edit


def _copy_tactic(pack: Path) -> None:
    text = (pack / "tactics" / "routine.toml").read_text(encoding="utf-8")
    text = text.replace('id = "routine"', 'id = "another"').replace("Live routine", "A new one")
    (pack / "tactics" / "another.toml").write_text(text, encoding="utf-8")


def _remove_tactic(pack: Path) -> None:
    (pack / "tactics" / "routine.toml").unlink()


def _rename_tactic(pack: Path) -> None:
    text = (pack / "tactics" / "routine.toml").read_text(encoding="utf-8")
    text = text.replace('id = "routine"', 'id = "daily"\nformerly = ["routine"]')
    (pack / "tactics" / "daily.toml").write_text(text, encoding="utf-8")
    _remove_tactic(pack)


CHANGES = {
    "a text": _edit("tactics/routine.toml", "Go live at fixed hours.", "Stream at fixed hours."),
    "a name that others show": _edit("tactics/routine.toml", "直播日常化", "每天开播"),
    "a market's name": _edit("markets/TH.toml", "\n", "\n# a remark\n"),
    "the place among its kind": _edit("trends/live.toml", "foreseen = true", "foreseen = false"),
    "a stance": _edit("tactics/routine.toml", 'stance = "go"', 'stance = "avoid"'),
    "one of many in a file": _edit("events/all.toml", "Live begins", "It begins"),
    "a term": _edit("glossary.toml", "\n[[", "\n# more\n[["),
    "a festival": _edit("festivals/eleven.toml", "\n", "\n# a remark\n"),
    "a source": _edit("sources/common.toml", "2024", "2023"),
    "a new card": _copy_tactic,
    "a card less": _remove_tactic,
    "a card under another id": _rename_tactic,
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_is_written_and_nothing_else_differs(
    pack: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    CHANGES[change](pack)
    parsed: list[str] = []
    read = loading._File.read

    def noted(file: loading._File) -> dict[str, Any]:
        parsed.append(file.name)
        return read(file)

    with monkeypatch.context() as patch:
        patch.setattr(loading._File, "read", noted)
        patch.setattr(building, "write_index", None)
        database = open_index(TODAY, str(pack))
    assert len(parsed) <= 2, parsed
    found, wanted = _dump(database), _whole(pack)
    for table in TABLES:
        assert found[table] == wanted[table], table


def test_many_changes_one_after_another(pack: Path) -> None:
    for change in CHANGES.values():
        try:
            change(pack)
        except (AssertionError, FileNotFoundError):
            continue
        open_index(TODAY, str(pack)).close()
    assert _dump(open_index(TODAY, str(pack))) == _whole(pack)


def test_a_fault_is_left_to_a_whole_build(pack: Path) -> None:
    _edit("tactics/routine.toml", 'goal = "conversion"', 'goal = "glory"')(pack)
    found = _dump(open_index(TODAY, str(pack)))
    assert found == _whole(pack)
    assert len(found["problems"]) == 1
    _edit("tactics/routine.toml", 'goal = "glory"', 'goal = "conversion"')(pack)
    assert _dump(open_index(TODAY, str(pack))) == _whole(pack)


def test_what_a_killed_builder_left_is_swept_away(pack: Path) -> None:
    (index,) = cache_dir().glob("index-*.sqlite")
    left = index.with_name(f".{index.name}.99999")
    left.write_bytes(b"half")
    import os

    os.utime(left, (0, 0))
    _edit("tactics/routine.toml", "Go live", "Stream")(pack)
    open_index(TODAY, str(pack)).close()
    assert not left.exists()
    assert len(list(cache_dir().iterdir())) == 1
