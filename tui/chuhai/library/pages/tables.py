"""Festivals, guides, presets, events, lineage links, the article's claims, glossary terms."""

from __future__ import annotations

from chuhai.i18n import Words, same
from chuhai.library.page import Bullet, Paragraph, Quote, Work
from chuhai.library.pages.cards import place_facets, role
from chuhai.library.pages.shelf import Shelf, Shown
from chuhai.library.pages.writer import joined, words
from chuhai.library.records import Entry, StepRecord
from chuhai.model.festival import Festival
from chuhai.model.guide import Guide, Preset, PresetStep
from chuhai.model.record import ArticleClaim, Event, Link, Term
from chuhai.strings import names


def festival(card: Festival, row: int, shelf: Shelf) -> Shown:
    """A festival: its note, windows, lead time, what sells, which tactics fit."""
    writer = shelf.writer()
    writer.heading("about")
    writer.paragraph(card.note)
    writer.field("duration", Words(f"{card.duration_days} days", f"{card.duration_days} 天"))
    before = card.window == "before"
    writer.field(
        "selling-window",
        Words(
            f"{card.window_days} days {'up to the first day' if before else 'from the first day'}",
            f"{'开始前' if before else '开始后'} {card.window_days} 天",
        ),
    )
    scope = {
        "node": Words("a deadline of this festival", "该节点有公开截止日"),
        "general": Words("general advice", "一般建议"),
        "estimate": Words("our estimate", "自行估计"),
    }[card.lead_scope]
    writer.field(
        "lead-time",
        Words(f"{card.lead_days} days ({scope.en})", f"{card.lead_days} 天（{scope.zh}）"),
        card.lead_source,
    )
    writer.field("markets", joined(shelf.place_name(code) for code in card.markets))
    writer.field("categories", joined(words(text) for text in card.categories))
    writer.references("tactics", "tactics", shelf.named("tactics", card.tactics))
    places = place_facets(shelf, card.markets)
    codes = " ".join(card.markets[:8]) + (" …" if len(card.markets) > 8 else "")
    entry = Entry(
        row,
        "festivals",
        card.id,
        words(card.name),
        same(codes),
        tag=card.sort,
        tier=card.tier,
        markets=card.markets,
        related=tuple(f"tactics/{t}" for t in card.tactics),
        recalled=card.confidence == "recalled",
    )
    facets = {**places, "kind": (card.sort.value,)}
    return Shown(entry, writer.page(card.sources), facets, (card.name.en, card.name.zh))


def guide(card: Guide, row: int, shelf: Shelf) -> Shown:
    """A guide: its steps, documents and pitfalls."""
    writer = shelf.writer()
    writer.heading("steps")
    for number, step in enumerate(card.steps, 1):
        needs = joined(words(text) for text in step.needs)
        took = words(step.duration)
        detail = Words(
            " · ".join(filter(None, (took.en, needs.en))),
            " · ".join(filter(None, (took.zh, needs.zh))),
        )
        writer.add(Work(step.id, number, words(step.action), detail, step.days, None, ""))
    writer.bullets("documents", card.documents)
    writer.bullets("pitfalls", card.pitfalls)
    writer.references("platform", "platforms", shelf.named("platforms", (card.platform,)))
    host = shelf.platforms.get(card.platform)
    places = place_facets(shelf, host.markets if host else ())
    days = sum(step.days for step in card.steps)
    line = Words(
        f"{len(card.steps)} steps · up to {days} days", f"{len(card.steps)} 步 · 最多 {days} 天"
    )
    entry = Entry(
        row,
        "guides",
        card.id,
        words(card.name),
        line,
        markets=places["market"],
        related=(f"platforms/{card.platform}",),
        recalled=card.confidence == "recalled",
    )
    steps = tuple(
        StepRecord(
            step.id,
            words(step.action),
            "",
            step.days,
            None,
            "",
            (card.steps[number - 1].id,) if number else (),
        )
        for number, step in enumerate(card.steps)
    )
    facets = {**places, "platform": (card.platform,)}
    return Shown(entry, writer.page(card.sources), facets, (card.name.en, card.name.zh), steps)


def _taken_from(kind: str, card: str | None, step: str | None) -> str:
    return f"{kind}/{card}#{step}" if step else f"{kind}/{card}"


def _preset_step(step: PresetStep, shelf: Shelf) -> StepRecord:
    text, who, origin = words(step.what), "", ""
    if step.tactic in shelf.tactics:
        origin = _taken_from("tactics", step.tactic, step.step)
        for known in shelf.tactics[step.tactic].steps:
            if known.id == step.step:
                text, who = text or words(known.what), known.who
    elif step.guide in shelf.guides:
        origin = _taken_from("guides", step.guide, step.step)
        for action in shelf.guides[step.guide].steps:
            if action.id == step.step:
                text = text or words(action.action)
    return StepRecord(
        step.id, text, who, step.days, step.offset, step.place or "", step.needs, origin,
        step.owner, step.priority, "\n".join(step.note), step.every,
    )  # fmt: skip


