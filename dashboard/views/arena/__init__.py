"""View ``arena``: the actors of a transition arena."""

from dashboard.views.arena.view import VIEW

__all__ = ["VIEW"]
