"""The few figures that stand above the views: a city's, or all municipalities'."""

import math
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.overview import sums
from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views import emissions_frame as shared
from dashboard.views import frame_of
from dashboard.views.base import KeyFigure
from dashboard.views.city_map.measure import snapshot_of
from dashboard.views.trajectory.key import TONES, chosen_goal, pace_figures

__all__ = ["KeyFigure", "glance", "of_city", "of_nation", "signatories"]

PROGRAMME = "klimatneutrala_stader_2030"


@lru_cache(maxsize=8)
def glance(tables: Tables) -> pd.DataFrame:
    """:func:`dashboard.model.overview.snapshot` of a release, counted once for all views."""
    return snapshot_of(tables)


def signatories(tables: Tables) -> pd.DataFrame:
    """The municipalities that the sources name in Klimatkontrakt 2030: ``code``, ``since``, ``certainty``, ``role``.

    ``since`` is the earliest contract version that any source gives and ``certainty`` that source's, both missing where
    only the membership is known; ``role`` is the role in the programme's newest round, missing where none is named.
    """
    members = tables.memberships[tables.memberships["programme"].str.startswith(PROGRAMME)]
    newest = members.sort_values("programme").drop_duplicates("code", keep="last").set_index("code")
    signed = tables.contracts[tables.contracts["standing"] != "letter_of_intent"]
    # A source that states the version goes before one that we read it out of.
    order = signed["certainty"].map({"stated": 0, "derived": 1, "disputed": 2})
    first = signed.assign(order=order).sort_values(["version", "order"]).drop_duplicates("code").set_index("code")
    codes = list(dict.fromkeys([*first.index, *newest.index]))
    return pd.DataFrame(
        {
            "code": codes,
            "since": first["version"].reindex(codes).to_numpy(),
            "certainty": first["certainty"].reindex(codes).to_numpy(),
            "role": (newest["programme"] + "." + newest["role"]).reindex(codes).to_numpy(),
        }
    )


def of_city(tables: Tables, state: ViewState) -> list[KeyFigure]:
    """A city's four: the total, per person beside the country, the recent pace, and the goal ahead."""
    lang = state.lang
    code = tables.slugs[state.cities[0]]
    every = glance(tables)
    if code not in every.index:
        return []
    own: Any = every.loc[code]
    country = every["total"].sum() / _people(tables, int(own["year"]))
    out = [
        KeyFigure(
            t(lang, "key.total", year=int(own["year"])),
            i18n.quantity(lang, own["total"]),
            t(lang, "key.since", change=i18n.percent(lang, own["change"], sign=True), first=int(own["first_year"])),
        )
    ]
    if not math.isnan(own["per_person"]):
        compared = "lower" if own["per_person"] < country else "higher"
        value = i18n.number(lang, own["per_person"], 2)
        context = t(lang, f"key.{compared}", country=i18n.number(lang, country, 2))
        out.append(KeyFigure(t(lang, "key.per_person"), t(lang, "quantity.per_person_short", value=value), context))
    # The key figures are the same whatever years and measure the pictures show; the goal is the reader's.
    whole = ViewState(lang=lang, cities=state.cities, target=state.target)
    frame = frame_of("trajectory", whole, tables)
    return out + pace_figures(frame, lang) + _goal(frame, lang)


def _goal(frame: pd.DataFrame, lang: str) -> list[KeyFigure]:
    goal = chosen_goal(frame)
    if goal is None:
        found = bool(frame["goals_found"].max())
        return [
            KeyFigure(t(lang, "key.goal_none"), "–", t(lang, "key.goal_none_why" if found else "key.goal_not_found"))
        ]
    verdict = shared.verdict_words(lang, str(goal["verdict"]), goal["remarks"])
    tone = TONES.get(goal["verdict"], "")
    if not math.isnan(goal["pace"]) and goal["pace"] > 0:
        value = i18n.percent(lang, -goal["pace"], 1, sign=True)
        label = t(lang, "key.goal", year=int(goal["year"]))
        return [KeyFigure(label, value, t(lang, "key.goal_asks", verdict=verdict), tone)]
    label = t(lang, "key.goal_plain", year=int(goal["year"]))
    return [KeyFigure(label, verdict[0].upper() + verdict[1:], goal["text"], tone)]


@lru_cache(maxsize=16)
def _people(tables: Tables, year: int) -> float:
    return float(tables.population.loc[tables.population["year"] == year, "population"].sum())


def of_nation(tables: Tables, state: ViewState) -> list[KeyFigure]:
    """The country's and the contract's: the total, per person, how many take part, and their share of it."""
    lang = state.lang
    every = glance(tables)
    year = int(every["year"].max())
    total = sums(every)
    members = signatories(tables)
    theirs = float(every["total"].reindex(members["code"]).sum())
    first = int(every["first_year"].min())
    return [
        KeyFigure(
            t(lang, "key.nation", year=year),
            i18n.quantity(lang, total["total"]),
            t(lang, "key.since", change=i18n.percent(lang, total["change"], sign=True), first=first),
        ),
        KeyFigure(
            t(lang, "key.per_person"),
            t(lang, "quantity.per_person_short", value=i18n.number(lang, total["total"] / _people(tables, year), 2)),
            t(lang, "key.median", median=i18n.number(lang, float(every["per_person"].median()), 2)),
        ),
        KeyFigure(
            t(lang, "key.contract"),
            *_participants(tables, members, lang),
        ),
        KeyFigure(
            t(lang, "key.share"),
            i18n.percent(lang, theirs / total["total"]),
            t(lang, "key.share_of", count=len(members), people=i18n.percent(lang, _share(tables, members, year))),
        ),
    ]


def _participants(tables: Tables, members: pd.DataFrame, lang: str) -> tuple[str, str]:
    """How many take part by the newest contract version, and how many of them the sources name."""
    named = t(lang, "key.contract_named", count=len(members))
    counts = tables.indicators[tables.indicators["indicator"] == "contract_municipalities"].sort_values("year")
    if counts.empty:
        return t(lang, "key.contract_value", count=len(members)), named
    return t(lang, "key.contract_value", count=int(counts["value"].iloc[-1])), named


def _share(tables: Tables, members: pd.DataFrame, year: int) -> float:
    rows = tables.population[tables.population["year"] == year].set_index("code")["population"]
    return float(rows.reindex(members["code"]).sum() / rows.sum())
