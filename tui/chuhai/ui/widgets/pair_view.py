"""A list and what stands behind the row under its cursor, side by side or one after another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from textual.app import ComposeResult
from textual.widget import Widget

from chuhai.ui.render.scene import Scene
from chuhai.ui.widgets.page_view import PageRow, PageView
from chuhai.ui.widgets.plain import Ground
from chuhai.ui.widgets.view import View


class PairView(View):
    """Rows on the left, the detail of one on the right; a narrow window shows one of them.

    A subclass makes the rows of both; a row of the list carries what its detail is made of.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scene: Scene | None = None

    def compose(self) -> ComposeResult:
        """List and detail."""
        with Ground(classes="pair"):
            yield PageView(classes="pair-list", measure=400)
            yield PageView(classes="pair-detail", margin=2, quiet=True)

    @cached_property
    def list(self) -> PageView:
        """The list."""
        return self.query_one(".pair-list", PageView)

    @cached_property
    def detail(self) -> PageView:
        """What stands behind the row under the cursor of the list."""
        return self.query_one(".pair-detail", PageView)

    def on_mount(self) -> None:
        """Show the detail in the same frame in which the cursor moves."""
        self.watch(self.list, "cursor", self._moved, init=False)

    # ------------------------------------------------------------ what a subclass says

    def list_rows(self, scene: Scene) -> Sequence[PageRow]:
        """The rows of the list."""
        raise NotImplementedError

    def detail_rows(self, scene: Scene, row: PageRow) -> Sequence[PageRow]:
        """The rows of the detail of one row of the list."""
        raise NotImplementedError

    def rested(self, row: PageRow) -> None:
        """Hook: the user moved the cursor to a row."""

    # ------------------------------------------------------------ showing

    def present(self, scene: Scene) -> None:
        """Show a scene with the cursor of the list on its card."""
        self.scene = scene
        before = self.list.current
        rows = self.list_rows(scene)
        keys = {row.key for row in rows}
        key = scene.cursor if scene.cursor in keys or before is None else before.key
        self.list.show(rows, key=key)
        self._show_detail(keep=before is not None and before.key == key)

    def _moved(self) -> None:
        self._show_detail(keep=False)
        if self.list.current is not None:
            self.rested(self.list.current)

    def _show_detail(self, *, keep: bool) -> None:
        row = self.list.current
        if self.scene is None or row is None:
            self.detail.show([], top=True)
            return
        current = self.detail.current
        key = current.key if keep and current is not None else ""
        self.detail.show(self.detail_rows(self.scene, row), key=key, top=not keep)

    # ------------------------------------------------------------ the user

    def panes(self) -> Sequence[Widget]:
        """List and detail."""
        return (self.list, self.detail)

    def back(self) -> bool:
        """From the detail to the list."""
        left = self.has_class("-drilled") or self.detail.has_focus
        self.remove_class("-drilled")
        self.list.focus()
        return left

    def on_page_view_chosen(self, message: PageView.Chosen) -> None:
        """From the list into the detail, from there on as the subclass says."""
        message.stop()
        if message.control is self.list:
            self.add_class("-drilled")
            self.detail.focus()
        else:
            self.chosen(message.row)

    def chosen(self, row: PageRow) -> None:
        """Hook: a row of the detail was opened."""
