"""View ``trajectory``: measured emissions, where they are heading, and the paths that the goals ask for."""

import math
from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.levels import BASELINE_TOLERANCE
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views import emissions_frame as shared
from dashboard.views.base import Column, Table, View, carried_sources, with_sources
from dashboard.views.trajectory import scenario_words, several_words
from dashboard.views.trajectory.charts import charts
from dashboard.views.trajectory.figure import figure
from dashboard.views.trajectory.key import change_of, chosen_goal, key_figures
from dashboard.views.trajectory.several_rows import gather, together

COLUMNS = [
    "slug", "name", "series", "year", "value", "low", "high", "tonnes", "status", "note", "goal_id", "text", "verdict",
    "standing", "pace", "gap", "gap_value", "accumulated_gap", "baseline_year", "baseline_differs", "chosen",
    "base", "source_id", "remarks", "apart", "goals_found", "goal_beyond",
    "undrawn", "undrawn_year", "per_person", "country", "outcome",
]  # fmt: skip


def select(tables: Tables, state: ViewState) -> pd.DataFrame:
    """Rows of seven kinds, told apart by ``series``.

    ``measured`` (a row a measured year), ``trend`` (a row a year, with ``low`` and ``high``), ``pace`` (one row:
    the compound change a year over the last measured years, a fraction), ``goal`` (one a territorial goal whose level
    is known, with its verdict) and ``path`` (a row a year and goal ahead). A place with a pace also has ``scenario`` (a
    row a year from the latest measured one on) and ``outcome`` (one row: what it comes to, in the column of that name).
    ``value``, ``low``, ``high`` and ``gap_value`` are in the state's measure, ``tonnes``, ``gap`` and
    ``accumulated_gap`` in tonnes. ``chosen`` marks the goal that the heading and the wedge are about.
    """
    places, rows, attrs = gather(tables, state)
    if not rows:
        return pd.DataFrame(columns=COLUMNS)
    cited = [name for row in rows if isinstance(row.get("source_id"), str) for name in row["source_id"].split("; ")]
    if state.measure == "capita":
        cited += [name for place in places for name in shared.population_sources(tables, place)]
    frame = with_sources(pd.DataFrame(rows, columns=COLUMNS), tables, cited)
    frame.attrs |= attrs
    return frame


def summary(frame: pd.DataFrame, state: ViewState) -> str:
    """How far emissions have come since the first year, what the chosen goal asks for from now on, and what a scenario
    comes to where the state has one."""
    if frame.empty:
        return t(state.lang, "trajectory.none")
    found = _summary_of_many(frame, state) if together(frame) is not None else _summary_of_one(frame, state)
    return found + scenario_words.sentence(frame, state)


def _summary_of_one(frame: pd.DataFrame, state: ViewState) -> str:
    lang = state.lang
    if not ((frame["series"] == "measured") & frame["value"].notna()).any():
        # What is only estimated is no finding, and must not sound like one.
        return t(lang, "trajectory.only_estimated", name=frame["name"].iloc[0])
    first, last, change = change_of(frame)
    so_far = t(
        lang,
        f"trajectory.{_direction(change)}",
        value=shared.figure_text(lang, last["value"], state.measure),
        name=first["name"],
        change=i18n.percent(lang, abs(change)),
        first=int(first["year"]),
        last=int(last["year"]),
        measure=t(lang, f"trajectory.measure.{state.measure}"),
    )
    goal = chosen_goal(frame)
    if goal is None:
        # All municipalities together have no goal of their own to miss.
        if not first["slug"]:
            return so_far + t(lang, "full_stop")
        if not math.isnan(first["goal_beyond"]):
            return so_far + t(lang, "trajectory.goal.beyond", year=int(first["goal_beyond"]))
        return so_far + t(lang, "trajectory.goal.none" if first["goals_found"] else "trajectory.goal.not_found")
    key = str(goal["verdict"])
    if key == "behind" and math.isnan(goal["pace"]):
        key = "behind_zero"
    pace = i18n.percent(lang, goal["pace"], 1)
    return so_far + t(lang, f"trajectory.goal.{key}", year=int(goal["year"]), pace=pace)


def _direction(change: float) -> str:
    if math.isnan(change):
        return "zero"
    if abs(change) < 0.005:
        return "same"
    return "less" if change < 0 else "more"


def _summary_of_many(frame: pd.DataFrame, state: ViewState) -> str:
    return several_words.finding(frame, state)


