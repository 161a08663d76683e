"""What view ``modal-share`` says: bases, differences, goals and gaps in words."""

from collections.abc import Sequence

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.comparison import Comparison, Difference
from dashboard.model.modal_goals import Judged, ModalGoal, left
from dashboard.model.modal_share import Shares, Survey, share_of
from dashboard.views.ledger import SIGN


def per_cent(lang: str, share: float) -> str:
    """A share in per cent: ``58 %``, ``19,4 %``."""
    return i18n.percent(lang, share / 100, 0 if round(share, 1) == round(share) else 1)


def points(lang: str, gap: float) -> str:
    """Percentage points: ``7 procentenheter``."""
    size = round(abs(gap), 1)
    if not size and gap:
        return t(lang, "modal.points.less", count=i18n.number(lang, 0.1, 1))
    said = i18n.number(lang, size, 0 if size == round(size) else 1)
    return t(lang, "modal.points.one" if size == 1 else "modal.points.other", count=said)


def value(lang: str, feature: str, word: object) -> str:
    """A feature's value in words; None is what the source does not tell."""
    if feature == "region" and word is not None:
        return t(lang, "modal.region", code=word)
    return t(lang, "modal.not_told") if word is None else t(lang, f"modal.{feature}.{word}")


def basis_text(lang: str, survey: Survey) -> str:
    """Area, trips and method: ``hela kommunen, alla resor, app``."""
    method = t(lang, "modal.no_method") if survey.method is None else value(lang, "method", survey.method)
    return f"{value(lang, 'area', survey.area)}, {value(lang, 'trips', survey.trips)}, {method}"


def brief(lang: str, basis: Survey | ModalGoal) -> str:
    """What is not as usual about a basis, in brackets: not the whole municipality, not all trips, and the method."""
    parts = [t(lang, "modal.no_year")] if isinstance(basis, Survey) and basis.year is None else []
    parts += [value(lang, "area", basis.area)] if basis.area != "municipality" else []
    parts += [value(lang, "trips", basis.trips)] if basis.trips != "all" else []
    method = basis.method if isinstance(basis, Survey) else None
    parts += [value(lang, "method", method)] if method is not None else []
    return f" ({', '.join(parts)})" if parts else ""


def group_text(lang: str, members: Sequence[Survey]) -> str:
    """The basis of surveys that may be compared, with each method that has been made comparable with another."""
    first = basis_text(lang, members[0])
    methods = dict.fromkeys(value(lang, "method", one.method) for one in members)
    if len(methods) < 2:
        return first
    said = t(lang, "modal.made_comparable", methods=i18n.listing(lang, list(methods)))
    return f"{value(lang, 'area', members[0].area)}, {value(lang, 'trips', members[0].trips)}, {said}"


def goal_basis_text(lang: str, goal: ModalGoal) -> str:
    """Area and trips: ``tätorten, alla resor``."""
    return f"{value(lang, 'area', goal.area)}, {value(lang, 'trips', goal.trips)}"


def differences(lang: str, found: Comparison, one: str, other: str) -> str:
    """What differs, with both values; ``one`` and ``other`` name whose: goal, survey, above, below or here."""
    return "; ".join(_difference(lang, each, one, other) for each in found.differences)


def _difference(lang: str, each: Difference, one: str, other: str) -> str:
    feature = t(lang, f"modal.feature.{each.feature}")
    whose, others = t(lang, f"modal.side.{one}"), t(lang, f"modal.side.{other}")
    if each.one is None and each.other is None:
        return t(lang, "modal.differs.neither", feature=feature)
    if each.one is None:
        told = value(lang, each.feature, each.other)
        return t(lang, "modal.differs.untold", feature=feature, untold=whose, value=told, told=others)
    if each.other is None:
        told = value(lang, each.feature, each.one)
        return t(lang, "modal.differs.untold", feature=feature, untold=others, value=told, told=whose)
    return t(
        lang, "modal.differs.known",
        one=value(lang, each.feature, each.one), whose=whose,
        other=value(lang, each.feature, each.other), others=others,
    )  # fmt: skip


def year_text(lang: str, survey: Survey) -> str:
    """A survey's year, or that it has none."""
    return t(lang, "modal.undated") if survey.year is None else str(survey.year)


def figure_text(lang: str, shares: Shares) -> str:
    """The one figure of a group: the sustainable share, else the car's, else the first mode told."""
    for mode in ("sustainable", "car", *shares):
        share, _ = share_of(shares, mode)
        if share is not None:
            return t(lang, "modal.figure", share=per_cent(lang, share), mode=t(lang, f"modal.mode.{mode}"))
    return t(lang, "missing")


def survey_label(lang: str, survey: Survey) -> str:
    """A survey's year and its one figure."""
    return f"{year_text(lang, survey)}: {figure_text(lang, survey.of())}"


