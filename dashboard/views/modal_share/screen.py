"""The picture of view ``modal-share`` on a screen: the newest surveys large, and in words what has no room."""

from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.i18n import t
from dashboard.model.comparison import compare
from dashboard.model.modal_goals import Judged
from dashboard.model.modal_share import basis
from dashboard.state import ViewState
from dashboard.views.base import SCREEN_ROOM, drawn, wrapped
from dashboard.views.drawing import Drawing
from dashboard.views.ledger import Ledger, Place, Row
from dashboard.views.modal_share.marks import flat, goal_line, key_text, traces, unwritten
from dashboard.views.modal_share.plan import FOOT, Block, at
from dashboard.views.modal_share.rows import cities, shown
from dashboard.views.modal_share.screen_choice import Choice, of_one, of_several

#: The text's sizes (px): a row's name, what stands beside it, a heading or a badge.
NAME, BESIDE, SMALL = 17, 15, 13
#: A character's width, bold and not, and a line's height, in parts of the text's size.
CHARACTER, BOLD, LINE = 0.57, 0.64, 1.36
#: Between groups and between rows (px); the room for the goal's year below bars.
GROUP_GAP, DENSE_GAP, ROW_GAP, GOAL_YEAR = 16, 10, 7, 22
#: How many times as high as on a page bars are at most, and by how much they are tried higher.
MOST, STEP = 3.6, 0.1
#: Within so many percentage points a bar comes to a hundred.
EXACT = 0.05


def on_screen(frame: pd.DataFrame, state: ViewState) -> Drawing:
    """The fullest choice of rows that has room, its bars as high as the room allows."""
    everyone = cities(frame)
    ahead = everyone[0].lead if len(everyone) == 1 else None
    room = SCREEN_ROOM[state.size][1]
    tried = of_one(everyone[0], state) if len(everyone) == 1 else of_several(everyone, shown(frame), state)
    chosen, height = None, 0.0
    for one in tried:
        chosen, height = one, _laid(one, ahead, state, one.least).height
        if height <= room:
            break
    assert chosen is not None
    if _is_uneven(chosen):
        told = replace(chosen, rest=_joined(chosen.rest, t(state.lang, "modal.screen.uneven")))
        if (higher := _laid(told, ahead, state, told.least).height) <= room:
            chosen, height = told, higher
    # Thin bars stop growing before the others do: reckoned from the first step nothing grows out of the room.
    step = (_laid(chosen, ahead, state, chosen.least + STEP).height - height) / STEP
    factor = min(MOST, chosen.least + max(room - height - 1, 0) / step) if step else chosen.least
    ledger = _laid(chosen, ahead, state, factor)
    longest = max([100.0, *(bar.part.end for bar in flat(chosen.blocks))])
    layout = ledger.layout(range=[-0.2, longest + 0.2])
    return drawn(
        state,
        traces(chosen.blocks, at(ahead), ledger, state),
        **{**layout, "height": min(layout["height"], room)},
        uniformtext={"mode": "hide", "minsize": ledger.size - 2},
    )


def _is_uneven(choice: Choice) -> bool:
    """Whether some survey's bar does not come to a hundred per cent."""
    lanes = (lane for block in choice.blocks for row in block.bars for lane in row if lane and not lane[0].is_goal)
    return any(abs(sum(bar.part.share for bar in lane) - 100) > EXACT for lane in lanes)


def _joined(text: str, sentence: str) -> str:
    return f"{text.rstrip('.')}. {sentence}" if text else sentence


