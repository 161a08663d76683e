"""What the tables' rows, columns and values are called where changes are told of, in both languages.

Every table has columns that name its rows to people, and vocabularies that have words elsewhere in the product; what
has none is told as it stands in the table.
"""

from datetime import date
from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t, texts
from dashboard.tables.loading import Tables
from dashboard.tables.vocabulary import SECTORS

#: What names a row of each table, besides its municipality; ``*`` stands for the language.
NAMED_BY: dict[str, tuple[str, ...]] = {
    "sources": ("title",),
    "municipalities": (),
    "population": ("year",),
    "emissions": ("year", "gas"),
    "national_emissions": ("year", "gas"),
    "targets": ("text_*",),
    "scopes": ("year", "scope", "part", "sector"),
    "modal_share": ("mode", "survey_year", "group", "method"),
    "modal_targets": ("mode", "target_year"),
    "memberships": ("programme", "role", "partner_name"),
    "contracts": ("version", "standing"),
    "parties": ("party", "undertaking_*"),
    "phases": ("name_*",),
    "inventories": ("indicator", "year", "sector"),
    "indicators": ("indicator", "year"),
    "process": ("version", "evidence_*"),
    "actors": ("name", "version"),
    "gaps": ("version", "text_*"),
    "commitments": ("version", "text_*"),
    "actions": ("version", "name_*"),
    "investments": ("version", "name_*"),
    "experiences": ("text_*",),
    "links": ("version", "title"),
    "boundaries": (),
}
#: What goes without saying in a row's name.
PLAIN = {"gas": "co2e", "part": "total", "group": "all"}

#: Where the words of a column's values stand, by the column or by table and column.
WORDS: dict[str, str] = {
    "mode": "modal.mode",
    "group": "modal.group",
    "method": "modal.method",
    "area": "modal.area",
    "parties.area": "contract.area",
    "trips": "modal.trips",
    "standing": "standing",
    "contracts.standing": "contract.standing",
    "indicator": "contract.indicator",
    "theme": "theme",
    "stage": "stage",
    "basis": "basis",
    "boundary": "boundary",
    "scopes.boundary": "scopes.boundary",
    "inventories.boundary": "contract.boundary",
    "scopes.part": "scopes.part",
    "scope": "scopes.total_name",
    "scopes.sector": "scopes.sector",
    "inventories.sector": "contract.inventory_sector",
    "actors.sector": "arena.sector",
    "protocol": "scopes.protocol",
    "direction": "contract.direction",
    "reach": "contract.reach",
    "status": "trajectory.kind",
}
#: The columns whose vocabularies have words that stand nowhere else in the product; free text is never looked up.
OWN = ("gas", "part", "standing", "indicator", "certainty", "point_kind", "verified", "draft", "bound")

#: The unit of a column's figures, by table and column; ``unit`` is what the row's own column of that name says.
UNITS: dict[str, str] = {
    **{f"{table}.{column}": "t" for table in ("emissions", "national_emissions") for column in (*SECTORS, "total")},
    "population.population": "people",
    "scopes.tonnes": "t",
    "modal_share.share": "percent",
    "modal_targets.value": "percent",
    "modal_targets.baseline_share": "percent",
    "actions.effect_t": "t",
    "targets.value_low": "unit",
    "targets.value_high": "unit",
    "targets.value": "unit",
    "targets.baseline_value": "baseline",
    "inventories.value": "unit",
    "indicators.value": "unit",
    **{f"investments.{column}": "unit" for column in ("need_low", "need_high", "need", "funded")},
}


def row_named(lang: str, table: str, row: dict[Any, Any]) -> str:
    """A row of a table in a few words, its municipality left out; ``row`` holds its columns."""
    parts = []
    for pattern in NAMED_BY[table]:
        column = pattern.replace("*", lang)
        value = row.get(column)
        if not pd.isna(value) and PLAIN.get(column) != value and not (column == "role" and table == "memberships"):
            parts.append(_programme(lang, row) if column == "programme" else value_named(lang, table, column, value))
    return ", ".join(parts)


def _programme(lang: str, row: dict[Any, Any]) -> str:
    key = f"role.{row['programme']}.{row['role']}"
    return t(lang, key) if key in texts(lang) else f"{row['programme']}: {row['role']}".replace("_", " ")


def column_named(lang: str, column: str) -> str:
    """What a column holds, in a few words; of a sector its name."""
    if column in SECTORS:
        return t(lang, f"sector.{column}")
    plain = column.removesuffix("_sv").removesuffix("_en")
    return t(lang, f"changes.column.{plain}")


def value_named(lang: str, table: str, column: str, value: Any) -> str:
    """A value that is no figure with a unit: a word of a vocabulary in words, a year as digits, other text as it is."""
    if isinstance(value, int | float):
        return f"{value:g}" if float(value).is_integer() else i18n.number(lang, float(value), 5)
    text = str(value)
    if column == "unit":
        return unit_named(lang, text)
    if column == "scope" and text.isdigit():
        return t(lang, "scopes.number", number=text)
    prefix = WORDS.get(f"{table}.{column}") or WORDS.get(column)
    known = texts(lang)
    keys = [f"{prefix}.{text}"] if prefix else []
    keys += [f"changes.value.{text}"] if column in OWN else []
    return next((known[key] for key in keys if key in known), text)


def unit_of(table: str, column: str, row: dict[Any, Any]) -> str:
    """The unit of a figure, as a word of the tables' vocabulary; empty where it has none (years, samples)."""
    unit = UNITS.get(f"{table}.{column}", "")
    own = row.get("unit")
    if unit == "baseline":
        return "t_per_person" if own == "t_per_person" else "t"
    return (own if isinstance(own, str) else "") if unit == "unit" else unit


def unit_named(lang: str, unit: str) -> str:
    """A unit in words, as it stands after a figure."""
    for key in (f"changes.unit.{unit}", f"contract.unit.{unit}"):
        if key in texts(lang):
            return t(lang, key)
    return unit.replace("_", " ")


def release_named(lang: str, release: str) -> str:
    """A release by its month, as in ``maj 2026``; a later one of the same month has its number after it."""
    month = i18n.month(lang, date(int(release[:4]), int(release[5:7]), 1))
    return f"{month} ({release[8:]})" if release[8:] else month


def place_named(tables: Tables, code: Any) -> str:
    """A municipality's name; empty where a row is about none, the code where the register has no such one."""
    if pd.isna(code):
        return ""
    return tables.municipality(code).name if code in set(tables.slugs.values()) else str(code)
