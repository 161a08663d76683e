"""Rules of reported inventories: one report has one basis, and its totals are its parts'."""

from collections.abc import Iterator, Mapping

import pandas as pd

from dashboard.tables.faults import Fault, fault
from dashboard.tables.reading import TypedTable

FILE = "scopes.csv"
#: What one report says once: the columns in which its rows of scopes 1–3 agree.
BASIS = ("protocol", "gases", "boundary", "verified")
REPORT = ["code", "year", "reported", "source_id"]
SCOPES = ("1", "2", "3")
PARTS = ("excluding_grid_supply", "grid_supply")
#: A stated total may differ from its parts by rounding: by so many tonnes, or by this share of itself.
TONNES, SHARE = 2.0, 1e-3


def scope_faults(tables: Mapping[str, TypedTable]) -> list[Fault]:
    """Every fault of the inventories that shows only between their rows."""
    table = tables["scopes"]
    return [*_one_basis(table), *_grid_of_totals(table), *_totals(table), *_early(table)]


def _one_basis(table: TypedTable) -> Iterator[Fault]:
    """Rows of scopes 1–3 that disagree with the first of their report on what it is counted on."""
    frame = table.frame
    rows = frame[frame["scope"].isin(SCOPES)]
    keys = list(rows[REPORT].astype("str").fillna("").itertuples(index=False, name=None))
    for column in BASIS:
        cells = rows[column].astype("str").fillna("")
        leads: dict[tuple[str, ...], int] = {}
        for index, key, cell in zip(rows.index.to_list(), keys, cells, strict=True):
            lead = leads.setdefault(key, index)
            if cell != cells[lead] and not {(index, column), (lead, column)} & table.bad:
                yield fault(FILE, table.lines[index], column, cell, "one_inventory",
                            first=table.lines[lead], other=cells[lead] or "–")  # fmt: skip


def _grid_of_totals(table: TypedTable) -> Iterator[Fault]:
    """Grid supply belongs to a scope: a total of several scopes has none of its own."""
    frame = table.frame
    wrong = ~frame["scope"].isin(SCOPES) & frame["scope"].notna() & (frame["part"] == "grid_supply")
    for index in frame.index[wrong]:
        yield fault(FILE, table.lines[index], "part", "grid_supply", "grid_of_total", scope=frame["scope"].iloc[index])


def _totals(table: TypedTable) -> Iterator[Fault]:
    """A scope's total that is not the sum of its two parts, and BASIC+ that is less than BASIC."""
    frame = table.frame[table.frame["sector"].isna() & table.frame["tonnes"].notna()]
    # Plain rows: a group-by of thousands of groups of two or three rows takes a hundred times as long.
    keys = frame[REPORT].astype("str").fillna("").itertuples(index=False, name=None)
    scopes: dict[tuple[str, ...], dict[str, tuple[int, float]]] = {}
    basics: dict[tuple[str, ...], dict[str, tuple[int, float]]] = {}
    facts = frame[["scope", "part", "tonnes"]].itertuples(name=None)
    for key, (index, scope, part, tonnes) in zip(keys, facts, strict=True):
        scopes.setdefault((*key, str(scope)), {})[part] = (index, float(tonnes))
        if scope in ("basic", "basic_plus"):
            basics.setdefault(key, {})[scope] = (index, float(tonnes))
    for told in scopes.values():
        if not {"total", *PARTS} <= set(told):
            continue
        index, total = told["total"]
        parts = sum(told[part][1] for part in PARTS)
        if abs(parts - total) > max(TONNES, SHARE * total):
            yield fault(FILE, table.lines[index], "tonnes", f"{total:.15g}", "parts_of_scope", sum=f"{parts:.15g}")
    for told in basics.values():
        if len(told) == 2 and told["basic_plus"][1] < told["basic"][1] - TONNES:
            index, plus = told["basic_plus"]
            basic = f"{told['basic'][1]:.15g}"
            yield fault(FILE, table.lines[index], "tonnes", f"{plus:.15g}", "plus_below_basic", basic=basic)


def _early(table: TypedTable) -> Iterator[Fault]:
    """Figures reported before the year that they are about."""
    frame = table.frame
    early = pd.Series(frame["reported"] < frame["year"]).fillna(False).astype("bool")
    for index in frame.index[early]:
        yield fault(FILE, table.lines[index], "reported", frame["reported"].iloc[index], "reported_before",
                    year=frame["year"].iloc[index])  # fmt: skip
