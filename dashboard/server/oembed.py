"""``/oembed`` (oEmbed 1.0, rich, JSON) for programs that are given a link to us, and ``/embed.js``, the height script.

Nothing is ever fetched: an address is ours, and then it is parsed as any request for it would be, or it is none.
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from flask import Flask, Response, jsonify, request

from dashboard.config import settings
from dashboard.i18n import t
from dashboard.server import embed_size, embedding, static
from dashboard.server.addresses import parse
from dashboard.server.discovery import SHAREABLE
from dashboard.server.errors import refuse
from dashboard.server.origin import origin, whole
from dashboard.state import LANGUAGES, MAX_VALUE, BadQuery, ViewState
from dashboard.tables import store
from dashboard.tables.loading import Tables
from dashboard.tables.store import UnknownRelease
from dashboard.views import VIEWS

#: Seconds for which programs may keep an answer, and browsers the script.
DAY = 86_400
#: The longest address that is looked at; the longest honest one is far below.
LONGEST = 4 * MAX_VALUE
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Shared:
    """A view in a state, as one of our addresses names it, with the tables that it is of."""

    view: str
    state: ViewState
    tables: Tables


def is_ours(address: str) -> bool:
    """Whether a whole address is of this server, by either scheme: host and port are the same."""
    try:
        given, own = urlsplit(address), urlsplit(origin())
        ports = given.port or PORTS.get(given.scheme), own.port or PORTS[own.scheme]
    except ValueError:
        return False
    if given.scheme not in PORTS or "@" in given.netloc or given.hostname != own.hostname:
        return False
    return ports[0] == ports[1] or (given.port is None and own.port is None)


def shared(address: str) -> Shared | None:
    """What an address of ours shows; None where it is not ours or shows nothing that can be shared. Never raises."""
    if len(address) > LONGEST or not is_ours(address):
        return None
    parts = urlsplit(address)
    try:
        query = dict(parse_qsl(parts.query, max_num_fields=50))
        tables = store.current(query.get("release") or None)
        path = unquote(parts.path, errors="strict")
    except (ValueError, UnknownRelease):
        return None
    if not path.startswith(settings().base_path):
        return None
    pieces = path.removeprefix(settings().base_path).strip("/").split("/")
    if len(pieces) in (3, 4) and pieces[0] in LANGUAGES and pieces[1] == "embed":
        return _embed(pieces, query, tables)
    page = parse("/" + "/".join(pieces), query, tables)
    if page.kind not in SHAREABLE:
        return None
    # A link to one of the views of a page is about that one.
    named = parts.fragment.removeprefix("view-") if parts.fragment.startswith("view-") else query.get("view", "")
    view = page.view or named or embedding.default_view(page, tables)
    look = page.state if page.kind == "share" else page.state.but(theme="auto")
    return Shared(view, look.but(size="wide"), tables) if view in VIEWS else None


def _embed(pieces: list[str], query: dict[str, str], tables: Tables) -> Shared | None:
    lang, view, cities = pieces[0], pieces[2], tuple(slug.lower() for slug in pieces[3:])
    try:
        state = ViewState.from_query(
            query, lang="en" if lang == "en" else "sv", known_cities=tables.slugs, cities=cities
        )
    except BadQuery:
        return None
    return Shared(view, state.but(size="wide"), tables) if view in VIEWS else None


def answer(one: Shared, *, maxwidth: int | None = None, maxheight: int | None = None) -> dict[str, object]:
    """The oEmbed answer; width and height are in pixels and never above what is asked for."""
    width = min(embedding.ARTICLE, maxwidth or embedding.ARTICLE)
    needed = embed_size.height(one.view, one.state, one.tables, width)
    out: dict[str, object] = {
        "version": "1.0",
        "type": "rich",
        "title": embedding.title(one.view, one.state, one.tables),
        "html": embedding.iframe(one.view, one.state, one.tables, width=width, most=maxheight),
        "width": width,
        "height": min(needed, maxheight or needed),
        "provider_name": t(one.state.lang, "product"),
        "provider_url": whole(settings().base_path),
        "cache_age": DAY,
    }
    picture = embedding.preview(one.view, one.state, one.tables)
    # The standard: a thumbnail, too, keeps within the sizes asked for.
    fits = all(most is None or most >= own for most, own in zip((maxwidth, maxheight), embedding.PREVIEW, strict=True))
    if picture and fits:
        out |= {
            "thumbnail_url": picture,
            "thumbnail_width": embedding.PREVIEW[0],
            "thumbnail_height": embedding.PREVIEW[1],
        }
    return out


def _most(name: str) -> int | None:
    """A size in pixels from the query; None where none is given. Raises ValueError for what is no size."""
    text = request.args.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text) > 0):
        raise ValueError(name)
    return int(text)


def register(server: Flask) -> None:
    """Serve both."""

    @server.get("/oembed")
    def oembed() -> Response:
        return _for_anyone(_oembed())

    @server.get("/embed.js")
    def host_script() -> Response:
        one = static.files()["embed-host.js"]
        response = Response(one.content, mimetype=one.mimetype)
        response.headers["Cache-Control"] = f"public, max-age={DAY}"
        response.set_etag(one.digest)
        response.make_conditional(request)
        return _for_anyone(response)


def _oembed() -> Response:
    address = request.args.get("url", "")
    if not address:
        return refuse(400, "oembed.no_url")
    if request.args.get("format", "json") != "json":
        return refuse(501, "oembed.format")
    try:
        sizes = {name: _most(name) for name in ("maxwidth", "maxheight")}
    except ValueError:
        return refuse(400, "oembed.size")
    one = shared(address)
    if one is None:
        return refuse(404, "oembed.not_ours")
    response = jsonify(answer(one, **sizes))
    response.headers["Content-Language"] = one.state.lang
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


def _for_anyone(response: Response) -> Response:
    """Pages of any site may read the answer: it is public, and no cookie goes with it."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
