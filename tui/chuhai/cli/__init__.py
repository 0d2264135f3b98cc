"""The command line: one module per group; Textual is imported only by the one that opens it."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `chuhai`; ends the process with an exit code (0 ok, 1 found problems, 2 usage)."""
    from chuhai.cli.quick import answer, understood

    call = understood(sys.argv[1:])
    if call is not None:
        sys.exit(answer(call))
    from chuhai.cli.root import run

    run()
