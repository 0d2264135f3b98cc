"""A card's page: blocks of bilingual text that screen, command line and reports all draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from chuhai.i18n import Words
from chuhai.library.records import SourceRecord

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

Refs = tuple[int, ...]
"""Numbers of sources, from 1, in the order in which the page first cites them."""


class Heading(NamedTuple):
    """The title of a part, as the key of an interface word."""

    key: str


class Paragraph(NamedTuple):
    """Running text."""

    text: Words
    refs: Refs = ()


class Quote(NamedTuple):
    """What somebody expected or claimed."""

    text: Words
    refs: Refs = ()


class Bullet(NamedTuple):
    """One point of a list."""

    text: Words
    refs: Refs = ()
    confidence: str = ""


class Field(NamedTuple):
    """A label, as the key of an interface word, and its value."""

    key: str
    value: Words
    refs: Refs = ()
    confidence: str = ""
    age: str = ""
    """How the value goes stale; nothing where it does not."""
    as_of: str = ""


class Evidence(NamedTuple):
    """A claim with all that it takes to weigh it."""

    text: Words
    figure: Words
    """The value with its unit and base, or nothing."""
    places: tuple[str, ...]
    as_of: str
    effective: str
    confidence: str
    age: str
    side: str
    conflict: str
    topic: str
    refs: Refs


class Work(NamedTuple):
    """A step of a tactic or a guide."""

    id: str
    number: int
    text: Words
    detail: Words
    """Who does it and what it needs."""
    days: int
    offset: int | None
    place: str


class Judgement(NamedTuple):
    """A stance in one market with its reason."""

    market: str
    level: str
    reason: Words
    since: str
    refs: Refs


class Reference(NamedTuple):
    """A way to another card."""

    kind: str
    id: str
    name: Words


class Dispute(NamedTuple):
    """A question on which sources differ, and what would settle it."""

    id: str
    question: Words
    settled_by: Words


Block = (
    Heading | Paragraph | Quote | Bullet | Field | Evidence | Work | Judgement | Reference | Dispute
)

_TYPES: dict[str, type[Block]] = {
    kind.__name__.lower(): kind
    for kind in (
        Heading,
        Paragraph,
        Quote,
        Bullet,
        Field,
        Evidence,
        Work,
        Judgement,
        Reference,
        Dispute,
    )
}


class Page(NamedTuple):
    """All that is known of one card, in reading order, and the sources it cites."""

    blocks: tuple[Block, ...]
    sources: tuple[SourceRecord, ...]


def _plain(value: object) -> Any:
    return [value.en, value.zh] if isinstance(value, Words) else value


def encode(page: Page) -> Mapping[str, Any]:
    """The page as what JSON can hold."""
    return {
        "blocks": [
            [type(block).__name__.lower(), *(_plain(getattr(block, n)) for n in block._fields)]
            for block in page.blocks
        ],
        "sources": [source.id for source in page.sources],
    }


_WORDS = {
    kind: tuple("Words" in str(annotation) for annotation in kind.__annotations__.values())
    for kind in _TYPES.values()
}


def decode(data: Mapping[str, Any], sources: Mapping[str, SourceRecord]) -> Page:
    """The page that `encode` wrote."""
    blocks: list[Block] = []
    for name, *values in data["blocks"]:
        kind = _TYPES[name]
        args: list[Any] = [
            Words(*value) if words else tuple(value) if isinstance(value, list) else value
            for value, words in zip(values, _WORDS[kind], strict=True)
        ]
        blocks.append(kind(*args))
    return Page(tuple(blocks), tuple(sources[s] for s in data["sources"] if s in sources))
