"""Slides: a presentation with a slide a view, whose charts PowerPoint edits."""

from dashboard.exports.bundle import Bundle


def write(bundle: Bundle) -> bytes:
    """The file as bytes; the same for the same views, state and data."""
    raise NotImplementedError(bundle)
