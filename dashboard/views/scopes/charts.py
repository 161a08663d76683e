"""The charts of view ``scopes`` for files: one for each group of inventories that may be compared, the scopes beside
each other and never added."""

from collections.abc import Sequence

import pandas as pd

from dashboard.i18n import listing, t
from dashboard.model.scopes import SCOPES, Figure
from dashboard.state import ViewState
from dashboard.theme import city_colour, colour
from dashboard.views.charts import Chart, Series
from dashboard.views.ledger import SIGN
from dashboard.views.scopes.rows import Entry, entries, parted
from dashboard.views.scopes.words import FLAG, flags, heading


def charts(frame: pd.DataFrame, state: ViewState) -> list[Chart]:
    """Columns in tonnes, a category a scope and a series an inventory; what is not reported is missing, never nought.

    Groups that may not be compared stand in charts of their own, and their titles say so. The territorial total is
    counted otherwise and is in none of them. All municipalities together have no common axis, and no chart.
    """
    if not state.cities:
        return []
    shown = entries(frame, state)
    groups = parted(shown, state)
    return [_chart([shown[place] for place in group], state, apart=len(groups) > 1) for group in groups]


def _chart(members: Sequence[Entry], state: ViewState, *, apart: bool) -> Chart:
    lang = state.lang
    series: list[Series] = []
    for number, one in enumerate(members):
        scopes = [one.inventory.scope(scope) for scope in SCOPES]
        name = _named(one, state)
        if any(flags(lang, one.inventory, scope) for scope in scopes):
            name = f"{name} {FLAG}"
        shade = city_colour(state.theme, number if state.city else state.place(one.slug))
        series.append(_series(name, [scope.main for scope in scopes], state, shade, "bar"))
        if any(scope.grid for scope in scopes):
            # What is delivered to a grid is in somebody's scope 2 already: beside, hatched, and not on top.
            called = f"{name}: {t(lang, 'scopes.trace.grid')}"
            series.append(
                _series(called, [scope.grid for scope in scopes], state, colour(state.theme, "muted"), "reference")
            )
    title = listing(lang, [_named(one, state) for one in members])
    return Chart(
        "columns",
        tuple(series),
        t(lang, "csv_unit.tonnes"),
        x_title=heading(lang, members[0].inventory),
        title=f"{title} {SIGN}" if apart else title,
    )


def _named(one: Entry, state: ViewState) -> str:
    return str(one.inventory.year) if state.city else f"{one.name} {one.inventory.year}"


def _series(name: str, figures: Sequence[Figure | None], state: ViewState, shade: str, style: str) -> Series:
    categories = tuple(t(state.lang, "scopes.scope", number=number) for number in SCOPES)
    return Series(name, categories, tuple(figure.tonnes if figure else None for figure in figures), shade, style)
