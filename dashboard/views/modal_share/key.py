"""The key figures of view ``modal-share``: the newest share, the goal, and the gap between them."""

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.comparison import compare
from dashboard.model.modal_goals import Judged, goal_basis, left
from dashboard.model.modal_share import Survey, basis, leading, share_of
from dashboard.state import ViewState
from dashboard.views.base import KeyFigure
from dashboard.views.ledger import SIGN
from dashboard.views.modal_share import words
from dashboard.views.modal_share.rows import City, cities, grouped, shown

#: A context is at most so long.
LONGEST = 60


def key_figures(frame: pd.DataFrame, state: ViewState) -> list[KeyFigure]:
    """One city: its newest share, its leading goal and what is left; several: the newest share of each.

    Of several whose surveys may not be compared there is none: large and side by side they would be all the same.
    Without a city how many municipalities have a survey, and on how many bases.
    """
    lang, everyone = state.lang, cities(frame)
    if not state.cities:
        return _all(frame, lang)
    if len(everyone) == 1:
        return _of_city(everyone[0], lang)
    found = [(city, chosen) for city in everyone if (chosen := leading(city.surveys)) is not None]
    return [_share(survey, lang, city.name) for city, survey in found] if len(grouped(found)) < 2 else []


def _all(frame: pd.DataFrame, lang: str) -> list[KeyFigure]:
    found = shown(frame)
    groups = grouped(found)
    newest = max((survey.year or 0 for _, survey in found), default=0)
    count = KeyFigure(
        t(lang, "modal.key.surveyed"), i18n.number(lang, len(found)), t(lang, "modal.key.newest", year=newest)
    )
    if len(groups) < 2:
        return [count]
    return [
        count,
        KeyFigure(t(lang, "modal.key.groups"), i18n.number(lang, len(groups)), t(lang, "modal.key.groups_why")),
    ]


def _of_city(city: City, lang: str) -> list[KeyFigure]:
    survey, ahead = leading(city.surveys), city.lead
    # The goal is held against the survey that tells its mode.
    if survey is not None and ahead is not None and share_of(survey.of(), ahead.goal.mode)[0] is None:
        survey = next((one for one in city.surveys if share_of(one.of(), ahead.goal.mode)[0] is not None), survey)
    out = [] if survey is None else [_share(survey, lang, "", ahead)]
    if ahead is None:
        return out
    comparable = survey is None or compare(goal_basis(ahead.goal, city.surveys), basis(survey)).comparable
    out.append(_goal(ahead, lang, comparable=comparable))
    # A gap between figures that may not be compared is none, and large type would make it one.
    return [*out, *([] if survey is None or not comparable else _gap(ahead, survey, lang))]


def _share(survey: Survey, lang: str, name: str, ahead: Judged | None = None) -> KeyFigure:
    """A survey's one figure, of the goal's mode where it tells that, with what it is counted on."""
    wanted = [] if ahead is None else [ahead.goal.mode]
    told = [
        mode for mode in (*wanted, "sustainable", "car", *survey.of()) if share_of(survey.of(), mode)[0] is not None
    ]
    share, _ = share_of(survey.of(), told[0])
    mode = t(lang, f"modal.mode.{told[0]}")
    what = name or f"{mode[0].upper()}{mode[1:]}"
    label = t(
        lang, "modal.key.share" if survey.year is not None else "modal.key.share_undated", mode=what, year=survey.year
    )
    context = _fitting(words.basis_text(lang, survey), words.brief(lang, survey).strip(" ()"))
    if name:
        context = _fitting(f"{mode}; {context}", f"{mode}{words.brief(lang, survey)}", mode)
    return KeyFigure(label, words.per_cent(lang, share or 0.0), context)


def _goal(ahead: Judged, lang: str, *, comparable: bool) -> KeyFigure:
    goal = ahead.goal
    said = words.goal_text(lang, goal)
    label, level = words.goal_year(lang, goal), words.per_cent(lang, goal.level or 0.0)
    if not comparable:
        apart = t(lang, "modal.key.apart")
        context = _fitting(f"{said}{words.brief(lang, goal)}: {apart}", f"{said}: {apart}", apart)
        return KeyFigure(f"{label}{i18n.NBSP}{SIGN}", level, context)
    tone = {"reached": "good", "not_reached": "bad"}.get(ahead.verdict, "")
    full = f"{said} ({words.goal_basis_text(lang, goal)})"
    return KeyFigure(label, level, _fitting(full, said), tone)


def _gap(ahead: Judged, survey: Survey, lang: str) -> list[KeyFigure]:
    """What is left from the survey to the goal that it is counted as."""
    share, _ = share_of(survey.of(), ahead.goal.mode)
    gap = None if share is None else left(ahead.goal, share)
    if gap is None:
        return []
    value = words.points(lang, gap) if gap > 0 else t(lang, "modal.gap.met")
    return [
        KeyFigure(t(lang, "modal.key.to_goal"), value, t(lang, "modal.key.gap_of", year=words.year_text(lang, survey)))
    ]


def _fitting(*texts: str) -> str:
    """The fullest of the words, which come first, that are not too long; else the last."""
    return next((text for text in texts if len(text) <= LONGEST), texts[-1])
