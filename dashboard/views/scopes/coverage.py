"""Who reports which scope: signs and words in rows, without any axis that would set amounts beside each other."""

from collections.abc import Sequence
from typing import Any

from dashboard.i18n import t
from dashboard.model.scopes import SCOPES
from dashboard.state import ViewState
from dashboard.views.base import drawn, wrapped
from dashboard.views.drawing import Drawing
from dashboard.views.ledger import LEAST, Group, Lane, Ledger, Place, Row
from dashboard.views.scopes.cells import LINE, is_narrow, rooms
from dashboard.views.scopes.rows import Entry
from dashboard.views.scopes.words import value

#: A sign a status: its marker and its letter-sized twin in the key.
SIGNS = {
    "reported": ("circle", "●"),
    "zero": ("circle-open-dot", "◉"),
    "grid_only": ("diamond-open", "◇"),
    "not_split": ("square-open", "□"),
    "not_reported": ("circle-open", "○"),
}
#: Where the three signs stand, and where the words begin, in parts of the picture right of the names.
WIDE, NARROW = (0.075, 0.24, 0.405), (0.66, 0.79, 0.92)
WORDS = 0.5
#: What the words' part of the least wide picture holds, in characters.
WORDS_ROOM = 25
LABEL_ROOM, RIGHT, THIN = 130.0, 8.0, 1.0
HEAD_PAD = 6.0


def coverage(shown: Sequence[Entry], state: ViewState) -> Drawing:
    """A row a municipality in the alphabet's order: what its latest inventory reports, its year and its method."""
    lang, narrow = state.lang, is_narrow(state)
    met = {scope.status for one in shown for scope in one.inventory.scopes}
    key = "   ".join(
        f"{sign} {t(lang, f'scopes.status.{status}')}" for status, (_, sign) in SIGNS.items() if status in met
    )
    head = wrapped(key.replace(" ", "\u00a0").replace("\u00a0\u00a0\u00a0", "  "), rooms(state)[2])
    lines = head.count("<br>") + 1
    words = [_words(one, lang) for one in shown]
    rows = tuple(
        Row(one.name, said if narrow else "", (Lane(THIN if narrow else _height(said)),))
        for one, said in zip(shown, words, strict=True)
    )
    top = (lines + 1) * LINE + 2 * HEAD_PAD
    ledger = Ledger([Group("", rows)], state, label_room=LABEL_ROOM, right=RIGHT, top=top)
    ledger.say(head, 0, font={"size": ledger.size, "color": ledger.ink("muted")})
    columns = NARROW if narrow else WIDE
    y = (lines * LINE + HEAD_PAD) * ledger.scale
    for number, x in zip(SCOPES, columns, strict=True):
        name = number if narrow else t(lang, "scopes.scope", number=number)
        _say(ledger, f"<b>{name}</b>", x, y, "ink", xanchor="center", yanchor="top")
    if narrow:
        _say(ledger, "<b>Scope</b>", columns[0] - 0.05, y, "ink", xanchor="right", yanchor="top")
    places = [lanes[0] for lanes in ledger.places[0]]
    if not narrow:
        for said, place in zip(words, places, strict=True):
            _say(
                ledger,
                wrapped(said, WORDS_ROOM),
                WORDS,
                place.top,
                "muted",
                xanchor="left",
                yanchor="top",
                align="left",
            )
    traces = [_signs(shown, place, ledger, places) for place in range(len(SCOPES))]
    return drawn(state, traces, **ledger.layout(range=[0, 1]))


def _height(said: str) -> float:
    return (wrapped(said, WORDS_ROOM).count("<br>") + 1) * LINE


def _words(one: Entry, lang: str) -> str:
    return f"{one.inventory.year}, {value(lang, 'protocol', one.inventory.protocol)}"


def _say(ledger: Ledger, text: str, x: float, y: float, token: str, **more: Any) -> None:
    font = {"size": ledger.size, "color": ledger.ink(token)}
    ledger.annotations.append({"text": text, "x": x, "xref": "x", "y": y, "yref": "y", "font": font, **more})


def _signs(shown: Sequence[Entry], number: int, ledger: Ledger, places: Sequence[Place]) -> dict[str, Any]:
    """One scope's signs down the rows; on a phone beside the name, which stands above the row's place."""
    lang, narrow = ledger.state.lang, ledger.state.size in LEAST
    scopes = [one.inventory.scopes[number] for one in shown]
    said = [t(lang, f"scopes.status.{scope.status}") for scope in scopes]
    name = t(lang, "scopes.scope", number=SCOPES[number])
    lines = [_lines(one, ledger) for one in shown]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [(NARROW if narrow else WIDE)[number]] * len(shown),
        "y": [
            place.top - (count - 0.5) * ledger.line if narrow else place.top + ledger.line / 2
            for place, count in zip(places, lines, strict=True)
        ],
        "marker": {
            "symbol": [SIGNS[scope.status][0] for scope in scopes],
            "size": 12 * ledger.scale,
            "color": [ledger.ink("muted" if scope.main is None else "accent") for scope in scopes],
            "line": {
                "width": 1.5,
                "color": [ledger.ink("muted" if scope.main is None else "accent") for scope in scopes],
            },
        },
        "customdata": [
            f"<b>{one.name}</b><br>{name}: {status}<br>{_words(one, lang)}"
            for one, status in zip(shown, said, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _lines(one: Entry, ledger: Ledger) -> int:
    """How many lines a row's name and words take on a phone."""
    room = ledger.characters(LEAST["narrow"] * ledger.scale - 8)
    return sum(wrapped(text, room).count("<br>") + 1 for text in (one.name, _words(one, ledger.state.lang)))
