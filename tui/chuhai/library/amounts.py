"""Large numbers as each language writes them."""

from __future__ import annotations

from chuhai.i18n import Words


def grouped(number: float) -> str:
    """A number with commas, without a needless fraction."""
    return f"{number:,.10g}" if abs(number) < 1e15 else f"{number:,.0f}"


def _scaled(number: float, scales: tuple[tuple[float, str], ...]) -> str:
    for scale, name in scales:
        if abs(number) >= scale:
            short = number / scale
            if round(short, 2) == short:
                return f"{short:,.6g}{name}"
    return f"{int(number):,}" if number == int(number) else grouped(number)


def amount(number: float) -> Words:
    """A number as each language writes large ones: 457 bn, 4,570 亿; exact or in full."""
    english = _scaled(number, ((1e12, " tn"), (1e9, " bn"), (1e6, " m")))
    return Words(english, _scaled(number, ((1e8, " 亿"), (1e4, " 万"))))
