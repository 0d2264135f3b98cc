"""The programs that people use, each from the public registry into an environment of its own."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

PEERS = {
    "posting": ("posting", "tree-sitter<0.26"),
    "harlequin": ("harlequin",),
    "frogmouth": ("frogmouth",),
    "dooit": ("dooit",),
    "toolong": ("toolong",),
}
"""Textual programs and what each needs to be installed with, where its own pins are too loose;
fzf, vit (with taskwarrior) and calcurse come with the system."""


def install(folder: Path) -> list[str]:
    """Install what is missing; the answer is a line for each peer."""
    said = []
    for name, wanted in PEERS.items():
        place = folder / name
        if not place.exists():
            venv.create(place, with_pip=True)
            pip = [str(place / "bin" / "pip"), "install", "-q", *wanted]
            failed = subprocess.run(pip, check=False, stderr=subprocess.DEVNULL).returncode
            said.append(f"{name}: {'could not be installed' if failed else 'installed'}")
        else:
            said.append(f"{name}: there")
    sys.stdout.flush()
    return said
