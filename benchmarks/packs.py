"""Packs of any size: the real markets, platforms and sources, and as many tactics as are wanted."""

from __future__ import annotations

import random
import shutil
import sqlite3
from array import array
from pathlib import Path

_KEPT = ("pack.toml", "markets", "platforms", "regions", "sources", "glossary.toml", "festivals")
_NOUNS = [
    "live",
    "stock",
    "sample",
    "creator",
    "parcel",
    "coupon",
    "review",
    "video",
    "group",
    "return",
    "store",
    "crowd",
]
_VERBS = [
    "test",
    "launch",
    "plan",
    "price",
    "film",
    "ship",
    "answer",
    "train",
    "translate",
    "measure",
    "insure",
    "bundle",
]
_PLACES = [
    "warehouse",
    "studio",
    "port",
    "office",
    "street",
    "market",
    "factory",
    "school",
    "kitchen",
    "garden",
]
_HAN = "直播达人仓库样品优惠评价视频社群退货门店工厂市场翻译测量保险组合拍摄回复培训定价"
_GOALS = ("reach", "conversion", "retention", "operations", "compliance")
_STANCES = ("go", "test", "watch", "avoid")


def _english(chance: random.Random, count: int) -> str:
    groups = (_VERBS, _NOUNS, _PLACES)
    return " ".join(chance.choice(groups[n % 3]) for n in range(count))


def _chinese(chance: random.Random, count: int) -> str:
    return "".join(chance.choice(_HAN) for _ in range(count))


def card(number: int, markets: list[str]) -> str:
    """A tactic of about two kilobytes in both languages."""
    chance = random.Random(number)
    chosen = chance.sample(markets, 4)
    lines = [
        f'id = "card-{number}"',
        f'name.en = "{_english(chance, 3)} {number}"',
        f'name.zh = "{_chinese(chance, 8)} {number}"',
        f'goal = "{chance.choice(_GOALS)}"',
        f'summary.en = "{_english(chance, 20)}"',
        f'summary.zh = "{_chinese(chance, 40)}"',
        f"effort_days = {chance.randint(1, 30)}",
        f"cost_level = {chance.randint(1, 3)}",
        f"time_to_result_days = {chance.randint(5, 90)}",
        f"lead_days = {chance.randint(5, 90)}",
    ]
    for place, market in enumerate(chosen):
        lines += [
            "[[steps]]",
            f'id = "step-{place}"',
            'who = "operator"',
            f"days = {chance.randint(1, 9)}",
            f"offset = {40 - 9 * place}",
            f'what.en = "{_english(chance, 8)}"',
            f'what.zh = "{_chinese(chance, 16)}"',
            "[[stances]]",
            f'market = "{market}"',
            f'stance = "{chance.choice(_STANCES)}"',
            'since = "2026-11"',
            f'reason.en = "{_english(chance, 10)}"',
            f'reason.zh = "{_chinese(chance, 20)}"',
        ]
    return "\n".join(lines) + "\n"


def write_pack(folder: Path, content: Path, count: int) -> None:
    """A pack of `count` tactics, one file each, beside the real cards that they refer to."""
    folder.mkdir(parents=True)
    for name in _KEPT:
        source = content / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    markets = sorted(path.stem for path in (folder / "markets").glob("*.toml"))
    (folder / "tactics").mkdir()
    for number in range(count):
        path = folder / "tactics" / f"card-{number}.toml"
        path.write_text(card(number, markets), encoding="utf-8")


def repeat_index(source: Path, target: Path, times: int) -> int:
    """An index with the cards of another one several times over; the answer is how many.

    A million files would take longer to write than the index takes to build from them, so the
    index of the largest pack is what it would be, made directly.
    """
    shutil.copy(source, target)
    database = sqlite3.connect(target)
    database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
    (rows,) = database.execute("SELECT max(row) FROM entries").fetchone()
    step = -(-(rows + 1) // 8) * 8  # whole bytes, so that bits are repeated as bytes
    for time in range(1, times):
        for table in ("entries", "bodies"):
            columns = [name for _, name, *_ in database.execute(f"PRAGMA table_info({table})")]
            new = [f"row + {step * time}" if c == "row" else c for c in columns]
            new = [f"id || '-{time}'" if c == "id" else c for c in new]
            query = f"INSERT INTO {table} SELECT {', '.join(new)} FROM {table} WHERE row <= {rows}"
            database.execute(query)
    for table in ("facets", "pairs"):
        names = ("facet", "value") if table == "facets" else ("market", "level")
        for first, second, bits in database.execute(f"SELECT * FROM {table}").fetchall():
            query = f"UPDATE {table} SET bits = ? WHERE {names[0]} = ? AND {names[1]} = ?"
            database.execute(query, (bits.ljust(step // 8, b"\0") * times, first, second))
    for term, body, lead in database.execute("SELECT * FROM terms").fetchall():
        packed = (_repeated(body, step, times), _repeated(lead, step, times), term)
        database.execute("UPDATE terms SET body = ?, lead = ? WHERE term = ?", packed)
    database.commit()
    database.close()
    return int(rows) * times


def _repeated(packed: bytes, step: int, times: int) -> bytes:
    """A packed set of rows with the same rows again after every `step`."""
    if packed[:1] == b"b":
        return b"b" + packed[1:].ljust(step // 8, b"\0") * times
    rows = array("I")
    rows.frombytes(packed[1:])
    return b"r" + array("I", (row + step * n for n in range(times) for row in rows)).tobytes()
