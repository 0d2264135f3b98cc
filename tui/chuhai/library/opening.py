"""Open the library: take the index when it fits the content, build it when it does not."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import zlib

from chuhai.files import cache_folder, content_folder
from chuhai.library.pack import FORMAT, mark_of, state_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from chuhai.library.build import Report
    from chuhai.library.index import Library


def index_path(root: str) -> str:
    """Where the index of the content in a folder lies."""
    place = os.path.realpath(root).encode("utf-8", "surrogateescape")
    name = f"index-{zlib.crc32(place):08x}{len(place):x}.sqlite"
    return os.path.join(cache_folder(), name)  # noqa: PTH118


def _address(path: str) -> str:
    """A path as SQLite takes it, to be read and never written."""
    for char in "%?#":
        path = path.replace(char, f"%{ord(char):02x}")
    if os.name == "nt":
        path = "/" + path.replace(os.sep, "/")
    return f"file:{path}?mode=ro&immutable=1"


def meta_of(path: str) -> dict[str, str]:
    """What an index says of itself; nothing when it cannot be read."""
    try:
        database = sqlite3.connect(_address(path), uri=True)
        try:
            return dict(database.execute("SELECT key, value FROM meta"))
        finally:
            database.close()
    except sqlite3.Error:
        return {}


def fitting(path: str, mark: str, year: int) -> sqlite3.Connection | None:
    """The index at `path`, when it can be read and is of this content and year."""
    meta = meta_of(path)
    wanted = {"format": str(FORMAT), "mark": mark, "year": str(year)}
    if any(meta.get(key) != value for key, value in wanted.items()):
        return None
    return sqlite3.connect(_address(path), uri=True)


def open_index(
    today: dt.date, root: str = "", report: Report = lambda share: None
) -> sqlite3.Connection:
    """The index of the content in `root`, or of the content that is installed.

    Builds it when there is none that fits, telling `report` how far it is; where the cache folder
    cannot be written, builds it in memory. Raises `ContentMissing` when there is no content.
    """
    root = root or content_folder()
    state = state_of(root)
    path = index_path(root)
    database = fitting(path, mark_of(state), today.year) if os.path.exists(path) else None  # noqa: PTH110
    if database is None:
        from chuhai.library.build import build

        database = build(path, root, state, today, report)
    return database


def open_library(today: dt.date, root: Path | None = None) -> Library:
    """The library of the content in `root`, or of the content that is installed.

    Raises `ContentMissing` when there is no content.
    """
    from chuhai.library.index import Library

    return Library(open_index(today, str(root) if root else ""), today)
