"""View ``contract`` on a screen: the versions across, the signings, what they hold, and when the parties came.

What a page tells in a row a party stands here in a row a year, and a signing's words only where they fit.
"""

from itertools import product

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.views.contract.screen_all import everyone
from dashboard.views.contract.screen_grid import Grid
from dashboard.views.contract.words import (
    count_word,
    in_order,
    parties,
    signed,
    version_word,
)
from dashboard.views.drawing import Drawing
from dashboard.views.lettering import LINE
from dashboard.views.sheet import Sheet

#: The sizes that words and rows may have together, the best first.
SIZES = ((16, 42.0), (16, 38.0), (15, 34.0), (15, 30.0), (14, 30.0), (14, 27.0), (13, 27.0), (13, 24.0), (13, 21.0))


def screen(frame: pd.DataFrame, state: ViewState) -> Drawing:
    """One city with what its versions hold, several in rows, or all together; in words and rows as large as fit."""
    draw = everyone if not state.cities else _one if state.city else _several
    own, came = signed(frame), parties(frame)
    for told, (size, row) in product((2, 1, 0) if state.size == "landscape" else (1, 0), SIZES):
        sheet = Sheet(state, size)
        grid = Grid(sheet, frame, row, told, own, came)
        height = draw(grid)
        if height <= sheet.room:
            break
    return sheet.figure(height)


def _one(grid: Grid) -> float:
    state, lang = grid.sheet.state, grid.lang
    code = in_order(grid.frame, state.cities)[0][0]
    y = grid.city(code, t(lang, "contract.row.signing"), grid.head())
    y = grid.parties(grid.held(code, y))
    return _actions(grid, code, y)


def _several(grid: Grid) -> float:
    y = grid.head()
    for code, _, name in in_order(grid.frame, grid.sheet.state.cities):
        y = grid.city(code, name, y)
        grid.sheet.rule((0, y), (grid.sheet.width, y), "grid")
    if not grid.told:
        y = grid.sheet.say(0, y + 4, grid.sheet.lines(_readings(grid), grid.sheet.width), token="muted")
    return grid.parties(y)


def _readings(grid: Grid) -> str:
    """What the signs mean, how many signings are our reading, and of whom the sources disagree."""
    lang, own = grid.lang, grid.own
    told = [t(lang, "contract.remark.marks")]
    derived = int((own["certainty"] == "derived").sum())
    if derived:
        told.append(t(lang, "contract.screen.derived", count=derived, all=len(own)))
    names = own.loc[own["certainty"] == "disputed", "name"].drop_duplicates().tolist()
    if names:
        told.append(t(lang, "contract.screen.disputed", names=i18n.listing(lang, names)))
    return " ".join(told)


def _actions(grid: Grid, code: str, y: float) -> float:
    """A few actions of the newest version that has any, as many as there is room for, and how many more there are."""
    sheet, lang = grid.sheet, grid.lang
    own = grid.frame[(grid.frame["kind"] == "action") & (grid.frame["code"] == code)]
    room = sheet.room - y - 8
    if own.empty or room < 3 * LINE * sheet.size:
        return y
    newest = own[own["version"] == own["version"].max()]
    names = newest["what"].drop_duplicates().tolist()
    head = t(lang, "contract.screen.actions", version=version_word(int(newest["version"].iloc[0])))
    for fit in range(len(names), 0, -1):
        rest = [count_word(lang, "more_action", len(names) - fit)] if fit < len(names) else []
        lines = sheet.lines(f"{head} {'; '.join([*names[:fit], *rest])}.", sheet.width)
        if sheet.high(lines) <= room:
            return sheet.say(0, y + 6, lines, token="muted")
    return y
