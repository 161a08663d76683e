"""The transition arena: the organisations that the sources name in a city, each once, and those that cities share."""

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.tables.vocabulary import ACTOR_SECTORS, CERTAINTIES

#: The four sectors, and what stands where no source says which.
NOT_STATED = "not_stated"
GROUPS = (*ACTOR_SECTORS, NOT_STATED)
COLUMNS = ["code", "key", "name", "sector", "role_sv", "role_en", "since", "certainty", "notes", "source_ids"]
#: A form of company and a short form in brackets after the name: the organisation is the same without them.
_FORM = re.compile(r"\bab\b|\((?-i:[A-ZÅÄÖ]{2,8})\)$", re.IGNORECASE)


def key_of(name: str) -> str:
    """What makes two spellings one organisation: case, spaces, ``AB`` and a short form in brackets do not count.

    Nothing cleverer: ``Volvo`` and ``Volvo Cars`` stay two, since only a source can say that they are one.
    """
    bare = " ".join(_FORM.sub(" ", name.strip()).casefold().split())
    return bare or name.strip().casefold()


def arenas(actors: pd.DataFrame) -> pd.DataFrame:
    """A row an organisation and city, from table ``actors``, which has a row each time that a source names it.

    Columns: ``code``, ``key`` (see :func:`key_of`), ``name`` (as first spelt), ``sector`` (the first that a source
    states; missing when none does), ``role_sv``/``role_en`` (distinct, joined with ``; ``; missing when none),
    ``since`` (the first version in which a source names it), ``certainty`` (the least certain of its rows, and
    ``disputed`` when they name different sectors), ``notes`` and ``source_ids`` (tuples, the first source first).
    Cities in the order of the table, actors by their first version and then as the table has them.
    """
    if actors.empty:
        return pd.DataFrame(columns=COLUMNS)
    place = {code: number for number, code in enumerate(dict.fromkeys(actors["code"]))}
    # Plain rows: a group-by of some five hundred groups of one or two rows takes a hundred times as long.
    facts = [_present(row) for row in actors.to_dict("records")]
    facts.sort(key=lambda fact: (place[fact["code"]], fact["version"]))
    named: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for fact in facts:
        named.setdefault((fact["code"], key_of(fact["name"])), []).append(fact)
    rows = []
    for (code, key), own in named.items():
        sectors = _distinct(own, "sector")
        worst = max((fact["certainty"] for fact in own), key=CERTAINTIES.index)
        rows.append(
            {
                "code": code,
                "key": key,
                "name": own[0]["name"],
                "sector": sectors[0] if sectors else None,
                "role_sv": "; ".join(_distinct(own, "role_sv")) or None,
                "role_en": "; ".join(_distinct(own, "role_en")) or None,
                "since": int(own[0]["version"]),
                "certainty": "disputed" if len(sectors) > 1 else worst,
                "notes": tuple(_distinct(own, "note")),
                "source_ids": tuple(_distinct(own, "source_id")),
            }
        )
    return pd.DataFrame(rows, columns=COLUMNS)


def shared(arena: pd.DataFrame, codes: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The organisations that stand in the arenas of at least two of the cities: key to codes, in the order given."""
    found: dict[str, list[str]] = {}
    place = {code: number for number, code in enumerate(dict.fromkeys(codes))}
    for code, key in zip(arena["code"], arena["key"], strict=True):
        if code in place:
            found.setdefault(key, []).append(code)
    return {key: tuple(sorted(where, key=place.__getitem__)) for key, where in found.items() if len(where) > 1}


def _present(row: dict[Any, Any]) -> dict[str, Any]:
    """A row's cells that are not empty."""
    return {str(name): value for name, value in row.items() if not pd.isna(value)}


def _distinct(facts: Sequence[dict[str, Any]], name: str) -> list[str]:
    """The distinct values of a column that are not empty, in order."""
    return list(dict.fromkeys(str(fact[name]) for fact in facts if name in fact))
