"""What the parts under view ``contract``'s picture share: headings with counts, and the columns that end each table."""

from typing import Any

import pandas as pd

from dashboard import i18n
from dashboard.i18n import t
from dashboard.views.base import Column, Section, Table, each
from dashboard.views.contract.words import beside, version_word


def tails(own: pd.DataFrame, lang: str) -> dict[str, Any]:
    """What every row ends with: whose it is, what must be known beside it, and its source with address."""
    return {
        "name": own["name"],
        "slug": own["slug"],
        "beside": [beside(lang, row.certainty, row.note) for row in each(own)],
        "source": own["source"],
        "url": own["source_url"],
    }


def tail_columns(lang: str, columns: list[Column], *, several: bool) -> list[Column]:
    """The columns with remark and source after them, and the municipality before them where there are several."""
    first = [Column("name", t(lang, "contract.column.municipality"), city="slug")] if several else []
    last = [
        Column("beside", t(lang, "contract.column.beside"), none="–"),
        Column("source", t(lang, "contract.column.source"), href="url"),
    ]
    return [*first, *columns, *last]


def part(lang: str, key: str, table: Table, items: tuple[str, ...] = ()) -> Section:
    """A part with its heading and the number of its rows; without any it says that nothing was found."""
    return titled(lang, t(lang, f"contract.section.{key}"), table, items)


def titled(lang: str, heading: str, table: Table, items: tuple[str, ...] = ()) -> Section:
    """As :func:`part`, under a heading that was put together elsewhere."""
    if table.rows.empty:
        return Section(heading, (*items, t(lang, "contract.nothing")))
    rows = table.rows.reset_index(drop=True)
    if "beside" in rows:
        # Nothing to remark upon is no missing fact.
        rows["beside"] = [text or None for text in rows["beside"]]
    return Section(f"{heading} ({i18n.number(lang, len(rows))})", items, Table(table.columns, rows))


def since_years(start: Any, end: Any) -> str | None:
    """``2022–2025``, ``2022–``, ``–2030``; None where neither is known."""
    ends = [value if isinstance(value, str) else "" for value in (start, end)]
    if not any(ends):
        return None
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def version_cell(version: Any) -> str | None:
    """A version as a cell; None where none is known."""
    return None if pd.isna(version) else version_word(int(version))
