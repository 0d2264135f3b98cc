"""The sections: what each lists, which facets it offers as chips, in which views it is shown."""

from __future__ import annotations

from typing import NamedTuple


class Section(NamedTuple):
    """A section with a list and a detail."""

    name: str
    """The section's name, which is the kind of its cards."""
    chips: tuple[str, ...]
    """The facets that stand above the list; the others are one key away."""
    height: int = 3
    """Lines of a row where there is room: two and a spacer, or one."""
    views: tuple[str, ...] = ("cards",)
    """The ways to see it, the first one unless another is chosen."""


SECTIONS: dict[str, Section] = {
    section.name: section
    for section in (
        Section(
            "trends",
            ("region", "stance", "verdict"),
            views=("cards", "matrix", "movement", "evidence"),
        ),
        Section("events", ("region", "kind"), height=1, views=("timeline", "cards")),
        Section("lineage", ("region", "status"), views=("clock", "cards")),
        Section("platforms", ("region", "kind", "status"), views=("cards", "evidence")),
        Section("markets", ("region",), views=("cards", "compare", "evidence")),
        Section("article", ("verdict",), views=("cards", "record")),
        Section(
            "tactics",
            ("region", "goal", "stance"),
            views=("cards", "matrix", "movement", "evidence"),
        ),
        Section("festivals", ("region", "kind"), views=("cards", "calendar")),
        Section("regions", (), views=("cards", "evidence")),
        Section("guides", ("region",)),
        Section("presets", ()),
        Section("glossary", ()),
    )
}
"""Every list of cards by its kind."""
WORDY = ("events", "lineage", "article", "guides", "glossary")
"""The sections whose rows are half sentences: in a wide window their list takes more of it."""
MARKABLE = ("markets", "tactics", "trends")
"""The sections whose cards can be marked for comparing."""
OTHER_VIEWS: dict[str, tuple[str, ...]] = {
    "home": ("home",),
    "checklist": ("plan", "agenda", "reach", "workload"),
}
"""The views of the sections that list no cards."""


def views_of(section: str) -> tuple[str, ...]:
    """The views of a section; the first one is shown unless another is chosen."""
    return OTHER_VIEWS.get(section) or SECTIONS[section].views
