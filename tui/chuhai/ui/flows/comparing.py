"""What is compared: marked cards, the one card over markets, the weights of rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chuhai.compare import MOST, WEIGHTS
from chuhai.matrix import KINDS
from chuhai.ui.screens.pick import Option, Pick, narrowing
from chuhai.ui.sections import MARKABLE

if TYPE_CHECKING:
    from chuhai.ui.app import ChuhaiApp


class Comparing:
    """Deeds around the comparison; what they change is kept with the settings."""

    def __init__(self, app: ChuhaiApp) -> None:
        self.app = app

    # ------------------------------------------------------------ marks

    def mark(self) -> None:
        """Mark the card under the cursor, or take its mark away."""
        app = self.app
        target = app.explore.view.card_target
        if target is None or target.entry.kind not in MARKABLE:
            app.say(app.words("toast.not-markable"))
            return
        entry = target.entry
        if self._toggle(f"{entry.kind}/{entry.id}"):
            name = entry.name.in_lang(app.lang)
            marked = f"{entry.kind}/{entry.id}" in app.settings.marks
            count = sum(mark.startswith(f"{entry.kind}/") for mark in app.settings.marks)
            key = "toast.marked" if marked else "toast.unmarked"
            app.say(app.words(key, name=name, n=count))
            app.present()

    def _toggle(self, mark: str) -> bool:
        """Mark or unmark; says whether that was accepted."""
        app = self.app
        marks = app.settings.marks
        if mark in marks:
            changed = tuple(known for known in marks if known != mark)
        else:
            markets = [known for known in marks if known.startswith("markets/")]
            if mark.startswith("markets/") and len(markets) >= MOST:
                app.say(app.words("toast.enough-markets", n=MOST), severity="warning")
                return False
            changed = (*marks, mark)
        app.settings = replace(app.settings, marks=changed)
        app.keeper.soon()
        return True

    def choose(self, at: str = "") -> None:
        """Choose the markets of the comparison from all of them."""
        app = self.app
        view = app.explore.view.card_target
        at = at or (view.market if view else "")
        options = []
        for code in app.library.markets:
            place = app.library.place_name(code)
            chosen = f"markets/{code}" in app.settings.marks
            label = f"{'◆' if chosen else ' '} {place.in_lang(app.lang)}"
            options.append(Option(code, label, code, f"{code} {place.en} {place.zh}"))
        marked = sum(mark.startswith("markets/") for mark in app.settings.marks)
        title = app.words("pick.compare", n=marked, most=MOST)
        hint = app.words("pick.compare-hint")
        app.push_screen(Pick(title, narrowing(options), hint=hint, at=at), self._chosen)

    def _chosen(self, code: str | None) -> None:
        if code is None:
            return
        self._toggle(f"markets/{code}")
        self.app.present()
        self.choose(code)

    # ------------------------------------------------------------ what is compared

    def compare(self) -> None:
        """Compare markets; from a tactic or a trend, compare that card over markets."""
        app = self.app
        target = app.explore.view.card_target
        app.compared = ""
        if target is not None and target.entry.kind in KINDS and app.section in KINDS:
            app.compared = f"{target.entry.kind}/{target.entry.id}"
        elif target is not None and target.entry.kind == "markets" and not self._any_market():
            self._toggle(f"markets/{target.entry.id}")
        app.travel.go("markets", view="compare")

    def _any_market(self) -> bool:
        app = self.app
        asked = app.filter.choice("market") or app.filter.choice("region")
        return bool(asked) or any(mark.startswith("markets/") for mark in app.settings.marks)

    def all_rows(self) -> None:
        """From the one card back to everything."""
        self.app.compared = ""
        self.app.present()

    # ------------------------------------------------------------ weights

    def weigh(self, row: str, step: int) -> None:
        """More or less weight for a row."""
        app = self.app
        weight = max(WEIGHTS[0], min(WEIGHTS[-1], app.settings.weights.get(row, 0) + step))
        weights = {key: known for key, known in app.settings.weights.items() if key != row}
        if weight:
            weights[row] = weight
        app.settings = replace(app.settings, weights=weights)
        app.keeper.soon()
        app.present()
