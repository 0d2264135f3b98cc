"""Notes of many lines: in the user's editor, or in a box where there is none."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from chuhai.checklist import edits
from chuhai.checklist.item import Item
from chuhai.files import replace_file

if TYPE_CHECKING:
    from chuhai.ui.app import ChuhaiApp

RESCUED = "note-not-saved.md"


class Notes:
    """Takes a note out, lets it be edited, and puts it back; nothing typed is lost."""

    def __init__(self, app: ChuhaiApp) -> None:
        self.app = app

    def edit(self) -> None:
        """Edit the note of the item under the cursor."""
        app = self.app
        target = app.explore.view.task_target
        if target is None or target.item is None:
            return
        owner, item = target.agenda.checklist.id, target.item
        command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        if command and not app.is_web:
            try:
                note = self._in_editor(command, item)
            except SuspendNotSupported:
                pass
            else:
                if note is not None:
                    self.keep(owner, item, note)
                return
        from chuhai.ui.screens.note import NoteBox

        box = NoteBox(item.text.in_lang(app.lang), item.note, app.words("note.keys"))

        def kept(note: str | None) -> None:
            if note is not None:
                self.keep(owner, item, note)

        app.push_screen(box, kept)

    def _in_editor(self, command: str, item: Item) -> str | None:
        """What the editor leaves in its file; nothing when it ends with an error."""
        app = self.app
        with tempfile.TemporaryDirectory(prefix="chuhai-") as folder:
            path = Path(folder) / "note.md"
            path.write_text(item.note, encoding="utf-8")
            with app.suspend():
                why = _run(command, path)
            app.refresh(layout=True)
            if why is not None:
                key = "toast.editor-missing" if why else "toast.editor-failed"
                app.say(app.words(key, editor=command, why=why), severity="warning")
                return None
            return path.read_text(encoding="utf-8", errors="replace")

    def keep(self, owner: str, item: Item, note: str) -> None:
        """Save a note; what is refused is kept in a file, and its place is said."""
        app, note = self.app, note.rstrip("\n")
        if note == item.note:
            return
        saved = app.planning.save(
            "edit", lambda book: edits.set_fields(book, owner, item.id, {"note": note}), at=item.id
        )
        if saved:
            return
        path = app.world.settings_path.with_name(RESCUED)
        try:
            replace_file(path, note.encode())
        except OSError:
            return
        app.say(app.words("toast.note-rescued", path=path), severity="warning")


def _run(command: str, path: Path) -> str | None:
    """Run an editor on a file: nothing when it went well, else why not; empty when it said no."""
    try:
        parts = shlex.split(command, posix=os.name != "nt")
        return None if subprocess.run([*parts, str(path)], check=False).returncode == 0 else ""
    except (OSError, ValueError) as error:
        return getattr(error, "strerror", None) or str(error)
