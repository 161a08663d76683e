"""What changed from one version of the contract to the next, as far as our sources show."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.contract import first_told
from dashboard.state import ViewState
from dashboard.views.base import Column, Section, Table, each
from dashboard.views.contract.parts import part
from dashboard.views.contract.words import count_word, parties, signed, signed_words, version_word

#: Kinds whose rows are named where they are new, and kinds that are only counted: those lists are long.
NAMED, COUNTED = ("goal",), ("action", "gap", "investment", "commitment", "link")


def changes(frame: pd.DataFrame, state: ViewState) -> Section:
    """A row a version and what is new in it: the signing, parties, goals by name, the rest by number and theme."""
    lang = state.lang
    rows: list[dict[str, Any]] = _parties(frame, lang)
    if state.cities:
        rows += _signings(frame, lang)
        rows += [row for kind in NAMED for row in _named(frame, kind, lang)]
        rows += [row for kind in COUNTED for row in _counted(frame, kind, lang)]
    else:
        rows += _counted(frame, "commitment", lang)
    order = {"": 0} | {code: place for place, code in enumerate(dict.fromkeys(row["name"] for row in rows), 1)}
    rows = sorted(rows, key=lambda row: (row["year"], order[row["name"]] if len(state.cities) > 1 else 0))
    table = pd.DataFrame(rows, columns=["year", "name", "slug", "what", "new"])
    table["version"] = [version_word(year) for year in table["year"]]
    table["name"] = table["name"].where(table["name"] != "", t(lang, "contract.common"))
    columns = [
        Column("version", t(lang, "contract.column.version")),
        Column("what", t(lang, "contract.column.kind")),
        Column("new", t(lang, "contract.column.new")),
    ]
    if len(state.cities) > 1:
        columns.insert(1, Column("name", t(lang, "contract.column.municipality"), city="slug"))
    return part(lang, "changes", Table(tuple(columns), table), (t(lang, "contract.changes_remark"),))


def _row(year: Any, what: str, new: str, name: str = "", slug: str = "") -> dict[str, Any]:
    return {"year": int(year), "name": name, "slug": slug, "what": what, "new": new}


def _parties(frame: pd.DataFrame, lang: str) -> list[dict[str, Any]]:
    what = t(lang, "contract.row.parties")
    came = parties(frame).groupby("first", sort=True)["party"].agg(list)
    return [_row(year, what, i18n.listing(lang, names)) for year, names in came.items()]


def _signings(frame: pd.DataFrame, lang: str) -> list[dict[str, Any]]:
    what = t(lang, "contract.row.signing")
    return [
        _row(row.version, what, ", ".join(signed_words(lang, row)), row.name, row.slug) for row in each(signed(frame))
    ]


def _new(frame: pd.DataFrame, kind: str) -> Iterator[tuple[int, str, str, pd.DataFrame]]:
    """The rows of a kind that are new, by version and municipality."""
    for _, own in first_told(frame, kind).groupby(["version", "name"], sort=True):
        first: Any = own.iloc[0]
        yield int(first["version"]), first["name"], first["slug"], own


def _named(frame: pd.DataFrame, kind: str, lang: str) -> list[dict[str, Any]]:
    what = t(lang, f"contract.row.{kind}")
    return [_row(year, what, " · ".join(own["what"]), name, slug) for year, name, slug, own in _new(frame, kind)]


def _counted(frame: pd.DataFrame, kind: str, lang: str) -> list[dict[str, Any]]:
    rows = []
    what = t(lang, f"contract.row.{kind}")
    for year, name, slug, own in _new(frame, kind):
        by_theme = own["theme"].dropna().value_counts(sort=False)
        themes = [f"{t(lang, f'theme.{theme}')} {i18n.number(lang, count)}" for theme, count in by_theme.items()]
        tail = f": {', '.join(themes)}" if themes else ""
        rows.append(_row(year, what, count_word(lang, kind, len(own)) + tail, name, slug))
    return rows
