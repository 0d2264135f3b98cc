"""What the app is given when it starts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from chuhai.files import PROFILE, data_dir
from chuhai.i18n import Lang
from chuhai.library.index import Library
from chuhai.settings import Settings

if TYPE_CHECKING:
    from chuhai.checklist.store import Store


@dataclass(frozen=True)
class World:
    """The library, a way to the store, the settings, the date."""

    library: Library
    make_store: Callable[[], Store]
    settings: Settings
    settings_path: Path
    today: dt.date
    lang: Lang
    notices: tuple[str, ...] = ()
    profile_path: Path = field(default_factory=lambda: data_dir() / PROFILE)
    is_current: Callable[[], bool] | None = None
    """Looks whether the content has changed since it was indexed; takes a while."""

    @cached_property
    def store(self) -> Store:
        """The checklist's only writer; made when it is first asked for."""
        return self.make_store()
