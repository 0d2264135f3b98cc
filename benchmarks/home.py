"""A home for the program under test: settings that restore a section, a checklist, an index."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

TODAY = "2026-11-22"
SETTINGS = {
    "lang": "en",
    "theme": "chuhai-dark",
    "section": "trends",
    "welcomed": True,
    "views": {"trends": "cards", "tactics": "cards", "platforms": "cards", "festivals": "cards"},
}


def world(home: Path, content: Path) -> dict[str, str]:
    """The environment that makes chuhai use a home and a content folder, on a fixed date."""
    fixed = {"CHUHAI_HOME": str(home), "CHUHAI_CONTENT": str(content), "CHUHAI_TODAY": TODAY}
    return {**os.environ, **fixed}


def chuhai(home: Path, content: Path, *args: str) -> str:
    """What a command of chuhai prints; raises `CalledProcessError` when it fails."""
    command = [sys.executable, "-m", "chuhai", *args]
    ran = subprocess.run(command, env=world(home, content), check=True, capture_output=True)
    return ran.stdout.decode()


def settle(home: Path, *, section: str = "trends", cursor: str = "", line: str = "") -> None:
    """Write settings as the program would have left them."""
    home.mkdir(parents=True, exist_ok=True)
    data = {**SETTINGS, "section": section, "filter": line}
    data["cursors"] = {section: cursor} if cursor else {}
    (home / "settings.json").write_text(json.dumps(data), encoding="utf-8")


def prepare(home: Path, content: Path, cards: int = 6) -> None:
    """Settings, an index, and a list with the steps of the first tactics."""
    cursor = json.loads(chuhai(home, content, "list", "trends", "--json"))["cards"][1]["id"]
    settle(home, cursor=cursor)
    tactics = json.loads(chuhai(home, content, "list", "tactics", "--json"))["cards"][:cards]
    anchor: tuple[str, ...] = ("--market", "MX", "--anchor", "2027-11-11")
    for tactic in tactics:
        name = f"tactics/{tactic['id']}"
        chuhai(home, content, "checklist", "add", "--card", name, *anchor)
        anchor = ("--market", "MX")
