"""How a platform stands for the company, in words: the verdict and its reasons."""

from __future__ import annotations

from collections.abc import Iterable

from chuhai.gates import Finding, Verdict
from chuhai.i18n import Words
from chuhai.library.index import Library
from chuhai.strings import both, listed, names


def reason(finding: Finding, library: Library) -> Words:
    """Why a gate stands as it does, such as `no warehouse in Mexico`."""
    judged = finding.judged
    if judged.why == "not-answered":
        return both("why.not-answered", question=names("profile", judged.question))
    where = listed(library.place_name(place) for place in finding.places)
    key = f"why.{judged.why}"
    if judged.why == "needs-language":
        where = listed(names("language", code) for code in finding.gate.languages)
    if judged.why == "too-young" and finding.day:
        day = finding.day.isoformat()
        return both(key, days=finding.gate.days, day=day)
    if judged.why == "goods-refused":
        where = listed(names("goods", goods) for goods in finding.gate.goods)
    return both(f"{key}-in", where=where) if where and _has_place(judged.why) else both(key)


_WITH_PLACE = {
    "no-local-entity", "no-warehouse", "no-experience", "has-local-entity", "has-warehouse",
    "licence-elsewhere", "licence-refused", "refused-local-entity", "refused-warehouse",
    "needs-tax-number", "needs-bank-account", "needs-responsible-person", "needs-documents",
    "needs-language", "goods-refused",
}  # fmt: skip


def _has_place(why: str) -> bool:
    return why in _WITH_PLACE


def reasons(verdict: Verdict, library: Library) -> Words:
    """Why a platform stands as it does, each reason once."""
    return said_reasons(verdict.decisive, library)


def said_reasons(findings: Iterable[Finding], library: Library) -> Words:
    """Reasons one after another, each once; questions without an answer in one phrase."""
    open_ones, others = [], []
    for finding in findings:
        if finding.judged.question:
            open_ones.append(names("profile", finding.judged.question))
        else:
            others.append(reason(finding, library))
    found = dict.fromkeys(others)
    if open_ones:
        questions = listed(dict.fromkeys(open_ones))
        found = dict.fromkeys((both("why.not-answered", question=questions), *found))
    return listed(found, "list.semicolon")


def verdict_words(verdict: Verdict, library: Library) -> Words:
    """How a platform stands, with the reasons: `blocked: no warehouse in Mexico`."""
    stands = names("standing", verdict.standing)
    why = reasons(verdict, library)
    return both("row.named", name=stands, what=why) if why else stands
