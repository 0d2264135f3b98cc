"""Where content and the user's files lie, and how a small file is replaced whole."""

from __future__ import annotations

import os
import sys

PROFILE = "profile.json"
"""The name of the file with the company's profile, in the data folder."""
TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

_PACKAGE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120
_join = os.path.join


class ContentMissing(Exception):
    """No folder of content was found where it should be."""

    def __init__(self, folder: str) -> None:
        super().__init__(f"{folder}: no content here; a folder with a pack.toml is accepted")
        self.folder = folder


def content_folder() -> str:
    """The content folder: `CHUHAI_CONTENT`, else the installed copy, else the checkout's.

    Raises `ContentMissing` when there is no `pack.toml` in any of them.
    """
    if override := os.environ.get("CHUHAI_CONTENT"):
        candidates = [override]
    else:
        above = os.path.dirname(os.path.dirname(_PACKAGE))  # noqa: PTH120
        candidates = [_join(_PACKAGE, "_content"), _join(above, "content")]
    for folder in candidates:
        if os.path.isfile(_join(folder, "pack.toml")):  # noqa: PTH113
            return folder
    raise ContentMissing(candidates[-1])


def content_dir() -> Path:
    """The content folder; raises `ContentMissing` when there is none."""
    from pathlib import Path

    return Path(content_folder())


def _folder(name: str, variable: str, place: str) -> str:
    """A folder of ours: below `CHUHAI_HOME`, else where the system keeps such things."""
    if home := os.environ.get("CHUHAI_HOME"):
        return _join(home, "cache") if name == "cache" else home
    if sys.platform == "linux":
        base = os.environ.get(variable, "").strip()
        known = base if os.path.isabs(base) else os.path.expanduser(place)  # noqa: PTH111, PTH117
        return _join(known, "chuhai")
    import platformdirs

    found: str = getattr(platformdirs, f"user_{name}_dir")("chuhai", appauthor=False)
    return found


def cache_folder() -> str:
    """Where the index lies, which can be thrown away at any time; `CHUHAI_HOME` moves it."""
    return _folder("cache", "XDG_CACHE_HOME", "~/.cache")


def cache_dir() -> Path:
    """Where the index lies, as a path."""
    from pathlib import Path

    return Path(cache_folder())


def data_dir() -> Path:
    """Where the checklist lies; `CHUHAI_HOME` moves it."""
    from pathlib import Path

    return Path(_folder("data", "XDG_DATA_HOME", "~/.local/share"))


def state_dir() -> Path:
    """Where settings and the log of crashes lie; `CHUHAI_HOME` moves it."""
    from pathlib import Path

    return Path(_folder("state", "XDG_STATE_HOME", "~/.local/state"))


def as_said(folder: Path) -> str:
    """A folder as people write it: below their home it begins with `~`."""
    from pathlib import Path

    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(folder)


def replace_file(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that a crash leaves the old file or the new one, never half.

    Raises `OSError` when the folder cannot be written.
    """
    import tempfile
    from pathlib import Path

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def free_path(folder: Path, stem: str, ending: str) -> Path:
    """A name that no file has yet: what was written before and edited since is not touched."""
    path, number = folder / f"{stem}{ending}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{ending}"
    return path
