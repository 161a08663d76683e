"""Several places' sectors on a screen: a bar a place of the latest year, from nought to a hundred per cent."""

from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.theme import colour, sector_colour
from dashboard.views import emissions_frame as shared
from dashboard.views.base import SCREEN_ROOM, drawn
from dashboard.views.drawing import Drawing
from dashboard.views.sectors_found import Finding, finding, in_order, sectors_of

#: The text's size, a character's width and a line's height (px); a bar's height at most.
SIZE, CHARACTER, LINE, HIGHEST = 15, 8.6, 22, 110
#: The room around the key and between bars (px).
PAD, GAP = 10, 10
#: From so many bars on there is little room between them; a smaller figure (px) than this is not written in a bar.
CROWD, LEAST = 7, 12


def figure(frame: pd.DataFrame, state: ViewState) -> Drawing:
    """Shares and not amounts: a small municipality's sectors are as wide as a big one's."""
    width, height = SCREEN_ROOM[state.size]
    places = in_order(frame, state)
    found = [finding(rows) for rows in places]
    order = [one.key for one in sectors_of(places[0])]
    order = [key for key in order if any(one.now.get(key, 0.0) > 0 for one in found)]
    key = _key(order, state, width)
    top = (key.count("<br>") + 1) * LINE + PAD
    step = (height - top) / len(places)
    # Cities and what they are held against may be nine: then every pixel is the bars'.
    gap = GAP if len(places) < CROWD else 2
    bar = min(step - LINE - gap, HIGHEST)
    tall = round(top + len(places) * (LINE + bar + gap))
    middles = [top + place * (LINE + bar + gap) + LINE + bar / 2 for place in range(len(places))]
    return drawn(
        state,
        _traces(order, found, middles, bar, state),
        height=tall,
        barmode="overlay",
        xaxis={"range": [0, 1], "visible": False},
        yaxis={"range": [tall, 0], "visible": False},
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        annotations=[
            _said(key, 0),
            *(
                _said(_name(rows, one, state), middle - bar / 2 - LINE)
                for rows, one, middle in zip(places, found, middles, strict=True)
            ),
        ],
    )


def _said(text: str, y: float) -> dict[str, Any]:
    return {
        "xref": "paper", "x": 0, "xanchor": "left", "y": y, "yanchor": "top", "align": "left", "text": text,
        "borderpad": 0, "font": {"size": SIZE},
    }  # fmt: skip


def _key(order: list[str], state: ViewState, width: int) -> str:
    """The sectors' names with their colours, on as many lines as they need."""
    lines: list[list[str]] = []
    used = 0.0
    for key in order:
        name = t(state.lang, f"sector_short.{key}").replace(" ", i18n.NBSP)
        needs = (len(name) + 4) * CHARACTER
        if not lines or used + needs > width:
            lines.append([])
            used = 0.0
        lines[-1].append(f"<span style='color:{sector_colour(state.theme, key)}'>■</span>{i18n.NBSP}{name}")
        used += needs
    return "<br>".join("  ".join(line) for line in lines)


def _name(rows: pd.DataFrame, found: Finding, state: ViewState) -> str:
    """A place's name, and how much its bar is of."""
    total = shared.figure_text(state.lang, sum(found.now.values()), state.measure)
    muted = colour(state.theme, "muted")
    name = str(rows["name"].iloc[0])
    if shared.is_reference(slug := str(rows["slug"].iloc[0])):
        name = t(state.lang, f"several.short.{slug[1:]}")
    said = t(state.lang, "sectors.of_year", total=total, year=found.last)
    return f"<b>{name}</b>  <span style='color:{muted}'>{said}</span>"


def _traces(
    order: list[str], found: list[Finding], middles: list[float], bar: float, state: ViewState
) -> list[dict[str, Any]]:
    width = SCREEN_ROOM[state.size][0]
    starts = [0.0] * len(found)
    out = []
    for key in order:
        shares = [one.share(key) if one.biggest is not None and key in one.now else 0.0 for one in found]
        texts = [i18n.percent(state.lang, share) for share in shares]
        shade = sector_colour(state.theme, key)
        out.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": t(state.lang, f"sector.{key}"),
                "base": list(starts),
                "x": shares,
                "y": middles,
                "width": [bar] * len(found),
                "marker": {"color": shade, "line": {"width": 1, "color": colour(state.theme, "paper")}},
                "text": [
                    text if share * width > (len(text) + 1) * CHARACTER and bar - 8 >= LEAST else ""
                    for text, share in zip(texts, shares, strict=True)
                ],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "textfont": {"size": max(LEAST, min(SIZE, round(bar - 8))), "color": _on(shade)},
                "hoverinfo": "skip",
            }
        )
        starts = [start + share for start, share in zip(starts, shares, strict=True)]
    return out


def _on(shade: str) -> str:
    """Black or white: what is told better from the colour, by WCAG's relative luminance."""
    red, green, blue = (_linear(int(shade[at : at + 2], 16) / 255) for at in (1, 3, 5))
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#000000" if (light + 0.05) ** 2 > 1.05 * 0.05 else "#ffffff"


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
