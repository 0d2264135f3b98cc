"""The page of the documentation: figures put into the text that explains them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.commands import command_table
from benchmarks.growth import growth_table
from benchmarks.suite import HERE
from benchmarks.tables import Table, key_table, markdown, ms, start_table

Found = Mapping[str, Any]


def _program(found: Found, name: str) -> dict[str, Any]:
    for summary in found.get("suite", ()):
        if summary["program"] == name and summary["ready"]:
            known: dict[str, Any] = summary
            return known
    return {}


def _ratio(found: Found, part: str, name: str, base: str = "floor") -> float:
    """The instructions of a program as a ratio to those of another."""
    counted = {row[0]: float(row[1]) for row in found.get(part, ())[1:]}
    return counted[name] / counted[base] if name in counted and base in counted else float("nan")


def _row(what: str, budget: str, measured: str, met: bool) -> tuple[str, str, str, str]:
    return what, budget, measured, "yes" if met else "**no**"


def _start_rows(found: Found) -> list[tuple[str, str, str, str]]:
    chuhai, floor = _program(found, "chuhai"), _program(found, "floor_list")
    counted = _ratio(found, "count", "chuhai")
    timed = chuhai["ready_ratio"]
    first, later = chuhai["keys"]["first key"]["effect"], chuhai["keys"]["move"]["effect"]
    return [
        _row(
            "start to the first useful screen, in instructions",
            "1.20 x floor",
            f"{counted:.2f} (floor_list {_ratio(found, 'count', 'floor_list'):.2f}); "
            f"until silent {_ratio(found, 'settled', 'chuhai'):.2f} "
            f"(floor_list {_ratio(found, 'settled', 'floor_list'):.2f})",
            counted <= 1.2,
        ),
        _row(
            "the same in time: min, median, p95 of the ratios",
            "1.20 x floor",
            " / ".join(f"{timed[name]:.2f}" for name in ("min", "median", "p95")),
            timed["median"] <= 1.2,
        ),
        _row(
            "first key after the start",
            "as any later one",
            f"median {ms(first['median'])} ms, later {ms(later['median'])} ms",
            first["median"] <= 1.25 * later["median"],
        ),
        _memory_row(chuhai, floor, "pss_start_kib", "after the start"),
        _memory_row(
            chuhai, floor, "pss_peak_kib", "after every section and view, the planner, both themes"
        ),
    ]


def _memory_row(chuhai: Found, floor: Found, name: str, when: str) -> tuple[str, str, str, str]:
    mine, ratio = chuhai[name]["median"], chuhai[name]["median"] / floor[name]["median"]
    shown = f"{ratio:.2f} ({mine / 1024:.0f} MiB)"
    return _row(f"memory (PSS) against floor_list, {when}", "1.3 x", shown, ratio <= 1.3)


def _key_rows(found: Found) -> list[tuple[str, str, str, str]]:
    chuhai, floor = _program(found, "chuhai"), _program(found, "floor_list")
    rows = []
    budgets = {
        "move": 0.016,
        "filter": 0.016,
        "section": 0.033,
        "view": 0.033,
        "tick": 0.033,
        "undo": 0.033,
        "language": 0.033,
        "theme": 0.033,
    }
    for label, budget in budgets.items():
        effect = chuhai["keys"][label]["effect"]
        shown = " / ".join(ms(effect[name]) for name in ("min", "median", "p95"))
        beside = floor["keys"].get(label)
        if beside:
            other = beside["effect"]
            shown += f" (floor_list {ms(other['median'])} / {ms(other['p95'])})"
        what = f"key to paint: {label}, min / median / p95 ms"
        row = _row(what, f"p95 {ms(budget)} ms", shown, effect["p95"] <= budget)
        if effect["median"] <= budget < effect["p95"]:
            row = (*row[:3], "median yes, p95 no")
        rows.append(row)
    size = chuhai["keys"]["move"]["bytes"]["median"]
    rows.append(_row("bytes to the terminal per move", "2,048", f"{size:,.0f}", size <= 2_048))
    return rows


def _command_rows(found: Found) -> list[tuple[str, str, str, str]]:
    rows = []
    bare = next(iter(found["commands"].values()))
    for name, figure in found["commands"].items():
        if not name.endswith("--json"):
            continue
        ratio, count = figure["ratio"]["median"], figure.get("minstr")
        counted = f", {count / bare['minstr']:.2f} in instructions" if count else ""
        shown = f"{ratio:.2f} in time{counted}"
        decisive = count / bare["minstr"] if count else ratio
        rows.append(_row(f"`{name}`", "2.5 x bare Python + reading", shown, decisive <= 2.5))
    return rows


def _growth_rows(found: Found) -> list[tuple[str, str, str, str]]:
    grown = [one for one in found["growth"] if one.get("start", {}).get("ready")]
    if len(grown) < 2:
        return []
    first, last = grown[0], grown[-1]
    start = last["start"]["ready"]["median"] / first["start"]["ready"]["median"]
    memory = last["start"]["pss_kib"]["median"] / first["start"]["pss_kib"]["median"]
    span = f"{first['cards']:,} to {last['cards']:,} cards"
    return [
        _row(f"start, {span}", "1.10 x", f"{start:.2f}", start <= 1.1),
        _row(f"memory, {span}", "1.25 x", f"{memory:.2f}", memory <= 1.25),
    ]


def budgets(found: Found) -> Table:
    """Every budget beside what was measured."""
    table: list[Sequence[str]] = [("what", "budget", "measured", "met")]
    if found.get("suite"):
        table += [*_start_rows(found), *_key_rows(found)]
    if found.get("commands"):
        table += _command_rows(found)
    if found.get("growth"):
        table += _growth_rows(found)
    return [tuple(row) for row in table]


def write_page(target: Path, found: Found) -> None:
    """Write the page; parts that were not measured are left out."""
    text = (HERE / "page.md").read_text(encoding="utf-8")
    machine = found["machine"]
    suite = found.get("suite", ())
    beside = found.get("peers") or suite  # peers may have been measured in a run of their own
    runs = max((summary["runs"] for summary in suite), default=0)
    parts = {
        "machine": f"{machine['processor']}, {machine['cores']} cores, {machine['system']}, "
        f"{machine['python']}",
        "runs": str(runs),
        "budgets": markdown(budgets(found)),
        "start": markdown(start_table(beside)) if beside else "",
        "keys": markdown(key_table(beside)) if beside else "",
        "commands": markdown(command_table(found["commands"])) if found.get("commands") else "",
        "growth": markdown(growth_table(found["growth"])) if found.get("growth") else "",
    }
    for name, part in parts.items():
        text = text.replace("{{" + name + "}}", part)
    target.write_text(text, encoding="utf-8")
