"""Klimatkollen's sector JSON: ``[{"name": …, "sectors": {year: {sector: tonnes CO2e}}}]``.

The same form carries the nation, as one object named Sverige. The file has no municipality codes and does not
say from which vintage its figures are; that is given with ``--vintage``.
"""

import math
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.sources.emissions import SECTOR_NAMES, Row, frames, sector_key, slug
from dashboard.sources.files import read_json
from dashboard.sources.names import Names
from dashboard.sources.result import Import, failed, source_row
from dashboard.tables.faults import DataError, Fault, fault
from dashboard.tables.loading import Tables
from dashboard.tables.vocabulary import SECTORS, YEARS

NATION = "Sverige"
URL = "https://github.com/Klimatbyran/territorial-data-pipeline"


def read(path: Path, tables: Tables, *, vintage: str | None = None, today: date) -> Import:
    """Emissions per municipality (or nation), year and sector, in tonnes CO2e."""
    try:
        document = read_json(path)
    except DataError as error:
        return failed(path, *error.faults)
    if not isinstance(document, list) or not document:
        return failed(path, fault(path.name, 0, "", "", "layout", detail="a list of municipalities is expected"))
    reader = _Reader(path.name, Names(tables))
    for entry in document:
        reader.entry(entry)
    if reader.faults:
        return Import(description=path.name, faults=tuple(reader.faults))
    said = vintage or f"SMHI via Klimatkollen, {today:%Y-%m-%d}"
    source_id = slug(vintage) if vintage else f"klimatkollen-{today:%Y-%m}"
    title = f"Nationella emissionsdatabasen, {said} (via Klimatkollen)" if vintage else f"Sektorsutsläpp, {said}"
    found = frames(reader.rows, gas="co2e", vintage=said, source_id=source_id, totals=False)
    found["sources"] = source_row(
        source_id, title=title, publisher="SMHI, Klimatkollen", url=URL, licence="CC BY 4.0", today=today
    )
    years = sorted({row.year for row in reader.rows})
    remarks = reader.names.absent(row.code for row in reader.rows) if "emissions" in found else []
    description = f"Klimatkollen, {len(document)} areas, {years[0]}–{years[-1]} ({len(years)} years), CO2e"
    return Import(description, found, remarks=tuple(remarks), dated=vintage is not None)


class _Reader:
    """Goes through the document and collects rows and faults; a fault's column is the path to the value."""

    def __init__(self, file: str, names: Names) -> None:
        self.file, self.names = file, names
        self.rows: list[Row] = []
        self.faults: list[Fault] = []
        self._seen: set[str] = set()

    def _fault(self, place: str, value: object, reason: str, **details: Any) -> None:
        self.faults.append(fault(self.file, 0, place, value, reason, **details))

    def entry(self, entry: Any) -> None:
        """One municipality or the nation."""
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
            return self._fault("", str(entry)[:40], "layout", detail="an object with a name is expected")
        name, years = entry["name"], entry.get("sectors")
        if not isinstance(years, dict) or not years:
            return self._fault(name, "", "layout", detail="'sectors' with a year in it is expected")
        code = "" if name.strip() == NATION else self.names.exact(name)
        if code is None:
            return self._fault("name", name, "unknown_name")
        if code in self._seen:
            return self._fault("name", name, "repeated")
        self._seen.add(code)
        for year, sectors in years.items():
            self._year(code, f"{name}/{year}", year, sectors)
        return None

    def _year(self, code: str, place: str, year: str, sectors: Any) -> None:
        if not re.fullmatch("[0-9]{4}", year) or not YEARS[0] <= int(year) <= YEARS[1]:
            return self._fault(place, year, "bad_year", low=YEARS[0], high=YEARS[1])
        if not isinstance(sectors, dict):
            return self._fault(place, sectors, "layout", detail="an object of sectors is expected")
        values: dict[str, float | None] = {}
        for name, value in self._known(place, sectors):
            values[name] = value
        for sector in SECTORS:
            if sector not in values:
                self._fault(f"{place}/{SECTOR_NAMES[sector]}", "", "missing_sector")
        self.rows.append(Row(code, int(year), values))
        return None

    def _known(self, place: str, sectors: dict[str, Any]) -> Iterator[tuple[str, float | None]]:
        for name, value in sectors.items():
            sector = sector_key(name)
            if sector is None:
                self._fault(place, name, "unknown_sector")
            elif value is None:
                yield sector, None
            elif isinstance(value, bool) or not isinstance(value, int | float):
                self._fault(f"{place}/{name}", value, "text_for_number")
                yield sector, None
            elif not 0 <= value < math.inf:
                self._fault(f"{place}/{name}", value, "negative" if value < 0 else "not_finite")
                yield sector, None
            elif value > 1e12:
                # also keeps whole numbers that no float can hold away from the conversion
                self._fault(f"{place}/{name}", value, "out_of_range", low="0", high="1e+12")
                yield sector, None
            else:
                yield sector, float(value)
