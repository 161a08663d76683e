"""Which pictures will be asked for: every view of the contract's cities, and of the country, in every look."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.state import LANGUAGES, ViewState
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS
from dashboard.views.key_figures import signatories

#: The looks that an embed may show.
LOOKS = tuple((theme, size) for theme in ("light", "dark") for size in ("narrow", "wide"))


@dataclass(frozen=True)
class Wanted:
    """A view in a state."""

    view: str
    state: ViewState


def cities(tables: Tables) -> list[str]:
    """The slugs of the municipalities in the contract, in the order of the table."""
    signed = set(signatories(tables)["code"])
    return [slug for slug, code in tables.slugs.items() if code in signed]


def wanted(tables: Tables) -> Iterator[Wanted]:
    """Every picture worth having before anybody asks: the country first, then city by city."""
    for places in [(), *((slug,) for slug in cities(tables))]:
        for view in VIEWS:
            for lang in LANGUAGES:
                for theme, size in LOOKS:
                    state = ViewState(lang=lang, cities=places, theme=theme, size=size)  # type: ignore[arg-type]
                    yield Wanted(view, state)
