"""How the API answers: validators that spare a second download, and leave for pages of any origin to read."""

import hashlib

from flask import Flask, Response, request

from dashboard.config import settings
from dashboard.server.api import problems
from dashboard.server.api.paths import is_api

#: New data come at most a few times a year; five minutes keep a busy page from asking all the time.
MINUTES = "max-age=300"
METHODS = "GET, HEAD, OPTIONS"


def give(body: bytes, mimetype: str, *, lang: str = "", vary: str = "") -> Response:
    """An answer with a strong validator of its content, or 304 to whoever holds it already."""
    response = Response(body, mimetype=mimetype)
    # Whole addresses stand in the answers: without a public address they are those that this reader's request told,
    # and no cache between may hand them to another reader.
    response.headers["Cache-Control"] = f"{'public' if settings().public_url else 'private'}, {MINUTES}"
    if lang:
        response.headers["Content-Language"] = lang
    if vary:
        response.vary.add(vary)
    response.set_etag(hashlib.sha256(body).hexdigest()[:32])
    response.make_conditional(request)
    return problems.general(412, "api.changed") if response.status_code == 412 else response


def open_to_all(server: Flask) -> None:
    """Any page may read the API, errors too; cookies and credentials are neither asked for nor used."""

    @server.after_request
    def _cors(response: Response) -> Response:
        if not is_api(request.path):
            return response
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Content-Disposition"
        if request.method == "OPTIONS" and response.status_code == 200:
            response.set_data(b"")
            response.status_code = 204
            for name in ("Content-Type", "Content-Length", "Content-Security-Policy", "ETag", "Cache-Control"):
                response.headers.pop(name, None)
            response.headers["Access-Control-Allow-Methods"] = METHODS
            # A page that keeps answers itself sends the validator; the other two need no leave but get it.
            response.headers["Access-Control-Allow-Headers"] = "If-None-Match, Accept, Accept-Language"
            response.headers["Access-Control-Max-Age"] = "86400"
        return response