def preset(card: Preset, row: int, shelf: Shelf) -> Shown:
    """A preset: what it is for and its plan."""
    writer = shelf.writer()
    writer.heading("summary")
    writer.paragraph(card.summary)
    steps = tuple(_preset_step(step, shelf) for step in card.steps)
    writer.heading("steps")
    for number, step in enumerate(steps, 1):
        start = None if step.offset is None else step.offset + step.days
        writer.add(
            Work(step.id, number, step.text, role(step.who) if step.who else Words(""),
                 step.days, start, step.place)
        )  # fmt: skip
    line = Words(f"{len(steps)} steps", f"{len(steps)} 步")
    entry = Entry(row, "presets", card.id, words(card.name), line)
    return Shown(entry, writer.page(), {}, (card.name.en, card.name.zh), steps)


def event(card: Event, row: int, shelf: Shelf) -> Shown:
    """An event: what happened, its figures, and the article's claims about it."""
    writer = shelf.writer()
    writer.heading("what-happened")
    writer.add(Paragraph(words(card.fact), writer.refs(*card.sources)))
    writer.field("figures", words(card.figures))
    actors = joined(names("actor", name) for name in card.actors)
    writer.field("actors", actors)
    writer.field("note", words(card.note))
    writer.heading("article-says")
    for claim in shelf.claims.values():
        if card.id in claim.events:
            writer.add(Quote(words(claim.text)))
            writer.field("record", words(claim.record), *claim.sources)
    links = shelf.told_links.get(card.id, [])
    writer.references("lineage", "lineage", [(link.id, _link_name(link)) for link in links])
    places = place_facets(shelf, card.markets)
    entry = Entry(
        row,
        "events",
        card.id,
        words(card.title),
        actors,
        mark=card.kind,
        tag="china" if "CN" in card.markets else "overseas",
        date=card.date,
        year=int(card.date[:4]),
        markets=places["market"],
        recalled=card.confidence == "recalled",
        in_article=card.in_article,
        related=tuple(f"lineage/{link.id}" for link in links),
    )
    facets = {**places, "kind": (card.kind.value,)}
    lead = (card.title.en, card.title.zh, *card.actors)
    return Shown(entry, writer.page(), facets, lead)


def _year(card: Link, name: str) -> Words:
    year = getattr(card, name)
    recalled = name in card.recalled
    return Words(f"{year} (recalled)", f"{year}（凭记忆）") if recalled else same(str(year))


def _link_name(card: Link) -> Words:
    return Words(
        f"{card.origin.en or card.origin.zh} → {card.copy_name.en or card.copy_name.zh}",
        f"{card.origin.zh or card.origin.en} → {card.copy_name.zh or card.copy_name.en}",
    )


def link(card: Link, row: int, shelf: Shelf) -> Shown:
    """A lineage link: original, copy, what was taken over, the lag and the end."""
    writer = shelf.writer()
    writer.heading("copied")
    writer.add(Paragraph(words(card.copied), writer.refs(*card.sources)))
    writer.field("origin", words(card.origin))
    writer.field("origin-year", _year(card, "origin_year"))
    writer.field("copy", words(card.copy_name))
    writer.field("copy-year", _year(card, "copy_year"))
    lag = card.copy_year - card.origin_year
    writer.field("lag", Words(f"{lag} years", f"{lag} 年"))
    writer.field("outcome-year", same(str(card.outcome_year or "")))
    writer.field("markets", joined(shelf.place_name(code) for code in card.markets))
    writer.field("note", words(card.note))
    told = [(i, words(shelf.events[i].title)) for i in card.events if i in shelf.events]
    writer.references("events", "events", told)
    places = place_facets(shelf, card.markets)
    span = f"{card.origin_year} → {card.copy_year}"
    entry = Entry(
        row,
        "lineage",
        card.id,
        _link_name(card),
        Words(f"{span} · {lag} years", f"{span} · {lag} 年"),
        mark=card.outcome,
        tag=card.relation,
        year=card.copy_year,
        markets=places["market"],
        related=tuple(f"events/{i}" for i, _ in told),
        recalled=card.confidence == "recalled",
    )
    facets = {**places, "kind": (card.relation.value,), "status": (card.outcome.value,)}
    lead = (card.origin.en, card.origin.zh, card.copy_name.en, card.copy_name.zh)
    return Shown(entry, writer.page(), facets, lead)


def claim(card: ArticleClaim, row: int, shelf: Shelf) -> Shown:
    """A claim of the article: what it says, what the record says."""
    writer = shelf.writer()
    writer.heading("article-says")
    writer.add(Quote(words(card.text)))
    writer.field("says", words(card.says))
    writer.heading("record-says")
    writer.add(Paragraph(words(card.record), writer.refs(*card.sources)))
    writer.field("note", words(card.note))
    named = [(i, words(shelf.events[i].title)) for i in card.events if i in shelf.events]
    writer.references("events", "events", named)
    entry = Entry(
        row,
        "article",
        card.id,
        words(card.text),
        words(card.record),
        mark=card.verdict,
        recalled=card.confidence == "recalled",
        related=tuple(f"events/{i}" for i in card.events),
    )
    facets = {"verdict": (card.verdict.value,)}
    return Shown(entry, writer.page(), facets, (card.text.en, card.text.zh))


def term(card: Term, row: int, shelf: Shelf) -> Shown:
    """A glossary term: its meaning and the names people type for it."""
    writer = shelf.writer()
    writer.heading("meaning")
    writer.paragraph(card.meaning)
    writer.heading("aliases")
    for alias in card.aliases:
        writer.add(Bullet(same(alias)))
    entry = Entry(row, "glossary", card.id, words(card.term), words(card.meaning))
    lead = (card.term.en, card.term.zh, *card.aliases)
    return Shown(entry, writer.page(), {}, lead)
