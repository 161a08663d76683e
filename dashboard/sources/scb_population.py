"""SCB's population per municipality on 31 December, in the four layouts in which it comes.

Two workbooks: the yearly table of changes (``be0101_tabhel…``: year in the title, code and name in columns of
their own) and the statistical database's monthly table (``000007SF``: code and name in one cell, ``2025M12`` as
the column). Two CSV forms: one row a municipality with a column a year (``k_ID;kommun;ar_1950;…``), and one row
a municipality and year (``kod,year,population``).
"""

from datetime import date
from pathlib import Path

import pandas as pd

from dashboard.sources.files import read_bytes, read_csv, read_workbook
from dashboard.sources.names import Names
from dashboard.sources.result import Import, failed, source_row
from dashboard.sources.scb_layouts import LAYOUTS
from dashboard.sources.scb_rows import Found
from dashboard.sources.scb_tables import from_csv, is_population
from dashboard.tables.faults import DataError, Fault, fault
from dashboard.tables.loading import Tables
from dashboard.tables.vocabulary import YEARS

URL = "https://www.scb.se/"


def read(path: Path, tables: Tables, *, vintage: str | None = None, today: date) -> Import:
    """Inhabitants on 31 December per municipality and year. SCB's tables have no vintage: it is not asked for."""
    del vintage
    names = Names(tables)
    try:
        found = _read(path, names)
    except DataError as error:
        return failed(path, *error.faults)
    faults = [*found.faults, *_doubled(found, path.name)]
    if not faults and not found.rows:
        faults.append(fault(path.name, 0, "", "", "layout", detail="no row of any municipality"))
    if faults:
        return Import(description=path.name, faults=tuple(faults))
    years = sorted({row.year for row in found.rows})
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    source_id = "scb-population-" + span.replace("–", "-")
    records = [
        {"code": row.code, "year": row.year, "population": row.people, "certainty": "stated", "source_id": source_id}
        for row in found.rows
    ]
    frame = pd.DataFrame(records).astype({"code": "str", "year": "Int64", "population": "float64", "certainty": "str"})
    title = f"Folkmängd efter kommun 31 december {span}"
    source = source_row(source_id, title=title, publisher="SCB", url=URL, licence="CC0", today=today)
    remarks = [*found.remarks, *names.absent(frame["code"])]
    description = f"SCB, population on 31 December {span}, {frame['code'].nunique()} municipalities"
    return Import(description, {"population": frame, "sources": source}, remarks=tuple(remarks))


def _read(path: Path, names: Names) -> Found:
    # what the file is, not what it is called: a workbook is a zip archive
    if not read_bytes(path).startswith(b"PK"):
        header, rows = read_csv(path, known=is_population)
        return from_csv(header, rows, names, path.name)
    for sheet in read_workbook(path):
        for layout in LAYOUTS:
            found = layout(sheet, names, path.name)
            if found is not None:
                return found
    raise DataError([fault(path.name, 0, "", "", "layout", detail="none of SCB's population tables")])


def _doubled(found: Found, file: str) -> list[Fault]:
    """Rows that say the same municipality and year twice, and years that cannot be."""
    faults: list[Fault] = []
    seen: set[tuple[str, int]] = set()
    for row in found.rows:
        if (row.code, row.year) in seen:
            faults.append(fault(file, row.line, "", f"{row.code} {row.year}", "repeated"))
        if not YEARS[0] <= row.year <= YEARS[1]:
            faults.append(fault(file, row.line, "", row.year, "bad_year", low=YEARS[0], high=YEARS[1]))
        seen.add((row.code, row.year))
    return faults
