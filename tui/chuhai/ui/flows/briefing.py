"""Writing a brief of the card or the list under the cursor into the working folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from chuhai.agenda import Agenda
from chuhai.compare.table import Comparison
from chuhai.files import free_path
from chuhai.ui.screens.pick import Option, Pick, narrowing
from chuhai.ui.widgets.view import CardTarget

if TYPE_CHECKING:
    from chuhai.exchange.brief import Brief
    from chuhai.i18n import Lang
    from chuhai.ui.app import ChuhaiApp


Subject = Agenda | CardTarget | Comparison


class Briefing:
    """The way from what is under the cursor to a file: form and language, then the path is said."""

    def __init__(self, app: ChuhaiApp) -> None:
        self.app = app

    def ask(self) -> None:
        """Choose in which form and language; then write."""
        app = self.app
        view = app.explore.view
        task = view.task_target
        subject = view.comparison or (task.agenda if task is not None else view.card_target)
        if subject is None:
            app.say(app.words("toast.nothing-to-brief"))
            return
        from chuhai.exchange.briefs import FORMS, LANGUAGES

        options = [
            Option(
                f"{form} {name}",
                app.words(f"form.{form}"),
                app.words(f"lang.{name}"),
                f"{form} {name}",
            )
            for form in reversed(FORMS)
            for name in sorted(LANGUAGES, key=lambda name: name != app.lang)
        ]
        title = app.words("pick.brief", name=self._name(subject))
        pick = Pick(title, narrowing(options), hint=app.words("pick.hint"))
        app.push_screen(pick, lambda key: self._write(subject, key))

    def _name(self, subject: Subject) -> str:
        app = self.app
        if isinstance(subject, Agenda):
            return subject.title.in_lang(app.lang)
        if isinstance(subject, Comparison):
            return "、".join(map(app.context.place, subject.markets))
        name = subject.entry.name.in_lang(app.lang)
        market = self._market(subject)
        return f"{name} · {app.context.place(market)}" if market else name

    def _market(self, card: CardTarget) -> str:
        wanted = self.app.filter.choice("market").wanted
        return card.market or (next(iter(wanted)) if len(wanted) == 1 else "")

    def _write(self, subject: Subject, key: str | None) -> None:
        if key is None:
            return
        from chuhai.exchange.briefs import FORMS, languages

        app = self.app
        form, _, name = key.partition(" ")
        langs = languages(name, app.lang)
        brief, stem = self._made(subject, langs)
        day = app.world.today.isoformat()
        path = free_path(Path.cwd(), f"chuhai-{stem}-{day}-{name}", f".{FORMS[form].ending}")
        try:
            path.write_bytes(FORMS[form].write(brief, langs))
        except OSError as error:
            app.say(f"{path}: {error.strerror}", severity="error")
            return
        app.say(app.words("toast.exported", path=path))

    def _made(self, subject: Subject, langs: tuple[Lang, ...]) -> tuple[Brief, str]:
        app = self.app
        if isinstance(subject, Agenda):
            from chuhai.exchange.brief_plan import plan_brief

            places = "-".join(subject.checklist.markets) or subject.checklist.id
            home = app.settings.home
            return plan_brief(subject, app.library, langs, home), f"plan-{places}"
        if isinstance(subject, Comparison):
            from chuhai.exchange.brief_compare import compare_brief

            stem = "-".join(("compare", *subject.markets))
            return compare_brief(subject, app.library, app.world.today, langs), stem
        from chuhai.exchange.brief_card import card_brief

        entry, market = subject.entry, self._market(subject)
        stem = f"{entry.id}-{market}" if market else entry.id
        return card_brief(entry, app.library, app.world.today, langs, market), stem
