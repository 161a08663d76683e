"""What the schema says of single cells, told as faults. The rules stand in ``schemas``; here they get words."""

from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from dashboard.tables.columns import CODE, LONG_CODE, TableSpec
from dashboard.tables.faults import Fault, fault
from dashboard.tables.reading import TypedTable
from dashboard.tables.schemas import SPECS


@cache
def _rules(name: str, long_codes: bool) -> pa.DataFrameSchema:
    """A table's rules without its types: reading has seen to those, and to check them again takes most of the time."""
    columns = SPECS[name].schema.columns.items()
    ruled = {key: column for key, column in columns if column.checks or not column.nullable}
    return pa.DataFrameSchema(
        {
            key: pa.Column(None, _long(column.checks) if long_codes else column.checks, nullable=column.nullable)
            for key, column in ruled.items()
        }
    )


def _long(checks: list[pa.Check]) -> list[pa.Check]:
    """The checks where codes have five digits in place of four."""
    return [
        pa.Check.str_matches(LONG_CODE) if _pattern(check.statistics.get("pattern", "")) == _pattern(CODE) else check
        for check in checks
    ]


def cell_faults(table: TypedTable, name: str, *, long_codes: bool = False) -> list[Fault]:
    """Every cell that breaks its column's rule, once each; cells that reading already faulted are passed over.

    ``long_codes``: the register is one whose codes have five digits.
    """
    spec, file = SPECS[name], f"{name}.csv"
    faults: list[Fault] = []
    seen = set(table.bad)
    try:
        _rules(name, long_codes).validate(table.frame, lazy=True)
    except SchemaErrors as errors:
        for case in errors.failure_cases.to_dict("records"):
            found = _fault(case, table, spec, file)
            place = (int(case["index"]) if pd.notna(case["index"]) else -1, str(case["column"]))
            if place not in seen:
                faults.append(found)
                seen.add(place)
    return faults


def _fault(case: dict[str, Any], table: TypedTable, spec: TableSpec, file: str) -> Fault:
    """One failure case of pandera's, in our words."""
    column, name, value = str(case["column"]), str(case["check"]), case["failure_case"]
    row = table.lines[int(case["index"])] if pd.notna(case["index"]) else 1
    if name == "not_nullable":
        return fault(file, row, column, "", "empty_cell")
    checks = spec.schema.columns[column].checks if column in spec.schema.columns else []
    checks = _long(checks) if LONG_CODE in name else checks
    for check in checks:
        limits = check.statistics
        if "allowed_values" in limits and name.startswith("isin"):
            return fault(file, row, column, value, "not_one_of", allowed=", ".join(limits["allowed_values"]))
        if "pattern" in limits and name.startswith("str_matches"):
            return fault(file, row, column, value, "pattern", pattern=_pattern(limits["pattern"]))
        if "min_value" in limits and name.startswith("in_range"):
            number = f"{float(value):.15g}"
            if limits["min_value"] >= 0 > float(value):
                return fault(file, row, column, number, "negative")
            low, high = f"{limits['min_value']:g}", f"{limits['max_value']:g}"
            return fault(file, row, column, number, "out_of_range", low=low, high=high)
    return fault(file, row, column, value, "schema", detail=name)


def _pattern(pattern: Any) -> str:
    return str(getattr(pattern, "pattern", pattern)).removeprefix("^").removesuffix("$")
