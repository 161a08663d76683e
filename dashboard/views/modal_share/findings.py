"""What view ``modal-share`` finds, in a sentence or a few, and what must be known beside it."""

from collections.abc import Sequence

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.comparison import compare
from dashboard.model.modal_goals import Judged
from dashboard.model.modal_share import GROUPS, Part, Survey, basis, leading, parts, share_of, sustainable
from dashboard.state import ViewState
from dashboard.views.modal_share import words
from dashboard.views.modal_share.rows import City, apart, cities, grouped, shown


def summary(frame: pd.DataFrame, state: ViewState) -> str:
    """The latest share with its basis, what it may be compared with, and how the leading goal stands."""
    lang = state.lang
    if frame.empty:
        return t(lang, "modal-share.none")
    everyone = cities(frame)
    if not state.cities:
        return _all(frame, len(everyone), lang)
    if len(everyone) > 1:
        return _several(frame, everyone, lang)
    city = everyone[0]
    told = [_survey(city, lang), *_goal(city, lang)]
    return " ".join(f"{part[0].upper()}{part[1:]}" for part in told)


def _survey(city: City, lang: str) -> str:
    """The latest share with its basis, and what it may be compared with."""
    chosen = leading(city.surveys)
    if chosen is None:
        return t(lang, "modal.summary.no_survey", name=city.name)
    mode = figure_mode(chosen)
    key = mode if mode in ("sustainable", "car") else "other"
    when = "" if chosen.year is None else t(lang, "modal.summary.when", year=chosen.year)
    share, _ = share_of(chosen.of(), mode)
    said = t(
        lang, f"modal.summary.share.{key}", name=city.name, share=words.per_cent(lang, share or 0.0), when=when,
        basis=words.brief(lang, chosen), mode=t(lang, f"modal.mode.{mode}"),
    )  # fmt: skip
    return f"{'; '.join([said, *_earlier(city, chosen, mode, lang)])}."


def figure_mode(survey: Survey) -> str:
    """The mode that a survey's one figure is of."""
    for mode in ("sustainable", "car"):
        if share_of(survey.of(), mode)[0] is not None:
            return mode
    return next(iter(survey.of()))


def _earlier(city: City, chosen: Survey, mode: str, lang: str) -> list[str]:
    """What the latest share may be compared with: what its publisher has made comparable, or an earlier survey."""
    found = _compared(city, chosen, mode)
    if found is None:
        return []
    again, before = found
    then = words.per_cent(lang, share_of(before.of(), mode)[0] or 0.0)
    if again is None:
        return [t(lang, "modal.summary.before", year=before.year, share=then)]
    now = words.per_cent(lang, share_of(again.of(), mode)[0] or 0.0)
    return [t(lang, "modal.summary.recalculated", year=before.year, now=now, then=then)]


def _compared(city: City, chosen: Survey, mode: str) -> tuple[Survey | None, Survey] | None:
    """The latest share as its publisher has counted it again (None where it need not be), and what that is held to."""
    own = {one.id: one for one in city.surveys}
    for one in city.surveys:
        before = own.get(one.comparable_with or "")
        if before is None or before.year is None:
            continue
        now, then = share_of(one.of(), mode)[0], share_of(before.of(), mode)[0]
        fits = one.method == "recalculated" and compare(basis(one), basis(before)).comparable
        if fits and now is not None and then is not None and one.year == chosen.year:
            return one, before
    for one in city.surveys:
        share, _ = share_of(one.of(), mode)
        is_before = one.year is not None and chosen.year is not None and one.year < chosen.year
        if is_before and share is not None and compare(basis(chosen), basis(one)).comparable:
            return None, one
    return None


def headed(city: City) -> list[Survey]:
    """The surveys whose figures the summary's first sentence tells, the one that stands for the city first."""
    chosen = leading(city.surveys)
    if chosen is None:
        return []
    return [chosen, *(one for one in _compared(city, chosen, figure_mode(chosen)) or () if one is not None)]


