"""The only writer of the user's file: an append-only log of steps, one line each."""

from __future__ import annotations

import datetime as dt
import json
import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

from chuhai.checklist.item import Book
from chuhai.checklist.operation import Change, History, Step
from chuhai.values import asdict, replace

FORMAT = 1
FILE = "checklist.log"
LOCK = "checklist.lock"
_LOCK_SECONDS = 10

Edit = Callable[[Book], tuple[str, tuple[Change, ...]]]
"""Says what is done (a short word) and by which changes; raises to refuse."""


class StoreError(Exception):
    """The file cannot be read or written: a key for the interface, the path, the reason."""

    def __init__(self, key: str, path: Path, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.key, self.path, self.detail = key, path, detail


def encode(record: dict[str, Any]) -> bytes:
    """A record as a line: checksum, a space, compact JSON."""
    data = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
    return b"%08x " % zlib.crc32(data) + data + b"\n"


def decode(line: bytes) -> dict[str, Any] | None:
    """The record of a line; nothing when the checksum or the JSON does not fit."""
    checksum, _, data = line.rstrip(b"\n").partition(b" ")
    try:
        if int(checksum, 16) != zlib.crc32(data):
            return None
        record = json.loads(data)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def _step(record: dict[str, Any]) -> Step:
    changes = tuple(Change(**change) for change in record.get("changes", ()))
    plain = {name: record.get(name, "") for name in ("id", "time", "who", "what", "of")}
    return Step(**plain, changes=changes, seen=record.get("seen", {}))


class Store:
    """Reads and appends; what it has returned is on disk."""

    def __init__(self, folder: Path, who: str, now: Callable[[], dt.datetime]) -> None:
        self.path = folder / FILE
        self._lock_path = folder / LOCK
        self._who, self._now = who, now
        self._history = History()
        self._sequence = 0
        self._line = 0
        self._read_to = 0
        self._inode = 0

    # ------------------------------------------------------------ reading

    def load(self) -> History:
        """Everything that is in the file; an empty history when there is none.

        Raises `StoreError` when the file is of a newer version or nothing in it can be read.
        """
        self._forget()
        self._read()
        return self._history

    def refresh(self) -> bool:
        """Whether another process changed the file since; the news is then in `history`."""
        try:
            stat = self.path.stat()
        except OSError:
            return False
        if (stat.st_ino, stat.st_size) == (self._inode, self._read_to):
            return False
        before = self._history
        self._read()
        return self._history is not before

    @property
    def history(self) -> History:
        """What was last read or written."""
        return self._history

    def journal(self) -> list[Step]:
        """Every step that can be read, undos and redos too, in the order of the file.

        Raises `StoreError` when the file cannot be read.
        """
        try:
            lines = self.path.read_bytes().splitlines(keepends=True)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StoreError(
                "unreadable", self.path, f"cannot be read: {error.strerror}"
            ) from error
        steps = []
        for record in map(decode, lines):
            if record is not None and "format" not in record:
                with suppress(TypeError):
                    steps.append(_step(record))
        return steps

    def _forget(self) -> None:
        self._history, self._sequence = History(), 0
        self._line = self._read_to = self._inode = 0

    def _read(self) -> None:
        try:
            with self.path.open("rb") as file:
                stat = os.fstat(file.fileno())
                if stat.st_ino != self._inode or stat.st_size < self._read_to:
                    self._forget()
                    self._inode = stat.st_ino
                file.seek(self._read_to)
                data = file.read()
        except FileNotFoundError:
            self._forget()
            return
        except OSError as error:
            raise StoreError(
                "unreadable", self.path, f"cannot be read: {error.strerror}"
            ) from error
        self._take(data)

    def _take(self, data: bytes) -> None:
        """Replay the whole lines of what was read; a torn last line waits for its end."""
        history, damage = self._history, list(self._history.damage)
        fresh = self._line == 0
        good = 0
        for line in data.splitlines(keepends=True):
            if not line.endswith(b"\n"):
                break
            self._line += 1
            self._read_to += len(line)
            record = decode(line)
            if record is None:
                damage.append(self._line)
                continue
            good += 1
            history = self._replayed(history, record, damage)
        if fresh and data and not good:
            self._forget()
            raise StoreError(
                "damaged",
                self.path,
                "nothing in it can be read; it is left as it is. "
                "Move it away to begin a new checklist",
            )
        if data:
            self._history = replace(history, damage=tuple(damage))

    def _replayed(self, history: History, record: dict[str, Any], damage: list[int]) -> History:
        if "format" in record:
            if record["format"] > FORMAT:
                found = record["format"]
                self._forget()
                raise StoreError(
                    "newer",
                    self.path,
                    f"is of format {found}, and this chuhai knows {FORMAT}; update chuhai",
                )
            return history
        sequence = int(record.get("seq", 0))
        if sequence != self._sequence + 1 and self._line not in damage:
            damage.append(self._line)
        self._sequence = sequence
        try:
            return history.after(_step(record))
        except (KeyError, TypeError, ValueError):
            damage.append(self._line)
            return history

    # ------------------------------------------------------------ writing

    def update(self, edit: Edit, *, seen: Mapping[str, Mapping[str, str]] | None = None) -> History:
        """Do an edit on top of what others wrote meanwhile; it is on disk when this returns.

        With `seen` the step is written even when it changes nothing. Raises what `edit` raises,
        and `StoreError` when the file cannot be written; nothing has changed then.
        """
        with self._locked():
            self._read()
            what, changes = edit(self._history.book)
            if changes or seen:
                self._append(self._made(what, changes, seen=seen or {}))
        return self._history

    def undo(self) -> tuple[History, Step | None]:
        """Take back the last step; says which, or nothing when there is none."""
        return self._walk("undo", lambda history: history.past)

    def redo(self) -> tuple[History, Step | None]:
        """Do the last step that was taken back again."""
        return self._walk("redo", lambda history: history.undone)

    def _walk(
        self, what: str, line: Callable[[History], tuple[Step, ...]]
    ) -> tuple[History, Step | None]:
        with self._locked():
            self._read()
            steps = line(self._history)
            if not steps:
                return self._history, None
            self._append(self._made(what, (), steps[-1].id))
        return self._history, steps[-1]

    def _made(
        self,
        what: str,
        changes: tuple[Change, ...],
        of: str = "",
        seen: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
    ) -> Step:
        now = self._now()
        name = f"{self._sequence + 1}-{os.getpid():x}-{int(now.timestamp() * 1e6):x}"
        time = now.isoformat(timespec="seconds")
        return Step(name, time, self._who, what, changes, of, dict(seen))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._lock_path, timeout=_LOCK_SECONDS, mode=0o600)
            lock.acquire()
        except Timeout as error:
            detail = "another chuhai holds it; try again when that one is done"
            raise StoreError("locked", self.path, detail) from error
        except OSError as error:
            detail = f"cannot be written: {error.strerror or error}"
            raise StoreError("read-only", self.path, detail) from error
        try:
            yield
        finally:
            lock.release()

    def _append(self, step: Step) -> None:
        after = self._history.after(step)
        record = {"seq": self._sequence + 1, **asdict(step)}
        for name in ("of", "seen"):
            if not record[name]:
                del record[name]
        try:
            self._write(encode(record))
        except OSError as error:
            detail = f"cannot be written: {error.strerror or error}"
            raise StoreError("read-only", self.path, detail) from error
        self._history = after
        self._sequence += 1
        self._line += 1

    def _write(self, line: bytes) -> None:
        """Append a line in one call and wait until it is on disk; on an error, leave no trace."""
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            stat = os.fstat(handle)
            if not stat.st_size:
                line = encode({"format": FORMAT}) + line
                self._line += 1
            if stat.st_size > self._read_to:
                os.ftruncate(handle, self._read_to)
            try:
                if os.write(handle, line) != len(line):
                    raise OSError(28, "no room on the disk")
                getattr(os, "fdatasync", os.fsync)(handle)
            except OSError:
                os.ftruncate(handle, min(self._read_to, stat.st_size))
                raise
            self._inode = stat.st_ino
            self._read_to = min(self._read_to, stat.st_size) + len(line)
        finally:
            os.close(handle)
