"""Evidence for and against a card in a market, or the sides of a conflict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, partial

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget

from chuhai.evidence import Case, Dispute, Statement, Todo, case, dispute
from chuhai.library.records import Entry
from chuhai.movement import Track, movement
from chuhai.ui import commands
from chuhai.ui.render import argument
from chuhai.ui.render.context import Context
from chuhai.ui.render.scene import Scene
from chuhai.ui.render.subject import Subject
from chuhai.ui.widgets.board import LEFT, RIGHT, WHOLE, Board, Tile
from chuhai.ui.widgets.view import CardTarget, View

_STYLES = {"for": "$go", "against": "$avoid", "context": "$primary"}


class EvidenceView(View):
    """A head, two columns that argue, what stands apart, and what would settle it."""

    COMMANDS = commands.EVIDENCE
    BINDINGS = commands.bindings(commands.EVIDENCE)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scene: Scene | None = None
        self.subject = Subject()
        self.entry: Entry | None = None

    def compose(self) -> ComposeResult:
        """The board."""
        yield Board(classes="evidence")

    @cached_property
    def board(self) -> Board:
        """The page with the claims."""
        return self.query_one(Board)

    # ------------------------------------------------------------ showing

    def present(self, scene: Scene) -> None:
        """Show the evidence on the subject, or on the card under the cursor of the section."""
        before = self.subject
        self.scene = scene
        self.entry = self._entry(scene)
        if self.entry is None:
            self.subject = Subject()
            drawn = partial(_nothing, scene.context)
            self.board.show([Tile(drawn)], top=True)
            return
        self.subject = self._subject(scene, self.entry)
        context = scene.context
        conflict = context.library.conflict(self.subject.conflict)
        if conflict is not None:
            found = dispute(context.library, conflict, context.today)
            tiles = list(self._disputed(found, context))
        else:
            tiles = list(self._argued(self.case(self.entry, scene), context))
        same = before == self.subject
        current = self.board.current if same else None
        first = next((tile.key for tile in tiles if tile.key.startswith("claim")), "")
        self.board.show(tiles, key=current.key if current else first, top=not same)

    def case(self, entry: Entry, scene: Scene) -> Case:
        """The evidence that is shown."""
        context, market = scene.context, self.subject.market
        return case(context.library, entry, market, context.today, context.filter)

    def _entry(self, scene: Scene) -> Entry | None:
        library = scene.context.library
        rows = library.select(scene.context.filter, scene.section)
        found = library.find(scene.section, scene.cursor) if scene.cursor else None
        if found is None or found.row not in rows:
            return library.entry(rows[0]) if rows else None
        return found

    def _subject(self, scene: Scene, entry: Entry) -> Subject:
        asked = scene.subject
        if (asked.kind, asked.card) == (entry.kind, entry.id):
            return asked
        wanted = scene.context.filter.choice("market").wanted
        market = next(iter(wanted)) if len(wanted) == 1 else ""
        return Subject(entry.kind, entry.id, market)

    def _argued(self, found: Case, context: Context) -> Iterator[Tile]:
        track = self._track(found, context)
        yield Tile(partial(_head, found, track, context), key="head", spacer=1)
        sides = (("for", LEFT, found.pro), ("against", RIGHT, found.con))
        for side, column, statements in sides if found.argues else ():
            yield from _column(side, column, statements, found.entry, context)
        if found.context:
            yield from _column("context", WHOLE, (), found.entry, context, len(found.context))
            for number, said in enumerate(found.context):
                beside = LEFT if number % 2 == 0 else RIGHT
                yield _tile(said, beside, found.entry, context, f"context/{number}")
        if found.todo:
            yield Tile(lambda width, _: argument.settle_head(context, width))
        for number, todo in enumerate(found.todo):
            key = f"todo/{number}" if todo.conflict else ""
            yield Tile(partial(_todo, todo, context), key=key, data=todo)

    def _track(self, found: Case, context: Context) -> Track | None:
        tracks = movement(context.library, found.entry, (found.market,)).tracks
        return tracks[0] if tracks else None

    def _disputed(self, found: Dispute, context: Context) -> Iterator[Tile]:
        yield Tile(partial(_question, found, context), key="head", spacer=1)
        first, *others = found.positions or ((),)
        rest = [said for position in others for said in position]
        for label, column, claims in (("newest-word", LEFT, first), ("others-say", RIGHT, rest)):
            words, style = context.say(f"evidence.{label}"), _STYLES["context"]
            yield Tile(partial(_column_head, words, len(claims), style), column)
            for number, said in enumerate(claims):
                yield _tile(said, column, self.entry, context, f"{label}/{number}")
        yield Tile(lambda width, _: argument.settle_head(context, width))
        yield Tile(lambda width, _: argument.settled_lines(found, context, width))

    # ------------------------------------------------------------ the user

    def panes(self) -> Sequence[Widget]:
        """The board."""
        return (self.board,)

    @property
    def card_target(self) -> CardTarget | None:
        """The card, and the claim under the cursor as a block."""
        if self.entry is None:
            return None
        tile = self.board.current
        if tile is not None and isinstance(tile.data, Statement):
            block, page = argument.as_block(tile.data)
            return CardTarget(self.entry, page, block, self.subject.market)
        assert self.scene is not None
        page = self.scene.context.library.page(self.entry)
        return CardTarget(self.entry, page, None, self.subject.market)

    def back(self) -> bool:
        """From a conflict to the evidence it was opened from, from there to where one was."""
        if self.subject.conflict and self.entry is not None:
            self.post_message(self.Asked("evidence", str(self._whole(self.entry))))
        else:
            self.post_message(self.Asked("evidence-back"))
        return True

    def _whole(self, entry: Entry) -> Subject:
        return Subject(entry.kind, entry.id, self.subject.market)

    def on_board_chosen(self, message: Board.Chosen) -> None:
        """Open a conflict, the card a claim comes from, or a source; choose another market."""
        message.stop()
        tile = message.tile
        if self.entry is None:
            return
        if tile.key == "head" and not self.subject.conflict:
            self.action_case_market()
        elif isinstance(tile.data, Todo) and tile.data.conflict:
            self._open_conflict(tile.data.conflict.id)
        elif isinstance(tile.data, Statement):
            claim = tile.data.claim
            if claim.conflict and not self.subject.conflict:
                self._open_conflict(claim.conflict)
            elif (claim.kind, claim.card) != (self.entry.kind, self.entry.id):
                self.post_message(self.Followed(claim.kind, claim.card))
            else:
                self.post_message(self.Asked("source"))

    def _open_conflict(self, name: str) -> None:
        assert self.entry is not None
        wanted = Subject(self.entry.kind, self.entry.id, self.subject.market, name)
        self.post_message(self.Asked("evidence", str(wanted)))

    def action_case_market(self) -> None:
        """Choose the market."""
        if self.entry is not None:
            self.post_message(self.Asked("evidence-market", str(self._whole(self.entry))))

    def action_case_step(self, step: int) -> None:
        """The next market in which the card has a stance; before the first stand all of them."""
        if self.entry is None or self.scene is None or self.entry.kind == "markets":
            return
        scope = self.scene.context.scope()
        known = ["", *(code for code in scope if code in self.entry.stances)]
        here = known.index(self.subject.market) if self.subject.market in known else 0
        market = known[(here + step) % len(known)]
        wanted = Subject(self.entry.kind, self.entry.id, market)
        self.post_message(self.Asked("evidence", str(wanted)))


def _column(
    side: str,
    column: int,
    statements: Sequence[Statement],
    entry: Entry,
    context: Context,
    count: int | None = None,
) -> Iterator[Tile]:
    """The head of a column and its claims, or that there are none."""
    label = context.say(f"evidence.{side}")
    number = len(statements) if count is None else count
    yield Tile(partial(_column_head, label, number, _STYLES[side]), column)
    for place, said in enumerate(statements):
        yield _tile(said, column, entry, context, f"{side}/{place}")
    if not number:
        yield Tile(partial(_empty, context.say(f"evidence.no-{side}")), column)


def _tile(said: Statement, column: int, entry: Entry | None, context: Context, key: str) -> Tile:
    drawn = partial(argument.statement_lines, said, entry, context)
    return Tile(drawn, column, f"claim/{key}", said, spacer=1)


def _head(
    found: Case, track: Track | None, context: Context, width: int, selected: bool
) -> Sequence[Content]:
    return argument.case_head(found, track, context, width, selected)


def _question(found: Dispute, context: Context, width: int, selected: bool) -> Sequence[Content]:
    return argument.dispute_head(found, context, width, selected)


def _column_head(label: str, count: int, style: str, width: int, _: bool) -> Sequence[Content]:
    return argument.column_head(label, count, style, width)


def _empty(words: str, width: int, _: bool) -> Sequence[Content]:
    return argument.nothing(words, width)


def _todo(todo: Todo, context: Context, width: int, selected: bool) -> Sequence[Content]:
    return argument.todo_lines(todo, context, width, selected)


def _nothing(context: Context, width: int, _: bool) -> Sequence[Content]:
    return argument.empty(context, width)
