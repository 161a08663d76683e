"""What the API says when it cannot answer: problem details by RFC 9457, in the language of whoever asks."""

from http import HTTPStatus

import orjson
from flask import Response, request

from dashboard.i18n import t
from dashboard.server.api.paths import to
from dashboard.server.origin import whole
from dashboard.server.preference import preferred_language
from dashboard.state import LANGUAGES, Language

MIMETYPE = "application/problem+json"
#: How much of a wrong value is told back.
TOLD = 80
#: The kinds of problem by status, as the OpenAPI description names its responses; any other has no type of its own.
TYPES = {400: "BadParameter", 404: "NotFound"}

Allowed = list[str] | dict[str, int]


class Problem(Exception):
    """A parameter that cannot be answered.

    ``kind`` is the last part of the text's key; ``allowed`` lists the values that can be, or the bounds of a number.
    """

    def __init__(self, status: int, kind: str, parameter: str, value: str, allowed: Allowed | None = None) -> None:
        super().__init__(f"{kind}: {parameter}={value[:TOLD]!r}")
        self.status, self.kind, self.parameter, self.value, self.allowed = status, kind, parameter, value, allowed


def language() -> Language:
    """The language that ``lang`` asks for, else the one that the reader's program prefers."""
    # A bare byte in the query cannot be read as one, not even to find the language in which to say so.
    asked = request.args.get("lang", "") if request.query_string.isascii() else ""
    return asked if asked in LANGUAGES else preferred_language(request.headers.get("Accept-Language", ""))


def of(problem: Problem) -> Response:
    """The answer that names the parameter, what was given and what can be given instead."""
    lang = language()
    told = _plain(problem.value)
    members: dict[str, object] = {"parameter": problem.parameter, "value": told}
    if problem.allowed is not None:
        members["allowed"] = problem.allowed
    kind = TYPES[problem.status]
    return _answer(
        lang,
        problem.status,
        type=f"{whole(to('openapi.json'))}#/components/responses/{kind}",
        title=t(lang, f"api.problem.{problem.kind}"),
        detail=t(
            lang, f"api.detail.{problem.kind}", parameter=problem.parameter, value=told, **_bounds(problem.allowed)
        ),
        **members,
    )


def general(status: int, key: str) -> Response:
    """The answer to what is wrong for another reason than a parameter's value; ``key`` is the text that says it."""
    lang = language()
    return _answer(lang, status, type="about:blank", title=HTTPStatus(status).phrase, detail=t(lang, key))


def _bounds(allowed: Allowed | None) -> dict[str, object]:
    return dict(allowed) if isinstance(allowed, dict) else {}


def _plain(value: str) -> str:
    """The value's beginning as text that JSON can hold, whatever bytes it came as."""
    return value[:TOLD].encode("utf-8", "replace").decode("utf-8")


def _answer(lang: Language, status: int, **members: object) -> Response:
    body = {"type": members.pop("type"), "title": members.pop("title"), "status": status, **members}
    response = Response(orjson.dumps(body), status, mimetype=MIMETYPE)
    response.headers["Content-Language"] = lang
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept-Language")
    return response
