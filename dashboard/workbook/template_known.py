"""What is known of a municipality already, as cells of the workbook, and what its sums come to."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.i18n import note_in
from dashboard.tables.loading import Tables
from dashboard.workbook.sheets import SHEETS, SINGLE_MODES, VOCABULARIES, Field, Sheet
from dashboard.workbook.words import Lang, label

#: A row of a table: its columns' values as they stand there, ``None`` where a cell is empty.
Row = Mapping[str, Any]


def rows(tables: Tables, sheet: Sheet, code: str) -> list[Row]:
    """The municipality's rows of a sheet's table, in their order; of ``sources``, those that its other rows name.

    No municipality (an empty ``code``) has no rows, and what is common to all municipalities is nobody's own.
    """
    if not code:
        return []
    frame: pd.DataFrame = getattr(tables, sheet.table)
    if sheet.table == "sources":
        own = frame[frame["source_id"].isin(_named(tables, code))]
    else:
        own = frame[frame["code"] == code]
    plain = own.astype(object).where(own.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def _named(tables: Tables, code: str) -> set[str]:
    """Every source that the municipality's rows on the other sheets rest on."""
    frames = [getattr(tables, sheet.table) for sheet in SHEETS if sheet.table != "sources"]
    return {str(name) for frame in frames for name in frame.loc[frame["code"] == code, "source_id"].dropna()}


def cell(field: Field, row: Row, lang: Lang) -> str | int | float | None:
    """What stands in a field's cell: a text, a number, a vocabulary's word in the language, or ``None``."""
    if field.kind in ("sv", "en"):
        return note_in(field.kind, row["note"]) or None
    return written(field, row[field.name], lang)


def written(field: Field, value: Any, lang: Lang) -> str | int | float | None:
    """A table's value as the workbook writes it."""
    if value is None:
        return None
    if field.kind == "word":
        text = str(value)
        return label(field.words, text, lang) if text in VOCABULARIES[field.words] else text
    if field.kind in ("year", "whole"):
        return int(value)
    if field.kind in ("number", "percent"):
        return int(value) if float(value).is_integer() else float(value)
    return str(value)


def sums(sheet: Sheet, known: Sequence[Row]) -> list[dict[str, float | None]]:
    """What a sheet's sums come to, a row, as its formulas work it out; ``None`` where they give nothing."""
    shares: defaultdict[tuple[Any, ...], float] = defaultdict(float)
    if sheet.table == "modal_share":
        for row in known:
            if row["mode"] in SINGLE_MODES:
                shares[_survey(row)] += row["share"] or 0
    worked: dict[str, Callable[[Row], float | None]] = {
        "level": _level,
        "unfunded": _unfunded,
        "share_sum": lambda row: round(shares[_survey(row)], 9) if row["mode"] in SINGLE_MODES else None,
    }
    return [{each.name: worked[each.name](row) for each in sheet.sums} for row in known]


def _survey(row: Row) -> tuple[Any, ...]:
    return row["survey"], row["group"], row["method"]


def _level(row: Row) -> float | None:
    """What a goal leaves (t, or t a person), on its own baseline."""
    base, value = row["baseline_value"], row["value_low"]
    if base is None or value is None or row["kind"] not in ("reduction", "residual"):
        return None
    share = 1 - value / 100 if row["kind"] == "reduction" else value / 100
    return float(base * share)


def _unfunded(row: Row) -> float | None:
    need, funded = row["need_low"], row["funded"]
    return None if need is None or funded is None else float(need - funded)
