"""Bodies that browsers post to Dash's callbacks are checked before Dash sees them.

Dash trusts them: a missing key or an unknown output becomes a fault inside it, and with that a 500.
"""

import json
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, request

from dashboard.server.errors import refuse
from dashboard.server.metering import CALLBACK

#: The largest body that a callback may post; the largest honest one is a few hundred bytes.
MAX_BODY = 64 * 1024
PATH = "_dash-update-component"


def is_well_formed(body: object, known: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether a body names one of the known callbacks and brings just the inputs and state that it takes.

    ``known`` is Dash's map from output to callback, each with ``inputs`` and ``state`` as lists of id and property.
    """
    if not isinstance(body, dict) or not isinstance(body.get("output"), str) or body["output"] not in known:
        return False
    callback = known[body["output"]]
    if not all(_brings(body.get(part, []), callback.get(part, [])) for part in ("inputs", "state")):
        return False
    changed = body.get("changedPropIds", [])
    return isinstance(changed, list) and all(isinstance(one, str) for one in changed) and _outputs(body, callback)


def _brings(given: object, wanted: list[dict[str, Any]]) -> bool:
    if not isinstance(given, list) or len(given) != len(wanted):
        return False
    return all(
        isinstance(one, dict) and one.get("id") == want["id"] and one.get("property") == want["property"]
        for one, want in zip(given, wanted, strict=True)
    )


def _outputs(body: dict[str, Any], callback: Mapping[str, Any]) -> bool:
    """The outputs that the browser lists must be those of the callback, or Dash would write elsewhere."""
    given = body.get("outputs")
    wanted = callback["output"]
    several = isinstance(wanted, list | tuple)
    listed = given if isinstance(given, list) else [given]
    expected = list(wanted) if several else [wanted]
    if several != isinstance(given, list) or len(listed) != len(expected):
        return False
    return all(
        isinstance(one, dict) and one.get("id") == want.component_id and one.get("property") == want.component_property
        for one, want in zip(listed, expected, strict=True)
    )


def _body() -> object:
    """The body as JSON; None for what is none, is nested too deeply, or holds text that no encoding can carry."""
    try:
        body = request.get_json(silent=True)
        json.dumps(body, ensure_ascii=False).encode()
    except (RecursionError, ValueError):
        return None
    return body


def register(server: Flask, known: Mapping[str, Mapping[str, Any]]) -> None:
    """Refuse malformed bodies with 400 and oversized ones with 413, in words."""
    # A body without a stated length is counted while it is read.
    server.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    # What the browser does by itself has no function here; Dash would look for one and fail.
    answered = {output: callback for output, callback in known.items() if "callback" in callback}

    @server.before_request
    def _check() -> Response | None:
        if not request.path.endswith(PATH) or request.method != "POST":
            return None
        if (request.content_length or 0) > MAX_BODY:
            return refuse(413, "too_large")
        body = _body()
        if not is_well_formed(body, answered):
            return refuse(400, "bad_request")
        request.environ[CALLBACK] = body["output"]  # type: ignore[index]
        return None
