"""View ``process``: the transition map."""

from dashboard.views.process.view import VIEW

__all__ = ["VIEW"]
