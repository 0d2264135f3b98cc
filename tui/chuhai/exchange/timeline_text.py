"""The timeline as plain text in columns: an event, a year or a decade a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chuhai.exchange.cells import fit, width
from chuhai.exchange.chronicle import TOLD, Chronicle, Happening, Period, lag_words
from chuhai.i18n import Lang, Words
from chuhai.strings import both

GAP = 2
Row = tuple[str, ...]


def write(shown: Chronicle) -> bytes:
    """The timeline in UTF-8; the other language on a line of its own where both are wanted."""
    lines = [" · ".join(shown.said(shown.title)), ""]
    if shown.periods:
        lines += _table(_period_heads(shown), [_period(shown, one) for one in shown.periods])
    elif shown.happenings:
        lines += _table(_event_heads(shown), [_event(shown, one) for one in shown.happenings])
        lines += ["", *_legend(shown)]
    lines += ["", *(note for words in shown.notes for note in shown.said(words))]
    return ("\n".join(line.rstrip() for line in lines) + "\n").encode()


def _legend(shown: Chronicle) -> Iterator[str]:
    for lang in shown.langs:
        star, lag = (both(f"timeline.{key}").in_lang(lang) for key in ("star", "lag"))
        doubt = both("confidence.recalled").in_lang(lang)
        yield f"★ {star}   ? {doubt}   +n {lag}"


def _table(heads: Sequence[Row], rows: Sequence[Sequence[Row]]) -> Iterator[str]:
    """Rows of one or two lines under their heads; columns are as wide as they need to be."""
    every = [*heads, *(line for row in rows for line in row)]
    sizes = [max(map(width, column)) for column in list(zip(*every, strict=True))[:-1]]
    for line in every:
        *cells, last = line
        sized = zip(cells, sizes, strict=True)
        yield "".join(fit(cell, size) + " " * GAP for cell, size in sized) + last


def _each(shown: Chronicle, words: Sequence[Words]) -> list[Row]:
    """A line of texts in every language that is wanted; what is the same stands in the first."""
    first, *more = shown.langs
    lines = [tuple(text.in_lang(first) for text in words)]
    for lang in more:
        others = (text.in_lang(lang) for text in words)
        line = tuple(o if o != one else "" for o, one in zip(others, lines[0], strict=True))
        lines += [line] if any(line) else []
    return lines


def _event_heads(shown: Chronicle) -> list[Row]:
    keys = ("day", "lane", "kind", "lag-short", "title")
    return _each(shown, [both(f"event.{key}") for key in keys])


def _event(shown: Chronicle, one: Happening) -> list[Row]:
    names = [shown.lane(lane) for lane in one.lanes]
    lanes = Words(*(", ".join(n.in_lang(lang) for n in names) for lang in (Lang.EN, Lang.ZH)))
    marks = " ★" * one.in_article + " ?" * one.recalled
    title = Words(
        f"{one.title.en or one.title.zh}{marks}", f"{one.title.zh or one.title.en}{marks}"
    )
    return _each(shown, [Words(one.date, one.date), lanes, one.kind, lag_words(one.lag), title])


def _period_heads(shown: Chronicle) -> list[Row]:
    heads = [both("event.period"), both("event.total"), *(name for _, name in shown.lanes)]
    return _each(shown, [*heads, both("event.titles")])


def _period(shown: Chronicle, one: Period) -> list[Row]:
    told = one.titles[: TOLD // 2]
    more = " …" if len(one.titles) > len(told) else ""
    titles = Words(
        "; ".join(title.en or title.zh for title in told) + more,
        "；".join(title.zh or title.en for title in told) + more,
    )
    counts = [str(count or "·") for count in (one.total, *one.counts)]
    return _each(shown, [one.name, *(Words(count, count) for count in counts), titles])
