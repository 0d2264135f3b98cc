"""What speaks against trusting a claim: its age, and that nobody read the passage again."""

from __future__ import annotations

from textual.content import Content

from chuhai.library.age import stale_months
from chuhai.ui.render.context import Context
from chuhai.ui.render.text import text


def recalled(confidence: str, context: Context) -> Content:
    """That a claim is remembered, not read; nothing for one that was checked."""
    if confidence == "recalled":
        return text(f"? {context.say('confidence.recalled')}", "$watch")
    return Content("")


def stale(age: str, as_of: str, effective: str, context: Context) -> Content:
    """That a claim is older than its kind allows; nothing for one that is not."""
    old = stale_months(age, as_of, effective, context.today)
    if not old:
        return Content("")
    return text(f"◷ {context.say('stale', months=old[0], limit=old[1])}", "$watch")
