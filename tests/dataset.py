"""A small, complete and valid data set of three made-up municipalities, for any test that needs one.

``frames()`` gives its tables to change, ``write()`` puts them on the disk, ``tables()`` loads them.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.tables.loading import Tables, load
from dashboard.tables.reading import empty_frame, kind
from dashboard.tables.schemas import SPECS
from dashboard.tables.vocabulary import SECTORS
from dashboard.tables.writing import csv_text

RELEASE = "2026-11"
YEARS = (1990, 2000, 2005, 2010, 2015, 2020, 2021, 2022, 2023, 2024)
#: code -> slug, name, county code, county, inhabitants, tonnes in 1990
PLACES: dict[str, tuple[str, str, str, str, int, float]] = {
    "9901": ("alsta", "Alsta", "99", "Norra länet", 60_000, 300_000.0),
    "9902": ("bjorko", "Björkö", "99", "Norra länet", 12_000, 90_000.0),
    "9801": ("odevata", "Ödevata", "98", "Södra länet", 5_000, 40_000.0),
}
#: Each sector's share of a municipality's emissions; the last is international transport.
SHARES = dict(zip(SECTORS, (0.40, 0.20, 0.12, 0.10, 0.07, 0.05, 0.03, 0.02, 0.01), strict=True))
NOTE = "sv: Påhittad uppgift | en: A made-up figure"


def table(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as a table of the schema; facts are ``stated`` by the source ``made-up`` unless they say otherwise."""
    spec = SPECS[name]
    facts = {"certainty": "stated", "source_id": "made-up"} if "certainty" in spec.columns else {}
    frame = pd.DataFrame([facts | dict(row) for row in rows]).reindex(columns=list(spec.columns))
    if frame.empty:
        return empty_frame(spec)
    return frame.astype({column: kind(schema) for column, schema in spec.schema.columns.items()})


def sectors(total: float, year: int) -> dict[str, float | None]:
    """A total (t) over the sectors; international transport is not reported before 2023."""
    values: dict[str, float | None] = {sector: round(total * share, 2) for sector, share in SHARES.items()}
    if year < 2023:
        values["international_transport"] = None
    return values


def tonnes(first: float, year: int) -> float:
    """Emissions that fall by one per cent of 1990's a year."""
    return first * (1 - 0.01 * (year - 1990))


def _emissions(code: str, first: float) -> list[dict[str, Any]]:
    rows = []
    for year in YEARS:
        values = sectors(tonnes(first, year), year)
        total = round(sum(value for value in values.values() if value is not None), 2)
        rows.append(
            {"code": code, "year": year, "gas": "co2e", **values, "total": total, "status": "measured", "vintage": "V1"}
        )
    return rows


def frames() -> dict[str, pd.DataFrame]:
    """Every table, for the caller alone."""
    return {name: frame.copy() for name, frame in _frames().items()}


