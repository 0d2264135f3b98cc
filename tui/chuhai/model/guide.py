"""Guides: how to open a shop, in order; presets: plans to start from."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from chuhai.model.common import Card, Confidence, Id, Part, Text
from chuhai.model.tactic import Side


class GuideStep(Part):
    """One action of a guide, what it needs, and how long it takes."""

    id: Id
    action: Text
    needs: tuple[Text, ...] = ()
    duration: Text | None = None
    days: Annotated[int, Field(ge=0, le=365)] = 1
    """Calendar days for a plan: the upper end of `duration`."""


class Guide(Card):
    """How to set up on a platform, step by step."""

    name: Text
    platform: Id
    steps: Annotated[tuple[GuideStep, ...], Field(min_length=1)]
    documents: tuple[Text, ...] = ()
    pitfalls: tuple[Text, ...] = ()
    confidence: Confidence
    sources: tuple[Id, ...] = ()


class PresetStep(Part):
    """One item of a plan: taken from a tactic or a guide, or written here."""

    id: Id
    tactic: Id | None = None
    guide: Id | None = None
    step: Id | None = None
    """The step of that tactic or guide; its words are used unless `what` is given."""
    what: Text | None = None
    days: Annotated[int, Field(ge=0, le=1_000)]
    offset: Annotated[int, Field(ge=-365, le=1_000)] | None = None
    """Days before the anchor on which the item is due; none when only its followers bind it."""
    place: Side | None = None
    needs: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _has_words(self) -> PresetStep:
        if self.what is None and self.step is None:
            raise ValueError("has no words; give `what`, or `tactic` or `guide` with `step`")
        return self


class Preset(Card):
    """A plan to start from, with order, leads and durations."""

    name: Text
    summary: Text
    steps: Annotated[tuple[PresetStep, ...], Field(min_length=1)]
