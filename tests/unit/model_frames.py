"""Small hand-made frames for the model's tests: one municipality that falls by exactly ten tonnes a year."""

from typing import Any

import pandas as pd

from dashboard.model.series import territorial
from dashboard.tables.vocabulary import SECTORS

CODE = "0001"
YEARS = (1990, 2000, 2005, 2010, 2015, 2020, 2021, 2022, 2023, 2024)


def emissions(
    by_year: dict[int, dict[str, float]], *, code: str = CODE, gas: str = "co2e", status: str = "measured"
) -> pd.DataFrame:
    """Rows of the emissions table; a sector that is not given is missing."""
    rows = [
        {"code": code, "year": year, "gas": gas}
        | {sector: sectors.get(sector, float("nan")) for sector in SECTORS}
        | {"total": float("nan"), "status": status, "vintage": "v1", "note": None, "source_id": "s1"}
        for year, sectors in by_year.items()
    ]
    columns = ["code", "year", "gas", *SECTORS, "total", "status", "vintage", "note", "source_id"]
    frame = pd.DataFrame(rows, columns=columns)
    texts = ["code", "gas", "status", "vintage", "note", "source_id"]
    numbers = [*SECTORS, "total"]
    return frame.astype(dict.fromkeys(texts, "str") | dict.fromkeys(numbers, "float64") | {"year": "Int64"})


def population(by_year: dict[int, float], *, code: str = CODE) -> pd.DataFrame:
    """Rows of the population table."""
    frame = pd.DataFrame({"code": code, "year": list(by_year), "population": list(by_year.values())})
    return frame.astype({"code": "str", "year": "Int64", "population": "float64"})


def falling(year: int) -> float:
    """The total of the falling municipality: 1 000 t in 1990, ten less every year, 660 t in 2024."""
    return 1000.0 - 10 * (year - 1990)


def series(totals: dict[int, float] | None = None, *, people: float = 100, gas: str = "co2e") -> pd.DataFrame:
    """A series with half of its tonnes in transport and half in industry; by default the falling municipality."""
    figures = {year: falling(year) for year in YEARS} if totals is None else totals
    rows = {year: {"transport": total / 2, "industry": total / 2} for year, total in figures.items()}
    return territorial(emissions(rows, gas=gas), population(dict.fromkeys(figures, people)), CODE, gas=gas)


def goal(kind: str, value: float | tuple[float, float] | None = None, **given: Any) -> dict[str, Any]:
    """One row of the targets table; a tuple is a range."""
    low, high = value if isinstance(value, tuple) else (value, value)
    return {
        "code": CODE,
        "goal_id": "a-goal",
        "boundary": "territorial",
        "part": None,
        "gas": "co2e",
        "kind": kind,
        "value_low": low,
        "value_high": high,
        "unit": None,
        "target_year": None,
        "baseline_year": None,
        "baseline_value": None,
        "version": None,
        "decided": None,
        "standing": "current",
        "text_sv": f"sv {kind}",
        "text_en": f"en {kind}",
        "certainty": "stated",
        "note": None,
        "source_id": "s1",
    } | given


def targets(*rows: dict[str, Any]) -> pd.DataFrame:
    """The rows as the loader types them."""
    years = ("target_year", "baseline_year", "version")
    numbers = ("value_low", "value_high", "baseline_value")
    frame = pd.DataFrame(list(rows), columns=list(goal("level")), dtype="object")
    kinds = {name: "Int64" if name in years else "float64" if name in numbers else "str" for name in frame.columns}
    return frame.astype(kinds)
