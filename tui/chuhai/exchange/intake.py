"""Taking a file in: read it, show what it would change, then change that in one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chuhai.checklist.difference import Incoming, Kind, Side
from chuhai.checklist.item import Book
from chuhai.checklist.merge import Merge, merge
from chuhai.checklist.operation import Change
from chuhai.checklist.store import Store
from chuhai.checklist.trail import Known, Trail, mark, trail_of
from chuhai.exchange.arrival import Home, receive
from chuhai.exchange.copy import LARGEST, Copy, Fault, Unreadable
from chuhai.exchange.formats import FORMATS

ENDINGS = {form.ending.rpartition(".")[2]: form for form in FORMATS.values() if form.is_read} | {
    "tsv": FORMATS["csv"]
}
"""How a file is read, by the end of its name."""


@dataclass(frozen=True)
class Intake:
    """A file that was read, and what it would change."""

    name: str
    copy: Copy
    lists: tuple[Incoming, ...]
    faults: tuple[Fault, ...]
    merge: Merge
    home: Home
    trusting: bool

    @property
    def unknown(self) -> list[str]:
        """The lists of the file that are not in the book."""
        return [one.list for one in self.lists if one.list not in self.home.book.lists]


def load(path: Path) -> bytes:
    """The bytes of a file of a bounded size.

    Raises `Unreadable` when there is none or it is too large.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            most = LARGEST // 1_000_000
            raise Unreadable("unreadable.large", size=size // 1_000_000, most=most)
        return path.read_bytes()
    except OSError as error:
        raise Unreadable("unreadable.file", why=error.strerror or "") from None


def parse(name: str, data: bytes) -> Copy:
    """What a file says, read by its beginning or by the end of its name.

    Raises `Unreadable` when it is of no kind that is read.
    """
    ending = name.casefold().rpartition(".")[2]
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:4]
    if data.startswith(b"PK\x03\x04"):
        ending = "xlsx"
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("unreadable.xls")
    elif start[:1] in (b"{", b"[") and ending not in ("csv", "txt"):
        ending = "json"
    form = ENDINGS.get(ending)
    if form is None:
        raise Unreadable("unreadable.kind", known=", ".join(f".{end}" for end in sorted(ENDINGS)))
    return form.read(data)


def look(name: str, data: bytes, home: Home, *, target: str = "", trusting: bool) -> Intake:
    """Read a file and compare it with the book; raises `Unreadable`.

    Rows that belong to no list go to the list `target`, else to a new one called like the file.
    `trusting` says what a value counts for of which nobody knows whether the file changed it:
    as a change, or as a conflict.
    """
    copy = parse(name, data)
    stem = Path(name).stem.removesuffix(".todo").removesuffix(".task")
    got = receive(copy, home, target=target, file=mark(data), stem=stem)
    compared = merge(home.book, home.trail, got.lists, trusting=trusting)
    return Intake(name, copy, got.lists, got.faults, compared, home, trusting)


def changes(
    intake: Intake,
    book: Book,
    trail: Trail,
    sides: Mapping[str, Side],
    *,
    remove_missing: bool = False,
) -> tuple[Change, ...]:
    """The changes on top of the book as it is now.

    Raises `EditError` when a conflict is undecided or the result cannot be.
    """
    now = merge(book, trail, intake.lists, trusting=intake.trusting)
    return now.changes(sides, remove_missing=remove_missing)


def take(
    intake: Intake,
    store: Store,
    what: str,
    sides: Mapping[str, Side],
    *,
    remove_missing: bool = False,
) -> bool:
    """Write what a file changes as one step, and remember that the file was taken in.

    A file of which rows were refused is not remembered, so that the mended one is looked at
    anew. Says whether something was written. Raises `EditError` and `StoreError`; nothing has
    changed then.
    """
    gone = remove_missing and bool(intake.merge.of(Kind.MISSING))
    if intake.merge.is_empty and not gone:
        return False
    seen: Mapping[str, Known] = {} if intake.faults else intake.merge.seen

    def edit(book: Book) -> tuple[str, tuple[Change, ...]]:
        trail = trail_of(store.journal())
        return what, changes(intake, book, trail, sides, remove_missing=remove_missing)

    before = store.history
    store.update(edit, seen=seen)
    return store.history is not before
