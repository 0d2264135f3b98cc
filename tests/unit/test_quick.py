"""The short way of the command line says what the long way says, or leaves the call to it."""

from __future__ import annotations

import sys

import pytest

from chuhai.cli.quick import understood
from chuhai.cli.root import run

PLAIN = [
    ("list", "trends", "--json"),
    ("list", "trends"),
    ("list", "tactics", "--market", "MX", "--json"),
    ("list", "tactics", "--market=MX"),
    ("list", "glossary", "--filter", "stance:go"),
    ("search", "live", "--json"),
    ("search", "直播", "--region", "latin-america"),
    ("search", "nothing-like-this"),
    ("show", "live", "--json"),
    ("show", "trends/live"),
    ("show", "Live shopping", "--market", "TH"),
    ("show", "liv"),
    ("list", "tactics", "--market", "Atlantis"),
    ("--lang", "zh", "list", "trends"),
]
LEFT = [
    ("list",),
    ("list", "trend"),
    ("list", "trends", "markets"),
    ("list", "trends", "--help"),
    ("list", "trends", "--market"),
    ("list", "trends", "--market", "--json"),
    ("list", "trends", "--jsno"),
    ("search",),
    ("show", "live", "--section", "nowhere"),
    ("check",),
    ("--version",),
    ("--lang", "fr", "list", "trends"),
    ("-h",),
]


@pytest.mark.parametrize("args", PLAIN)
def test_both_ways_say_the_same(
    args: tuple[str, ...],
    chuhai: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert understood(args) is not None
    short = chuhai(*args)  # type: ignore[operator]
    monkeypatch.setattr(sys, "argv", ["chuhai", *args])
    with pytest.raises(SystemExit) as ended:
        run()
    long = capfd.readouterr()
    assert (short.code, short.out, short.err) == (ended.value.code, long.out, long.err)


@pytest.mark.parametrize("args", LEFT)
def test_what_is_not_plain_is_left_to_the_long_way(args: tuple[str, ...]) -> None:
    assert understood(args) is None


def test_the_app_opens_without_options_and_with_a_filter() -> None:
    assert understood(()) == ("", {}, {})
    assert understood(("--filter", "market:TH")) == ("", {"line": "market:TH"}, {})
