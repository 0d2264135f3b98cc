"""The seller's own company in ten answers, against which the gates of platforms are checked."""

from __future__ import annotations

import datetime as dt
import difflib
import json
import math
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from chuhai.files import replace_file
from chuhai.model.company import CompanyKind, Goods
from chuhai.model.place import ALIASES
from chuhai.strings import Refusal
from chuhai.values import dataclass, fields, replace

NAMES = (
    "licence", "kind", "founded", "entities", "warehouses",
    "brand", "record", "goods", "languages", "budget",
)  # fmt: skip
"""The ten questions, in the order in which they are asked."""
PLACES = ("licence", "entities", "warehouses", "record")
LISTS = (*PLACES, "goods", "languages")
"""The questions that take several answers; none of them is an answer too."""
NOTHING = ("none", "no", "无", "没有")
_LOCK_SECONDS = 10
_NOT_ANSWERED = ("", "-", "?")
_AGE = re.compile(r"(\d{1,5})\s*(d|days?|天|m|months?|月|y|years?|年)?")
_DAYS = {"d": 1, "天": 1, "m": 30, "月": 30, "y": 365, "年": 365}
_BUDGET = re.compile(r"([A-Za-z]{3})?\s*(\d[\d,]*(?:\.\d+)?)\s*([A-Za-z]{3})?")
_CODE = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")


@dataclass(frozen=True, slots=True)
class Budget:
    """How much money there is for the entry."""

    amount: float
    currency: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of the company; `None` means not answered, an empty tuple means none."""

    licence: tuple[str, ...] | None = None
    """Where the business licence was issued."""
    kind: CompanyKind | None = None
    founded: dt.date | None = None
    """The date of the licence, from which its age is counted."""
    entities: tuple[str, ...] | None = None
    """Where there are companies or branches of one's own beside that."""
    warehouses: tuple[str, ...] | None = None
    """Where stock can be kept, in one's own or a rented warehouse."""
    brand: bool | None = None
    """Whether a brand of one's own is registered."""
    record: tuple[str, ...] | None = None
    """Where one has a record of sales on a platform."""
    goods: tuple[str, ...] | None = None
    """Which goods that need papers are among those to be sold."""
    languages: tuple[str, ...] | None = None
    """In which languages customers can be served."""
    budget: Budget | None = None

    @property
    def answered(self) -> int:
        """How many of the ten questions have an answer."""
        return sum(getattr(self, name) is not None for name in NAMES)

    def age(self, today: dt.date) -> int | None:
        """The age of the licence in days."""
        return (today - self.founded).days if self.founded else None


EMPTY = Profile()


# ------------------------------------------------------------ answers as people type them


def parse(name: str, text: str, places: Collection[str], today: dt.date) -> Any:
    """The answer to a question as people type it; an empty text or `-` takes an answer back.

    `places` are the codes that are known. Raises `Refusal`, which says what is accepted.
    """
    text = text.strip()
    if text in _NOT_ANSWERED:
        return None
    if name in LISTS and text.lower() in NOTHING:
        return ()
    if name in PLACES:
        return _places(text, places)
    if name == "goods":
        return tuple(dict.fromkeys(_one(part, tuple(Goods)) for part in _parts(text)))
    if name == "languages":
        return tuple(dict.fromkeys(_language(part) for part in _parts(text)))
    if name == "kind":
        return CompanyKind(_one(text, tuple(CompanyKind)))
    if name == "brand":
        return _yes_or_no(text)
    return _founded(text, today) if name == "founded" else _budget(text)


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[,，、;；\s]+", text) if part]


def _one(text: str, known: Collection[str]) -> str:
    names = [str(name) for name in known]
    if text.lower() in names:
        return text.lower()
    near = difflib.get_close_matches(text.lower(), names, 1)
    key = "refused.one-near" if near else "refused.one"
    raise Refusal(key, text=text, known=", ".join(names), near="".join(near))


def _places(text: str, known: Collection[str]) -> tuple[str, ...]:
    found = []
    for part in _parts(text):
        code = ALIASES.get(part.upper(), part.upper())
        if code not in known:
            raise Refusal("refused.place", text=part)
        found.append(code)
    return tuple(dict.fromkeys(found))


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise Refusal("refused.language", text=text)
    return text


