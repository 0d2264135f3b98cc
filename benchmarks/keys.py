"""What a terminal sends for a key."""

from __future__ import annotations

_CURSOR_KEYS = {"up": "A", "down": "B", "right": "C", "left": "D", "end": "F", "home": "H"}
_FUNCTION_CODES = (15, 17, 18, 19, 20, 21, 23, 24)
_PLAIN_KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "backspace": "\x7f",
    "space": " ",
    "insert": "\x1b[2~",
    "delete": "\x1b[3~",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    **{f"f{n}": f"\x1bO{c}" for n, c in zip(range(1, 5), "PQRS", strict=True)},
    **{f"f{n}": f"\x1b[{c}~" for n, c in zip(range(5, 13), _FUNCTION_CODES, strict=True)},
}


def key_bytes(key: str, *, application_cursor_keys: bool = False) -> bytes:
    """What a terminal sends for a key such as "down", "ctrl+p", "alt+x", "é".

    Raises `ValueError` for a name that is no key.
    """
    if key in _CURSOR_KEYS:
        return f"\x1b{'O' if application_cursor_keys else '['}{_CURSOR_KEYS[key]}".encode()
    if key in _PLAIN_KEYS:
        return _PLAIN_KEYS[key].encode()
    if key.startswith("ctrl+") and len(key) == 6:
        return bytes([ord(key[5].upper()) & 0x1F])
    if key.startswith("alt+") and len(key) == 5:
        return b"\x1b" + key[4].encode()
    if len(key) == 1:
        return key.encode()
    raise ValueError(f"unknown key {key!r}")
