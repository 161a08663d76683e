"""The two layouts of SCB's population as CSV, and the trap in one of them.

The wide table has lost å, ä and ö, so that Habo and Håbo are both ``Habo``. Its own three-letter ids tell them
apart; a code or a county does so too. Where nothing does, the row is refused rather than guessed.
"""

import re
from dataclasses import dataclass

from dashboard.sources.names import Names, has_accents
from dashboard.sources.scb_rows import Found
from dashboard.tables.faults import fault

#: SCB's ids for the municipalities whose names are the same without accents.
IDS = {"HBO": "Habo", "HAB": "Håbo"}
_YEAR = re.compile(r"(?:ar_|år_|år )?([0-9]{4})")
_CODES = ("kod", "kommunkod", "region_code", "code")
_NAMES = ("kommun", "kommunnamn", "namn", "region")
_IDS = ("k_id",)
_COUNTIES = ("lanskod", "länskod", "county_code", "lan", "län")
_YEARS = ("year", "år", "ar")
_PEOPLE = ("population", "folkmängd", "folkmangd", "befolkning")

Rows = list[tuple[int, list[str]]]


@dataclass(frozen=True)
class _Heads:
    """Where each column stands; ``None`` for one that the file does not have."""

    code: int | None
    name: int | None
    id: int | None
    county: int | None
    year: int | None
    people: int | None
    years: dict[int, int]


def _heads(header: list[str]) -> _Heads:
    heads = [name.casefold() for name in header]
    years = {at: int(match[1]) for at, name in enumerate(heads) if (match := _YEAR.fullmatch(name))}
    return _Heads(
        code=_place(heads, _CODES),
        name=_place(heads, _NAMES),
        id=_place(heads, _IDS),
        county=_place(heads, _COUNTIES),
        year=_place(heads, _YEARS),
        people=_place(heads, _PEOPLE),
        years=years,
    )


def is_population(header: list[str]) -> bool:
    """Whether a header is that of either layout."""
    heads = _heads(header)
    long = heads.people is not None and heads.year is not None
    return (long or bool(heads.years)) and (heads.code is not None or heads.name is not None)


def from_csv(header: list[str], rows: Rows, names: Names, file: str) -> Found:
    """Either CSV layout, as :func:`is_population` knows it."""
    heads, found = _heads(header), Found(file)
    accents = heads.name is not None and has_accents(row[heads.name] for _, row in rows)
    for line, row in rows:
        code = _code(heads, row, names, found, line, accents=accents)
        if code is None:
            continue
        if heads.year is not None and heads.people is not None:
            said = row[heads.year].strip()
            if re.fullmatch("[0-9]{4}", said):
                found.add(code, int(said), row[heads.people], line)
            else:
                found.faults.append(fault(file, line, header[heads.year], said, "no_year"))
        else:
            for at, year in heads.years.items():
                found.add(code, year, row[at], line)
    return found


def _place(heads: list[str], wanted: tuple[str, ...]) -> int | None:
    return next((heads.index(name) for name in wanted if name in heads), None)


def _code(heads: _Heads, row: list[str], names: Names, found: Found, line: int, *, accents: bool) -> str | None:
    """The municipality's code: its own if the row has one, else that of its name; ``None`` (and a fault) otherwise."""
    name = row[heads.name].strip() if heads.name is not None else ""
    if heads.code is not None:
        code = row[heads.code].strip()
        # counties and the nation stand among the municipalities in some extracts
        if re.fullmatch("[0-9]{2}", code):
            return None
        code = code.zfill(4) if re.fullmatch("[0-9]{3}", code) else code
        return code if found.coded(code, name, names, line) else None
    exact = names.exact(name) if accents else None
    may_be = [exact] if exact else [] if accents else names.without_accents(name)
    if len(may_be) > 1:
        may_be = _told_apart(heads, row, may_be, names)
    if len(may_be) == 1:
        return may_be[0]
    found.faults.append(fault(found.file, line, "name", name, "ambiguous_name" if may_be else "unknown_name"))
    return None


def _told_apart(heads: _Heads, row: list[str], may_be: list[str], names: Names) -> list[str]:
    """Those of several codes that the row's own id or county allows."""
    if heads.id is not None and (name := IDS.get(row[heads.id].strip().upper())):
        return [code for code in may_be if names.by_code[code] == name]
    if heads.county is not None:
        county = row[heads.county].strip()
        # a municipality's code begins with its county's
        return [code for code in may_be if county in (code[:2], names.county(code))]
    return may_be
