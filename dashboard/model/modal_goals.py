"""Goals for modes of travel: what each asks for, and how it stands by a survey that is counted as the goal is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from dashboard.model.comparison import Basis, Comparison, compare, text
from dashboard.model.modal_share import MADE_OF, Survey, basis, share_of
from dashboard.tables.vocabulary import TRIPS

#: Why a goal cannot be judged, or what is awaited.
REASONS = (
    "not_share_of_trips",  # it counts something else than trips
    "baseline_missing",  # an increase without the share that it starts from
    "no_year",
    "no_survey",
    "mode_not_told",  # no survey tells the mode's share
    "basis_differs",  # no survey is counted as the goal is
    "no_survey_since",  # one is, but it is older than the target year
    "undated",  # one is, but nobody tells its year
    "surveys_disagree",  # of one year and equally fit, one reaches the goal and another does not
)
#: What a reader must know beside a verdict.
REMARKS = ("read_as_min", "read_as_max", "read_within", "already_met", "summed")
#: A mode stated without "at least" or "at most" is met within so many percentage points.
WITHIN = 0.5
#: What is left, in percentage points, that is arithmetic and no gap.
EXACT = 1e-9


@dataclass(frozen=True)
class ModalGoal:
    """One goal; ``value`` and ``level`` are per cent, ``level`` None where the increase has no known beginning."""

    code: str
    area: str
    trips: str
    mode: str
    kind: str
    value: float
    bound: str
    year: int | None
    baseline_year: int | None
    baseline_share: float | None
    note: str | None
    certainty: str
    standing: str
    source_id: str

    @property
    def level(self) -> float | None:
        """The share that the goal asks for."""
        if self.kind == "share":
            return self.value
        return None if self.baseline_share is None else self.baseline_share * (1 + self.value / 100)

    @property
    def read(self) -> str:
        """How the bound is read: ``min``, ``max`` or ``within``. One stated without a bound is read by its mode."""
        if self.bound in ("min", "max"):
            return self.bound
        if self.kind == "increase" or self.mode in ("sustainable", "not_car", *SUSTAINABLE):
            return "min"
        return "max" if self.mode == "car" else "within"

    @property
    def is_of_trips(self) -> bool:
        """Whether it is a share of trips, as surveys tell, and not of kilometres or of motorised trips only."""
        return self.trips in TRIPS


SUSTAINABLE = (*MADE_OF["sustainable"], "walk_and_bicycle", "walk_and_public_transport")


@dataclass(frozen=True)
class Judged:
    """A goal with its verdict and the survey that it rests on; None is missing.

    ``share`` (per cent) is the survey's, ``gap`` (percentage points) what is left to the goal: nought or less where
    it is met. ``comparison`` tells what the goal and the survey differ in; where they
    do, the gap is no finding.
    """

    goal: ModalGoal
    verdict: str
    reason: str | None = None
    survey: Survey | None = None
    share: float | None = None
    gap: float | None = None
    comparison: Comparison | None = None
    remarks: tuple[str, ...] = ()
    #: Other surveys of the same year that tell the mode and are not counted as the goal is either.
    alongside: tuple[Survey, ...] = ()


def goals(rows: pd.DataFrame) -> list[ModalGoal]:
    """The goals of rows of the table ``modal_targets``, in its order."""
    return [_goal({str(key): value for key, value in row.items()}) for row in rows.to_dict("records")]


def _goal(row: dict[str, Any]) -> ModalGoal:
    def whole(name: str) -> int | None:
        return None if pd.isna(row[name]) else int(row[name])

    return ModalGoal(
        **{
            name: str(row[name]) for name in ("code", "area", "trips", "mode", "kind", "bound", "certainty", "standing")
        },
        value=float(row["value"]),
        year=whole("target_year"),
        baseline_year=whole("baseline_year"),
        baseline_share=None if pd.isna(row["baseline_share"]) else float(row["baseline_share"]),
        note=text(row["note"]),
        source_id=str(row["source_id"]),
    )


def goal_basis(goal: ModalGoal, surveys: Sequence[Survey]) -> Basis:
    """What a goal is counted on. A goal has no method, unless its baseline is a survey's own share."""
    features: dict[str, Any] = {"area": goal.area, "trips": goal.trips}
    origin = _origin(goal, surveys)
    if origin is None:
        return Basis.of(features | {"group": "all"})
    own = basis(origin)
    return Basis.of(features | {"method": origin.method, "group": "all"}, series=own.series, alike=own.alike)


def _origin(goal: ModalGoal, surveys: Sequence[Survey]) -> Survey | None:
    """The survey that the goal starts from: its year, and the share that the goal gives for it."""
    if goal.baseline_year is None or goal.baseline_share is None:
        return None
    for survey in surveys:
        share, _ = share_of(survey.of(), goal.mode)
        if (survey.code, survey.year) == (goal.code, goal.baseline_year) and share == goal.baseline_share:
            return survey
    return None


