"""Open the library: take the index when it fits the content, build it when it does not."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from pathlib import Path

from chuhai.files import cache_dir, content_dir
from chuhai.library.index import Library
from chuhai.library.pack import FORMAT, fingerprint


def _index_path(root: Path) -> Path:
    name = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:12]
    return cache_dir() / f"index-{name}.sqlite"


def _fitting(path: Path, mark: str, today: dt.date) -> sqlite3.Connection | None:
    """The index at `path`, when it can be read and is of this content and year."""
    try:
        database = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        meta = dict(database.execute("SELECT key, value FROM meta"))
    except sqlite3.DatabaseError:
        return None
    wanted = {"format": str(FORMAT), "fingerprint": mark, "year": str(today.year)}
    if all(meta.get(key) == value for key, value in wanted.items()):
        return database
    database.close()
    return None


def open_library(today: dt.date, root: Path | None = None) -> Library:
    """The library of the content in `root`, or of the content that is installed.

    Builds the index when there is none that fits; where the cache folder cannot be written,
    builds it in memory. Raises `ContentMissing` when there is no content.
    """
    root = root or content_dir()
    mark = fingerprint(root)
    path = _index_path(root)
    database = _fitting(path, mark, today) if path.exists() else None
    if database is None:
        from chuhai.library.build import build_file, write_index

        try:
            build_file(path, root, mark, today)
            database = _fitting(path, mark, today)
        except (OSError, sqlite3.OperationalError):
            database = None
        if database is None:
            database = sqlite3.connect(":memory:")
            write_index(database, root, mark, today)
    return Library(database, today)
