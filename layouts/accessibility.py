"""The accessibility statement, in the form that Swedish public bodies use, and what it says to whoever embeds.

One list of shortcomings serves both: the statement tells each in full, the paragraph for a municipality's own
statement those that its embeds have. How they were found stands in ``docs/accessibility.md``.
"""

from datetime import date
from typing import Any, NamedTuple

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import i18n
from dashboard.config import settings
from dashboard.i18n import t
from dashboard.server.addresses import Page, to_about, to_share
from dashboard.state import Language
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS
from layouts import coverage

#: The day of the last test by hand; whoever tests again changes it here and nowhere else.
TESTED = "2026-11-22"
#: Where anyone may report a public body to the authority that supervises the law.
REPORT_TO_DIGG = "https://www.digg.se/tdosanmalan"


class Shortcoming(NamedTuple):
    """What is known not to work for everyone.

    ``name`` is its place in the locales. ``criteria`` are those of WCAG 2.2 that it falls short of; none where it
    meets the letter and is awkward all the same. ``embedded`` tells whether embeds have it.
    """

    name: str
    criteria: tuple[str, ...] = ()
    embedded: bool = True


SHORTCOMINGS = (
    Shortcoming("fills", ("1.4.11",)),
    Shortcoming("names", ("1.4.3",)),
    Shortcoming("hover", ("1.4.13",)),
    Shortcoming("text", ("1.4.12",)),
    Shortcoming("languages", ("3.1.2",)),
    Shortcoming("screens", ("1.4.4",), embedded=False),
    Shortcoming("points"),
    Shortcoming("forced"),
    Shortcoming("tall"),
    Shortcoming("files", embedded=False),
)


def accessibility(page: Page, _tables: Tables) -> list[Any]:
    """The page."""
    lang = page.lang
    tested = {"date": i18n.day(lang, date.fromisoformat(TESTED))}
    corrections = f"{to_about('data', page.state)}#{coverage.CORRECT}"
    return [
        html.Div(
            [
                html.H1(t(lang, "accessibility.heading"), id="heading", tabIndex=-1),
                html.P(t(lang, "accessibility.lead"), className="ok-lead"),
            ],
            className="ok-hero",
        ),
        _section(lang, "who"),
        _section(lang, "how"),
        _section(lang, "unable", _contact(lang)),
        _section(lang, "report", dcc.Link(t(lang, "accessibility.report.link"), href=corrections)),
        _section(lang, "supervision", html.A(t(lang, "accessibility.supervision.link"), href=REPORT_TO_DIGG)),
        _section(lang, "technical"),
        _section(lang, "shortcomings", *_shortcomings(lang)),
        _section(lang, "outside"),
        _section(lang, "testing", **tested),
        _section(lang, "dates", **tested),
        _section(
            lang,
            "embedding",
            dcc.Link(t(lang, "accessibility.embedding.link"), href=to_share(next(iter(VIEWS)), page.state)),
        ),
    ]


def _contact(lang: Language) -> Component:
    """The way to whoever runs the server, where they have given one."""
    address = settings().contact
    if not address:
        return html.P(t(lang, "accessibility.unable.no_contact"))
    return html.A(t(lang, "accessibility.unable.contact", contact=address), href=f"mailto:{address}")


def paragraph(lang: Language, address: str) -> str:
    """What a municipality that embeds a view can paste into its own statement.

    ``address`` is where the embedded pages come from, as the reader should see it. Plain text, one paragraph.
    """
    short = [t(lang, f"accessibility.shortcoming.{one.name}.short") for one in SHORTCOMINGS if one.embedded]
    tested = i18n.day(lang, date.fromisoformat(TESTED))
    said = t(lang, "accessibility.paragraph", address=address, date=tested)
    return f"{said} {t(lang, 'accessibility.known', list='; '.join(short))}"


def _section(lang: Language, name: str, *after: Any, **facts: object) -> html.Section:
    text = t(lang, f"accessibility.{name}.text", **facts)
    heading = html.H2(t(lang, f"accessibility.{name}.heading"), className="ok-section")
    # A link is a sentence of its own, so that it can be pressed with room to spare.
    rest = [html.P(one) if isinstance(one, dcc.Link | html.A) else one for one in after]
    return html.Section([heading, *(html.P(part) for part in text.strip().split("\n\n")), *rest], className="ok-prose")


def _shortcomings(lang: Language) -> list[Any]:
    """What falls short of a criterion, and below it what meets them all and is awkward still."""
    out: list[Any] = []
    for kind, wanted in (("against", True), ("awkward", False)):
        out.append(html.H3(t(lang, f"accessibility.{kind}"), className="ok-subsection"))
        out.append(html.Ul([_shortcoming(lang, one) for one in SHORTCOMINGS if bool(one.criteria) == wanted]))
    return out


def _shortcoming(lang: Language, one: Shortcoming) -> html.Li:
    key = f"accessibility.shortcoming.{one.name}"
    told = [
        html.P(html.Strong(t(lang, f"{key}.heading"))),
        html.P(t(lang, f"{key}.what")),
        html.P([html.Strong(t(lang, "accessibility.instead")), " ", t(lang, f"{key}.instead")]),
    ]
    if one.criteria:
        told.append(html.P(t(lang, "accessibility.criteria", list=i18n.listing(lang, list(one.criteria)))))
    return html.Li(told)
