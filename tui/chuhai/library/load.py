"""Read a pack: every TOML file to validated cards, every fault to a problem."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tomli
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from chuhai.library.locate import Lines, line_of, lines_of
from chuhai.library.pack import SOURCES, toml_files
from chuhai.library.problem import Problem, Severity
from chuhai.model.common import Card, Part, Plain, Source
from chuhai.model.kinds import KINDS, Kind

FILE_BYTES = 1 << 20
FILE_PROBLEMS = 20
_QUOTED = re.compile(r"'([^']*)'")


class Pack(Part):
    """What a pack says of itself in `pack.toml`."""

    id: Plain
    name: Plain
    version: Plain
    licence: Plain
    languages: tuple[Plain, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A pack as read: the good cards by kind and id, where each lies, and all problems."""

    pack: Pack
    cards: Mapping[str, Mapping[str, Card]]
    sources: Mapping[str, Source]
    paths: Mapping[tuple[str, str], tuple[str, tuple[str | int, ...]]]
    """File of each card and source, and the key path inside it, by kind and id."""
    problems: tuple[Problem, ...]
    lines: Callable[[str], Lines]
    """The lines of the key paths of a file."""

    def place(self, kind: str, name: str, field: str = "") -> tuple[str, int]:
        """The file of a card or source and the line of one of its fields."""
        path, base = self.paths[kind, name]
        inside = (int(part) if part.isdigit() else part for part in field.split(".") if part)
        return path, line_of(self.lines(path), (*base, *inside))


