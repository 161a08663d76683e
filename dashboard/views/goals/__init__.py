"""View ``goals``: every goal and how it stands."""

from dashboard.views.goals.view import VIEW

__all__ = ["VIEW"]
