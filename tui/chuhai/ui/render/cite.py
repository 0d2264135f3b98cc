"""A claim as one would quote it: the words, the figure, the place, the date, the sources."""

from __future__ import annotations

from chuhai.library.page import Block, Page
from chuhai.ui.render.blocks import sourced
from chuhai.ui.render.context import Context


def citation(block: Block | None, page: Page, name: str, context: Context) -> str:
    """A block with its sources as plain text; nothing for blocks that say nothing."""
    words = getattr(block, "text", None) or getattr(block, "reason", None)
    words = words or getattr(block, "value", None) or getattr(block, "question", None)
    if block is None or words is None:
        return name
    parts = [context.pick(words)]
    if figure := getattr(block, "figure", None):
        parts.append(f"({context.pick(figure)})")
    places = getattr(block, "places", ()) or filter(None, (getattr(block, "market", ""),))
    about = [context.place(place) for place in places]
    if dated := getattr(block, "as_of", ""):
        about.append(context.say("as-of", date=dated))
    if getattr(block, "confidence", "") == "recalled":
        about.append(context.say("confidence.recalled"))
    if about:
        parts.append(f"[{', '.join(about)}]")
    for record in sourced(page, getattr(block, "refs", ())):
        dated = record.published or context.say("undated")
        cited = f"{record.publisher}, {record.title}, {dated}"
        parts.append(f"— {cited}, {record.url}" if record.url else f"— {cited}")
    return " ".join(parts)
