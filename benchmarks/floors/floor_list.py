"""The least honest explorer in Textual's own widgets: header, input, list, detail, footer."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import Footer, Header, Input, OptionList, Static
from textual.widgets.option_list import Option

TEXT = (
    "# Live commerce\n\nREADY **bold** text with a [link](https://example.com).\n\n"
    "- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
)
PLACES = ["jakarta", "berlin", "bangkok", "lagos", "riyadh"]
ITEMS = [f"Trend card for {PLACES[n % 5]} {n}" for n in range(150)]


class Listing(App[None]):
    """Lists 150 items and filters them by substring."""

    BINDINGS: ClassVar = [("q", "quit", "Quit"), ("slash", "filter", "Filter")]
    CSS = "OptionList { width: 1fr } Static { width: 2fr }"

    def compose(self) -> ComposeResult:
        """Textual's own parts."""
        yield Header()
        yield Input(placeholder="filter")
        with Horizontal():
            yield OptionList(*(Option(item, id=str(n)) for n, item in enumerate(ITEMS)))
            yield Static(TEXT, markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Keys go to the list."""
        self.query_one(OptionList).focus()

    def action_filter(self) -> None:
        """Keys go to the box."""
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter."""
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(item) for item in ITEMS if event.value.lower() in item.lower()])


if __name__ == "__main__":
    Listing().run()
