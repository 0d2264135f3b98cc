"""The brief of a plan: will it be in time, what is due, what it rests on, what may be wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chuhai.agenda import Agenda, anchor_name
from chuhai.checklist.item import Item, Status
from chuhai.closures import HOME, clashes
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
from chuhai.exchange.brief_card import named_words, own_source, stamped
from chuhai.exchange.brief_room import Draft, fitted
from chuhai.home import stale_cards
from chuhai.i18n import Lang, Words, same
from chuhai.library.index import Library
from chuhai.library.page import Judgement
from chuhai.library.records import Entry, SourceRecord

_SHOWN = 40
"""How many items a plan on two pages names at most; the next ones due come first."""


class PlanBrief:
    """Reads a list with its dates and drafts the parts of its brief."""

    def __init__(self, one: Agenda, library: Library, home: str = HOME) -> None:
        self.one, self.library, self.home = one, library, home
        self.sources: dict[str, SourceRecord] = {}
        self.standing = {OWN: OWN}

    def made(self, langs: Sequence[Lang]) -> Brief:
        """The brief, cut to what fits on two pages in these languages."""
        one = self.one
        name = say("brief.the-list", date=one.today.isoformat())
        self.sources[OWN] = own_source(self.library, name.in_lang(langs[0]), one.title)
        drafts = [
            self._verdict(),
            self._items(),
            self._closures(),
            self._grounds(),
            self._unknown(),
        ]
        parts, left = fitted([d for d in drafts if d.rows], self.sources, langs)
        about = [named_words("section", "checklist"), same(one.today.isoformat())]
        about += [self.library.place_name(market) for market in one.checklist.markets]
        stamp = [say("brief.plan-left-out", n=left)] if left else []
        stamp.append(stamped(self.library, one.today))
        brief = Brief(one.title, tuple(about), parts, (), {}, tuple(stamp))
        return finished(brief, self.sources, self.standing)

    def _verdict(self) -> Draft:
        one, plan = self.one, self.one.schedule
        draft = Draft(say("brief.verdict"), [], 9)
        if one.anchor is not None:
            days = (one.anchor - one.today).days
            date = same(one.anchor.isoformat())
            name = anchor_name(one.checklist.anchor, self.library)
            target = date if name == date else joined((name, date), ", ", "，")
            key = "brief.anchor" if days >= 0 else "brief.anchor-passed"
            draft.add(_run(say(key, target=target, n=abs(days))))
        if plan.slack is not None:
            key = "reach.in-time" if plan.slack >= 0 else "reach.late"
            draft.add(Statement(say(key, n=abs(plan.slack)), (OWN,)))
        done, total, late, soon = one.counted
        draft.add(Statement(say("brief.progress", done=done, total=total, late=late, soon=soon)))
        items = one.checklist.items
        chain = [_bare(items[name].text) for name in plan.chain if name in items]
        if chain:
            draft.add(Statement(say("reach.chain", chain=joined(chain, " → ", " → ")), (OWN,)))
            draft.add(Statement(say("reach.ready", date=plan.ready.isoformat())))
        return draft

    def _items(self) -> Draft:
        draft = Draft(say("list.tasks"), [], 1)
        wanted = [item for item in self.one.in_order() if item.status != Status.DROPPED]
        open_first = [i for i in wanted if i.is_open] + [i for i in wanted if not i.is_open]
        shown = {item.id for item in open_first[:_SHOWN]}
        rows = tuple(self._row(item) for item in wanted if item.id in shown)
        if rows:
            keys = (
                "item.text",
                "item.owner",
                "item.start",
                "item.due",
                "item.slack",
                "item.status",
            )
            head = tuple(say(key) for key in keys)
            note = Statement(say("brief.plan-note"), (OWN,))
            draft.add(Table(head, rows, note))
        return draft

    def _row(self, item: Item) -> tuple[Words, ...]:
        slot = self.one.slot(item)
        slack = NOTHING
        if item.is_open and slot.slack is not None:
            key = "item.slack-left" if slot.slack >= 0 else "item.slack-short"
            slack = say(key, n=abs(slot.slack))
        status = say(f"item.{item.status}")
        if self.one.is_late(item) and slot.due:
            status = say("item.late", n=(self.one.today - slot.due).days)
        elif item.waiting_on:
            status = labelled(status, same(item.waiting_on))
        start = slot.start if item.is_open else None
        days = (same(day.isoformat()) if day else NOTHING for day in (start, slot.due))
        return (item.text, same(item.owner), *days, slack, status)

    def _closures(self) -> Draft:
        draft = Draft(say("brief.closures"), [], 3)
        for name, found in clashes(self.one, self.library, self.home).items():
            item = self.one.checklist.items[name]
            for clash in found[:1]:
                closure = clash.closure
                key = "plan.closed" if clash.sure else "plan.check-closed"
                text = labelled(_bare(item.text), say(key, name=closure.name))
                span = f"{closure.start.isoformat()} – {closure.end.isoformat()}"
                about = (same(span), named_words("certainty", closure.certainty))
                draft.add(Statement(text, (OWN,), about=about))
        return draft

    # ------------------------------------------------------------ what it rests on

    def _cards(self) -> Iterator[tuple[Entry, str]]:
        seen: dict[tuple[int, str], None] = {}
        for item in self.one.checklist.items.values():
            origin = item.origin
            entry = self.library.find(origin.kind, origin.card) if origin else None
            market = item.market or next(iter(self.one.checklist.markets), "")
            if entry is not None and (entry.row, market) not in seen:
                seen[entry.row, market] = None
                yield entry, market

    def _grounds(self) -> Draft:
        """The stance of every card of the plan in its market, with its sources."""
        draft = Draft(say("brief.grounds"), [], 3)
        for entry, market in self._cards():
            page = self.library.page(entry)
            place = self.library.place_name(market)
            for block in page.blocks:
                if not isinstance(block, Judgement) or block.market != market:
                    continue
                records = [page.sources[n - 1] for n in block.refs]
                self.sources.update((record.id, record) for record in records)
                head = say("brief.card-in", card=entry.name, market=place)
                text = labelled(head, block.reason)
                ids = tuple(record.id for record in records) or (OWN,)
                draft.add(Statement(text, ids, level=block.level))
        return draft

    def _unknown(self) -> Draft:
        one, draft = self.one, Draft(say("brief.unknown"), [], 4)
        for aged in stale_cards(self.library, {one.checklist.id: one}, one.today):
            words = say("home.stale-card", n=aged.count, months=aged.months, limit=aged.limit)
            draft.add(Statement(labelled(aged.entry.name, words), (OWN,)))
        anchor = one.checklist.anchor
        market = next(iter(one.checklist.markets), "")
        if anchor.festival:
            edition = self.library.edition(anchor.festival, anchor.year, market)
            if edition is not None and edition.certainty != "announced":
                sure = named_words("certainty", edition.certainty)
                draft.add(Statement(say("brief.anchor-unsure", how=sure)))
        still = [item for item in one.checklist.items.values() if item.is_open]
        for key, missing in (
            ("brief.no-date", [item for item in still if one.slot(item).due is None]),
            ("brief.no-owner", [item for item in still if not item.owner]),
            ("brief.no-place", [item for item in still if not item.place]),
        ):
            if missing:
                draft.add(Statement(say(key, n=len(missing))))
        if not draft.rows:
            draft.add(Statement(say("brief.nothing-unknown")))
        return draft


def _bare(text: Words) -> Words:
    return Words(text.in_lang(Lang.EN).rstrip("."), text.in_lang(Lang.ZH).rstrip("。"))


def _run(text: Words) -> Statement:
    return Statement(text, (OWN,), point=False)


def plan_brief(one: Agenda, library: Library, langs: Sequence[Lang], home: str = HOME) -> Brief:
    """The brief of a list; `home` is the country where work at the origin is done."""
    return PlanBrief(one, library, home).made(langs)
