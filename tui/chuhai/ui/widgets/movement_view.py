"""How the stances on the cards of a section moved since 2022."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.content import Content

from chuhai.library.page import Judgement
from chuhai.library.records import Entry
from chuhai.movement import Movement, Track, movement
from chuhai.ui.render import argument
from chuhai.ui.render import movement as drawing
from chuhai.ui.render.context import Context
from chuhai.ui.render.scene import Scene
from chuhai.ui.render.subject import Subject
from chuhai.ui.render.text import indent, line
from chuhai.ui.widgets.page_view import PageRow
from chuhai.ui.widgets.pair_view import PairView
from chuhai.ui.widgets.view import CardTarget


class MovementView(PairView):
    """Every card as a line of time; behind it the series of each market."""

    def list_rows(self, scene: Scene) -> Sequence[PageRow]:
        """The years, then a row a card."""
        context, library = scene.context, scene.context.library
        entries = [library.entry(row) for row in library.select(context.filter, scene.section)]
        if not entries:
            return [PageRow(lambda width, _: argument.empty(context, width))]
        scope = library.scope(context.filter)
        rows = [PageRow(partial(_years, context))]
        for entry in entries:
            moved = movement(library, entry, scope)
            drawn = partial(_row, moved, context, scene.compact)
            rows.append(PageRow(drawn, entry.id, moved, 0 if scene.compact else 1))
        return rows

    def detail_rows(self, scene: Scene, row: PageRow) -> Sequence[PageRow]:
        """Thesis and verdict, then a row a market."""
        moved = row.data
        if not isinstance(moved, Movement):
            return []
        context = scene.context
        rows = [PageRow(lambda width, _: drawing.head(moved, context, width))]
        for track in moved.tracks:
            rows.append(PageRow(partial(_track, track, context), track.market, track, 1))
        return rows

    def rested(self, row: PageRow) -> None:
        """Remember the card."""
        if self.scene is not None and row.key:
            self.post_message(self.Moved(self.scene.section, row.key))

    def chosen(self, row: PageRow) -> None:
        """To the evidence on the stance."""
        entry = self._entry
        if entry is not None and isinstance(row.data, Track):
            subject = Subject(entry.kind, entry.id, row.data.market)
            self.post_message(self.Asked("evidence", str(subject)))

    @property
    def _entry(self) -> Entry | None:
        row = self.list.current
        return row.data.entry if row is not None and isinstance(row.data, Movement) else None

    @property
    def card_target(self) -> CardTarget | None:
        """The card, and the stance under the cursor of the detail."""
        entry = self._entry
        if entry is None or self.scene is None:
            return None
        page = self.scene.context.library.page(entry)
        row = self.detail.current if self.detail.has_focus else None
        if row is None or not isinstance(row.data, Track):
            return CardTarget(entry, page)
        market = row.data.market
        known = (b for b in page.blocks if isinstance(b, Judgement) and b.market == market)
        return CardTarget(entry, page, next(known, None), market)


def _years(context: Context, width: int, _: bool) -> Sequence[Content]:
    size = drawing.strip_width(width)
    above = line("  ", drawing.years(context, size))
    beside = drawing.legend(context, max(1, width - size - 4))
    if len(beside) == 1:
        return [line(above, "  ", beside[0]), Content("")]
    return [above, *indent(drawing.legend(context, width - 2)), Content("")]


def _row(
    moved: Movement, context: Context, compact: bool, width: int, selected: bool
) -> Sequence[Content]:
    return drawing.row(moved, context, width, selected, compact)


def _track(track: Track, context: Context, width: int, _: bool) -> Sequence[Content]:
    return [*drawing.track(track, context, width), Content("")]
