"""Which rows hold which word: built once with the content, asked on every keystroke."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress

from chuhai.library.fold import fold, grams, is_han, spellings, tokens

PINYIN = "~"
"""The mark of a spelling in pinyin among the terms."""
_FIRST_HAN, _LAST_HAN = "\u3400", "\u9fff"
START = "^"
"""The mark of a term that stands for all terms that begin with it."""

_DIGITS = bytes.maketrans(b"01", b"\0\1")


def bits_of(rows: Iterable[int]) -> int:
    """A set of rows as one integer: bit n stands for row n."""
    top = -1
    members = list(rows)
    for row in members:
        top = max(top, row)
    buffer = bytearray(top // 8 + 1)
    for row in members:
        buffer[row >> 3] |= 1 << (row & 7)
    return int.from_bytes(buffer, "little")


def rows_of(bits: int) -> array[int]:
    """The rows of a set, ascending."""
    digits = bin(bits)[:1:-1].encode().translate(_DIGITS)
    return array("I", compress(range(len(digits)), digits))


def pack(rows: Sequence[int]) -> bytes:
    """Ascending rows in as few bytes as it takes: the rows themselves, or a bit for each row."""
    if not rows:
        return b"r"
    if len(rows) * 32 <= rows[-1]:
        return b"r" + array("I", rows).tobytes()
    bits = bits_of(rows)
    return b"b" + bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def rows_in(packed: bytes) -> Sequence[int]:
    """The rows of one packed set, ascending."""
    if packed[:1] == b"b":
        return rows_of(int.from_bytes(packed[1:], "little"))
    rows: array[int] = array("I")
    rows.frombytes(packed[1:])
    return rows.tolist()


def unite(packed: Iterable[bytes]) -> int:
    """All rows of several packed sets, as one set of bits."""
    whole = 0
    rows: array[int] = array("I")
    for data in packed:
        if data[:1] == b"b":
            whole |= int.from_bytes(data[1:], "little")
        else:
            rows.frombytes(data[1:])
    return whole | bits_of(rows) if rows else whole


def short(term: str, *, marked: bool = True) -> Iterator[str]:
    """The beginnings of a term that are kept as terms of their own: so many words begin so.

    One or two letters, behind the mark of a spelling where there is one.
    """
    if not is_han(term[:1]):
        bare = term.removeprefix(PINYIN)
        mark = (START if marked else "") + term[: len(term) - len(bare)]
        for length in (1, 2):
            if len(bare) >= length:
                yield mark + bare[:length]


def terms_of(folded: Iterable[str]) -> set[str]:
    """Every term that a row with these folded texts can have, whichever of them are names."""
    builder = PostingsBuilder()
    builder.add(0, folded, ())
    return builder.terms


class PostingsBuilder:
    """Collects the terms of every row: `lead` are its names, `body` all its words."""

    def __init__(self) -> None:
        self._lead: defaultdict[str, list[int]] = defaultdict(list)
        self._body: defaultdict[str, list[int]] = defaultdict(list)
        self._starts: dict[str, tuple[str, ...]] = {}

    def add(self, row: int, lead: Iterable[str], body: Iterable[str]) -> str:
        """Take the texts of a row, rows ascending.

        The answer is the folded text in which searches verify what they found.
        """
        folded_lead = [fold(text) for text in lead]
        folded_body = [fold(text) for text in body]
        named: set[str] = set()
        for text in folded_lead:
            for token in tokens(text):
                if _FIRST_HAN <= token[0] <= _LAST_HAN:
                    named |= grams(token)
                    named.update(PINYIN + spelled for spelled in spellings(token))
                else:
                    named.add(token)
        held = set(named)
        for text in folded_body:
            for token in tokens(text):
                if _FIRST_HAN <= token[0] <= _LAST_HAN:
                    held |= grams(token)
                else:
                    held.add(token)
        self._note(self._lead, named, row)
        self._note(self._body, held, row)
        return "\n".join((*folded_lead, *folded_body))

    @property
    def terms(self) -> set[str]:
        """All terms so far."""
        return set(self._body)

    def _note(self, where: defaultdict[str, list[int]], terms: set[str], row: int) -> None:
        starts: set[str] = set()
        for term in terms:
            where[term].append(row)
            known = self._starts.get(term)
            if known is None:
                known = self._starts[term] = tuple(short(term))
            starts.update(known)
        for start in starts:
            where[start].append(row)

    def rows(self) -> Iterator[tuple[str, bytes, bytes]]:
        """Every term with the rows whose words hold it and those whose names do, packed."""
        for term in sorted(self._body):
            yield term, pack(self._body[term]), pack(self._lead.get(term, ()))


Lookup = Callable[[str, bool], tuple[int, int]]
"""Finds the rows of a term, or of all terms that begin with it: (body bits, lead bits)."""


def _token(token: str, lookup: Lookup) -> tuple[int, int]:
    if is_han(token):
        body = lead = -1
        for gram in (
            [token] if len(token) == 1 else [token[i : i + 2] for i in range(len(token) - 1)]
        ):
            found, named = lookup(gram, False)
            body &= found
            lead &= named
        return body, lead
    body, lead = lookup(token, True)
    if len(token) > 1 and token.isascii() and token.isalpha():
        spelled, named = lookup(PINYIN + token, True)
        body |= spelled
        lead |= named
    return body, lead


def _phrase(folded: str, lookup: Lookup, verify: Callable[[int, str], int]) -> tuple[int, int]:
    body = lead = -1
    for token in tokens(folded):
        found, named = _token(token, lookup)
        if is_han(token) and len(token) > 2:
            found = verify(found, token)
            named &= found
        body &= found
        lead &= named
    return body, lead


def search(
    words: str,
    lookup: Lookup,
    aliases: Callable[[str], tuple[str, ...]],
    verify: Callable[[int, str], int],
) -> tuple[int, int]:
    """The rows that hold every word, and those among them whose names do.

    Latin words match as prefixes, Chinese as substrings, Latin letters also as pinyin or its
    initials in names; a word or the whole line that is a glossary term stands for all its names.
    """
    whole = fold(words).strip()
    if not tokens(whole):
        return -1, -1
    typed = [whole] if aliases(whole) else whole.split()
    parts = [part for part in typed if tokens(part)]
    body = lead = -1
    for part in parts:
        found = named = 0
        for form in (part, *aliases(part)):
            if not tokens(form):
                continue
            more, also = _phrase(form, lookup, verify)
            found |= more
            named |= also
        body &= found
        lead &= named
    return body, lead
