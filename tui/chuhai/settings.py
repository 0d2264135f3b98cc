"""What the program remembers between two starts: language, theme, section, filter, cursor."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from chuhai.files import replace_file
from chuhai.i18n import Lang
from chuhai.strings import Refusal
from chuhai.values import asdict, dataclass, field, fields, replace

THEMES = ("chuhai-dark", "chuhai-light")
REMEMBERED = 20
"""How many opened cards are remembered."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The weekdays by their number, 0 for Monday."""
_DAY_NAMES = tuple(
    (name, zh, str(number))
    for number, (name, zh) in enumerate(zip(WEEKDAYS, "一二三四五六日", strict=True), 1)
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything is optional: what is missing or odd falls back to its default."""

    lang: Lang | None = None
    paired: bool = False
    """Whether the other language stands under the one in force."""
    theme: str = THEMES[0]
    section: str = "home"
    filter: str = ""
    cursors: Mapping[str, str] = field(default_factory=dict)
    """The card under the cursor, by section."""
    views: Mapping[str, str] = field(default_factory=dict)
    """The view chosen for a section, by section."""
    starred: tuple[str, ...] = ()
    """Cards marked with a star, as `kind/id`, the newest first."""
    recent: tuple[str, ...] = ()
    """Cards that were opened, as `kind/id`, the newest first."""
    marks: tuple[str, ...] = ()
    """Cards that were marked for comparing, as `kind/id`, in the order of marking."""
    weights: Mapping[str, int] = field(default_factory=dict)
    """One's own weights, 1 to 5, by the row of a comparison."""
    welcomed: bool = False
    home: str = "CN"
    """The country where work with the place `origin` is done."""
    days_off: tuple[int, ...] = ()
    """Weekdays on which nobody works, 0 for Monday; sellers work all seven by default."""
    grouping: str = "list"
    """How the plan is grouped."""
    reach: str = ""
    """What the reach screen asked about: a market, `preset` or `list`, its id, items left out."""

    def opened(self, card: str) -> Settings:
        """The same settings with a card, as `kind/id`, as the one opened last."""
        rest = (other for other in self.recent if other != card)
        return replace(self, recent=(card, *rest)[:REMEMBERED])

    def starring(self, card: str) -> Settings:
        """The same settings with a star on a card, or without it when there was one."""
        rest = tuple(other for other in self.starred if other != card)
        return replace(self, starred=rest if card in self.starred else (card, *rest))


def read_settings(path: Path) -> tuple[Settings, bool]:
    """The settings in a file, and whether the file could be read; a missing one is fine."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return _checked(data), True
    except FileNotFoundError:
        return Settings(), True
    except (OSError, ValueError, TypeError, AttributeError):
        return Settings(), False


def _checked(data: Mapping[str, Any]) -> Settings:
    known = {f.name for f in fields(Settings)}
    values: dict[str, Any] = {key: value for key, value in data.items() if key in known}
    if values.get("lang") is not None:
        values["lang"] = Lang(values["lang"])
    for name in ("cursors", "views"):
        values[name] = {str(k): str(v) for k, v in dict(values.get(name) or {}).items()}
    for name in ("starred", "recent"):
        values[name] = tuple(str(card) for card in values.get(name) or ())
    values["marks"] = tuple(str(mark) for mark in values.get("marks") or ())
    weights = dict(values.get("weights") or {}).items()
    values["weights"] = {str(k): v for k, v in weights if v in (1, 2, 3, 4, 5)}
    values["paired"] = values.get("paired") is True
    for name in ("theme", "section", "filter", "home", "grouping", "reach"):
        if not isinstance(values.get(name, ""), str):
            raise TypeError(name)
    values["days_off"] = _days_off(values.get("days_off") or ())
    return Settings(**values)


def _days_off(days: Iterable[Any]) -> tuple[int, ...]:
    """Weekdays without what is none; not all seven, for nothing would ever be finished."""
    kept = tuple(sorted({day for day in days if isinstance(day, int) and 0 <= day <= 6}))
    return kept if len(kept) < 7 else ()


def parse_days_off(text: str) -> tuple[int, ...]:
    """Weekdays as people type them: `sat,sun`, `weekend`, `none`, `六、日`.

    Raises `Refusal` with a sentence for anything else, and for all seven.
    """
    text = text.strip().lower()
    if text in ("", "none", "-", "无", "不休"):
        return ()
    if text in ("weekend", "weekends", "周末", "双休"):
        return (5, 6)
    found = set()
    for part in re.split(r"[,，、\s]+", text):
        bare = part.removeprefix("星期").removeprefix("周").replace("天", "日")
        day = next((n for n, names in enumerate(_DAY_NAMES) if bare[:3] in names), None)
        if day is None:
            raise Refusal("refused.days-off", value=part)
        found.add(day)
    if len(found) == 7:
        raise Refusal("refused.all-days")
    return tuple(sorted(found))


def write_settings(path: Path, settings: Settings) -> None:
    """Replace the file; a folder that cannot be written costs only the memory of the cursor."""
    data = json.dumps(asdict(settings), ensure_ascii=False, indent=1)
    try:
        replace_file(path, data.encode())
    except OSError:
        return
