"""What is switched from one state to another: language, theme, view, star."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chuhai.ui.sections import views_of
from chuhai.ui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from chuhai.ui.app import ChuhaiApp


class Switching:
    """Deeds that change how things are shown; each is kept for the next time."""

    def __init__(self, app: ChuhaiApp) -> None:
        self.app = app

    def lang(self) -> None:
        """The other language."""
        app = self.app
        app.lang = app.lang.other
        app.remember(replace(app.settings, lang=app.lang))
        app.present()

    def pair(self) -> None:
        """The other language under the one in force, or not."""
        app = self.app
        app.remember(replace(app.settings, paired=not app.settings.paired))
        app.present()

    def theme(self) -> None:
        """Light or dark."""
        app = self.app
        app.theme = LIGHT.name if app.current_theme.dark else DARK.name
        app.remember(replace(app.settings, theme=app.theme))
        app.present_frame()

    def view(self, wanted: str = "") -> None:
        """A view of the section, or the next one."""
        app = self.app
        views = views_of(app.section)
        after = views[(views.index(app.view_of(app.section)) + 1) % len(views)]
        chosen = {**app.settings.views, app.section: wanted or after}
        app.remember(replace(app.settings, views=chosen))
        app.present()

    def star(self) -> None:
        """A star on the card under the cursor, or none any more."""
        app = self.app
        target = app.explore.view.card_target
        if target is None:
            app.say(app.words("toast.nothing-to-star"))
            return
        card = f"{target.entry.kind}/{target.entry.id}"
        app.remember(app.settings.starring(card))
        app.present()
        key = "toast.starred" if card in app.settings.starred else "toast.unstarred"
        app.say(app.words(key, name=app.context.pick(target.entry.name)))
