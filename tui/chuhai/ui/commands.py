"""Every command once: its keys, its action, its words; key bar, palette and help are views."""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding, BindingType

SECTION_KEYS = {
    "H": "home",
    "1": "trends",
    "2": "events",
    "3": "lineage",
    "4": "platforms",
    "5": "markets",
    "0": "article",
    "6": "tactics",
    "7": "festivals",
    "8": "guides",
    "9": "checklist",
}
"""The key of each section, in the order of the sidebar."""
EXPLORE = ("trends", "events", "lineage", "platforms", "markets", "article")
PLAN = ("tactics", "festivals", "guides", "checklist")


class Command(NamedTuple):
    """Something that the user can do."""

    id: str
    keys: str
    """Keys as Textual names them, separated by commas."""
    action: str
    words: str
    """The key of its name among the interface words."""
    group: str = ""
    """Under which heading the help lists it; commands without one are not listed."""
    shown: str = ""
    """How the key is written in key bar and help."""
    bar: bool = False
    """Whether the key bar hints at it."""

    def binding(self) -> Binding:
        """The command as Textual binds it."""
        return Binding(
            self.keys, self.action, self.words, show=self.bar, key_display=self.shown, id=self.id
        )


def _command(line: str) -> Command:
    name, keys, action, words, group, shown, bar = (part.strip() for part in line.split("|"))
    return Command(name, keys, action, words, group, shown, bar == "bar")


_APP = """
search      | slash            | search                | key.search          | find | /     | bar
add         | a                | add                   | key.add             | act  | a     | bar
star        | s                | star                  | key.star            | act  | s     |
copy        | y                | copy                  | key.copy            | act  | y     | bar
view        | v                | switch_view           | key.view            | find | v     | bar
compare     | c                | compare               | key.compare         | act  | c     | bar
mark-card   | m                | mark_card             | key.mark-card       | act  | m     | bar
company     | P                | company               | key.company         | act  | P     |
lang        | z                | switch_lang           | key.lang            | app  | z     | bar
pair        | Z                | pair                  | key.pair            | app  | Z     |
theme       | t                | switch_theme          | key.theme           | app  | t     |
quit        | q                | leave                 | key.quit            | app  | q     | bar
reach       | R                | reach                 | key.reach           | find | R     |
facets      | f                | facets                | key.facets          | find | f     |
clear       | x                | clear                 | key.clear           | find | x     |
copy-filter | Y                | copy_filter           | key.copy-filter     | find | Y     |
undo        | u                | undo                  | key.undo            | act  | u     |
redo        | U                | redo                  | key.redo            | act  | U     |
source      | o                | source                | key.source          | act  | o     |
export      | E                | export                | key.export          | act  | E     |
import      | I                | import                | key.import          | act  | I     |
brief       | B                | brief                 | key.brief           | act  | B     |
back        | escape           | back                  | key.back            | move | esc   |
history-back    | alt+left     | history(-1)           | key.history-back    | move | alt+← |
history-forward | alt+right    | history(1)            | key.history-forward | move | alt+→ |
next-pane   | tab              | pane(1)               | key.next-pane       | move | tab   |
previous-pane   | shift+tab    | pane(-1)              | key.previous-pane   |      | S-tab |
help        | question_mark    | help                  | key.help            | app  | ?     | bar
palette     | ctrl+p,colon     | palette               | key.palette         | app  | ^p    | bar
"""

_LINES = """
down        | j,down           | move(1)               | key.down            | move | j ↓   |
up          | k,up             | move(-1)              | key.up              | move | k ↑   |
top         | g,home           | edge(-1)              | key.top             | move | g     |
bottom      | G,end            | edge(1)               | key.bottom          | move | G     |
page-down   | ctrl+d,pagedown  | page(1)               | key.page-down       | move | ^d    |
page-up     | ctrl+u,pageup    | page(-1)              | key.page-up         | move | ^u    |
open        | enter            | choose                | key.open            | move | enter |
"""

_BOARD = """
aside-left  | h,left           | aside(-1)             | key.left            |      | h ←   |
aside-right | l,right          | aside(1)              | key.right           |      | l →   |
"""

_CARDS = """
evidence    | e                | evidence              | key.evidence        | find | e     | bar
"""

_EVIDENCE = """
case-next   | n                | case_step(1)          | key.case-next       | find | n     | bar
case-previous | p              | case_step(-1)         | key.case-previous   | find | p     |
case-market | w                | case_market           | key.case-market     | find | w     | bar
"""

_CHART = """
table       | T                | table                 | key.table           | find | T     | bar
"""

_TIMELINE = """
zoom-in     | plus,equals_sign | zoom(1)               | key.zoom-in         | find | +     | bar
zoom-out    | minus            | zoom(-1)              | key.zoom-out        | find | -     | bar
lanes       | b                | lanes                 | key.lanes           | find | b     | bar
to-lineage  | L                | linked                | key.to-lineage      | find | L     | bar
"""

