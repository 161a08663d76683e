"""The picture of view ``goals``: a row a goal, its words and standing beside a time line with the year it is due."""

from typing import Any

import pandas as pd

from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.theme import colour
from dashboard.views.base import SCREEN_ROOM, drawn, wrapped
from dashboard.views.drawing import Drawing
from dashboard.views.goals import screen
from dashboard.views.goals.signs import SIGNS

#: A row's height and a line's length in characters, by size: on a phone the words break sooner.
ROWS = {"narrow": (130, 32)}
ROW_WIDE = (88, 76)
AXIS_ROOM = 30
MISSION_YEAR = 2030
WANTED = ["name", "text", "detail", "verdict", "target_year", "latest_year"]


def figure(frame: pd.DataFrame, state: ViewState) -> Drawing:
    """A row a goal, soonest first; what is superseded stands last. On a screen as many as have room."""
    if state.size in SCREEN_ROOM:
        return screen.figure(frame, state)
    # City by city in the order chosen, as the table has them.
    ranked = frame.assign(city=pd.factorize(frame["slug"])[0], last=frame["reason"] == "superseded")
    ordered = ranked.sort_values(["city", "last"], kind="stable")
    rows: list[dict[Any, Any]] = ordered[WANTED].to_dict("records")
    if frame["slug"].nunique() > 1:
        rows = [{**row, "text": f"{row['name']}: {row['text']}"} for row in rows]
    row_height, width = ROWS.get(state.size, ROW_WIDE)
    due = [int(row["target_year"]) for row in rows if not pd.isna(row["target_year"])]
    measured = [int(row["latest_year"]) for row in rows if not pd.isna(row["latest_year"])]
    now = max(measured) if measured else min(due, default=MISSION_YEAR)
    first, last = min([now, *due]) - 2, max([MISSION_YEAR, *due]) + 2
    step = 5 if last - first <= 30 else 10
    ticks = list(range(first - first % step + step, last + 1, step))
    return drawn(
        state,
        [trace for place, row in enumerate(rows) for trace in _time_line(row, place, now, state)],
        height=AXIS_ROOM + row_height * len(rows) + 10,
        xaxis={
            "range": [first, last], "side": "top",
            "tickvals": ticks, "ticktext": [str(year) for year in ticks],
        },
        yaxis={"range": [len(rows) - 0.5, -0.5], "visible": False},
        margin={"l": 4, "r": 16, "t": AXIS_ROOM, "b": 10},
        annotations=[_words(row, place, state, width) for place, row in enumerate(rows)],
    )  # fmt: skip


def _words(row: dict[Any, Any], place: int, state: ViewState, width: int) -> dict[str, Any]:
    """The goal in bold, and under it the verdict as a word in its colour with what it rests on."""
    _, token = SIGNS[row["verdict"]]
    due = "" if pd.isna(row["target_year"]) else f" ({int(row['target_year'])})"
    text = row["text"] if due.strip(" ()") in row["text"] else row["text"] + due
    verdict = t(state.lang, f"verdict.{row['verdict']}")
    standing = f"<span style='color:{colour(state.theme, token)}'><b>{verdict}</b></span>"
    said = f"{verdict}: {row['detail']}" if row["detail"] else verdict
    tail = _shortened(said, width, 2).replace(verdict, standing, 1)
    return {
        "x": 0, "xref": "paper", "xanchor": "left", "y": place - 0.42, "yanchor": "top", "align": "left",
        "text": f"<b>{_shortened(text, width, 2 if state.size == 'narrow' else 1)}</b><br>{tail}",
    }  # fmt: skip


def _shortened(text: str, width: int, lines: int) -> str:
    """The text on at most so many lines; what does not fit is in the table."""
    parts = wrapped(text, width).split("<br>")
    return "<br>".join(parts[:lines]) + ("…" if len(parts) > lines else "")


def _time_line(row: dict[Any, Any], place: int, now: int, state: ViewState) -> list[dict[str, Any]]:
    """From the latest measured year to the year that the goal is due, with its sign there."""
    if pd.isna(row["target_year"]):
        return []
    symbol, token = SIGNS[row["verdict"]]
    shade, height, due = colour(state.theme, token), place + 0.3, int(row["target_year"])
    dash = "solid" if row["verdict"] in ("reached", "on_track") else "dot"
    way = {"mode": "lines", "line": {"color": shade, "width": 2, "dash": dash}, "hoverinfo": "skip"}
    sign = {
        "mode": "markers",
        "marker": {"symbol": symbol, "size": 14, "color": shade, "line": {"color": shade, "width": 2}},
        "customdata": [[row["text"], t(state.lang, f"verdict.{row['verdict']}"), wrapped(row["detail"], 50)]],
        "hovertemplate": "<b>%{customdata[0]}</b> (%{x})<br>%{customdata[1]}<br>%{customdata[2]}<extra></extra>",
    }
    return [
        {"type": "scatter", "x": sorted([now, due]), "y": [height, height], **way},
        {"type": "scatter", "x": [due], "y": [height], **sign},
    ]