class _File:
    """One content file: its data, and a way from a key path to a problem with its line."""

    def __init__(self, root: Path, path: Path) -> None:
        self.name = path.relative_to(root).as_posix()
        self.path = path
        self.problems: list[Problem] = []
        self._text = ""
        self._lines: Lines | None = None

    def read(self) -> dict[str, Any]:
        """The parsed file, or nothing with one problem that says why."""
        try:
            raw = self.path.read_bytes()
        except OSError as error:
            self.add((), f"cannot be read: {error.strerror}", rule="file")
            return {}
        if len(raw) > FILE_BYTES:
            self.add((), f"is {len(raw)} bytes", accepted=f"at most {FILE_BYTES}", rule="file")
            return {}
        try:
            self._text = raw.removeprefix(b"\xef\xbb\xbf").decode()
            return tomli.loads(self._text)
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            self.add((), "is not UTF-8 text", line=line, rule="file")
        except tomli.TOMLDecodeError as error:
            message = getattr(error, "msg", str(error))
            line = getattr(error, "lineno", 0)
            self.add((), f"is not TOML: {message}", line=line, rule="toml")
        except (RecursionError, ValueError) as error:
            reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
            self.add((), f"is not TOML: {reason}", rule="toml")
        return {}

    def line(self, path: tuple[str | int, ...]) -> int:
        """The line of a key path; the places are looked up once, and only when asked for."""
        if self._lines is None:
            self._lines = lines_of(self._text)
        return line_of(self._lines, path)

    def add(
        self,
        path: tuple[str | int, ...],
        message: str,
        *,
        line: int | None = None,
        rule: str = "schema",
        severity: Severity = Severity.ERROR,
        value: str = "",
        accepted: str = "",
        nearest: str = "",
    ) -> None:
        """Keep a problem, up to the number that one file may have."""
        if len(self.problems) > FILE_PROBLEMS:
            return
        if len(self.problems) == FILE_PROBLEMS:
            message, path, value, accepted, nearest = (
                "has more problems, not listed",
                (),
                "",
                "",
                "",
            )
        where = line if line is not None else self.line(path)
        field = ".".join(str(part) for part in path)
        self.problems.append(
            Problem(self.name, where, field, message, rule, severity, value, accepted, nearest)
        )

    def validate(
        self, model: type[BaseModel], data: Any, path: tuple[str | int, ...]
    ) -> BaseModel | None:
        """The model made of `data`, or nothing with a problem for each fault."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self._explain(model, detail, path)
            return None

    def _explain(
        self, model: type[BaseModel], detail: ErrorDetails, path: tuple[str | int, ...]
    ) -> None:
        where = tuple(part for part in detail["loc"] if part not in _RULE_KINDS)
        kind, found = detail["type"], detail["input"]
        shown = "" if isinstance(found, dict | list | tuple) else _short(found)
        if kind == "extra_forbidden":
            known = _known_keys(model, where[:-1])
            key = str(where[-1])
            self.add(
                path + where,
                "is not a known key",
                accepted=", ".join(known),
                nearest=_nearest(key, known),
            )
        elif kind == "missing":
            self.add(path + where, "is missing")
        elif kind in ("enum", "literal_error", "union_tag_invalid"):
            context = detail.get("ctx", {})
            accepted = _QUOTED.findall(
                str(context.get("expected") or context.get("expected_tags") or "")
            )
            self.add(
                path + where,
                "is not an accepted value",
                value=shown,
                accepted=", ".join(accepted),
                nearest=_nearest(str(found), accepted),
            )
        else:
            message = detail["msg"].removeprefix("Value error, ")
            self.add(path + where, message[:1].lower() + message[1:], value=shown)


_RULE_KINDS = {"fixed", "nth-weekday", "relative", "hijri", "lunar", "library", "range"}


def _short(value: object) -> str:
    text = repr(value).encode("ascii", "backslashreplace").decode() if _odd(value) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _odd(value: object) -> bool:
    return isinstance(value, str) and not value.isprintable()


def _nearest(word: str, known: list[str]) -> str:
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=0.55)), "")


def _known_keys(model: type[BaseModel], where: tuple[str | int, ...]) -> list[str]:
    """The keys that the schema of `model` knows at a place inside it."""
    schema = model.model_json_schema()
    definitions = schema.get("$defs", {})

    def settle(node: dict[str, Any]) -> dict[str, Any]:
        while True:
            if "$ref" in node:
                node = definitions[node["$ref"].rsplit("/", 1)[1]]
            elif "anyOf" in node or "allOf" in node:
                options = node.get("anyOf") or node["allOf"]
                node = next((o for o in options if o.get("type") != "null"), {})
            else:
                return node

    node = settle(schema)
    for part in where:
        below = node.get("items") if isinstance(part, int) else node.get("properties", {}).get(part)
        node = settle(below or {})
    return list(node.get("properties", {}))


def _tables(file: _File, kind: Kind, data: dict[str, Any]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Each card's data in a file, with the path where it begins."""
    if not kind.table:
        yield data, ()
        return
    for key in data:
        if key not in (kind.table, "source"):
            accepted = [kind.table, "source"]
            file.add(
                (key,),
                "is not a known table",
                accepted=", ".join(accepted),
                nearest=_nearest(key, accepted),
            )
    entries = data.get(kind.table, [])
    if not isinstance(entries, list):
        file.add((kind.table,), "is not a list of tables", accepted=f"[[{kind.table}]]")
        return
    for number, entry in enumerate(entries):
        yield entry, (kind.table, number)


