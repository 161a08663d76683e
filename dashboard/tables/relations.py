"""Rules that need more than one cell: keys, codes, sources, ranges, sums and the form of notes."""

import re
from collections.abc import Mapping

import pandas as pd

from dashboard.tables.faults import Fault, fault
from dashboard.tables.inventories import scope_faults
from dashboard.tables.reading import TypedTable
from dashboard.tables.schemas import SPECS
from dashboard.tables.shapes import shape_faults
from dashboard.tables.shares import share_faults
from dashboard.tables.vocabulary import SECTORS

#: A stated total may differ from its parts by rounding: by a tonne, or by this share of itself.
SUM_TONNES = 1.0
SUM_SHARE = 1e-5
NOTE = re.compile(r"sv: \S.* \| en: \S.*", re.DOTALL)


def sum_differs(parts: float, total: float) -> bool:
    """Whether parts (t) miss their stated total (t) by more than rounding explains."""
    return abs(parts - total) > max(SUM_TONNES, SUM_SHARE * abs(total))


def relation_faults(tables: Mapping[str, TypedTable]) -> list[Fault]:
    """Every fault that shows only when rows, columns or tables are held against each other."""
    codes = set(tables["municipalities"].frame["code"].dropna())
    sources = set(tables["sources"].frame["source_id"].dropna())
    faults: list[Fault] = []
    for name, table in tables.items():
        file, frame = f"{name}.csv", table.frame
        faults += _repeated(table, list(SPECS[name].key), file, "duplicate_key")
        if name == "municipalities":
            faults += _repeated(table, ["slug"], file, "duplicate_slug")
        else:
            faults += _unknown(table, "code", codes, file, "unknown_code")
            faults += _unknown(table, "partner_code", codes, file, "unknown_code")
        if name != "sources":
            faults += _unknown(table, "source_id", sources, file, "unknown_source")
        if "note" in frame:
            notes = enumerate(frame["note"].to_list())
            wrong = [(i, note) for i, note in notes if isinstance(note, str) and not NOTE.fullmatch(note)]
            faults += [fault(file, table.lines[i], "note", note, "note_form") for i, note in wrong]
    faults += _partners(tables["memberships"]) + _signings(tables["contracts"])
    faults += shape_faults(tables["boundaries"]) + share_faults(tables) + scope_faults(tables)
    return faults + _ranges(tables["targets"]) + _sums(tables, "emissions") + _sums(tables, "national_emissions")


def _at(mask: "pd.Series[bool]") -> list[int]:
    return [int(i) for i in mask.to_numpy(dtype=bool, na_value=False).nonzero()[0]]


def _repeated(table: TypedTable, key: list[str], file: str, reason: str) -> list[Fault]:
    """Rows whose key stood in an earlier row; empty cells of a key count as equal."""
    frame = table.frame
    if frame[key].isna().all(axis=1).any():
        # rows whose whole key is empty are already faulted cell by cell
        frame = frame[frame[key].notna().any(axis=1)]
    twice = frame[frame.duplicated(key, keep=False)]
    faults: list[Fault] = []
    first: dict[tuple[str, ...], int] = {}
    for index, values in zip(twice.index, twice[key].astype("str").fillna("").itertuples(index=False), strict=True):
        name = tuple(values)
        if name in first:
            shown = "/".join(name)
            faults.append(fault(file, table.lines[index], "+".join(key), shown, reason, first=first[name], key=shown))
        else:
            first[name] = table.lines[index]
    return faults


def _unknown(table: TypedTable, column: str, known: set[str], file: str, reason: str) -> list[Fault]:
    if column not in table.frame:
        return []
    cells = table.frame[column]
    wrong = cells.notna() & ~cells.isin(known)
    return [
        fault(file, table.lines[i], column, cells.iloc[i], reason) for i in _at(wrong) if (i, column) not in table.bad
    ]


def _partners(table: TypedTable) -> list[Fault]:
    """Municipalities that are given as their own partner."""
    frame = table.frame
    own = frame["partner_code"].notna() & (frame["partner_code"] == frame["code"])
    return [
        fault("memberships.csv", table.lines[i], "partner_code", frame["partner_code"].iloc[i], "own_partner")
        for i in _at(own)
    ]


def _signings(table: TypedTable) -> list[Fault]:
    """Signatures dated before the year of the version that they stand under."""
    frame = table.frame
    year = pd.to_numeric(frame["date"].str[:4], errors="coerce")
    early = year.notna() & frame["version"].notna() & (year < frame["version"].astype("Float64"))
    return [
        fault("contracts.csv", table.lines[i], "date", frame["date"].iloc[i], "signed_before",
              version=frame["version"].iloc[i])
        for i in _at(early)
    ]  # fmt: skip


def _ranges(table: TypedTable) -> list[Fault]:
    """Goals whose ends stand in the wrong order."""
    frame, file = table.frame, "targets.csv"
    upside_down = frame["value_low"] > frame["value_high"]
    backwards = frame["target_year"] < frame["baseline_year"]
    return [
        fault(file, table.lines[i], "value_low", f"{frame['value_low'].iloc[i]:.15g}", "low_above_high",
              high=f"{frame['value_high'].iloc[i]:.15g}")
        for i in _at(upside_down)
    ] + [
        fault(file, table.lines[i], "target_year", frame["target_year"].iloc[i], "target_before_baseline",
              baseline=frame["baseline_year"].iloc[i])
        for i in _at(backwards)
    ]  # fmt: skip


def _sums(tables: Mapping[str, TypedTable], name: str) -> list[Fault]:
    """Rows whose sectors miss the stated total; rows without a total or without any sector say nothing."""
    table = tables[name]
    sectors = table.frame[list(SECTORS)]
    sums = sectors.sum(axis=1)
    total = table.frame["total"]
    gap = (sums - total).abs()
    wrong = total.notna() & sectors.notna().any(axis=1) & (gap > (total.abs() * SUM_SHARE).clip(lower=SUM_TONNES))
    bad_rows = {index for index, column in table.bad if column in SECTORS}
    return [
        fault(f"{name}.csv", table.lines[i], "total", f"{total.iloc[i]:.15g}", "sum", sum=f"{sums.iloc[i]:.2f}")
        for i in _at(wrong)
        if i not in bad_rows
    ]
