"""What a goal is held against, and what comes of it: the ground and the judgement."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.model.series import measured
from dashboard.model.trend import Pace, Trend, recent_pace, robust_trend

VERDICTS = ("reached", "on_track", "behind", "not_reached", "awaiting_data", "cannot_be_judged")
#: Why a goal cannot be judged: what the goal says (``statements.refusal``), what its number lacks, what we lack.
REASONS = (
    "superseded",
    "not_emissions",
    "boundary_differs",
    "not_in_series",
    "part_differs",
    "gas_differs",
    "no_number",
    "own_inventory",
    "baseline_missing",
    "population_missing",
    "year_missing",
    "years_missing",
    "no_series",
    "no_trend",
    "no_pace",
)
#: What a reader must know beside a verdict.
REMARKS = (
    "baseline_differs",  # judged from the goal's own baseline, more than 5 % from the series
    "baseline_unchecked",  # judged from the goal's own baseline, of a year that the series lacks
    "inventory_unknown",  # a stated level or budget: nothing tells that it is counted as the series is
    "population_constant",  # a level per person, made tonnes by the latest known population
    "judged_later",  # the target year is not measured; the first measured year after it decides
    "risen_since",  # reached in the target year, but the latest figure is above the level
    "reached_later",  # not reached in the target year, but the latest figure is at or below the level
    "easier_end_only",  # of a range, only the easier end is met
    "trend_uncertain",  # the trend's interval holds both lines that meet the goal and lines that do not
    "already_below",  # the latest figure is at or below the level already
    "latest_above_trend",  # the latest figure is more than 10 % above the trend: it may be too kind
    "pace_uncertain",  # the interval of the recent pace holds the pace asked for
    "numbers_disagree",  # two numbers of the goal give levels more than 2 % apart
)


@dataclass(frozen=True)
class Ground:
    """What a goal is held against: one column of the series, its trend and pace, and the calendar year.

    ``figures`` are the measured tonnes by year, in order; ``people`` the population by year where it is known.
    """

    series: pd.DataFrame
    column: str
    now: int
    figures: dict[int, float]
    people: dict[int, float]
    trend: Trend | None
    pace: Pace | None
    latest_year: int | None
    latest_value: float | None

    def first_from(self, year: int) -> tuple[int, float] | None:
        """The first measurement in ``year`` or later."""
        return next(((when, value) for when, value in self.figures.items() if when >= year), None)

    def people_in(self, year: int) -> float | None:
        """The population of ``year``; after the last known one, that one, held constant; None when unknown."""
        last = max(self.people, default=year)
        return self.people.get(min(year, last))

    def holds_people(self, year: int) -> bool:
        """Whether ``year`` lies after the last known population."""
        return bool(self.people) and year > max(self.people)


@dataclass(frozen=True)
class Judgement:
    """A verdict and the figures it rests on; None is missing. Tonnes, and paces as fractions a year.

    ``*_low`` is the pace or cut that the easier end of a range asks for, ``*_high`` the stricter's.
    """

    verdict: str
    reason: str | None = None
    remarks: tuple[str, ...] = ()
    judged_year: int | None = None
    judged_value: float | None = None
    required_pace_low: float | None = None
    required_pace_high: float | None = None
    required_cut_low: float | None = None
    required_cut_high: float | None = None
    trend_value: float | None = None
    trend_low: float | None = None
    trend_high: float | None = None
    gap: float | None = None
    accumulated_gap: float | None = None
    progress: float | None = None
    budget: float | None = None
    budget_spent: float | None = None
    budget_left: float | None = None
    budget_share_spent: float | None = None
    exhausted: date | None = None


def ground(series: pd.DataFrame, column: str, *, now: int) -> Ground:
    """What goals on ``column`` of the series are held against."""
    rows = measured(series, column)
    figures = {int(year): float(value) for year, value in zip(rows["year"], rows[column], strict=True)}
    counts = zip(series["year"], series["population"], strict=True)
    latest = max(figures, default=None)
    return Ground(
        series=series,
        column=column,
        now=now,
        figures=figures,
        people={int(year): float(count) for year, count in counts if count > 0},
        trend=robust_trend(list(figures), list(figures.values())),
        pace=recent_pace(list(figures), list(figures.values())),
        latest_year=latest,
        latest_value=None if latest is None else figures[latest],
    )


def cannot(reason: str) -> Judgement:
    """The verdict that there can be none, and why."""
    return Judgement("cannot_be_judged", reason)
