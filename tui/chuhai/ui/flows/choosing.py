"""Finding and taking away: the palette, all facets, citations, sources."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from chuhai.files import as_said
from chuhai.library.filter import FACETS, Filter
from chuhai.library.records import SourceRecord
from chuhai.ui import commands
from chuhai.ui.commands import Command
from chuhai.ui.render.blocks import sourced
from chuhai.ui.render.cite import citation
from chuhai.ui.render.marks import STANCE_GLYPHS, STANCE_STYLES
from chuhai.ui.screens.pick import Option, Pick, matches, narrowing
from chuhai.ui.sections import SECTIONS, views_of

if TYPE_CHECKING:
    from chuhai.ui.app import ChuhaiApp

CARDS = 40
_HIDDEN = {
    "history", "pane", "step", "want", "exclude", "move", "edge", "page", "choose", "back",
    "column", "aside", "walk", "leap", "open_card", "day", "month", "seek", "today", "open_day",
}  # fmt: skip
"""Actions that only make sense under a finger."""


class Choosing:
    """Deeds that change nothing but what is seen."""

    def __init__(self, app: ChuhaiApp) -> None:
        self.app = app

    def help(self) -> None:
        """The keys that hold here."""
        from chuhai.ui.screens.help import Card, help_lines

        app = self.app
        width = min(74, max(30, app.size.width - 10))
        folder = as_said(app.world.settings_path.parent)
        lines = help_lines(app.lang, width, folder, app.explore.view.COMMANDS)
        app.push_screen(Card(lines), app.invoke_chosen)

    def search(self) -> None:
        """To what finds things here, or in the section that was left for a place without it."""
        app, section = self.app, self.app.section
        if section == "home":
            self.palette()
        elif section == "checklist":
            app.planning.lists.search()
        elif not app.explore.focus_search():
            section = section if "cards" in views_of(section) else "trends"
            app.settings = replace(app.settings, views={**app.settings.views, section: "cards"})
            app.go(section)
            app.explore.focus_search()

    # ------------------------------------------------------------ palette

    def palette(self) -> None:
        """Every command and every card by name."""
        app = self.app
        pick = Pick(
            app.words("key.palette"),
            self._offer,
            hint=app.words("palette.hint"),
            empty=app.words("palette.empty"),
        )
        app.push_screen(pick, self._chosen)

    def _offer(self, typed: str) -> Sequence[Option]:
        found = narrowing(self._commands())(typed)
        return [*found, *self._cards(typed)] if typed.strip() else found

    def _commands(self) -> list[Option]:
        app = self.app
        options = []
        for command in commands.ALL:
            if command.action.split("(")[0] in _HIDDEN or not self._offered(command):
                continue
            words, also = self._both(command.words)
            if command in commands.SECTIONS:
                words = app.words("key.go-to", name=words)
            options.append(Option(f"command {command.id}", words, command.shown, also))
        return options

    def _offered(self, command: Command) -> bool:
        """Whether a command can be run from here: those of other views cannot."""
        everywhere = (*commands.SCREEN, *commands.CHECKLIST)
        return command in everywhere or command in self.app.explore.view.COMMANDS

    def _both(self, key: str) -> tuple[str, str]:
        from chuhai.strings import t

        return t(key, self.app.lang), t(key, self.app.lang.other)

    def _cards(self, typed: str) -> list[Option]:
        app, options = self.app, []
        for kind in SECTIONS:
            for row in app.library.select(Filter(words=typed), kind)[:CARDS]:
                entry = app.library.entry(row)
                name = entry.name.in_lang(app.lang)
                options.append(
                    Option(f"card {kind} {entry.id}", name, app.words(f"section.{kind}"))
                )
        named = [option for option in options if matches(Option(option.key, option.label), typed)]
        return [*named, *(option for option in options if option not in named)][:CARDS]

    def _chosen(self, key: str | None) -> None:
        if key is None:
            return
        what, _, rest = key.partition(" ")
        if what == "card":
            kind, _, card = rest.partition(" ")
            self.app.go(kind, card)
            return
        command = next(command for command in commands.ALL if command.id == rest)
        place = next((p for p in commands.OF_VIEWS if command in p[2]), None)
        if place is not None:
            self._on_view(*place[:2], command.action)
        elif command in commands.SECTIONS:
            self.app.go(command.id.removeprefix("go-"))
        elif command in self.app.explore.view.COMMANDS:
            view, name = self.app.explore.view, command.action.split("(")[0]
            nodes = (view, *view.panes())
            node = next((n for n in nodes if hasattr(n, f"action_{name}")), view)
            self.app.call_later(node.run_action, command.action)
        else:
            self.app.invoke(command.id, "")

    def _on_view(self, section: str, view: str, action: str) -> None:
        """A command of a view, there."""
        app = self.app
        shared = section == "checklist" and view == "plan" and app.explore.shown == "agenda"
        if app.explore.shown != view and not shared:
            app.show_view(section, view)

        async def act() -> None:
            target = app.explore.view
            panes = target.panes()
            await (panes[0] if view == "calendar" and panes else target).run_action(action)

        app.call_after_refresh(act)

    # ------------------------------------------------------------ facets

    def facets(self) -> None:
        """All values of all facets that the section has, with live counts."""
        self._facets("")

    def _counted_in(self, facet: str) -> str:
        """The section in which the values of a facet are counted.

        Markets side by side have the gates and fees of platforms: these can be chosen there too.
        """
        app = self.app
        if facet == "platform" and app.explore.view.comparison is not None:
            return "platforms"
        return app.section if app.section in SECTIONS else "tactics"

    def _facets(self, at: str) -> None:
        app = self.app
        options = []
        for facet in FACETS:
            section = self._counted_in(facet)
            if not app.library.carries(section, facet):
                continue
            choice = app.filter.choice(facet)
            for value, count in app.library.facet_counts(app.filter, section, facet):
                if not count and value not in choice.wanted | choice.unwanted:
                    continue
                name, also = self._value(facet, value)
                mark = (
                    "✓ " if value in choice.wanted else "- " if value in choice.unwanted else "  "
                )
                lead = f"{app.words(f'facet.{facet}')}  "
                style = STANCE_STYLES.get(value, "") if facet == "stance" else ""
                shown = Option(f"{facet} {value}", name, str(count), also, style, mark, lead)
                options.append(shown)
        pick = Pick(
            f"{app.words('pick.facet')}  {app.filter}",
            narrowing(options),
            hint=app.words("pick.facet-hint"),
            empty=app.words("empty.title"),
            at=at,
        )
        app.push_screen(pick, self._toggled)

    def _value(self, facet: str, value: str) -> tuple[str, str]:
        app = self.app
        if facet == "market":
            place = app.library.place_name(value)
            return place.in_lang(app.lang), f"{value} {place.en} {place.zh}"
        if facet == "platform":
            entry = app.library.find("platforms", value)
            return (entry.name.in_lang(app.lang) if entry else value), value
        glyph = f"{STANCE_GLYPHS[value]} " if facet == "stance" else ""
        return glyph + app.context.name(facet, value), value

    def _toggled(self, key: str | None) -> None:
        if key is None:
            return
        facet, _, value = key.partition(" ")
        self.app.set_filter(self.app.filter.toggled(facet, value))
        self._facets(key)

    # ------------------------------------------------------------ citations and sources

    def copy(self) -> None:
        """What is under the cursor with its sources, to the clipboard."""
        app = self.app
        target, task = app.explore.view.card_target, app.explore.view.task_target
        if task is not None:
            item = task.item
            words = item.text.in_lang(app.lang) if item else task.agenda.title.in_lang(app.lang)
        elif target is None:
            words = ""
        elif isinstance(target.block, SourceRecord):
            record = target.block
            dated = record.published or app.words("undated")
            words = ", ".join(filter(None, (record.publisher, record.title, dated, record.url)))
        else:
            name = target.entry.name.in_lang(app.lang)
            words = citation(target.block, target.page, name, app.context)
        self._send(words)

    def copy_filter(self) -> None:
        """The filter as one line, to the clipboard."""
        self._send(str(self.app.filter))

    def _send(self, words: str) -> None:
        if not words:
            self.app.say(self.app.words("toast.nothing-to-copy"))
            return
        self.app.copy_to_clipboard(words)
        if sys.platform == "darwin":
            import subprocess

            subprocess.run(["pbcopy"], input=words.encode(), check=False)
        short = words if len(words) <= 60 else words[:57] + "…"
        self.app.say(self.app.words("toast.copied", what=short))

    def source(self) -> None:
        """The sources of what is under the cursor; the address is shown before it is opened."""
        app = self.app
        target = app.explore.view.card_target
        records: list[SourceRecord] = []
        if target is not None:
            if isinstance(target.block, SourceRecord):
                records = [target.block]
            elif refs := getattr(target.block, "refs", ()):
                records = sourced(target.page, refs)
            else:
                records = list(target.page.sources)
        records = [record for record in records if record.url.startswith(("http://", "https://"))]
        if not records:
            app.say(app.words("toast.no-source"))
            return
        options = [
            Option(record.url, record.title, record.url.split("/")[2], record.url)
            for record in records
        ]
        app.push_screen(Pick(app.words("pick.source"), narrowing(options)), self._open)

    def _open(self, url: str | None) -> None:
        if url is not None:
            if self.app.is_web:
                self.app.open_url(url)
            else:
                import webbrowser

                webbrowser.open(url)
            self.app.say(self.app.words("toast.opened", url=url))
