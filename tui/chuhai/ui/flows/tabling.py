"""Writing the table on the screen, matrix or comparison, to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from chuhai.ui.screens.pick import Option, Pick, narrowing

if TYPE_CHECKING:
    from chuhai.exchange.view_table import Table
    from chuhai.ui.app import ChuhaiApp


class Tabling:
    """Export of what a view shows; the checklist where it shows no table."""

    def __init__(self, app: ChuhaiApp) -> None:
        self.app = app

    def export(self) -> None:
        """Choose a format for the table on the screen, or for the checklist."""
        app = self.app
        table = app.explore.view.table_to_export()
        if table is None:
            app.exchanging.export()
            return
        from chuhai.exchange.view_formats import TABLE_FORMATS

        options = [
            Option(name, app.words(f"format.table-{name}"), f".{form.ending}", name)
            for name, form in TABLE_FORMATS.items()
        ]
        pick = Pick(app.words("pick.export-table"), narrowing(options))
        app.push_screen(pick, lambda name: self._write(table, name))

    def _write(self, table: Table, name: str | None) -> None:
        if name is None:
            return
        from chuhai.exchange.view_formats import TABLE_FORMATS

        app, form = self.app, TABLE_FORMATS[name]
        view = app.view_of(app.section)
        stem = f"chuhai-{view}-{app.world.today.isoformat()}"
        try:
            path = _free(Path.cwd(), stem, form.ending)
            path.write_bytes(form.write(table, app.lang))
        except OSError as error:
            app.say(app.words("toast.not-written", why=error), severity="error")
            return
        app.say(app.words("toast.exported", path=path))


def _free(folder: Path, stem: str, ending: str) -> Path:
    """A name that no file has yet: nothing is written over."""
    path, number = folder / f"{stem}.{ending}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.{ending}"
    return path
