"""What view ``trajectory`` says of scenarios: their names, what they come to, and how they are counted."""

from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.scenario import LAST_YEAR, Paces
from dashboard.state import ViewState
from dashboard.views import emissions_frame as shared
from dashboard.views.trajectory.scenario_rows import Told
from dashboard.views.trajectory.several_rows import together

#: So many sectors are named in the picture, where there are two lines; of more it says that they are by sector.
NAMED = 1


def outcomes(frame: pd.DataFrame) -> list[tuple[str, Told]]:
    """The name of each place that has a scenario, and what is told of it."""
    rows = frame[frame["series"] == "outcome"]
    return list(zip(rows["name"].astype(str), rows["outcome"], strict=True))


def rate(lang: str, pace: float) -> str:
    """A pace as a change a year with its sign: ``−7 %``."""
    return i18n.percent(lang, -pace / 100, _decimals(pace), sign=True)


def _decimals(pace: float) -> int:
    return 0 if float(pace).is_integer() else 1


def label(lang: str, paces: Paces) -> str:
    """What a scenario is called at its line, in two lines."""
    if not paces.sectors and paces.everything is not None:
        return t(lang, "what_if.label", rate=rate(lang, paces.everything))
    if len(paces.sectors) > NAMED or paces.everything is not None:
        return t(lang, "what_if.label_sectors")
    parts = [f"{t(lang, f'sector_short.{sector}')} {rate(lang, pace)}" for sector, pace in paces.sectors]
    return t(lang, "what_if.label_parts", parts=",<br>".join(parts))


def _pace_words(lang: str, pace: float) -> str:
    if pace == 0:
        return t(lang, "what_if.unchanged")
    amount = i18n.percent(lang, abs(pace) / 100, _decimals(pace))
    return t(lang, "what_if.less" if pace > 0 else "what_if.more", amount=amount)


def paces_words(told: Told, lang: str) -> str:
    """The paces in running text, and what the sectors without one do."""
    paces = told.scenario.paces
    if not paces.sectors and paces.everything is not None:
        return _pace_words(lang, paces.everything)
    parts = [f"{t(lang, f'sector_in_text.{sector}')} {rate(lang, pace)}" for sector, pace in paces.sectors]
    rest = t(lang, f"what_if.rest.{told.scenario.rest}", rate=rate(lang, paces.everything or 0.0))
    return t(lang, "what_if.by_sector", parts=i18n.listing(lang, parts), rest=rest)


def sentence(frame: pd.DataFrame, state: ViewState) -> str:
    """What the scenario of one place comes to, or those of several; empty where there is none."""
    lang, found = state.lang, outcomes(frame)
    if not found:
        return ""
    if together(frame) is not None:
        return _of_many(found, lang)
    _, told = found[0]
    out = told.outcome
    said = t(
        lang, "what_if.comes_to",
        paces=paces_words(told, lang), year=out.year, value=shared.figure_text(lang, told.value, state.measure),
        change=_change(lang, told),
    )  # fmt: skip
    return " " + said + _goal(told, state) + _budget(told, lang) + t(lang, "full_stop")


def _change(lang: str, told: Told) -> str:
    out = told.outcome
    # A little is left however steep the pace: "100 % less" would say that nothing is.
    if out.change is None or out.change < -0.995:
        return ""
    key = "what_if.change_less" if out.change < 0 else "what_if.change_more"
    return t(lang, key, change=i18n.percent(lang, abs(out.change)), base=out.base_year)


