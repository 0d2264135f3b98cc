"""`check`, `stats` and `schema`: what the content says of itself."""

from __future__ import annotations

from pathlib import Path

import click

from chuhai.cli.saying import say, say_json, unknown
from chuhai.cli.session import Session
from chuhai.files import content_dir


@click.command("check")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="JSON instead of lines.")
@click.option("--hints", is_flag=True, help="Hints too, not only errors and warnings.")
@click.pass_obj
def check_content(session: Session, folder: Path | None, as_json: bool, hints: bool) -> None:
    """Check the content, or a pack in FOLDER: every problem with file, line and field."""
    from chuhai.check import problems
    from chuhai.library.load import load
    from chuhai.library.problem import Severity

    loaded = load(folder or content_dir())
    found = [*loaded.problems, *problems(loaded, session.today)]
    counts = {level.value: sum(p.severity is level for p in found) for level in Severity}
    shown = [p for p in found if hints or p.severity is not Severity.HINT]
    if as_json:
        say_json({"counts": counts, "problems": [problem.to_json() for problem in shown]})
    else:
        for problem in shown:
            say(str(problem))
        totals = ", ".join(f"{count} {level}s" for level, count in counts.items())
        cards = sum(map(len, loaded.cards.values()))
        say(f"{cards} cards, {len(loaded.sources)} sources: {totals}")
    if counts["error"]:
        raise SystemExit(1)


@click.command("stats")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of lines.")
@click.pass_obj
def show_stats(session: Session, as_json: bool) -> None:
    """Count the content by kind, region, language and confidence."""
    from chuhai.check.statistics import statistics
    from chuhai.library.load import load

    figures = statistics(load(content_dir()), session.today)
    if as_json:
        say_json(figures)
        return
    for name, values in figures.items():
        say(name)
        for key, value in values.items():
            say(f"  {key:<24} {value}")


@click.command("schema")
@click.argument("kind", required=False)
@click.pass_obj
def print_schema(session: Session, kind: str | None) -> None:
    """Print the JSON Schema of the content files, or of one KIND of them."""
    from chuhai.library.load import json_schema

    schemas = json_schema()
    if kind is not None and kind not in schemas:
        raise unknown("kind", kind, schemas)
    say_json(schemas[kind] if kind else schemas)


COMMANDS = {"check": check_content, "stats": show_stats, "schema": print_schema}
