"""Every goal of a municipality with its verdict: one row a goal, told in keys and figures."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import pandas as pd

from dashboard.model.judgement import Ground, Judgement, cannot, ground
from dashboard.model.levels import Level, level_of
from dashboard.model.statements import (
    COLUMN_OF,
    LEVEL_KINDS,
    STANDINGS,
    Statement,
    by_weight,
    in_force,
    joined_notes,
    joined_texts,
    refusal,
    share_baselines,
    statements,
)
from dashboard.model.verdicts import judge_budget, judge_level, judge_pace

#: How far two numbers of one goal may be from each other before it is told (a fraction of the larger).
NUMBERS_TOLERANCE = 0.02


@dataclass(frozen=True)
class Judged:
    """A goal's lead statement, its level where it sets one, and the verdict."""

    lead: Statement
    level: Level | None
    judgement: Judgement


def judge_goals(targets: pd.DataFrame, series: pd.DataFrame, *, now: int | None = None) -> pd.DataFrame:
    """Each goal in ``targets`` (one municipality's rows) judged on its territorial ``series``; a row a goal.

    ``now`` is the calendar year that tells a passed goal from one ahead (default: this year). The verdicts are
    ``reached``, ``on_track``, ``behind``, ``not_reached``, ``awaiting_data`` and ``cannot_be_judged`` (with a
    ``reason``); :mod:`dashboard.model.verdicts` holds their rules, :mod:`dashboard.model.levels` how a goal becomes
    tonnes, :func:`dashboard.model.statements.refusal` the reasons.

    Rows that share a ``goal_id`` are one goal. Superseded goals are listed, not judged. Of several numbers the stated
    one decides over the derived, and the strictest of the stated; where two differ by more than 2 %, the remark
    ``numbers_disagree`` says so. A pace is asked only where the goal sets no level: a goal whose level cannot be read
    on the series is not let in by its pace.

    Columns: :data:`COLUMNS`; tonnes and fractions, missing where there is none; ``kinds``, ``remarks`` and
    ``source_ids`` are tuples. Sorted by standing, then target year (none last).
    """
    year = date.today().year if now is None else now
    grounds = {column: ground(series, column, now=year) for column in COLUMN_OF.values()}
    gas = str(series["gas"].iloc[0]) if len(series) else "co2e"
    records = []
    goals: dict[str, list[Statement]] = {}
    for goal_id, statement in zip(targets["goal_id"], statements(targets), strict=True):
        goals.setdefault(str(goal_id), []).append(statement)
    for goal_id, said in goals.items():
        goal = in_force(said)
        judged = _judge(goal, gas, grounds)
        about_emissions = judged.judgement.reason != "not_emissions"
        on = grounds.get(COLUMN_OF.get(judged.lead.boundary, "")) if about_emissions else None
        records.append(_record(goal_id, goal, judged, on))
    return _frame(records)


def _judge(goal: list[Statement], gas: str, grounds: dict[str, Ground]) -> Judged:
    ordered = by_weight(goal)
    usable = [one for one in ordered if refusal(one, gas) is None]
    if not usable:
        return Judged(ordered[0], None, cannot(refusal(ordered[0], gas) or "no_number"))
    on = grounds[COLUMN_OF[usable[0].boundary]]
    leveled = [one for one in usable if one.kind in LEVEL_KINDS and one.boundary == usable[0].boundary]
    if leveled:
        return _judge_levels(leveled, goal, on)
    lead = usable[0]
    budgets = [one for one in usable if one.kind == "carbon_budget"]
    if budgets:
        lead = budgets[0]
        if lead.baseline_year is None or lead.target_year is None:
            return Judged(lead, None, cannot("year_missing"))
        low, high = lead.low or 0.0, lead.high or 0.0
        return Judged(lead, None, judge_budget(low, high, lead.baseline_year, lead.target_year, on))
    low, high = (lead.low or 0.0) / 100, (lead.high or 0.0) / 100
    return Judged(lead, None, judge_pace(low, high, lead.target_year, lead.baseline_year, on))


