"""What is to be drawn: a built view as a bare picture, as a file that stands alone, or as a preview of a link."""

import base64
from dataclasses import dataclass
from typing import Any, Literal

import plotly.io as pio

from dashboard.i18n import SEPARATORS, t
from dashboard.tables.loading import Tables
from dashboard.theme import colour, template
from dashboard.views import Shown
from dashboard.views.base import wrapped
from dashboard.views.places import place_of

Format = Literal["svg", "png"]

#: The widths that bare pictures are drawn at, in pixels; the browser scales them to the room there is.
WIDTHS = {"narrow": 300, "wide": 680}
#: The width of a picture in a file, and the ground around it.
FILE_WIDTH, EDGE = 960, 24
#: The size that sites expect of a link's preview.
CARD = (1200, 630)
#: Characters of the finding that fit a line: in a file, with a line's pixels, and on a card, with its lines.
LINE, LEADING = 74, 27
CARD_LINE, CARD_LINES = 29, 12
#: Where the card's picture begins, in pixels from its left edge; the words stand left of it.
CARD_SPLIT = 560


@dataclass(frozen=True)
class Order:
    """A figure as Plotly's JSON, and the format, size in pixels and scale that it is to be drawn in."""

    figure: str
    format: Format
    width: int
    height: int
    scale: int = 1


def still(shown: Shown) -> Order:
    """The bare picture of a view that has one: what its page draws, nothing around it, transparent."""
    figure = _figure(shown)
    size = "narrow" if shown.state.size == "narrow" else "wide"
    return Order(_json(figure), "svg", WIDTHS[size], int(figure["layout"]["height"]))


def file(shown: Shown, tables: Tables, kind: Format) -> Order:
    """The picture with its finding above and its sources below, so that it can stand anywhere by itself."""
    figure = _figure(shown)
    layout, theme = figure["layout"], shown.state.theme
    margin = {**_margin(shown), **layout.get("margin", {})}
    head = wrapped(shown.summary, LINE)
    kicker = f'<span style="font-size:14px;color:{colour(theme, "accent")}">{_kicker(shown, tables)}</span>'
    foot = "<br>".join(wrapped(line, 130) for line in caption(shown, tables))
    above, below = EDGE + 8 + LEADING * (head.count("<br>") + 2) + 12, EDGE + 17 * (foot.count("<br>") + 1) + 12
    foot_note = {
        "text": foot, "xref": "paper", "yref": "paper", "x": 0, "y": 0, "xanchor": "left", "yanchor": "top",
        "align": "left", "xshift": -margin["l"], "yshift": -margin["b"] - 12, "showarrow": False,
        "font": {"size": 12, "color": colour(theme, "muted")},
    }  # fmt: skip
    height = int(layout["height"]) + above + below
    framed = {
        **layout,
        "height": height,
        "margin": {
            **margin,
            "t": margin["t"] + above,
            "b": margin["b"] + below,
            "l": margin["l"] + EDGE,
            "r": margin["r"] + EDGE,
        },
        "paper_bgcolor": colour(theme, "paper"),
        "title": {
            "text": f"{kicker}<br><b>{head}</b>",
            "x": EDGE / FILE_WIDTH, "xanchor": "left", "xref": "container",
            "y": 1 - (EDGE + 8) / height, "yanchor": "top", "yref": "container", "font": {"size": 20},
        },
        "annotations": [*layout.get("annotations", []), foot_note],
    }  # fmt: skip
    scale = 2 if kind == "png" else 1
    return Order(_json({**figure, "layout": framed}), kind, FILE_WIDTH, height, scale)


def card(shown: Shown, tables: Tables, drawing: bytes | None) -> Order:
    """A link's preview: the finding, and the bare picture (an SVG, as large as fits) where there is one."""
    theme, lang = shown.state.theme, shown.state.lang
    lines = wrapped(shown.summary, CARD_LINE).split("<br>")
    if len(lines) > CARD_LINES:
        lines = [*lines[: CARD_LINES - 1], f"{lines[CARD_LINES - 1]} …"]
    width, height = CARD
    kicker = wrapped(_kicker(shown, tables), 38).split("<br>")
    texts = [
        (kicker[0] + (" …" if len(kicker) > 1 else ""), 52, 22, "accent"),
        (f"<b>{'<br>'.join(lines)}</b>", 92, 26, "ink"),
        (_dated(shown, tables)[0], height - 52, 18, "muted"),
    ]
    if tables.fictional:
        # A picture that travels alone says it first of all.
        texts.append((f"<b>{t(lang, 'fictional')}</b>", 14, 20, "warn"))
    notes = [
        {
            "text": text, "x": 56, "y": height - place, "xref": "x", "yref": "y", "xanchor": "left", "yanchor": "top",
            "align": "left", "showarrow": False, "font": {"size": size, "color": colour(theme, token)},
        }
        for text, place, size, token in texts
    ]  # fmt: skip
    image = {
        "source": "data:image/svg+xml;base64," + base64.b64encode(drawing or b"").decode(), "xref": "x", "yref": "y",
        "x": CARD_SPLIT, "y": height - 48, "sizex": width - CARD_SPLIT - 40, "sizey": height - 48 - 72,
        "sizing": "contain", "xanchor": "left", "yanchor": "top", "layer": "above",
    }  # fmt: skip
    axis = {"visible": False, "fixedrange": True}
    layout = {
        "template": template(theme, "embed", SEPARATORS[lang]).to_plotly_json(),
        "width": width,
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": colour(theme, "paper"),
        "xaxis": {**axis, "range": [0, width]},
        "yaxis": {**axis, "range": [0, height]},
        "images": [image] if drawing else [],
        "annotations": notes,
    }
    return Order(
        _json({"data": [{"type": "scatter", "x": [0], "y": [0], "opacity": 0}], "layout": layout}), "png", *CARD
    )


def caption(shown: Shown, tables: Tables) -> list[str]:
    """What stands below a picture that stands alone: the sources, the data's date, and whether all of it is made up."""
    lang = shown.state.lang
    publishers = list(dict.fromkeys(str(name) for name in shown.sources["publisher"]))
    named = ", ".join(publishers[:6]) + (" …" if len(publishers) > 6 else "")
    return [*([f"{t(lang, 'sources')} {named}"] if named else []), *_dated(shown, tables)]


def _dated(shown: Shown, tables: Tables) -> list[str]:
    lang = shown.state.lang
    dated = t(lang, "picture.dated", product=t(lang, "product"), release=tables.release, date=tables.data_date)
    return [dated, *([t(lang, "fictional")] if tables.fictional else [])]


def _kicker(shown: Shown, tables: Tables) -> str:
    """Which view of which place: a finding does not always name it."""
    return f"{t(shown.state.lang, f'view.{shown.view}')} · {place_of(shown.state, tables)}"


def _figure(shown: Shown) -> dict[str, Any]:
    if shown.figure is None:
        raise ValueError(f"{shown.view} has nothing to draw")
    return shown.figure


def _margin(shown: Shown) -> dict[str, int]:
    made = template(shown.state.theme, shown.state.mode, SEPARATORS[shown.state.lang])
    return {side: int(made.layout.margin[side]) for side in "lrtb"}


def _json(figure: dict[str, Any]) -> str:
    return str(pio.json.to_json_plotly(figure))
