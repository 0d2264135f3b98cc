"""The brief of a card: the stance, what speaks for and against it, what is not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from chuhai import __version__
from chuhai.evidence import covers
from chuhai.exchange.brief import (
    NOTHING,
    OWN,
    Brief,
    Statement,
    Table,
    finished,
    joined,
    labelled,
    say,
)
from chuhai.exchange.brief_room import Draft, fitted
from chuhai.i18n import Lang, Words, same
from chuhai.library.age import stale_months
from chuhai.library.filter import STANCES, Filter
from chuhai.library.index import Library
from chuhai.library.page import (
    Block,
    Bullet,
    Dispute,
    Evidence,
    Field,
    Heading,
    Judgement,
    Page,
    Paragraph,
    Quote,
    Reference,
    Work,
)
from chuhai.library.records import Entry, SourceRecord
from chuhai.strings import strings

_JUDGED = ("trends", "tactics")
_TOPICS = ("topic-internet", "topic-social", "topic-ecommerce", "topic-platform", "topic-rule")
_EVENTS = 4
_EVIDENCE = 3
"""How many claims are placed before the other parts have their turn."""


def named_words(prefix: str, code: str) -> Words:
    """The name of a code of a closed vocabulary in both languages."""
    return strings().get(f"{prefix}.{code}") or same(code)


def own_source(library: Library, name: str, title: Words) -> SourceRecord:
    """The reference to chuhai itself, for its own judgement and for what it has computed."""
    version = library.version
    both = " / ".join(dict.fromkeys(filter(None, (title.en, title.zh))))
    return SourceRecord(OWN, f"{both} ({name})", "chuhai", version.replace(".", "-"), "", OWN)


def stamped(library: Library, today: dt.date) -> Words:
    """What stands at the foot: versions, date, and that it is no legal advice."""
    return say("export.written", version=__version__, content=library.version, date=today)


def holds_in(places: Sequence[str], market: str, library: Library) -> bool:
    """Whether what is said of some places is said of a market, of its groups, or of no place."""
    region = library.places[market].region if market in library.places else ""
    return not places or any(covers(place, market, region) for place in places)


def standing_of(page: Page, entry: Entry) -> Mapping[str, str]:
    """Of each source, whether what rests on it was checked, is recalled, or is only named."""
    found: dict[str, set[str]] = {}
    for block in page.blocks:
        for number in getattr(block, "refs", ()):
            doubt = getattr(block, "confidence", "")
            found.setdefault(page.sources[number - 1].id, set()).add(doubt)
    if entry.recalled:
        return dict.fromkeys(found, "recalled") | {OWN: OWN}
    grades = {
        name: "checked" if "checked" in doubts else "recalled" if "recalled" in doubts else "cited"
        for name, doubts in found.items()
    }
    return grades | {OWN: OWN}


@dataclass(slots=True)
class _Doubts:
    """What is counted while the blocks are read, for the part on what is not known."""

    recalled: int = 0
    stale: int = 0
    undated: int = 0
    elsewhere: int = 0
    claims: int = 0
    judged: list[Words] = field(default_factory=list)


class CardBrief:
    """Reads a page and drafts the parts of its brief."""

    def __init__(self, entry: Entry, library: Library, today: dt.date, market: str = "") -> None:
        self.entry, self.library, self.today, self.market = entry, library, today, market
        self.page = library.page(entry)
        self.doubts = _Doubts()
        self.sources = {record.id: record for record in self.page.sources}
        self.standing = dict(standing_of(self.page, entry))

    def made(self, langs: Sequence[Lang]) -> Brief:
        """The brief, cut to what fits on two pages in these languages."""
        entry = self.entry
        name = f"{entry.kind}/{entry.id}"
        self.sources[OWN] = own_source(self.library, name, entry.name)
        drafts = [*self._drafts(), *self._surroundings(), self._unknown()]
        drafts = [draft.beside() for draft in drafts if draft.rows]
        parts, left = fitted(drafts, self.sources, langs)
        about = [named_words("section", entry.kind), same(name)]
        if self.market:
            about.insert(0, self.library.place_name(self.market))
        stamp = [say("brief.left-out", n=left, name=name)] if left else []
        stamp.append(stamped(self.library, self.today))
        brief = Brief(entry.name, tuple(about), parts, (), {}, tuple(stamp))
        return finished(brief, self.sources, self.standing)

    # ------------------------------------------------------------ parts

    def _groups(self) -> Iterator[tuple[str, list[Block]]]:
        key, blocks = "", list[Block]()
        for block in self.page.blocks:
            if isinstance(block, Heading):
                if blocks:
                    yield key, blocks
                key, blocks = block.key, []
            else:
                blocks.append(block)
        if blocks:
            yield key, blocks

    def _drafts(self) -> list[Draft]:
        facing = (Draft(say("brief.for"), [], _EVIDENCE, True),
                  Draft(say("brief.against"), [], _EVIDENCE, True))  # fmt: skip
        drafts = [self._lead(), *self._dates()]
        placed = False
        for key, blocks in self._groups():
            if key == "stances":
                continue
            draft = Draft(say(f"head.{key}"), [], 2)
            for block in self._newest_first(blocks):
                side = getattr(block, "side", "")
                target = facing[0] if side == "for" else facing[1] if side == "against" else draft
                target.add(*self._rows(block))
            draft.add(*self._joint(blocks))
            if any(isinstance(block, Evidence) for block in blocks):
                draft.weight = _EVIDENCE
                if not placed:
                    drafts += facing
                    placed = True
            drafts.append(draft)
        for draft in facing:
            draft.column = all(side.rows for side in facing)
        return drafts

    def _newest_first(self, blocks: Sequence[Block]) -> list[Block]:
        """The claims that hold in the market, the newest first, then the other blocks in order."""
        if any(isinstance(block, Dispute) for block in blocks):
            return [block for block in blocks if self._touches(block)]
        claims = [b for b in blocks if isinstance(b, Evidence) and self._counts(b)]
        claims.sort(key=lambda b: (self.market in b.places, b.effective or b.as_of), reverse=True)
        return [*claims, *(block for block in blocks if not isinstance(block, Evidence))]

    def _counts(self, claim: Evidence) -> bool:
        here = not self.market or holds_in(claim.places, self.market, self.library)
        self.doubts.elsewhere += not here
        return here

    def _touches(self, block: Block) -> bool:
        """Whether a claim counts here, or a question has a claim that does."""
        if isinstance(block, Dispute) and self.market:
            sides = (b for b in self.page.blocks if getattr(b, "conflict", "") == block.id)
            places = [side.places for side in sides if isinstance(side, Evidence)]
            return any(holds_in(where, self.market, self.library) for where in places)
        return not isinstance(block, Evidence) or self._counts(block)

    def _lead(self) -> Draft:
        """The stance in the market with its reason, and the stances everywhere at a glance."""
        draft = Draft(say("head.stances"), [], 6)
        judged = [b for b in self.page.blocks if isinstance(b, Judgement)]
        for block in judged:
            if block.market == self.market:
                draft.add(self._judgement(block))
        if self.market and judged and not draft.rows:
            nothing = say("brief.no-stance", market=self.library.place_name(self.market))
            draft.add(Statement(nothing, level="no-data"))
        for level in STANCES[:4]:
            held = (m for m in self.library.markets if self.entry.stances.get(m) == level)
            names = joined(self.library.place_name(market) for market in held)
            if names:
                draft.add(Statement(names, level=level))
        if not self.market:
            draft.add(*(self._judgement(block) for block in judged))
        return draft

    def _judgement(self, block: Judgement) -> Statement:
        place = self.library.place_name(block.market)
        if not block.refs:
            self.doubts.judged.append(place)
        text = labelled(place, block.reason)
        about = (say("brief.since", date=block.since),)
        return Statement(text, self._ids(block.refs) or (OWN,), about=about, level=block.level)

    def _dates(self) -> list[Draft]:
        if self.entry.kind != "festivals":
            return []
        draft = Draft(say("head.dates"))
        rows = []
        for edition in self.library.editions(self.entry.id, self.market):
            if edition.end >= self.today:
                sure = named_words("certainty", edition.certainty)
                days = "" if edition.start == edition.end else f" – {edition.end.isoformat()}"
                rows.append((same(edition.start.isoformat() + days), sure))
        if rows:
            head = (say("head.dates"), say("brief.certainty"))
            draft.add(Table(head, tuple(rows[:4]), Statement(say("brief.dates-note"), (OWN,))))
        return [draft]

    def _surroundings(self) -> Iterator[Draft]:
        """For a card with stances: figures of the market, and what happened there."""
        if not self.market or self.entry.kind not in _JUDGED:
            return
        home = self.library.find("markets", self.market)
        if home is not None:
            draft = Draft(say("brief.market"), [], 2)
            other = CardBrief(home, self.library, self.today)
            for key, blocks in other._groups():
                if key in _TOPICS:
                    draft.add(*(other._claim(b) for b in other._newest_first(blocks)[:2]
                                if isinstance(b, Evidence)))  # fmt: skip
            self._borrow(other)
            yield draft
        draft = Draft(say("brief.happened"), [], 2)
        for row in self._events():
            event = self.library.entry(row)
            other = CardBrief(event, self.library, self.today)
            for block in other.page.blocks:
                if isinstance(block, Paragraph):
                    about = [same(event.date)]
                    about += [say("confidence.recalled")] if event.recalled else []
                    draft.add(Statement(block.text, other._ids(block.refs), about=tuple(about)))
            self._borrow(other)
        yield draft

    def _events(self) -> list[int]:
        """The events in the market that name the card, the newest first."""
        found: dict[int, None] = {}
        here = Filter().only("market", self.market)
        for name in filter(None, (self.entry.name.en, self.entry.name.zh)):
            found |= dict.fromkeys(self.library.select(here.with_words(name), "events"))
        return sorted(found, reverse=True)[:_EVENTS]

    def _borrow(self, other: CardBrief) -> None:
        self.sources = other.sources | self.sources
        self.standing = other.standing | self.standing

    # ------------------------------------------------------------ blocks

    def _ids(self, refs: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.page.sources[n - 1].id for n in refs if 0 < n <= len(self.page.sources))

    def _rows(self, block: Block) -> Iterator[Statement]:
        match block:
            case Evidence():
                yield self._claim(block)
            case Quote() | Paragraph():
                yield Statement(block.text, self._ids(block.refs), point=False)
            case Bullet():
                yield Statement(block.text, self._ids(block.refs), about=self._doubt(block))
            case Field():
                text = labelled(say(f"field.{block.key}"), block.value)
                about = (*self._dated(block), *self._doubt(block))
                yield Statement(text, self._ids(block.refs), about=about)
            case Dispute():
                settled = say("brief.settled-by", how=block.settled_by)
                yield Statement(joined((block.question, settled), " ", ""))
            case _:
                return

    def _joint(self, blocks: Sequence[Block]) -> Iterator[Statement | Table]:
        """What several blocks say together: the steps as a table, other cards in one line."""
        others = [block.name for block in blocks if isinstance(block, Reference)]
        if others:
            yield Statement(joined(others, "; ", "；"))
        steps = [block for block in blocks if isinstance(block, Work)]
        if steps:
            head = tuple(say(f"brief.step-{name}") for name in ("what", "when", "days", "who"))
            rows = tuple(
                (step.text, _when(step), same(str(step.days)), _where(step)) for step in steps
            )
            yield Table(head, rows, Statement(say("brief.steps-note"), (OWN,)))

    def _dated(self, block: Field) -> tuple[Words, ...]:
        """When a value that goes stale was true, and whether it has."""
        if not block.age:
            return ()
        self.doubts.undated += not block.as_of
        return (_as_of(block.as_of), *self._stale(block.age, block.as_of, ""))

    def _stale(self, age: str, as_of: str, effective: str) -> tuple[Words, ...]:
        old = stale_months(age, as_of, effective, self.today)
        self.doubts.stale += bool(old)
        return (say("stale", months=old[0], limit=old[1]),) if old else ()

    def _doubt(self, block: Bullet | Field) -> tuple[Words, ...]:
        if block.confidence != "recalled":
            return ()
        self.doubts.recalled += 1
        return (say("confidence.recalled"),)

    def _claim(self, block: Evidence) -> Statement:
        self.doubts.claims += 1
        about = []
        if block.places and block.places != (self.market,):
            about.append(joined(self.library.place_name(place) for place in block.places))
        if block.effective:
            about.append(say("effective", date=block.effective))
        about.append(_as_of(block.as_of))
        self.doubts.undated += not block.as_of
        about += self._stale(block.age, block.as_of, block.effective)
        if block.confidence == "recalled":
            about.append(say("confidence.recalled"))
            self.doubts.recalled += 1
        if block.conflict:
            about.append(say("brief.disputed"))
        text = block.text
        if block.topic:
            text = labelled(named_words("subject", block.topic), text)
        return Statement(text, self._ids(block.refs), block.figure, tuple(about))

    # ------------------------------------------------------------ what is not known

    def _unknown(self) -> Draft:
        draft, seen = Draft(say("brief.unknown"), [], 6), self.doubts
        if self.market and seen.elsewhere:
            here = self.library.place_name(self.market)
            key = "brief.some-elsewhere" if seen.claims else "brief.all-elsewhere"
            draft.add(Statement(say(key, n=seen.elsewhere, market=here)))
        if self.entry.stances and not self.market:
            silent = [m for m in self.library.markets if m not in self.entry.stances]
            if silent:
                names = joined(self.library.place_name(market) for market in silent)
                draft.add(Statement(say("brief.no-stance-in", n=len(silent), markets=names)))
        if seen.judged and self.entry.stances:
            draft.add(Statement(say("brief.judged", markets=joined(seen.judged))))
        for name in ("recalled", "stale", "undated"):
            if count := getattr(seen, name):
                draft.add(Statement(say(f"brief.{name}", n=count)))
        if not draft.rows:
            draft.add(Statement(say("brief.nothing-unknown")))
        return draft


def _as_of(date: str) -> Words:
    return say("as-of", date=date) if date else say("undated")


def _when(step: Work) -> Words:
    if step.offset is None:
        return NOTHING
    key = "day-before" if step.offset > 0 else "day-after" if step.offset else "day-zero"
    return say(key, n=abs(step.offset)) if step.offset else say(key)


def _where(step: Work) -> Words:
    place = say(f"place.{step.place}") if step.place else NOTHING
    return joined((step.detail, place))


def card_brief(
    entry: Entry,
    library: Library,
    today: dt.date,
    langs: Sequence[Lang],
    market: str = "",
) -> Brief:
    """The brief of a card, for one market or for all of them."""
    return CardBrief(entry, library, today, market).made(langs)
