"""Design tokens, and what is made of them: Plotly templates a mode, and CSS variables.

Colours are Paul Tol's *muted* scheme for the nine sectors (told apart with every common colour vision; a test
measures it) and a few inks. Light and dark are two sets of the same names.
"""

from functools import cache
from typing import Any, Literal

import plotly.graph_objects as go

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "DejaVu Sans", sans-serif'

TOKENS: dict[str, dict[str, str]] = {
    "light": {
        "paper": "#ffffff",
        "ground": "#f5f7f8",
        "ink": "#16262e",
        "muted": "#53646d",
        "line": "#d5dde1",
        "grid": "#e6ebee",
        "accent": "#0b5c63",
        "on-accent": "#ffffff",
        "accent-soft": "#e0eff0",
        "measured": "#16262e",
        "trend": "#9a4a00",
        "path": "#0a6b4f",
        "scenario": "#2a56b0",
        "gap": "#c0392b",
        "good": "#0a6b4f",
        "bad": "#a8321f",
        "wait": "#5b4a9c",
        "warn": "#7a5200",
        "warn-soft": "#fdf3dc",
    },
    "dark": {
        "paper": "#14212a",
        "ground": "#0d171e",
        "ink": "#eaf1f4",
        "muted": "#a9bac3",
        "line": "#33454f",
        "grid": "#273842",
        "accent": "#6fd0d6",
        "on-accent": "#08222a",
        "accent-soft": "#17353c",
        "measured": "#eaf1f4",
        "trend": "#f0a463",
        "path": "#5fd0a5",
        "scenario": "#8ab4ff",
        "gap": "#ff8f7d",
        "good": "#5fd0a5",
        "bad": "#ff9d8c",
        "wait": "#bbaef5",
        "warn": "#f2cf7a",
        "warn-soft": "#332b17",
    },
}

#: One colour a sector, the same everywhere.
SECTOR_COLOURS = {
    "transport": "#332288",
    "industry": "#cc6677",
    "agriculture": "#999933",
    "electricity_heat": "#ddcc77",
    "machinery": "#882255",
    "heating": "#88ccee",
    "waste": "#117733",
    "products": "#aa4499",
    "international_transport": "#44aa99",
}
#: The same hues on a dark ground, lifted until they stand out from it and, for every vision, from each other.
SECTOR_COLOURS_DARK = {
    "transport": "#617be7",
    "industry": "#cd6470",
    "agriculture": "#a59936",
    "electricity_heat": "#c6c24d",
    "machinery": "#a35a79",
    "heating": "#c2dcf1",
    "waste": "#72c286",
    "products": "#ae38b2",
    "international_transport": "#56d8b3",
}

#: Cities side by side, light and dark: a colour stays with its place in the list.
CITY_COLOURS = (
    ("#0b5c63", "#9b5700", "#684fb2", "#911802", "#3a8537", "#6e1f74"),
    ("#6fd0d6", "#d19832", "#bbaef5", "#fe6457", "#a5d66b", "#db64a3"),
)

#: The six phases of the transition map: grounds to stand on, so pale that they only part the picture.
PHASE_COLOURS = ("#4477aa", "#66ccee", "#228833", "#ccbb44", "#ee6677", "#aa3377")

#: Text sizes a mode, in pixels: smallest and base. A screen's pictures are drawn small and enlarged as a whole, by two
#: for 1080 lines: what is 12 there is 1/45 of the height.
SIZES = {"page": (13, 14), "screen": (13, 14), "embed": (12, 13), "print": (11, 12)}


def scheme(theme: str) -> Literal["light", "dark"]:
    """``auto`` is drawn light until the browser says what it resolves to."""
    return "dark" if theme == "dark" else "light"


def colour(theme: str, token: str) -> str:
    """A token's colour in the theme."""
    return TOKENS[scheme(theme)][token]


def sector_colour(theme: str, sector: str) -> str:
    """The sector's colour in the theme."""
    return (SECTOR_COLOURS_DARK if scheme(theme) == "dark" else SECTOR_COLOURS)[sector]


def city_colour(theme: str, place: int) -> str:
    """The colour of the city in a place of the list, counted from nought."""
    return CITY_COLOURS[scheme(theme) == "dark"][place % len(CITY_COLOURS[0])]


def phase_ground(theme: str, phase: int) -> str:
    """The pale ground of a phase, 1–6."""
    return faded(PHASE_COLOURS[phase - 1], 0.17 if scheme(theme) == "dark" else 0.1)


def faded(hex_colour: str, opacity: float) -> str:
    """The colour as ``rgba(…)`` with the opacity given."""
    red, green, blue = (int(hex_colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


@cache
def template(theme: str, mode: str, separators: str) -> go.layout.Template:
    """The Plotly template of a theme and a mode; the only place where a mode changes a chart.

    ``separators`` are the language's decimal and thousands signs, handed in since a leaf asks no other leaf.
    """
    ink = TOKENS["light" if mode == "print" else scheme(theme)]
    small, base = SIZES[mode]
    axis: dict[str, Any] = {
        "gridcolor": ink["grid"],
        "linecolor": ink["line"],
        "zerolinecolor": ink["line"],
        "tickfont": {"size": small, "color": ink["muted"]},
        "automargin": False,
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": base, "color": ink["ink"]},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "separators": separators,
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": ink["paper"],
                "bordercolor": ink["line"],
                "align": "left",
                "font": {"family": FONT, "size": base, "color": ink["ink"]},
            },
            "margin": {"l": 8, "r": 8, "t": 8, "b": 28},
            "xaxis": {**axis, "tickangle": 0, "ticks": "outside", "tickcolor": ink["line"], "showline": True},
            "yaxis": {**axis, "showgrid": True},
            "annotationdefaults": {"font": {"size": small, "color": ink["ink"]}, "showarrow": False},
        }
    )


def css_variables() -> str:
    """The tokens as CSS custom properties, light by default and dark under ``data-bs-theme``."""
    blocks = []
    for name, selector in (("light", ":root"), ("dark", '[data-bs-theme="dark"]')):
        sectors = SECTOR_COLOURS if name == "light" else SECTOR_COLOURS_DARK
        pairs = {**TOKENS[name], **{f"sector-{key.replace('_', '-')}": value for key, value in sectors.items()}}
        pairs |= {f"city-{place}": city_colour(name, place) for place in range(len(CITY_COLOURS[0]))}
        blocks.append(_block(selector, name, pairs))
    return "\n".join(blocks) + "\n"


def embed_css_variables() -> str:
    """The tokens for embeds, whose theme stands in their address: ``auto`` follows the reader's system."""
    dark = TOKENS["dark"]
    return "\n".join(
        [
            _block(":root", "light", TOKENS["light"]),
            _block('[data-theme="dark"]', "dark", dark),
            "@media (prefers-color-scheme:dark){" + _block('[data-theme="auto"]', "dark", dark) + "}",
            # Paper is white, whatever the address says.
            "@media print{" + _block(":root[data-theme]", "light", TOKENS["light"]) + "}\n",
        ]
    )


def _block(selector: str, name: str, pairs: dict[str, str]) -> str:
    lines = "".join(f"--ok-{key}:{value};" for key, value in pairs.items())
    return f"{selector}{{{lines}color-scheme:{name}}}"
