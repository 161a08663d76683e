"""Workbooks: a sheet a view with tidy figures, units, sources and charts."""

import io

from dashboard.exports.bundle import Bundle
from dashboard.exports.xlsx import cover, sources
from dashboard.exports.xlsx.book import Book
from dashboard.exports.xlsx.charts import Charts
from dashboard.exports.xlsx.view_sheets import add_differences, add_view


def write(bundle: Bundle) -> bytes:
    """The file as bytes; the same for the same views, state and data. Without any data it is a cover that says so."""
    out = io.BytesIO()
    book = Book(out, bundle)
    front = book.sheet("cover", book.t("workbook.cover"))
    charts = Charts(book)
    told = [
        (name, shown) for shown in bundle.views if shown.status == "ready" for name in add_view(book, charts, shown)
    ]
    extra = add_differences(book) if told else []
    charts.finish()
    listed = sources.add(book)
    cover.fill(book, front, told, extra, listed)
    book.close()
    return out.getvalue()
