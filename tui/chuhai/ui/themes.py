"""The two themes of chuhai, and what other themes fall back to."""

from __future__ import annotations

from textual.color import Color
from textual.theme import Theme

STANCE_NAMES = ("go", "test", "watch", "avoid")


def _tinted(background: str, variables: dict[str, str]) -> dict[str, str]:
    """Solid tints of the stance colours: alpha would hide text in ANSI themes."""
    base = Color.parse(background)
    tints = {
        f"{name}-tint": base.blend(Color.parse(variables[name]), 0.19).hex for name in STANCE_NAMES
    }
    return {**variables, **tints}


DARK = Theme(
    name="chuhai-dark",
    dark=True,
    primary="#56c7c2",
    secondary="#7aa7e8",
    accent="#ff9a6b",
    success="#7fd08f",
    warning="#ecc06a",
    error="#f0808a",
    foreground="#d9e1ea",
    background="#0f1722",
    surface="#141e2c",
    panel="#1a2637",
    variables=_tinted(
        "#0f1722",
        {
            "go": "#7fd08f",
            "test": "#7ab4f0",
            "watch": "#ecc06a",
            "avoid": "#f0808a",
            "muted": "#93a4b8",
            "faint": "#8496ab",
            "rule": "#2a394d",
            "cursor": "#1c3a52",
            "cursor-blur": "#1c2b3e",
            "thumb": "#2f4258",
            "input-selection-background": "#56c7c2 35%",
        },
    ),
)

LIGHT = Theme(
    name="chuhai-light",
    dark=False,
    primary="#08626a",
    secondary="#2a5db0",
    accent="#9c3a12",
    success="#14602a",
    warning="#704800",
    error="#9c1f31",
    foreground="#1d2733",
    background="#fbfaf7",
    surface="#f3f1eb",
    panel="#e9e6dd",
    variables=_tinted(
        "#fbfaf7",
        {
            "go": "#14602a",
            "test": "#1b4f9c",
            "watch": "#704800",
            "avoid": "#9c1f31",
            "muted": "#4d5a66",
            "faint": "#5d6872",
            "rule": "#d3cfc4",
            "cursor": "#cfe6e6",
            "cursor-blur": "#e4ebe8",
            "thumb": "#c9c4b7",
            "input-selection-background": "#0a6f78 25%",
        },
    ),
)


def variables_of(theme: Theme) -> dict[str, str]:
    """All variables of a theme: what it says itself, what Textual derives, else our fallbacks."""
    return {**fallbacks(theme), **theme.to_color_system().generate(), **theme.variables}


def fallbacks(theme: Theme) -> dict[str, str]:
    """Our own variables for a theme that does not know them, from the colours that it has."""
    primary = theme.primary
    plain = theme.foreground or ("#e0e0e0" if theme.dark else "#1e1e1e")
    quiet = "#9aa5b1" if theme.dark else "#55606b"
    names = {
        "go": theme.success or primary,
        "test": theme.secondary or primary,
        "watch": theme.warning or primary,
        "avoid": theme.error or primary,
    }
    surface = theme.panel or theme.surface or ("#2a2a2a" if theme.dark else "#e6e6e6")
    tints = {f"{name}-tint": surface for name in STANCE_NAMES}
    return {
        **names,
        **tints,
        "muted": quiet if plain else plain,
        "faint": quiet,
        "rule": quiet,
        "cursor": surface,
        "cursor-blur": surface,
        "thumb": quiet,
    }
