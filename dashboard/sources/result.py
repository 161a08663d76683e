"""What an importer gives back: rows in our schema, and everything that was wrong with the file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from dashboard.tables.faults import Fault
from dashboard.tables.loading import Tables


@dataclass(frozen=True, eq=False)
class Import:
    """A publisher's file, read.

    ``tables`` holds frames with a schema's key columns and those others that the file gives; columns that it does
    not give are absent. With any ``faults`` nothing of it may be taken in. ``dated`` tells whether the file (or
    the user) says which vintage it is: only then does a vintage count as a change by itself.
    """

    description: str
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    remarks: tuple[str, ...] = ()
    dated: bool = True


#: ``read(path, tables, *, vintage, today)``: never raises for what is in the file.
Reader = Callable[..., Import]


def source_row(
    source_id: str,
    *,
    title: str,
    publisher: str,
    url: str,
    licence: str,
    published: str = "",
    today: date,
    note: str = "",
) -> pd.DataFrame:
    """One row of the source register; ``today`` is when the file was taken in."""
    row = {
        "source_id": source_id,
        "title": title,
        "publisher": publisher,
        "url": url,
        "published": published or None,
        "retrieved": f"{today:%Y-%m-%d}",
        "licence": licence or None,
        "note": note or None,
    }
    return pd.DataFrame([row], dtype="str")


def registered(tables: Tables, *, title: str, url: str = "") -> str | None:
    """The id under which a source already stands in the register, by its exact title or its own address."""
    sources = tables.sources
    same = sources[(sources["title"] == title) | ((sources["url"] == url) & bool(url))]
    return str(same["source_id"].iloc[0]) if len(same) else None


def failed(path: Path, *faults: Fault) -> Import:
    """A file of which nothing could be read."""
    return Import(description=path.name, faults=faults)
