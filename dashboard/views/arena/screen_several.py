"""View ``arena`` on a screen for several cities, how each arena is made up, and for all; and whom they share."""

from collections.abc import Sequence

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.arena import GROUPS, NOT_STATED
from dashboard.state import ViewState
from dashboard.views.arena.screen import GAP, PAD, more
from dashboard.views.drawing import Drawing
from dashboard.views.lettering import LINE, width_of
from dashboard.views.sheet import Sheet

#: How many cities stand side by side, by how many there are.
A_ROW = {2: 2, 3: 3, 4: 2, 5: 3, 6: 3}
#: How high a city's head and a sector's row are, and a bar in it.
HEAD, ROW, BAR = 28.0, 23.0, 11.0
#: A sector's row and bar where all cities stand in one row.
ROOMY, BROAD = 36.0, 20.0


def several(frame: pd.DataFrame, state: ViewState) -> Drawing:
    """A small multiple a city with a bar a sector, and the shared actors that there is room for."""
    sheet = Sheet(state)
    cities: dict[str, str] = frame.attrs["cities"]
    a_row = A_ROW[len(cities)]
    row, bar = (ROOMY, BROAD) if len(cities) <= a_row else (ROW, BAR)
    shown = [group for group in GROUPS if group != NOT_STATED or (frame["group"] == NOT_STATED).any()]
    most = int(frame.groupby(["slug", "group"]).size().max())
    left = max(width_of(t(state.lang, f"arena.sector_short.{group}"), sheet.size) for group in shown) + 10
    step, y, slugs = (sheet.width - left) / a_row, 0.0, list(cities)
    for first in range(0, len(slugs), a_row):
        for place, group in enumerate(shown):
            word = t(state.lang, f"arena.sector_short.{group}")
            sheet.say(0, y + HEAD + (place + 0.5) * row, word, token="muted", yanchor="middle")
        for column, slug in enumerate(slugs[first : first + a_row]):
            own = frame[frame["slug"] == slug]
            _made_up(sheet, own, cities[slug], shown, most, (left + column * step, y, step - 10), (row, bar))
        y += HEAD + len(shown) * row + 8
    columns = 3 if state.size == "landscape" else 2
    _shared(sheet, frame, t(state.lang, "arena.shared"), (0.0, y, float(sheet.width)), columns)
    return sheet.figure(sheet.room)


def _made_up(
    sheet: Sheet, own: pd.DataFrame, city: str, shown: Sequence[str], most: int, place: tuple[float, float, float],
    sizes: tuple[float, float],
) -> None:  # fmt: skip
    lang, (x, y, room), (high, bar) = sheet.state.lang, place, sizes
    size = min(16.0, 16.0 * room / width_of(city, 16, bold=True))
    sheet.say(x, y, city, bold=True, size=max(size, 12.5), name="city")
    unit = (room - 34) / most
    if own.empty:
        sheet.say(x, y + HEAD, t(lang, "arena.sector_none"), token="muted")
        return
    for row, group in enumerate(shown):
        number, middle = int((own["group"] == group).sum()), y + HEAD + (row + 0.5) * high
        if not number:
            # None without a sector is a fact; none in a sector only says that no source names any.
            nobody = i18n.number(lang, 0) if group == NOT_STATED else t(lang, "arena.sector_none")
            sheet.say(x, middle, sheet.lines(nobody, room), token="muted", yanchor="middle")
            continue
        sheet.bar(x, middle - bar / 2, unit * number, bar, "full", name=city)
        sheet.say(x + unit * number + 7, middle, i18n.number(lang, number), bold=True, size=14, yanchor="middle")


