"""View ``contract`` on a phone: the versions downwards, each with its words, where six columns would hold none."""

from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.contract import STANDINGS, by_version
from dashboard.state import ViewState
from dashboard.views.base import each, wrapped
from dashboard.views.contract.marks import Plane, diamond
from dashboard.views.contract.words import (
    count_word,
    date_word,
    held_words,
    in_order,
    parties,
    party_words,
    signed,
    signed_words,
    unsigned_words,
    version_word,
    versions,
)
from dashboard.views.drawing import Drawing

#: A line of text, the gap after a version, and how many characters a line holds beside the thread.
LINE, GAP, WIDTH = 17.5, 12, 34
#: Across the plane: where the thread runs and where words begin, in shares of its width.
THREAD, TEXT, EDGE = 0.015, 0.085, 8


def timeline(frame: pd.DataFrame, state: ViewState) -> Drawing:
    """The versions one under the other: a diamond, the day, what it holds, and who came in as a party."""
    plane = Plane(state, margin=EDGE)
    lang, line = state.lang, LINE * plane.scale
    own = signed(frame)
    since = parties(frame)
    by_year = {row.version: row for row in each(own)} if state.cities else {}
    counts = {row.version: row for row in each(by_version(own))} if not state.cities else {}
    totals = frame[frame["kind"] == "total"].groupby("version")["value"].max()
    most = max([*totals, *(sum(getattr(row, key) for key in STANDINGS) for row in counts.values())], default=0)
    points: list[dict[str, Any]] = []
    y = 6.0
    if state.cities and own.empty:
        plane.words(0, y, t(lang, "contract.no_signing"), top=True)
        y += line + GAP
    code = in_order(frame, state.cities)[0][0] if state.cities else ""
    places = []
    for year in versions(frame):
        middle = y + line / 2
        places.append(middle)
        row = by_year.get(year)
        lines = (
            _of_city(lang, frame, code, year, row)
            if state.cities
            else _of_all(lang, counts.get(year), totals.get(year))
        )
        new = since.loc[since["first"] == year, "party"].tolist()
        if new:
            key = "contract.new_party.one" if len(new) == 1 else "contract.new_party.other"
            lines.append(t(lang, key, parties=i18n.listing(lang, new)))
        head = f"<b>{version_word(year)}</b>"
        plane.words(TEXT, middle, head)
        broken = [part for text in lines for part in wrapped(text, WIDTH).split("<br>")]
        plane.words(TEXT, y + line, "<br>".join(broken), top=True)
        points.append(
            {"x": THREAD, "y": middle, "slug": "", "url": getattr(row, "source_url", ""),
             "lines": [f"{t(lang, 'contract.version')} {version_word(year)}", *lines], **_sign(row, counts.get(year))}
        )  # fmt: skip
        y += line * (1 + len(broken)) + GAP
        if (counted := counts.get(year)) is not None:
            _bars(plane, counted, totals.get(year), most, y - GAP / 2 + 2)
            y += GAP
    plane.line([THREAD, THREAD], [places[0], places[-1]], "line")
    plane.spots(points, size=15, name="signings")
    return plane.figure(y, xs=(0, 1), right=4)


def _sign(row: Any, counted: Any) -> dict[str, str]:
    """The city's diamond; a small ring where nothing was signed; for all together a diamond a version."""
    if row is not None:
        return diamond(row)
    if counted is not None:
        return {"symbol": "diamond", "token": "accent", "fill": "accent"}
    return {"symbol": "circle", "token": "line", "fill": "paper"}


def _bars(plane: Plane, counted: Any, total: float | None, most: float, y: float) -> None:
    """How many signed, joined and declared their intent, as one bar, in a frame of how many take part."""
    step, left = (0.98 - TEXT) / most, TEXT
    for key, fill in zip(STANDINGS, ("accent", "accent-soft", "paper"), strict=True):
        right = left + step * getattr(counted, key)
        if right > left:
            plane.bar(left, right, y, 10, fill=fill, edge="accent", dash="solid" if key == "signed" else "dot")
        left = right
    if total is not None and TEXT + step * total > left:
        plane.bar(left, TEXT + step * total, y, 10, fill="", edge="muted", dash="dash")


