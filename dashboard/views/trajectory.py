"""View ``trajectory``: measured emissions, where they are heading, and the paths that the goals ask for."""

import math
from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.levels import BASELINE_TOLERANCE
from dashboard.model.pace import path as required_path
from dashboard.model.series import measured as only_measured
from dashboard.model.trend import TREND_START, pace_of, trend_of
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views import emissions_frame as shared
from dashboard.views.base import Column, Table, View, carried_sources, with_sources
from dashboard.views.emissions_frame import Place
from dashboard.views.trajectory_figure import figure

COLUMNS = [
    "slug", "name", "series", "year", "value", "low", "high", "tonnes", "status", "note", "goal_id", "text", "verdict",
    "standing", "pace", "gap", "gap_value", "accumulated_gap", "baseline_year", "baseline_differs", "chosen",
    "base", "source_id", "remarks", "goals_found",
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
    places = shared.places(tables, state)
    rows = [row for place in places for row in _of_place(place, tables, state)]
    if not rows:
        return pd.DataFrame(columns=COLUMNS)
    cited = [name for row in rows if isinstance(row.get("source_id"), str) for name in row["source_id"].split("; ")]
    if state.measure == "capita":
        cited += [name for place in places for name in shared.population_sources(tables, place)]
    return with_sources(pd.DataFrame(rows, columns=COLUMNS), tables, cited)


def _of_place(place: Place, tables: Tables, state: ViewState) -> list[dict[str, Any]]:
    """The place's rows as records: a hundred small rows, for which frames would cost more than they tell."""
    goals = _goals(place, tables, state)
    horizon = min(state.end, max([LEAST_HORIZON, *(goal["year"] for goal in goals)]))
    rows = [*_measured(place.series), *_trend(place.series, horizon), *goals, *_paths(place.series, goals)]
    rows = [row for row in rows if state.start <= row["year"] <= state.end]
    if not any(row["series"] in ("measured", "estimated") for row in rows):
        # A trend or a goal without anything that has happened is no trajectory.
        return []
    factor = shared.factors(place, state, (row["year"] for row in rows))
    for row in rows:
        for source, target in (("tonnes", "value"), ("low", "low"), ("high", "high"), ("gap", "gap_value")):
            row[target] = row.get(source, math.nan) * factor[row["year"]]
    if not any(row["value"] == row["value"] for row in rows if row["series"] in ("measured", "estimated")):
        # Nothing can be told in this measure: no population to divide by, or nothing to index from.
        return []
    base = shared.base_of(place, state)
    found = int((shared.goals_of(tables, place.code)["reason"] != "superseded").sum())
    own = {"slug": place.slug, "name": place.name, "base": base, "goals_found": found}
    return [{**row, **own} for row in [*rows, *_pace(place.series)]]


def _measured(series: pd.DataFrame) -> list[dict[str, Any]]:
    wanted = ["year", "total", "status", "note", "source_id"]
    return [
        {
            "series": "measured" if status == "measured" else "estimated",
            "year": int(year),
            "tonnes": total,
            "status": status,
            "note": note,
            "source_id": source_id,
        }
        for year, total, status, note, source_id in zip(*(series[name].tolist() for name in wanted), strict=True)
        if not math.isnan(total)
    ]


def _trend(series: pd.DataFrame, horizon: int) -> list[dict[str, Any]]:
    trend = trend_of(series)
    if trend is None:
        return []
    rows = []
    for year in range(TREND_START, horizon + 1):
        low, high = trend.band(year)
        rows.append({"series": "trend", "year": year, "tonnes": trend.at(year), "low": low, "high": high})
    return rows


def _pace(series: pd.DataFrame) -> list[dict[str, Any]]:
    pace = pace_of(series)
    if pace is None:
        return []
    row = {"series": "pace", "year": pace.last_year, "value": pace.rate, "low": pace.low, "high": pace.high}
    return [{**row, "baseline_year": pace.first_year}]


def _goals(place: Place, tables: Tables, state: ViewState) -> list[dict[str, Any]]:
    """The territorial goals with a level; the chosen one is the reader's, else the nearest that lies ahead."""
    judged = shared.goals_of(tables, place.code)
    drawn = judged[
        (judged["boundary"] == "territorial") & judged["level_high"].notna() & judged["target_year"].notna()
    ].sort_values("target_year", kind="stable")
    rows = [
        {
            "series": "goal",
            "year": int(goal["target_year"]),
            "tonnes": goal["level_high"],
            "low": goal["level_low"],
            "high": goal["level_high"],
            "goal_id": goal["goal_id"],
            "text": goal[f"text_{state.lang}"],
            "verdict": goal["verdict"],
            "standing": goal["standing_of_goal"],
            "pace": goal["required_pace_low"],
            "gap": goal["gap"],
            "accumulated_gap": goal["accumulated_gap"],
            "baseline_year": math.nan if pd.isna(goal["baseline_year"]) else int(goal["baseline_year"]),
            "baseline_differs": goal["baseline_differs"],
            "note": goal["note"],
            "remarks": goal["remarks"],
            "source_id": "; ".join(goal["source_ids"]),
        }
        for goal in drawn.to_dict("records")
    ]
    chosen = _choice(rows, state)
    return [{**row, "chosen": row["goal_id"] == chosen} for row in rows]


def _choice(goals: list[dict[str, Any]], state: ViewState) -> str:
    """The goal asked for by id or year; else a decided goal before an ambition, and the nearest year before the far."""
    ahead = [goal for goal in goals if goal["verdict"] in ("on_track", "behind")]
    ranked = [
        *(goal for goal in goals if state.target in (goal["goal_id"], str(goal["year"]))),
        *(goal for goal in ahead if goal["standing"] == "current"),
        *ahead,
        *goals,
    ]
    return str(ranked[0]["goal_id"]) if ranked else ""


def _paths(series: pd.DataFrame, goals: list[dict[str, Any]]) -> list[dict[str, Any]]:
    latest = only_measured(series).iloc[-1:]
    if latest.empty:
        return []
    now, year_now = float(latest["total"].iloc[0]), int(latest["year"].iloc[0])
    return [
        {"series": "path", "goal_id": goal["goal_id"], "chosen": goal["chosen"], "year": year, "tonnes": tonnes}
        for goal in goals
        if goal["verdict"] in ("on_track", "behind")
        for year, tonnes in _path(now, year_now, goal)
    ]


def _path(now: float, year_now: int, goal: dict[str, Any]) -> list[tuple[int, float]]:
    steps = required_path(now, year_now, goal["tonnes"], goal["year"])
    return list(zip(steps["year"].tolist(), steps["value"].tolist(), strict=True))


def _chosen(rows: pd.DataFrame) -> Any:
    found = rows[(rows["series"] == "goal") & (rows["chosen"] == True)]  # noqa: E712 - the column holds missing values too
    return None if found.empty else found.iloc[0]


def _change(rows: pd.DataFrame) -> tuple[Any, Any, float]:
    """The first and the last measured row, and the relative change between them in the measure shown."""
    points = rows[(rows["series"] == "measured") & rows["value"].notna()].sort_values("year")
    first, last = points.iloc[0], points.iloc[-1]
    return first, last, float(last["value"] / first["value"] - 1) if first["value"] else math.nan


def summary(frame: pd.DataFrame, state: ViewState) -> str:
    """How far emissions have come since the first year, and what the chosen goal asks for from now on."""
    lang = state.lang
    if frame.empty:
        return t(lang, "trajectory.none")
    if frame["slug"].nunique() > 1:
        return _summary_of_many(frame, lang)
    if not ((frame["series"] == "measured") & frame["value"].notna()).any():
        # What is only estimated is no finding, and must not sound like one.
        return t(lang, "trajectory.only_estimated", name=frame["name"].iloc[0])
    first, last, change = _change(frame)
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
    goal = _chosen(frame)
    if goal is None:
        # All municipalities together have no goal of their own to miss.
        if not first["slug"]:
            return so_far + t(lang, "full_stop")
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


def _summary_of_many(frame: pd.DataFrame, lang: str) -> str:
    parts = []
    for name, rows in frame.groupby("name", sort=False):
        if not ((rows["series"] == "measured") & rows["value"].notna()).any():
            continue
        first, last, change = _change(rows)
        parts.append(f"{name} {i18n.percent(lang, change, sign=True)}")
    return t(lang, "trajectory.many", first=int(first["year"]), last=int(last["year"]), parts=i18n.listing(lang, parts))


def remarks(frame: pd.DataFrame, state: ViewState) -> list[str]:
    """The recent pace with its uncertainty, what the gap adds up to, and what a reader must not miss."""
    lang = state.lang
    if frame.empty or frame["slug"].nunique() > 1:
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
        # Of nothing left, nothing is left whatever it is counted from.
        if abs(goal["baseline_differs"]) > BASELINE_TOLERANCE and goal["tonnes"] > 0:
            key = "trajectory.baseline_above" if goal["baseline_differs"] > 0 else "trajectory.baseline_below"
            differs = i18n.percent(lang, abs(goal["baseline_differs"]))
            out.append(t(lang, key, year=int(goal["baseline_year"]), differs=differs, goal=goal["text"]))
        told = [t(lang, f"remark.{key}") for key in goal["remarks"] if key != "baseline_differs"]
        if told:
            out.append(t(lang, "trajectory.about_goal", year=int(goal["year"]), texts=". ".join(told)))
    if state.measure == "capita":
        out.append(t(lang, "trajectory.population"))
    # A municipality's own note says nothing of all of them together.
    out += i18n.notes_in(lang, frame[(frame["series"] == "measured") & (frame["slug"] != "")]["note"])
    out.append(t(lang, "trajectory.gaps"))
    return out


def table(frame: pd.DataFrame, state: ViewState) -> Table:
    """Measured years, then the goals ahead with their paths' end, in the state's measure."""
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
    columns = [
        Column("year", t(lang, "column.year"), "year"),
        Column("kind", t(lang, "column.kind")),
        Column("value", t(lang, f"column.value_{state.measure}", base=_base(frame)), unit, digits),
        Column("trend", t(lang, "column.trend"), unit, digits, none="–"),
    ]
    if frame["slug"].nunique() > 1:
        columns.insert(0, Column("name", t(lang, "column.municipality")))
    return Table(tuple(columns), pd.DataFrame(rows, columns=[column.name for column in columns]))


def _base(frame: pd.DataFrame) -> Any:
    rows = frame[frame["series"] == "measured"]
    return int(rows["base"].iloc[0]) if len(rows) else ""


VIEW = View("trajectory", select, figure, summary, table, carried_sources, remarks)
