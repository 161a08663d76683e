"""The picture of view ``contract``: versions over the years, what each holds, and since when the parties are in."""

from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.contract import STANDINGS, by_version
from dashboard.state import ViewState
from dashboard.views.base import SCREEN_ROOM, each, wrapped
from dashboard.views.contract.figure_narrow import cities_narrow, timeline
from dashboard.views.contract.frame import HELD
from dashboard.views.contract.marks import REACH, Plane, diamond
from dashboard.views.contract.screen import screen
from dashboard.views.contract.words import (
    count_word,
    date_word,
    in_order,
    of_version,
    parties,
    party_words,
    short_words,
    signed,
    signed_words,
    unsigned_words,
    version_word,
    versions,
)
from dashboard.views.drawing import Drawing

#: The room for labels left of the grid, in pixels, and the height of its rows.
LABELS, HEAD, SIGNED, ROW, PARTY = 138, 34, 40, 32, 32
#: A line of words under a mark.
LINE = 17
#: The bars of all municipalities together: their room and their width.
BARS, WORDS, BAR = 224, 96, 0.56
#: A column's words break at so many characters.
COLUMN = 10


def figure(frame: pd.DataFrame, state: ViewState) -> Drawing:
    """One city with what its versions hold, a few cities in rows, or all together; the parties under each.

    On a phone one city, and all together, become a list down the versions, since six columns would hold no words.
    """
    if state.size in SCREEN_ROOM:
        return screen(frame, state)
    if state.size == "narrow":
        return cities_narrow(frame, state) if len(state.cities) > 1 else timeline(frame, state)
    plane = Plane(state)
    plane.margin = LABELS * plane.scale
    years = versions(frame)
    y = _head(plane, years)
    if not state.cities:
        y = _all(plane, frame, y)
    else:
        own = signed(frame)
        cities = in_order(frame, state.cities)
        for code, slug, name in cities:
            rows, city = own[own["code"] == code], None if len(cities) == 1 else (slug, name)
            y = _signings(plane, rows, years, y, city=city, otherwise=unsigned_words(state.lang, frame, code))
        if len(cities) == 1:
            y = _held(plane, frame, cities[0][0], years, y)
    y = _parties(plane, frame, years, y)
    return plane.figure(y + 4, xs=(years[0] - 0.5, years[-1] + 0.5))


def _head(plane: Plane, years: list[int]) -> float:
    """The versions as the grid's heads, over fine lines that lead down from them."""
    height = HEAD * plane.scale
    plane.label(height / 2, f"<b>{t(plane.state.lang, 'contract.version')}</b>")
    for year in years:
        plane.words(year, height / 2, f"<b>{version_word(year)}</b>", align="center")
    plane.line([years[0] - 0.5, years[-1] + 0.5], [height, height], "line", width=1)
    return height


def _signings(
    plane: Plane, own: pd.DataFrame, years: list[int], y: float, *, city: tuple[str, str] | None, otherwise: str
) -> float:
    """A thread with a diamond at each signing, and under it the day and what is uncertain, in words."""
    lang = plane.state.lang
    middle = y + 20 * plane.scale
    plane.label(middle, wrapped(city[1], 16) if city else t(lang, "contract.row.signing"))
    if own.empty:
        plane.words(years[0] - REACH, middle, otherwise)
    elif len(own) > 1:
        plane.line([own["version"].min(), own["version"].max()], [middle, middle], "accent")
    points, lines = [], 0
    for row in each(own):
        points.append({"x": row.version, "y": middle, **diamond(row), **_told(lang, row, city)})
        told = "<br>".join(wrapped(line, COLUMN) for line in short_words(lang, row))
        lines = max(lines, 1 + told.count("<br>"))
        plane.words(row.version, middle + 14 * plane.scale, told, align="center", top=True)
    plane.spots(points, size=17, name="signings")
    foot = y + (SIGNED + LINE * lines) * plane.scale
    plane.line([years[0] - 0.5, years[-1] + 0.5], [foot, foot], "grid", width=1)
    return foot


def _told(lang: str, row: Any, city: tuple[str, str] | None) -> dict[str, Any]:
    standing = t(lang, f"contract.standing.{row.standing}")
    head = t(lang, "contract.spot", name=row.name, version=version_word(row.version), what=standing)
    lines = [head, *(line for line in signed_words(lang, row) if line != standing)]
    return {"lines": lines, "slug": city[0] if city else "", "url": row.source_url}