class _Reader:
    """Gathers the cards, the sources and the problems of one pack."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.cards: dict[str, dict[str, Card]] = {name: {} for name in KINDS}
        self.sources: dict[str, Source] = {}
        self.paths: dict[tuple[str, str], tuple[str, tuple[str | int, ...]]] = {}
        self.problems: list[Problem] = []

    def read_sources(self, file: _File, entries: Any, base: tuple[Any, ...]) -> None:
        """Take the `[[source]]` tables of a file."""
        if not isinstance(entries, list):
            file.add(("source",), "is not a list of tables", accepted="[[source]]")
            return
        for number, entry in enumerate(entries):
            source = file.validate(Source, entry, (*base, number))
            if isinstance(source, Source):
                self.keep_source(file, source, (*base, number))

    def keep_source(self, file: _File, source: Source, path: tuple[Any, ...]) -> None:
        """Remember a source; the same id twice is a problem, whatever it says."""
        if source.id in self.sources:
            file.add((*path, "id"), "is defined twice", value=repr(source.id), rule="duplicate-id")
            return
        self.sources[source.id] = source
        self.paths[SOURCES, source.id] = (file.name, path)

    def read_cards(self, file: _File, kind: Kind) -> None:
        """Take the cards of one file."""
        data = file.read()
        if not data:
            return
        if kind.table and "source" in data:
            self.read_sources(file, data["source"], ("source",))
        for entry, path in _tables(file, kind, data):
            card = file.validate(kind.model, entry, path)
            if isinstance(card, Card):
                self.keep_card(file, kind, card, path)

    def keep_card(self, file: _File, kind: Kind, card: Card, path: tuple[Any, ...]) -> None:
        """Remember a card whose id is new and, for a card with a file of its own, the file's."""
        if not kind.table and file.path.stem != card.id:
            file.add(
                ("id",),
                "is not the file's name",
                value=repr(card.id),
                accepted=file.path.stem,
                rule="id-is-file-name",
            )
        if card.id in self.cards[kind.name]:
            file.add((*path, "id"), "is used twice", value=repr(card.id), rule="duplicate-id")
            return
        self.cards[kind.name][card.id] = card
        self.paths[kind.name, card.id] = (file.name, path)
        for number, source in enumerate(card.source):
            self.keep_source(file, source, (*path, "source", number))

    def run(self, paths: Sequence[Path], report: Callable[[float], None]) -> Loaded:
        """Read the pack's own file and some others."""
        pack_file = _File(self.root, self.root / "pack.toml")
        pack = pack_file.validate(Pack, pack_file.read(), ())
        self.problems += pack_file.problems
        for number, path in enumerate(paths):
            folder = path.relative_to(self.root).parts[0].removesuffix(".toml")
            file = _File(self.root, path)
            if folder == SOURCES:
                self.read_sources(file, file.read().get("source", []), ("source",))
            elif folder in KINDS:
                self.read_cards(file, KINDS[folder])
            self.problems += file.problems
            if not number % 64:
                report(number / len(paths))
        if not isinstance(pack, Pack):
            pack = Pack(id="unknown", name="unknown", version="0", licence="", languages=())
        return Loaded(
            pack, self.cards, self.sources, self.paths, tuple(self.problems), cache(self.lines)
        )

    def lines(self, name: str) -> Lines:
        """The lines of the key paths of a file, read again because few are ever asked for."""
        try:
            return lines_of((self.root / name).read_text(encoding="utf-8-sig"))
        except (OSError, ValueError):
            return {}


def load(root: Path, report: Callable[[float], None] = lambda share: None) -> Loaded:
    """Read the pack in `root`; what is faulty becomes a problem, the rest is there.

    `report` is told how far the reading is, from 0 to 1.
    """
    return _Reader(root).run(toml_files(root), report)


def load_files(root: Path, names: Iterable[str]) -> Loaded:
    """Read only some files of the pack in `root`."""
    return _Reader(root).run([root / name for name in sorted(names)], lambda share: None)


def read_card(root: Path, path: Path, kind: str) -> tuple[Card | None, list[Problem]]:
    """One card from a file of its own outside a pack, or nothing, and what is wrong with it."""
    reader, file = _Reader(root), _File(root, path)
    reader.read_cards(file, KINDS[kind])
    return next(iter(reader.cards[kind].values()), None), file.problems


def json_schema() -> dict[str, Any]:
    """The JSON Schema of every kind of file, for editors."""
    return {
        kind.name: (
            TypeAdapter(dict[str, list[kind.model]]).json_schema()  # type: ignore[name-defined]
            if kind.table
            else kind.model.model_json_schema()
        )
        for kind in KINDS.values()
    }
