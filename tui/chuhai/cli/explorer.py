"""Opening the terminal app, and saying in one sentence why it cannot be opened."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from dataclasses import replace
from typing import NoReturn

from chuhai.cli.saying import Trouble, warn
from chuhai.cli.session import Session
from chuhai.files import state_dir
from chuhai.strings import t

_INSTEAD = "try `chuhai list trends`, `chuhai search live` or `chuhai --help`"
_REASONS = {
    "no-terminal": f"the explorer needs a terminal; {_INSTEAD}",
    "dumb-terminal": f"this terminal (TERM={{term}}) cannot show the explorer; {_INSTEAD}",
}


def open_explorer(session: Session, line: str) -> NoReturn:
    """Run the app until it ends, then end the process with its exit code."""
    from chuhai.ui import terminal

    if reason := terminal.unusable(os.environ):
        raise Trouble(_REASONS[reason].format(term=os.environ.get("TERM", "")))
    terminal.prepare(os.environ)
    gc.disable()
    session.at_a_glance = True
    library, (settings, readable) = session.library, session.settings
    if line:
        settings = replace(settings, filter=str(session.filter(line)))
    if session.paired:
        settings = replace(settings, paired=True)
    notices = () if readable else (t("toast.settings", session.lang),)
    from chuhai.library.opening import is_current
    from chuhai.ui.app import ChuhaiApp
    from chuhai.ui.world import World

    app = ChuhaiApp(
        World(
            library,
            lambda: session.store,
            settings,
            session.settings_path,
            session.today,
            session.lang,
            notices,
            is_current=is_current if session.library.is_large else None,
        )
    )
    try:
        app.run()
    except Exception as error:
        _log_crash(error)
    sys.exit(app.return_code or 0)


def _log_crash(error: Exception) -> NoReturn:
    """Keep the story in a file and tell it in one line."""
    path = state_dir() / "crash.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        where = f"; the details are in {path}"
    except OSError:
        where = ""
    warn(f"stopped by an error ({type(error).__name__}){where}")
    sys.exit(1)
