"""Lines of cells as the bytes of a CSV file that Excel and WPS open right."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable


def csv_bytes(lines: Iterable[Iterable[str]]) -> bytes:
    """UTF-8 with a byte order mark, lines ended as RFC 4180 says; cells are written as they are."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(lines)
    return out.getvalue().encode("utf-8-sig")
