"""Which files make a pack, and how one state of it is told from another; without pydantic."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 13
"""The version of the index; another number in a file makes it be built anew."""

SOURCES = "sources"
"""The folder of sources that several cards share: files of `[[source]]` tables."""

KIND_NAMES = (
    "trends",
    "events",
    "lineage",
    "platforms",
    "markets",
    "regions",
    "article",
    "tactics",
    "festivals",
    "guides",
    "presets",
    "glossary",
)
"""The kinds of cards, which are the names of their folders, in the order of display."""
CLAIM_KINDS = ("trends", "tactics", "platforms", "markets", "regions")
"""The kinds whose cards carry claims."""
STANCE_KINDS = ("trends", "tactics")
"""The kinds whose cards carry stances."""


def toml_files(root: Path) -> list[Path]:
    """The files of a pack that hold content, in the order in which they are read."""
    found = [root / "pack.toml"] if (root / "pack.toml").is_file() else []
    for folder in (SOURCES, *KIND_NAMES):
        found += sorted((root / folder).glob("*.toml"))
        if (single := root / f"{folder}.toml").is_file():
            found.append(single)
    return found


State = tuple[tuple[str, int, int], ...]
"""Path, size and time of change of every file of a pack, in order."""


def files_of(root: str) -> Iterator[tuple[str, int, int]]:
    """What is there now, in no order; a folder that cannot be read is empty."""
    for folder in ("", SOURCES, *KIND_NAMES):
        prefix = f"{folder}/" if folder else ""
        try:
            with os.scandir(os.path.join(root, folder)) as entries:  # noqa: PTH118
                for entry in entries:
                    if entry.name.endswith(".toml"):
                        stat = entry.stat()
                        yield prefix + entry.name, stat.st_size, stat.st_mtime_ns
        except OSError:
            continue


def state_of(root: str) -> State:
    """What is there now."""
    return tuple(sorted(files_of(root)))


def mark_of(files: Iterable[tuple[str, int, int]]) -> str:
    """One state of a pack, told from another in a few characters; the order does not matter."""
    number = total = 0
    for file in files:
        data = repr(file).encode("utf-8", "surrogateescape")
        number += 1
        total += zlib.crc32(data) << 32 | zlib.adler32(data)
    return f"{number}-{total % 2**64:016x}"


def glance_of(root: str) -> str:
    """When files were last added to or removed from the folders of a pack.

    Says nothing of a file that was changed in its place; takes the same time at any size.
    """
    times = []
    for folder in ("", SOURCES, *KIND_NAMES):
        try:
            times.append(os.stat(os.path.join(root, folder)).st_mtime_ns)  # noqa: PTH116, PTH118
        except OSError:
            times.append(0)
    return f"{zlib.crc32(repr(times).encode()):08x}"
