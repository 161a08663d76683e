"""The one table that an address asks for, read as pages do: what is none is told of, and all are shown."""

from collections.abc import Mapping

from dashboard.tables.schemas import SPECS

#: How much of a wrong name is told back.
SHOWN = 80


def table_of(query: Mapping[str, str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The name of a table, empty where none is asked for, and what cannot be had, as pairs of key and value."""
    name = query.get("table", "")
    return (name, ()) if not name or name in SPECS else ("", (("table", name[:SHOWN]),))
