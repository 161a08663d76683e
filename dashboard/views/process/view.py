"""View ``process``: the transition map, with the cities on it. Never a percentage, never a ranking."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.process import PHASES, PLACING, cells, laps_walked, positions
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views.base import View, carried_sources, each, with_sources
from dashboard.views.process.figure import figure
from dashboard.views.process.key import key_figures
from dashboard.views.process.rows import remarks, sections, table

COLUMNS = [
    "kind", "slug", "name", "lap", "phase", "phase_name", "basis", "stage", "date", "text", "locator", "certainty",
    "note", "source", "url", "names",
]  # fmt: skip


def select(tables: Tables, state: ViewState) -> pd.DataFrame:
    """What the map shows: a row a phase, a lap, a position, a signing, a piece of evidence or a cell.

    ``kind`` tells which. ``lap`` is the contract version and ``phase`` 1–6, missing in the gate; ``basis`` is of
    :data:`dashboard.model.process.BASES`. With cities there are their signings and every piece of their evidence;
    without, every city's position and, a lap and phase, the ``names`` of the cities that have evidence there.
    ``attrs["absent"]`` are the names of chosen cities that have walked no lap.
    """
    walked = laps_walked(tables.contracts, tables.memberships)
    codes = [tables.slugs[slug] for slug in state.cities]
    if codes:
        walked_here = walked[walked["code"].isin(codes)]
        evidence = tables.rows("process", *codes)
    else:
        walked_here, evidence = walked, tables.process
    if walked_here.empty:
        empty = pd.DataFrame(columns=COLUMNS)
        empty.attrs["names"] = tuple(tables.municipality(code).name for code in codes)
        return empty
    phases = {int(row.number): str(getattr(row, f"name_{state.lang}")) for row in each(tables.phases)}
    own = _Writer(tables, state, phases)
    rows: list[dict[str, Any]] = [{"kind": "phase", "phase": number, "text": name} for number, name in phases.items()]
    rows += [
        {
            "kind": "lap",
            "lap": lap,
            "names": tuple(own.name(code) for code in group["code"]),
            "text": own.counted(lap, group),
        }
        for lap, group in walked.groupby("lap")
    ]
    rows += own.positions(positions(walked_here, tables.process), walked_here, codes)
    if codes:
        rows += own.signings(walked_here, codes) + own.evidence(evidence, codes)
    else:
        rows += own.cells(cells(evidence))
    frame = pd.DataFrame(rows, columns=COLUMNS)
    frame[["lap", "phase"]] = frame[["lap", "phase"]].astype("Int64")
    walking = set(walked_here["code"])
    frame.attrs["absent"] = tuple(own.name(code) for code in codes if code not in walking)
    return with_sources(frame, tables, _cited(tables, walked_here, evidence if codes else None))


def _cited(tables: Tables, walked: pd.DataFrame, evidence: pd.DataFrame | None) -> Iterable[object]:
    told = [] if evidence is None else evidence["source_id"].unique().tolist()
    return [*walked["source_id"].unique().tolist(), *told, *tables.phases["source_id"].unique().tolist()]


class _Writer:
    """Rows of the frame in the state's language, with the names of cities, phases and sources looked up once."""

    def __init__(self, tables: Tables, state: ViewState, phases: dict[int, str]) -> None:
        self.tables, self.lang, self.phases = tables, state.lang, phases
        register = tables.sources.set_index("source_id")
        self.titles, self.urls = register["title"].to_dict(), register["url"].to_dict()

    def name(self, code: str) -> str:
        return self.tables.municipality(code).name

    def city(self, code: str) -> dict[str, Any]:
        who = self.tables.municipality(code)
        return {"slug": who.slug, "name": who.name}

    def fact(self, row: Any) -> dict[str, Any]:
        url = self.urls.get(row.source_id)
        return {
            "certainty": row.certainty,
            "note": i18n.note_in(self.lang, row.note),
            "source": self.titles.get(row.source_id, ""),
            "url": url if isinstance(url, str) else "",
        }

    def counted(self, lap: Any, group: pd.DataFrame) -> str:
        """How many signed a version, how many joined it, and how many are named without word of a signature."""
        counts = group["standing"].value_counts()
        parts = [
            t(self.lang, f"process.walked.{standing}", count=i18n.number(self.lang, int(counts[standing])))
            for standing in ("signed", "joined", "named")
            if standing in counts
        ]
        return t(self.lang, "process.version", version=int(lap), parts=i18n.listing(self.lang, parts))

    def positions(self, found: pd.DataFrame, walked: pd.DataFrame, order: list[str]) -> list[dict[str, Any]]:
        last = {(row.code, row.lap): row for row in each(walked)}
        first = walked.groupby("code")["lap"].min().to_dict()
        rows = []
        for place in each(found):
            lap, phase = int(place.lap), None if pd.isna(place.phase) else int(place.phase)
            rows.append(
                {
                    "kind": "position", **self.city(place.code), "lap": lap, "phase": phase, "basis": place.basis,
                    "phase_name": self.phases.get(phase, "") if phase else "",
                    "date": str(first[place.code]), "stage": last[(place.code, place.lap)].standing,
                    **self.fact(last[(place.code, place.lap)]),
                }
            )  # fmt: skip
        ranked = {self.tables.municipality(code).slug: i for i, code in enumerate(order)}
        return sorted(rows, key=lambda row: (ranked.get(row["slug"], 0), i18n.alphabetical(row["name"])))

    def signings(self, walked: pd.DataFrame, order: list[str]) -> list[dict[str, Any]]:
        # A city that is only named in a version has signed nothing that we know of.
        signed = walked[walked["standing"] != "named"]
        rows = sorted(each(signed), key=lambda row: (order.index(row.code), row.lap))
        return [
            {
                "kind": "signing", **self.city(row.code), "lap": int(row.lap), "stage": row.standing,
                "date": "" if pd.isna(row.date) else row.date,
                "text": t(self.lang, f"process.standing.{row.standing}", version=int(row.lap)), **self.fact(row),
            }
            for row in rows
        ]  # fmt: skip

    def evidence(self, evidence: pd.DataFrame, order: list[str]) -> list[dict[str, Any]]:
        rows = [
            {
                "kind": "evidence", **self.city(row.code), "lap": int(row.version), "phase": int(row.phase),
                "phase_name": self.phases.get(int(row.phase), ""), "basis": row.basis, "stage": row.stage,
                "date": "" if pd.isna(row.date) else row.date, "text": getattr(row, f"evidence_{self.lang}"),
                "locator": "" if pd.isna(row.locator) else row.locator, **self.fact(row),
            }
            for row in each(evidence)
        ]  # fmt: skip
        slugs = [self.tables.municipality(code).slug for code in order]
        return sorted(rows, key=lambda row: (slugs.index(row["slug"]), -row["lap"], row["phase"], row["date"]))

    def cells(self, found: pd.DataFrame) -> list[dict[str, Any]]:
        return [
            {
                "kind": "cell", "lap": int(row.version), "phase": int(row.phase),
                "phase_name": self.phases.get(int(row.phase), ""),
                "names": tuple(sorted((self.name(code) for code in row.codes), key=i18n.alphabetical)),
            }
            for row in each(found)
        ]  # fmt: skip