@cache
def _frames() -> dict[str, pd.DataFrame]:
    emissions = table("emissions", [row for code, place in PLACES.items() for row in _emissions(code, place[5])])
    nation = emissions.groupby("year")[[*SECTORS, "total"]].sum(min_count=1) * 1.05
    given: dict[str, list[dict[str, Any]]] = {
        "sources": [
            {
                "source_id": "made-up",
                "title": "Påhittat",
                "publisher": "Ingen",
                "url": "https://example.org/",
                "retrieved": "2026-11-20",
                "licence": "CC0",
            }
        ],
        "municipalities": [
            {
                "code": code,
                "slug": slug,
                "name": name,
                "county_code": county_code,
                "county": county,
                "skr_group_code": "C6",
                "skr_group": "Landsbygdskommun",
                "lat": 60 + index,
                "lon": 15 + index,
                "point_kind": "locality",
            }
            for index, (code, (slug, name, county_code, county, _, _)) in enumerate(PLACES.items())
        ],
        "population": [
            {"code": code, "year": year, "population": place[4] + 100 * (year - 1990)}
            for code, place in PLACES.items()
            for year in (*YEARS, 2025)
        ],
        "national_emissions": [
            {"year": year, "gas": "co2e", **values, "status": "measured", "vintage": "V1"}
            for year, values in nation.round(2).to_dict("index").items()
        ],
        "targets": [
            _target("9901", "alsta-2030", "reduction", 2030, low=80, high=80, unit="percent", baseline=1990),
            _target("9901", "alsta-2040", "climate_neutral", 2040),
            _target("9902", "bjorko-2030", "level", 2030, low=20_000, high=30_000, unit="t"),
        ],
        "scopes": [
            {
                "code": "9901",
                "year": 2019,
                "reported": 2020,
                "scope": scope,
                "part": "total",
                "tonnes": value,
                "protocol": "gpc",
                "gases": "CO2",
                "boundary": "municipality",
                "verified": "no",
                "note": NOTE,
            }
            for scope, value in (("1", 180_000), ("2", 20_000))
        ],
        "modal_share": [
            {
                "code": "9901",
                "survey": "rvu-2022",
                "survey_year": 2022,
                "area": "municipality",
                "group": "all",
                "trips": "all",
                "mode": mode,
                "share": share,
            }
            for mode, share in (("sustainable", 58), ("car", 42))
        ],
        "modal_targets": [
            {
                "code": "9901",
                "area": "municipality",
                "trips": "all",
                "mode": "sustainable",
                "kind": "share",
                "value": 65,
                "bound": "min",
                "target_year": 2030,
                "standing": "current",
            }
        ],
        "memberships": [
            {"code": "9901", "programme": "klimatneutrala_stader_2030", "role": "pioneer", "partner_code": "9902"},
            {"code": "9902", "programme": "klimatneutrala_stader_2030", "role": "twin", "partner_code": "9901"},
        ],
        "contracts": [
            {"code": "9901", "version": 2020, "standing": "signed"},
            {"code": "9901", "version": 2025, "standing": "signed"},
        ],
        "parties": [
            {
                "version": 2020,
                "party": "Vinnova",
                "area": "innovation",
                "undertaking_sv": "Stödjer",
                "undertaking_en": "Supports",
                "draft": "no",
            }
        ],
        "phases": [
            {"number": n, "name_sv": f"Fas {n}", "name_en": f"Phase {n}", "tagline_sv": "Då", "tagline_en": "Then"}
            for n in range(1, 7)
        ],
        "inventories": [
            {"code": "9901", "version": 2023, "year": 2019, "indicator": "baseline", "value": 230_000, "unit": "t"}
        ],
        "indicators": [
            {"code": code, "indicator": "chargeable_share", "year": 2024, "value": 50, "unit": "percent"}
            for code in PLACES
        ],
        "process": [
            _evidence("9901", 2020, 1, "Fullmäktige beslöt", "The council decided"),
            _evidence("9901", 2020, 2, "Utsläppen räknades", "Emissions were counted"),
            _evidence("9901", 2025, 3, "Aktörer samlades", "Actors met"),
            _evidence("9901", 2025, 5, "En utvärdering ska göras", "An evaluation is to be made", stage="planned"),
        ],
        "actors": [
            {"code": code, "name": name, "sector": sector, "role_sv": "part", "role_en": "party", "version": 2020}
            for code, name, sector in (
                ("9901", "Alsta Energi", "business"),
                ("9901", "Norra högskolan", "academia"),
                ("9901", "Klimatnätet", None),
                ("9902", "Norra högskolan", "academia"),
            )
        ],
        "gaps": [{"code": "9901", "version": 2025, "theme": "energy", "text_sv": "Elnätet", "text_en": "The grid"}],
        "commitments": [
            {"version": 2025, "number": 1, "theme": "governance", "text_sv": "Styra", "text_en": "Steer"},
            {"code": "9901", "version": 2020, "theme": "financing", "text_sv": "Betala", "text_en": "Pay"},
        ],
        "actions": [
            {
                "code": "9901",
                "version": 2025,
                "name_sv": "Elbussar",
                "name_en": "Electric buses",
                "theme": "transport",
                "stage": "ongoing",
                "start": "2025",
                "effect_t": 1200,
                "co_benefits_sv": "Tystare gator",
                "co_benefits_en": "Quieter streets",
            }
        ],
        "investments": [
            {
                "code": "9901",
                "version": 2025,
                "name_sv": "Hela planen",
                "name_en": "The whole plan",
                "theme": "other",
                "reach": "city",
                "unit": "msek",
                "need_low": 900,
                "need_high": 1100,
                "funded": 300,
            },
            {
                "code": "9901",
                "version": 2025,
                "name_sv": "Bussarna",
                "name_en": "The buses",
                "theme": "transport",
                "reach": "city",
                "within": "The whole plan",
                "unit": "msek",
                "need_low": 400,
                "need_high": 400,
            },
        ],
        "experiences": [
            {
                "code": "9901",
                "version": 2025,
                "direction": "offers",
                "theme": "energy",
                "text_sv": "Visa",
                "text_en": "Show",
            },
            {
                "code": "9902",
                "version": 2025,
                "direction": "seeks",
                "theme": "energy",
                "text_sv": "Se",
                "text_en": "See",
            },
        ],
        "links": [{"code": "9901", "version": 2020, "title": "Kontraktet", "url": "https://example.org/k"}],
        "boundaries": [{"code": code, "wkt": _square(500_000 + 20_000 * i)} for i, code in enumerate(PLACES)],
    }
    return {name: emissions if name == "emissions" else table(name, given[name]) for name in SPECS}


