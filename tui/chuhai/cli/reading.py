"""`list`, `show` and `search`, once their options are known: the content on standard output."""

from __future__ import annotations

from collections.abc import Sequence

from chuhai.cli.saying import Trouble, say, warn
from chuhai.library import texts
from chuhai.library.pack import KIND_NAMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from chuhai.cli.session import Session
    from chuhai.i18n import Lang
    from chuhai.library.records import Entry

_MARKS = {
    "trends": "verdict", "article": "verdict", "tactics": "goal", "platforms": "status",
    "lineage": "status", "events": "kind",
}  # fmt: skip


def _line(entry: Entry, lang: Lang) -> str:
    from chuhai.strings import named

    mark = named(_MARKS[entry.kind], entry.mark, lang) if entry.kind in _MARKS else ""
    parts = [entry.id, entry.name.in_lang(lang), mark, entry.date]
    return "\t".join(part for part in parts if part)


def list_cards(
    session: Session,
    section: str,
    market: str | None = None,
    region: str | None = None,
    line: str = "",
    as_json: bool = False,
) -> None:
    """The cards of a section that pass a filter, one a line or as JSON."""
    if as_json and not (market or region or line):
        say(texts.cards("", texts.of_kind(session.index, section)))
        return
    library = session.library
    wanted = session.filter(line, market, region)
    rows = library.select(wanted, section)
    if as_json:
        say(texts.cards(str(wanted), texts.of_rows(session.index, rows)))
        return
    for row in rows:
        say(_line(library.entry(row), session.lang))
    for facet in wanted.choices:
        if not library.carries(section, facet):
            warn(f"{section} have no {facet}; that part was not applied")


def search_cards(
    session: Session,
    words: Sequence[str],
    market: str | None = None,
    region: str | None = None,
    line: str = "",
    as_json: bool = False,
) -> None:
    """The cards of all sections that hold some words, by section."""
    if as_json and not (market or region or line):
        from chuhai.library.wordindex import found_by

        asked = " ".join(" ".join(words).split())
        say(texts.search(asked, found_by(asked, session.index), session.index))
        return
    library = session.library
    wanted = session.filter(line, market, region)
    wanted = wanted.with_words(" ".join((wanted.words, *words)).strip())
    found = {kind: library.select(wanted, kind) for kind in KIND_NAMES}
    if as_json:
        say(texts.search(str(wanted), found, session.index))
        return
    from chuhai.strings import t

    for kind, rows in found.items():
        for row in rows:
            say(f"{t(f'section.{kind}', session.lang)}\t{_line(library.entry(row), session.lang)}")
    if not any(found.values()):
        warn(t("empty.title", session.lang))


def find_row(session: Session, name: str, section: str | None) -> int:
    """The row of a card by id, by `section/id`, or by a name that only it has.

    Raises `Trouble` when there is none.
    """
    kind, slash, card = name.partition("/")
    kinds = [section] if section else [kind] if slash and kind in KIND_NAMES else list(KIND_NAMES)
    wanted = card if slash and kind in KIND_NAMES else name
    for known in kinds:
        for spelled in (wanted, wanted.lower(), wanted.upper()):
            if row := texts.row_of(session.index, known, spelled):
                return row
    return _named(session, name, kinds)


def _named(session: Session, name: str, kinds: Sequence[str]) -> int:
    from chuhai.library.filter import Filter

    library = session.library
    hits = [library.entry(r) for k in kinds for r in library.select(Filter(words=name), k)]
    exact = [e for e in hits if name.lower() in (e.name.en.lower(), e.name.zh.lower())]
    if exact:
        return exact[0].row
    near = ", ".join(f"{e.kind}/{e.id}" for e in hits[:5])
    raise Trouble(f"unknown card {name!r}" + (f"; nearest: {near}" if near else ""))


def find_card(session: Session, name: str, section: str | None) -> Entry:
    """The card that a name stands for; raises `Trouble` when there is none."""
    return session.library.entry(find_row(session, name, section))


def show_card(
    session: Session,
    card: str,
    section: str | None = None,
    market: str | None = None,
    as_json: bool = False,
) -> None:
    """One card with its evidence and sources."""
    row = find_row(session, card, section)
    markets = sorted(session.filter("", market).choice("market").wanted) if market else []
    if as_json:
        say(texts.whole(session.index, row))
        return
    from chuhai.exchange.text import page_text

    entry = session.library.entry(row)
    say(page_text(entry, session.library, session.langs, session.today, markets))
