"""The first page: the finding for the whole country, its key figures, the views, and every municipality to choose."""

from typing import Any
from urllib.parse import quote

import dash_bootstrap_components as dbc
import pandas as pd
from dash import dcc, html

from dashboard import i18n
from dashboard.i18n import t, t_for
from dashboard.ids import Id
from dashboard.model.overview import sums
from dashboard.server.addresses import Page, to_city
from dashboard.tables.loading import Tables
from dashboard.views import key_figures
from dashboard.views.base import MANY, each
from layouts.city import controls, figures, lead, more, views
from layouts.pressing import STILL
from layouts.roles import role_name

#: So many cards stand on the page where there are very many municipalities.
CARDS = 60
#: A spark line's box in pixels; the ink is a middle grey that stands on light and on dark.
SPARK = (96, 28, "#7d8f99", "#1a8a8f")


def overview(page: Page, tables: Tables) -> list[Any]:
    """The page of all municipalities."""
    lang = page.lang
    return [
        html.Div(
            [
                html.H1(_heading(tables, lang), id="heading", tabIndex=-1),
                html.P(t(lang, "overview.lead"), className="ok-lead"),
            ],
            className="ok-hero",
        ),
        html.Div(lead(page, tables), id=Id.LEAD, className="ok-pair"),
        html.Div(figures(page, tables), id=Id.KEY_FIGURES),
        _municipalities(page, tables),
        html.H2(t(lang, "overview.nation_views"), className="ok-section"),
        controls(page, tables),
        html.Div(views(page, tables), id=Id.VIEWS, className="ok-views"),
        html.Div(more(page, tables), id=Id.MORE, className="ok-views ok-more"),
    ]


def _heading(tables: Tables, lang: str) -> str:
    every = key_figures.glance(tables)
    total = sums(every)
    year = int(every["year"].max())
    before = sorted({point[0] for points in every["points"] for point in points})[-2]
    rise = total["total"] / sum(dict(points).get(before, float("nan")) for points in every["points"]) - 1
    return t_for(
        lang,
        "overview.heading" if rise > 0 else "overview.heading_fall",
        fictional=tables.fictional,
        count=i18n.count(lang, len(every)),
        change=i18n.percent(lang, abs(total["change"])),
        first=int(every["first_year"].min()),
        rise=i18n.percent(lang, abs(rise)),
        before=before,
        year=year,
    )


def _municipalities(page: Page, tables: Tables) -> html.Section:
    lang = page.lang
    members = key_figures.signatories(tables)
    is_named = tables.municipalities["code"].isin(members["code"])
    named, others = tables.municipalities[is_named], tables.municipalities[~is_named]
    return html.Section(
        [
            html.Div(
                [
                    html.Label(t(lang, "overview.filter"), htmlFor=Id.FILTER, className="ok-label"),
                    dbc.Input(id=Id.FILTER, type="search", debounce=False, autoComplete="off"),
                ],
                className="ok-filter",
            ),
            html.H2(t(lang, "overview.signatories"), className="ok-section"),
            html.P(t(lang, "overview.signatories_why"), className="ok-muted"),
            *_some_cards(named, page, tables, members.set_index("code")),
            *([_others(others, page, tables)] if len(others) else []),
        ],
        id=Id.LIST,
        **{"data-filtered": t(lang, "overview.filtered", count="{count}")},
    )


def _others(rows: pd.DataFrame, page: Page, tables: Tables) -> html.Details:
    count = i18n.number(page.lang, len(rows))
    head = html.Summary(f"{t(page.lang, 'overview.others')} ({count})")
    if len(tables.municipalities) > MANY:
        why = html.P(t(page.lang, "scale.find", count=count), className="ok-muted")
        return html.Details([head, why], className="ok-others")
    return html.Details([head, _rows(rows, page, tables)], className="ok-others")


