"""Tables as CSV, always in the same form, so that two releases differ only where their data does."""

import csv
import io
from typing import Any

import pandas as pd

from dashboard.tables.columns import TableSpec


def csv_text(frame: pd.DataFrame, spec: TableSpec) -> str:
    """A table as CSV: the schema's columns in its order, points for decimals, empty cells for what is missing."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(spec.columns)
    cells = [[_cell(value) for value in frame[name].astype(object).to_list()] for name in spec.columns]
    writer.writerows(zip(*cells, strict=True))
    return out.getvalue()


def _cell(value: Any) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, float):
        # repr is the shortest text that reads back as the same number
        return repr(value).removesuffix(".0")
    return str(value)
