"""View ``goals``: every goal of a city, by when, and how it stands, with the gap and the pace that it asks for."""

import math
from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.goals import COLUMNS as JUDGED
from dashboard.model.judgement import VERDICTS
from dashboard.model.levels import BASELINE_TOLERANCE
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views.base import Column, Table, View, carried_sources, each, with_sources
from dashboard.views.emissions_frame import goals_of
from dashboard.views.goals.figure import figure
from dashboard.views.goals.words import counted, key_figures

#: A gap within this fraction of the level is no gap that anyone can tell.
ABOUT = 0.02
#: What stands where a goal has no year or no level: nothing is missing there.
NONE = "–"
COLUMNS = ["slug", "name", *JUDGED, "text", "detail", "beside"]


def select(tables: Tables, state: ViewState) -> pd.DataFrame:
    """A row a goal of the cities chosen, as :func:`dashboard.model.goals.judge_goals` gives it.

    ``text`` is the goal in the state's language, ``detail`` what its verdict rests on and ``beside`` what must be
    known beside it, both in words. Without cities the frame is empty: goals belong to municipalities.
    """
    parts: list[pd.DataFrame] = []
    cities = tuple(tables.municipality(tables.slugs[slug]).name for slug in state.cities)
    for slug in state.cities:
        code = tables.slugs[slug]
        judged = goals_of(tables, code)
        if len(judged):
            parts.append(judged.assign(slug=slug, name=tables.municipality(code).name))
    if not parts:
        nothing = pd.DataFrame(columns=COLUMNS)
        nothing.attrs["cities"] = cities
        return nothing
    frame = pd.concat(parts, ignore_index=True)
    frame["text"] = frame[f"text_{state.lang}"]
    rows = [row._asdict() for row in each(frame)]
    frame["detail"] = [detail(state.lang, row) for row in rows]
    frame["beside"] = [beside(state.lang, row) for row in rows]
    series = tables.emissions["source_id"].dropna().unique().tolist()
    out = with_sources(frame[COLUMNS], tables, [*series, *(name for ids in frame["source_ids"] for name in ids)])
    # A city without goals has no row, and must be named all the same where cities stand side by side.
    out.attrs["cities"] = cities
    return out


def detail(lang: str, row: dict[str, Any]) -> str:
    """What a verdict rests on, in words: the pace and the gap, the budget left, or why it cannot be judged."""
    grounds = _grounds(lang, row)
    wished = row["standing_of_goal"] in ("ambition", "proposed")
    standing = t(lang, f"standing.{row['standing_of_goal']}")
    return f"{standing}; {grounds}" if wished else grounds


def _grounds(lang: str, row: dict[str, Any]) -> str:
    if row["verdict"] == "cannot_be_judged":
        return t(lang, f"reason.{row['reason']}")
    parts: list[str] = []
    number = {key: value for key, value in row.items() if isinstance(value, float) and not math.isnan(value)}
    if row["lead_kind"] == "carbon_budget":
        parts.append(
            t(lang, "goals.budget", spent=i18n.percent(lang, number.get("budget_share_spent")), year=row["latest_year"])
        )
        exhausted = row["exhausted"]
        if exhausted is not None and not pd.isna(exhausted):
            parts.append(t(lang, "goals.exhausted", date=i18n.month(lang, exhausted)))
        return "; ".join(parts)
    if "required_pace_low" in number and number["required_pace_low"] > 0:
        parts.append(t(lang, "goals.pace", pace=_range(lang, number, "required_pace_low", "required_pace_high")))
    elif "required_cut_low" in number and number["required_cut_low"] > 0:
        parts.append(t(lang, "goals.cut", cut=i18n.quantity(lang, number["required_cut_low"])))
    if row["lead_kind"] == "annual_reduction" and "pace" in number:
        parts.append(t(lang, "goals.recent", pace=i18n.percent(lang, number["pace"], 1, sign=True)))
    elif "gap" in number:
        parts.append(_gap(lang, row, number))
    elif row["verdict"] == "awaiting_data":
        parts.append(t(lang, "goals.awaiting", latest=row["latest_year"]))
    if "trend_uncertain" in row["remarks"]:
        parts.append(t(lang, "goals.uncertain"))
    return "; ".join(parts)


def _gap(lang: str, row: dict[str, Any], number: dict[str, float]) -> str:
    """How far from the goal the measurement or the trend is; within two per cent it is about there."""
    is_measured = row["verdict"] in ("reached", "not_reached")
    year = row["judged_year"] if is_measured else row["target_year"]
    what = t(lang, "goals.measured" if is_measured else "goals.by_trend", year=year)
    if abs(number["gap"]) <= ABOUT * number["level_high"]:
        return t(lang, "goals.about_level", what=what)
    key = "goals.above" if number["gap"] > 0 else "goals.below"
    return t(lang, key, gap=i18n.quantity(lang, abs(number["gap"])), what=what)


def _range(lang: str, number: dict[str, float], low: str, high: str) -> str:
    ends = [i18n.percent(lang, number[key], 1) for key in (low, high) if key in number]
    return ends[0] if len(set(ends)) < 2 else "–".join(ends)