def sample_text(lang: str, survey: Survey) -> str:
    """How many persons, where the source tells."""
    count = survey.samples.get("all")
    return "" if count is None else t(lang, "modal.sample", count=i18n.number(lang, count))


def goal_value(lang: str, goal: ModalGoal) -> str:
    """The share that a goal asks for: ``minst 65 %``, ``högst 25 %``; of an increase the share that it comes to."""
    if goal.level is None:
        return t(lang, "missing")
    bound = "min" if goal.kind == "increase" else goal.bound
    return t(lang, f"modal.goal.{bound}", share=per_cent(lang, goal.level))


def goal_text(lang: str, goal: ModalGoal) -> str:
    """A goal's value and mode: ``minst 65 % hållbara resor``; an increase as it is said, and what it comes to."""
    mode = t(lang, f"modal.mode.{goal.mode}")
    if goal.kind == "share":
        return t(lang, "modal.figure", share=goal_value(lang, goal), mode=mode)
    said = t(lang, "modal.goal.increase", share=per_cent(lang, goal.value), mode=mode)
    return said if goal.level is None else t(lang, "modal.goal.to", said=said, level=per_cent(lang, goal.level))


def goal_year(lang: str, goal: ModalGoal) -> str:
    """``Mål 2025``, or that it has no year."""
    year = "undated" if goal.year is None else "dated"
    return t(lang, f"modal.goal.{goal.standing}.{year}", year=goal.year)


def verdict(lang: str, judged: Judged) -> str:
    """A verdict in a word or a few; what is awaited is a survey, or the year."""
    if judged.verdict == "awaiting_data":
        return t(lang, "modal.awaited.survey" if judged.survey is None else "modal.awaited.year")
    return t(lang, f"verdict.{judged.verdict}")


def gap_text(lang: str, goal: ModalGoal, shares: Shares, *, comparable: bool) -> str:
    """What is left from a survey's share to the goal, with a sign where the two may not be compared; empty if unknown.

    ``7 procentenheter till målet ≠``.
    """
    share, _ = share_of(shares, goal.mode)
    gap = None if share is None else left(goal, share)
    if gap is None:
        return ""
    said = t(lang, "modal.gap.left", points=points(lang, gap)) if gap > 0 else t(lang, "modal.gap.met")
    return said if comparable else f"{said}{i18n.NBSP}{SIGN}"


def ground(lang: str, judged: Judged) -> str:
    """What a verdict rests on, or why there is none; of what differs, the fewest words that tell it."""
    reason, differs = judged.reason, judged.comparison
    if reason == "basis_differs" and differs is not None:
        return t(lang, "modal.reason.bases_differ", what=differences(lang, differs, "goal", "survey"))
    said = [] if reason is None else [t(lang, f"modal.reason.{reason}")]
    return "; ".join([*said, *filter(None, [distance_text(lang, judged)])])


def distance_text(lang: str, judged: Judged) -> str:
    """The comparable survey's share and how far it is from the goal; empty where there is none."""
    if judged.survey is None or judged.share is None or judged.gap is None or judged.reason == "basis_differs":
        return ""
    year, share = judged.survey.year, per_cent(lang, judged.share)
    kind = "comparable" if judged.survey.method is not None else "of_a_kind"
    told = t(lang, f"modal.detail.{kind}.{'undated' if year is None else 'dated'}", year=year, share=share)
    return f"{told}, {_distance(lang, judged.gap)}"


def detail(lang: str, judged: Judged) -> str:
    """A verdict's ground, and how far the surveys are from a goal that they cannot be held against."""
    gaps = in_spite(lang, judged)
    why = ground(lang, judged)
    if judged.reason == "basis_differs" and judged.comparison is not None:
        why = t(lang, "modal.reason.basis_differs", what=differences(lang, judged.comparison, "goal", "survey"))
    return "; ".join([why, *([t(lang, "modal.detail.in_spite", gaps=gaps)] if gaps else [])])


def _distance(lang: str, gap: float) -> str:
    return t(lang, "modal.detail.met") if gap <= 0 else t(lang, "modal.detail.left", points=points(lang, gap))


def in_spite(lang: str, judged: Judged) -> str:
    """How far each survey of the latest year is from a goal of another basis; empty where they are of one basis."""
    told = []
    for survey in (judged.survey, *judged.alongside) if judged.reason == "basis_differs" else ():
        share, _ = share_of(survey.of(), judged.goal.mode) if survey is not None else (None, False)
        gap = None if share is None else left(judged.goal, share)
        if survey is None or share is None or gap is None:
            continue
        method = "" if survey.method is None else f", {value(lang, 'method', survey.method)}"
        figures = {"year": year_text(lang, survey) + method, "share": per_cent(lang, share)}
        told.append(t(lang, "modal.detail.one", distance=_distance(lang, gap), **figures))
    return i18n.listing(lang, told)
