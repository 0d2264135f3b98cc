"""Where content and the user's files lie, and how a small file is replaced whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

PROFILE = "profile.json"
"""The name of the file with the company's profile, in the data folder."""
_PACKAGE = Path(__file__).resolve().parent


class ContentMissing(Exception):
    """No folder of content was found where it should be."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder}: no content here; a folder with a pack.toml is accepted")
        self.folder = folder


def content_dir() -> Path:
    """The content folder: `CHUHAI_CONTENT`, else the installed copy, else the checkout's.

    Raises `ContentMissing` when there is no `pack.toml` in any of them.
    """
    if override := os.environ.get("CHUHAI_CONTENT"):
        candidates = [Path(override)]
    else:
        candidates = [_PACKAGE / "_content", _PACKAGE.parents[1] / "content"]
    for folder in candidates:
        if (folder / "pack.toml").is_file():
            return folder
    raise ContentMissing(candidates[-1])


def _home() -> Path | None:
    home = os.environ.get("CHUHAI_HOME")
    return Path(home) if home else None


def data_dir() -> Path:
    """Where the checklist lies; `CHUHAI_HOME` moves it."""
    if home := _home():
        return home
    from platformdirs import user_data_path

    return user_data_path("chuhai", appauthor=False)


def state_dir() -> Path:
    """Where settings and the log of crashes lie; `CHUHAI_HOME` moves it."""
    if home := _home():
        return home
    from platformdirs import user_state_path

    return user_state_path("chuhai", appauthor=False)


def cache_dir() -> Path:
    """Where the index lies, which can be thrown away at any time; `CHUHAI_HOME` moves it."""
    if home := _home():
        return home / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("chuhai", appauthor=False)


def replace_file(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that a crash leaves the old file or the new one, never half.

    Raises `OSError` when the folder cannot be written.
    """
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
