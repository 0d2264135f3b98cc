"""The user's own keys: `keys.toml`, checked line by line before any of it is used."""

from __future__ import annotations

import difflib
from pathlib import Path

import tomli
from textual.keys import KEY_ALIASES, Keys

from chuhai.library.locate import line_of, lines_of
from chuhai.ui import commands
from chuhai.values import dataclass

_NAMED = {key.value for key in Keys} | {name for names in KEY_ALIASES.values() for name in names}
_SIGNS = {
    "slash", "minus", "plus", "colon", "semicolon", "comma", "full_stop", "question_mark",
    "exclamation_mark", "number_sign", "space", "less_than_sign", "greater_than_sign",
    "left_square_bracket", "right_square_bracket", "equals_sign", "underscore", "at", "tilde",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Complaint:
    """A line of `keys.toml` that is not used, and why."""

    line: int
    why: str


def _is_key(name: str) -> bool:
    bare = name
    for prefix in ("ctrl+", "alt+", "shift+"):
        bare = bare.removeprefix(prefix)
    return bare in _NAMED or bare in _SIGNS or (len(bare) == 1 and bare.isprintable())


def read_keys(path: Path) -> tuple[dict[str, str], list[Complaint]]:
    """The keys by command id, and what of the file is not used.

    A line such as `search = "s"` or `down = "n,down"`. An unknown command, a name that is no
    key, and a key that another command has are refused; the rest of the file counts.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}, []
    except (OSError, UnicodeDecodeError) as error:
        return {}, [Complaint(0, str(error))]
    try:
        wanted = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        return {}, [Complaint(getattr(error, "lineno", 0), getattr(error, "msg", str(error)))]
    lines = lines_of(text)
    taken = {command.id: command.keys.split(",") for command in commands.ALL}
    keys: dict[str, str] = {}
    complaints: list[Complaint] = []
    for name, value in wanted.items():
        why = _fault(name, value, taken)
        if why:
            complaints.append(Complaint(line_of(lines, (name,)), why))
        else:
            keys[name] = value
            taken[name] = value.split(",")
    return keys, complaints


def _fault(name: str, value: object, taken: dict[str, list[str]]) -> str:
    known = {command.id: command for command in commands.ALL}
    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        return f"unknown command {name!r}{hint}"
    if not isinstance(value, str) or not value:
        return f'{name}: a key such as "s" or "ctrl+s" is accepted'
    for key in value.split(","):
        if not _is_key(key):
            return f"{name}: {key!r} is not the name of a key"
        for other, keys in taken.items():
            if other != name and key in keys and commands.together(known[name], known[other]):
                return f"{name}: {key!r} is the key of {other}"
    return ""
