"""View ``city-map``: Sweden and the cities of the contract."""

from dashboard.views.city_map.view import VIEW

__all__ = ["VIEW"]
