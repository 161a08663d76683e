"""The scenario of a place in view ``trajectory``: its path year by year, and what it comes to."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from dashboard.model.scenario import Outcome, Scenario, budget_day, outcome_of, paces_for, scenario_of
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views import emissions_frame as shared
from dashboard.views.emissions_frame import Place


@dataclass(frozen=True)
class BudgetDays:
    """When a carbon budget to the year ``end`` is spent, in the scenario and with the trend; None: it lasts."""

    end: int
    scenario: date | None
    trend: date | None


@dataclass(frozen=True)
class Told:
    """What is said of a scenario: ``value`` and ``above`` are the outcome's tonnes and gap in the measure shown."""

    scenario: Scenario
    outcome: Outcome
    value: float
    above: float | None
    budget: BudgetDays | None = None
    #: Whether the chosen goal is counted otherwise than the statistics.
    apart: bool = False


def scenario_at(place: Place, state: ViewState) -> Scenario | None:
    """The place's scenario, if the state has a pace that applies; what cities are held against has none."""
    if not state.pace or shared.is_reference(place.slug):
        return None
    paces = paces_for(state.pace, place.slug)
    return None if paces is None else scenario_of(place.series, paces)


def path_rows(scenario: Scenario | None, horizon: int) -> list[dict[str, Any]]:
    """A row a year, from the latest measured year on."""
    path = scenario.path if scenario else {}
    return [
        {"series": "scenario", "year": year, "tonnes": tonnes, "goal_id": ""}
        for year, tonnes in path.items()
        if year <= horizon
    ]


def outcome_rows(
    scenario: Scenario | None, place: Place, goals: list[dict[str, Any]], tables: Tables, state: ViewState
) -> list[dict[str, Any]]:
    """One row with all that is told of the scenario (:class:`Told`), whichever years are drawn."""
    if scenario is None:
        return []
    # Of several, all are told for one year and since one year, whatever goals each has.
    goal = next((one for one in goals if one["chosen"]), None) if state.city else None
    about = {} if goal is None else {"goal_year": goal["year"], "level": float(goal["tonnes"])}
    baseline = goal["baseline_year"] if goal is not None and goal["baseline_year"] == goal["baseline_year"] else None
    outcome = outcome_of(scenario, place.series, by=state.by, baseline_year=baseline, **about)
    goal_year = outcome.goal_year or outcome.year
    factor = shared.factors(place, state, (outcome.year, goal_year))
    told = Told(
        scenario,
        outcome,
        outcome.tonnes * factor[outcome.year],
        None if outcome.above is None else outcome.above * factor[goal_year],
        _budget(scenario, place, tables),
        bool(goal is not None and goal["apart"]),
    )
    return [{"series": "outcome", "year": outcome.year, "tonnes": outcome.tonnes, "value": told.value, "outcome": told}]


def _budget(scenario: Scenario, place: Place, tables: Tables) -> BudgetDays | None:
    """The first carbon budget in force that is not spent already, by what has been measured."""
    judged = shared.goals_of(tables, place.code)
    found = judged[
        (judged["lead_kind"] == "carbon_budget")
        & (judged["boundary"] == "territorial")
        & (judged["standing_of_goal"] == "current")
        & judged["verdict"].isin(["behind", "on_track"])
        & (judged["budget_left"] > 0)
    ]
    for goal in found.to_dict("records"):
        end = int(goal["target_year"])
        day = budget_day(scenario, place.series, int(goal["baseline_year"]), end, float(goal["budget"]))
        return BudgetDays(end, day, None if pd.isna(goal["exhausted"]) else goal["exhausted"])
    return None
