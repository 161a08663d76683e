"""What the municipalities of a state are called together."""

from dashboard.i18n import listing, t_for
from dashboard.state import ViewState
from dashboard.tables.loading import Tables


def place_of(state: ViewState, tables: Tables) -> str:
    """The names of the municipalities shown, or the name of all of them; begins with a capital letter.

    Those that an audience has not been shown yet are not named.
    """
    shown = state.cities[: state.reveal or None]
    names = [tables.municipality(tables.slugs[slug]).name for slug in shown]
    every = t_for(state.lang, "all_municipalities", fictional=tables.fictional)
    return listing(state.lang, names) or every[:1].upper() + every[1:]