def _goal(told: Told, state: ViewState) -> str:
    """Whether and when the chosen goal is reached; without one, when little is left."""
    lang, out = state.lang, told.outcome
    near = {"near": out.near_zero or "", "first": out.first_year, "last": LAST_YEAR}
    if out.level is None or out.goal_year is None or out.above is None or told.above is None:
        return t(lang, "what_if.near_zero", **near) if out.near_zero else ""
    if out.reached is not None and out.reached <= out.goal_year and out.above <= out.level * 1e-9:
        return t(lang, "what_if.in_time", goal=out.goal_year, reached=out.reached)
    gap = told.above if state.measure != "total" else out.above
    said = shared.figure_text(lang, gap, state.measure)
    above = t(lang, "what_if.gap_then" if out.year == out.goal_year else "what_if.gap_in", goal=out.goal_year, gap=said)
    if out.reached is not None:
        return above + t(lang, "what_if.late", reached=out.reached)
    if out.level > 0:
        return above + t(lang, "what_if.never", **near)
    # Of a goal of nothing, what remains is all there is.
    return t(lang, "what_if.never_zero" if out.near_zero else "what_if.never_near", **near)


def _budget(told: Told, lang: str) -> str:
    days = told.budget
    if days is None:
        return ""
    key = f"{'lasts' if days.scenario is None else 'spent'}_{'lasts' if days.trend is None else 'spent'}"
    day, trend = ("" if one is None else i18n.month(lang, one) for one in (days.scenario, days.trend))
    return t(lang, f"what_if.budget.{key}", end=days.end, day=day, trend=trend)


def _of_many(found: list[tuple[str, Told]], lang: str) -> str:
    """Each place's change to the year asked for; what is the same of all is said once."""
    alike = len({paces_words(told, lang) for _, told in found}) == 1
    when = {(told.outcome.year, told.outcome.base_year) for _, told in found}
    key = f"{'same' if alike else 'each'}{'_when' if len(when) == 1 else ''}"
    parts = []
    for name, told in found:
        out = told.outcome
        bits = {"name": name, "year": out.year, "base": out.base_year, "paces": paces_words(told, lang)}
        parts.append(t(lang, f"what_if.part_{key}", change=i18n.percent(lang, out.change, sign=True), **bits))
    first = found[0][1]
    lead = t(
        lang, f"what_if.lead_{key}", paces=paces_words(first, lang), year=first.outcome.year,
        base=first.outcome.base_year,
    )  # fmt: skip
    return " " + lead + "; ".join(parts) + t(lang, "full_stop")


def remarks(frame: pd.DataFrame, state: ViewState) -> list[str]:
    """How the scenario is counted, and what in it is held or cannot be told; empty without one."""
    lang, found = state.lang, outcomes(frame)
    if not found:
        return []
    out = [t(lang, "what_if.counted", start=i18n.spans(lang, sorted({told.scenario.start for _, told in found})))]
    if any(told.scenario.rest == "trend" for _, told in found):
        out.append(t(lang, "what_if.counted_rest"))
    if any(told.scenario.rest == "held" for _, told in found):
        out.append(t(lang, "what_if.rest_held"))
    for key, sectors in (
        ("held", [sector for _, told in found for sector in told.scenario.held]),
        ("absent", [sector for _, told in found for sector in told.scenario.absent]),
    ):
        if sectors:
            names = [t(lang, f"sector_in_text.{sector}") for sector in dict.fromkeys(sectors)]
            out.append(t(lang, f"what_if.{key}", sectors=i18n.listing(lang, names)))
    if any(told.apart for _, told in found):
        out.append(t(lang, "what_if.apart"))
    return out


def table_rows(frame: pd.DataFrame, lang: str) -> list[dict[str, Any]]:
    """The scenario's figures every fifth year, and in the years that are told of: name, year, kind and value."""
    told_years = {
        name: {told.outcome.year, told.outcome.goal_year, told.scenario.start} for name, told in outcomes(frame)
    }
    kind = t(lang, "what_if.kind")
    rows = frame[frame["series"] == "scenario"]
    return [
        {"name": name, "year": year, "kind": kind, "value": value}
        for name, year, value in zip(rows["name"], rows["year"], rows["value"], strict=True)
        if int(year) % 5 == 0 or int(year) in told_years.get(name, set())
    ]
