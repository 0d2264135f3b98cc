"""Trends, tactics, platforms and markets: the cards with a file of their own."""

from __future__ import annotations

from collections.abc import Iterable

from chuhai.i18n import Words, same
from chuhai.library.page import Bullet, Field, Judgement, Paragraph, Quote, Work
from chuhai.library.pages.shelf import Shelf, Shown, territory
from chuhai.library.pages.writer import PageWriter, joined, newest, words
from chuhai.library.records import Entry, StepRecord
from chuhai.library.stances import move
from chuhai.model.common import Confidence, Stance
from chuhai.model.market import Market, RegionNotes, Topic
from chuhai.model.place import EU_MEMBERS, GROUPS
from chuhai.model.platform import Platform
from chuhai.model.tactic import Step, Tactic
from chuhai.model.trend import Trend


def place_facets(shelf: Shelf, places: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The facets market and region of what concerns these places."""
    known = tuple(dict.fromkeys(places))
    regions = tuple(dict.fromkeys(r for p in known if (r := shelf.region(p))))
    countries = tuple(p for p in known if len(p) == 2 and shelf.region(p))
    return {"market": countries, "region": regions}


def _judgements(writer: PageWriter, stances: Iterable[Stance]) -> None:
    writer.heading("stances")
    for stance in newest(stances).values():
        writer.add(
            Judgement(
                stance.market,
                stance.stance,
                words(stance.reason),
                stance.since,
                writer.refs(*stance.sources),
            )
        )


def _levels(stances: Iterable[Stance]) -> dict[str, str]:
    return {market: stance.stance.value for market, stance in newest(stances).items()}


def _pairs(stances: Iterable[Stance]) -> tuple[tuple[str, str], ...]:
    """The newest stance by market, and how it compares with the one before."""
    series: dict[str, list[str]] = {}
    for stance in sorted(stances, key=lambda stance: stance.since):
        series.setdefault(stance.market, []).append(stance.stance)
    levels = [(market, held[-1]) for market, held in series.items()]
    return (*levels, *((market, f"move-{move(held)}") for market, held in series.items()))


def trend(card: Trend, row: int, shelf: Shelf) -> Shown:
    """A trend: thesis, hindsight, stances, evidence then and now, what to do."""
    writer = shelf.writer()
    writer.heading("thesis")
    writer.add(Quote(words(card.thesis)))
    writer.heading("hindsight")
    writer.paragraph(card.reasoning)
    _judgements(writer, card.stances)
    writer.claims("evidence-2026", card.evidence_2026)
    writer.claims("evidence-2022", card.evidence_2022)
    writer.disputes(card, shelf.conflicts, shelf.sides)
    writer.bullets("drivers", card.drivers)
    writer.bullets("risks", card.risks)
    writer.bullets("kpis", card.kpis)
    writer.references("do-next", "tactics", shelf.named("tactics", card.tactics))
    levels = _levels(card.stances)
    places = place_facets(shelf, levels)
    tag = "foreseen" if card.foreseen else "unforeseen"
    entry = Entry(
        row,
        "trends",
        card.id,
        words(card.name),
        Words("foreseen in 2022", "2022 年已有预测")
        if card.foreseen
        else Words("not on the lists of 2022", "2022 年无人提及"),
        mark=card.verdict,
        tag=tag,
        markets=places["market"],
        stances=levels,
        related=tuple(f"tactics/{t}" for t in card.tactics),
    )
    facets = {**places, "kind": (tag,), "verdict": (card.verdict.value,)}
    lead = (card.name.en, card.name.zh)
    return Shown(entry, writer.page(card.sources), facets, lead, (), _pairs(card.stances))


def step_record(step: Step) -> StepRecord:
    """A step as a checklist takes it: due when its work ends, `days` after it starts."""
    due = None if step.offset is None else step.offset - step.days
    return StepRecord(
        step.id, words(step.what), step.who, step.days, due, step.place or "", step.needs
    )


_ROLES = {
    "operator": "运营", "analyst": "数据分析", "content": "内容", "service": "客服",
    "legal": "法务", "compliance": "合规", "finance": "财务", "logistics": "物流",
    "marketing": "市场", "outreach": "达人对接", "community": "社群", "ads": "投放",
    "host": "主播", "product": "产品", "tech": "技术", "buyer": "采购", "team": "全员",
}  # fmt: skip


def role(name: str) -> Words:
    """The name of a role in both languages."""
    return Words(name, _ROLES.get(name, name))


def tactic(card: Tactic, row: int, shelf: Shelf) -> Shown:
    """A tactic: what it is, its steps, stances, costs, measures and limits."""
    writer = shelf.writer()
    writer.heading("summary")
    writer.paragraph(card.summary)
    cost = same("$" * card.cost_level) or Words("no spend", "无花费")
    effort = f"{card.effort_days:g}"
    writer.field("effort", Words(f"{effort} person-days", f"{effort} 人天"))
    writer.field("cost-level", cost)
    writer.field(
        "time-to-result",
        Words(f"{card.time_to_result_days} days", f"{card.time_to_result_days} 天"),
    )
    writer.field(
        "lead-time",
        Words(f"{card.lead_days} days before the festival", f"节点前 {card.lead_days} 天"),
    )
    writer.field("platforms", joined(name for _, name in shelf.named("platforms", card.platforms)))
    writer.heading("steps")
    for number, step in enumerate(card.steps, 1):
        writer.add(
            Work(
                step.id, number, words(step.what), role(step.who), step.days,
                step.offset, step.place or "",
            )
        )  # fmt: skip
    _judgements(writer, card.stances)
    if card.breaks is not None:
        writer.heading("breaks")
        writer.paragraph(card.breaks)
    writer.bullets("pitfalls", card.pitfalls)
    writer.claims("facts", card.facts)
    writer.claims("costs", card.costs)
    writer.heading("kpis")
    for kpi in card.kpis:
        text = Words(
            f"{kpi.name.en or kpi.name.zh} = {kpi.formula.en or kpi.formula.zh}",
            f"{kpi.name.zh or kpi.name.en} = {kpi.formula.zh or kpi.formula.en}",
        )
        writer.add(Bullet(text))
        if kpi.benchmark is not None:
            writer.field("benchmark", words(kpi.benchmark), kpi.source, confidence=kpi.confidence)
    writer.references("prerequisites", "tactics", shelf.named("tactics", card.prerequisites))
    levels = _levels(card.stances)
    places = place_facets(shelf, levels)
    entry = Entry(
        row,
        "tactics",
        card.id,
        words(card.name),
        Words(f"{effort} person-days · {cost.en}", f"{effort} 人天 · {cost.zh}"),
        mark=card.goal,
        markets=places["market"],
        stances=levels,
        related=tuple(f"tactics/{t}" for t in card.prerequisites),
    )
    facets = {**places, "goal": (card.goal.value,), "platform": card.platforms}
    steps = tuple(step_record(step) for step in card.steps)
    lead = (card.name.en, card.name.zh)
    return Shown(entry, writer.page(card.sources), facets, lead, steps, _pairs(card.stances))


def _place_words(shelf: Shelf, codes: Iterable[str]) -> Words:
    return joined(shelf.place_name(code) for code in codes)


def platform(card: Platform, row: int, shelf: Shelf) -> Shown:
    """A platform: brief, status, entry gates, fees, abilities, logistics, payout."""
    writer = shelf.writer()
    writer.heading("brief")
    writer.add(Paragraph(words(card.brief)))
    if card.advantage is not None:
        writer.field("advantage", words(card.advantage))
    sure = dict.fromkeys(card.recalled, Confidence.RECALLED)
    if card.status_note is not None:
        writer.field("status", words(card.status_note), confidence=sure.get("status_note"))
    writer.field("markets", _place_words(shelf, card.markets), confidence=sure.get("markets"))
    writer.field("owner", same(card.owner), confidence=sure.get("owner"))
    if card.launched is not None:
        writer.field("launched", same(str(card.launched)), confidence=sure.get("launched"))
    if card.audience is not None:
        writer.claims("audience", [card.audience])
    writer.heading("entry")
    for requirement in card.entry:
        writer.add(
            Bullet(words(requirement.text), writer.refs(*requirement.sources),
                   requirement.confidence)
        )  # fmt: skip
    writer.claims("facts", card.facts)
    writer.heading("fees")
    for fee in card.fees:
        refs = writer.refs(fee.source)
        text = words(fee.text)
        writer.add(Field(f"fee-{fee.name}", text, refs, fee.confidence, "fee", fee.as_of))
    writer.heading("abilities")
    for key in ("in_app_checkout", "live_shopping", "affiliate", "shop_tab"):
        writer.field(key.replace("_", "-"), _place_words(shelf, getattr(card.abilities, key)))
    writer.heading("operation")
    writer.field("logistics", words(card.logistics))
    writer.field("payout", words(card.payout))
    writer.field("categories", joined(words(text) for text in card.categories))
    writer.field("site", same(card.official_url or card.site))
    if card.note is not None:
        writer.heading("note")
        writer.paragraph(card.note)
    guides = [guide.id for guide in shelf.guides.values() if guide.platform == card.id]
    writer.references("guides", "guides", shelf.named("guides", tuple(guides)))
    writer.disputes(card, shelf.conflicts, shelf.sides)
    places = place_facets(shelf, card.markets)
    regions = tuple(dict.fromkeys((*places["region"], *(r.value for r in card.regions))))
    codes = " ".join(card.markets[:8]) + (" …" if len(card.markets) > 8 else "")
    entry = Entry(
        row,
        "platforms",
        card.id,
        words(card.name),
        same(codes),
        mark=card.status,
        tag=card.kind,
        year=card.launched or 0,
        markets=places["market"],
        related=tuple(f"guides/{guide}" for guide in guides),
        recalled=card.confidence == "recalled",
    )
    facets = {
        **places,
        "region": regions,
        "kind": (card.kind.value,),
        "status": (card.status.value,),
        "platform": (card.id,),
    }
    return Shown(entry, writer.page(card.sources), facets, (card.name.en, card.name.zh, card.id))


def market(card: Market, row: int, shelf: Shelf) -> Shown:
    """A market: its figures and rules by topic, its festivals and platforms."""
    from babel import Locale

    writer = shelf.writer()
    english, chinese = Locale("en"), Locale("zh", script="Hans")
    writer.heading("about")
    currency = Words(
        f"{english.currencies.get(card.currency, card.currency)} ({card.currency})",
        f"{chinese.currencies.get(card.currency, card.currency)}（{card.currency}）",
    )
    writer.field("currency", currency)
    writer.field(
        "languages",
        joined(
            Words(english.languages.get(code, code), chinese.languages.get(code, code))
            for code in card.languages
        ),
    )
    writer.field("time-zones", same(", ".join(card.time_zones)))
    for topic in Topic:
        writer.heading(f"topic-{topic}")
        for claim in card.rows:
            if claim.row == topic:
                writer.claim(claim, claim.subject)
    if notes := shelf.regions.get(card.region):
        here = (row for row in notes.rows if holds(row.markets, card))
        writer.claims("region-rules", here)
    writer.disputes(card, shelf.conflicts, shelf.sides)
    entry = Entry(
        row,
        "markets",
        card.id,
        shelf.place_name(card.id),
        Words(
            f"{card.id} · {card.currency} · {len(card.rows)} facts",
            f"{card.id} · {card.currency} · {len(card.rows)} 条",
        ),
        tag=card.region,
        markets=(card.id,),
    )
    facets = {"market": (card.id,), "region": (card.region.value,)}
    said, formal = shelf.place_name(card.id), territory(card.id)
    lead = tuple(dict.fromkeys((said.en, said.zh, card.id, formal.en, formal.zh)))
    return Shown(entry, writer.page(), facets, lead)


def holds(places: tuple[str, ...], market: Market) -> bool:
    """Whether a rule of those places holds in the market."""
    for place in places:
        if place == "EU":
            if market.id in EU_MEMBERS:
                return True
        elif place in (market.id, "WORLD") or GROUPS.get(place) == market.region:
            return True
    return False


def region(card: RegionNotes, row: int, shelf: Shelf) -> Shown:
    """A region: what holds in all of its markets, and which those are."""
    writer = shelf.writer()
    writer.claims("region-rules", card.rows)
    markets = [m for m in shelf.markets.values() if m.region == card.id]
    writer.references("markets", "markets", ((m.id, shelf.place_name(m.id)) for m in markets))
    writer.disputes(card, shelf.conflicts, shelf.sides)
    line = Words(f"{len(markets)} markets", f"{len(markets)} 个市场")
    entry = Entry(row, "regions", card.id, words(card.name), line, tag=card.id)
    names = (card.name.en, card.name.zh)
    return Shown(entry, writer.page(), {"region": (card.id,)}, names)
