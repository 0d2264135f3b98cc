"""What a file would change, to be looked at before it is taken in; conflicts are decided here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from chuhai.checklist.difference import Kind, Side
from chuhai.exchange.report import Line
from chuhai.i18n import Lang
from chuhai.strings import t
from chuhai.ui.render.differences import drawer
from chuhai.ui.screens.over import Over
from chuhai.ui.widgets.key_bar import Hint, KeyBar
from chuhai.ui.widgets.page_view import PageRow, PageView

AROUND = 9
"""The lines of the box that are not rows: title, counts, keys, and the space between them."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the user wants of a file: a side for each conflict, and what happens to the missing."""

    sides: Mapping[str, Side] = field(default_factory=dict)
    remove_missing: bool = False


class Preview(Over[Decision | None], inherit_bindings=False):
    """Enter takes the file in, space chooses a side of a conflict, escape leaves all as it is."""

    BINDINGS = [  # noqa: RUF012
        Binding("escape,q", "leave", show=False),
        Binding("enter", "take", show=False, priority=True),
        Binding("space", "choose_side", show=False),
        Binding("o", "all('ours')", show=False),
        Binding("t", "all('theirs')", show=False),
        Binding("m", "missing", show=False),
    ]

    def __init__(
        self,
        title: str,
        counts: str,
        lines: Sequence[Line],
        lang: Lang,
        *,
        takes: bool,
        complain: Callable[[str], None],
    ) -> None:
        super().__init__()
        self.title_words, self.counts, self.lines, self.lang = title, counts, lines, lang
        self.takes, self.complain = takes, complain
        self.sides: dict[str, Side] = {}
        self.removing = False
        self.conflicts = [line.key for line in lines if line.key]
        self.missing = any(line.kind == Kind.MISSING for line in lines)

    def compose(self) -> ComposeResult:
        """Title, counts, rows, keys."""
        with Vertical(id="preview"):
            yield Static(Content.styled(self.title_words, "bold"), id="pick-title", markup=False)
            yield Static(Content.styled(self.counts, "$muted"), id="preview-counts", markup=False)
            yield PageView(id="preview-list")
            yield KeyBar(id="preview-keys")
            yield KeyBar(id="preview-more")

    def on_mount(self) -> None:
        """Show the keys, and the rows as soon as their width is known."""
        self.list = self.query_one(PageView)
        self.list.focus()
        self._show_keys()
        self.call_after_refresh(self._show_rows)

    def _show_rows(self) -> None:
        """Show the rows, the cursor on the first conflict."""
        rows = [
            PageRow(
                drawer(line, self.lang, self.sides, removing=lambda: self.removing),
                f"{number}" if line.item or line.key else "",
                data=line.key,
            )
            for number, line in enumerate(self.lines)
        ]
        self.list.show(rows, key=self._row_of(next(iter(self.conflicts), "")), top=True)
        self._fit()
        self.call_after_refresh(self.list.reveal)

    def _row_of(self, key: str) -> str:
        found = (str(n) for n, line in enumerate(self.lines) if key and line.key == key)
        return next(found, "")

    def _show_keys(self) -> None:
        def hint(key: str, words: str, name: str = "") -> Hint:
            return key, t(f"preview.{words}", self.lang), name or key

        first, more = [], []
        if self.takes or self.removing:
            refused = any(line.kind == "fault" for line in self.lines)
            first.append(hint("enter", "take-rest" if refused else "take"))
        if self.conflicts:
            first.append(hint("space", "toggle"))
            more += [hint("o", "ours"), hint("t", "theirs")]
        if self.missing:
            more.append(hint("m", "keep" if self.removing else "remove"))
        self.query_one("#preview-keys", KeyBar).show(first, [hint("esc", "leave", "escape")])
        self.query_one("#preview-more", KeyBar).show(more, [])

    def _fit(self) -> None:
        """As high as the rows need, as far as there is room."""
        room = self.size.height * 92 // 100
        self.query_one("#preview").styles.height = min(self.list.line_count() + AROUND, room)

    def on_resize(self) -> None:
        """Another height."""
        self.call_after_refresh(self._fit)

    def _redraw(self) -> None:
        self.list.resized()
        self.list.rebuilt()
        self._show_keys()

    def action_choose_side(self) -> None:
        """Choose the other side of the conflict under the cursor."""
        row = self.list.current
        key = row.data if row else None
        if isinstance(key, str) and key:
            now = self.sides.get(key)
            self.sides[key] = Side.OURS if now is Side.THEIRS else Side.THEIRS
            self._redraw()

    def action_all(self, side: str) -> None:
        """Choose one side for all conflicts."""
        self.sides.update(dict.fromkeys(self.conflicts, Side(side)))
        self._redraw()

    def action_missing(self) -> None:
        """Remove what the file has no longer, or keep it."""
        if self.missing:
            self.removing = not self.removing
            self._redraw()

    def action_take(self) -> None:
        """Take the file in, once every conflict is decided."""
        undecided = [key for key in self.conflicts if key not in self.sides]
        if undecided:
            keys = [row.key for row in self.list.rows]
            self.list.cursor = keys.index(self._row_of(undecided[0]))
            self.complain(t("preview.undecided", self.lang, n=len(undecided)))
        elif self.takes or self.removing:
            self.dismiss(Decision(self.sides, self.removing))
        else:
            self.dismiss(None)

    def action_leave(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)

    def on_page_view_chosen(self, message: PageView.Chosen) -> None:
        """A clicked conflict changes sides."""
        message.stop()
        self.action_choose_side()
