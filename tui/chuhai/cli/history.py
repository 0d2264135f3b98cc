"""`lineage` and `timeline`: the history on standard output."""

from __future__ import annotations

import click

from chuhai.cli.exported import FORMAT, write_view
from chuhai.cli.options import OneOf, lang_option
from chuhai.cli.saying import Trouble, say, say_json
from chuhai.cli.session import Session
from chuhai.strings import named

MODES = ("sides", "regions", "companies")
ZOOMS = ("decade", "year", "month")


def _pair_of(session: Session, line: str) -> tuple[str, str]:
    """Two markets written as TH,US; raises `Trouble` for anything else."""
    codes = [code.strip() for code in line.split(",")]
    if len(codes) != 2:
        raise Trouble(f"--path {line}: two markets are accepted, such as TH,US")
    here, there = (next(iter(session.filter("", code).choice("market").wanted)) for code in codes)
    return here, there


@click.command("lineage")
@click.option("--market", help="Only what reached a market.")
@click.option("--region", help="Only what reached a region.")
@click.option("--filter", "line", default="", help='Such as "status:closed".')
@click.option("--by", type=OneOf("grouping", ("market", "outcome")), help="Median lags instead.")
@click.option("--path", "pair", help="TH,US: where Thailand is on the path that the US walked.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of text.")
@click.pass_obj
def show_lineage(
    session: Session,
    market: str | None,
    region: str | None,
    line: str,
    by: str | None,
    pair: str | None,
    as_json: bool,
) -> None:
    """Show who copied what, after how many years and to what end, under the models copied."""
    from chuhai.exchange import lineage as telling
    from chuhai.lag import by_market, by_outcome, copies, models, path

    library, lang = session.library, session.lang
    wanted = session.filter(line, market, region)
    found = copies(library, wanted)
    if pair:
        walked = path(found, *_pair_of(session, pair))
        if as_json:
            say_json(telling.path_json(walked))
        else:
            say(telling.path_text(walked, library, lang))
        return
    if by:
        scope = library.scope(wanted)
        clocks = by_market(found, scope) if by == "market" else by_outcome(found)
        names = [
            library.place_name(c.key).in_lang(lang)
            if by == "market"
            else named("status", c.key, lang)
            for c in clocks
        ]
        if as_json:
            say_json({"by": by, "clocks": [telling.clock_json(clock) for clock in clocks]})
        else:
            say(telling.clocks_text(clocks, names, lang))
        return
    groups = models(found)
    if as_json:
        say_json({"models": [telling.model_json(model) for model in groups]})
    else:
        say(telling.tree_text(groups, library, lang))


@click.command("timeline")
@click.option("--market", help="Only what happened in a market.")
@click.option("--region", help="Only what happened in a region.")
@click.option("--filter", "line", default="", help='Such as "kind:shutdown tiktok".')
@click.option("--lanes", type=OneOf("lanes", MODES), default="sides", help=f"{', '.join(MODES)}.")
@click.option("--zoom", type=OneOf("zoom", ZOOMS), default="month", help=f"{', '.join(ZOOMS)}.")
@click.option("--format", "form", type=FORMAT, default="text", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="JSON instead of lines.")
@click.option("-o", "target", help="Write to a file.")
@lang_option
@click.pass_obj
def show_timeline(
    session: Session,
    market: str | None,
    region: str | None,
    line: str,
    lanes: str,
    zoom: str,
    form: str,
    as_json: bool,
    target: str | None,
) -> None:
    """Show the history, oldest first: events, or how many there are by year or decade."""
    from chuhai.exchange.chronicle import chronicle
    from chuhai.exchange.history import moment_json, span_json
    from chuhai.timeline import timeline

    wanted = session.filter(line, market, region)
    shown = timeline(session.library, wanted, lanes)
    spans = [] if zoom == "month" else shown.spans(zoom)
    if as_json:
        rows = [span_json(s, shown) for s in spans] or [moment_json(m) for m in shown.moments]
        say_json({"lanes": list(shown.lanes), "zoom": zoom, "rows": rows})
        return
    told = chronicle(shown, zoom, session.library, session.langs, session.today, wanted)
    write_view(session, told, form, target)


COMMANDS = {"lineage": show_lineage, "timeline": show_timeline}
