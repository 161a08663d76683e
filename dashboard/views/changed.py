"""The changes of a step as lines that people read: which figure of whom, what it was and is, and by how much.

The page of changes, its file and the line on a municipality's page all take them from here.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dashboard import i18n
from dashboard.i18n import NBSP, note_in, t, t_for
from dashboard.model.history import CHANGED, KINDS, NEW, REGISTER, REMOVED
from dashboard.model.steps import Step
from dashboard.views.changed_words import column_named, place_named, row_named, unit_named, unit_of, value_named

#: The figure that stands for a whole row which is new or gone.
MAIN = {
    "population": "population", "emissions": "total", "national_emissions": "total", "scopes": "tonnes",
    "modal_share": "share", "modal_targets": "value", "inventories": "value", "indicators": "value",
    "targets": "value_low", "actions": "effect_t", "investments": "need_low",
}  # fmt: skip
#: Columns of numbers that are no amounts: half a per cent more of a year says nothing.
YEARS = ("year", "target_year", "baseline_year", "survey_year", "version", "number")
#: A range's two ends; where both changed alike they are one figure.
RANGES = {"value_high": ("value_low", "value"), "need_high": ("need_low", "need")}
#: A border is thousands of coordinates: that it changed is all that can be read.
DRAWN = "wkt"
#: Units of which a difference is told in points and never as a share.
SHARES = ("percent", "percent_per_year")

#: The columns that :func:`listed` adds.
AMOUNT, RELATIVE, RANK = "amount", "relative", "rank"


@dataclass(frozen=True)
class Line:
    """One changed figure, or one row that is new or gone; ``old`` and ``new`` as in the tables, the rest in words."""

    kind: str
    place: str
    code: str
    slug: str
    table: str
    #: The row, and the figure in it; the latter is empty where it says nothing more.
    what: str
    column: str
    old: Any
    new: Any
    before: str
    now: str
    difference: str
    unit: str
    #: The register's rows, without texts where there is none: ``source_id``, ``title`` and ``url``.
    source: dict[Any, str]
    source_before: dict[Any, str]
    note: str


def listed(found: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The cells that lines are made of, the largest relative change first: changed figures, changed words, new rows,
    rows that are gone. Labels are left out, and so are texts in the other language.

    ``amount`` tells whether both sides are figures, ``relative`` is the change as a share of what it was (``NaN``
    where that was nought or nothing, and for years).
    """
    other = "_en" if lang == "sv" else "_sv"
    changed = _folded(found[(found["kind"] == CHANGED) & ~found["column"].astype("str").str.endswith(other)])
    whole = [_one_a_row(found[found["kind"] == kind]) for kind in (NEW, REMOVED)]
    cells = pd.concat([changed, *whole], ignore_index=True) if len(found) else found
    old, new = (_numbers(cells[side]) for side in ("old", "new"))
    year = cells["column"].isin(YEARS).to_numpy(dtype=bool)
    amount = ~np.isnan(old) & ~np.isnan(new) & ~year
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = np.where(amount & (old != 0), np.abs(new - old) / np.abs(old), np.nan)
    kinds = cells["kind"].to_numpy(dtype=object)
    filled = (~np.isnan(old) | ~np.isnan(new)) & ~year
    rank = np.select(
        [cells["table"].to_numpy(dtype=object) == REGISTER, kinds == NEW, kinds == REMOVED, ~np.isnan(relative),
         filled], [5, 3, 4, 0, 1], 2,
    )  # fmt: skip
    order = np.lexsort((np.arange(len(cells)), -np.nan_to_num(relative), rank))
    return cells.assign(**{AMOUNT: amount, RELATIVE: relative, RANK: rank}).iloc[order].reset_index(drop=True)


def figures_changed(cells: pd.DataFrame) -> pd.DataFrame:
    """Of what :func:`listed` gives, the figures that are not what they were."""
    return cells[cells[RANK].isin([0, 1])]


def _folded(cells: pd.DataFrame) -> pd.DataFrame:
    """Both ends of a range as one figure, where they changed alike."""
    for high, (low, both) in RANGES.items():
        ends = cells[cells["column"].isin([low, high])]
        twice = ends[ends.duplicated(["table", "row", "old", "new"], keep=False)]
        if len(twice):
            cells = cells.drop(index=twice.index[twice["column"] == high])
            cells.loc[twice.index[twice["column"] == low], "column"] = both
    return cells


def _one_a_row(cells: pd.DataFrame) -> pd.DataFrame:
    """One cell for each row that is new or gone: its main figure, or one without a column."""
    if cells.empty:
        return cells
    main = cells["column"] == cells["table"].map(MAIN)
    first = cells.assign(main=main).sort_values("main", ascending=False, kind="stable")
    first = first.drop_duplicates(["table", "row"]).sort_index()
    bare = ~first.pop("main")
    first.loc[bare, ["column", "old", "new"]] = ["", None, None]
    return first


def _numbers(values: pd.Series) -> np.ndarray:
    return np.array([float(one) if isinstance(one, int | float) else math.nan for one in values], dtype=float)


