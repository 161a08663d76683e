"""Spoils a data set on the disk, one thing at a time, for tests of the check."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from dashboard.tables.faults import Fault
from dashboard.tables.schemas import SPECS
from dashboard.tables.writing import csv_text
from tests import dataset


def path_of(folder: Path, table: str) -> Path:
    return folder / dataset.RELEASE / f"{table}.csv"


def put(folder: Path, table: str, row: int, column: str, value: str) -> None:
    """Writes a text into one cell; ``row`` counts from the header, which is 1."""
    path = path_of(folder, table)
    cells = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    cells[row - 1][cells[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(cells)


def rewrite(folder: Path, table: str, change: Callable[[str], str]) -> None:
    path = path_of(folder, table)
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def places(faults: list[Fault]) -> set[tuple[str, int, str, str]]:
    return {(each.file, each.row, each.column, each.reason) for each in faults}


def replace(folder: Path, table: str, frame: pd.DataFrame) -> None:
    """Writes a whole table anew."""
    path_of(folder, table).write_text(csv_text(frame, SPECS[table]), encoding="utf-8")
