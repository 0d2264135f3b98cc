"""A folder for a colleague: sheet, page, calendar, a copy to merge back, and a README."""

from __future__ import annotations

from collections.abc import Sequence

from chuhai import __version__
from chuhai.agenda import Agenda
from chuhai.checklist.trail import Trail
from chuhai.exchange import html_page, ics, json_file, xlsx
from chuhai.exchange.columns import target_line
from chuhai.exchange.guard import one_line
from chuhai.i18n import Lang
from chuhai.library.index import Library
from chuhai.strings import t
from chuhai.values import replace

README = "README.txt"
NAMES = ("chuhai.xlsx", "chuhai.html", "chuhai.ics", "chuhai.json", README)


def nameless(trail: Trail) -> Trail:
    """The trail without the login names of those who wrote."""
    writes = {
        key: [replace(one, touch=replace(one.touch, who="")) for one in found]
        for key, found in trail.writes.items()
    }
    return replace(trail, writes=writes)


def _readme(
    agendas: Sequence[Agenda], library: Library, lang: Lang, owner: str, events: int
) -> list[str]:
    today = agendas[0].today.isoformat() if agendas else ""
    lines = [t("handover.title", lang), "", t("handover.lists", lang)]
    for one in agendas:
        done, total, _, _ = one.counted
        title = one_line(one.title.in_lang(lang))
        lines.append(f"  {title} ({target_line(one, library)}), {done}/{total}")
    feed = "handover.ics-owner" if owner else "handover.ics"
    lines += [
        "",
        f"- {t('handover.html', lang)}",
        f"- {t('handover.xlsx', lang)}",
        f"- {t(feed, lang, n=events, owner=one_line(owner))}",
        f"- {t('handover.json', lang)}",
        "",
        t("handover.back", lang),
        t("handover.ids", lang),
        "",
        t("export.written", lang, version=__version__, content=library.version, date=today),
    ]
    return lines


def files(
    agendas: Sequence[Agenda], library: Library, lang: Lang, trail: Trail, owner: str = ""
) -> dict[str, bytes]:
    """The files of the folder by name; with `owner` the calendar has only that person's items."""
    told = nameless(trail)
    mine = [one.owned_by(owner) for one in agendas] if owner else list(agendas)
    feed = ics.write(mine, library, lang, told)
    events = sum(len(one.checklist.items) for one in mine) - ics.undated(mine)
    first, other = lang, lang.other
    readme = [
        *_readme(agendas, library, first, owner, events),
        "",
        "-" * 60,
        "",
        *_readme(agendas, library, other, owner, events),
    ]
    contents = (
        xlsx.write(agendas, library, lang, told),
        html_page.write(agendas, library, lang, told),
        feed,
        json_file.write(agendas, library, lang, told),
        "".join(f"{line}\r\n" for line in readme).encode("utf-8-sig"),
    )
    return dict(zip(NAMES, contents, strict=True))