def remarks(frame: pd.DataFrame, state: ViewState) -> list[str]:
    """What a reader must not miss, the gravest first: a screen shows as many as it has room for.

    Doubts about the data, what is counted otherwise or not drawn, how uncertain it is, what the gap adds up to, and
    last how the picture is read.
    """
    lang = state.lang
    if frame.empty:
        return several_words.remarks(frame, state)
    scenario = scenario_words.remarks(frame, state)
    if together(frame) is not None:
        return [*several_words.remarks(frame, state), *scenario]
    # A municipality's own note says nothing of all of them together.
    out = i18n.notes_in(lang, frame[(frame["series"] == "measured") & (frame["slug"] != "")]["note"])
    out += [*_about_goals(frame, lang), *_pace(frame, lang), *_accumulated(frame, lang)]
    if state.measure == "capita":
        out.append(t(lang, "trajectory.population"))
    return [*out, *several_words.remarks(frame, state), *scenario, t(lang, "trajectory.gaps")]


def _pace(frame: pd.DataFrame, lang: str) -> list[str]:
    out = []
    for _, pace in frame[frame["series"] == "pace"].iterrows():
        certain = pace["low"] > 0 or pace["high"] < 0
        key = "trajectory.pace_certain" if certain else "trajectory.pace_uncertain"
        out.append(
            t(
                lang, key, first=int(pace["baseline_year"]), last=int(pace["year"]),
                rate=i18n.percent(lang, pace["value"], 1, sign=True), low=i18n.percent(lang, pace["low"], 1, sign=True),
                high=i18n.percent(lang, pace["high"], 1, sign=True),
            )
        )  # fmt: skip
    return out


def _accumulated(frame: pd.DataFrame, lang: str) -> list[str]:
    goal = chosen_goal(frame)
    if goal is None or goal["verdict"] != "behind" or not goal["accumulated_gap"] > 0:
        return []
    sum_ = i18n.quantity(lang, goal["accumulated_gap"])
    return [t(lang, "trajectory.accumulated", year=int(goal["year"]), sum=sum_)]


def _about_goals(frame: pd.DataFrame, lang: str) -> list[str]:
    """On what basis the goals are counted, and which later one is not drawn."""
    out = []
    undrawn: Any = frame.iloc[0]
    if undrawn["undrawn"]:
        out.append(t(lang, f"trajectory.later_{undrawn['undrawn']}", year=int(undrawn["undrawn_year"])))
    goal = chosen_goal(frame)
    if goal is not None:
        # Of nothing left, nothing is left whatever it is counted from.
        if abs(goal["baseline_differs"]) > BASELINE_TOLERANCE and goal["tonnes"] > 0:
            key = "trajectory.baseline_above" if goal["baseline_differs"] > 0 else "trajectory.baseline_below"
            differs = i18n.percent(lang, abs(goal["baseline_differs"]))
            out.append(t(lang, key, year=int(goal["baseline_year"]), differs=differs, goal=goal["text"]))
        told = [t(lang, f"remark.{key}") for key in goal["remarks"] if key != "baseline_differs"]
        if told:
            out.append(t(lang, "trajectory.about_goal", year=int(goal["year"]), texts=". ".join(told)))
    if (frame["apart"] == True).any():  # noqa: E712 - the column holds missing values too
        out.append(t(lang, "trajectory.apart"))
    return out


def table(frame: pd.DataFrame, state: ViewState) -> Table:
    """Measured years, the goals, and a scenario's figures every fifth year, in the state's measure."""
    lang = state.lang
    unit, digits = shared.UNITS[state.measure], shared.decimals(state)
    told = list(zip(*(frame[name].tolist() for name in ("name", "series", "year", "value", "text")), strict=True))
    trend = {(name, year): value for name, series, year, value, _ in told if series == "trend"}
    words = {series: t(lang, f"trajectory.kind.{series}") for series in ("measured", "estimated", "goal")}
    rows = [
        {
            "name": name,
            "year": year,
            "kind": f"{words[series]}: {text}" if series == "goal" else words[series],
            "value": value,
            "trend": trend.get((name, year), math.nan),
        }
        for name, series, year, value, text in told
        if series in words
    ]
    ahead = scenario_words.table_rows(frame, lang)
    rows += [{**row, "trend": trend.get((row["name"], row["year"]), math.nan)} for row in ahead]
    columns = [
        Column("year", t(lang, "column.year"), "year"),
        Column("kind", t(lang, "column.kind")),
        Column("value", t(lang, f"column.value_{state.measure}", base=_base(frame)), unit, digits),
        Column("trend", t(lang, "column.trend"), unit, digits, none="–"),
    ]
    if together(frame) is not None:
        columns.insert(0, Column("name", t(lang, "column.municipality")))
    made = Table(tuple(columns), pd.DataFrame(rows, columns=[column.name for column in columns]))
    return several_words.aligned(made, frame, state)


def _base(frame: pd.DataFrame) -> Any:
    rows = frame[frame["series"] == "measured"]
    return int(rows["base"].iloc[0]) if len(rows) else ""


VIEW = View(
    "trajectory", select, figure, summary, table, carried_sources, remarks, key=key_figures, charts=charts,
    heeds=("slots", "refs", "align", "layout", "pace", "by", "reveal"),
)  # fmt: skip
