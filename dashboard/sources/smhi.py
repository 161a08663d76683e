"""SMHI's county report (Länsrapport) from the national emission database: one gas a workbook, tonnes a year.

The rows are main sector × sub-sector × county × municipality, with ``Alla`` for the sum at every level. Years
stand on one row, column names on the next; both are looked for rather than counted. The rows ``Alla`` are the
figures that are taken: they are held against their parts, never added to them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.sources.emissions import SECTOR_NAMES, Row, frames, sector_key, slug
from dashboard.sources.files import Cells, Sheet, cell, read_workbook, text
from dashboard.sources.names import Names
from dashboard.sources.result import Import, failed, source_row
from dashboard.sources.smhi_sums import ALL, Places, loose_sectors, sum_faults
from dashboard.tables.faults import DataError, Fault, fault
from dashboard.tables.loading import Tables
from dashboard.tables.reading import number_fault
from dashboard.tables.vocabulary import SECTORS, YEARS

HEADINGS = ("Huvudsektor", "Undersektor", "Län", "Kommun")
URL = "https://nationellaemissionsdatabasen.smhi.se/"
#: Where in the head a gas is named, told apart before the single gas: ``Växthusgaser … (GGT/CO2-ekv)``.
_ALL_GASES, _CARBON_DIOXIDE = re.compile(r"ekv|ggt|växthusgas", re.I), re.compile(r"koldioxid|\bco2\b", re.I)


@dataclass(frozen=True)
class _Head:
    """What stands above the figures: the places of the four headings, and of the years (place to year)."""

    gas: str
    day: str
    columns: tuple[int, ...]
    years: dict[int, int]
    first: int


def read(path: Path, tables: Tables, *, vintage: str | None = None, today: date) -> Import:
    """Emissions per municipality and for the nation, year and sector, in tonnes of the gas that the head names."""
    try:
        sheets = read_workbook(path)
        sheet, at = _find(sheets, path.name)
        head = _head(sheet, at, path.name)
        if not (vintage or head.day):
            raise DataError([fault(path.name, 1, "", "", "layout", detail="the head has no date; give --vintage")])
    except DataError as error:
        return failed(path, *error.faults)
    names = Names(tables)
    places, faults = _figures(sheet, head, names, path.name)
    faults += sum_faults(places, path.name)
    rows = list(_rows(places, head, names, path.name, faults))
    if not faults and not any(row.code for row in rows):
        faults.append(fault(path.name, 0, "", "", "layout", detail="no row of any municipality"))
    if faults:
        return Import(description=path.name, faults=tuple(faults))
    said = vintage or f"SMHI {head.day[:7]}"
    source_id = slug(said)
    title = f"Nationella emissionsdatabasen, länsrapport {head.day or said}"
    found = frames(rows, gas=head.gas, vintage=said, source_id=source_id, totals=True)
    found["sources"] = source_row(
        source_id, title=title, publisher="SMHI", url=URL, licence="CC BY 4.0", published=head.day, today=today
    )
    remarks = [
        f"{SECTOR_NAMES[sector]}: {count} figures differ from the sum of their sub-sectors (in the publisher's file)"
        for sector, count in loose_sectors(places).items()
    ]
    remarks += names.absent(row.code for row in rows)
    years = sorted(head.years.values())
    description = f"SMHI, länsrapport {head.day}, {head.gas}, {years[0]}–{years[-1]} ({len(years)} years)"
    return Import(description, found, remarks=tuple(remarks))


def _find(sheets: list[Sheet], file: str) -> tuple[Sheet, int]:
    """The sheet and the row (from 0) that has the four headings."""
    wanted = {name.casefold() for name in HEADINGS}
    for sheet in sheets:
        for at, row in enumerate(sheet.rows[:50]):
            if wanted <= {text(value).casefold() for value in row}:
                return sheet, at
    raise DataError([fault(file, 0, "", "", "layout", detail=f"no row with the headings {', '.join(HEADINGS)}")])


def _head(sheet: Sheet, at: int, file: str) -> _Head:
    headings = [text(value).casefold() for value in sheet.rows[at]]
    above = " ".join(text(value) for row in sheet.rows[:at] for value in row)
    # the years' row is the nearest that has any, from the headings upwards
    years = next((found for row in reversed(sheet.rows[: at + 1]) if (found := _years(row))), {})
    if not years:
        raise DataError([fault(file, at + 1, "", "", "no_year")])
    if len(set(years.values())) < len(years):
        raise DataError([fault(file, at + 1, "", sorted(years.values()), "repeated")])
    gas = "co2e" if _ALL_GASES.search(above) else "co2" if _CARBON_DIOXIDE.search(above) else ""
    if not gas:
        raise DataError([fault(file, 1, "", above[:60], "layout", detail="the head names neither CO2 nor all gases")])
    unit = re.search(r"enhet:\s*(\S+)", above, re.I)
    if unit and unit[1].casefold() not in ("ton/år", "ton"):
        raise DataError([fault(file, 1, "", unit[1], "layout", detail="tonnes a year (ton/år) are expected")])
    day = re.search(r"\d{4}-\d{2}-\d{2}", above)
    columns = tuple(headings.index(name.casefold()) for name in HEADINGS)
    return _Head(gas, day[0] if day else "", columns, years, at + 1)


def _years(row: Cells) -> dict[int, int]:
    years = {}
    for at, value in enumerate(row):
        said = text(value).removesuffix(".0")
        if re.fullmatch("[0-9]{4}", said) and YEARS[0] <= int(said) <= YEARS[1]:
            years[at] = int(said)
    return years


def _figures(sheet: Sheet, head: _Head, names: Names, file: str) -> tuple[Places, list[Fault]]:
    """Every figure by place, sector, sub-sector and year, and what is wrong with any of them."""
    places: Places = {}
    faults: list[Fault] = []
    for number, row in enumerate(sheet.rows[head.first :], start=head.first + 1):
        main, sub, county, name = (text(cell(row, at)) for at in head.columns)
        if not (main and sub and county and name):
            # a footnote, or nothing at all; a row of figures without its name is no footnote
            if any(isinstance(cell(row, at), int | float) for at in head.years):
                faults.append(fault(file, number, "", main, "layout", detail="a row of figures without its names"))
            continue
        sector = ALL if main == ALL else sector_key(main)
        if sector is None:
            faults.append(fault(file, number, HEADINGS[0], main, "unknown_sector"))
            continue
        place = (county, name)
        if name != ALL and county != ALL and names.exact(name) is None:
            faults.append(fault(file, number, HEADINGS[3], name, "unknown_name"))
            continue
        parts = places.setdefault(place, {}).setdefault(sector, {})
        if sub in parts:
            faults.append(fault(file, number, "", f"{main}/{sub}/{county}/{name}", "repeated"))
            continue
        parts[sub] = (number, dict(_values(row, head, number, file, faults)))
    return places, faults


def _values(row: Cells, head: _Head, number: int, file: str, faults: list[Fault]) -> Iterator[tuple[int, float | None]]:
    for at, year in head.years.items():
        value: Any = cell(row, at)
        if value is None:
            yield year, None
        elif isinstance(value, bool) or not isinstance(value, int | float):
            faults.append(fault(file, number, str(year), value, number_fault(str(value))))
        elif not 0 <= value < 1e12:
            reason = "negative" if value < 0 else "out_of_range"
            faults.append(fault(file, number, str(year), value, reason, low="0", high="1e+12"))
        else:
            yield year, float(value)


def _rows(places: Places, head: _Head, names: Names, file: str, faults: list[Fault]) -> Iterator[Row]:
    """A row a municipality (and the nation) and year."""
    given = {sector for sectors in places.values() for sector in sectors} - {ALL}
    seen: set[str] = set()
    for (county, name), sectors in places.items():
        if name == ALL and county != ALL:
            continue
        code = "" if name == ALL else names.exact(name) or ""
        if code in seen:
            faults.append(fault(file, 0, HEADINGS[3], name, "repeated"))
        seen.add(code)
        stated = {sector: parts[ALL][1] for sector, parts in sectors.items() if ALL in parts}
        for sector in SECTORS:
            if sector in given and sector not in stated:
                faults.append(fault(file, 0, name, SECTOR_NAMES[sector], "missing_sector"))
        total = stated.pop(ALL, {})
        for year in head.years.values():
            values = {sector: years.get(year) for sector, years in stated.items()}
            if total.get(year) is not None or any(value is not None for value in values.values()):
                yield Row(code, year, values, total.get(year))
