"""What stands around every view: the sections with their counts, the next festival."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chuhai.i18n import Lang
from chuhai.ui import commands
from chuhai.ui.render.context import Context
from chuhai.ui.sections import views_of
from chuhai.ui.widgets.frame import FrameState, Outlook, SectionLine

if TYPE_CHECKING:
    from chuhai.ui.app import ChuhaiApp

AHEAD = 60
"""Days before a festival at which the bar below its name is empty."""


def frame_state(app: ChuhaiApp) -> FrameState:
    """The frame for the state of the app."""
    progress, outlook = _ahead(app) if app.read else ("", Outlook())
    faults = int(app.library.meta["problems"])
    return FrameState(
        section=app.section,
        title=app.words(f"section.{app.section}"),
        today=app.world.today.isoformat(),
        languages=("中", "EN") if app.lang is Lang.ZH else ("EN", "中"),
        theme=app.words("theme.dark" if app.current_theme.dark else "theme.light"),
        paired=app.settings.paired,
        views=[
            (name, app.words(f"view.{name}"), name == app.view_of(app.section))
            for name in views_of(app.section)
        ],
        sections=_sections(app, progress),
        outlook=outlook,
        problems=app.words("problems", n=faults) if faults else "",
    )


def _sections(app: ChuhaiApp, progress: str) -> list[SectionLine]:
    counts = app.library.counts(app.filter)
    heads = {commands.EXPLORE[0]: "group.explore", commands.PLAN[0]: "group.plan"}
    lines = []
    for key, name in commands.SECTION_KEYS.items():
        count = progress if name == "checklist" else str(counts.get(name, ""))
        group = app.words(heads[name]) if name in heads else ""
        lines.append(SectionLine(name, key, app.words(f"section.{name}"), count, group))
    return lines


def _ahead(app: ChuhaiApp) -> tuple[str, Outlook]:
    """How far the lists are, and what comes next: known once the lists are read."""
    from chuhai.agenda import summary

    done, total, late, soon = summary(app.agendas)
    due = app.words("next.due", late=late, soon=soon)
    return f"{done}/{total}", _outlook(app.context, due)


def _outlook(context: Context, due: str) -> Outlook:
    from chuhai.home import coming_festivals

    coming = coming_festivals(context.library, context.today, context.scope(), most=1)
    if not coming:
        return Outlook(due=due)
    start, name = coming[0].edition.start, context.pick(coming[0].entry.name)
    share = 1 - min(1.0, (start - context.today).days / AHEAD)
    return Outlook(context.say("next.title"), name, context.days_until(start), share, due)
