"""Workbooks: a sheet a view with tidy figures, units, sources and charts."""

from dashboard.exports.bundle import Bundle


def write(bundle: Bundle) -> bytes:
    """The file as bytes; the same for the same views, state and data."""
    raise NotImplementedError(bundle)
