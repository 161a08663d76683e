"""Answers to what cannot be answered: a clear sentence in the reader's language, never a trace."""

import logging

from flask import Flask, Response, jsonify, make_response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

from dashboard.i18n import t
from dashboard.server.api import problems
from dashboard.server.api.paths import is_api
from dashboard.server.metering import ID
from dashboard.server.preference import preferred_language
from dashboard.state import LANGUAGES, BadQuery
from dashboard.tables.store import UnknownRelease

log = logging.getLogger(__name__)


def language() -> str:
    """The language that the path names, else the one that the browser prefers."""
    first = request.path.split("/")[1] if request.path.count("/") else ""
    return first if first in LANGUAGES else preferred_language(request.headers.get("Accept-Language", ""))


def refuse(status: int, key: str, **facts: object) -> Response:
    """An error in words: problem details in the API, JSON for other programs, plain text for people."""
    if is_api(request.path):
        return problems.general(status, f"error.{key}")
    lang = language()
    text = t(lang, f"error.{key}")
    wants_json = request.is_json or request.accept_mimetypes.best == "application/json"
    name = request.environ.get(ID, "") if status == 500 else ""
    facts = {**facts, "id": name} if name else facts
    body = jsonify({"error": text, **facts}) if wants_json else f"{text}\n" + (f"ID: {name}\n" if name else "")
    response = make_response(body, status)
    if not wants_json:
        response.mimetype = "text/plain"
    response.headers["Content-Language"] = lang
    return response


def register(server: Flask) -> None:
    """Wire the error answers."""

    @server.before_request
    def _readable() -> Response | None:
        """An address holds percent signs and letters; a bare byte in its query is nobody's honest one."""
        return None if request.query_string.isascii() else refuse(400, "bad_request")

    @server.errorhandler(BadQuery)
    def _bad_query(fault: BadQuery) -> Response:
        return refuse(fault.status, "no_such_city" if fault.key == "cities" else "bad_request", value=fault.value)

    @server.errorhandler(UnknownRelease)
    def _no_release(_: UnknownRelease) -> Response:
        return refuse(404, "no_such_release")

    @server.errorhandler(HTTPException)
    def _http(fault: HTTPException) -> Response:
        key = {RequestEntityTooLarge: "too_large", MethodNotAllowed: "method"}.get(type(fault))
        status = fault.code or 500
        answer = refuse(status, key or ("not_found" if status == 404 else "bad_request" if status < 500 else "server"))
        if isinstance(fault, MethodNotAllowed) and fault.valid_methods:
            answer.headers["Allow"] = ", ".join(sorted(fault.valid_methods))
        return answer

    @server.errorhandler(Exception)
    def _ours(fault: Exception) -> Response:
        # neither the address nor the fault's words, which may hold what a reader wrote; the answer has the same name
        log.error("unhandled fault in request %s", request.environ.get(ID, ""), exc_info=fault)
        return refuse(500, "server")