def _some_cards(rows: pd.DataFrame, page: Page, tables: Tables, members: pd.DataFrame) -> list[Any]:
    """All cards; where there are too many to be looked through, the first ones by name, and that there are more."""
    if len(tables.municipalities) <= MANY or len(rows) <= CARDS:
        return [_cards(rows, page, tables, members)]
    first = rows[rows["code"].isin([row.code for row in _by_name(rows)[:CARDS]])]
    said = {"shown": i18n.number(page.lang, CARDS), "count": i18n.number(page.lang, len(rows))}
    return [html.P(t(page.lang, "scale.cards", **said), className="ok-muted"), _cards(first, page, tables, members)]


def _cards(rows: pd.DataFrame, page: Page, tables: Tables, members: pd.DataFrame) -> html.Ul:
    """A card with the course of emissions for each, by name."""
    every = key_figures.glance(tables)
    items = []
    for row in _by_name(rows):
        why = _why(page.lang, members.loc[row.code])
        items.append(_card(row, page, every.loc[row.code] if row.code in every.index else None, why))
    return html.Ul(items, className="ok-cards", **STILL)


def _why(lang: str, member: Any) -> str:
    """Since which contract version, and how sure that is; the role where no version is known."""
    if pd.isna(member["since"]):
        return role_name(lang, member["role"])
    what = t(lang, "overview.since", year=int(member["since"]))
    return t(lang, f"certainty.{member['certainty']}", what=what)


def _rows(rows: pd.DataFrame, page: Page, tables: Tables) -> html.Ul:
    """A line for each, by name: 254 pictures would weigh more than they tell."""
    every = key_figures.glance(tables)
    items = []
    for row in _by_name(rows):
        inside: list[Any] = [html.Span(row.name, className="ok-card-name")]
        if row.code in every.index:
            inside.append(html.Span(_figures(page.lang, every.loc[row.code]), className="ok-card-figures"))
        items.append(html.Li(html.A(inside, href=to_city(row.slug, page.state)), **{"data-name": row.name.lower()}))
    return html.Ul(items, className="ok-cards ok-rows", **STILL)


def _by_name(rows: pd.DataFrame) -> list[Any]:
    return sorted(each(rows), key=lambda row: i18n.alphabetical(row.name))


def _figures(lang: str, own: pd.Series) -> str:
    per_person = t(lang, "quantity.per_person", value=i18n.number(lang, own["per_person"], 1))
    change = t(
        lang, "overview.change", change=i18n.percent(lang, own["change"], sign=True), first=int(own["first_year"])
    )
    return f"{per_person}, {change}"


def _card(row: Any, page: Page, own: pd.Series | None, why: str) -> html.Li:
    inside: list[Any] = [html.Span(row.name, className="ok-card-name")]
    if own is not None:
        inside += [
            html.Img(src=_spark(own["points"]), alt="", width=SPARK[0], height=SPARK[1]),
            html.Span(_figures(page.lang, own), className="ok-card-figures"),
        ]
    inside.append(html.Span(why, className="ok-card-since"))
    return html.Li(dcc.Link(inside, href=to_city(row.slug, page.state)), **{"data-name": row.name.lower()})


def _spark(points: tuple[tuple[int, float], ...]) -> str:
    """A spark line from zero on a true time axis, as an image in the page itself."""
    width, height, ink, end = SPARK
    first, last = points[0][0], points[-1][0]
    top = max(value for _, value in points) or 1.0
    spots = [
        (3 + (year - first) / max(last - first, 1) * (width - 6), height - 3 - value / top * (height - 6))
        for year, value in points
    ]
    line = " ".join(f"{x:.0f},{y:.1f}" for x, y in spots)
    x, y = spots[-1]
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}'>"
        f"<polyline points='{line}' fill='none' stroke='{ink}' stroke-width='2'/>"
        f"<circle cx='{x:.0f}' cy='{y:.1f}' r='3' fill='{end}'/></svg>"
    )
    return "data:image/svg+xml," + quote(svg, safe=" ='/:,.")
