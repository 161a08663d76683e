"""Experiences in view ``contract``: what cities offer and seek, and who answers whom."""

from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.contract import UNLIKE, matches
from dashboard.state import ViewState
from dashboard.views.base import Column, Section, Table, each
from dashboard.views.contract.parts import part, tail_columns, tails, version_cell
from dashboard.views.contract.words import in_order


def own_experiences(frame: pd.DataFrame, state: ViewState) -> Section:
    """What the cities chosen offer to share, and what they seek."""
    own = frame[frame["kind"] == "experience"]
    return _listed(own, state, "experiences", several=len(state.cities) > 1)


def _listed(own: pd.DataFrame, state: ViewState, key: str, *, several: bool, items: tuple[str, ...] = ()) -> Section:
    lang = state.lang
    ordered = own.sort_values(["theme", "direction", "name"], kind="stable")
    rows = pd.DataFrame(
        {
            "direction": [t(lang, f"contract.direction.{way}") for way in ordered["direction"]],
            "theme": [t(lang, f"theme.{theme}") for theme in ordered["theme"]],
            "what": ordered["what"],
            "version": [version_cell(version) for version in ordered["version"]],
            **tails(ordered, lang),
        }
    )
    columns = [
        Column("theme", t(lang, "contract.column.theme")),
        Column("direction", t(lang, "contract.column.direction")),
        Column("what", t(lang, "contract.column.experience")),
        Column("version", t(lang, "contract.column.version")),
    ]
    return part(lang, key, Table(tuple(tail_columns(lang, columns, several=several)), rows), items)


def partners(frame: pd.DataFrame, state: ViewState) -> Section:
    """Cities that seek what a chosen one offers, or offer what it seeks, each with a link to its page."""
    lang = state.lang
    own = frame[frame["kind"].isin(["experience", "elsewhere"])]
    cities = in_order(frame, state.cities)
    names = {row.code: (row.name, row.slug) for row in each(own.drop_duplicates("code"))}
    rows: list[dict[str, Any]] = []
    for row in each(matches(own, [code for code, _, _ in cities])):
        name, slug = names[row.code]
        other, other_slug = names[row.other]
        rows.append(
            {
                "other": other,
                "other_slug": other_slug,
                "theme": t(lang, f"theme.{row.theme}"),
                "why": t(lang, f"contract.match.{row.direction}", name=name, other=other),
                "what": " · ".join(row.what),
                "name": name,
                "slug": slug,
            }
        )
    table = pd.DataFrame(rows, columns=["other", "other_slug", "theme", "why", "what", "name", "slug"])
    columns = (
        Column("other", t(lang, "contract.column.city"), city="other_slug"),
        Column("theme", t(lang, "contract.column.theme")),
        Column("why", t(lang, "contract.column.why")),
        Column("what", t(lang, "contract.column.their_words")),
    )
    ordered = table.sort_values(["theme", "other"], kind="stable").reset_index(drop=True)
    return part(lang, "partners", Table(columns, ordered), (t(lang, "contract.match_remark"),))


def themes(frame: pd.DataFrame, state: ViewState) -> Section:
    """For all cities: who offers and who seeks what, a line a theme, and every experience in the table."""
    lang = state.lang
    own = frame[frame["kind"] == "experience"]
    items = [t(lang, "contract.match_remark")] if len(own) else []
    for theme, rows in own[own["theme"] != UNLIKE].groupby("theme", sort=True):
        ways = {way: sorted(set(rows.loc[rows["direction"] == way, "name"])) for way in ("offers", "seeks")}
        said = [
            t(lang, f"contract.theme_line.{way}", names=i18n.listing(lang, names))
            for way, names in ways.items()
            if names
        ]
        items.append(f"{t(lang, f'theme.{theme}')}: {'; '.join(said)}.")
    return _listed(own, state, "themes", several=True, items=tuple(items))
