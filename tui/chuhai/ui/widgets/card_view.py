"""A section of cards: search, chips, list, detail and the rail of stances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from chuhai.library.filter import Filter
from chuhai.library.page import Page, Reference
from chuhai.library.records import Entry, SourceRecord
from chuhai.ui import commands
from chuhai.ui.render.context import Context
from chuhai.ui.render.marks import STANCE_GLYPHS, STANCE_STYLES
from chuhai.ui.render.rows import ROWS, shown_edition, stance_rail
from chuhai.ui.render.scene import Scene
from chuhai.ui.render.text import line, text, wrap
from chuhai.ui.sections import SECTIONS, WORDY, Section
from chuhai.ui.widgets.card_page import FIGURES, page_rows
from chuhai.ui.widgets.chips import Chip, Chips
from chuhai.ui.widgets.page_view import PageView
from chuhai.ui.widgets.plain import Ground
from chuhai.ui.widgets.row_list import RowList
from chuhai.ui.widgets.view import CardTarget, View

CHIP_LINES = 3
COUNT_WIDTH = 24
"""The cells of the count beside the search box, as in the styles: a width that stays the same
spares a layout at every key."""


class SearchBox(Input):
    """The search box; its keys beyond typing are the screen's."""

    virtual_size: reactive[Size] = reactive(Size(0, 0))
    """The length of what is typed lays nothing out anew."""


