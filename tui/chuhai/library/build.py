"""Make the index fit the content: bring the old one up to date, or build a new one."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from chuhai.library.load import Loaded, load
from chuhai.library.pack import FORMAT, State, glance_of, mark_of
from chuhai.library.writing import TABLES, Writer

FORGOTTEN = 3_600
"""Seconds after which a half-written index is that of a builder that was killed."""
Report = Callable[[float], None]
"""Is told how far a build is, from 0 to 1."""


def write_index(
    database: sqlite3.Connection, root: Path, state: State, today: dt.date, report: Report
) -> Loaded:
    """Load the pack in `root` and write all of it into an empty database."""
    loaded = load(root, lambda share: report(share / 2))
    loaded = replace(loaded, cards={k: dict(sorted(v.items())) for k, v in loaded.cards.items()})
    database.executescript(TABLES)
    writer = Writer(database, loaded)
    writer.entries(lambda share: report(0.5 + share / 2))
    writer.rest(state, today)
    meta = {
        "format": str(FORMAT),
        "mark": mark_of(state),
        "glance": glance_of(str(root)),
        "year": str(today.year),
        "pack": loaded.pack.id,
        "version": loaded.pack.version,
        "problems": str(len(loaded.problems)),
    }
    writer.many("meta", iter(meta.items()), 2)
    database.commit()
    report(1.0)
    return loaded


def _is_usable(path: Path, year: int) -> bool:
    """Whether an index is of this version and year, though perhaps of older content."""
    from chuhai.library.opening import meta_of

    meta = meta_of(str(path))
    return (meta.get("format"), meta.get("year")) == (str(FORMAT), str(year))


def _updated(
    beside: Path, target: Path, root: Path, state: State, today: dt.date, report: Report
) -> bool:
    """Whether a copy of the old index could be brought up to date."""
    from chuhai.library.update import update

    if not _is_usable(target, today.year):
        return False
    shutil.copyfile(target, beside)
    database = sqlite3.connect(beside)
    try:
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
        return update(database, root, state, today, report)
    except (sqlite3.Error, ValueError, KeyError, TypeError):
        return False  # whatever is odd about the old index, a new one is right
    finally:
        database.close()


def _build_file(target: Path, root: Path, state: State, today: dt.date, report: Report) -> None:
    """Make an index beside `target` and put it in place in one move.

    Two builders do not disturb each other: each writes a file of its own, the last one stays.
    Raises `OSError` or `sqlite3.OperationalError` when the folder cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        if not _updated(beside, target, root, state, today, report):
            beside.unlink(missing_ok=True)
            database = sqlite3.connect(beside)
            with contextlib.closing(database):
                database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
                write_index(database, root, state, today, report)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _sweep(target: Path) -> None:
    """Remove what a builder that was killed has left behind."""
    for left in target.parent.glob(f".{target.name}.*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > FORGOTTEN:
                left.unlink()


def build(
    path: str, folder: str, state: State, today: dt.date, report: Report = lambda share: None
) -> sqlite3.Connection:
    """The index of the content in a folder; in memory where `path` cannot be written."""
    from chuhai.library.opening import fitting

    root = Path(folder)
    database = None
    try:
        _build_file(Path(path), root, state, today, report)
        database = fitting(path, mark_of(state), today.year)
    except (OSError, sqlite3.OperationalError):
        pass
    if database is None:
        database = sqlite3.connect(":memory:")
        write_index(database, root, state, today, report)
    return database