def lines(step: Step, cells: pd.DataFrame, lang: str) -> list[Line]:
    """The lines of the cells that :func:`listed` gives, in their order."""
    if step.before is None:
        return []
    frames = {"old": step.before.frames(), "new": step.after.frames()}
    cited = {
        side: {
            row["source_id"]: row
            for row in tables["sources"][["source_id", "title", "url"]].fillna("").to_dict("records")
        }
        for side, tables in frames.items()
    }
    rows: dict[tuple[str, str], list[dict[Any, Any]]] = {}
    slugs = {code: slug for slug, code in step.after.slugs.items()}

    def row_of(side: str, table: str, at: int) -> dict[Any, Any]:
        # a table's rows are made when one of them is told of, all at once
        if (side, table) not in rows:
            rows[side, table] = frames[side][table].to_dict("records")
        return rows[side, table][at]

    made = []
    for cell in cells.to_dict("records"):
        side = "old" if cell["kind"] == REMOVED else "new"
        table, column = cell["table"], cell["column"]
        row = row_of(side, table, cell[f"{side}_at"])
        unit = unit_of(table, column, row)
        code = "" if pd.isna(cell["code"]) else cell["code"]
        before, now, difference = _told(lang, cell, unit)
        tables = step.before if side == "old" else step.after
        made.append(
            Line(
                kind=cell["kind"],
                place=place_named(tables, cell["code"]),
                code=code,
                slug=slugs.get(code, ""),
                table=table,
                what=row_named(lang, table, row),
                column=column_named(lang, column) if column else "",
                old=cell["old"],
                new=cell["new"],
                before=before,
                now=now,
                difference=difference,
                unit=unit_named(lang, unit) if unit else "",
                source=cited[side].get(cell[f"source_{side}"], {}),
                source_before=cited["old"].get(cell["source_old"], {}),
                note=note_in(lang, cell["note"]),
            )
        )
    return made


def _told(lang: str, cell: dict[Any, Any], unit: str) -> tuple[str, str, str]:
    """What it was, what it is, and the difference, in words."""
    old, new, column = cell["old"], cell["new"], cell["column"]
    if column == DRAWN:
        return t(lang, "changes.border_was"), t(lang, "changes.border_is"), ""
    decimals = _decimals(old, new)
    before, now = (_value(lang, cell, value, unit, decimals) for value in (old, new))
    if cell["kind"] == NEW:
        return t(lang, "changes.absent"), now if new is not None else t(lang, "changes.present"), ""
    if cell["kind"] == REMOVED:
        return before if old is not None else t(lang, "changes.present"), t(lang, "changes.absent"), ""
    return before, now, _difference(lang, cell, unit, decimals) if cell[AMOUNT] else ""


def _value(lang: str, cell: dict[Any, Any], value: Any, unit: str, decimals: int) -> str:
    if value is None:
        return t(lang, "missing")
    if not isinstance(value, int | float) or cell["column"] in YEARS:
        return value_named(lang, cell["table"], cell["column"], value)
    return with_unit(lang, i18n.number(lang, float(value), decimals), unit)


def with_unit(lang: str, number: str, unit: str) -> str:
    """A figure and its unit, held together; per cent as each language writes it."""
    words = unit_named(lang, unit) if unit else ""
    close = "" if words.startswith("%") and lang == "en" else NBSP
    return f"{number}{close}{words}" if words else number


def _difference(lang: str, cell: dict[Any, Any], unit: str, decimals: int) -> str:
    change = i18n.number(lang, float(cell["new"]) - float(cell["old"]), decimals, sign=True)
    points = "point" if abs(float(cell["new"]) - float(cell["old"])) == 1 else "points"
    told = with_unit(lang, change, points if unit in SHARES else unit)
    relative = cell[RELATIVE]
    if unit in SHARES or pd.isna(relative):
        return told
    share = math.copysign(relative, cell["new"] - cell["old"])
    return f"{told} ({i18n.percent(lang, share, 1 if abs(share) < 1 else 0, sign=True)})"


def _decimals(old: Any, new: Any) -> int:
    """As few decimals as show a figure fairly, and show that two are not the same."""
    given = [float(value) for value in (old, new) if isinstance(value, int | float)]
    if not given or all(value.is_integer() for value in given):
        return 0
    least = 0 if max(map(abs, given)) >= 100 else 1 if max(map(abs, given)) >= 10 else 2
    return next((many for many in range(least, 9) if len({round(value, many) for value in given}) == len(given)), 9)


def table_named(lang: str, table: str, *, fictional: bool) -> str:
    """A table in words, as the page on the data calls it."""
    return t_for(lang, f"data.table.{table}", fictional=fictional)


def counted(found: pd.DataFrame) -> dict[str, int]:
    """How many rows of all tables are of each kind; ``found`` is what ``counts`` of the model gives."""
    return {kind: int(found[kind].sum()) if len(found) else 0 for kind in KINDS}
