"""Files that never change under their address: our own, Bootstrap's CSS and Plotly's basic bundle.

Each is served under ``/static/{hash}/{name}``, so that a browser may keep it for good. Everything that Dash serves is
compressed on its way, and each compressed file is kept in memory, so that it is compressed once a process.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from flask import Flask, Request, Response, abort, request, send_file
from flask_compress import Compress

from dashboard.config import ROOT, settings
from dashboard.server.packing import Kept
from dashboard.theme import css_variables, embed_css_variables

#: What is worth compressing; pictures in SVG come compressed already.
TEXT = [
    "text/html", "text/css", "text/javascript", "application/javascript", "text/csv", "application/json",
    "application/ld+json", "application/rdf+xml", "application/problem+json", "image/svg+xml",
]  # fmt: skip
#: Style sheets of documents that load no other: the colours stand at their head.
OWN_COLOURS = ("embed.css", "screen.css")
FOREVER = "public, max-age=31536000, immutable"
#: Where an application keeps what is compressed, among Flask's extensions.
NAME = "omstallningskartan-packing"
BASIC = "plotly-basic.min.js"
PLOTLY_BASIC = ROOT / "node_modules" / "plotly.js-basic-dist-min" / BASIC


@dataclass(frozen=True)
class StaticFile:
    """A file in memory: its name, type, content and the hash that its address carries."""

    name: str
    mimetype: str
    content: bytes

    @property
    def digest(self) -> str:
        """Twelve digits of the content's SHA-256."""
        return hashlib.sha256(self.content).hexdigest()[:12]

    @property
    def url(self) -> str:
        """Where the file is served."""
        return f"{settings().base_path}static/{self.digest}/{self.name}"


@cache
def files() -> dict[str, StaticFile]:
    """Every static file by name."""
    kinds = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
    found = [
        StaticFile(path.name, kinds[path.suffix], path.read_bytes())
        for path in sorted((ROOT / "assets").iterdir())
        if path.suffix in kinds
    ]
    found.append(StaticFile("tokens.css", "text/css", css_variables().encode()))
    found.append(StaticFile("bootstrap.min.css", "text/css", _bootstrap().read_bytes()))
    for name in OWN_COLOURS:
        own = (ROOT / "assets" / name).read_bytes()
        found.append(StaticFile(name, "text/css", embed_css_variables().encode() + own))
    bundle = plotly_basic() or _plotly_full()
    found.append(StaticFile(plotly_name(), "text/javascript", bundle.read_bytes()))
    return {one.name: one for one in found}


def plotly_name() -> str:
    """The name of Plotly's bundle among the files: the basic one where npm has brought it, else the full one."""
    return BASIC if plotly_basic() is not None else "plotly.min.js"


def _bootstrap() -> Path:
    """Bootstrap's CSS inside the Python package that carries it; the package itself is not imported."""
    spec = find_spec("flask_bootstrap")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the package Bootstrap-Flask, which carries Bootstrap's CSS, is not installed")
    return Path(spec.submodule_search_locations[0]) / "static" / "bootstrap5" / "css" / "bootstrap.min.css"


def plotly_basic() -> Path | None:
    """Plotly's basic bundle, if npm has put it here in the same version as the one inside ``plotly``; else None."""
    package = PLOTLY_BASIC.parent / "package.json"
    if not (PLOTLY_BASIC.is_file() and package.is_file()):
        return None
    wanted = _plotly_js_version()
    return PLOTLY_BASIC if json.loads(package.read_text("utf-8")).get("version") == wanted else None


def _plotly_js_version() -> str:
    """The version in the head of the full bundle inside the Python package: ``* plotly.js v4.1.1``."""
    with _plotly_full().open(encoding="utf-8") as file:
        head = file.read(200)
    return head.split("plotly.js v", 1)[-1].split()[0]


def _plotly_full() -> Path:
    """Plotly's full bundle inside the Python package."""
    spec = find_spec("plotly")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "package_data" / "plotly.min.js"


def extension(name: str) -> str:
    """The last part of a file's name, with its dot."""
    return Path(name).suffix


def url(name: str) -> str:
    """The address of a static file. Raises KeyError for one that is not there."""
    return files()[name].url


def register(server: Flask) -> None:
    """Serve the files, and compress every answer that is worth it."""
    kept = Kept()
    server.extensions[NAME] = kept
    server.config.update(
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_ALGORITHM_STREAMING=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_MIMETYPES=TEXT,
        COMPRESS_CACHE_BACKEND=lambda: kept,
        COMPRESS_CACHE_KEY=_cache_key,
    )

    @server.get("/static/<digest>/<name>")
    def static_file(digest: str, name: str) -> Response:
        one = files().get(name)
        if one is None or one.digest != digest:
            abort(404)
        response = Response(one.content, mimetype=one.mimetype)
        response.headers["Cache-Control"] = FOREVER
        response.set_etag(one.digest)
        response.make_conditional(request)
        return response

    @server.get("/favicon.ico")
    def favicon() -> Response:
        return send_file(ROOT / "assets" / "icon.svg", mimetype="image/svg+xml", max_age=86400)

    Compress(server)


def _cache_key(asked: Request) -> str:
    """The path of a file that never changes; empty for everything else, which is compressed anew each time."""
    return asked.path if "/_dash-component-suites/" in asked.path or asked.path.startswith("/static/") else ""


def pack(server: Flask) -> None:
    """Have the files compressed as well as can be, in the background."""
    kept: Kept = server.extensions[NAME]
    kept.start((f"/static/{one.digest}/{one.name}", one.content) for one in files().values())
