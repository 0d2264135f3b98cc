"""The timeline as CSV that Excel and WPS open right: an event a line, or a year or decade."""

from __future__ import annotations

from collections.abc import Iterator

from chuhai.exchange.chronicle import Chronicle, Happening, Period
from chuhai.exchange.csv_lines import csv_bytes
from chuhai.exchange.guard import guarded
from chuhai.i18n import Words
from chuhai.strings import both, names

_EVENT = (
    "id", "day", "precision", "lane", "markets", "companies", "title-zh", "title-en", "kind",
    "in-article", "lag", "source", "confidence",
)  # fmt: skip
_PERIOD = ("from", "to", "total")


def _joined(shown: Chronicle, words: Words) -> str:
    return " / ".join(shown.said(words))


def _event(shown: Chronicle, one: Happening) -> Iterator[str]:
    confidence = "recalled" if one.recalled else "checked"
    yield one.id
    yield one.date
    yield _joined(shown, names("precision", one.precision))
    yield "; ".join(_joined(shown, shown.lane(lane)) for lane in one.lanes)
    yield " ".join(one.markets)
    yield _joined(shown, one.actors)
    yield one.title.zh or one.title.en
    yield one.title.en or one.title.zh
    yield _joined(shown, one.kind)
    yield _joined(shown, both("export.yes")) if one.in_article else ""
    yield "" if one.lag is None else f"{one.lag:g}"
    yield one.sources
    yield _joined(shown, names("confidence", confidence))


def _period(shown: Chronicle, one: Period) -> Iterator[str]:
    yield from (str(one.first), str(one.last), str(one.total), *map(str, one.counts))
    yield "; ".join(_joined(shown, title) for title in one.titles)


def write(shown: Chronicle) -> bytes:
    """A line of heads, a line for every event or period, the notes below."""
    heads = [_joined(shown, both(f"event.{key}")) for key in _EVENT]
    if shown.periods:
        heads = [_joined(shown, both(f"event.{key}")) for key in _PERIOD]
        heads += [_joined(shown, name) for _, name in shown.lanes]
        heads.append(_joined(shown, both("event.titles")))
    lines = [
        heads,
        *(_period(shown, period) for period in shown.periods),
        *(_event(shown, happening) for happening in shown.happenings),
        *(["", _joined(shown, note)] for note in shown.notes),
    ]
    return csv_bytes(map(guarded, cells) for cells in lines)