def _goal(city: City, lang: str) -> list[str]:
    """The leading goal with how it stands and why; where no survey tells its fellows apart, they are told with it."""
    ahead = city.lead
    if ahead is None:
        return [t(lang, "modal.summary.unled" if city.goals else "modal.summary.no_goal")]
    beside = [ahead, *(one for one in city.goals if one != ahead and _together(one, ahead) and not city.surveys)]
    values = {
        "goal": i18n.listing(lang, [words.goal_text(lang, one.goal) for one in beside]),
        "basis": words.brief(lang, ahead.goal),
        "why": words.ground(lang, ahead),
    }
    key = ahead.verdict
    if ahead.goal.standing != "current":
        values["goal"] = f"{words.goal_year(lang, ahead.goal)}: {values['goal']}"
        values["why"] = words.distance_text(lang, ahead)
        return [t(lang, f"modal.summary.goal.{'wished_share' if values['why'] else 'wished'}", **values)]
    if ahead.goal.year is None:
        key = "undated" if ahead.share is None else "undated_share"
        values["why"] = words.distance_text(lang, ahead)
    return [t(lang, f"modal.summary.goal.{key}", year=ahead.goal.year, **values)]


def _together(one: Judged, other: Judged) -> bool:
    """Whether two goals are of one year, document, area and kind of trips."""
    mine, theirs = one.goal, other.goal
    own = (mine.year, mine.source_id, mine.area, mine.trips)
    return own == (theirs.year, theirs.source_id, theirs.area, theirs.trips)


def _all(frame: pd.DataFrame, count: int, lang: str) -> str:
    """How many municipalities have a survey, and in what the surveys differ."""
    said = t(lang, f"modal.summary.all.{'one' if count == 1 else 'other'}", count=i18n.count(lang, count))
    what = differing(grouped(shown(frame)), lang)
    return f"{said} {t(lang, 'modal.summary.unranked', what=what)}" if what else said


def differing(groups: list[list[tuple[City, Survey]]], lang: str) -> str:
    """The features in which any two groups differ, or may, as a list; empty where all may be compared."""
    features = [
        name
        for place, one in enumerate(groups)
        for other in groups[place + 1 :]
        if (differs := apart([basis(s) for _, s in one], [basis(s) for _, s in other])) is not None
        for name in differs.features
    ]
    return i18n.listing(lang, [t(lang, f"modal.feature.{name}") for name in dict.fromkeys(features)])


def _several(frame: pd.DataFrame, everyone: Sequence[City], lang: str) -> str:
    found = shown(frame)
    told = [
        t(
            lang, "modal.summary.of_city", name=city.name, figure=words.figure_text(lang, survey.of()),
            year=words.year_text(lang, survey),
        )
        for city, survey in found
    ]  # fmt: skip
    out = [t(lang, "modal.summary.latest", cities=i18n.listing(lang, told))] if told else []
    if what := differing(grouped(found), lang):
        out.append(t(lang, "modal.summary.differ", what=what))
    elif len(found) > 1:
        out.append(t(lang, "modal.summary.alike"))
    without = [city.name for city in everyone if not city.surveys]
    if without:
        out.append(t(lang, "modal.summary.without", names=i18n.listing(lang, without)))
    return " ".join(out)


def remarks(frame: pd.DataFrame, state: ViewState) -> list[str]:
    """How the picture is to be read, what is our own arithmetic or reading, and the tables' notes by survey."""
    if frame.empty:
        return []
    lang, everyone, found = state.lang, cities(frame), shown(frame)
    out = [t(lang, "modal.remark.sustainable")]
    if len(everyone) > 1:
        out.append(t(lang, "modal.remark.no_ranking"))
        out += _others(everyone, lang)
    summed = [
        _named(city, survey, lang, several=len(everyone) > 1)
        for city, survey in found
        if sustainable(survey.of())[0] is not None and not sustainable(survey.of())[1]
    ]
    if summed:
        out.append(t(lang, "modal.remark.summed", surveys=i18n.listing(lang, summed)))
    # Side by side, women's and men's bars are not drawn.
    groups = GROUPS if len(everyone) == 1 else ("all",)
    drawn_parts = {part.mode for _, survey in found for group in groups for part in _parts(survey, group)}
    for mode in ("not_stated", "sustainable_rest"):
        if mode in drawn_parts:
            out.append(t(lang, f"modal.remark.{mode}"))
    if len(everyone) == 1:
        out = [*_beside(everyone[0], lang), *out, *_of_goals(everyone[0].goals, lang)]
    return out


