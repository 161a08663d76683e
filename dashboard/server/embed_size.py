"""How tall an embed is: for the code that a site pastes, so that nothing on its page moves when the embed has come.

The style sheet (``assets/embed.css``) decides; these are its numbers, and a browser test holds the two together.
"""

from textwrap import wrap

from dashboard.i18n import note_in, t
from dashboard.pictures.orders import WIDTHS
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views import Shown, build

#: From this width of the frame the wide picture is shown.
WIDE = 560
#: The most that a picture is stretched to, in pixels.
STRETCH = {"narrow": 420, "wide": 816}
#: How wide a letter is on average, in parts of the type's size; common system fonts lie between 0.5 and 0.58.
LETTER, BOLD = 0.54, 0.6
#: Remarks that stand open, and from how many on the rest is folded away.
OPEN_REMARKS, FOLDED_FROM = 2, 4
#: The height of a line that opens something, its distance included.
SUMMARY = 48


def height(view: str, state: ViewState, tables: Tables, width: int) -> int:
    """The height in pixels of a view's embed in a frame of the width given, everything folded, within a few lines.

    Type differs between systems, so that this is an estimate. Raises ``KeyError`` for an unknown view.
    """
    size = "wide" if width >= WIDE else "narrow"
    shown = build(view, state.but(mode="embed", theme="light", size=size), tables)
    room = width - (32 if size == "wide" else 24)
    heading = 20 if size == "wide" else 18
    total = float(width - room)
    total += 20 + 4 + 12 + _lines(shown.summary, heading * BOLD, min(room, 60 * heading * 0.64)) * heading * 1.3
    if tables.fictional:
        total += 28 + 22 * _lines(t(state.lang, "fictional"), 15 * BOLD, room - 24)
    total += _picture(shown, size, room) if shown.figure is not None else 76
    total += _remarks(shown, room) + _sources(shown, room)
    total += SUMMARY + 6 if shown.figure is not None else 0
    total += 17 + (24 if room > 840 else 22 + 19 * _lines(_dated(state, tables), 13 * LETTER, room))
    return round(total)


def _lines(text: str, letter: float, room: float) -> int:
    return len(wrap(text, max(8, int(room / letter)))) or 1


def _picture(shown: Shown, size: str, room: float) -> float:
    drawn = int((shown.figure or {})["layout"]["height"])
    return min(room, STRETCH[size]) / WIDTHS[size] * drawn


def _remarks(shown: Shown, room: float) -> float:
    folded = len(shown.remarks) >= FOLDED_FROM
    stand = shown.remarks[:OPEN_REMARKS] if folded else shown.remarks
    lines = sum(_lines(one, 14 * LETTER, min(room, 78 * 9) - 18) for one in stand)
    return (12 + 20.3 * lines + 4 * (len(stand) - 1) if stand else 0) + (SUMMARY if folded else 0)


def _sources(shown: Shown, room: float) -> float:
    rows = shown.sources.to_dict("records")
    if len(rows) > 3:
        return 8 + SUMMARY
    cited = [f"{row['publisher']}, {row['title']} ({row['published']}, {row['licence']})" for row in rows]
    parts = [f"{one} {note_in(shown.state.lang, row['note'])}" for one, row in zip(cited, rows, strict=True)]
    return 8 + 19 * _lines("; ".join(parts) or t(shown.state.lang, "no_sources"), 13 * LETTER, room)


def _dated(state: ViewState, tables: Tables) -> str:
    dated = t(state.lang, "footer.data", release=tables.release, date=tables.data_date)
    return f"{dated} {t(state.lang, 'embed.new_tab')}"