def _yes_or_no(text: str) -> bool:
    if text.lower() in ("yes", "y", "true", "有", "是"):
        return True
    if text.lower() in ("n", "false", "否", *NOTHING):
        return False
    raise Refusal("refused.yes-no", text=text)


def _founded(text: str, today: dt.date) -> dt.date:
    try:
        day = dt.date.fromisoformat(text.replace("/", "-"))
    except ValueError:
        match = _AGE.fullmatch(text.lower())
        if match is None:
            raise Refusal("refused.age", text=text, today=today.isoformat()) from None
        try:
            return today - dt.timedelta(int(match[1]) * _DAYS[(match[2] or "d")[0]])
        except OverflowError:
            raise Refusal("refused.age", text=text, today=today.isoformat()) from None
    if day > today:
        raise Refusal("refused.ahead", text=text, today=today.isoformat())
    return day


def _budget(text: str) -> Budget:
    match = _BUDGET.fullmatch(text)
    if match is None or not (match[1] or match[3]):
        raise Refusal("refused.budget", text=text)
    amount = float(match[2].replace(",", ""))
    if not math.isfinite(amount):
        raise Refusal("refused.budget", text=text)
    return Budget(amount, (match[1] or match[3]).upper())


def typed(name: str, value: Any) -> str:
    """An answer as one would type it; empty when there is none."""
    if value is None:
        return ""
    if name in LISTS:
        return ",".join(value) or "none"
    if name == "brand":
        return "yes" if value else "no"
    if isinstance(value, Budget):
        return f"{value.amount:.12g} {value.currency}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


# ------------------------------------------------------------ the file


def as_json(profile: Profile) -> dict[str, Any]:
    """The answers as JSON can hold them; what is not answered is null."""
    data: dict[str, Any] = {}
    for name in NAMES:
        value = getattr(profile, name)
        if isinstance(value, Budget):
            value = {"amount": value.amount, "currency": value.currency}
        elif isinstance(value, dt.date):
            value = value.isoformat()
        data[name] = list(value) if isinstance(value, tuple) else value
    return data


def _from_json(name: str, value: Any) -> Any:
    """One answer of the file; raises `ValueError`, `TypeError` or `KeyError` for an odd one."""
    if value is None:
        return None
    if name in LISTS:
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise TypeError(name)
        shape = _CODE if name in PLACES else _LANGUAGE
        if name == "goods":
            return tuple(Goods(part) for part in value)
        if not all(shape.fullmatch(part) for part in value):
            raise ValueError(name)
        return tuple(value)
    if name == "kind":
        return CompanyKind(value)
    if name == "brand":
        if not isinstance(value, bool):
            raise TypeError(name)
        return value
    if name == "founded":
        return dt.date.fromisoformat(value)
    amount = float(value["amount"])
    if not (math.isfinite(amount) and re.fullmatch("[A-Z]{3}", value["currency"])):
        raise ValueError(name)
    return Budget(amount, value["currency"])


def read_profile(path: Path) -> tuple[Profile, tuple[str, ...]]:
    """The profile in a file, and what of it could not be read.

    A missing file is an empty profile. An odd answer is left out and named; of a file that is
    damaged as a whole nothing is left, and all ten names are given.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        answers = {name: data.get(name) for name in NAMES}
    except FileNotFoundError:
        return EMPTY, ()
    except (OSError, ValueError, AttributeError, RecursionError):
        return EMPTY, NAMES
    profile, odd = EMPTY, []
    for name, value in answers.items():
        try:
            profile = replace(profile, **{name: _from_json(name, value)})
        except (ValueError, TypeError, KeyError, OverflowError):
            odd.append(name)
    return profile, tuple(odd)


def update_profile(path: Path, answers: Mapping[str, Any]) -> Profile:
    """Change answers in the file and give back the whole profile.

    What another window wrote meanwhile is read first. A file of which something could not be
    read is kept beside the new one. Raises `OSError` when the folder cannot be written.
    """
    from filelock import FileLock

    known = {field.name for field in fields(Profile)}
    if odd := set(answers) - known:
        raise KeyError(", ".join(sorted(odd)))
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_suffix(".lock"), timeout=_LOCK_SECONDS, mode=0o600):
        old, damaged = read_profile(path)
        profile = replace(old, **answers)
        if damaged:
            path.replace(path.with_suffix(".damaged.json"))
        data = json.dumps(as_json(profile), ensure_ascii=False, indent=1) + "\n"
        replace_file(path, data.encode())
    return profile
