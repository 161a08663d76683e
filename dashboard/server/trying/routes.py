"""``POST /{lang}/try``: a reader's file is looked at and answered, and nothing of it is kept or told to a log.

The page's script sends the bare bytes, with the name in a header; the plain form sends ``multipart/form-data`` and is
answered with a whole page.
"""

import contextlib
import io
import logging
import socket
import threading
import time
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import Flask, Request, Response, abort, jsonify, make_response, request
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from dashboard.config import settings
from dashboard.i18n import t
from dashboard.server.addresses import Page, parse
from dashboard.server.errors import refuse
from dashboard.server.trying.asked import Asked
from dashboard.server.trying.keeper import Busy, Keeper, NotRead
from dashboard.state import LANGUAGES, Language
from dashboard.tables import store
from dashboard.tally import count

log = logging.getLogger(__name__)

#: The largest file in bytes, and what a form may add to it.
LARGEST, AROUND = 10_000_000, 64 * 1024
#: Of a name so many characters are looked at.
LONGEST_NAME = 120
#: The header that tells the file's name, percent-encoded, and the field of the form that holds the file.
NAME_HEADER, FIELD = "X-File-Name", "file"
SECONDS_TO_WAIT = "10"
#: Files that a worker receives together, fewer than it has threads: slow uploads leave room for pages. Seconds that one
#: more waits, and that a sender may be silent.
RECEIVED, MOMENT, SILENCE = 4, 0.5, 20.0
#: What is read and thrown away of a body that is refused, in bytes and seconds: a browser that is still sending hears
#: no answer.
LEFT_OVER, LINGER = 50_000_000, 5.0
BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: What became of a file, as it is counted; all else was refused.
OUTCOMES = {200: "looked_at", 422: "too_heavy", 503: "busy"}

#: A page, what could not be done in words, and the document that says so.
Document = Callable[[Page, str], str]


_receiving = threading.BoundedSemaphore(RECEIVED)


class InMemory(Request):
    """A request whose files stay in memory; Werkzeug puts large ones on the disk."""

    def _get_file_stream(self, *_: Any, **__: Any) -> Any:
        return io.BytesIO()


def register(server: Flask, keeper: Keeper, document: Document) -> None:
    """Serve the answers of ``keeper``; ``document`` writes the page that says why there is none."""
    server.request_class = InMemory
    server.extensions["trying"] = keeper

    @server.post("/<lang>/try")
    def trying(lang: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        whole = request.mimetype in ("multipart/form-data", "application/x-www-form-urlencoded")
        answer = _answered(lang, whole, keeper, document)
        count("files", OUTCOMES.get(answer.status_code, "refused"))
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Content-Language"] = lang
        return answer

    @server.get("/<lang>/try/template.xlsx")
    def template(lang: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        tables = store.current()
        slug = request.args.get("cities", "").lower() or None
        if slug is not None and slug not in tables.slugs:
            return refuse(404, "no_such_city", value=slug[:80])
        # XlsxWriter is loaded when somebody asks for a workbook, and not when the server starts.
        write = import_module("dashboard.workbook.template").template
        response = Response(write(tables, slug, lang, today=date.today()), mimetype=BOOK)
        name = "-".join([t(lang, "try.template_name"), *([slug] if slug else []), tables.release])
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
        response.headers["Content-Language"] = lang
        response.headers["Cache-Control"] = "no-cache"
        return response


def _answered(lang: Language, whole: bool, keeper: Keeper, document: Document) -> Response:
    def sorry(status: int, key: str) -> Response:
        text = t(lang, f"try.sorry.{key}", limit=LARGEST // 1_000_000)
        if not whole:
            return make_response(jsonify({"error": text}), status)
        page = parse(f"/{lang}/try", {}, store.current())
        return make_response(document(page, text), status)

    def busy() -> Response:
        answer = sorry(503, "busy")
        answer.headers["Retry-After"] = SECONDS_TO_WAIT
        return answer

    if _from_elsewhere():
        return _unread(sorry(403, "elsewhere"))
    if not whole and request.mimetype not in ("", "application/octet-stream"):
        return _unread(sorry(415, "kind"))
    if (request.content_length or 0) > LARGEST + AROUND:
        return _unread(sorry(413, "too_large"))
    request.max_content_length = LARGEST + AROUND
    if not _receiving.acquire(timeout=MOMENT):
        return _unheard(busy())
    try:
        data, name = _file(whole)
    except RequestEntityTooLarge:
        return _unread(sorry(413, "too_large"))
    except (ClientDisconnected, ParseException, OSError):
        # a body in chunks that are none, or that ends too early: nothing has come that could be looked at
        return sorry(400, "empty")
    finally:
        _receiving.release()
    if len(data) > LARGEST:
        return sorry(413, "too_large")
    if not data:
        return sorry(400, "empty")
    query = {key: value[:400] for key, value in request.args.items()}
    asked = Asked(data, name, lang, query, whole)
    try:
        made = keeper.ask(asked)
    except Busy:
        return busy()
    except NotRead as fault:
        # the kind of fault alone: its words could hold what the file holds
        log.warning("a file that was tried could not be read: %s", fault.kind)
        return sorry(422, "heavy")
    return Response(made, mimetype="text/html" if whole else "application/json")


def _file(whole: bool) -> tuple[bytes, str]:
    """The file's bytes and a name fit to show; no bytes where there is no file."""
    if (line := request.environ.get("gunicorn.socket")) is not None:
        line.settimeout(SILENCE)
    if not whole:
        data = request.get_data(cache=False)
        if len(data) < (request.content_length or 0):
            # Whoever hung up in the middle has sent no file, and hears no answer.
            raise ClientDisconnected
        return data, _named(unquote(request.headers.get(NAME_HEADER, "")))
    sent = request.files.get(FIELD)
    return (b"", "") if sent is None else (sent.stream.read(), _named(sent.filename or ""))


def _named(name: str) -> str:
    """The last part of a file's name as one line of what can be printed."""
    last = name[:4096].replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(one for one in last if one.isprintable())[:LONGEST_NAME].strip()


def _from_elsewhere() -> bool:
    """Whether another site's page has sent this. The browser's own word counts first: proxies may rename the host."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    ours = {request.host, urlsplit(settings().public_url).netloc}
    try:
        return origin is not None and urlsplit(origin).netloc not in ours - {""}
    except ValueError:
        # no address at all, such as ``http://[``
        return True


def _unheard(answer: Response) -> Response:
    """The answer; what is still on its way is not waited for."""
    line: Any = request.environ.get("gunicorn.socket")

    def hang_up() -> None:
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RD)

    if line is not None:
        answer.call_on_close(hang_up)
    return answer


def _unread(answer: Response) -> Response:
    """The answer; what is still on its way is thrown away, so that the browser gets to hear it."""
    stream, line = request.environ["wsgi.input"], request.environ.get("gunicorn.socket")

    def throw_away() -> None:
        if line is not None:
            line.settimeout(LINGER / 5)
        until, left = time.monotonic() + LINGER, LEFT_OVER
        with contextlib.suppress(OSError):
            while left > 0 and time.monotonic() < until:
                part = stream.read(min(left, 1 << 16))
                if not part:
                    break
                left -= len(part)

    # a body without a stated length may never end
    if request.content_length:
        answer.call_on_close(throw_away)
    return answer
