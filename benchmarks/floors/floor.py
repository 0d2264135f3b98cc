"""The least that a Textual program can be: one label."""

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class Floor(App[None]):
    """Shows that it is ready, and each key."""

    def compose(self) -> ComposeResult:
        """One label."""
        yield Static("READY")

    def on_key(self, event: events.Key) -> None:
        """Show the key."""
        self.query_one(Static).update(f"READY {event.key} {id(event)}")


if __name__ == "__main__":
    Floor().run()
