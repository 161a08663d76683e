"""Screens: ``/{lang}/screen``, the views that it fetches one by one, and word of whether there is anything new.

All of it is plain GET, so that the browser's own cache can show the last good views when the server is away.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import plotly.io as pio
from flask import Flask, Response, abort, make_response, request

from dashboard import i18n
from dashboard.config import ROOT, settings
from dashboard.i18n import t
from dashboard.pictures.edition import edition
from dashboard.server import program, static
from dashboard.server.addresses import close_to, to_check, to_slide, to_view
from dashboard.server.figures import asked
from dashboard.server.origin import whole
from dashboard.server.program import Program
from dashboard.state import LANGUAGES, MAX_VALUE, BadQuery, Language
from dashboard.tables import store
from dashboard.tables.loading import Tables
from dashboard.views import SCREEN_ROOM, VIEWS, Shown, build

log = logging.getLogger(__name__)

#: The scripts of a screen, in the order in which they are run.
SCRIPTS = ("screen-source.js", "screen-stage.js", "screen-controls.js", "screen-age.js", "screen.js")
BOOT = "screen-boot.js"
STYLE = "screen.css"
WORKER = "screen-worker.js"
#: What a screen is written by, besides its style and scripts: when any of it changes, screens begin anew.
WRITTEN_BY = ("layouts", "dashboard/server", "dashboard/locales")


@dataclass(frozen=True)
class Links:
    """Where a screen finds its parts: style, scripts, Plotly, service worker and its scope, views, word of news; and
    the page that reads without scripts."""

    style: str
    boot: str
    scripts: tuple[str, ...]
    plotly: str
    worker: str
    scope: str
    check: str
    page: str
    slides: tuple[str, ...]


def links_of(shown: Program) -> Links:
    """The parts of a screen on this server."""
    lang = shown.state.lang
    return Links(
        style=static.url(STYLE),
        boot=static.url(BOOT),
        scripts=tuple(static.url(name) for name in SCRIPTS),
        plotly=static.url(static.plotly_name()),
        worker=f"{settings().base_path}{WORKER}",
        scope=f"{settings().base_path}{lang}/screen",
        check=to_check(shown.state),
        page=to_view(shown.state),
        slides=tuple(to_slide(one.view, one.state, qr=shown.qr) for one in shown.slides),
    )


@cache
def shell() -> str:
    """Twelve digits that change with the screen's own code, so that a screen that hangs for months gets the new."""
    names = [STYLE, BOOT, *SCRIPTS]
    digest = hashlib.sha256(f"{settings().public_url}{''.join(map(static.url, names))}".encode())
    files = [path for room in WRITTEN_BY for path in (ROOT / room).rglob("*") if path.suffix in (".py", ".toml")]
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@dataclass(frozen=True)
class Fault:
    """Why there is nothing to show: a sentence, what was wrong in the address, and addresses that would do."""

    lang: Language
    sentence: str
    wrong: str
    close: tuple[str, ...]
    style: str
    script: str
    setup: str


#: Writes a screen's document, one of its views, and what it says when it cannot be shown.
Document = Callable[[Program, Tables, Links], str]
Compose = Callable[[Shown, Tables, str], str]
Apology = Callable[[Fault], str]


def register(server: Flask, document: Document, compose: Compose, apology: Apology) -> None:
    """Serve screens that ``document``, ``compose`` and ``apology`` write."""

    @server.get("/<lang>/screen", strict_slashes=False)
    def screen(lang: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        try:
            tables = store.current(request.args.get("release") or None)
            shown = program.read(request.args, lang, tables)
        except BadQuery as bad:
            return _sorry(lang, bad.key, bad.value, bad.status)
        except store.UnknownRelease:
            return _sorry(lang, "release", request.args.get("release", "")[:80], 404)
        response = make_response(document(shown, tables, links_of(shown)))
        response.headers["Cache-Control"] = "no-cache"
        # What a browser keeps for bad days must be a screen, and no page that somebody put before it.
        response.headers["X-Screen"] = "1"
        return response

    @server.get("/<lang>/screen/slide/<view>.json")
    def slide(lang: str, view: str) -> Response:
        state, tables = asked(lang, view)
        size = "portrait" if state.size in ("portrait", "narrow") else "landscape"
        shown = build(view, state.but(mode="screen", size=size), tables)
        code = f"{whole(to_view(state))}#view-{view}" if request.args.get("qr") == "on" else ""
        return _slide(shown, tables, compose(shown, tables, code))

    @server.get("/<lang>/screen/check")
    def check(lang: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        tables = store.current(request.args.get("release") or None)
        _tell(request.args.get("failed", ""))
        body = {
            "edition": edition(tables),
            "shell": shell(),
            "release": tables.release,
            "date": tables.data_date,
            "dated": dated(lang, tables),
            "now": now(),
        }
        return _json(pio.json.to_json_plotly(body), "no-store")

    @server.get(f"/{WORKER}")
    def worker() -> Response:
        # Browsers look for a new one by themselves, and must find it under the same address.
        response = Response(static.files()[WORKER].content, mimetype="text/javascript")
        response.headers["Cache-Control"] = "no-cache"
        return response

    def _sorry(lang: Language, key: str, wrong: str, status: int) -> Response:
        known = list(store.current().slugs) if key == "cities" else list(VIEWS) if key == "views" else []
        fault = Fault(
            lang, t(lang, f"screen.wrong.{key}", wrong=wrong), wrong, close_to(wrong, known),
            static.url(STYLE), static.url(BOOT), f"{settings().base_path}{lang}/screen/setup",
        )  # fmt: skip
        response = make_response(apology(fault), status)
        response.headers["Cache-Control"] = "no-store"
        return response


def now() -> str:
    """The server's time, which screens go by: a computer that hangs on a wall may have another."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def dated(lang: Language, tables: Tables) -> str:
    """From when the figures are, in words."""
    year, month = (int(part) for part in tables.data_date.split("-")[:2])
    return t(lang, "screen.dated", month=i18n.month(lang, date(year, month, 1)))


def _slide(shown: Shown, tables: Tables, html: str) -> Response:
    width, height = SCREEN_ROOM[shown.state.size]
    body: dict[str, Any] = {
        "html": html,
        "figure": shown.figure,
        "width": width,
        "height": (shown.figure or {}).get("layout", {}).get("height", height),
        "edition": edition(tables),
        "dated": dated(shown.state.lang, tables),
        "date": tables.data_date,
    }
    return _json(pio.json.to_json_plotly(body), "no-cache")


def _json(text: str, caching: str) -> Response:
    response = Response(text, mimetype="application/json")
    response.headers["Cache-Control"] = caching
    if caching != "no-store":
        response.add_etag()
        response.make_conditional(request)
    return response


def _tell(failed: str) -> None:
    """What a screen could not show, for whoever reads the log; a screen tells it once for each fault."""
    views = [view for view in failed[:MAX_VALUE].split(",") if view in VIEWS]
    if views:
        log.warning("a screen cannot show %s, and skips it", ", ".join(views))
