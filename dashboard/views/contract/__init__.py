"""View ``contract``: what was signed when, and what it holds."""

from dashboard.views.contract.view import VIEW

__all__ = ["VIEW"]