def beside(lang: str, row: dict[str, Any]) -> str:
    """What must be known beside a verdict and its grounds: remarks of the model, and the tables' own note."""
    parts = []
    for remark in row["remarks"]:
        if remark == "baseline_differs" and row["level_high"] > 0:
            differs = float(row["baseline_differs"])
            key = "remark.baseline_above" if differs > 0 else "remark.baseline_below"
            parts.append(t(lang, key, differs=i18n.percent(lang, abs(differs)), year=row["baseline_year"]))
        elif remark not in ("baseline_differs", "trend_uncertain"):
            parts.append(t(lang, f"remark.{remark}"))
    parts += [part for part in i18n.note_in(lang, row["note"]).split("; ") if part]
    return " ".join(f"{part[0].upper()}{part[1:].rstrip('.')}." for part in dict.fromkeys(parts))


def summary(frame: pd.DataFrame, state: ViewState) -> str:
    """How many goals there are and how many stand where."""
    lang = state.lang
    if frame.empty:
        if len(state.cities) > 1:
            return t(lang, "goals.none_of", names=i18n.listing(lang, list(frame.attrs["cities"])))
        return t(lang, "goals.none" if state.cities else "goals.choose")
    name = i18n.listing(lang, list(dict.fromkeys(frame["name"])))
    live = frame[frame["standing_of_goal"] == "current"]
    wished = int(frame["standing_of_goal"].isin(["ambition", "proposed"]).sum())
    wishes = t(lang, f"goals.wished.{'one' if wished == 1 else 'other'}", count=i18n.count(lang, wished))
    tail = wishes if wished else ""
    if live.empty:
        return t(lang, "goals.only_wished", name=name) + tail
    if len(live) == 1:
        return t(lang, "goals.summary.one", name=name, standing=_alone(lang, live["verdict"].iloc[0])) + tail
    counts = live["verdict"].value_counts()
    found = i18n.count(lang, len(live))
    if len(counts) == 1:
        every = t(lang, "goals.all_alike.two") if len(live) == 2 else t(lang, "goals.all_alike.more", count=found)
        parts = [t(lang, f"goals.all_alike.{counts.index[0]}", all=every)]
    else:
        parts = [counted(lang, verdict, int(counts[verdict])) for verdict in VERDICTS if verdict in counts]
    return t(lang, "goals.summary.other", name=name, count=found, parts=i18n.listing(lang, parts)) + tail


def _alone(lang: str, verdict: str) -> str:
    return t(lang, f"goals.alone.{verdict}")


def remarks(frame: pd.DataFrame, state: ViewState) -> list[str]:
    """Whose baseline differs from the series, how a verdict is reached, and that the list is what we found."""
    if frame.empty:
        return []
    lang = state.lang
    # Of nothing left, nothing is left whatever it is counted from.
    far = frame[(frame["baseline_differs"].abs() > BASELINE_TOLERANCE) & (frame["level_high"] > 0)]
    told = []
    for _, goals in far.groupby(["name", "baseline_year", "baseline_differs"], sort=False):
        first: Any = goals.iloc[0]
        side = "above" if first["baseline_differs"] > 0 else "below"
        differs = i18n.percent(lang, abs(first["baseline_differs"]))
        key = f"goals.baseline_{side}.{'one' if len(goals) == 1 else 'other'}"
        count = i18n.count(lang, len(goals))
        text = t(lang, key, count=count, goal=first["text"], year=first["baseline_year"], differs=differs)
        told.append(text[0].upper() + text[1:])
    return [*told, t(lang, "goals.how"), t(lang, "goals.found")]


def table(frame: pd.DataFrame, state: ViewState) -> Table:
    """A row a goal: what, by when, boundary, standing, its grounds, the level in tonnes, and what must be known."""
    lang = state.lang
    rows = pd.DataFrame(
        {
            "name": frame["name"],
            "text": frame["text"],
            "target_year": frame["target_year"],
            "boundary": [t(lang, f"boundary.{boundary}") for boundary in frame["boundary"]],
            "verdict": [t(lang, f"verdict.{verdict}") for verdict in frame["verdict"]],
            "detail": frame["detail"],
            "level": frame["level_high"],
            "trend": frame["trend_value"],
            "beside": frame["beside"],
        }
    )
    columns = [
        Column("text", t(lang, "column.goal")),
        Column("target_year", t(lang, "column.target_year"), "year", none=NONE),
        Column("boundary", t(lang, "column.boundary")),
        Column("verdict", t(lang, "column.verdict")),
        Column("detail", t(lang, "column.detail")),
        Column("level", t(lang, "column.level"), "tonnes", none=NONE),
        Column("trend", t(lang, "column.trend_value"), "tonnes", none=NONE),
        Column("beside", t(lang, "column.beside")),
    ]
    if frame["slug"].nunique() > 1:
        columns.insert(0, Column("name", t(lang, "column.municipality")))
    return Table(tuple(columns), rows[[column.name for column in columns]])


VIEW = View(
    "goals", select, figure, summary, table, carried_sources, remarks,
    ("measure", "base", "start", "end", "target", "layer"),
    key=key_figures,
)  # fmt: skip
