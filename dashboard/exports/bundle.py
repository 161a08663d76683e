"""What a file of several views is written from."""

from dataclasses import dataclass

from dashboard.state import ViewState
from dashboard.tables.loading import Tables
from dashboard.views import Shown


@dataclass(frozen=True)
class Bundle:
    """Built views in their order (those without data too), the state that they share, the release that they rest on,
    and the address where the same is seen."""

    views: tuple[Shown, ...]
    state: ViewState
    tables: Tables
    address: str
