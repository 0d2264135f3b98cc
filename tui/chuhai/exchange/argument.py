"""Evidence as JSON and as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from chuhai.evidence import Case, Dispute, Statement, Todo
from chuhai.i18n import Lang, Words
from chuhai.library.index import Library
from chuhai.library.records import ConflictRecord
from chuhai.strings import named, t


def _pair(words: Words) -> dict[str, str]:
    return {"en": words.en, "zh": words.zh}


def statement_json(said: Statement) -> dict[str, Any]:
    """A claim with its source and what weakens it."""
    claim = said.claim
    return {
        "card": f"{claim.kind}/{claim.card}",
        "text": _pair(claim.text),
        "figure": _pair(claim.figure),
        "value": claim.value,
        "value_to": claim.value_to,
        "unit": _pair(claim.unit),
        "base": _pair(claim.base),
        "places": claim.places,
        "as_of": claim.as_of,
        "effective": claim.effective,
        "side": claim.side,
        "confidence": claim.confidence,
        "stale": said.stale and {"months": said.stale[0], "limit": said.stale[1]},
        "conflict": claim.conflict,
        "source": said.source and said.source._asdict(),
    }


def conflict_json(conflict: ConflictRecord) -> dict[str, Any]:
    """A question on which claims differ."""
    return {
        "id": conflict.id,
        "card": f"{conflict.kind}/{conflict.card}",
        "question": _pair(conflict.question),
        "settled_by": _pair(conflict.settled_by),
    }


def case_json(case: Case) -> dict[str, Any]:
    """A card in a market with all that argues about it."""
    judgement = case.judgement
    stance = judgement and {
        "level": judgement.level,
        "reason": _pair(judgement.reason),
        "since": judgement.since,
        "sources": [source._asdict() for source in case.sources],
    }
    return {
        "card": f"{case.entry.kind}/{case.entry.id}",
        "name": _pair(case.entry.name),
        "market": case.market or None,
        "stance": stance,
        "for": [statement_json(said) for said in case.pro],
        "against": [statement_json(said) for said in case.con],
        "context": [statement_json(said) for said in case.context],
        "conflicts": [conflict_json(conflict) for conflict in case.conflicts],
        "on_other_markets": case.elsewhere,
        "left_out": case.left_out,
        "to_settle": [
            {"what": todo.what, "count": todo.count, "conflict": todo.conflict and todo.conflict.id}
            for todo in case.todo
        ],
    }


def dispute_json(found: Dispute) -> dict[str, Any]:
    """A conflict with its positions, the newest word first."""
    positions = [[statement_json(said) for said in position] for position in found.positions]
    return {**conflict_json(found.conflict), "positions": positions}


def _statement(said: Statement, library: Library, lang: Lang) -> str:
    claim, source = said.claim, said.source
    about = [library.place_name(place).in_lang(lang) for place in claim.places]
    if source is not None:
        kind = named("source", source.kind, lang)
        about.append(f"{source.publisher} ({kind}, {source.published or t('undated', lang)})")
    else:
        about.append(t("evidence.no-source", lang))
    about.append(t("as-of", lang, date=claim.as_of) if claim.as_of else t("undated", lang))
    about.append(t(f"confidence.{claim.confidence}", lang))
    if said.stale:
        about.append(t("stale", lang, months=said.stale[0], limit=said.stale[1]))
    if claim.conflict:
        about.append(f"{t('evidence.differs', lang)} ({claim.conflict})")
    head = f"{claim.figure.in_lang(lang)}: " if claim.figure else ""
    tail = f" {source.url}" if source is not None and source.url else ""
    return f"- {head}{claim.text.in_lang(lang)} ({'; '.join(about)}){tail}"


def _part(
    label: str, statements: Sequence[Statement], library: Library, lang: Lang
) -> Iterator[str]:
    yield f"\n{label} {len(statements)}"
    yield from (_statement(said, library, lang) for said in statements)


def case_text(case: Case, library: Library, lang: Lang) -> str:
    """A card in a market with all that argues about it, line by line."""
    market = library.place_name(case.market).in_lang(lang) if case.market else ""
    name, where = case.entry.name.in_lang(lang), market or t("evidence.all-markets", lang)
    lines = [name if case.entry.kind == "markets" else f"{name} × {where}"]
    if case.judgement is not None:
        level = named("stance", case.judgement.level, lang)
        ground = ", ".join(source.publisher for source in case.sources) or t("judgement", lang)
        reason = case.judgement.reason.in_lang(lang)
        lines.append(f"{level}. {reason} {case.judgement.since} ({ground})")
    elif case.market and case.entry.kind in ("trends", "tactics"):
        lines.append(named("stance", "no-data", lang))
    sides = {"for": case.pro, "against": case.con, "context": case.context}
    for side, statements in sides.items() if case.argues else [("context", case.context)]:
        lines += _part(t(f"evidence.{side}", lang), statements, library, lang)
    if case.todo:
        lines.append(f"\n{t('evidence.settle', lang)}")
        lines += [_todo(todo, lang) for todo in case.todo]
    for key, count in (("elsewhere", case.elsewhere), ("left-out", case.left_out)):
        if count:
            lines.append(t(f"evidence.{key}", lang, n=count))
    return "\n".join(lines)


def _todo(todo: Todo, lang: Lang) -> str:
    if todo.conflict is None:
        return f"- {t(f'todo.{todo.what}', lang, n=todo.count)}"
    conflict = todo.conflict
    return f"- {conflict.question.in_lang(lang)} {conflict.settled_by.in_lang(lang)}"


def dispute_text(found: Dispute, library: Library, lang: Lang) -> str:
    """A conflict with its positions, line by line."""
    lines = [found.conflict.question.in_lang(lang)]
    for number, position in enumerate(found.positions):
        key = "others-say" if number else "newest-word"
        lines += _part(t(f"evidence.{key}", lang), position, library, lang)
    lines += [f"\n{t('evidence.settle', lang)}", f"- {found.conflict.settled_by.in_lang(lang)}"]
    return "\n".join(lines)
