"""Links to everything that a state can be had as: slides, a workbook, tables, pictures and paper.

They are ordinary links; with scripts, a file that takes a while says so beside its link (assets/files.js).
"""

from collections.abc import Collection, Iterator
from typing import Any

from dash import html

from dashboard.i18n import t
from dashboard.pictures import front
from dashboard.server.addresses import to_export, to_files, to_print
from dashboard.state import ViewState
from dashboard.tables import store
from dashboard.tables.loading import Tables
from dashboard.views import build

BOOKS = ("pptx", "xlsx")
PAPERS = ("a4", "wide")


def files(state: ViewState, views: Collection[str] = (), tables: Tables | None = None) -> html.Section:
    """The block of links to the state's files, of the views named or of all; pictures and a table of a single view."""
    lang = state.lang
    single = next(iter(views)) if len(views) == 1 else ""
    links = [_item(lang, kind, address) for kind, address in _files(state, views, single, tables)]
    links += [_paper(lang, paper, to_print(state, views, paper)) for paper in PAPERS]
    return html.Section(
        [
            html.H2(t(lang, "files.title"), className="ok-section"),
            html.P(t(lang, "files.lead"), className="ok-muted"),
            html.Ul(links, className="ok-share-files ok-files"),
        ],
        className="ok-files-block",
    )


def _files(state: ViewState, views: Collection[str], single: str, tables: Tables | None) -> Iterator[tuple[str, str]]:
    """What there is and where: extension and address."""
    for kind in BOOKS:
        yield kind, to_export(single, kind, state) if single else to_files(kind, state, views)
    if not single:
        return
    yield "csv", to_export(single, "csv", state)
    shown = build(single, state, tables if tables is not None else store.current(state.release or None))
    if shown.status == "ready" and front.available():
        for kind in ("png", "svg"):
            yield kind, _picture(single, kind, state)


def _picture(view: str, kind: str, state: ViewState) -> str:
    """A picture, in the dark look where that is the one chosen."""
    address = to_export(view, kind, state)
    if state.theme != "dark":
        return address
    return f"{address}{'&' if '?' in address else '?'}theme=dark"


def _item(lang: str, kind: str, address: str) -> html.Li:
    what = t(lang, f"files.what.{kind}")
    said: dict[str, Any] = {
        "data-file": kind,
        "data-making": t(lang, "files.making", name=what),
        "data-done": t(lang, "files.done"),
        "data-fault": t(lang, "files.fault"),
    }
    return html.Li(
        [
            html.A(t(lang, f"files.kind.{kind}"), href=address, download="", **said),
            html.Span(t(lang, f"files.use.{kind}"), className="ok-muted"),
            html.Span(role="status", className="ok-file-status"),
        ]
    )


def _paper(lang: str, paper: str, address: str) -> html.Li:
    return html.Li(
        [
            html.A(t(lang, f"files.print_{paper}"), href=address),
            html.Span(t(lang, f"files.use.print_{paper}"), className="ok-muted"),
        ]
    )
