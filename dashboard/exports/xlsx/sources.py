"""The sheet of sources: every one that any of the views rests on, once."""

import pandas as pd

from dashboard.exports.xlsx.book import Book
from dashboard.exports.xlsx.view_sheets import add_table
from dashboard.i18n import note_in
from dashboard.views import Column, Table
from dashboard.views.differences import differences_of

FIELDS = ("publisher", "title", "url", "published", "retrieved", "licence", "note")
WIDTHS = (28, 50, 50, 12, 12, 16, 50)


def add(book: Book) -> str:
    """The sheet's name; empty where nothing rests on any source."""
    frames = [shown.sources for shown in book.bundle.views if not shown.sources.empty]
    found = differences_of(book.bundle.state, book.bundle.tables)
    if found is not None and not found.sources.empty:
        frames.append(found.sources)
    if not frames:
        return ""
    rows = pd.concat(frames, ignore_index=True).drop_duplicates("source_id")
    rows = rows.sort_values(["publisher", "title", "source_id"], kind="stable").reset_index(drop=True)
    rows["note"] = [note_in(book.lang, note) for note in rows["note"]]
    rows = rows.astype(object).where(rows.notna(), None)
    columns = [Column(name, book.t(f"workbook.source.{name}"), href="url" if name == "url" else "") for name in FIELDS]
    sheet = book.sheet("sources", book.t("workbook.sources"))
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 0)
    add_table(book, sheet, 0, Table(tuple(columns), rows), WIDTHS)
    name: str = sheet.get_name()
    return name
