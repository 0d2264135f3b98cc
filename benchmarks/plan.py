"""How long a plan of 2,000 items takes: computed, changed, shown, moved in.

`python benchmarks/plan.py [ITEMS]` prints milliseconds of the processor (median and 95th
percentile of the runs) and how many times as long that is as the floor: one pass over the items
and what they need in plain Python. Machines differ, the ratio to the floor hardly does.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HOME = tempfile.mkdtemp(prefix="chuhai-benchmark-")
os.environ.update(CHUHAI_HOME=HOME, TEXTUAL_ANIMATIONS="none")

from chuhai.agenda import agenda, tasks_of  # noqa: E402
from chuhai.checklist import edits  # noqa: E402
from chuhai.checklist.item import Anchor, Book, Checklist, Item, Status  # noqa: E402
from chuhai.checklist.operation import apply  # noqa: E402
from chuhai.checklist.store import Store  # noqa: E402
from chuhai.closures import before_closures, clashes  # noqa: E402
from chuhai.grouping import grouped  # noqa: E402
from chuhai.i18n import Lang, same  # noqa: E402
from chuhai.library.opening import open_library  # noqa: E402
from chuhai.plan import Week, schedule  # noqa: E402
from chuhai.reach import reach  # noqa: E402
from chuhai.settings import Settings  # noqa: E402
from chuhai.ui.app import ChuhaiApp  # noqa: E402
from chuhai.ui.world import World  # noqa: E402

TODAY = dt.date(2026, 11, 22)
ANCHOR = dt.date(2027, 11, 11)
RUNS = 25
BUDGET = {"schedule": 50.0, "agenda": 50.0}


def items(count: int) -> list[Item]:
    """Items that wait for earlier ones, some with offsets, dates, owners and states."""
    dice = random.Random(7)
    made = []
    for number in range(count):
        before = range(max(0, number - 40), number)
        needs = dice.sample(before, min(len(before), dice.randint(0, 3)))
        made.append(
            Item(
                f"i{number}",
                same(f"Item {number} 第 {number} 项，发货、上架、直播彩排"),
                status=dice.choice([Status.TODO, Status.TODO, Status.DOING, Status.DONE]),
                done_on=TODAY,
                owner=dice.choice(["Ploy", "Wei", "Chen", ""]),
                days=dice.randint(0, 4),
                offset=dice.choice([None, None, dice.randint(0, 300)]),
                needs=tuple(f"i{need}" for need in needs),
                place=dice.choice(["origin", "market", ""]),
                market="TH",
            )
        )
    return made


def measured(deed: Callable[[], object], runs: int = RUNS) -> list[float]:
    """Milliseconds of each run."""
    found = []
    for _ in range(runs):
        begun = time.process_time()
        deed()
        found.append((time.process_time() - begun) * 1_000)
    return sorted(found)


def said(name: str, times: list[float], floor: float) -> None:
    """One line of the table."""
    middle, high = statistics.median(times), times[int(len(times) * 0.95)]
    budget = f"   budget {BUDGET[name]:g} ms" if name in BUDGET else ""
    print(f"{name:<34} {middle:9.2f} {high:9.2f} {middle / floor:9.1f}{budget}")


def core(made: list[Item], floor: float) -> Checklist:
    """What is computed without an interface."""
    library = open_library(TODAY)
    owner = Checklist("list", "", ("TH",), Anchor(date=ANCHOR), items={i.id: i for i in made})
    tasks = tasks_of(made)
    one = agenda(owner, library, TODAY)
    book = Book({"list": owner}, "list")
    half = {item.id: {"owner": "Lin"} for item in made[::2]}
    weekend = Week(frozenset({5, 6}))
    said("schedule", measured(lambda: schedule(tasks, ANCHOR, TODAY)), floor)
    said("schedule, weekends off", measured(lambda: schedule(tasks, ANCHOR, TODAY, weekend)), floor)
    said("agenda", measured(lambda: agenda(owner, library, TODAY)), floor)
    said("closures flagged", measured(lambda: clashes(one, library)), floor)
    said("moved before closures", measured(lambda: before_closures(one, library), 3), floor)
    said("grouped", measured(lambda: grouped([(one, made)], "list", library)), floor)
    said("half changed in one step",
         measured(lambda: apply(book, edits.set_each(book, "list", half))), floor)  # fmt: skip
    answers = measured(
        lambda: [a.slack for a in reach(owner.items, library, "TH", TODAY).answers[:12]], 5
    )
    said("reach, 12 festivals", answers, floor)
    return owner


async def interface(made: list[Item], floor: float) -> None:
    """What a key on the checklist costs, from its action to the lines of the window."""
    store = Store(Path(HOME), "benchmark", lambda: dt.datetime.now().astimezone())
    store.update(lambda book: ("new-list", edits.new_list(book, "", ("TH",), Anchor(date=ANCHOR))))
    name = store.history.book.active
    store.update(lambda book: ("add-items", edits.add_items(book, name, made)))
    settings = Settings(lang=Lang.EN, welcomed=True, section="checklist")
    path = Path(HOME) / "settings.json"
    app = ChuhaiApp(World(open_library(TODAY), lambda: store, settings, path, TODAY, Lang.EN))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.5)
        view = app.explore.view
        rows = view.panes()[0]

        def painted(deed: Callable[[], object]) -> None:
            deed()
            for part in view.panes():
                for line in range(part.size.height):
                    part.render_line(line)

        move = measured(lambda: painted(lambda: rows.action_move(1)), 100)  # type: ignore[attr-defined]
        said("key: move", move, floor)
        page = measured(lambda: painted(lambda: rows.action_page(1)), 40)  # type: ignore[attr-defined]
        said("key: page down", page, floor)
        said("key: mark", measured(lambda: painted(view.action_mark)), floor)  # type: ignore[attr-defined]
        await view.run_action("ask('tick')")
        view.mark(())  # type: ignore[attr-defined]
        said("key: tick, saved to disk", measured(lambda: painted(app.planning.items.tick)), floor)
        said("key: undo", measured(lambda: painted(app.planning.undo)), floor)
        await pilot.pause()


def main() -> None:
    """Measure and print."""
    gc.disable()
    made = items(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
    floor = statistics.median(measured(lambda: sum(len(item.needs) + item.days for item in made)))
    print(f"{len(made)} items, floor {floor:.2f} ms")
    print(f"{'':<34} {'p50 ms':>9} {'p95 ms':>9} {'x floor':>9}")
    core(made, floor)
    asyncio.run(interface(made, floor))


if __name__ == "__main__":
    main()