def _judge_levels(leveled: list[Statement], goal: list[Statement], on: Ground) -> Judged:
    """The strictest stated level decides; the others are only compared with it."""
    found: list[tuple[Statement, Level]] = []
    refused: list[tuple[Statement, str]] = []
    own = share_baselines(goal)
    for one in leveled:
        if one.target_year is None:
            refused.append((one, "year_missing"))
            continue
        first = on.first_from(one.target_year)
        # A goal per person that has been measured is held against that year's people, not today's.
        people_year = first[0] if first is not None else one.target_year
        level = level_of(one, on, year=people_year, own_baselines=own)
        if isinstance(level, str):
            refused.append((one, level))
        else:
            found.append((one, level))
    if not found:
        return Judged(refused[0][0], None, cannot(refused[0][1] if on.latest_year is not None else "no_series"))
    stated = [pair for pair in found if pair[0].certainty == "stated"] or found
    lead, level = min(stated, key=lambda pair: pair[1].high)
    judgement = judge_level(level, lead.target_year or on.now, on)
    same_year = [other for one, other in found if one.target_year == lead.target_year]
    if any(_apart(level, other) for other in same_year):
        judgement = replace(judgement, remarks=(*judgement.remarks, "numbers_disagree"))
    return Judged(lead, level, judgement)


def _apart(one: Level, other: Level) -> bool:
    ends = ((one.low, other.low), (one.high, other.high))
    return any(abs(a - b) > NUMBERS_TOLERANCE * max(a, b, 1.0) for a, b in ends)


def _record(goal_id: str, goal: list[Statement], judged: Judged, on: Ground | None) -> dict[str, Any]:
    lead, level, judgement = judged.lead, judged.level, judged.judgement
    year = lead.target_year or next((one.target_year for one in goal if one.target_year is not None), None)
    record: dict[str, Any] = {
        "goal_id": goal_id,
        "boundary": lead.boundary,
        "part": lead.part,
        "gas": lead.gas,
        "kinds": tuple(dict.fromkeys(one.kind for one in goal)),
        "lead_kind": lead.kind,
        "standing_of_goal": lead.standing,
        "target_year": year,
        "value_low": lead.low,
        "value_high": lead.high,
        "level_low": level.low if level else None,
        "level_high": level.high if level else None,
        "per_person": level.per_person if level else False,
        "baseline_year": level.baseline_year if level else lead.baseline_year,
        "baseline_value": level.baseline if level else lead.baseline_value,
        "series_baseline": level.series_baseline if level else None,
        "baseline_differs": level.differs if level else None,
        "latest_year": on.latest_year if on else None,
        "latest_value": on.latest_value if on else None,
        "trend_latest": on.trend.at(on.latest_year) if on and on.trend and on.latest_year is not None else None,
        "pace": on.pace.rate if on and on.pace else None,
        "pace_low": on.pace.low if on and on.pace else None,
        "pace_high": on.pace.high if on and on.pace else None,
        "text_sv": joined_texts(goal, "sv"),
        "text_en": joined_texts(goal, "en"),
        "source_ids": tuple(dict.fromkeys(one.source_id for one in goal)),
        "certainty": "disputed" if any(one.certainty == "disputed" for one in goal) else lead.certainty,
        "note": joined_notes(goal),
    }
    return record | {field.name: getattr(judgement, field.name) for field in fields(judgement)}


_YEARS = ("target_year", "baseline_year", "latest_year", "judged_year")
_TEXTS = (
    "goal_id",
    "boundary",
    "part",
    "gas",
    "lead_kind",
    "standing_of_goal",
    "verdict",
    "reason",
    "text_sv",
    "text_en",
    "certainty",
    "note",
)
_OTHERS = ("kinds", "remarks", "source_ids", "per_person", "exhausted")
_NOBODY = Statement("", None, None, "", None, None, None, None, None, "", "", "", "", "", None)
#: The columns of a judged frame.
COLUMNS = tuple(_record("", [], Judged(_NOBODY, None, cannot("")), None))


def _frame(records: list[dict[str, Any]]) -> pd.DataFrame:
    """The records as a typed frame: years Int64, texts str, figures float64, tuples and days as objects."""
    order = {standing: place for place, standing in enumerate(STANDINGS)}
    last = float("inf")
    records = sorted(records, key=lambda one: (order[one["standing_of_goal"]], one["target_year"] or last))
    return pd.DataFrame(
        {column: pd.Series([one[column] for one in records], dtype=_dtype(column)) for column in COLUMNS}
    )


def _dtype(column: str) -> str:
    if column in _OTHERS:
        return "bool" if column == "per_person" else "object"
    return "Int64" if column in _YEARS else "str" if column in _TEXTS else "float64"
