"""People with homes of their own who send one another files, and programs that read these."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import JOURNEY


class Person:
    """Somebody with a checklist of their own."""

    def __init__(self, name: str, folder: Path, chuhai: Any, patch: pytest.MonkeyPatch) -> None:
        self.name, self.folder, self._chuhai, self._patch = name, folder, chuhai, patch

    def __call__(self, *args: str) -> Any:
        """Run the command as this person."""
        self._patch.setenv("CHUHAI_HOME", str(self.folder / self.name))
        self._patch.setenv("LOGNAME", self.name)
        return self._chuhai(*args)

    def items(self) -> dict[str, Any]:
        """The items of the list in use, by the step that they came from or by their text."""
        shown = self("plan", "show", "--json").json
        return {(i["origin"] or {}).get("step") or str(i["text"]): i for i in shown["items"]}

    def send(self, form: str, *args: str, name: str = "") -> Path:
        """Write the lists to a file."""
        ending = {"todo.txt": "txt", "taskwarrior": "json", "markdown": "md"}.get(form, form)
        path = self.folder / f"{name or self.name}.{ending}"
        ran = self("export", form, "--out", str(path), *args)
        assert ran.code == 0, ran.err
        return path

    def take(self, path: Path, *args: str, how: str = "merge", code: int = 0) -> Any:
        """Take a file in; the report."""
        ran = self(how, str(path), "--json", *args)
        assert ran.code == code, ran.err
        return ran.json


@pytest.fixture
def person(tmp_path: Path, chuhai: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Person]:
    """Makes people on the content of the worked example."""
    monkeypatch.setenv("CHUHAI_CONTENT", str(JOURNEY))
    return lambda name: Person(name, tmp_path, chuhai, monkeypatch)


@pytest.fixture
def wei(person: Callable[[str], Person]) -> Person:
    """The team lead, with the list of journey A."""
    lead = person("wei")
    ran = lead("plan", "new", "shop-and-sale", "--market", "TH", "--anchor", "eleven 2027")
    assert ran.code == 0
    return lead


def program(*names: str) -> str:
    """The path of a program that people use; without it the test is skipped, but not in CI."""
    for name in names:
        if found := shutil.which(name):
            return found
    if os.environ.get("CI") == "true":
        pytest.fail(f"{names[0]} must be installed where the gate runs")
    pytest.skip(f"{names[0]} is not installed")
