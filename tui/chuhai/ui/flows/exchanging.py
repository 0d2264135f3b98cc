"""Lists out to files, and files in: choose, look at the differences, take them in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from chuhai.agenda import Agenda
from chuhai.checklist.edits import EditError
from chuhai.checklist.store import StoreError
from chuhai.checklist.trail import Trail, trail_of
from chuhai.files import free_path
from chuhai.ui.screens.pick import Option, Pick, narrowing

if TYPE_CHECKING:
    from chuhai.exchange.intake import Intake
    from chuhai.ui.app import ChuhaiApp
    from chuhai.ui.screens.preview import Decision

HANDOVER = "handover"
FILES = 200
"""The most files that are offered."""


def typed_path(text: str) -> Path:
    """A path as people type or drop it: quoted, escaped, with `~`, or as a `file:` address."""
    import shlex
    from urllib.parse import unquote, urlsplit

    text = text.strip()
    if text.startswith("file:"):
        text = unquote(urlsplit(text).path)
    elif text[:1] in "'\"" or "\\ " in text:
        try:
            text = " ".join(shlex.split(text))
        except ValueError:
            text = text.strip("'\"")
    return Path(text).expanduser()


class Exchanging:
    """Deeds with files."""

    def __init__(self, app: ChuhaiApp) -> None:
        self.app = app

    # ------------------------------------------------------------ out

    def export(self) -> None:
        """Choose a format and what goes into it; the file lies where chuhai was started."""
        from chuhai.exchange.formats import FORMATS

        app = self.app
        if not app.book.lists:
            app.say(app.words("empty.list"))
            return
        widest = max(len(form.ending) for form in FORMATS.values())
        options = [
            Option(name, f".{form.ending:{widest}}  {app.words(f'format.{name}')}", "", name)
            for name, form in FORMATS.items()
        ]
        options.append(Option(HANDOVER, app.words("format.handover"), "", HANDOVER))
        app.push_screen(
            Pick(app.words("pick.export"), narrowing(options), hint=app.words("pick.hint")),
            self._choose_part,
        )

    def _choose_part(self, form: str | None) -> None:
        app = self.app
        if form is None:
            return
        agendas = app.agendas
        owners = {i.owner for one in agendas.values() for i in one.checklist.items.values()} - {""}
        options = [Option("all", app.words("pick.all-lists"), str(len(agendas)))]
        if len(agendas) > 1:
            options += [
                Option(f"list {name}", one.title.in_lang(app.lang), str(len(one.checklist.items)))
                for name, one in agendas.items()
            ]
        options += [
            Option(f"owner {owner}", app.words("pick.only-owner", name=owner), "")
            for owner in sorted(owners)
        ]
        if len(options) == 1:
            self._write(form, "all")
            return
        app.push_screen(
            Pick(app.words("pick.part"), narrowing(options), hint=app.words("pick.hint")),
            lambda part: self._write(form, part) if part else None,
        )

    def _part(self, part: str) -> list[Agenda]:
        what, _, name = part.partition(" ")
        agendas = list(self.app.agendas.values())
        if what == "list":
            return [self.app.agendas[name]]
        if what == "owner" and name:
            return [one.owned_by(name) for one in agendas]
        return agendas

    def _trail(self) -> Trail | None:
        try:
            return trail_of(self.app.world.store.journal())
        except StoreError as error:
            self.app.say(str(error), severity="error")
            return None

    def _write(self, form: str, part: str) -> None:
        from chuhai.exchange import handover
        from chuhai.exchange.formats import FORMATS

        app, trail = self.app, self._trail()
        if trail is None:
            return
        stem = f"chuhai-{app.world.today.isoformat()}"
        try:
            if form == HANDOVER:
                owner = part.partition(" ")[2] if part.startswith("owner ") else ""
                shown = list(app.agendas.values()) if owner else self._part(part)
                path = free_path(Path.cwd(), f"{stem}-handover", "")
                path.mkdir()
                made = handover.files(shown, app.library, app.lang, trail, owner)
                for name, data in made.items():
                    (path / name).write_bytes(data)
                left = 0
            else:
                shown = self._part(part)
                path = free_path(Path.cwd(), stem, f".{FORMATS[form].ending}")
                data = FORMATS[form].write(shown, app.library, app.lang, trail)
                left = FORMATS[form].left_out(shown)
                if app.is_web:
                    app.deliver_binary(io.BytesIO(data), save_filename=path.name)
                else:
                    with path.open("xb") as file:
                        file.write(data)
        except OSError as error:
            app.say(f"{error.filename or Path.cwd()}: {error.strerror}", severity="error")
            return
        app.say(app.words("toast.exported", path=path))
        if left:
            app.say(app.words("export.left-out", n=left, form=form), severity="warning")

    # ------------------------------------------------------------ in

    def bring(self) -> None:
        """Choose a file that came in; what it would change is shown before anything is."""
        self._choose_file(Path.cwd(), first=True)

    def _choose_file(self, folder: Path, *, first: bool = False) -> None:
        from chuhai.exchange.intake import ENDINGS

        app = self.app
        folders = [folder, Path.home() / "Downloads"] if first else [folder]
        options = [option for one in folders for option in _found(one, tuple(ENDINGS))]
        known = narrowing(options[:FILES])

        def offer(typed: str) -> Sequence[Option]:
            path = typed_path(typed) if typed.strip() else None
            if path is None or not any(char in typed for char in "/\\~"):
                return known(typed)
            if path.exists():
                return [_option(path)]
            return narrowing(_found(path.parent, tuple(ENDINGS)))(path.name)

        def chosen(key: str | None) -> None:
            if key is None:
                return
            path = Path(key)
            if path.is_dir():
                self._choose_file(path)
            else:
                self._look(path)

        hint = app.words("pick.file-hint", known=", ".join(f".{end}" for end in sorted(ENDINGS)))
        app.push_screen(
            Pick(app.words("pick.file"), offer, hint=hint, empty=app.words("pick.no-file")), chosen
        )

    def _look(self, path: Path) -> None:
        from chuhai.exchange.arrival import Home
        from chuhai.exchange.copy import Unreadable
        from chuhai.exchange.intake import load, look

        app, trail = self.app, self._trail()
        if trail is None:
            return
        current = app.book.current
        week = app.planning.lists.working
        home = Home(app.world.store.history.book, trail, app.library, app.world.today, week)
        try:
            intake = look(
                path.name, load(path), home, target=current.id if current else "", trusting=False
            )
        except Unreadable as error:
            why = error.in_lang(app.lang)
            app.say(app.words("unreadable", name=path.name, why=why), severity="error")
            return
        self._show(intake)

    def _show(self, intake: Intake) -> None:
        from chuhai.exchange.report import counts, lines
        from chuhai.ui.screens.preview import Preview

        app = self.app
        app.push_screen(
            Preview(
                app.words("preview.title", name=intake.name),
                app.words("merge.counts", **counts(intake)),
                lines(intake, app.lang),
                app.lang,
                takes=not intake.merge.is_empty,
                complain=lambda words: app.say(words, severity="warning"),
            ),
            lambda decision: self._take(intake, decision),
        )

    def _take(self, intake: Intake, decision: Decision | None) -> None:
        from chuhai.exchange.intake import take
        from chuhai.exchange.report import counts

        app = self.app
        if decision is None:
            return
        what = "import" if intake.unknown else "merge"
        try:
            written = take(
                intake,
                app.world.store,
                what,
                decision.sides,
                remove_missing=decision.remove_missing,
            )
        except EditError as error:
            app.say(app.words("toast.refused", why=error.said(app.lang)), severity="warning")
            return
        except StoreError as error:
            app.say(app.words("toast.saved-not", why=error), severity="error")
            return
        if not written:
            app.say(app.words("merge.nothing"))
            return
        app.take_book(app.world.store.history.book)
        app.go("checklist")
        found = counts(intake)
        app.say(app.words("toast.taken", new=found["new"], changed=found["changed"]))


def _option(path: Path) -> Option:
    name = f"{path.name}/" if path.is_dir() else path.name
    return Option(str(path), name, str(path.parent))


def _found(folder: Path, endings: tuple[str, ...]) -> list[Option]:
    """The files of a folder that can be read, the newest first, then its folders."""
    try:
        inside = [path for path in folder.iterdir() if not path.name.startswith((".", "~$"))]
        files = [path for path in inside if path.suffix.removeprefix(".").casefold() in endings]
        files.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        folders = sorted(path for path in inside if path.is_dir())
    except OSError:
        return []
    return [_option(path) for path in (*files, *folders)]