def left(goal: ModalGoal, share: float) -> float | None:
    """How many percentage points are left from a share to the goal; nought or less where it is met."""
    if goal.level is None:
        return None
    if goal.read == "within":
        distance = abs(goal.level - share)
        return distance if distance > WITHIN + EXACT else 0.0
    ahead = goal.level - share if goal.read == "min" else share - goal.level
    return 0.0 if abs(ahead) < EXACT else ahead


def judge(rows: pd.DataFrame, surveys: Sequence[Survey], now: int | None = None) -> list[Judged]:
    """How each goal of rows of ``modal_targets`` stands by the surveys of its municipality; ``now`` is the year."""
    year = date.today().year if now is None else now
    return [_judged(goal, [one for one in surveys if one.code == goal.code], year) for goal in goals(rows)]


def _judged(goal: ModalGoal, surveys: list[Survey], now: int) -> Judged:
    remarks = () if goal.bound != "exact" or goal.kind == "increase" else (f"read_{_AS[goal.read]}",)
    if not goal.is_of_trips:
        return Judged(goal, "cannot_be_judged", "not_share_of_trips")
    if goal.level is None:
        return Judged(goal, "cannot_be_judged", "baseline_missing")
    # A year has passed when it is over: until then a better survey of it may come.
    passed = goal.year is not None and goal.year < now
    telling = [one for one in surveys if share_of(one.of(), goal.mode)[0] is not None]
    awaited = "cannot_be_judged" if passed or goal.year is None else "awaiting_data"
    if not telling:
        missing = "mode_not_told" if surveys else "no_survey"
        return Judged(goal, awaited, "no_year" if goal.year is None else missing, remarks=remarks)
    own = goal_basis(goal, surveys)
    same = [one for one in telling if compare(own, basis(one)).comparable]
    if passed and goal.year is not None:
        since = [one for one in same if one.year is not None and one.year >= goal.year]
        if since:
            return _decided(goal, since, own, remarks)
    latest = _latest(same or telling)
    if goal.year is None:
        reason: str | None = "no_year"
    elif not same:
        reason = "basis_differs"
    elif latest.year is None:
        reason = "undated"
    else:
        reason = "no_survey_since" if passed else None
    held = _held(goal, latest, own, awaited, reason, remarks)
    if not same:
        beside = tuple(one for one in telling if one.year == latest.year and one.id != latest.id)
        return replace(held, alongside=beside)
    if not passed and held.gap is not None and held.gap <= 0:
        return replace(held, remarks=(*held.remarks, "already_met"))
    return held


def _decided(goal: ModalGoal, since: list[Survey], own: Basis, remarks: tuple[str, ...]) -> Judged:
    """The verdict by the first surveys after the target year; those of one year must agree."""
    first = min(one.year or 0 for one in since)
    held = [_held(goal, one, own, "not_reached", None, remarks) for one in since if one.year == first]
    met = [one.gap is not None and one.gap <= 0 for one in held]
    if any(met) and not all(met):
        return replace(held[0], verdict="cannot_be_judged", reason="surveys_disagree", share=None, gap=None)
    return replace(held[0], verdict="reached") if met[0] else held[0]


_AS = {"min": "as_min", "max": "as_max", "within": "within"}


def _latest(surveys: list[Survey]) -> Survey:
    """The latest; undated ones only where there is no other."""
    return max(surveys, key=lambda one: one.year or 0)


def _held(
    goal: ModalGoal, survey: Survey, own: Basis, verdict: str, reason: str | None, remarks: tuple[str, ...]
) -> Judged:
    """A goal held against one survey."""
    share, is_stated = share_of(survey.of(), goal.mode)
    gap = None if share is None else left(goal, share)
    told = remarks if is_stated else (*remarks, "summed")
    return Judged(goal, verdict, reason, survey, share, gap, compare(own, basis(survey)), told)


def lead(judged: Sequence[Judged], now: int) -> Judged | None:
    """The goal that surveys are shown against: of the sustainable share, else of the car, else of another mode.

    Of these the one nearest ahead, else the one passed latest, else one without a year. Shares of something else than
    trips, and goals without a level, lead nothing.
    """

    def rank(one: Judged) -> tuple[bool, int, int]:
        year, wished = one.goal.year, one.goal.standing != "current"
        if year is None:
            return wished, 2, 0
        return (wished, 0, year) if year >= now else (wished, 1, -year)

    able = [one for one in judged if one.goal.is_of_trips and one.goal.level is not None]
    for modes in (("sustainable",), ("car",), SUSTAINABLE):
        if of_mode := [one for one in able if one.goal.mode in modes]:
            return min(of_mode, key=rank)
    return None
