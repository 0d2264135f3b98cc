"""What is wrong with a content file, said in one sentence."""

from __future__ import annotations

from enum import StrEnum

from chuhai.values import asdict, dataclass


class Severity(StrEnum):
    """How bad a problem is: an error drops the card, the rest does not."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: where it is, what is wrong, what would be right."""

    path: str
    line: int
    field: str
    message: str
    rule: str = "schema"
    severity: Severity = Severity.ERROR
    value: str = ""
    accepted: str = ""
    nearest: str = ""

    def __str__(self) -> str:
        where = self.path + (f":{self.line}" if self.line else "")
        said = f"{where}: {self.severity} [{self.rule}] "
        said += f"{self.field}: " if self.field else ""
        said += self.message
        if self.value:
            said += f" (found {self.value})"
        if self.accepted:
            said += f"; accepted: {self.accepted}"
        if self.nearest:
            said += f"; did you mean `{self.nearest}`?"
        return said

    def to_json(self) -> dict[str, str | int]:
        """The same as a JSON object with one key per part."""
        return {key: value for key, value in asdict(self).items() if value != ""}
