"""In which line of a TOML file a key stands."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]
Lines = dict[Path, int]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]#]+?)\s*(\]\]?)\s*(#.*)?$")
_WORD = r"""(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)"""
_KEY = re.compile(rf"\s*({_WORD}(?:\s*\.\s*{_WORD})*)\s*=")
_PART = re.compile(r""""([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+)""")
_TOKEN = re.compile(r"""\"\"\"|'''|"(?:\\.|[^"\\])*"|'[^']*'|#.*|[\[\]{}]""")


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple("".join(groups) for groups in _PART.findall(dotted))


class _Scanner:
    """Walks the lines and remembers where each key path begins."""

    def __init__(self) -> None:
        self.lines: Lines = {}
        self.counts: dict[Path, int] = {}
        self.table: Path = ()
        self.depth = 0
        self.quote = ""

    def resolve(self, parts: tuple[str, ...]) -> Path:
        """The path of a header, with the index of the newest element of each array."""
        path: Path = ()
        for part in parts:
            path = (*path, part)
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    def header(self, opening: str, dotted: str, number: int) -> None:
        parts = _parts(dotted)
        if opening == "[[":
            base = (*self.resolve(parts[:-1]), parts[-1])
            self.counts[base] = self.counts.get(base, 0) + 1
            self.table = (*base, self.counts[base] - 1)
        else:
            self.table = self.resolve(parts)
        self.lines.setdefault(self.table, number)

    def key(self, dotted: str, number: int) -> None:
        path = self.table
        for part in _parts(dotted):
            path = (*path, part)
            self.lines.setdefault(path, number)

    def rest(self, text: str) -> None:
        """Follow brackets and quotes, so that what stands inside a value is not taken for a key."""
        position = 0
        while position < len(text):
            if self.quote:
                end = text.find(self.quote, position)
                if end < 0:
                    return
                position, self.quote = end + 3, ""
                continue
            match = _TOKEN.search(text, position)
            if match is None:
                return
            token, position = match.group(), match.end()
            if token in ('"""', "'''"):
                self.quote = token
            elif token in ("[", "{"):
                self.depth += 1
            elif token in ("]", "}"):
                self.depth = max(0, self.depth - 1)


def lines_of(text: str) -> Lines:
    """The line (from 1) of every table and key of a TOML text, by its path."""
    scanner = _Scanner()
    for number, line in enumerate(text.splitlines(), 1):
        if scanner.depth or scanner.quote:
            scanner.rest(line)
        elif match := _HEADER.match(line):
            scanner.header(match[1], match[2], number)
        elif match := _KEY.match(line):
            scanner.key(match[1], number)
            scanner.rest(line[match.end() :])
    return scanner.lines


def line_of(lines: Lines, path: Path) -> int:
    """The line of the longest known beginning of `path`; 0 when nothing of it is known."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 0
