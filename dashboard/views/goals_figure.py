"""The picture of view ``goals``: a row a goal, its words and standing beside a time line with the year it is due."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.theme import colour
from dashboard.views.base import blank, wrapped

#: A sign and a colour a verdict; the word stands beside it, so that neither is needed alone.
SIGNS = {
    "reached": ("circle", "good"),
    "on_track": ("triangle-right", "good"),
    "behind": ("triangle-up", "bad"),
    "not_reached": ("x", "bad"),
    "awaiting_data": ("circle-open", "wait"),
    "cannot_be_judged": ("diamond-open", "muted"),
}
#: Where the time line begins, as a fraction of the width: beside the words, or below them on a phone.
LINE_FROM = {"narrow": 0.0}
LINE_FROM_WIDE = 0.6


def figure(frame: pd.DataFrame, state: ViewState) -> go.Figure:
    """A row a goal, soonest first; what is superseded stands last."""
    narrow = state.size == "narrow"
    rows = frame.assign(last=frame["reason"] == "superseded").sort_values(["slug", "last"], kind="stable")
    row_height = 118 if narrow else 62
    axis_room = 30
    fig = blank(state, height=axis_room + row_height * len(rows) + 10)
    years = [int(year) for year in rows["target_year"].dropna()]
    now = int(rows["latest_year"].dropna().max()) if rows["latest_year"].notna().any() else min(years, default=2024)
    first, last = min([now, *years]) - 2, max([2030, *years]) + 2
    notes: list[dict[str, Any]] = []
    for place, row in enumerate(rows.to_dict("records")):
        notes += _words(row, place, state, narrow)
        _time_line(fig, row, place, (now, first, last), state)
    fig.add_shape(
        type="line", x0=now, x1=now, y0=0, y1=1, yref="paper", layer="below",
        line={"color": colour(state.theme, "line"), "width": 1, "dash": "dot"},
    )  # fmt: skip
    step = 5 if last - first <= 30 else 10
    ticks = [year for year in range(first - first % step + step, last + 1, step)]
    fig.update_layout(
        xaxis={
            "domain": [LINE_FROM.get(state.size, LINE_FROM_WIDE), 1], "range": [first, last], "side": "top",
            "tickvals": ticks, "ticktext": [str(year) for year in ticks], "showgrid": True,
        },
        yaxis={"range": [len(rows) - 0.5, -0.5], "visible": False},
        margin={"l": 4, "r": 16, "t": axis_room, "b": 10},
        annotations=notes,
    )  # fmt: skip
    return fig


def _words(row: dict[Any, Any], place: int, state: ViewState, narrow: bool) -> list[dict[str, Any]]:
    """The goal in bold, and under it the verdict as a word in its colour with what it rests on."""
    _, token = SIGNS[row["verdict"]]
    # A character is about seven pixels wide; a phone's chart is some 320 wide, a page's column of words 480 and up.
    width = 44 if narrow else 62
    due = "" if pd.isna(row["target_year"]) else f" ({int(row['target_year'])})"
    text = row["text"] if due.strip(" ()") in row["text"] else row["text"] + due
    verdict = t(state.lang, f"verdict.{row['verdict']}")
    standing = f"<span style='color:{colour(state.theme, token)}'><b>{verdict}</b></span>"
    tail = wrapped(f"{verdict}: {row['detail']}" if row["detail"] else verdict, width).replace(verdict, standing, 1)
    return [
        {
            "x": 0, "xref": "paper", "xanchor": "left", "y": place - (0.44 if narrow else 0.4), "yanchor": "top",
            "align": "left", "text": f"<b>{_shortened(text, width, 2 if narrow else 1)}</b><br>{tail}",
        }
    ]  # fmt: skip


def _shortened(text: str, width: int, lines: int) -> str:
    """The text on at most so many lines; what does not fit is in the table."""
    parts = wrapped(text, width).split("<br>")
    return "<br>".join(parts[:lines]) + ("…" if len(parts) > lines else "")


def _time_line(fig: go.Figure, row: dict[Any, Any], place: int, span: tuple[int, int, int], state: ViewState) -> None:
    now, first, _ = span
    symbol, token = SIGNS[row["verdict"]]
    shade = colour(state.theme, token)
    height = place + (0.34 if state.size == "narrow" else 0.0)
    if pd.isna(row["target_year"]):
        return
    due = int(row["target_year"])
    fig.add_scatter(
        x=[min(now, due), max(now, due)] if due != now else [first, due],
        y=[height, height],
        mode="lines",
        line={"color": shade, "width": 2, "dash": "solid" if row["verdict"] in ("reached", "on_track") else "dot"},
        hoverinfo="skip",
    )
    fig.add_scatter(
        x=[due],
        y=[height],
        mode="markers",
        marker={"symbol": symbol, "size": 14, "color": shade, "line": {"color": shade, "width": 2}},
        customdata=[[row["text"], t(state.lang, f"verdict.{row['verdict']}"), wrapped(row["detail"], 50)]],
        hovertemplate="<b>%{customdata[0]}</b> (%{x})<br>%{customdata[1]}<br>%{customdata[2]}<extra></extra>",
    )
