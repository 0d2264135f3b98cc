"""`profile` and `gates`: the seller's own company, and which platforms take it."""

from __future__ import annotations

from typing import Any

import click

from chuhai.cli.lists import one_market
from chuhai.cli.reading import find_card
from chuhai.cli.saying import Trouble, say, say_json, unknown
from chuhai.cli.session import Session
from chuhai.compare.entry import tally_words
from chuhai.compare.verdicts import reason, verdict_words
from chuhai.gates import GONE, STANDINGS, Standing, Verdict
from chuhai.library.facts import Terms
from chuhai.profile import NAMES, as_json, parse, typed, update_profile
from chuhai.strings import Refusal, t


@click.group("profile")
def profile() -> None:
    """Show or answer the ten questions about your company.

    What is not answered counts as unknown: no platform is called open because of it.
    """


@profile.command("show")
@click.option("--json", "as_json_", is_flag=True, help="JSON instead of lines.")
@click.pass_obj
def show_profile(session: Session, as_json_: bool) -> None:
    """Show the answers; `-` where there is none."""
    if as_json_:
        say_json(as_json(session.profile))
        return
    for name in NAMES:
        answer = typed(name, getattr(session.profile, name)) or "-"
        say(f"{name}\t{t(f'profile.{name}', session.lang)}\t{answer}")


@profile.command("set")
@click.argument("answers", nargs=-1, required=True, metavar="QUESTION=ANSWER...")
@click.pass_obj
def set_profile(session: Session, answers: tuple[str, ...]) -> None:
    """Answer questions, such as licence=CN,HK kind=company founded=3y warehouses=none.

    \b
    licence      where the licence was issued       CN,HK
    kind         company, sole-trader or none
    founded      date of the licence, or its age    2023-05-01, 14d, 3y
    entities     where you have entities abroad     TH, or none
    warehouses   where you can keep stock           MX,US, or none
    brand        a registered brand                 yes or no
    record       where you sold on platforms        CN,TH, or none
    goods        battery,children,cosmetics,food    or none
    languages    in which you serve customers       zh,en,es
    budget       for the entry                      200000 CNY

    An empty answer (`brand=`) takes it back.
    """
    wanted: dict[str, Any] = {}
    places = session.library.places
    for answer in answers:
        name, equals, text = answer.partition("=")
        if not equals:
            raise Trouble(f"{answer!r} is not QUESTION=ANSWER; accepted: licence=CN")
        if name not in NAMES:
            raise unknown("question", name, NAMES)
        try:
            wanted[name] = parse(name, text, places, session.today)
        except Refusal as refusal:
            raise Trouble(refusal.said(session.lang)) from None
    try:
        saved = update_profile(session.profile_path, wanted)
    except OSError as error:
        why = error.strerror or str(error)
        raise Trouble(f"{session.profile_path}: cannot be written: {why}") from None
    for name in wanted:
        say(f"{name}\t{typed(name, getattr(saved, name)) or '-'}")


@click.command("gates")
@click.argument("market", required=False)
@click.option("--platform", help="One platform, by id or name.")
@click.option("--standing", "wanted", help="Only those that stand so: " + ", ".join(STANDINGS))
@click.option("--json", "as_json_", is_flag=True, help="JSON instead of lines.")
@click.pass_obj
def show_gates(
    session: Session, market: str | None, platform: str | None, wanted: str | None, as_json_: bool
) -> None:
    """Say of every platform in MARKET whether your company can enter, and why not.

    Without a market every market is counted. See `chuhai profile set`.
    """
    if wanted is not None and wanted not in STANDINGS:
        raise unknown("standing", wanted, STANDINGS)
    standing = Standing(session.library, session.profile, session.today)
    code = one_market(session, market)
    if platform is not None:
        entry = find_card(session, platform, "platforms")
        terms = session.library.terms[entry.id]
        if code and code not in terms.markets:
            raise unknown("market of this platform", code, terms.markets)
        verdicts = [standing.verdict(terms, m) for m in ([code] if code else _sold_in(terms))]
    elif code:
        verdicts = list(standing.verdicts(code))
    else:
        _say_tallies(session, standing, as_json_)
        return
    shown = [v for v in verdicts if wanted in (None, v.standing)]
    if as_json_:
        say_json({"profile": as_json(session.profile), "gates": [_json(session, v) for v in shown]})
        return
    for verdict in shown:
        where = verdict.market if platform is not None else verdict.terms.platform
        name = verdict.terms.name.in_lang(session.lang)
        words = verdict_words(verdict, session.library).in_lang(session.lang)
        say(f"{where}\t{name}\t{words}")
    if not session.profile.answered:
        click.echo(f"chuhai: {t('gates.fill-in-cli', session.lang)}", err=True)


def _sold_in(terms: Terms) -> tuple[str, ...]:
    if not terms.markets and terms.status not in GONE:
        raise Trouble(f"{terms.platform} names no market")
    return terms.markets or ("",)


def _say_tallies(session: Session, standing: Standing, as_json_: bool) -> None:
    tallies = {code: standing.tally(code) for code in session.library.markets}
    if as_json_:
        counts = {code: {s: tally[s] for s in STANDINGS} for code, tally in tallies.items()}
        say_json({"profile": as_json(session.profile), "markets": counts})
        return
    for code, tally in tallies.items():
        name = session.library.place_name(code).in_lang(session.lang)
        say(f"{code}\t{name}\t{tally_words(tally).in_lang(session.lang)}")


def _json(session: Session, verdict: Verdict) -> dict[str, Any]:
    library, gates = session.library, []
    for finding in verdict.findings:
        why = reason(finding, library)
        gates.append(
            {
                "gate": finding.gate.gate,
                "rule": finding.gate.rule,
                "places": list(finding.gate.places),
                "standing": finding.standing,
                "why": {"en": why.en, "zh": why.zh},
                "question": finding.judged.question or None,
                "opens": finding.day.isoformat() if finding.day else None,
                "text": {"en": finding.fact.text.en, "zh": finding.fact.text.zh},
                "confidence": finding.fact.confidence or None,
                "sources": list(finding.fact.sources),
            }
        )
    return {
        "platform": verdict.terms.platform,
        "name": {"en": verdict.terms.name.en, "zh": verdict.terms.name.zh},
        "market": verdict.market,
        "standing": verdict.standing,
        "route": verdict.route or None,
        "gates": gates,
    }


COMMANDS = {"profile": profile, "gates": show_gates}
