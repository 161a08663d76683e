"""View ``trajectory``: measured emissions, where they are heading, and the paths that the goals ask for."""

import math
from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.goals import judge_goals
from dashboard.model.levels import BASELINE_TOLERANCE
from dashboard.model.pace import path as required_path
from dashboard.model.series import measured as only_measured
from dashboard.model.trend import TREND_START, pace_of, trend_of
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views import emissions_frame as shared
from dashboard.views.base import Column, Table, View, carried_sources, each, with_sources
from dashboard.views.emissions_frame import Place
from dashboard.views.trajectory_figure import figure

COLUMNS = [
    "slug", "name", "series", "year", "value", "low", "high", "tonnes", "status", "note", "goal_id", "text", "verdict",
    "standing", "pace", "gap", "gap_value", "accumulated_gap", "baseline_year", "baseline_differs", "chosen",
    "base", "source_id",
]  # fmt: skip
#: The trend is drawn at least this far, since it is the mission's year that readers look for.
LEAST_HORIZON = 2035


def select(tables: Tables, state: ViewState) -> pd.DataFrame:
    """Rows of five kinds, told apart by ``series``.

    ``measured`` (a row a measured year), ``trend`` (a row a year, with ``low`` and ``high``), ``pace`` (one row:
    the compound change a year over the last measured years, a fraction), ``goal`` (one a territorial goal whose level
    is known, with its verdict) and ``path`` (a row a year and goal ahead). ``value``, ``low``, ``high`` and
    ``gap_value`` are in the state's measure, ``tonnes``, ``gap`` and ``accumulated_gap`` in tonnes. ``chosen`` marks
    the goal that the heading and the wedge are about.
    """
    parts: list[pd.DataFrame] = []
    source_ids: list[object] = []
    for place in shared.places(tables, state):
        rows = _of_place(place, tables, state)
        parts.append(rows)
        source_ids += [name for text in rows["source_id"].dropna() for name in str(text).split("; ")]
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    if state.measure == "capita":
        source_ids.append("scb-population")
    frame = pd.concat(parts, ignore_index=True).reindex(columns=COLUMNS)
    return with_sources(frame, tables, source_ids)


def _of_place(place: Place, tables: Tables, state: ViewState) -> pd.DataFrame:
    series = place.series
    goals = _goals(place, tables, state)
    horizon = min(state.end, max([LEAST_HORIZON, *goals["year"].dropna().astype(int)]))
    parts = [_measured(series), _trend(series, horizon), goals, _paths(series, goals), _pace(series)]
    rows = pd.concat([part for part in parts if len(part)], ignore_index=True).reindex(columns=COLUMNS)
    told = rows["series"] != "pace"
    for source, target in (("tonnes", "value"), ("low", "low"), ("high", "high"), ("gap", "gap_value")):
        values = rows.loc[told, source].astype("float64")
        rows.loc[told, target] = shared.measure(values, rows.loc[told, "year"], place, state)
    rows = rows[(rows["year"] >= state.start) & (rows["year"] <= state.end) | (rows["series"] == "pace")]
    return rows.assign(slug=place.slug, name=place.name, base=shared.base_of(place, state))


def _measured(series: pd.DataFrame) -> pd.DataFrame:
    rows = series.dropna(subset=["total"])
    out = rows[["year", "status", "note", "source_id"]].assign(tonnes=rows["total"], series="measured")
    out["series"] = ["measured" if status == "measured" else "estimated" for status in out["status"]]
    return out


def _trend(series: pd.DataFrame, horizon: int) -> pd.DataFrame:
    trend = trend_of(series)
    if trend is None or horizon <= TREND_START:
        return pd.DataFrame()
    return trend.path(TREND_START, horizon).rename(columns={"value": "tonnes"}).assign(series="trend")


def _pace(series: pd.DataFrame) -> pd.DataFrame:
    pace = pace_of(series)
    if pace is None:
        return pd.DataFrame()
    row = {"series": "pace", "year": pace.last_year, "base": pace.first_year, "value": pace.rate}
    return pd.DataFrame([{**row, "low": pace.low, "high": pace.high, "baseline_year": pace.first_year}])


