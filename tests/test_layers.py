"""What a command imports: no Textual in the core, no models where only the index is read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, SAMPLE

_PROGRAM = """
import sys
sys.argv = ["chuhai", *sys.argv[1:]]
from chuhai.cli import main
try:
    main()
except SystemExit:
    pass
sys.stderr.write(" ".join(sys.modules))
"""


def _modules(tmp_path: Path, *args: str) -> set[str]:
    world = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "tui"),
        "CHUHAI_CONTENT": str(SAMPLE),
        "CHUHAI_HOME": str(tmp_path),
    }
    for _ in range(2):
        ran = subprocess.run(
            [sys.executable, "-c", _PROGRAM, *args],
            env=world,
            capture_output=True,
            text=True,
            check=True,
        )
    return set(ran.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    "args", [("list", "trends", "--json"), ("search", "live"), ("show", "live"),
             ("checklist", "show")],
)  # fmt: skip
def test_reading_commands_load_neither_textual_nor_rich_nor_pydantic(
    tmp_path: Path, args: tuple[str, ...]
) -> None:
    loaded = {name.split(".")[0] for name in _modules(tmp_path, *args)}
    assert not loaded & {"textual", "rich", "pydantic", "tomli", "holidays", "babel"}


@pytest.mark.parametrize(
    "args", [("list", "trends", "--json"), ("search", "live", "--json"),
             ("search", "直播", "--json"), ("show", "live", "--json")],
)  # fmt: skip
def test_finished_json_is_handed_on_unread(tmp_path: Path, args: tuple[str, ...]) -> None:
    assert not _modules(tmp_path, *args) & {"json", "re", "click", "chuhai.library.index"}


def test_the_core_loads_without_textual() -> None:
    names = [
        ".".join(path.relative_to(ROOT / "tui").with_suffix("").parts)
        for path in (ROOT / "tui" / "chuhai").rglob("*.py")
        if "ui" not in path.relative_to(ROOT / "tui" / "chuhai").parts
        and path.name not in ("__main__.py", "__init__.py")
    ]
    program = f"import sys\nfor n in {names!r}: __import__(n)\nprint('textual' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT / "tui")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "False"
