"""The picture of view ``modal-share``: a bar a survey from nought to a hundred per cent, goals outlined above them."""

import pandas as pd

from dashboard.state import ViewState
from dashboard.views.base import SCREEN_ROOM, drawn
from dashboard.views.drawing import Drawing
from dashboard.views.ledger import LEAST, LEAST_WIDE, Ledger
from dashboard.views.modal_share.marks import flat, goal_line, key_text, traces
from dashboard.views.modal_share.plan import at, plan
from dashboard.views.modal_share.rows import cities
from dashboard.views.modal_share.screen import on_screen

#: The room for names, and to the right of the bars (px at a text of 13 px).
LABELS, RIGHT = 224.0, 14.0
#: How high the picture is at least (px).
LEAST_HIGH = 116.0


def figure(frame: pd.DataFrame, state: ViewState) -> Drawing:
    """Goals and surveys of one city, or a survey each of several; in groups that may be compared."""
    if state.size in SCREEN_ROOM:
        return on_screen(frame, state)
    blocks = plan(frame, state.lang)
    size = Ledger((), state)
    key = key_text(blocks, size, size.characters(LEAST.get(state.size, LEAST_WIDE) * size.scale - 8))
    ledger = Ledger([block.group for block in blocks], state, label_room=LABELS, right=RIGHT, top=0.0)
    if key:
        lines = key.count("<br>") + 1
        ledger = Ledger(
            [block.group for block in blocks], state, label_room=LABELS, right=RIGHT,
            top=(lines * ledger.line + 12 * ledger.scale) / ledger.scale,
        )  # fmt: skip
        ledger.say(key, 0)
    everyone = cities(frame)
    ahead = everyone[0].lead if len(everyone) == 1 else None
    goal_line(ahead, blocks, ledger)
    ledger.height = max(ledger.height, LEAST_HIGH)
    longest = max([100.0, *(bar.part.end for bar in flat(blocks))])
    return drawn(
        state,
        traces(blocks, at(ahead), ledger, state),
        **ledger.layout(range=[-0.4, longest + 0.4]),
        # What does not fit in a bar is told on hover and in the table, never written smaller.
        uniformtext={"mode": "hide", "minsize": ledger.size - 1},
    )
