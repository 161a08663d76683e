"""The composition root: Dash, the routes, the headers and the callbacks are put together here and nowhere else."""

import logging
from collections.abc import Callable
from html import escape
from typing import Any

from dash import Dash
from dash.exceptions import DependencyException, InvalidResourceError
from flask import Flask, Response, make_response, redirect, request
from werkzeug.middleware.dispatcher import DispatcherMiddleware

import callbacks.navigation
import callbacks.views
from dashboard import logs
from dashboard.config import ROOT, Settings, settings
from dashboard.i18n import t, t_for
from dashboard.pictures.edition import edition
from dashboard.server import (
    changing,
    choosing,
    discovery,
    embed,
    errors,
    export,
    figures,
    finding,
    finished,
    freshness,
    guard,
    headers,
    health,
    history,
    metering,
    metrics,
    oembed,
    peers,
    pictures,
    present,
    printing,
    screen,
    setting_up,
    sharing,
    static,
    whatif,
)
from dashboard.server.addresses import parse, title, to_figure
from dashboard.server.api import routes as api
from dashboard.server.foresight import foresight
from dashboard.server.origin import origin
from dashboard.server.preference import preferred_language
from dashboard.server.trying import routes as trying
from dashboard.server.trying.keeper import Keeper
from dashboard.tables import mirror, store
from dashboard.tables.loading import Tables
from dashboard.views import caches as view_caches
from dashboard.views import forget as forget_views
from dashboard.views.differences import forget as forget_differences
from dashboard.views.key_figures import glance
from dashboard.views.peers import forget as forget_peers
from layouts import compare as comparisons
from layouts import embed as embeds
from layouts import present as presents
from layouts import print as prints
from layouts import screen as screens
from layouts import shell
from layouts.city import first_view
from layouts.pages import first_html
from layouts.screen_parts import composed
from layouts.trying import sorry

#: Styles in the order in which they override each other.
STYLES = ("bootstrap.min.css", "tokens.css", "kartan.css", "compare.css", "peers.css", "what-if.css")


#: Where scripts are off, what would wait for them forever is not shown.
WITHOUT_SCRIPT = (
    ".ok-picture,.ok-search,.ok-controls,.ok-filter,.ok-theme,.ok-copy-row,.ok-follows,.ok-frame>div"
    "{display:none!important}.ok-apply{display:inline-flex!important}"
)


class Kartan(Dash):  # type: ignore[misc]
    """Dash with an index page of our own: the language, title and status of the page that the address names."""

    def _generate_scripts_html(self) -> str:
        """Dash's scripts, less what no page uses; what only helps old browsers is fetched by those alone."""
        scripts = super()._generate_scripts_html().split("\n")
        kept = [one for one in scripts if "/dash/dash_table/" not in one]
        return "\n".join(one.replace("<script ", "<script nomodule ") if "/polyfill@" in one else one for one in kept)

    def interpolate_index(self, **parts: Any) -> str:
        """The HTML that a browser is first given."""
        tables = _tables()
        page = parse(request.path, request.args, tables)
        lang = page.lang
        # Every way to the page for files is a plain link, so that no other page needs what is its alone.
        own = ("try.css",) if page.kind == "try" else ()
        styles = "\n".join(f'<link rel="stylesheet" href="{static.url(name)}">' for name in (*STYLES, *own))
        script = f'<script src="{static.url("try.js")}"></script>' if own else ""
        basic = "plotly-basic.min.js"
        # Whoever defines window.Plotly first spares the reader the full bundle; without npm there is only the full one.
        plotly = f'<script src="{static.url(basic)}"></script>' if basic in static.files() else ""
        figure = ""
        if plotly and page.kind in ("city", "overview"):
            figure = f' data-figure="{escape(to_figure(first_view(page, tables), page.state))}"'
        return f"""<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title(page, tables))}</title>
<meta name="description" content="{escape(t_for(lang, "footer.what", fictional=tables.fictional))}">
{discovery.head(page, tables)}
<link rel="icon" href="{static.url("icon.svg")}" type="image/svg+xml">
<script src="{static.url("first.js")}"{figure}></script>
{styles}
</head>
<body>
<noscript><style>{WITHOUT_SCRIPT}</style><p class="ok-no-script">{escape(t(lang, "no_script"))}</p></noscript>
<div id="first">{first_html(page, tables, origin(), history.at_hand(tables) is not None)}</div>
{parts["app_entry"]}
{parts["config"]}
{plotly}
<script src="{static.url("kartan.js")}"></script>
<script src="{static.url("pressed.js")}"></script>
<script src="{static.url("later.js")}"></script>
<script src="{static.url("spots.js")}"></script>
<script src="{static.url("share.js")}"></script>
<script src="{static.url("files.js")}"></script>
{script}
{parts["scripts"]}
{parts["renderer"]}
</body>
</html>"""


