"""What view ``goals`` counts and says in few words: how many stand where, what is left out, and the key figures."""

from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.judgement import VERDICTS
from dashboard.state import ViewState
from dashboard.views.base import KeyFigure

#: The order in which verdicts are told as key figures, and what the first of them mean.
TOLD = ("behind", "on_track", "reached", "not_reached", "cannot_be_judged", "awaiting_data")
TONES = {"behind": "bad", "not_reached": "bad", "on_track": "good", "reached": "good"}
#: What a goal is that is not in force.
OTHERS = ("ambition", "proposed", "superseded")


def counted(lang: str, verdict: str, number: int) -> str:
    """How many goals have a verdict: ``två ligger efter``."""
    key = f"goals.count.{verdict}.{'one' if number == 1 else 'other'}"
    return t(lang, key, count=i18n.count(lang, number))


def left_out(lang: str, rows: list[dict[Any, Any]], *, short: bool = False) -> str:
    """What is not drawn: ``och sju mål till (…)``; empty where all is. ``short`` leaves out how they stand."""
    live = [row["verdict"] for row in rows if row["standing_of_goal"] == "current"]
    parts = []
    if live:
        more = _more(lang, "live", len(live))
        parts.append(more if short else t(lang, "goals.more.stand", more=more, how=_standings(lang, live)))
    for standing in OTHERS:
        number = sum(row["standing_of_goal"] == standing for row in rows)
        parts += [_more(lang, standing, number)] if number else []
    return t(lang, "goals.more.and", parts=i18n.listing(lang, parts)) if parts else ""


def _standings(lang: str, verdicts: list[str]) -> str:
    """How goals stand: a word where all stand alike, else how many stand where."""
    if len(set(verdicts)) == 1:
        return t(lang, f"verdict.{verdicts[0]}")
    return i18n.listing(lang, [counted(lang, one, verdicts.count(one)) for one in VERDICTS if one in verdicts])


def _more(lang: str, kind: str, number: int) -> str:
    """So many goals of a kind, in words: ``sju mål till``, ``en ambition``."""
    key = f"goals.more.{kind}.{'one' if number == 1 else 'other'}"
    return t(lang, key, count=i18n.count(lang, number))


def key_figures(frame: pd.DataFrame, state: ViewState) -> list[KeyFigure]:
    """How many of the goals in force stand where, as the summary counts them; of several cities how many are behind."""
    lang = state.lang
    if frame["slug"].nunique() > 1:
        return [_of_city(rows, lang) for _, rows in frame.groupby("slug", sort=False)]
    live = frame.loc[frame["standing_of_goal"] == "current", "verdict"]
    if live.empty:
        return [KeyFigure(t(lang, "goals.key.none"), "0", t(lang, "goals.key.only_wished"))]
    counts = live.value_counts()
    out = []
    for verdict in TOLD:
        if verdict not in counts:
            continue
        word = t(lang, f"verdict.{verdict}")
        value = t(lang, "goals.key.of", count=int(counts[verdict]), all=len(live))
        label = f"{word[0].upper()}{word[1:]}"
        out.append(KeyFigure(label, value, t(lang, f"goals.key.{verdict}"), TONES.get(verdict, "")))
    return out[:3]


def _of_city(rows: pd.DataFrame, lang: str) -> KeyFigure:
    live = rows.loc[rows["standing_of_goal"] == "current", "verdict"]
    name, behind = str(rows["name"].iloc[0]), int((live == "behind").sum())
    if live.empty:
        return KeyFigure(name, "0", t(lang, "goals.key.only_wished"))
    open_ones = int((live == "cannot_be_judged").sum())
    context = t(lang, "goals.key.city")
    if open_ones:
        context = t(lang, "goals.key.city_open", open=counted(lang, "cannot_be_judged", open_ones))
    return KeyFigure(name, t(lang, "goals.key.of", count=behind, all=len(live)), context, "bad" if behind else "")
