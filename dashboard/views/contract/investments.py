"""The climate investment plan in view ``contract``: a part a reach and unit, so that unlike amounts never meet."""

from itertools import permutations
from typing import Any

import pandas as pd

from dashboard.i18n import t
from dashboard.model.contract import OF_ONE_CITY, Group, investment_groups, one_plan_twice, with_gap
from dashboard.state import ViewState
from dashboard.views.base import Column, Section, Table, each
from dashboard.views.contract.parts import tail_columns, tails, titled
from dashboard.views.contract.words import amount, version_word

#: Where the items without an amount are gathered, whatever their reach.
NO_AMOUNTS = ("", "")


def investments(frame: pd.DataFrame, state: ViewState) -> list[Section]:
    """A part a reach and unit, the widest reach first, then what has no amount; nothing is ever added together."""
    lang = state.lang
    own = frame[frame["kind"] == "investment"]
    groups: dict[tuple[str, str], list[Group]] = {}
    for group in investment_groups(own):
        groups.setdefault((group.reach, group.unit) if group.unit else NO_AMOUNTS, []).append(group)
    if not groups:
        return [Section(t(lang, "contract.section.investments"), (t(lang, "contract.nothing"),))]
    pairs = one_plan_twice(own)
    twice = _twice(own, pairs, lang)
    # A plan told in another currency is not a part of itself.
    same = {(row.code, *keys) for row in each(pairs) for keys in permutations((row.msek_key, row.meur_key))}
    bare = groups.pop(NO_AMOUNTS, [])
    made = [_part(own, state, twice if reach == "city" else (), same) for (reach, _), own in groups.items()]
    return [*made, *([_without_amounts(bare, state)] if bare else [])]


def _twice(own: pd.DataFrame, pairs: pd.DataFrame, lang: str) -> tuple[str, ...]:
    """That the same plan is told in kronor and in euro, where it looks so."""
    return tuple(
        t(
            lang,
            "contract.one_plan_twice",
            name=own.loc[own["code"] == row.code, "name"].iloc[0],
            msek=row.msek,
            meur=row.meur,
        )
        for row in each(pairs)
    )


def _shared(items: pd.DataFrame, lang: str, same: set[tuple[str, str, str]]) -> dict[str, Any]:
    """What every table of items tells: name, what contains it, theme, how it is paid, version."""
    return {
        "what": items["what"],
        "holder": [None if (row.code, row.key, row.within) in same else row.holder for row in each(items)],
        "theme": [t(lang, f"theme.{theme}") for theme in items["theme"]],
        "detail": items["detail"],
        "version": [version_word(version) for version in items["version"]],
        **tails(items, lang),
    }


def _columns(rows: pd.DataFrame, lang: str, amounts: list[Column]) -> list[Column]:
    """The columns; those that no row would fill, and that no reader would miss, are left out."""
    holder = Column("holder", t(lang, "contract.column.part_of"), none="–")
    detail = Column("detail", t(lang, "contract.column.funding"), none="–")
    return [
        Column("what", t(lang, "contract.column.investment")),
        Column("theme", t(lang, "contract.column.theme")),
        *([holder] if rows["holder"].notna().any() else []),
        *amounts,
        *([detail] if rows["detail"].notna().any() else []),
        Column("version", t(lang, "contract.column.version")),
    ]


def _part(groups: list[Group], state: ViewState, twice: tuple[str, ...], same: set[tuple[str, str, str]]) -> Section:
    lang = state.lang
    reach, unit = groups[0].reach, groups[0].unit
    items = with_gap(pd.concat([group.items for group in groups], ignore_index=True))
    has_gap = reach in OF_ONE_CITY
    rows = pd.DataFrame(
        {
            **_shared(items, lang, same),
            "need": [amount(lang, row.need_low, row.need_high) for row in each(items)],
            "funded": [amount(lang, row.funded, row.funded) for row in each(items)],
            "gap": [amount(lang, row.gap_low, row.gap_high) for row in each(items)],
        }
    )
    shared = "contract.column.budget" if reach == "project" else "contract.column.budget_or_need"
    amounts = [
        Column("need", t(lang, "contract.column.need" if has_gap else shared)),
        Column("funded", t(lang, "contract.column.funded" if has_gap else "contract.column.grant")),
        *([Column("gap", t(lang, "contract.column.investment_gap"))] if has_gap else []),
    ]
    columns = tail_columns(lang, _columns(rows, lang, amounts), several=len(state.cities) > 1)
    told = (t(lang, f"contract.reach_remark.{reach}"), t(lang, "contract.never_summed"), *twice)
    where, said = t(lang, f"contract.reach.{reach}"), t(lang, f"contract.unit.{unit}")
    heading = t(lang, "contract.investments_heading", where=where, unit=said)
    return titled(lang, heading, Table(tuple(columns), rows), told)


def _without_amounts(groups: list[Group], state: ViewState) -> Section:
    """What the sources name without an amount; without amounts the reaches can do each other no harm."""
    lang = state.lang
    items = pd.concat([group.items for group in groups], ignore_index=True)
    rows = pd.DataFrame(
        {**_shared(items, lang, set()), "reach": [t(lang, f"contract.reach.{reach}") for reach in items["reach"]]}
    )
    reach = Column("reach", t(lang, "contract.column.boundary"))
    columns = tail_columns(lang, _columns(rows, lang, [reach]), several=len(state.cities) > 1)
    heading = t(lang, "contract.investments_bare")
    return titled(lang, heading, Table(tuple(columns), rows), (t(lang, "contract.no_amount"),))