def create_app(chosen: Settings | None = None) -> Kartan:
    """The application, ready to serve. Raises ``DataError`` when there is no good data to start with."""
    chosen = chosen or settings()
    logs.set_up(chosen.log_format, chosen.log_level)
    server = Flask("dashboard", static_folder=None)
    metering.register(server)
    errors.register(server)
    static.register(server)
    export.register(server)
    changing.register(server)
    figures.register(server)
    finding.register(server)
    pictures.register(server)
    printing.register(server, prints.document)
    embed.register(server, embeds.document, embeds.fault)
    api.register(server)
    oembed.register(server)
    sharing.register(server)
    setting_up.register(server)
    peers.register(server)
    whatif.register(server)
    choosing.register(server, comparisons.table_html)
    screen.register(server, screens.document, composed, screens.apology)
    present.register(server, presents.document, presents.apology)
    trying.register(server, Keeper("layouts.draft:made"), sorry)
    health.register(server)
    watch = freshness.register(server, _forget)
    meters = metrics.register(server, chosen.metrics, _caches())
    if chosen.address:
        # The network is touched now and by the watch, never by a request.
        mirror.fill()
    app = Kartan(
        "dashboard",
        server=server,
        assets_folder=str(ROOT / "assets"),
        include_assets_files=False,
        serve_locally=True,
        compress=False,
        suppress_callback_exceptions=True,
        update_title="",
        routes_pathname_prefix="/",
        requests_pathname_prefix=chosen.base_path,
    )
    app.enable_dev_tools(debug=False)
    app.layout = lambda: shell.frame(store.current())
    callbacks.navigation.register(app)
    callbacks.views.register(app)
    # Dash lists its callbacks and scripts when it is first asked; asking now lets the guard and the policy know them.
    app._setup_server()
    guard.register(server, app.callback_map)
    for unknown_file in (DependencyException, InvalidResourceError):
        server.register_error_handler(unknown_file, lambda _: errors.refuse(404, "not_found"))
    _answer_pages(app, server)
    headers.register(server, app.csp_hashes())
    finished.register(server, watch.look)
    if chosen.base_path != "/":
        # Behind a proxy that keeps the prefix, and behind one that takes it away.
        server.wsgi_app = DispatcherMiddleware(  # type: ignore[method-assign]
            server.wsgi_app, {chosen.base_path.rstrip("/"): server.wsgi_app}
        )
    # Outermost: whatever answers is metered. People at a terminal see a line a request only if they ask for much.
    level = logging.INFO if chosen.log_format == "json" else logging.DEBUG
    server.wsgi_app = metering.Metered(server.wsgi_app, meters.tell, level)  # type: ignore[method-assign]
    return app


def _forget() -> None:
    """New data: what was built from the old is not kept.

    It would not be shown again either: every cache has the tables in its key, and tables are told apart by identity.
    A request that began before the swap may still add to a cache, and only such a request reads that.
    """
    foresight.forget()
    forget_views()
    forget_differences()
    glance.cache_clear()
    forget_peers()
    edition.cache_clear()
    embed.written.cache_clear()
    comparisons.forget()
    embeds.sized_of.cache_clear()
    first_html.cache_clear()
    callbacks.navigation.forget()
    history.forget()
    finding.forget()


def _caches() -> dict[str, Callable[[], Any]]:
    """What tells of the caches that ``_forget`` empties."""
    return {
        **view_caches(),
        "embeds": embed.written.cache_info,
        "pages": first_html.cache_info,
        "key-figures": glance.cache_info,
    }


def _tables() -> Tables:
    """The release that the address asks for, else the current one. Raises ``UnknownRelease``."""
    return store.current(request.args.get("release") or None)


def _answer_pages(app: Kartan, server: Flask) -> None:
    """Every address that Dash would answer with 200 is answered with its true status."""

    @server.before_request
    def _page() -> Response | None:
        endpoint = request.endpoint or ""
        if endpoint not in app_endpoints or request.method not in ("GET", "HEAD"):
            return None
        if request.path == "/":
            lang = preferred_language(request.headers.get("Accept-Language", ""))
            answer = make_response(redirect(f"{settings().base_path}{lang}", 302))
            answer.headers["Vary"] = "Accept-Language"
            return answer
        page = parse(request.path, request.args, _tables())
        return make_response(app.index(), page.status)

    app_endpoints = {rule.endpoint for rule in server.url_map.iter_rules() if rule.rule in ("/", "/<path:path>")}
