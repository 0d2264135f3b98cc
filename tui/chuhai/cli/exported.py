"""Writing what a view shows, to standard output or to a file."""

from __future__ import annotations

from pathlib import Path

import click

from chuhai.cli.options import OneOf
from chuhai.cli.saying import Trouble
from chuhai.cli.session import Session
from chuhai.exchange.chronicle import Chronicle
from chuhai.exchange.view_formats import VIEW_FORMATS
from chuhai.exchange.view_table import Table

FORMAT = OneOf("format", VIEW_FORMATS)
"""The type of `--format`."""


def write_view(session: Session, shown: Table | Chronicle, form: str, target: str | None) -> None:
    """Write a view in a format; raises `Trouble` when the file cannot be written."""
    data = VIEW_FORMATS[form].write(shown, session.lang)
    if target in (None, "-"):
        click.echo(data, nl=False)
        return
    try:
        Path(str(target)).write_bytes(data)
    except OSError as error:
        raise Trouble(f"{target}: {error.strerror}") from None