def summary(frame: pd.DataFrame, state: ViewState) -> str:
    """Where the cities stand: the lap, the phase or that none is reported, and what earlier laps tell."""
    lang = state.lang
    if frame.empty:
        names = list(frame.attrs.get("names", ()))
        return t(lang, "process.none", name=i18n.listing(lang, names)) if names else t(lang, "process.nobody")
    placed = frame[frame["kind"] == "position"]
    if not state.cities:
        return _all(placed, lang)
    if len(placed) == 1:
        return _one(frame, placed.to_dict("records")[0], lang)
    parts = [
        t(lang, "process.part", name=row["name"], lap=row["lap"], phase=row["phase"], phase_name=row["phase_name"])
        if not pd.isna(row["phase"])
        else t(lang, "process.part_none", name=row["name"], lap=row["lap"])
        for row in placed.to_dict("records")
    ]
    return t(lang, "process.summary_many", parts="; ".join(parts))


def _all(placed: pd.DataFrame, lang: str) -> str:
    """How many have come to the latest lap with a phase that a document tells, or that they tell themselves."""
    lap = int(placed["lap"].max())
    bases = placed.loc[placed["lap"] == lap, "basis"].value_counts()
    documented, own = int(bases.get("documented", 0)), int(bases.get("self_assessed", 0))
    values = {
        "count": i18n.number(lang, len(placed)), "lap": lap,
        "documented": i18n.count(lang, documented, common=True), "own": i18n.count(lang, own, common=True),
    }  # fmt: skip
    key = "both" if documented and own else "documented" if documented else "own" if own else "nobody"
    text = t(lang, f"process.all.{key}", **values)
    # A number in words may begin a sentence.
    return ". ".join(part[:1].upper() + part[1:] for part in text.split(". "))


def _one(frame: pd.DataFrame, own: dict[Any, Any], lang: str) -> str:
    values = {"name": own["name"], "lap": own["lap"], "phase": own["phase"], "phase_name": own["phase_name"]}
    if pd.isna(own["phase"]):
        text = t(lang, "process.city_none", **values)
    else:
        text = t(lang, f"process.city_{own['basis']}", **values)
    told = frame[(frame["kind"] == "evidence") & (frame["lap"] < own["lap"]) & (frame["basis"] == "documented")]
    told = told[told["stage"].isin(PLACING)]
    earlier = sorted({int(phase) for phase in told["phase"]})
    if not earlier:
        return text
    if earlier == list(PHASES):
        return f"{text} {t(lang, 'process.earlier_all')}"
    listed = i18n.listing(lang, [str(phase) for phase in earlier])
    how_many = "one" if len(earlier) == 1 else "other"
    return f"{text} {t(lang, f'process.earlier.{how_many}', phases=listed)}"


VIEW = View(
    "process", select, figure, summary, table, carried_sources, remarks,
    ("measure", "base", "start", "end", "target", "layer"), sections, key_figures,
    heeds=("slots",),
)  # fmt: skip
