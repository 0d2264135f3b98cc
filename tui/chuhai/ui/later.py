"""A part of the app that is imported and made when it is first used."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Generic, TypeVar

Part = TypeVar("Part")


class Later(Generic[Part]):
    """An attribute that holds a flow: `planning:Planning` under `chuhai.ui.flows`."""

    def __init__(self, place: str) -> None:
        self._module, _, self._kind = place.partition(":")
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, app: Any, owner: type) -> Part:
        if self._name not in vars(app):
            module = import_module(f"chuhai.ui.flows.{self._module}")
            vars(app)[self._name] = getattr(module, self._kind)(app)
        part: Part = vars(app)[self._name]
        return part