def _held(plane: Plane, frame: pd.DataFrame, code: str, years: list[int], y: float) -> float:
    """A row a kind that a contract holds: a mark and a count; a dash where our sources have nothing."""
    lang, step = plane.state.lang, ROW * plane.scale
    points = []
    for kind in HELD:
        middle = y + step / 2
        plane.label(middle, t(lang, f"contract.row.{kind}"))
        counts = {year: len(of_version(frame, code, year, kind)) for year in years}
        if not any(counts.values()):
            plane.words(years[0] - REACH, middle, t(lang, "missing"), font={"color": plane.ink("muted")})
        for year, count in counts.items() if any(counts.values()) else ():
            if not count:
                plane.words(year, middle, "–", align="center", font={"color": plane.ink("muted")})
                continue
            said = count_word(lang, kind, count)
            lines = [t(lang, "contract.spot_held", version=version_word(year), what=said)]
            points.append(
                {"x": year, "y": middle, "symbol": "circle", "token": "accent", "fill": "accent-soft", "slug": "",
                 "url": "", "lines": lines}
            )  # fmt: skip
            plane.words(year, middle, str(count), xshift=14 * plane.scale)
        y += step
    plane.spots(points, size=12, name="held")
    return y


def _all(plane: Plane, frame: pd.DataFrame, y: float) -> float:
    """How many municipalities signed or joined each version, and how many it has by its own words."""
    lang = plane.state.lang
    counts = by_version(signed(frame))
    totals = frame[frame["kind"] == "total"].groupby("version")["value"].max()
    most = max(counts[list(STANDINGS)].sum(axis=1).max(), totals.max() if len(totals) else 0)
    room, foot = (BARS - WORDS) * plane.scale, y + BARS * plane.scale
    plane.label(foot - 12 * plane.scale, t(lang, "contract.row.municipalities"))
    points = []
    for row in each(counts):
        low, lines = foot, []
        for key, fill in zip(STANDINGS, ("accent", "accent-soft", ""), strict=True):
            count = int(getattr(row, key))
            if count:
                height = room * count / most
                # What only joined has a broken edge, so that it is told apart without colour.
                plane.bar(
                    row.version - BAR / 2, row.version + BAR / 2, low - height / 2, height, fill=fill, edge="accent",
                    dash="solid" if key == "signed" else "dot",
                )  # fmt: skip
                low -= height
                lines.append(count_word(lang, key, count))
        if row.disputed:
            lines.append(t(lang, "contract.disputed_short", count=row.disputed))
        total = totals.get(row.version)
        if total is not None and total > sum(getattr(row, key) for key in STANDINGS):
            top = foot - room * total / most
            plane.bar(
                row.version - BAR / 2,
                row.version + BAR / 2,
                (top + low) / 2,
                low - top,
                fill="",
                edge="muted",
                dash="dash",
            )
            low = top
            lines.append(count_word(lang, "total", int(total)))
        said = "<br>".join(wrapped(line.replace(i18n.NBSP, " "), COLUMN) for line in lines)
        plane.words(row.version, low - 4, said, align="center", yanchor="bottom")
        head = t(lang, "contract.spot_all", version=version_word(row.version))
        points.append(
            {"x": row.version, "y": foot - 8, "symbol": "diamond", "token": "accent", "fill": "paper", "slug": "",
             "url": "", "lines": [head, *lines]}
        )  # fmt: skip
    # The bar itself is what a reader sees; the point is there to be reached.
    plane.spots(points, size=11, name="versions", opacity=0)
    left, right = counts["version"].min() - 0.5, max(frame["version"].dropna()) + 0.5
    plane.line([left, right], [foot, foot], "line", width=1)
    return foot + 6


def _parties(plane: Plane, frame: pd.DataFrame, years: list[int], y: float) -> float:
    """A bar a party from the version that it came in; a broken edge where only its first mention is known."""
    lang, step = plane.state.lang, PARTY * plane.scale
    rows = parties(frame)
    if rows.empty:
        return y
    y += 10
    plane.label(y + step / 2, f"<b>{t(lang, 'contract.row.parties')}</b>")
    plane.line([years[0] - 0.5, years[-1] + 0.5], [y, y], "line", width=1)
    y += step
    points = []
    for row in each(rows):
        middle, said = y + step / 2, party_words(lang, row)
        plane.label(middle, row.party)
        plane.bar(
            row.first - REACH, years[-1] + REACH, middle, 22 * plane.scale, fill="accent-soft", edge="accent",
            dash="solid" if row.is_dated else "dot",
        )  # fmt: skip
        plane.words(row.first - REACH, middle, said, xshift=24 * plane.scale)
        points.append(
            {"x": row.first - REACH, "y": middle, "symbol": "circle", "token": "accent", "fill": "paper", "slug": "",
             "url": "", "lines": [row.party, said, *([date_word(lang, row.since)] if row.is_dated else [])][:2]}
        )  # fmt: skip
        y += step
    plane.spots(points, size=9, name="parties")
    return y
