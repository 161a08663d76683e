"""Signs and colours of view ``city-map``: a sign and a colour a role, two ramps for figures."""

from dashboard.theme import colour, faded, scheme

#: Plotly's symbol and the theme's token of each standing; sign and colour both tell it, neither is needed alone.
SIGNS = {
    "since_2020": ("circle", "accent"),
    "since_2021": ("square", "wait"),
    "later": ("triangle-up", "path"),
    "twin": ("diamond", "trend"),
    "unstated": ("circle-open", "ink"),
    "intent": ("x-thin-open", "ink"),
    "network": ("hexagon-open", "ink"),
}
#: From little to much, light and dark: the classes of a figure.
RAMPS = {
    "per_person": (
        ("#f8ead9", "#efcda4", "#dfa468", "#bd7130", "#843d04"),
        ("#3b2c22", "#63452c", "#936033", "#c98a45", "#f8bf83"),
    ),
    "chargeable": (
        ("#e2f1f0", "#b3dad8", "#79bcbd", "#37898f", "#0a4d54"),
        ("#1e363e", "#26525a", "#307a81", "#51aab0", "#9be6e8"),
    ),
    "change": (
        ("#0a4d54", "#37898f", "#79bcbd", "#cfe7e5", "#e3a05a"),
        ("#9be6e8", "#51aab0", "#307a81", "#25474f", "#d98b3c"),
    ),
}


def sign(theme: str, kind: object) -> tuple[str, str]:
    """Symbol and colour of a standing."""
    symbol, token = SIGNS[kind if isinstance(kind, str) else "network"]
    return symbol, colour(theme, token)


def ramp(theme: str, measure: str, classes: int) -> list[str]:
    """So many colours of a measure's ramp, its ends always among them."""
    colours = RAMPS[measure][1 if scheme(theme) == "dark" else 0]
    if classes >= len(colours):
        return list(colours)
    return [colours[round(i * (len(colours) - 1) / max(classes - 1, 1))] for i in range(classes)]


def land(theme: str) -> str:
    """The fill of a municipality that nothing is told of."""
    return "#e1e7ea" if scheme(theme) == "light" else "#2b3e4a"


def border(theme: str) -> str:
    """The line between municipalities."""
    return "#ffffff" if scheme(theme) == "light" else "#14212a"


def tint(theme: str, kind: object, *, strong: bool = False) -> str:
    """The fill of a municipality of a standing."""
    symbol, shade = sign(theme, kind)
    is_open = symbol.endswith("-open")
    return faded(shade, (0.35 if strong else 0.26) if is_open else (0.62 if strong else 0.4))
