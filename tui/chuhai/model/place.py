"""Regions of the world and the groups of countries that claims are made about."""

from __future__ import annotations

from enum import StrEnum


class Region(StrEnum):
    """The ten regions; every market belongs to exactly one."""

    SOUTHEAST_ASIA = "southeast-asia"
    JAPAN_KOREA = "japan-korea"
    EUROPE = "europe"
    NORTH_AMERICA = "north-america"
    LATIN_AMERICA = "latin-america"
    MIDDLE_EAST_AFRICA = "middle-east-africa"
    SOUTH_ASIA = "south-asia"
    OCEANIA = "oceania"
    CIS = "cis"
    CHINA = "china"


GROUPS: dict[str, Region | None] = {
    "WORLD": None,
    "EU": Region.EUROPE,
    "EUROPE": Region.EUROPE,
    "SEA": Region.SOUTHEAST_ASIA,
    "MENA": Region.MIDDLE_EAST_AFRICA,
    "AFRICA": Region.MIDDLE_EAST_AFRICA,
    "LATAM": Region.LATIN_AMERICA,
}
"""Groups that figures are published for, with the region they lie in. A figure of a group
is shown as the group's and never as if it were measured for one country."""

EU_MEMBERS = frozenset(
    ("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
     "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK")
)  # fmt: skip
"""The member states of the European Union: a rule of the EU holds there and nowhere else."""

OTHER_PLACES: dict[str, Region] = {
    "AE": Region.MIDDLE_EAST_AFRICA,
    "EG": Region.MIDDLE_EAST_AFRICA,
    "NG": Region.MIDDLE_EAST_AFRICA,
    "TR": Region.MIDDLE_EAST_AFRICA,
    "ZA": Region.MIDDLE_EAST_AFRICA,
    "ES": Region.EUROPE,
    "FR": Region.EUROPE,
    "IT": Region.EUROPE,
    "NL": Region.EUROPE,
    "PL": Region.EUROPE,
    "IN": Region.SOUTH_ASIA,
    "PH": Region.SOUTHEAST_ASIA,
    "SG": Region.SOUTHEAST_ASIA,
    "AR": Region.LATIN_AMERICA,
    "CL": Region.LATIN_AMERICA,
    "CO": Region.LATIN_AMERICA,
    "PE": Region.LATIN_AMERICA,
    "AU": Region.OCEANIA,
    "NZ": Region.OCEANIA,
    "RU": Region.CIS,
    "KZ": Region.CIS,
    "CN": Region.CHINA,
    "CA": Region.NORTH_AMERICA,
    "HK": Region.CHINA,
    "MO": Region.CHINA,
    "TW": Region.CHINA,
    "AT": Region.EUROPE,
    "BE": Region.EUROPE,
    "BG": Region.EUROPE,
    "CH": Region.EUROPE,
    "CZ": Region.EUROPE,
    "DK": Region.EUROPE,
    "EE": Region.EUROPE,
    "FI": Region.EUROPE,
    "GR": Region.EUROPE,
    "HR": Region.EUROPE,
    "HU": Region.EUROPE,
    "IE": Region.EUROPE,
    "LT": Region.EUROPE,
    "LU": Region.EUROPE,
    "LV": Region.EUROPE,
    "NO": Region.EUROPE,
    "PT": Region.EUROPE,
    "RO": Region.EUROPE,
    "SE": Region.EUROPE,
    "SI": Region.EUROPE,
    "SK": Region.EUROPE,
    "UA": Region.EUROPE,
    "BY": Region.CIS,
    "AM": Region.CIS,
    "AZ": Region.CIS,
    "KG": Region.CIS,
    "UZ": Region.CIS,
    "CI": Region.MIDDLE_EAST_AFRICA,
    "GH": Region.MIDDLE_EAST_AFRICA,
    "KE": Region.MIDDLE_EAST_AFRICA,
    "UG": Region.MIDDLE_EAST_AFRICA,
    "MA": Region.MIDDLE_EAST_AFRICA,
    "DZ": Region.MIDDLE_EAST_AFRICA,
    "TN": Region.MIDDLE_EAST_AFRICA,
    "SN": Region.MIDDLE_EAST_AFRICA,
    "IL": Region.MIDDLE_EAST_AFRICA,
    "QA": Region.MIDDLE_EAST_AFRICA,
    "KW": Region.MIDDLE_EAST_AFRICA,
    "BH": Region.MIDDLE_EAST_AFRICA,
    "OM": Region.MIDDLE_EAST_AFRICA,
    "JO": Region.MIDDLE_EAST_AFRICA,
    "PK": Region.SOUTH_ASIA,
    "BD": Region.SOUTH_ASIA,
    "LK": Region.SOUTH_ASIA,
    "NP": Region.SOUTH_ASIA,
    "UY": Region.LATIN_AMERICA,
    "EC": Region.LATIN_AMERICA,
    "BO": Region.LATIN_AMERICA,
    "PY": Region.LATIN_AMERICA,
    "CR": Region.LATIN_AMERICA,
    "PA": Region.LATIN_AMERICA,
    "DO": Region.LATIN_AMERICA,
    "GT": Region.LATIN_AMERICA,
    "VE": Region.LATIN_AMERICA,
    "KH": Region.SOUTHEAST_ASIA,
    "LA": Region.SOUTHEAST_ASIA,
    "MM": Region.SOUTHEAST_ASIA,
    "BN": Region.SOUTHEAST_ASIA,
}
"""Regions of places that cards may name; a market card of its own says it for the market."""

ALIASES = {"UK": "GB"}
"""What people type for a place instead of its code."""
