"""What a cell of the template may hold: Excel's own checks by the tables' rules, and the help shown beside it."""

from typing import Any

from dashboard.tables.shares import MOST_INCREASE
from dashboard.tables.vocabulary import LAPS
from dashboard.workbook.sheets import Field, Sheet
from dashboard.workbook.words import Lang, heading, help_of, say

#: Above this a limit is there for the computer, and no reader is told of it.
HUGE = 1e9


def list_name(vocabulary: str) -> str:
    """The name in the workbook of the range that holds a vocabulary's words."""
    return f"ord_{vocabulary}"


def limits(sheet: Sheet, field: Field) -> tuple[float, float]:
    """The least and the greatest that a field of numbers may hold, as the tables' schemas have it."""
    if field.name == "version":
        return LAPS
    if (sheet.table, field.name) == ("modal_targets", "value"):
        return 0, MOST_INCREASE  # a share that grows may grow by more than itself
    for check in sheet.spec.schema.columns[field.name].checks:
        if "min_value" in check.statistics:
            return check.statistics["min_value"], check.statistics["max_value"]
    raise LookupError(f"{sheet.table}.{field.name} has no limits")


def check(sheet: Sheet, field: Field, lang: Lang, first_cell: str, sources: str) -> dict[str, Any]:
    """The check of a field's cells as XlsxWriter takes it, with its help.

    ``first_cell`` is the uppermost cell it is for (``F5``), ``sources`` the range that holds the sources' names.
    """
    told = {
        "input_title": heading(sheet.table, field.name, lang),
        "input_message": help_of(sheet.table, field.name, lang),
    }
    return {**told, **_rule(sheet, field, lang, first_cell, sources)}


def _rule(sheet: Sheet, field: Field, lang: Lang, first_cell: str, sources: str) -> dict[str, Any]:
    if field.kind == "word":
        return {"validate": "list", "source": f"={list_name(field.words)}", **_refused("word", "word", lang)}
    if field.kind in ("year", "whole"):
        low, high = limits(sheet, field)
        span = {"low": int(low), "high": int(high)}
        return _between("integer", low, high) | _refused(field.kind, field.kind, lang, **span)
    if field.kind in ("number", "percent"):
        low, high = limits(sheet, field)
        key = "signed" if low < 0 else "number" if high > HUGE else "range"
        return _between("decimal", low, high) | _refused("number", key, lang, low=f"{low:g}", high=f"{high:g}")
    if field.kind == "day":
        return {"validate": "length", "criteria": "<=", "value": 10, **_doubted("day", lang)}
    if field.kind == "source":
        return {"validate": "list", "source": sources, **_doubted("source", lang)}
    if field.name == "url":
        begins = f'=OR(LEFT({first_cell},7)="http://",LEFT({first_cell},8)="https://")'
        return {"validate": "custom", "value": begins, **_doubted("url", lang)}
    return {"validate": "any"}


def _between(kind: str, low: float, high: float) -> dict[str, Any]:
    return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}


def _refused(title: str, text: str, lang: Lang, **values: object) -> dict[str, Any]:
    told = {"error_title": say(f"check.{title}_title", lang), "error_message": say(f"check.{text}", lang, **values)}
    return {"error_type": "stop", **told}


def _doubted(key: str, lang: Lang) -> dict[str, Any]:
    """A hint that can be passed over: the reader judges it, and a sheet may be filled in before that of the sources."""
    return {**_refused(key, key, lang), "error_type": "warning"}
