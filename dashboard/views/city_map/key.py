"""The figures that a screen shows large beside the map: how many take part, a city's part in it, or a measure."""

from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.membership import Counts
from dashboard.state import ViewState
from dashboard.views.base import KeyFigure
from dashboard.views.city_map.rows import partner_words, value_words
from dashboard.views.city_map.scene import Row, Told, told

#: So many figures have room, and so many letters of what a figure means.
MOST, CONTEXT = 3, 60


def key_figures(frame: pd.DataFrame, state: ViewState) -> list[KeyFigure]:
    """Of a measure the medians or the cities' own; else the cities' parts, who is lit up, or how many take part."""
    what, lang = told(frame), state.lang
    rows: dict[str, Row] = {row["slug"]: row for row in frame[frame["chosen"]].to_dict("records")}
    chosen = [rows[slug] for slug in state.cities if slug in rows]
    if what.limits:
        own = [_own(row, what, lang) for row in chosen if not pd.isna(row["value"])]
        return [*own, *_medians(frame, what, lang)][:MOST]
    if len(chosen) == 1:
        label = t(lang, "city-map.key.part" if pd.isna(chosen[0]["since"]) else "city-map.key.since")
        return [_part(chosen[0], what.counts, label, lang), *_twins(chosen[0], what, lang)]
    if chosen:
        return [_part(row, what.counts, row["name"], lang) for row in chosen]
    return _lit(frame, what, lang) if what.layer != "roles" else _counted(what.counts, lang)


def _counted(counts: Counts, lang: str) -> list[KeyFigure]:
    """How many take part, and how many of them the sources name: as the finding says."""
    named = i18n.number(lang, counts.named)
    if counts.total is None:
        return [KeyFigure(t(lang, "city-map.key.named"), named, t(lang, "city-map.key.no_total"))]
    total = i18n.number(lang, counts.total)
    missing = "city-map.key.unnamed" if counts.unnamed else "city-map.key.all_named"
    return [
        KeyFigure(t(lang, "city-map.key.total"), total, t(lang, "city-map.key.total_context")),
        KeyFigure(
            t(lang, "city-map.key.named"),
            t(lang, "city-map.key.of", count=named, total=total),
            t(lang, missing, count=i18n.number(lang, counts.unnamed or 0)),
        ),
    ]


def _lit(frame: pd.DataFrame, what: Told, lang: str) -> list[KeyFigure]:
    names = list(frame.loc[frame["lit"], "name"])
    listed = i18n.listing(lang, sorted(names, key=i18n.alphabetical))
    context = listed if len(listed) <= CONTEXT else t(lang, "city-map.key.lit_context")
    return [KeyFigure(t(lang, f"city-map.lit.{what.layer}"), i18n.number(lang, len(names)), context)]


def _part(row: Row, counts: Counts, label: str, lang: str) -> KeyFigure:
    """A city's part: since which version, else its standing in a word; and its role with how sure that is."""
    if not isinstance(row["kind"], str):
        known = "unknown" if counts.unnamed or counts.total is None else "outside"
        return KeyFigure(label, t(lang, f"city-map.key.{known}"), t(lang, f"city-map.key.{known}_context"))
    parts = []
    if isinstance(row["role"], str):
        parts.append(t(lang, f"certainty.{row['role_certainty']}", what=t(lang, f"city-map.role.{row['role']}")))
    elif row["kind"] == "unstated":
        parts.append(t(lang, "city-map.key.no_role"))
    if not pd.isna(row["since"]):
        if row["since_certainty"] != "stated":
            parts.append(t(lang, f"city-map.key.year_{row['since_certainty']}"))
        return KeyFigure(label, str(int(row["since"])), "; ".join(parts))
    if row["kind"] == "intent":
        return KeyFigure(label, str(int(row["intent"])), t(lang, "city-map.kind.intent"))
    parts.append(t(lang, "city-map.key.no_year"))
    return KeyFigure(label, t(lang, f"city-map.key.as_{row['kind']}"), "; ".join(parts))


def _twins(row: Row, what: Told, lang: str) -> list[KeyFigure]:
    """How many twins a city has, and which."""
    said, names = [], []
    for pair in what.pairs:
        if row["code"] not in (pair["code"], pair["partner_code"]):
            continue
        other = str(pair["partner_name"] if row["code"] == pair["code"] else pair["name"])
        names.append(other if pair["partner_code"] else partner_words(lang, other))
        programme = "" if pair["programme"] == "contract" else t(lang, "city-map.key.in_netzerocities")
        said.append(t(lang, f"certainty.{pair['certainty']}", what=f"{names[-1]}{programme}"))
    if not names:
        return []
    context = "; ".join(said)
    many = "one" if len(names) == 1 else "other"
    if len(context) > CONTEXT:
        context = i18n.listing(lang, names)
    return [KeyFigure(t(lang, f"city-map.key.twins_{many}"), i18n.number(lang, len(names)), context)]


def _own(row: Row, what: Told, lang: str) -> KeyFigure:
    return KeyFigure(row["name"], value_words(lang, what.layer, float(row["value"])), _measured(what, lang))


def _medians(frame: pd.DataFrame, what: Told, lang: str) -> list[KeyFigure]:
    """The middle of all municipalities, and of those named in the contract."""
    values = frame["value"].dropna()
    theirs = frame.loc[frame["kind"].notna() & (frame["kind"] != "intent"), "value"].dropna()
    out = []
    for whose, found in (("all", values), ("theirs", theirs)):
        if len(found):
            label = t(lang, f"city-map.key.median_{whose}", count=i18n.number(lang, len(found)))
            out.append(KeyFigure(label, value_words(lang, what.layer, float(found.median())), _measured(what, lang)))
    return out


def _measured(what: Told, lang: str) -> str:
    values: dict[str, Any] = {"year": what.year, "base": what.base}
    return t(lang, f"city-map.key.measure_{what.layer}", **values)