class CardView(View):
    """Shows one kind of card for one filter."""

    COMMANDS = commands.CHART
    BINDINGS = commands.bindings(commands.CHART)

    class Filtered(Message):
        """The user changed words or chips."""

        def __init__(self, wanted: Filter) -> None:
            super().__init__()
            self.wanted = wanted

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.context: Context | None = None
        self.section: Section = SECTIONS["trends"]
        self._page: tuple[Entry, Page] | None = None
        self._compact = False
        self._quiet = False
        self._tabled = False
        self._drawn = False
        self._following = False

    def compose(self) -> ComposeResult:
        """Search row, chips, then list, detail and rail side by side."""
        with Ground(id="filters"):
            with Ground(id="search-row"):
                yield Static("/", id="slash", markup=False)
                yield SearchBox(id="search")
                yield Static(id="count", markup=False)
            for number in range(CHIP_LINES):
                yield Chips(id=f"chips-{number}")
        with Ground(id="split"):
            yield RowList(id="list")
            yield PageView(id="detail", margin=2, quiet=True)
            yield Static(id="rail", classes="-filled", markup=False)

    def on_mount(self) -> None:
        """Follow the cursor and the typing in the same frame in which they happen."""
        self.rows = self.query_one("#list", RowList)
        self.detail = self.query_one("#detail", PageView)
        self.search = self.query_one(SearchBox)
        self.count = self.query_one("#count", Static)
        self.rail = self.query_one("#rail", Static)
        self.chips = [self.query_one(f"#chips-{n}", Chips) for n in range(CHIP_LINES)]
        self.watch(self.rows, "cursor", self._cursor_moved, init=False)
        self.watch(self.search, "value", self._typed, init=False)

    # ------------------------------------------------------------ showing

    def present(self, scene: Scene) -> None:
        """Show a section with the cursor on a card."""
        context = scene.context
        if scene.section != self.section.name and not self._following:
            self._leave_page()
        self._following = False
        self.context, self.section = context, SECTIONS[scene.section]
        self._compact = scene.compact
        self.rail.set_class(scene.section in ("trends", "tactics"), "-filled")
        self.rows.set_class(scene.section in WORDY, "-wordy")
        if self.search.value.strip() != context.filter.words.strip():
            self._quiet = True
            self.search.value = context.filter.words
            self._quiet = False
        self.search.placeholder = context.say("search.hint")
        self._present_chips(context)
        self._present_rows(context, scene.cursor)

    def _present_chips(self, context: Context) -> None:
        library, kind = context.library, self.section.name
        for number, widget in enumerate(self.chips):
            offered = number < len(self.section.chips)
            widget.display = offered
            if not offered:
                continue
            facet = self.section.chips[number]
            choice = context.filter.choice(facet)
            chips = [
                Chip(
                    value,
                    _chip_label(facet, value, context),
                    count,
                    STANCE_STYLES.get(value, "") if facet == "stance" else "",
                    value in choice.wanted,
                    value in choice.unwanted,
                )
                for value, count in library.facet_counts(context.filter, kind, facet)
                if facet != "stance" or value != "no-data"
            ]
            ever = library.values_of(kind, facet)
            known = [chip for chip in chips if chip.value in ever or chip.wanted]
            widget.show(facet, context.say(f"facet.{facet}"), known)

    def _present_rows(self, context: Context, card: str, *, typing: bool = False) -> None:
        library, kind = context.library, self.section.name
        found = self._ordered(library.select(context.filter, kind), context)
        everything = library.kind_bits(kind).bit_count()
        height = 1 if self._compact else self.section.height
        draw = ROWS[kind]

        def row(number: int, width: int, selected: bool) -> Sequence[Content]:
            return draw(library.entry(number), width, selected, height == 1, context)

        entry = library.find(kind, card) if card else None
        at = found.index(entry.row) if entry is not None and entry.row in found else 0
        self.rows.show(found, row, height, at, partial(self._empty, context), same=typing)
        number = text(str(len(found)), "bold $primary")
        rest = context.say("count.of", n="\0", all=everything).split("\0")
        label = line(text(rest[0], "$muted"), number, text(rest[1], "$muted"))
        if context.filter:
            label = line(
                label,
                text(f"  {self._clear_key} ", "bold $accent"),
                text(context.say("key.clear"), "$muted"),
            )
        if label.cell_length > COUNT_WIDTH:
            self.count.styles.width = label.cell_length
        self.count.update(label, layout=False)
        self._show_current(late=typing)

    def _ordered(self, rows: Sequence[int], context: Context) -> Sequence[int]:
        """Festivals by their next date, the rest as the library has them."""
        if self.section.name != "festivals" or context.filter.words.strip():
            return rows
        library = context.library
        dated = [(shown_edition(library.entry(row), context), row) for row in rows]
        return [row for edition, row in sorted(dated, key=_by_start)]

    def _empty(self, context: Context, width: int) -> Sequence[Content]:
        width = max(16, width - 4)
        if not context.filter:
            words = (context.say("empty.section"), context.say("empty.section-hint"))
        else:
            words = (context.say("empty.title"), context.say("empty.hint"))
        lines = [Content(""), line("  ", text(f"○ {words[0]}", "bold")), Content("")]
        lines += [line("  ", part) for part in wrap(text(words[1], "$muted"), width)]
        counts = context.library.counts(context.filter)
        others = [
            f"{context.say(f'section.{kind}')} {count}"
            for kind, count in counts.items()
            if count and context.filter.words.strip()
        ]
        if others:
            where = context.say("empty.elsewhere", where="、".join(others[:4]))
            lines += [Content("")]
            lines += [line("  ", part) for part in wrap(text(where, "$muted"), width)]
        if context.filter:
            key = self._clear_key
            clear = text(f" {context.say('key.clear')}", "$muted")
            lines += [Content(""), line("  ", text(key, "bold $accent"), clear)]
        return lines

    @property
    def _clear_key(self) -> str:
        return "esc" if self.search.has_focus else "x"

    # ------------------------------------------------------------ the detail

    def _cursor_moved(self) -> None:
        if self.context is None:
            return
        self._show_current()
        if self._page is not None:
            self.post_message(self.Moved(self.section.name, self._page[0].id))

    def _show_current(self, *, late: bool = False) -> None:
        context, number = self.context, self.rows.current
        if context is None or number is None:
            self._page = None
            self.detail.show([], top=True)
            self.rail.update("", layout=False)
            return
        entry = context.library.entry(number)
        page = context.library.page(entry)
        same = self._page is not None and self._page[0].row == number
        row = self.detail.current if same else None
        self._page = (entry, page)
        key = row.key if row else ""
        rows = page_rows(entry, page, context, tabled=self._tabled)
        self._drawn = any(row.data is FIGURES for row in rows)
        self.detail.show(rows, key=key, top=not same, late=late)
        if self.rail.display:
            width = self.rail.size.width or 31
            rail = Content("\n").join(stance_rail(entry, context, width))
            self.rail.update(rail, layout=False)

    @property
    def card_target(self) -> CardTarget | None:
        """What a key would act on."""
        if self._page is None:
            return None
        row = self.detail.current if self.detail.has_focus else None
        block = row.data if row is not None else None
        return CardTarget(*self._page, block)  # type: ignore[arg-type]

    # ------------------------------------------------------------ the user

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """A table can be asked for where the page has figures."""
        return action != "table" or self._drawn

    def action_table(self) -> None:
        """The figures of the page as a table, or as bars again."""
        self._tabled = not self._tabled
        self._show_current()

    def _typed(self, words: str) -> None:
        if self.context is not None and not self._quiet:
            wanted = self.context.filter.with_words(words)
            self.context = replace(self.context, filter=wanted)
            self._present_chips(self.context)
            self._present_rows(self.context, "", typing=True)
            self.post_message(self.Filtered(wanted))

    def on_chips_toggled(self, message: Chips.Toggled) -> None:
        """Want or exclude a value."""
        message.stop()
        if self.context is not None:
            change = (
                self.context.filter.excluded if message.exclude else self.context.filter.toggled
            )
            self.post_message(self.Filtered(change(message.facet, message.value)))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """From the search box to the list."""
        message.stop()
        self.rows.focus()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """From the list into the page."""
        message.stop()
        self.add_class("-drilled")
        self.detail.focus()
        if self._page is not None:
            self.post_message(self.Asked("opened", f"{self.section.name}/{self._page[0].id}"))

    def on_page_view_chosen(self, message: PageView.Chosen) -> None:
        """Follow a reference, open a source."""
        message.stop()
        block = message.row.data
        if isinstance(block, Reference):
            self._following = True
            self.post_message(self.Followed(block.kind, block.id))
        elif isinstance(block, SourceRecord) or getattr(block, "refs", None):
            self.post_message(self.Asked("source"))

    def on_descendant_focus(self) -> None:
        """What has the focus is seen: a page that stands alone gives way to the rest."""
        if not self.detail.has_focus:
            self.remove_class("-drilled")

    def _leave_page(self) -> None:
        """To the list, when the section is another one and no link on the page led there."""
        if self.has_class("-drilled"):
            self.remove_class("-drilled")
            self.rows.focus()

    def panes(self) -> Sequence[Widget]:
        """List, page, search box, chips."""
        return (self.rows, self.detail, self.search, *self.chips)

    @property
    def typed(self) -> str | None:
        """What stands in the search box while it has the focus."""
        box = self.screen.focused
        return box.value if isinstance(box, SearchBox) else None

    def back(self) -> bool:
        """One step out: of the box, of the page."""
        if self.search.has_focus and self.search.value:
            self.search.value = ""
        left = self.has_class("-drilled") or not self.rows.has_focus
        self.remove_class("-drilled")
        self.rows.focus()
        return left


def _by_start(dated: tuple[object, int]) -> tuple[str, int]:
    edition, row = dated
    return (getattr(edition, "start").isoformat() if edition else "9999", row)  # noqa: B009


def _chip_label(facet: str, value: str, context: Context) -> str:
    if facet == "market":
        return context.place(value)
    if facet == "stance":
        return f"{STANCE_GLYPHS[value]} {context.name(facet, value)}"
    return context.name(facet, value)
