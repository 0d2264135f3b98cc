"""The root command: options, the table of commands, and errors as one sentence."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from chuhai import __version__
from chuhai.cli.options import OneOf
from chuhai.cli.quick import guarded
from chuhai.cli.saying import BOTH, LANGUAGES, Trouble, unknown, warn
from chuhai.cli.session import Session

_COMMANDS = {
    "home": "home",
    "list": "cards",
    "show": "cards",
    "search": "cards",
    "check": "content",
    "stats": "content",
    "schema": "content",
    "checklist": "checklist",
    "matrix": "markets",
    "compare": "markets",
    "profile": "company",
    "gates": "company",
    "brief": "brief",
    "reach": "reaching",
    "plan": "planning",
    "export": "exchanging",
    "import": "exchanging",
    "merge": "exchanging",
    "handover": "exchanging",
    "evidence": "views",
    "movement": "views",
    "record": "views",
    "calendar": "calendar",
    "settings": "settings",
    "workload": "effort",
    "timeline": "history",
    "lineage": "history",
}
"""In which module of this package each command lives."""
_PAIRED = ("show", "checklist", "brief", "matrix", "compare", "timeline")
"""The commands that can say everything in both languages."""
_HELP = {
    "home": "What wants attention today: festivals, work due and late, old claims.",
    "list": "List the cards of a section.",
    "show": "Show one card with its evidence and sources.",
    "search": "Search all sections, in both languages and in pinyin.",
    "check": "Check the content; ends with 1 when there are errors.",
    "stats": "Count the content by kind, region, language and confidence.",
    "schema": "Print the JSON Schema of the content files.",
    "checklist": "Show, add to, tick and export the checklist.",
    "matrix": "Tactics or trends against markets: which stance holds where.",
    "compare": "Two to five markets side by side: rules, gates, fees, stances, festivals.",
    "profile": "Show or answer the ten questions about your company.",
    "gates": "Which platforms your company can enter, and what stands in the way.",
    "brief": "A card or a plan on one to two pages, with numbered references.",
    "reach": "Which coming festivals can still be reached, and what stands in the way.",
    "plan": "Write a list backward from a festival, look at it, move it.",
    "export": "Write lists for other programs: xlsx, csv, ics, html, markdown, json, todo.txt ...",
    "import": "Take a file in: xlsx, csv, json or todo.txt, after a look at the differences.",
    "merge": "Take a copy of your lists that came back in, field by field.",
    "handover": "Write a folder for a colleague who may not have chuhai.",
    "movement": "How the stances on trends and tactics moved since 2022.",
    "workload": "Days of work by month, and how far every list and owner has come.",
    "timeline": "What happened when, in China and overseas, by region or by company.",
    "lineage": "Who copied what after how many years, and where one market follows another.",
    "record": "How the claims and predictions of 2022 came out.",
    "evidence": "What speaks for and against a card in a market; the sides of a conflict.",
    "calendar": "Festivals, closures and what is due, by month.",
    "settings": "Show or change language, theme, home country and days off.",
}


class _Lazy(click.Group):
    """Imports the module of a command when the command is run, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"chuhai.cli.{_COMMANDS[cmd_name]}")
        command: click.Command = module.COMMANDS[cmd_name]
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_HELP.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS:
            raise unknown("command", name, _COMMANDS)
        return super().resolve_command(ctx, args)


@click.group(cls=_Lazy, invoke_without_command=True, context_settings={"max_content_width": 100})
@click.version_option(__version__, prog_name="chuhai")
@click.option(
    "--lang", type=OneOf("language", LANGUAGES), help="en, zh, or both where that is offered."
)
@click.option("--filter", "line", default="", help='A filter such as "market:TH stance:go live".')
@click.pass_context
def cli(ctx: click.Context, lang: str | None, line: str) -> None:
    """chuhai 出海: a strategy explorer for cross-border social commerce.

    Without a command it opens the explorer in the terminal.
    """
    ctx.obj = Session(lang)
    if lang == BOTH and ctx.invoked_subcommand not in (None, *_PAIRED):
        raise Trouble(f"--lang both is offered by {', '.join(_PAIRED)} and the explorer")
    if ctx.invoked_subcommand is None:
        from chuhai.cli.explorer import open_explorer

        open_explorer(ctx.obj, line)


def run() -> None:
    """Run the command line and end the process."""
    code: Any = 0

    def call() -> None:
        nonlocal code
        code = cli.main(standalone_mode=False)

    try:
        ended = guarded(call)
    except click.UsageError as error:
        ended = _say(f"{error.format_message()} Try `chuhai --help`.", 2)
    except click.ClickException as error:
        ended = _say(error.format_message(), error.exit_code)
    except click.Abort:
        ended = 130
    sys.exit(ended or (code if isinstance(code, int) else 0))


def _say(message: str, code: int) -> int:
    warn(message)
    return code
