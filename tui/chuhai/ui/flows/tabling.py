"""Writing what is on the screen, matrix, comparison or timeline, to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from chuhai.ui.screens.pick import Option, Pick, narrowing

if TYPE_CHECKING:
    from chuhai.exchange.chronicle import Chronicle
    from chuhai.exchange.view_table import Table
    from chuhai.ui.app import ChuhaiApp


class Tabling:
    """Export of what a view shows; of the checklist where that cannot be written."""

    def __init__(self, app: ChuhaiApp) -> None:
        self.app = app

    def export(self) -> None:
        """Choose a format for what is on the screen, or for the checklist."""
        app = self.app
        view = app.explore.view
        shown = view.to_export()
        if not view.EXPORTS:
            app.exchanging.export()
            return
        if shown is None:
            app.say(app.words("toast.nothing-to-export"))
            return
        from chuhai.exchange.view_formats import VIEW_FORMATS

        options = [
            Option(name, app.words(f"format.table-{name}"), f".{form.ending}", name)
            for name, form in VIEW_FORMATS.items()
        ]
        pick = Pick(app.words("pick.export-table"), narrowing(options))
        app.push_screen(pick, lambda name: self._write(shown, name))

    def _write(self, shown: Table | Chronicle, name: str | None) -> None:
        if name is None:
            return
        from chuhai.exchange.view_formats import VIEW_FORMATS

        app, form = self.app, VIEW_FORMATS[name]
        view = app.view_of(app.section)
        stem = f"chuhai-{view}-{app.world.today.isoformat()}"
        try:
            path = _free(Path.cwd(), stem, form.ending)
            path.write_bytes(form.write(shown, app.lang))
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