def _laid(choice: Choice, ahead: Judged | None, state: ViewState, factor: float) -> Ledger:
    """The choice on a sheet from side to side, with bars so many times as high as on a page."""
    ledger = Ledger((), state)
    ledger.left, ledger.right, ledger.size = 0.0, 0.0, float(NAME - (2 if choice.beside else 3))
    gap = GROUP_GAP if choice.beside else DENSE_GAP
    width = SCREEN_ROOM[state.size][0]
    y = _said(ledger, key_text(choice.blocks, ledger, int(width / (14 * CHARACTER))), 0.0, 14, "ink")
    if choice.badge:
        y = _badge(ledger, choice.badge, y + 6, width)
    before: Any = None
    for block in choice.blocks:
        several = not block.group.heading
        if block.group.heading:
            if before is not None:
                y = _edge(ledger, y, gap)
            y = _heading(ledger, block, y + (8 if before is None and y else 0), width)
        ledger.places.append([])
        for place, row in enumerate(block.group.rows):
            survey = block.surveys[place][1] if block.surveys else None
            if several and before is not None:
                apart = survey is None or not compare(basis(before), basis(survey)).comparable
                y = _edge(ledger, y, gap) if apart else y + ROW_GAP
            elif place or several:
                y += ROW_GAP
            if choice.beside and survey:
                row = _with_narrow(row, unwritten(block, place, at(ahead), ledger))
            y = _row(ledger, row, y, factor, beside=choice.beside)
            before = survey or row
    if choice.rest:
        y = _said(ledger, wrapped(choice.rest, int(width / (SMALL * CHARACTER))), _edge(ledger, y, gap), SMALL, "muted")
    ledger.height = y
    goal_line(ahead, choice.blocks, ledger)
    return ledger


def _said(ledger: Ledger, text: str, y: float, size: int, token: str) -> float:
    """Words from the left edge; where they end."""
    if not text:
        return y
    ledger.say(text, y, font={"size": size, "color": ledger.ink(token)})
    return y + (text.count("<br>") + 1) * size * LINE


def _edge(ledger: Ledger, y: float, gap: float) -> float:
    """A thin line that parts what may not be compared."""
    middle = y + gap / 2
    at = {"xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": middle, "y1": middle}
    ledger.shapes.append({"type": "line", **at, "line": {"color": ledger.ink("line"), "width": 1}})
    return y + gap


def _badge(ledger: Ledger, text: str, y: float, width: int) -> float:
    said = wrapped(f"≠ {text}", int((width - 16) / (SMALL * CHARACTER)))
    ledger.say(
        said, y + 4, name="badge", borderpad=4, bgcolor=ledger.ink("warn-soft"), xshift=5,
        font={"size": SMALL, "color": ledger.ink("warn")},
    )  # fmt: skip
    return y + 12 + (said.count("<br>") + 1) * SMALL * LINE


def _heading(ledger: Ledger, block: Block, y: float, width: int) -> float:
    """What a group is counted on, and what sets it apart from the goal or from the rows above."""
    text = wrapped(block.group.heading, int(width / (SMALL * BOLD)))
    y = _said(ledger, f"<b>{text}</b>", y, SMALL, "muted")
    if block.group.badge:
        y = _badge(ledger, block.group.badge, y + 2, width)
    return y + 4


def _with_narrow(row: Row, parts: list[str]) -> Row:
    """A row that tells beside its name what has no room in its bar."""
    return replace(row, below="; ".join(filter(None, [row.below, *parts])))


def _row(ledger: Ledger, row: Any, y: float, factor: float, *, beside: bool) -> float:
    """A row's name with what stands beside it, on one line where both fit, and its bars; where it ends."""
    width = SCREEN_ROOM[ledger.state.size][0]
    size = NAME if beside else NAME - 2
    muted = ledger.ink("muted")
    one_line = len(row.label) * size * BOLD + (len(row.below) + 3) * BESIDE * CHARACTER <= width
    text = f"<b>{row.label}</b>"
    if row.below and beside and one_line:
        text += f"   <span style='font-size:{BESIDE}px;color:{muted}'>{row.below}</span>"
    y = _said(ledger, text, y, size, "ink")
    if row.below and beside and not one_line:
        y = _said(ledger, wrapped(row.below, int(width / (BESIDE * CHARACTER))), y, BESIDE, "muted")
    y += 2
    lanes = []
    for number, lane in enumerate(row.lanes):
        if lane.label:
            y = _said(ledger, lane.label, y + 2, SMALL, "muted")
        elif number:
            y += 4
        high = GOAL_YEAR if lane.height == FOOT else lane.height * (min(factor, 1.2) if lane.label else factor)
        lanes.append(Place(y, y + high))
        y += high
    ledger.places[-1].append(lanes)
    return y
