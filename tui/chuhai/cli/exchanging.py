"""`export`, `import`, `merge` and `handover`: lists out to other programs and back."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from chuhai.agenda import Agenda
from chuhai.checklist.difference import Kind, Side
from chuhai.checklist.edits import EditError
from chuhai.checklist.store import StoreError
from chuhai.checklist.trail import Trail, trail_of
from chuhai.cli.lists import agendas, open_book, pick_list
from chuhai.cli.options import OneOf
from chuhai.cli.saying import Trouble, say, say_json, unknown
from chuhai.cli.session import Session
from chuhai.exchange.arrival import Home
from chuhai.exchange.copy import Unreadable
from chuhai.exchange.formats import FORMATS
from chuhai.exchange.intake import Intake, load, look, take
from chuhai.exchange.report import Line, counts, document, lines
from chuhai.strings import t


def trail(session: Session) -> Trail:
    """Who changed what; raises `Trouble` when the checklist cannot be read."""
    try:
        return trail_of(session.store.journal())
    except StoreError as error:
        raise Trouble(str(error)) from None


def _chosen(session: Session, name: str | None, owner: str | None) -> list[Agenda]:
    shown = agendas(session, open_book(session), name)
    if owner is None:
        return shown
    known = sorted({i.owner for one in shown for i in one.checklist.items.values() if i.owner})
    if owner not in known:
        raise unknown("owner", owner, known)
    return [one.owned_by(owner) for one in shown]


def write_out(
    session: Session,
    form: str,
    name: str | None,
    owner: str | None,
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    """Write lists in a format to a file or to standard output; what it leaves out is said."""
    shown = _chosen(session, name, owner)
    to_stdout = output is None or str(output) == "-"
    if to_stdout and as_json:
        raise Trouble("--json reports on a file; give --out FILE")
    if to_stdout and not FORMATS[form].is_text and sys.stdout.isatty():
        raise Trouble(f"{form} is no text for a terminal; give --out FILE")
    data = FORMATS[form].write(shown, session.library, session.lang, trail(session))
    left = FORMATS[form].left_out(shown)
    if left:
        message = t("export.left-out", session.lang, n=left, form=form)
        click.echo(f"chuhai: {message}", err=True)
    if output is None or to_stdout:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    _write(output, data)
    if as_json:
        items = sum(len(one.checklist.items) for one in shown)
        say_json(
            {
                "format": form,
                "file": str(output),
                "lists": len(shown),
                "items": items - left,
                "left_out": left,
            }
        )


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise Trouble(f"{path}: cannot be written: {error.strerror}") from None


@click.command("export")
@click.argument("form", metavar="FORMAT", type=OneOf("format", FORMATS))
@click.option("--list", "name", help="One list, by name or id; all lists without it.")
@click.option("--owner", help="Only the items of this person.")
@click.option(
    "--out", "-o", "output", type=click.Path(path_type=Path), help="A file; - for stdout."
)
@click.option("--json", "as_json", is_flag=True, help="Report as JSON what was written.")
@click.pass_obj
def export(
    session: Session,
    form: str,
    name: str | None,
    owner: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Write lists in FORMAT: xlsx, csv, ics, html, markdown, json, todo.txt or taskwarrior."""
    write_out(session, form, name, owner, output, as_json=as_json)


# ---------------------------------------------------------------- taking in


def _look(session: Session, path: Path, target: str | None, *, trusting: bool) -> Intake:
    book = open_book(session)
    owner = pick_list(session, book, target).id if target or (trusting and book.lists) else ""
    home = Home(book, trail(session), session.library, session.today, session.week)
    try:
        return look(path.name, load(path), home, target=owner, trusting=trusting)
    except Unreadable as error:
        why = error.in_lang(session.lang)
        raise Trouble(t("unreadable", session.lang, name=path, why=why)) from None


_MARKS = {Kind.NEW: "+", Kind.CHANGED: "~", Kind.CONFLICT: "!", Kind.MISSING: "-"}


def _spoken(line: Line, session: Session, *, remove: bool) -> str:
    lang = session.lang
    match line.kind:
        case "list":
            return "\t".join(filter(None, (line.title, line.new)))
        case "count" | "notice" | "fault" | "held":
            return f"  {line.title}" if line.kind in ("count", "held") else line.title
        case Kind.NEW:
            note = t("merge.new", lang)
        case Kind.MISSING:
            note = t("merge.removed" if remove else "merge.missing", lang)
        case Kind.CONFLICT:
            ours = f"{line.old} ({line.ours})" if line.ours else line.old
            theirs = f"{line.new} ({line.theirs})" if line.theirs else line.new
            head = line.field or t("merge.removed-here", lang)
            note = f"{head}: {t('merge.ours', lang)} {ours} | {t('merge.theirs', lang)} {theirs}"
        case _:
            note = f"{line.field}: {line.old} → {line.new}"
    return "\t".join(filter(None, (f"  {_MARKS[Kind(line.kind)]} {line.item}", line.title, note)))


def _show(session: Session, intake: Intake, *, remove: bool) -> None:
    for line in lines(intake, session.lang):
        if line.kind in ("fault", "notice"):
            click.echo(_spoken(line, session, remove=remove), err=True)
        else:
            say(_spoken(line, session, remove=remove))
    say(t("merge.counts", session.lang, **counts(intake)))


