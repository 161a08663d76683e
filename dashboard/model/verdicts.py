"""The verdict on a goal: a level, a budget or a pace, held against what is measured and where it is heading."""

from dataclasses import replace

from dashboard.model.budget import YearsMissing, budget_standing, pace_within
from dashboard.model.gap import accumulated_gap, gap_in_target_year
from dashboard.model.judgement import Ground, Judgement, cannot
from dashboard.model.levels import Level
from dashboard.model.pace import linear_cut, path, required_pace

#: How far above the trend the latest figure may lie before it is told (a fraction).
STRAY = 0.10


def judge_level(level: Level, year: int, on: Ground) -> Judgement:
    """A level in a year. Of a range the easier end decides (``easier_end_only`` tells that the stricter is not met).

    Passed and measured (that year, or the first year measured after it): ``reached`` or ``not_reached``. The year is
    not after ``now`` but not measured: ``awaiting_data``. Ahead: ``on_track`` when the trend's central path is at or
    below the level in that year, else ``behind``, even where the latest figure happens to be below it already
    (``already_below``): one good year is no trend.
    """
    if on.latest_year is None or on.latest_value is None:
        return cannot("no_series")
    remarks = list(level.remarks)
    progress = _progress(level, on)
    found = on.first_from(year)
    if found is not None:
        judged_year, value = found
        reached = _within(value, level.high)
        if judged_year > year:
            remarks.append("judged_later")
        if reached and not _within(on.latest_value, level.high):
            remarks.append("risen_since")
        if not reached and _within(on.latest_value, level.high):
            remarks.append("reached_later")
        if reached and not _within(value, level.low):
            remarks.append("easier_end_only")
        return Judgement(
            "reached" if reached else "not_reached",
            remarks=tuple(remarks),
            judged_year=judged_year,
            judged_value=value,
            gap=value - level.high,
            progress=progress,
        )
    start = (on.latest_value, on.latest_year)
    asked = Judgement(
        "awaiting_data",
        remarks=tuple(remarks),
        required_pace_low=required_pace(*start, level.high, year),
        required_pace_high=required_pace(*start, level.low, year),
        required_cut_low=linear_cut(*start, level.high, year),
        required_cut_high=linear_cut(*start, level.low, year),
        progress=progress,
    )
    if year <= on.now:
        # The year is over or nearly so: a pace from the latest measurement on would be advice for the past.
        asked = Judgement("awaiting_data", remarks=tuple(remarks), progress=progress)
    if on.trend is None:
        return asked if year <= on.now else replace(asked, verdict="cannot_be_judged", reason="no_trend")
    value = on.trend.at(year)
    low, high = on.trend.band(year)
    asked = replace(asked, trend_value=value, trend_low=low, trend_high=high)
    if year <= on.now:
        return asked
    meets = _within(value, level.high)
    if meets and not _within(value, level.low):
        remarks.append("easier_end_only")
    if low <= level.high < high:
        remarks.append("trend_uncertain")
    if _within(on.latest_value, level.high):
        remarks.append("already_below")
    return replace(
        asked,
        verdict="on_track" if meets else "behind",
        remarks=(*remarks, *_stray(on)),
        gap=gap_in_target_year(on.trend, level.high, year),
        accumulated_gap=accumulated_gap(on.trend.path(on.latest_year, year), path(*start, level.high, year)),
    )


