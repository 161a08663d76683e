"""The transition map in words: its table, its lists and what must be known beside it."""

from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.views.base import Column, Section, Table, each


def remarks(frame: pd.DataFrame, state: ViewState) -> list[str]:
    """Whose drawing it is, whose reading a phase is, and what the number of facts does not say."""
    if frame.empty:
        return []
    lang = state.lang
    told = [t(lang, "process.our_reading"), t(lang, "process.no_score")]
    if state.cities and (frame["certainty"] == "disputed").any():
        told.append(t(lang, "process.disputed_note"))
    return [*told, t(lang, "process.our_drawing")]


def table(frame: pd.DataFrame, state: ViewState) -> Table:
    """All cities: a row each. Chosen ones: a row a signing and a piece of evidence, newest lap first."""
    return _facts(frame, state) if state.cities else _places(frame, state)


def _who_stands_where(lang: str) -> tuple[Column, ...]:
    """The columns of a city's position."""
    return (
        Column("name", t(lang, "process.column.city"), city="slug"),
        Column("lap", t(lang, "process.column.lap"), "year"),
        Column("place", t(lang, "process.column.phase")),
    )


def _places(frame: pd.DataFrame, state: ViewState) -> Table:
    lang = state.lang
    rows = frame[frame["kind"] == "position"]
    columns = (
        *_who_stands_where(lang),
        Column("basis", t(lang, "process.column.basis")),
        Column("date", t(lang, "process.column.first_lap"), "year"),
        Column("how", t(lang, "process.column.how")),
        Column("source", t(lang, "process.column.source"), href="url"),
    )
    told = rows.assign(
        place=[_phase(row) or t(lang, "basis.none") for row in each(rows)],
        basis=[t(lang, f"basis.{basis}") for basis in rows["basis"]],
        date=[int(value) for value in rows["date"]],
        how=[_how(lang, row, t(lang, f"process.standing.{row.stage}", version=row.lap)) for row in each(rows)],
    )
    return Table(columns, told[["slug", "url", *(column.name for column in columns)]].reset_index(drop=True))


def _facts(frame: pd.DataFrame, state: ViewState) -> Table:
    lang = state.lang
    rows = frame[frame["kind"].isin(["signing", "evidence"])]
    rows = rows.assign(signed=rows["kind"] == "evidence").sort_values(
        ["lap", "signed"], ascending=[False, True], kind="stable"
    )
    columns = [
        Column("lap", t(lang, "process.column.lap"), "year"),
        Column("place", t(lang, "process.column.phase"), none="–"),
        Column("text", t(lang, "process.column.evidence")),
        Column("stage", t(lang, "process.column.stage")),
        Column("date", t(lang, "process.column.date"), none="–"),
        Column("basis", t(lang, "process.column.basis"), none="–"),
        Column("how", t(lang, "process.column.how")),
        Column("source", t(lang, "process.column.source"), href="url"),
    ]
    if rows["slug"].nunique() > 1:
        columns.insert(0, Column("name", t(lang, "process.column.city"), city="slug"))
    is_fact = rows["kind"] == "evidence"
    told = rows.assign(
        place=[_phase(row) or t(lang, "process.signing") for row in each(rows)],
        stage=[
            t(lang, f"stage.{row.stage}") if fact else t(lang, "stage.done")
            for row, fact in zip(each(rows), is_fact, strict=True)
        ],
        date=rows["date"].mask(rows["date"] == ""),
        basis=pd.Series(
            [t(lang, f"basis.{row.basis}") if fact else "" for row, fact in zip(each(rows), is_fact, strict=True)],
            index=rows.index,
        ).mask(~is_fact),
        how=[_how(lang, row, "") for row in each(rows)],
        source=[
            f"{row.source}, {row.locator}" if isinstance(row.locator, str) and row.locator else row.source
            for row in each(rows)
        ],
    )  # fmt: skip
    return Table(tuple(columns), told[["slug", "url", *(column.name for column in columns)]].reset_index(drop=True))


def _phase(row: Any) -> str:
    return "" if pd.isna(row.phase) else f"{row.phase} {row.phase_name}"


def _how(lang: str, row: Any, what: str) -> str:
    """How we know: stated, our reading or disputed, and the note."""
    told = t(lang, f"process.certainty.{row.certainty}")
    parts = [what, told, row.note if isinstance(row.note, str) else ""]
    text = ". ".join(part for part in parts if part)
    return text[0].upper() + text[1:]


def sections(frame: pd.DataFrame, state: ViewState) -> list[Section]:
    """One city: what was last documented in each phase. All cities: who stands where, each leading to its page."""
    if frame.empty:
        return []
    return _latest(frame, state) if state.cities else _standing(frame, state)


def _latest(frame: pd.DataFrame, state: ViewState) -> list[Section]:
    lang = state.lang
    out = []
    evidence = frame[frame["kind"] == "evidence"]
    phases = frame[frame["kind"] == "phase"]
    for name, own in evidence.groupby("name", sort=False):
        items = []
        for phase in each(phases):
            told = own[own["phase"] == phase.phase].sort_values(["lap", "date"], ascending=False, kind="stable")
            label = f"{phase.phase} {phase.text}"
            if told.empty:
                items.append(f"{label}: {i18n.t(lang, 'missing')}.")
                continue
            first: Any = told.iloc[0]
            stage = t(lang, f"stage.{first['stage']}")
            if first["basis"] == "self_assessed":
                stage = f"{stage}, {t(lang, 'basis.self_assessed')}"
            text = t(lang, "process.latest", phase=label, text=first["text"].rstrip("."), lap=first["lap"],
                     stage=t(lang, f"stage.{first['stage']}"))  # fmt: skip
            items.append(text)
        key = "process.latest_heading" if evidence["name"].nunique() == 1 else "process.latest_of"
        out.append(Section(t(lang, key, name=name), tuple(items), open=evidence["name"].nunique() == 1))
    return out


def _standing(frame: pd.DataFrame, state: ViewState) -> list[Section]:
    lang = state.lang
    # In the alphabet's order, as the frame has them: any other would be a ranking.
    rows = frame[frame["kind"] == "position"]
    columns = _who_stands_where(lang)
    told = rows.assign(place=[_phase(row) or t(lang, "basis.none") for row in each(rows)])
    heading = t(lang, "process.standing_heading", count=i18n.number(lang, len(rows)))
    return [Section(heading, table=Table(columns, told[["slug", "name", "lap", "place"]].reset_index(drop=True)))]
