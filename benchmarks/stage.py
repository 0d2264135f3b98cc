"""The files that the programs of the suites are given."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks import home

LINES = 100_000
PARTS = "".join(
    f"## Part {n}\n\nSome **bold** text and a list\n\n- one\n- two\n\n" for n in range(60)
)


def prepare(work: Path, content: Path) -> None:
    """Lay everything that the suites name into an empty folder."""
    work.mkdir(parents=True, exist_ok=True)
    for folder in ("requests", "peers", "vit", "calendar"):
        (work / folder).mkdir(exist_ok=True)
    (work / "vit" / "config.ini").touch()
    (work / "document.md").write_text(f"# Title\n\n{PARTS}", encoding="utf-8")
    lines = (f"{n} trend card live shopping jakarta\n" for n in range(LINES))
    (work / "lines.txt").write_text("".join(lines), encoding="utf-8")
    log = (f"2026-11-22 10:00 trend card live commerce line {n}\n" for n in range(3_000))
    (work / "lines.log").write_text("".join(log), encoding="utf-8")
    rc = f"data.location={work / 'tasks'}\nconfirmation=no\n"
    (work / "taskrc").write_text(rc, encoding="utf-8")
    home.prepare(work / "fresh", content)


def fill_tasks(folder: Path, count: int = 150) -> None:
    """Give taskwarrior something to list."""
    folder.mkdir(parents=True, exist_ok=True)
    rc = ["rc.confirmation=no", f"rc.data.location={folder}", "rc.verbose=nothing"]
    for number in range(count):
        subprocess.run(["task", *rc, "add", f"trend card {number}"], check=True)


def fresh_home(work: Path) -> None:
    """Put the home of the program under test back to what it was."""
    shutil.rmtree(work / "home", ignore_errors=True)
    shutil.copytree(work / "fresh", work / "home")


if __name__ == "__main__":
    if sys.argv[1] == "tasks":
        fill_tasks(Path(sys.argv[2]))
    else:
        fresh_home(Path(sys.argv[2]))