def _of_city(lang: str, frame: pd.DataFrame, code: str, year: int, row: Any) -> list[str]:
    told_once = not (frame["kind"] == "signing").any()
    lines = [t(lang, "contract.not_told")] if row is None and not told_once else []
    if row is not None:
        words = signed_words(lang, row)
        lead = t(lang, "contract.standing.signed") if row.standing == "signed" else words.pop(0)
        lines.append(", ".join(word.replace(" ", i18n.NBSP) for word in [lead, *words]))
    held = held_words(lang, frame, code, year)
    return [*lines, *([", ".join(held)] if held else [])]


def _of_all(lang: str, counted: Any, total: float | None) -> list[str]:
    if counted is None:
        return [t(lang, "missing")]
    lines = [count_word(lang, key, int(getattr(counted, key))) for key in STANDINGS if getattr(counted, key)]
    if counted.disputed:
        lines.append(t(lang, "contract.disputed_short", count=counted.disputed))
    known = sum(int(getattr(counted, key)) for key in STANDINGS)
    return [", ".join(lines), *([count_word(lang, "total", int(total))] if total is not None and total > known else [])]


def cities_narrow(frame: pd.DataFrame, state: ViewState) -> Drawing:
    """A few cities: name, diamonds across, and under them what is not a plain signing, in words."""
    plane = Plane(state)
    lang, line = state.lang, LINE * plane.scale
    years, own = versions(frame), signed(frame)
    left = years[0] - 0.5
    for year in years:
        plane.words(year, line / 2, str(year) if year < years[-1] else version_word(year)[2:], align="center")
    y = line + 8
    points: list[dict[str, Any]] = []
    for code, slug, name in in_order(frame, state.cities):
        rows = own[own["code"] == code]
        plane.words(left, y + line / 2, f"<b>{name}</b>")
        y += line
        middle = y + line * 0.7
        if len(rows) > 1:
            plane.line([rows["version"].min(), rows["version"].max()], [middle, middle], "accent")
        for row in each(rows):
            standing = t(lang, f"contract.standing.{row.standing}")
            head = t(lang, "contract.spot", name=name, version=version_word(row.version), what=standing)
            lines = [head, *(text for text in signed_words(lang, row) if text != standing)]
            points.append(
                {"x": row.version, "y": middle, "slug": slug, "url": row.source_url, "lines": lines, **diamond(row)}
            )
        y += line * 1.5 if len(rows) else 0
        told = _exceptions(lang, rows, unsigned_words(lang, frame, code))
        if told:
            text = wrapped(told, WIDTH + 7)
            plane.words(left, y, text, top=True)
            y += line * (1 + text.count("<br>"))
        y += GAP
    plane.spots(points, size=15, name="signings")
    for row in each(parties(frame)):
        text = wrapped(f"<b>{row.party}</b> {party_words(lang, row)}", WIDTH + 11)
        plane.words(left, y, text, top=True)
        y += line * (1 + text.count("<br>")) + 2
    return plane.figure(y + 4, xs=(left, years[-1] + 0.5), right=4)


def _exceptions(lang: str, rows: pd.DataFrame, otherwise: str) -> str:
    """What is not a plain signing with a day: that a city joined, that the sources differ, that no day is known."""
    if rows.empty:
        return otherwise
    told = []
    for row in each(rows):
        disputed = row.certainty == "disputed"
        if row.standing == "signed" and isinstance(row.date, str) and not disputed:
            continue
        words = [word for word in signed_words(lang, row) if word != date_word(lang, row.date)]
        if not disputed:
            words = words[:1]
        told.append(f"{version_word(row.version)}: {', '.join(words)}")
    return "; ".join(told)
