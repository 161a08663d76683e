"""The page "Try your data": three steps, a form that takes a file, and the document that answers where no script runs.

What stands here needs no Dash: the page's own script (assets/try.js) sends the file and puts the answer in its place.
"""

from html import escape
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard import i18n
from dashboard.config import settings
from dashboard.i18n import t
from dashboard.server import static
from dashboard.server.addresses import Page, title, to_try
from dashboard.server.trying.routes import FIELD, LARGEST, NAME_HEADER
from dashboard.tables import store
from dashboard.tables.loading import Tables
from dashboard.views.base import each
from layouts import shell
from layouts.pressing import PRESSED, STILL
from layouts.static_html import to_html

#: What the script says, by its key in the locales.
SAID = (
    "checking", "updating", "away", "unreadable", "no_file", "again", "removed", "remove", "removed_list",
    "remove_list", "another",
)  # fmt: skip
#: Styles of the document without scripts, in the order in which they override each other.
STYLES = ("bootstrap.min.css", "tokens.css", "kartan.css", "compare.css", "try.css")
#: What waits for a script forever is not shown.
WITHOUT_SCRIPT = ".ok-picture,.ok-search,.ok-theme{display:none!important}"
#: What a browser offers first when a file is chosen; any other can be chosen too.
KINDS = ".xlsx,.xlsm,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LIMIT = LARGEST // 1_000_000


def trying(page: Page, tables: Tables) -> list[Any]:
    """The page before any file has been chosen."""
    return [_hero(page), html.Div(id="try-result", **{"data-try-result": ""}), *_steps(page, tables)]


def document(page: Page, tables: Tables, content: Any, heading: str) -> str:
    """The page as a document that needs no script, with an answer in it; ``heading`` begins its title."""
    body = shell.around(page, [_hero(page), content, *_steps(page, tables)], tables)
    links = "\n".join(f'<link rel="stylesheet" href="{escape(static.url(name))}">' for name in STYLES)
    return f"""<!DOCTYPE html>
<html lang="{page.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(heading)} – {escape(title(page, tables))}</title>
<meta name="robots" content="noindex">
<link rel="icon" href="{escape(static.url("icon.svg"))}" type="image/svg+xml">
<script src="{escape(static.url("first.js"))}"></script>
{links}
<style>{WITHOUT_SCRIPT}</style>
</head>
<body>{to_html(body)}</body>
</html>
"""


def sorry(page: Page, text: str) -> str:
    """The document that says why a file was not looked at."""
    heading = t(page.lang, "try.sorry.heading")
    told = html.Section(
        [html.H2(heading, className="ok-section"), html.P(text, className="ok-alert", role="alert")], className="ok-try"
    )
    return document(page, store.current(), told, heading)


def _hero(page: Page) -> html.Div:
    return html.Div(
        [
            html.H1(t(page.lang, "title.try"), id="heading", tabIndex=-1),
            html.P(t(page.lang, "try.lead"), className="ok-lead"),
        ],
        className="ok-hero",
    )


def _steps(page: Page, tables: Tables) -> list[Any]:
    lang = page.lang
    steps = html.Div([_fetch(page, tables), _fill(lang), _send(page)], className="ok-try-steps", **STILL)
    kept = html.Section(
        [
            html.H2(t(lang, "try.kept_heading"), className="ok-section"),
            html.P(t(lang, "try.kept")),
            html.P(t(lang, "try.file_name"), className="ok-muted"),
        ],
        className="ok-prose",
    )
    return [html.H2(t(lang, "try.steps"), className="ok-section"), steps, kept]


def _step(lang: str, number: int, *parts: Any) -> html.Section:
    head = html.H3(t(lang, f"try.step_{number}"), className="ok-try-step")
    return html.Section(
        [head, html.P(t(lang, f"try.step_{number}_text", limit=LIMIT), id=f"try-text-{number}"), *parts]
    )


def _fetch(page: Page, tables: Tables) -> html.Section:
    lang = page.lang
    rows = sorted(each(tables.municipalities[["slug", "name"]]), key=lambda row: i18n.alphabetical(row.name))
    options = [{"value": "", "label": t(lang, "try.no_city")}]
    options += [{"value": row.slug, "label": row.name} for row in rows]
    chosen = dbc.Select(id="try-city", name="cities", options=options, value=page.state.city or "")
    form = html.Form(
        [
            html.Label(t(lang, "try.city"), htmlFor="try-city", className="ok-label"),
            chosen,
            html.Button(t(lang, "try.fetch"), type="submit", className="ok-button"),
        ],
        method="get",
        action=f"{settings().base_path}{lang}/try/template.xlsx",
        className="ok-try-form",
    )
    return _step(lang, 1, form)


def _fill(lang: str) -> html.Section:
    return _step(lang, 2)


def _send(page: Page) -> html.Section:
    """The form that takes the file; a component of Dash cannot be a field for files, so that it is written here."""
    lang = page.lang
    action = to_try(page.state)
    attributes = {
        "type": "file", "id": "try-file", "name": FIELD, "class": "form-control", "accept": KINDS,
        "aria-describedby": "try-text-3",
    }  # fmt: skip
    field = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    label = f'<label for="try-file" class="ok-label">{escape(t(lang, "try.file"))}</label>'
    said = {f"data-{key.replace('_', '-')}": t(lang, f"try.{key}") for key in SAID}
    said |= {"data-too-large": t(lang, "try.sorry.too_large", limit=LIMIT), "data-limit": str(LARGEST)}
    said |= {
        "data-plotly": static.url(static.plotly_name()),
        "data-failed": t(lang, "error.server"),
        "data-header": NAME_HEADER,
    }
    form = html.Form(
        [
            html.Div(**{PRESSED: f"{label}<input{field} required>"}),
            html.Button(t(lang, "try.check"), type="submit", className="ok-button ok-first"),
            html.P(role="status", className="ok-try-status", **{"data-try-status": ""}),
        ],
        method="post",
        action=action,
        encType="multipart/form-data",
        className="ok-try-form",
        **{"data-try": "", **said},
    )
    return _step(lang, 3, form)
