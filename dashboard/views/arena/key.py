"""The figures of view ``arena`` that a screen writes large."""

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.arena import NOT_STATED
from dashboard.state import ViewState
from dashboard.views.base import KeyFigure


def key_figures(frame: pd.DataFrame, state: ViewState) -> list[KeyFigure]:
    """How many actors are named, in which sector most, and how many stand in other arenas; several: each one's."""
    lang = state.lang
    if not state.cities:
        shared = frame.loc[frame["is_shared"], "key"].nunique()
        return [
            _figure(lang, "cities", frame["slug"].nunique()),
            _figure(lang, "organisations", frame["key"].nunique()),
            _figure(lang, "shared", shared),
        ]
    if not state.city:
        return _of_cities(frame, lang)
    number = frame["group"].value_counts()
    sectors = number.drop(index=NOT_STATED, errors="ignore")
    out = [_figure(lang, "actors", len(frame))]
    if len(sectors):
        # Of sectors with as many, the first in the picture's order is named with the rest.
        most = [group for group in sectors.index if sectors[group] == sectors.max()]
        names = i18n.listing(lang, [t(lang, f"arena.sector_short.{group}").lower() for group in sorted(most)])
        value = i18n.number(lang, int(sectors.max()))
        out.append(KeyFigure(t(lang, "arena.key.largest"), value, t(lang, "arena.key.largest_of", sectors=names)))
    elsewhere = int(frame["elsewhere"].map(len).gt(0).sum())
    return [*out, _figure(lang, "elsewhere", elsewhere)]


def _of_cities(frame: pd.DataFrame, lang: str) -> list[KeyFigure]:
    out = []
    for slug, city in list(frame.attrs["cities"].items()):
        own = frame[frame["slug"] == slug]
        if own.empty:
            out.append(KeyFigure(city, t(lang, "arena.key.unknown"), t(lang, "arena.key.of_city_none")))
            continue
        shared = i18n.number(lang, int(own["is_shared"].sum()))
        key = "arena.key.of_city.one" if len(own) == 1 else "arena.key.of_city.other"
        out.append(KeyFigure(city, i18n.number(lang, len(own)), t(lang, key, shared=shared)))
    return out


def _figure(lang: str, what: str, number: int) -> KeyFigure:
    return KeyFigure(t(lang, f"arena.key.{what}"), i18n.number(lang, number), t(lang, f"arena.key.{what}_of"))
