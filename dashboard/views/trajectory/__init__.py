"""View ``trajectory``: emissions against goals."""

from dashboard.views.trajectory.view import VIEW

__all__ = ["VIEW"]
