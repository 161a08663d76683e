"""The colours of modes of travel, from Paul Tol's *muted* scheme; on dark they are lifted as the sectors' are.

A test measures that they are told apart with every common colour vision, and that words on them can be read.
"""

from dashboard.theme import scheme

MODE_COLOURS: dict[str, dict[str, str]] = {
    "light": {
        "walk": "#117733",
        "bicycle": "#88ccee",
        "walk_and_bicycle": "#999933",
        "walk_and_public_transport": "#aa4499",
        "public_transport": "#332288",
        "sustainable": "#44aa99",
        "other": "#dddddd",
        "car": "#cc6677",
    },
    "dark": {
        "walk": "#72c286",
        "bicycle": "#c2dcf1",
        "walk_and_bicycle": "#a59936",
        "walk_and_public_transport": "#ae38b2",
        "public_transport": "#617be7",
        "sustainable": "#56d8b3",
        "other": "#8c949a",
        "car": "#cd6470",
    },
}
#: Words on a colour are black or white; on these they are white.
WHITE_ON = {
    "light": ("walk", "public_transport", "walk_and_public_transport"),
    "dark": ("walk_and_public_transport",),
}
#: What has the colour of another, and a pattern of its own.
LIKE = {"sustainable_rest": "sustainable", "not_car": "other"}
PATTERNS = {"sustainable_rest": "/", "not_car": "\\", "not_stated": "/"}


def mode_colour(theme: str, mode: str) -> str:
    """A mode's colour in the theme."""
    return MODE_COLOURS[scheme(theme)][LIKE.get(mode, mode)]


def words_on(theme: str, mode: str) -> str:
    """The colour of words on a mode's colour."""
    return "#ffffff" if LIKE.get(mode, mode) in WHITE_ON[scheme(theme)] else "#000000"
