"""View ``modal-share``: how people travel by the surveys published, and the goals for it."""

from dashboard.views.modal_share.view import VIEW

__all__ = ["VIEW"]
