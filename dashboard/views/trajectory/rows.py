"""The rows of view ``trajectory``: what was reported, the trend, the goals with a level, and the paths to them."""

import math
from typing import Any

import pandas as pd

from dashboard.model.levels import inventory_comparison
from dashboard.model.pace import path as required_path
from dashboard.model.series import measured as only_measured
from dashboard.model.trend import TREND_START, pace_of, trend_of
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views import emissions_frame as shared
from dashboard.views.emissions_frame import Place
from dashboard.views.trajectory.scenario_rows import outcome_rows, path_rows, scenario_at

#: The trend is drawn at least this far, since it is the mission's year that readers look for.
LEAST_HORIZON = 2035


def rows_of(place: Place, tables: Tables, state: ViewState) -> list[dict[str, Any]]:
    """The place's rows as records: a hundred small rows, for which frames would cost more than they tell."""
    goals = _goals(place, tables, state)
    scenario = scenario_at(place, state)
    # What a scenario comes to in a later year must be seen beside the trend.
    horizon = min(state.end, max([LEAST_HORIZON, state.by if scenario else 0, *(goal["year"] for goal in goals)]))
    rows = [*_measured(place.series), *_trend(place.series, horizon), *goals, *_paths(place.series, goals)]
    # Side by side all scenarios end in one year: each to a goal of its own would look like a difference between them.
    rows += path_rows(scenario, horizon if state.city else min(state.end, max(LEAST_HORIZON, state.by)))
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
    found = int((shared.goals_of(tables, place.code)["standing_of_goal"] == "current").sum())
    later = [goal["year"] for goal in goals if goal["chosen"] and goal["year"] > state.end]
    own = {
        "slug": place.slug,
        "name": place.name,
        "base": base,
        "goals_found": found,
        "goal_beyond": later[0] if later else math.nan,
        **_undrawn(place, tables, goals),
    }
    _per_person(rows, place, tables, state)
    told = outcome_rows(scenario, place, goals, tables, state)
    return [{**row, **own} for row in [*rows, *_pace(place.series), *told]]


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
            "apart": goal["level_high"] > 0 and not inventory_comparison(goal["remarks"]).comparable,
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


def _undrawn(place: Place, tables: Tables, goals: list[dict[str, Any]]) -> dict[str, Any]:
    """The first goal in force after the chosen one, where that has passed: what there is but cannot be drawn.

    ``undrawn`` is ``budget``, ``other`` or empty where there is none, ``undrawn_year`` when it is due.
    """
    passed = [goal["year"] for goal in goals if goal["chosen"] and goal["verdict"] in ("reached", "not_reached")]
    judged = shared.goals_of(tables, place.code)
    if not passed:
        return {"undrawn": ""}
    known = {goal["goal_id"] for goal in goals}
    later = judged[
        (judged["standing_of_goal"] == "current")
        & (judged["boundary"] == "territorial")
        & (judged["target_year"] > passed[0])
        & ~judged["goal_id"].isin(known)
    ].sort_values("target_year")
    if later.empty:
        return {"undrawn": ""}
    budgets = later[later["lead_kind"] == "carbon_budget"]
    first = (later if budgets.empty else budgets).iloc[0]
    return {"undrawn": "other" if budgets.empty else "budget", "undrawn_year": int(first["target_year"])}


def _per_person(rows: list[dict[str, Any]], place: Place, tables: Tables, state: ViewState) -> None:
    """What a measured year's tonnes are per person, and in all municipalities together: ``per_person``, ``country``."""
    points = [row for row in rows if row["series"] == "measured"]
    years, capita = [row["year"] for row in points], state.but(measure="capita")
    own = shared.factors(place, capita, years)
    nation = shared.series_of(tables, "")
    people = shared.factors(Place("", "", "", nation), capita, years)
    country = dict(zip(nation["year"], nation["total"], strict=True))
    for row in points:
        row["per_person"] = row["tonnes"] * own[row["year"]]
        row["country"] = country.get(row["year"], math.nan) * people[row["year"]]


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
