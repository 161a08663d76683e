"""The figures that a screen shows large beside the transition map: laps, phases and cities, never a share of a way."""

from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.process import LAST_LAP
from dashboard.state import ViewState
from dashboard.views.base import KeyFigure
from dashboard.views.contract.words import counted


def key_figures(frame: pd.DataFrame, state: ViewState) -> list[KeyFigure]:
    """One city: its phase, the versions signed, the laps left. Several: each one's phase. None: how many walk."""
    rows = [row for row in frame.to_dict("records") if row["kind"] == "position"]
    if not state.cities:
        return _all(rows, state.lang)
    if len(state.cities) == 1:
        return _one(rows[0], frame[frame["kind"] == "signing"], state.lang)
    told = [KeyFigure(row["name"], _phase(row, state.lang), _where(row, state.lang)) for row in rows]
    none = t(state.lang, "process.key.none")
    absent = [KeyFigure(name, none, t(state.lang, "process.key.none_context")) for name in frame.attrs["absent"]]
    return [*told, *absent]


def _phase(row: dict[Any, Any], lang: str) -> str:
    """The phase, or where none is reported the lap."""
    known = not pd.isna(row["phase"])
    return t(lang, "process.key.phase" if known else "process.key.lap", phase=row["phase"], lap=row["lap"])


def _where(row: dict[Any, Any], lang: str) -> str:
    if row["basis"] == "none" and row["certainty"] == "derived":
        return t(lang, "process.key.where_derived")
    return t(lang, f"process.key.where_{row['basis']}", lap=row["lap"], phase_name=row["phase_name"])


def _one(row: dict[Any, Any], signings: pd.DataFrame, lang: str) -> list[KeyFigure]:
    lap = int(row["lap"])
    if pd.isna(row["phase"]):
        context = t(lang, f"process.key.lap_{'derived' if row['certainty'] == 'derived' else 'context'}")
        first = KeyFigure(t(lang, "process.key.lap_label"), str(lap), context)
    else:
        context = t(lang, f"process.key.by_{row['basis']}", phase_name=row["phase_name"])
        first = KeyFigure(t(lang, "process.key.phase_label", lap=lap), _phase(row, lang), context)
    out = [first]
    signed = [int(each) for each in signings["lap"]]
    if signed:
        how = "signed" if (signings["stage"] == "signed").all() else "joined"
        context = counted(lang, signed, int((signings["certainty"] == "derived").sum()))
        out.append(KeyFigure(t(lang, f"process.key.{how}"), i18n.number(lang, len(signed)), context))
    if lap < LAST_LAP:
        context = t(lang, "process.key.left_context")
        out.append(KeyFigure(t(lang, "process.key.left", last=LAST_LAP), i18n.number(lang, LAST_LAP - lap), context))
    return out


def _all(rows: list[dict[Any, Any]], lang: str) -> list[KeyFigure]:
    lap = max(int(row["lap"]) for row in rows)
    bases = [row["basis"] for row in rows if row["lap"] == lap]
    value = {"count": i18n.number(lang, len(rows))}
    out = [KeyFigure(t(lang, "process.key.walking"), value["count"], t(lang, "process.key.walking_context"))]
    for basis in ("documented", "self_assessed"):
        # That none has a documented phase is worth a figure; that none has assessed itself is not.
        if basis in bases or basis == "documented":
            told = i18n.number(lang, bases.count(basis))
            label, context = t(lang, f"process.key.{basis}", lap=lap), t(lang, f"process.key.{basis}_context")
            out.append(KeyFigure(label, t(lang, "process.key.of", told=told, **value), context))
    return out
