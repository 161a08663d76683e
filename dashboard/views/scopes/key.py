"""The figures of view ``scopes`` that a screen writes large."""

from collections.abc import Sequence

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.model.scopes import SCOPES, Inventory, Scope
from dashboard.state import ViewState
from dashboard.views.base import KeyFigure
from dashboard.views.scopes.rows import Entry, entries, parted
from dashboard.views.scopes.screen import value_words
from dashboard.views.scopes.words import flags


def key_figures(frame: pd.DataFrame, state: ViewState) -> list[KeyFigure]:
    """One city: each scope of its newest inventory; several: scope 1 of each, if comparable; all: how many report."""
    shown = entries(frame, state)
    if not state.cities:
        return _counts(shown, state.lang)
    if state.city:
        return [_scope(state.lang, shown[0], number) for number in SCOPES]
    # Large and side by side, figures that may not be compared would be all the same.
    return [_of_city(state.lang, one) for one in shown] if len(parted(shown, state)) < 2 else []


def _scope(lang: str, one: Entry, number: str) -> KeyFigure:
    inventory, scope = one.inventory, one.inventory.scope(number)
    label = t(lang, "scopes.key.scope", number=number, year=inventory.year)
    return KeyFigure(label, capital_value(lang, scope), _beside(lang, inventory, scope))


def _of_city(lang: str, one: Entry) -> KeyFigure:
    scope = one.inventory.scope("1")
    context = t(lang, "scopes.key.of_city", year=one.inventory.year)
    return KeyFigure(one.name, capital_value(lang, scope), context)


def capital_value(lang: str, scope: Scope) -> str:
    """The amount with its unit after a space that may break, or the word for what is not reported."""
    if scope.main is None:
        said = value_words(lang, scope)
        return said[:1].upper() + said[1:]
    number, _, unit = i18n.quantity(lang, scope.main.tonnes).partition(" ")
    # As exact as the picture's amounts where they are not in millions.
    return f"{number} {unit}" if abs(scope.main.tonnes) >= 999_500 else _plain(lang, scope)


def _plain(lang: str, scope: Scope) -> str:
    said = value_words(lang, scope)
    number, _, unit = said.rpartition(i18n.NBSP)
    return f"{number} {unit}"


def _beside(lang: str, inventory: Inventory, scope: Scope) -> str:
    """What must be known beside the figure: that it is doubted, what is left out of it, or whose it is."""
    odd = flags(lang, inventory, scope)
    if odd:
        return odd[0][:1].upper() + odd[0][1:]
    if scope.main is None:
        return t(lang, "scopes.key.untold")
    return t(lang, "scopes.key.without_grid" if scope.main.part == "excluding_grid_supply" else "scopes.key.own")


def _counts(shown: Sequence[Entry], lang: str) -> list[KeyFigure]:
    out = []
    for number in SCOPES:
        having = sum(number in one.inventory.reported_scopes for one in shown)
        value = t(lang, "scopes.key.of", having=i18n.number(lang, having), all=i18n.number(lang, len(shown)))
        out.append(KeyFigure(t(lang, "scopes.key.reporting", number=number), value, t(lang, "scopes.key.newest")))
    return out
