"""Open the library: take the index when it fits the content, build it when it does not."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import zlib

from chuhai.files import cache_folder, content_folder
from chuhai.library.pack import FORMAT, files_of, glance_of, mark_of, state_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from chuhai.library.build import Report
    from chuhai.library.index import Library

MANY = 2_000
"""Files from which on an index is taken at a glance and checked after the first screen."""
_STALE = ".stale"
CACHE_KIB = 256
"""Copies of the index's pages that SQLite keeps; the system keeps the pages themselves."""


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


def _opened(path: str) -> sqlite3.Connection:
    """The index at `path`, to be read."""
    database = sqlite3.connect(_address(path), uri=True)
    database.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
    return database


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
    return _opened(path)


def open_index(
    today: dt.date,
    root: str = "",
    report: Report = lambda share: None,
    *,
    at_a_glance: bool = False,
) -> sqlite3.Connection:
    """The index of the content in `root`, or of the content that is installed.

    Builds it when there is none that fits, telling `report` how far it is; where the cache folder
    cannot be written, builds it in memory. `at_a_glance` looks only at the folders of a pack of
    very many files; whoever asks for that calls `is_current` later. Raises `ContentMissing` when
    there is no content.
    """
    root = root or content_folder()
    path = index_path(root)
    if at_a_glance and (found := _glanced(path, root, today.year)):
        return found
    state = state_of(root)
    database = fitting(path, mark_of(state), today.year) if os.path.exists(path) else None  # noqa: PTH110
    if database is None:
        from chuhai.library.build import build

        database = build(path, root, state, today, report)
    if os.path.exists(path + _STALE):  # noqa: PTH110
        os.unlink(path + _STALE)  # noqa: PTH108
    return database


def _glanced(path: str, root: str, year: int) -> sqlite3.Connection | None:
    """The index of a pack of very many files, when its folders look as they did."""
    meta = meta_of(path)
    files = int(meta.get("mark", "0-").partition("-")[0])
    wanted = {"format": str(FORMAT), "year": str(year), "glance": glance_of(root)}
    if files < MANY or os.path.exists(path + _STALE):  # noqa: PTH110
        return None
    if any(meta.get(key) != value for key, value in wanted.items()):
        return None
    return _opened(path)


def is_current(root: str = "") -> bool:
    """Whether the index is of the content as it is; if not, it is looked at closely next time."""
    root = root or content_folder()
    path = index_path(root)
    if meta_of(path).get("mark") == mark_of(files_of(root)):
        return True
    try:
        with open(path + _STALE, "wb"):  # noqa: PTH123
            return False
    except OSError:
        return False


def open_library(today: dt.date, root: Path | None = None) -> Library:
    """The library of the content in `root`, or of the content that is installed.

    Raises `ContentMissing` when there is no content.
    """
    from chuhai.library.index import Library

    return Library(open_index(today, str(root) if root else ""), today)
