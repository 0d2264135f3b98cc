"""Journey A, minutes 4 to 8: Thailand against Mexico on the real content, by keys and by mouse."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot

from chuhai.i18n import Lang
from chuhai.library.index import Library
from chuhai.profile import as_json
from chuhai.ui.app import ChuhaiApp
from chuhai.ui.widgets.compare_view import CompareView
from ui.conftest import KEYS, MakeApp, click_on, screen_text, shown
from unit.test_gates import LIN

SIZES = [(80, 24), (120, 40)]
CHECKED, RECALLED, STALE, UNDATED = "✓", "凭记忆", "◷ 过期", "未注明日期"


@dataclass(frozen=True)
class Wanted:
    """A cell of the comparison: what its claims must say, and what stands in the cell itself."""

    row: str
    market: str
    claims: tuple[str, ...] = ()
    cell: tuple[str, ...] = field(default=())


MUST = (
    Wanted("gate:company-licence", "TH",
           ("中国内地或香港公司执照，注册满 14 天", "vh455.com", UNDATED), ("▲ 可入驻",)),
    Wanted("gate:company-licence", "MX", ("中国内地或香港公司执照满 14 天", "TKTK", "2025")),
    Wanted("gate:sole-trader", "TH", ("评分至少 4.3 或 90%", "vh455.com")),
    Wanted("gate:sole-trader", "MX", ("个体工商户不收", "TKTK")),
    Wanted("gate:warehouse", "TH", ("还没有",), ("无数据",)),
    Wanted("gate:warehouse", "MX", ("货须在墨西哥", "不可入驻：没有墨西哥仓库", "TKTK"), ("×",)),
    Wanted("logistics:", "MX", ("2026 年 4 月起，美国仓的货可卖墨西哥", "2026-01-17", "≠"),
           ("≠", CHECKED)),
    Wanted("rule:platform", "MX", ("货须从墨西哥仓发出，不开放中国直邮", "≠", STALE), ("≠",)),
    Wanted("rule:vat", "TH", ("7%", "从第一铢起征", "2026-01-01 生效", "2025-12-15"), (CHECKED,)),
    Wanted("rule:vat", "MX", ("16% 增值税和 20% 所得税", "RFC", "TKTK"), (CHECKED,)),
    Wanted("fee:commission", "MX", ("新卖家前 90 天 0%", "截至 2025-08", STALE)),
    Wanted("rule:certification", "TH",
           ("充电宝", "TISI", "六个月以下监禁、50 万泰铢", "2020-11-16"), (CHECKED,)),
    Wanted("rule:certification", "MX", (RECALLED,), (RECALLED,)),
)  # fmt: skip
"""What the table of the journey asks for; the product gate of Mexico is only remembered."""


def _app(make_app: MakeApp, library: Library, home: Path) -> ChuhaiApp:
    home.mkdir(parents=True, exist_ok=True)
    (home / "profile.json").write_text(json.dumps(as_json(LIN)))
    return make_app(Lang.ZH, library)


def _view(app: ChuhaiApp) -> CompareView:
    view = app.explore.view
    assert isinstance(view, CompareView)
    return view


async def _press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def _go(pilot: Pilot[None], app: ChuhaiApp, row: str, market: str) -> None:
    """Walk to a cell with the keys."""
    grid = _view(app).grid
    down = [known.key for known in grid.rows].index(row)
    across = list(grid.table.markets).index(market)
    await pilot.press("g", *["j"] * down)
    while grid.place[1] != across:
        await pilot.press("l" if grid.place[1] < across else "h")
    await pilot.pause()


def _plain(screens: list[str]) -> str:
    """What stood on some screens without the ends of their lines, which break sentences."""
    lines = (line.replace("▌", " ") for text in screens for line in text.splitlines())
    return "".join("".join(line.split()) for line in lines)


async def _pane(pilot: Pilot[None], app: ChuhaiApp) -> str:
    """The claims of the cell under the cursor, read screen by screen to their end."""
    pane = _view(app).pane
    await pilot.press("enter")
    await pilot.pause()
    seen: list[str] = []
    for _ in range(30):
        top, bottom = pane.region.y, pane.region.bottom
        left = pane.region.x
        lines = screen_text(app).splitlines()[top:bottom]
        text = "\n".join(_from(line, left).rstrip("┃ ") for line in lines)
        if seen and text == seen[-1]:
            break
        seen.append(text)
        await pilot.press("pagedown")
        await pilot.pause()
    await pilot.press("escape")
    await pilot.pause()
    return _plain(seen)


def _from(line: str, cell: int) -> str:
    """A line from a cell on."""
    used = 0
    for place, char in enumerate(line):
        if used >= cell:
            return line[place:]
        used += cell_len(char)
    return ""


def _cell(app: ChuhaiApp) -> str:
    """What is drawn in the cell under the cursor."""
    grid = _view(app).grid
    row, column = grid.place
    return "\n".join(line.plain for line in grid._lines(row, column))


@pytest.mark.parametrize("size", SIZES)
async def test_by_keys(
    make_app: MakeApp, real_library: Library, tmp_path: Path, size: tuple[int, int]
) -> None:
    app = _app(make_app, real_library, tmp_path / "home")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await _press(pilot, "5", "slash", *"taiguo", "enter", "m", "x")
        await _press(pilot, "slash", *"moxige", "enter", "m", "x", "c")
        assert list(_view(app).table.markets) == ["TH", "MX"]
        every = len(_view(app).grid.rows)
        await _press(pilot, "d")
        assert len(_view(app).grid.rows) < every
        assert "只看不同" in screen_text(app)

        for wanted in MUST:
            await _go(pilot, app, wanted.row, wanted.market)
            said = await _pane(pilot, app)
            for part in wanted.claims:
                assert "".join(part.split()) in said, (wanted.row, wanted.market, part)
            for part in wanted.cell:
                assert part in _cell(app) or part.replace(" ", "") in said, (wanted, part)

        await _go(pilot, app, "rule:vat", "TH")
        await _press(pilot, "c")
        assert app.clipboard.startswith("低值进口增值税 7%，与关税一起从第一铢起征。")
        assert "DHL Express Thailand" in app.clipboard
        assert "https://www.dhl.com/" in app.clipboard
        assert app.clipboard.count("https://") == 1

        for name in ("tiktok-shop-mx", "tiktok-shop-sea"):
            await _press(pilot, "f", *(KEYS.get(char, char) for char in name), "enter", "escape")
        assert set(app.filter.choice("platform").wanted) == {"tiktok-shop-mx", "tiktok-shop-sea"}
        for market in ("TH", "MX"):
            await _go(pilot, app, "gate:company-licence", market)
            assert "必须（中国、中国香港" in _plain([_cell(app)])
            assert "可入驻" in _cell(app)
            assert "不可" not in _cell(app)
        await _press(pilot, "x")

        await _conflict_by_keys(pilot, app)


async def _conflict_by_keys(pilot: Pilot[None], app: ChuhaiApp) -> None:
    await _go(pilot, app, "gate:local-entity", "TH")
    assert "≠" in _cell(app)
    said = await _pane(pilot, app)
    for part in (
        "企业卖家只收在泰国注册或登记的主体",
        "用中国内地或香港公司执照即可开泰国站，不要求泰国主体",
        "泰国公司（DBD）注册文件",
        "中国卖家开泰国TikTokShop，要不要泰国公司？",
    ):
        assert part in said, part
    await _press(pilot, "enter")
    pane = _view(app).pane
    while pane.current is None or pane.current.key != "claim/4":
        await _press(pilot, "j")
    await _press(pilot, "e")
    assert app.explore.shown == "evidence"
    _side_by_side(await shown(pilot, app, "怎样才算有定论"), app)
    await _press(pilot, "alt+left")
    assert app.explore.shown == "compare"


def _side_by_side(text: str, app: ChuhaiApp) -> None:
    """Three claims with their publishers, in two columns where there is room; what it is about."""
    plain = _plain([text])
    for part in ("TikTok Shop Academy (Thailand)（官方）", "vh455.com（行业站）",
                 "10100.com（行业站）"):  # fmt: skip
        assert "".join(part.split()) in plain or part.partition("（")[0] in text, part
    if app.size.width >= 100:
        both = [line for line in text.splitlines() if "10100.com" in line and "vh455" in line]
        assert both, "side by side"
        assert "不同的卖家类型" in plain
        assert "本土店要泰国主体，跨境店用" in plain


# ------------------------------------------------------------ the mouse


async def _wheel(pilot: Pilot[None], app: ChuhaiApp, words: str, at: tuple[int, int]) -> None:
    """Turn the wheel at a place until some words are on the screen."""
    for _ in range(80):
        if words in screen_text(app):
            return
        await pilot._post_mouse_events([MouseScrollDown], offset=at)
        await pilot.pause()
    raise AssertionError(f"{words} never came into sight")


async def _choose(pilot: Pilot[None], app: ChuhaiApp, market: str) -> None:
    """Mark a market in the choice that lies over the view, and leave it."""
    while app.screen is app.explore:
        await click_on(pilot, app, "选市场")
    await _wheel(pilot, app, market, (app.size.width // 2, 10))
    marks = app.settings.marks
    for _ in range(4):
        if app.settings.marks != marks:
            return
        await click_on(pilot, app, market)
    raise AssertionError(f"{market} was not marked")


async def _open(pilot: Pilot[None], app: ChuhaiApp, row: str, market: str) -> str:
    """Scroll to a cell with the wheel, click on it, and read its claims with the wheel."""
    grid = _view(app).grid
    place = [known.key for known in grid.rows].index(row)
    column = list(grid.table.markets).index(market)
    x = grid.shape.x(column, grid.first) + 2
    step = MouseScrollUp if grid.top > grid.top_of(place) else MouseScrollDown
    while not grid.top <= grid.top_of(place) + grid._lead(place) < grid.top + grid.body:
        await pilot._post_mouse_events([step], widget=grid, offset=(x, 2))
        await pilot.pause()
    y = 1 + grid.top_of(place) + grid._lead(place) - grid.top
    await pilot.click(grid, offset=(x, y))
    await pilot.pause()
    assert grid.current is not None
    assert (grid.current[0].key, grid.current[1]) == (row, market)
    if not _view(app).opened:
        y = 1 + grid.top_of(place) + grid._lead(place) - grid.top
        await pilot.click(grid, offset=(x, y))
        await pilot.pause()
    pane = _view(app).pane
    seen: list[str] = []
    for _ in range(60):
        lines = screen_text(app).splitlines()[pane.region.y : pane.region.bottom]
        text = "\n".join(_from(line, pane.region.x).rstrip("┃ ") for line in lines)
        if seen and text == seen[-1]:
            break
        seen.append(text)
        await pilot._post_mouse_events([MouseScrollDown], widget=pane, offset=(4, 2))
        await pilot.pause()
    return _plain(seen)


@pytest.mark.parametrize("size", SIZES)
async def test_by_mouse(
    make_app: MakeApp, real_library: Library, tmp_path: Path, size: tuple[int, int]
) -> None:
    app = _app(make_app, real_library, tmp_path / "home")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await click_on(pilot, app, "5 市场")
        await click_on(pilot, app, " 对比 ")
        assert app.explore.shown == "compare"
        for market in ("泰国", "墨西哥"):
            await _choose(pilot, app, market)
        await pilot.click(offset=(0, 0))
        await pilot.pause()
        assert app.screen is app.explore
        assert list(_view(app).table.markets) == ["TH", "MX"]
        await click_on(pilot, app, "只看不同")
        assert _view(app).differences
        for wanted in MUST:
            said = await _open(pilot, app, wanted.row, wanted.market)
            for part in wanted.claims:
                assert "".join(part.split()) in said, (wanted.row, wanted.market, part)

        await _open(pilot, app, "rule:vat", "TH")
        await _command(pilot, app, " 复制 ")
        assert app.clipboard.startswith("低值进口增值税 7%，与关税一起从第一铢起征。")
        assert "https://www.dhl.com/" in app.clipboard

        await _open(pilot, app, "gate:local-entity", "TH")
        pane = _view(app).pane
        question = "中国卖家开泰国 TikTok Shop"
        for _ in range(60):
            if question in screen_text(app):
                break
            await pilot._post_mouse_events([MouseScrollUp], widget=pane, offset=(4, 2))
            await pilot.pause()
        while app.explore.shown == "compare":
            await click_on(pilot, app, question)
        assert app.explore.shown == "evidence"
        _side_by_side(await shown(pilot, app, "怎样才算有定论"), app)
        await click_on(pilot, app, " 对比 ")
        assert app.explore.shown == "compare"


async def _command(pilot: Pilot[None], app: ChuhaiApp, words: str) -> None:
    """Give a command from the list of all of them."""
    await click_on(pilot, app, "^p 命令")
    for _ in range(40):
        if any(words in line for line in screen_text(app).splitlines()[3:-1]):
            break
        await pilot._post_mouse_events([MouseScrollDown], offset=(app.size.width // 2, 10))
        await pilot.pause()
    while app.screen is not app.explore:
        await click_on(pilot, app, words)
