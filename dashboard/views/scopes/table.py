"""The table of view ``scopes`` and the parts under its picture: the template's words, and sectors where they are."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from dashboard.i18n import t
from dashboard.model.scopes import Figure, Inventory, Scope
from dashboard.state import ViewState
from dashboard.views.base import Column, Section, Table
from dashboard.views.scopes.rows import Entry, entries
from dashboard.views.scopes.words import flags, note, notes, repeat, sector_name, value

NONE = "–"


def table(frame: pd.DataFrame, state: ViewState) -> Table:
    """A row an inventory, scope and part, with its basis, the territorial total of the year and what is flagged.

    A scope that is not reported has a row that says so. Of several cities, and of all, the latest inventory.
    """
    lang = state.lang
    columns = [
        Column("year", t(lang, "column.year"), "year"),
        Column("reported", t(lang, "scopes.column.reported"), none=t(lang, "scopes.untold.reported")),
        Column("scope", t(lang, "scopes.column.scope")),
        Column("part", t(lang, "scopes.column.part")),
        Column("tonnes", t(lang, "scopes.column.tonnes"), "tonnes", none=NONE),
        Column("protocol", t(lang, "scopes.column.protocol")),
        Column("gases", t(lang, "scopes.column.gases")),
        Column("boundary", t(lang, "scopes.column.boundary")),
        Column("verified", t(lang, "scopes.column.verified")),
        Column("territorial", t(lang, "scopes.column.territorial"), "tonnes", none=t(lang, "scopes.no_territorial")),
        Column("difference", t(lang, "scopes.column.difference"), "tonnes", none=NONE),
        Column("share", t(lang, "scopes.column.share"), "percent", 1, none=NONE),
        Column("said", t(lang, "scopes.column.said"), none=NONE),
    ]
    if not state.city:
        columns.insert(0, Column("name", t(lang, "column.municipality")))
    records = [record for one in entries(frame, state) for record in _records(lang, one)]
    rows = pd.DataFrame(records, columns=[column.name for column in columns])
    numbers = {"tonnes": "float64", "territorial": "float64", "difference": "float64", "share": "float64"}
    return Table(tuple(columns), rows.astype(numbers))


def _records(lang: str, one: Entry) -> Iterator[dict[str, Any]]:
    inventory = one.inventory
    shared = {
        "name": one.name,
        "year": inventory.year,
        "reported": _reported(inventory),
        **{name: value(lang, name, getattr(inventory, name)) for name in ("protocol", "gases", "boundary", "verified")},
        "territorial": one.reference.territorial if one.reference else None,
    }
    for scope in inventory.scopes:
        word = t(lang, "scopes.scope", number=scope.number)
        for place, (part, figure) in enumerate(_parts(scope)):
            held = one.reference if scope.number == "1" and place == 0 else None
            yield shared | {
                "scope": word,
                "part": t(lang, f"scopes.part.{part}"),
                "tonnes": figure.tonnes if figure else None,
                "difference": held.difference if held else None,
                "share": held.share if held else None,
                "said": _said(lang, inventory, scope, figure),
            }
    for key in ("basic", "basic_plus", "total"):
        stated: Figure | None = getattr(inventory, key)
        if stated:
            yield shared | {
                "scope": t(lang, f"scopes.total_name.{key}"),
                "part": t(
                    lang, "scopes.part.stated" if stated.part == "total" else "scopes.part.excluding_grid_supply"
                ),
                "tonnes": stated.tonnes,
                "said": _sentences([t(lang, "scopes.flag.disputed") if stated.is_disputed else "", note(lang, stated)]),
            }


def _reported(inventory: Inventory) -> str | None:
    if inventory.reported is None:
        return None
    return ", ".join(str(year) for year in (inventory.reported, *inventory.again))


def _parts(scope: Scope) -> list[tuple[str, Figure | None]]:
    """A scope's figures by part; one without a main figure says why in its first row."""
    if scope.main is None:
        first: list[tuple[str, Figure | None]] = [
            ("not_split" if scope.status == "not_split" else "not_reported", None)
        ]
    else:
        first = [(scope.main.part, scope.main)]
    more = [("grid_supply", scope.grid), ("total", scope.whole)]
    return first + [(part, figure) for part, figure in more if figure]


def _said(lang: str, inventory: Inventory, scope: Scope, figure: Figure | None) -> str | None:
    """Flags and the note of a figure; a repeat is told of every figure of its inventory."""
    if figure is None:
        return None
    odd = flags(lang, inventory, scope) if figure is scope.main else [repeat(lang, inventory)]
    return _sentences([*odd, note(lang, figure)])


def _sentences(parts: list[str]) -> str | None:
    """Parts as sentences; None where there is nothing to say."""
    return " ".join(f"{part[0].upper()}{part[1:].rstrip('.')}." for part in parts if part) or None


def sections(frame: pd.DataFrame, state: ViewState) -> list[Section]:
    """What the contract's template asks of each scope, the inventories' sectors, and the notes on single figures."""
    if frame.empty:
        return []
    lang = state.lang
    items = tuple(t(lang, f"scopes.template.{key}") for key in ("intro", "1", "2", "3", "city_1", "city_2", "city_3"))
    out = [Section(t(lang, "scopes.template.heading"), items)]
    told = [one for one in entries(frame, state) if one.inventory.sectors]
    if told and state.cities:
        out.append(_sectors(told, state))
    said = notes(lang, entries(frame, state), named=not state.city) if state.cities else []
    return [*out, *([Section(t(lang, "notes_heading"), tuple(said))] if said else [])]


def _sectors(told: list[Entry], state: ViewState) -> Section:
    """A row a sector's figure: parts of the scopes, never added to them."""
    lang = state.lang
    records = [
        {
            "name": one.name,
            "year": one.inventory.year,
            "scope": t(lang, "scopes.total_name.total")
            if part.scope == "total"
            else t(lang, "scopes.scope", number=part.scope),
            "sector": sector_name(lang, part.sector),
            "tonnes": part.figure.tonnes,
            "said": _sentences(
                [t(lang, "scopes.flag.disputed") if part.figure.is_disputed else "", note(lang, part.figure)]
            ),
        }
        for one in told
        for part in one.inventory.sectors
    ]
    columns = [
        Column("year", t(lang, "column.year"), "year"),
        Column("scope", t(lang, "scopes.column.scope")),
        Column("sector", t(lang, "column.sector")),
        Column("tonnes", t(lang, "scopes.column.tonnes"), "tonnes"),
        Column("said", t(lang, "scopes.column.said"), none=NONE),
    ]
    if not state.city:
        columns.insert(0, Column("name", t(lang, "column.municipality")))
    rows = pd.DataFrame(records, columns=[column.name for column in columns])
    return Section(t(lang, "scopes.sectors_heading"), table=Table(tuple(columns), rows))
