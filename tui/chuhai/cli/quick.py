"""The short way: calls in their plain form, understood without the library that parses options.

Importing click costs more than all the work of `list`. What is not plain (help, a mistake, any
other command) goes the long way, which says what is wrong.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from chuhai.cli.saying import Trouble, warn
from chuhai.files import ContentMissing
from chuhai.library.pack import KIND_NAMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_ROOT = {"--lang": "lang", "--filter": "line"}
_OPTIONS = {
    "list": {"--market": "market", "--region": "region", "--filter": "line"},
    "search": {"--market": "market", "--region": "region", "--filter": "line"},
    "show": {"--market": "market", "--section": "section"},
}
_LANGUAGES = ("en", "zh")

Call = tuple[str, "dict[str, Any]", "dict[str, Any]"]
"""A command, the options before it, and its own arguments."""


def _options(
    words: Sequence[str], known: dict[str, str], flags: Sequence[str] = ()
) -> tuple[dict[str, Any], list[str]] | None:
    """Options and the rest; nothing when there is an option that is not known."""
    found: dict[str, Any] = {}
    rest: list[str] = []
    queue = list(words)
    while queue:
        word = queue.pop(0)
        name, equals, value = word.partition("=")
        if word in flags:
            found["as_json"] = True
        elif name in known and known[name] not in found:
            if not equals and (not queue or queue[0].startswith("-")):
                return None
            found[known[name]] = value if equals else queue.pop(0)
        elif word.startswith("-"):
            return None
        else:
            rest.append(word)
            if not flags:
                return found, [word, *queue]
    return found, rest


def understood(words: Sequence[str]) -> Call | None:
    """What a command line asks for, when it is a plain call of the app or of a reading command."""
    before = _options(words, _ROOT)
    if before is None or before[0].get("lang", "en") not in _LANGUAGES:
        return None
    options, rest = before
    if not rest:
        return "", options, {}
    name, *more = rest
    if name not in _OPTIONS or "line" in options:
        return None
    after = _options(more, _OPTIONS[name], ("--json",))
    if after is None:
        return None
    arguments, given = after
    if name == "search" and given:
        arguments["words"] = given
    elif name == "list" and len(given) == 1 and given[0] in KIND_NAMES:
        arguments["section"] = given[0]
    elif name == "show" and len(given) == 1 and arguments.get("section", "trends") in KIND_NAMES:
        arguments["card"] = given[0]
    else:
        return None
    return name, options, arguments


def guarded(deed: Callable[[], object]) -> int:
    """Do something and tell trouble in one sentence; the answer is the exit code."""
    try:
        deed()
        sys.stdout.flush()
    except Trouble as trouble:
        warn(str(trouble))
        return trouble.exit_code
    except ContentMissing as error:
        warn(str(error))
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Nobody reads any more; what Python still holds back is not written at the end either.
        sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    return 0


def answer(call: Call) -> int:
    """Do what was understood; the answer is the exit code."""
    name, options, arguments = call
    from chuhai.cli.session import Session

    session = Session(options.get("lang"))
    if not name:
        from chuhai.cli.explorer import open_explorer

        return guarded(lambda: open_explorer(session, options.get("line", "")))
    from chuhai.cli import reading

    deeds: dict[str, Callable[..., None]] = {
        "list": reading.list_cards,
        "search": reading.search_cards,
        "show": reading.show_card,
    }
    return guarded(lambda: deeds[name](session, **arguments))
