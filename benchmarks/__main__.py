"""`python -m benchmarks`: everything, or one part of it.

python -m benchmarks                       all of it
python -m benchmarks peers                 install the programs to compare with
python -m benchmarks suite [FILE ...]      starts and keys of the programs of suites
python -m benchmarks commands              the command line against bare Python
python -m benchmarks count [NAME ...]      instructions to the first useful screen
python -m benchmarks growth [SIZE ...]     packs of 1,000 to 1,000,000 cards
python -m benchmarks time --ready RE -- COMMAND
python -m benchmarks selftest              whether the stopwatch is right
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import counts, home, peers, stage
from benchmarks.commands import command_table, measure_commands
from benchmarks.growth import SIZES, growth_table, measure_growth
from benchmarks.machine import description
from benchmarks.measure import interleave
from benchmarks.page import write_page
from benchmarks.selftest import selftest
from benchmarks.suite import HERE, Program, Settings, Step, read_suite
from benchmarks.summary import summarize
from benchmarks.tables import key_table, machine_line, plain, start_table

ROOT = HERE.parent
SUITES = [HERE / "suites" / name for name in ("floors.toml", "peers.toml")]
CACHE = Path(os.environ.get("CHUHAI_BENCH", HERE / "work"))
"""Where peers are installed and results are kept; not part of the repository."""


def say(line: str) -> None:
    """Tell how far the work is, on standard error."""
    print(line, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--content", type=Path, default=ROOT / "content")
    parser.add_argument("--runs", type=int, help="measured runs of each program")
    parser.add_argument("--wait-idle", type=float, help="wait up to so many seconds before a run")
    parser.add_argument("--json", type=Path, help="write every figure here")
    parser.add_argument("--screens", type=Path, help="save the screens as text in this folder")
    parser.add_argument("--only", action="append", help="just this program; may be repeated")
    parts = parser.add_subparsers(dest="part")
    parts.add_parser("all")
    parts.add_parser("peers")
    parts.add_parser("selftest")
    parts.add_parser("commands")
    parts.add_parser("suite").add_argument("files", nargs="*", type=Path)
    parts.add_parser("count").add_argument("names", nargs="*")
    parts.add_parser("growth").add_argument("sizes", nargs="*", type=int)
    parts.add_parser("page").add_argument("figures", nargs="+", type=Path)
    one = parts.add_parser("time")
    one.add_argument("--ready", required=True)
    one.add_argument("--key", action="append", default=[])
    one.add_argument("--repeat", type=int, default=10)
    one.add_argument("program", nargs="+")
    return parser


class Bench:
    """One call of the benchmarks: its options, a folder to work in, and what was found."""

    def __init__(self, options: argparse.Namespace, work: Path) -> None:
        self.options, self.work = options, work
        self.found: dict[str, Any] = {"machine": description()}
        self.places = {
            "python": sys.executable,
            "here": str(HERE),
            "work": str(work),
            "content": str(options.content.resolve()),
            "peers": str(CACHE / "peers"),
        }

    def programs(self, files: Sequence[Path]) -> tuple[list[Program], Settings]:
        """The programs of some suites that can be run here, with the settings of the first."""
        programs: list[Program] = []
        settings = Settings()
        for number, path in enumerate(files):
            more, data = read_suite(path, self.places)
            programs += more
            settings = Settings(**data) if not number else settings
        programs = [p for p in programs if not self.options.only or p.name in self.options.only]
        for program in programs:
            if program.missing:
                say(f"{program.name}: skipped, {program.missing}")
        changes: dict[str, Any] = {
            name: value
            for name in ("runs", "wait_idle", "screens")
            if (value := getattr(self.options, name)) is not None
        }
        env = {"PYTHONPATH": os.pathsep.join([str(ROOT / "tui"), str(ROOT)]), **settings.env}
        settings = replace(settings, env=env, **changes)
        return [program for program in programs if not program.missing], settings

    def suite(self, files: Sequence[Path]) -> None:
        """Starts and keys."""
        stage.prepare(self.work, self.options.content)
        programs, settings = self.programs(files or SUITES[:1])
        self._timed(programs, settings)

    def _timed(self, programs: Sequence[Program], settings: Settings) -> None:
        runs = interleave(programs, settings, say)
        summaries = summarize(programs, runs, settings.noise_limit)
        tables = plain(start_table(summaries)), plain(key_table(summaries))
        print("\n\n".join([*tables, machine_line(summaries)]))
        self.found["suite"] = summaries

    def time(self) -> None:
        """One command line."""
        options = self.options
        keys = [Step((key,), label=key, repeat=options.repeat) for key in options.key]
        name = Path(options.program[0]).name
        program = Program(name, tuple(options.program), options.ready, steps=tuple(keys))
        self._timed([program], Settings(runs=options.runs or 7))

    def commands(self) -> None:
        """The command line."""
        home.prepare(self.work / "commands", self.options.content, 1)
        env = home.world(self.work / "commands", self.options.content)
        self.found["commands"] = measure_commands(self.options.runs or 15, env)
        print(plain(command_table(self.found["commands"])))

    def count(self, names: Sequence[str]) -> None:
        """Instructions to the first useful screen."""
        if not counts.available():
            say("count: skipped, valgrind is not installed")
            return
        stage.prepare(self.work, self.options.content)
        programs, settings = self.programs(SUITES[:1])
        wanted = [p for p in programs if not names or p.name in names]
        for settled in (False, True):
            table = counts.start_counts(wanted, settings, settled=settled)
            self.found["settled" if settled else "count"] = table
            print(plain(table))

    def growth(self, sizes: Sequence[int]) -> None:
        """Packs of growing size."""
        place = self.work / "growth"
        figures = measure_growth(sizes or SIZES, place, self.options.content, say)
        self.found["growth"] = figures
        print(plain(growth_table(figures)))

    def page(self, kept: Sequence[Path]) -> None:
        """The page, from figures that were kept or from those just measured."""
        for path in kept:
            figures = json.loads(path.read_text(encoding="utf-8"))
            if "suite" in figures and "suite" in self.found:
                figures["peers"] = figures.pop("suite")
            self.found |= figures
        write_page(ROOT / "docs" / "speed.md", self.found)

    def everything(self) -> None:
        """All parts, and the page."""
        self.suite(SUITES)
        self.commands()
        self.count([])
        self.growth([])
        self.page([])


def main() -> int:
    """Do what the command line asks for; the answer is the exit code."""
    options = _parser().parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT / "tui"), str(ROOT)])
    if options.part == "selftest":
        return selftest()
    if options.part == "peers":
        print("\n".join(peers.install(CACHE / "peers")))
        return 0
    with tempfile.TemporaryDirectory(prefix="chuhai-bench-") as folder:
        bench = Bench(options, Path(folder))
        if options.part in (None, "all"):
            bench.everything()
        else:
            parts: dict[str, Any] = {
                "suite": lambda: bench.suite(options.files),
                "count": lambda: bench.count(options.names),
                "growth": lambda: bench.growth(options.sizes),
                "page": lambda: bench.page(options.figures),
                "commands": bench.commands,
                "time": bench.time,
            }
            parts[options.part]()
        if options.json:
            options.json.write_text(json.dumps(bench.found, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