def _goals(place: Place, tables: Tables, state: ViewState) -> pd.DataFrame:
    """The territorial goals with a level; the chosen one is the reader's, else the nearest that lies ahead."""
    own = tables.targets[tables.targets["code"] == place.code]
    judged = judge_goals(own, place.series)
    judged = judged[
        (judged["boundary"] == "territorial") & judged["level_high"].notna() & judged["target_year"].notna()
    ].sort_values("target_year", kind="stable")
    out = pd.DataFrame(
        {
            "series": "goal",
            "year": judged["target_year"].astype("int64"),
            "tonnes": judged["level_high"].astype("float64"),
            "low": judged["level_low"].astype("float64"),
            "high": judged["level_high"].astype("float64"),
            "goal_id": judged["goal_id"],
            "text": judged[f"text_{state.lang}"],
            "verdict": judged["verdict"],
            "standing": judged["standing_of_goal"],
            "pace": judged["required_pace_low"].astype("float64"),
            "gap": judged["gap"].astype("float64"),
            "accumulated_gap": judged["accumulated_gap"].astype("float64"),
            "baseline_year": judged["baseline_year"].astype("float64"),
            "baseline_differs": judged["baseline_differs"].astype("float64"),
            "note": judged["note"],
            "source_id": ["; ".join(ids) for ids in judged["source_ids"]],
        }
    ).reset_index(drop=True)
    return out.assign(chosen=[goal_id == _choice(out, state) for goal_id in out["goal_id"]])


def _choice(goals: pd.DataFrame, state: ViewState) -> str:
    asked = goals[(goals["goal_id"] == state.target) | (goals["year"].astype(str) == state.target)]
    ahead = goals[goals["verdict"].isin(["on_track", "behind"])]
    # A decided goal goes before an ambition, and the nearest year before the far one.
    ranked = pd.concat([asked, ahead[ahead["standing"] == "current"], ahead, goals])
    return str(ranked["goal_id"].iloc[0]) if len(ranked) else ""


