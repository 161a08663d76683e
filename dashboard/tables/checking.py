"""Checking a folder of tables: every fault, from the file's bytes to whether a figure can be true.

The rules stand in four places, from the plain to the subtle: ``reading`` (bytes, CSV, types), ``cells`` with
``schemas`` (what a column may hold), ``relations`` (keys, codes, sources, sums; ``shares``, ``inventories`` and
``shapes`` hold those of single tables) and ``plausibility``.
"""

from pathlib import Path

import pandas as pd

from dashboard.tables import pointer
from dashboard.tables.cells import cell_faults
from dashboard.tables.columns import MANY_CODES
from dashboard.tables.faults import DataError, Fault, fault
from dashboard.tables.plausibility import implausible
from dashboard.tables.reading import TypedTable, read_table
from dashboard.tables.relations import relation_faults
from dashboard.tables.schemas import SPECS

__all__ = ["DataError", "Fault", "check_folder", "current_folder", "examine", "faults_in"]

#: Tables without which nothing can be shown; the others may have a header alone.
NEVER_EMPTY = ("sources", "municipalities", "population", "emissions")


def examine(folder: Path) -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    """All tables of a release folder, typed, and every fault in them. Only without faults may the tables be used."""
    if not folder.is_dir():
        return {}, [fault(folder.name, 0, "", "", "not_a_folder")]
    tables = {name: read_table(folder / f"{name}.csv", spec) for name, spec in SPECS.items()}
    faults = sorted(faults_in(tables), key=lambda each: (each.file, each.row))
    return {name: table.frame for name, table in tables.items()}, faults


def faults_in(tables: dict[str, TypedTable]) -> list[Fault]:
    """Every fault in tables that have been read, those of reading among them; ``tables`` holds all of them by name."""
    faults: list[Fault] = []
    long_codes = len(tables["municipalities"].frame) >= MANY_CODES
    for name, table in tables.items():
        found = [*table.faults, *cell_faults(table, name, long_codes=long_codes)]
        if not found and table.frame.empty and name in NEVER_EMPTY:
            found = [fault(f"{name}.csv", 1, "", "", "no_rows")]
        faults += found
    return faults + relation_faults(_known(tables)) + implausible(tables)


def _known(tables: dict[str, TypedTable]) -> dict[str, TypedTable]:
    """The tables that could be read at all: one missing file is one fault, not one for every row that names it."""
    unreadable = {name for name, table in tables.items() if not table.lines and table.faults}
    known = dict(tables)
    for name, column in (("municipalities", "code"), ("sources", "source_id")):
        if name in unreadable:
            for other, table in tables.items():
                every = {(index, each) for index in range(len(table.lines)) for each in (column, f"partner_{column}")}
                known[other] = TypedTable(table.frame, table.lines, table.bad | every, table.faults)
    return known


def check_folder(folder: Path) -> list[Fault]:
    """Every fault in a folder: a release's tables, or a data set's pointer and current release."""
    release, faults = current_folder(folder)
    return faults or examine(release)[1]


def current_folder(folder: Path) -> tuple[Path, list[Fault]]:
    """The release folder behind a data set's pointer; a release folder is its own. Or the fault of the pointer."""
    is_dataset = (folder / pointer.POINTER).exists() or pointer.ids(folder)
    if not is_dataset:
        return folder, []
    release, faults = pointer.follow(folder)
    return folder / release, faults
