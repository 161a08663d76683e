"""A scenario: what becomes of a municipality's emissions if they fall (or rise) by a pace that somebody thinks of.

It is arithmetic and no forecast. Emissions start from the latest measured figure and change by the same per cent each
year. Where only sectors have a pace, what is left follows its own trend from its latest figure on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import pandas as pd

from dashboard.model.budget import day_spent
from dashboard.model.series import measured
from dashboard.model.trend import TREND_START, robust_trend
from dashboard.tables.vocabulary import SECTORS

#: The last year that a scenario is counted to.
LAST_YEAR = 2050
#: The year that an outcome is told for where nobody asks for another and no goal lies ahead.
USUAL_YEAR = 2030
#: What is left when emissions are told as near zero: a tenth of the first measured year's.
NEAR_ZERO = 0.1

#: What the sectors without a pace of their own do: follow the pace of everything, their trend, nothing (they are held
#: where no trend can be told), or there are none.
Rest = Literal["pace", "trend", "held", "none"]


@dataclass(frozen=True)
class Paces:
    """The paces that apply to one municipality, in per cent less a year: of everything (or None) and of sectors."""

    everything: float | None
    sectors: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Scenario:
    """A path in tonnes by year, from the latest measured year (its measured figure) on, and how it came about.

    ``held`` are sectors that stay as they are since they have not been reported in every year of the trend, ``absent``
    those that were given a pace but have no figure in the latest year.
    """

    path: dict[int, float]
    paces: Paces
    rest: Rest
    held: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """The latest measured year."""
        return min(self.path)

    def first_at(self, level: float) -> int | None:
        """The first year after the start with at most ``level`` tonnes; None where there is none."""
        return next(
            (year for year, tonnes in self.path.items() if year > self.start and tonnes <= level * (1 + 1e-9)), None
        )


@dataclass(frozen=True)
class Outcome:
    """What a scenario comes to: ``tonnes`` in ``year``, and ``change`` (a fraction) since ``base_year``.

    ``above`` is how many tonnes it lies above the goal's level in ``goal_year`` (negative: below), ``reached`` the
    first year at or below that level, ``near_zero`` the first year with a tenth of the first measured year's
    emissions left (``first_year``). All are None where there is nothing to tell.
    """

    year: int
    tonnes: float
    change: float | None
    base_year: int
    first_year: int
    goal_year: int | None = None
    level: float | None = None
    above: float | None = None
    reached: int | None = None
    near_zero: int | None = None


def paces_for(paces: tuple[tuple[str, float], ...], slug: str) -> Paces | None:
    """Of all paces those that apply to a municipality: its own goes before everyone's. None where none does."""
    given = dict(paces)
    everything = given.get(slug, given.get(""))
    sectors = tuple((sector, given[sector]) for sector in SECTORS if sector in given)
    return None if everything is None and not sectors else Paces(everything, sectors)


def scenario_of(series: pd.DataFrame, paces: Paces, *, last: int = LAST_YEAR) -> Scenario | None:
    """The path of a territorial ``series`` with the paces, a figure a year to ``last``.

    None where nothing has been measured, or where all paces are of sectors without a figure in the latest year.
    """
    rows = measured(series)
    if rows.empty:
        return None
    latest = rows.iloc[-1]
    start, total = int(latest["year"]), float(latest["total"])
    named = {sector: pace for sector, pace in paces.sectors if pd.notna(latest[sector])}
    absent = tuple(sector for sector, _ in paces.sectors if sector not in named)
    if paces.everything is None and not named:
        return None
    ahead = range(max(last, start) - start + 1)
    parts = {sector: float(latest[sector]) for sector in named}
    rest = total - sum(parts.values())
    way: Rest
    held: tuple[str, ...] = ()
    if len(named) == int(latest[list(SECTORS)].notna().sum()):
        way, others = "none", [0.0] * len(ahead)
    elif paces.everything is not None:
        way, others = "pace", [_after(rest, paces.everything, n) for n in ahead]
    else:
        way, others, held = _as_the_trend(rows, named, ahead)
    path = {
        start + n: sum(_after(parts[sector], pace, n) for sector, pace in named.items()) + other
        for n, other in zip(ahead, others, strict=True)
    }
    # The measured figure itself, without the rounding of its parts.
    return Scenario({**path, start: total}, Paces(paces.everything, tuple(named.items())), way, held, absent)


def _after(tonnes: float, pace: float, years: int) -> float:
    return float(tonnes * (1 - pace / 100) ** years)


def _as_the_trend(
    rows: pd.DataFrame, named: Mapping[str, float], ahead: range
) -> tuple[Rest, list[float], tuple[str, ...]]:
    """The sectors without a pace: those reported in every year follow their common trend, the others stay.

    A sector that joins the statistics late would otherwise look like a rise. The line starts in the latest figure.
    """
    others = [sector for sector in SECTORS if sector not in named and pd.notna(rows[sector].iloc[-1])]
    since = rows[rows["year"] >= TREND_START]
    steady = [sector for sector in others if since[sector].notna().all()]
    late = tuple(sector for sector in others if sector not in steady)
    still = float(rows[list(late)].iloc[-1].sum())
    now = float(rows[steady].iloc[-1].sum())
    trend = robust_trend(since["year"], since[steady].sum(axis=1)) if steady else None
    if trend is None:
        return "held", [now + still for _ in ahead], ()
    return "trend", [max(0.0, now + trend.slope * n) + still for n in ahead], late


def outcome_of(
    scenario: Scenario,
    series: pd.DataFrame,
    *,
    by: int = 0,
    goal_year: int | None = None,
    level: float | None = None,
    baseline_year: int | None = None,
) -> Outcome:
    """What a scenario comes to in the year ``by`` (else the goal's, else 2030), and how it stands to a goal.

    A year that has been measured already is no outcome: then the next of these counts. The change is since the goal's
    baseline year where that is measured, else since the first measured year.
    """
    rows = measured(series)
    figures = {int(year): float(tonnes) for year, tonnes in zip(rows["year"], rows["total"], strict=True)}
    first = min(figures)
    ahead = goal_year is not None and level is not None and goal_year in scenario.path and goal_year > scenario.start
    usual = goal_year if ahead and goal_year is not None else max(USUAL_YEAR, scenario.start + 1)
    year = by if by in scenario.path and by > scenario.start else min(usual, max(scenario.path))
    tonnes = scenario.path[year]
    base = baseline_year if baseline_year is not None and figures.get(baseline_year, 0) > 0 else first
    told = Outcome(
        year=year,
        tonnes=tonnes,
        change=tonnes / figures[base] - 1 if figures[base] > 0 else None,
        base_year=base,
        first_year=first,
        near_zero=scenario.first_at(figures[first] * NEAR_ZERO),
    )
    if not ahead or goal_year is None or level is None:
        return told
    return replace(
        told,
        goal_year=goal_year,
        level=level,
        above=scenario.path[goal_year] - level,
        reached=scenario.first_at(level),
    )


def budget_day(scenario: Scenario, series: pd.DataFrame, start: int, end: int, budget: float) -> date | None:
    """The day when a budget of tonnes for the years ``start`` to ``end`` is spent in the scenario; None when it lasts.

    What has been measured counts as measured. None, too, when the period begins after the scenario's last year.
    """
    rows = measured(series)
    known = {int(year): float(tonnes) for year, tonnes in zip(rows["year"], rows["total"], strict=True)}
    every = {**scenario.path, **known}
    return day_spent({year: tonnes for year, tonnes in every.items() if start <= year <= end}, budget)