def judge_budget(low: float, high: float, start: int, end: int, on: Ground) -> Judgement:
    """A budget of tonnes over the years ``start`` to ``end``; of a range the larger budget decides.

    Overspent by measurements: ``not_reached``. Measured to its end and not overspent: ``reached``. Otherwise the
    trend's central path over the years not yet measured: ``on_track`` when it stays within, else ``behind``.
    ``accumulated_gap`` is what is emitted beyond the budget by its end.
    """
    if on.latest_year is None or on.latest_value is None:
        return cannot("no_series")
    try:
        state = budget_standing(on.series, on.trend, start, end, high, column=on.column)
    except YearsMissing:
        return cannot("years_missing")
    remarks = ["inventory_unknown"]
    out = Judgement(
        "not_reached",
        budget=high,
        budget_spent=state.spent,
        budget_left=state.left,
        budget_share_spent=state.share_spent,
        exhausted=state.exhausted,
    )
    if state.spent > high or on.latest_year >= end:
        verdict = "reached" if state.spent <= high else "not_reached"
        return replace(out, verdict=verdict, remarks=tuple(remarks), accumulated_gap=state.spent - high)
    if end <= on.now:
        return replace(out, verdict="awaiting_data", remarks=tuple(remarks), exhausted=None)
    if on.trend is None or state.projected is None:
        return replace(cannot("no_trend"), budget=high, budget_spent=state.spent, budget_left=state.left)
    bands = [on.trend.band(year) for year in range(max(start, on.latest_year + 1), end + 1)]
    ends = (state.spent + sum(band[0] for band in bands), state.spent + sum(band[1] for band in bands))
    meets = _within(state.projected, high)
    if ends[0] <= high < ends[1]:
        remarks.append("trend_uncertain")
    if meets and not _within(state.projected, low):
        remarks.append("easier_end_only")
    # A pace from now on is asked for only once the budget's period has begun.
    years = end - on.latest_year if start <= on.latest_year + 1 else 0
    return replace(
        out,
        verdict="on_track" if meets else "behind",
        remarks=(*remarks, *_stray(on)),
        required_pace_low=pace_within(on.latest_value, years, high - state.spent),
        required_pace_high=pace_within(on.latest_value, years, low - state.spent),
        accumulated_gap=state.projected - high,
    )


def judge_pace(low: float, high: float, year: int | None, baseline_year: int | None, on: Ground) -> Judgement:
    """A cut a year (fractions; ``low`` is the easier end, which decides).

    Ahead or without a year: the pace of the last five measured years, its central value; ``pace_uncertain`` tells that
    the interval holds both a pace that meets the goal and one that does not. In a passed year: the average cut from
    the baseline year, when both are measured (``baseline_missing`` when the goal names none that is).
    """
    if on.latest_year is None:
        return cannot("no_series")
    asked = Judgement("behind", required_pace_low=low, required_pace_high=high)
    if year is not None and year <= on.now:
        base = on.figures.get(baseline_year) if baseline_year is not None and baseline_year < year else None
        if base is None or not base > 0:
            return replace(asked, verdict="cannot_be_judged", reason="baseline_missing")
        value = on.figures.get(year)
        if value is None:
            return replace(asked, verdict="awaiting_data")
        cut = required_pace(base, baseline_year or year, value, year)
        met = cut is None or cut >= low - 1e-9
        return replace(asked, verdict="reached" if met else "not_reached", judged_year=year, judged_value=value)
    if on.pace is None:
        return replace(asked, verdict="cannot_be_judged", reason="no_pace")
    cut = -on.pace.rate
    remarks = []
    if -on.pace.high < low <= -on.pace.low:
        remarks.append("pace_uncertain")
    if low <= cut < high:
        remarks.append("easier_end_only")
    return replace(asked, verdict="on_track" if cut >= low - 1e-9 else "behind", remarks=tuple(remarks))


def _stray(on: Ground) -> tuple[str, ...]:
    """The remark that the latest figure lies so far above the trend that the trend may be too kind."""
    if on.trend is None or on.latest_year is None or on.latest_value is None:
        return ()
    return ("latest_above_trend",) if on.latest_value > on.trend.at(on.latest_year) * (1 + STRAY) else ()


def _within(value: float, limit: float) -> bool:
    """At or below the limit, but for rounding."""
    return value <= limit * (1 + 1e-9)


def _progress(level: Level, on: Ground) -> float | None:
    """How far the latest figure has come from the baseline to the (easier) level, a fraction; negative when it rose."""
    if level.base is None or on.latest_year is None or on.latest_value is None:
        return None
    people = on.people_in(on.latest_year) if level.per_person else 1.0
    way = level.base - level.high / level.people
    return (level.base - on.latest_value / people) / way if way > 0 and people else None
