"""Write the generated parts of content/README.md: rules, fields and examples of every kind.

Run it after a change of the models, the rules or the sample pack: python tools/content_readme.py
"""

from __future__ import annotations

import re
import types
from enum import StrEnum
from pathlib import Path
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from chuhai.check import RULES
from chuhai.model.common import Card
from chuhai.model.kinds import KINDS, Kind

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "content" / "README.md"
SAMPLE = ROOT / "tests" / "sample"
_PART = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)

READING = {
    "toml": "A file that is not TOML",
    "file": "A file that cannot be read, is not UTF-8 or is larger than 1 MiB",
    "schema": "A field that the model does not accept, or one that is missing",
    "id-is-file-name": "An id that is not the file's name",
    "duplicate-id": "An id that is used twice",
}
"""The rules that hold while files are read; all of them are errors."""


def rules() -> str:
    """The table of rules."""
    rows = [f"| `{name}` | error | {finds} |" for name, finds in READING.items()]
    rows += [f"| `{rule.name}` | {rule.severity} | {rule.finds} |" for rule in RULES.values()]
    return "\n".join(["| rule | level | what it finds |", "|---|---|---|", *rows, ""])


def _type_name(annotation: Any) -> str:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return " or ".join(_type_name(part) for part in inner if part is not type(None))
    if origin is tuple:
        return f"list of {_type_name(inner[0])}"
    if inner and hasattr(annotation, "__metadata__"):
        return _type_name(inner[0])
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return ", ".join(f"`{member.value}`" for member in annotation)
    names = {"str": "text", "bool": "true or false", "int": "whole number", "float": "number"}
    return names.get(getattr(annotation, "__name__", ""), getattr(annotation, "__name__", "text"))


def _row(name: str, field: FieldInfo) -> str:
    meaning = " ".join((field.description or "").split())
    needed = "yes" if field.is_required() else ""
    return f"| `{name}` | {_type_name(field.annotation)} | {needed} | {meaning} |"


def _table(model: type[BaseModel], left_out: tuple[str, ...] = ()) -> list[str]:
    fields = [
        _row(name, field) for name, field in model.model_fields.items() if name not in left_out
    ]
    return ["| field | what it takes | needed | meaning |", "|---|---|---|---|", *fields, ""]


def _parts(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [part for inner in get_args(annotation) for part in _parts(inner)]


def _inner(model: type[BaseModel], known: dict[type[BaseModel], None]) -> None:
    for field in model.model_fields.values():
        for part in _parts(field.annotation):
            if part not in known:
                known[part] = None
                _inner(part, known)


def _example(kind: Kind) -> str:
    folder = SAMPLE / kind.name
    paths = sorted(folder.glob("*.toml")) or [SAMPLE / f"{kind.name}.toml"]
    text = max((path.read_text(encoding="utf-8") for path in paths), key=len)
    if kind.table:
        text = text.split(f"\n[[{kind.table}]]")[0]
    return f"```toml\n{text.strip()}\n```\n"


def fields() -> str:
    """Every kind with its fields and an example, then the parts that several kinds use."""
    shared: dict[type[BaseModel], None] = {}
    said = ["### In every card", "", *_table(Card)]
    _inner(Card, shared)
    for kind in KINDS.values():
        where = f"`[[{kind.table}]]` tables" if kind.table else "one file each"
        said += [f"### {kind.name}: {where}", "", (kind.model.__doc__ or "").strip(), ""]
        own = kind.model.__annotations__
        common = tuple(name for name in Card.model_fields if name not in own)
        said += [*_table(kind.model, common), _example(kind)]
        _inner(kind.model, shared)
    for part in sorted(shared, key=lambda p: p.__name__):
        doc = (part.__doc__ or "").strip().split("\n\n")[0]
        said += [f"### {part.__name__}", "", " ".join(doc.split()), "", *_table(part)]
    return "\n".join(said)


def written(text: str) -> str:
    """The page with its generated parts as they should be."""
    made = {"rules": rules, "fields": fields}
    return _PART.sub(lambda part: f"{part[1]}{made[part[2]]()}{part[3]}", text)


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
