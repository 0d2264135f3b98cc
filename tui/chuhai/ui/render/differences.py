"""What a file would change, as rows: refused rows, new items, changes, conflicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual.content import Content

from chuhai.checklist.difference import Kind, Side
from chuhai.exchange.report import Line
from chuhai.i18n import Lang
from chuhai.strings import t
from chuhai.ui.render.text import cut, indent, line, text, wrap

Draw = Callable[[int, bool], Sequence[Content]]
_MARKS = {
    Kind.NEW: ("+", "$go"),
    Kind.CHANGED: ("~", "$test"),
    Kind.CONFLICT: ("!", "$avoid"),
    Kind.MISSING: ("-", "$watch"),
}


def drawer(
    shown: Line, lang: Lang, sides: Mapping[str, Side], *, removing: Callable[[], bool]
) -> Draw:
    """How a line of a preview is drawn; a conflict shows which side is chosen."""

    def draw(width: int, selected: bool) -> Sequence[Content]:
        if shown.kind in ("fault", "notice"):
            style = "$avoid" if shown.kind == "fault" else "$muted"
            return indent([text(part.plain, style) for part in wrap(shown.title, width - 4)], " ")
        if shown.kind == "list":
            head = line(text(shown.title, "bold $primary"), "  ", text(shown.new, "$muted"))
            return [Content(""), cut(head, width)]
        if shown.kind in ("count", "held"):
            style = "$muted" if shown.kind == "count" else "$watch"
            return indent(wrap(text(shown.title, style), width - 4), "    ")
        mark, style = _MARKS[Kind(shown.kind)]
        bar = text("▌" if selected else " ", "$primary")
        head = line(bar, text(mark, f"bold {style}"), " ", text(shown.title))
        if shown.kind == Kind.NEW:
            return [cut(head, width)]
        if shown.kind == Kind.MISSING:
            note = t("merge.removed" if removing() else "merge.missing", lang)
            return [cut(line(head, "  ", text(note, style)), width)]
        if shown.kind == Kind.CHANGED:
            change = line(text(f"{shown.field}  ", "$muted"), shown.old, " → ", shown.new)
            return [cut(head, width), *indent(wrap(change, width - 6), "      ")]
        what = shown.field or t("merge.removed-here", lang)
        head = line(head, "  ", text(what, "$muted"))
        return [cut(head, width), *_both(shown, lang, sides, width)]

    return draw


def _both(shown: Line, lang: Lang, sides: Mapping[str, Side], width: int) -> Sequence[Content]:
    """Both values of a conflict, the chosen one filled, with who and when."""
    lines: list[Content] = []
    pairs = (
        (Side.OURS, "merge.ours", shown.old, shown.ours),
        (Side.THEIRS, "merge.theirs", shown.new, shown.theirs),
    )
    for side, key, value, who in pairs:
        chosen = sides.get(shown.key) == side
        dot = text("● " if chosen else "○ ", "bold $accent" if chosen else "$faint")
        name = text(f"{t(key, lang)}  ", "bold" if chosen else "$muted")
        by = text(f"  {who}", "$faint") if who else ""
        lines += indent(wrap(line(dot, name, value, by), width - 6), "      ")
    return lines