_CLOCK = """
clock-mode  | b                | clock_mode            | key.clock-mode      | find | b     | bar
clock-here  | w                | clock_market('here')  | key.clock-here      | find | w     | bar
clock-there | W                | clock_market('there') | key.clock-there     | find | W     |
to-events   | L                | linked                | key.to-events       | find | L     | bar
"""

_CHECKLIST = """
tick        | space            | ask('tick')           | key.tick            | act  | space | bar
new-item    | n                | ask('new-item')       | key.new-item        | act  | n     | bar
edit        | e                | ask('edit')           | key.edit            | act  | e     | bar
mark        | m                | mark                  | key.mark            | act  | m     | bar
group       | b                | ask('group')          | key.group           | find | b     | bar
mark-by     | M                | ask('mark-by')        | key.mark-by         | act  | M     |
earlier     | less_than_sign   | ask('earlier')        | key.earlier         | act  | <     |
later       | greater_than_sign | ask('later')         | key.later           | act  | >     |
needs       | w                | ask('needs')          | key.needs           | act  | w     |
editor      | i                | ask('editor')         | key.editor          | act  | i     |
drop        | d                | ask('drop')           | key.drop            | act  | d     |
remove      | D                | ask('remove')         | key.remove          | act  | D     |
closures    | C                | ask('closures')       | key.closures        | act  | C     |
new-list    | N                | ask('new-list')       | key.new-list        | act  | N     |
anchor      | A                | ask('anchor')         | key.anchor          | act  | A     |
lists       | L                | ask('lists')          | key.lists           | act  | L     |
duplicate   | K                | ask('duplicate')      | key.duplicate       | act  | K     |
save-preset | S                | ask('save-preset')    | key.save-preset     | act  | S     |
rename      | T                | ask('rename')         | key.rename          | act  | T     |
week        | W                | ask('week')           | key.week            | act  | W     |
"""

_REACH = """
reach-toggle | space           | switch                | key.reach-toggle    | act  | space | bar
reach-plan  | p                | ask('reach-plan')     | key.reach-plan      | find | p     | bar
reach-market | w               | ask('reach-market')   | key.reach-market    | find | w     | bar
reach-small | S                | ask('reach-small')    | key.reach-small     | find | S     |
reach-all   | X                | ask('reach-all')      | key.reach-all       | act  | X     |
"""

_CALENDAR = """
day-back    | h,left           | day(-1)               | key.day-back        | move | h ←   |
day-on      | l,right          | day(1)                | key.day-on          | move | l →   |
week-back   | k,up             | day(-7)               | key.week-back       | move | k ↑   |
week-on     | j,down           | day(7)                | key.week-on         | move | j ↓   |
month-back  | left_square_bracket,pageup,ctrl+u    | month(-1) | key.month-back | move | [   | bar
month-on    | right_square_bracket,pagedown,ctrl+d | month(1)  | key.month-on   | move | ]   | bar
day-today   | g,home           | today                 | key.day-today       | move | g     | bar
mark-next   | n                | seek(1)               | key.mark-next       | move | n     |
mark-back   | N                | seek(-1)              | key.mark-back       | move | N     |
day-open    | enter            | open_day              | key.open            | move | enter |
"""

_HOME = """
column-left  | h,left          | column(-1)            | key.left            |      | h ←   |
column-right | l,right         | column(1)             | key.right           |      | l →   |
"""

_MATRIX = """
cell-left   | h,left           | walk(0,-1)            | key.left            |      | h ←   |
cell-right  | l,right          | walk(0,1)             | key.right           |      | l →   |
cell-down   | j,down           | walk(1,0)             | key.down            |      | j ↓   |
cell-up     | k,up             | walk(-1,0)            | key.up              |      | k ↑   |
cell-top    | g                | edge(-1,0)            | key.top             |      | g     |
cell-bottom | G                | edge(1,0)             | key.bottom          |      | G     |
cell-first  | home             | edge(0,-1)            | key.first-market    | move | home  |
cell-last   | end              | edge(0,1)             | key.last-market     | move | end   |
cell-page-down | ctrl+d,pagedown | leap(1)             | key.page-down       |      | ^d    |
cell-page-up | ctrl+u,pageup   | leap(-1)              | key.page-up         |      | ^u    |
cell-open   | enter            | open_card             | key.open            |      | enter | bar
sort-market | s                | sort('market')        | key.sort-market     | find | s     | bar
sort-card   | S                | sort('card')          | key.sort-card       | find | S     |
score-up    | plus,equals_sign | score(1)              | key.score-up        | act  | +     |
score-down  | minus            | score(-1)             | key.score-down      | act  | -     |
mark-note   | n                | note                  | key.mark-note       | act  | n     | bar
mark-out    | exclamation_mark | out                   | key.mark-out        | act  | !     |
gaps        | d                | gaps                  | key.gaps            | find | d     | bar
"""

