"""A box for a note of many lines, for those who have no editor set."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from chuhai.ui.screens.over import Over


class NoteBox(Over[str | None], inherit_bindings=False):
    """Type freely; escape or ctrl+s keeps the note, for undo can take it back."""

    BINDINGS = [Binding("escape,ctrl+s", "keep", show=False, priority=True)]  # noqa: RUF012

    def __init__(self, title: str, note: str, keys: str) -> None:
        super().__init__()
        self.title_words, self.note, self.keys_words = title, note, keys

    def compose(self) -> ComposeResult:
        """Title, text, the keys."""
        with Vertical(id="note-box"):
            yield Static(Content.styled(self.title_words, "bold"), id="pick-title", markup=False)
            yield TextArea(self.note, id="note-text", show_line_numbers=False, compact=True)
            yield Static(Content.styled(self.keys_words, "$muted"), id="note-keys", markup=False)

    def on_mount(self) -> None:
        """Ready to type at the end."""
        box = self.query_one(TextArea)
        box.move_cursor(box.document.end)
        box.focus()

    def action_keep(self) -> None:
        """Take the text."""
        self.dismiss(self.query_one(TextArea).text)
