"""A sheet's rows laid over its table: what is new, what changes, what goes. Other municipalities' rows are untouched.

A row is told by its table's key. A row that is the same as before stays as it is to the letter; a column that the file
does not have keeps what it held. Rows that are no longer in the sheet go, if the workbook was made with them in it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.i18n import note_in, number
from dashboard.tables.reading import kind
from dashboard.tables.schemas import SPECS
from dashboard.workbook.cells import plain
from dashboard.workbook.result import Change
from dashboard.workbook.rows import Filled
from dashboard.workbook.sheets import BY_TABLE, VOCABULARIES
from dashboard.workbook.words import Lang, label

Record = dict[str, Any]
Key = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Laid:
    """A table with a sheet laid over it; ``origins[i]`` is the index of the sheet's row behind row ``i``, or ``None``.

    ``kept`` counts rows of the municipality that are not in the sheet and stay, since the workbook was made without
    them.
    """

    frame: pd.DataFrame
    origins: list[int | None]
    unchanged: int = 0
    changes: tuple[Change, ...] = ()
    kept: int = 0


def records(frame: pd.DataFrame) -> list[Record]:
    """A frame's rows with ``None`` for what is missing."""
    columns = {name: [None if pd.isna(each) else each for each in frame[name].tolist()] for name in frame.columns}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def key_of(record: Mapping[str, Any], table: str) -> Key:
    """A row's key as texts; what is missing in it counts as empty."""
    return tuple(_text(record.get(name)) for name in SPECS[table].key)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else plain(value)


def _same(old: Any, new: Any) -> bool:
    if old is None or new is None:
        return old is None and new is None
    if isinstance(old, float) or isinstance(new, float):
        return math.isclose(float(old), float(new), rel_tol=1e-9, abs_tol=1e-9)
    return plain(old) == plain(new)


def lay(old: pd.DataFrame, filled: Filled, *, code: str, base: Mapping[Key, Record] | None, lang: Lang) -> Laid:
    """Lays a sheet over its table (``old``, whole). ``code`` is the municipality's; the sheet of sources has none.

    ``base`` are the municipality's rows when the workbook was made. What the workbook leaves as it was then is left as
    it is now; of the rows that it was made with, those no longer in it are removed. ``None`` where that is not known:
    then nothing is removed. Changes are told in ``lang``.
    """
    table = filled.found.sheet.table
    own = table != "sources"
    before = {} if base is None else base
    rows = [_whole(row.values, filled, code) for row in filled.rows]
    every = records(old)
    mine = {place for place, record in enumerate(every) if not own or record.get("code") == code}
    known: dict[Key, int] = {}
    for place in sorted(mine):
        known.setdefault(key_of(every[place], table), place)
    taken: dict[int, int] = {}
    fresh: list[int] = []
    for index, row in enumerate(rows):
        key = key_of(row, table)
        place = known.get(key, -1)
        if place >= 0 and place not in taken:
            taken[place] = index
        elif place >= 0 or key not in before or _differing(before[key], row):
            # Otherwise somebody has removed meanwhile what the workbook leaves as it was.
            fresh.append(index)
    out: list[tuple[Record, int | None]] = []
    changes: list[Change] = []
    unchanged = kept = 0
    last = max(mine) if mine and own else len(every) - 1
    for place, record in enumerate(every):
        if place in taken:
            laid, change = _laid(record, rows[taken[place]], filled, before.get(key_of(record, table)), lang)
            out.append((laid, taken[place]))
            changes += [change] if change else []
            unchanged += not change
        elif own and place in mine and key_of(record, table) in before:
            changes.append(Change("removed", about(record, table, lang)))
        else:
            kept += own and place in mine
            out.append((record, None))
        out += [(rows[index], index) for index in fresh] if place == last else []
    if not every:
        out = [(rows[index], index) for index in fresh]
    changes += [Change("new", about(rows[index], table, lang)) for index in fresh]
    frame = _frame([record for record, _ in out], table)
    return Laid(frame, [origin for _, origin in out], unchanged, tuple(changes), kept)


def _differing(old: Record, new: Record) -> list[str]:
    return [name for name in old if not _same(old[name], new[name])]


def _laid(old: Record, new: Record, filled: Filled, base: Record | None, lang: Lang) -> tuple[Record, Change | None]:
    """One row that stands in both: the old one where nothing differs, or where the workbook has left it as it was."""
    present = {*filled.found.columns, *(["note"] if {"note_sv", "note_en"} & set(filled.found.columns) else [])}
    merged = {
        name: new[name] if name in present and not (base and _same(base[name], new[name])) else value
        for name, value in old.items()
    }
    differing = _differing(old, merged)
    if not differing:
        return old, None
    table = filled.found.sheet.table
    values = tuple(
        (name, _shown(old[name], table, name, lang), _shown(merged[name], table, name, lang)) for name in differing
    )
    changed = {name: merged[name] if name in differing else old[name] for name in old}
    return changed, Change("changed", about(old, table, lang), values)


def _whole(values: Mapping[str, Any], filled: Filled, code: str) -> Record:
    """A row with every column of its table; what an empty cell means is filled in."""
    sheet = filled.found.sheet
    record: Record = {name: values.get(name) for name in SPECS[sheet.table].columns}
    for each in sheet.fields:
        if each.default and record[each.name] is None:
            record[each.name] = each.default
    return {**record, "code": code} if "code" in record else record


def _frame(rows: list[Record], table: str) -> pd.DataFrame:
    columns = {name: kind(column) for name, column in SPECS[table].schema.columns.items()}
    return pd.DataFrame(
        {name: pd.Series([_cast(row[name], type_) for row in rows], dtype=type_) for name, type_ in columns.items()}
    )


def _cast(value: Any, type_: str) -> Any:
    if value is None or type_ == "float64":
        return value
    return int(value) if type_ == "Int64" else str(value)


#: The columns that tell a reader which row is meant.
TELLING = {
    "targets": ("text_sv",),
    "inventories": ("version", "indicator", "year", "sector"),
    "scopes": ("year", "scope", "part", "sector"),
    "modal_share": ("survey", "group", "mode"),
    "modal_targets": ("mode", "target_year", "trips"),
    "process": ("version", "phase", "evidence_sv"),
    "actors": ("version", "name"),
    "links": ("version", "title"),
    "sources": ("title",),
    "actions": ("version", "name_sv"),
    "investments": ("version", "name_sv"),
}


def about(record: Mapping[str, Any], table: str, lang: Lang) -> str:
    """A row in a few words, for whoever reads what changes."""
    names = [name.replace("_sv", f"_{lang}") for name in TELLING.get(table, ("version", "theme", "text_sv"))]
    told = [_shown(record.get(name), table, name, lang) for name in names]
    return " · ".join(each for each in told if each)


def _shown(value: Any, table: str, name: str, lang: Lang) -> str:
    """A value as a sheet shows it: what a vocabulary holds in its words, a note in the sheet's language."""
    field = next((each for each in BY_TABLE[table].fields if each.name == name), None)
    if field is not None and field.kind == "word" and value in VOCABULARIES[field.words]:
        return label(field.words, str(value), lang)
    if name == "note":
        return note_in(lang, value)
    return number(lang, value, 3).rstrip("0").rstrip(",.") if isinstance(value, float) else _text(value)
