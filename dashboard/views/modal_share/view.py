"""View ``modal-share``: how people travel by the surveys published, against the goals, with what may be compared."""

from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.modal_goals import Judged
from dashboard.state import ViewState
from dashboard.views.base import Column, Section, Table, View, carried_sources
from dashboard.views.modal_share import words
from dashboard.views.modal_share.charts import charts
from dashboard.views.modal_share.figure import figure
from dashboard.views.modal_share.findings import notes, remarks, summary
from dashboard.views.modal_share.key import key_figures
from dashboard.views.modal_share.rows import cities, select

#: What stands where a goal has no year or no share to start from: nothing is missing there.
NONE = "–"
#: So many goals stand open below the picture; more are folded away, since a phone shows them one above the other.
FEW = 3
SHARES = ["name", "year", "area", "trips", "method", "group", "mode", "share", "sample", "certainty", "note"]
GOALS = ["name", "goal", "year", "basis", "start", "verdict", "detail", "beside"]


def table(frame: pd.DataFrame, state: ViewState) -> Table:
    """A row a survey, group and mode, with what the share is counted on; a row a goal where there is no survey."""
    lang = state.lang
    if len(frame) and not (frame["record"] == "share").any():
        return _goal_table(frame, lang)
    records: list[dict[str, Any]] = []
    for city in cities(frame) if len(frame) else []:
        for survey in city.surveys:
            own = {
                "name": city.name,
                "year": survey.year,
                "area": words.value(lang, "area", survey.area),
                "trips": words.value(lang, "trips", survey.trips),
                "method": words.value(lang, "method", survey.method),
            }
            for group, shares in survey.shares.items():
                for mode, share in shares.items():
                    record = {
                        "group": t(lang, f"modal.group.{group}"),
                        "mode": t(lang, f"modal.mode.{mode}"),
                        "share": share / 100,
                        "sample": survey.samples.get(group),
                        "certainty": t(lang, f"modal.certainty.{survey.certainty[group][mode]}"),
                        "note": i18n.note_in(lang, survey.notes[group][mode]),
                    }
                    records.append(own | record)
    columns = [
        Column("name", t(lang, "column.municipality")),
        Column("year", t(lang, "modal.column.year"), "year", none=t(lang, "modal.undated")),
        *(Column(name, t(lang, f"modal.column.{name}")) for name in ("area", "trips", "method", "group", "mode")),
        Column("share", t(lang, "modal.column.share"), "percent", 1),
        Column("sample", t(lang, "modal.column.sample"), "index", none=t(lang, "modal.not_told")),
        Column("certainty", t(lang, "modal.column.certainty")),
        Column("note", t(lang, "column.beside")),
    ]
    return _made(columns, records, SHARES)


def _made(columns: list[Column], records: list[dict[str, Any]], names: list[str]) -> Table:
    """A table of records; the municipality's column only where there is more than one."""
    rows = pd.DataFrame(records, columns=names)
    kept = [column for column in columns if column.name != "name" or rows["name"].nunique() > 1]
    return Table(tuple(kept), rows[[column.name for column in kept]])


def _goal_table(frame: pd.DataFrame, lang: str) -> Table:
    """A row a goal: what it asks for, by when, counted on what, how it stands and why."""
    records = [_goal(city.name, one, lang) for city in cities(frame) for one in city.goals]
    columns = [
        Column("name", t(lang, "column.municipality")),
        Column("goal", t(lang, "column.goal")),
        Column("year", t(lang, "column.target_year"), "year", none=NONE),
        Column("basis", t(lang, "modal.column.basis")),
        Column("start", t(lang, "modal.column.start")),
        Column("verdict", t(lang, "column.verdict")),
        Column("detail", t(lang, "column.detail")),
        Column("beside", t(lang, "column.beside")),
    ]
    return _made(columns, records, GOALS)


def _goal(name: str, one: Judged, lang: str) -> dict[str, Any]:
    goal = one.goal
    start = [str(goal.baseline_year)] if goal.baseline_year is not None else []
    if goal.baseline_share is not None:
        start.append(words.per_cent(lang, goal.baseline_share))
    beside = [t(lang, f"modal.beside.{remark}") for remark in one.remarks]
    return {
        "name": name,
        "goal": words.goal_text(lang, goal),
        "year": goal.year,
        "basis": words.goal_basis_text(lang, goal),
        "start": ": ".join(start) or NONE,
        "verdict": words.verdict(lang, one),
        "detail": words.detail(lang, one),
        "beside": " ".join([*beside, *i18n.notes_in(lang, [goal.note])]),
    }


def sections(frame: pd.DataFrame, state: ViewState) -> list[Section]:
    """The goals with their verdicts, unless they are the view's own table, and the notes on single surveys."""
    lang, out = state.lang, []
    if len(frame) and {"goal", "share"} <= set(frame["record"]):
        out.append(
            Section(
                t(lang, "modal.section.goals"), table=(made := _goal_table(frame, lang)), open=len(made.rows) <= FEW
            )
        )
    said = notes(frame, state)
    return [*out, *([Section(t(lang, "notes_heading"), tuple(said))] if said else [])]


VIEW = View(
    "modal-share", select, figure, summary, table, carried_sources, remarks,
    ("measure", "base", "start", "end", "target", "layer"), sections, key_figures,
    charts=charts,
)  # fmt: skip