def _sides(session: Session, intake: Intake, choice: str | None) -> Mapping[str, Side] | None:
    """Whose value each conflict is decided for; nothing when that was not said."""
    conflicts = intake.merge.of(Kind.CONFLICT)
    if not conflicts:
        return {}
    if choice is None:
        return None
    if choice != "ask":
        return dict.fromkeys((one.key for one in conflicts), Side(choice))
    asked = [line for line in lines(intake, session.lang) if line.key]
    sides = {}
    for line in asked:
        click.echo(_spoken(line, session, remove=False).strip(), err=True)
        answer = click.prompt(
            t("merge.ask", session.lang), type=click.Choice([side.value for side in Side]), err=True
        )
        sides[line.key] = Side(answer)
    return sides


def _take(
    session: Session,
    intake: Intake,
    what: str,
    *,
    choice: str | None,
    dry: bool,
    skip: bool,
    remove: bool,
    as_json: bool,
) -> None:
    """Show what a file would change and do it; ends with 1 when it cannot be done as it is."""
    written, message, code = False, "", 0
    if not as_json:
        _show(session, intake, remove=remove)
    if intake.faults and not skip:
        message, code = t("merge.broken", session.lang), 1
    elif dry:
        message = t("merge.dry", session.lang)
        code = 1 if intake.merge.of(Kind.CONFLICT) or intake.faults else 0
    elif (sides := _sides(session, intake, choice)) is None:
        conflicts = len(intake.merge.of(Kind.CONFLICT))
        message, code = t("merge.undecided", session.lang, n=conflicts), 1
    else:
        try:
            written = take(intake, session.store, what, sides, remove_missing=remove)
        except EditError as error:
            raise Trouble(error.said(session.lang)) from None
        except StoreError as error:
            raise Trouble(str(error)) from None
        message = t("merge.taken" if written else "merge.nothing", session.lang)
    if as_json:
        say_json(document(intake, written=written))
    if code or not as_json:
        click.echo(message, err=True)
    if code:
        raise SystemExit(code)


def _options(command: Any) -> Any:
    for option in (
        click.argument("file", type=click.Path(path_type=Path)),
        click.option("--ours", "choice", flag_value="ours", help="Conflicts: keep what is here."),
        click.option("--theirs", "choice", flag_value="theirs", help="Conflicts: take the file's."),
        click.option("--ask", "choice", flag_value="ask", help="Conflicts: ask about each."),
        click.option("--dry-run", "dry", is_flag=True, help="Only show the differences."),
        click.option("--skip-broken", "skip", is_flag=True, help="Leave refused rows out."),
        click.option(
            "--remove-missing", "remove", is_flag=True, help="Remove what the file has no longer."
        ),
        click.option("--json", "as_json", is_flag=True, help="Report as JSON."),
    ):
        command = option(command)
    return command


@click.command("import")
@_options
@click.option("--list", "name", help="Where rows go that belong to no list; else the one in use.")
@click.pass_obj
def bring(session: Session, /, file: Path, name: str | None, **how: Any) -> None:
    """Take FILE in (.xlsx, .csv, .json, .txt): new lists, new items, and what was changed.

    Shows the differences by item first. A field that is older in the file than here is kept; one
    that was changed on both sides is a conflict.
    """
    _take(session, _look(session, file, name, trusting=True), "import", **how)


@click.command("merge")
@_options
@click.pass_obj
def merge_copy(session: Session, /, file: Path, **how: Any) -> None:
    """Take a copy of your lists that came back in, item by item and field by field.

    What only the copy changed is taken, what only you changed is kept, and what both changed is a
    conflict, shown with both values, who and when. Merging twice changes nothing.
    """
    intake = _look(session, file, None, trusting=False)
    if intake.unknown:
        titles = [str(one.values.get("name") or one.list) for one in intake.lists]
        why = t("unreadable.strange", session.lang, lists=", ".join(titles))
        raise Trouble(t("unreadable", session.lang, name=file, why=why))
    _take(session, intake, "merge", **how)


# ---------------------------------------------------------------- handing over


@click.command("handover")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--list", "name", help="One list, by name or id; all lists without it.")
@click.option("--owner", help="The calendar has only the items of this person.")
@click.option("--replace", "over", is_flag=True, help="Write over an earlier handover.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON what was written.")
@click.pass_obj
def hand_over(
    session: Session,
    folder: Path,
    name: str | None,
    owner: str | None,
    over: bool,
    as_json: bool,
) -> None:
    """Write FOLDER for a colleague: workbook, A4 page, calendar, a copy to merge back, README."""
    from chuhai.exchange import handover

    if owner is not None:
        _chosen(session, name, owner)
    shown = _chosen(session, name, None)
    if not shown:
        raise Trouble(t("empty.list", session.lang))
    there = [folder / file for file in handover.NAMES if (folder / file).exists()]
    if there and not over:
        raise Trouble(t("handover.there", session.lang, path=there[0]))
    made = handover.files(shown, session.library, session.lang, trail(session), owner or "")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(f"{folder}: cannot be made: {error.strerror}") from None
    for file, data in made.items():
        _write(folder / file, data)
    if as_json:
        say_json({"folder": str(folder), "files": {k: len(v) for k, v in made.items()}})
    else:
        for file in made:
            say(str(folder / file))


COMMANDS = {"export": export, "import": bring, "merge": merge_copy, "handover": hand_over}
