"""The key figures of view ``trajectory``: how far emissions have come, what the goal asks for, and one more."""

import math
from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.views import emissions_frame as shared
from dashboard.views.base import KeyFigure
from dashboard.views.ledger import SIGN
from dashboard.views.trajectory.several_rows import together
from dashboard.views.trajectory.several_words import cities_alone

#: What each verdict is; the others are neither.
TONES = {"behind": "bad", "not_reached": "bad", "on_track": "good", "reached": "good"}


def chosen_goal(rows: pd.DataFrame) -> Any:
    """The goal that the heading is about; None where there is none."""
    found = rows[(rows["series"] == "goal") & (rows["chosen"] == True)]  # noqa: E712 - the column holds missing values too
    return None if found.empty else found.iloc[0]


def change_of(rows: pd.DataFrame) -> tuple[Any, Any, float]:
    """The first and the last measured row, and the relative change between them in the measure shown."""
    points = rows[(rows["series"] == "measured") & rows["value"].notna()].sort_values("year")
    first, last = points.iloc[0], points.iloc[-1]
    return first, last, float(last["value"] / first["value"] - 1) if first["value"] else math.nan


def key_figures(frame: pd.DataFrame, state: ViewState) -> list[KeyFigure]:
    """One place: its change, what the chosen goal asks for and the pace where that is certain. Several: each's change.

    An uncertain pace written large would be read as certain: the emissions per person stand in its place.

    A place of which nothing has been measured has none.
    """
    several = together(frame) is not None
    own = cities_alone(frame) if several else frame
    own = own[own["name"].isin(own.loc[_is_measured(own), "name"])]
    names = list(dict.fromkeys(own["name"]))
    if several or len(names) != 1:
        return [_change(own[own["name"] == name], state, name) for name in names]
    found = [_change(own, state, ""), *goal_figures(own, state.lang), *_third(own, state)]
    return found[:3]


def _third(rows: pd.DataFrame, state: ViewState) -> list[KeyFigure]:
    pace = rows[rows["series"] == "pace"]
    if len(pace) and _is_certain(pace.iloc[0]):
        return pace_figures(rows, state.lang)
    lang = state.lang
    first, last, _ = change_of(rows)
    year = int(last["year"])
    if state.measure == "capita":
        since = float(last["tonnes"] / first["tonnes"] - 1) if first["tonnes"] else math.nan
        return [_firm(lang, t(lang, "key.total", year=year), i18n.quantity(lang, last["tonnes"]), since, first)]
    own = float(last["per_person"])
    if math.isnan(own):
        return []
    label = t(lang, "key.per_person_in", year=year)
    value = t(lang, "quantity.per_person_short", value=i18n.number(lang, own, 2))
    if not last["slug"] or math.isnan(last["country"]):
        since = own / float(first["per_person"]) - 1 if first["per_person"] > 0 else math.nan
        return [_firm(lang, label, value, since, first)]
    key = "key.lower" if own < last["country"] else "key.higher"
    return [KeyFigure(label, value, t(lang, key, country=i18n.number(lang, last["country"], 2)))]


def _firm(lang: str, label: str, value: str, change: float, first: Any) -> KeyFigure:
    """A figure beside how it has changed since the first year."""
    said = t(lang, "key.since", change=i18n.percent(lang, change, sign=True), first=int(first["year"]))
    return KeyFigure(label, value, "" if math.isnan(change) else said)


def _is_certain(pace: Any) -> bool:
    return bool(pace["low"] > 0 or pace["high"] < 0)


def _is_measured(frame: pd.DataFrame) -> pd.Series:
    return (frame["series"] == "measured") & frame["value"].notna()


def _change(rows: pd.DataFrame, state: ViewState, name: str) -> KeyFigure:
    first, last, change = change_of(rows)
    lang = state.lang
    figure = shared.figure_text(lang, last["value"], state.measure)
    label = name or t(lang, f"key.change_{state.measure}", first=int(first["year"]))
    context = t(lang, "key.change_now", year=int(last["year"]), value=figure)
    if name:
        context = t(lang, "key.change_of_city", first=int(first["year"]), year=int(last["year"]), value=figure)
    if math.isnan(change):
        return KeyFigure(label, t(lang, "missing"), context)
    tone = "" if abs(change) < 0.005 else "good" if change < 0 else "bad"
    return KeyFigure(label, i18n.percent(lang, change, sign=True), context, tone)


def goal_figures(frame: pd.DataFrame, lang: str) -> list[KeyFigure]:
    """What the chosen goal asks for a year, or how it stands; of all municipalities together there is none."""
    goal = chosen_goal(frame)
    if goal is None or not goal["slug"]:
        return []
    year, verdict = int(goal["year"]), shared.verdict_words(lang, str(goal["verdict"]), goal["remarks"])
    unsure = shared.is_unsure(str(goal["verdict"]), goal["remarks"])
    apart = t(lang, "key.goal_apart") if goal["apart"] else ""
    tone = TONES.get(str(goal["verdict"]), "")
    if not math.isnan(goal["pace"]) and goal["pace"] > 0:
        value = i18n.percent(lang, -goal["pace"], 1, sign=True)
        return [
            KeyFigure(t(lang, "key.goal", year=year), value, t(lang, "key.goal_asks", verdict=verdict) + apart, tone)
        ]
    if goal["verdict"] == "behind" and goal["gap"] > 0:
        gap = i18n.quantity(lang, goal["gap"])
        said = verdict if unsure else t(lang, "key.gap_trend")
        return [KeyFigure(t(lang, "key.gap", year=year), gap, said + apart, tone)]
    word = t(lang, f"verdict.{goal['verdict']}")
    said = f"{word[0].upper()}{word[1:]}"
    if goal["verdict"] in ("reached", "not_reached"):
        label = t(lang, "key.goal_passed", year=year)
        if goal["apart"]:
            # What is counted otherwise is neither good news nor bad.
            label, tone = f"{SIGN} {label}", ""
        return [KeyFigure(label, said, t(lang, "key.goal_stands") + apart, tone)]
    stands = t(lang, "key.goal_unsure" if unsure else "key.goal_stands")
    return [KeyFigure(t(lang, "key.goal_plain", year=year), said, stands + apart, tone)]


def pace_figures(frame: pd.DataFrame, lang: str) -> list[KeyFigure]:
    """The compound change a year over the last measured years; toned only where its direction is certain."""
    rows = frame[frame["series"] == "pace"]
    if rows.empty:
        return []
    pace: Any = rows.iloc[0]
    certain = _is_certain(pace)
    context = t(lang, "key.pace_certain" if certain else "key.pace_uncertain")
    label = t(lang, "key.pace", last=int(pace["year"]), first=int(pace["baseline_year"]))
    tone = ("good" if pace["value"] < 0 else "bad") if certain else ""
    return [KeyFigure(label, i18n.percent(lang, pace["value"], 1, sign=True), context, tone)]
