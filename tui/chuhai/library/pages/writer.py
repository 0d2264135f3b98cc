"""Collects the blocks of one page and numbers its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from chuhai.i18n import Words
from chuhai.library.amounts import amount
from chuhai.library.page import (
    Block,
    Bullet,
    Dispute,
    Evidence,
    Field,
    Heading,
    Page,
    Paragraph,
    Reference,
)
from chuhai.library.records import SourceRecord
from chuhai.model.common import Card, Claim, Confidence, Conflict, Source, Stance, Text


def words(text: Text | None) -> Words:
    """A text of the schema as the words that the interface shows."""
    return Words(text.en, text.zh) if text else Words("")


def figure(claim: Claim) -> Words:
    """The figure of a claim with its unit and base; empty when it has none."""
    if claim.value is None:
        return Words(claim.on, claim.on)
    first, unit, base = amount(claim.value), words(claim.unit), words(claim.base)
    en, zh = first.en, first.zh
    if claim.value_to is not None:
        last = amount(claim.value_to)
        en, zh = f"{en}–{last.en}", f"{zh}–{last.zh}"
    if unit:
        en += unit.en if unit.en.startswith("%") else f" {unit.en}"
        joined_on = unit.zh[0] == "%" or (zh[-1] in "万亿" and not unit.zh[0].isascii())
        zh += unit.zh if joined_on else f" {unit.zh}"
    if base:
        en, zh = f"{en} ({base.en})", f"{zh}（{base.zh}）"
    return Words(en, zh)


def joined(parts: Iterable[Words]) -> Words:
    """Short labels in one line, separated as each language does it."""
    items = [part for part in parts if part]
    return Words(", ".join(p.en or p.zh for p in items), "、".join(p.zh or p.en for p in items))


def newest(stances: Iterable[Stance]) -> dict[str, Stance]:
    """The stance that counts in each market: the one with the latest date, the last on a tie."""
    found: dict[str, Stance] = {}
    for stance in stances:
        old = found.get(stance.market)
        if old is None or stance.since >= old.since:
            found[stance.market] = stance
    return found


class PageWriter:
    """Builds one page; every `refs` it is given becomes numbers in order of first use."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._known = sources
        self._numbers: dict[str, int] = {}
        self._blocks: list[Block] = []
        self._heading: Heading | None = None
        self._claims: list[Claim] = []

    def refs(self, *ids: str | None) -> tuple[int, ...]:
        """The numbers of sources on this page; unknown ids have none."""
        wanted = [name for name in ids if name and name in self._known]
        return tuple(self._numbers.setdefault(name, len(self._numbers) + 1) for name in wanted)

    def heading(self, key: str) -> None:
        """Begin a part; it appears only when something follows in it."""
        self._heading = Heading(key)

    def add(self, block: Block) -> None:
        """Put a block on the page, after its heading."""
        if self._heading is not None:
            self._blocks.append(self._heading)
            self._heading = None
        self._blocks.append(block)

    def paragraph(self, text: Text | None, *ids: str | None) -> None:
        """Running text, when there is any."""
        if text is not None:
            self.add(Paragraph(words(text), self.refs(*ids)))

    def field(
        self, key: str, value: Words, *ids: str | None, confidence: Confidence | None = None
    ) -> None:
        """A labelled value, when there is one."""
        if value:
            self.add(Field(key, value, self.refs(*ids), confidence or ""))

    def bullets(self, key: str, texts: Iterable[Text]) -> None:
        """A part that is a list of points."""
        self.heading(key)
        for text in texts:
            self.add(Bullet(words(text)))

    def claims(self, key: str, claims: Iterable[Claim]) -> None:
        """A part that is a list of claims."""
        self.heading(key)
        for claim in claims:
            self.claim(claim)

    def claim(self, claim: Claim, topic: str = "") -> None:
        """A claim with its figure and everything by which to weigh it."""
        self._claims.append(claim)
        self.add(
            Evidence(
                text=words(claim.text),
                figure=figure(claim),
                places=claim.markets,
                as_of=claim.as_of,
                effective=claim.effective,
                confidence=claim.confidence,
                age=claim.age,
                side=claim.side,
                conflict=claim.conflict or "",
                topic=topic or claim.topic,
                refs=self.refs(claim.source),
            )
        )

    def references(self, key: str, kind: str, named: Iterable[tuple[str, Words]]) -> None:
        """A part that leads to other cards."""
        self.heading(key)
        for card, name in named:
            self.add(Reference(kind, card, name))

    def disputes(
        self,
        card: Card,
        questions: Mapping[str, Conflict],
        sides: Mapping[str, Sequence[tuple[str, Claim]]],
    ) -> None:
        """What sources disagree on: every question that the page touches, with all its sides.

        `questions` and `sides` hold every conflict of the pack by its id; a claim that stands
        on another card is repeated here, so that the sides are always seen together.
        """
        self.heading("disputes")
        touched = [c.id for c in card.conflict] + [c.conflict or "" for c in self._claims]
        shown = list(self._claims)
        for name in dict.fromkeys(touched):
            if question := questions.get(name):
                settled = words(question.settled_by)
                self.add(Dispute(question.id, words(question.question), settled))
                for where, claim in sides.get(name, ()):
                    if claim not in shown:
                        self.claim(claim, where if where != card.id else "")

    def page(self, sources: Iterable[str] = ()) -> Page:
        """The finished page; `sources` are cited too, after those in the text."""
        self.refs(*sources)
        return Page(tuple(self._blocks), tuple(record(self._known[name]) for name in self._numbers))


def record(source: Source) -> SourceRecord:
    """A source of the schema as pages cite it."""
    return SourceRecord(
        source.id, source.title, source.publisher, source.published, source.url, source.kind
    )
