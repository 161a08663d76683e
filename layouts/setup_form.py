"""The form that sets a screen up: which municipalities and views, how long each, and how it looks."""

from urllib.parse import parse_qsl

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard import i18n
from dashboard.config import settings
from dashboard.i18n import t
from dashboard.server.addresses import Page
from dashboard.server.program import LAYOUTS, Program
from dashboard.server.sharing import heeds
from dashboard.state import MAX_CITIES, ViewState
from dashboard.tables.loading import Tables
from dashboard.views import VIEWS
from layouts.fields import Fields, Options, remove

#: Seconds a view to choose among; the address may say any other.
SECONDS = (10, 15, 20, 30, 45, 60, 120, 300)
#: What of a state the form asks for itself; all else in the address goes along as it is.
ASKED = ("cities", "measure", "theme")


def form(page: Page, program: Program, tables: Tables) -> html.Form:
    """Every choice as a field; those that change nothing on the screen are left out."""
    lang, state = program.state.lang, program.state
    fields = Fields("setup", lang)
    seconds = [(str(one), duration(lang, one)) for one in sorted({*SECONDS, program.seconds})]
    themes = [("light", t(lang, "share.theme_of.light")), ("dark", t(lang, "share.theme_of.dark")),
              ("auto", t(lang, "setup.theme_auto"))]  # fmt: skip
    parts = [
        _cities(fields, page, tables),
        _views(fields, program, page),
        fields.select("seconds", "setup.seconds", seconds, str(program.seconds)),
        *_together(fields, program),
        *([fields.measure(state.measure)] if any(heeds(view, "measure", state) for view in program.views) else []),
        fields.radios("theme", "share.theme", themes, state.theme),
        fields.language(),
        _shown(fields, "clock", "setup.clock", program.clock),
        _shown(fields, "qr", "setup.qr", program.qr, t(lang, "setup.qr_why")),
        *_as_it_is(state),
    ]
    return fields.whole(f"{settings().base_path}{lang}/screen/choose", parts)


def _cities(fields: Fields, page: Page, tables: Tables) -> html.Fieldset:
    lang = fields.lang
    typed = next((value for key, value in page.faults if key == "add"), "")
    wrong = [t(lang, "setup.wrong.add", wrong=typed)] if typed else []
    wrong += [t(lang, "setup.wrong.cities", wrong=value) for key, value in page.faults if key == "cities"]
    wrong += [t(lang, "setup.wrong.too_many", wrong=value) for key, value in page.faults if key == "too_many"]
    full = t(lang, "setup.full", count=i18n.count(lang, MAX_CITIES))
    lacking = any(key == "needs_city" for key, _ in page.faults)
    nobody = t(lang, "setup.nobody" if lacking else "setup.everyone")
    return fields.cities(page.state.cities, tables, nobody, full, typed=typed, fault=" ".join(wrong))


def _views(fields: Fields, program: Program, page: Page) -> html.Fieldset:
    """The views in their order, each with buttons that move it up and take it away, and a list that adds one."""
    lang = fields.lang
    names = {view: t(lang, f"view.{view}") for view in VIEWS}
    more = [(view, name) for view, name in names.items() if view not in program.views]
    last = len(program.views) == 1
    listed = [_view(lang, view, names[view], first=not place, last=last) for place, view in enumerate(program.views)]
    # Focus comes here when a view has been added or taken away.
    order = html.Ol(listed, id="setup-views", tabIndex=-1, className="ok-order")
    return html.Fieldset(
        [
            html.Legend(t(lang, "setup.views"), className="ok-label"),
            dbc.Input(type="hidden", name="views", value=",".join(program.views)),
            *_faults(lang, page, names),
            order,
            *_adding(fields, more),
        ]
    )


def _adding(fields: Fields, more: Options) -> list[Component]:
    """The views that are left, to add one of; it is added by the button, since arrow keys walk through a list."""
    if not more:
        return []
    which = html.Span(f" {t(fields.lang, 'setup.also')}", className="visually-hidden")
    button = html.Button(
        [t(fields.lang, "share.add_button"), which],
        type="submit", name="also", value="yes", className="ok-button", **{"data-then": "setup-views"},
    )  # fmt: skip
    box = html.Div([fields.bare_select("another", more, more[0][0]), button], className="ok-add")
    return [fields.label("another", "setup.another"), box]


def _faults(lang: str, page: Page, names: dict[str, str]) -> list[html.P]:
    """What is wrong with the views: some do not exist, or show nothing without a municipality."""
    unknown = [value for key, value in page.faults if key == "views"]
    idle = [names[value] for key, value in page.faults if key == "needs_city"]
    told = [t(lang, "setup.wrong.views", wrong=value) for value in unknown]
    if idle:
        told.append(t(lang, "setup.wrong.needs_city", views=i18n.listing(lang, idle)))
    return [html.P(one, className="ok-fault") for one in told]


def _view(lang: str, view: str, name: str, *, first: bool, last: bool) -> html.Li:
    """A view in the list. The first cannot come earlier, and the only one cannot go."""
    told = t(lang, "setup.earlier", name=name)
    place = f"setup-place-{view}"
    earlier = html.Button(
        [html.Span("↑", **{"aria-hidden": "true"}), html.Span(told, className="visually-hidden")],
        type="submit", name="earlier", value=view, className="ok-remove", title=told, **{"data-then": place},
    )  # fmt: skip
    buttons = [*([] if first else [earlier]), *([] if last else [remove(lang, "drop", view, name, "setup-views")])]
    return html.Li([html.Span(name), html.Span(buttons)], id=place, tabIndex=-1)


def _together(fields: Fields, program: Program) -> list[html.Fieldset]:
    """One by one or side by side, where there are several municipalities."""
    if len(program.state.cities) < 2:
        return []
    options = [(one, t(fields.lang, f"setup.layout_of.{one}")) for one in LAYOUTS]
    return [fields.radios("layout", "setup.layout", options, program.layout)]


def _shown(fields: Fields, name: str, key: str, on: bool, why: str = "") -> html.Fieldset:
    options = [("", t(fields.lang, "setup.off")), ("on", t(fields.lang, "setup.on"))]
    return fields.radios(name, key, options, "on" if on else "", why)


def _as_it_is(state: ViewState) -> list[dbc.Input]:
    """What the address says and the form does not ask for: years, goal, layer, release."""
    kept = parse_qsl(state.but(size="wide").to_query())
    return [dbc.Input(type="hidden", name=key, value=value) for key, value in kept if key not in ASKED]


def duration(lang: str, seconds: int) -> str:
    """A time in words: ``20 sekunder``, ``1 minut och 30 sekunder``, ``2 timmar``."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = [
        t(lang, f"setup.time.{unit}.{'one' if many == 1 else 'other'}", count=many)
        for unit, many in (("hour", hours), ("minute", minutes), ("second", left))
        if many
    ]
    return i18n.listing(lang, parts)