def _paths(series: pd.DataFrame, goals: pd.DataFrame) -> pd.DataFrame:
    latest = only_measured(series).iloc[-1:]
    if latest.empty or goals.empty:
        return pd.DataFrame()
    now, year_now = float(latest["total"].iloc[0]), int(latest["year"].iloc[0])
    parts = [
        required_path(now, year_now, goal.tonnes, goal.year)
        .rename(columns={"value": "tonnes"})
        .assign(series="path", goal_id=goal.goal_id, chosen=goal.chosen)
        for goal in each(goals)
        if goal.verdict in ("on_track", "behind")
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _chosen(rows: pd.DataFrame) -> Any:
    found = rows[(rows["series"] == "goal") & (rows["chosen"] == True)]  # noqa: E712 - the column holds missing values too
    return None if found.empty else found.iloc[0]


def _change(rows: pd.DataFrame) -> tuple[Any, Any, float]:
    """The first and the last measured row, and the relative change between them in the measure shown."""
    points = rows[rows["series"] == "measured"].sort_values("year")
    first, last = points.iloc[0], points.iloc[-1]
    return first, last, float(last["value"] / first["value"] - 1) if first["value"] else math.nan


def summary(frame: pd.DataFrame, state: ViewState) -> str:
    """How far emissions have come since the first year, and what the chosen goal asks for from now on."""
    lang = state.lang
    if not (frame["series"] == "measured").any():
        return t(lang, "trajectory.none")
    if frame["slug"].nunique() > 1:
        return _summary_of_many(frame, lang)
    first, last, change = _change(frame)
    so_far = t(
        lang,
        f"trajectory.{_direction(change)}",
        name=first["name"],
        change=i18n.percent(lang, abs(change)),
        first=int(first["year"]),
        last=int(last["year"]),
        measure=t(lang, f"trajectory.measure.{state.measure}"),
    )
    goal = _chosen(frame)
    if goal is None:
        # All municipalities together have no goal of their own to miss.
        return so_far + t(lang, "trajectory.goal.none" if first["slug"] else "full_stop")
    key = str(goal["verdict"])
    if key == "behind" and math.isnan(goal["pace"]):
        key = "behind_zero"
    pace = i18n.percent(lang, goal["pace"], 1)
    return so_far + t(lang, f"trajectory.goal.{key}", year=int(goal["year"]), pace=pace)


def _direction(change: float) -> str:
    if abs(change) < 0.005:
        return "same"
    return "less" if change < 0 else "more"


def _summary_of_many(frame: pd.DataFrame, lang: str) -> str:
    parts = []
    for name, rows in frame.groupby("name", sort=False):
        if (rows["series"] == "measured").any():
            first, last, change = _change(rows)
            parts.append(f"{name} {i18n.percent(lang, change, sign=True)}")
    return t(lang, "trajectory.many", first=int(first["year"]), last=int(last["year"]), parts=i18n.listing(lang, parts))


def remarks(frame: pd.DataFrame, state: ViewState) -> list[str]:
    """The recent pace with its uncertainty, what the gap adds up to, and what a reader must not miss."""
    lang = state.lang
    if not (frame["series"] == "measured").any() or frame["slug"].nunique() > 1:
        return []
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
    goal = _chosen(frame)
    if goal is not None:
        if goal["verdict"] == "behind" and goal["accumulated_gap"] > 0:
            sum_ = i18n.quantity(lang, goal["accumulated_gap"])
            out.append(t(lang, "trajectory.accumulated", year=int(goal["year"]), sum=sum_))
        if abs(goal["baseline_differs"]) > BASELINE_TOLERANCE:
            key = "trajectory.baseline_above" if goal["baseline_differs"] > 0 else "trajectory.baseline_below"
            differs = i18n.percent(lang, abs(goal["baseline_differs"]))
            out.append(t(lang, key, year=int(goal["baseline_year"]), differs=differs, goal=goal["text"]))
    if state.measure == "capita":
        out.append(t(lang, "trajectory.population"))
    # A municipality's own note says nothing of all of them together.
    notes = frame[(frame["series"] == "measured") & (frame["slug"] != "")]["note"].dropna()
    out += [note for note in dict.fromkeys(i18n.note_in(lang, text) for text in notes) if note]
    out.append(t(lang, "trajectory.gaps"))
    return out


def table(frame: pd.DataFrame, state: ViewState) -> Table:
    """Measured years, then the goals ahead with their paths' end, in the state's measure."""
    lang = state.lang
    unit, digits = shared.UNITS[state.measure], shared.decimals(state)
    rows = frame[frame["series"].isin(["measured", "estimated", "goal"])].copy()
    rows["kind"] = [
        t(lang, f"trajectory.kind.{row.series}") + (f": {row.text}" if row.series == "goal" else "")
        for row in each(rows)
    ]
    trend = frame[frame["series"] == "trend"].set_index(["slug", "year"])["value"]
    rows["trend"] = [trend.get((row.slug, row.year), math.nan) for row in each(rows)]
    columns = [
        Column("year", t(lang, "column.year"), "year"),
        Column("kind", t(lang, "column.kind")),
        Column("value", t(lang, f"column.value_{state.measure}", base=_base(frame)), unit, digits),
        Column("trend", t(lang, "column.trend"), unit, digits),
    ]
    if frame["slug"].nunique() > 1:
        columns.insert(0, Column("name", t(lang, "column.municipality")))
    return Table(tuple(columns), rows[[column.name for column in columns]].reset_index(drop=True))


def _base(frame: pd.DataFrame) -> Any:
    rows = frame[frame["series"] == "measured"]
    return int(rows["base"].iloc[0]) if len(rows) else ""


VIEW = View("trajectory", select, figure, summary, table, carried_sources, remarks)
