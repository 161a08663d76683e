"""View ``scopes``: what municipalities report themselves of scope 1, 2 and 3, never added and never ranked."""

from dashboard.views.scopes.view import VIEW

__all__ = ["VIEW"]
