"""Types of options and arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click

from chuhai.cli.saying import LANGUAGES, unknown
from chuhai.cli.session import Session


class OneOf(click.ParamType[str]):
    """One of a few names, with the nearest in the refusal."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name, self.known = name, tuple(known)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name as it is; raises `Trouble` when it is not known."""
        if value not in self.known:
            raise unknown(self.name, value, self.known)
        return value

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How help shows the argument."""
        return self.name.upper()


def lang_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--lang` on a command that can say everything in both languages."""

    def taken(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
        ctx.find_object(Session).speak(value)  # type: ignore[union-attr]

    return click.option(
        "--lang",
        type=OneOf("language", LANGUAGES),
        expose_value=False,
        callback=taken,
        help="en, zh, or both: the second language under the first.",
    )(command)