def _shared(sheet: Sheet, frame: pd.DataFrame, heading: str, place: tuple[float, float, float], columns: int) -> None:
    """The actors of several arenas with their cities, those of most cities first, as many as the room below holds."""
    lang, (left, top, wide) = sheet.state.lang, place
    sheet.box((left, top), (left + wide, sheet.room), token="ground")
    parts = [part for _, part in frame[frame["is_shared"]].groupby("key", sort=False)]
    # Most cities first; of those with as many, by name.
    parts.sort(key=lambda part: (-part["slug"].nunique(), part["letters"].iloc[0]))
    number = f"{heading} · {i18n.number(lang, len(parts))}" if parts else heading
    y = sheet.say(left + PAD, top + 6, sheet.lines(number, wide - 2 * PAD, size=15, bold=True), size=15, bold=True) + 4
    if not parts:
        sheet.say(left + PAD, y, sheet.lines(t(lang, "arena.shared_no"), wide - 2 * PAD), token="muted")
        return
    step = (wide - 2 * PAD) / columns
    cells = [_cell(sheet, part, step - 10) for part in parts]
    for count in range(len(cells), -1, -1):
        # The number left out takes a line of its own.
        last: list[tuple[list[str], list[str]]] = [([], [more(lang, len(cells) - count)])] if count < len(cells) else []
        laid = _dealt(sheet, [*cells[:count], *last], columns, sheet.room - 4 - y)
        if laid is not None:
            break
    for (name, under), (column, low) in laid or ():
        x = left + PAD + column * step
        ends = sheet.say(x, y + low, name, bold=True) if name else y + low
        sheet.say(x, ends, under, token="muted")


def _cell(sheet: Sheet, part: pd.DataFrame, room: float) -> tuple[list[str], list[str]]:
    """An actor's name and its cities; their number where the names take more than two lines."""
    lang = sheet.state.lang
    under = sheet.lines(i18n.listing(lang, part["city"].tolist()), room)
    if len(under) > 2:
        under = [t(lang, "arena.screen.cities", count=i18n.number(lang, part["slug"].nunique()))]
    return sheet.lines(str(part["name"].iloc[0]), room, bold=True), under


def _dealt(
    sheet: Sheet, cells: Sequence[tuple[list[str], list[str]]], columns: int, room: float
) -> list[tuple[tuple[list[str], list[str]], tuple[int, float]]] | None:
    """Each cell with its column and how far down it stands; None where they do not fit."""
    out, column, low = [], 0, 0.0
    for cell in cells:
        high = LINE * sheet.size * (len(cell[0]) + len(cell[1]))
        if low + high > room:
            column, low = column + 1, 0.0
        if column == columns or high > room:
            return None
        out.append((cell, (column, low)))
        low += high + 5
    return out


def everyone(frame: pd.DataFrame, state: ViewState) -> Drawing:
    """The cities with how many actors the sources name in each, and the organisations of most cities."""
    sheet = Sheet(state)
    lang, landscape = state.lang, state.size == "landscape"
    counts = [(str(city), len(own)) for (_, city), own in frame.groupby(["slug", "city"], sort=False)]
    columns = 2 if landscape else 3
    wide = 0.5 * sheet.width - GAP / 2 if landscape else float(sheet.width)
    left = sheet.width - wide
    line = 23.0 if landscape else 20.0
    heading = sheet.lines(t(lang, "arena.cities"), wide - 2 * PAD, size=15, bold=True)
    head = 6 + sheet.high(heading, size=15) + 4
    room = sheet.room if landscape else 0.56 * sheet.room
    most = columns * int((room - head - 6) // line)
    fit = counts if len(counts) <= most else counts[: most - 1]
    is_more = len(fit) < len(counts)
    rows = -(-(len(fit) + is_more) // columns)
    low = head + rows * line + 6
    sheet.box((left, 0), (sheet.width, sheet.room if landscape else low), token="ground")
    sheet.say(left + PAD, 6, heading, bold=True, size=15)
    step = (wide - 2 * PAD) / columns
    for place in range(len(fit) + is_more):
        x, y = left + PAD + (place // rows) * step, head + (place % rows) * line
        if place == len(fit):
            sheet.say(x, y, more(lang, len(counts) - len(fit)), token="muted")
            continue
        city, number = fit[place]
        sheet.say(x + 22, y, i18n.number(lang, number), bold=True, xanchor="right", align="right")
        sheet.say(x + 30, y, city)
    across = (0.0, 0.0, left - GAP) if landscape else (0.0, low + GAP, float(sheet.width))
    _shared(sheet, frame, t(lang, "arena.in_several"), across, 1 if landscape else 2)
    return sheet.figure(sheet.room)