def _beside(city: City, lang: str) -> list[str]:
    """What the finding leaves out: women and men, surveys of another basis, and gaps that are told in spite of it."""
    out, chosen = [], leading(city.surveys)
    for mode in ("car", "sustainable"):
        of_men, of_women = (share_of(chosen.of(group), mode)[0] if chosen else None for group in ("men", "women"))
        if chosen is not None and of_men is not None and of_women is not None:
            shares = {"men": words.per_cent(lang, of_men), "women": words.per_cent(lang, of_women)}
            year = words.year_text(lang, chosen)
            out.append(t(lang, "modal.remark.groups", mode=t(lang, f"modal.mode.{mode}"), year=year, **shares))
            break
    unlike = [one for one in city.surveys if chosen is not None and not compare(basis(chosen), basis(one)).comparable]
    if unlike:
        named = i18n.listing(lang, [words.year_text(lang, one) for one in unlike])
        out.append(t(lang, "modal.remark.unlike", year=words.year_text(lang, unlike[0]), surveys=named))
    in_spite = words.in_spite(lang, city.lead) if city.lead is not None else ""
    if in_spite and city.lead is not None:
        said = t(lang, "modal.remark.in_spite", goal=words.goal_text(lang, city.lead.goal), gaps=in_spite)
        out.append(f"{said[0].upper()}{said[1:]}")
    return out


def _parts(survey: Survey, group: str) -> list[Part]:
    """The parts of a group's bar; none where the survey tells nothing of it."""
    return parts(survey.of(group)) if survey.of(group) else []


def notes(frame: pd.DataFrame, state: ViewState) -> list[str]:
    """The tables' notes on the cities chosen, each once, with the surveys that it is of."""
    found = shown(frame) if state.cities and len(frame) else []
    return _notes(found, state.lang, several=len(state.cities) > 1)


def _notes(found: list[tuple[City, Survey]], lang: str, *, several: bool) -> list[str]:
    """The tables' notes, each once, with the surveys that it is of."""
    of: dict[str, list[str]] = {}
    for city, survey in found:
        halves = [i18n.note_in(lang, note) for by_mode in survey.notes.values() for note in by_mode.values()]
        pieces = [piece.rstrip(".") for half in halves for piece in half.split("; ") if piece]
        told = dict.fromkeys(f"{piece[0].upper()}{piece[1:]}." for piece in pieces)
        if told:
            of.setdefault(" ".join(told), []).append(_named(city, survey, lang, several=several))
    out = [f"{i18n.listing(lang, names)}: {note}" for note, names in of.items()]
    return [f"{said[0].upper()}{said[1:]}" for said in out]


def _named(city: City, survey: Survey, lang: str, *, several: bool) -> str:
    """A survey by its year, its area and trips too where years do not part it from others; by its city too."""
    year = words.year_text(lang, survey)
    if several:
        return f"{city.name} {year}"
    if [one.year for one in city.surveys].count(survey.year) > 1:
        return f"{year} ({words.basis_text(lang, survey)})"
    return year


def _others(everyone: Sequence[City], lang: str) -> list[str]:
    """That a city has more than one survey of the year shown."""
    out = []
    for city in everyone:
        chosen = leading(city.surveys)
        same = [] if chosen is None else [one for one in city.surveys if one.year == chosen.year and one != chosen]
        if chosen is not None and same:
            told = [f"{words.figure_text(lang, one.of())} ({words.basis_text(lang, one)})" for one in same]
            values = {"name": city.name, "basis": words.basis_text(lang, chosen), "others": i18n.listing(lang, told)}
            out.append(t(lang, "modal.remark.another", **values))
    return out


def _of_goals(judged: tuple[Judged, ...], lang: str) -> list[str]:
    out = []
    if any(remark.startswith("read_") for one in judged for remark in one.remarks):
        out.append(t(lang, "modal.remark.read"))
    for one in judged:
        out += [f"{words.goal_text(lang, one.goal)}: {note}" for note in i18n.notes_in(lang, [one.goal.note])]
    return [f"{said[0].upper()}{said[1:]}" for said in out]
