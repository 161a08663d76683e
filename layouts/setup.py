"""The page that sets an unattended screen up: choose what it shows, see it, take its address, and read how to start it.

Like the share page it is a plain form, so that the page's own address always tells the whole programme.
"""

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from dash import html

from dashboard import i18n
from dashboard.i18n import t
from dashboard.server.addresses import Page, to_screen
from dashboard.server.origin import origin, whole
from dashboard.server.program import MOST, Program, has_data
from dashboard.server.setting_up import only_here
from dashboard.tables.loading import Tables
from dashboard.views.places import place_of
from layouts.fields import copied
from layouts.screen import OLD_AFTER_DAYS, OLD_AFTER_HOURS
from layouts.setup_form import duration, form

#: The screen is shown lying and standing, as wide and as high as this in pixels.
FRAMES = {"landscape": (640, 360), "portrait": (203, 360)}
#: What whoever hangs a screen up should know, in order.
ADVICE = ("start", "keys", "network", "fresh", "phones", "night", "motion")


def setup(page: Page, tables: Tables) -> list[Any]:
    """The page."""
    program = page.program or Program(page.state)
    lang = page.lang
    head = html.Div(
        [
            html.H1(t(lang, "title.setup"), id="heading", tabIndex=-1),
            html.P(t(lang, "setup.lead"), className="ok-lead"),
        ],
        className="ok-hero",
    )
    lacking = any(key == "needs_city" for key, _ in page.faults)
    shown = [_unfinished(lang)] if lacking else [_preview(program, tables), _address(program)]
    result = html.Div([*shown, _advice(lang)], className="ok-share-result")
    choices = html.Section(form(page, program, tables), className="ok-share-choices")
    return [head, html.Div([choices, result], className="ok-share")]


def _unfinished(lang: str) -> html.Section:
    """What stands in place of the screen while its views lack a municipality."""
    told = html.P(t(lang, "setup.unfinished"), id="finding-setup", className="ok-share-note")
    return html.Section([html.H2(t(lang, "share.preview"), className="ok-section"), told])


def _preview(program: Program, tables: Tables) -> html.Section:
    """The very screen, lying and standing."""
    lang = program.state.lang
    frames = html.Div([_frame(program, kind) for kind in FRAMES], className="ok-screens")
    head = html.H2(t(lang, "share.preview"), className="ok-section")
    return html.Section([head, html.P(_lap(program), id="finding-setup"), *_gaps(program, tables), frames])


def _lap(program: Program) -> str:
    """How long it takes until the first view comes again."""
    lang, count = program.state.lang, len(program.slides)
    if count == 1:
        return t(lang, "setup.lap.one")
    each, lap = (duration(lang, seconds) for seconds in (program.seconds, count * program.seconds))
    return t(lang, "setup.lap.other", count=i18n.count(lang, count), each=each, lap=lap)


def _gaps(program: Program, tables: Tables) -> list[html.P]:
    """The views that have nothing to show of a municipality, by name; the screen itself says what is missing."""
    lang = program.state.lang
    lacking: dict[str, list[str]] = {}
    for one in program.slides:
        if not has_data(one.view, one.state, tables):
            lacking.setdefault(one.view, []).append(place_of(one.state, tables))
    if not lacking:
        return []
    told = [f"{t(lang, f'view.{view}')} ({', '.join(places)})" for view, places in lacking.items()]
    return [html.P(t(lang, "setup.gaps", views=i18n.listing(lang, told)), className="ok-share-note")]


def _frame(program: Program, kind: str) -> html.Div:
    lang = program.state.lang
    name = t(lang, f"setup.frame.{kind}")
    wide, high = FRAMES[kind]
    # One of the two can be tried; the other stands still, and the keyboard passes it by.
    still = kind == "portrait"
    shown = replace(program, seconds=MOST) if still else program
    box = html.Div(
        className=f"ok-frame ok-{kind}",
        style={"width": f"{wide}px", "height": f"{high}px"},
        **{"data-frame": to_screen(shown), "data-title": f"{t(lang, 'share.preview')}: {name}"},
        **({"data-still": ""} if still else {}),
    )
    return html.Div([html.P(name, className="ok-label"), box])


def _address(program: Program) -> html.Section:
    lang, address = program.state.lang, to_screen(program)
    return html.Section(
        [
            html.H2(t(lang, "setup.address"), className="ok-section"),
            copied("setup-address", whole(address), lang, t(lang, "setup.whole"), t(lang, "setup.whole_why")),
            *(html.P(one, className="ok-share-note") for one in _warnings(lang, origin(), program.qr)),
            html.P(html.A(t(lang, "setup.open"), href=address, className="ok-download")),
        ]
    )


def _warnings(lang: str, where: str, qr: bool) -> list[str]:
    """What the server's own address makes impossible."""
    if only_here(where):
        host = urlsplit(where).netloc
        return [t(lang, "setup.only_here", host=host), *([t(lang, "setup.no_phone", host=host)] if qr else [])]
    return [t(lang, "setup.no_https")] if where.startswith("http://") else []


def _advice(lang: str) -> html.Section:
    facts = {"hours": i18n.count(lang, OLD_AFTER_HOURS), "days": i18n.count(lang, OLD_AFTER_DAYS)}
    told = {t(lang, f"setup.advice.{one}"): t(lang, f"setup.how.{one}", **facts) for one in ADVICE}
    parts = [html.Div([html.H3(head, className="ok-part"), html.P(how)]) for head, how in told.items()]
    head = html.H2(t(lang, "setup.for_installer"), className="ok-section")
    return html.Section([head, html.Div(parts, className="ok-advice")])
