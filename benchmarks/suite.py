"""A suite: programs, how each is started, when it is useful, and the keys to type (TOML).

    columns = 120
    lines = 40
    env = { HOME = "{work}/home" }   # for all programs
    runs = 7                         # measured runs of every program
    warmup = 1                       # runs thrown away first

    [[program]]
    name = "fzf"
    needs = "fzf"                    # skipped with a note where this is not installed
    command = ["sh", "-c", "exec fzf < big.txt"]
    ready = '100000/100000'          # regex, searched in the text of the screen
    before = "cp clean.db used.db"   # shell line run before each run, untimed
    cwd = "{work}"
    env = { FZF_DEFAULT_OPTS = "" }
    timeout = 20                     # seconds to reach `ready`
    quit = ["escape"]                # keys that leave the program
    steps = [
      { keys = ["up"], repeat = 20, label = "move" },
      { type = "lorem", label = "filter", expect = "text" },
      { keys = ["ctrl+u"], measure = false },
    ]

`{python}`, `{here}`, `{work}`, `{content}` and `{peers}` stand for this Python, the folder of the
benchmarks, a folder for the run, the content, and where the peers are installed.

`expect` is "any" (text, style or cursor of any cell changed), "text" (visible text changed), or a
regex that must appear and must not be visible before; a list gives one expectation per key.
`row_limit = [first, last]` restricts "any" and "text" to some rows (to leave out a clock).
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Step:
    """Keys to type one after another, and what each of them should do."""

    keys: tuple[str, ...] = ()
    type: str = ""
    label: str = ""
    expect: str | tuple[str, ...] = "any"
    repeat: int = 1
    measure: bool = True
    row_limit: tuple[int, int | None] = (0, None)
    timeout: float = 2.0
    pause: float = 0.0
    """Seconds to wait after the step, for a slow effect that is not measured."""

    def each_key(self) -> Iterator[tuple[str, str]]:
        """Every key with its expectation; raises `ValueError` when their numbers differ."""
        keys = (*self.keys, *self.type)
        wanted = (self.expect,) * len(keys) if isinstance(self.expect, str) else self.expect
        for _ in range(self.repeat):
            yield from zip(keys, wanted, strict=True)


@dataclass(frozen=True)
class Program:
    """A program of a suite."""

    name: str
    command: tuple[str, ...]
    ready: str
    needs: str = ""
    before: str = ""
    cwd: str | None = None
    env: Mapping[str, str] = field(default_factory=dict)
    timeout: float = 20.0
    quit: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    note: str = ""

    @property
    def missing(self) -> str:
        """Why the program cannot be measured here; nothing when it can."""
        wanted = self.needs or self.command[0]
        return "" if shutil.which(wanted) else f"{Path(wanted).name} is not installed"


@dataclass(frozen=True)
class Settings:
    """How all programs of a suite are run."""

    columns: int = 120
    lines: int = 40
    runs: int = 7
    warmup: int = 1
    quiet: float = 0.15
    synchronized: bool = True
    wait_idle: float = 0.0
    """Longest wait, in seconds, for an idle machine before each run."""
    noise_limit: float = 1.5
    """Runs on a machine this many times slower than at its best are left out of the summary,
    as long as three remain; 0 keeps all."""
    env: Mapping[str, str] = field(default_factory=dict)
    screens: Path | None = None


def _filled(value: Any, places: Mapping[str, str]) -> Any:
    """The value with the names of folders put in, lists as tuples."""
    if isinstance(value, str):
        for name, place in places.items():
            value = value.replace("{" + name + "}", place)
        return value
    if isinstance(value, list):
        return tuple(_filled(part, places) for part in value)
    if isinstance(value, dict):
        return {name: _filled(part, places) for name, part in value.items()}
    return value


def _program(data: dict[str, Any]) -> Program:
    steps = tuple(Step(**step) for step in data.pop("steps", ()))
    return Program(**data, steps=steps)


def read_suite(path: Path, places: Mapping[str, str]) -> tuple[list[Program], dict[str, Any]]:
    """The programs of a suite file and its settings."""
    data: dict[str, Any] = _filled(tomllib.loads(path.read_text(encoding="utf-8")), places)
    programs = [_program(dict(item)) for item in data.pop("program")]
    return programs, data
