"""What several places must share to stand on one axis: the index's base year, and what is said of references."""

from dashboard import i18n
from dashboard.i18n import t
from dashboard.state import ViewState
from dashboard.views import emissions_frame as shared
from dashboard.views.emissions_frame import Place


def common_base(places: list[Place], state: ViewState) -> int:
    """The index's base year of all places: the latest year up to the one asked for that all of them have.

    Else the first year that all have; where they share none, the year asked for (each then begins in its own).
    """
    years = set.intersection(*({int(year) for year in place.series["year"]} for place in places)) if places else set()
    before = [year for year in years if year <= state.base]
    return max(before) if before else min(years, default=state.base)


def about_base(places: list[Place], state: ViewState, base: int) -> list[str]:
    """That the index is counted from another year than the one asked for, or from each place's own."""
    if state.measure != "index":
        return []
    if any(base not in set(place.series["year"]) for place in places):
        return [t(state.lang, "several.base_own")]
    return [t(state.lang, "several.base", asked=state.base, base=base)] if base != state.base else []


def about_references(places: list[Place], state: ViewState) -> list[str]:
    """What the references are; that they are left out of totals, or where there is nothing to hold against."""
    if not state.refs or not state.cities:
        return []
    if state.measure == "total":
        return [t(state.lang, "several.refs_total")]
    names = [place.name for place in places if shared.is_reference(place.slug)]
    out = [t(state.lang, f"several.refs_{state.measure}", names="; ".join(names))] if names else []
    held = {place.slug.removeprefix(shared.REFERENCE) for place in places}
    alone = [t(state.lang, f"several.short.{ref}") for ref in state.refs if ref not in held]
    return [*out, t(state.lang, "several.refs_alone", names=i18n.listing(state.lang, alone))] if alone else out