def _evidence(code: str, lap: int, phase: int, sv: str, en: str, *, stage: str = "done") -> dict[str, Any]:
    return {
        "code": code,
        "version": lap,
        "phase": phase,
        "date": str(lap),
        "stage": stage,
        "basis": "documented",
        "evidence_sv": sv,
        "evidence_en": en,
    }


def _square(left: int) -> str:
    """A municipality of twenty kilometres' side, beside the one that ends where it begins (SWEREF 99 TM)."""
    right, bottom, top = left + 20_000, 6_600_000, 6_620_000
    corners = ((left, bottom), (right, bottom), (right, top), (left, top), (left, bottom))
    return f"POLYGON (({', '.join(f'{x} {y}' for x, y in corners)}))"


def _target(
    code: str,
    goal: str,
    goal_kind: str,
    year: int,
    *,
    low: float | None = None,
    high: float | None = None,
    unit: str | None = None,
    baseline: int | None = None,
) -> dict[str, Any]:
    return {
        "code": code,
        "goal_id": goal,
        "boundary": "territorial",
        "gas": "co2e",
        "kind": goal_kind,
        "value_low": low,
        "value_high": high,
        "unit": unit,
        "target_year": year,
        "baseline_year": baseline,
        "standing": "current",
        "text_sv": "Ett mål",
        "text_en": "A goal",
    }


def write(folder: Path, given: Mapping[str, pd.DataFrame] | None = None, *, release: str = RELEASE) -> Path:
    """Puts a data set of one release, which is the current one, on the disk. Returns its folder."""
    (folder / release).mkdir(parents=True)
    texts = {name: csv_text(frame, SPECS[name]) for name, frame in given.items()} if given else _texts()
    for name, text in texts.items():
        (folder / release / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "current").write_text(f"{release}\n", encoding="utf-8")
    return folder


@cache
def _texts() -> dict[str, str]:
    return {name: csv_text(frame, SPECS[name]) for name, frame in _frames().items()}


def tables(folder: Path) -> Tables:
    """The data set, written into a new folder and loaded."""
    return load(write(folder / "stadsriket"))