_COMPARE_GRID = """
compare-left  | h,left         | walk(0,-1)            | key.left            |      | h ←   |
compare-right | l,right        | walk(0,1)             | key.right           |      | l →   |
compare-down  | j,down         | walk(1,0)             | key.down            |      | j ↓   |
compare-up    | k,up           | walk(-1,0)            | key.up              |      | k ↑   |
compare-top   | g,home         | edge(-1)              | key.top             |      | g     |
compare-bottom | G,end         | edge(1)               | key.bottom          |      | G     |
compare-page-down | ctrl+d,pagedown | leap(1)          | key.page-down       |      | ^d    |
compare-page-up | ctrl+u,pageup | leap(-1)             | key.page-up         |      | ^u    |
compare-open  | enter          | open_cell             | key.open-cell       | find | enter | bar
"""

_COMPARE_VIEW = """
differences   | d              | differences           | key.differences     | find | d     | bar
choose-markets | m             | choose_markets        | key.choose-markets  | find | m     | bar
weight-up     | plus,equals_sign | weight(1)           | key.weight-up       | act  | +     |
weight-down   | minus          | weight(-1)            | key.weight-down     | act  | -     |
arithmetic    | w              | arithmetic            | key.arithmetic      | find | w     | bar
copy-claim    | c              | copy_claim            | key.copy            | act  | c     |
"""

_CHIPS = """
chip-left   | h,left           | step(-1)              | key.left            | find | h ←   |
chip-right  | l,right          | step(1)               | key.right           | find | l →   |
toggle      | space,enter      | want                  | key.toggle          | find | space |
exclude     | minus            | exclude               | key.exclude         | find | -     |
"""


def _commands(table: str) -> tuple[Command, ...]:
    return tuple(_command(line) for line in table.splitlines() if line)


APP = _commands(_APP)
LINES = _commands(_LINES)
CHECKLIST = _commands(_CHECKLIST)
MATRIX = _commands(_MATRIX)
_ALSO_HOME = ("tick", "new-list")
HOME = (*_commands(_HOME), *(known for known in CHECKLIST if known.id in _ALSO_HOME))
COMPARE_GRID = _commands(_COMPARE_GRID)
COMPARE_VIEW = _commands(_COMPARE_VIEW)
COMPARE = (*COMPARE_GRID, *COMPARE_VIEW)
CHIPS = _commands(_CHIPS)
BOARD = _commands(_BOARD)
CARDS = _commands(_CARDS)
EVIDENCE = _commands(_EVIDENCE)
CHART = _commands(_CHART)
CLOCK = (*_commands(_CLOCK), *CHART)
TIMELINE = (*_commands(_TIMELINE), *CHART)
WORKLOAD = (*CHART, *(known for known in CHECKLIST if known.id == "new-list"))
REACH = _commands(_REACH)
CALENDAR = _commands(_CALENDAR)
OF_VIEWS = (
    ("checklist", "plan", CHECKLIST),
    ("checklist", "reach", REACH),
    ("festivals", "calendar", CALENDAR),
    ("tactics", "matrix", MATRIX),
)
"""The commands that belong to one view: section, view, commands; no two are there at once."""
SECTIONS = tuple(
    Command(f"go-{name}", key, f"section('{name}')", f"section.{name}", shown=key)
    for key, name in SECTION_KEYS.items()
)

LISTS = frozenset(
    {"list", "board", "evidence", "clock", "timeline", "tasks", "home", "claims", "reach"}
)
"""Where lines are walked through."""
GROUPS: tuple[tuple[tuple[Command, ...], frozenset[str]], ...] = (
    (APP, frozenset()),
    (SECTIONS, frozenset()),
    (LINES, LISTS),
    (CHART, frozenset({"board", "list"})),
    (WORKLOAD, frozenset({"board"})),
    (CLOCK, frozenset({"clock"})),
    (TIMELINE, frozenset({"timeline"})),
    (CARDS, frozenset({"list", "chips", "matrix"})),
    (CHIPS, frozenset({"chips"})),
    (CHECKLIST, frozenset({"tasks"})),
    (REACH, frozenset({"reach"})),
    (CALENDAR, frozenset({"calendar"})),
    (HOME, frozenset({"home"})),
    (MATRIX, frozenset({"matrix"})),
    (COMPARE_GRID, frozenset({"compare"})),
    (COMPARE_VIEW, frozenset({"compare", "claims"})),
    (BOARD, frozenset({"board", "evidence", "clock", "timeline"})),
    (EVIDENCE, frozenset({"evidence"})),
)
"""Every group of commands with the places in which it holds; the first two hold everywhere."""
ALL = tuple(dict.fromkeys(command for group, _ in GROUPS for command in group))


SCREEN = (*APP[:3], *CARDS, *APP[3:], *SECTIONS)
"""What the screen binds, in the order of the key bar."""


def together(one: Command, other: Command) -> bool:
    """Whether two commands can be meant by a key at the same time."""
    places = [_places(one), _places(other)]
    return not all(places) or bool(places[0] & places[1])


def _places(command: Command) -> frozenset[str]:
    """Where a command holds; nothing for everywhere."""
    found = [where for group, where in GROUPS if command in group]
    return frozenset().union(*found) if all(found) else frozenset()


def bindings(commands: tuple[Command, ...]) -> list[BindingType]:
    """Commands as the `BINDINGS` of a screen or a widget."""
    return [command.binding() for command in commands]
