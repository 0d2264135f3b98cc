"""Guides: how to open a shop, in order; presets: plans to start from."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from chuhai.model.common import Card, Confidence, Id, Part, Plain, Text
from chuhai.model.tactic import Side


class GuideStep(Part):
    """One action of a guide, what it needs, and how long it takes."""

    id: Id
    """Its name inside the card: lower-case words joined by hyphens."""
    action: Text
    """What to do, said as an order."""
    needs: tuple[Text, ...] = ()
    """What it takes."""
    duration: Text | None = None
    """How long it takes, in words."""
    days: Annotated[int, Field(ge=0, le=365)] = 1
    """Calendar days for a plan: the upper end of `duration`."""


class Guide(Card):
    """How to set up on a platform, step by step."""

    name: Text
    """What it is called."""
    platform: Id
    """Id of the platform."""
    steps: Annotated[tuple[GuideStep, ...], Field(min_length=1)]
    """What to do, in order."""
    documents: tuple[Text, ...] = ()
    """Papers to have ready."""
    pitfalls: tuple[Text, ...] = ()
    """What goes wrong in practice."""
    confidence: Confidence
    """`checked` when a passage that backs it was read, else `recalled`."""
    sources: tuple[Id, ...] = ()
    """Ids of the sources that the card rests on."""


class PresetStep(Part):
    """One item of a plan: taken from a tactic or a guide, or written here."""

    id: Id
    """Its name inside the card: lower-case words joined by hyphens."""
    tactic: Id | None = None
    """Id of the tactic it is taken from,"""
    guide: Id | None = None
    """or of the guide."""
    step: Id | None = None
    """The step of that tactic or guide; its words are used unless `what` is given."""
    what: Text | None = None
    """The words, where they are the preset's own."""
    days: Annotated[int, Field(ge=0, le=1_000)]
    """How many days the work spans."""
    offset: Annotated[int, Field(ge=-365, le=1_000)] | None = None
    """Days before the anchor on which the item is due; none when only its followers bind it."""
    place: Side | None = None
    """`origin`, `market` or none, as in a tactic."""
    needs: tuple[Id, ...] = ()
    """Items of this preset that come first."""
    owner: Plain = ""
    """Who does it, in a preset of your own."""
    priority: Annotated[int, Field(ge=1, le=3)] = 2
    """1 is the most urgent."""
    note: tuple[Plain, ...] = ()
    """What to know when doing it, line by line, in a preset of your own."""
    every: Annotated[str, Field(pattern=r"^([1-9]\d{0,2}[dwm])?$")] = ""
    """How often it comes back once it is done: `1w`, `2w`, `1m`; empty for once."""

    @model_validator(mode="after")
    def _has_words(self) -> PresetStep:
        if self.what is None and self.step is None:
            raise ValueError("has no words; give `what`, or `tactic` or `guide` with `step`")
        return self


class Preset(Card):
    """A plan to start from, with order, leads and durations."""

    name: Text
    """What it is called."""
    summary: Text
    """What it is and what it brings, in one or two sentences."""
    steps: Annotated[tuple[PresetStep, ...], Field(min_length=1)]
    """The items of the plan."""
