"""What SMHI's figures have in common, whoever passes them on: the nine sectors, and rows into tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.sources.names import plain
from dashboard.tables.vocabulary import SECTORS

#: The sectors as SMHI names them.
SECTOR_NAMES = {
    "transport": "Transporter",
    "industry": "Industri (energi + processer)",
    "agriculture": "Jordbruk",
    "electricity_heat": "El och fjärrvärme",
    "machinery": "Arbetsmaskiner",
    "heating": "Egen uppvärmning av bostäder och lokaler",
    "waste": "Avfall (inkl.avlopp)",
    "products": "Produktanvändning (inkl. lösningsmedel)",
    "international_transport": "Utrikes transporter",
}
#: Spellings that SMHI's own exports have beside these.
_SPELLINGS = {"Egen uppärmning av bostäder och lokaler": "heating"}


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", plain(name))


_KEYS = {_key(name): sector for sector, name in SECTOR_NAMES.items()} | {
    _key(name): sector for name, sector in _SPELLINGS.items()
}


def sector_key(name: str) -> str | None:
    """The column of a sector by SMHI's name for it; spaces, case and punctuation do not matter."""
    return _KEYS.get(_key(name))


def slug(text: str) -> str:
    """A vintage or title as an id: ``SMHI 2026-06`` becomes ``smhi-2026-06``."""
    return re.sub(r"[^a-z0-9]+", "-", plain(text)).strip("-")


@dataclass(frozen=True)
class Row:
    """Emissions (t) of one municipality, or of the nation where the code is empty, in one year."""

    code: str
    year: int
    sectors: dict[str, float | None]
    total: float | None = None


def frames(rows: Sequence[Row], *, gas: str, vintage: str, source_id: str, totals: bool) -> dict[str, pd.DataFrame]:
    """Rows as the tables ``emissions`` and ``national_emissions``; ``totals`` tells whether the file states any.

    International transport is missing, not zero, before the first year in which the file has any: until then it
    was not reported.
    """
    begins = min((row.year for row in rows if row.sectors.get("international_transport")), default=None)
    found: dict[str, list[dict[str, Any]]] = {"emissions": [], "national_emissions": []}
    for row in rows:
        values = {sector: _rounded(row.sectors.get(sector)) for sector in SECTORS}
        if begins is None or row.year < begins:
            values["international_transport"] = None
        record: dict[str, Any] = {"code": row.code} if row.code else {}
        record |= {"year": row.year, "gas": gas} | values
        record |= {"total": _rounded(row.total)} if totals else {}
        record |= {"status": "measured", "vintage": vintage, "certainty": "stated", "source_id": source_id}
        found["emissions" if row.code else "national_emissions"].append(record)
    return {name: _typed(pd.DataFrame(records)) for name, records in found.items() if records}


def _rounded(value: float | None) -> float | None:
    """To the kilogram: the publishers' further decimals are arithmetic, not knowledge."""
    return None if value is None else round(value, 3)


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    numbers = [name for name in (*SECTORS, "total") if name in frame]
    texts = [name for name in frame if name not in numbers and name != "year"]
    return frame.astype(dict.fromkeys(numbers, "float64") | dict.fromkeys(texts, "str") | {"year": "Int64"})
